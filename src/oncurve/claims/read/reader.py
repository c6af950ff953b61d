"""The reader: a text in, claims out."""

from __future__ import annotations

import datetime as dt

from oncurve.catalog.names import Names
from oncurve.claims.article import Article
from oncurve.claims.claim import Claim
from oncurve.claims.read.bounds import within_bounds
from oncurve.claims.read.casing import made_even
from oncurve.claims.read.cells import is_price
from oncurve.claims.read.chip_subjects import SYSTEMS, is_system
from oncurve.claims.read.dates import find_dates
from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.evidence import Candidate, Evidence, dated_at, evidence_for, form_of, scope_evidence
from oncurve.claims.read.grammar import may_hold, read_quantities
from oncurve.claims.read.measures import BUILDS, CLAUSES
from oncurve.claims.read.measures.built_status import by_build
from oncurve.claims.read.measures.export import places, ruled_when, statuses
from oncurve.claims.read.measures.fitted import fitted
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.measures.price_per_token import side_of_price, stands_alone
from oncurve.claims.read.measures.releases import dated, is_out_since
from oncurve.claims.read.measures.runs import are_at_work
from oncurve.claims.read.measures.spoken import spoken
from oncurve.claims.read.mentions import Mention, find_mentions, with_sorts
from oncurve.claims.read.no_amounts import no_amounts
from oncurve.claims.read.other_measures import measure_by_build, other_measure
from oncurve.claims.read.polarity import counterfactual, denied, predicted_after, predicting
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.quotes import widened
from oncurve.claims.read.rulings import told_twice
from oncurve.claims.read.run_together import is_run_together
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.shapes import add_shapes
from oncurve.claims.read.specs import spoken_spec
from oncurve.claims.read.surface import Surface
from oncurve.claims.read.tables import column_head, row_head
from oncurve.claims.read.tokens import Sentence, Tokens, stems, words
from oncurve.claims.read.unmade import any_such, is_unmade
from oncurve.claims.read.variants import by_form, by_memory, by_place
from oncurve.claims.read.weighing import FITS, NONE, Verdict, Weighing, load_weighing
from oncurve.claims.read.when import heads_article, time_of
from oncurve.claims.read.who import Who

__all__ = ["Pass", "Reader", "read_claims"]

#: tokens of a line that says who wrote an article, and of the head that it stands in
_LONGEST_BYLINE, _HEAD = 16, 60
_BARE = ("number", "anaphor")
#: more hours than any run lasts, so that they are those of many chips
_LONGEST = 20_000
#: how sure a ruling is that only the build of its sentence tells
_SURE = 0.6
#: how sure a clause is that says what it says without a number
_FORMED = 0.7
#: words of a sentence of what is to come
_AHEAD = words("will become by next 2030 reach rise within 'll could may")
_BY_FORM = ("read by the form of its sentence",)
_THOUSAND, _MILLION, _BILLION = 1e3, 1e6, 1e9
_UNTYPED = (*_BARE, "count", "nought")
_MADE = stems("release launch unveil train finish begin open arrive come go ship")



class Reader:
    """Reads claims; made once, it reads any number of articles.

    Args:
        names: the names of the catalogue.
        weighing: what tells measures apart; None takes the model that the package carries.
    """

    def __init__(self, names: Names, weighing: Weighing | None = None) -> None:
        self.names = names
        self.weighing = weighing or load_weighing()
        #: whether claims keep the evidence they were read by
        self.explain = False

    def read(self, article: Article) -> list[Claim]:
        """The claims of an article, in the order of the text."""
        if article.language != "en":
            return []
        return self.read_text(article.text, article.published)

    def read_text(self, text: str, published: dt.date | None = None) -> list[Claim]:
        """The claims of a text published on a day (today where it is not known)."""
        return Pass(self, text, published or dt.date.today()).claims()  # noqa: DTZ011


class Pass:
    """One reading of one text."""

    def __init__(self, reader: Reader, text: str, published: dt.date) -> None:
        self.reader = reader
        self.published = published
        self.surface = Surface(text)
        self.tokens = Tokens(self.surface.plain)
        made_even(self.tokens, reader.names)
        self.cover: list[Mention | None] = [None] * len(self.tokens)
        self.who = Who(reader.names, self.tokens, self.cover, published)
        self.focus = self.who.focus
        self.last_quantity: Quantity | None = None
        self.made: list[Claim] = []
        self.seen: set[tuple[object, ...]] = set()

    def claims(self) -> list[Claim]:
        """Reads sentence by sentence."""
        tokens = self.tokens
        found = find_mentions(tokens, self.reader.names)
        for mention in found:
            for k in range(mention.first, mention.end):
                self.cover[k] = mention
        found = with_sorts(add_shapes(tokens, self.reader.names, found, self.cover), self.cover)
        self.who.foresee(found)
        sentences = tokens.sentences()
        previous: Scene | None = None
        at = 0
        for sentence in sentences:
            start = at
            while at < len(found) and found[at].first < sentence.end:
                at += 1
            mine = [m for m in found[start:at] if m.first >= sentence.first]
            previous = self._sentence(sentence, self.who.names_in(sentence, mine), previous)
        self.made.sort(key=lambda claim: (claim.start, claim.end))
        return self.made

    def _sentence(
        self, sentence: Sentence, mentions: list[Mention], previous: Scene | None
    ) -> Scene:
        tokens = self.tokens
        dates: list[DateMention] = []
        quantities: list[Quantity] = []
        if may_hold(tokens, sentence.first, sentence.end) and not is_run_together(
                tokens, sentence.first, sentence.end):
            dates = [each for each in find_dates(tokens, sentence.first, sentence.end, self.published)
                     if not self._named(each)]
            masked = {k for d in dates for k in range(d.first, d.end)}
            quantities = read_quantities(tokens, sentence.first, sentence.end, self.cover, masked, self.last_quantity)
        by_memory(mentions, quantities, self.reader.names)
        by_form(mentions, tokens, self.reader.names)
        by_place(mentions, tokens, self.reader.names, sentence.first)
        self.last_quantity = next(
            (q for q in reversed(quantities) if q.dim not in _UNTYPED), self.last_quantity
        )
        scene = Scene(
            tokens, sentence, mentions, dates, quantities, self.focus, self.published.isoformat(), self.cover, previous
        )
        scene = self.who.enter(scene)
        drafts = self._numbers(scene)
        drafts += self._dates(scene)
        drafts += self._statuses(scene)
        drafts += self._clauses(scene)
        drafts += self._spoken(scene, drafts)
        for draft in drafts:
            self._keep(scene, draft)
        self.who.leave(scene)
        return scene

    def _named(self, date: DateMention) -> bool:
        """Whether the date is part of a known name: the year of "AIME 2024"."""
        if self.tokens.word[max(0, date.first - 2) : date.first] == ["act", "of"]:
            return True
        return any(name is not None and name.kind != "proper" for name in self.cover[date.first : date.end])

    def _numbers(self, scene: Scene) -> list[Draft]:
        """What the quantities of a sentence claim."""
        drafts: list[Draft] = []
        others = no_amounts(scene)
        for number, quantity in enumerate(scene.quantities):
            if number in others or quantity.usd_twin or counterfactual(scene, quantity.first):
                continue  # of a sum told in two currencies the dollars are the claim
            evidence = evidence_for(scene, Candidate(quantity.first, quantity.end, form_of(quantity)), scene.quantities)
            verdict = self.decide(_chosen_by(scene, quantity), evidence, quantity.first, quantity.end)
            if is_price(scene, quantity):
                verdict = Verdict("price_per_token", 1.0)  # the heads of its table say so
            elif verdict.measure == NONE:
                built = measure_by_build(scene, quantity)
                if built is None:
                    continue
                verdict = Verdict(built, _SURE)
            for made in _built(other_measure(scene, quantity, verdict.measure), scene, quantity):
                draft = within_bounds(scene, quantity, made)
                if draft is None:
                    continue
                self._place(scene, quantity, draft)
                self._scope(scene, quantity, draft, evidence)
                drafts.append(self._made(scene, draft, verdict))
        return drafts

    def decide(self, dim: str, evidence: Evidence, first: int, end: int) -> Verdict:
        """What the evidence at tokens `first` up to `end` speaks for."""
        del first, end
        return self.reader.weighing.weigh(dim, evidence, explain=self.reader.explain)

    def _scope(self, scene: Scene, quantity: Quantity, draft: Draft, evidence: Evidence) -> None:
        """Settles whether a price is of input or output, and whether parameters are the active ones."""
        dim = f"scope.{draft.measure}"
        head = (column_head(scene.tokens, quantity.core) or "").lower()
        if head and draft.measure == "parameters":
            head += f" {row_head(scene.tokens, quantity.core).lower()}"
        if head and draft.measure in ("parameters", "price_per_token"):
            told = next((each for each in ("active", "input", "output") if each in head), None)
            draft.scope = told or (None if draft.measure == "parameters" else draft.scope)
            return
        if dim in FITS and draft.scope != "active":
            seen = scope_evidence(scene, quantity, draft, evidence)
            scope = self.decide(dim, seen, quantity.first, quantity.end).measure
            draft.scope = None if scope == NONE else scope.removeprefix("scope.")
        if draft.measure == "parameters" and draft.scope is None and are_at_work(scene, quantity):
            draft.scope = "active"
        if draft.measure == "price_per_token" and draft.scope is None:
            draft.scope = side_of_price(scene, quantity)
        if draft.measure == "price_per_token" and stands_alone(scene, quantity):
            draft.scope = None

    def _place(self, scene: Scene, quantity: Quantity, draft: Draft) -> None:
        """Settles whether a claim is denied, foretold, and of when."""
        if draft.negated is None:
            draft.negated = denied(scene, quantity.first, quantity.end)
        self._forecast(scene, quantity, draft)
        before = self.tokens.word[max(scene.first, quantity.first - 6) : quantity.first]
        if draft.measure in ("tariff_rate", "market_move") and {"could", "may", "might"} & set(before):
            draft.scope, draft.measure = draft.measure, "forecast"
        draft.time = draft.time or time_of(scene, draft)

    def _dates(self, scene: Scene) -> list[Draft]:
        """What the dates of a sentence claim: that something came out, or that its training began or ended."""
        drafts: list[Draft] = []
        if _is_byline(scene):
            return drafts
        for date in scene.dates:
            evidence = evidence_for(scene, dated_at(scene, date), scene.quantities)
            verdict = self.decide("date", evidence, date.first, date.end)
            if verdict.measure == NONE and is_out_since(scene, date):
                verdict = Verdict("release_date", _SURE)
            spoken = verdict.measure != NONE and not heads_article(scene, date)
            draft = dated(scene, date, verdict.measure) if spoken else None
            if draft is not None:
                draft.negated = denied(scene, draft.first, draft.first - 1)
                drafts.append(self._made(scene, draft, verdict))
        return drafts

    def _statuses(self, scene: Scene) -> list[Draft]:
        """What a sentence rules on chips."""
        rulings: list[tuple[Draft, Verdict]] = []
        for at in places(scene):
            evidence = evidence_for(scene, Candidate(at, at + 1, ["dim=status"]), scene.quantities)
            verdict = self.decide("status", evidence, at, at + 1)
            if (built := by_build(scene, at)) is not None:
                verdict = Verdict(built, _SURE)
            if verdict.measure != NONE:
                for draft in statuses(scene, at, verdict.measure):
                    draft.time = ruled_when(scene, at)
                    if not told_twice((draft, verdict), rulings):
                        rulings.append((draft, verdict))
        return [self._made(scene, draft, verdict) for draft, verdict in rulings]

    def _made(self, scene: Scene, draft: Draft, verdict: Verdict) -> Draft:
        draft.score, draft.evidence = verdict.probability, list(verdict.because)
        scene.made.append(draft)
        return draft

    def _clauses(self, scene: Scene) -> list[Draft]:
        """What the clauses of a sentence claim without a number."""
        drafts: list[Draft] = []
        if scene.sentence.question:
            return drafts
        for clause in CLAUSES:
            for draft in clause(scene):
                if draft.negated is None:
                    plain = draft.measure in ("not_auditable", "forecast", "export_status")
                    draft.negated = not plain and denied(scene, draft.first, draft.first - 1)
                draft.score = draft.score or _FORMED
                drafts.append(draft)
                scene.made.append(draft)
        return drafts

    def _spoken(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """What the form of a sentence alone tells of the numbers that no claim stands on."""
        if not scene.quantities:
            return []
        made = [each for each in spoken(scene, drafts) if not counterfactual(scene, each.first)]
        for each in made:
            each.negated = denied(scene, each.first, each.end)
            each.time = each.time or time_of(scene, each)
        return [self._made(scene, each, Verdict(each.measure, _SURE, _BY_FORM)) for each in made]

    def _forecast(self, scene: Scene, quantity: Quantity, draft: Draft) -> None:
        """Turns a number into a forecast where somebody predicts it who does not control it."""
        word, whole = self.tokens.word, self.who.whole or scene
        verb = predicting(scene, quantity.first)
        verb = predicting(whole, quantity.first) if verb is None else verb
        verb = predicted_after(whole, quantity.end) if verb is None else verb
        if verb is None or (word[verb - 1 : verb] == ["to"] and scene.has("told", "guid")):
            return
        ahead = not _AHEAD.isdisjoint(word[scene.first : scene.end]) or any(
            d.iso[-10:][:4].isdigit() and int(d.iso.split("/")[-1][:4]) > self.published.year for d in scene.dates
        )
        ahead = ahead or any(word[k : k + 2] == ["from", "now"] for k in range(verb, scene.end - 1))
        own = self.who.own(scene, verb + 1, draft.subject)
        if ahead and not own and draft.measure not in ("doubling_time", "cost_decline_rate", "export_status"):
            draft.scope, draft.measure = draft.measure, "forecast"

    def _keep(self, scene: Scene, draft: Draft) -> None:
        self.who.settle(scene, draft)
        if draft.measure == "training_time" and any(m.ident == draft.subject for m in scene.of_kind("cluster")):
            return  # how long a site took to build
        if draft.measure == "chip_spec" and any(m.ident == draft.subject for m in scene.of_kind("model")):
            return  # how much room its weights take
        if draft.unit == "EFLOPS" and not is_system(draft.subject) and not scene.any_of(SYSTEMS):
            return  # what many chips do together
        if is_unmade(scene, draft):
            return
        draft.subject = any_such(scene, draft) or draft.subject
        speaker = draft.speaker
        tokens = self.tokens
        first_token, end_token = widened(scene, draft.first, draft.end)
        start, end = self.surface.span(tokens.start[first_token], tokens.end[end_token - 1])
        key = (
            draft.measure,
            None if draft.measure == "companies_able" else draft.subject,
            draft.value,
            draft.low,
            draft.high,
            draft.scope,
            draft.negated,
            draft.time if draft.unit == "date" else None,
            speaker if draft.negated else None,
        )
        if key in self.seen and draft.measure not in ("not_auditable", "forecast"):
            return
        self.seen.add(key)
        first, last = self.surface.span(tokens.start[scene.sentence.first], tokens.end[scene.sentence.end - 1])
        confidence = round(draft.score * draft.subject_chance, 2)
        self.made.append(
            Claim(
                self.surface.text[start:end],
                start,
                end,
                self.surface.text[first:last],
                draft.measure,
                draft.subject,
                draft.reference,
                draft.value,
                draft.low,
                draft.high,
                draft.unit,
                draft.qualifier,
                draft.scope,
                speaker,
                bool(draft.negated),
                draft.time,
                confidence,
                tuple(draft.evidence),
                measure_confidence=round(draft.score, 2),
            )
        )


def _chosen_by(scene: Scene, quantity: Quantity) -> str:
    """What the measure of a quantity is chosen by: its dimension, or for one without a unit of its own its size."""
    if quantity.bare is None and quantity.dim not in _BARE:
        if quantity.dim == "duration":
            return "hours" if quantity.unit == "hour" and quantity.size >= _LONGEST else "duration"
        return "sum" if quantity.dim == "money" and quantity.size >= _MILLION else quantity.dim
    if quantity.size >= _BILLION:
        return "vast"
    large = "large " if quantity.size >= _THOUSAND else ""
    if "chip_spec" in FITS.get(quantity.dim, ()) or spoken_spec(scene) is not None:
        return large + "figure"
    return large.strip() or (quantity.dim if quantity.bare is None else "lent")


def _is_byline(scene: Scene) -> bool:
    """Whether a line only says when, or who wrote the article: "By A. Person | 3 February 2026"."""
    if any(each.first <= scene.first and each.end >= scene.end for each in scene.dates):
        return True
    short = scene.end - scene.first <= _LONGEST_BYLINE and scene.first <= _HEAD
    return short and scene.tokens.word[scene.first] == "by" and not any(scene.stem_at(k) in _MADE
                                                                         for k in range(scene.first, scene.end))


def _built(measure: str, scene: Scene, quantity: Quantity) -> list[Draft]:
    """The claims that a quantity makes, read as a measure, without a unit lent to it that the measure has not."""
    if quantity.bare is not None and measure not in FITS.get(quantity.dim, ()):
        quantity = quantity.bare
    quantity = fitted(measure, scene, quantity)
    built = BUILDS[measure](scene, quantity) if measure in BUILDS else plain(measure, scene, quantity)
    drafts = [built] if isinstance(built, Draft) else list(built or ())
    return drafts or [plain(measure, scene, quantity)]


def read_claims(article: Article, names: Names) -> list[Claim]:
    """The claims of one article."""
    return Reader(names).read(article)

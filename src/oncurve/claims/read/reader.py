"""The reader: a text in, claims out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from oncurve.catalog.names import Name, Names
from oncurve.claims.article import Article
from oncurve.claims.claim import Claim
from oncurve.claims.read.dates import find_dates
from oncurve.claims.read.focus import Focus, describe
from oncurve.claims.read.measures import CLAUSES, SAID
from oncurve.claims.read.mentions import Mention, find_mentions
from oncurve.claims.read.polarity import denied, supposed
from oncurve.claims.read.quantity import Quantity, read_quantities
from oncurve.claims.read.said import Draft, build_table, score
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.shapes import add_shapes
from oncurve.claims.read.speakers import Frame, frames, pick
from oncurve.claims.read.surface import Surface
from oncurve.claims.read.tokens import Sentence, Tokens, words

__all__ = ["Reader", "read_claims"]

_PREDICTS = words(
    "expect expects expected predict predicts predicted forecast forecasts foresee foresees foresaw project "
    "projects projected anticipate anticipates anticipated envisage envisages bet bets "
    "prophesied prophesies forecasting predicting imagines"
)
_TAG_LONGEST = 40


class Reader:
    """Reads claims; made once, it reads any number of articles.

    Args:
        names: the names of the catalogue.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self._cues, self._by_dim = build_table(SAID)

    def read(self, article: Article) -> list[Claim]:
        """The claims of an article, in the order of the text."""
        if article.language != "en":
            return []
        return self.read_text(article.text, article.published)

    def read_text(self, text: str, published: dt.date | None = None) -> list[Claim]:
        """The claims of a text published on a day (today where it is not known)."""
        return _Pass(self, text, published or dt.date.today()).claims()  # noqa: DTZ011

    def table(self, scene: Scene) -> dict[str, list[tuple[int, float, str]]]:
        """The cues of all measures in a sentence."""
        return self._cues.hits(scene)

    def candidates(
        self, scene: Scene, quantity: Quantity, hits: dict[str, list[tuple[int, float, str]]], carried: dict[str, float]
    ) -> Iterable[tuple[float, Draft]]:
        """Drafts for a quantity, best first."""
        scored = [(*score(scene, quantity, said, hits, carried), said) for said in self._by_dim.get(quantity.dim, ())]
        scored.sort(key=lambda row: -row[0])
        for total, why, said in scored:
            if total < said.least:
                continue
            built = said.build(scene, quantity)
            drafts = [built] if isinstance(built, Draft) else list(built or ())
            for one in drafts:
                one.score = total
                one.evidence = [f"{said.measure} {total:.1f}: " + ", ".join(why)]
                yield total, one
            if drafts:
                return


class _Pass:
    """One reading of one text."""

    def __init__(self, reader: Reader, text: str, published: dt.date) -> None:
        self.reader = reader
        self.published = published
        self.surface = Surface(text)
        self.tokens = Tokens(self.surface.plain)
        self.cover: list[Mention | None] = [None] * len(self.tokens)
        self.focus = Focus(names=reader.names)
        self.last_speaker: str | None = None
        self.issuer: str | None = None
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
        found = add_shapes(tokens, self.reader.names, found, self.cover)
        for mention in found:
            if mention.kind != "proper" or tokens.word[mention.end : mention.end + 1] != ["'s"]:
                self.focus.upcoming.setdefault(mention.kind, mention)
        sentences = tokens.sentences()
        previous: Scene | None = None
        at = 0
        tag: str | None = None
        for sentence in sentences:
            start = at
            while at < len(found) and found[at].first < sentence.end:
                at += 1
            mine = [m for m in found[start:at] if m.first >= sentence.first]
            new_tag = self._tag(sentence, mine)
            tag = new_tag if new_tag is not None else tag
            previous = self._sentence(sentence, mine, previous, tag)
        self.made.sort(key=lambda claim: (claim.start, claim.end))
        return self.made

    def _tag(self, sentence: Sentence, mentions: list[Mention]) -> str | None:
        """The speaker tag or headline issuer that opens a sentence ("GUEST:", "MosaicML:")."""
        tokens = self.tokens
        for k in range(sentence.first, min(sentence.first + 4, sentence.end)):
            if tokens.raw[k] == ":" and k > sentence.first:
                words = tokens.raw[sentence.first : k]
                if (
                    all(w.isupper() or not w.isalpha() for w in words)
                    and any(w.isalpha() and len(w) > 1 for w in words)
                    and len(tokens.slice(sentence.first, k)) <= _TAG_LONGEST
                ):
                    known = self.cover[sentence.first]
                    if known is None or known.kind in ("person", "proper"):
                        sentence.tag = "turn"
                        for m in mentions[:]:
                            if m.first < k and m.kind == "proper":
                                mentions.remove(m)
                        return " ".join(words)
                first = mentions[0] if mentions else None
                if first is not None and first.kind in ("organisation", "person") and first.end == k:
                    return first.name.label if first.kind == "person" and first.name else first.ident
        return None

    def _sentence(self, sentence: Sentence, mentions: list[Mention], previous: Scene | None, tag: str | None) -> Scene:
        tokens = self.tokens
        self._short_names(mentions)
        described = describe(tokens, self.reader.names, sentence.first, sentence.end, self.cover, self.focus)
        if described:
            taken = {k for m in described for k in range(m.first, m.end)}
            mentions = sorted([m for m in mentions if m.first not in taken] + described, key=lambda m: m.first)
        dates = find_dates(tokens, sentence.first, sentence.end, self.published)
        masked = bytearray(len(tokens)) if False else _Mask(dates)
        quantities = read_quantities(tokens, sentence.first, sentence.end, self.cover, masked, self.last_quantity)  # type: ignore[arg-type]
        self.last_quantity = next(
            (q for q in reversed(quantities) if q.dim not in ("number", "count", "anaphor")), self.last_quantity
        )
        scene = Scene(
            tokens, sentence, mentions, dates, quantities, self.focus, self.published.isoformat(), self.cover, previous
        )
        heard = frames(scene, self.last_speaker)
        quoted = self._in_quote(sentence)
        scene.speaker = pick(heard, sentence.first, None) or pick(heard, sentence.end, tag)
        if scene.speaker is None and quoted and previous is not None:
            scene.speaker = previous.speaker
        self._press(scene, sentence)
        hits = self.reader.table(scene) if quantities or sentence.question else {}
        scene.hits = hits
        scene.house = self._house(tag)
        house = self.reader.names.get("organisation", scene.house or "")
        scene.home = house.country if house is not None else None
        drafts: list[Draft] = []
        for quantity in quantities:
            if supposed(scene, quantity.core):
                continue
            for _, draft in self.reader.candidates(scene, quantity, hits, self._carried(scene, quantity)):
                if draft.negated is None:
                    draft.negated = denied(scene, quantity.first, quantity.end)
                self._forecast(scene, quantity, draft, heard)
                if draft.measure in ("tariff_rate", "market_move") and {"could", "may", "might"} & set(
                    self.tokens.word[max(scene.first, quantity.first - 6) : quantity.first]
                ):
                    draft.scope, draft.measure = draft.measure, "forecast"
                draft.time = draft.time or self._time(scene, draft)
                drafts.append(draft)
                scene.made.append(draft)
        if not sentence.question:
            for clause in CLAUSES:
                for draft in clause(scene):
                    draft.negated = (
                        bool(draft.negated)
                        if draft.negated is not None
                        else (
                            draft.measure not in ("not_auditable", "forecast", "export_status")
                            and denied(scene, draft.first, draft.first - 1)
                        )
                    )
                    drafts.append(draft)
                    scene.made.append(draft)
        for draft in drafts:
            self._keep(scene, draft, heard, tag)
        references = {id(m) for m in mentions if scene.is_reference(m)}
        owned = self.tokens.word
        self.focus.update(
            [
                m
                for m in mentions
                if m.kind != "proper"
                or (owned[m.end : m.end + 1] != ["'s"] and owned[m.first - 1] not in ("in", "at", "near", "from"))
            ],
            references,
            item=sentence.item,
        )
        spoken = [f.speaker for f in heard if f.speaker]
        self.last_speaker = spoken[-1] if spoken else self.last_speaker
        return scene

    def _in_quote(self, sentence: Sentence) -> bool:
        """Whether the sentence goes on inside a quotation that was opened before it, or opens with one."""
        start = self.tokens.start[sentence.first]
        text = self.tokens.text
        paragraph = text.rfind("\n\n", max(0, start - 3000), start) + 1
        return text.count('"', max(paragraph, start - 3000), start) % 2 == 1 or text[start] == '"'

    def _short_names(self, mentions: list[Mention]) -> None:
        """Resolves "V3", "Sonnet", "Large 2" to the model they are short for, by names met before and makers named near."""
        for index, mention in enumerate(mentions):
            if mention.form != "short":
                continue
            key = mention.ident.lower().replace(" ", "").replace("-", "")
            known = next(
                (
                    m
                    for m in reversed([*self.focus.met, *mentions[:index]])
                    if m.kind == "model"
                    and m.form != "short"
                    and m.ident.lower().replace("-", "").replace(" ", "").endswith(key)
                ),
                None,
            )
            makers = [m for m in reversed(mentions[:index]) if m.kind in ("organisation", "proper")]
            makers += [m for m in reversed(self.focus.met) if m.kind == "organisation"]
            makers += [m for m in mentions[index:] if m.kind == "organisation"]
            ahead = self.focus.ahead("organisation")
            if ahead is not None:
                makers.append(ahead)
            name: Name | None = known.name if known is not None else None
            ident = known.ident if known is not None else mention.ident
            if known is None:
                for maker in makers:
                    label = maker.name.label if maker.name else maker.ident
                    entry = next(
                        (e for e in self.reader.names.spelled(f"{label} {mention.ident}") if e.name.kind == "model"),
                        None,
                    )
                    if entry is not None:
                        name, ident = entry.name, entry.name.id
                        break
                else:
                    entry = next(
                        (e for e in self.reader.names.spelled(f"DeepSeek {mention.ident}") if e.name.kind == "model"),
                        None,
                    )
                    if not makers and entry is not None:
                        name, ident = entry.name, entry.name.id
                    elif makers and mention.ident[:1] in "VRKM" and mention.ident[1:2].isdigit():
                        own = next(
                            (m for m in makers if not (m.name is not None and m.name.sort not in ("lab", ""))), None
                        )
                        if own is not None:
                            ident = f"{own.name.label if own.name else own.ident}-{mention.ident}"
            mention.ident, mention.name, mention.form = ident, name, "alias"

    def _house(self, tag: str | None) -> str | None:
        """The organisation that a speaker's "we" stands for."""
        if not tag:
            return None
        entry = next((e for e in self.reader.names.spelled(tag) if e.name.kind in ("person", "organisation")), None)
        return (entry.name.organisation or entry.name.id) if entry is not None else None

    def _press(self, scene: Scene, sentence: Sentence) -> None:
        """A text that opens with a firm announcing something today speaks for that firm."""
        if sentence.first == 0:
            firms = scene.of_kind("organisation")
            if (
                firms
                and firms[0].first <= 2
                and any(d.iso == self.published.isoformat() for d in scene.dates)
                and scene.has("releas", "launch", "announc", "open", "unveil", "introduc", "publish")
            ):
                self.issuer = firms[0].ident

    def _carried(self, scene: Scene, quantity: Quantity) -> dict[str, float]:
        """How much the claims made just before speak for their measures again."""
        carried: dict[str, float] = {}
        if scene.previous is not None:
            for draft in scene.previous.made:
                carried[draft.measure] = 0.7  # type: ignore[attr-defined]
        for draft in scene.made:
            close = scene.gap(draft.end, quantity.first) <= 40  # type: ignore[attr-defined]
            carried[draft.measure] = 1.6 if close else 1.0  # type: ignore[attr-defined]
        return carried

    def _forecast(self, scene: Scene, quantity: Quantity, draft: Draft, heard: list[Frame]) -> None:
        """Turns a number into a forecast where somebody predicts it who does not control it."""
        word = self.tokens.word
        verb = next((k for k in range(quantity.first - 1, scene.first - 1, -1) if word[k] in _PREDICTS), None)
        if verb is None or (word[verb - 1 : verb] == ["to"] and scene.has("told", "guid")):
            return
        words = set(word[scene.first : scene.end])
        ahead = words & {"will", "become", "by", "next", "2030", "reach", "rise", "within", "'ll"} or any(
            d.iso[-10:][:4].isdigit() and int(d.iso.split("/")[-1][:4]) > self.published.year for d in scene.dates
        )
        who = pick(heard, verb + 1, None)
        own = who is not None and draft.subject is not None and self._same_house(who, draft.subject)
        if ahead and not own and draft.measure not in ("doubling_time", "cost_decline_rate", "export_status"):
            draft.scope, draft.measure = draft.measure, "forecast"

    def _same_house(self, speaker: str, subject: str) -> bool:
        entries = self.reader.names.spelled(speaker)
        houses = {h for e in entries for h in (e.name.organisation or e.name.id, e.name.parent)} | {speaker}
        houses |= {org.parent for h in houses if (org := self.reader.names.get("organisation", h)) is not None}
        theirs = {
            h for e in self.reader.names.spelled(subject) for h in (e.name.organisation or e.name.id, e.name.parent)
        } | {subject}
        return bool((houses & theirs) - {""})

    def _time(self, scene: Scene, draft: Draft) -> str | None:
        """The date a number is tied to, where one stands near it."""
        near = [d for d in scene.dates if scene.gap(d.first, draft.first) <= 16 or draft.first <= d.first < draft.end]
        if not near:
            return None
        best = min(near, key=lambda d: scene.gap(d.first, draft.first if d.end <= draft.first else draft.end - 1))
        return best.iso

    def _keep(self, scene: Scene, draft: Draft, heard: list[Frame], tag: str | None) -> None:
        speaker = (
            draft.speaker or pick(heard, draft.first, tag) or (scene.speaker if not heard else None) or self.issuer
        )
        if (
            speaker is None
            and not heard
            and scene.previous is not None
            and scene.previous.speaker is not None
            and self._goes_on(scene, draft)
        ):
            speaker = scene.previous.speaker
            scene.speaker = speaker
        tokens = self.tokens
        start, end = self.surface.span(tokens.start[draft.first], tokens.end[draft.end - 1])
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
        first, last = self.surface.span(tokens.start[scene.first], tokens.end[scene.end - 1])
        confidence = round(0.5 + 0.49 * math.tanh(max(draft.score - 1.5, 0.3) / 3.0), 2)
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
            )
        )  # type: ignore[arg-type]

    def _goes_on(self, scene: Scene, draft: Draft) -> bool:
        """Whether a sentence goes on reporting the source of the one before it."""
        opening = self.tokens.word[scene.first]
        return draft.measure not in ("market_move", "not_auditable") and opening in (
            "it",
            "its",
            "the",
            "that",
            "this",
            "among",
            "they",
            "their",
            "pre",
            "most",
            "he",
            "she",
            "his",
            "her",
        )


class _Mask:
    """Whether a date covers a token."""

    __slots__ = ("_covered",)

    def __init__(self, dates: Iterable[object]) -> None:
        self._covered = {k for d in dates for k in range(d.first, d.end)}  # type: ignore[attr-defined]

    def __getitem__(self, index: int) -> bool:
        return index in self._covered


def read_claims(article: Article, names: Names) -> list[Claim]:
    """The claims of one article."""
    return Reader(names).read(article)

"""Who is talked of and who speaks: what a text has said of it so far, and how a claim's names follow from that."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from oncurve.catalog.names import Names
from oncurve.claims.read.agents import agent_of, topics_after
from oncurve.claims.read.barring import admitted, opponent, usual_of
from oncurve.claims.read.cast import Cast
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.focus import Focus, describe
from oncurve.claims.read.frames import Frame, framed, within
from oncurve.claims.read.insets import aside_at, closing_source
from oncurve.claims.read.kinds import guess_kinds
from oncurve.claims.read.measures.destinations import is_on_the_way
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.ranking import load_ranker
from oncurve.claims.read.saying import Source
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sheet import of_sheet_after
from oncurve.claims.read.short_names import bare_families, resolve_short_names
from oncurve.claims.read.sources import chief_source, find_sources
from oncurve.claims.read.tables import column_head, head_names, row_head, row_place, unnamed_head
from oncurve.claims.read.tokens import Sentence, Tokens, words
from oncurve.claims.read.traits import traits_of
from oncurve.claims.read.turns import document_of, in_quotation, issuers_of, tag_of, without_dateline
from oncurve.claims.read.vouching import Heard, Voice, framing, voices_of

__all__ = ["REFERRED", "Who"]

#: measures whose other side is ranked
REFERRED = words("capability_lag cost_ratio price_ratio tariff_rate chips_shipped chips_smuggled")

#: what those are who tell of others' affairs
_ONLOOKERS = ("analyst", "bank", "outlet", "university")
#: measures whose subject is no name, or several names at once
_KEPT = words("companies_able cost_decline_rate doubling_time forecast not_auditable export_status")
#: measures whose subject and reference are told apart by which is the lesser
_TURNED = words("cost_ratio price_ratio capability_lag")
_RATIOS = words("cost_ratio price_ratio")
_LEVYING = words("tariff_rate chips_shipped chips_smuggled benchmark_score")

#: what the columns of a table can be of, by measure; those of models where it does not say
_HEADS = {"chip_spec": ("chip",), "organisation_spend": ("organisation",), "chips_shipped": ("organisation",),
          "chip_count": ("model", "organisation", "cluster"), "market_move": ("organisation",), "power": ("cluster",)}
#: heads of rows that sum up the others
_TOTALS = frozenset({"total", "totals", "grand total", "combined", "sum", "overall", "average", "mean", "median"})
#: tokens within which a text tells whose release it is
_OPENING = 24


class Who:
    """The names and speakers of one text, kept from sentence to sentence.

    The reader calls `foresee` once with all names, then for every sentence in order `names_in`, `enter`,
    `settle` for each claim, and `leave`.
    """

    def __init__(self, names: Names, tokens: Tokens, cover: list[Mention | None], published: dt.date) -> None:
        self.names = names
        self.tokens = tokens
        self.cover = cover
        self.published = published.isoformat()
        self.focus = Focus(names=names)
        self.cast = Cast(tokens, names, cover)
        self._ranker = load_ranker("subject")
        self._references = load_ranker("reference")
        self._speakers = load_ranker("speaker")
        self.heard = Heard()
        self.sources: list[Source] = []
        self.last: str | None = None
        self.spoken: str | None = None
        self.whole: Scene | None = None
        self.frame: Frame | None = None

    def foresee(self, found: list[Mention]) -> None:
        """Takes note of all names of the text, for what is said before it is named."""
        word = self.tokens.word
        guess_kinds(self.tokens, found, self.names)
        self.cast.ahead = found
        self.heard.document = document_of(self.tokens, found)
        self.cast.open = "open" in word
        self.cast.total = dict(Counter(mention.ident for mention in found))
        for mention in found:
            if mention.kind != "proper" or word[mention.end : mention.end + 1] != ["'s"]:
                self.focus.upcoming.setdefault(mention.kind, mention)

    def names_in(self, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        """The names of a sentence: speaker tags left out, short names resolved, descriptions of known things added."""
        self.heard.tag = tag_of(self.tokens, sentence, mentions, self.cover) or self.heard.tag
        resolve_short_names(mentions, self.focus, self.names, self.cast.coming(sentence.first), self.published)
        bare_families(mentions, self.focus.met, self.tokens)
        described = describe(self.tokens, self.names, sentence.first, sentence.end, self.cover, self.focus)
        mentions = without_dateline(self.tokens, sentence, mentions)
        taken = {k for m in described for k in range(m.first, m.end)}
        return sorted([m for m in mentions if m.first not in taken] + described, key=lambda m: m.first)

    def enter(self, scene: Scene) -> Scene:
        """Finds who speaks in a sentence, before its claims are made; gives what is said, without who says it."""
        self.sources = find_sources(scene, self.focus, self.names, self.last)
        scene.speaker = chief_source(self.sources, scene.first, self.heard.tag)
        self.heard.quoted = scene.previous is not None and in_quotation(self.tokens, scene.sentence)
        opened = self.heard.quoted and self.tokens.word[scene.first] != '"'
        self.heard.closing = closing_source(self.tokens, scene.sentence, self.cover, opened=opened)
        if scene.speaker is None and scene.previous is not None and self.heard.quoted:
            scene.speaker = scene.previous.speaker
        if scene.first < _OPENING and not self.heard.issuers:
            self.heard.issuers = issuers_of(scene)
        scene.house = self._house()
        self.cast.house = scene.house or self._unknown_house()
        house = self.names.get("organisation", scene.house or "")
        scene.home = house.country if house is not None else None
        self.whole, self.frame = scene, framed(scene, self.sources)
        return scene if self.frame is None else within(scene, self.frame)

    def settle(self, scene: Scene, draft: Draft) -> None:
        """Gives a claim its subject and its speaker."""
        self._subject(scene, draft)
        self._reference(scene, draft)
        draft.speaker = self._speaker(scene, self.whole or scene, draft)
        self.told(draft)

    def _speaker(self, core: Scene, scene: Scene, draft: Draft) -> str | None:
        """Who vouches for a claim: whom the frame of its sentence names, else the likeliest voice."""
        voices = self.voices(scene, draft)
        index, _ = self._speakers.best(draft.measure, [v.traits for v in voices], [v.ident for v in voices])
        likeliest, frame = voices[index].ident, self.frame
        if (frame is not None and frame.speaker() and not frame.within(likeliest, self.sources)
                and not aside_at(core, draft.first, draft.end).startswith("aside")):
            return frame.speaker()
        return likeliest or framing(scene, draft, self.sources) or None

    def told(self, draft: Draft) -> None:
        """Remembers who vouched for a claim, for those that follow."""
        self.spoken = draft.speaker or self.spoken
        self.heard.prior, self.heard.prior_subject, self.heard.prior_ago = draft.speaker or "", draft.subject, 0

    def voices(self, scene: Scene, draft: Draft) -> list[Voice]:
        """Everybody who may vouch for a claim, by the words of the sentence and by what came before."""
        theirs = self.names.spelled(draft.subject) if draft.subject else ()
        owners = frozenset(each.name.organisation for each in theirs if each.name.organisation)
        return voices_of(scene, draft, self.sources, self.heard, owners)

    def _reference(self, scene: Scene, draft: Draft) -> None:
        """Gives a comparison, a duty or a shipment the likeliest other side."""
        if draft.measure not in REFERRED:
            return
        usual = usual_of(scene, draft)
        if usual is not None:
            draft.reference = usual
            return
        turned, found = self.cast.compared(scene, draft)
        if draft.measure == "chips_shipped" and draft.scope == "produced":  # what is made is nobody else's yet
            found = [c for c in found if c.ago == 0 or not c.ident]
        ratios = sum(q.dim == "ratio" for q in scene.quantities)
        if draft.measure in _RATIOS and ratios > 1:  # "100x more than A and 10x more than B": each is of its own
            beyond = [c for c in found if not (c.ago == 0 and self.tokens.word[c.first - 1] == "than")]
            found = beyond if any(c.kind == "model" for c in beyond) else found
        if opponent(scene, draft):
            found = [c for c in found if c.kind == "made"]
        rows = traits_of(scene, turned, found, self.cast)
        index, _ = self._references.best(draft.measure, rows, [(c.kind, c.ident) for c in found])
        draft.reference = found[index].ident or None

    def _subject(self, scene: Scene, draft: Draft) -> None:
        """Gives a claim the likeliest of those whom it may be about, the choice of its measure being one of them."""
        if draft.measure == "capability_lag" and draft.subject == scene.speaker and self._looks_on(draft.subject):
            draft.subject = None  # who tells of a gap is no side of it
        if draft.measure in _KEPT or (draft.measure in _TURNED and draft.subject and draft.reference):
            return
        if draft.measure == "compute_share" and draft.reference and draft.subject and not self.names.spelled(
                draft.subject):
            return  # "domestic vendors" of a market
        headed = self._headed(draft)
        if headed is not None:
            draft.subject = headed
            return
        candidates = admitted(scene, draft, self.cast.candidates(scene, draft), self.cast)
        if not candidates:
            return
        rows = traits_of(scene, draft, candidates, self.cast)
        index, draft.subject_chance = self._ranker.best(draft.measure, rows, [(c.kind, c.ident) for c in candidates])
        chosen = candidates[index].ident
        if chosen == draft.reference and draft.measure not in _LEVYING:
            draft.reference = draft.subject
        draft.subject = chosen
        self.cast.tell(chosen, draft.measure)

    def _headed(self, draft: Draft) -> str | None:
        """What the head of a claim's column names, where it names what can be the subject of its measure."""
        if draft.measure in _TURNED:
            return None
        row = row_head(self.tokens, draft.first)
        if row.strip("* ").lower() in _TOTALS:
            return row.strip("* ")
        kinds = _HEADS.get(draft.measure, ("model",))
        named = head_names(self.tokens, self.cover, draft.first, *kinds) or self._named_by_row(draft, kinds)
        if named is None and draft.measure == "chip_spec":
            return unnamed_head(self.tokens, self.cover, draft.first, *kinds)
        return named

    def _named_by_row(self, draft: Draft, kinds: tuple[str, ...]) -> str | None:
        """The one thing that the first cell of a claim's row names, where the head of its column says what it has."""
        if not column_head(self.tokens, draft.first):
            return None
        row = row_place(self.tokens, draft.first)
        named = {m.ident for m in self.cover[row[0] : row[1]] if m is not None and m.kind in kinds}
        return named.pop() if len(named) == 1 else None

    def _looks_on(self, ident: str | None) -> bool:
        """Whether a name is of nobody who makes models or chips."""
        theirs = self.names.spelled(ident) if ident else ()
        return all(e.name.kind == "person" or e.name.sort in _ONLOOKERS for e in theirs)

    def leave(self, scene: Scene) -> None:
        """Moves the focus on after a sentence."""
        word = self.tokens.word
        kept = [
            m
            for m in scene.mentions
            if not (m.kind == "country" and is_on_the_way(scene, m))  # "shipped through Malaysia"
            and (
                m.kind != "proper"
                or (word[m.end : m.end + 1] != ["'s"] and word[m.first - 1] not in ("in", "at", "near", "from"))
            )
        ]
        references = {id(m) for m in scene.mentions if scene.is_reference(m)}
        self.focus.update(kept, references, item=scene.sentence.item)
        self.cast.sheet = of_sheet_after(scene, self.cast.agent, self.cast.sheet)
        self.cast.agent = agent_of(scene, self.cast.agent)
        self.cast.topics = topics_after(scene, self.cast.agent, self.cast.topics)
        self.cast.leave(scene)
        self.last = chief_source(self.sources, scene.end, None) or self.last
        if self.spoken is not None:
            self.heard.before, self.heard.ago = self.spoken, 0
        elif self.sources and self.sources[-1].ident:
            self.heard.before, self.heard.ago = self.sources[-1].ident, 0
        self.heard.ago += 1
        self.heard.prior_ago += 1
        self.spoken = None

    def own(self, scene: Scene, at: int, subject: str | None) -> bool:
        """Whether what is said at a token is the speaker's own affair."""
        speaker = chief_source(self.sources, at, None)
        if speaker is None or subject is None or at > scene.end:
            return False
        if any(e.name.sort in _ONLOOKERS for e in self.names.spelled(speaker)):
            return False
        houses = {h for e in self.names.spelled(speaker) for h in (e.name.organisation or e.name.id, e.name.parent)}
        houses |= {org.parent for h in houses if (org := self.names.get("organisation", h)) is not None} | {speaker}
        theirs = {h for e in self.names.spelled(subject) for h in (e.name.organisation or e.name.id, e.name.parent)}
        return bool((houses & (theirs | {subject})) - {""})

    def _unknown_house(self) -> str | None:
        """Whom "we" stands for where the speaker is not known: the issuer, or the speaker's company."""
        if self.heard.tag:
            return f"{self.heard.tag}'s company" if len(self.heard.tag) > 1 else None
        return next((ident for ident, press in self.heard.issuers[:1] if "press:now" in press), None)

    def _house(self) -> str | None:
        """The organisation that a speaker's "we" stands for."""
        entries = self.names.spelled(self.heard.tag) if self.heard.tag else ()
        entry = next((e for e in entries if e.name.kind in ("person", "organisation")), None)
        return (entry.name.organisation or entry.name.id) if entry is not None else None

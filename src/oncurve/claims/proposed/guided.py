"""A reading in which proposals say where to look and what for; what stands there the grammar reads itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from oncurve.claims.claim import Claim
from oncurve.claims.proposed.proposal import Proposal
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.evidence import Evidence
from oncurve.claims.read.measures.export import STATUSES
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.reader import Pass, Reader
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import Sentence
from oncurve.claims.read.weighing import FITS, NONE, Verdict

__all__ = ["Guided", "Heard"]

_RULINGS = {scope: name for name, scope in STATUSES.items()}
#: words that a number of a dimension is called by, where its dimension does not say it
_KINDS = {"sum": "money", "chiphours": "chip-hours", "params": "parameters", "flop": "operations",
          "tally": "a score", "status": "a ruling", "date": "a date",
          **dict.fromkeys(("number", "anaphor", "lent", "figure", "large", "vast", "nought"), "a bare number")}


@dataclass(slots=True)
class Heard:
    """What became of a proposal in the reading.

    Args:
        claims: what the grammar made of its words, read as its measure.
        places: how many numbers of a fitting kind stand in them.
        others: kinds of the numbers in them that no claim of its measure can have.
    """

    claims: list[Claim] = field(default_factory=list)
    places: int = 0
    others: list[str] = field(default_factory=list)


class Guided(Pass):
    """One reading of one text, told what some of its words are claims of.

    Args:
        reader: the reader whose grammar reads.
        text: the text.
        published: its day.
        proposals: what was proposed.
    """

    def __init__(self, reader: Reader, text: str, published: dt.date, proposals: Sequence[Proposal]) -> None:
        super().__init__(reader, text, published)
        self.proposals = proposals
        self.heard = [Heard() for _ in proposals]
        #: every sentence of the text, with its span
        self.sentences: list[tuple[int, int]] = []
        self._order = sorted(range(len(proposals)), key=lambda number: proposals[number].start)
        self._here: list[int] = []
        self._next = 0
        self._verdicts: list[tuple[Verdict, int]] = []
        self._drafts: dict[int, tuple[Draft, int]] = {}

    def _sentence(self, sentence: Sentence, mentions: list[Mention], previous: Scene | None) -> Scene:
        start, end = self.surface.span(self.tokens.start[sentence.first], self.tokens.end[sentence.end - 1])
        self.sentences.append((start, end))
        self._here = [number for number in self._here if self.proposals[number].end > start]
        while self._next < len(self._order) and self.proposals[self._order[self._next]].start < end:
            self._here.append(self._order[self._next])
            self._next += 1
        return super()._sentence(sentence, mentions, previous)

    def decide(self, dim: str, evidence: Evidence, first: int, end: int) -> Verdict:
        """What is proposed of tokens `first` up to `end`, where that can be; else what the evidence speaks for."""
        own = super().decide(dim, evidence, first, end)
        if dim.startswith("scope."):
            return own
        start, stop = self.surface.span(self.tokens.start[first], self.tokens.end[end - 1])
        for number in self._here:
            proposal = self.proposals[number]
            if proposal.start < stop and start < proposal.end:
                wanted = _wanted(proposal, dim, own)
                if wanted is None:
                    self.heard[number].others.append(_KINDS.get(dim, dim))
                    continue
                self.heard[number].places += 1
                sure = own.probability if own.measure == wanted else 1.0 - own.probability
                made = Verdict(wanted, sure, own.because)
                self._verdicts.append((made, number))
                return made
        return own

    def _made(self, scene: Scene, draft: Draft, verdict: Verdict) -> Draft:
        made = super()._made(scene, draft, verdict)
        number = next((number for told, number in self._verdicts[-1:] if told is verdict), None)
        if number is not None:
            self._drafts[id(made)] = made, number
        return made

    def _keep(self, scene: Scene, draft: Draft) -> None:
        before = len(self.made)
        super()._keep(scene, draft)
        told = self._drafts.get(id(draft))
        if told is not None:
            self.heard[told[1]].claims += self.made[before:]


def _wanted(proposal: Proposal, dim: str, own: Verdict) -> str | None:
    """What the weighing would call the measure that is proposed of a number of a dimension; None where it has none."""
    if proposal.measure == "export_status":
        wanted = _RULINGS[proposal.scope or ""]
    elif proposal.measure == "forecast":
        wanted = proposal.scope or own.measure
    else:
        wanted = proposal.measure
    return wanted if wanted != NONE and wanted in FITS.get(dim, ()) else None

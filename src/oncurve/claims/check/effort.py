"""At which effort of reasoning a score was got, by the sentence and by the record of the score."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oncurve.catalog.benchmark import Score
from oncurve.claims.check.facts import FIGURE
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["at_effort_told", "told_effort"]

_LEVEL = r"(minimal|low|medium|x-?high|high|max)"
#: "o3-mini (medium)", "o4-mini-high", "at low effort", "with reasoning effort set to high"
_TOLD = Pattern(rf"\({_LEVEL}(?: effort| reasoning)?\)|(?<=\w)-{_LEVEL}\b(?!-)|"
                rf"\b{_LEVEL}(?: reasoning)?[ -]effort\b|\beffort (?:set )?(?:to|at|of) {_LEVEL}\b", re.IGNORECASE)
_OF_ROW = Pattern(rf"\b{_LEVEL}\b(?!-)", re.IGNORECASE)


def told_effort(claim: Claim) -> str | None:
    """The effort that the sentence tells last before the figure; else the first one after it, else None."""
    before, _, after = claim.sentence.partition(FIGURE)
    told = [*_TOLD.finditer(before)][-1:] or [*_TOLD.finditer(after)][:1]
    return _plain(told[0]) if told else None


def at_effort_told(rows: Sequence[Score], claim: Claim) -> list[Score]:
    """The scores that were got at the effort that the sentence tells, or whose record does not say at which."""
    told = told_effort(claim)
    if told is None:
        return list(rows)
    kept = [(row, _OF_ROW.search(row.setting)) for row in rows]
    return [row for row, level in kept if level is None or _plain(level) == told]


def _plain(found: re.Match[str]) -> str:
    return next(each for each in found.groups() if each).lower().replace("-", "")

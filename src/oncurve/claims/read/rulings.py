"""Rulings on chips that nearly the same words of a sentence give twice."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.weighing import Verdict

__all__ = ["told_twice"]

#: share of its words that a ruling has in common with one that is the same
_MOSTLY = 0.75


def told_twice(ruling: tuple[Draft, Verdict], rulings: list[tuple[Draft, Verdict]]) -> bool:
    """Whether the words of a ruling gave its chip a likelier status; a less likely one is taken out of the list."""
    draft, verdict = ruling
    for other in rulings:
        same = other[0].subject == draft.subject and _overlap(other[0], draft)
        if same and other[0].scope != draft.scope:
            if other[1].probability >= verdict.probability:
                return True
            rulings.remove(other)
            return False
    return False


def _overlap(one: Draft, other: Draft) -> bool:
    """Whether two rulings stand on nearly the same words."""
    common = min(one.end, other.end) - max(one.first, other.first)
    return common >= _MOSTLY * max(one.end - one.first, other.end - other.first)

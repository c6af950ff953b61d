"""What a measure makes of a quantity or clause, before it is a claim."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.quantity import Quantity

__all__ = ["Draft", "draft"]


class Draft(Struct):
    """What a measure makes of a quantity or clause; the reader fills in quote, speaker and confidence."""

    measure: str
    first: int
    end: int
    subject: str | None = None
    reference: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "none"
    qualifier: Qualifier = "exact"
    scope: str | None = None
    negated: bool | None = None
    time: str | None = None
    speaker: str | None = None
    evidence: list[str] = field(default_factory=list)
    score: float = 0.0
    #: the chance that the subject is the right one
    subject_chance: float = 1.0

    def but(self, **changes: Any) -> Draft:
        """The same draft with some fields changed."""
        return replace(self, **changes)

    def stands_on(self, first: int, end: int) -> bool:
        """Whether it has any of some tokens of the text."""
        return self.first < end and first < self.end


def draft(
    measure: str, quantity: Quantity, subject: str | None, *, unit: str, factor: float = 1.0, **more: Any
) -> Draft:
    """A draft with the quantity's numbers, scaled."""
    value, low, high = quantity.scaled(factor)
    return Draft(
        measure,
        quantity.first,
        quantity.end,
        subject,
        value=value,
        low=low,
        high=high,
        unit=unit,
        qualifier=quantity.qualifier,
        **more,
    )

"""One dated, sourced row of a table of observations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

from oncurve.basis.evidence import Fact, Kind
from oncurve.basis.span import Span

__all__ = ["Observation"]


class Observation(Struct, frozen=True):
    """What all rows share.

    Args:
        amount: the value, in `unit`.
        known: the day the public could know it.
        source: source id.
        where: place in the source.
        span: when it held, where the row says.
        known_basis: "source", or the rule that inferred `known`.
        from_user: whether a facts folder of the user's own holds it.
    """

    amount: float
    unit: str
    kind: Kind
    known: dt.date
    source: str
    where: str = ""
    note: str = ""
    low: float | None = None
    high: float | None = None
    span: Span = Span()
    known_basis: str = "source"
    from_user: bool = False
    file: str = ""

    def as_fact(self, subject: str, name: str, **detail: Any) -> Fact:
        """The row as a fact, for the basis of an estimate."""
        if self.from_user:
            detail["from_user"] = True
        return Fact(subject, name, self.amount, self.unit, self.kind, self.known, self.source, self.where,
                    self.low, self.high, self.span, self.note, self.known_basis, detail)

    def key(self) -> tuple[str, ...]:
        """What the row is about: two rows of one key are rivals, or one replaces the other."""
        return ()

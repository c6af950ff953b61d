"""Events (what happened, and what was said) and disputes (who holds what)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any

from oncurve.basis.evidence import Kind
from oncurve.catalog.record import Record

__all__ = ["Dispute", "Event", "Position", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a document or speaker said, or (without a figure) did not say.

    `measure`, `subject`, `reference` and `scope` are those of a claim. `amount` is None where only a range
    or nothing was given. `detail` holds all else (`bound`, `qualifier`, `time`).
    """

    measure: str
    subject: str = ""
    reference: str = ""
    scope: str = ""
    amount: float | str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    kind: Kind = "reported"
    known: dt.date = dt.date.min
    source: str = ""
    where: str = ""
    note: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """What was said as plain data; what is empty is left out."""
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in held.items() if value not in (None, "", {})} | \
            {"known": self.known.isoformat()}


@dataclass(frozen=True, slots=True)
class Event(Record):
    """A market move, statement, document, launch or rule.

    Args:
        sort: which of those it is.
        on: the day.
        speaker: person or organisation id.
        said: what was said, with figures.
        unsaid: measures on which no figure was given.
    """

    sort: str = ""
    on: dt.date | None = None
    speaker: str = ""
    said: tuple[Said, ...] = ()
    unsaid: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What one party of a dispute holds, in our words."""

    party: str
    claim: str
    amount: float | str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    on: dt.date | None = None
    interest: str = ""
    kind: Kind = "reported"
    known: dt.date = dt.date.min
    source: str = ""
    where: str = ""
    note: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dispute(Record):
    """A question on which named parties disagree in public."""

    topic: str = ""
    positions: tuple[Position, ...] = ()

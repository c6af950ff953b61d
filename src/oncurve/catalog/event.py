"""Events (what happened, and what was said) and disputes (who holds what)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct, field

from oncurve.basis.evidence import Kind
from oncurve.catalog.record import Record

__all__ = ["Dispute", "Event", "Position", "Said"]


class Said(Struct, frozen=True):
    """One thing that a document or speaker said, or (without a figure) did not say.

    Args:
        measure: that of a claim.
        subject: whom or what it is said of, as in a claim.
        reference: what it is compared with, as in a claim.
        scope: what is counted, as in a claim.
        amount: None where only a range or nothing was given.
        detail: all else (`bound`, `qualifier`, `time`).
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
        held = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in held.items() if value not in (None, "", {})} | \
            {"known": self.known.isoformat()}


class Event(Record, frozen=True):
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


class Position(Struct, frozen=True):
    """What one party of a dispute holds, in our words.

    Args:
        party: id of the person or organisation.
        claim: what they hold.
        amount: their figure, where they give one.
        on: the day they said so.
        interest: who they are and what they gain if they are believed.
    """

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


class Dispute(Record, frozen=True):
    """A question on which named parties disagree in public.

    Args:
        topic: the measure, as in a claim.
        positions: what each party holds.
    """

    topic: str = ""
    positions: tuple[Position, ...] = ()

"""What an answer rests on: sources, facts with two clocks, and assumptions."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, get_args

from msgspec import Struct, field

from oncurve.basis.span import Span

__all__ = ["KINDS", "Assumption", "Fact", "Kind", "Source"]

Kind = Literal["measured", "reported", "estimated", "assumed", "forecast", "enacted", "imputed"]
KINDS: tuple[str, ...] = get_args(Kind)


class Source(Struct, frozen=True):
    """A work that a number comes from.

    Args:
        id: its id.
        title: of the work.
        producer: who wrote or published it.
        published: the day, or None.
        url: where it is read.
        licence: of what is taken from it.
        interest: who gains if the work is believed: disclosed and never weighed.
        kind: "report", "paper", "rule", "news" and the like.
        root: id of the source that this one repeats, where it only repeats one.
    """

    id: str
    title: str
    producer: str
    published: dt.date | None
    url: str
    licence: str = ""
    interest: str = ""
    kind: str = "report"
    root: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The record as plain data."""
        return {
            "id": self.id, "title": self.title, "producer": self.producer,
            "published": self.published.isoformat() if self.published else None, "url": self.url,
            "licence": self.licence, "interest": self.interest, "kind": self.kind, "root": self.root or None,
        }


class Fact(Struct, frozen=True):
    """One sourced value of one thing, with the day the public could know it.

    Args:
        subject: id of the thing.
        name: what is said of it ("chip_hours.final_run").
        amount: a number in `unit`, an ISO date where `unit` is "date", words where it is "text".
        unit: of amount, low and high.
        kind: how it is known, one of `KINDS`.
        known: the day the public could know it.
        source: id of the source.
        where: place in the source.
        low: lower end of an interval that the source states.
        high: its upper end.
        span: the days for which it is true, the first included and the last not.
        note: what a reader must know beside it.
        known_basis: "source", or the rule that inferred `known`.
        detail: what the number cannot be read without (the peak and precision of an MFU, the contract of a rent).
    """

    subject: str
    name: str
    amount: float | str
    unit: str
    kind: Kind
    known: dt.date
    source: str
    where: str = ""
    low: float | None = None
    high: float | None = None
    span: Span = Span()
    note: str = ""
    known_basis: str = "source"
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> float:
        """The amount as a number."""
        return float(self.amount)

    @property
    def date(self) -> dt.date:
        """The amount as a day (the first of a month or year where no day is known)."""
        text = str(self.amount)
        return dt.date.fromisoformat(text + "-01" * (3 - len(text.split("-"))))

    def to_dict(self) -> dict[str, Any]:
        """The record as plain data, without empty fields."""
        plain = {
            "subject": self.subject, "name": self.name, "value": self.amount, "unit": self.unit,
            "kind": self.kind, "source": self.source, "where": self.where, "known": self.known.isoformat(),
            "low": self.low, "high": self.high, "note": self.note, "detail": self.detail,
            "from": self.span.start and self.span.start.isoformat(),
            "until": self.span.end and self.span.end.isoformat(),
        }
        return {key: value for key, value in plain.items() if value not in (None, "", {})}


class Assumption(Struct, frozen=True):
    """A value that no source settles: ours, with an interval, a reason and what it leans on.

    Args:
        name: its id, as `--set` takes it.
        amount: the middle of it, in `unit`.
        unit: of amount, low and high.
        low: lower end of its 90% interval.
        high: its upper end.
        known: the day the public could know it.
        source: id of the work that it leans on.
        because: why it is so.
        where: place in the source.
        kind: "assumed", or another of `KINDS`.
        shape: of its distribution, as in `spread_from`.
    """

    name: str
    amount: float
    unit: str
    low: float
    high: float
    known: dt.date
    source: str
    because: str
    where: str = ""
    kind: Kind = "assumed"
    shape: str = "lognormal"

"""Turns plain records of the index into the records of the field, keeping what was known by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from oncurve.basis.evidence import Assumption, Source
from oncurve.basis.span import Span
from oncurve.catalog.record import Record, fact_of_row

if TYPE_CHECKING:
    from oncurve.catalog.observation import Observation

__all__ = ["make_assumption", "make_record", "make_row", "make_source"]

R = TypeVar("R", bound=Record)
Row = TypeVar("Row", bound="Observation")
_STATEMENTS = ("facts", "said", "unsaid", "position", "clause", "member")
_DATES = ("released", "on")
_TUPLES = ("aliases", "described", "adjectives", "cities", "joint", "names", "editions")


def make_record(cls: type[R], raw: Mapping[str, Any], as_of: str, **more: Any) -> R:
    """A thing with the facts known by `as_of` (an ISO date, or "" for all)."""
    facts = tuple(fact_of_row(raw["id"], row) for row in raw["facts"] if not as_of or row["known"] <= as_of)
    fields = {key: value for key, value in raw.items() if key not in _STATEMENTS}
    fields.setdefault("label", raw["id"])
    for key in fields.keys() & _TUPLES:
        fields[key] = tuple(fields[key])
    for key in fields.keys() & _DATES:
        fields[key] = dt.date.fromisoformat(fields[key])
    return cls(**fields, facts=facts, **more)


def make_source(raw: Mapping[str, Any]) -> Source:
    """A work."""
    published = raw.get("published")
    return Source(raw["id"], raw.get("title") or raw.get("label", raw["id"]), raw.get("producer", ""),
                  dt.date.fromisoformat(published) if published else None, raw.get("url", ""),
                  raw.get("licence", ""), raw.get("interest", ""), raw.get("sort", "report"), raw.get("root", ""))


def make_assumption(raw: Mapping[str, Any]) -> Assumption:
    """An assumption with its 90% interval."""
    return Assumption(raw["id"], raw["amount"], raw["unit"], raw["low"], raw["high"],
                      dt.date.fromisoformat(raw["known"]), raw["source"], raw["detail"]["because"],
                      raw.get("where", ""), raw["kind"], raw["detail"].get("shape", "lognormal"))


def make_row(cls: type[Row], row: Mapping[str, Any]) -> Row:
    """A row of a table of observations."""
    fields = {key: value for key, value in row.items()
              if value is not None and key not in ("from", "until", "detail", "known")}
    if row.get("from") or row.get("until"):
        start, end = (dt.date.fromisoformat(row[key]) if row.get(key) else None for key in ("from", "until"))
        fields["span"] = Span(start, end)
    return cls(**fields, known=dt.date.fromisoformat(row["known"]))

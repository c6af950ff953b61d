"""Turns plain records of the index into the records of the field, keeping what was known by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from oncurve.basis.evidence import Assumption, Source
from oncurve.basis.span import Span
from oncurve.catalog.event import Dispute, Event, Position, Said
from oncurve.catalog.observation import Observation
from oncurve.catalog.record import Record, fact_of_row

__all__ = ["make_assumption", "make_dispute", "make_event", "make_record", "make_row", "make_source"]

R = TypeVar("R", bound=Record)
Row = TypeVar("Row", bound=Observation)
_DATES = ("released", "on")
_TUPLES = ("aliases", "described", "adjectives", "joint")
_SHARED = ("kind", "source", "where", "note", "low", "high", "unit", "amount")


def make_record(cls: type[R], raw: Mapping[str, Any], as_of: str, **more: Any) -> R:
    """A thing with the facts known by `as_of` (an ISO date, or "" for all)."""
    facts = tuple(fact_of_row(raw["id"], row) for row in raw["facts"] if not as_of or row["known"] <= as_of)
    fields = {key: value for key, value in raw.items() if key not in ("facts", "said", "unsaid", "position")}
    fields.setdefault("label", raw["id"])
    for key in fields.keys() & _TUPLES:
        fields[key] = tuple(fields[key])
    for key in fields.keys() & _DATES:
        fields[key] = dt.date.fromisoformat(fields[key])
    return cls(**fields, facts=facts, **more)


def make_event(raw: Mapping[str, Any], as_of: str) -> Event:
    """An event with what was said by `as_of`."""
    said, unsaid = (tuple(_said(row) for row in raw.get(name, ()) if not as_of or row["known"] <= as_of)
                    for name in ("said", "unsaid"))
    return make_record(Event, raw, as_of, said=said, unsaid=unsaid)


def make_dispute(raw: Mapping[str, Any], as_of: str) -> Dispute:
    """A dispute with the positions taken by `as_of`."""
    rows = [row for row in raw.get("position", ()) if not as_of or row["known"] <= as_of]
    return make_record(Dispute, raw, as_of, positions=tuple(_position(row) for row in rows))


def _said(row: Mapping[str, Any]) -> Said:
    detail = dict(row.get("detail", {}))
    told: dict[str, Any] = {"measure": ""}
    told |= {key: str(detail.pop(key)) for key in ("measure", "subject", "reference", "scope") if key in detail}
    shared = {key: row[key] for key in _SHARED if key in row}
    return Said(**told, **shared, known=dt.date.fromisoformat(row["known"]), detail=detail)


def _position(row: Mapping[str, Any]) -> Position:
    detail = dict(row.get("detail", {}))
    told: dict[str, Any] = {"party": "", "claim": ""}
    told |= {key: str(detail.pop(key)) for key in ("party", "claim", "interest") if key in detail}
    on = detail.pop("on", None)
    shared = {key: row[key] for key in _SHARED if key in row}
    return Position(**told, **shared, on=dt.date.fromisoformat(on) if on else None,
                    known=dt.date.fromisoformat(row["known"]), detail=detail)


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

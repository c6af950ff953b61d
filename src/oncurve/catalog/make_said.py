"""Turns plain records of events and disputes into what was said and held by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from oncurve.catalog.event import Dispute, Event, Position, Said
from oncurve.catalog.make import make_record

__all__ = ["make_dispute", "make_event"]

_SHARED = ("kind", "source", "where", "note", "low", "high", "unit", "amount")


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

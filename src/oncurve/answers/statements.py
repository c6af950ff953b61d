"""Statements of the catalogue as facts, so that an estimate can rest on them and name them."""

from __future__ import annotations

from oncurve.basis.evidence import Fact
from oncurve.catalog.event import Event, Said

__all__ = ["fact_of_said"]


def fact_of_said(event: Event, said: Said) -> Fact:
    """A statement as a fact; a range without a figure has its geometric middle as its amount."""
    amount = said.amount
    if amount is None and said.low is not None and said.high is not None:
        amount = (said.low * said.high) ** 0.5 if said.low > 0 else (said.low + said.high) / 2
    if amount is None:
        amount = said.low if said.low is not None else said.high
    assert amount is not None
    return Fact(said.subject or event.id, f"{said.measure} by {event.speaker or event.id}", amount, said.unit,
                said.kind, said.known, said.source, said.where, said.low, said.high, note=said.note)

"""The marks of a strip: a claim and the readings that it is set against, on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oncurve.chart.axis import Axis, axis_for
from oncurve.chart.strip import Kind, Mark
from oncurve.claims.saying import say_estimate
from oncurve.report.claimed import claim_words

if TYPE_CHECKING:
    from oncurve.basis.estimate import Estimate
    from oncurve.claims.audit import AuditedClaim
    from oncurve.claims.verdict import JudgedReading
    from oncurve.report.card import Card, Row

__all__ = ["axis_of", "claim_mark", "estimate_mark", "shown_rows", "worth_a_strip"]


def claim_mark(audited: AuditedClaim) -> Mark | None:
    """The claim in the unit of the headline estimate, of then or else of now; None where they cannot be compared."""
    headline = audited.then.headline or audited.now.headline
    if headline is None or headline.claimed is None:
        return None
    claimed = headline.claimed
    return Mark("claim", claimed.low, claimed.middle, claimed.high, claim_words(audited.claim))


def estimate_mark(made: Estimate, label: str, value: str = "", kind: Kind = "estimate") -> Mark:
    """An estimate as a mark."""
    return Mark(label, made.low, made.median, made.high, value or say_estimate(made), kind)


def shown_rows(card: Card, most: int) -> tuple[Row, ...]:
    """The readings worth a line: those open to a reader, in the unit of the first, and then those beside it."""
    rows = [each for each in card.rows if _same_unit(each.judged, card.rows[0].judged)]
    return tuple(sorted(rows, key=lambda row: row.beside)[:most])


def _same_unit(one: JudgedReading, other: JudgedReading) -> bool:
    return one.reading.estimate.unit == other.reading.estimate.unit


def worth_a_strip(card: Card, claim: Mark | None, rows: Sequence[Row]) -> bool:
    """Whether a picture says more than words: some width or distance is there to see."""
    if claim is None or not rows:
        return False
    if any(row.judged.reading.apart for row in rows):
        return True
    made = [row.judged.reading.estimate for row in rows if not row.beside] or [rows[0].judged.reading.estimate]
    if card.sign.verdict == "consistent":
        made = made[:1]
    return any(not (each.exact and claim.low <= each.median <= claim.high) for each in made)


def axis_of(marks: Sequence[Mark], unit: str) -> Axis:
    """The axis that all marks share.

    Args:
        marks: what it must show.
        unit: what they are measured in; "date" for numbers of days in the calendar.
    """
    ends = [value for mark in marks for value in (mark.low, mark.middle, mark.high)]
    return axis_for([value for value in ends if math.isfinite(value)], days=unit == "date")

"""Forecasts: kept until their day comes, then checked as what they predict."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import month_span
from oncurve.claims.check.facts import today
from oncurve.claims.check.reading import Answer, NoBasis, NotDue, World
from oncurve.claims.claim import MEASURES, Claim
from oncurve.claims.saying import say_day

__all__ = ["MEASURE", "due_day", "readings"]

MEASURE = "forecast"


def due_day(claim: Claim) -> dt.date | None:
    """The last day of what the forecast is about, or None where it names none."""
    if not claim.time:
        return None
    try:
        end = month_span(claim.time.removeprefix("FY")).end
    except BadUsage:
        return None
    return None if end is None else end - dt.timedelta(days=1)


def readings(claim: Claim, world: World) -> Answer:
    """Not due before its day; after it, what came of the measure that it predicts."""
    due = due_day(claim)
    if due is None:
        return NotDue(None, "It is a forecast that names no day, so no day comes on which it could be scored.")
    if due >= today(world):
        return NotDue(due, f"It is a forecast for {say_day(due.toordinal())}; it is kept and scored when that day has "
                           "passed.")
    measure = claim.scope or ""
    if measure in MEASURES and measure not in (MEASURE, "not_auditable"):
        from oncurve.claims.check import check_of

        return check_of(measure).readings(replace(claim, measure=measure, scope=None), world)
    return NoBasis(f"what came of the forecast by {say_day(due.toordinal())}")

"""Chips made, sold, ordered or allowed in."""

from __future__ import annotations

from oncurve.claims.check.facts import missing, today
from oncurve.claims.check.forecast import due_day
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, World
from oncurve.claims.check.supplied import supplied
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "chips_shipped"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing; where nobody has, every count of the maker, buyer and time.

    Of a year that is not over nobody can have counted all: there forecasts are what is known.
    """
    made = published(claim, world, MEASURE)
    told = any(each.open != "shown" for each in made)
    counted = supplied(claim, world, ("shipments", "production"), "shown" if told else "plain")
    due = due_day(claim)
    if not told and not counted and due is not None and due >= today(world):
        made = [*published(claim, world, MEASURE, ahead=True), *made]
    made += counted
    return Found(tuple(made)) if made else missing(claim, world, "the number of chips shipped")

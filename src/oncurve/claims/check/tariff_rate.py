"""Duties on chips and other goods."""

from __future__ import annotations

from oncurve.claims.check.facts import mentions, missing
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, NotCheckable, World
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "tariff_rate"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing."""
    if mentions(claim, r"\b(?:should|ought to|must|need to)\b"):
        return NotCheckable("It says what a duty ought to be. That is a choice, not a quantity.")
    made = published(claim, world, MEASURE)
    return Found(tuple(made)) if made else missing(claim, world, "the duties in force")

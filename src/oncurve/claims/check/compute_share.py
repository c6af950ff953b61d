"""Shares of computing power."""

from __future__ import annotations

from oncurve.claims.check.facts import missing
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, World
from oncurve.claims.check.supplied import share_readings
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "compute_share"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing, and every share that the supply has, by its denominator."""
    made = published(claim, world, MEASURE)
    made += share_readings(claim, world, "shown" if made else "possible")
    return Found(tuple(made)) if made else missing(claim, world, "the share of computing power")

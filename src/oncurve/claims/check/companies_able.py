"""How many organisations could do a thing."""

from __future__ import annotations

from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, NoBasis, World
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "companies_able"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing."""
    made = published(claim, world, MEASURE)
    return Found(tuple(made)) if made else NoBasis(f"a count of the organisations able to {claim.subject or 'do this'}")

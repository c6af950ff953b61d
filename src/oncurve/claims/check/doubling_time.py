"""How long something takes to double, or to halve."""

from __future__ import annotations

from oncurve.claims.check.rates import rate_readings, topic_of, topic_of_source
from oncurve.claims.check.reading import Answer, Found, NoBasis, World
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "doubling_time"


def readings(claim: Claim, world: World) -> Answer:
    """Rival published rates of the same thing, each over its own window."""
    topic = topic_of(claim) or topic_of_source(claim, world)
    made = rate_readings(claim, world, topic, months=True) if topic else []
    if not made:
        return NoBasis(f"a published rate for {claim.subject or 'what the sentence speaks of'}")
    return Found(tuple(made))

"""Chips that were smuggled."""

from __future__ import annotations

from oncurve.claims.check.facts import mentions, missing
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, World
from oncurve.claims.check.supplied import smuggled_readings
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "chips_smuggled"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing, and estimates of the whole."""
    if mentions(claim, r"\b(?:he|she|they|I) alone\b|\bpersonally\b|by (?:him|her|them)sel"):
        return missing(claim, world, "what one person moved")
    made = published(claim, world, MEASURE)
    made += smuggled_readings(claim, world, "shown" if made else "plain")
    return Found(tuple(made)) if made else missing(claim, world, "an estimate of smuggled chips")

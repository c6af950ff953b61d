"""Chips that were smuggled."""

from __future__ import annotations

from oncurve.claims.check.facts import mentions, missing
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, World
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "chips_smuggled"


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing."""
    if mentions(claim, r"\b(?:he|she|they|I) alone\b|\bpersonally\b|by (?:him|her|them)sel"):
        return missing(claim, world, "what one person moved")
    made = published(claim, world, MEASURE)
    return Found(tuple(made)) if made else missing(claim, world, "an estimate of smuggled chips")

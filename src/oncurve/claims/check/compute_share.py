"""Shares of computing power."""

from __future__ import annotations

import re

from msgspec.structs import replace

from oncurve.claims.check.facts import FIGURE, missing
from oncurve.claims.check.published import kin_measures, published
from oncurve.claims.check.reading import Answer, Found, NoBasis, World
from oncurve.claims.check.subject import label, organisation_of
from oncurve.claims.check.supplied import share_readings
from oncurve.claims.claim import Claim

__all__ = ["EARLIER_SHARE", "MEASURE", "readings"]

MEASURE = "compute_share"
#: what a share was before: "from 95% to 55%"
EARLIER_SHARE = (rf"(?i)\bfrom (?:(?:about|around|roughly|approximately|nearly|almost|some|over) )?{FIGURE}"
                 r"(?:%| per ?cent)? to \w")


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing, and every share that the supply has, by its denominator."""
    of = re.search(rf"{FIGURE}\s*(?:%|per\s?cent)?\s*of (\w+)['’]s?\b", claim.sentence)
    whole = organisation_of(world.catalogue, of[1]) if of else None
    if whole is not None and whole.id != claim.subject:
        return NoBasis(f"the computing power of {label(world.catalogue, claim.subject)} beside that of {whole.label}")
    of_market = "market_share" in kin_measures(claim)  # cards sold are no share of computing power
    made = published(claim, world, "market_share" if of_market else MEASURE)
    made += share_readings(claim, world, "shown" if made or of_market else "possible")
    if of_market and all(each.open == "shown" for each in made):
        return missing(claim, world, "the share of the market")
    if re.search(EARLIER_SHARE, claim.sentence):  # of another day than the share that the sentence ends at
        made = [each if each.open == "shown" else replace(each, open="possible", indirect=True) for each in made]
    return Found(tuple(made)) if made else missing(claim, world, "the share of computing power")

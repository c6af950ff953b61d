"""Whether a source that gave a middle and a range is quoted with these."""

from __future__ import annotations

import math
import re

from oncurve.claims.agreement import Interval
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.thresholds import THRESHOLDS

__all__ = ["of_ends", "quoted_otherwise"]

#: the middle of what varies
_AVERAGE = Pattern(r"\b(?:on average|averag\w+|mean|median|typical\w*)\b", re.IGNORECASE)


def of_ends(claim: Claim) -> bool:
    """Whether a claim gives the ends of a range, or the middle of one, which a figure within it may miss."""
    if claim.qualifier == "range":
        return True
    clause = re.split(r"[,;]\s|\band\b|\bbut\b", claim.sentence.partition(claim.quote)[0])[-1]
    after = re.split(r"[,;.]\s|\band\b|\bbut\b", claim.sentence.partition(claim.quote)[2])[0]
    return claim.qualifier in ("exact", "approx") and _AVERAGE.search(f"{clause} {after}") is not None


def quoted_otherwise(claim: Claim, there: Interval, given: tuple[float, float, float]) -> bool:
    """Whether a source that gave a middle and a range is told with another middle, or with a range that ends elsewhere.

    "On average 14 months" where that is the longest of 4 to 14; "between 9 and 90,000" where it gave 9 to 900.

    Args:
        claim: the claim in the name of the source.
        there: the figure claimed, in the unit of the source.
        given: the lower end, the middle and the upper end that it gave.
    """
    low, middle, high = given
    if not (0 < low < middle < high < math.inf and 0 < there.low <= there.high < math.inf) or not of_ends(claim):
        return False
    if claim.qualifier == "range":
        ends = (there.high / high, there.low / low)
        return any(max(end, 1 / end) > THRESHOLDS.near for end in ends)
    return max(there.low / middle, middle / there.high) > 1 + THRESHOLDS.close_to

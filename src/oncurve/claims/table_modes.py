"""In which mode the scores of a table were got, where the text above the table says so."""

from __future__ import annotations

import re
from dataclasses import replace

from oncurve.claims.check.benchmark_score import UNTHINKING
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern

__all__ = ["of_mode_told"]

_TOLD = Pattern(UNTHINKING, re.IGNORECASE)
#: characters above a row in which its table begins and is introduced
_ABOVE = 1_500


def of_mode_told(claim: Claim, passages: Passages) -> Claim:
    """A score in a row of a table with what is said above of all its scores: "all are run without thinking".

    Args:
        claim: as it was read.
        passages: the text.
    """
    if claim.measure != "benchmark_score" or "|" not in claim.sentence:
        return claim
    above = passages.text[max(claim.start - _ABOVE, 0) : claim.start].rpartition("\n\n")[0]
    told = list(_TOLD.finditer(above))
    return replace(claim, sentence=f"{claim.sentence} ({told[-1][0]})") if told else claim

"""Opinions, motives and causes put as facts: named as such, and never judged."""

from __future__ import annotations

import re

from oncurve.claims.check.reading import Answer, NotCheckable, World
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "not_auditable"
_KINDS = (
    (r"\b(?:reason|motive|in order to|aim|exists? for|to (?:wound|hurt|talk|undermine|weaken)|because they want)\b",
     "It gives a motive. Motives cannot be computed."),
    (r"\b(?:should|ought|must|need to|have to)\b", "It says what ought to be. That is a choice, not a quantity."),
    (r"\b(?:slow(?:s|ed|ing)?|caus(?:e|es|ed|ing)|work(?:s|ed|ing)?|because of|thanks to|led to|forced|prevent)\b",
     "It is about a cause. What would have happened otherwise is not on record, so no figure settles it."),
    (r"light-?years|miles ahead|times the|the smartest|nobody will|greatest|game.chang",
     "It is a figure of speech: it names no quantity that could be computed."),
)


def readings(claim: Claim, world: World) -> Answer:  # noqa: ARG001 - one signature for all
    """Why the statement cannot be computed."""
    for pattern, why in _KINDS:
        if re.search(pattern, claim.sentence, re.IGNORECASE):
            return NotCheckable(why)
    return NotCheckable("It is a judgement of value: it names no quantity that could be computed.")

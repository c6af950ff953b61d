"""Chips that were smuggled."""

from __future__ import annotations

import re

from oncurve.claims.check.facts import clause_of_figure, mentions, missing
from oncurve.claims.check.published import of_case, published
from oncurve.claims.check.reading import Answer, Found, Openness, World
from oncurve.claims.check.supplied import smuggled_readings
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "readings"]

MEASURE = "chips_smuggled"
#: a single deed, which is no rate of all
_ONE_CASE = Pattern(r"\b(?:one|another|an?|single|this|that) (?:[\w-]+ ){0,2}(?:smuggler|order|shipment|case|scheme|"
                    r"network|ring|defendant|deal|customer|load|consignment|indictment)\b", re.IGNORECASE)
#: what courts and prosecutors tell of: the deeds of those who stand accused
_ACCUSED = Pattern(r"\b(?:prosecutors?|defendants?|indict(?:ed|ment)|accused|charged|plead(?:ed)? guilty|conspir\w+|"
                   r"complaint|(?:the|this|that) (?:group|pair|men|man|woman|couple|ring|network|firm|company)|"
                   r"court (?:filings?|documents?|papers?)|customs officers|"
                   r"(?:was|were) (?:seized|intercepted|thwarted))\b",
                   re.IGNORECASE)
#: a whole that a case is a part of
_IN_ALL = Pattern(r"\b(?:estimat\w+|(?:a|per|each|every) year|annually|nationwide|in all of|overall|as many as|"
                  r"at least \w+ (?:networks|rings|groups))\b", re.IGNORECASE)


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing, and estimates of the whole."""
    if mentions(claim, r"\b(?:he|she|they|I) alone\b|\bpersonally\b|by (?:him|her|them)sel"):
        return missing(claim, world, "what one person moved")
    accused = _ACCUSED.search(claim.sentence) is not None and _IN_ALL.search(claim.sentence) is None
    if accused or _ONE_CASE.search(clause_of_figure(claim)):
        case = of_case(claim, world, MEASURE)
        return Found(tuple(case)) if case else missing(claim, world, "what that one case moved")
    made = published(claim, world, MEASURE)
    rival: Openness = "shown" if claim.time else "possible"  # of no year: any published rate may be meant
    made += smuggled_readings(claim, world, rival if made else "plain")
    return Found(tuple(made)) if made else missing(claim, world, "an estimate of smuggled chips")

"""Claims settled by the passage they stand in: short names made full, and the country of the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.subject import find_thing
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages

__all__ = ["settled"]

#: what parts one destination of a sentence from another
_CLAUSE = re.compile(r"[;:]|,\s*(?:but|while|whereas|though|yet|and)\b|\b(?:while|whereas)\b")
#: who sells, not where to
_SELLER = "US"


def settled(claims: Sequence[Claim], passages: Passages, catalogue: Catalogue) -> list[Claim]:
    """The claims with what the passage itself settles.

    A subject that no record has ("M2") is the thing that these words name in the passage. A chip goes to the one
    country that the clause of the claim names, where the reader took that of another clause.

    Args:
        claims: as they were read.
        passages: the names of the article.
        catalogue: to tell known names from others.
    """
    return [_destination(_subject(claim, passages, catalogue), passages) for claim in claims]


def _subject(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    if not claim.subject or find_thing(catalogue, claim.subject) is not None:
        return claim
    words = compact(claim.subject)
    meant = {each.ident for each in passages.things
             if compact(passages.words(each)) == words and find_thing(catalogue, each.ident) is not None}
    return replace(claim, subject=meant.pop()) if len(meant) == 1 else claim


def _destination(claim: Claim, passages: Passages) -> Claim:
    if claim.measure != "export_status":
        return claim
    sentence = next((each for each in passages.sentences if each.start <= claim.start < each.end), None)
    if sentence is None:
        return claim
    text = passages.text
    stops = [sentence.start, *(sentence.start + found.end()
                               for found in _CLAUSE.finditer(text[sentence.start:sentence.end])), sentence.end]
    first = max(stop for stop in stops if stop <= claim.start)
    last = min((stop for stop in stops if stop >= claim.end), default=sentence.end)
    named = {each.ident for each in passages.things
             if each.kind == "country" and first <= each.start < last and each.ident != _SELLER}
    return replace(claim, reference=named.pop()) if len(named) == 1 and claim.reference not in named else claim

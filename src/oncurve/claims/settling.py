"""Claims settled by the passage they stand in: short names made full, and the country of the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.subject import family_of, find_thing
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.units import money_of

__all__ = ["settled"]

#: what parts one destination of a sentence from another
_CLAUSE = re.compile(r"[;:]|,\s*(?:but|while|whereas|though|yet|and)\b|\b(?:while|whereas)\b")
#: how a sentence picks one model of a family
_LARGEST = re.compile(r"\b(?:largest|biggest|full-size)\b", re.IGNORECASE)
_SMALLEST = re.compile(r"\bsmallest\b", re.IGNORECASE)
_FEWEST, _SAME_SIZE = 2, 0.05
#: money for a million tokens, from which it is none
_NO_PRICE = 1e5
#: who sells, not where to
_SELLER = "US"


def settled(claims: Sequence[Claim], passages: Passages, catalogue: Catalogue) -> list[Claim]:
    """The claims with what the passage itself settles.

    A subject that no record has ("M2") is the thing that these words name in the passage; a family ("Llama 2") whose
    sentence gives a size is the model of that size. A chip goes to the one country that the clause of the claim
    names, where the reader took that of another clause.

    Args:
        claims: as they were read.
        passages: the names of the article.
        catalogue: to tell known names from others.
    """
    return [_destination(_subject(_measure(claim), passages, catalogue), passages) for claim in claims]


def _measure(claim: Claim) -> Claim:
    """A price of tokens that no million of them ever had is the cost of training."""
    if claim.measure != "price_per_token" or (claim.value or 0.0) < _NO_PRICE:
        return claim
    return replace(claim, measure="training_cost", scope=None, unit=money_of(claim.unit) or claim.unit)


def _subject(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    if not claim.subject or find_thing(catalogue, claim.subject) is not None:
        return claim
    words = compact(claim.subject)
    meant = {each.ident for each in passages.things
             if compact(passages.words(each)) == words and find_thing(catalogue, each.ident) is not None}
    if len(meant) == 1:
        return replace(claim, subject=meant.pop())
    member = _member(claim, passages, catalogue)
    return replace(claim, subject=member) if member else claim


def _member(claim: Claim, passages: Passages, catalogue: Catalogue) -> str | None:
    """Of a family ("Llama 2"), the model whose size the sentence gives, in figures or as the largest or smallest."""
    sized = [(size, model.id) for model in family_of(catalogue, claim.subject)
             if (size := model.number("parameters.total"))]
    sentence = passages.sentence_at(claim.start)
    if len(sized) < _FEWEST or sentence is None:
        return None
    told = [each.value for each in passages.amounts if each.kind == "params" and each.sentence == sentence.sentence
            and not (each.start < claim.end and claim.start < each.end)]  # never by the claim's own figure
    near = {ident for size, ident in sized if any(abs(value / size - 1) <= _SAME_SIZE for value in told)}
    if len(near) == 1:
        return near.pop()
    words = passages.words(sentence)
    if compact(claim.subject or "") not in compact(words):
        return None
    for cue, pick in ((_LARGEST, max), (_SMALLEST, min)):
        if cue.search(words):
            return pick(sized)[1]
    return None


def _destination(claim: Claim, passages: Passages) -> Claim:
    if claim.measure != "export_status":
        return claim
    sentence = passages.sentence_at(claim.start)
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

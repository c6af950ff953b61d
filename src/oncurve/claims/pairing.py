"""Two figures that stand together, each given to what it is of: scores set against each other, prices, growths."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern

__all__ = ["PAIRED", "in_pairs"]

#: what a figure is of whose model the text compares with another and does not name
_EARLIER = "the model before it"
_UNNAMED = "the model that it is compared with"
#: why the subject of a figure is certain
PAIRED = "one of two scores set against each other"
_AGAINST, _FROM = Pattern(r",?\s+(?:to|against|versus|vs\.?|compared (?:to|with))\s+"), Pattern(r"\bfrom\s*$")
#: what sets a score against another, and what leads on from that to the next of the first
_SET_AGAINST = Pattern(r"\b(?:against|versus|vs|compared (?:with|to))\b[^.;]*$")
_AND_ALSO = Pattern(r"(?:%| per ?cent)? for [^.;,]{1,40}, and (?:it )?(?:got |scored |reached |has )?")
_PAIR, _FOR = Pattern(r"\s*(?:and|/)\s*|[ \t]"), Pattern(r"\s+for\s+")
_GROWING = ("training_tokens", "parameters", "chip_count", "chip_hours")
_GREW = Pattern(r"(?:\s+(?:tokens|parameters|chips|hours))?,?\s+(?:up\s+|down\s+)?from\s+")
_TIER = Pattern(r"\b(?:in|out)put|\bcach|\btokens?\b", re.IGNORECASE)
#: how many sentences back the rival of a score may be named
_SENTENCES = 3


def in_pairs(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims, two figures that stand together each of what it is of.

    Two scores that are set against each other ("A beats B, 78% to 76%", "on MMLU it is 91% to 88%") are of two models,
    in the order in which the sentence names them, or the sentences before; two prices of one model.
    """
    made = _on_another_test(_of_before(_paired_prices(claims, passages), passages), passages)
    for at, (first, second) in enumerate(itertools.pairwise(claims)):
        place = passages.sentence_at(first.start)
        if first.measure != "benchmark_score" or place is None or second.measure != first.measure \
                or first.reference != second.reference or not first.subject \
                or _AGAINST.fullmatch(passages.text[first.end:second.start]) is None \
                or _FROM.search(passages.text[place.start:first.start]):
            continue
        here = _models_of(passages, place.sentence, first.start)
        if first.subject != second.subject and second.subject in here:
            continue
        before = [each for number in range(place.sentence - 1, max(place.sentence - _SENTENCES, 0) - 1, -1)
                  for each in _models_of(passages, number, first.start)]
        models = here if len(here) > 1 else list(dict.fromkeys((here or [first.subject]) + before))[:2]
        if len(models) > 1:
            made[at] = replace(first, subject=models[0], evidence=(*first.evidence, PAIRED))
            made[at + 1] = replace(second, subject=models[1], evidence=(*second.evidence, PAIRED))
        else:
            made[at + 1] = replace(second, subject=_UNNAMED, evidence=(*second.evidence, PAIRED))
    return made


def _on_another_test(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims, a score after one it is set against as of the first: "80 on A, against 79 for B, and 97 on C"."""
    made = list(claims)
    for at, (first, other, third) in enumerate(zip(claims, claims[1:], claims[2:], strict=False)):
        alike = {first.measure, other.measure, third.measure} == {"benchmark_score"}
        if not alike or other.subject in (first.subject, None) or third.subject != other.subject \
                or other.reference == third.reference or first.sentence != third.sentence:
            continue
        text = passages.text
        if _SET_AGAINST.search(text[first.end : other.start]) and _AND_ALSO.fullmatch(text[other.end : third.start]):
            made[at + 2] = replace(third, subject=first.subject, evidence=(*third.evidence, PAIRED))
    return made


def _models_of(passages: Passages, sentence: int, stop: int) -> list[str]:
    """The models that a sentence names before a place, in its order."""
    return list(dict.fromkeys(each.ident for each in passages.things.of_sentence(sentence, "model")
                              if each.start < stop))


def _of_before(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims, of two amounts that tell a growth ("28.5 trillion, from 23 trillion") the old one of no name."""
    made = list(claims)
    for at, (first, second) in enumerate(itertools.pairwise(claims)):
        alike = (first.measure, first.subject) == (second.measure, second.subject) and first.measure in _GROWING
        if alike and _GREW.fullmatch(passages.text[first.end:second.start]):
            made[at + 1] = replace(second, subject=_EARLIER, evidence=(*second.evidence, PAIRED))
    return made


def _paired_prices(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims, two prices that stand together ("$15 and $60 for o1") as those of input and output of one model."""
    made = list(claims)
    for at, (first, second) in enumerate(itertools.pairwise(claims)):
        between = passages.text[first.end:second.start]
        if (first.measure, second.measure) != ("price_per_token",) * 2 or _PAIR.fullmatch(between) is None \
                or any(_TIER.search(each.quote) for each in (first, second)):
            continue
        after = _FOR.match(passages.text, second.end)
        named = [each.ident for each in passages.things.between(after.end(), after.end() + 1, "model")] if after else []
        subject = named[0] if named else second.subject if first.subject is None else first.subject
        made[at] = replace(first, subject=subject, scope="input")
        made[at + 1] = replace(second, subject=subject, scope="output")
    return made

"""A yearly factor taken for several years by multiplying the years: fourfold a year is no twelvefold in three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.claims.consistency.parts import SO
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.placed import Placed
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["compoundings"]

_YEARLY = Pattern(r"[\s,]*(?:a|per|each|every) year\b|[\s,]*(?:annually|yearly)\b", re.IGNORECASE)
_GROWS = Pattern(r"\b(?:gr[eo]w\w*|ris(?:e|es|en|ing)|rose|f[ae]ll\w*|drop\w*|going up|goes up|climb\w*|multipl\w+|"
                 r"increas\w+|shrink\w*|cheaper|improv\w+)\b", re.IGNORECASE)
_DAYS_A_YEAR, _MOST_YEARS, _CLOSE, _BEYOND = 365.25, 12, 0.02, 1.3


def compoundings(passages: Passages) -> Iterator[Slip]:
    """OC207: factors over some years that are the yearly one times the years, not to their power."""
    for ends in (passages.amounts, passages.ranges):
        found = (_compounded(each, ends, passages) for each in ends)
        yield from (each for each in found if each is not None)


def _compounded(result: Amount, ends: Placed[Amount], passages: Passages) -> Slip | None:
    """What is wrong with a factor, or with the lower end of a range of them."""
    if result.kind != "ratio" or _yearly(result, passages):
        return None
    rates = [each for each in ends.of_sentences(result.sentence - 1, result.sentence, "ratio")
             if each.end <= result.start and each.paragraph == result.paragraph and _yearly(each, passages)]
    own = passages.amounts.of_sentence(result.sentence, "duration")
    times = [each for each in own if each.unit.startswith("year") and each.value > 1]
    if len(rates) != 1 or len(times) != 1 or not SO.search(passages.text[rates[0].end : result.start]):
        return None
    if not _GROWS.search(passages.text[passages.sentences[rates[0].sentence].start : result.end]):
        return None
    rate, years = rates[0].value, times[0].days / _DAYS_A_YEAR
    power = rate**years
    linear = abs(result.value / (rate * years) - 1) <= _CLOSE
    if not 1 < years <= _MOST_YEARS or not linear or power < _BEYOND * result.value:
        return None
    text = (f"{say(rate, 'x')} a year comes to {say(power, 'x')} in {say(years, 'years')}, not "
            f"{say(result.value, 'x')}: factors multiply.")
    return Slip.on(result, "OC207", text, refutes=True)


def _yearly(each: Amount, passages: Passages) -> bool:
    return each.per in ("year", "each") or _YEARLY.match(passages.text, each.end) is not None

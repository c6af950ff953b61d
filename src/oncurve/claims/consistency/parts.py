"""Which amounts a stated result may be worked out from, and whether any way of doing so gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from oncurve.claims.consistency.slip import within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern

__all__ = ["NOT_ADDED", "OTHERS", "PLAIN", "SO", "after_it", "alike", "base_of", "before_it", "counts_more", "earlier",
           "explained", "group_of", "per_of"]

#: words that part a total from amounts which are no parts of it
OTHERS = Pattern(r"^With\b|\bagainst\b|\bcompared\b|\bthan\b|\bindustry|\bworld|\bversus\b|"
                 r"\bunlike\b|\brivals?\b|\bof which\b|\bincluding\b|\bamong them\b|\bnext year\b|"
                 r"\bexpect\w*|\bwill\b|"
                 r"\bplan(?:s|ned)?\b|\bmeans? to\b|\bguess\w*|\bhopes?\b|\bforecasts?\b|\n", re.IGNORECASE)
#: words before what is worked out
SO = Pattern(r"\bor\b|\bcom(?:es?|ing) to\b|\bmean(?:s|ing)?\b|\bmak(?:es?|ing)\b|\bworks? out\b|\bthat is\b|\bi\.e\.|"
            r"\b(?:so|hence|thus|therefore|for the lot)\b|[:=]\s*$|\bequal|\baverag\w+|\bamount\w*|\bevenly\b|=|"
            r"\bgiv(?:es|ing)\b", re.IGNORECASE)
_A_YEAR = Pattern(r"(?: or so| apiece)?,? (?:a|per|each|every) (year|month)\b"
                  r"(?! (?:later|earlier|ago|before|after|on))")
#: kinds of numbers that stand alone
PLAIN = frozenset({"number", "count"})
#: kinds of amounts that are never parts of a sum
NOT_ADDED = frozenset({"percent", "ratio", "fraction", "anaphor", "points", "companies", "ordinal"})
#: how many things a total is said to be of
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_ALL_OF, _OPENING = Pattern(rf"\b(?:all|the|these|those) ({'|'.join(_COUNTS)})\b", re.IGNORECASE), 60
_PREFIXES = {"G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21}
_WATTS = {"W": 1.0, "kW": 1e3, "KW": 1e3, "MW": 1e6, "GW": 1e9}
_DAYS_A_YEAR, _LEAST_HOURS = 365.25, 1e4
_MOST_PARTS, _FEWEST, _LARGE, _SMALL = 6, 2, 1e3, 100.0


def group_of(each: Amount) -> str:
    """What an amount counts, so that two of one group can be added."""
    if each.kind == "duration" and each.unit.startswith("hour") and each.value >= _LEAST_HOURS:
        return "chiphours"
    return f"{each.kind} {each.unit}" if each.kind in ("money", "bandwidth", "memory") else each.kind


def base_of(each: Amount) -> float:
    """An amount in watts, days, operations a second or its own unit, so that two of one group can be added."""
    if each.kind == "duration" and group_of(each) == "duration":
        return each.days
    if each.kind == "speed":
        return each.value * _PREFIXES.get(each.unit[:1], 1.0)
    return each.value * _WATTS.get(each.unit, 1.0) if each.kind == "power" else each.value


def alike(one: Amount, result: Amount) -> bool:
    """Whether an amount can be a part of a result: of its group, or a bare number large enough to be."""
    if one.per or one.value <= 0:
        return False
    bare = {one.kind, result.kind} & PLAIN
    if one.value < _SMALL and result.value >= _LARGE and one.kind != "power":
        return False  # "three trips" are no part of 2,000 chips
    return group_of(one) == group_of(result) or (bool(bare) and one.kind not in NOT_ADDED and min(
        one.value, result.value) >= (_LARGE if {one.kind, result.kind} - PLAIN else _SMALL))


def per_of(result: Amount, passages: Passages) -> str:
    """What a result is for each of, also where "or so" parts it from its words ("$4 billion or so a year")."""
    found = _A_YEAR.match(passages.text, result.end)
    return result.per or (found[1] if found else "")


def earlier(result: Amount, passages: Passages, back: int) -> list[Amount]:
    """The amounts before a result in its sentence and so many sentences before it, without other models' ones."""
    return [each for each in passages.amounts.of_sentences(result.sentence - back, result.sentence)
            if each.end <= result.start and each.paragraph == result.paragraph]


def before_it(result: Amount, passages: Passages) -> str:
    """The words of its sentence before a result."""
    return passages.text[passages.sentences[result.sentence].start:result.start]


def after_it(result: Amount, passages: Passages) -> str:
    """The words after a result up to the next stop or amount."""
    stop = min([passages.sentences[result.sentence].end,
                *(each.start for each in passages.amounts.of_sentence(result.sentence)
                  if each.start >= result.end and alike(each, result))])
    return re.split(r"[,;:.](?=\s|$)", passages.text[result.end:stop])[0]


def explained(result: Amount, others: Sequence[Amount], passages: Passages, slack: float, *,
               repeats: bool = True) -> bool:
    """Whether a sum, difference, product or quotient of amounts before a result gives it, whatever they count."""
    wanted, last = base_of(result), others[-_MOST_PARTS:]
    values = [base_of(each) for each in last]
    years = [each.days / _DAYS_A_YEAR for each in last if each.kind == "duration"]
    for one, other in combinations((*values, *years), 2):
        if any(within(wanted, made, slack) for made in (one * other, one / other, other / one, abs(one - other))):
            return True
    times = [one.value * base_of(other) if _counts(one, other, passages) else 0.0 for one, other in pairwise(last)]
    many = [(times[at] if at < len(times) else 0.0) or value for at, value in enumerate(values)
            if not at or not times[at - 1]]  # "two of 40 and one of 20": 80 and 20
    sums = (sum(group) for listed in (values, many) for size in range(1 if repeats else _FEWEST, len(listed) + 1)
            for group in combinations(listed, size))
    return any(within(wanted, made, slack) for made in sums)


def _counts(one: Amount, other: Amount, passages: Passages) -> bool:
    """Whether an amount tells how many there are of what the next one sizes: "two sites of 1.2 gigawatts"."""
    return one.kind in PLAIN and other.kind not in PLAIN and not re.search(r"[,;:]", passages.text[
        one.end:other.start])


def counts_more(total: Amount, parts: Sequence[Amount], passages: Passages) -> bool:
    """Whether the words before a total sum up more things than there are amounts: "all three sizes come to"."""
    told = _ALL_OF.search(passages.text[max(total.start - _OPENING, 0) : total.start])
    return told is not None and _COUNTS[told[1].lower()] > len(parts)

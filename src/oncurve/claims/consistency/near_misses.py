"""Results that are a digit or a nought off what the amounts before them give: misprinted sums and products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from oncurve.claims.consistency.parts import (
    NOT_ADDED,
    OTHERS,
    PLAIN,
    alike,
    base_of,
    counts_more,
    earlier,
    explained,
    group_of,
)
from oncurve.claims.consistency.slip import Slip, within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["near_misses", "true_sums"]

#: between the last part and what comes of the parts
_LINK = Pattern(
    r"\b(?:or|so|thus|hence|therefore|that is|which|makes?|making|made|gives?|giving|gave|comes?|came|coming|adds?|"
    r"total\w*|means?|meaning|bill|sum|altogether|together|in all|all told|overall|leaves? \w+ with|brings?|brought|"
    r"amounts?|between them|combined|will have|has|have|had|yields?|for)\b|[:=–]", re.IGNORECASE)
_OF_THE_PARTS = Pattern(
    r"^(?:so |thus |hence |and |in all,? |all told,? |altogether,? |that |this |it |which )?"
    r"(?:(?:taken |put |counted |all )?together|(?:the|all|these|those|both)(?: of)? (?:two|three|four|five|six|"
    r"them|pair|"
    r"lot|firms|sites|halls|runs|models|countries|stages|sizes|makers)\b|they|between them|both|combined|"
    r"(?:that|this|it|which) (?:is|was|makes|made|comes|came|adds|brings|gives)|in (?:all|total|sum)|all (?:told|in)|"
    r"altogether|the (?:total|sum|bill|whole)\b|add)", re.IGNORECASE)
#: words by which amounts of a sentence are set against each other
_APART = Pattern(r"^With\b|\bagainst\b|\bcompared\b|\bthan\b|\bversus\b|\bunlike\b|\bof which\b|\bincluding\b|\n",
                 re.IGNORECASE)
#: a whole, by the words before it, and the words for what is left of it
_OF_IT = Pattern(r"(?:^|[\s(])of (?:(?:its|the|their|these|those|all|every|a) )?(?:[\w'’]+['’]s? )?$")
_STILL = Pattern(r"\b(?:still|others?|remain\w*|rest|left|yet|more|to come|to go|leav\w+)\b", re.IGNORECASE)
_SO_MANY_OF = Pattern(r"^(?:\s*[\w-]+){0,2}?,?\s*(?:of|with|each with|at|holding|containing|having|each holding|"
                      r"each of)\s+"
                      r"(?:about |some )?$", re.IGNORECASE)
_FEWEST, _MOST, _BACK, _SLACK, _LONG = 2, 6, 2, 0.02, 70
_EXACT = 0.005


def near_misses(passages: Passages) -> Iterator[Slip]:
    """OC203 and OC202: a sum or product that is wrong in one digit, in the order of two, or by a power of ten."""
    for result in passages.amounts:
        if result.kind in NOT_ADDED or result.per or result.value <= 0 or result.rough:
            continue
        found = _product(result, passages) or _sum(result, passages) or _rest(result, passages)
        if found is not None:
            yield found


def _sum(result: Amount, passages: Passages) -> Slip | None:
    parts = _parts(result, passages)
    if not _FEWEST <= len(parts) <= _MOST or len({group_of(each) for each in parts if each.kind not in PLAIN}) > 1:
        return None
    made = sum(map(base_of, parts))
    largest = max(map(base_of, parts))
    scale = base_of(result) / result.value
    if counts_more(result, parts, passages) or not _is_misprint(result, made / scale, passages) \
            or base_of(result) <= largest \
            or explained(result, earlier(result, passages, _BACK), passages, _SLACK):
        return None
    unit = next((each.unit for each in (result, *parts) if each.unit), "")
    listed = ", ".join(say(base_of(each) / scale, "", 4).strip() for each in parts)
    text = f"{listed} add up to {say(made / scale, unit, 4)}, not {say(result.value, unit, 4)}."
    return Slip.on(result, "OC203", text, refutes=True, factor=base_of(result) / made)


def _parts(result: Amount, passages: Passages) -> list[Amount]:
    """The amounts that a result may be the sum of: those of its sentence, else of the one before that it takes up."""
    sentence = passages.sentences[result.sentence]
    here = [each for each in earlier(result, passages, 0) if alike(each, result)]
    before = passages.text[sentence.start:result.start]
    if len(here) >= _FEWEST:
        link = passages.text[here[-1].end:result.start]
        return here if len(link) <= _LONG and _LINK.search(link) and not _APART.search(before) else []
    if here or OTHERS.search(before) or not _OF_THE_PARTS.search(passages.words(sentence)):
        return []
    parts = [each for each in earlier(result, passages, 1) if each.sentence < result.sentence and alike(each, result)]
    return [] if parts and "\n" in passages.text[parts[0].start:result.start] else parts


def _rest(result: Amount, passages: Passages) -> Slip | None:
    """What is left of a whole beside the parts named: "of its 5 gigawatts, 1.2 are built; 3.8 are still to come"."""
    here = [each for each in earlier(result, passages, 0) if each.kind not in NOT_ADDED and not each.per]
    wholes = [each for each in here if _OF_IT.search(each.before)]
    groups = {group_of(each) for each in wholes} | set(PLAIN)
    parts = [each for each in here if each not in wholes and group_of(each) in groups]
    if len(wholes) != 1 or not parts or len(parts) + 1 != len(here) or (
            result.kind not in PLAIN and group_of(result) != group_of(wholes[0])):
        return None
    made = wholes[0].value - sum(each.value for each in parts)
    words = f"{passages.text[here[-1].end:result.start]} {result.after}"
    if made <= 0 or result.value >= wholes[0].value or not _STILL.search(words) \
            or not _is_misprint(result, made, passages) or explained(result, here, passages, _SLACK):
        return None
    unit = wholes[0].unit
    text = (f"Of {say(wholes[0].value, unit, 4)}, {say(made, unit, 4)} are left beside the parts named, not "
            f"{say(result.value, unit, 4)}.")
    return Slip.on(result, "OC203", text, refutes=True, factor=result.value / made)


def true_sums(passages: Passages) -> Iterator[tuple[Amount, list[Amount]]]:
    """The amounts after a colon or a word for a result that are the sum of those of their sentence, with these."""
    for result in passages.amounts:
        if result.kind in NOT_ADDED or result.per or result.value <= 0:
            continue
        parts = _parts(result, passages)
        if len(parts) >= _FEWEST and within(base_of(result), sum(map(base_of, parts)), _EXACT):
            yield result, parts


def _product(result: Amount, passages: Passages) -> Slip | None:
    here = [each for each in earlier(result, passages, 0) if each.kind not in NOT_ADDED and each.value > 0]
    if len(here) != _FEWEST:
        return None
    count, single = here
    link = passages.text[single.end:result.start]
    if count.kind not in (*PLAIN, "chips") or count.per or group_of(single) != group_of(result) \
            or group_of(count) == group_of(single) or not _SO_MANY_OF.match(passages.text[count.end:single.start]) \
            or len(link) > _LONG or not _LINK.search(link):
        return None
    scale = base_of(result) / result.value
    made = base_of(single) * count.value
    if not _is_misprint(result, made / scale, passages) or explained(result, here, passages, _SLACK):
        return None
    text = (f"{say(count.value, '', 4).strip()} of {say(single.value, single.unit, 4)} each make "
            f"{say(made / scale, result.unit, 4)}, not {say(result.value, result.unit, 4)}.")
    return Slip.on(result, "OC202", text, refutes=True, factor=base_of(result) / made)


def _is_misprint(result: Amount, made: float, passages: Passages) -> bool:
    """Whether a result has the digits of what it should be, but for one, for the order of two or for noughts."""
    printed = re.sub(r"\D", "", passages.words(result)).strip("0") or f"{result.value:.3g}".partition("e")[0].replace(
        ".", "").strip("0")
    if len(printed) < _FEWEST:
        return False
    one, other = (_digits(value, len(printed)) for value in (result.value, made))
    if one[0] == other[0]:
        return one[1] != other[1]
    return one[1] == other[1] and (_apart(one[0], other[0]) == 1 or _swapped(one[0], other[0]))


def _digits(value: float, number: int) -> tuple[str, int]:
    digits, _, power = f"{value:.{number - 1}e}".partition("e")
    return digits.replace(".", ""), int(power)


def _apart(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _swapped(one: str, other: str) -> bool:
    return _apart(one, other) == _FEWEST and sorted(one) == sorted(other)

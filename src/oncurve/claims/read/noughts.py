"""Nought and one in words: "pay nothing", "is free", "not one chip", "the first gigawatt", "doubling every year"."""

from __future__ import annotations

from collections.abc import Sequence

from oncurve.claims.read.hedges import hedge_before
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.tokens import Tokens, stem, stems, words
from oncurve.claims.read.units import read_unit

__all__ = ["NOUGHTS", "ONCE", "read_nought", "read_once"]

_ALONE = words("none nothing nil nought naught free exempt spared flat")
NOUGHTS = _ALONE | {"no", "not"}
#: words that speak alike, so that what is learnt of one holds for the others
_ALIKE = dict.fromkeys(words("none nothing nil nought naught"), "nothing") | dict.fromkeys(
    words("free exempt spared"), "free"
)
#: what "no" counts, where it counts anything that a measure counts
_COUNTED = words("companies chips")
#: words that say how often without a number
ONCE = words("first every each annually yearly quarterly")
_FIRST = {"gigawatt": "GW", "megawatt": "MW"}
_EVERY = {"year": "year", "quarter": "quarter", "month": "month"}
_ADVERBS = {"annually": "year", "yearly": "year", "quarterly": "quarter"}
_DOUBLES = stems("double halve triple")
_REACH = 6
#: how far back a list of times to double may begin ("… every six months, … every nine and … every year")
_LISTED = 30
_ONE = (["one"], ["a", "single"], ["a", "unit"])


def read_nought(tokens: Tokens, at: int, end: int, cover: Sequence[Mention | None], floor: int) -> Quantity | None:
    """The quantity that a word for nought at token `at` is, or None where it is none.

    Args:
        tokens: the text.
        at: a token whose word is among `NOUGHTS`.
        end: where the sentence stops.
        cover: for each token the name that covers it, or None.
        floor: the first token that a hedge may stand at.
    """
    word = tokens.word
    stop, noun = at + 1, word[at]
    if word[at] in ("no", "not"):
        one = next((each for each in _ONE if word[stop : stop + len(each)] == each), None)
        if word[at] == "not":
            if one is None:
                return None
            stop += len(one)
        unit = read_unit(tokens, stop, end, list(cover))
        if unit is not None and unit.dim in _COUNTED:
            stop, noun = unit.end, unit.dim
        elif word[at] == "no":
            return None
    elif noun == "flat" and word[stop : stop + 1] and word[stop] in ("-", "rate", "fee", "out"):
        return None
    _, first = hedge_before(tokens, at, floor)
    stop = min(stop, end)
    return Quantity(first, stop, at, stop, "nought", "", 0.0, noun=_ALIKE.get(noun, noun))


def read_once(tokens: Tokens, at: int, end: int, floor: int) -> Quantity | None:
    """One of a unit that the word at token `at` counts: "the first gigawatt", "doubles annually", "every year".

    Args:
        tokens: the text.
        at: a token whose word is among `ONCE`.
        end: where the sentence stops.
        floor: the first token that may belong to it.
    """
    word = tokens.word
    following = word[at + 1] if at + 1 < end else ""
    if word[at] == "first":
        unit = _FIRST.get(following)
        return Quantity(at, at + 2, at, at + 2, "power", unit, 1.0) if unit else None
    unit = _ADVERBS.get(word[at]) or _EVERY.get(following)
    doubled = any(stem(word[k]) in _DOUBLES for k in range(max(floor, at - _REACH), at))
    listed = word[at] == "every" and "every" in word[max(0, at - _LISTED) : at] and any(
        stem(word[k]) in _DOUBLES for k in range(max(0, at - _LISTED), at))
    if unit is None or not (doubled or listed):
        return None
    stop = at + 1 + (word[at] not in _ADVERBS)
    return Quantity(at, stop, at, stop, "duration", unit, 1.0, noun=word[at])

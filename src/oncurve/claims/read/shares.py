"""Shares told by counting: "nine questions in ten", "two in five of the chips", "three out of four"."""

from __future__ import annotations

import itertools

from oncurve.claims.read.numerals import ONES, TENS
from oncurve.claims.read.quantity import Quantity, tidy
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["so_many_in"]

_OUT_OF = words("in out of every")
#: what may follow the whole, where the parts are named before it ("nine questions in ten right")
_AFTER = words(". , ; : ) of right correctly correct wrong are is were was goes go comes — –")
#: how many words may name the parts, and up to how many something is so counted
_NAMED, _MOST = 4, 100
_RANGING = words("anywhere somewhere ranging range ranges vary varies")
_UNITS = words("duration money percent power")


def so_many_in(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """The quantities with each pair that counts a share made one fraction.

    Args:
        tokens: the text.
        found: the quantities of a sentence, in order.
    """
    found = _anywhere(tokens, found)
    made: list[Quantity] = []
    pairs = itertools.zip_longest(found, found[1:])
    skip = False
    for part, whole in pairs:
        if skip:
            skip = False
            continue
        share = _share(tokens, part, whole) if whole is not None else None
        made.append(share or part)
        skip = share is not None
    return made


def _share(tokens: Tokens, part: Quantity, whole: Quantity) -> Quantity | None:
    """Two small numbers in words as the one share that they count; None where they count none."""
    word = tokens.word
    if not (_small(tokens, part) and _small(tokens, whole)) or not part.size < whole.size:
        return None
    between = word[part.core + 1 : whole.core]
    bare = between in (["in"], ["out", "of"])
    named = 1 < len(between) <= _NAMED + 1 and between[-1] == "in" and all(w.isalpha() or w in "-'s" for w in between)
    if not bare and not (named and not _OUT_OF.intersection(between[:-1])
                         and word[whole.core + 1 : whole.core + 2] and word[whole.core + 1] in _AFTER):
        return None
    end = whole.core + 1
    share = Quantity(part.first, end, part.core, end, "fraction", "", tidy(part.size / whole.size), share=True)
    share.qualifier = part.qualifier
    return share


def _small(tokens: Tokens, quantity: Quantity) -> bool:
    """Whether a number is a small whole one in words, of nothing that is measured."""
    word = tokens.word[quantity.core]
    return (word in ONES or word in TENS or word == "hundred") and quantity.dim not in _UNITS and (
        quantity.value is not None and quantity.size == int(quantity.size) and 0 < quantity.size <= _MOST)


def _anywhere(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """The quantities with two multiples that bound one another made a range: "anywhere from nine-fold to 900-fold"."""
    made: list[Quantity] = []
    for quantity in found:
        last = made[-1] if made else None
        alike = last is not None and quantity.dim == "ratio" and last.value and quantity.value and (
            last.dim == "ratio" or tokens.word[last.stop : quantity.first] == ["-", "to"])
        if not alike or last is None or tokens.word[last.stop : quantity.first] not in (["to"], ["-", "to"]) or not (
                _RANGING.intersection(tokens.word[max(last.first - 2, 0) : last.first])):
            made.append(quantity)
            continue
        if last.value is not None and quantity.value is not None and last.value < quantity.value:
            quantity.first, quantity.core, quantity.qualifier = last.first, last.core, "range"
            quantity.low, quantity.high, quantity.value = last.value, quantity.value, None
            made[-1] = quantity
        else:
            made.append(quantity)
    return made

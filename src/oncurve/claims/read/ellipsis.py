"""What a bare number leaves out: its unit, taken from the quantity it stands beside."""

from __future__ import annotations

import itertools

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["inherit", "twins"]

_ANAPHORIC = words("chips params tokens companies chiphours")
_SHARED = words("bandwidth memory speed flop params chips power percent duration tokens chiphours money")
_ANY_SIZE = words("bandwidth memory speed power percent")
_BEFORE = words("against versus vs from to with and or not than")
_AFTER = words("for on in at of")
_TAKERS = words("took bought got ordered has have")
_ENDS = frozenset([*[",", ".", ";", "each", ")", "and"], ""])


def inherit(tokens: Tokens, found: list[Quantity], earlier: Quantity | None) -> list[Quantity]:
    """Gives bare numbers the dimension of the quantity they stand beside.

    Args:
        tokens: the text.
        found: the quantities of a sentence, in order.
        earlier: the last quantity before them.
    """
    for index, quantity in enumerate(found):
        if quantity.dim == "anaphor":
            ahead = (*reversed(found[:index]), earlier)
            whole = next((q for q in ahead if q is not None and q.dim in _ANAPHORIC), None)
            if whole is not None:
                _copy(quantity, whole)
        elif quantity.dim == "number":
            previous = found[index - 1] if index else earlier
            if previous is not None:
                _from_neighbour(tokens.word, quantity, previous, near=index > 0)
    return found


def _copy(quantity: Quantity, whole: Quantity) -> None:
    quantity.dim, quantity.unit, quantity.chip = whole.dim, whole.unit, whole.chip
    quantity.noun, quantity.maker = whole.noun, whole.maker


def _from_neighbour(word: list[str], quantity: Quantity, previous: Quantity, *, near: bool) -> None:
    before = word[quantity.first - 1] if quantity.first else ""
    after = word[quantity.end] if quantity.end < len(word) else ""
    gap = quantity.first - previous.end
    if previous.dim == "chips" and quantity.size >= 1000:
        row = near and gap <= 14 and (after in _ENDS or before in _TAKERS)
        row = row and quantity.value is not None and quantity.size > previous.size / 200
        if row or (not near and after == "each"):
            _copy(quantity, previous)
            return
    if not near or gap > 12 or previous.dim not in _SHARED or not (before in _BEFORE or after in _AFTER):
        return
    if previous.dim in _ANY_SIZE or quantity.size > previous.size / 1000:
        quantity.noun = quantity.noun or previous.noun
        quantity.dim, quantity.unit = previous.dim, previous.unit


def twins(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """Marks a sum in another currency whose dollars stand beside it."""
    for a, b in itertools.pairwise(found):
        if a.dim == b.dim == "money" and a.unit != b.unit and "USD" in (a.unit, b.unit) and b.first - a.end <= 4:
            between = set(tokens.word[a.end : b.first])
            if between & {"(", "or", "about", ","} or not between:
                (a if b.unit == "USD" else b).usd_twin = True
    return found

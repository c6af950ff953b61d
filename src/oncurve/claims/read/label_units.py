"""What the label of a line says that its number counts: "GPUs: 200,000", "Power (MW): 250", "Workers: 5,000"."""

from __future__ import annotations

from bisect import bisect_left

from oncurve.claims.read.labels import LABELS
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.tables import head_place
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.unit_words import CHIP_NOUNS
from oncurve.claims.read.units import Unit, read_unit

__all__ = ["counted_by_head", "counted_by_label"]

#: how long a label may be
_LABEL = 7
#: what ends the entry before, on one line
_EDGES = words("· | ; • – — - * ▪ ‣ , . :")
#: what a label may count that a measure is of
_TOLD = words("chips chiphours params tokens power duration")
#: words of a label of which its number is only a part, or a rate
_PARTS = words("per each every / share percent % context window input output layer expert node server rack host")
#: from how many on a bare number counts no people or things of a site
_MOST_THINGS = 1e9
#: how many entries may stand above, and what a heading may count
_ENTRIES, _HEADED = 8, words("chiphours tokens")
#: what a column may count, and the units of the power of sites
_COUNTED, _OF_SITES = words("chips chiphours power"), ("MW", "GW")
_PLURAL = Pattern(r"[a-z]{2,}[^s\W]s")
_STAFF = words("staff headcount personnel workforce")


def counted_by_label(tokens: Tokens, quantity: Quantity, cover: list[Mention | None]) -> None:
    """Gives a bare number what the label before it counts: a unit, or a thing that no measure is of.

    Args:
        tokens: the text.
        quantity: the number; changed in place.
        cover: for each token the name that covers it, or None.
    """
    colon = quantity.first - 1
    if quantity.dim != "number" or colon < 1 or tokens.word[colon] != ":":
        return
    first = _opening(tokens, colon)
    if first == colon or not _PARTS.isdisjoint(tokens.word[first:colon]):
        return
    unit = _unit(tokens, first, colon, cover) or _of_heading(tokens, first, cover)
    if unit is not None:
        quantity.dim, quantity.unit, quantity.noun, quantity.chip = unit.dim, unit.unit, unit.noun, unit.chip
        quantity.maker = unit.maker
        return
    if not _ends_entry(tokens, quantity.end) or quantity.size >= _MOST_THINGS:
        return
    bare = [tokens.word[k] for k in range(first, colon) if cover[k] is None]
    thing = next((w for w in bare if w in _STAFF or (_PLURAL.fullmatch(w) and w not in LABELS)), None)
    if thing is not None:
        quantity.dim, quantity.noun = "count", thing


def counted_by_head(tokens: Tokens, quantity: Quantity, cover: list[Mention | None]) -> None:
    """Gives a bare number what the head of its column counts: `GPUs`, `Power (MW)`, with `200,000` or `300` below.

    Args:
        tokens: the text.
        quantity: the number; changed in place.
        cover: for each token the name that covers it, or None.
    """
    place = head_place(tokens, quantity.core) if quantity.dim == "number" else None
    if place is None or place[0] == place[1]:
        return
    first, end = bisect_left(tokens.start, place[0]), bisect_left(tokens.start, place[1])
    if not _PARTS.isdisjoint(tokens.word[first:end]):
        return
    unit = next((each for k in range(first, end) if (each := read_unit(tokens, k, end, cover)) is not None
                 and each.dim in _COUNTED), None)
    named = next((w for w in tokens.word[first:end] if w in CHIP_NOUNS and w.endswith("s")), None)
    if unit is None and named is not None:  # "Chips", which opens the cell like a name
        unit = Unit("chips", "chips", end, noun=named)
    if unit is None or (unit.dim == "power" and unit.unit not in _OF_SITES):
        return
    if unit.dim == "chips" and named is None and not tokens.word[end - 1].endswith("s"):
        return  # "H100" heads what one chip has, "H100s" how many there are
    quantity.dim, quantity.unit, quantity.noun, quantity.chip = unit.dim, unit.unit, unit.noun, unit.chip
    quantity.maker = unit.maker


def _opening(tokens: Tokens, colon: int) -> int:
    """The first word of the label that ends at a colon; the colon itself where nothing like one stands there."""
    k = colon
    while k > 0 and colon - k < _LABEL and not tokens.opens_line(k):
        if _is_edge(tokens, k - 1):
            break
        k -= 1
    return k if tokens.opens_line(k) or _is_edge(tokens, k - 1) else colon


def _is_edge(tokens: Tokens, at: int) -> bool:
    return tokens.word[at] in _EDGES and not tokens.glued(at)


def _of_heading(tokens: Tokens, at: int, cover: list[Mention | None]) -> Unit | None:
    """The unit that the heading of a list names for all its entries: "GPU hours, by model card"."""
    while at > 0 and not tokens.opens_line(at):
        at -= 1
    for _ in range(_ENTRIES):
        last, at = at, at - 1
        if at < 0:
            return None
        while at > 0 and not tokens.opens_line(at):
            at -= 1
        entry = any(tokens.word[k] == ":" and tokens.word[k + 1][0].isdigit() for k in range(at, last - 1))
        if not entry:
            unit = read_unit(tokens, at, last, cover)
            return unit if unit is not None and unit.dim in _HEADED else None
    return None


def _ends_entry(tokens: Tokens, end: int) -> bool:
    """Whether nothing of the same entry follows."""
    if end >= len(tokens) or tokens.opens_line(end):
        return True
    listed = tokens.word[end] == "," and tokens.word[end + 1 : end + 2] and tokens.word[end + 1][0].isdigit()
    return tokens.word[end] in _EDGES and not listed


def _unit(tokens: Tokens, first: int, colon: int, cover: list[Mention | None]) -> Unit | None:
    """The unit that some word of a label names."""
    for k in range(first, colon):
        unit = read_unit(tokens, k, colon, cover)
        if unit is not None and unit.dim in _TOLD:
            return unit
    return None

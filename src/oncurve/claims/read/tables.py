"""Tables written with bars: what the head of a column says of a bare number below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tokens import Tokens

__all__ = ["column_head", "head_names", "head_place", "row_head", "unit_of_head"]

_FEWEST_BARS = 2
#: units in heads of columns, with what a chip has of them; the more special first
_UNITS = (
    (Pattern(r"\bPFLOPS?\b|petaflops?", re.IGNORECASE), "tflops", "PFLOPS"),
    (Pattern(r"\bTFLOPS?\b|teraflops?", re.IGNORECASE), "tflops", "TFLOPS"),
    (Pattern(r"\bTB/s\b", re.IGNORECASE), "bandwidth", "TB/s"),
    (Pattern(r"\bGB/s\b", re.IGNORECASE), "bandwidth", "GB/s"),
    (Pattern(r"\bGB\b|gigabytes?", re.IGNORECASE), "memory", "GB"),
    (Pattern(r"\bkW\b"), "power", "kW"),
    (Pattern(r"\bW\b|\bwatts?\b", re.IGNORECASE), "power", "W"),
    (Pattern(r"\bTPP\b"), "tpp", "TPP"),
)
_LINK = Pattern(r"nvlink|interconnect|\blinks?\b", re.IGNORECASE)


def column_head(tokens: Tokens, at: int) -> str | None:
    """The head of the column in which a token stands; None outside of tables.

    Args:
        tokens: the text.
        at: the token.
    """
    place = head_place(tokens, at)
    return None if place is None else tokens.text[place[0] : place[1]].strip()


def head_place(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The characters of the head of the column in which a token stands, none for the head itself; None without one."""
    text, place = tokens.text, tokens.start[at]
    if "|" not in text:
        return None
    start, row = _row(text, place)
    if row.count("|") < _FEWEST_BARS:
        return None
    column = text.count("|", start, place)
    first = start
    while first > 0:
        above = text.rfind("\n", 0, first - 1) + 1
        if text.count("|", above, first) < _FEWEST_BARS:
            break
        first = above
    if first == start:
        return start, start
    for cell in text[first : text.find("\n", first)].split("|"):
        if not column:
            return first, first + len(cell)
        first, column = first + len(cell) + 1, column - 1
    return start, start


def head_names(tokens: Tokens, cover: Sequence[Mention | None], at: int, *kinds: str) -> str | None:
    """The id of what the head of a token's column names, of some kinds; None where it names none.

    Args:
        tokens: the text.
        cover: the name that stands at each token.
        at: the token.
        kinds: "model", "chip", "organisation", ...
    """
    place = head_place(tokens, at)
    if place is None or place[0] == place[1]:
        return None
    named = cover[bisect_left(tokens.start, place[0]) : bisect_left(tokens.start, place[1])]
    return next((each.ident for each in named if each is not None and each.kind in kinds), None)


def row_head(tokens: Tokens, at: int) -> str:
    """What the first cell of a token's row says; nothing outside of tables."""
    row = _row(tokens.text, tokens.start[at])[1] if "|" in tokens.text else ""
    return next((cell.strip() for cell in row.split("|") if cell.strip()), "") if row.count("|") >= _FEWEST_BARS else ""


def _row(text: str, place: int) -> tuple[int, str]:
    """Where the line of a character begins, and the line."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    return start, text[start : end if end >= 0 else len(text)]


def unit_of_head(head: str) -> tuple[str, str] | None:
    """What a chip has by the head of a column, and in which unit: ("memory", "GB"); None where it tells none."""
    for pattern, scope, unit in _UNITS:
        if pattern.search(head):
            return ("interconnect" if scope == "bandwidth" and _LINK.search(head) else scope), unit
    return None

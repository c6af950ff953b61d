"""Tables written with bars: what the head of a column says of a bare number below it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tokens import Tokens

__all__ = ["cell_above", "column_head", "head_names", "head_place", "heads_above", "heads_name", "row_head",
           "row_place", "unit_of_head", "unnamed_head"]

_FEWEST_BARS = 2
_NEW_LINE, _LINE_ABOVE = "\n", 200
_FEWEST_NAMED = 2
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
_MEMORY = Pattern(r"hbm\d*e?")
_LINK = Pattern(r"nvlink|interconnect|\blinks?\b", re.IGNORECASE)


def column_head(tokens: Tokens, at: int) -> str | None:
    """The head of the column in which a token stands; None outside of tables.

    Args:
        tokens: the text.
        at: the token.
    """
    place = head_place(tokens, at)
    return None if place is None else tokens.text[place[0] : place[1]].strip()


def heads_above(tokens: Tokens, at: int) -> str:
    """All heads of the table in which a token stands, and the line above them; nothing outside of tables."""
    place = head_place(tokens, at)
    if place is None or place[0] == place[1]:
        return ""
    start, row = _row(tokens.text, place[0])
    return f"{tokens.text[:start].rstrip().rpartition(_NEW_LINE)[2][-_LINE_ABOVE:]} {row}"


def head_place(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The characters of the head of the column in which a token stands, none for the head itself; None without one."""
    return _head_at(tokens.text, tokens.start[at])


def cell_above(text: str, place: int) -> str:
    """What the head of the column says in which a character of a text stands; nothing outside of tables."""
    found = _head_at(text, place)
    return text[found[0] : found[1]].strip() if found is not None else ""


def _head_at(text: str, place: int) -> tuple[int, int] | None:
    """The characters of the head of the column in which a character stands."""
    if "|" not in text:
        return None
    start, row = _row(text, place)
    if row.count("|") < _FEWEST_BARS:
        return None
    first = start
    while first > 0:
        above = text.rfind("\n", 0, first - 1) + 1
        if text.count("|", above, first) < _FEWEST_BARS and not _is_broken(text[above:first]):
            break
        first = above
    if first == start:
        return start, start
    return _cell_above(text, (first, text.find("\n", first)), row, place - start) or (start, start)


def _is_broken(line: str) -> bool:
    """Whether a line is the first cell of a row that the page breaks after it: it ends with its only bar."""
    return line.rstrip().endswith("|") and bool(line.strip(" |\n"))


def _cell_above(text: str, head: tuple[int, int], row: str, at: int) -> tuple[int, int] | None:
    """The characters of the cell of a head above the place `at` of a row; counted from the right where some are lost.

    A row that a page breaks after its first cell, or that lacks a bar at its start, has fewer cells than its head.
    """
    cells = _cells(text[head[0] : head[1]])
    own = _cells(row)
    column = next((k for k, (first, end) in enumerate(own) if first <= at <= end), None)
    if column is None:
        return None
    blank = _blanks(text[head[0] : head[1]], cells)
    filled = len(own) - min(blank, _blanks(row, own))
    shift = len(cells) - blank - filled
    column += shift if blank else max(shift, 0)
    column = max(column, 0)
    return (head[0] + cells[column][0], head[0] + cells[column][1]) if column < len(cells) else None


def _blanks(line: str, cells: list[tuple[int, int]]) -> int:
    """How many cells at the end of a line are empty: heads of a page's groups of rows lose their place so."""
    empty = (not line[first:end].strip() for first, end in reversed(cells))
    return sum(1 for _ in itertools.takewhile(bool, empty))


def _cells(line: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, without the bars around it."""
    bare = line.rstrip()
    first = len(line) - len(line.lstrip())
    first += bare[first : first + 1] == "|"
    stop = len(bare) - (bare.endswith("|") and len(bare) > first)
    found = []
    for cell in line[first:stop].split("|"):
        found.append((first, first + len(cell)))
        first += len(cell) + 1
    return found


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
    return _named_within(tokens, cover, place, kinds)


def heads_name(tokens: Tokens, cover: Sequence[Mention | None], at: int, *kinds: str) -> bool:
    """Whether the heads of the table in which a token stands name anything of some kinds."""
    place = head_place(tokens, at)
    if place is None or place[0] == place[1]:
        return False
    start, row = _row(tokens.text, place[0])
    return _named_within(tokens, cover, (start, start + len(row)), kinds) is not None


def unnamed_head(tokens: Tokens, cover: Sequence[Mention | None], at: int, *kinds: str) -> str | None:
    """The words of the head of a token's column that name nothing known, where the heads of others name things.

    Such a column is of something that is not known, or compares the others: it is of none of them.
    """
    place = head_place(tokens, at)
    if place is None or place[0] == place[1] or _named_within(tokens, cover, place, kinds) is not None:
        return None
    line, row = _row(tokens.text, place[0])
    named = [_named_within(tokens, cover, (line + first, line + end), kinds) for first, end in _cells(row)]
    below, own = _row(tokens.text, tokens.start[at])
    first = next(((below + first, below + end) for first, end in _cells(own)), None)
    if len(named) - named.count(None) < _FEWEST_NAMED or (
            first is not None and _MEMORY.fullmatch(_named_within(tokens, cover, first, kinds) or "hbm") is None):
        return None
    return tokens.text[place[0] : place[1]].strip(" *") or None


def _named_within(tokens: Tokens, cover: Sequence[Mention | None], place: tuple[int, int],
                  kinds: tuple[str, ...]) -> str | None:
    """The first name of some kinds among some characters."""
    named = cover[bisect_left(tokens.start, place[0]) : bisect_left(tokens.start, place[1])]
    return next((each.ident for each in named if each is not None and each.kind in kinds), None)


def row_head(tokens: Tokens, at: int) -> str:
    """What the first cell of a token's row says; nothing outside of tables."""
    row = _row(tokens.text, tokens.start[at])[1] if "|" in tokens.text else ""
    return next((cell.strip() for cell in row.split("|") if cell.strip()), "") if row.count("|") >= _FEWEST_BARS else ""


def row_place(tokens: Tokens, at: int) -> tuple[int, int]:
    """The tokens of the first cell of a token's row that holds anything, the first and the one after the last."""
    start, row = _row(tokens.text, tokens.start[at])
    cell = next(((a, b) for a, b in _cells(row) if row[a:b].strip()), (0, 0))
    return bisect_left(tokens.start, start + cell[0]), bisect_left(tokens.start, start + cell[1])


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

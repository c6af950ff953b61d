"""What a cell of a stranger's table holds: numbers, shares, money, days and lists, and what had to be mended."""

from __future__ import annotations

import datetime as dt
import math
import re

__all__ = ["BadCell", "day_of", "days_in", "list_of", "number_of", "share_of", "tidy"]

_NUMBER = re.compile(r"[+-]?(?:\d[\d,_ ]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?\Z")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,? +\d{1,2}:\d{2}.*)?\Z")
_WORDED = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?:,? +\d{1,2}:\d{2}.*)?\Z")
_GENERATED = re.compile(r"generated on: (\d{2})-(\d{2})-(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_MONTH = 12
_HUNDRED = 100.0
_LONGEST = 64


class BadCell(ValueError):
    """Why a cell cannot be read, as a clause."""


def tidy(text: str) -> str:
    """The text without blanks, tabs and newlines around it, and with single blanks inside."""
    return " ".join(text.split())


def number_of(text: str) -> float | None:
    """A number, with or without a dollar sign and separators of thousands; None for an empty cell.

    Raises:
        BadCell: it is no finite number.
    """
    cell = text.strip().removeprefix("$").strip()
    if not cell:
        return None
    if len(cell) > _LONGEST or not _NUMBER.match(cell):
        raise BadCell(f"{text[:_LONGEST]!r} is no number")
    number = float(re.sub(r"[,_ ]", "", cell))
    if not math.isfinite(number):
        raise BadCell(f"{cell!r} is too large")
    return number


def share_of(text: str, *, out_of: float = 1.0) -> float | None:
    """A share as a fraction from 0 to 1; None for an empty cell.

    Args:
        text: "63.3%", or a number out of `out_of`.
        out_of: what the whole is where the cell has no percent sign.

    Raises:
        BadCell: it is no number, or lies outside 0 to 1.
    """
    cell = text.strip()
    percent = cell.endswith("%")
    number = number_of(cell.removesuffix("%"))
    if number is None:
        return None
    fraction = number / (_HUNDRED if percent else out_of)
    if not 0 <= fraction <= 1:
        whole = "100%" if percent else f"{out_of:g}"
        raise BadCell(f"{cell!r} is no share of {whole}")
    return fraction


def day_of(text: str, *, day_first: bool = False) -> dt.date | None:
    """A day, written 2025-06-10, 2024/12/21, 23/7/2024, "17 November 2025 4:28pm"; None for an empty cell.

    Args:
        text: the cell.
        day_first: whether 3/7/2024 is the third of July; where only one order is possible, that one is taken.

    Raises:
        BadCell: it is no day.
    """
    cell = tidy(text)
    if not cell:
        return None
    try:
        if found := _ISO.match(cell):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHED.match(cell):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            if second > _LAST_MONTH or (first <= _LAST_MONTH and not day_first):
                return dt.date(year, first, second)
            return dt.date(year, second, first)
        if (found := _WORDED.match(cell)) and found[2][:3].lower() in _MONTHS:
            return dt.date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:
        pass
    raise BadCell(f"{cell[:_LONGEST]!r} is no date")


def days_in(text: str, *, day_first: bool = False) -> list[dt.date]:
    """The day that a cell is, or the days on which it says that it was generated."""
    try:
        day = day_of(text, day_first=day_first)
    except BadCell:
        return [dt.date(int(year), int(month), int(day)) for month, day, year in _GENERATED.findall(text)
                if 0 < int(month) <= _LAST_MONTH]
    return [] if day is None else [day]


def list_of(text: str) -> tuple[list[str], bool]:
    """The entries of a list in a cell, each once and in order, and whether any stood there twice."""
    entries = [entry for part in text.split(",") if (entry := tidy(part))]
    once = list(dict.fromkeys(entries))
    return once, len(once) < len(entries)

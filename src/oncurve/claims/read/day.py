"""A date in a text, and the words of the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from oncurve.claims.read.tokens import Tokens, words

__all__ = ["PARTS", "QUARTERS", "SEASONS", "SPANS", "DateMention", "lean", "nearest_year", "year_of"]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
PARTS = words("early mid late middle end beginning start")
SPANS = words("day days week weeks month months year years fortnight hours hour yrs decade")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


@dataclass(slots=True)
class DateMention:
    """A date at tokens `first` up to `end`; `iso` is a day, month, year or interval `a/b`; `grain` its kind."""

    first: int
    end: int
    iso: str
    grain: str
    approx: bool = False
    past: bool = False


def year_of(raw: str) -> int | None:
    """The year that a token is, or None."""
    return int(raw) if len(raw) == 4 and raw.isdecimal() and 1950 <= int(raw) <= 2100 else None


_AHEAD = words(
    "will 'll shall scheduled planned due plans upcoming next would promised promises expected expects slated coming "
    "ready until ships arrives launches opens track hopes aims pencilled target targeted set going soon"
)
_BEHIND = words(
    "was were had did came went began ran took made said told since ago last fell rose sold built wrote gave got saw "
    "held kept left found cost put cut hit let"
)
_REACH = 14
_SOON = 45
_HALF_YEAR = 183


def lean(tokens: Tokens, at: int, end: int) -> int:
    """Whether the words around a date look ahead (1), back (-1), or neither (0)."""
    word = tokens.word
    if at and word[at - 1] in ("since", "last"):
        return -1
    for step in range(1, _REACH):
        for k in (at - step, at + step):
            if 0 <= k < end and (k < at or step <= _REACH // 2):
                if word[k] in _AHEAD:
                    return 1
                if word[k] in _BEHIND or (word[k].endswith("ed") and len(word[k]) > 4):
                    return -1
    return 0


def nearest_year(month: int, day: int, published: dt.date, lean: int) -> int:
    """The year of a bare date: the last one before publication, or the next where the text looks ahead."""
    candidate, now = (month, day), (published.month, published.day)
    if lean > 0:
        return published.year + (candidate < now)
    back = published.year - (candidate > now)
    if lean == 0:
        last = (published.month - month) % 12 * 30 + published.day - day
        ahead = (month - published.month) % 12 * 30 + day - published.day
        if 0 < ahead < _SOON or (last > _HALF_YEAR and ahead > 0):
            return published.year + (candidate < now)
    return back

"""A date in a text, and the words of the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.claims.read.tokens import words

__all__ = ["PARTS", "QUARTERS", "SEASONS", "SPANS", "DateMention", "year_of"]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
PARTS = words("early mid late middle end beginning start")
SPANS = words("day days week weeks month months year years fortnight hours hour yrs decade")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


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
    return int(raw) if len(raw) == 4 and raw.isdigit() and 1950 <= int(raw) <= 2100 else None

"""Dates: half-open spans, and the two clocks of a fact.

A span runs from its start, inclusive, to its end, exclusive; `None` is open. A fact has two clocks: when
the public could know it (`known`) and when it is true or in force (`span`).
"""

from __future__ import annotations

import calendar
import datetime as dt

from msgspec import Struct

from oncurve.basis.errors import BadUsage

__all__ = ["Span", "add_months", "month_span", "months_between", "parse_date"]

DAYS_A_MONTH = 365.25 / 12


class Span(Struct, frozen=True):
    """Days from `start`, inclusive, to `end`, exclusive; `None` is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise BadUsage(f"A span ends on {self.end}, before it starts on {self.start}")

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, dt.date):
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        first = self.end is None or other.start is None or other.start < self.end
        return first and (other.end is None or self.start is None or self.start < other.end)

    @property
    def middle(self) -> dt.date:
        """The day halfway through a closed span."""
        if self.start is None or self.end is None:
            raise BadUsage("An open span has no middle")
        return self.start + (self.end - self.start) // 2


def parse_date(text: str | dt.date) -> dt.date:
    """A day from `YYYY-MM-DD`.

    Raises:
        BadUsage: the text is no such date.
    """
    if isinstance(text, dt.date):
        return text
    try:
        return dt.date.fromisoformat(text.strip())
    except (ValueError, AttributeError):  # lines of JSON may hold anything in a day's place
        raise BadUsage(f"{text!r:.60} is no date", "", "Write dates as YYYY-MM-DD, for example 2025-01-30.") from None


def month_span(text: str) -> Span:
    """The span named by `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or two of them joined by `/`, ends included."""
    first, _, last = text.partition("/")
    start = _period(first)
    return Span(start[0], _period(last)[1] if last else start[1])


def _period(text: str) -> tuple[dt.date, dt.date]:
    parts = text.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return dt.date(numbers[0], 1, 1), dt.date(numbers[0] + 1, 1, 1)
        if len(numbers) == 2:
            start = dt.date(numbers[0], numbers[1], 1)
            return start, add_months(start, 1)
        day = dt.date(*numbers)
        return day, day + dt.timedelta(days=1)
    except (ValueError, TypeError, OverflowError):
        raise BadUsage(f"{text!r} is no date", "", "Write YYYY, YYYY-MM or YYYY-MM-DD.") from None


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month, `months` later (the last day where that month is shorter)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(earlier: dt.date, later: dt.date) -> float:
    """Months of 30.4375 days from one day to another; negative where `later` is earlier."""
    return (later - earlier).days / DAYS_A_MONTH

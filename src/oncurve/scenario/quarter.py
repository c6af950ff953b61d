"""Quarters of the calendar, by number from the first of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["HALF_A_QUARTER", "Quarters", "quarter_start"]

#: from the first day of a fiscal quarter to a day in the calendar quarter that holds most of it
HALF_A_QUARTER = dt.timedelta(days=45)
_MONTHS = 3
_A_YEAR = 4


def quarter_start(day: dt.date) -> dt.date:
    """The first day of the quarter that holds a day."""
    return dt.date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)


@dataclass(frozen=True, slots=True)
class Quarters:
    """So many quarters from a first one.

    Args:
        first: its first day.
        count: how many.
    """

    first: dt.date
    count: int

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Quarters:
        """From the quarter that holds `first` to the one that holds `last`."""
        start, end = quarter_start(first), quarter_start(last)
        return cls(start, (end.year - start.year) * _A_YEAR + (end.month - start.month) // _MONTHS + 1)

    def start(self, number: int) -> dt.date:
        """The first day of one quarter."""
        month = self.first.month - 1 + _MONTHS * number
        return dt.date(self.first.year + month // 12, month % 12 + 1, 1)

    def middle(self, number: int) -> dt.date:
        """A day in the middle of one quarter."""
        start = self.start(number)
        return start.replace(month=start.month + 1, day=_MIDDLE)

    def last_day(self, number: int) -> dt.date:
        """The last day of one quarter."""
        return self.start(number + 1) - dt.timedelta(days=1)

    def index(self, day: dt.date) -> int:
        """The number of the quarter that holds a day; below 0 before the first."""
        start = quarter_start(day)
        return (start.year - self.first.year) * _A_YEAR + (start.month - self.first.month) // _MONTHS

    def years_from(self, day: dt.date) -> list[float]:
        """Years from a day to the middle of each quarter."""
        return [(self.middle(number) - day).days / 365.25 for number in range(self.count)]

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.count))


_MIDDLE = 15

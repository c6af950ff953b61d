"""Axes: which scale fits some values, where it begins and ends, and round numbers to mark on it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Axis", "axis_for"]

_LOG_FROM = 8.0
_MARGIN = 0.06
_SMALLEST = 1e-100
_MOST_TICKS, _MOST_STEPS = 5, 6
_STEPS = (1.0, 2.0, 5.0, 10.0)
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`, onto 0 to 1.

    Args:
        low: the value at its left end.
        high: the value at its right end.
        log: whether equal ratios, not equal steps, are equally long.
        ticks: round values to mark, from left to right.
    """

    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value stands, from 0 to 1; values off the scale stand at its ends."""
        if not math.isfinite(value):
            return 0.0 if value < 0 else 1.0
        if self.log:
            if value <= 0:
                return 0.0
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)


def axis_for(values: Sequence[float], *, days: bool = False, even: bool = False) -> Axis:
    """The axis that shows all values; logarithmic where they are positive and lie far apart.

    Args:
        values: what it must show; infinite values stand at its ends.
        days: whether they are numbers of days in the calendar (`date.toordinal`).
        even: whether equal steps are equal differences, however far apart the values lie.
    """
    finite = sorted(_tame(value) for value in values if math.isfinite(value)) or [0.0, 1.0]
    low, high = finite[0], finite[-1]
    if days:
        margin = max((high - low) * _MARGIN, 1.0)
        return Axis(low - margin, high + margin, False, _calendar(low - margin, high + margin))
    if low > 0 and high / low > _LOG_FROM and not even:
        return _log_axis(low, high)
    if low == high:
        spread = abs(low) * 0.2 or 1.0
        low, high = low - spread, high + spread
    margin = (high - low) * _MARGIN
    bottom = 0.0 if 0 <= low < (high - low) / 2 else low - margin
    return Axis(bottom, high + margin, False, _steps(bottom, high + margin))


def _tame(value: float) -> float:
    """The value, within what can be multiplied and divided without overflow."""
    if abs(value) < _SMALLEST:
        return 0.0
    return min(max(value, -1 / _SMALLEST), 1 / _SMALLEST)


def _log_axis(low: float, high: float) -> Axis:
    stretch = (high / low) ** _MARGIN
    bottom, top = low / stretch, high * stretch
    first, last = math.floor(math.log10(bottom)), math.ceil(math.log10(top))
    every = max(math.ceil((last - first) / _MOST_TICKS), 1)
    ticks = [10.0**power for power in range(first, last + 1) if (power - first) % every == 0]
    inside = [tick for tick in ticks if bottom <= tick <= top]
    if len(inside) < 2:
        finer = [step * 10.0**power for power in range(first, last + 1) for step in _STEPS[:3]]
        inside = [tick for tick in finer if bottom <= tick <= top][:_MOST_TICKS]
    return Axis(bottom, top, True, tuple(inside))


def _steps(low: float, high: float) -> tuple[float, ...]:
    rough = (high - low) / _MOST_STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough)
    first = math.ceil(low / step)
    ticks = (float(f"{number * step:.12g}") for number in range(first, math.floor(high / step) + 1))
    return tuple(tick for tick in ticks if low <= tick <= high)


def _calendar(low: float, high: float) -> tuple[float, ...]:
    """Days, or first days of months or years, so many that they can be told apart."""
    first, last = math.ceil(max(low, 1.0)), math.floor(min(high, dt.date.max.toordinal()))
    for step in _DAYS:
        if (last - first) / step < _MOST_TICKS:
            return tuple(float(day) for day in range(first, last + 1, step))
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    ticks: list[float] = []
    for step in _MONTHS:
        ticks = [float(dt.date(month // 12, month % 12 + 1, 1).toordinal()) for month in months if month % step == 0]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) <= _MOST_TICKS:
            break
    return tuple(ticks)

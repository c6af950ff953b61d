"""Axes: their scale, their ends and their ticks."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncurve.chart.axis import axis_for

VALUES = st.lists(st.floats(-1e30, 1e30, allow_nan=False, allow_subnormal=False), min_size=1, max_size=8)


def day(text: str) -> float:
    """The number of a day in the calendar."""
    return float(dt.date.fromisoformat(text).toordinal())


@pytest.mark.parametrize(("values", "log"), [
    ((1, 2, 7), False), ((1, 9), True), ((5.58e6, 1e9), True), ((0, 1000), False), ((-1, 1000), False), ((3,), False)])
def test_the_scale_is_logarithmic_where_positive_values_lie_far_apart(values, log: bool) -> None:
    """Over a factor of eight, positive values stand on a log scale; zero and negative values never do."""
    assert axis_for(values).log is log


def test_equal_ratios_are_equally_long_on_a_log_scale() -> None:
    """10 stands half-way between 1 and 100, as on log paper."""
    axis = axis_for([1, 100])
    assert axis.place(10) == pytest.approx((axis.place(1) + axis.place(100)) / 2)


def test_powers_of_ten_are_marked_on_a_log_scale() -> None:
    """Between 2 and 3,000 the ticks are 10, 100 and 1000."""
    assert axis_for([2, 3000]).ticks == pytest.approx((10, 100, 1000))


def test_a_narrow_log_scale_is_marked_between_powers() -> None:
    """Between 15 and 150 there would be one power of ten, so 1-2-5 steps are marked."""
    assert axis_for([15, 150]).ticks == pytest.approx((20, 50, 100))


def test_round_steps_are_marked_on_a_plain_scale() -> None:
    """From 0 to 10 every second number is marked."""
    assert axis_for([0, 10]).ticks == (0, 2, 4, 6, 8, 10)


@pytest.mark.parametrize(("values", "ticks"), [
    (("2024-12-20", "2025-05-10"), ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01")),
    (("2023-02-01", "2026-08-01"), ("2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01")),
    (("2025-01-20", "2025-01-22"), ("2025-01-19", "2025-01-20", "2025-01-21", "2025-01-22", "2025-01-23")),
])
def test_days_are_marked_at_firsts_of_months_and_years(values, ticks) -> None:
    """Calendars are marked where people look: single days, then months, then Januaries."""
    axis = axis_for([day(value) for value in values], days=True)
    found = [dt.date.fromordinal(int(tick)).isoformat() for tick in axis.ticks]
    assert found == [tick for tick in ticks if axis.low <= day(tick) <= axis.high]
    assert len(found) >= 3


@given(VALUES)
def test_every_value_and_tick_stands_on_the_axis(values: list[float]) -> None:
    """Whatever the values, they lie between the ends in their order, and so do the ticks."""
    axis = axis_for(values)
    places = [axis.place(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert len(axis.ticks) <= 7


def test_open_sides_stand_at_the_ends() -> None:
    """Infinity is drawn at the end of the axis, and does not stretch it."""
    axis = axis_for([1, 2, math.inf, -math.inf])
    assert (axis.place(math.inf), axis.place(-math.inf)) == (1, 0)
    assert axis.high < 3

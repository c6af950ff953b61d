"""The strip in characters."""

from __future__ import annotations

import math

import pytest

from oncurve.chart.axis import Axis
from oncurve.chart.strip import Mark
from oncurve.chart.text import CLAIM, text_axis, text_strip

TEN = Axis(0.0, 10.0, False, (0.0, 5.0, 10.0))


def test_the_ends_and_the_middle_stand_where_the_axis_puts_them() -> None:
    """On an axis from 0 to 10 over ten characters, 2 to 8 with a median of 5 fills characters 2 to 8."""
    assert text_strip(Mark("x", 2, 5, 8), TEN, 10) == "  ├──●──┤ "


def test_an_exact_value_is_one_point() -> None:
    """Nothing but the point is drawn where low, middle and high are one."""
    assert text_strip(Mark("x", 5, 5, 5), TEN, 10).strip() == "●"


@pytest.mark.parametrize(("low", "high", "left", "right"), [(-math.inf, 5, "◂", "◆"), (5, math.inf, "◆", "▸")])
def test_an_open_side_ends_in_an_arrow(low: float, high: float, left: str, right: str) -> None:
    """A claim of "at least 5" runs to the end of the axis and points beyond it."""
    strip = text_strip(Mark("x", low, 5, high), TEN, 10, CLAIM)
    assert (strip.strip()[0], strip.strip()[-1]) == (left, right)


@pytest.mark.parametrize("width", [12, 24, 60])
def test_words_of_ticks_never_run_into_each_other(width: int) -> None:
    """However long the words, those that are shown are whole and apart."""
    line, words = text_axis(TEN, width, lambda tick: f"${tick:g} million")
    assert len(line) == width
    assert len(words) <= width
    assert set(words.split("  ")) - {""} <= {"$0 million", " $5 million", "$5 million", "$10 million", " $10 million"}

"""Many numbers as text at once are what Python prints of each."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.answers.export_printed import printed, rounded, shortened, spoken

WITH_FEW_DIGITS = st.tuples(st.integers(-(10**8), 10**8), st.integers(0, 9)).map(lambda each: each[0] / 10 ** each[1])
NUMBERS = st.lists(st.one_of(WITH_FEW_DIGITS, st.floats(allow_nan=False, allow_infinity=False)), max_size=40)


def alone(value: float) -> str:
    """Six digits, or all of them where a number is whole, as Python's own formatting gives them."""
    whole = value.is_integer() and abs(value) < 1e15
    return repr(int(value)) if whole else repr(float(f"{value:.6g}"))


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_numbers_are_printed_as_python_prints_each(values: list[float]) -> None:
    """Whatever stands beside it, a number has the digits it has alone."""
    assert [each.decode() for each in printed(np.array(values, float))] == [alone(each) for each in values]


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_sentences_part_thousands_by_commas(values: list[float]) -> None:
    """The same digits as Python's own formatting with commas gives."""
    numbers = [int(alone(each)) if each.is_integer() and abs(each) < 1e15 else float(alone(each)) for each in values]
    assert [each.decode() for each in spoken(np.array(values, float))] == [f"{each:,}" for each in numbers]


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_what_is_missed_by_is_told_in_three_digits(values: list[float]) -> None:
    """Three digits below a thousand and whole numbers above, as Python's own formatting gives them."""
    sizes = [abs(each) for each in values]
    told = [f"{each:,.3g}" if each < 1000 else f"{each:,.0f}" for each in sizes]
    assert [each.decode() for each in shortened(np.array(sizes, float))] == told


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_a_rounded_number_is_the_one_that_is_printed(values: list[float]) -> None:
    """What is compared of margins is what a reader sees of them."""
    assert rounded(np.array(values, float)).tolist() == [float(alone(each)) for each in values]


def test_what_is_no_number_is_null() -> None:
    """A missing value and one without bound are null in JSON."""
    assert printed(np.array([np.nan, np.inf, -np.inf])).tolist() == [b"null"] * 3

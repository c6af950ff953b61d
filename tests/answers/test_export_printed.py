"""Many numbers as text at once are what Python prints of each."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.answers.export_printed import printed, rounded

WITH_FEW_DIGITS = st.tuples(st.integers(-(10**8), 10**8), st.integers(0, 9)).map(lambda each: each[0] / 10 ** each[1])
NUMBERS = st.lists(st.one_of(WITH_FEW_DIGITS, st.floats(allow_nan=False, allow_infinity=False)), max_size=40)


def alone(value: float) -> str:
    """Six digits, or all of them where a number is whole, as Python's own formatting gives them."""
    whole = value.is_integer() and abs(value) < 1e15
    return repr(int(value)) if whole else repr(float(f"{value:.6g}"))


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_numbers_are_printed_as_python_prints_each(values: list[float]) -> None:
    """Whatever stands beside it, and whatever stands before it in its text, a number has the digits it has alone."""
    column = np.array(values, float)
    assert [each.decode() for each in printed(column)] == [alone(each) for each in values]
    start = np.array([each < 0 for each in values], np.int8)
    begun = printed(column, (b"up ", b"down "), start)
    assert [each.decode() for each in begun] == [("down " if each < 0 else "up ") + alone(each) for each in values]


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_a_rounded_number_is_the_one_that_is_printed(values: list[float]) -> None:
    """What is compared of margins is what a reader sees of them."""
    assert rounded(np.array(values, float)).tolist() == [float(alone(each)) for each in values]


def test_what_is_no_number_is_null() -> None:
    """A missing value and one without bound are null in JSON."""
    assert printed(np.array([np.nan, np.inf, -np.inf])).tolist() == [b"null"] * 3

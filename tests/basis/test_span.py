"""Half-open spans and dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import Span, add_months, month_span, months_between, parse_date


def test_a_span_holds_its_start_and_not_its_end() -> None:
    """From is inclusive, until is exclusive."""
    span = Span(dt.date(2023, 11, 17), dt.date(2025, 1, 1))
    assert dt.date(2023, 11, 17) in span
    assert dt.date(2025, 1, 1) not in span


def test_open_ends_hold_everything() -> None:
    """A span without ends holds every day."""
    assert dt.date(1900, 1, 1) in Span()


def test_neighbouring_spans_do_not_overlap() -> None:
    """Where one ends the next begins, and no day is in both."""
    day = dt.date(2024, 5, 1)
    assert not Span(None, day).overlaps(Span(day, None))
    assert Span(None, day).overlaps(Span(day - dt.timedelta(1), None))


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    """A span backwards is an error in words."""
    with pytest.raises(BadUsage, match="before it starts"):
        Span(dt.date(2025, 1, 2), dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2025, 1, 1)),
        ("2024-12", dt.date(2024, 12, 1), dt.date(2025, 1, 1)),
        ("2024-01/2024-04", dt.date(2024, 1, 1), dt.date(2024, 5, 1)),
        ("2025-01-20/2025-01-26", dt.date(2025, 1, 20), dt.date(2025, 1, 27)),
    ],
)
def test_periods_include_their_last_day(text: str, start: dt.date, end: dt.date) -> None:
    """A month, a year or an interval in words becomes the half-open span of its days."""
    assert month_span(text) == Span(start, end)


@pytest.mark.parametrize("text", ["2024-13", "yesterday", "2024-02-30", "", "2024-1-1-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """Impossible dates are errors, not guesses."""
    with pytest.raises(BadUsage, match="no date"):
        month_span(text)
    with pytest.raises(BadUsage, match="no date"):
        parse_date(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(-60, 60))
def test_months_add_and_subtract(day: dt.date, months: int) -> None:
    """Adding months and counting them agree to a few days."""
    assert months_between(day, add_months(day, months)) == pytest.approx(months, abs=0.11)

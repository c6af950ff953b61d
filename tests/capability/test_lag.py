"""Lags: the published ones from the public fit, and what a lag must do by definition."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from oncurve.basis.span import DAYS_A_MONTH
from oncurve.capability.ho2025 import fit_ho2025
from oncurve.capability.lag import Side, at_release, crossing, day_average, trend_lag
from oncurve.capability.shipped import load_shipped, shipped_table


@pytest.fixture(scope="module")
def public() -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, int]]:
    """Capabilities by the public fit, days of release, countries, and places by name."""
    table, models = shipped_table(), load_shipped().models
    assert [model.name for model in models] == list(table.models)
    days = np.asarray([float(model.date.toordinal()) for model in models])
    return (fit_ho2025(table).capability, days, np.asarray([model.country for model in models]),
            {name: place for place, name in enumerate(table.models)})


@pytest.mark.parametrize(("name", "months"), [
    ("DeepSeek-V3", 3.45), ("DeepSeek-R1", 1.12), ("qwen3-235b-a22b", 7.52), ("Kimi-K2-Instruct", 6.80),
    ("qwen3-max-2025-09-23", 9.23), ("DeepSeek-V3.1", 8.11)])
def test_crossing_lags_behind_the_us_are_those_of_the_public_fit(public, name: str, months: float) -> None:
    """Months from the first US model at least as capable, to two digits."""
    skill, days, countries, places = public
    us = countries == "US"
    found = crossing(skill[None, places[name]], float(days[places[name]]), Side.of(skill[None, us], days[us]))
    assert float(found[0]) == pytest.approx(months, abs=0.006)


def test_china_trails_the_us_by_6_1_months_on_average(public) -> None:
    """The day average to the last model of the table; Epoch AI's own two tables give 6.3 and 7.9."""
    skill, days, countries, _ = public
    sides = [Side.of(skill[None, countries == name], days[countries == name]) for name in ("CN", "US")]
    assert float(day_average(*sides, float(days.max()))[0]) == pytest.approx(6.15, abs=0.06)


def test_open_weights_trail_closed_ones_by_5_5_months_on_average(public) -> None:
    """The day average to the end of the table, as a rerun of the public fit has it."""
    skill, days, _, _ = public
    is_open = np.asarray([model.openness == "open" for model in load_shipped().models])
    sides = [Side.of(skill[None, mine], days[mine]) for mine in (is_open, ~is_open)]
    assert float(day_average(*sides, float(days.max()))[0]) == pytest.approx(5.5, abs=0.15)


def side(*rows: tuple[float, float]) -> Side:
    """A side of one draw from pairs of day and skill."""
    return Side.of(np.asarray([[skill for _, skill in rows]]), np.asarray([day for day, _ in rows]))


def test_a_tie_counts_as_reached_and_a_later_rival_makes_a_lag_negative() -> None:
    """Equal skill is enough; where the rival came later, the asker led."""
    assert crossing(np.asarray([2.0]), 100, side((40, 2.0)))[0] == pytest.approx(60 / DAYS_A_MONTH)
    assert crossing(np.asarray([2.0]), 100, side((130, 2.5)))[0] == pytest.approx(-30 / DAYS_A_MONTH)


def test_a_model_ahead_of_all_rivals_has_no_crossing() -> None:
    """The lag is minus infinity, which an estimate shows as censored."""
    assert crossing(np.asarray([9.0]), 100, side((40, 2.0), (50, 3.0)))[0] == -np.inf


def test_trailing_a_straight_line_gives_the_distance_to_it() -> None:
    """Rivals that gain a point every 100 days reach the asker's 2 points on day 200; on day 350 it trails 150 days."""
    rivals = side((0, 0.0), (100, 1.0), (300, 3.0), (400, 4.0))
    assert trend_lag(np.asarray([2.0]), 350, rivals)[0] == pytest.approx(150 / DAYS_A_MONTH)


def test_a_copy_that_comes_a_year_later_trails_by_a_year() -> None:
    """A side that repeats the other after 365 days trails by 365 days at each of its releases."""
    ahead = side((0, 1.0), (200, 2.0), (400, 3.0))
    behind = side((365, 1.0), (565, 2.0), (765, 3.0))
    assert at_release(behind, ahead)[0] == pytest.approx(365 / DAYS_A_MONTH)
    # each step lasts 200 days, so the average day comes 100 days after a release
    assert day_average(behind, ahead, 965.0)[0] == pytest.approx((365 + 100) / DAYS_A_MONTH)


@pytest.fixture(scope="module")
def noisy() -> tuple[Side, Side]:
    """Two sides of 40 draws."""
    random = np.random.default_rng(2)
    days = np.sort(random.uniform(0, 900, 30))
    skill = days / 100 + random.normal(0, 0.4, (40, 30))
    return Side.of(skill[:, ::2] - 1, days[::2]), Side.of(skill[:, 1::2], days[1::2])


def test_lags_do_not_change_under_a_rising_change_of_scale(noisy) -> None:
    """The exponential of skill gives the same crossings and day averages."""
    behind, ahead = noisy
    bent = [Side(np.exp(each.skill), each.days) for each in noisy]
    assert np.array_equal(day_average(behind, ahead, 950.0), day_average(*bent, 950.0))
    assert np.array_equal(at_release(behind, ahead), at_release(*bent))


def test_lags_do_not_change_with_the_order_or_the_repetition_of_rows(noisy) -> None:
    """Shuffled and doubled rivals give the same."""
    behind, ahead = noisy
    order = np.random.default_rng(3).permutation(np.tile(np.arange(ahead.days.size), 2))
    other = Side.of(ahead.skill[:, order], ahead.days[order])
    assert np.array_equal(day_average(behind, ahead, 950.0), day_average(behind, other, 950.0))


def test_shipped_lags_hold_the_published_ones() -> None:
    """Epoch AI's average of 7 months for China (January 2026) and 3.45 for V3 lie inside the 90% intervals."""
    from oncurve.api import World

    rows = {row.measure: row.estimate for row in World().lag("CN", behind="US").measures}
    assert rows["day_average"].low <= 7 <= rows["day_average"].high
    first = World().lag("deepseek-v3", behind="US", measure="crossing").measures[0]
    assert first.estimate.low <= 3.46
    assert first.rivals[0]["months"] == pytest.approx(3.45, abs=0.01)


def test_a_lag_asked_as_of_a_day_uses_no_later_model() -> None:
    """By the end of 2024 the first US models as good as V3 are those released by then."""
    from oncurve.api import World

    found = World("2024-12-31").lag("deepseek-v3", behind="US", measure="crossing").measures[0]
    dates = [dt.date.fromisoformat(row["date"]) for row in found.reached if row["date"]]
    assert dates
    assert max(dates) <= dt.date(2024, 12, 31)

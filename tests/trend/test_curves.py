"""Lines, kinks, records: against closed forms, scipy and known truth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from oncurve.basis.errors import BadUsage
from oncurve.trend.breaks import fit_kink
from oncurve.trend.errors_in_variables import deming_slope, partial_slopes
from oncurve.trend.exponential import fit_growth, resampled_growth, student_quantile
from oncurve.trend.frontier import records, rolling_top


@pytest.mark.parametrize("level", [0.9, 0.95])
@pytest.mark.parametrize("free", [3, 5, 10, 39])
def test_students_quantiles_are_scipys(free: int, level: float) -> None:
    """To a thousandth at 10 degrees of freedom and above, to a hundredth at 3."""
    from scipy.stats import t

    assert student_quantile(free, level) == pytest.approx(t.ppf(0.5 + level / 2, free), rel=1e-2 if free < 10 else 1e-3)


def test_growth_and_its_interval_are_those_of_scipys_regression() -> None:
    """Slope and Student's interval agree with `scipy.stats.linregress`."""
    from scipy.stats import linregress, t

    random = np.random.default_rng(1)
    years = np.sort(random.uniform(2016, 2024, 30))
    values = 10 ** (0.4 * (years - 2016) + random.normal(0, 0.3, 30))
    ours, theirs = fit_growth(years, values), linregress(years, np.log10(values))
    half = t.ppf(0.95, 28) * theirs.stderr
    assert [ours.factor, ours.low, ours.high] == pytest.approx(
        [10**theirs.slope, 10 ** (theirs.slope - half), 10 ** (theirs.slope + half)], rel=1e-4)
    assert ours.r2 == pytest.approx(theirs.rvalue**2)


def test_a_doubling_each_year_doubles_in_twelve_months() -> None:
    """A factor of two a year is found exactly."""
    growth = fit_growth(np.asarray([2020.0, 2021.0, 2022.0]), np.asarray([1.0, 2.0, 4.0]))
    assert growth.factor == pytest.approx(2)
    assert growth.doubling_months == pytest.approx(12)
    assert growth.at(2023.0) == pytest.approx(8)


def test_resampled_rates_cover_the_true_one() -> None:
    """Of 100 simulated series the 90% interval from resampling holds the true rate in 80 to 97."""
    inside = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        years = np.sort(random.uniform(0, 8, 25))
        logs = 0.4 * years + random.normal(0, 0.3, 25)
        drawn = resampled_growth(years, np.broadcast_to(logs, (300, 25)), random)
        low, high = np.quantile(drawn, [0.05, 0.95])
        inside += low <= 10**0.4 <= high
    assert 80 <= inside <= 97


@pytest.mark.parametrize(("years", "values"), [([2020.0, 2021.0], [1.0, 2.0]), ([2020.0] * 3, [1.0, 2.0, 3.0]),
                                               ([2020.0, 2021.0, 2022.0], [1.0, -2.0, 3.0])])
def test_points_that_make_no_line_are_refused(years: list[float], values: list[float]) -> None:
    """Too few, all in one year, or not positive."""
    with pytest.raises(BadUsage, match="No rate can be drawn"):
        fit_growth(np.asarray(years), np.asarray(values))


def test_deming_line_recovers_a_slope_that_least_squares_flattens() -> None:
    """With equal errors in both variables the true slope of 2 comes back; least squares finds a fifth less."""
    random = np.random.default_rng(5)
    truth = random.normal(0, 1, 20000)
    x, y = truth + random.normal(0, 0.5, truth.size), 2 * truth + random.normal(0, 0.5, truth.size)
    assert deming_slope(x, y, 0.5, 0.5) == pytest.approx(2, abs=0.03)
    assert deming_slope(x, y, 0.0, 0.5) == pytest.approx(1.6, abs=0.03)


def test_partial_slopes_recover_a_plane_whose_first_variable_is_noisy() -> None:
    """Slopes of 3 and -1 come back although x is measured with error."""
    random = np.random.default_rng(6)
    t = random.uniform(0, 3, 20000)
    true = 0.5 * t + random.normal(0, 1, t.size)
    y = 3 * true - t + random.normal(0, 0.2, t.size)
    found = partial_slopes(true + random.normal(0, 0.4, t.size), t, y, np.full(t.size, 0.4))
    assert found == pytest.approx((3, -1), abs=0.08)


def test_a_kink_is_found_where_it_is_and_not_where_there_is_none() -> None:
    """A slope that falls from 3 to 1 at 5 is found; on a straight line the kink earns nothing."""
    x = np.linspace(0, 10, 60)
    noise = np.random.default_rng(7).normal(0, 0.2, 60)
    found = fit_kink(x, np.where(x < 5, 3 * x, 15 + (x - 5)) + noise, grid=np.linspace(2, 8, 61), fewest=8)
    assert found.at == pytest.approx(5, abs=0.3)
    assert (found.before, found.after) == pytest.approx((3, 1), abs=0.1)
    assert found.gain > 10
    assert fit_kink(x, 2 * x + noise, grid=np.linspace(2, 8, 61), fewest=8).gain < 2


def test_records_and_rolling_tops_by_hand() -> None:
    """Ties are no new record; of the same day only the best counts; the second of two stays in the top two."""
    days, values = np.asarray([1.0, 2.0, 2.0, 3.0, 4.0]), np.asarray([1.0, 3.0, 2.0, 3.0, 5.0])
    assert records(days, values).tolist() == [True, True, False, False, True]
    assert records(days, -values, lowest=True).tolist() == [True, True, False, False, True]
    assert rolling_top(days, values, 2).tolist() == [True, True, True, True, True]
    assert rolling_top(days, values, 1).tolist() == [True, True, False, True, True]


def test_growth_can_be_a_fall() -> None:
    """Prices that halve each year have a factor of a half and a negative doubling time."""
    growth = fit_growth(np.asarray([0.0, 1.0, 2.0]), np.asarray([4.0, 2.0, 1.0]))
    assert growth.factor == pytest.approx(0.5)
    assert math.isclose(growth.doubling_months, -12, rel_tol=1e-9)

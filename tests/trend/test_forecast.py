"""Forecasts by the quarter: scores against closed forms, intervals against simulated truth."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.trend.forecast import crps_of_sample, forecast_series, interval_of


def test_the_score_of_a_normal_sample_is_its_closed_form() -> None:
    """For a standard normal and outcome 0 the score is (sqrt 2 - 1) / sqrt pi (Gneiting and Raftery 2007)."""
    sample = np.random.default_rng(1).standard_normal(20000)
    assert crps_of_sample(sample, 0.0) == pytest.approx((2**0.5 - 1) / np.pi**0.5, abs=0.01)


def test_the_score_of_a_certain_forecast_is_its_error() -> None:
    """One value repeated scores the distance to what came."""
    assert crps_of_sample(np.full(8, 2.0), 5.0) == pytest.approx(3)


def test_intervals_cover_series_that_drift_at_random() -> None:
    """Of 300 outcomes of simulated walks with drift, the 80% intervals hold 70% to 92%."""
    inside = []
    for seed in range(50):
        random = np.random.default_rng(seed)
        walks = {f"s{number}": np.cumsum(random.normal(0.5, 0.6, 20)) for number in range(6)}
        for each in forecast_series({name: values[:16] for name, values in walks.items()}, 2):
            low, high = interval_of(each.sample, 0.8)
            inside.append(low <= walks[each.series][17] <= high)
    assert len(inside) == 300
    assert 0.70 <= np.mean(inside) <= 0.92


def test_nothing_after_the_origin_is_used() -> None:
    """A series cut at its origin and one that goes on give the same forecast."""
    values = np.cumsum(np.random.default_rng(2).normal(1, 1, 20))
    short = forecast_series({"a": values[:12]}, 2)[0]
    again = forecast_series({"a": values[:12].copy()}, 2)[0]
    assert np.array_equal(short.sample, again.sample)
    assert not np.array_equal(short.sample, forecast_series({"a": values[:13]}, 2)[0].sample)


def test_on_a_steady_climb_drift_beats_persistence() -> None:
    """Series that climb steadily are forecast better with their drift than by their last value."""
    random = np.random.default_rng(3)
    climbs = {f"s{number}": np.arange(20.0) + random.normal(0, 0.2, 20) for number in range(4)}
    for each in forecast_series({name: values[:16] for name, values in climbs.items()}, 2):
        came = float(climbs[each.series][17])
        assert crps_of_sample(each.sample, came) < crps_of_sample(each.rivals["persistence"], came)

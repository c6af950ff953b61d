"""Backtests from what is kept beside the catalogue are those that are worked out."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.answers.forecast_test import KINDS, forecast_test
from oncurve.answers.quarters import FIRST, known_series, quarter_ends, series_of
from oncurve.answers.world import World


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue as it ships."""
    return World()


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_series_are_those_worked_out(world: World, kind: str) -> None:
    """To the last digit, for a sample of quarters of every kind."""
    ends, kept, fresh = quarter_ends(kind), series_of(world, kind), known_series(World(), kind)
    assert len(kept) == len(ends) - FIRST
    for now in range(FIRST, len(ends), 3):
        made, found = fresh(ends, now), kept[now - FIRST]
        for one, other in ((made.history, found.history), (made.future, found.future)):
            assert one.keys() == other.keys()
            for name, values in one.items():
                np.testing.assert_array_equal(values, other[name])


def test_another_world_gets_its_own_series(world: World) -> None:
    """What the public knew in the middle of 2023 holds no later record, kept or not."""
    plain, past = (series_of(each, "cost")[-1].history["all"] for each in (world, World("2023-06-30")))
    assert past[-1] < plain[-1]


def test_the_skill_interval_holds_the_skill(world: World) -> None:
    """The point is inside the interval from quarters drawn anew, for both rivals."""
    found = forecast_test(world, ("compute",))
    for rival in ("persistence", "log_linear"):
        low, high = found.skill_interval(rival)
        assert low < found.skill(rival) < high

"""Spreads have the quantiles they were given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm

from oncurve.basis.errors import BadUsage
from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import (
    Exactly,
    Joint,
    Lognormal,
    LogUniform,
    Normal,
    Rivals,
    Share,
    Uniform,
    spread_from,
)

positive = st.floats(1e-6, 1e12)


def at(spread, probability: float) -> float:
    """The value of a spread at one probability."""
    u = np.asarray([probability])
    return float(np.asarray(spread.values(norm.ppf(u), u)).ravel()[0])


def test_normal_quantiles_are_those_of_scipy() -> None:
    """The normal quantile function agrees with scipy to 1e-14 from 1e-300 to 1 - 1e-16."""
    p = np.concatenate([np.logspace(-300, -1, 500), np.linspace(0.01, 0.99, 999), 1 - np.logspace(-15, -1, 99)])
    np.testing.assert_allclose(normal_quantile(p), norm.ppf(p), rtol=1e-13, atol=1e-14)


@given(positive, positive, positive)
def test_a_lognormal_has_the_stated_quantiles(a: float, b: float, c: float) -> None:
    """The 5%, 50% and 95% quantiles of a lognormal are the three numbers it was made from."""
    low, median, high = sorted((a, b, c))
    assume(low < median < high)
    spread = Lognormal(low, median, high)
    assert at(spread, 0.05) == pytest.approx(low, rel=1e-6)
    assert at(spread, 0.5) == pytest.approx(median, rel=1e-9)
    assert at(spread, 0.95) == pytest.approx(high, rel=1e-6)


@pytest.mark.parametrize("spread", [Normal(-3, 1, 2), Share(0.2, 0.4, 0.5), Uniform(-1, 4), LogUniform(2, 50)])
def test_every_shape_reports_the_quantiles_it_draws(spread) -> None:
    """`low`, `median` and `high` are the 5%, 50% and 95% quantiles of the values."""
    for probability, stated in ((0.05, spread.low), (0.5, spread.median), (0.95, spread.high)):
        assert at(spread, probability) == pytest.approx(stated, rel=1e-6)


@given(st.floats(0.001, 0.999))
def test_monotone_maps_keep_order(probability: float) -> None:
    """A higher probability never gives a lower value, in any shape."""
    for spread in (Lognormal(1, 2, 9), Normal(-1, 0, 5), Share(0.1, 0.2, 0.9), Uniform(0, 1), LogUniform(1, 9),
                   Rivals((1.0, 2.0, 7.0))):
        assert at(spread, min(probability + 0.0005, 0.9999)) >= at(spread, probability)


def test_a_share_never_leaves_its_bounds() -> None:
    """A fraction stays between 0 and 1 at every score."""
    values = Share(0.01, 0.3, 0.95).values(np.linspace(-8, 8, 999), np.linspace(0, 1, 999))
    assert ((values > 0) & (values < 1)).all()


def test_rivals_are_chosen_by_weight_and_never_averaged() -> None:
    """Rival values are drawn in proportion to their weights, and no other value is."""
    u = (np.arange(1000) + 0.5) / 1000
    values = Rivals((40.6, 78.4), (1, 3)).values(norm.ppf(u), u)
    assert set(values) == {40.6, 78.4}
    assert (values == 78.4).mean() == pytest.approx(0.75)


def test_joint_draws_keep_their_order() -> None:
    """Draws of a joint posterior come back as they went in."""
    draws = np.asarray([3.0, 1.0, 2.0, 5.0])
    np.testing.assert_array_equal(Joint(draws).values(np.zeros(4), np.zeros(4)), draws)


def test_an_interval_without_width_is_exact() -> None:
    """Equal ends make an exact value."""
    assert spread_from(2.0, None, 2.0) == Exactly(2.0)


@pytest.mark.parametrize("bad", [(5, 1, 2), (-1, 1, 2), (float("nan"), 1, 2), (1, 2, float("inf"))])
def test_impossible_intervals_are_refused(bad: tuple[float, float, float]) -> None:
    """An interval that cannot be is refused in words."""
    if bad[2] == float("inf"):
        with pytest.raises(BadUsage):
            Share(*bad)
    else:
        with pytest.raises(BadUsage, match="not possible"):
            Lognormal(*bad)

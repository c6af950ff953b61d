"""Priors of chains: densities as scipy has them, and conditionals that leave the prior as it is (Geweke 2004)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import approx_fprime

from oncurve.capability.design import Design
from oncurve.capability.factors import (
    INTERCEPT_SUM,
    INTERCEPT_UNITS,
    PRIOR_UNITS,
    SLOPE_SUM,
    TESTS_WIDTH,
)
from oncurve.capability.priors import LoadPrior, ScorePrior, difficulty

MODELS, BENCHMARKS, CHAINS, DIMS = 12, 9, 3000, 2


def columns(seed: int, rows: int, count: int) -> np.ndarray:
    """Standard normal columns."""
    return np.random.default_rng(seed).standard_normal((rows, count))


def loads(seed: int) -> tuple[LoadPrior, np.ndarray]:
    """A prior of one chain, and loads far from its middle."""
    random = np.random.default_rng(seed)
    tests = np.column_stack([np.ones(BENCHMARKS), columns(seed, BENCHMARKS, 2)])
    prior = LoadPrior(tests, np.asarray([[0.4, 1.3]]), np.asarray([1.7]), random.standard_normal((1, 3)),
                      np.asarray([0.25]))
    load = np.stack([random.normal(0, 2, BENCHMARKS), random.lognormal(0, 0.5, BENCHMARKS),
                     random.standard_normal(BENCHMARKS)], axis=1)
    return prior, load[None]


def test_loads_have_normal_difficulties_and_lognormal_slopes() -> None:
    """Against scipy's densities, carried from difficulty to intercept by dividing by the slope; constants apart."""
    prior, load = loads(1)
    slope, hard = load[0, :, 1], -load[0, :, 0] / load[0, :, 1]
    mean = prior.columns @ prior.tests[0]
    meant = (stats.norm.logpdf(hard, mean, 1.7**0.5) - np.log(slope)
             + stats.lognorm.logpdf(slope, 0.4**0.5, scale=np.exp(0.25 * hard))
             + stats.norm.logpdf(load[0, :, 2], 0, 1.3**0.5))
    assert np.diff(prior.density(load)[0]) == pytest.approx(np.diff(meant))


def test_the_lean_of_loads_is_the_slope_of_their_density() -> None:
    """Against finite differences, benchmark by benchmark."""
    prior, load = loads(2)
    found, precision = prior.lean(load)
    for place in range(BENCHMARKS):
        def density(at: np.ndarray, place: int = place) -> float:
            moved = load.copy()
            moved[0, place] = at
            return float(prior.density(moved)[0, place])
        assert found[0, place] == pytest.approx(approx_fprime(load[0, place], density, 1e-7), rel=1e-3, abs=1e-4)
    assert np.linalg.eigvalsh(precision).min() > 0


def test_drawing_widths_of_skills_leaves_their_prior_as_it_is() -> None:
    """Widths half Cauchy at 0.5 and 0.3, unevenness normal at 0.5, before and after; Kolmogorov and Smirnov at 0.1%."""
    random = np.random.default_rng(3)
    design = Design(columns(4, MODELS, 3), np.asarray([0, 0, 1]), np.ones((BENCHMARKS, 1)))
    around, column = (np.abs(scale * random.standard_cauchy((CHAINS, *shape))) ** 2
                      for scale, shape in ((0.5, (DIMS,)), (0.3, (2, DIMS))))
    weight = np.sqrt(column[:, design.group]) * random.standard_normal((CHAINS, 3, DIMS))
    prior = ScorePrior(design, weight, around, column, 0.5 * random.standard_normal((CHAINS, 2, DIMS)))
    for _ in range(3):
        score = design.columns @ prior.weight
        score += np.sqrt(prior.variance()) * random.standard_normal(score.shape)
        prior.draw(score, random)
    for width, scale in ((prior.around, 0.5), (prior.column, 0.3)):
        for each in np.sqrt(width).reshape(CHAINS, -1).T:
            assert stats.kstest(each, stats.halfcauchy(scale=scale).cdf).pvalue > 1e-3
    for each in prior.uneven.reshape(CHAINS, -1).T:
        assert stats.kstest(each, stats.norm(scale=0.5).cdf).pvalue > 1e-3


def test_drawing_what_difficulties_and_slopes_hang_on_leaves_their_prior_as_it_is() -> None:
    """The tie normal at 0.3, variances inverse chi-squared, weights normal; Kolmogorov and Smirnov at 0.1%."""
    random = np.random.default_rng(5)
    tests = np.column_stack([np.ones(BENCHMARKS), columns(6, BENCHMARKS, 1)])
    loading, spread = (total / random.chisquare(units, CHAINS)
                       for total, units in ((SLOPE_SUM, PRIOR_UNITS), (INTERCEPT_SUM, INTERCEPT_UNITS)))
    prior = LoadPrior(tests, loading[:, None], spread,
                      np.column_stack([np.zeros(CHAINS), random.normal(0, TESTS_WIDTH**0.5, CHAINS)]),
                      random.normal(0, 0.3, CHAINS))
    for _ in range(3):
        hard = prior.tests @ tests.T + np.sqrt(prior.spread)[:, None] * random.standard_normal((CHAINS, BENCHMARKS))
        slope = np.exp(np.clip(prior.tie[:, None] * hard + np.sqrt(prior.loading)
                               * random.standard_normal(hard.shape), -18, 600))
        load = np.stack([-slope * hard, slope], axis=2)
        assert difficulty(load) == pytest.approx(hard, abs=1e-6)
        prior.draw(load, random)
    assert stats.kstest(prior.tie, stats.norm(scale=0.3).cdf).pvalue > 1e-3
    assert stats.kstest(SLOPE_SUM / prior.loading[:, 0], stats.chi2(PRIOR_UNITS).cdf).pvalue > 1e-3
    assert stats.kstest(INTERCEPT_SUM / prior.spread, stats.chi2(INTERCEPT_UNITS).cdf).pvalue > 1e-3
    assert stats.kstest(prior.tests[:, 1], stats.norm(scale=TESTS_WIDTH**0.5).cdf).pvalue > 1e-3

"""Draws of capability: right on average over truths from the model's own prior, and Student's in their tails."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from oncurve.capability.cells import below
from oncurve.capability.factors import logistic
from oncurve.capability.index import Index, fit_index
from oncurve.capability.table import Row, table_of


def from_prior(seed: int, models: int = 40, benchmarks: int = 10, fit_seed: int = 0) -> tuple[Index, np.ndarray]:
    """A fit of a table whose truth has normal skills and intercepts, lognormal slopes, and the true mean scores."""
    random = np.random.default_rng(seed)
    skill = np.column_stack([random.normal(0, 1.0, models), random.normal(0, 0.25, models)])
    load = np.column_stack([random.normal(0, 1.3, benchmarks), random.lognormal(0, 0.35, benchmarks),
                            random.normal(0, 1, benchmarks)])
    share = logistic(load[:, 0] + skill @ load[:, 1:].T)
    spread = 0.05 * np.sqrt(4 * share * (1 - share) + 0.05)
    scores = np.clip(random.normal(share, spread), 0, 1)
    seen = random.random(share.shape) < 0.6
    seen[:, :2] = True
    table = table_of(Row(f"m{m}", f"b{b}", float(scores[m, b])) for m, b in np.argwhere(seen))
    assert len(table.models) == models
    return fit_index(table, seed=fit_seed, starts=1, dimensions=(2,), draws=96), share.mean(1)


@pytest.fixture(scope="module")
def ranks() -> np.ndarray:
    """Where the truth of each model stands among its draws, over ten tables; shape (10, 40)."""
    found = []
    for seed in range(10):
        index, truth = from_prior(seed)
        order = [int(name[1:]) for name in index.table.models]
        found.append((index.draws.mean(2) < truth[order]).mean(0))
    return np.stack(found)


def test_nine_in_ten_truths_lie_in_nine_tenths_of_the_draws(ranks: np.ndarray) -> None:
    """Of 400 models 86% to 94% lie between the 5% and the 95% quantile: a binomial's 99%."""
    low, high = stats.binom.interval(0.99, ranks.size, 0.9)
    assert low <= ((ranks > 0.05) & (ranks < 0.95)).sum() <= high


def test_ranks_of_the_truth_are_uniform(ranks: np.ndarray) -> None:
    """One model of each fifth a table, so that few share a fit: Kolmogorov and Smirnov's test does not reject at 1%."""
    assert stats.kstest(ranks[:, ::8].ravel(), "uniform").pvalue > 0.01


def test_the_tail_beyond_an_end_of_the_scale_is_students() -> None:
    """By scipy's distribution of six degrees of freedom."""
    off = np.linspace(-6, 6, 25)
    assert below(off) == pytest.approx(stats.t.cdf(off, 6), abs=1e-12)


def test_draws_are_the_same_for_the_same_seed() -> None:
    """A seed fixes them, and another seed gives others."""
    first, again, other = (from_prior(3, fit_seed=seed)[0].draws for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)

"""Draws of capability: right on average over truths from the model's own prior, and Student's in their tails."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from oncurve.capability.cells import Cells, below
from oncurve.capability.chains import Chains
from oncurve.capability.design import Design
from oncurve.capability.directions import Directions
from oncurve.capability.factors import (
    FREEDOM,
    INTERCEPT_SUM,
    INTERCEPT_UNITS,
    NOISE_UNITS,
    PRIOR_UNITS,
    SLOPE_SUM,
    TESTS_WIDTH,
    logistic,
    noise_shape,
)
from oncurve.capability.index import Index, fit_index
from oncurve.capability.priors import LoadPrior, ScorePrior
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


SIZE, CHAINS, COMMON = (12, 7, 2), 1200, 0.003


def drawn_from_prior(random: np.random.Generator) -> Chains:
    """Chains that stand at draws from the prior, each with scores drawn from where it stands."""
    models, benchmarks, dims = SIZE
    columns = np.column_stack([random.standard_normal((models, 2)), np.arange(models) % 2])
    design = Design(columns, np.asarray([0, 0, 1]),
                    np.column_stack([np.ones(benchmarks), random.standard_normal(benchmarks)]))
    around, column = (stats.halfcauchy.rvs(scale=wide, size=shape, random_state=random) ** 2
                      for wide, shape in ((0.5, (CHAINS, dims)), (0.3, (CHAINS, 2, dims))))
    weight = random.standard_normal((CHAINS, 3, dims)) * np.sqrt(column[:, design.group])
    skills = ScorePrior(design, weight, around, column, 0.5 * random.standard_normal((CHAINS, 2, dims)))
    score = design.columns @ weight + random.standard_normal((CHAINS, models, dims)) * np.sqrt(skills.variance())
    loading = np.ones((CHAINS, dims))
    loading[:, 0] = SLOPE_SUM / random.chisquare(PRIOR_UNITS, CHAINS)
    tests = LoadPrior(design.tests, loading, INTERCEPT_SUM / random.chisquare(INTERCEPT_UNITS, CHAINS),
                      random.standard_normal((CHAINS, 2)) * TESTS_WIDTH**0.5, 0.3 * random.standard_normal(CHAINS))
    load = random.standard_normal((CHAINS, benchmarks, 1 + dims))
    hard = tests.tests @ design.tests.T + load[:, :, 0] * np.sqrt(tests.spread)[:, None]
    load[:, :, 1] = np.exp(tests.tie[:, None] * hard + load[:, :, 1] * np.sqrt(loading[:, :1]))
    load[:, :, 0] = -hard * load[:, :, 1]
    noise = COMMON * NOISE_UNITS / random.chisquare(NOISE_UNITS, (CHAINS, benchmarks))
    m, b = np.nonzero(random.random((models, benchmarks)) < 0.7)
    floor = np.where(np.arange(benchmarks) == 0, 0.25, 0.0)
    share = (floor + (1 - floor) * logistic(load[:, None, :, 0] + score @ load[:, :, 1:].transpose(0, 2, 1)))[:, m, b]
    spread = np.sqrt(noise[:, b] * noise_shape(share))
    scores = np.clip(share + spread * random.standard_t(FREEDOM, share.shape), 0, 1)
    cells = Cells(m, b, scores, np.zeros(m.size), floor[b], (models, benchmarks))
    ways = Directions(*(0.05 * random.standard_normal((6, *shape)) for shape in
                        ((models, dims), (benchmarks, 1 + dims), (3, dims))))
    return Chains(cells, random, score, load, skills, tests, noise, COMMON, floor, ways)


def told_of(chains: Chains) -> dict[str, np.ndarray]:
    """Numbers that sum up where each chain stands."""
    share, tests, skills = chains.shares(), chains.tests, chains.skills
    return {"mean score": share.mean((1, 2)), "weakest": np.sort(share.mean(2), 1)[:, :3].mean(1),
            "spread of scores": share.std((1, 2)), "slopes": np.log(chains.load[:, :, 1]).mean(1),
            "their spread": np.log(tests.loading[:, 0]), "tie": tests.tie, "difficulties": np.log(tests.spread),
            "noise": np.log(chains.noise).mean(1), "uneven": skills.uneven[:, 0, 0],
            "width": np.log(skills.around[:, 0]), "second width": np.log(skills.around[:, 1]),
            "column": np.log(skills.column[:, 0, 0]), "second load": np.log((chains.load[:, :, 2] ** 2).mean(1))}


def test_chains_begun_at_a_truth_from_the_prior_stay_distributed_as_the_prior() -> None:
    """With scores drawn from each truth and then held, twelve sweeps leave the means where they were (Geweke 2004).

    The mean difficulty is drawn with a width where chains take any for as likely, which so few sweeps do not show.
    """
    chains = drawn_from_prior(np.random.default_rng(11))
    before = told_of(chains)
    for _ in range(12):
        chains.sweep()
    for name, after in told_of(chains).items():
        off = after - before[name]
        assert abs(off.mean()) < 4 * off.std() / CHAINS**0.5, name
        assert stats.ks_2samp(before[name], after).pvalue > 0.001, name

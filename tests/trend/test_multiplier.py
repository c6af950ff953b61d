"""The compute multiplier against simulated truth."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.basis.errors import BadUsage
from oncurve.trend.multiplier import Run, multiplier


def ends(cheaper: float, seed: int, *, seeds: int = 2, slope: float = 0.3) -> list[Run]:
    """Runs of six sizes, whose final loss is 1.7 plus a power of the compute; `cheaper` times less for the same."""
    random = np.random.default_rng(seed)
    runs = []
    for size in np.geomspace(1e18, 1e20, 6):
        for number in range(seeds):
            used = np.geomspace(size / 50, size, 40)
            path = 1.7 + 2.0 * (used * cheaper / 1e18) ** -slope + 0.3 * (1 - used / size) + random.normal(0, 0.003)
            runs.append(Run(f"{size:g}-{number}", used, path))
    return runs


def test_a_recipe_three_times_as_efficient_is_found_to_be() -> None:
    """The true factor of 3 lies in the 90% interval, which is no wider than a factor of two."""
    drawn = multiplier(ends(1.0, 1), ends(3.0, 2)).typical
    low, high = np.quantile(drawn, [0.05, 0.95])
    assert low <= 3 <= high
    assert high / low < 2


def test_the_interval_covers_the_truth() -> None:
    """Of 40 simulated pairs between 30 and 40 have the true factor in their 90% interval (binomial, 99.9%)."""
    inside = 0
    for seed in range(40):
        drawn = multiplier(ends(1.0, 2 * seed, seeds=1), ends(2.0, 2 * seed + 1, seeds=1), seed=seed).typical
        low, high = np.quantile(drawn, [0.05, 0.95])
        inside += low <= 2 <= high
    assert 30 <= inside <= 40


def test_swapping_the_recipes_inverts_the_factor() -> None:
    """B against A is one over A against B, up to the draws."""
    a, b = ends(1.0, 3), ends(4.0, 4)
    product = np.median(multiplier(a, b).typical) * np.median(multiplier(b, a).typical)
    assert product == pytest.approx(1, abs=0.05)


def test_a_single_path_counts_by_its_best_so_far() -> None:
    """Two single runs whose paths are a factor of 2 apart give about that factor."""
    used = np.geomspace(1e6, 1e9, 200)
    a, b = (Run("", used, 2 + 3 * (used * factor / 1e6) ** -0.25) for factor in (1.0, 2.0))
    assert np.median(multiplier([a], [b]).typical) == pytest.approx(2, rel=0.1)


def test_recipes_that_reach_nothing_in_common_are_refused() -> None:
    """The error gives both ranges."""
    used = np.geomspace(1, 1e3, 50)
    with pytest.raises(BadUsage, match="reach no loss in common"):
        multiplier([Run("", used, 5 + 1 / used)], [Run("", used, 2 + 1 / used)])


def test_a_real_pair_of_recipes_is_told_apart_as_theory_has_it() -> None:
    """Networks trained here with momentum of a half need half the steps: each step goes 1 / (1 - 0.5) times as far."""
    logs = {momentum: [_trained(momentum, steps) for steps in (100, 200, 400, 800)] for momentum in (0.0, 0.5)}
    drawn = multiplier(logs[0.0], logs[0.5]).typical
    assert np.median(drawn) == pytest.approx(2, rel=0.2)


def _trained(momentum: float, steps: int) -> Run:
    """Losses of a network of 16 hidden units that learns a sine, by gradient descent whose rate decays to zero."""
    random = np.random.default_rng(1)
    x = random.uniform(-2, 2, (128, 1))
    y = np.sin(2 * x)
    weights = [random.normal(0, 1, (1, 16)), np.zeros(16), random.normal(0, 0.3, (16, 1)), np.zeros(1)]
    speed = [np.zeros_like(each) for each in weights]
    losses = []
    for step in range(steps):
        hidden = np.tanh(x @ weights[0] + weights[1])
        off = hidden @ weights[2] + weights[3] - y
        back = (off @ weights[2].T) * (1 - hidden**2)
        slopes = [x.T @ back, back.sum(0), hidden.T @ off, off.sum(0)]
        losses.append(float((off**2).mean()))
        for place, slope in enumerate(slopes):
            speed[place] = momentum * speed[place] - 0.1 * (1 - step / steps) * slope / x.shape[0]
            weights[place] = weights[place] + speed[place]
    return Run(f"{steps}", np.arange(1.0, steps + 1), np.asarray(losses))

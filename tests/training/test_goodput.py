"""Goodput: published rates of failures, and the closed form of the best time between checkpoints."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.api import World
from oncurve.training.goodput import failures_per_day, goodput


@pytest.fixture(scope="module")
def llama():
    """The published run of Llama 3.1 405B on 16,384 chips."""
    return World(draws=1024).simulate("llama-3-1-405b").estimates


def test_a_cluster_of_16_thousand_fails_every_three_hours(llama) -> None:
    """Llama 3 report, section 3.3.4: 419 unexpected interruptions in 54 days."""
    assert llama["failures_per_day"].low < 419 / 54 < llama["failures_per_day"].high
    assert float(failures_per_day(16_384, 419 / (54 * 24 * 16_384))) == pytest.approx(419 / 54)


def test_more_than_nine_tenths_of_that_run_counted(llama) -> None:
    """The same section: effective training time above 90%; inside the interval."""
    assert llama["goodput"].low < 0.9 < llama["goodput"].high


def test_checkpoints_are_written_as_often_as_costs_least() -> None:
    """No other time between checkpoints loses less (Young 1974): found here by trying them all."""
    chips, rate, restart, checkpoint = 8192, 2e-5, 0.2, 0.004
    between = np.linspace(0.01, 2, 20_000)
    lost = checkpoint / between + chips * rate * (between / 2 + restart)
    assert float(goodput(chips, rate, restart, checkpoint)) == pytest.approx(1 / (1 + lost.min()), rel=1e-6)


def test_larger_clusters_lose_more() -> None:
    """Of two runs alike but for the number of chips, the larger keeps the smaller share of its hours."""
    shares = goodput(np.asarray([8.0, 1e3, 1e4, 1e5]), 2e-5, 0.2, 0.004)
    assert np.all(np.diff(shares) < 0)
    assert shares[0] > 0.99

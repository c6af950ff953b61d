"""The same work on another chip: the cost is that of the simulated hours."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.answers.elsewhere import simulated_factor
from oncurve.api import World
from oncurve.basis.inputs import Draws
from oncurve.cost.run import Run


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue with few draws."""
    return World(draws=512)


@pytest.mark.parametrize("chip", ["h100", "h20", "a100-80gb"])
def test_the_factor_is_that_of_two_simulations(world, chip: str) -> None:
    """Hours there over hours here are the ratio of what `simulate` gives for either chip."""
    catalogue = world.catalogue
    own, other = catalogue.chip("h800"), catalogue.chip(chip)
    factor = simulated_factor(Run(catalogue, catalogue.model("deepseek-v3")), own, other)
    assert factor is not None
    here, there = (world.simulate("deepseek-v3", chip=each).estimates["chip_hours"].median for each in ("h800", chip))
    assert np.median(factor.draws(Draws(0, 2048))) == pytest.approx(there / here, rel=0.05)


def test_no_chip_does_the_work_quicker_than_its_peak_allows(world) -> None:
    """H20 has 148 TFLOP/s for the 989 of an H800: it needs at most 6.7 times the hours, and at least twice."""
    catalogue = world.catalogue
    factor = simulated_factor(Run(catalogue, catalogue.model("deepseek-v3")), catalogue.chip("h800"),
                              catalogue.chip("h20"))
    assert factor is not None
    assert 2 < np.median(factor.draws(Draws(0, 2048))) < 989.4 / 148


def test_a_cost_on_another_chip_says_that_it_was_simulated(world) -> None:
    """The bill names both chips, and what it rests on holds the simulator's inputs."""
    found = world.cost("deepseek-v3", chip="h20")
    assert "simulated on H20 and on H800" in found.scopes["final_run"].estimate.method
    names = {each.name for each in found.inputs()}
    assert {"simulator_matrix", "simulator_scatter_moe"} <= names


def test_a_model_of_unknown_shape_is_not_simulated(world) -> None:
    """Nothing is known of GPT-4o's shape: the utilisation of runs like it stands in."""
    assert "simulated" not in world.cost("gpt-4o", chip="h20").scopes["final_run"].estimate.method

"""The simulated run as one basis beside the others, where nothing was published of a run's length."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, object]]:
    """The readings of claims on a run of which parameters, tokens and chips are published, but no hours."""
    text = "Training DBRX took 2.6e24 FLOP and cost 10 million dollars."
    return {each.claim.measure: {one.reading.name: one.reading for one in each.then.readings}
            for each in WORLD.check_text(text, published="2025-03-06").claims}


def test_compute_counted_layer_by_layer_stands_beside_six_for_each_parameter_and_token(readings) -> None:
    """With attention it is a little over 6 x 36 billion x 12 trillion, the published counts of DBRX."""
    counted = readings["training_compute"]["simulated"].estimate.median
    assert 1 < counted / (6 * 36e9 * 12e12) < 1.25


def test_simulated_hours_at_the_rent_stand_beside_the_cost_model(readings) -> None:
    """The two routes share tokens, chips and rent, so their intervals overlap; neither decides for the other."""
    own, other = (readings["training_cost"][name] for name in ("final_run", "final_run:simulated"))
    assert other.open == "shown"
    assert other.estimate.low < own.estimate.high
    assert own.estimate.low < other.estimate.high


def test_a_reported_run_needs_no_simulation() -> None:
    """Where hours are published the cost rests on them, and nothing simulated is shown."""
    claim = WORLD.check_text("DeepSeek-V3 cost $5.6 million to train.", published="2025-03-06").claims[0]
    assert not any("simulated" in each.reading.name for each in claim.then.readings)


def test_what_only_says_how_exactly_a_thing_is_counted_decides_nothing() -> None:
    """A figure in the middle of what is computed fits, though it is printed finer than the count can be known."""
    claim = WORLD.check_text("Training DBRX took 2.6e24 FLOP.", published="2025-03-06").claims[0]
    assert claim.verdict == "consistent"

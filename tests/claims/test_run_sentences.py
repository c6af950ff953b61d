"""Sentences about training runs: how long, on how many chips, how well used; the impossible ones are found out."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue with few draws."""
    return World(draws=256)


def claims_of(world: World, sentence: str) -> dict[str, dict]:
    """The judged claims of a sentence, by their measure."""
    return {claim["measure"]: claim for claim in world.claim(sentence).to_dict()["claims"]}


@pytest.mark.parametrize("words", ["in one day", "in just one day", "in 1 day", "in two days"])
def test_a_run_of_a_day_is_more_than_its_chips_can_do(world, words: str) -> None:
    """3.14e23 operations (Brown et al. 2020) in 10,000 x 24 V100-hours need 2.9 times the peak of 125 TFLOP/s."""
    found = claims_of(world, f"GPT-3 was trained {words} on 10,000 V100s.")
    assert found["training_time"]["verdict"] == "inconsistent"
    assert "OC206" in {finding["code"] for finding in found["training_time"]["findings"]}


def test_one_day_to_come_is_no_duration(world) -> None:
    """Without a word of lasting, "one day" says nothing of the length of a run."""
    assert "training_time" not in claims_of(world, "One day, a model like GPT-3 will be trained on 10,000 V100s.")


@pytest.mark.parametrize("sentence", [
    "DeepSeek-V3's training ran at 95% utilisation of its H800s.",
    "Meta's training of Llama 3.1 405B reached 41% MFU.", "DeepSeek trained V3 at a model FLOP utilization of 90%."])
def test_a_utilisation_is_no_score_and_no_ratio_of_costs(world, sentence: str) -> None:
    """A share of the peak is of no measure that can be judged by itself."""
    assert not {"benchmark_score", "cost_ratio"} & claims_of(world, sentence).keys()


def test_chips_trained_on_are_not_held_against_chips_sold(world) -> None:
    """That a million H20s were shipped makes 1,000 of them no misprint in a sentence about a run."""
    found = claims_of(world, "Qwen2.5-72B was trained on 1,000 H20s in ten days.")
    assert "OC101" not in {finding["code"] for finding in found["chip_count"]["findings"]}
    assert "OC206" in {finding["code"] for finding in found["training_time"]["findings"]}


@pytest.mark.parametrize(("days", "verdict"), [(36, "consistent"), (10, "inconsistent"), (150, "inconsistent")])
def test_days_are_checked_on_the_chips_that_the_sentence_names(world, days: int, verdict: str) -> None:
    """The model card's 1,720,320 hours of Llama 2 70B are 36 days on 2,000 A100s, of which no report tells."""
    found = claims_of(world, f"Llama 2 70B was trained in {days} days on 2,000 A100s.")["training_time"]
    assert found["verdict"] == verdict
    assert found["estimate"]["low"] < 1_720_320 / (2000 * 24) < found["estimate"]["high"]


def test_hours_are_checked_on_the_chip_that_the_sentence_names(world) -> None:
    """7.8e24 operations need 2.2 million hours of an H100 at its peak; a claim does not move what it is set against."""
    estimates = []
    for hours in ("1 million", "5 million"):
        found = claims_of(world, f"Qwen2.5-72B took {hours} H100 hours to train.")["chip_hours"]
        assert found["verdict"] == ("inconsistent" if hours == "1 million" else "consistent")
        estimates.append(found["estimate"]["median"])
    assert estimates[0] == estimates[1] > 2.2e6

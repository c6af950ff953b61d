"""Generating tokens: closed forms, and what DeepSeek published of R1-Zero, R1 and a day of serving."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import lognorm

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import central_efficiency
from oncurve.api import World
from oncurve.architecture.dimensions import dimensions
from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.training.rollout import Decoder, cache_bytes, rollout_seconds, survival


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue with few draws."""
    return World(draws=2048)


@pytest.fixture(scope="module")
def decoder(world) -> Decoder:
    """DeepSeek-V3 on H800, one copy of the experts on 64 chips."""
    plan = run_plan(world.catalogue, "deepseek-v3")
    return Decoder(dimensions(plan.shape), plan.system, central_efficiency(world.catalogue), 64.0, 2e-4, 8.0)


@pytest.mark.parametrize(("model", "hours"), [("deepseek-r1-zero", 101_376), ("deepseek-r1", 41_000)])
def test_the_published_hours_of_reinforcement_learning(world, model: str, hours: float) -> None:
    """R1-Zero's 198 hours and R1's 80 hours on 512 chips lie in their intervals (Nature, 2025, supplement)."""
    found = world.reinforcement(model).estimates["chip_hours"]
    assert found.low < hours < found.high


def test_updates_take_as_long_for_each_token_of_shorter_answers() -> None:
    """Where answers are set to be shorter, the hours of updates fall as the tokens do, whose work they are."""
    each = []
    for settings in ({}, {"rollout_mean_length": "2000"}):
        found = World(draws=2048, settings=settings).reinforcement("deepseek-r1-zero")
        each.append(found.breakdown["update"] * found.estimates["hours"].median / found.estimates["tokens"].median)
    assert each[1] == pytest.approx(each[0], rel=0.05)


def test_a_published_day_of_serving(world) -> None:
    """168B tokens in a day on 226.75 nodes of 8 are 1,072 tokens a second and chip: inside the interval."""
    found = world.serving("deepseek-v3").estimates["output_tokens_per_s_per_chip"]
    assert found.low < 168e9 / (226.75 * 8 * 86_400) < found.high


def test_latent_attention_keeps_70_kb_a_token(decoder) -> None:
    """(512 + 64) numbers of two bytes in each of 61 layers, one more to predict ahead: 70 KB (DeepSeek-V3 report)."""
    assert float(cache_bytes(decoder.dims)) == pytest.approx(576 * 2 * 62)


def test_survival_is_that_of_the_lognormal() -> None:
    """The share of longer answers agrees with scipy's lognormal of the same mean and spread."""
    places, mean, spread = np.linspace(1, 60_000, 50), 8000.0, 0.9
    theirs = lognorm(s=spread, scale=mean * np.exp(-(spread**2) / 2)).sf(places)
    assert survival(places, mean, spread) == pytest.approx(theirs, abs=2e-6)


def test_more_at_once_is_slower_a_step_and_quicker_a_token(decoder) -> None:
    """A step takes longer the more sequences it holds, and less for each of them."""
    few, many = (float(decoder.step_seconds(each, 5000)) for each in (1, 64))
    assert few < many < 64 * few


def test_a_rollout_lasts_until_its_last_answer(decoder) -> None:
    """Twice the longest answer allowed lasts longer and yields at least as many tokens."""
    short, long = (rollout_seconds(decoder, 16.0, limit, np.asarray([8000.0]), np.asarray([0.9]))
                   for limit in (16_384, 32_768))
    assert long[0] > short[0]
    assert long[1] >= short[1]


def test_a_model_without_such_a_stage_says_what_is_missing(world) -> None:
    """Llama 3.1 405B has no published reinforcement settings: the error names what to add."""
    with pytest.raises(MissingFact, match="settings of its reinforcement learning"):
        world.reinforcement("llama-3-1-405b")


def test_an_update_is_laid_out_as_is_likeliest(world) -> None:
    """On a chip whose layout nobody published, tokens of an update cost as much as in the likeliest one, simulated."""
    cells = {"tp": "tp", "pp": "pp", "cp": "cp", "ep": "ep", "interleave": "v", "microbatch": "mb", "zero": "zero",
             "recompute": "recompute", "schedule": "schedule", "global_batch_seqs": "batch", "seq_len": "seq"}
    likeliest = world.simulate("deepseek-v3", chip="v100").layout
    layout = ",".join(f"{name}={likeliest[cell]}" for cell, name in cells.items())
    there = world.simulate("deepseek-v3", chip="v100", layout=layout).estimates["chip_hours_per_trillion_tokens"]
    found = world.reinforcement("deepseek-r1-zero", chip="v100")
    hours = found.breakdown["update"] * found.estimates["chip_hours"].median
    assert hours / found.estimates["tokens"].median * 1e12 == pytest.approx(there.median, rel=0.1)


def test_weights_of_eight_bits_take_one_byte_each(world) -> None:
    """Llama 3.1 70B, 70.6 billion parameters, is served from one H100 of 80 GB at 8 bits and not at 16."""
    assert world.serving("llama-3-1-70b", chip="h100", precision="fp8").estimates["usd_per_million_tokens"].median > 0
    with pytest.raises(BadUsage, match="does not fit on one H100"):
        world.serving("llama-3-1-70b", chip="h100", precision="bf16")

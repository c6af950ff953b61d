"""Offloading: what the host holds no longer fills the chip, and what it works off takes its time."""

from __future__ import annotations

import json

import numpy as np
import pytest

from oncurve.answers.simulated_run import SimulatedRun
from oncurve.api import World
from oncurve.basis.errors import BadUsage

#: Ren et al. 2021, Table 2: 10 billion parameters are 50 layers of width 4,096.
TEN = {"model_type": "gpt2", "n_embd": 4096, "n_layer": 50, "n_head": 32, "n_positions": 1024, "vocab_size": 50257,
       "tie_word_embeddings": True}
ALONE = "tp=1,pp=1,cp=1,batch=512,seq=1024,mb=8,recompute=full,zero=0,flash=0"


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue with few draws."""
    return World(draws=512)


@pytest.fixture(scope="module")
def on_one_chip(world, tmp_path_factory):
    """Ten billion parameters on one V100 with 32 GB, offloaded as asked."""
    folder = tmp_path_factory.mktemp("model")
    (folder / "config.json").write_text(json.dumps(TEN), encoding="utf-8")

    def simulated(offload: str) -> SimulatedRun:
        return world.simulate("", config=folder, chip="V100-32GB", chips=1, precision="fp16",
                              layout=f"{ALONE},offload={offload}")

    return simulated


def test_fourteen_bytes_of_sixteen_leave_the_chip(on_one_chip) -> None:
    """Ren et al. 2021: gradients, moments and the master copy go; weights in half precision stay."""
    kept, away = on_one_chip("none").memory, on_one_chip("optimizer").memory
    left = sum(kept[name] - away[name] for name in ("weights", "optimiser"))
    parameters = 12 * 50 * 4096**2 + 50257 * 4096 + 1024 * 4096
    assert left * 1e9 / parameters == pytest.approx(14, rel=0.02)


def test_the_host_takes_its_time_for_the_update(on_one_chip) -> None:
    """Ren et al. 2021, Table 4: 10B parameters take 2.57 s on the host, and 1.00 s in memory of the chip."""
    assert on_one_chip("optimizer").breakdown["optimizer"] == pytest.approx(2.57, rel=0.15)
    assert on_one_chip("none").breakdown["optimizer"] < 1.0


def test_activations_away_leave_room_for_two_layers(world) -> None:
    """Without recomputation, a chip keeps what two layers need and not what all do, and never runs quicker for it."""
    layout = "tp=8,pp=1,cp=1,batch=64,seq=8192,mb=1,recompute=none,zero=1"
    kept, away = (world.simulate("llama-3-1-70b", chip="h100", chips=64, layout=f"{layout},offload={each}")
                  for each in ("none", "activations"))
    assert away.memory["activations"] == pytest.approx(kept.memory["activations"] * 2 / 80, rel=0.01)
    assert away.estimates["step_time_s"].median >= kept.estimates["step_time_s"].median
    assert np.isclose(away.memory["optimiser"], kept.memory["optimiser"])


def test_an_unknown_offload_says_what_there_is(world) -> None:
    """The error lists the words."""
    with pytest.raises(BadUsage, match="none, optimizer, activations, both"):
        world.simulate("llama-3-1-8b", chip="h100", chips=8, layout="offload=disk")

"""DeepSeek's own trace of training (github.com/deepseek-ai/profile-data, train.json), 27 February 2025.

One H800 works on a forward and a backward chunk of four layers with experts each, 4,096 tokens, experts over 64 ranks,
no pipeline traffic, routing balanced: from its first to its last kernel 128.5 ms.
"""

from __future__ import annotations

import pytest

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import central_efficiency
from oncurve.api import World
from oncurve.architecture.dimensions import dimensions
from oncurve.training.block import Bench, moe_block
from oncurve.training.simulate import taken
from oncurve.training.step import layer_seconds

MEASURED = 0.1285


@pytest.fixture(scope="module")
def bench() -> Bench:
    """A layer of DeepSeek-V3 in its published layout."""
    world = World(draws=64)
    plan = run_plan(world.catalogue, "deepseek-v3")
    layout = taken(plan.run().layouts.layout, [0])
    return Bench(dimensions(plan.shape), layout, plan.system, central_efficiency(world.catalogue))


def test_a_pair_of_chunks_takes_as_long_within_a_sixth(bench) -> None:
    """Unfitted; too fast, since its casts and products of narrow numbers are slower."""
    layer, _ = layer_seconds(bench.shape, bench.layout, bench.system, bench.efficiency)
    assert float(4 * layer[0]) == pytest.approx(MEASURED, rel=0.17)


def test_what_latents_are_spread_out_to_is_worked_out_again(bench) -> None:
    """The trace has 16 dense products a layer: seven forward, seven for their inputs' gradients, and two again."""
    layer, _ = layer_seconds(bench.shape, bench.layout, bench.system, bench.efficiency)
    kept, _ = layer_seconds(bench.shape, bench.layout.having(recompute=bench.layout.recompute * 0), bench.system,
                            bench.efficiency)
    shape = bench.shape
    flop = 2 * 4096 * shape.heads * (shape.query_latent * shape.key_width
                                     + (shape.key_latent - 64) * (shape.key_width - 64 + shape.value_width))
    assert float(layer[0] - kept[0]) >= flop / float(bench.system.peak8)
    assert float(layer[0] - kept[0]) < 0.1 * float(sum(moe_block(bench).matrix)[0])

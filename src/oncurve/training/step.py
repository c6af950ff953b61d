"""A training step: seconds by cause, out of the seconds of its layers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oncurve.architecture.dimensions import Dimensions, Real
from oncurve.training.block import Bench, Block, dense_block, head_block, moe_block, shared_attention
from oncurve.training.communication import Wires
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout, pick
from oncurve.training.memory import kept_of_layer, local_parameters
from oncurve.training.stages import filling, idle, pace
from oncurve.training.system import System

__all__ = ["CAUSES", "Step", "layer_seconds", "step", "step_parts", "step_seconds"]

CAUSES = ("compute", "memory", "tp_comm", "pp_comm", "dp_comm", "ep_comm", "cp_comm", "bubble", "recompute",
          "optimizer")
#: What is worked out again in the backward pass, by place in `RECOMPUTE`: matrices, attention, passes.
_AGAIN_MATRIX = np.asarray([0.0, 0.0, 1.0, 0.5, 0.5])
_AGAIN_FUSED = np.asarray([0.0, 0.0, 1.0, 0.5, 0.0])
_AGAIN_WRITTEN = np.asarray([0.0, 1.0, 1.0, 0.5, 1.0])
_AGAIN_MEMORY = np.asarray([0.0, 0.0, 1.0, 0.5, 1.0])
#: What latents are spread out to is not kept under selective recomputation; elsewhere it goes with the matrices.
_AGAIN_SPREAD = np.asarray([0.0, 1.0, 0.0, 0.0, 0.0])
#: Chips of a machine, from which on one waits for another.
_MACHINE = 8
_HALF, _SINGLE = 2, 4
#: Bytes an optimiser step reads and writes for each parameter.
_OPTIMISER_TRAFFIC = 30


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds of a step by cause; they add up to `seconds`.

    Args:
        compute: matrix products and attention.
        memory: passes over memory, casts and launches.
        tp_comm: tensor-parallel traffic that nothing hides.
        pp_comm: the same between stages.
        dp_comm: the same of gradients and weights.
        ep_comm: the same to and from experts.
        cp_comm: the same along the sequence.
        bubble: idle stages.
        recompute: the forward pass done again.
        optimizer: the update of the weights.
    """

    compute: Real
    memory: Real
    tp_comm: Real
    pp_comm: Real
    dp_comm: Real
    ep_comm: Real
    cp_comm: Real
    bubble: Real
    recompute: Real
    optimizer: Real

    @property
    def seconds(self) -> Real:
        """All of it."""
        return sum(getattr(self, cause) for cause in CAUSES)


def step(shape: Dimensions, layout: Layout, system: System, efficiency: Efficiency) -> Step:
    """Seconds of one training step.

    Args:
        shape: the model.
        layout: how it is spread; its arrays broadcast with those of the others.
        system: the chips.
        efficiency: what they reach.
    """
    bench = Bench(shape, layout, system, efficiency)
    work = _work(bench)
    mean, head = work.mean, work.head
    slow = _straggling(bench)
    whole = slow * layout.microbatches / layout.pp
    layers = whole * shape.layers
    stage = pace(shape.layers, work.layer, work.ends, layout)
    bubble = idle(stage, (shape.layers * work.layer + work.ends) / layout.pp, layout)
    data, update = _data(bench, stage)
    return Step(
        compute=layers * sum(mean.matrix) + whole * sum(head.matrix),
        memory=layers * sum(mean.memory) + whole * sum(head.memory),
        tp_comm=layers * sum(mean.tensor), cp_comm=layers * sum(mean.context), ep_comm=layers * sum(mean.expert),
        recompute=layers * work.again, bubble=slow * bubble, pp_comm=slow * _stages(bench), dp_comm=slow * data,
        optimizer=slow * update)


def step_seconds(shape: Dimensions, layout: Layout, system: System, efficiency: Efficiency) -> Real:
    """Seconds of one training step without their causes: the same sum, with fewer passes over large arrays.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
        efficiency: what they reach.
    """
    busy, rest = step_parts(shape, layout, system, efficiency)
    return busy + rest


def step_parts(shape: Dimensions, layout: Layout, system: System, efficiency: Efficiency,
               layer: tuple[Real, Real] | None = None) -> tuple[Real, Real]:
    """The seconds of a step in two parts: what hangs on how stages are run, and what hangs on what is sharded.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
        efficiency: what they reach.
        layer: what `layer_seconds` says of the layout, where it is at hand; the sums are as precise as these are.
    """
    bench = Bench(shape, layout, system, efficiency)
    each, ends = layer or layer_seconds(shape, layout, system, efficiency)
    width = np.asarray(each).dtype
    stage = np.asarray(pace(shape.layers, each, ends, layout), dtype=width)
    slow, sent, (data, update) = (np.asarray(_straggling(bench), width), np.asarray(_stages(bench), width),
                                  (np.asarray(part, width) for part in _data(bench, stage)))
    busy = filling(stage, (shape.layers * each + ends) / layout.pp, layout) + sent
    return slow * (busy + layout.microbatches * stage), slow * (data + update)


def layer_seconds(shape: Dimensions, layout: Layout, system: System, efficiency: Efficiency) -> tuple[Real, Real]:
    """Seconds of the mean layer for one micro-batch, with what is recomputed, and of the output matrix and the loss.

    Neither hangs on the number of stages, on chunks, or on how optimiser states are sharded.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
        efficiency: what they reach.
    """
    work = _work(Bench(shape, layout, system, efficiency))
    return work.layer, work.ends


@dataclass(frozen=True, slots=True)
class _Work:
    """Seconds that a micro-batch takes.

    Args:
        mean: the mean layer.
        again: what is worked out again of it.
        head: the output.
        layer: all of the mean layer.
        ends: all of the output.
    """

    mean: Block
    again: Real
    head: Block
    layer: Real
    ends: Real


def _work(bench: Bench) -> _Work:
    shape, layout = bench.shape, bench.layout
    mean, head = _mean_layer(shape, bench), head_block(bench)
    again = _again(mean, layout)
    if np.any(layout.activations_away):
        mean = _moved_away(mean, again, bench)
    layer = sum(sum(getattr(mean, name)) for name in _PARTS) + again
    return _Work(mean, again, head, layer, sum(head.matrix) + sum(head.memory))


def _moved_away(mean: Block, again: Real, bench: Bench) -> Block:
    """The mean layer with what is left over of moving its activations to the host and back, behind its own work."""
    once = kept_of_layer(bench.shape, bench.layout) / (bench.system.host * bench.efficiency.transfer)
    once = pick(bench.layout.activations_away, once, 0.0)
    work = [sum(getattr(mean, name)[way] for name in _PARTS) for way in (0, 1)]
    left = np.maximum(once - work[0], 0.0), np.maximum(once - work[1] - again, 0.0)
    return replace(mean, memory=(mean.memory[0] + left[0], mean.memory[1] + left[1]))


def _straggling(bench: Bench) -> Real:
    """What waiting for the slowest chip multiplies time by."""
    return 1 + bench.efficiency.straggle * np.log2(np.maximum(bench.layout.chips / _MACHINE, 1.0))


_PARTS = ("matrix", "memory", "tensor", "context", "expert")


def _mean_layer(shape: Dimensions, bench: Bench) -> Block:
    """Seconds of the mean layer."""
    attention = shared_attention(bench)
    kinds = []
    if np.any(shape.dense_layers > 0):
        kinds.append((dense_block(bench, attention), shape.dense_layers / shape.layers))
    if np.any(shape.moe_layers > 0):
        kinds.append((moe_block(bench, attention), shape.moe_layers / shape.layers))
    if len(kinds) == 1:
        return kinds[0][0]
    names = (*_PARTS, "attention", "scores")
    return Block(**{name: tuple(sum(getattr(block, name)[way] * share for block, share in kinds) for way in (0, 1))
                    for name in names}, spread=sum(block.spread * share for block, share in kinds))


def _again(mean: Block, layout: Layout) -> Real:
    """Seconds of a layer worked out again in the backward pass."""
    code = np.asarray(layout.recompute, dtype=np.intp)
    kernels = pick(layout.flash > 0, _AGAIN_FUSED[code], _AGAIN_WRITTEN[code])
    passes = mean.memory[0] - mean.scores[0]
    spread = _AGAIN_SPREAD[code] * mean.spread if np.any(mean.spread) else 0.0
    return (_AGAIN_MATRIX[code] * (mean.matrix[0] - mean.attention[0] + mean.tensor[0] + mean.expert[0])
            + kernels * mean.attention[0] + _AGAIN_WRITTEN[code] * mean.scores[0] + _AGAIN_MEMORY[code] * passes
            + spread)


def _stages(bench: Bench) -> Real:
    """Exposed seconds of sending activations and their gradients between stages."""
    layout = bench.layout
    volume = bench.tokens / layout.tp * bench.shape.hidden * _HALF
    once = bench.wires.send(volume, layout.chips / layout.pp)
    sent = 2 * layout.microbatches * layout.interleave * once
    return pick(layout.pp > 1, sent * bench.exposed, 0.0)


def _data(bench: Bench, stage: Real) -> tuple[Real, Real]:
    """Exposed seconds of gradients and weights over data ranks, and seconds of the update."""
    layout, wires = bench.layout, bench.wires
    experts, rest = local_parameters(bench.shape, layout)
    ranks, shard, expert_ranks = layout.data_ranks, layout.sharded_over, layout.expert_ranks
    weights = np.asarray(_rings(wires, (rest, shard, layout.tp), (experts, expert_ranks, layout.ep * layout.etp)),
                         dtype=np.asarray(stage).dtype)
    across = 0.0
    if np.any(ranks > shard):
        across = 2 * wires.ring(rest / shard * _SINGLE, ranks / shard, shard * layout.tp) * (ranks > shard)
    gradient = layout.gradient_bytes
    once = pick(layout.zero > 0, gradient + _HALF, 2 * gradient) * weights
    every = 3 * _HALF * weights
    often = layout.zero >= 3
    share = pick(layout.flash > 0, bench.efficiency.contention, 1.0)
    sent = pick(often, every, once)
    shown = np.maximum(sent * share, sent - stage)  # a share in any case, and what outlasts the work it hides behind
    beyond = across * share
    if np.any(across):
        beyond = beyond + np.maximum(across * (1 - share) - stage * layout.microbatches, 0.0)
    total = shown * pick(often, layout.microbatches, 1.0) + beyond
    owned = pick(layout.zero > 0, rest / shard + experts / expert_ranks, rest + experts)
    return total, pick(layout.optimiser_away, _on_host(bench, owned), bench.machine.passes(owned * _OPTIMISER_TRAFFIC))


def _on_host(bench: Bench, owned: Real) -> Real:
    """Seconds of an update by the host, from its memory; weights come back meanwhile, and gradients went before."""
    link = bench.system.host * bench.efficiency.transfer
    memory = bench.system.host_memory / np.minimum(bench.layout.chips, _MACHINE)
    return owned * np.maximum(_HALF / link, _OPTIMISER_TRAFFIC / memory)


def _rings(wires: Wires, rest: tuple[Real, Real, Real], experts: tuple[Real, Real, Real]) -> Real:
    """Seconds to gather one byte of each parameter on a chip."""
    return sum(wires.ring(count, size, stride) * (size > 1) for count, size, stride in (rest, experts))

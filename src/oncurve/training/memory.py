"""Bytes that one chip must hold."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oncurve.architecture.dimensions import Dimensions, Real
from oncurve.training.layout import Layout, pick
from oncurve.training.stages import DUALPIPE
from oncurve.training.system import System

__all__ = ["Memory", "kept_of_layer", "least_chips", "local_parameters", "memory_of", "memory_parts"]

#: Bytes a parameter: weights in half precision, master copy and two moments of Adam.
_WEIGHT, _GRADIENT, _OPTIMISER = 2, 4, 12
#: Bytes of a logit and of its gradient, in single precision.
_LOGIT_BYTES = 8
#: Bytes of a number kept for the backward pass, and of a score that was written out (softmax, and dropout's mask).
_KEPT, _SCORE_BYTES = 2, 5


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes on the fullest chip.

    Args:
        weights: weights and gradients.
        optimiser: master copy and moments.
        activations: what the backward pass needs of every micro-batch in flight.
        logits: output of the model and its gradient.
        overhead: buffers of the runtime and of collectives, and what the allocator cannot use.
    """

    weights: Real
    optimiser: Real
    activations: Real
    logits: Real
    overhead: Real

    @property
    def total(self) -> Real:
        """All of it."""
        return self.weights + self.optimiser + self.activations + self.logits + self.overhead


def local_parameters(shape: Dimensions, layout: Layout) -> tuple[Real, Real]:
    """Parameters on the fullest chip before any sharding over data ranks: routed experts, and all else."""
    experts = shape.moe_layers * shape.expert_parameters
    matrix = shape.vocab * shape.hidden
    vocabulary = matrix * (2 - shape.tied)
    body = np.maximum(shape.parameters - experts - vocabulary, 0.0)
    ends = pick(layout.pp > 1, matrix, vocabulary)
    stage = np.ceil(shape.layers / layout.pp) / shape.layers
    # With two copies of the weights, each stage holds a layer range of both directions.
    copies = pick(np.asarray(layout.schedule) == DUALPIPE, 2.0, 1.0)
    return (experts * stage / (layout.ep * layout.etp) * copies, (body * stage * copies + ends) / layout.tp)


def least_chips(shape: Dimensions, system: System, *, offloaded: bool = False) -> int:
    """How many chips weights, gradients and optimiser states fill, however they are spread: fewer cannot hold a run.

    Args:
        shape: the model.
        system: the chips.
        offloaded: whether gradients and states are in the memory of the host.
    """
    each = _WEIGHT if offloaded else _WEIGHT + _GRADIENT + _OPTIMISER
    return math.ceil(float(shape.parameters) * each / float(system.memory - system.reserved))


def memory_of(shape: Dimensions, layout: Layout, system: System) -> Memory:
    """Bytes on the fullest chip.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
    """
    weights, optimiser = _states(shape, layout)
    activations, logits = _activations(shape, layout), _logits(shape, layout)
    lost = (activations + logits) * _lost(layout, system)
    return Memory(weights, optimiser, activations, logits, lost + _reserved(layout, system))


def memory_parts(shape: Dimensions, layout: Layout, system: System,
                 kept: tuple[Real, Real] | None = None) -> tuple[Real, Real, Real, Real]:
    """Bytes that the runtime, weights with gradients, the optimiser, and all else take, with what is lost to fragments.

    They add up to `memory_of(...).total`. The first three hang on the sharding and the last on what is recomputed and
    how stages are run, so that none is as large as all layouts are many.

    Args:
        shape: the model.
        layout: how it is spread.
        system: the chips.
        kept: what `kept_of_layer` says of the layout, and of it without recomputation, where that is at hand.
    """
    weights, optimiser = _states(shape, layout)
    rest = _activations(shape, layout, kept) + _logits(shape, layout)
    return _reserved(layout, system), weights, optimiser, rest * (1 + _lost(layout, system))


def _lost(layout: Layout, system: System) -> Real:
    """What the allocator loses, as a share of what comes and goes: weights and states stay where they are."""
    return pick(layout.flash > 0, system.fragments, system.fragments_before)


def _reserved(layout: Layout, system: System) -> Real:
    """Bytes of the runtime and of buffers."""
    return pick(layout.flash > 0, system.reserved, system.reserved_before)


def _logits(shape: Dimensions, layout: Layout) -> Real:
    """Bytes of the output and its gradient, where the first stage is also the last."""
    return pick(layout.pp > 1, 0.0, layout.tokens * shape.vocab / layout.tp * _LOGIT_BYTES)


def _states(shape: Dimensions, layout: Layout) -> tuple[Real, Real]:
    """Bytes of weights with gradients, and of the optimiser's states."""
    experts, rest = local_parameters(shape, layout)
    every, part = rest + experts, rest / layout.sharded_over + experts / layout.expert_ranks

    def sharded(stage: int) -> Real:
        return pick(layout.zero >= stage, part, every)

    gradient = layout.gradient_bytes
    whole = pick(layout.zero >= 3, _layer_at_hand(shape, layout), 0.0)
    kept = pick(layout.optimiser_away, gradient * every / shape.layers * layout.pp, gradient * sharded(2))
    weights = _WEIGHT * (sharded(3) + whole) + kept + _WEIGHT * whole
    return weights, pick(layout.optimiser_away, 0.0, _OPTIMISER * sharded(1))


def _layer_at_hand(shape: Dimensions, layout: Layout) -> Real:
    """Parameters gathered at once under ZeRO 3: the largest of a layer and a vocabulary matrix, and the next layer."""
    body = np.maximum(shape.parameters - shape.vocab * shape.hidden * (2 - shape.tied)
                      - shape.moe_layers * shape.expert_parameters * (1 - 1 / layout.ep), 0.0)
    return np.maximum(2 * body / shape.layers, shape.vocab * shape.hidden) / layout.tp


def _activations(shape: Dimensions, layout: Layout, known: tuple[Real, Real] | None = None) -> Real:
    """Bytes kept for the backward pass by all micro-batches in flight on the first stage."""
    kept, everything = known or (kept_of_layer(shape, layout), kept_of_layer(shape, layout.having(recompute=0)))
    stages = shape.layers / layout.pp
    flying = np.minimum(layout.pp, layout.microbatches) * pick(
        layout.interleave > 1, 1 + (layout.pp - 1) / (layout.pp * layout.interleave), 1.0)
    flying = flying + (np.asarray(layout.schedule) == DUALPIPE)
    # What is away is there for one layer on its way out, and for one on its way back.
    stages, flying = pick(layout.activations_away, 2.0, stages), pick(layout.activations_away, 1.0, flying)
    return kept * stages * flying + pick(np.asarray(layout.recompute) > 0, everything, 0.0)


def kept_of_layer(shape: Dimensions, layout: Layout) -> Real:
    """Bytes that the mean layer keeps of one micro-batch.

    What matrices take in is kept in their own width. Selective recomputation drops scores that were written out,
    products of gates, and with latents what they are spread out to and the norms.
    """
    tokens, wide = layout.tokens, _KEPT
    narrow = pick(layout.bits < 16, 1, _KEPT)
    cut = pick(layout.sequence_parallel > 0, tokens / layout.tp, tokens)
    dense = shape.dense_layers / shape.layers
    heads = shape.heads / layout.tp
    keys = np.maximum(shape.kv_heads / layout.tp, 1.0)
    routed = tokens / layout.tp * shape.active * layout.etp
    inner = dense * tokens * shape.ffn / layout.tp + (1 - dense) * (
        routed * shape.expert_ffn / layout.etp + tokens * shape.shared_ffn / layout.tp)
    stream = cut * shape.hidden * (2 * wide + 2 * narrow)
    spread = tokens * (heads + keys) * (shape.key_width + shape.value_width) * wide
    latents = tokens * (shape.query_latent + shape.key_latent) * wide + tokens * heads * shape.value_width * narrow
    gates = inner * (shape.ffn_matrices - 1) * wide + inner * narrow
    moved = (1 - dense) * routed * shape.hidden * (narrow + wide)
    scores = pick(layout.flash > 0, 0.0, _SCORE_BYTES * tokens * layout.sequence * heads)
    everything = stream + spread + gates + moved + scores
    # Products of gates are worked out again where kernels are fused, and what comes back from experts with them.
    less = pick(layout.flash > 0, inner * (shape.ffn_matrices - 1) * narrow, gates)
    sent = (1 - dense) * routed * shape.hidden * narrow
    lean = pick(shape.latent > 0, cut * shape.hidden * (wide + 2 * narrow) + latents, stream + spread) + less + sent
    boundary = wide * cut * shape.hidden
    return np.choose(np.asarray(layout.recompute, dtype=np.intp),
                     [everything, lean, boundary, (everything + boundary) / 2, lean / 2 + boundary], mode="clip")

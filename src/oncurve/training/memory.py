"""Bytes that one chip must hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.architecture.dimensions import Dimensions, Real
from oncurve.training.layout import Layout

__all__ = ["Memory", "local_parameters", "memory_of"]

#: Bytes a parameter: weights in half precision, gradients in single, master copy and two moments of Adam.
_WEIGHT, _GRADIENT, _OPTIMISER = 2, 4, 12
#: Bytes of a number kept for the backward pass.
_KEPT = 2


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
    ends = np.where(layout.pp > 1, matrix, vocabulary)
    stage = np.ceil(shape.layers / layout.pp) / shape.layers
    # With two copies of the weights, each stage holds a layer range of both directions.
    copies = np.where(layout.schedule == 2, 2.0, 1.0)
    return (experts * stage / (layout.ep * layout.etp) * copies, (body * stage * copies + ends) / layout.tp)


def memory_of(shape: Dimensions, layout: Layout, fragments: Real = 1.1, reserved: Real = 4e9) -> Memory:
    """Bytes on the fullest chip.

    Args:
        shape: the model.
        layout: how it is spread.
        fragments: what the allocator takes over what tensors need.
        reserved: bytes of the runtime and of collectives.
    """
    experts, rest = local_parameters(shape, layout)
    ranks = np.where(layout.shard > 0, np.minimum(layout.shard, layout.dp * layout.cp), layout.dp * layout.cp)
    expert_ranks = np.maximum(layout.dp * layout.cp * layout.tp / (layout.ep * layout.etp), 1.0)

    def sharded(stage: int) -> Real:
        return rest / np.where(layout.zero >= stage, ranks, 1.0) + experts / np.where(
            layout.zero >= stage, expert_ranks, 1.0)

    whole = np.where(layout.zero >= 3, _layer_at_hand(shape, layout), 0.0)
    weights = _WEIGHT * (sharded(3) + whole) + _GRADIENT * sharded(2) + _WEIGHT * whole
    optimiser = _OPTIMISER * sharded(1)
    activations = _activations(shape, layout)
    head = np.where(layout.pp > 1, 0.0, 1.0)
    logits = layout.tokens * shape.vocab / layout.tp * 8 * head
    used = weights + optimiser + activations + logits
    return Memory(weights, optimiser, activations, logits, used * (fragments - 1) + reserved)


def _layer_at_hand(shape: Dimensions, layout: Layout) -> Real:
    """Parameters gathered at once under ZeRO 3: the largest of a layer and a vocabulary matrix, and the next layer."""
    body = np.maximum(shape.parameters - shape.vocab * shape.hidden * (2 - shape.tied)
                      - shape.moe_layers * shape.expert_parameters * (1 - 1 / layout.ep), 0.0)
    return np.maximum(2 * body / shape.layers, shape.vocab * shape.hidden) / layout.tp


def _activations(shape: Dimensions, layout: Layout) -> Real:
    """Bytes kept for the backward pass by all micro-batches in flight on the first stage."""
    tokens = layout.tokens
    cut = np.where(layout.sequence_parallel > 0, tokens / layout.tp, tokens)
    dense_share = shape.dense_layers / shape.layers
    heads = shape.heads / layout.tp
    keys = np.maximum(shape.kv_heads / layout.tp, 1.0)
    routed = tokens / layout.tp * shape.active * layout.etp
    inner = dense_share * tokens * shape.ffn / layout.tp + (1 - dense_share) * (
        routed * shape.expert_ffn / layout.etp + tokens * shape.shared_ffn / layout.tp)
    moved = (1 - dense_share) * 2 * routed * shape.hidden
    stream = cut * 4 * shape.hidden + tokens * (2 * heads + 2 * keys) * shape.key_width
    scores = np.where(layout.flash > 0, 0.0, 2.5 * tokens * layout.sequence * heads)
    everything = _KEPT * (stream + shape.ffn_matrices * inner + moved + scores)
    boundary = _KEPT * cut * shape.hidden
    without_scores = _KEPT * (stream + shape.ffn_matrices * inner + moved)
    kept = np.choose(np.asarray(layout.recompute, dtype=np.intp),
                     [everything, np.where(layout.flash > 0, 0.75, 1.0) * without_scores, boundary,
                      (everything + boundary) / 2, boundary + 2 * boundary], mode="clip")
    stages = np.ceil(shape.layers / layout.pp)
    flying = np.minimum(layout.pp, layout.microbatches) * np.where(
        layout.interleave > 1, 1 + (layout.pp - 1) / (layout.pp * layout.interleave), 1.0)
    flying = flying + (layout.schedule == 2)
    return kept * stages * flying + np.where(layout.recompute > 0, everything, 0.0)

"""How a run is spread over chips: the parallel degrees, and what is kept, recomputed and sharded."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from oncurve.architecture.dimensions import Real

__all__ = ["OFFLOAD", "PRECISIONS", "RECOMPUTE", "SCHEDULES", "Layout", "pick"]

#: What the backward pass works out again, by name; the place is the code.
RECOMPUTE = ("none", "selective", "full", "every_second", "matrices")
#: How micro-batches pass through the stages.
SCHEDULES = ("1f1b", "zero_bubble", "dualpipe")
#: What is kept in the memory of the host: nothing; gradients and optimiser states, which the host then updates;
#: activations between their passes; or both.
OFFLOAD = ("none", "optimizer", "activations", "both")
#: Bits of the numbers that matrices are multiplied in.
PRECISIONS = {"bf16": 16, "fp16": 16, "tf32": 16, "fp32": 16, "fp8": 8, "mxfp8": 8, "fp4": 4, "nvfp4": 4, "mxfp4": 4}
#: Bytes of a number in single and in half precision.
_SINGLE, _HALF = 4, 2


def pick(condition: Real, yes: Real, no: Real) -> Real:
    """`yes` where a condition holds, else `no`; where it holds everywhere or nowhere, the one without the other.

    Fields of layouts broadcast, and what hangs on no field that varies must not grow to the size of all layouts.
    """
    if isinstance(condition, bool | np.bool_):
        return yes if condition else no
    holds = np.asarray(condition)
    many = np.count_nonzero(holds)
    if many == holds.size:
        return yes
    return np.where(holds, yes, no) if many else no


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout, or many: each field is a number or an array, and they broadcast.

    Args:
        chips: in all.
        tp: tensor-parallel degree.
        pp: pipeline stages.
        cp: context-parallel degree: parts that a sequence is cut into.
        ep: expert-parallel degree.
        etp: tensor-parallel degree inside an expert.
        interleave: model chunks that a stage holds (virtual stages).
        microbatch: sequences of one micro-batch.
        batch: sequences of a step.
        sequence: tokens of a sequence.
        zero: ZeRO stage: 0 nothing sharded over data ranks, 1 optimiser, 2 gradients too, 3 weights too.
        recompute: place in `RECOMPUTE`.
        schedule: place in `SCHEDULES`.
        bits: of the numbers that matrices are multiplied in.
        sequence_parallel: 1 where norms and dropout are cut along the sequence, else 0.
        flash: 1 where attention scores are never written to memory, else 0.
        shard: chips over which weights are sharded at ZeRO 3; 0 for all data ranks.
        reach: domains that a token is sent to at most, by a limit of its routing or because several of its experts
            share one.
        offload: place in `OFFLOAD`.
    """

    chips: Real
    tp: Real
    pp: Real
    cp: Real
    ep: Real
    etp: Real
    interleave: Real
    microbatch: Real
    batch: Real
    sequence: Real
    zero: Real
    recompute: Real
    schedule: Real
    bits: Real
    sequence_parallel: Real
    flash: Real
    shard: Real
    reach: Real = 4.0
    offload: Real = 0.0

    @property
    def dp(self) -> Real:
        """Data ranks, over which the batch is divided."""
        return self.chips / (self.tp * self.pp * self.cp)

    @property
    def data_ranks(self) -> Real:
        """Ranks that hold the same weights and share out gradients and sharding: those of data and of context."""
        return self.dp * self.cp

    @property
    def sharded_over(self) -> Real:
        """Ranks over which weights are sharded, where they are."""
        ranks = self.data_ranks
        return pick(self.shard > 0, np.minimum(self.shard, ranks), ranks)

    @property
    def expert_ranks(self) -> Real:
        """Ranks that hold the same experts, over which those are sharded."""
        return np.maximum(self.data_ranks * self.tp / (self.ep * self.etp), 1.0)

    @property
    def gradient_bytes(self) -> Real:
        """Bytes of a gradient: single precision, and half in libraries of before fused attention."""
        return pick(self.flash > 0, _SINGLE, _HALF)

    @property
    def microbatches(self) -> Real:
        """Micro-batches of a step that each pipeline works off."""
        return np.maximum(self.batch / (self.dp * self.microbatch), 1.0)

    @property
    def tokens(self) -> Real:
        """Tokens of a micro-batch on one rank, before they are cut for sequence parallelism."""
        return self.microbatch * self.sequence / self.cp

    @property
    def optimiser_away(self) -> Real:
        """Whether gradients and optimiser states are in the host's memory."""
        return (np.asarray(self.offload) == 1) | (np.asarray(self.offload) == 3)

    @property
    def activations_away(self) -> Real:
        """Whether activations are in the host's memory between their passes."""
        return np.asarray(self.offload) >= 2

    def having(self, **more: Any) -> Layout:
        """The same layout with other fields."""
        return replace(self, **more)

    def narrowed(self) -> Layout:
        """The same in single precision, which holds degrees and counts as they are."""
        many = {each.name: np.asarray(getattr(self, each.name)) for each in fields(self)}
        return self.having(**{name: values.astype(np.float32) for name, values in many.items() if values.ndim})

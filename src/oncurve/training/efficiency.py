"""The efficiencies that stand between a data sheet and a measured step: a dozen, shared by all runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from oncurve.architecture.dimensions import Real

__all__ = ["NAMES", "Efficiency"]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """What real kernels and links reach. Each is a number or a column of draws.

    Args:
        matrix: share of the peak that a very large matrix product reaches on a chip with one watt per TFLOP per
            second of rated power.
        power: exponent of that share in watts per TFLOP per second; below one watt, power limits the clock.
        sustained: share of the peak where power does not limit the clock: the most that a product reaches anywhere,
            and what it reaches on a chip rated at the clock that it holds (TPU).
        ragged: multiple of the time of a product whose widths are no multiple of 64 numbers and are read in pieces.
        attention: share of the matrix speed that a fused attention kernel reaches.
        unfused: multiple of the passes of norms, sums and activations in libraries whose kernels are not fused:
            those that shard weights, and those of before fused attention that shard the optimiser.
        launch: seconds that a layer's kernels take to launch, forward pass.
        transfer: share of its rated rate that a long transfer reaches: from memory, over links and the network.
        exposed: share of tensor, pipeline and expert traffic that nothing hides.
        contention: what moving gradients and weights costs beside the work it hides behind.
        routing: imbalance and permutation of routed tokens: passes over them in memory.
        straggle: loss for each doubling of the chips above eight.
    """

    matrix: Real
    power: Real
    sustained: Real
    ragged: Real
    attention: Real
    unfused: Real
    launch: Real
    transfer: Real
    exposed: Real
    contention: Real
    routing: Real
    straggle: Real

    @classmethod
    def of(cls, values: Mapping[str, Real]) -> Efficiency:
        """From values by name."""
        return cls(**{name: values[name] for name in NAMES})


#: The names, in order.
NAMES = tuple(each.name for each in fields(Efficiency))

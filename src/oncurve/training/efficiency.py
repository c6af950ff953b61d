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
        compiled: share of the peak on a chip with compiled programs.
        depth: inner length that a product loses to filling and emptying its pipeline.
        wave: share of one wave of tiles lost at the end of each product.
        attention: share of the matrix speed that a fused attention kernel reaches.
        passes: multiple of the least memory traffic of norms, activations and residual sums.
        unfused: multiple of those passes in libraries whose kernels are not fused: those that shard weights, and
            those of before fused attention.
        launch: seconds that a layer's kernels take to launch, forward pass.
        cast: passes over inputs and weights to turn them to narrow numbers.
        experts: share of the matrix speed that products grouped by expert reach.
        links: share of the links' and the network's bandwidth that collectives reach.
        exposed: share of tensor, pipeline and expert traffic that nothing hides.
        exposed_data: share of the gradient traffic of a step that nothing hides.
        contention: what gathering weights for each micro-batch costs beside the work it hides behind.
        routing: imbalance and permutation of routed tokens: passes over them in memory.
        straggle: loss for each doubling of the chips above eight.
    """

    matrix: Real
    power: Real
    compiled: Real
    depth: Real
    wave: Real
    attention: Real
    passes: Real
    unfused: Real
    launch: Real
    cast: Real
    experts: Real
    links: Real
    exposed: Real
    exposed_data: Real
    contention: Real
    routing: Real
    straggle: Real

    @classmethod
    def of(cls, values: Mapping[str, Real]) -> Efficiency:
        """From values by name."""
        return cls(**{name: values[name] for name in NAMES})


#: The names, in order.
NAMES = tuple(each.name for each in fields(Efficiency))

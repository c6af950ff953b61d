"""What a layout comes to: seconds, shares of the peak, and what each cause takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import Dimensions, Real, dimensions
from oncurve.architecture.flop import FlopPerToken, flop_per_token
from oncurve.architecture.shape import Shape
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.memory import Memory, memory_of
from oncurve.training.simulate import Run, flattened, likelihood, taken, untold
from oncurve.training.step import CAUSES, Step, step
from oncurve.training.system import System

__all__ = ["Outcome", "chosen", "outcome", "weighed"]

Array = npt.NDArray[np.float64]
_TERA = 1e12
_SECONDS_PER_HOUR = 3600
#: Share of the forward pass through matrices, and through attention, that is done again, by place in `RECOMPUTE`.
_MATRICES_AGAIN = np.asarray([0.0, 0.0, 1.0, 0.5, 0.5])
_ATTENTION_AGAIN = np.asarray([0.0, 1.0, 1.0, 0.5, 0.0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step of a run; each field a number or an array over draws.

    Args:
        seconds: of the step.
        parts: seconds by cause, which add up to them.
        memory: bytes of the fullest chip.
        layout: the layout.
        peak: 16-bit peak of a chip, FLOP per second.
        model: FLOP of a token that the model needs, scores counted in full.
        hardware: FLOP of a token with what is recomputed.
    """

    seconds: Real
    parts: Step
    memory: Memory
    layout: Layout
    peak: Real
    model: Real
    hardware: Real

    @property
    def tokens_per_second(self) -> Real:
        """Tokens a second of the whole cluster."""
        return self.layout.batch * self.layout.sequence / self.seconds

    def tflops(self, flop: Real) -> Real:
        """TFLOP per second and chip, at so many FLOP a token."""
        return flop * self.tokens_per_second / self.layout.chips / _TERA

    def numbers(self) -> dict[str, Real]:
        """The answer by the contract's names, where no tokens are given."""
        hours = self.layout.chips / self.tokens_per_second / _SECONDS_PER_HOUR
        return {
            "step_time_s": self.seconds, "mfu": self.tflops(self.model) * _TERA / self.peak,
            "hfu": self.tflops(self.hardware) * _TERA / self.peak,
            "model_tflops_per_chip": self.tflops(self.model), "hardware_tflops_per_chip": self.tflops(self.hardware),
            "tokens_per_s": self.tokens_per_second, "chip_hours_per_trillion_tokens": hours * _TERA}

    def causes(self) -> dict[str, Real]:
        """Seconds by cause."""
        return {name: getattr(self.parts, name) for name in CAUSES}

    def scaled(self, factor: Real) -> Outcome:
        """The same with every second multiplied."""
        parts = Step(**{name: getattr(self.parts, name) * factor for name in CAUSES})
        return replace(self, seconds=self.seconds * factor, parts=parts)


def outcome(shape: Shape, system: System, layout: Layout, efficiency: Efficiency,
            dims: Dimensions | None = None) -> Outcome:
    """Simulate layouts of one model on one kind of machine.

    Args:
        shape: the model.
        system: the chips; its fields may be columns of draws.
        layout: one or many layouts, all of one sequence length.
        efficiency: what the chips reach; columns of draws or numbers.
        dims: the shape as numbers, where it is at hand.
    """
    dims = dims or dimensions(shape)
    parts = step(dims, layout, system, efficiency)
    flop = flop_per_token(shape, int(np.max(layout.sequence)), causal=False)
    return Outcome(parts.seconds, parts, memory_of(dims, layout, system), layout, system.peak, flop.training,
                   flop.training + _again(flop, shape, layout))


def _again(flop: FlopPerToken, shape: Shape, layout: Layout) -> Real:
    code = np.asarray(layout.recompute, dtype=np.intp)
    head = 2.0 * shape.vocab * shape.hidden
    return _MATRICES_AGAIN[code] * (flop.matrices - head) + _ATTENTION_AGAIN[code] * flop.attention


def weighed(run: Run, efficiency: Efficiency) -> tuple[Array, float]:
    """How likely each layout of a run is, by central values, and how much slower legal ones are, as `untold` has it."""
    if len(run.layouts) == 1:
        return np.ones(1), 0.0
    flat = flattened([run])
    seconds, needed = np.asarray(flat.simulate(efficiency).seconds), np.asarray(flat.memory().total)
    return likelihood(flat, seconds, needed), float(untold(flat, seconds, needed)[0])


def chosen(layouts: Layout, weights: Array, place: Array) -> Layout:
    """A layout for each draw: the one that its place between 0 and 1 falls into, by their weights."""
    edges = np.cumsum(weights)
    which = np.minimum(np.searchsorted(edges, place * edges[-1]), weights.size - 1)
    return taken(layouts, which)

"""What a training run does: seconds of a step, memory, and how much of the chips' peak it uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import Dimensions, dimensions, stacked_dimensions
from oncurve.architecture.shape import Shape
from oncurve.training.candidates import TIGHTNESS, Candidates
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.memory import Memory, memory_of
from oncurve.training.step import Step, step
from oncurve.training.system import System, stacked_systems

__all__ = ["Flat", "Run", "flattened", "likelihood", "taken", "untold"]

Array = npt.NDArray[np.float64]
Many = TypeVar("Many", Dimensions, Layout, System)
#: How much likelier a layout is that is faster by a factor e: people try layouts, and keep the fast ones.
_KEENNESS = 12.0


@dataclass(frozen=True, slots=True)
class Run:
    """A run to simulate.

    Args:
        shape: the model.
        system: the chips.
        layouts: the layouts it may have had.
    """

    shape: Shape
    system: System
    layouts: Candidates


@dataclass(frozen=True, slots=True)
class Flat:
    """Many layouts of many runs, one after the other; every array has shape (layouts of all runs,).

    Args:
        dims: the models.
        system: the chips.
        layout: the layouts.
        prior: weight of each layout within its run.
        run: which run each layout belongs to.
        starts: where each run begins.
    """

    dims: Dimensions
    system: System
    layout: Layout
    prior: Array
    run: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]

    def simulate(self, efficiency: Efficiency) -> Step:
        """Seconds of a step of each."""
        return step(self.dims, self.layout, self.system, efficiency)

    def memory(self) -> Memory:
        """Bytes of each."""
        return memory_of(self.dims, self.layout, self.system)


def flattened(runs: Sequence[Run]) -> Flat:
    """The layouts of all runs in one set of arrays."""
    counts = np.asarray([len(run.layouts) for run in runs], dtype=np.intp)
    which = np.repeat(np.arange(len(runs)), counts)
    dims = taken(stacked_dimensions([dimensions(run.shape) for run in runs]), which)
    system = taken(stacked_systems([run.system for run in runs]), which)
    layout = Layout(**{each.name: np.concatenate([np.asarray(getattr(run.layouts.layout, each.name), dtype=np.float64)
                                                  for run in runs]) for each in fields(Layout)})
    prior = np.concatenate([run.layouts.prior for run in runs])
    return Flat(dims, system, layout, prior, which, np.concatenate([[0], np.cumsum(counts)[:-1]]))


def taken(of: Many, places: npt.NDArray[np.intp]) -> Many:
    """The records at these places, each field an array of the shape of `places`."""
    picked: dict[str, Any] = {each.name: np.asarray(getattr(of, each.name))[places] for each in fields(of)}
    return type(of)(**picked)


def likelihood(flat: Flat, seconds: Array, needed: Array) -> Array:
    """How likely each layout is within its run, by what it takes: sums to 1 in each run.

    Args:
        flat: the layouts.
        seconds: of a step, of each.
        needed: bytes of memory, of each.
    """
    return _shares(flat, _pace(flat, seconds), needed, _KEENNESS)


def untold(flat: Flat, seconds: Array, needed: Array) -> Array:
    """How much slower the layouts that a run may have had are than the likeliest, in logarithms of time.

    The likeliest are the fastest; not everybody finds them. It adds, in squares, to the slower side of the interval of
    a run whose degrees no source says, over what `likelihood` spreads. 0 where there is one layout.

    Args:
        flat: the layouts.
        seconds: of a step, of each.
        needed: bytes of memory, of each.
    """
    pace = _pace(flat, seconds)
    likely, legal = (_shares(flat, pace, needed, keenness) for keenness in (_KEENNESS, 0.0))
    centre = np.add.reduceat(likely * pace, flat.starts)[flat.run]
    spread: Array = np.add.reduceat((legal - likely) * (pace - centre)**2, flat.starts)
    return np.sqrt(np.maximum(spread, 0.0))


def _pace(flat: Flat, seconds: Array) -> Array:
    """Logarithm of chip-seconds a token."""
    layout = flat.layout
    return np.asarray(np.log(seconds * layout.chips / (layout.batch * layout.sequence)))


def _shares(flat: Flat, pace: Array, needed: Array, keenness: float) -> Array:
    over = np.maximum(np.log(needed / flat.system.memory), 0.0)
    score = np.log(flat.prior) - keenness * pace - TIGHTNESS * over
    best = np.maximum.reduceat(score, flat.starts)[flat.run]
    weight = np.exp(score - best)
    shares: Array = weight / np.add.reduceat(weight, flat.starts)[flat.run]
    return shares


"""The compute multiplier: how much less of a resource one recipe needs to reach what another reaches.

Each family of runs gives points of resource used and loss reached. Runs of several lengths each count by their end,
where the learning rate has decayed; a single run counts by its whole path, its best so far. Through the points of each
family goes a falling line in the logarithms of resource and of loss less a common floor; the multiplier at a level is
the ratio of the resources at which the two lines reach it. It is given only at levels that both families bracket.
Its uncertainty comes from drawing runs anew: seeds of one size are each other's spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.spread import Array

__all__ = ["Multiplier", "Run", "multiplier"]

_DRAWS = 400
_LEVELS = 9
_FEWEST_POINTS = 3
_WIDEST = 0.05
#: beyond this logarithm a ratio says only that the lines do not meet
_FAR = 50.0


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One training run.

    Args:
        name: its name; runs of one name and size are seeds of each other.
        resource: FLOP, tokens or chip-hours used so far, rising, shape (N,).
        loss: at each, shape (N,); less is better.
    """

    name: str
    resource: Array
    loss: Array


@dataclass(frozen=True, slots=True, eq=False)
class Multiplier:
    """How many times less recipe B needs.

    Args:
        levels: losses at which it is given, shape (L,).
        draws: of the multiplier at each level, shape (D, L).
        floor: of the loss, as fitted to both.
        reached: the range of resource of either family.
        points: resource and loss of the points of A and of B.
    """

    levels: Array
    draws: Array
    floor: float
    reached: tuple[tuple[float, float], tuple[float, float]]
    points: tuple[tuple[Array, Array], tuple[Array, Array]]

    @property
    def typical(self) -> Array:
        """Draws of the geometric mean over the levels, shape (D,)."""
        return np.asarray(np.exp(np.log(self.draws).mean(1)))


def multiplier(a: Sequence[Run], b: Sequence[Run], *, seed: int = 0) -> Multiplier:
    """How many times less resource B's recipe needs than A's for the same loss.

    Args:
        a: runs of the recipe that is compared with.
        b: runs of the recipe that is judged.
        seed: of the draws.

    Raises:
        BadUsage: a family has fewer than three points, or the two reach no loss in common.
    """
    points = _points(a), _points(b)
    for name, (resource, _) in zip("AB", points, strict=True):
        if resource.size < _FEWEST_POINTS:
            raise BadUsage(f"Recipe {name} has {resource.size} points", "",
                           "Give at least three runs of different sizes, or one run with its path.")
    low = max(float(loss.min()) for _, loss in points)
    high = min(float(loss.max()) for _, loss in points)
    if not low < high:
        raise BadUsage("The two recipes reach no loss in common",
                       f"A: {points[0][1].min():.4g} to {points[0][1].max():.4g}, "
                       f"B: {points[1][1].min():.4g} to {points[1][1].max():.4g}", "Run them over ranges that overlap.")
    floor = _floor(points)
    levels = floor + np.geomspace(low - floor, high - floor, _LEVELS)
    random = np.random.default_rng(seed)
    drawn = [_at(levels, floor, *(_drawn(each, floor, random) for each in points)) for _ in range(_DRAWS)]
    reached = tuple((float(x.min()), float(x.max())) for x, _ in points)
    return Multiplier(levels, np.stack(drawn), floor, (reached[0], reached[1]), points)


def _points(runs: Sequence[Run]) -> tuple[Array, Array]:
    """Ends of runs of different lengths; else the best so far along the one path, every doubling of the resource."""
    ends = [(float(run.resource[-1]), float(run.loss[-1])) for run in runs]
    if len({round(np.log(x), 2) for x, _ in ends}) >= _FEWEST_POINTS:
        found = np.asarray(sorted(ends))
        return found[:, 0], found[:, 1]
    xs, ys = [], []
    for run in runs:
        best = np.minimum.accumulate(run.loss)
        marks = np.geomspace(max(float(run.resource[0]), float(run.resource[-1]) / 2**6), float(run.resource[-1]), 2**4)
        xs.append(marks)
        ys.append(np.interp(np.log(marks), np.log(run.resource), best))
    return np.concatenate(xs), np.concatenate(ys)


Points = tuple[Array, Array]


def _line(x: Array, y: Array, floor: float) -> tuple[float, float, float]:
    """Intercept and slope of log(loss - floor) over log(resource), and the squared residuals in loss."""
    logs, over = np.log(x), np.log(np.maximum(y - floor, 1e-12))
    off = logs - logs.mean()
    slope = float(off @ over / max(float(off @ off), 1e-12))
    start = float(over.mean() - slope * logs.mean())
    return start, slope, float(((y - floor - np.exp(start + slope * logs)) ** 2).sum())


def _floor(points: tuple[Points, Points]) -> float:
    """The common floor under which the lines fit best, from nothing to just under the least loss."""
    least = min(float(y.min()) for _, y in points)
    grid = least * (1 - np.geomspace(1e-2, 1.0, 2**6))
    return float(min(grid, key=lambda floor: sum(_line(x, y, float(floor))[2] for x, y in points)))


def _drawn(points: Points, floor: float, random: np.random.Generator) -> tuple[float, float]:
    """A line through the points drawn anew, with their scatter."""
    x, y = points
    start, slope, rest = _line(x, y, floor)
    width = np.sqrt(rest / max(x.size - 2, 1))
    fitted = floor + np.exp(start + slope * np.log(x))
    again = fitted + width * random.standard_normal(x.size)
    begun, fell, _ = _line(x, np.maximum(again, floor + _WIDEST * (fitted - floor)), floor)
    return begun, fell


def _at(levels: Array, floor: float, a: tuple[float, float], b: tuple[float, float]) -> Array:
    over = np.log(levels - floor)
    needed = [(over - start) / (slope if slope < 0 else -1e-6) for start, slope in (a, b)]
    return np.asarray(np.exp(np.clip(needed[0] - needed[1], -_FAR, _FAR)))

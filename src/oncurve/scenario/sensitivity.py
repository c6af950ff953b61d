"""Which assumptions decide: a tornado, total shares of the variance, and where two scenarios change places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oncurve.basis.inputs import Input
from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import Z90, Array, Exactly

__all__ = ["BASE_SAMPLES", "Bar", "Flip", "TotalShare", "flip", "tornado", "total_shares"]

#: an outcome from the values of the inputs, each of shape (n,) or a number
Evaluate = Callable[[Mapping[str, Array | float], int], Array]
#: base samples of the total shares
BASE_SAMPLES = 512
_STEPS = 41
_BEYOND = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One input at the ends of its 90% interval, all others at their medians.

    Args:
        name: of the input.
        low: the outcome at its low end.
        high: the outcome at its high end.
    """

    name: str
    low: float
    high: float

    def to_dict(self) -> dict[str, Any]:
        """The bar as plain data."""
        return {"name": self.name, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class TotalShare:
    """What of the variance an input takes part in, alone or with others.

    Args:
        name: of the input.
        first: its share alone.
        total: its share with all that it acts together with.
        error: half of a 90% interval of `total` from the sampling.
    """

    name: str
    first: float
    total: float
    error: float

    def to_dict(self) -> dict[str, Any]:
        """The shares as plain data."""
        return {"name": self.name, "first": round(self.first, 4), "total": round(self.total, 4),
                "error": round(self.error, 4)}


@dataclass(frozen=True, slots=True)
class Flip:
    """The value of one input at which two scenarios change places, all others at their medians.

    Args:
        name: of the input.
        value: its median.
        flips_at: the value nearest to it at which they do.
        inside: whether that lies in its 90% interval.
    """

    name: str
    value: float
    flips_at: float
    inside: bool

    def to_dict(self) -> dict[str, Any]:
        """The flip as plain data."""
        return {"name": self.name, "value": self.value, "flips_at": self.flips_at, "inside": self.inside}


def _uncertain(inputs: Sequence[Input]) -> list[Input]:
    return [each for each in inputs if not isinstance(each.spread, Exactly)]


def _medians(inputs: Sequence[Input], n: int) -> dict[str, Array | float]:
    return {each.key: np.full(n, each.spread.median) for each in inputs}


def tornado(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Bar, ...]:
    """Each input at the ends of its interval, the widest first."""
    moved = _uncertain(inputs)
    n = 2 * len(moved)
    values = _medians(inputs, n)
    for number, each in enumerate(moved):
        column = np.asarray(values[each.key])
        column[2 * number], column[2 * number + 1] = each.spread.low, each.spread.high
    found = evaluate(values, n)
    bars = [Bar(each.key, float(found[2 * number]), float(found[2 * number + 1])) for number, each in enumerate(moved)]
    return tuple(sorted(bars, key=lambda bar: -abs(bar.high - bar.low)))


def total_shares(evaluate: Evaluate, inputs: Sequence[Input], n: int = BASE_SAMPLES,
                 seed: int = 1) -> tuple[TotalShare, ...]:
    """First-order and total shares of the variance (Saltelli 2010 for the first, Jansen 1999 for the total).

    Args:
        evaluate: the outcome.
        inputs: all of them; those without an interval are held.
        n: base samples; the outcome is worked out for n times (inputs + 2) points.
        seed: of the points.
    """
    moved = _uncertain(inputs)
    count = len(moved)
    random = np.random.Generator(np.random.PCG64(seed))
    unit = random.uniform(size=(2, n, count))
    blocks = np.repeat(unit[:1], count, axis=0)
    for number in range(count):
        blocks[number, :, number] = unit[1, :, number]
    points = np.concatenate([unit, blocks]).reshape(-1, count)
    score = normal_quantile(np.clip(points, 1e-12, 1 - 1e-12))
    values = _medians([each for each in inputs if each not in moved], points.shape[0])
    values |= {each.key: np.asarray(each.spread.values(score[:, number], points[:, number]), dtype=np.float64)
               for number, each in enumerate(moved)}
    found = evaluate(values, points.shape[0]).reshape(count + 2, n)
    return tuple(sorted(_shares(found, moved), key=lambda share: -share.total))


def _shares(found: Array, moved: list[Input]) -> list[TotalShare]:
    found = found - found[:2].mean()
    first, second, mixed = found[0], found[1], found[2:]
    variance = float(np.var(found[:2]))
    if not variance > 0:
        return [TotalShare(each.key, 0.0, 0.0, 0.0) for each in moved]
    made = []
    for number, each in enumerate(moved):
        own = second * (mixed[number] - first) / variance
        total = (first - mixed[number]) ** 2 / (2 * variance)
        error = Z90 * float(np.std(total)) / len(total) ** 0.5
        made.append(TotalShare(each.key, float(own.mean()), float(total.mean()), error))
    return made


def flip(difference: Evaluate, inputs: Sequence[Input]) -> Flip | None:
    """The single input whose move, the least in terms of its own interval, turns the sign of a difference.

    Args:
        difference: the outcome of one scenario less that of another.
        inputs: all of them.
    """
    moved = _uncertain(inputs)
    lines = [_line(each) for each in moved]
    n = _STEPS * len(moved)
    values = _medians(inputs, n)
    for number, (each, line) in enumerate(zip(moved, lines, strict=True)):
        np.asarray(values[each.key])[number * _STEPS:(number + 1) * _STEPS] = line
    found = difference(values, n).reshape(len(moved), _STEPS)
    middle = float(difference(_medians(inputs, 1), 1)[0])
    best: tuple[float, Flip] | None = None
    for each, line, row in zip(moved, lines, found, strict=True):
        at = _crossing(line, row, each.spread.median, middle)
        if at is not None:
            far = abs(at - each.spread.median) / (each.spread.high - each.spread.low)
            inside = each.spread.low <= at <= each.spread.high
            if best is None or far < best[0]:
                best = far, Flip(each.key, each.spread.median, at, inside)
    return best[1] if best else None


def _line(given: Input) -> Array:
    """Values of an input from well below its interval to well above, never past zero where it is positive."""
    low, middle, high = given.spread.low, given.spread.median, given.spread.high
    bottom = middle - _BEYOND * (middle - low)
    if low > 0:
        bottom = max(bottom, low / (1 + _BEYOND))
    elif low == 0:
        bottom = 0.0
    top = middle + _BEYOND * (high - middle)
    return np.linspace(bottom, min(top, 1.0) if given.unit == "fraction" else top, _STEPS)


def _crossing(line: Array, row: Array, middle: float, sign: float) -> float | None:
    """The place nearest to `middle` where a row takes the other sign than `sign`."""
    turned = np.nonzero(np.sign(row) * np.sign(sign) < 0)[0]
    if not turned.size or sign == 0:
        return None
    nearest = turned[np.argmin(np.abs(line[turned] - middle))]
    beside = nearest + (1 if line[nearest] < middle else -1)
    if not 0 <= beside < len(line):
        return float(line[nearest])
    step = row[beside] - row[nearest]
    return float(line[nearest] - row[nearest] * (line[beside] - line[nearest]) / step) if step else float(line[nearest])

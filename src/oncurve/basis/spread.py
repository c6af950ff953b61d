"""Distributions of an uncertain input, each given by the quantiles that a person would state.

A spread turns a column of standard normal scores into values. Intervals are at 90% throughout: `low` is the
5% quantile and `high` the 95% quantile.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from oncurve.basis.errors import BadUsage

__all__ = ["Z90", "Array", "Exactly", "Joint", "LogUniform", "Lognormal", "Normal", "Rivals", "Share", "Spread",
           "Uniform", "lognormal_factors", "spread_from"]

Array = npt.NDArray[np.float64]

#: The 95% quantile of the standard normal distribution.
Z90 = 1.6448536269514722


class Spread(Protocol):
    """What every distribution offers."""

    #: Whether its values belong to the draws one by one, as those of a joint posterior do, not to their scores.
    aligned: ClassVar[bool]

    @property
    def low(self) -> float:
        """The 5% quantile."""

    @property
    def median(self) -> float:
        """The 50% quantile."""

    @property
    def high(self) -> float:
        """The 95% quantile."""

    def values(self, z: Array, u: Array) -> Array | float:
        """The value at each standard normal score `z`, whose probability is `u`."""


class Exactly(Struct, frozen=True):
    """One value, known exactly."""

    aligned: ClassVar[bool] = False

    value: float

    @property
    def low(self) -> float:
        """The value."""
        return self.value

    median = high = low

    def values(self, z: Array, u: Array) -> float:  # noqa: ARG002 - one signature for all
        """The value itself."""
        return self.value


def _check(low: float, median: float, high: float, floor: float, ceiling: float) -> None:
    if not (floor <= low <= median <= high <= ceiling and low < high):
        bounds = f" between {floor:g} and {ceiling:g}" if np.isfinite(ceiling) else ""
        raise BadUsage(f"An interval of {low:g} to {high:g} around {median:g}{bounds} is not possible")


def lognormal_factors(z: Array, down: float, up: float) -> Array:
    """Value over median at each score, where the log moves by `down` a step below the median and `up` above."""
    outer = np.maximum if up > down else np.minimum  # of the two lines, the one outside on either side of zero
    steps = up * z if down == up else outer(down * z, up * z)
    return np.asarray(np.exp(steps, out=steps))


class Lognormal(Struct, frozen=True):
    """A positive value by its 5%, 50% and 95% quantiles; each half is lognormal with its own width."""

    aligned: ClassVar[bool] = False

    low: float
    median: float
    high: float

    def __post_init__(self) -> None:
        _check(self.low, self.median, self.high, 5e-324, np.inf)

    @classmethod
    def between(cls, low: float, high: float) -> Lognormal:
        """The lognormal with this 90% interval."""
        if low <= 0:
            raise BadUsage(f"A lognormal value cannot be {low:g}")
        return cls(low, float(np.sqrt(low * high)), high)

    @property
    def steps(self) -> tuple[float, float]:
        """How far the log falls and rises for one step of the score, to a part in 1e12."""
        down, up = math.log(self.median / self.low) / Z90, math.log(self.high / self.median) / Z90
        return round(down, 12), round(up, 12)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """Median times the wider or narrower factor to the power of the score."""
        return np.asarray(self.median * lognormal_factors(z, *self.steps))


class Normal(Struct, frozen=True):
    """A value of any sign by its 5%, 50% and 95% quantiles; each half is normal with its own width."""

    aligned: ClassVar[bool] = False

    low: float
    median: float
    high: float

    def __post_init__(self) -> None:
        _check(self.low, self.median, self.high, -np.inf, np.inf)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """Median plus the wider or narrower step times the score."""
        width = np.where(z < 0, (self.median - self.low) / Z90, (self.high - self.median) / Z90)
        return np.asarray(self.median + width * z)


class Share(Struct, frozen=True):
    """A fraction between 0 and 1 by its 5%, 50% and 95% quantiles, normal on the scale of its log odds."""

    aligned: ClassVar[bool] = False

    low: float
    median: float
    high: float

    def __post_init__(self) -> None:
        _check(self.low, self.median, self.high, 5e-324, 1 - 1e-12)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """The fraction whose log odds lie `z` steps from those of the median."""
        low, centre, high = (np.log(p / (1 - p)) for p in (self.low, self.median, self.high))
        odds = centre + np.where(z < 0, (centre - low) / Z90, (high - centre) / Z90) * z
        return np.asarray(1 / (1 + np.exp(-odds)))


class Uniform(Struct, frozen=True):
    """Any value between `lowest` and `highest`, equally likely."""

    aligned: ClassVar[bool] = False

    lowest: float
    highest: float

    def __post_init__(self) -> None:
        _check(self.lowest, self.lowest, self.highest, -np.inf, np.inf)

    def _at(self, probability: float) -> float:
        return self.lowest + (self.highest - self.lowest) * probability

    @property
    def low(self) -> float:
        """The 5% quantile."""
        return self._at(0.05)

    @property
    def median(self) -> float:
        """The middle."""
        return self._at(0.5)

    @property
    def high(self) -> float:
        """The 95% quantile."""
        return self._at(0.95)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """The value at each probability."""
        return np.asarray(self.lowest + (self.highest - self.lowest) * u)


class LogUniform(Struct, frozen=True):
    """Any positive value between `lowest` and `highest`, every ratio equally likely."""

    aligned: ClassVar[bool] = False

    lowest: float
    highest: float

    def __post_init__(self) -> None:
        _check(self.lowest, self.lowest, self.highest, 5e-324, np.inf)

    def _at(self, probability: float) -> float:
        return float(self.lowest * (self.highest / self.lowest) ** probability)

    @property
    def low(self) -> float:
        """The 5% quantile."""
        return self._at(0.05)

    @property
    def median(self) -> float:
        """The geometric middle."""
        return self._at(0.5)

    @property
    def high(self) -> float:
        """The 95% quantile."""
        return self._at(0.95)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """The value at each probability."""
        return np.asarray(self.lowest * np.exp(np.log(self.highest / self.lowest) * u))


class Rivals(Struct, frozen=True):
    """One of several values that sources or methods give, with weights; never an average of them."""

    aligned: ClassVar[bool] = False

    options: tuple[float, ...]
    weights: tuple[float, ...] = ()

    def _edges(self) -> Array:
        weights = np.asarray(self.weights or (1.0,) * len(self.options))
        return np.cumsum(weights / weights.sum())[:-1]

    def _at(self, probability: float) -> float:
        order = np.argsort(self.options)
        weights = np.asarray(self.weights or (1.0,) * len(self.options))[order]
        place = int(np.searchsorted(np.cumsum(weights / weights.sum()), probability))
        return float(np.asarray(self.options)[order][min(place, len(self.options) - 1)])

    @property
    def low(self) -> float:
        """The 5% quantile."""
        return self._at(0.05)

    @property
    def median(self) -> float:
        """The 50% quantile."""
        return self._at(0.5)

    @property
    def high(self) -> float:
        """The 95% quantile."""
        return self._at(0.95)

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """The option that each probability falls to."""
        return np.asarray(self.options, dtype=np.float64)[np.searchsorted(self._edges(), u, side="right")]


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Draws of a joint posterior, aligned with those of its other parts: kept in their order."""

    aligned: ClassVar[bool] = True

    draws: Array = field(repr=False)

    @property
    def low(self) -> float:
        """The 5% quantile."""
        return self._quantile(0.05)

    @property
    def median(self) -> float:
        """The 50% quantile."""
        return self._quantile(0.5)

    @property
    def high(self) -> float:
        """The 95% quantile."""
        return self._quantile(0.95)

    def _quantile(self, share: float) -> float:
        """As `numpy.quantile` has it, without the modules that it loads."""
        ordered = np.sort(self.draws)
        place = share * (ordered.size - 1)
        below, above = int(place), min(int(place) + 1, ordered.size - 1)
        return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))

    def values(self, z: Array, u: Array) -> Array:  # noqa: ARG002
        """The draws themselves, repeated or cut to the number asked for."""
        return np.resize(self.draws, z.shape)


def spread_from(low: float, median: float | None, high: float, shape: str = "lognormal") -> Spread:
    """The spread that a record of the catalogue, or a `--set`, describes.

    Args:
        low: the 5% quantile.
        median: the 50% quantile; None takes the middle that the shape has by itself.
        high: the 95% quantile.
        shape: `lognormal`, `normal`, `share` or `uniform` (then low and high are the bounds).

    Raises:
        BadUsage: the interval is not possible for the shape.
    """
    if low == high:
        return Exactly(low)
    if shape == "uniform":
        return Uniform(low, high)
    if shape == "lognormal":
        return Lognormal.between(low, high) if median is None else Lognormal(low, median, high)
    middle = (low + high) / 2 if median is None else median
    if shape == "share":
        return Share(low, middle, high)
    if shape == "normal":
        return Normal(low, middle, high)
    raise BadUsage(f"{shape!r} is no shape of a spread", "", "Use lognormal, normal, share or uniform.")

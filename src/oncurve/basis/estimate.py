"""Estimates: median, 90% interval, what they rest on, and which inputs drive them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, overload

import numpy as np
from msgspec import Struct

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input, Seen
from oncurve.basis.spread import Array, Exactly

__all__ = ["LEVEL", "Driver", "Estimate", "combined_basis", "driver_shares", "estimate", "probability", "quantiles",
           "ratio", "shares_of_all", "significant"]

LEVEL = 0.9
_BINS = 64
_SMALLEST_SHARE = 0.005
_KEPT = threading.local()


def significant(value: float, digits: int = 6) -> float | int:
    """The number with so many significant digits; whole numbers come back as int.

    >>> significant(5.57612345e6)
    5576120
    """
    if value == 0 or not math.isfinite(value):
        return 0 if value == 0 else value
    rounded = round(value, digits - 1 - math.floor(math.log10(abs(value))))
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e16 else rounded


class Driver(Struct, frozen=True):
    """An input and its first-order share of the variance (of the log where the value is positive)."""

    name: str
    share_of_variance: float


class _Drivers(Sequence[Driver]):
    """The drivers of an estimate, worked out when somebody first looks at them: most estimates are never shown."""

    __slots__ = ("_found", "_make")

    def __init__(self, make: Callable[[], tuple[Driver, ...]]) -> None:
        self._make: Callable[[], tuple[Driver, ...]] | None = make
        self._found: tuple[Driver, ...] = ()

    def _all(self) -> tuple[Driver, ...]:
        make = self._make
        if make is not None:
            self._found = make()
            self._make = None
        return self._found

    @overload
    def __getitem__(self, place: int) -> Driver: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Driver, ...]: ...
    def __getitem__(self, place: int | slice) -> Driver | tuple[Driver, ...]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, _Drivers) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[Driver, ...]]]:
        return tuple, (self._all(),)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A computed number.

    Args:
        median: in `unit`.
        low: lower end of the interval.
        high: upper end of the interval.
        unit: of median, low and high.
        basis: every fact and assumption used.
        drivers: the inputs that its spread comes from, the largest share first.
        method: how it was worked out, in words.
        warnings: outside a method's validity, a single root, an imputed value.
        level: the share of cases that the interval holds.
        draws: kept for ratios and agreements; they are not part of its value.
        quantity: the formula that it was drawn from, where it was.
    """

    median: float
    low: float
    high: float
    unit: str
    basis: tuple[Input, ...] = ()
    drivers: Sequence[Driver] = ()
    method: str = ""
    warnings: tuple[str, ...] = ()
    level: float = LEVEL
    draws: Array | None = field(default=None, compare=False, repr=False)
    quantity: Quantity | None = field(default=None, compare=False, repr=False)

    @property
    def exact(self) -> bool:
        """Whether nothing in it is uncertain."""
        return self.low == self.high

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of its inputs, each once."""
        named = (each.evidence.source for each in self.basis if each.evidence is not None)
        return tuple(dict.fromkeys(source for source in named if source))

    def values(self) -> Array:
        """The draws; one value where it is exact."""
        return self.draws if self.draws is not None else np.asarray([self.median])

    def __str__(self) -> str:
        if self.exact:
            return f"{significant(self.median):,} {self.unit}"
        median, low, high = (f"{significant(value, 3):,}" for value in (self.median, self.low, self.high))
        return f"{median} [{low} to {high}] {self.unit}"

    def to_dict(self) -> dict[str, Any]:
        """The estimate as the contract prints it."""
        censored = not (math.isfinite(self.low) and math.isfinite(self.high))
        plain: dict[str, Any] = {name: _number(getattr(self, name), self.exact) for name in ("median", "low", "high")}
        drivers = [{"name": d.name, "share_of_variance": round(d.share_of_variance, 3)} for d in self.drivers]
        plain |= {"level": self.level, "unit": self.unit, "basis": [_tidy(each.to_dict()) for each in self.basis],
                  "drivers": drivers, "method": self.method, "warnings": list(self.warnings)}
        return plain | {"censored": True} if censored else plain


def _number(value: float, exact: bool) -> float | int | None:
    if not math.isfinite(value):
        return None
    if exact:
        return int(value) if value == int(value) and abs(value) < 1e16 else value
    return significant(value)


def _tidy(plain: dict[str, Any]) -> dict[str, Any]:
    exact = "low" not in plain
    return {key: _number(value, exact) if isinstance(value, float) else value for key, value in plain.items()}


def estimate(quantity: Quantity, draws: Draws, *, drivers: bool = True, seen: Seen | None = None) -> Estimate:
    """The estimate of a quantity from one set of draws.

    Args:
        quantity: what to compute.
        draws: the columns to use.
        drivers: whether to work out the shares of variance.
        seen: values of quantities already worked out from the same draws; new ones are added.
    """
    value = quantity.draws(draws, seen=seen)
    basis = quantity.inputs()
    sample = None
    found: Sequence[Driver] = ()
    if np.ndim(value) == 0:
        low = median = high = float(value)
    else:
        sample = np.asarray(value, dtype=np.float64)
        low, median, high = quantiles(sample)
        found = _Drivers(partial(driver_shares, sample, basis, draws)) if drivers else ()
    return Estimate(median, low, high, quantity.unit, basis, found, quantity.method, quantity.all_warnings(),
                    draws=sample, quantity=quantity)


def quantiles(sample: Array, level: float = LEVEL) -> tuple[float, float, float]:
    """The lower end, the median and the upper end of the central interval of that level.

    The ends are order statistics at the middle of their stratum; the median is the mean of the middle two.
    """
    n = sample.size
    tail = (1 - level) / 2
    first = max(round(tail * n - 0.5), 0)
    if n == 1:
        return (float(sample[0]),) * 3
    # Parted in the middle, then either half at its end: half the time of sorting it all.
    parted = _bench(n)
    np.copyto(parted, sample)
    parted.partition(n // 2)
    lower, upper = parted[: n // 2], parted[n // 2:]
    median = (lower.max() + upper[0]) / 2
    lower.partition(first)
    upper.partition(n - 1 - first - n // 2)
    return float(lower[first]), float(median), float(upper[n - 1 - first - n // 2])


def _bench(n: int) -> Array:
    """An array of this thread's own to work on; the last one again where the size is the same, as it mostly is."""
    kept: Array | None = getattr(_KEPT, "bench", None)
    if kept is None or kept.size != n:
        kept = _KEPT.bench = np.empty(n)
    return kept


def driver_shares(sample: Array, basis: tuple[Input, ...], draws: Draws) -> tuple[Driver, ...]:
    """First-order shares of variance, largest first, from the draws at hand.

    The sample is cut into 64 equal bins along each input; the variance between the means of the bins, less
    what chance alone gives, is the share. Inputs under half a percent are left out.
    """
    return shares_of_all([sample], basis, draws)[0]


def shares_of_all(samples: Sequence[Array], basis: tuple[Input, ...], draws: Draws) -> list[tuple[Driver, ...]]:
    """The shares of `driver_shares` for several outcomes that rest on the same inputs: each is cut into bins once."""
    told = [_centred(sample) for sample in samples]
    shares: list[list[Driver]] = [[] for _ in samples]
    for given in basis:
        if isinstance(given.spread, Exactly):
            continue
        place = draws.bins(given.key, _BINS)
        if len(told) > 1:
            place = place.astype(np.intp)
        counts: Array | None = None
        for (y, total), found in zip(told, shares, strict=True):
            if total == 0:
                continue
            size = y.size / _BINS
            # Columns are stratified: where the bins divide n, each holds as many draws as the next.
            if counts is None and not size.is_integer():
                counts = np.maximum(np.bincount(place, minlength=_BINS), 1)
            means = np.bincount(place, weights=y, minlength=_BINS) / (size if counts is None else counts)
            between = float(np.add.reduce(means * means)) / _BINS / total
            share = (between - 1 / size) / (1 - 1 / size) if size > 1 else between
            if share >= _SMALLEST_SHARE:
                found.append(Driver(given.key, min(share, 1.0)))
    return [tuple(sorted(each, key=lambda d: -d.share_of_variance)) for each in shares]


def _centred(sample: Array) -> tuple[Array, float]:
    """The sample around its mean, or its logarithm where it is positive, and its variance; 0 where it hardly varies."""
    y = np.log(sample) if bool((sample > 0).all()) else sample
    mean = float(y.mean())
    y = y - mean
    total = float(np.add.reduce(y * y)) / y.size
    return y, total if total > 1e-24 * max(mean**2, 1e-300) else 0.0


def ratio(name: str, top: Quantity, bottom: Quantity, method: str = "") -> Quantity:
    """One quantity over another; inputs that both have cancel as they should."""
    return Quantity(name, "x", _over, {"top": top, "bottom": bottom}, method or f"{top.name} over {bottom.name}")


def _over(top: Any, bottom: Any) -> Any:
    return top / bottom


def probability(condition: Array | bool) -> float:
    """The share of draws in which the condition holds."""
    return float(np.mean(condition))


def combined_basis(*estimates: Estimate) -> tuple[Input, ...]:
    """The inputs of several estimates, each once."""
    found: Mapping[str, Input] = {each.key: each for one in estimates for each in one.basis}
    return tuple(found.values())

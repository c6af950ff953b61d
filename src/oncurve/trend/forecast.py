"""Forecasts of series by the quarter, made only from what came before, and how they score beside simple rivals.

The forecast is the last value plus a share of the drift, where the drift of a series is pulled to that of its kind
and the share is the one that did best in forecasts whose outcome was already known. Its spread, and what it missed on
average, are those of these past errors. Persistence and a straight line get a normal of the size of their own past
errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import Array

__all__ = ["RIVALS", "Forecast", "crps_of_sample", "forecast_series", "interval_of"]

#: rival forecasts, by name
RIVALS = ("persistence", "log_linear")
_SHARES = (0.0, 0.5, 1.0)
_PULL = 4.0
_FEWEST, _MEMBERS = 8, 64
_SHORTEST = 3
#: what few errors hide of their spread, over their number
_UNSURE = 4.0
#: what a method expects so many quarters on from the end of every beginning of a series, shape (T,)
Predictor = Callable[[Array, float], Array]


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """One forecast.

    Args:
        series: which series.
        origin: index of the last quarter that was known.
        ahead: quarters ahead.
        sample: equally likely values, ours.
        rivals: the same by rival methods.
    """

    series: str
    origin: int
    ahead: int
    sample: Array
    rivals: Mapping[str, Array]


def crps_of_sample(sample: Array, outcome: float) -> float:
    """Continuous ranked probability score of equally likely values; less is better.

    >>> crps_of_sample(np.asarray([1.0, 1.0]), 3.0)
    2.0
    """
    ordered = np.sort(sample)
    n = ordered.size
    apart = float((ordered * (2 * np.arange(1, n + 1) - n - 1)).sum()) / n**2
    return float(np.abs(sample - outcome).mean()) - apart


def interval_of(sample: Array, level: float) -> tuple[float, float]:
    """The central interval of equally likely values."""
    low, high = np.quantile(sample, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def forecast_series(history: Mapping[str, Array], ahead: int) -> list[Forecast]:
    """Forecasts of every series of one kind from the last quarter, by what all of them did up to then.

    Args:
        history: values by quarter up to now, shape (T,), NaN before a series begins; all of one length.
        ahead: quarters ahead.
    """
    common = _common_drift(history)
    methods: dict[str, Predictor] = {f"share {share:g}": _with_drift(share, common) for share in _SHARES}
    methods |= {"persistence": _with_drift(0.0, common), "log_linear": _line}
    errors = {name: _past_errors(history, ahead, method) for name, method in methods.items()}
    chosen = min((name for name in methods if name.startswith("share")),
                 key=lambda name: float(np.mean(np.abs(errors[name]))) if errors[name].size else 0.0)
    found = []
    for name, values in history.items():
        known = values[~np.isnan(values)]
        if known.size >= _SHORTEST:
            ours = methods[chosen](known, ahead)[-1] + _spread(errors[chosen], known, ahead)
            found.append(Forecast(name, values.size - 1, ahead, ours, {
                each: methods[each](known, ahead)[-1] + _plain_spread(errors[each], known, ahead) for each in RIVALS}))
    return found


def _common_drift(history: Mapping[str, Array]) -> float:
    steps = [np.diff(values[~np.isnan(values)]) for values in history.values()]
    together = np.concatenate([step for step in steps if step.size] or [np.zeros(1)])
    return float(together.mean())


def _with_drift(share: float, common: float) -> Predictor:
    def predict(known: Array, ahead: float) -> Array:
        drift = (known - known[0] + _PULL * common) / (np.arange(known.size) + _PULL)
        return np.asarray(known + share * ahead * drift)

    return predict


def _line(known: Array, ahead: float) -> Array:
    """The least-squares line through each beginning of the series, by running sums."""
    x = np.arange(known.size, dtype=np.float64)
    off = known - known[0]
    n, width = x + 1, np.maximum(x * (x + 1) * (x + 2), 1) / 12
    mean = np.cumsum(off) / n
    slope = (np.cumsum(x * off) - n * mean * x / 2) / width
    return np.asarray(known[0] + mean + slope * (x / 2 + ahead))


def _past_errors(history: Mapping[str, Array], ahead: int, method: Predictor) -> Array:
    """Errors of forecasts whose outcome lies within the history, over all series."""
    found = [np.empty(0)]
    for values in history.values():
        known = values[~np.isnan(values)]
        if known.size >= _SHORTEST + ahead:
            found.append(known[_SHORTEST - 1 + ahead:] - method(known, ahead)[_SHORTEST - 1:-ahead])
    return np.concatenate(found)


def _spread(errors: Array, known: Array, ahead: int) -> Array:
    """What to add to a forecast: past errors, or, where they are few, a normal of the size of past steps."""
    even = (np.arange(_MEMBERS) + 0.5) / _MEMBERS
    steps = np.diff(known)
    size = float(np.sqrt(np.mean(steps**2) * ahead)) if steps.size else 0.0
    if errors.size < _FEWEST:
        return np.asarray(size * normal_quantile(even))
    centre = float(errors.mean())
    width = float(np.sqrt(np.mean((errors - centre) ** 2) * (1 + _UNSURE / errors.size)))
    # past errors themselves, smoothed by a normal of their size: few errors have no tails
    return np.asarray(centre + 0.5 * (np.quantile(errors, even) - centre) + 0.9 * width * normal_quantile(even))


def _plain_spread(errors: Array, known: Array, ahead: int) -> Array:
    """The spread of a rival, which expects no error on average: a normal of the size of its past errors."""
    if errors.size < _FEWEST:
        return _spread(errors, known, ahead)
    even = (np.arange(_MEMBERS) + 0.5) / _MEMBERS
    return np.asarray(float(np.sqrt(np.mean(errors**2))) * normal_quantile(even))



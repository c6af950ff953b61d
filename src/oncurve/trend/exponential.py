"""Straight lines through the logarithm: growth by a factor a year, with Student's interval or from draws."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import Array

__all__ = ["Growth", "fit_growth", "resampled_growth", "student_quantile"]

_FEWEST = 3
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Growth:
    """A factor a year.

    Args:
        factor: growth a year; below 1 is a fall.
        low: lower end of the interval.
        high: upper end.
        level: of the interval.
        n: how many points.
        r2: share of the variance of the logarithm that the line explains.
        start: the line's logarithm (base 10) at year 0.
    """

    factor: float
    low: float
    high: float
    level: float
    n: int
    r2: float
    start: float

    @property
    def doubling_months(self) -> float:
        """Months to double; negative where it falls."""
        return _MONTHS_A_YEAR * math.log(2) / math.log(self.factor)

    def at(self, year: float) -> float:
        """The value on the line."""
        return float(10 ** (self.start + math.log10(self.factor) * year))


def student_quantile(free: int, level: float = 0.9) -> float:
    """How many standard errors a two-sided interval of that level reaches, by Hill's expansion (CACM 13, 1970).

    Right to 1e-3 from 10 degrees of freedom on at the usual levels, to 1e-2 from 3 on.

    >>> round(student_quantile(10, 0.95), 2)
    2.23
    """
    z = float(normal_quantile(np.asarray([0.5 + level / 2]))[0])
    terms = (z, (z**3 + z) / 4, (5 * z**5 + 2**4 * z**3 + 3 * z) / (3 * 2**5),
             (3 * z**7 + (10 + 9) * z**5 + (10 + 7) * z**3 - (10 + 5) * z) / (3 * 2**7))
    return float(sum(term / free**power for power, term in enumerate(terms)))


def fit_growth(years: Array, values: Array, *, level: float = 0.9) -> Growth:
    """The least-squares line through the logarithm of values over years.

    Args:
        years: decimal years, shape (N,).
        values: positive, shape (N,).
        level: of the interval, by Student's t.

    Raises:
        BadUsage: fewer than three points, one year for all, or a value that is not positive.
    """
    x, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if x.size < _FEWEST or np.ptp(x) == 0 or not (y > 0).all():
        raise BadUsage(f"No rate can be drawn through {x.size} points", "It needs three positive values in different "
                       "years", "Widen the choice.")
    logs = np.log10(y)
    off = x - x.mean()
    slope = float(off @ logs / (off @ off))
    rest = logs - logs.mean() - slope * off
    total = float(((logs - logs.mean()) ** 2).sum())
    free = x.size - 2
    half = student_quantile(free, level) * math.sqrt(float(rest @ rest) / free / float(off @ off))
    return Growth(10**slope, 10 ** (slope - half), 10 ** (slope + half), level, x.size,
                  1 - float(rest @ rest) / total if total else 1.0, float(logs.mean() - slope * x.mean()))


def resampled_growth(years: Array, logs: Array, random: np.random.Generator) -> Array:
    """Factors a year of lines through resampled points, with each draw's own values; shape (D,).

    Args:
        years: decimal years, shape (N,).
        logs: draws of the logarithm (base 10) of each value, shape (D, N).
        random: for the resampling of points.
    """
    draws, n = logs.shape
    picked = random.integers(0, n, (draws, n))
    x, y = years[picked], np.take_along_axis(logs, picked, axis=1)
    off = x - x.mean(1, keepdims=True)
    width = (off**2).sum(1)
    slope = np.where(width > 0, (off * y).sum(1) / np.where(width > 0, width, 1.0), np.nan)
    return np.asarray(10 ** slope[np.isfinite(slope)])

"""A least-squares plane through a few points, and the interval in which the next point falls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

__all__ = ["Prediction", "predict", "student_quantile"]

#: Hill's expansion of Student's quantile: coefficients of z, z^3, z^5 ... for each power of 1 / degrees of freedom
_HILL = ((1.0,), (1 / 4, 1 / 4), (3 / 96, 16 / 96, 5 / 96), (-15 / 384, 17 / 384, 19 / 384, 3 / 384))


class Prediction(Struct, frozen=True):
    """The value expected of a new point, and its 90% interval."""

    low: float
    middle: float
    high: float
    n: int


def predict(rows: Sequence[Sequence[float]], y: Sequence[float], at: Sequence[float] = ()) -> Prediction:
    """What a new point would be, by a plane through the points; by their mean where there are no columns.

    The interval is Student's, with the spread of the points around the plane and the error of the plane itself.

    Args:
        rows: what is known of each point, besides a constant.
        y: the value of each point.
        at: what is known of the new point.
    """
    n = len(y)
    if not at:
        middle = math.fsum(y) / n
        spread = math.sqrt(math.fsum((each - middle) ** 2 for each in y) / (n - 1))
        width = student_quantile(n - 1) * spread * math.sqrt(1 + 1 / n)
        return Prediction(middle - width, middle, middle + width, n)
    ys = np.asarray(y, dtype=np.float64)
    columns = (np.asarray(column, dtype=np.float64) for column in zip(*rows, strict=True))
    design = np.column_stack([np.ones(n), *columns])
    point = np.asarray([1.0, *at])
    inverse = np.linalg.inv(design.T @ design)
    plane = inverse @ (design.T @ ys)
    free = n - point.size
    spread = math.sqrt(float(((ys - design @ plane) ** 2).sum()) / free)
    width = student_quantile(free) * spread * math.sqrt(1 + float(point @ inverse @ point))
    middle = float(point @ plane)
    return Prediction(middle - width, middle, middle + width, n)


@lru_cache
def student_quantile(free: int) -> float:
    """The 95% quantile of Student's t with `free` degrees of freedom, by G. W. Hill, CACM 13 (1970) 619-620.

    Right to 1e-3 from 3 degrees of freedom on; `scipy` takes too long to import for one number.
    """
    from oncurve.basis.spread import Z90

    terms = (sum(c * Z90 ** (2 * power + 1) for power, c in enumerate(row)) for row in _HILL)
    return float(sum(term / free**power for power, term in enumerate(terms)))

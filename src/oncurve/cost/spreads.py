"""Widths: how the factors around a value combine into one interval."""

from __future__ import annotations

import math

from oncurve.basis.evidence import Assumption
from oncurve.basis.spread import Lognormal, Spread

__all__ = ["around", "log_widths", "one_minus_widths"]

Widths = tuple[float, float]


def log_widths(given: Assumption | Spread) -> Widths:
    """How far, in logs, the ends of an interval lie below and above its middle."""
    middle = given.amount if isinstance(given, Assumption) else given.median
    return math.log(middle / given.low), math.log(given.high / middle)


def one_minus_widths(given: Assumption) -> Widths:
    """As `log_widths`, of one minus a share: what is left after a discount."""
    left = 1 - given.amount
    return math.log(left / (1 - given.high)), math.log((1 - given.low) / left)


def around(value: float, *widths: Widths) -> Lognormal:
    """The lognormal around `value` whose half-widths combine independent ones by squares."""
    down = math.hypot(*[low for low, _ in widths])
    up = math.hypot(*[high for _, high in widths])
    return Lognormal(value * math.exp(-down), value, value * math.exp(up))

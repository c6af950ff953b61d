"""The scale of a slider: its ends, and the value at each of its places."""

from __future__ import annotations

import math
from collections.abc import Iterable

__all__ = ["POSITIONS", "ends_of", "is_by_ratio", "position_of", "value_of"]

#: places on a slider
POSITIONS = 1000
_BEYOND, _LOG_FROM = 0.15, 8.0


def ends_of(values: Iterable[float]) -> tuple[float, float]:
    """The ends of a slider that shows all of some values, with some room beyond them.

    Args:
        values: infinite ones are left out.
    """
    known = [each for each in values if math.isfinite(each)]
    low, high = min(known), max(known)
    if is_by_ratio(low, high):
        room = (high / low) ** _BEYOND
        return low / room, high * room
    room = (high - low) * _BEYOND
    bottom = low - room
    return (bottom if low <= 0 or bottom > 0 else low / 2), high + room


def is_by_ratio(low: float, high: float) -> bool:
    """Whether equal steps of a slider are equal ratios: where its ends are positive and lie far apart."""
    return low > 0 and high / low > _LOG_FROM


def position_of(value: float, low: float, high: float) -> int:
    """The place of a value, from 0 at the low end to `POSITIONS` at the high one."""
    share = math.log(value / low) / math.log(high / low) if is_by_ratio(low, high) else (value - low) / (high - low)
    return round(POSITIONS * min(max(share, 0.0), 1.0))


def value_of(position: float, low: float, high: float) -> float:
    """The value at a place."""
    share = min(max(position / POSITIONS, 0.0), 1.0)
    return low * (high / low) ** share if is_by_ratio(low, high) else low + (high - low) * share

"""How many months one side trails another, draw by draw, under each definition there is.

A lag is positive where the asker trails, negative where it leads. Where no rival has come as far, the crossing lies in
the future: the lag is minus infinity, and its estimate is censored. Crossings and day averages depend on ranks alone
and are the same under any rising change of scale; a tolerance and a trend are measured on the scale.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import DAYS_A_MONTH
from oncurve.basis.spread import Array

__all__ = ["Side", "at_release", "crossing", "crossing_rival", "day_average", "frontier", "line_of_records",
           "trend_lag"]

Flags = npt.NDArray[np.bool_]
_FEWEST_RECORDS = 3


class Side(Struct, frozen=True, eq=False):
    """Models of one side, in the order of their release.

    Args:
        skill: draws, shape (D, R); rows of all sides are aligned.
        days: of release, as day numbers, shape (R,).
    """

    skill: Array
    days: Array

    @classmethod
    def of(cls, skill: Array, days: Array) -> Side:
        """The side with its models put in the order of release."""
        order = np.argsort(days, kind="stable")
        return cls(np.asarray(skill[:, order]), np.asarray(days[order], dtype=np.float64))


def frontier(side: Side) -> Array:
    """The best skill so far at each release, those of the same day counted, shape (D, R)."""
    best = np.maximum.accumulate(side.skill, axis=1)
    last = np.searchsorted(side.days, side.days, side="right") - 1
    return np.asarray(best[:, last])


def crossing_rival(skill: Array, rivals: Side) -> npt.NDArray[np.intp]:
    """Which rival first had at least this skill, -1 where none had; shape of `skill`, (D,)."""
    enough = rivals.skill >= np.asarray(skill)[:, None]
    return np.where(enough.any(1), enough.argmax(1), -1)


def crossing(skill: Array, day: float, rivals: Side, *, tolerance: float = 0.0) -> Array:
    """Months from the first rival at least as skilled, less a tolerance, to `day`; shape (D,).

    Args:
        skill: draws of the asker, shape (D,).
        day: of its release.
        rivals: the other side.
        tolerance: points of the scale by which a rival may fall short ("close to").
    """
    first = crossing_rival(np.asarray(skill) - tolerance, rivals)
    months = (day - rivals.days[np.maximum(first, 0)]) / DAYS_A_MONTH
    return np.where(first >= 0, months, -np.inf)


def line_of_records(side: Side) -> tuple[Array, Array]:
    """Skill at day 0 and points a day of the line through each draw's record setters, both (D,).

    Raises:
        BadUsage: fewer than three models.
    """
    if side.days.size < _FEWEST_RECORDS:
        raise BadUsage(f"{side.days.size} models make no trend", "", "Name a side with at least three scored models.")
    before = np.concatenate([np.full((side.skill.shape[0], 1), -np.inf), frontier(side)[:, :-1]], axis=1)
    record = (side.skill >= frontier(side)) & (side.skill > before)
    weight = record.astype(np.float64)
    count = weight.sum(1)
    middle = (weight @ side.days) / count
    off = side.days - middle[:, None]
    level = (weight * side.skill).sum(1) / count
    width = (weight * off**2).sum(1)
    slope = np.where(width > 0, (weight * off * side.skill).sum(1) / np.where(width > 0, width, 1.0), np.nan)
    return np.asarray(level - slope * middle), np.asarray(slope)


def trend_lag(skill: Array, day: float, rivals: Side) -> Array:
    """Months between `day` and the day on which the line through the rivals' records reaches the skill; (D,).

    A line that does not rise reaches nothing: minus infinity.
    """
    start, slope = line_of_records(rivals)
    rising = slope > 0
    reached = (skill - start) / np.where(rising, slope, 1.0)
    return np.where(rising, (day - reached) / DAYS_A_MONTH, -np.inf)


def day_average(behind: Side, ahead: Side, until: float) -> Array:
    """The lag on every day, averaged from the first of `behind` that `ahead` had matched to `until`; (D,).

    On a day the lag is the age of the first leading model at least as good as the best trailing model of that day;
    days on which there is none count as no lag.
    """
    best = frontier(behind)
    starts = np.unique(behind.days[behind.days < until])
    ends = np.append(starts[1:], until)
    total, days = np.zeros(best.shape[0]), np.zeros(best.shape[0])
    for start, end in zip(starts, ends, strict=True):
        level = best[:, np.searchsorted(behind.days, start, side="right") - 1]
        first = crossing_rival(level, ahead)
        since = np.where(first >= 0, ahead.days[np.maximum(first, 0)], end)
        late = np.clip(since, start, end)  # no age before the leading model is out
        total += np.where(late < end, ((end - since) ** 2 - (late - since) ** 2) / 2, 0.0)
        days += end - start
    return np.asarray(total / days / DAYS_A_MONTH)


def at_release(behind: Side, ahead: Side) -> Array:
    """The mean crossing lag of the models that set a record of their side, on the day they did; (D,)."""
    best = frontier(behind)
    before = np.concatenate([np.full((best.shape[0], 1), -np.inf), best[:, :-1]], axis=1)
    record = (behind.skill >= best) & (behind.skill > before)
    lags = np.stack([crossing(behind.skill[:, place], float(day), ahead) for place, day in enumerate(behind.days)], 1)
    kept = record & np.isfinite(lags)
    count = kept.sum(1)
    return np.where(count > 0, np.where(kept, lags, 0.0).sum(1) / np.maximum(count, 1), np.nan)

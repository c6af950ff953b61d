"""Stocks: what each holder has at the end of each quarter, and what each side can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, GULF, OTHER, Base, Values
from oncurve.scenario.flow import Flows
from oncurve.scenario.policy import Policy

__all__ = ["Stocks", "kept", "stocks", "summed"]

_YEAR = 4
_RENTING_FROM = 4


@dataclass(frozen=True)
class Stocks:
    """H100-equivalents at the end of each quarter; arrays of shape (quarter, draw).

    Args:
        held: by holder.
        rented: by Chinese firms from holders abroad: used in China and held elsewhere.
        usable: what Chinese firms can use, in H100-equivalents as delivered by an Nvidia chip.
        american: what US companies hold, whom the counts name.
    """

    held: Mapping[str, Array]
    rented: Array
    usable: Array
    american: Array


def summed(gained: Array) -> Array:
    """All that was gained by the end of each quarter; shape (quarter, draw)."""
    total = np.empty_like(gained)
    total[0] = gained[0]
    for number in range(1, len(gained)):  # row by row: several times as quick as a cumulative sum down the columns
        np.add(total[number - 1], gained[number], out=total[number])
    return total


def kept(gained: Array, life: Array | float) -> Array:
    """What is left at the end of each quarter of what was gained, if each chip serves for a time and then goes.

    Args:
        gained: in each quarter; shape (quarter, draw).
        life: quarters of service by draw, rounded to whole ones.
    """
    return _left(gained, _Gone(life, gained.shape))


class _Gone:
    """Where, in the sums of what was gained, that stands which has gone by each quarter and draw.

    Args:
        life: quarters of service by draw.
        shape: of the flows.
    """

    def __init__(self, life: Array | float, shape: tuple[int, ...]) -> None:
        count, n = shape
        steps = np.maximum(np.rint(np.broadcast_to(life, (n,))), 1).astype(np.intp)
        self.first = min(int(steps.min()), count)
        at = np.arange(self.first, count)[:, None] - steps
        self.there = at >= 0
        self.places = np.maximum(at, 0) * n + np.arange(n)


def _left(gained: Array, gone: _Gone) -> Array:
    total = summed(gained)
    if gone.first < len(gained):
        left = total.copy()
        left[gone.first:] -= total.ravel().take(gone.places) * gone.there
        return left
    return total


def stocks(base: Base, policy: Policy, values: Values, moved: Flows,
           actual: tuple[Flows, Stocks] | None = None) -> Stocks:
    """The stocks that flows lead to.

    Args:
        base: the records.
        policy: its number on renting.
        values: of the inputs.
        moved: the flows.
        actual: the flows and stocks as they were; what is the same in both is not worked out again.
    """
    gone = _Gone(np.asarray(values["service_life"]) * _YEAR, moved.made.shape)
    same = {holder for holder in base.holders if actual is not None and holder not in (CHINA, OTHER)
            and moved.bought[holder] is actual[0].bought[holder]}
    held = {holder: actual[1].held[holder] if actual is not None and holder in same
            else _left(moved.gained(holder), gone) for holder in base.holders}
    scale = base.scaled(policy, policy.scale("rented.scale"))
    scale[:_RENTING_FROM] = 0.0
    rented = np.minimum((held[OTHER] + held[GULF]) * values["rented_abroad"] * scale, held[OTHER] + held[GULF])
    lost = _left(moved.made, gone) * (1 - np.asarray(values["domestic_usable"]))
    american = actual[1].american if actual is not None and same.issuperset(base.american) \
        else np.asarray(np.add.reduce([held[holder] for holder in base.american]))
    return Stocks(held, rented, held[CHINA] - lost + rented, american)

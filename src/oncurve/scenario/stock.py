"""Stocks: what each holder has at the end of each quarter, and what each side can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, GULF, OTHER, Base, Values
from oncurve.scenario.flow import Flows
from oncurve.scenario.policy import Policy

__all__ = ["Stocks", "kept", "stocks"]

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


def kept(gained: Array, life: Array | float) -> Array:
    """What is left at the end of each quarter of what was gained, if each chip serves for a time and then goes.

    Args:
        gained: in each quarter; shape (quarter, draw).
        life: quarters of service by draw, rounded to whole ones.
    """
    total = np.cumsum(gained, axis=0)
    steps = np.maximum(np.rint(np.broadcast_to(life, gained.shape[1:])), 1).astype(np.intp)
    if int(steps.min()) >= gained.shape[0]:
        return total
    before = np.vstack([np.zeros((1, gained.shape[1])), total])
    at = np.maximum(np.arange(1, gained.shape[0] + 1)[:, None] - steps, 0)
    return np.asarray(total - np.take_along_axis(before, at, axis=0))


def stocks(base: Base, policy: Policy, values: Values, moved: Flows) -> Stocks:
    """The stocks that flows lead to.

    Args:
        base: the records.
        policy: its number on renting.
        values: of the inputs.
        moved: the flows.
    """
    life = np.asarray(values["service_life"]) * _YEAR
    held = {holder: kept(moved.gained(holder), life) for holder in base.holders}
    since = max(base.quarters.index(policy.since) if policy.since is not None else 0, 0)
    scale = np.zeros((base.quarters.count, 1))
    scale[_RENTING_FROM:] = 1.0
    scale[since:] *= policy.scale("rented.scale")
    rented = np.minimum((held[OTHER] + held[GULF]) * values["rented_abroad"] * scale, held[OTHER] + held[GULF])
    at_home = kept(moved.made, life)
    lost = at_home * (1 - np.asarray(values["domestic_usable"]))
    american = np.add.reduce([held[holder] for holder in base.american])
    return Stocks(held, rented, held[CHINA] - lost + rented, np.asarray(american))

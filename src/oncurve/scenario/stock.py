"""Stocks: what each holder has at the end of each quarter, and what each side can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, GULF, OTHER, Base, Values
from oncurve.scenario.flow import Flows
from oncurve.scenario.policy import Policy
from oncurve.scenario.service import Service, added

__all__ = ["Stocks", "stocks"]

_YEAR = 4
_RENTING_FROM = 4


@dataclass(frozen=True)
class Stocks:
    """H100-equivalents at the end of each quarter; arrays of shape (quarter, draw).

    Args:
        base: the records.
        moved: the flows that they come from.
        service: how long chips serve.
        chinese: what China holds.
        abroad: what holders hold who are neither Chinese nor the US companies named.
        american: what US companies hold, whom the counts name.
        rented: by Chinese firms from holders abroad: used in China and held elsewhere.
        usable: what Chinese firms can use, in H100-equivalents as delivered by an Nvidia chip.
    """

    base: Base
    moved: Flows
    service: Service
    chinese: Array
    abroad: Array
    american: Array
    rented: Array
    usable: Array

    @cached_property
    def held(self) -> Mapping[str, Array]:
        """What each holder has."""
        return {holder: self.chinese if holder == CHINA else self.service.left(self.moved.gained(holder))
                for holder in self.base.holders}

    def every(self) -> Array:
        """What all holders have together."""
        return self.chinese + self.abroad + self.american


def stocks(base: Base, policy: Policy, values: Values, moved: Flows, actual: Stocks | None = None) -> Stocks:
    """The stocks that flows lead to.

    Args:
        base: the records.
        policy: its number on renting.
        values: of the inputs.
        moved: the flows.
        actual: the stocks as they were; what is the same in both is not worked out again.
    """
    same = actual if actual is not None and actual.moved.values is values else None
    life = np.asarray(values["service_life"]) * _YEAR
    service = same.service if same is not None else Service(life, moved.made.shape)
    unmoved = same is not None and same.moved.abroad is moved.abroad
    american = same.american if same is not None and unmoved else \
        service.left(added(moved.abroad.bought[holder] for holder in base.american))
    others = service.left(moved.gained(OTHER) + moved.abroad.bought[GULF])
    rented = np.zeros_like(others)
    scale = base.scaled(policy, policy.scale("rented.scale"))[_RENTING_FROM:]
    rented[_RENTING_FROM:] = others[_RENTING_FROM:] * np.minimum(np.asarray(values["rented_abroad"]) * scale, 1.0)
    chinese = service.left(moved.gained(CHINA))
    usable = chinese + rented
    usable -= service.left(moved.made) * (1 - np.asarray(values["domestic_usable"]))
    told = (*base.american, CHINA, OTHER, GULF)
    rest = [moved.abroad.bought[holder] for holder in base.holders if holder not in told]
    abroad = others + service.left(added(rest)) if rest else others
    return Stocks(base, moved, service, chinese, abroad, american, rented, usable)

"""Flows of chips by quarter: sold to each holder, diverted, made in China, rented, retired; in H100-equivalents.

Axes are quarter and draw. Every formula is a plain function over the values of the named inputs, so that draws, samples
for sensitivities and a line of values for a flip all run through the same code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, GULF, OTHER, Base, Values
from oncurve.scenario.makers import domestic
from oncurve.scenario.policy import Policy
from oncurve.scenario.sold import Access, access

__all__ = ["Flows", "flows", "growth"]

_LOG10 = float(np.log(10))
_YEAR = 4
#: of what others bought in a quarter: a bound that keeps what is left with them above nothing, whatever is set
_MOST_DIVERTED = 0.8
#: below this part of the demand left unmet, smuggling falls to nothing in a line: a flow does not end at a step
_TAPER = 0.05
#: the quarter of the first rule, and the year for which smuggling was estimated
_FIRST_RULE, _ESTIMATED = dt.date(2022, 10, 1), dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Flows:
    """What moved in each quarter, in H100-equivalents; arrays of shape (quarter, draw).

    Args:
        values: of the inputs that it was worked out from.
        bought: by holder, as sold by the makers abroad, before anything was diverted.
        smuggled: from other holders to China.
        made: by Chinese makers.
        access: what the law let through.
    """

    values: Values
    bought: Mapping[str, Array]
    smuggled: Array
    made: Array
    access: Access

    def gained(self, holder: str) -> Array:
        """What a holder gained in all."""
        if holder == CHINA:
            return self.bought[CHINA] + self.smuggled + self.made
        return self.bought[OTHER] - self.smuggled if holder == OTHER else self.bought[holder]


def flows(base: Base, policy: Policy, values: Values, n: int, actual: Flows | None = None) -> Flows:
    """The flows under a policy.

    Args:
        base: the records and inputs.
        policy: what is changed.
        values: of every input, each of shape (n,) or a number.
        n: how many draws.
        actual: the flows as they were, from the same values; None makes those.
    """
    found = access(base, policy, values, n)
    was = found if actual is None else actual.access
    if actual is not None and actual.values is values and policy.scale("budgets.US") == 1:
        bought = dict(actual.bought)
    else:
        bought = _abroad(base, policy, values, growth(base, values, n))
    made = domestic(base, policy, values, _opened(found.share, was.share))
    bought[CHINA] = _to_china(base, policy, values, (found, was), bought, made)
    smuggled = _smuggled(base, policy, values, (found.share, was.share), bought[OTHER])
    return Flows(values, bought, smuggled, made, found)


def growth(base: Base, values: Values, n: int) -> Array:
    """H100-equivalents sold in a quarter over the mean quarter of the last year on record; 1 while records last.

    Spending grows by `spending_growth_2026` in the first year, and each year's growth (its logarithm) is the part
    `spending_growth_fade` of the one before; the price of an H100-equivalent falls by `price_performance_decline`.
    """
    found = np.ones((base.quarters.count, n))
    middle = base.quarters.start(max(base.recorded - _YEAR // 2, 0))
    years = np.asarray(base.quarters.years_from(middle))[base.recorded:, None]
    if years.size:
        fade = np.minimum(np.asarray(values["spending_growth_fade"]), 1 - 1e-9)
        first = np.log(values["spending_growth_2026"])
        spent = first * (1 - fade ** years) / (1 - fade)
        found[base.recorded:] = np.exp(spent + np.asarray(values["price_performance_decline"]) * _LOG10 * years)
    return found


def _abroad(base: Base, policy: Policy, values: Values, grown: Array) -> dict[str, Array]:
    """What every holder but China buys."""
    scale = base.scaled(policy, policy.scale("budgets.US"))
    found: dict[str, Array] = {}
    for holder in base.holders:
        groups = base.groups_of(holder)
        if holder == CHINA or not groups:
            continue
        factors = np.stack([np.broadcast_to(values[base.factor_key(group)], grown.shape[1:]) for group in groups])
        own = base.weights["h100e"][:, groups] @ factors * grown
        found[holder] = own * scale if holder in base.american else own
    gulf = np.zeros_like(found[OTHER])
    gulf[base.recorded:] = found[OTHER][base.recorded:] * values["gulf_share"]
    found[OTHER] = found[OTHER] - gulf
    found[GULF] = gulf
    return found


def _opened(share: Array, was: Array) -> Array:
    """How far a policy opens what the law as it was kept shut, from 0 to 1."""
    shut = 1 - was
    return np.where(shut > 1e-9, np.clip((share - was) / np.maximum(shut, 1e-9), 0.0, 1.0), 0.0)


def _to_china(base: Base, policy: Policy, values: Values, found: tuple[Access, Access], bought: Mapping[str, Array],
              made: Array) -> Array:
    """US-designed compute sold to China.

    While records last, it is what was recorded, times the share that the policy lets through over that which the law as
    it was did, and no more than demand times that share; where nothing was recorded, and after the records, it is
    demand times the share. Demand is a share of the world's purchases, less what chips made at home stand in for.
    """
    share, was = found[0].share, found[1].share
    groups = base.groups_of(CHINA)
    factors = np.stack([np.broadcast_to(values[base.factor_key(group)], share.shape[1:]) for group in groups])
    recorded = base.weights["h100e"][:, groups] @ factors
    part = np.asarray(values["china_demand_share"])
    world = sum(each for holder, each in bought.items() if holder != CHINA)
    stands_in = np.asarray(values["domestic_demand_response"]) * values["domestic_usable"] * made
    budget = base.scaled(policy, policy.scale("budgets.CN"))
    demand = np.maximum(world * (part / (1 - part)) * budget - stands_in, 0.0)
    known = np.arange(base.quarters.count)[:, None] < base.recorded
    there = (recorded > 0) & (was > 0)
    ratio = np.divide(share, was, out=np.zeros_like(share), where=was > 0)
    most = np.maximum(recorded, demand * share)
    sold = np.where(there, np.minimum(recorded * ratio, most), demand * np.maximum(share - was, 0.0))
    return np.asarray(np.where(known, sold, demand * share))


def _smuggled(base: Base, policy: Policy, values: Values, shares: tuple[Array, Array], other: Array) -> Array:
    """What is diverted from other holders to China: the estimate for 2024, followed through the years.

    It follows the world's sales by `smuggled_growth`, the demand left unmet by `smuggling_response`, and ends where
    nothing is left unmet. At most four fifths of what others bought in a quarter can be diverted.
    """
    quarters, n = base.quarters, other.shape[1]
    begins = quarters.index(_FIRST_RULE)
    year = quarters.index(_ESTIMATED)
    unmet, was = np.clip(1 - shares[0], 0.0, 1.0), np.clip(1 - shares[1], 1e-9, 1.0)
    level = np.maximum(other[year:year + _YEAR].mean(axis=0), 1e-9)
    follows = np.ones((quarters.count, n))
    after = slice(year + _YEAR, None)
    follows[after] = np.maximum(other[after] / level, 1e-12) ** values["smuggled_growth"]
    follows[:year] = values["smuggled_2023_over_2024"]
    follows[:begins] = 0.0
    scale = base.scaled(policy, policy.scale("smuggling.scale") * (1 - (policy.number("enforcement.stops") or 0.0)))
    response = np.where(unmet > 1e-9, np.maximum(unmet / was, 1e-12) ** values["smuggling_response"], 0.0)
    taper = np.minimum(unmet / _TAPER, 1.0)
    rate = np.asarray(values["smuggled_2024"]) / _YEAR * follows * scale * response * taper
    return np.minimum(rate, _MOST_DIVERTED * other)


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
from oncurve.scenario.makers import SCALED, domestic
from oncurve.scenario.policy import Policy
from oncurve.scenario.service import added
from oncurve.scenario.sold import access

__all__ = ["Abroad", "Flows", "flows", "growth"]

_LOG10 = float(np.log(10))
_YEAR = 4
#: of what others bought in a quarter: a bound that keeps what is left with them above nothing, whatever is set
_MOST_DIVERTED = 0.8
#: below this part of the demand left unmet, smuggling falls to nothing in a line: a flow does not end at a step
_TAPER = 0.05
#: a part of the demand below which none is left unmet, and a share below which nothing is let through
_SHUT, _NOTHING = 1e-9, 1e-200
#: the quarter of the first rule, and the year for which smuggling was estimated
_FIRST_RULE, _ESTIMATED = dt.date(2022, 10, 1), dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Abroad:
    """What holders outside China buy, and what follows from that alone; arrays of shape (quarter, draw).

    Args:
        bought: by holder, in H100-equivalents.
        world: all of it.
        diverted: what would be smuggled if nothing of the law or its enforcement were changed.
    """

    bought: Mapping[str, Array]
    world: Array
    diverted: Array


@dataclass(frozen=True)
class Flows:
    """What moved in each quarter, in H100-equivalents; arrays of shape (quarter, draw).

    Args:
        values: of the inputs that it was worked out from.
        abroad: what holders outside China bought.
        bought: by holder, as sold by the makers abroad, before anything was diverted.
        smuggled: from other holders to China.
        home: what Chinese makers could make where nothing is opened.
        made: by Chinese makers.
        share: of the demand that the law let through.
    """

    values: Values
    abroad: Abroad
    bought: Mapping[str, Array]
    smuggled: Array
    home: Array
    made: Array
    share: Array

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
    share = access(base, policy, values, n)
    was = actual.share if actual is not None else None
    same = actual if actual is not None and actual.values is values else None
    if same is not None and policy.scale("budgets.US") == 1:
        abroad = same.abroad
    else:
        abroad = _abroad(base, policy, values, growth(base, values, n))
    if same is not None and all(policy.scale(key) == 1 for key in SCALED):
        home = same.home
    else:
        home = domestic(base, policy, values, n)
    made = home if was is None else home * (1 - np.asarray(values["domestic_import_response"]) * _opened(share, was))
    sold = _to_china(base, policy, values, (share, was), abroad.world, made)
    smuggled = _smuggled(base, policy, values, (share, was), abroad)
    return Flows(values, abroad, {**abroad.bought, CHINA: sold}, smuggled, home, made, share)


def growth(base: Base, values: Values, n: int) -> Array:
    """H100-equivalents sold in each quarter after the records, over the mean quarter of the last year on record.

    Spending grows by `spending_growth_2026` in the first year, and each year's growth (its logarithm) is the part
    `spending_growth_fade` of the one before; the price of an H100-equivalent falls by `price_performance_decline`.
    """
    middle = base.quarters.start(max(base.recorded - _YEAR // 2, 0))
    years = np.asarray(base.quarters.years_from(middle))[base.recorded:, None]
    fade = np.minimum(np.broadcast_to(values["spending_growth_fade"], (n,)), 1 - 1e-9)
    first = np.log(values["spending_growth_2026"]) / (1 - fade)
    spent = first * (1 - fade ** years)
    return np.asarray(np.exp(spent + np.asarray(values["price_performance_decline"]) * _LOG10 * years))


def _abroad(base: Base, policy: Policy, values: Values, grown: Array) -> Abroad:
    """What every holder but China buys."""
    scale = policy.scale("budgets.US")
    scaled = base.scaled(policy, scale)
    found: dict[str, Array] = {}
    for holder in base.holders:
        groups = base.groups_of(holder)
        if holder == CHINA or not groups:
            continue
        factors = np.stack([np.broadcast_to(values[base.factor_key(group)], grown.shape[1:]) for group in groups])
        own = base.weights["h100e"][:, groups] @ factors
        own[base.recorded:] *= grown
        found[holder] = own * scaled if scale != 1 and holder in base.american else own
    gulf = np.zeros_like(found[OTHER])
    gulf[base.recorded:] = found[OTHER][base.recorded:] * values["gulf_share"]
    found[OTHER] -= gulf
    found[GULF] = gulf
    return Abroad(found, added(found.values()), _diverted(base, values, found[OTHER]))


def _opened(share: Array, was: Array) -> Array:
    """How far a policy opens what the law as it was kept shut, from 0 to 1."""
    shut = 1 - was
    return np.clip((share - was) / np.maximum(shut, _SHUT), 0.0, 1.0) * (shut > _SHUT)


def _to_china(base: Base, policy: Policy, values: Values, shares: tuple[Array, Array | None], world: Array,
              made: Array) -> Array:
    """US-designed compute sold to China.

    While records last, it is what was recorded, times the share that the policy lets through over that which the law as
    it was did, and no more than demand times that share; where nothing was recorded, and after the records, it is
    demand times the share. Demand is a share of the world's purchases, less what chips made at home stand in for.
    """
    share, was = shares
    part = np.asarray(values["china_demand_share"])
    stands_in = np.asarray(values["domestic_demand_response"]) * values["domestic_usable"]
    budget = base.scaled(policy, policy.scale("budgets.CN"))
    demand = world * (part / (1 - part)) * budget if policy.scale("budgets.CN") != 1 else world * (part / (1 - part))
    demand -= stands_in * made
    np.maximum(demand, 0.0, out=demand)
    sold = demand * share
    known = slice(0, base.recorded)
    groups = base.groups_of(CHINA)
    factors = np.stack([np.broadcast_to(values[base.factor_key(group)], share.shape[1:]) for group in groups])
    recorded = base.weights["h100e"][known][:, groups] @ factors
    if was is None:
        sold[known] = recorded * (share[known] > 0)
        return np.asarray(sold)
    there = (recorded > 0) & (was[known] > 0)
    asked = np.minimum(recorded * (share[known] / np.maximum(was[known], _NOTHING)), np.maximum(recorded, sold[known]))
    sold[known] = np.where(there, asked, demand[known] * np.maximum(share[known] - was[known], 0.0))
    return np.asarray(sold)


def _diverted(base: Base, values: Values, other: Array) -> Array:
    """The estimate of smuggling for 2024, followed through the years with the world's sales by `smuggled_growth`."""
    begins, year = base.quarters.index(_FIRST_RULE), base.quarters.index(_ESTIMATED)
    level = np.maximum(other[year:year + _YEAR].mean(axis=0), _SHUT)
    quarterly = np.asarray(values["smuggled_2024"]) / _YEAR
    found = np.zeros(other.shape)
    found[begins:year] = quarterly * values["smuggled_2023_over_2024"]
    found[year:year + _YEAR] = quarterly
    after = slice(year + _YEAR, None)
    found[after] = np.maximum(other[after] / level, 1e-12) ** values["smuggled_growth"] * quarterly
    return found


def _smuggled(base: Base, policy: Policy, values: Values, shares: tuple[Array, Array | None], abroad: Abroad) -> Array:
    """What is diverted from other holders to China.

    It follows the demand left unmet by `smuggling_response`, and ends where nothing is left unmet. At most four fifths
    of what others bought in a quarter can be diverted.
    """
    share, was = shares
    unmet = np.clip(1 - share, 0.0, 1.0)
    rate = abroad.diverted * np.minimum(unmet / _TAPER, 1.0) * (unmet > _SHUT)
    scale = policy.scale("smuggling.scale") * (1 - (policy.number("enforcement.stops") or 0.0))
    if scale != 1:
        rate *= base.scaled(policy, scale)
    if was is not None:
        rate *= np.maximum(unmet / np.clip(1 - was, _SHUT, 1.0), 1e-12) ** values["smuggling_response"]
    return np.minimum(rate, _MOST_DIVERTED * abroad.bought[OTHER])

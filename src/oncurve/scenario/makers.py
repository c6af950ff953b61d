"""Chips made in China: counts for the past, and wafers, yield and memory as limits for the years ahead."""

from __future__ import annotations

import numpy as np

from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import Base, Values
from oncurve.scenario.domestic import COUNTED, FIRST
from oncurve.scenario.policy import Policy

__all__ = ["Capacity", "domestic", "packages"]

_A_YEAR = 4
_MONTHS = 3
_DIES = 2
#: quarters over which what is left of the bank is used: nine months
_BANK_LASTS = 3


class Capacity:
    """The facts that limit Chinese output.

    Args:
        catalogue: the facts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        def amount(measure: str, **asked: str) -> float:
            for row in catalogue.supply:
                if row.measure == measure and all(getattr(row, key) == value for key, value in asked.items()):
                    return row.amount
            return 0.0

        #: wafers a month given to AI chips in the counted year
        self.wafers = amount("wafers", scope="for Ascend, per month")
        #: candidate dies of a wafer
        self.dies = amount("dies_per_wafer")
        #: dies that were bought abroad
        self.bank = amount("dies", scope="dies from TSMC by way of shell firms")
        #: packages that the memory bought abroad was enough for
        self.memory = amount("packages_of_memory")


def packages(base: Base, policy: Policy, values: Values) -> Array:
    """Packages that Huawei can make in each quarter after the records: the lesser of dies and memory.

    Dies are wafers times candidates times yield, two to a package, and what is left of the bank over three quarters;
    memory is what is left of the stock bought abroad, and what is made at home. What is not used is kept.
    """
    facts = Capacity(base.catalogue)
    ahead = range(base.recorded, base.quarters.count)
    n = max((np.size(value) for value in values.values()), default=1)
    since = base.since(policy)
    years = base.quarters.years_from(base.quarters.start(base.recorded - _A_YEAR // 2))
    memory = facts.memory * np.broadcast_to(values["memory_left"], (n,))
    made = np.zeros((base.quarters.count, n))
    for number in ahead:
        own = policy.scale if number >= since else _as_it_was
        year = years[number]
        grown = np.asarray(values["smic_wafer_growth"]) ** year
        good = np.minimum(np.asarray(values["smic_yield"]) * np.asarray(values["smic_yield_growth"]) ** year
                          * own("domestic.yields"), values["smic_best_yield"])
        dies = facts.wafers * _MONTHS * grown * own("domestic.wafers") * facts.dies * good
        if number < base.recorded + _BANK_LASTS:
            dies = dies + facts.bank * np.asarray(values["die_bank_left"]) / _BANK_LASTS
        memory = memory + (np.asarray(values["domestic_memory_2026"]) / _A_YEAR
                           * np.asarray(values["domestic_memory_growth"]) ** (year - 1) * own("domestic.memory"))
        made[number] = np.minimum(dies / _DIES, memory)
        memory = memory - made[number]
    return made


def _as_it_was(_: str) -> float:
    return 1.0


def domestic(base: Base, policy: Policy, values: Values, opened: Array) -> Array:
    """H100-equivalents made in China in each quarter.

    Args:
        base: the records.
        policy: its multipliers of wafers, yields and memory.
        values: of the inputs.
        opened: how far the policy opens imports; what is made falls by `domestic_import_response` of that.
    """
    quarters = base.quarters
    huawei = np.asarray(base.pooled(base.huawei, values))
    others = np.asarray(base.pooled(base.others, values))
    made = np.zeros(opened.shape)
    before = np.asarray(values["huawei_2024_over_2025"])
    counted = huawei * values["huawei_speed"] + others * values["other_makers_speed"]
    for year, size in ((COUNTED, 1.0), (COUNTED - 1, before), (FIRST, before * values["domestic_2023_over_2024"])):
        first = quarters.index(base.quarters.first.replace(year=year))
        ends = min(first + _A_YEAR, base.recorded)
        starts = first + _A_YEAR // 2 if year == FIRST else first
        made[starts:ends] = counted * size / (first + _A_YEAR - starts)
    ahead = slice(base.recorded, None)
    if base.recorded < quarters.count:
        years = np.asarray(quarters.years_from(quarters.start(base.recorded - _A_YEAR // 2)))[ahead, None]
        faster = np.asarray(values["domestic_speed_growth"]) ** years
        scale = base.scaled(policy, policy.scale("domestic.wafers"))[ahead]
        wafers = np.asarray(values["smic_wafer_growth"]) ** years * scale
        own = packages(base, policy, values)[ahead] * values["huawei_speed"]
        made[ahead] = (own + others * values["other_makers_speed"] / _A_YEAR * wafers) * faster
    return np.asarray(made * (1 - np.asarray(values["domestic_import_response"]) * opened))

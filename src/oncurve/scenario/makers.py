"""Chips made in China: counts for the past, and wafers, yield and memory as limits for the years ahead."""

from __future__ import annotations

import numpy as np

from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import Base, Values
from oncurve.scenario.domestic import COUNTED, FIRST
from oncurve.scenario.policy import Policy

__all__ = ["SCALED", "Capacity", "domestic", "packages"]

#: the numbers of a policy that what is made at home depends on
SCALED = ("domestic.wafers", "domestic.yields", "domestic.memory")
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


def packages(base: Base, policy: Policy, values: Values, n: int) -> Array:
    """Packages that Huawei can make in each quarter after the records: the lesser of dies and memory.

    Dies are wafers times candidates times yield, two to a package, and what is left of the bank over three quarters;
    memory is what is left of the stock bought abroad, and what is made at home. What is not used is kept.
    """
    facts = Capacity(base.catalogue)
    years = np.asarray(base.quarters.years_from(base.quarters.start(base.recorded - _A_YEAR // 2)))[base.recorded:]

    def grown(name: str, late: float = 0.0) -> Array:
        return np.asarray(np.broadcast_to(values[name], (n,)) ** (years[:, None] - late))

    def scaled(key: str) -> Array:
        return base.scaled(policy, policy.scale(key))[base.recorded:]

    good = np.minimum(grown("smic_yield_growth") * values["smic_yield"] * scaled("domestic.yields"),
                      values["smic_best_yield"])
    made = grown("smic_wafer_growth") * good
    made *= facts.wafers * _MONTHS * facts.dies / _DIES * scaled("domestic.wafers")
    made[:_BANK_LASTS] += facts.bank / _BANK_LASTS / _DIES * np.asarray(values["die_bank_left"])
    gained = grown("domestic_memory_growth", 1.0) * (np.asarray(values["domestic_memory_2026"]) / _A_YEAR)
    gained *= scaled("domestic.memory")
    memory = facts.memory * np.broadcast_to(values["memory_left"], (n,))
    for number, row in enumerate(made):
        memory = memory + gained[number]
        np.minimum(row, memory, out=row)
        memory = memory - row
    return made


def domestic(base: Base, policy: Policy, values: Values, n: int) -> Array:
    """H100-equivalents that could be made in China in each quarter; shape (quarter, draw).

    Args:
        base: the records.
        policy: its multipliers of wafers, yields and memory.
        values: of the inputs.
        n: how many draws.
    """
    quarters = base.quarters
    huawei = np.asarray(base.pooled(base.huawei, values))
    others = np.asarray(base.pooled(base.others, values))
    made = np.zeros((quarters.count, n))
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
        wafers = np.broadcast_to(values["smic_wafer_growth"], (n,)) ** years
        wafers *= base.scaled(policy, policy.scale("domestic.wafers"))[ahead]
        own = packages(base, policy, values, n) * values["huawei_speed"]
        own += others * values["other_makers_speed"] / _A_YEAR * wafers
        made[ahead] = own * np.broadcast_to(values["domestic_speed_growth"], (n,)) ** years
    return made

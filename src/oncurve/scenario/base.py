"""What every scenario starts from: recorded sales by quarter, holder and chip, and the named inputs for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from oncurve.basis.errors import MissingFact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure
from oncurve.scenario.domestic import made
from oncurve.scenario.menu import Menu, offers
from oncurve.scenario.policy import Policy
from oncurve.scenario.quarter import Quarters
from oncurve.scenario.recorded import Bought, shipments, together
from oncurve.scenario.worth import Worth

__all__ = ["ASSUMED", "CHINA", "FIRST_DAY", "GULF", "OTHER", "Base", "Line", "Values", "make_base"]

FIRST_DAY = dt.date(2022, 1, 1)
CHINA, OTHER, GULF = "CN", "other", "gulf"
_YEAR = 4
Values = Mapping[str, Array | float]

#: the assumptions that scenarios rest on; `catalog/data/assumptions/supply.toml` gives the reason of each
ASSUMED = (
    "huawei_2024_over_2025", "domestic_2023_over_2024", "huawei_speed", "other_makers_speed", "domestic_speed_growth",
    "domestic_usable", "smuggled_growth", "smuggled_2023_over_2024", "smuggling_response", "china_demand_share",
    "worse_chip_response", "licensed_share", "case_by_case_share", "unknown_share", "chinese_gate",
    "spending_growth_2026", "spending_growth_fade", "price_performance_decline", "service_life", "rented_abroad",
    "smic_wafer_growth", "smic_yield", "smic_best_yield", "smic_yield_growth", "die_bank_left", "memory_left",
    "domestic_memory_2026", "domestic_memory_growth", "domestic_import_response", "domestic_demand_response",
    "run_follows_stock", "efficiency_growth", "observed_lag", "largest_run_us_2025", "largest_run_cn_2025",
    "gulf_share",
)


@dataclass(frozen=True)
class Line:
    """What one holder buys of one chip.

    Args:
        holder: who buys.
        maker: who makes it.
        chip: its id.
        group: number of the error that its counts share.
        units: chips by quarter, at the median; after the last record, the mean of the last four quarters.
    """

    holder: str
    maker: str
    chip: str
    group: int
    units: Array


@dataclass(frozen=True)
class Base:
    """The facts and inputs of all scenarios.

    Args:
        catalogue: the facts.
        quarters: the time axis.
        recorded: how many quarters the records cover.
        worth: of chips, at one precision.
        menu: the chips that China could choose among.
        lines: recorded sales.
        groups: maker and holder whose counts err together.
        inputs: every input by key.
        huawei: packages that Huawei made in the counted year.
        others: cards of other Chinese makers in it.
        terms: what policies let through, by what they change; filled by `sold.terms`.
    """

    catalogue: Catalogue
    quarters: Quarters
    recorded: int
    worth: Worth
    menu: Menu
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, str], ...]
    inputs: Mapping[str, Input]
    huawei: Quantity
    others: Quantity
    terms: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """Who holds chips; the Gulf buys from 2026 on out of what others did."""
        return (*sorted({line.holder for line in self.lines} - {CHINA, OTHER}), OTHER, GULF, CHINA)

    @cached_property
    def american(self) -> tuple[str, ...]:
        """The holders that are US companies."""
        found = self.catalogue.organisations
        return tuple(each for each in self.holders if (one := found.get(each)) is not None and one.country == "US")

    def factor_key(self, group: int) -> str:
        """The input that is the error of a group of counts."""
        maker, holder = self.groups[group]
        return f"{maker}_{holder}.counts"

    def pooled(self, quantity: Quantity, values: Values) -> Array | float:
        """A pooled quantity from the values of its inputs."""
        found: Array | float = quantity.formula(**{name: values[each.key] for name, each in quantity.arguments.items()
                                                   if isinstance(each, Input)})
        return found

    @cached_property
    def weights(self) -> dict[str, Array]:
        """H100-equivalents and MW: the sum over the lines of a group, by quarter and group."""
        found = {name: np.zeros((self.quarters.count, len(self.groups))) for name in ("h100e", "MW")}
        for line in self.lines:
            found["h100e"][:, line.group] += line.units * (self.worth.equivalents(line.chip) or 0.0)
            found["MW"][:, line.group] += line.units * (self.worth.watts(line.chip) or 0.0) / 1e6
        return found

    def since(self, policy: Policy) -> int:
        """The first quarter in which a policy holds."""
        return max(self.quarters.index(policy.since), 0) if policy.since is not None else 0

    def scaled(self, policy: Policy, factor: float) -> Array:
        """A factor from the day of a policy on, and 1 before; shape (quarter, 1)."""
        found = np.ones((self.quarters.count, 1))
        found[self.since(policy):] = factor
        return found

    def groups_of(self, holder: str) -> list[int]:
        """The groups of one holder."""
        return [number for number, (_, each) in enumerate(self.groups) if each == holder]


@lru_cache(maxsize=4)
def make_base(catalogue: Catalogue, until: dt.date, precision: str = "8-bit") -> Base:
    """The base of scenarios until a day: the same for whatever is set, and with it the law's answers on each chip.

    Args:
        catalogue: the facts known by its day.
        until: in the last quarter.
        precision: of H100-equivalents.

    Raises:
        MissingFact: no count by quarter, of smuggling or of Chinese makers is known.
    """
    quarters = Quarters.between(FIRST_DAY, until)
    worth = Worth(catalogue, precision)
    rows = [row for row in shipments(catalogue) if "part of the quarter" not in row.note]
    smuggled = [row for row in catalogue.supply if row.measure == "smuggled" and row.span.start]
    if not rows or not smuggled:
        raise MissingFact(str(catalogue.as_of), "counts of chips by quarter and an estimate of what is smuggled",
                          "They came out in 2025 and 2026: ask with a later --as-of, or add rows to supply.csv.")
    ends = [max(row.span.end for row in rows if row.maker == maker and row.span.end)
            for maker in {row.maker for row in rows}]
    recorded = min(quarters.index(min(ends)), quarters.count)
    pairs = sorted({(row.maker, row.holder) for row in rows})
    lines = tuple(line for number, pair in enumerate(pairs)
                  for line in _lines(rows, pair, number, (quarters, recorded, worth)))
    huawei, others = made(catalogue)
    inputs = {key: Input.of_assumption(catalogue.assumption(key)) for key in ASSUMED}
    inputs |= {each.key: each for quantity in (huawei, others) for each in quantity.inputs()}
    inputs["smuggled_2024"] = Input.of_fact(smuggled[0].fact(), "smuggled_2024", about="")
    for pair in pairs:
        given = _error(rows, pair, together(catalogue))
        inputs[given.key] = given
    menu = Menu(catalogue, quarters, offers(catalogue, quarters, worth))
    return Base(catalogue, quarters, recorded, worth, menu, lines, tuple(pairs), inputs, huawei, others)


def _lines(rows: list[SupplyFigure], pair: tuple[str, str], group: int,
           at: tuple[Quarters, int, Worth]) -> list[Line]:
    quarters, recorded, worth = at
    by_chip: dict[str, Array] = {}
    for row in rows:
        if (row.maker, row.holder) == pair and row.span.start is not None:
            number = quarters.index(row.span.start)
            if 0 <= number < recorded:
                by_chip.setdefault(row.chip, np.zeros(quarters.count))[number] += row.amount
    if pair[1] != CHINA and by_chip:
        _go_on(by_chip, recorded, worth)
    return [Line(pair[1], pair[0], chip, group, units) for chip, units in sorted(by_chip.items())]


def _go_on(by_chip: dict[str, Array], recorded: int, worth: Worth) -> None:
    """After the last record the chip that sold most in the last quarter brings what all brought in the last four."""
    speeds = {chip: worth.equivalents(chip) or 0.0 for chip in by_chip}
    newest = max(by_chip, key=lambda chip: by_chip[chip][recorded - 1] * speeds[chip])
    year = sum(units[recorded - _YEAR:recorded].sum() * speeds[chip] for chip, units in by_chip.items())
    if speeds[newest]:
        by_chip[newest][recorded:] = year / _YEAR / speeds[newest]


def _error(rows: list[SupplyFigure], pair: tuple[str, str], hang: float) -> Input:
    """The error that the counts of one maker's sales to one holder share, as a factor around 1."""
    own = tuple((row, 1.0) for row in rows if (row.maker, row.holder) == pair)
    total = sum(row.amount for row, _ in own)
    return Bought(pair[0], own, hang).input("counts", f"{pair[0]}_{pair[1]}", [1 / total] * len(own), "x")

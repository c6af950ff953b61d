"""Chips that Chinese makers delivered in a past year: rival counts, pooled."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure
from oncurve.scenario.reconcile import pooled

__all__ = ["COUNTED", "FIRST", "equivalents_made", "huawei_rows", "made", "other_rows"]

#: the year that several sources counted, and the first with a chip of the present kind
COUNTED, FIRST = 2025, 2023
_OF_ALL, _HUAWEI = "Chinese makers", "huawei"


def huawei_rows(catalogue: Catalogue, year: int = COUNTED) -> list[SupplyFigure]:
    """What sources say Huawei made or shipped in a year, in packages or cards."""
    return [row for row in catalogue.supply if row.maker == _HUAWEI and row.measure in ("shipments", "production")
            and row.span.start == dt.date(year, 1, 1)]


def other_rows(catalogue: Catalogue) -> list[SupplyFigure]:
    """What one source counts of all Chinese makers in the counted year."""
    return [row for row in catalogue.supply if row.maker == _OF_ALL and row.measure == "shipments"
            and row.span.start == dt.date(COUNTED, 1, 1)]


def made(catalogue: Catalogue) -> tuple[Quantity, Quantity]:
    """Packages that Huawei made in the counted year, and cards of all other Chinese makers.

    Raises:
        MissingFact: no count was known by the catalogue's day.
    """
    huawei, every = huawei_rows(catalogue), other_rows(catalogue)
    if not huawei:
        raise MissingFact("CN", f"a count of the chips that Huawei made in {COUNTED}")
    own = pooled(catalogue, huawei, "huawei_made", "CN")
    if not every:
        return own, Quantity("other_makers_made", "chip", _none, {}, "no count")
    same = [row for row in huawei if row.source == every[0].source]
    part = same[0].amount / every[0].amount if same else 0.0
    others = [_part(row, 1 - part) for row in every]
    return own, pooled(catalogue, others, "other_makers_made", "CN")


def _part(row: SupplyFigure, share: float) -> SupplyFigure:
    return replace(row, amount=row.amount * share, note="less those of Huawei, by the same source")


def _none() -> float:
    return 0.0


def equivalents_made(catalogue: Catalogue, until: dt.date) -> Quantity:
    """H100-equivalents that Chinese makers delivered from 2023 to a day, at most the end of the counted year.

    Args:
        catalogue: the facts.
        until: the last day.
    """
    huawei, others = made(catalogue)
    names = ("huawei_2024_over_2025", "domestic_2023_over_2024", "huawei_speed", "other_makers_speed")
    arguments: dict[str, Input | Quantity] = {name: Input.of_assumption(catalogue.assumption(name)) for name in names}
    arguments |= {"huawei": huawei, "others": others}
    shares = [_share(year, until) for year in (FIRST, FIRST + 1, COUNTED)]

    def summed(huawei: Array, others: Array, huawei_2024_over_2025: Array, domestic_2023_over_2024: Array,
               huawei_speed: Array, other_makers_speed: Array) -> Array:
        years = shares[2] + huawei_2024_over_2025 * (shares[1] + domestic_2023_over_2024 * shares[0])
        return years * (huawei * huawei_speed + others * other_makers_speed)

    return Quantity("made_at_home", "chip", summed, arguments,
                    f"counts of {COUNTED}, with the years before in proportion; H100-equivalents")


def _share(year: int, until: dt.date) -> float:
    start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    return min(max(((until - start).days + 1) / (end - start).days, 0.0), 1.0)

"""The JSON of answers on stocks of chips, who is able, and scenarios, as types."""

from __future__ import annotations

from typing import TypedDict

from oncurve.contract.estimate import Estimate

__all__ = ["StockPart", "StockSeries", "Stocks"]


class StockSeries(TypedDict):
    """One source's figure on one measure; several on one thing are rivals."""

    measure: str
    source: str
    estimate: Estimate
    period: str | None
    note: str | None


class StockPart(TypedDict):
    """One part of a reconciled sum."""

    name: str
    estimate: Estimate


class Stocks(TypedDict):
    """What a holder has."""

    holder: str
    on: str
    counted_in: str
    series: list[StockSeries]
    reconciled: Estimate | None
    parts: list[StockPart]
    warnings: list[str]

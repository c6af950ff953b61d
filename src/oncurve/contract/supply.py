"""The JSON of answers on stocks of chips, who is able, and scenarios, as types."""

from __future__ import annotations

from typing import Literal, TypedDict

from oncurve.contract.estimate import Driver, Estimate, Number

__all__ = [
    "Able",
    "AbleOrganisation",
    "AblePoint",
    "Comparison",
    "Crosses",
    "FlipAt",
    "OutlookRow",
    "ScenarioOf",
    "ScenarioSeries",
    "Scenarios",
    "StockPart",
    "StockSeries",
    "Stocks",
    "TornadoBar",
    "TotalShare",
]


class StockSeries(TypedDict):
    """One source's figure on one measure; several on one thing are rivals."""

    measure: str
    source: str
    estimate: Estimate
    period: str | None
    note: str | None


class OutlookRow(TypedDict):
    """What one scenario gives for the quantity of a forecast that is not due: a model's outlook, never a verdict."""

    scenario: str
    label: str
    quantity: str
    definition: str
    day: str
    unit: str
    value: Number
    low: Number
    high: Number
    known: str
    source: str


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


class AbleOrganisation(TypedDict):
    """One developer: the probability that it could, and the bound that is the tightest."""

    id: str
    country: str
    probability: float
    limit: Literal["cash", "chips", "time and staff"]
    able_flop: Estimate
    shown_flop: float | None


class Crosses(TypedDict):
    """The day from which fewer than `n` could; an end that never comes is null."""

    n: int
    date: Estimate


class AblePoint(TypedDict):
    """The count on a day, for a run of the frontier of a kind."""

    kind: str
    date: str
    median: float
    low: float
    high: float


class Able(TypedDict):
    """Who could make a run."""

    on: str
    kind: str
    needed: Estimate
    count: Estimate
    organisations: list[AbleOrganisation]
    crosses: Crosses
    over_time: list[AblePoint]
    warnings: list[str]


class ScenarioSeries(TypedDict):
    """An outcome by quarter: medians and 90% intervals, one of each for each date."""

    name: str
    unit: str
    words: str
    dates: list[str]
    median: list[float]
    low: list[float]
    high: list[float]


class ScenarioOf(TypedDict):
    """One scenario."""

    name: str
    label: str
    because: str
    source: str | None
    series: list[ScenarioSeries]
    outcomes: dict[str, Estimate]


class FlipAt(TypedDict):
    """The single assumption that turns the order of two scenarios, and where."""

    name: str
    value: float
    flips_at: float
    inside: bool


class Comparison(TypedDict):
    """What decides between two scenarios; `flip` is null where no single assumption does."""

    between: list[str]
    difference: Estimate
    probability: float
    flip: FlipAt | None


class TornadoBar(TypedDict):
    """The outcome at the low and the high end of one input."""

    name: str
    low: float
    high: float


class TotalShare(TypedDict):
    """First-order and total share of the variance, with half of the 90% interval of the latter."""

    name: str
    first: float
    total: float
    error: float


class Scenarios(TypedDict):
    """What scenarios come to."""

    until: str
    scenarios: list[ScenarioOf]
    drivers: list[Driver]
    comparisons: list[Comparison]
    tornado: list[TornadoBar]
    total_shares: list[TotalShare]
    warnings: list[str]

"""Did cheaper models mean less demand for chips? Spending on chips beside the falling cost of a fixed capability."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate, estimate, significant
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Z90, Array, LogUniform, Normal
from oncurve.catalog.read import Catalogue
from oncurve.scenario.quarter import HALF_A_QUARTER, Quarters

__all__ = ["CONFOUNDERS", "Rebound", "rebound"]

_FIRST = dt.date(2022, 1, 1)
#: the quarter in which DeepSeek's model shook the market, on 27 January
_AFTER = dt.date(2025, 1, 1)
_YEAR = 4
_SPENDERS = ("microsoft", "meta", "alphabet")
CONFOUNDERS = (
    "New abilities, and not cheaper old ones, may be what is paid for: better models came out with every fall in cost.",
    "Chips are bought ahead of demand, for the years to come; spending today says little of use today.",
    "Supply was short until 2024: spending then followed what could be made and not what was wanted.",
    "The chips themselves fell in price for their speed, so that a dollar buys more of them.",
    "Data-centre revenue holds networks, recommendation, search and science beside language models.",
    "Both series rise with the same belief in AI: neither need cause the other.",
)


@dataclass(frozen=True, slots=True)
class Rebound:
    """The estimate and what it rests on.

    Args:
        quarters: first day, Nvidia's data-centre revenue and the capital spending of three large buyers, in USD.
        spending_growth: yearly growth of that revenue.
        before: the same over the four quarters before the news of January 2025.
        after: the same over the quarters after it.
        cost_decline: yearly fall of the cost of a fixed capability.
        elasticity: growth of use (its logarithm) over the fall of cost: above 1 spending rises as cost falls.
        rebound: what part of the saving came back as use; above 1 all of it, and more.
        confounders: what else may have moved spending.
    """

    quarters: tuple[tuple[dt.date, float, float | None], ...]
    spending_growth: Estimate
    before: float
    after: float
    cost_decline: Estimate
    elasticity: Estimate
    rebound: Estimate
    confounders: tuple[str, ...] = CONFOUNDERS

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"quarters": [{"from": day.isoformat(), "revenue": revenue, "capex": capex}
                             for day, revenue, capex in self.quarters],
                "spending_growth": self.spending_growth.to_dict(), "before": significant(self.before),
                "after": significant(self.after), "cost_decline": self.cost_decline.to_dict(),
                "elasticity": self.elasticity.to_dict(), "rebound": self.rebound.to_dict(),
                "confounders": list(self.confounders)}


def rebound(catalogue: Catalogue, draws: Draws) -> Rebound:
    """The rebound of spending on chips.

    Args:
        catalogue: the facts known by its day.
        draws: the columns of draws.

    Raises:
        MissingFact: fewer than two years of revenue, or no rate of the fall of cost, are known.
    """
    table = _quarters(catalogue)
    if len(table) < 2 * _YEAR:
        raise MissingFact("nvidia", "two years of data-centre revenue by quarter")
    grown, fallen = _growth(table, catalogue), _decline(catalogue)
    growth = Quantity("spending_growth", "x per year", _as_factor, {"log_growth": grown}, "slope of the logarithms")
    decline = Quantity("cost_decline", "x per year", _same, {"rate": fallen}, "anything between the published rates")
    both = {"log_growth": grown, "rate": fallen}
    method = "growth of use over the fall of cost, both as logarithms; use is spending over cost"
    elastic = Quantity("elasticity", "x", _elasticity, both, method)
    back = Quantity("rebound", "fraction", _back, both, "one plus the growth of spending over the fall of cost")
    before, after = _around(table)
    made = [estimate(each, draws) for each in (growth, decline, elastic, back)]
    return Rebound(table, made[0], before, after, made[1], made[2], made[3])


def _as_factor(log_growth: Array) -> Array:
    return np.asarray(np.exp(log_growth))


def _same(rate: Array) -> Array:
    return rate


def _elasticity(log_growth: Array, rate: Array) -> Array:
    return np.asarray((log_growth + np.log(rate)) / np.log(rate))


def _back(log_growth: Array, rate: Array) -> Array:
    return np.asarray(1 + log_growth / np.log(rate))


def _quarters(catalogue: Catalogue) -> tuple[tuple[dt.date, float, float | None], ...]:
    quarters = Quarters(_FIRST, 64)
    revenue: dict[int, float] = {}
    capex: dict[int, dict[str, float]] = {}
    for row in catalogue.supply:
        if row.span.start is None:
            continue
        number = quarters.index(row.span.start + HALF_A_QUARTER)
        if row.measure == "revenue" and row.holder == "nvidia" and row.scope == "data centre":
            revenue[number] = row.amount
        elif row.measure == "capex" and row.holder in _SPENDERS:
            capex.setdefault(quarters.index(row.span.start), {})[row.holder] = row.amount
    return tuple((quarters.start(number), revenue[number],
                  sum(found.values()) if len(found := capex.get(number, {})) == len(_SPENDERS) else None)
                 for number in sorted(revenue))


def _growth(table: tuple[tuple[dt.date, float, float | None], ...], catalogue: Catalogue) -> Input:
    """The slope of the logarithm of revenue, a year, with its standard error."""
    logs = np.log([revenue for _, revenue, _ in table])
    years = np.arange(len(logs)) / _YEAR
    slope, level = np.polyfit(years, logs, 1)
    left = logs - (level + slope * years)
    error = float(np.sqrt((left**2).sum() / (len(logs) - 2) / ((years - years.mean()) ** 2).sum()))
    row = next(row for row in catalogue.supply if row.holder == "nvidia" and row.scope == "data centre")
    spread = Normal(slope - Z90 * error, float(slope), slope + Z90 * error)
    return Input("log_spending_growth", "none", spread, "nvidia", row.fact(), "slope of the logarithms by quarter")


def _decline(catalogue: Catalogue) -> Input:
    """Anything between the lowest and the highest published yearly fall of the price of a fixed score."""
    rates = [(said, event) for event in catalogue.events.values() for said in event.said
             if said.measure == "cost_decline_rate" and said.scope == "inference"
             and isinstance(said.amount, int | float) and said.unit == "x per year"]
    if not rates:
        raise MissingFact("the cost of a fixed capability", "a published rate of its fall")
    amounts = sorted(float(said.amount) for said, _ in rates if not isinstance(said.amount, str | None))
    source = rates[0][0]
    fact = Fact("inference", "cost_decline_rate", amounts[0], "x per year", source.kind, source.known, source.source,
                low=amounts[0], high=amounts[-1], note=", ".join(said.source for said, _ in rates))
    return Input("cost_decline_rate", "x per year", LogUniform(amounts[0], max(amounts[-1], amounts[0] * 2)), "",
                 fact, "every ratio between the published rates as likely as the next")


def _around(table: tuple[tuple[dt.date, float, float | None], ...]) -> tuple[float, float]:
    """Growth a year of revenue over the four quarters before the news, and over those after it."""
    at = next((place for place, (day, _, _) in enumerate(table) if day >= _AFTER), len(table)) - 1
    before = table[at][1] / table[max(at - _YEAR, 0)][1]
    rest = len(table) - 1 - at
    after = (table[-1][1] / table[at][1]) ** (_YEAR / rest) if rest > 0 else float("nan")
    return before, after

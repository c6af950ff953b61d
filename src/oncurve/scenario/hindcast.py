"""What figures published by a day foresaw of stocks, sales and runs, against what was published later.

At each origin only figures known by then are used: Nvidia's revenue by quarter, what it said of China, the law as it
was known, and the training runs that had been counted. Growth goes on and fades; its spread is that of its own past.
The baseline draws a straight line through the logarithms of the same series and takes its prediction interval.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import quantiles
from oncurve.basis.inputs import Draws
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.cost.regression import predict
from oncurve.scenario.developer import shown_flop
from oncurve.scenario.known_then import FIRST, LAST, Then
from oncurve.scenario.quarter import Quarters
from oncurve.scenario.recorded import shipments
from oncurve.scenario.worth import Worth

__all__ = ["HORIZONS", "ORIGINS", "TARGETS", "Hindcast", "Row", "dated_figures", "hindcast"]

#: the earliest origin has five quarters of revenue behind it, the least that shows a year's growth
ORIGINS = tuple(dt.date(year, month, 1) for year, month in ((2023, 9), (2023, 12), (2024, 3), (2024, 6), (2024, 9),
                                                            (2024, 12)))
HORIZONS = (1, 2, 3, 4, 5, 6)
TARGETS = ("us_stock", "china_stock", "china_sales", "largest_run")
_LAST_PUBLISHED = dt.date(2024, 12, 31)
_CLOUDS = ("microsoft", "meta", "amazon", "google", "oracle")
_YEAR = 4
_TAIL = 0.1
_RECENT = 6
_LAST_COUNTED = dt.date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Row:
    """One forecast and what came.

    Args:
        target: what.
        origin: the day by which everything used was known.
        quarter: first day of the quarter forecast.
        ahead: quarters after the origin's.
        median: of the forecast.
        low: of its 90% interval.
        high: of it.
        base_low: of the baseline's.
        base_high: of it.
        came: as published later.
    """

    target: str
    origin: dt.date
    quarter: dt.date
    ahead: int
    median: float
    low: float
    high: float
    base_low: float
    base_high: float
    came: float

    @property
    def covered(self) -> bool:
        """Whether what came lies in the interval."""
        return self.low <= self.came <= self.high

    def score(self) -> tuple[float, float]:
        """The interval scores of forecast and baseline, on logarithms; smaller is better."""
        return (_interval_score(self.low, self.high, self.came),
                _interval_score(self.base_low, self.base_high, self.came))


@dataclass(frozen=True, slots=True)
class Hindcast:
    """All forecasts.

    Args:
        rows: each of them.
        figures: how many dated figures published in 2022 to 2024 they rest on.
        bands: by target, and "" for all, between what shares the coverage of such forecasts lies nine times in ten if
            their errors are as they say: those of one quarter and its neighbours, and of one share, hang together.
    """

    rows: tuple[Row, ...]
    figures: int
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def coverage(self, target: str = "") -> float:
        """The share covered."""
        own = [row for row in self.rows if target in ("", row.target)]
        return sum(row.covered for row in own) / len(own)

    def skill(self, target: str = "") -> float:
        """One less the mean interval score over the baseline's."""
        scores = np.asarray([row.score() for row in self.rows if target in ("", row.target)])
        return float(1 - scores[:, 0].mean() / scores[:, 1].mean())

    def to_dict(self) -> dict[str, Any]:
        """The table as the contract prints a backtest."""
        rows = [{"target": row.target, "origin": row.origin.isoformat(), "quarter": row.quarter.isoformat(),
                 "ahead": row.ahead, "median": row.median, "low": row.low, "high": row.high, "came": row.came,
                 "covered": row.covered} for row in self.rows]
        return {"rows": rows, "coverage": round(self.coverage(), 4), "n": len(rows), "figures": self.figures,
                "band": [round(end, 4) for end in self.bands.get("", ())],
                "by_target": {target: {"coverage": round(self.coverage(target), 4),
                                       "skill": round(self.skill(target), 4),
                                       "band": [round(end, 4) for end in self.bands.get(target, ())]}
                              for target in TARGETS},
                "skill": {"log-linear": round(self.skill(), 4)}}


def _interval_score(low: float, high: float, came: float) -> float:
    bottom, top, there = np.log(low), np.log(high), np.log(came)
    return float(top - bottom + 2 / _TAIL * (max(bottom - there, 0.0) + max(there - top, 0.0)))


def dated_figures(catalogue: Catalogue, first: dt.date = FIRST, last: dt.date = _LAST_PUBLISHED) -> int:
    """Figures on supply that were published between two days, forecasts of others aside."""
    rows = sum(1 for row in catalogue.supply if first <= row.known <= last and row.kind != "forecast")
    runs = sum(1 for model in catalogue.models.values() for fact in model.facts
               if fact.name.startswith("flop") and first <= fact.known <= last)
    return rows + runs


def hindcast(now: Catalogue, draws: Draws) -> Hindcast:
    """Every forecast from every origin.

    Args:
        now: the facts known later, for what came.
        draws: the columns of draws.

    Raises:
        MissingFact: nothing that came is known.
    """
    rows: list[Row] = []
    hits = {target: np.zeros(draws.n) for target in TARGETS}
    later = _Later(now, Quarters.between(FIRST, LAST))
    for origin in ORIGINS:
        then = Then(now.known_by(origin), draws, origin, len(HORIZONS))
        for target, foresee in _FORESEE.items():
            past, ahead = foresee(then)
            for step in HORIZONS:
                number = then.last + step
                came = later.came(target, number)
                if came > 0:
                    low, median, high = quantiles(ahead[step - 1])
                    bottom, top = _straight(past, step)
                    hits[target] += (low <= ahead[step - 1]) & (ahead[step - 1] <= high)
                    rows.append(Row(target, origin, then.quarters.start(number), step, median, low, high, bottom, top,
                                    came))
    if {row.target for row in rows} != set(TARGETS):
        raise MissingFact(str(now.as_of), "what was published after the forecasts",
                          "Ask without --as-of, or with a later day.")
    return Hindcast(tuple(rows), dated_figures(now), _bands(rows, hits))


def _bands(rows: Sequence[Row], hits: Mapping[str, Array]) -> dict[str, tuple[float, float]]:
    """Between what shares coverage lies nine times in ten, were each draw in turn what came."""
    counts = {target: sum(row.target == target for row in rows) for target in hits}
    shares = {target: found / counts[target] for target, found in hits.items()}
    shares[""] = np.add.reduce(list(hits.values())) / len(rows)
    return {target: (low, high) for target, share in shares.items() for low, _, high in (quantiles(share),)}


def _us_stock(then: Then) -> tuple[list[float], list[Array]]:
    return then.stock(lambda number: then.share("hindcast_cloud_share", number))


def _china_stock(then: Then) -> tuple[list[float], list[Array]]:
    return then.stock(then.china_share)


def _china_sales(then: Then) -> tuple[list[float], list[Array]]:
    past = [float(np.median(then.flow(revenue, number, then.china_share(number))))
            for number, revenue in then.revenue.items()]
    ahead = [then.flow(revenue, then.last + step, then.china_share(then.last + step))
             for step, revenue in enumerate(then.ahead, 1)]
    return past, ahead


def _largest_run(then: Then) -> tuple[list[float], list[Array]]:
    """The largest run counted by then, and the trend through the last six quarters; a record is never lost again.

    A record stands above the trend by its nature, and the trend goes on while it stands: so the level is the mean of
    the quarters, each brought forward at the yearly growth.
    """
    line = [_largest(then.catalogue, then.quarters.last_day(number)) for number in range(then.last + 1)]
    line = [value for value in line if value > 0]
    recent, yearly = line[-_RECENT:], then.values["hindcast_run_growth"]
    brought = [np.log(value) + np.log(yearly) * (len(recent) - 1 - place) / _YEAR for place, value in enumerate(recent)]
    level = np.exp(np.mean(brought, axis=0)) * then.values["hindcast_run_step"] * then.values["hindcast_run_untold"]
    return line, [np.maximum(level * yearly ** (step / _YEAR), line[-1]) for step in HORIZONS]


_FORESEE: dict[str, Callable[[Then], tuple[list[float], list[Array]]]] = {
    "us_stock": _us_stock, "china_stock": _china_stock, "china_sales": _china_sales, "largest_run": _largest_run}


def _largest(catalogue: Catalogue, day: dt.date) -> float:
    """FLOP of the largest run among models out by a day."""
    return max((size for model in catalogue.models.values() if model.release_date is not None
                and model.release_date <= day and (size := shown_flop(model)) is not None), default=0.0)


class _Later:
    """What was published later.

    Args:
        catalogue: all facts.
        quarters: the time axis.
    """

    def __init__(self, catalogue: Catalogue, quarters: Quarters) -> None:
        self.catalogue, self.quarters = catalogue, quarters
        self.worth = Worth(catalogue)
        self.sold = [row for row in shipments(catalogue) if row.maker == "nvidia"]

    def came(self, target: str, number: int) -> float:
        """A target in a quarter; 0 where nothing was published."""
        day = self.quarters.last_day(number)
        if day > _LAST_COUNTED:
            return 0.0
        if target == "largest_run":
            return _largest(self.catalogue, day)
        holders, total = _CLOUDS if target == "us_stock" else ("CN",), 0.0
        for row in self.sold:
            if row.holder in holders and row.span.start:
                at = self.quarters.index(row.span.start)
                if at == number or (at < number and target != "china_sales"):
                    total += row.amount * (self.worth.equivalents(row.chip) or 0.0)
        return total


def _straight(past: Sequence[float], step: int) -> tuple[float, float]:
    """The 90% prediction interval of a straight line through the logarithms, so many steps ahead."""
    logs = np.log(np.maximum(past, 1e-9))
    found = predict([(float(at),) for at in range(len(logs))], logs.tolist(), (float(len(logs) - 1 + step),))
    return float(np.exp(found.low)), float(np.exp(found.high))

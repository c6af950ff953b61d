"""How fast things change by the year: efficiency, prices, costs, compute, horizons, each by rival methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from oncurve.answers.near import nearest
from oncurve.answers.rates import published_rates
from oncurve.basis.errors import MissingFact, UnknownName
from oncurve.basis.estimate import Estimate, quantiles, significant
from oncurve.basis.spread import Array
from oncurve.catalog.event import Said

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["WHATS", "Asked", "Method", "Trend", "factor_estimate", "published", "trend", "year_of"]

WHATS = ("training-efficiency", "inference-price", "hardware-price", "training-cost", "training-compute",
         "time-horizon")
_DAYS_A_YEAR = 365.25
_FIRST_YEAR = 2000
_MONTHS_A_YEAR = 12
#: the topic of published rates, by question
_TOPICS = {"training-efficiency": "training-efficiency", "inference-price": "inference-price",
           "training-cost": "training-cost-growth", "training-compute": "training-compute-growth",
           "time-horizon": "task-horizon"}


@dataclass(frozen=True, slots=True)
class Method:
    """One way to find the rate.

    Args:
        name: a short name.
        definition: what it does, in words.
        per_year: a factor a year.
    """

    name: str
    definition: str
    per_year: Estimate

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"method": self.name, "definition": self.definition, "per_year": self.per_year.to_dict()}


@dataclass(frozen=True, slots=True)
class Trend:
    """A rate a year, by every method, with what others have published beside it.

    Args:
        what: the question.
        methods: the headline first.
        rivals: published rates: `source`, `per_year`, `definition`.
        points: the points that the headline rests on, for a picture.
        warnings: what a reader should know.
    """

    what: str
    methods: tuple[Method, ...]
    rivals: tuple[dict[str, Any], ...]
    points: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...] = ()

    @property
    def per_year(self) -> Estimate:
        """The headline."""
        return self.methods[0].per_year

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"what": self.what, "per_year": self.per_year.to_dict(), "method": self.methods[0].definition,
                "methods": [each.to_dict() for each in self.methods], "rivals": list(self.rivals),
                "points": list(self.points), "warnings": list(self.warnings)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a rate.

    Args:
        world: the facts and draws.
        country: only models of this country.
        organisation: only models of this maker.
        data: a file of points of one's own, where the question takes one.
    """

    world: World
    country: str | None = None
    organisation: str | None = None
    data: Path | None = None

    def keeps(self, country: str, organisation: str) -> bool:
        """Whether a model of that country and maker is asked about."""
        return ((self.country is None or country == self.country)
                and (self.organisation is None or organisation == self.organisation))


Answerer = Callable[[Asked], tuple[list[Method], list[dict[str, Any]], list[str]]]


def _answerers() -> dict[str, Answerer]:
    from oncurve.answers import rates_of_models, rates_of_prices

    return {"training-efficiency": rates_of_models.efficiency, "training-compute": rates_of_models.compute,
            "training-cost": rates_of_models.cost, "time-horizon": rates_of_models.horizon,
            "inference-price": rates_of_prices.inference, "hardware-price": rates_of_prices.hardware}


def trend(world: World, what: str, *, country: str | None = None, organisation: str | None = None,
          data: Path | None = None) -> Trend:
    """The rate of change of one of `WHATS`.

    Args:
        world: the facts and draws.
        what: the question.
        country: only models of this country, in any spelling.
        organisation: only models of this maker, in any spelling.
        data: for `time-horizon`, a CSV of horizons.

    Raises:
        UnknownName: no such question, country or maker.
        MissingFact: too few points.
    """
    if what not in WHATS:
        raise UnknownName("trend", what, nearest(what, WHATS), known=WHATS)
    place = None if country is None else world.catalogue.place(country).id
    maker = None if organisation is None else world.organisation(organisation).id
    asked = Asked(world, place, maker, data)
    methods, points, warnings = _answerers()[what](asked)
    rivals = published(world, what)
    if not methods:
        whose = f" of {country or organisation}" if place or maker else ""
        raise MissingFact(what, f"points enough for a rate{whose}",
                          "Leave out --country and --organisation, or add facts with --facts.")
    return Trend(what, tuple(methods), tuple(rivals), tuple(points), tuple(warnings))


def published(world: World, what: str) -> list[dict[str, Any]]:
    """Rates of the same that were published by the world's day, oldest first."""
    topic = _TOPICS.get(what)
    rates = published_rates(world.catalogue, topic) if topic else []
    return [{"source": rate.said.source, "by": rate.who, "per_year": _said_rate(rate.said), "definition": rate.measures,
             "known": rate.said.known.isoformat()} for rate in rates]


def _said_rate(said: Said) -> dict[str, float | None]:
    """The median, low and high of a published rate as factors a year."""
    turn = said.measure == "doubling_time"
    values = [None if said.amount is None else float(said.amount), said.low, said.high]
    made = [None if value is None else significant(2 ** (_MONTHS_A_YEAR / value) if turn else value, 4)
            for value in values]
    low, high = (made[2], made[1]) if turn else (made[1], made[2])
    return {"median": made[0], "low": low, "high": high}


def factor_estimate(draws: Array | Sequence[float], method: str, *warnings: str) -> Estimate:
    """An estimate of a factor a year from draws of it."""
    sample = np.asarray(draws, dtype=np.float64)
    low, middle, high = quantiles(sample)
    return Estimate(middle, low, high, "x per year", (), method=method, warnings=warnings, draws=sample)


def year_of(day: dt.date) -> float:
    """A day as a decimal year."""
    return _FIRST_YEAR + (day - dt.date(_FIRST_YEAR, 1, 1)).days / _DAYS_A_YEAR

"""Who could make a run: cash, chips at hand, and time and staff, and which of them binds; the count over time.

Everything is set against the compute that the run needs. What a developer can put into one is bounded by what its
spending buys, by what its chips do in the longest time it gives to a run, and by what it has learnt to do: the largest
run that it has shown. Where nothing is known of its money or chips, the largest run that it has shown stands for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct

from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.basis.estimate import Estimate, driver_shares, quantiles
from oncurve.basis.formula import check_settings
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.span import add_months
from oncurve.basis.spread import Array, Lognormal
from oncurve.catalog.read import Catalogue
from oncurve.scenario.developer import Developer, developers
from oncurve.scenario.limits import setting_of
from oncurve.scenario.reasoners import released

__all__ = ["KINDS", "Able", "AbleAnswer", "Point", "Question", "answer_able", "count_able"]

#: kind of run: the input that says what it needs at the beginning of 2025, and the one that says how that grows
KINDS = {"pretraining": ("largest_run_us_2025", "pretraining_growth"),
         "reasoning": ("reasoning_run_2025", "reasoning_growth")}
ANCHOR = dt.date(2025, 1, 1)
_ASSUMED = ("own_growth", "own_spread", "run_stretch", "run_not_told", "fleet_share_of_a_run", "budget_share_of_a_run",
            "run_rent", "run_utilisation", "run_longest", "project_for_reasoning", "price_performance_decline",
            "largest_run_us_2025", "pretraining_growth", "reasoning_run_2025", "reasoning_growth", "frontier_within")
_LIMITS = ("cash", "chips", "time and staff")
_YEARS_AHEAD, _YEAR, _MONTHS = 4, 4, 12
_SECONDS, _HOUR = 86400.0, 3600.0


class Question(Struct, frozen=True):
    """What is asked.

    Args:
        on: the day on which the run would begin.
        budget: USD, or None.
        flop: FLOP, or None.
        kind: "pretraining" or "reasoning", for a run of the day's frontier where neither is given.
        by: the day by which the model is out; a year later where it is not given.
        count: the number of developers whose crossing is asked for.
    """

    on: dt.date
    budget: float | None = None
    flop: float | None = None
    kind: str = "pretraining"
    by: dt.date | None = None
    count: int = 5

    def __post_init__(self) -> None:
        for name, value in (("budget", self.budget), ("compute", self.flop)):
            if value is not None and not 0 < value < 1e40:
                raise BadUsage(f"A {name} of {value:g}", "", "Give a positive number: --budget 100e6 or --flop 1e26")
        if self.kind not in KINDS:
            raise BadUsage(f"No kind of run is called {self.kind!r}", "", f"Use one of {', '.join(KINDS)}.")
        if self.by is not None and self.by <= self.on:
            raise BadUsage(f"{self.by} is not after {self.on}", "", "Give a later --by.")

    @property
    def months(self) -> float:
        """Months from the start of the run to the day by which the model is out."""
        return (self.by - self.on).days / 365.25 * _MONTHS if self.by else float(_MONTHS)


class Able(Struct, frozen=True):
    """One developer's answer.

    Args:
        id: organisation id.
        country: where it sits.
        probability: that it could.
        limit: which bound is the tightest.
        estimate: FLOP that it could put into the run.
        shown: the largest run known of it, in FLOP, or None.
    """

    id: str
    country: str
    probability: float
    limit: str
    estimate: Estimate
    shown: float | None

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"id": self.id, "country": self.country, "probability": round(self.probability, 4), "limit": self.limit,
                "able_flop": self.estimate.to_dict(), "shown_flop": self.shown}


class Point(Struct, frozen=True):
    """The count on a day, for a run of the frontier of a kind."""

    kind: str
    date: dt.date
    median: float
    low: float
    high: float

    def to_dict(self) -> dict[str, Any]:
        """The point as plain data."""
        return {"kind": self.kind, "date": self.date.isoformat(), "median": self.median, "low": self.low,
                "high": self.high}


class AbleAnswer(Struct, frozen=True):
    """Who could.

    Args:
        question: what was asked.
        needed: FLOP of the run.
        count: how many.
        organisations: the likeliest first.
        crosses: the day from which fewer than `question.count` could make a frontier run of the kind.
        over_time: counts for each kind of frontier run.
        warnings: what a reader should know.
    """

    question: Question
    needed: Estimate
    count: Estimate
    organisations: tuple[Able, ...]
    crosses: Estimate
    over_time: tuple[Point, ...]
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        day = self.crosses.to_dict()
        for name in ("median", "low", "high"):
            value = getattr(self.crosses, name)
            day[name] = dt.date.fromordinal(round(value)).isoformat() if np.isfinite(value) else None
        return {"on": self.question.on.isoformat(), "kind": self.question.kind, "needed": self.needed.to_dict(),
                "count": self.count.to_dict(), "organisations": [each.to_dict() for each in self.organisations],
                "crosses": {"n": self.question.count, "date": day},
                "over_time": [point.to_dict() for point in self.over_time], "warnings": list(self.warnings)}

    def inputs(self) -> tuple[Input, ...]:
        """The named inputs."""
        return self.count.basis


@dataclass
class _Work:
    """The developers and inputs of one question, on draws."""

    catalogue: Catalogue
    draws: Draws
    settings: Mapping[str, str]
    found: tuple[Developer, ...]
    on: dt.date
    hours: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        inputs = {name: Input.of_assumption(self.catalogue.assumption(name)) for name in _ASSUMED}
        if self.hours is not None:
            inputs["reasoning_run_2025"] = self._simulated(inputs)
        check_settings(self.settings, tuple(inputs.values()))
        self.inputs = {key: setting_of(given, self.settings) for key, given in inputs.items()}
        self.values = {key: self.draws.values(given) for key, given in self.inputs.items()}

    @cached_property
    def peak(self) -> float:
        """FLOP that an H100 does in a second at its dense 16-bit peak."""
        return (self.catalogue.chip("h100").peak("bf16") or 0.0) * 1e12

    def _simulated(self, inputs: Mapping[str, Input]) -> Input:
        """The compute of a reasoning run from the chip-hours that the simulator gives it."""
        assert self.hours is not None
        flop = [each * _HOUR * self.peak * inputs["run_utilisation"].spread.median for each in self.hours]
        given = inputs["reasoning_run_2025"]
        return Input(given.name, given.unit, Lognormal(*flop), given.about, given.evidence,
                     "simulated: the chip-hours of the reinforcement learning behind DeepSeek-R1")

    def own(self, name: str, developer: Developer) -> Array:
        """A column of an assumption that each developer draws for itself."""
        given = self.inputs[name]
        mine = Input(given.name, given.unit, given.spread, developer.id, given.evidence)
        return np.broadcast_to(np.asarray(self.draws.values(mine), dtype=np.float64), (self.draws.n,))

    def per_dollar(self, on: dt.date) -> Array:
        """FLOP for a dollar in a large run begun on a day."""
        years = (on - ANCHOR).days / 365.25
        cheaper = 10 ** (np.asarray(self.values["price_performance_decline"]) * years)
        used = self.peak * np.asarray(self.values["run_utilisation"])
        return np.asarray(used * _HOUR / self.values["run_rent"] * cheaper)

    def needed(self, kind: str, on: dt.date) -> Array:
        """FLOP of a frontier run of a kind on a day; reasoning runs grow until they meet the largest runs."""
        years = max((on - ANCHOR).days / 365.25, 0.0)

        def grown(of: str) -> Array:
            start, growth = KINDS[of]
            return np.asarray(self.values[start] * np.asarray(self.values[growth]) ** years)

        frontier = grown("pretraining") / self.values["frontier_within"]
        return frontier if kind == "pretraining" else np.minimum(grown("reasoning"), frontier)

    @cached_property
    def reasoners(self) -> set[str]:
        """Developers that had a reasoning model out on the day of the question: for them it is no first project."""
        return released(self.catalogue, self.on)

    def bounds(self, developer: Developer, on: dt.date, needed: Array, asked: tuple[str, float]) -> tuple[Array, ...]:
        """FLOP that cash, chips, and time and staff allow a developer, for a kind of run and so many months."""
        kind, months = asked
        shown = developer.flop if developer.flop is not None else self.own("run_not_told", developer)
        since = max((on - (developer.shown_on or on)).days / 365.25, 0.0)
        grown = self.own("own_growth", developer) ** (since + months / _MONTHS)
        learnt = shown * self.own("own_spread", developer) * grown
        seconds = np.asarray(self.values["run_longest"]) * _SECONDS
        chips = learnt
        if developer.chips is not None:
            chips = np.asarray(developer.chips * self.own("fleet_share_of_a_run", developer) * self.peak
                               * np.asarray(self.values["run_utilisation"]) * seconds)
        cash = learnt
        if developer.budget is not None:
            cash = developer.budget * self.own("budget_share_of_a_run", developer) * self.per_dollar(on)
        steps = np.maximum(np.log10(needed / np.maximum(learnt, 1.0)), 0.0)
        first = 0.0 if kind == "reasoning" and developer.id in self.reasoners else 1.0
        late = self.own("project_for_reasoning", developer) * (first + steps) > months
        grown = np.where(late, 0.0, learnt * self.values["run_stretch"])
        return np.maximum(cash, shown), np.maximum(chips, shown), grown


def answer_able(catalogue: Catalogue, question: Question, draws: Draws, *,
                settings: Mapping[str, str] | None = None,
                hours: tuple[float, float, float] | None = None) -> AbleAnswer:
    """Who could make a run on a day.

    Args:
        catalogue: the facts known by its day.
        question: what is asked.
        draws: the columns of draws.
        settings: values of named inputs.
        hours: chip-hours of a reasoning run of 2025 from the simulator, 5%, median and 95%; None takes the assumption.

    Raises:
        MissingFact: no developer is known on the day.
        BadUsage: a number is impossible.
    """
    work = _work(catalogue, question, draws, settings or {}, hours)
    needed = _needed(work, question)
    limits = _limits(work, question, needed)
    rows = sorted((_able(developer, own, needed) for developer, own in zip(work.found, limits, strict=True)),
                  key=lambda row: (-row.probability, row.id))
    days = _days(question.on)
    counts = {kind: _counts(work, kind, days) for kind in KINDS}
    return AbleAnswer(question, _estimate(needed, "FLOP", "of the run asked for"), _count(work, needed, limits),
                      tuple(rows), _crossing(work, question, days, counts[question.kind]), _over_time(days, counts),
                      _told(work))


def count_able(catalogue: Catalogue, question: Question, draws: Draws) -> Estimate:
    """How many developers could make a run on a day, and nothing beside. Arguments and errors as for `answer_able`."""
    work = _work(catalogue, question, draws, {}, None)
    needed = _needed(work, question)
    return _count(work, needed, _limits(work, question, needed))


def _work(catalogue: Catalogue, question: Question, draws: Draws, settings: Mapping[str, str],
          hours: tuple[float, float, float] | None) -> _Work:
    found = developers(catalogue, question.on)
    if not found:
        raise MissingFact(str(question.on), "any developer with a model out by that day")
    return _Work(catalogue, draws, settings, found, question.on, hours)


def _limits(work: _Work, question: Question, needed: Array) -> list[tuple[Array, ...]]:
    """For each developer, the FLOP that each bound allows it."""
    return [work.bounds(developer, question.on, needed, (question.kind, question.months)) for developer in work.found]


def _able(developer: Developer, limits: tuple[Array, ...], needed: Array) -> Able:
    least = np.minimum.reduce(limits)
    tight = min(range(len(_LIMITS)), key=lambda number: float(np.mean(limits[number] >= needed)))
    told = developer.budget is not None, developer.chips is not None, True
    limit = _LIMITS[tight] if told[tight] else _LIMITS[-1]  # what it has shown stands for what is not told
    return Able(developer.id, developer.country, float((least >= needed).mean()), limit,
                _estimate(least, "FLOP", "the least of what cash, chips, and time and staff allow"), developer.flop)


def _count(work: _Work, needed: Array, limits: Sequence[tuple[Array, ...]]) -> Estimate:
    basis = tuple(work.inputs.values())
    total = np.add.reduce([np.asarray(np.minimum.reduce(each) >= needed, dtype=np.float64) for each in limits])
    low, median, high = quantiles(total)
    return Estimate(median, low, high, "count", basis, driver_shares(total, basis, work.draws),
                    "developers for whom every bound holds, draw by draw", draws=total)


def _told(work: _Work) -> tuple[str, ...]:
    """What a reader should know, with the assumptions that came out after the day of the catalogue."""
    told = ["Only developers whose models the catalogue knows are counted.",
            "A developer whose money or chips nobody tells is judged by the largest run that it has shown."]
    day = work.catalogue.as_of
    later = sorted(key for key, given in work.inputs.items()
                   if day is not None and given.evidence is not None and given.evidence.known > day)
    if later:
        told.append(f"These constants of the method were settled after {day}: {', '.join(later)}.")
    return tuple(told)


def _needed(work: _Work, question: Question) -> Array:
    n = work.draws.n
    if question.flop is not None:
        return np.full(n, question.flop)
    if question.budget is not None:
        return np.broadcast_to(question.budget * work.per_dollar(question.on), (n,))
    return np.broadcast_to(work.needed(question.kind, question.on), (n,))


def _estimate(sample: Array, unit: str, method: str) -> Estimate:
    low, median, high = quantiles(np.asarray(sample, dtype=np.float64))
    return Estimate(median, low, high, unit, method=method)


def _counts(work: _Work, kind: str, days: Sequence[dt.date]) -> Array:
    """How many could make a frontier run of a kind begun on each day, within a year; shape (day, draw)."""
    found = np.zeros((len(days), work.draws.n))
    for number, day in enumerate(days):
        needed = np.broadcast_to(work.needed(kind, day), (work.draws.n,))
        for developer in work.found:
            found[number] += np.minimum.reduce(work.bounds(developer, day, needed, (kind, float(_MONTHS)))) >= needed
    return found


def _days(on: dt.date) -> list[dt.date]:
    """The first day of the month, and of every third month after it."""
    return [add_months(on.replace(day=1), _MONTHS // _YEAR * step) for step in range(_YEARS_AHEAD * _YEAR + 1)]


def _over_time(days: Sequence[dt.date], counts: Mapping[str, Array]) -> tuple[Point, ...]:
    points = []
    for kind, rows in counts.items():
        for day, row in zip(days, rows, strict=True):
            low, median, high = quantiles(row)
            points.append(Point(kind, day, median, low, high))
    return tuple(points)


def _crossing(work: _Work, question: Question, days: Sequence[dt.date], counts: Array) -> Estimate:
    """The first day of a quarter on which fewer than so many could; unbounded where that never comes."""
    below = counts < question.count
    ordinals = np.asarray([float(day.toordinal()) for day in days])
    first = np.where(below.any(axis=0), ordinals[below.argmax(axis=0)], np.inf)
    low, median, high = np.quantile(first, (0.05, 0.5, 0.95), method="inverted_cdf")
    return Estimate(float(median), float(low), float(high), "date", tuple(work.inputs.values()), draws=first,
                    method=f"first quarter in which fewer than {question.count} could make a {question.kind} run")

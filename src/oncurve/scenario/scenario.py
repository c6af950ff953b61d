"""The fork: scenarios run on the same draws, compared, with what decides between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Driver, Estimate, quantiles, significant
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.scenario.base import Values
from oncurve.scenario.model import METHOD, Model, Tally
from oncurve.scenario.outcome import SERIES, Outcome
from oncurve.scenario.policy import Policy, policy_named
from oncurve.scenario.quarter import Quarters
from oncurve.scenario.sensitivity import Bar, Flip, TotalShare, flip, tornado, total_shares

__all__ = ["LAST", "Decided", "Model", "Scenario", "ScenarioAnswer", "SeriesOf", "answer_scenarios"]

#: where scenarios end
LAST = dt.date(2030, 12, 31)
_EARLIEST, _LATEST = dt.date(2025, 3, 31), dt.date(2050, 12, 31)
_FREE = "no-controls-2022"
_COMPUTE_ALONE = ("The lag starts from what was observed at the beginning of 2025 and moves with compute alone: what "
                  "talent, data or luck change is not in it.")


@dataclass(frozen=True, slots=True)
class SeriesOf:
    """One outcome by quarter: the median and the 90% interval."""

    name: str
    unit: str
    words: str
    dates: tuple[dt.date, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def to_dict(self) -> dict[str, Any]:
        """The series as plain data."""
        numbers = {name: [significant(value) for value in getattr(self, name)] for name in ("median", "low", "high")}
        return {"name": self.name, "unit": self.unit, "words": self.words,
                "dates": [day.isoformat() for day in self.dates], **numbers}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One policy's answer.

    Args:
        policy: what is changed.
        series: by quarter.
        outcomes: at the end.
    """

    policy: Policy
    series: tuple[SeriesOf, ...]
    outcomes: Mapping[str, Estimate]

    def to_dict(self) -> dict[str, Any]:
        """The scenario as plain data."""
        return {"name": self.policy.name, "label": self.policy.label, "because": self.policy.because,
                "source": self.policy.source or None, "series": [each.to_dict() for each in self.series],
                "outcomes": {name: made.to_dict() for name, made in self.outcomes.items()}}


@dataclass(frozen=True, slots=True)
class Decided:
    """What decides between two scenarios.

    Args:
        between: their names.
        difference: the lag of the first less that of the second.
        probability: that the first has the longer lag.
        flip: the single assumption that turns their order, or None where none does.
    """

    between: tuple[str, str]
    difference: Estimate
    probability: float
    flip: Flip | None

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {"between": list(self.between), "difference": self.difference.to_dict(),
                "probability": round(self.probability, 4), "flip": self.flip.to_dict() if self.flip else None}


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """What scenarios come to.

    Args:
        until: the last day.
        scenarios: in the order asked for.
        drivers: first-order shares of the variance of the first scenario's lag.
        comparisons: what decides between each scenario and the first.
        tornado: of the first scenario's lag, where asked for.
        shares: total shares, where asked for.
        warnings: what a reader should know.
        named: the inputs of the first scenario.
    """

    until: dt.date
    scenarios: tuple[Scenario, ...]
    drivers: tuple[Driver, ...]
    comparisons: tuple[Decided, ...] = ()
    tornado: tuple[Bar, ...] = ()
    shares: tuple[TotalShare, ...] = ()
    warnings: tuple[str, ...] = ()
    named: tuple[Input, ...] = ()

    def inputs(self) -> tuple[Input, ...]:
        """The named inputs of the first scenario."""
        return self.named

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"until": self.until.isoformat(), "scenarios": [each.to_dict() for each in self.scenarios],
                "drivers": [{"name": each.name, "share_of_variance": round(each.share_of_variance, 3)}
                            for each in self.drivers],
                "comparisons": [each.to_dict() for each in self.comparisons],
                "tornado": [each.to_dict() for each in self.tornado],
                "total_shares": [each.to_dict() for each in self.shares], "warnings": list(self.warnings)}


def answer_scenarios(model: Model, names: Sequence[str], *, threshold: float | None = None,
                     by: dt.date | None = None, deep: bool = False) -> ScenarioAnswer:
    """Run scenarios and say what decides between them.

    Args:
        model: the facts, draws and horizon.
        names: shipped names or files; the first is the one the others are compared with.
        threshold: months; the probability that the lead exceeds it is given.
        by: the day of that probability; the end where it is not given.
        deep: whether to work out the tornado and total shares.

    Raises:
        UnknownName: no scenario is called so.
        BadInput: a file cannot be read.
        BadUsage: a day lies outside the horizon.
    """
    if not _EARLIEST <= model.until <= _LATEST:
        raise BadUsage(f"A scenario cannot end on {model.until}", f"It runs from {_EARLIEST} to {_LATEST} at most",
                       "For example: --until 2030-12-31")
    if threshold is not None and not np.isfinite(threshold):
        raise BadUsage(f"A lead of {threshold} months", "", "Give a number: --lead-over 12")
    policies = [policy_named(name) for name in names]
    free = policy_named(_FREE)
    tallies = model.tallies(policies, free)
    asked = threshold, by
    made = tuple(_scenario(model, each, tally, asked) for each, tally in zip(policies, tallies, strict=True))
    first = policies[0]
    inputs = tuple(model.inputs(first).values())
    bars = tornado(model.lag_of(first), inputs) if deep else ()
    shares = total_shares(model.lag_of(first), inputs) if deep else ()
    end = model.base.quarters.last_day(model.base.recorded - 1)
    told = (_COMPUTE_ALONE, f"Records end on {end}; what comes after rests on assumptions.")
    return ScenarioAnswer(model.until, made, tuple(made[0].outcomes["lag"].drivers),
                          tuple(_decided(model, (first, other), (tallies[0].lag[-1], tally.lag[-1]))
                                for other, tally in zip(policies[1:], tallies[1:], strict=True)),
                          bars, shares, told, inputs)


def _scenario(model: Model, policy: Policy, tally: Tally, asked: tuple[float | None, dt.date | None]) -> Scenario:
    quarters = model.base.quarters
    dates = tuple(quarters.last_day(number) for number in quarters)
    series = tuple(_series(each, dates, values) for each, values in zip(SERIES, tally.series, strict=True))
    told = {each.name: (each.words, each.unit, METHOD, values[-1].copy())
            for each, values in zip(SERIES, tally.series, strict=True)}
    told["lag_from_controls"] = ("months of lag that the controls account for", "month",
                                 "lag less that without any control, on the same draws", tally.lag_from_controls)
    for side, values in zip(("buyers", "sellers"), tally.duties, strict=True):
        if values.any():
            words = f"duties on chips sold to China that {side} bear"
            told[f"duties_borne_by_{side}"] = words, "USD", METHOD, values
    outcomes = dict(zip(told, model.estimates(policy, list(told.values())), strict=True))
    if asked[0] is not None:
        outcomes["probability_of_lead"] = _lead(quarters, tally.lag, asked[0], asked[1])
    return Scenario(policy, series, outcomes)


def _lead(quarters: Quarters, lag: Array, threshold: float, by: dt.date | None) -> Estimate:
    """The probability that the lead exceeds so many months on a day, or at the end."""
    number = quarters.index(by) if by is not None else quarters.count - 1
    if not 0 <= number < quarters.count:
        raise BadUsage(f"{by} lies outside the scenario", f"It runs from {quarters.last_day(0)} to "
                       f"{quarters.last_day(quarters.count - 1)}", "Ask for a day within, or a later --until.")
    share = float(np.mean(lag[number] > threshold))
    words = f"probability that the lead exceeds {threshold:g} months on {quarters.last_day(number)}"
    return Estimate(share, share, share, "fraction", method=words)


def _series(of: Outcome, dates: tuple[dt.date, ...], values: Array) -> SeriesOf:
    low, middle, high = zip(*map(quantiles, values), strict=True)
    return SeriesOf(of.name, of.unit, of.words, dates, middle, low, high)


def _decided(model: Model, policies: tuple[Policy, Policy], lags: tuple[Array, Array]) -> Decided:
    """What decides between two policies, each at its own inputs: one that they set apart moves in the first alone."""
    first, other = policies
    words = f"lag under {first.name} less that under {other.name}"
    difference = model.estimate(words, "month", lags[0] - lags[1], first)
    inputs = model.inputs(first)
    own = {key: each.spread.median for key, each in model.inputs(other).items() if each != inputs[key]}

    def apart(values: Values, n: int) -> Array:
        theirs = {**values, **{key: np.full(n, median) for key, median in own.items()}} if own else values
        one, two = model.lags(policies, (values, theirs), n)
        return one - two

    found = flip(apart, tuple(inputs.values()))
    return Decided((first.name, other.name), difference, float(np.mean(lags[0] > lags[1])), found)

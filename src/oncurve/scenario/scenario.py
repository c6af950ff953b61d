"""The fork: scenarios run on the same draws, compared, with what decides between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from oncurve.basis.errors import BadUsage, UnknownName
from oncurve.basis.estimate import Driver, Estimate, driver_shares, quantiles, significant
from oncurve.basis.formula import check_settings
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import Base, Values, make_base
from oncurve.scenario.limits import setting_of
from oncurve.scenario.menu import Rulebook
from oncurve.scenario.outcome import SERIES, Outcome, Run, run, tolls
from oncurve.scenario.policy import Policy, policy_named
from oncurve.scenario.sensitivity import Bar, Flip, TotalShare, flip, tornado, total_shares

__all__ = ["LAST", "Decided", "Model", "Scenario", "ScenarioAnswer", "SeriesOf", "answer_scenarios"]

#: where scenarios end
LAST = dt.date(2030, 12, 31)
_EARLIEST, _LATEST = dt.date(2025, 3, 31), dt.date(2050, 12, 31)
_FREE = "no-controls-2022"
_MOST_DRIVERS = 12
#: what a policy changes: rules, the day from which, numbers and inputs
_Told = tuple[Rulebook, dt.date | None, tuple[tuple[str, float], ...], tuple[tuple[str, str], ...]]
_COMPUTE_ALONE = ("The lag starts from what was observed at the beginning of 2025 and moves with compute alone: what "
                  "talent, data or luck change is not in it.")
METHOD = "stocks and flows on draws; the lag moves from the one observed at the beginning of 2025"


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


@dataclass
class Model:
    """The model on one set of draws: runs are made when asked for, and share what they can.

    Args:
        catalogue: the facts.
        draws: the columns.
        until: the last day.
        settings: values of named inputs.
        precision: of H100-equivalents.
    """

    catalogue: Catalogue
    draws: Draws
    until: dt.date
    settings: Mapping[str, str] = field(default_factory=dict)
    precision: str = "8-bit"
    _runs: dict[_Told, Run] = field(default_factory=dict, repr=False)
    _values: dict[tuple[tuple[str, str], ...], dict[str, Array | float]] = field(default_factory=dict, repr=False)

    @cached_property
    def base(self) -> Base:
        """The records and inputs."""
        made = make_base(self.catalogue, self.until, self.precision)
        check_settings(self.settings, tuple(made.inputs.values()))
        return made

    def inputs(self, policy: Policy) -> dict[str, Input]:
        """The inputs under a policy: the user's settings win over the policy's."""
        wanted, known = {**policy.inputs, **self.settings}, tuple(self.base.inputs.values())
        for name in policy.inputs:
            try:
                check_settings({name: ""}, known)
            except UnknownName as error:
                raise (policy.fault(name, error) if policy.file else error) from None
        check_settings(wanted, known)
        return {key: setting_of(given, wanted) for key, given in self.base.inputs.items()}

    def run(self, policy: Policy) -> Run:
        """A policy worked out on the draws."""
        key = _changes(policy)
        if key not in self._runs:
            _check_rules(policy, self.catalogue)
            values, plain = self.values(policy), replace(_PLAIN, inputs=policy.inputs)
            actual = self.run(plain) if key != _changes(plain) else None
            self._runs[key] = run(self.base, policy, values, self.draws.n, actual)
        return self._runs[key]

    def values(self, policy: Policy) -> dict[str, Array | float]:
        """The draws of the inputs under a policy; one mapping for all policies that set the same."""
        key = tuple(sorted(policy.inputs.items()))
        if key not in self._values:
            self._values[key] = {name: self.draws.values(given) for name, given in self.inputs(policy).items()}
        return self._values[key]

    def lag_of(self, policy: Policy) -> Any:
        """The lag at the end under a policy, as a function of the values of the inputs."""
        def evaluate(values: Values, n: int) -> Array:
            actual = run(self.base, _PLAIN, values, n)
            return np.asarray(run(self.base, policy, values, n, actual).race.lag[-1])

        return evaluate

    def estimate(self, name: str, unit: str, sample: Array, policy: Policy, method: str = METHOD) -> Estimate:
        """An outcome as an estimate, with what drives it."""
        basis = tuple(self.inputs(policy).values())
        low, median, high = quantiles(np.asarray(sample, dtype=np.float64))
        drivers = driver_shares(np.asarray(sample, dtype=np.float64), basis, self.draws)[:_MOST_DRIVERS]
        named = {each.name for each in drivers}
        told = tuple(each for each in basis if each.key in named)
        return Estimate(median, low, high, unit, told, drivers, f"{name}: {method}", draws=sample)


_PLAIN = Policy("as-it-was")


def _changes(policy: Policy) -> _Told:
    """What a policy changes, whatever it is called: a reader's file may bear the name of one that is shipped."""
    return policy.rules, policy.since, tuple(sorted(policy.numbers.items())), tuple(sorted(policy.inputs.items()))


def _check_rules(policy: Policy, catalogue: Catalogue) -> None:
    """Refuse a rule that the catalogue does not hold."""
    for each in (*policy.rules.without, *policy.rules.kept, *policy.rules.under):
        try:
            catalogue.rules.find(each)
        except UnknownName as error:
            raise (policy.fault(each, error) if policy.file else error) from None


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
    made = tuple(_scenario(model, policy, free, threshold, by) for policy in policies)
    first = policies[0]
    inputs = tuple(model.inputs(first).values())
    bars = tornado(model.lag_of(first), inputs) if deep else ()
    shares = total_shares(model.lag_of(first), inputs) if deep else ()
    end = model.base.quarters.last_day(model.base.recorded - 1)
    told = (_COMPUTE_ALONE, f"Records end on {end}; what comes after rests on assumptions.")
    return ScenarioAnswer(model.until, made, made[0].outcomes["lag"].drivers,
                          tuple(_decided(model, first, other) for other in policies[1:]), bars, shares, told, inputs)


def _scenario(model: Model, policy: Policy, free: Policy, threshold: float | None, by: dt.date | None) -> Scenario:
    worked, without = model.run(policy), model.run(replace(free, inputs=policy.inputs))
    quarters = model.base.quarters
    dates = tuple(quarters.last_day(number) for number in quarters)
    series, outcomes = [], {}
    for each in SERIES:
        values = each.values(worked)
        series.append(_series(each, dates, values))
        outcomes[each.name] = model.estimate(each.words, each.unit, values[-1], policy)
    controls = worked.race.lag[-1] - without.race.lag[-1]
    outcomes["lag_from_controls"] = model.estimate("months of lag that the controls account for", "month", controls,
                                                   policy, "lag less that without any control, on the same draws")
    for side, values in zip(("buyers", "sellers"), tolls(worked), strict=True):
        if values.any():
            outcomes[f"duties_borne_by_{side}"] = model.estimate(f"duties on chips sold to China that {side} bear",
                                                                 "USD", values, policy)
    if threshold is not None:
        number = quarters.index(by) if by is not None else quarters.count - 1
        if not 0 <= number < quarters.count:
            raise BadUsage(f"{by} lies outside the scenario", f"It runs from {dates[0]} to {dates[-1]}",
                           "Ask for a day within, or a later --until.")
        share = float(np.mean(worked.race.lag[number] > threshold))
        words = f"probability that the lead exceeds {threshold:g} months on {dates[number]}"
        outcomes["probability_of_lead"] = Estimate(share, share, share, "fraction", method=words)
    return Scenario(policy, tuple(series), outcomes)


def _series(of: Outcome, dates: tuple[dt.date, ...], values: Array) -> SeriesOf:
    low, middle, high = zip(*map(quantiles, values), strict=True)
    return SeriesOf(of.name, of.unit, of.words, dates, middle, low, high)


def _decided(model: Model, first: Policy, other: Policy) -> Decided:
    """What decides between two policies, each at its own inputs: one that they set apart moves in the first alone."""
    one, two = model.run(first).race.lag[-1], model.run(other).race.lag[-1]
    difference = model.estimate(f"lag under {first.name} less that under {other.name}", "month", one - two, first)

    inputs = model.inputs(first)
    own = {key: each.spread.median for key, each in model.inputs(other).items() if each != inputs[key]}

    def apart(values: Values, n: int) -> Array:
        theirs = {**values, **{key: np.full(n, median) for key, median in own.items()}}
        return np.asarray(model.lag_of(first)(values, n) - model.lag_of(other)(theirs, n))

    found = flip(apart, tuple(inputs.values()))
    return Decided((first.name, other.name), difference, float(np.mean(one > two)), found)

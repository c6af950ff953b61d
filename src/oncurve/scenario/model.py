"""The model on one set of draws: its inputs, its runs, and what policies come to, block by block of draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from oncurve.basis.errors import UnknownName
from oncurve.basis.estimate import Estimate, quantiles, shares_of_all
from oncurve.basis.formula import check_settings
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import Base, Values, make_base
from oncurve.scenario.limits import setting_of
from oncurve.scenario.outcome import SERIES, Run, run, tolls
from oncurve.scenario.policy import Change, Policy

__all__ = ["BLOCK", "METHOD", "Model", "Tally"]

METHOD = "stocks and flows on draws; the lag moves from the one observed at the beginning of 2025"
#: draws that are worked through together, so that what lies between stays in the cache of a processor
BLOCK = 2048
_MOST_DRIVERS = 12
_PLAIN = Policy("as-it-was")
_LAG = next(number for number, each in enumerate(SERIES) if each.name == "lag")


@dataclass(frozen=True)
class Tally:
    """What one policy comes to, on draws.

    Args:
        series: every outcome of `SERIES` by quarter; shape (outcome, quarter, draw).
        lag_from_controls: months at the end that the controls account for; shape (draw,).
        duties: USD that buyers and sellers bear; shape (2, draw).
    """

    series: Array
    lag_from_controls: Array
    duties: Array

    @property
    def lag(self) -> Array:
        """Months by which China trails; shape (quarter, draw)."""
        return np.asarray(self.series[_LAG])

    def enter(self, part: slice, worked: Run, without: Run) -> None:
        """Write down what a policy comes to on some of the draws, beside the same without controls."""
        for number, each in enumerate(SERIES):
            self.series[number, :, part] = each.values(worked)
        self.lag_from_controls[part] = worked.race.last_lag - without.race.last_lag
        borne = tolls(worked)
        if borne is not None:
            self.duties[:, part] = borne


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
    _runs: dict[Change, Run] = field(default_factory=dict, repr=False)
    _inputs: dict[tuple[tuple[str, str], ...], dict[str, Input]] = field(default_factory=dict, repr=False)
    _values: dict[tuple[tuple[str, str], ...], dict[str, Array | float]] = field(default_factory=dict, repr=False)

    @cached_property
    def base(self) -> Base:
        """The records and inputs."""
        made = make_base(self.catalogue, self.until, self.precision)
        check_settings(self.settings, tuple(made.inputs.values()))
        return made

    def inputs(self, policy: Policy) -> dict[str, Input]:
        """The inputs under a policy: the user's settings win over the policy's."""
        kept = tuple(sorted(policy.inputs.items()))
        if kept not in self._inputs:
            wanted, known = {**policy.inputs, **self.settings}, tuple(self.base.inputs.values())
            for name in policy.inputs:
                try:
                    check_settings({name: ""}, known)
                except UnknownName as error:
                    raise (policy.fault(name, error) if policy.file else error) from None
            check_settings(wanted, known)
            self._inputs[kept] = {key: setting_of(given, wanted) for key, given in self.base.inputs.items()}
        return self._inputs[kept]

    def values(self, policy: Policy) -> dict[str, Array | float]:
        """The draws of the inputs under a policy; one mapping for all policies that set the same."""
        key = tuple(sorted(policy.inputs.items()))
        if key not in self._values:
            self._values[key] = {name: self.draws.values(given) for name, given in self.inputs(policy).items()}
        return self._values[key]

    def run(self, policy: Policy) -> Run:
        """A policy worked out on all the draws, with all that lies between; kept."""
        return self._worked(policy, self._runs, self.values, self.draws.n)

    def tallies(self, policies: Sequence[Policy], free: Policy) -> list[Tally]:
        """What policies come to, each beside the same inputs without controls; nothing that lies between is kept.

        Args:
            policies: they share what they can.
            free: the policy without controls.
        """
        for policy in policies:  # what is wrong with a reader's file is told with its line
            _check_rules(policy, self.catalogue)
            self.inputs(policy)
        n, count = self.draws.n, self.base.quarters.count
        made = [Tally(np.empty((len(SERIES), count, n)), np.empty(n), np.zeros((2, n))) for _ in policies]
        for start in range(0, n, BLOCK):
            part, runs = slice(start, min(start + BLOCK, n)), dict[Change, Run]()
            values = _cut(self.values, part)
            for policy, tally in zip(policies, made, strict=True):
                without = self._worked(replace(free, inputs=policy.inputs), runs, values, part.stop - start)
                tally.enter(part, self._worked(policy, runs, values, part.stop - start), without)
        return made

    def _worked(self, policy: Policy, runs: dict[Change, Run], values: Callable[[Policy], Values], n: int) -> Run:
        key = policy.changes
        if key not in runs:
            _check_rules(policy, self.catalogue)
            plain, own = replace(_PLAIN, inputs=policy.inputs), values(policy)
            actual = self._worked(plain, runs, values, n) if key != plain.changes else None
            middle = {name: given.spread.median for name, given in self.inputs(policy).items()}
            runs[key] = run(self.base, policy, own, n, actual, middle)
        return runs[key]

    def estimate(self, words: str, unit: str, sample: Array, policy: Policy) -> Estimate:
        """An outcome as an estimate, with what drives it."""
        return self.estimates(policy, [(words, unit, METHOD, sample)])[0]

    def estimates(self, policy: Policy, told: Sequence[tuple[str, str, str, Array]]) -> list[Estimate]:
        """Outcomes as estimates, each with what drives it; told are words, unit, method and draws."""
        basis = tuple(self.inputs(policy).values())
        shares = shares_of_all([sample for *_, sample in told], basis, self.draws)
        made = []
        for (words, unit, method, sample), found in zip(told, shares, strict=True):
            drivers = found[:_MOST_DRIVERS]
            named = {each.name for each in drivers}
            own = tuple(each for each in basis if each.key in named)
            low, median, high = quantiles(sample)
            made.append(Estimate(median, low, high, unit, own, drivers, f"{words}: {method}", draws=sample))
        return made

    def lags(self, policies: Sequence[Policy], values: Sequence[Values], n: int) -> list[Array]:
        """The lag at the end under policies, each at its own values of the inputs; arrays of shape (n,)."""
        found = [np.empty(n) for _ in policies]
        for start in range(0, n, BLOCK):
            part = slice(start, min(start + BLOCK, n))
            was: dict[int, Run] = {}
            for policy, own, out in zip(policies, values, found, strict=True):
                if id(own) not in was:
                    was[id(own)] = run(self.base, _PLAIN, _part_of(own, part), part.stop - start, middle={})
                actual = was[id(own)]
                worked = run(self.base, policy, actual.flows.values, part.stop - start, actual, {})
                out[part] = worked.race.last_lag
        return found

    def lag_of(self, policy: Policy) -> Callable[[Values, int], Array]:
        """The lag at the end under a policy, as a function of the values of the inputs."""
        return lambda values, n: self.lags([policy], [values], n)[0]


def _cut(values: Callable[[Policy], Values], part: slice) -> Callable[[Policy], Values]:
    """The values on some of the draws; one mapping for all policies that set the same."""
    made: dict[int, Values] = {}

    def cut(policy: Policy) -> Values:
        whole = values(policy)
        if id(whole) not in made:
            made[id(whole)] = _part_of(whole, part)
        return made[id(whole)]

    return cut


def _part_of(values: Values, part: slice) -> Values:
    return {name: each[part] if isinstance(each, np.ndarray) and each.ndim else each for name, each in values.items()}


def _check_rules(policy: Policy, catalogue: Catalogue) -> None:
    """Refuse a rule that the catalogue does not hold."""
    for each in (*policy.rules.without, *policy.rules.kept, *policy.rules.under):
        try:
            catalogue.rules.find(each)
        except UnknownName as error:
            raise (policy.fault(each, error) if policy.file else error) from None

"""What training a model cost, in each scope, with rival readings side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypedDict, Unpack

from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Assumption, Fact
from oncurve.basis.formula import Quantity, check_settings
from oncurve.basis.inputs import DEFAULT_SEED, Draws, Input, Seen
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.cost.inflation import CONSUMER_PRICES, deflator, index_level
from oncurve.cost.peers import peers_flop
from oncurve.cost.plan import Plan, plan_of
from oncurve.cost.prices import prices_of
from oncurve.cost.published import Published
from oncurve.cost.run import Run
from oncurve.cost.scopes import SCOPES, Reading, Scope, TextReading

__all__ = ["CostLine", "CostOptions", "ModelCost", "ScopeCost", "training_cost"]


class CostOptions(TypedDict, total=False):
    """What may be asked of a cost besides the model.

    Args:
        on: a day after which no price counts; None leaves the run's own days.
        scopes: any of `final_run hardware rd all_in`.
        chip: another chip to do the same work on.
        hide: kinds of report to leave out (`cost`, `chip_hours`, ...) or `source:ID`.
        settings: values or intervals of named inputs.
        dollars: a year, for real dollars; None for nominal.
        drivers: whether to work out the shares of variance.
    """

    on: dt.date | None
    scopes: tuple[str, ...]
    chip: str | None
    hide: frozenset[str]
    settings: Mapping[str, str]
    dollars: int | None
    drivers: bool


class CostLine(Struct, frozen=True):
    """One line of a bill, as an estimate in USD.

    Args:
        name: what was paid for.
        estimate: how much.
        note: how it was counted.
        observations: the price observations that it rests on.
    """

    name: str
    estimate: Estimate
    note: str
    observations: tuple[Fact, ...]

    def to_dict(self) -> dict[str, Any]:
        """The line as plain data."""
        plain: dict[str, Any] = {"name": self.name, "estimate": self.estimate.to_dict()}
        if self.note:
            plain["note"] = self.note
        if self.observations:
            plain["observations"] = [fact.to_dict() for fact in self.observations]
        return plain


class _Ask(Struct, frozen=True):
    """How quantities become estimates: the draws, the settings and the dollars."""

    draws: Draws
    settings: Mapping[str, str]
    drivers: bool
    dollars: _Dollars | None

    def estimate(self, quantity: Quantity, fact: Fact | None = None, seen: Seen | None = None) -> Estimate:
        """The estimate of a quantity; `fact` is the published figure that it is, if it is one."""
        if self.settings:
            quantity = quantity.with_settings(self.settings)
        if self.dollars is not None:
            quantity = self.dollars.real(quantity, fact)
        return estimate(quantity, self.draws, drivers=self.drivers, seen=seen)


class _Dollars(Struct, frozen=True):
    """Real dollars of a year for money spent on a day."""

    catalogue: Catalogue
    year: int
    spent: dt.date

    def real(self, quantity: Quantity, fact: Fact | None) -> Quantity:
        told = fact.detail.get("dollars") if fact is not None else None
        factor = deflator(self.catalogue, self.spent, self.year) if told is None else (
            index_level(self.catalogue, CONSUMER_PRICES, f"{self.year}")
            / index_level(self.catalogue, CONSUMER_PRICES, f"{told}"))
        when = f"{self.spent:%Y-%m}" if told is None else f"{told}"
        given = Input("deflator", "x", Exactly(factor), note=f"{CONSUMER_PRICES}, {when} to the mean of {self.year}")
        method = f"{quantity.method}, in dollars of {self.year}"
        return Quantity(quantity.name, quantity.unit, _scaled, {"nominal": quantity, "deflator": given}, method)


class ScopeCost:
    """One scope of a model's cost; its headline, lines and rival readings are worked out when asked for.

    Args:
        scope: the bill and its rival readings.
        ask: how quantities become estimates.
        seen: values of quantities that the scopes have in common.
    """

    def __init__(self, scope: Scope, ask: _Ask, seen: Seen) -> None:
        self.name = scope.name
        self._scope = scope
        self._ask = ask
        self._seen = seen

    @cached_property
    def estimate(self) -> Estimate:
        """The headline: the sum of the lines, in USD."""
        return self._ask.estimate(self._scope.bill.total, seen=self._seen)

    @cached_property
    def readings(self) -> dict[str, Estimate | TextReading]:
        """Rival readings by name; a text where nobody knows a number."""
        return {name: self._reading(each) for name, each in self._scope.readings.items()}

    @cached_property
    def lines(self) -> tuple[CostLine, ...]:
        """The lines of the bill; in every draw they add up to the headline."""
        return tuple(CostLine(line.name, self._ask.estimate(line.quantity), line.note, line.observations)
                     for line in self._scope.bill.lines)

    @property
    def bill(self) -> Any:
        """The bill itself, with its quantities."""
        return self._scope.bill

    def inputs(self) -> Iterator[Input]:
        """Every input of the bill, of its lines and of the readings."""
        yield from self._scope.bill.total.inputs()
        for line in self._scope.bill.lines:
            yield from line.quantity.inputs()
        for each in self._scope.readings.values():
            if isinstance(each, Quantity):
                yield from each.inputs()

    def _reading(self, each: Reading) -> Estimate | TextReading:
        if isinstance(each, TextReading):
            return each
        if isinstance(each, Published):
            quantity = each.quantity
            return each.estimate(self._ask.draws) if quantity is None else self._ask.estimate(quantity, each.fact)
        return self._ask.estimate(each)

    def to_dict(self) -> dict[str, Any]:
        """The scope as the contract prints it."""
        return {"estimate": self.estimate.to_dict(),
                "readings": {name: each.to_dict() for name, each in self.readings.items()},
                "lines": [line.to_dict() for line in self.lines]}

    def __repr__(self) -> str:
        return f"{self.name}: {self.estimate}"


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What training a model cost.

    Args:
        model: its id.
        scopes: by name, in the order of `SCOPES`.
        warnings: what a reader should know of all scopes.
        plan: how the run was costed.
    """

    model: str
    scopes: Mapping[str, ScopeCost]
    warnings: tuple[str, ...] = ()
    plan: Plan | None = field(default=None, repr=False, compare=False)

    def inputs(self) -> tuple[Input, ...]:
        """Every input of every scope, each once."""
        found = {each.key: each for scope in self.scopes.values() for each in scope.inputs()}
        return tuple(found.values())

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"model": self.model, "scopes": {name: scope.to_dict() for name, scope in self.scopes.items()},
                "warnings": list(self.warnings)}

    def __repr__(self) -> str:
        return f"ModelCost({self.model}: {', '.join(str(scope) for scope in self.scopes.values())})"


def training_cost(catalogue: Catalogue, model: str, *, draws: Draws | None = None,
                  **options: Unpack[CostOptions]) -> ModelCost:
    """What training a model cost.

    Args:
        catalogue: the facts known by its day.
        model: the model's name, in any spelling.
        draws: the columns of draws.
        **options: see `CostOptions`.

    Raises:
        UnknownName: no model or chip is called so, or a setting names no input.
        MissingFact: nothing is known that a cost could rest on.
    """
    scopes = options.get("scopes", SCOPES)
    for name in scopes:
        if name not in SCOPES:
            raise BadUsage(f"No scope is called {name!r}", "", f"Use any of {', '.join(SCOPES)}.")
    found = catalogue.model(model)
    run = Run(catalogue, found, options.get("hide", frozenset()))
    prices = prices_of(catalogue)
    chip_name = options.get("chip")
    chip = catalogue.chip(chip_name) if chip_name else None
    plan = plan_of(run, prices, on=options.get("on"), chip=chip, indirect=peers_flop, elsewhere=_simulated)
    year = options.get("dollars")
    dollars = None if year is None else _Dollars(catalogue, year, plan.days.end)
    settings = options.get("settings", {})
    ask = _Ask(draws or Draws(DEFAULT_SEED), settings, options.get("drivers", True), dollars)
    seen: Seen = {}
    made = {name: ScopeCost(Scope(name, plan), ask, seen) for name in scopes}
    warnings = dict.fromkeys(warning for scope in made.values() for warning in scope.bill.warnings)
    if year is not None:
        warnings[f"Dollars of {year}, by {CONSUMER_PRICES}."] = None
    late = _later_constants(made.values(), catalogue.as_of)
    answer = ModelCost(found.id, made, (*warnings, *late), plan)
    if settings:
        check_settings(settings, answer.inputs())
    if settings or year is not None:  # a wrong value, or a year without an index, is told at once
        for each in made.values():
            each.estimate  # noqa: B018
    return answer


def _simulated(run: Run, own: Chip, chip: Chip) -> Quantity | None:
    """How many times the hours, simulated; the simulator is loaded where another chip is asked for, and only there."""
    from oncurve.answers.elsewhere import simulated_factor

    return simulated_factor(run, own, chip)


def _later_constants(scopes: Iterable[ScopeCost], as_of: dt.date | None) -> tuple[str, ...]:
    """A warning that names the constants fitted on data newer than the day the question is asked from."""
    if as_of is None:
        return ()
    given = (each for scope in scopes for each in scope.bill.total.inputs())
    late = sorted({each.evidence.name for each in given
                   if isinstance(each.evidence, Assumption) and each.evidence.known > as_of})
    if not late:
        return ()
    return (f"Constants of the method that rest on work later than {as_of}: {', '.join(late)}.",)


def _scaled(nominal: Any, deflator: Any) -> Any:
    return nominal * deflator

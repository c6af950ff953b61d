"""The facts known by a day, the draws, and the user's settings: what every question is asked of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import UnknownName
from oncurve.basis.inputs import DEFAULT_DRAWS, DEFAULT_SEED, Draws
from oncurve.basis.span import parse_date
from oncurve.catalog.read import Catalogue

if TYPE_CHECKING:
    from oncurve.answers.backtest import Backtest
    from oncurve.answers.every_cost import EveryCost
    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory
    from oncurve.answers.export_screening import Screening
    from oncurve.answers.export_status import ExportStatus
    from oncurve.answers.forecast_test import ForecastTest
    from oncurve.answers.lag import LagAnswer
    from oncurve.answers.law import LawList
    from oncurve.answers.layout_search import LayoutSearch
    from oncurve.answers.on_trend import OnTrend
    from oncurve.answers.reasoning_run import Stage
    from oncurve.answers.recipes import Recipes
    from oncurve.answers.simulated_run import SimulatedRun
    from oncurve.answers.skill import Skill
    from oncurve.answers.spend import OrganisationSpend
    from oncurve.answers.training_compute import ModelCompute
    from oncurve.answers.training_cost import ModelCost
    from oncurve.answers.trends import Trend
    from oncurve.basis.evidence import Fact
    from oncurve.catalog.chip import Chip
    from oncurve.catalog.model import Model
    from oncurve.catalog.organisation import Organisation

__all__ = ["World"]


class World:
    """What was known by a day, and the questions that can be asked of it.

    Args:
        as_of: the day, as a date or `YYYY-MM-DD`; None is all that is known now.
        facts: folders of the user's own facts, over the catalogue.
        settings: values or intervals of named inputs, as `--set` takes them.
        seed: of the draws.
        draws: how many, an even number.
        dollars: a year, for real dollars; None for nominal.
        imported: the folder of the index of imported data; None for none.

    >>> World(as_of="2025-01-30").model("V3").label
    'DeepSeek-V3'
    """

    def __init__(self, as_of: str | dt.date | None = None, *, facts: Sequence[str | Path] = (),
                 settings: Mapping[str, str] | None = None, seed: int = DEFAULT_SEED, draws: int = DEFAULT_DRAWS,
                 dollars: int | None = None, imported: str | Path | None = None) -> None:
        self.as_of = parse_date(as_of) if as_of is not None else None
        self.settings = dict(settings or {})
        self.dollars = dollars
        self.draws = Draws(seed, draws)
        self._facts = tuple(Path(folder) for folder in facts)
        self._imported = None if imported is None else Path(imported)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the user's own facts."""
        return self._facts

    @property
    def imported(self) -> Path | None:
        """The folder of the index of imported data, or None."""
        return self._imported

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every fact known by `as_of`."""
        return Catalogue.load(self.as_of, self._facts, self._imported)

    def at(self, day: dt.date | None) -> World:
        """The same world as the public knew it by another day."""
        other = type(self)(day, facts=self._facts, settings=self.settings, seed=self.draws.seed,
                           draws=self.draws.n, dollars=self.dollars, imported=self._imported)
        other.draws = self.draws
        other.__dict__["catalogue"] = self.catalogue if day == self.as_of else self.catalogue.known_by(day)
        return other

    def setting(self, chosen: Mapping[str, str]) -> World:
        """The same world with these settings in place of its own."""
        if self.settings == chosen:
            return self
        other = self.at(self.as_of)
        other.settings = dict(chosen)
        return other

    def model(self, name: str) -> Model:
        """The model of that name, in any spelling. Raises `UnknownName`."""
        return self.catalogue.model(name)

    def chip(self, name: str) -> Chip:
        """The chip of that name, in any spelling. Raises `UnknownName`."""
        return self.catalogue.chip(name)

    def organisation(self, name: str) -> Organisation:
        """The organisation of that name, in any spelling. Raises `UnknownName`."""
        return self.catalogue.organisation(name)

    def cost(self, model: str, *, scopes: Sequence[str] | None = None, chip: str | None = None,
             hide: Collection[str] = (), drivers: bool = True) -> ModelCost:
        """What training a model cost, in each scope.

        Args:
            model: its name.
            scopes: any of `final_run hardware rd all_in`; None is every scope.
            chip: another chip to do the same work on.
            hide: kinds of report to leave out, so that a claim never confirms itself.
            drivers: whether to work out the shares of variance.
        """
        from oncurve.answers.training_cost import training_cost

        more: dict[str, Any] = {} if scopes is None else {"scopes": tuple(scopes)}
        return training_cost(self.catalogue, model, on=self.as_of, draws=self.draws, chip=chip, hide=frozenset(hide),
                             settings=self.settings, dollars=self.dollars, drivers=drivers, **more)

    def compute(self, model: str, *, hide: Collection[str] = ()) -> ModelCompute:
        """The training compute of a model, in FLOP, by every route there is."""
        from oncurve.answers.training_compute import training_compute

        return training_compute(self.catalogue, model, draws=self.draws, hide=frozenset(hide), settings=self.settings)

    def spend(self, organisation: str, *, year: int | None = None) -> OrganisationSpend:
        """What an organisation spends, by kind, with rival figures side by side."""
        from oncurve.answers.spend import spend

        return spend(self.catalogue, organisation, year=year)

    @cached_property
    def screening(self) -> Screening:
        """The export law known by `as_of`, ready for many questions."""
        from oncurve.answers.export_screening import Screening

        return Screening(self.catalogue)

    def screening_under(self, bills: Sequence[str]) -> Screening:
        """The export law with some bills taken as enacted, by their ids; raises `UnknownName` for what is no bill."""
        from oncurve.answers.export_screening import Screening

        if not bills:
            return self.screening
        rules = self.catalogue.rules
        for bill in bills:
            if bill not in rules or rules[bill].sort != "bill":
                raise UnknownName("bill", bill, rules.nearest(bill), "oncurve law")
        return Screening(self.catalogue, tuple(bills))

    def export(self, chip: str, *, to: str, hq: str | None = None, on: str | dt.date | None = None,
               under: Sequence[str] = (), **columns: str) -> ExportStatus:
        """Which export rule applies to a chip on its way somewhere, why, and by what margin.

        Args:
            chip: its name, or that of an item which `columns` describe.
            to: the destination, by code or name.
            hq: where the buyer's ultimate parent sits; the destination where it is not given.
            on: the day; today where it is not given.
            under: ids of bills to take as enacted.
            columns: as in a list (`end_use`, `tpp`, `performance_density`, `buyer`, `activity`, …).

        Raises:
            UnknownName: no such chip (and no numbers for it), country or bill.
        """
        from oncurve.answers.export_status import ask

        return ask(self.screening_under(under), {"chip": chip, "destination": to, "headquarters": hq or "",
                                                 "date": str(on or ""), **columns})

    def export_history(self, chip: str, *, to: str, hq: str | None = None, under: Sequence[str] = (),
                       **columns: str) -> ExportHistory:
        """The status of a chip for a destination through the years. Arguments as for `export`."""
        from oncurve.answers.export_history import export_history

        asked = self.export(chip, to=to, hq=hq, under=under, **columns)
        return export_history(asked.screening, asked.asked)

    def export_design(self, *, to: str, hq: str | None = None, on: str | dt.date | None = None,
                      at_most: str = "not_controlled", maker: str = "", use: str = "",
                      under: Sequence[str] = ()) -> ExportDesign:
        """The most capable chip that the rules of a day let through.

        Args:
            to: the destination.
            hq: where the buyer's ultimate parent sits.
            on: the day; today where it is not given.
            at_most: the strictest status that is acceptable.
            maker: the organisation that makes it, since letters bind makers; "" for one that none binds.
            use: "datacenter" or "consumer".
            under: ids of bills to take as enacted.
        """
        from dataclasses import replace

        from oncurve.answers.export_design import export_design

        row = {"chip": "a chip to be designed", "destination": to, "headquarters": hq or "", "date": str(on or ""),
               "end_use": use or "datacenter"}
        screening = self.screening_under(under)
        shipment = screening.shipment(row)
        vendor = self.organisation(maker) if maker else None
        item = replace(shipment.item, vendor=vendor.id if vendor else "", country=vendor.country if vendor else "")
        return export_design(screening, replace(shipment, item=item), at_most=at_most)

    def law(self, rule: str | None = None, *, on: str | dt.date | None = None, to: str | None = None) -> LawList:
        """The export rules with their dates, or one in full. Raises `UnknownName`."""
        from oncurve.answers.law import list_law

        return list_law(self.catalogue, rule, on=parse_date(on) if on is not None else None, to=to)

    def cost_all(self, *, scopes: Sequence[str] | None = None) -> EveryCost:
        """What training every model cost, and which models have no basis for an answer."""
        from oncurve.answers.every_cost import every_cost

        return every_cost(self.catalogue, lambda model: self.cost(model, scopes=scopes, drivers=False))

    def simulate(self, model: str, *, hide: Collection[str] = (), ablate: bool = False, **asked: Any) -> SimulatedRun:
        """Simulate the training of a model: time, utilisation, memory, chip-hours and energy.

        Args:
            model: its name.
            hide: kinds of report to leave out, so that a claim never confirms itself.
            ablate: whether to work out what each idea of the model's design saves.
            asked: any of `chip` (a name), `chips` (how many), `layout` ("tp=8,pp=16"), `precision`, `tokens` of the
                whole run, and `config`, the path of a `config.json` that stands for the model; what is not given
                is as published, and what is not published of the layout is spread over what is legal.
        """
        from dataclasses import replace

        from oncurve.answers.ablation import ablation
        from oncurve.answers.run_plan import run_plan
        from oncurve.answers.simulated_run import simulated_run

        plan = run_plan(self.catalogue, model, {**asked, "hide": hide})
        found = simulated_run(self.catalogue, plan, self.draws, self.settings)
        if not ablate:
            return found
        return replace(found, ablation=ablation(self.catalogue, plan, self.draws, self.settings))

    def reinforcement(self, model: str, *, chip: str | None = None, chips: int | None = None,
                      precision: str | None = None) -> Stage:
        """The reinforcement learning that made a reasoning model of its base: hours, and where they went.

        Args:
            model: its name.
            chip: the chip; None is as published.
            chips: how many; None is as published.
            precision: format of the matrix products; None is as published.
        """
        from oncurve.answers.reasoning_run import reinforcement_stage

        asked = {"chip": chip, "chips": chips, "precision": precision}
        return reinforcement_stage(self.catalogue, model, self.draws, asked, self.settings)

    def serving(self, model: str, *, chip: str | None = None, precision: str | None = None) -> Stage:
        """Serving a model: tokens that a chip generates in a second, and what a million of them cost in rent.

        Args:
            model: its name.
            chip: the chip; None is the one of its training.
            precision: format of the matrix products; None is that of its training.
        """
        from oncurve.answers.reasoning_run import serving

        return serving(self.catalogue, model, self.draws, {"chip": chip, "precision": precision}, self.settings)

    def layouts(self, model: str, *, chips: int | None = None, chip: str | Sequence[str] = (), top: int = 5,
                layout: str = "", precision: str | None = None, config: Path | None = None) -> LayoutSearch:
        """The best parallel layouts of a model out of all that are legal.

        Args:
            model: its name.
            chips: how many; None is as published.
            chip: a chip, or several to compare; none is the one it was trained on.
            top: how many of the best to simulate with intervals.
            layout: cells that must hold ("tp=8,batch=1024").
            precision: format of the matrix products; None is as published.
            config: the path of a `config.json` that stands for the model.
        """
        from oncurve.answers.layout_search import best_layouts

        several = (chip,) if isinstance(chip, str) and chip else tuple(chip)
        request = {"chips": chips, "chips_of": several, "top": top, "layout": layout, "precision": precision,
                   "config": config}
        return best_layouts(self.catalogue, model, request, self.draws, self.settings)

    def simulate_row(self, row: Mapping[str, str | None]) -> SimulatedRun:
        """Simulate a run that a row of a table describes (`oncurve simulate --batch`), with few draws."""
        from oncurve.answers.simulated_run import ROW_DRAWS, simulated_run
        from oncurve.training.plan import plan_of_sheet
        from oncurve.training.sheet import read_sheet

        plan = plan_of_sheet(self.catalogue, read_sheet(row))
        draws = Draws(self.draws.seed, min(self.draws.n, ROW_DRAWS))
        return simulated_run(self.catalogue, plan, draws, self.settings, drivers=False)
    def capability(self, model: str | None = None, *, scores: Path | None = None, predict: Path | None = None) -> Skill:
        """The capability index.

        Args:
            model: one model alone, with its expected score on each benchmark.
            scores: a CSV of one's own, which is then fitted alone.
            predict: a CSV of the cells to predict from it.
        """
        from oncurve.answers.skill import fitted_skill, shipped_skill

        if scores is not None:
            return fitted_skill(scores, predict, seed=self.draws.seed)
        return shipped_skill(self.catalogue, model=model, as_of=self.as_of)

    def lag(self, subject: str, *, behind: str, measure: str | None = None, rivals: bool = True) -> LagAnswer:
        """Months by which `subject` trails `behind`, under every definition there is data for, or one measure.

        The values of rival methods stand beside unless `rivals` is false.
        """
        from oncurve.answers.lag import lag

        return lag(self.catalogue, subject, behind, draws=self.draws, as_of=self.as_of, measure=measure, rivals=rivals)

    def trend(self, what: str, *, country: str | None = None, organisation: str | None = None,
              data: Path | None = None) -> Trend:
        """A rate a year, by rival methods, beside published rates; `answers.trends.WHATS` lists the questions."""
        from oncurve.answers.trends import trend

        return trend(self, what, country=country, organisation=organisation, data=data)

    def on_trend(self, model: str, *, against: str | Sequence[str]) -> tuple[OnTrend, ...]:
        """Whether a model's cost is an expected point on the curve from each of some earlier models."""
        from oncurve.answers.on_trend import on_trend

        return on_trend(self, model, (against,) if isinstance(against, str) else against)

    def backtest(self, what: str | None = None) -> Backtest | ForecastTest:
        """Past forecasts against what came.

        Args:
            what: `chip-hours`, or one of `answers.forecast_test.KINDS`; None is all of these.
        """
        if what == "chip-hours":
            from oncurve.answers.backtest import backtest

            return backtest(self.catalogue)
        from oncurve.answers.forecast_test import KINDS, forecast_test

        return forecast_test(self, KINDS if what is None else (what,))

    def multiplier(self, a: Path, b: Path) -> Recipes:
        """How many times less compute the recipe of training log `b` needs than that of log `a`."""
        from oncurve.answers.recipes import compare_recipes

        return compare_recipes(a, b, seed=self.draws.seed)

    def facts(self, query: str) -> list[Fact]:
        """The facts in which every word of `query` stands."""
        from oncurve.answers.facts import find_facts

        return find_facts(self.catalogue, query)

    def __repr__(self) -> str:
        return f"World(as_of={self.as_of.isoformat() if self.as_of else 'now'})"

"""The page of a model's training cost: each scope with its strip, its bill and what others make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.basis.estimate import Estimate
from oncurve.claims.saying import say_estimate
from oncurve.report.answer import AnswerPage, Grid, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import input_label
from oncurve.report.reading_words import id_words

if TYPE_CHECKING:
    from oncurve.answers.training_cost import ModelCost, ScopeCost
    from oncurve.answers.world import World
    from oncurve.catalog.read import Catalogue

__all__ = ["SCOPES", "cost_page"]

#: the scopes in words
SCOPES = {"final_run": "Final run", "hardware": "Hardware of the final run", "rd": "Research and development",
          "all_in": "All in"}
_MOST_DRIVERS = 3


def cost_page(cost: ModelCost, world: World) -> AnswerPage:
    """The page of a model's training cost.

    Args:
        cost: what it cost.
        world: the facts that it was worked out from.
    """
    catalogue = world.catalogue
    label = world.model(cost.model).label
    sections = tuple(_section(scope, catalogue) for scope in cost.scopes.values())
    told = "; ".join(f"{section.title[:1].lower()}{section.title[1:]} {section.figure}" for section in sections)
    lead = f"{upper(told)}: median and 90% interval."
    ids = sorted({each.evidence.source for each in cost.inputs() if each.evidence is not None})
    return AnswerPage(f"What training {label} cost", lead, sections,
                      tuple(catalogue.sources[each] for each in ids if each in catalogue.sources), cost.warnings)


def _section(scope: ScopeCost, catalogue: Catalogue) -> Section:
    numbers = {id_words(name, catalogue): each for name, each in scope.readings.items() if isinstance(each, Estimate)}
    grids = []
    if len(scope.lines) > 1:
        grids.append(Grid("The bill", ("Item", "Cost", "How it was counted"),
                          tuple((upper(line.name), say_estimate(line.estimate), line.note) for line in scope.lines),
                          ("Total", say_estimate(scope.estimate), "")))
    if scope.readings:
        grids.append(Grid("Other readings", ("Reading", "Cost", "Basis"), tuple(
            (upper(id_words(name, catalogue)),
             *((say_estimate(each), each.method) if isinstance(each, Estimate) else ("not a number", each.text)))
            for name, each in scope.readings.items())))
    drivers = scope.estimate.drivers[:_MOST_DRIVERS]
    if drivers:
        grids.append(Grid("What the spread comes from", ("Input", "Share of the variance"), tuple(
            (input_label(each.name, catalogue), f"{each.share_of_variance:.0%}") for each in drivers)))
    return Section(SCOPES.get(scope.name, scope.name), say_estimate(scope.estimate), upper(scope.estimate.method),
                   (("as computed", scope.estimate), *numbers.items()), tuple(grids), scope.estimate.warnings)

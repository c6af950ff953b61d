"""The training compute of a model, in FLOP, by every route that its facts allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import Quantity, set_together
from oncurve.basis.inputs import DEFAULT_SEED, Draws, Input
from oncurve.catalog.read import Catalogue
from oncurve.cost.chip_hours import hours_routes
from oncurve.cost.compute import Route, flop_routes, speed_flop
from oncurve.cost.peers import peers_flop
from oncurve.cost.prices import prices_of
from oncurve.cost.run import Run
from oncurve.cost.utilisation import utilisation_of

__all__ = ["ModelCompute", "training_compute"]


class ModelCompute(Struct, frozen=True):
    """Training FLOP of a model.

    Args:
        model: its id.
        estimate: by the best route there is.
        readings: by each route: `reported`, `six_nd`, `hours_mfu`, `estimated`, `price_peers`.
        warnings: what a reader should know.
    """

    model: str
    estimate: Estimate
    readings: Mapping[str, Estimate] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def inputs(self) -> tuple[Input, ...]:
        """Every input of every route, each once."""
        found = {given.key: given for each in self.readings.values() for given in each.basis}
        return tuple(found.values())

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"model": self.model, "estimate": self.estimate.to_dict(),
                "readings": {name: each.to_dict() for name, each in self.readings.items()},
                "warnings": list(self.warnings)}


def training_compute(catalogue: Catalogue, model: str, *, draws: Draws | None = None,
                     hide: frozenset[str] = frozenset(), settings: Mapping[str, str] | None = None) -> ModelCompute:
    """Training FLOP of a model: as its developer reports them, else 6ND, else chip-hours, else estimates.

    FLOP that were worked out from a cost or from benchmark scores are never used.

    Args:
        catalogue: the facts known by its day.
        model: its name, in any spelling.
        draws: the columns of draws.
        hide: kinds of report to leave out, or `source:ID`.
        settings: values or intervals of named inputs.

    Raises:
        UnknownName: no model is called so, or a setting names no input.
        MissingFact: nothing is known that FLOP could rest on.
    """
    run = Run(catalogue, catalogue.model(model), hide)
    routes = _routes(run)
    if not routes:
        raise MissingFact(run.model.id, "parameters and tokens, chip-hours, or FLOP of its training run",
                          f"Add one of these to models/{run.model.id}.toml of a facts folder.")
    columns = draws or Draws(DEFAULT_SEED)
    quantities = set_together({route.name: route.quantity for route in routes}, settings or {})
    readings = {name: estimate(quantity, columns) for name, quantity in quantities.items()}
    warnings = []
    if not routes[0].independent:
        warnings.append("No figure of the developer's: this rests on others' estimates or on indirect evidence.")
    if run.base is not None:
        warnings.append(f"The run of {run.base.label}, from which it started, is not counted.")
    return ModelCompute(run.model.id, next(iter(readings.values())), readings, tuple(warnings))


def _routes(run: Run) -> list[Route]:
    prices = prices_of(run.catalogue)
    routes = flop_routes(run, prices)
    by_hours = _by_hours(run)
    if by_hours is not None:
        place = sum(route.independent for route in routes) if by_hours.independent else len(routes)
        routes.insert(place, by_hours)
    if not routes:
        indirect = peers_flop(run, prices)
        routes = [] if indirect is None else [indirect]
    return routes


def _by_hours(run: Run) -> Route | None:
    """FLOP from chip-hours that do not themselves rest on FLOP."""
    prices = prices_of(run.catalogue)
    hours = next((each for each in hours_routes(run, prices) if each.route != "flop"), None)
    if hours is None or run.chip is None:
        return None
    speed = utilisation_of(run, prices, run.chip)
    if speed is None:
        return None
    quantity: Quantity = speed_flop(hours.quantity, speed.peak, speed.mfu)
    return Route("hours_mfu", quantity, hours.exact is not None)

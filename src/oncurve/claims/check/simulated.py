"""What the run simulator says of a model's run, where nothing was published of its length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from oncurve.basis.errors import OncurveError
from oncurve.basis.estimate import estimate
from oncurve.basis.formula import Quantity
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.claims.check.reading import Reading, World

__all__ = ["simulated", "simulated_compute", "simulated_cost"]

_FROM = "simulated from its shape, tokens, chips and layout"
_WHAT = {"chip_hours": f"hours that such a run takes on its chips, {_FROM}",
         "days": f"days that such a run takes on its chips, {_FROM}"}
_ON_TOLD = "that such a run takes on the chips that the sentence names, simulated from its shape and tokens"
_TOLD = {"chip_hours": f"hours {_ON_TOLD}", "days": f"days {_ON_TOLD}"}
_RENT = "rental_price"
_COST = f"hours that such a run takes on its chips, {_FROM}, at the rent of one"
_COMPUTE = f"operations of such a run, counted layer by layer with attention, {_FROM}"
#: Reports of the run's own length, which a simulation must not see.
_HIDDEN = ("chip_hours", "training_time", "cost", "mfu")
_SECONDS_AN_HOUR, _TERA = 3600, 1e12
_MOST_CHIPS = 10**7
#: A chip's name, with how many of it: "2,048 Nvidia H800s".
_COUNTED = r"(?i)(?:(\d[\d,]*)\s+(?:\w+\s+)?)?(?<![\w-]){}s?(?![\w-])"


def simulated(model: Model, world: World, name: str, sentence: str = "") -> Reading | None:
    """The simulated run as a reading; None where its shape, tokens or chips are not known.

    Args:
        model: whose run.
        world: what is known.
        name: "chip_hours" or "days".
        sentence: the claim's, whose chips stand in where the catalogue knows none of the run; never its hours.
    """
    made = _reading(_run(model, world), name, _WHAT)
    if made is None and (told := _chips_told(sentence, world)):
        made = _reading(_run(model, world, **told), name, _TOLD)
    return made


def _reading(run: Any, name: str, what: Mapping[str, str]) -> Reading | None:
    found = run.estimates.get(name) if run is not None else None
    if found is None or (name == "days" and "chips" in run.inferred):
        return None
    return Reading("simulated", what[name], found, short="simulated")


def simulated_cost(model: Model, world: World, cost: Any) -> Reading | None:
    """The simulated hours at the rent that the cost model takes for its chip, in USD; only shown, beside that.

    Args:
        model: whose run.
        world: what is known.
        cost: the answer of the cost model, which holds the rent.
    """
    scope = cost.scopes.get("final_run")
    rent = [given for given in scope.estimate.basis if given.name == _RENT] if scope is not None else []
    run = _run(model, world) if len(rent) == 1 else None
    hours = run.quantities.get("chip_hours") if run is not None else None
    if hours is None:
        return None
    quantity = Quantity("cost", "USD", _rented, {"hours": hours, "rent": rent[0]}, "simulated hours times rent")
    return Reading("final_run:simulated", _COST, estimate(quantity, world.draws, drivers=False), "shown",
                   short="simulated")


def simulated_compute(model: Model, world: World) -> Reading | None:
    """The operations of the simulated run, in FLOP; only shown, beside six for each parameter and token."""
    run = _run(model, world)
    if run is None or "chip_hours" not in run.quantities:
        return None
    parts = {"hours": run.quantities["chip_hours"], "speed": run.quantities["model_tflops_per_chip"],
             "productive": run.quantities["goodput"]}
    quantity = Quantity("training_flop", "FLOP", _operations, parts, "simulated speed times productive hours")
    return Reading("simulated", _COMPUTE, estimate(quantity, world.draws, drivers=False), "shown", short="simulated")


def _chips_told(sentence: str, world: World) -> dict[str, Any]:
    """The only chip that a sentence names, and how many of it; empty where it names none, or several."""
    found: dict[str, str] = {}
    low = sentence.lower()
    for key, name, aliases in world.catalogue.chips.names():
        for spelling in {key, name, *aliases}:
            if spelling.lower() in low and (hit := re.search(_COUNTED.format(re.escape(spelling)), sentence)):
                found[key] = max(found.get(key, ""), hit[1] or "")
    if len(found) != 1:
        return {}
    (chip, count), = found.items()
    number = int(count.replace(",", "")) if count else 0
    return {"chip": chip, **({"chips": number} if 1 < number < _MOST_CHIPS else {})}


def _run(model: Model, world: World, **asked: Any) -> Any:
    """The simulated run; None where too little is known of it."""
    if model.shape is None or model.base:
        return None
    try:
        run = world.simulate(model.id, hide=_HIDDEN, **asked)
    except OncurveError:  # its chip or its number of chips is not known, or too few: there is nothing to show
        return None
    return None if run.plan.guessed else run


def _rented(hours: Array, rent: Array) -> Array:
    return hours * rent


def _operations(hours: Array, speed: Array, productive: Array) -> Array:
    return hours * productive * _SECONDS_AN_HOUR * speed * _TERA

"""What the run simulator says of a model's run, where nothing was published of its length."""

from __future__ import annotations

from oncurve.basis.errors import OncurveError
from oncurve.catalog.model import Model
from oncurve.claims.check.reading import Reading, World

__all__ = ["simulated"]

_WHAT = {"chip_hours": "hours that such a run takes on its chips, simulated from its shape, tokens and layout",
         "days": "days that such a run takes on its chips, simulated from its shape, tokens and layout"}
#: Reports of the run's own length, which a simulation must not see.
_HIDDEN = ("chip_hours", "training_time", "cost", "mfu")


def simulated(model: Model, world: World, name: str) -> Reading | None:
    """The simulated run as a reading; None where its shape, tokens or chips are not known.

    Args:
        model: whose run.
        world: what is known.
        name: "chip_hours" or "days".
    """
    if model.shape is None or model.base:
        return None
    try:
        run = world.simulate(model.id, hide=_HIDDEN)
    except OncurveError:  # its chip or its number of chips is not known: there is nothing to show
        return None
    found = run.estimates.get(name)
    if found is None or run.plan.guessed or (name == "days" and "chips" in run.inferred):
        return None
    return Reading("simulated", _WHAT[name], found, short="simulated")

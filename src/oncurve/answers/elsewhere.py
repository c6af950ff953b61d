"""The same work on another chip, by simulating the run on both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import run_quantity
from oncurve.basis.errors import OncurveError
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.cost.run import Run

__all__ = ["simulated_factor"]


def simulated_factor(run: Run, own: Chip, chip: Chip) -> Quantity | None:
    """How many times the chip-hours another chip needs for the same tokens; None where nobody knows the shape.

    The layout is the published one where it fits, and else spread over what is legal and quick on each chip. What one
    run differs from another by chance counts once, since the hours on its own chip are known.

    Args:
        run: the run.
        own: the chip it was trained on, or is taken to have been.
        chip: the other chip.
    """
    if run.model.shape is None:
        return None
    try:
        plans = [run_plan(run.catalogue, run.model.id, {"chip": each.id, "hide": run.hide}) for each in (own, chip)]
        here, there = (run_quantity(run.catalogue, plan, plan.run())[0] for plan in plans)
    except OncurveError:  # a chip whose speed or memory is not known, or degrees that do not divide
        return None
    sure = Input("scatter", "x", Exactly(1.0), run.model.id, note="the run itself")
    here = replace(here, arguments={**here.arguments, "scatter": sure})
    return Quantity("hours there over hours here", "x", _ratio, {"here": here, "there": there},
                    f"simulated on {chip.label} and on {own.label}")


def _ratio(here: Any, there: Any) -> Any:
    return _each(there) / _each(here)


def _each(step: Any) -> Any:
    """Chip-seconds of a token."""
    return step.layout.chips / step.tokens_per_second

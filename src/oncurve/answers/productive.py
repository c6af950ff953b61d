"""What share of a simulated run's hours counts, with failures at its scale."""

from __future__ import annotations

from functools import partial
from typing import Any

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.catalog.read import Catalogue
from oncurve.training.goodput import failures_per_day, goodput

__all__ = ["failures", "productive"]

_METHOD = "failures at the scale of the cluster, restarts and checkpoints, and what else stops a run"


def productive(catalogue: Catalogue, step: Quantity | None, chips: float = 0.0) -> Quantity:
    """The productive share of a run's hours.

    Args:
        catalogue: the facts.
        step: the simulated step, whose layout says how many chips there are.
        chips: how many, where there is no step.
    """
    names = {"rate": "failures_per_chip_hour", "restart": "restart_hours", "checkpoint": "checkpoint_hours",
             "attended": "attended_share"}
    arguments: dict[str, Any] = {name: Input.of_assumption(catalogue.assumption(key)) for name, key in names.items()}
    if step is not None:
        arguments["step"] = step
    return Quantity("goodput", "fraction", partial(_productive, chips), arguments, _METHOD)


def failures(catalogue: Catalogue, step: Quantity) -> Quantity:
    """Interruptions of a run a day."""
    rate = Input.of_assumption(catalogue.assumption("failures_per_chip_hour"))
    return Quantity("failures", "interruption per day", _failures, {"step": step, "rate": rate},
                    "interruptions of one chip, times the chips")


def _productive(chips: float, *, rate: Any, restart: Any, checkpoint: Any, attended: Any, step: Any = None) -> Any:
    count = chips if step is None else step.layout.chips
    return goodput(count, rate, restart, checkpoint) * attended


def _failures(step: Any, rate: Any) -> Any:
    return failures_per_day(step.layout.chips, rate)

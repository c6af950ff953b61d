"""The plan of a run to simulate, from what the catalogue knows of a model."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.cost.run import Run
from oncurve.training.layout import PRECISIONS
from oncurve.training.legal import check_layout
from oncurve.training.network import chip_named, system_of
from oncurve.training.plan import Plan, bits_on, layout_cells
from oncurve.training.sheet import guessed_shape

__all__ = ["RunRequest", "run_plan"]

#: What a model of the catalogue is to be trained with: `chip`, `chips`, `layout`, `precision`, `tokens`, `hide`.
RunRequest = dict[str, Any]
#: A year after fused attention was published, libraries had it on older chips too.
_FUSED_EVERYWHERE = dt.date(2023, 6, 1)
_ASKED = {"chip", "chips", "layout", "precision", "tokens", "hide", "search", "chips_of", "top"}


def run_plan(catalogue: Catalogue, model: str, request: RunRequest | None = None) -> Plan:
    """The plan of a model's run: what is asked for, else what was published of it.

    Args:
        catalogue: the facts known by its day.
        model: its name, in any spelling.
        request: any of `chip` (a name), `chips`, `layout` ("tp=8,pp=16"), `precision`, `tokens`, and `hide`, a set
            of kinds of report to leave out.

    Raises:
        UnknownName: no model or chip is called so.
        BadUsage: a layout that cannot be.
        MissingFact: the model's size, or its chip, is not known.
    """
    asked = request or {}
    if unknown := set(asked) - _ASKED:
        raise BadUsage(f"A run has no {', '.join(sorted(unknown))}", "", f"Give any of {', '.join(sorted(_ASKED))}.")
    run = Run(catalogue, catalogue.model(model), frozenset(asked.get("hide", ())))
    named = asked.get("chip") or (run.chip.id if run.chip is not None else None)
    if named is None:
        raise MissingFact(run.model.id, "the chip it was trained on", "Name one with --chip.")
    chip, watts, size = chip_named(catalogue, named)
    precision = str(asked.get("precision") or run.precision).lower()
    if precision not in PRECISIONS:
        raise BadUsage(f"No precision is called {precision!r}", "", f"Use one of {', '.join(PRECISIONS)}.")
    shape, guessed = _shape(run.model)
    said = layout_cells(asked.get("layout") or _published_layout(run, asked))
    chips = asked.get("chips")
    if chips is None:
        chips = said.get("chips") or _chips(run)
    if chips is not None:
        if chips < 1:
            raise BadUsage(f"{chips} chips", "", "Legal: 1 or more.")
        said["chips"] = int(chips)
    said.setdefault("bits", bits_on(chip, precision))
    released = run.model.release_date
    if released is not None and released >= _FUSED_EVERYWHERE:
        said.setdefault("flash", 1)
    check_layout(shape, said)
    tokens = asked.get("tokens")
    if tokens is not None and not (math.isfinite(tokens) and tokens > 0):
        raise BadUsage(f"{tokens:g} tokens", "", "Give a number above 0.")
    published = run.fact("tokens.pretraining") or run.fact("tokens.final_run")
    if tokens is None and published is not None:
        tokens = published.number
    return Plan(shape, chip, system_of(catalogue, chip, watts, size), said, precision, tokens, run.model.id, guessed)


def _published_layout(run: Run, asked: RunRequest) -> str:
    """The layout that the developer describes, where the chips are those of the run and nothing else is asked for."""
    fact = run.fact("training_layout")
    return str(fact.amount) if fact is not None and not (asked.get("chips") or asked.get("search")) else ""


def _shape(model: Model) -> tuple[Shape, tuple[str, ...]]:
    table = model.shape
    if table is not None:
        return Shape.from_table(table), ()
    total, active = model.number("parameters.total"), model.number("parameters.active")
    if total is None:
        raise MissingFact(model.id, "its shape and its number of parameters",
                          f"Add parameters.total to models/{model.id}.toml of a facts folder.")
    return guessed_shape(total, active), ("shape",)


def _chips(run: Run) -> float | None:
    """How many chips the run had, where that is published; another chip is asked for in the same number."""
    found = run.under("chips")
    fact = found.get("pretraining") or found.get("final_run") or next(iter(found.values()), None)
    return None if fact is None else fact.number

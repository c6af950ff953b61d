"""The plan of a run to simulate, from what the catalogue knows of a model."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import numpy as np

from oncurve.architecture.config import read_config
from oncurve.architecture.dimensions import dimensions
from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.cost.run import Run
from oncurve.training.candidates import candidates
from oncurve.training.layout import PRECISIONS
from oncurve.training.legal import check_layout
from oncurve.training.memory import memory_of
from oncurve.training.network import chip_named, system_of
from oncurve.training.plan import Plan, bits_on, layout_cells, layout_precision
from oncurve.training.sheet import guessed_shape
from oncurve.training.system import System

__all__ = ["RunRequest", "run_plan"]

#: What a model is to be trained with: `chip`, `chips`, `layout`, `precision`, `tokens`, `hide`, and `config`, the path
#: of a `config.json` that describes it in place of the catalogue.
RunRequest = dict[str, Any]
#: A year after fused attention was published, libraries had it on older chips too.
_FUSED_EVERYWHERE = dt.date(2023, 6, 1)
#: Letters of a wrong word that an error repeats.
_SHOWN = 40
_ASKED = {"chip", "chips", "config", "layout", "precision", "tokens", "hide", "search", "chips_of", "top"}


def run_plan(catalogue: Catalogue, model: str, request: RunRequest | None = None) -> Plan:
    """The plan of a model's run: what is asked for, else what was published of it.

    Args:
        catalogue: the facts known by its day.
        model: its name, in any spelling.
        request: any of `chip` (a name), `chips`, `layout` ("tp=8,pp=16"), `precision`, `tokens`, `config` (the path
            of a `config.json`, which stands for the model), and `hide`, a set of kinds of report to leave out.

    Raises:
        UnknownName: no model or chip is called so.
        BadUsage: a layout that cannot be.
        MissingFact: the model's size, or its chip, is not known.
    """
    asked = request or {}
    if unknown := set(asked) - _ASKED:
        raise BadUsage(f"A run has no {', '.join(sorted(unknown))}", "", f"Give any of {', '.join(sorted(_ASKED))}.")
    if asked.get("config") is not None:
        return _plan_of_config(catalogue, Path(asked["config"]), asked)
    run = Run(catalogue, catalogue.model(model), frozenset(asked.get("hide", ())))
    named = asked.get("chip") or (run.chip.id if run.chip is not None else None)
    if named is None:
        raise MissingFact(run.model.id, "the chip it was trained on", "Name one with --chip.")
    chip, watts, size = chip_named(catalogue, named)
    layout = asked.get("layout") or ""
    precision = _precision(str(asked.get("precision") or layout_precision(layout) or run.precision))
    shape, guessed = _shape(run.model)
    system = system_of(catalogue, chip, watts, size)
    known = {"bits": bits_on(chip, precision)} | _published_chips(run)
    released = run.model.release_date
    if released is not None and released >= _FUSED_EVERYWHERE:
        known["flash"] = 1
    said = known | layout_cells(layout) | _asked_chips(asked)
    check_layout(shape, said)
    if not layout and not asked.get("search"):
        said = _as_published(run, shape, system, said)
    tokens = _tokens(asked)
    published = run.fact("tokens.pretraining") or run.fact("tokens.final_run")
    if tokens is None and published is not None:
        tokens = published.number
    return Plan(shape, chip, system, said, precision, tokens, run.model.id, guessed)


def _plan_of_config(catalogue: Catalogue, path: Path, asked: RunRequest) -> Plan:
    """The plan of a model that a `config.json` describes: nothing is published of its run."""
    shape = read_config(path)
    if not asked.get("chip"):
        raise BadUsage("A configuration does not say on which chip to train", "", "Name one with --chip.")
    chip, watts, size = chip_named(catalogue, asked["chip"])
    layout = asked.get("layout") or ""
    precision = _precision(str(asked.get("precision") or layout_precision(layout) or "bf16"))
    said = {"bits": bits_on(chip, precision), "flash": 1} | layout_cells(layout) | _asked_chips(asked)
    check_layout(shape, said)
    return Plan(shape, chip, system_of(catalogue, chip, watts, size), said, precision, _tokens(asked))


def _precision(name: str) -> str:
    if name.lower() not in PRECISIONS:
        raise BadUsage(f"No precision is called {name.lower()[:_SHOWN]!r}", "", f"Use one of {', '.join(PRECISIONS)}.")
    return name.lower()


def _tokens(asked: RunRequest) -> float | None:
    tokens: float | None = asked.get("tokens")
    if tokens is not None and not (math.isfinite(tokens) and tokens > 0):
        raise BadUsage(f"{tokens:g} tokens", "", "Give a number above 0.")
    return tokens


def _positive(chips: float) -> dict[str, int]:
    if chips < 1:
        raise BadUsage(f"{chips} chips", "", "Legal: 1 or more.")
    return {"chips": int(chips)}


def _asked_chips(asked: RunRequest) -> dict[str, int]:
    """How many chips are asked for by themselves, whatever the layout says."""
    chips = asked.get("chips")
    return {} if chips is None else _positive(chips)


def _published_chips(run: Run) -> dict[str, int]:
    """How many chips were published; another chip stands in the same number."""
    found = run.under("chips")
    fact = found.get("pretraining") or found.get("final_run") or next(iter(found.values()), None)
    return {} if fact is None or fact.number is None else _positive(fact.number)


def _as_published(run: Run, shape: Shape, system: System, said: dict[str, int]) -> dict[str, int]:
    """The layout that the developer describes, where so many chips allow it and it fits; else its batch alone."""
    fact = run.fact("training_layout")
    if fact is None:
        return said
    published = layout_cells(str(fact.amount)) | said
    batch = {name: published[name] for name in ("global_batch_seqs", "seq_len") if name in published}
    try:
        check_layout(shape, published)
    except BadUsage:  # the number of chips is another, and the degrees do not divide it
        return said | batch
    layouts = candidates(shape, system, published).layout
    fits = np.min(np.asarray(memory_of(dimensions(shape), layouts, system).total)) <= float(system.memory)
    return published if fits else said | batch


def _shape(model: Model) -> tuple[Shape, tuple[str, ...]]:
    table = model.shape
    if table is not None:
        return Shape.from_table(table), ()
    total, active = model.number("parameters.total"), model.number("parameters.active")
    if total is None:
        raise MissingFact(model.id, "its shape and its number of parameters",
                          f"Add parameters.total to models/{model.id}.toml of a folder for --facts, or describe a "
                          "model by the path of a config.json.")
    return guessed_shape(total, active), ("shape",)

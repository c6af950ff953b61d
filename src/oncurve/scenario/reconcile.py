"""How clashing counts become one quantity: any of them may be right, and none is averaged away.

The method is a pool: sources that go back to one root count once, every root is as likely as the next, and a figure
that states no interval carries an error of its own. The pool is a mixture, so its interval holds every source's figure
and its shape shows where they disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array, Rivals, Uniform, spread_from
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure

__all__ = ["METHOD", "input_of", "pooled"]

METHOD = "pool of the independent sources, each as likely as the next"
#: of a figure that is told as an upper bound: the same factor below it that makes a count half or twice as large
_AT_LEAST = 0.25
_FLOOR = 1e-3


def input_of(catalogue: Catalogue, row: SupplyFigure, name: str) -> Input:
    """One figure as an input: with its own interval; under a bound anything down to a quarter; else the usual error.

    Args:
        catalogue: where the usual error stands.
        row: the figure.
        name: what the input is called.
    """
    fact = row.fact()
    if "upper bound" in row.note or "at most" in row.scope:
        return Input(name, row.unit, Uniform(_AT_LEAST * row.amount, row.amount), fact.subject, fact, row.note)
    if row.low is not None and row.high is not None and row.low < row.high:
        low = row.low or min(row.amount, row.high) * _FLOOR  # nothing at all is no interval of logarithms
        middle = min(max(row.amount, low), row.high)
        return Input(name, row.unit, spread_from(low, middle, row.high), fact.subject, fact)
    error = catalogue.assumption("count_error")
    spread = spread_from(error.low * row.amount, row.amount, error.high * row.amount)
    return Input(name, row.unit, spread, fact.subject, fact, "with the usual error of a count")


def pooled(catalogue: Catalogue, rows: Sequence[SupplyFigure], name: str, about: str) -> Quantity:
    """The pool of rival figures on one thing.

    Args:
        catalogue: for the roots of sources and the usual error.
        rows: figures in one unit on one thing and period, at least one.
        name: what they are of.
        about: whose they are.
    """
    roots: dict[str, SupplyFigure] = {}
    for row in rows:
        roots.setdefault(catalogue.root_of(row.source), row)
    arguments: dict[str, Any] = {}
    for number, (root, row) in enumerate(roots.items()):
        arguments[f"figure_{number}"] = replace(input_of(catalogue, row, f"{name}.{root}"), about=about)
    if len(arguments) == 1:
        return Quantity(name, rows[0].unit, _only, arguments, f"as counted by {next(iter(roots))}")
    choice = Rivals(tuple(float(number) for number in range(len(arguments))))
    note = "each source is as likely as the next"
    arguments["which"] = Input(f"{name}.which_source", "count", choice, about, note=note)
    return Quantity(name, rows[0].unit, _chosen, arguments, METHOD)




def _only(figure_0: Array | float) -> Array | float:
    return figure_0


def _chosen(which: Array | float, **figures: Array | float) -> Array | float:
    order = sorted(figures, key=lambda name: int(name.rpartition("_")[2]))
    rows = np.broadcast_arrays(np.asarray(which, dtype=np.float64), *(np.asarray(figures[name]) for name in order))
    picked = np.choose(rows[0].astype(np.intp), rows[1:], mode="clip")
    return np.asarray(picked, dtype=np.float64)

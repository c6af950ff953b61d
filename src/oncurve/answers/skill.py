"""The capability index: of the table that ships, or of a table of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from oncurve.answers.near import nearest
from oncurve.basis.errors import BadInput, UnknownName
from oncurve.basis.estimate import quantiles, significant
from oncurve.basis.spread import Z90
from oncurve.capability.shipped import SOURCE, Shipped, load_shipped
from oncurve.catalog.read import Catalogue

if TYPE_CHECKING:
    from oncurve.capability.index import Index

__all__ = ["Skill", "fitted_skill", "place_of_model", "shipped_skill"]

_SCALE = "expected score over {count} benchmarks, carried to a scale on which Claude 3.5 Sonnet is 130 and GPT-5 is 150"
_OWN_SCALE = "expected score over the {count} benchmarks of the table, in percent"


class Skill(Struct, frozen=True):
    """Models, benchmarks and predicted cells on one scale.

    Args:
        models: rows with `model`, `capability`, `low`, `high`, `date`.
        benchmarks: rows with `benchmark`, `difficulty`, `slope`.
        predictions: rows with `model`, `benchmark`, `score`, `low`, `high`, as fractions.
        scale: what the numbers are, in words.
        warnings: what a reader should know.
        source: id of the source of the scores, "" for a table of one's own.
    """

    models: tuple[dict[str, Any], ...]
    benchmarks: tuple[dict[str, Any], ...]
    predictions: tuple[dict[str, Any], ...]
    scale: str
    warnings: tuple[str, ...] = ()
    source: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"models": list(self.models), "benchmarks": list(self.benchmarks),
                "predictions": list(self.predictions), "scale": self.scale, "warnings": list(self.warnings),
                "source": self.source or None}


def shipped_skill(catalogue: Catalogue, *, model: str | None = None, as_of: dt.date | None = None) -> Skill:
    """The index of the shipped table, best first; of one model, with its expected score on each benchmark.

    Raises:
        UnknownName: the table has no such model.
    """
    shipped = load_shipped()
    scale = _SCALE.format(count=len(shipped.basket))
    warnings = () if as_of is None else ("the scale was fitted to scores known by December 2025",)
    if model is not None:
        places: Sequence[int] = [place_of_model(shipped, catalogue, model)]
    else:
        places = sorted((place for place, each in enumerate(shipped.models) if as_of is None or each.date <= as_of),
                        key=lambda place: -float(shipped.centre[place]))
    rows = tuple(_model_row(shipped, place) for place in places)
    curves = tuple({"benchmark": name, "difficulty": significant(float(line[0])), "slope": significant(float(line[1]))}
                   for name, line in zip(shipped.benchmarks, shipped.curve, strict=True))
    cells = tuple(_cell_row(shipped, places[0], place) for place in range(len(curves))) if model else ()
    return Skill(rows, curves, cells, scale, warnings, SOURCE)


def place_of_model(shipped: Shipped, catalogue: Catalogue, name: str) -> int:
    """Where a model stands in the shipped table, by its name there or any name the catalogue knows.

    Raises:
        UnknownName: with the nearest names of the table.
    """
    found = shipped.place(name)
    if found is None:
        ident = catalogue.models.id_of(name)
        found = None if ident is None else shipped.place(ident)
    if found is None:
        known = sorted({each.id or each.name for each in shipped.models})
        raise UnknownName("model with scores", name, nearest(name, known), "oncurve capability")
    return found


def _model_row(shipped: Shipped, place: int) -> dict[str, Any]:
    model = shipped.models[place]
    low, middle, high = quantiles(shipped.skill["all"][:, place])
    kinds = {kind: significant(float(np.median(draws[:, place]))) for kind, draws in shipped.skill.items()
             if kind != "all"}
    return {"model": model.id or model.name, "version": model.name, "capability": significant(middle),
            "low": significant(low), "high": significant(high), "date": model.date.isoformat(),
            "country": model.country, "benchmarks": model.scores, "kinds": kinds}


def _cell_row(shipped: Shipped, model: int, benchmark: int) -> dict[str, Any]:
    middle, width = float(shipped.expected[model, benchmark]) / 100, float(shipped.width[model, benchmark]) / 100
    return _cell(shipped.models[model].name, shipped.benchmarks[benchmark], middle, width)


def _cell(model: str, benchmark: str, middle: float, width: float) -> dict[str, Any]:
    low, high = max(middle - Z90 * width, 0.0), min(middle + Z90 * width, 1.0)
    return {"model": model, "benchmark": benchmark, "score": significant(middle), "low": significant(low),
            "high": significant(high)}


def fitted_skill(scores: Path, predict: Path | None = None, *, seed: int = 0) -> Skill:
    """The index of a table of one's own, fitted to that file alone.

    Args:
        scores: a CSV with `model`, `benchmark`, `score` and any of `date`, `organisation`, `family`, `effort`, `kind`.
        predict: a CSV with `model` and `benchmark`: the cells to predict.
        seed: of the starts and draws.

    Raises:
        BadInput: a file is not as it should be.
    """
    from oncurve.capability.index import check_table, fit_index
    from oncurve.capability.table import read_cells, read_scores

    table = read_scores(scores)
    check_table(table, scores.name)
    cells = read_cells(predict) if predict is not None else []
    for number, (model, benchmark) in enumerate(cells, start=2):
        for noun, name, known in (("model", model, table.models), ("benchmark", benchmark, table.benchmarks)):
            if name not in known:
                raise BadInput(f"{noun} {name!r} has no score in {scores.name}", file=predict.name if predict else "",
                               where=f"row {number}", hint=f"The nearest known: {', '.join(nearest(name, known))}.")
    index = fit_index(table, seed=seed)
    return Skill(_own_models(index), _own_curves(index), tuple(_own_cell(index, *cell) for cell in cells),
                 _OWN_SCALE.format(count=len(table.benchmarks)))


def _own_models(index: Index) -> tuple[dict[str, Any], ...]:
    table = index.table
    share = 100 * index.draws.mean(2)
    rows = []
    for place, name in enumerate(table.models):
        low, middle, high = quantiles(share[:, place])
        date = table.dates[place]
        rows.append({"model": name, "capability": significant(middle), "low": significant(low),
                     "high": significant(high), "date": None if np.isnan(date) else _day(float(date))})
    return tuple(sorted(rows, key=lambda row: -float(row["capability"])))


def _day(year: float) -> str:
    start = dt.date(int(year), 1, 1)
    length = (dt.date(start.year + 1, 1, 1) - start).days
    return (start + dt.timedelta(days=round((year - start.year) * length))).isoformat()


def _own_curves(index: Index) -> tuple[dict[str, Any], ...]:
    skill = 100 * index.mean.mean(1)
    rows = []
    for place, name in enumerate(index.table.benchmarks):
        share = np.clip(index.mean[:, place], 0.005, 0.995)
        slope, start = np.polyfit(skill, np.log(share / (1 - share)), 1)
        middle = -start / slope if slope else 0.0
        rows.append({"benchmark": name, "difficulty": significant(float(middle)), "slope": significant(float(slope))})
    return tuple(rows)


def _own_cell(index: Index, model: str, benchmark: str) -> dict[str, Any]:
    low, middle, high = index.interval(model, benchmark)
    return {"model": model, "benchmark": benchmark, "score": significant(middle), "low": significant(low),
            "high": significant(high)}

"""The table that ships with the package, and the index that was fitted to it once.

The fit is made by `scripts/fit_index.py` and kept as an array file whose hash stands beside it, so that an answer
needs nothing but reading. Scores, models and benchmarks are Epoch AI's (MIT and CC BY; each row names its source).
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from oncurve.basis.errors import OncurveError
from oncurve.basis.spread import Array
from oncurve.capability.table import Row, ScoreTable, table_of

__all__ = ["ANCHORS", "FOLDER", "SCORES_KNOWN", "SOURCE", "ScoredModel", "Shipped", "load_shipped", "packed",
           "scale_of", "shipped_floors", "shipped_flop", "shipped_table"]

FOLDER = Path(__file__).parent / "data"
SOURCE = "epoch-ai-benchmarking-2025-12"
_SCORES, _MODELS, _BENCHMARKS = (f"epoch_{name}_2025_12.csv" for name in ("scores", "models", "benchmarks"))
#: the models that the familiar scale is pinned to, and where
ANCHORS = (("claude-3-5-sonnet-20240620", 130.0), ("gpt-5-2025-08-07_medium", 150.0))
_TRAITS = ("date", "organisation", "family", "effort")
_STEPS = 65_535
#: the day on which the table was published
SCORES_KNOWN = dt.date(2025, 12, 5)


class ScoredModel(Struct, frozen=True):
    """A model of the shipped table.

    Args:
        name: the version's name as Epoch AI writes it.
        id: the catalogue's id, "" where the catalogue has none.
        date: release of this version.
        country: of its maker, as two letters.
        organisation: its maker.
        openness: "open" or "closed" weights.
        family: the line it belongs to.
        effort: the setting of its thinking, "" where there is none.
        flop: training compute, or None.
        scores: how many benchmarks it was tested on.
    """

    name: str
    id: str
    date: dt.date
    country: str
    organisation: str
    openness: str
    family: str
    effort: str
    flop: float | None
    scores: int


class Shipped(Struct, frozen=True, eq=False):
    """The fitted index.

    Args:
        models: in the order of the arrays.
        benchmarks: names, in the order of the arrays.
        kinds: the kind of each benchmark.
        basket: the benchmarks over which skill is the expected score.
        skill: draws on the familiar scale, "all" and by kind, each of shape (draws, M).
        centre: the index without noise, shape (M,).
        expected: expected score of each cell in percent, shape (M, B).
        width: standard deviation of a new score around it in percent, shape (M, B).
        curve: difficulty and slope of each benchmark on the scale, shape (B, 2).
        tenfold: draws of the points that ten times the compute is worth at one date, shape (draws,).
        scale: offset and factor that carried expected scores over the basket to the scale.
        rates: draws of the yearly fall of the training compute that a fixed capability needs, by method.
        hash: of the file it was read from.
    """

    models: tuple[ScoredModel, ...]
    benchmarks: tuple[str, ...]
    kinds: tuple[str, ...]
    basket: tuple[str, ...]
    skill: Mapping[str, Array]
    centre: Array
    expected: Array
    width: Array
    curve: Array
    tenfold: Array
    scale: tuple[float, float]
    rates: Mapping[str, Array]
    hash: str

    @property
    def odds(self) -> Array:
        """Draws of the log odds of the expected score over the basket, which has no ends, shape (draws, M)."""
        offset, factor = self.scale
        share = np.clip((self.skill["all"] - offset) / factor, 1e-3, 1 - 1e-3)
        return np.asarray(np.log(share / (1 - share)))

    def place(self, name: str) -> int | None:
        """Where a model stands, by its name in the table or its id; of several versions the first of the best known."""
        for number, model in enumerate(self.models):
            if model.name == name:
                return number
        mine = [number for number, model in enumerate(self.models) if model.id == name]
        return max(mine, key=lambda number: (float(self.centre[number]), -number), default=None)


@lru_cache(maxsize=3)
def _rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file, read once: the table and the index both ask for them."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def shipped_table() -> ScoreTable:
    """The scores that ship, with what else is known of models and benchmarks."""
    models = {row["model"]: row for row in _rows(_MODELS)}
    kinds = {row["benchmark"]: row["kind"] for row in _rows(_BENCHMARKS)}
    rows, errors = [], []
    for number, row in enumerate(_rows(_SCORES), start=2):
        more = {name: models[row["model"]][name] for name in _TRAITS if models[row["model"]][name]}
        more["kind"] = kinds[row["benchmark"]]
        rows.append(Row(row["model"], row["benchmark"], float(row["score"]), number, more))
        errors.append(float(row["standard_error"]) if row["standard_error"] else float("nan"))
    return table_of(rows, errors=errors, file=_SCORES)


def shipped_floors(table: ScoreTable) -> Array:
    """What guessing gets on each benchmark: one over the number of choices, 0 where answers are free."""
    choices = {row["benchmark"]: row["choices"] for row in _rows(_BENCHMARKS)}
    return np.asarray([1 / float(choices[name]) if choices[name] else 0.0 for name in table.benchmarks])


def shipped_flop(table: ScoreTable) -> Array:
    """Training compute of each model in FLOP, NaN where it is not known, shape (M,)."""
    flop = {row["model"]: row["training_flop"] for row in _rows(_MODELS)}
    return np.asarray([float(flop[name]) if flop[name] else np.nan for name in table.models])


def scale_of(table: ScoreTable, share: Array) -> tuple[float, float]:
    """Offset and factor that carry expected scores over the basket to the familiar scale.

    Args:
        table: holds the two anchors.
        share: expected score of each model over the basket, shape (M,).
    """
    (low, at_low), (high, at_high) = ANCHORS
    first, last = (float(share[table.models.index(name)]) for name in (low, high))
    factor = (at_high - at_low) / (last - first)
    return at_low - factor * first, factor


def packed(values: Array) -> dict[str, Any]:
    """An array as steps of 1/65535 of its range."""
    low, high = float(values.min()), float(values.max())
    steps = np.round((values - low) / (high - low) * _STEPS).astype(np.uint16)
    return {"steps": steps, "range": np.asarray([low, high])}


def _unpacked(found: Mapping[str, Any], name: str) -> Array:
    low, high = found[f"{name}.range"]
    return np.asarray(low + found[f"{name}.steps"] * ((high - low) / _STEPS))


class _Skills(Mapping[str, Array]):
    """Draws of skill by kind, each unpacked when it is first asked for: most questions are about all kinds alone."""

    def __init__(self, path: Path, kinds: tuple[str, ...]) -> None:
        self._path, self._kinds = path, kinds
        self._found: dict[str, Array] = {}

    def __getitem__(self, kind: str) -> Array:
        if kind not in self._found:
            if kind not in self._kinds:
                raise KeyError(kind)
            with np.load(self._path) as arrays:
                self._found[kind] = _unpacked(arrays, f"skill.{kind}")
        return self._found[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


@lru_cache(maxsize=1)
def load_shipped() -> Shipped:
    """Read the index that ships.

    Raises:
        OncurveError: the file is not the one whose hash is recorded.
    """
    path = FOLDER / "index.npz"
    said = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != said["sha256"]:
        raise OncurveError("The shipped index is not the one that was released",
                           f"Its hash is {found[:12]}, not {said['sha256'][:12]}", "Install oncurve again.")
    counts: dict[str, int] = dict.fromkeys(said["models"], 0)
    for row in _rows(_SCORES):
        counts[row["model"]] += 1
    rows = {row["model"]: row for row in _rows(_MODELS)}
    with np.load(path) as arrays:
        skill = _Skills(path, tuple(said["kinds"]))
        return Shipped(tuple(_model(rows[name], counts[name]) for name in said["models"]), tuple(said["benchmarks"]),
                       tuple(said["kind_of"]), tuple(said["basket"]), skill, arrays["centre"],
                       _unpacked(arrays, "expected"), _unpacked(arrays, "width"), arrays["curve"],
                       arrays["tenfold"], (said["scale"][0], said["scale"][1]),
                       {name.removeprefix("rate."): arrays[name] for name in arrays.files if name.startswith("rate.")},
                       found)


def _model(row: dict[str, str], scores: int) -> ScoredModel:
    return ScoredModel(row["model"], row["id"], dt.date.fromisoformat(row["date"]), row["country"],
                       row["organisation"], row["openness"], row["family"], row["effort"],
                       float(row["training_flop"]) if row["training_flop"] else None, scores)

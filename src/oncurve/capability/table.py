"""Scores of models on benchmarks, as arrays; read from a CSV of anybody's, with its faults told by line."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.basis.span import parse_date
from oncurve.basis.spread import Array

__all__ = ["COLUMNS", "Indices", "Row", "ScoreTable", "read_cells", "read_scores", "table_of"]

Indices = npt.NDArray[np.intp]
#: columns that a table may have besides `model`, `benchmark` and `score`
COLUMNS = ("date", "organisation", "family", "effort", "kind")
_MOST_BYTES = 1 << 26
_PERCENT = 100.0


class Row(Struct, frozen=True):
    """One line of a table: a model, a benchmark and, unless it is to be predicted, a score.

    Args:
        model: the model's name.
        benchmark: the benchmark's name.
        score: a fraction from 0 to 1; NaN where it is asked for.
        line: where it stands in its file.
        more: what else the line says, by column.
    """

    model: str
    benchmark: str
    score: float
    line: int = 0
    more: Mapping[str, str] = field(default_factory=dict)


class ScoreTable(Struct, frozen=True, eq=False):
    """Scores as arrays; each row is one score.

    Args:
        models: names, shape (M,).
        benchmarks: names, shape (B,).
        model: the model of each score, shape (N,).
        benchmark: the benchmark of each score, shape (N,).
        score: fractions from 0 to 1, shape (N,).
        dates: release of each model in years, NaN where unknown, shape (M,).
        traits: by column (`organisation`, `family`, `effort`), the label of each model, "" where unknown.
        kinds: the kind of each benchmark, "" where unknown.
        errors: standard error of each score where it is reported, else NaN; shape (N,).
    """

    models: tuple[str, ...]
    benchmarks: tuple[str, ...]
    model: Indices
    benchmark: Indices
    score: Array
    dates: Array
    traits: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    errors: Array

    @property
    def shape(self) -> tuple[int, int]:
        """How many models and how many benchmarks."""
        return len(self.models), len(self.benchmarks)

    def where(self, keep: npt.NDArray[np.bool_]) -> ScoreTable:
        """The same models and benchmarks, with only the scores where `keep` is true, shape (N,)."""
        return ScoreTable(self.models, self.benchmarks, self.model[keep], self.benchmark[keep], self.score[keep],
                          self.dates, self.traits, self.kinds, self.errors[keep])

    def cells(self, weights: Array | None = None) -> tuple[Array, Array, float]:
        """Weight and weighted mean score of each cell, both (M, B), and the weighted squares around the means."""
        weight = np.ones(self.score.size) if weights is None else np.asarray(weights, dtype=np.float64)
        flat = self.model * len(self.benchmarks) + self.benchmark
        size = len(self.models) * len(self.benchmarks)
        count = np.asarray(np.bincount(flat, weight, size), dtype=np.float64)
        total = np.asarray(np.bincount(flat, weight * self.score, size), dtype=np.float64)
        mean: Array = np.where(count > 0, total / np.maximum(count, 1e-300), 0.0)
        within = float((weight * (self.score - mean[flat]) ** 2).sum())
        return count.reshape(self.shape), mean.reshape(self.shape), within


def table_of(rows: Iterable[Row], *, errors: Iterable[float] | None = None, file: str = "") -> ScoreTable:
    """The table of some rows; names keep the order in which they first come.

    Raises:
        BadInput: there is no row, or lines contradict each other about a model's date or label.
    """
    kept = list(rows)
    if not kept:
        raise BadInput("there is no score", file=file, hint="Give at least one row below the header.")
    models = {name: place for place, name in enumerate(dict.fromkeys(row.model for row in kept))}
    benchmarks = {name: place for place, name in enumerate(dict.fromkeys(row.benchmark for row in kept))}
    traits = {name: _labels(kept, name, models, "model", file) for name in COLUMNS[:4]}
    dates = np.asarray([_years(text) for text in traits.pop("date")])
    known = np.full(len(kept), np.nan) if errors is None else np.asarray(list(errors), dtype=np.float64)
    return ScoreTable(
        tuple(models), tuple(benchmarks), np.asarray([models[row.model] for row in kept], dtype=np.intp),
        np.asarray([benchmarks[row.benchmark] for row in kept], dtype=np.intp),
        np.asarray([row.score for row in kept]), dates, traits,
        _labels(kept, "kind", benchmarks, "benchmark", file), known)


def _labels(rows: list[Row], column: str, places: Mapping[str, int], of: str, file: str) -> tuple[str, ...]:
    """The label that a column gives to each model or benchmark."""
    found = [""] * len(places)
    for row in rows:
        text = row.more.get(column, "")
        place = places[row.model if of == "model" else row.benchmark]
        if text and found[place] and found[place] != text:
            name = row.model if of == "model" else row.benchmark
            raise BadInput(f"{of} {name!r} has {column} {text!r} here and {found[place]!r} above", file=file,
                           where=f"line {row.line}", hint=f"Give each {of} one {column}.")
        found[place] = found[place] or text
    return tuple(found)


def _years(text: str) -> float:
    if not text:
        return float("nan")
    day = parse_date(text)
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


def read_scores(path: Path) -> ScoreTable:
    """The table of a CSV with columns `model`, `benchmark`, `score` and any of `COLUMNS`.

    Scores are fractions, or all end in `%`; a file that mixes the two is refused, and so is a score out of range.

    Raises:
        BadInput: with the line and what is wrong.
    """
    rows = _rows(path, "score")
    return table_of(_in_fractions(rows, path.name), file=path.name)


def read_cells(path: Path) -> list[tuple[str, str]]:
    """The cells that a CSV with columns `model` and `benchmark` asks for.

    Raises:
        BadInput: with the line and what is wrong.
    """
    return [(row.model, row.benchmark) for row, _ in _rows(path, "")]


def _rows(path: Path, value: str) -> list[tuple[Row, str]]:
    name = path.name
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[Row, str]] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        needed = [each for each in ("model", "benchmark", value) if each]
        if missing := [each for each in needed if each not in header]:
            raise BadInput(f"there is no column `{missing[0]}`", file=name, where="line 1",
                           hint=f"Give the CSV a header with {', '.join(needed)}.")
        found.extend(_row(dict(zip(header, (cell.strip() for cell in cells), strict=False)), reader.line_num, name,
                          value) for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as error:
        raise BadInput(f"this is no CSV ({error})", file=name, where=f"line {reader.line_num}") from None
    if not found:
        raise BadInput("there is no row below the header", file=name, hint="Add one row a score.")
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"the file has more than {_MOST_BYTES:,} bytes", file=path.name, hint="Split it.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is no UTF-8", file=path.name, hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", file=path.name) from None


def _row(cells: Mapping[str, str], line: int, file: str, value: str) -> tuple[Row, str]:
    model, benchmark = cells.get("model", ""), cells.get("benchmark", "")
    if not model or not benchmark:
        raise BadInput(f"the {'benchmark' if model else 'model'} has no name", file=file, where=f"line {line}")
    more = {name: cells[name] for name in COLUMNS if cells.get(name)}
    if "date" in more:
        try:
            parse_date(more["date"])
        except BadUsage as error:
            raise BadInput(f"{more['date']!r} is no date", file=file, where=f"line {line}", hint=error.hint) from None
    text = cells.get(value, "") if value else ""
    score = float("nan")
    if value:
        try:
            score = float(text.removesuffix("%").strip())
        except ValueError:
            raise BadInput(f"{text!r} is no score", file=file, where=f"line {line}",
                           hint="Write a fraction such as 0.735, or a percentage such as 73.5%.") from None
    return Row(model, benchmark, score, line, more), text


def _in_fractions(rows: list[tuple[Row, str]], file: str) -> list[Row]:
    """The rows with scores as fractions; a file writes all of them as fractions, or all with %."""
    marked = sum(text.endswith("%") for _, text in rows)
    found = []
    for row, text in rows:
        percent = text.endswith("%")
        limit, place = (_PERCENT if percent else 1.0), f"line {row.line}"
        if marked and percent != (2 * marked >= len(rows)):
            raise BadInput(f"{text} stands among {'percentages' if not percent else 'fractions'}: the file mixes both",
                           file=file, where=place, hint="Write all scores as fractions, or all with %.")
        if not 0 <= row.score <= limit:
            hint = f"Write {row.score / _PERCENT:g} or {text}%." if 1 < row.score <= _PERCENT and not percent else ""
            raise BadInput(f"score {text} lies outside 0 to {limit:g}{'%' * percent}", file=file, where=place,
                           hint=hint or "Scores are shares of the best possible: fractions, or percent.")
        found.append(Row(row.model, row.benchmark, row.score / limit, row.line, row.more))
    return found

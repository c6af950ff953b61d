"""The compute multiplier of anybody's own training logs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from oncurve.basis.errors import BadInput
from oncurve.basis.estimate import Estimate, quantiles, significant
from oncurve.trend.multiplier import Multiplier, Run, multiplier

__all__ = ["Recipes", "compare_recipes", "read_log"]

RESOURCES = ("flop", "tokens", "chip_hours")
_MOST_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Recipes:
    """How much less recipe B needs.

    Args:
        estimate: the typical multiplier over the levels both reach.
        levels: rows with `loss`, `median`, `low`, `high`.
        resource: what is counted.
        measure: "loss", or "score", of which one less is taken.
        reached: the range of the resource of A and of B.
        warnings: what a reader should know.
    """

    estimate: Estimate
    levels: tuple[dict[str, Any], ...]
    resource: str
    measure: str
    reached: tuple[tuple[float, float], tuple[float, float]]
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"multiplier": self.estimate.to_dict(), "levels": list(self.levels), "resource": self.resource,
                "measure": self.measure, "reached": {name: [significant(end) for end in ends] for name, ends in
                                                     zip(("a", "b"), self.reached, strict=True)},
                "warnings": list(self.warnings)}


def compare_recipes(a: Path, b: Path, *, seed: int = 0) -> Recipes:
    """How many times less compute the recipe of log `b` needs than that of log `a`.

    Args:
        a: CSV or JSON lines with `flop`, `tokens` or `chip_hours`, `loss` or `score`, and, where there are several
            runs, `run`.
        b: the same of the recipe that is judged.
        seed: of the draws.

    Raises:
        BadInput: a log cannot be read, or the two count different things.
        BadUsage: the two do not overlap.
    """
    (runs_a, resource, measure), (runs_b, other, measured) = read_log(a), read_log(b)
    if (resource, measure) != (other, measured):
        raise BadInput(f"{a.name} has {resource} and {measure}, {b.name} has {other} and {measured}", file=b.name,
                       hint="Give both logs the same columns.")
    found = multiplier(runs_a, runs_b, seed=seed)
    rows = []
    for place, level in enumerate(found.levels):
        low, middle, high = quantiles(np.asarray(found.draws[:, place]))
        shown = float(level) if measure == "loss" else 1 - float(level)
        rows.append({measure: significant(shown), "median": significant(middle), "low": significant(low),
                     "high": significant(high)})
    low, middle, high = quantiles(found.typical)
    estimate = Estimate(middle, low, high, "x", method=f"ratio of {resource} at equal {measure}, geometric mean over "
                        "the levels both reach", draws=found.typical)
    return Recipes(estimate, tuple(rows), resource, measure, found.reached, _warnings(found, runs_a, runs_b))


def _warnings(found: Multiplier, a: list[Run], b: list[Run]) -> tuple[str, ...]:
    said = []
    for name, runs in (("A", a), ("B", b)):
        if len({round(float(np.log(run.resource[-1])), 2) for run in runs}) < 3:
            said.append(f"recipe {name} is judged by its path, on which the learning rate had not decayed: runs of "
                        "several lengths would say more")
    if float(found.levels.max() / found.levels.min()) < 1.02:
        said.append("the two overlap in a narrow range only")
    return tuple(said)


def read_log(path: Path) -> tuple[list[Run], str, str]:
    """The runs of a log, what resource it counts, and whether it has losses or scores.

    Raises:
        BadInput: with the line and what is wrong.
    """
    rows = list(_rows(path))
    if not rows:
        raise BadInput("there is no row", file=path.name, hint="Give a row a resource and a loss.")
    names = {name.strip().lower() for name in rows[0][1]}
    resource = next((name for name in RESOURCES if name in names), None)
    measure = next((name for name in ("loss", "score") if name in names), None)
    if resource is None or measure is None:
        raise BadInput(f"there is no column {'`loss` or `score`' if resource else '`flop`, `tokens` or `chip_hours`'}",
                       file=path.name, where="line 1", hint="Name what the run used and what it reached.")
    points: dict[str, list[tuple[float, float]]] = {}
    for line, row in rows:
        try:
            used, value = float(row[resource]), float(row[measure])
        except (KeyError, TypeError, ValueError):
            raise BadInput(f"{resource} and {measure} are no numbers", file=path.name, where=f"line {line}") from None
        if not (used > 0 and np.isfinite(value) and (measure == "loss" or 0 <= value <= 1)):
            raise BadInput(f"{resource} {used:g} with {measure} {value:g} is not possible", file=path.name,
                           where=f"line {line}", hint="Resources are positive, scores from 0 to 1.")
        points.setdefault(str(row.get("run", "")), []).append((used, value if measure == "loss" else 1 - value))
    runs = []
    for name, found in points.items():
        table = np.asarray(sorted(found))
        runs.append(Run(name, table[:, 0], table[:, 1]))
    return runs, resource, measure


def _rows(path: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(f"the file has more than {_MOST_BYTES:,} bytes", file=path.name, hint="Thin the log out.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is no UTF-8", file=path.name, hint="Save the file as UTF-8.") from None
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield number, _object(line, number, path.name)
        return
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        yield reader.line_num, row


def _object(line: str, number: int, file: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadInput("this line is no JSON object", file=file, where=f"line {number}")
    return found

"""Lint: a table of models with the columns of Epoch AI's `all_ml_systems.csv`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oncurve.answers.lint import Problem
from oncurve.answers.lint_runs import peak_of, rate_or_impossible
from oncurve.catalog.chip import Chip
from oncurve.catalog.files import read_csv
from oncurve.catalog.read import Catalogue

__all__ = ["epoch_problems"]

_NEEDED = ("Model", "Training compute (FLOP)", "Training chip-hours", "Training hardware")
_MAKERS = ("NVIDIA ", "Google ", "Huawei ", "AMD ", "Amazon ", "Intel ")
#: chip-hours that differ more than this from chips x hours are one of the two mistyped
_HOURS_SLACK = 1.5


def epoch_problems(path: Path, catalogue: Catalogue) -> tuple[int, list[Problem]]:
    """How many rows were checked, and what is wrong with them."""
    found: list[Problem] = []
    checked = 0
    for line, row in read_csv(path, path.name, _NEEDED):
        checked += 1
        for code, message in _row(row, catalogue):
            found.append(Problem(path.name, f"line {line}, {row['Model']}", code, message))
    return checked, found


def _row(row: dict[str, str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    hours = _number(row, "Training chip-hours")
    if hours is None:
        return
    chips, time = _number(row, "Hardware quantity"), _number(row, "Training time (hours)")
    if chips and time and hours > chips * time * _HOURS_SLACK:
        yield "OD114", f"{chips:g} chips give {chips * time:,.0f} chip-hours in {time:g} hours, not {hours:,.0f}."
    flop, chip = _number(row, "Training compute (FLOP)"), _chip(row["Training hardware"], catalogue)
    # a model trained on from another counts the FLOP of both and the hours of one
    if flop is None or chip is None or row.get("Base model"):
        return
    peak = peak_of(chip, "fp8" if "FP8" in row.get("Numerical format", "") else "bf16")
    found = peak and rate_or_impossible(flop, hours, peak, _number(row, "Training dataset size (datapoints)"))
    if found:
        yield found


def _chip(hardware: str, catalogue: Catalogue) -> Chip | None:
    name = hardware.strip()
    for maker in _MAKERS:
        name = name.removeprefix(maker)
    key = catalogue.chips.id_of(name) if name and "," not in name else None
    return None if key is None else catalogue.chips[key]


def _number(row: dict[str, str], column: str) -> float | None:
    try:
        return float(row.get(column, "")) or None
    except ValueError:
        return None

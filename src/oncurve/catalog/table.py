"""Reads the CSV tables of observations: prices, scores, exchange rates, the price index, electricity, supply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput
from oncurve.catalog.files import read_csv
from oncurve.catalog.thing import Report
from oncurve.catalog.value import Problem, checked

__all__ = ["TABLES", "read_table"]

#: table: its file, the columns that say what a row is about, and the unit where no column gives it
TABLES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "rental": ("prices/rental.csv", ("chip", "contract", "provider", "region"), "USD per chip-hour"),
    "purchase": ("prices/purchase.csv", ("chip", "basis", "vendor"), "USD per chip"),
    "api_prices": ("prices/api.csv", ("model", "tier", "variant"), "USD per 1M tokens"),
    "scores": ("scores.csv", ("model", "benchmark", "setting", "evaluator", "relation"), "percent"),
    "fx": ("fx.csv", ("currency", "month"), "USD"),
    "price_index": ("price_index.csv", ("index", "month"), "count"),
    "electricity": ("electricity.csv", ("region", "year"), "USD per kWh"),
    "supply": ("supply.csv", ("measure", "holder", "maker", "chip", "scope", "counted_in"), "chip"),
}
_CHOICES = {
    "contract": ("on_demand", "reserved_1y", "reserved_3y", "spot", "list", "assumed"),
    "basis": ("single", "server_share", "system", "average_selling_price"),
    "tier": ("input", "output", "cached_input", "blended_3_1"),
}
_MUST = {"chip", "contract", "basis", "model", "tier", "benchmark", "currency", "index", "month", "region", "year"}
_MUST_BY_TABLE = {"rental": _MUST - {"region"}, "supply": {"measure"}}
_NUMBER = re.compile(r"[+-]?(\d[\d_]*\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")
_MOST_PROBLEMS = 100


def read_table(table: str, path: Path, name: str, report: Report) -> list[dict[str, Any]]:
    """The rows of one table for the index; `report` is told of each row that is left out, up to a hundred."""
    _, subject, unit = TABLES[table]
    must = tuple(column for column in subject if column in _MUST_BY_TABLE.get(table, _MUST))
    rows: list[dict[str, Any]] = []
    bad = 0
    for line, row in _lines(path, name, (*must, "amount", "kind", "known", "source"), report):
        try:
            rows.append(_row(row, subject, must, unit))
        except Problem as problem:
            bad += 1
            if bad <= _MOST_PROBLEMS:
                report(BadInput(str(problem), file=name, where=f"line {line}"))
    if bad > _MOST_PROBLEMS:
        report(BadInput(f"{bad - _MOST_PROBLEMS} more rows are left out", file=name))
    return rows


def _lines(path: Path, name: str, needed: tuple[str, ...], report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        yield from read_csv(path, name, needed)
    except BadInput as problem:
        report(problem)


def _row(row: dict[str, str], subject: tuple[str, ...], must: tuple[str, ...], unit: str) -> dict[str, Any]:
    if "" in row:
        raise Problem(row[""])
    about = {column: row.pop(column, "") for column in subject}
    for column in must:
        if not about[column]:
            raise Problem(f"{column} is empty")
    for column, choices in _CHOICES.items():
        if column in about and about[column] not in choices:
            raise Problem(f"{column} is {about[column]!r}; it is one of {', '.join(choices)}")
    if "month" in about and not _MONTH.match(about["month"]):
        raise Problem(f"month is {about['month']!r}; write YYYY-MM")
    value: dict[str, Any] = {key: cell for key, cell in row.items() if cell}
    value.setdefault("unit", unit)
    for key in ("amount", "low", "high"):
        if key in value:
            value[key] = _number(value[key], key)
    return about | checked(value, {})


def _number(cell: str, key: str) -> float:
    if not _NUMBER.match(cell):
        raise Problem(f"its {key} is {cell!r}, which is no number")
    number = float(cell)
    return int(number) if number.is_integer() and abs(number) < 1 << 53 else number

"""The catalogue as rows and tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from oncurve.basis.evidence import Fact, Source

if TYPE_CHECKING:
    from oncurve.catalog.read import Catalogue

__all__ = ["fact_row", "print_rows", "print_thing", "safe_cell", "summary_row"]

_MOST_COLUMNS = 7
_LEAST = 16
#: columns that a terminal narrower than this has no room for
_NARROW, _LEFT_OUT = 110, {"facts", "country", "parameters.active"}
#: headline facts as columns: their heads, and whether large numbers are shortened
_HEADS = {"release_date": "released", "parameters.total": "parameters", "parameters.active": "active",
          "chip_hours.final_run": "chip-hours", "peak.bf16": "BF16 TFLOP/s", "memory.size": "memory GB", "tdp": "W"}
_SHORTENED = {"parameters.total", "parameters.active", "chip_hours.final_run"}
_NEVER_FOLDED = {"name", "fact", "value", "kind", "known", "release_date", "country"}
#: The facts that a list of things shows beside each, where there are any.
_HEADLINE_FACTS = ("release_date", "parameters.total", "parameters.active", "chip_hours.final_run",
                   "peak.bf16", "memory.size", "tdp")


def fact_row(fact: Fact) -> dict[str, Any]:
    """One fact as a flat row, with its evidence."""
    plain = fact.to_dict()
    detail = plain.pop("detail", None)
    if detail:
        plain["detail"] = json.dumps(detail, ensure_ascii=False, default=str)
    return plain


def summary_row(thing: Any) -> dict[str, Any]:
    """One thing of the catalogue as a row: its names and its headline facts."""
    if isinstance(thing, Source):
        return thing.to_dict()
    row: dict[str, Any] = {"id": thing.id, "label": thing.label}
    for name in ("organisation", "vendor", "country", "sort", "speaker", "on"):
        value = getattr(thing, name, None)
        if value not in (None, ""):
            row[name] = str(value)
    for name in _HEADLINE_FACTS:
        fact = thing.fact(name)
        if fact is not None:
            row[name] = fact.amount
    row["facts"] = len(thing.facts)
    return row


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def print_rows(rows: list[dict[str, Any]], footer: str) -> None:
    """Print rows as a table that fits the terminal."""
    from rich.table import Table
    from rich.text import Text

    from oncurve.report.console import terminal

    columns = list(dict.fromkeys(name for row in rows for name in row if name not in ("detail", "facts")))
    columns += ["facts"] if any("facts" in row for row in rows) else []
    shown = columns[:_MOST_COLUMNS] if len(columns) > _MOST_COLUMNS + 2 else columns
    console = terminal()
    if console.width < _NARROW:
        shown = [name for name in shown if name not in _LEFT_OUT]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        numeric = all(isinstance(row.get(name), int | float | None) for row in rows)
        table.add_column(_HEADS.get(name, name.replace("_", " ")), justify="right" if numeric else "left",
                         overflow="fold", no_wrap=numeric or name in _NEVER_FOLDED,
                         min_width=_LEAST if name in ("id", "label", "title") else None)
    for row in rows:
        table.add_row(*(Text(_shortened(name, row.get(name))) for name in shown))
    console.print(table)
    console.print(Text(footer, style="dim"))


def print_thing(thing: Any, catalogue: Catalogue) -> None:
    """Print one thing with its facts, each with its source."""
    from rich.table import Table
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    plain = thing.to_dict()
    facts = plain.pop("facts", [])
    for name, value in plain.items():
        if value not in (None, "", [], {}):
            console.print(Text(f"{name.replace('_', ' ')}: ", style="bold") + Text(_cell(value)), soft_wrap=True)
    if not facts:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("fact", "value", "unit", "kind", "known", "source"):
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold",
                         no_wrap=name in _NEVER_FOLDED)
    for fact in facts:
        source = catalogue.sources.get(fact["source"])
        where = ", ".join(part for part in (source.title if source else fact["source"], fact.get("where", "")) if part)
        table.add_row(*(Text(_cell(cell)) for cell in (fact["name"], fact["value"], fact["unit"], fact["kind"],
                                                       fact["known"], where)))
    console.print()
    console.print(table)


def _shortened(name: str, value: Any) -> str:
    from oncurve.report.short import short

    large = name in _SHORTENED and isinstance(value, int | float)
    return short(value, "") if large else _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    return str(value)

"""Checks one sourced value: the keys that facts, statements and rows share."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import KINDS
from oncurve.basis.quantity import parse_unit

__all__ = ["EVIDENCE", "Problem", "checked", "day_text"]

EVIDENCE = ("kind", "known", "source", "where")
_OPTIONAL = ("where", "note", "known_basis")
_KEYS = {"amount", "unit", "low", "high", "from", "until", *EVIDENCE, *_OPTIONAL}
#: units in which a value below zero makes sense: moves, growth and lags
_SIGNED = {"percent", "fraction", "percent per year", "USD", "EUR", "CNY", "OOM", "OOM per year", "month", "none"}
_EARLIEST = dt.date(1940, 1, 1)
_LATEST = dt.date(2100, 1, 1)


class Problem(ValueError):
    """Why a value is refused, as a clause."""


def checked(table: Mapping[str, Any], defaults: Mapping[str, Any], *, needs_amount: bool = True) -> dict[str, Any]:
    """The row of a value, ready for the index: dates as ISO text, other keys under `detail`.

    Raises:
        Problem: a key is missing or holds what it cannot.
    """
    merged = {**{key: value for key, value in defaults.items() if key in EVIDENCE}, **table}
    row: dict[str, Any] = {}
    if needs_amount or "unit" in merged:
        row["unit"] = _unit(merged)
    if "amount" in merged:
        row["amount"] = _amount(merged["amount"], row.get("unit", ""))
    elif needs_amount:
        raise Problem("it has no amount")
    row["kind"] = _kind(merged)
    row["known"] = day_text(_needed(merged, "known"), "known")
    row["source"] = _words(_needed(merged, "source"), "source")
    for key in ("low", "high"):
        if merged.get(key) is not None:
            row[key] = _number(merged[key], key, row.get("unit", ""))
    if row.get("low") is not None and row.get("high") is not None and row["low"] > row["high"]:
        raise Problem(f"its low, {row['low']:g}, is above its high, {row['high']:g}")
    _add_span(row, merged)
    row |= {key: _words(merged[key], key) for key in _OPTIONAL if merged.get(key)}
    if detail := {key: _plain(value, key) for key, value in merged.items() if key not in _KEYS}:
        row["detail"] = detail
    return row


def day_text(value: object, key: str) -> str:
    """A full date as ISO text.

    Raises:
        Problem: it is none, or lies outside 1940 to 2100.
    """
    try:
        day = value if type(value) is dt.date else dt.date.fromisoformat(str(value))
    except ValueError:
        raise Problem(f"{key} is {value!r}, which is no date; write YYYY-MM-DD") from None
    if not _EARLIEST <= day < _LATEST:
        raise Problem(f"{key} is {day}, outside {_EARLIEST.year} to {_LATEST.year}")
    return day.isoformat()


def _needed(table: Mapping[str, Any], key: str) -> Any:
    if table.get(key) in (None, ""):
        raise Problem(f"it has no {key}")
    return table[key]


def _unit(table: Mapping[str, Any]) -> str:
    unit = _words(_needed(table, "unit"), "unit")
    try:
        parse_unit(unit)
    except BadUsage as error:
        raise Problem(error.message.rstrip(".")) from None
    return unit


def _kind(table: Mapping[str, Any]) -> str:
    kind = _words(_needed(table, "kind"), "kind")
    if kind not in KINDS:
        raise Problem(f"its kind is {kind!r}; a kind is one of {', '.join(KINDS)}")
    return kind


def _amount(value: object, unit: str) -> float | str:
    if unit == "date":
        text = value.isoformat() if type(value) is dt.date else str(value)
        return day_text(text + "-01" * (2 - text.count("-")), "amount") and text
    if unit == "text":
        return _words(value, "amount")
    return _number(value, "amount", unit)


def _number(value: object, key: str, unit: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem(f"its {key} is {value!r}, which is no number")
    try:
        number = float(value)
    except OverflowError:
        raise Problem(f"its {key} is too large") from None
    if not math.isfinite(number):
        raise Problem(f"its {key} is {number}, which is not finite")
    if number < 0 and unit and unit not in _SIGNED:
        raise Problem(f"its {key} is {number:g}; {unit} cannot be negative")
    return value if isinstance(value, int) and abs(value) < 1 << 53 else number


def _words(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise Problem(f"its {key} is {value!r}; write words in quotes")
    return value.strip()


def _add_span(row: dict[str, Any], table: Mapping[str, Any]) -> None:
    for key in ("from", "until"):
        if table.get(key) not in (None, ""):
            row[key] = day_text(table[key], key)
    if "from" in row and "until" in row and row["until"] < row["from"]:
        raise Problem(f"it ends on {row['until']}, before it starts on {row['from']}")


def _plain(value: object, key: str) -> Any:
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise Problem(f"its {key} is {value}, which is not finite")
    if isinstance(value, list):
        return [_plain(item, key) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item, key) for name, item in value.items()}
    return value

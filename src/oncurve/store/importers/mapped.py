"""A table of one's own, read by a mapping file that says what its columns are."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.basis.evidence import KINDS
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.files import read_toml
from oncurve.store.importers.record import Found, Importer, Origin
from oncurve.store.reading import Table

__all__ = ["mapped_importer"]

_KINDS = ("models", "chips")
_KEYS = {"kind", "name", "dataset", "title", "producer", "url", "licence", "known", "columns", "fields"}
_COLUMN = {"fact", "unit", "kind", "scale", "share_of"}
_WORDS = ("dataset", "known", "licence", "producer", "title", "url")
_FIELDS = ("label", "organisation", "country", "vendor")


def mapped_importer(path: Path, table: Table) -> Importer:
    """The importer that a mapping describes.

    Args:
        path: of the mapping, a TOML file.
        table: the table that it is for.

    Raises:
        BadInput: the mapping is no TOML, lacks a key, holds something else than its key takes, or names a column that
            is not there.
    """
    given = read_toml(path, path.name)
    if unknown := sorted(given.keys() - _KEYS):
        raise _bad(path, f"it has a key {unknown[0]!r}, which means nothing",
                   f"The keys are {', '.join(sorted(_KEYS))}.")
    kind, name = given.get("kind", "models"), given.get("name")
    if kind not in _KINDS:
        raise _bad(path, f"its kind is {kind!r}", f"A row is one of {', '.join(_KINDS)}.")
    columns = given.get("columns")
    if not isinstance(name, str) or not isinstance(columns, dict) or not columns:
        raise _bad(path, "it lacks `name`, the column of names, or the table [columns]", _EXAMPLE)
    fields = _texts(path, "fields", given.get("fields", {}))
    if unknown := sorted(fields.keys() - set(_FIELDS)):
        raise _bad(path, f"[fields] has a key {unknown[0]!r}, which means nothing",
                   f"The keys are {', '.join(sorted(_FIELDS))}.")
    told = _texts(path, "mapping", {key: given[key] for key in _WORDS if key in given})
    dates = (told["known"],) if "known" in told else ()
    for column in (name, *columns, *fields.values(), *dates):
        if column not in table.columns:
            raise _bad(path, f"it names a column {column!r}, which {table.name} does not have",
                       f"The columns are {', '.join(table.columns[:12])}.")
    for column, meant in columns.items():
        _check(path, column, meant)
    origin = Origin(told.get("dataset") or "own-data", told.get("title", table.name), told.get("producer", ""),
                    told.get("url", ""), told.get("licence", ""))
    return Importer("csv", origin.id, origin, (name,), (name,), _reader(kind, name, columns, fields), dates)


_EXAMPLE = ('For example: name = "Model" and [columns."GPU hours"] with fact = "chip_hours.final_run", '
            'unit = "chip-hour".')


def _bad(path: Path, what: str, hint: str) -> BadInput:
    return BadInput(what, file=path.name, hint=hint)


def _texts(path: Path, where: str, given: object) -> dict[str, str]:
    """The texts of a table of texts."""
    if not isinstance(given, dict):
        raise _bad(path, f"`{where}` is {given!r:.60}, and should be a table", f"Write [{where}] on a line of its own.")
    for key, text in given.items():
        if not isinstance(text, str):
            more = "; a day is given with --as" if key == "known" else ""
            raise _bad(path, f"its {key!r} is {text!r:.60}, and should be a text{more}",
                       f'Write {key} = "…" with what it is called.')
    return given


def _check(path: Path, column: str, meant: object) -> None:
    if not isinstance(meant, dict) or not isinstance(meant.get("fact"), str) or not isinstance(meant.get("unit"), str):
        raise _bad(path, f"column {column!r} lacks a fact or a unit", _EXAMPLE)
    if unknown := sorted(meant.keys() - _COLUMN):
        raise _bad(path, f"column {column!r} has a key {unknown[0]!r}, which means nothing",
                   f"The keys are {', '.join(sorted(_COLUMN))}.")
    for key in ("scale", "share_of"):
        number = meant.get(key, 1)
        if not isinstance(number, int | float) or isinstance(number, bool) or not 0 < number <= sys.float_info.max:
            raise _bad(path, f"column {column!r} has {key} = {number!r:.60}, which is no number above zero",
                       f"Write {key} = 1000, without quotation marks.")
    if meant.get("kind", "reported") not in KINDS:
        raise _bad(path, f"column {column!r} is of kind {meant['kind']!r}", f"A kind is one of {', '.join(KINDS)}.")
    try:
        parse_unit(meant["unit"])
    except BadUsage as error:
        raise _bad(path, f"column {column!r}: {error.message.rstrip('.')}", error.hint) from None


def _reader(kind: str, name: str, columns: Mapping[str, Mapping[str, Any]], fields: Mapping[str, str]) -> Any:
    def read(found: Found) -> None:
        called = found.name(name)
        ident = found.names.match(kind, called).id
        told = {field: found.text(column) for field, column in fields.items() if field in _FIELDS}
        if told.get("organisation"):
            told["organisation"] = found.names.match("organisations", told["organisation"]).id
        if told.get("country"):
            told["country"] = found.names.country(told["country"]) or told["country"]
        found.thing(kind, ident, **{"label": called, **told})
        for column, meant in columns.items():
            _read(found, kind, ident, column, meant)
        if not found.facts:
            found.reject("no value", "none of the mapped columns holds a value")

    return read


def _read(found: Found, kind: str, ident: str, column: str, meant: Mapping[str, Any]) -> None:
    unit, evidence = meant["unit"], meant.get("kind", "reported")
    amount: float | str | None
    if unit == "date":
        day = found.day(column)
        amount = day.isoformat() if day else None
    elif unit == "text":
        amount = found.text(column) or None
        if amount and meant["fact"] == "training_chip":
            amount = found.names.chip(amount).id
    elif "share_of" in meant:
        amount = found.share(column, out_of=float(meant["share_of"]))
    else:
        number = found.number(column)
        amount = None if number is None else number * float(meant.get("scale", 1))
        if amount == math.inf:
            found.note(column, "unreadable cell", "it is too large", found.cell(column), "")
            amount = None
    found.fact(kind, ident, meant["fact"], amount, unit, evidence=evidence, place=column,
               detail={"own": True, **({"imputed": True} if evidence == "imputed" else {})})

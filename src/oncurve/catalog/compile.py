"""Turns a facts folder into the plain tables of the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput
from oncurve.catalog.files import data_files, read_toml, stands
from oncurve.catalog.table import TABLES, read_table
from oncurve.catalog.thing import FIELDS, ThingReader

__all__ = ["Compiled", "belongs", "compile_folder"]

#: file at the top of the folder: kind of thing, and the sort it gives
_MANY = {"people.toml": ("people", ""), "countries.toml": ("places", "country"),
         "clusters.toml": ("places", "cluster"), "laws.toml": ("places", "law"),
         "benchmarks.toml": ("benchmarks", "")}
_FOLDERS = ("models", "chips", "organisations", "events", "disputes", "sources", "benchmarks")
_TABLE_OF_FILE = {file: table for table, (file, _, _) in TABLES.items()}


@dataclass(slots=True)
class Compiled:
    """The things and rows of one folder, as plain data, and what was left out."""

    things: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {kind: {} for kind in FIELDS})
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    problems: list[BadInput] = field(default_factory=list)


def compile_folder(root: Path) -> Compiled:
    """Reads every file of a facts folder.

    Raises:
        BadInput: there is no such folder.
    """
    if not stands(root, "folder"):
        raise BadInput("there is no such folder", file=str(root),
                       hint="A facts folder holds models/, chips/, prices/, sources/ and the like.")
    compiled = Compiled()
    for path in data_files(root):
        name = path.relative_to(root).as_posix()
        reader = _reader_of(name)
        if reader is None:
            compiled.problems.append(BadInput("no such file belongs in a facts folder", file=name))
            continue
        try:
            reader(compiled, path, name)
        except BadInput as problem:
            compiled.problems.append(problem)
    return compiled


def belongs(name: str) -> bool:
    """Whether a file of this name, relative to the folder, is one that a facts folder holds."""
    return _reader_of(name) is not None


Reader = Callable[[Compiled, Path, str], None]


def _reader_of(name: str) -> Reader | None:
    folder, _, rest = name.partition("/")
    if name in _TABLE_OF_FILE:
        return _read_rows
    if name in _MANY:
        return _read_many
    if folder == "assumptions" and rest.endswith(".toml"):
        return _read_assumptions
    if folder in _FOLDERS and rest.endswith(".toml") and "/" not in rest:
        return _read_one
    if folder == "rules" and rest.endswith(".toml"):
        return _read_rule
    return None


def _read_rows(compiled: Compiled, path: Path, name: str) -> None:
    table = _TABLE_OF_FILE[name]
    compiled.rows[table] += read_table(table, path, name, compiled.problems.append)


def _read_one(compiled: Compiled, path: Path, name: str) -> None:
    kind = name.partition("/")[0]
    _add(compiled, kind, path.stem, read_toml(path, name), name)


def _read_rule(compiled: Compiled, path: Path, name: str) -> None:
    _add(compiled, "groups" if "/groups/" in name else "rules", path.stem, read_toml(path, name), name)


def _read_many(compiled: Compiled, path: Path, name: str) -> None:
    kind, sort = _MANY[name]
    for key, tables in read_toml(path, name).items():
        if not isinstance(tables, dict):
            compiled.problems.append(BadInput("it is no table", file=name, where=key))
        else:
            _add(compiled, kind, key, {"sort": sort, **tables} if sort else tables, name)


def _read_assumptions(compiled: Compiled, path: Path, name: str) -> None:
    reader = ThingReader("assumptions", name, compiled.problems.append)
    for key, table in read_toml(path, name).items():
        if key in compiled.things["assumptions"]:
            where = compiled.things["assumptions"][key]["file"]
            compiled.problems.append(BadInput(f"{where} already has it", file=name, where=key))
        elif (row := reader.assumption(key, table)) is not None:
            compiled.things["assumptions"][key] = row


def _add(compiled: Compiled, kind: str, key: str, tables: Mapping[str, Any], name: str) -> None:
    if key in compiled.things[kind]:
        where = compiled.things[kind][key]["file"]
        compiled.problems.append(BadInput(f"{where} already has it", file=name, where=key))
    elif (thing := ThingReader(kind, name, compiled.problems.append).read(key, tables)) is not None:
        compiled.things[kind][key] = thing

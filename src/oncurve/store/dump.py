"""Writes the imported tables out: Parquet, CSV with a data package, or SQLite."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.store.imports import TABLES, open_imports

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FORMS", "dump"]

FORMS = ("parquet", "csv", "sqlite")
_MANY = 5_000
#: types of the Table Schema and of SQLite, by those of DuckDB
_FIELDS = {"INTEGER": "integer", "DOUBLE": "number", "VARCHAR": "string", "DATE": "date", "TIMESTAMP": "datetime"}
_SQLITE = {"INTEGER": "INTEGER", "DOUBLE": "REAL", "VARCHAR": "TEXT", "DATE": "TEXT", "TIMESTAMP": "TEXT"}


def dump(path: Path, form: str, folder: Path | None = None) -> dict[str, int]:
    """Write every table of the store.

    Args:
        path: a folder for parquet and csv, a file for sqlite; what stands there under these names is replaced.
        form: one of `FORMS`.
        folder: where the store lies; None is the user's data folder.

    Returns:
        Rows of each table.

    Raises:
        BadUsage: no form is called so, or the place cannot be written.
        BadInput: nothing was imported.
    """
    if form not in FORMS:
        raise BadUsage(f"No form is called {form!r}", "", f"Use one of {', '.join(FORMS)}.")
    write = {"parquet": _parquet, "csv": _package, "sqlite": _sqlite}[form]
    with open_imports(folder, read_only=True) as connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dump-") as place:
                counts = write(connection, Path(place))
                _move(Path(place), path, form)
        except (OSError, sqlite3.Error) as error:
            raise BadUsage(f"{path} cannot be written ({error})", "What was there before is whole",
                           "Make room, or name another place.") from None
    return counts


def _move(made: Path, path: Path, form: str) -> None:
    if form == "sqlite":
        (made / "tables.sqlite").replace(path)
        return
    path.mkdir(exist_ok=True)
    for file in made.iterdir():
        file.replace(path / file.name)


def _count(connection: DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name of ours
    return int(found[0]) if found else 0


def _parquet(connection: DuckDBPyConnection, place: Path) -> dict[str, int]:
    for table in TABLES:
        target = str(place / f"{table}.parquet").replace("'", "''")
        connection.execute(f"COPY (SELECT * FROM {table} ORDER BY ALL) TO '{target}' "  # noqa: S608 - names of ours
                           "(FORMAT parquet, COMPRESSION zstd)")
    return {table: _count(connection, table) for table in TABLES}


def _rows(connection: DuckDBPyConnection, table: str) -> Iterator[tuple[Any, ...]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608 - a name of ours
    while batch := found.fetchmany(_MANY):
        yield from batch


def _package(connection: DuckDBPyConnection, place: Path) -> dict[str, int]:
    """CSV files described by `datapackage.json` (Data Package, Table Schema)."""
    resources, counts = [], {}
    for table, columns in TABLES.items():
        file = place / f"{table}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            number = 0
            for row in _rows(connection, table):
                writer.writerow([_plain(cell) for cell in row])
                number += 1
        counts[table] = number
        data = file.read_bytes()
        resources.append({
            "name": table, "path": file.name, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "profile": "tabular-data-resource",
            "schema": {"fields": [{"name": name, "type": _FIELDS[kind]} for name, kind in columns.items()],
                       "missingValues": [""]}})
    package = {"name": "oncurve-imports", "profile": "tabular-data-package",
               "title": "Tables imported into oncurve, with facts, rejects and matches",
               "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "sources": _sources(connection),
               "resources": resources}
    (place / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")
    return counts


def _sources(connection: DuckDBPyConnection) -> list[dict[str, str]]:
    """The works to be credited, each once."""
    found: dict[str, dict[str, str]] = {}
    for text, in connection.execute("SELECT source FROM imports ORDER BY id").fetchall():
        work = json.loads(text)
        found[work["id"]] = {"title": f"{work['title']} ({work['producer']}, {work['licence']})", "path": work["url"]}
    return list(found.values())


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _sqlite(connection: DuckDBPyConnection, place: Path) -> dict[str, int]:
    counts = {}
    target = sqlite3.connect(place / "tables.sqlite")
    try:
        for table, columns in TABLES.items():
            typed = ", ".join(f'"{name}" {_SQLITE[kind]}' for name, kind in columns.items())
            target.execute(f"CREATE TABLE {table} ({typed})")
            holes = ", ".join("?" * len(columns))
            target.executemany(f"INSERT INTO {table} VALUES ({holes})",  # noqa: S608 - names of ours
                               ([None if cell is None else _plain(cell) for cell in row]
                                for row in _rows(connection, table)))
            counts[table] = _count(connection, table)
        target.commit()
    finally:
        target.close()
    return counts

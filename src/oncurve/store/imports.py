"""The DuckDB file of imported tables: its schema, its transactions, and errors in words."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.store.folder import data_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "database_path", "insert", "open_imports", "transaction"]

#: how long to wait for another process that holds the store, in seconds
PATIENCE = 60.0
_PAUSE = 0.05
_MANY = 20_000
#: table: its columns with their types; a key of the first columns makes a row itself
TABLES: dict[str, dict[str, str]] = {
    "imports": {"id": "INTEGER", "dataset": "VARCHAR", "part": "VARCHAR", "vintage": "VARCHAR", "known": "DATE",
                "known_basis": "VARCHAR", "file": "VARCHAR", "digest": "VARCHAR", "source": "VARCHAR",
                "rows": "INTEGER", "rejected": "INTEGER", "columns": "VARCHAR", "made_by": "VARCHAR",
                "imported": "TIMESTAMP"},
    "rows": {"import": "INTEGER", "line": "INTEGER", "name": "VARCHAR", "digest": "VARCHAR", "state": "VARCHAR",
             "code": "VARCHAR", "reason": "VARCHAR", "cells": "VARCHAR"},
    "things": {"import": "INTEGER", "line": "INTEGER", "kind": "VARCHAR", "subject": "VARCHAR", "fields": "VARCHAR"},
    "facts": {"import": "INTEGER", "line": "INTEGER", "kind": "VARCHAR", "subject": "VARCHAR", "name": "VARCHAR",
              "amount": "DOUBLE", "words": "VARCHAR", "unit": "VARCHAR", "low": "DOUBLE", "high": "DOUBLE",
              "evidence": "VARCHAR", "known": "DATE", "place": "VARCHAR", "note": "VARCHAR", "detail": "VARCHAR"},
    "observations": {"import": "INTEGER", "line": "INTEGER", "topic": "VARCHAR", "subject": "VARCHAR",
                     "about": "VARCHAR", "amount": "DOUBLE", "unit": "VARCHAR", "low": "DOUBLE", "high": "DOUBLE",
                     "since": "DATE", "until": "DATE", "evidence": "VARCHAR", "known": "DATE", "place": "VARCHAR",
                     "note": "VARCHAR"},
    "notes": {"import": "INTEGER", "line": "INTEGER", "in_column": "VARCHAR", "code": "VARCHAR", "told": "VARCHAR",
              "cell": "VARCHAR", "taken": "VARCHAR"},
    "matches": {"import": "INTEGER", "kind": "VARCHAR", "name": "VARCHAR", "subject": "VARCHAR", "how": "VARCHAR",
                "times": "INTEGER"},
}


def database_path(folder: Path | None = None) -> Path:
    """The file of imported tables."""
    return (folder or data_folder()) / "imports.duckdb"


@contextmanager
def open_imports(folder: Path | None = None, *, read_only: bool = False,
                 patience: float = PATIENCE) -> Iterator[DuckDBPyConnection]:
    """The store, with its tables made; another process that holds it is waited for.

    Args:
        folder: where it lies; None is the user's data folder.
        read_only: whether nothing will be written; the file must then exist.
        patience: how long to wait for another process, in seconds.

    Raises:
        BadUsage: DuckDB is not installed, the folder cannot be written, or another process keeps the store.
        BadInput: the file is no store, or is damaged.
    """
    path = database_path(folder)
    duckdb = _duckdb()
    if not read_only and not path.exists():
        _make(duckdb, path)
    connection = _connect(duckdb, path, read_only, patience)
    try:
        if not read_only:
            with _told(path):
                _make_tables(connection)
        yield connection
    finally:
        with _told(path):
            connection.close()


@contextmanager
def transaction(connection: DuckDBPyConnection, folder: Path | None = None) -> Iterator[None]:
    """All of what is done inside, or nothing of it."""
    with _told(database_path(folder)):
        connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def insert(connection: DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows, each with a value for every column of `TABLES[table]`."""
    kinds = list(TABLES[table].values())
    sources = ", ".join(f"CAST(unnest(${number}) AS {kind})" for number, kind in enumerate(kinds, 1))
    for start in range(0, len(rows), _MANY):
        columns = [list(column) for column in zip(*rows[start:start + _MANY], strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {sources}", columns)


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise BadUsage("Imports need DuckDB, which is not installed", "",
                       'Install it with: pip install "oncurve[data]"') from None
    return duckdb


def _make(duckdb: Any, path: Path) -> None:
    """Make an empty store whole before it takes its place, so that no other process, and no kill, meets half of one."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadUsage(f"The data folder {path.parent} cannot be made ({error.strerror})", "",
                       "Name another with the variable ONCURVE_DATA.") from None
    try:
        with _told(path), duckdb.connect(str(part), config={"threads": 1}) as connection:
            _make_tables(connection)
        with contextlib.suppress(FileExistsError):  # another process was quicker: its store counts
            os.link(part, path)
    except OSError as error:
        raise BadUsage(f"The store {path} cannot be made ({error.strerror})", "",
                       "Make room, or name another folder with the variable ONCURVE_DATA.") from None
    finally:
        part.unlink(missing_ok=True)


def _make_tables(connection: DuckDBPyConnection) -> None:
    for table, columns in TABLES.items():
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({typed})")


def _connect(duckdb: Any, path: Path, read_only: bool, patience: float) -> Any:
    if read_only and not path.exists():
        raise BadInput("nothing has been imported yet", file=path.name, hint="Begin with `oncurve import FILE`.")
    until = time.monotonic() + patience
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config={"threads": 1})
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise _as_ours(error, path) from None
            if time.monotonic() > until:
                raise BadUsage(f"Another process holds the store {path}", f"It was waited for {patience:g} s",
                               "Try again when that process has ended.") from None
            time.sleep(_PAUSE)
        except duckdb.Error as error:
            raise _as_ours(error, path) from None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of DuckDB in three parts."""
    duckdb = _duckdb()
    try:
        yield
    except duckdb.Error as error:
        raise _as_ours(error, path) from None


def _as_ours(error: Exception, path: Path) -> BadUsage | BadInput:
    told = str(error).splitlines()[0]
    low = told.lower()
    if "no space" in low or "disk" in low or "could not write" in low:
        return BadUsage(f"The store {path} cannot be written: {told[:200]}", "What was there before is whole",
                        "Make room on the disk, or name another folder with ONCURVE_DATA, and import again.")
    if "permission" in low or "read-only" in low or "cannot open file" in low:
        return BadUsage(f"The store {path} cannot be opened for writing", told[:200],
                        "Name another folder with the variable ONCURVE_DATA.")
    return BadInput(f"the store is damaged or none of ours ({told[:200]})", file=str(path),
                    hint="Move the file away and import again; nothing else depends on it.")

"""The compiled index of imported data, by which questions read them without DuckDB.

It stands beside the store and carries the size and time of the store's file; where these differ, because an import was
killed after its last transaction, it is compiled again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.store.folder import data_folder, write_whole
from oncurve.store.imports import database_path, open_imports

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["imported_folder", "imported_stamp", "write_imported"]

FORMAT = "1"
_STAMP = "stamp.txt"
#: tables of observations that questions are asked of, with the catalogue's columns, the first of them the subject
_TABLES: dict[str, tuple[str, ...]] = {
    "rental": ("chip", "contract", "provider", "region"), "purchase": ("chip", "basis", "vendor"),
    "api_prices": ("model", "tier", "variant"), "price_index": ("index", "month"),
    "scores": ("model", "benchmark", "setting", "evaluator", "relation"),
}


def imported_folder(folder: Path | None = None) -> Path | None:
    """The folder of the index of imported data, made anew where it is stale; None where nothing was imported.

    Raises:
        BadUsage: it is stale and DuckDB is not installed, or another process keeps the store.
        BadInput: the store is damaged.
    """
    path = database_path(folder)
    if not path.exists():
        return None
    index = (folder or data_folder()) / "imported"
    try:
        fresh = (index / _STAMP).read_text() == _stamp_of(path)
    except OSError:
        fresh = False
    if not fresh:
        with open_imports(folder) as connection:
            write_imported(connection, folder)
    return index


def imported_stamp(index: Path | None) -> str:
    """What tells one state of an index from another, "" for none."""
    try:
        return "" if index is None else (index / _STAMP).read_text()
    except OSError:
        return ""


def _stamp_of(path: Path) -> str:
    found = path.stat()
    return f"{FORMAT} {found.st_size} {found.st_mtime_ns}"


def write_imported(connection: DuckDBPyConnection, folder: Path | None = None, *,
                   vintage: str | None = None) -> Path:
    """Compile things, facts and observations, as the catalogue reads them; the folder that they lie in.

    Args:
        connection: the store. While it is held, no other process can change the store, so that the stamp is true.
        folder: the data folder that the index goes to; None is the user's.
        vintage: the one vintage to take; None for all, which is then stamped as fresh.

    Raises:
        BadUsage: the index cannot be written; the rows are in the store then.
    """
    index = (folder or data_folder()) / "imported"
    sources = _sources(connection, vintage)
    things = {"sources": {each["id"]: each for each in sources.values()}, **_things(connection, sources, vintage)}
    rows = {table: _rows(connection, table, sources, vintage) for table in _TABLES}
    try:
        (index / _STAMP).unlink(missing_ok=True)
        for name, plain in (("things.json", things), ("rows.json", rows)):
            write_whole(index / name, json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode())
        if vintage is None:
            connection.execute("CHECKPOINT")  # after which closing the store leaves its file alone
            write_whole(index / _STAMP, _stamp_of(database_path(folder)).encode())
    except OSError as error:
        raise BadUsage(f"The index of imported data in {index} cannot be written ({error.strerror})",
                       "What was imported is in the store",
                       "Make room and ask again: the index is made anew.") from None
    return index


def _sources(connection: DuckDBPyConnection, vintage: str | None) -> dict[int, dict[str, Any]]:
    found = connection.execute("SELECT id, source FROM imports WHERE vintage = coalesce(?, vintage) ORDER BY id",
                               [vintage]).fetchall()
    return {int(number): json.loads(source) for number, source in found}


def _things(connection: DuckDBPyConnection, sources: Mapping[int, dict[str, Any]],
            vintage: str | None) -> dict[str, dict[str, Any]]:
    """Models, and the chips that one of them ran on or that has a price."""
    made: dict[str, dict[str, Any]] = {"models": {}, "chips": {}}
    used = {row[0] for row in connection.execute(
        "SELECT DISTINCT words FROM facts WHERE name = 'training_chip' UNION "
        "SELECT DISTINCT subject FROM observations WHERE topic IN ('rental', 'purchase')").fetchall()}
    query = ("SELECT t.kind, t.subject, t.fields FROM things t JOIN imports i ON t.\"import\" = i.id "
             "WHERE t.kind IN ('models', 'chips') AND i.vintage = coalesce(?, i.vintage) "
             "ORDER BY i.known DESC, i.id DESC, t.line")
    for kind, subject, fields in connection.execute(query, [vintage]).fetchall():
        if (kind != "chips" or subject in used) and subject not in made[kind]:
            made[kind][subject] = {"id": subject, "file": "imported", **json.loads(fields), "facts": []}
    query = ("SELECT f.kind, f.subject, f.\"import\", f.name, f.amount, f.words, f.unit, f.low, f.high, f.evidence, "
             "f.known, f.place, f.note, f.detail FROM facts f JOIN imports i ON f.\"import\" = i.id "
             "WHERE f.kind IN ('models', 'chips') AND i.vintage = coalesce(?, i.vintage) "
             "ORDER BY i.known DESC, i.id DESC, f.line, f.name")
    for kind, subject, number, *rest in connection.execute(query, [vintage]).fetchall():
        if subject in made[kind]:
            made[kind][subject]["facts"].append(_fact(rest, sources[number]))
    return made


def _fact(cells: list[Any], source: Mapping[str, Any]) -> dict[str, Any]:
    name, amount, words, unit, low, high, evidence, known, place, note, detail = cells
    number = int(amount) if amount is not None and float(amount).is_integer() and abs(amount) < 1 << 53 else amount
    row = {"name": name, "amount": words if words is not None else number, "unit": unit, "kind": evidence,
           "known": known.isoformat(), "source": source["id"], "where": place, "low": low, "high": high,
           "note": note, "known_basis": "inferred: the day of the vintage"}
    row["detail"] = {**(json.loads(detail) if detail else {}), "imported": source["id"]}
    return {key: value for key, value in row.items() if value not in (None, "")}


def _rows(connection: DuckDBPyConnection, table: str, sources: Mapping[int, dict[str, Any]],
          vintage: str | None) -> list[dict[str, Any]]:
    first, *others = _TABLES[table]
    query = ('SELECT o."import", o.subject, o.about, o.amount, o.unit, o.low, o.high, o.since, o.evidence, o.known, '
             "o.place, o.note FROM observations o JOIN imports i ON o.\"import\" = i.id WHERE o.topic = ? "
             "AND i.vintage = coalesce(?, i.vintage) ORDER BY i.known DESC, i.id DESC, o.line")
    made: dict[tuple[Any, ...], dict[str, Any]] = {}
    for number, subject, about, amount, unit, low, high, since, evidence, known, place, note in connection.execute(
            query, [table, vintage]).fetchall():
        told = json.loads(about)
        row = {first: subject, **{column: told.get(column, "") for column in others}, "amount": amount, "unit": unit,
               "low": low, "high": high, "kind": evidence, "from": since.isoformat() if since else None, "until": None,
               "known": known.isoformat(), "source": sources[number]["id"], "where": place, "note": note}
        # of two vintages that say the same, the first to say it counts
        made[(subject, *(row[column] for column in others), amount, row["from"])] = row
    return list(made.values())

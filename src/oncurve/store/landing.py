"""Lands a file in the store: every row, with its facts or with the reason why it cannot be used."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.store.cells import days_in
from oncurve.store.folder import data_folder, write_whole
from oncurve.store.importers.record import Found, Importer
from oncurve.store.imports import TABLES, insert, transaction
from oncurve.store.names import Matcher
from oncurve.store.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Landed", "Vintage", "land", "newest_day"]

#: raised when the same file would land otherwise than before
FORMAT = "1"
_OF_ROWS = ("rows", "things", "facts", "observations", "notes", "matches")


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which state of a data set a file is.

    Args:
        name: what it goes by ("2025-06").
        known: the day by which the public could know it.
        basis: how that day was found.
    """

    name: str
    known: dt.date
    basis: str


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of one file: `rows` = `landed` + `rejected` + `unchanged`.

    Args:
        file: its name.
        dataset: what it was recognised as.
        vintage: under which it landed.
        known: the day of the vintage.
        rows: how many records it has.
        landed: new or changed ones that hold facts or observations, or name things.
        rejected: those that cannot be used; they are kept with their reason.
        unchanged: those that were there already.
        removed: rows of the same file and vintage that are no longer in it.
        rejects: the file that lists rejected rows and cells left out.
        reasons: how many rows were rejected for each reason.
        mended: how many cells were mended or left out, by what was wrong.
        matched: for each kind of thing, how many names were matched in each way.
    """

    file: str
    dataset: str
    vintage: str
    known: dt.date
    rows: int
    landed: int
    rejected: int
    unchanged: int
    removed: int
    rejects: Path
    reasons: dict[str, int] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)
    matched: dict[str, dict[str, int]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"dataset": self.dataset, "vintage": self.vintage, "rows": self.rows, "landed": self.landed,
                "rejected": self.rejected, "unchanged": self.unchanged, "rejects": str(self.rejects),
                "file": self.file, "known": self.known.isoformat(), "removed": self.removed, "reasons": self.reasons,
                "mended": self.mended, "matched": self.matched}


def newest_day(importer: Importer, table: Table) -> dt.date | None:
    """The newest day in the columns that date a vintage, no later than today; None where there is none."""
    today = dt.datetime.now(dt.UTC).date()
    newest: dt.date | None = None
    for column in importer.known_columns(table.columns):
        for row in table.rows:
            for day in days_in(row.cells.get(column, ""), day_first=importer.day_first):
                if day <= today and (newest is None or day > newest):
                    newest = day
        if newest is not None:
            break
    return newest


def land(connection: DuckDBPyConnection, table: Table, importer: Importer, vintage: Vintage, names: Matcher,
         folder: Path | None = None) -> Landed:
    """Land a file in one transaction; a file that is there already changes nothing.

    Args:
        connection: the store.
        table: the file.
        importer: what it was recognised as.
        vintage: under which it lands.
        names: a matcher that has seen no other file.
        folder: the data folder, for the list of rejects; None is the user's.

    Raises:
        BadUsage: the store cannot be written; nothing has changed then.
    """
    digest = hashlib.sha256(table.data).hexdigest()
    rejects = _rejects_path(folder, importer, vintage, table)
    before = _before(connection, importer, vintage, table.name, digest)
    if before is not None and before[1:] == (digest, FORMAT):
        number = before[0]
        _list_rejects(connection, number, rejects, table)
        return _summary(connection, number, table, importer, vintage, rejects, (0, 0))
    results = list(_read_rows(table, importer, vintage, names))
    known = _digests(connection, before[0]) if before is not None else Counter()
    now = Counter(found.digest for found in results if found.rejected is None)
    fresh = sum((now - known).values())
    gone = sum((known - now).values()) if before is not None else 0
    with transaction(connection, folder):
        if before is not None:
            for name in _OF_ROWS:
                connection.execute(f'DELETE FROM {name} WHERE "import" = ?', [before[0]])  # noqa: S608 - ours
            connection.execute("DELETE FROM imports WHERE id = ?", [before[0]])
            number = before[0]
        else:
            last = connection.execute("SELECT coalesce(max(id), 0) FROM imports").fetchone()
            number = int(last[0]) + 1 if last else 1
        _write(connection, number, results, names)
        refused = sum(found.rejected is not None for found in results)
        insert(connection, "imports", [(number, importer.dataset, importer.part, vintage.name, vintage.known,
                                        vintage.basis, table.name, digest, json.dumps(_source(importer, vintage)),
                                        len(table.rows), refused, json.dumps(table.columns), FORMAT,
                                        dt.datetime.now(dt.UTC).replace(tzinfo=None))])
    _list_rejects(connection, number, rejects, table)
    return _summary(connection, number, table, importer, vintage, rejects, (fresh, gone))


def _source(importer: Importer, vintage: Vintage) -> dict[str, Any]:
    return importer.origin.record(vintage.name, vintage.known)


def _before(connection: DuckDBPyConnection, importer: Importer, vintage: Vintage, file: str,
            digest: str) -> tuple[int, str, str] | None:
    """The import of this file under this vintage, or of one with the same bytes."""
    row = connection.execute(
        "SELECT id, digest, made_by FROM imports WHERE dataset = ? AND part = ? AND vintage = ? "
        "AND (digest = ? OR file = ?) ORDER BY digest <> ?, id LIMIT 1",
        [importer.dataset, importer.part, vintage.name, digest, file, digest]).fetchone()
    return None if row is None else (int(row[0]), str(row[1]), str(row[2]))


def _digests(connection: DuckDBPyConnection, number: int) -> Counter[str]:
    found = connection.execute('SELECT digest FROM rows WHERE "import" = ? AND state = ?', [number, "landed"])
    return Counter(row[0] for row in found.fetchall())


def _read_rows(table: Table, importer: Importer, vintage: Vintage, names: Matcher) -> Iterable[Found]:
    copies: dict[str, int] = {}
    named: dict[str, int] = {}
    for row in table.rows:
        found = Found(row, vintage.known, names, table.name)
        name = importer.name_of(row)
        first = copies.setdefault(found.digest, row.line)
        if not any(cell.strip() for cell in row.cells.values()):
            found.reject("blank row", "none of its cells holds anything")
        elif row.wrong:
            found.reject("ragged row", row.wrong)
        elif first != row.line:
            found.reject("copy", f"it is the same as the row of line {first}")
        elif not name:
            found.reject("no name", f"its column {importer.name[0]!r} is empty")
        elif not importer.repeats and named.setdefault(name, row.line) != row.line:
            found.reject("second row of a name", f"line {named[name]} has landed under the name {name!r} already")
        else:
            importer.read(found)
        yield found


def _write(connection: DuckDBPyConnection, number: int, results: Sequence[Found], names: Matcher) -> None:
    made: dict[str, list[Sequence[Any]]] = {name: [] for name in TABLES if name != "imports"}
    for found in results:
        line = found.row.line
        code, reason = found.rejected or ("", "")
        cells = json.dumps(list(found.row.cells.values()), ensure_ascii=False)
        made["rows"].append((number, line, _name(found), found.digest, "rejected" if code else "landed", code,
                             reason, cells))
        for table, kept in (("facts", found.facts), ("observations", found.observations), ("things", found.things),
                            ("notes", found.notes)):
            made[table].extend((number, line, *each) for each in kept)
    made["matches"] = [(number, kind, name, match.id, match.how, times) for kind, name, match, times in names.report()]
    for table, rows in made.items():
        insert(connection, table, [tuple(_clean(cell) for cell in row) for row in rows])


def _clean(cell: Any) -> Any:
    """A cell that DuckDB takes: its text has neither lone surrogates nor NUL."""
    if isinstance(cell, str):
        return cell.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    return cell


def _name(found: Found) -> str:
    return next((each[1] for each in (*found.things, *found.facts)), "")


def _rejects_path(folder: Path | None, importer: Importer, vintage: Vintage, table: Table) -> Path:
    listed = table.name if table.name.endswith(".csv") else f"{table.name}.csv"
    return (folder or data_folder()) / "rejects" / f"{importer.dataset}-{vintage.name}-{listed}"


def _list_rejects(connection: DuckDBPyConnection, number: int, path: Path, table: Table) -> None:
    """Write the rejected rows, and the cells that were mended or left out, for a person to look through."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("line", "what", "column", "reason", "told", "cell", "taken", *table.columns))
    for line, code, reason, cells in connection.execute(
            'SELECT line, code, reason, cells FROM rows WHERE "import" = ? AND state = ? ORDER BY line',
            [number, "rejected"]).fetchall():
        writer.writerow((line, "rejected row", "", code, reason, "", "", *json.loads(cells)))
    for line, column, code, told, cell, taken in connection.execute(
            'SELECT line, in_column, code, told, cell, taken FROM notes WHERE "import" = ? ORDER BY line, in_column, '
            "code", [number]).fetchall():
        writer.writerow((line, "mended cell" if taken else "cell left out", column, code, told, cell, taken))
    try:
        write_whole(path, out.getvalue().encode("utf-8", "replace"))
    except OSError as error:
        raise BadUsage(f"The list of rejects {path} cannot be written ({error.strerror})",
                       "The rows themselves have landed", "Make room, and import the file again to have it.") from None


def _summary(connection: DuckDBPyConnection, number: int, table: Table, importer: Importer, vintage: Vintage,
             rejects: Path, moved: tuple[int, int]) -> Landed:
    def counts(query: str) -> dict[str, int]:
        return {str(name): int(times) for name, times in connection.execute(query, [number]).fetchall()}

    reasons = counts('SELECT code, count(*) FROM rows WHERE "import" = ? AND code <> \'\' GROUP BY 1 ORDER BY 1')
    mended = counts('SELECT code, count(*) FROM notes WHERE "import" = ? GROUP BY 1 ORDER BY 1')
    matched: dict[str, dict[str, int]] = {}
    for kind, how, times in connection.execute(
            'SELECT kind, how, count(*) FROM matches WHERE "import" = ? GROUP BY 1, 2 ORDER BY 1, 2',
            [number]).fetchall():
        matched.setdefault(kind, {})[how] = int(times)
    rejected = sum(reasons.values())
    rows = len(table.rows)
    return Landed(table.name, importer.dataset, vintage.name, vintage.known, rows, moved[0], rejected,
                  rows - rejected - moved[0], moved[1], rejects, reasons, mended, matched)

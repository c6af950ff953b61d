"""Reads a stranger's table, CSV, JSON or Parquet, into rows of text, each with its line; nothing is dropped."""

from __future__ import annotations

import codecs
import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, BadUsage

__all__ = ["ENDINGS", "MOST_BYTES", "Row", "Table", "read_file"]

#: larger files are refused
MOST_BYTES = 1 << 30
ENDINGS = (".csv", ".tsv", ".json", ".parquet")
_LONGEST_CELL = 1 << 24
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """One record.

    Args:
        line: the line of the file that it starts on, or its number in a file without lines.
        cells: text by column.
        wrong: why it does not fit its header, "" where it does.
    """

    line: int
    cells: dict[str, str]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows of text.

    Args:
        name: of the file.
        columns: its header, without blanks around the names.
        rows: its records, in order.
        data: its bytes, for the digest.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    data: bytes


def read_file(path: Path) -> Table:
    """The rows of a file.

    Raises:
        BadInput: it cannot be opened, is too large, or is no table.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(f"the file has {size:,} bytes, more than the {MOST_BYTES:,} read", file=path.name,
                           hint="Split it into several files; they land side by side.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", file=path.name) from None
    if path.suffix == ".parquet":
        return _parquet(path, data)
    text = _text(data, path.name)
    if path.suffix == ".json":
        return _json(text, path.name, data)
    return _csv(text, path, data)


def _text(data: bytes, name: str) -> str:
    encoding = next((each for mark, each in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is no {encoding.removesuffix('-sig').upper()}", file=name,
                       hint="Save the file as UTF-8.") from None


def _csv(text: str, path: Path, data: bytes) -> Table:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
    rows = []
    try:
        columns = _columns(next(reader, []))
        if not any(columns):
            raise BadInput("the file has no header", file=path.name, hint="Its first line must name the columns.")
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                told = f"{len(cells)} cells where the header has {len(columns)}" if len(cells) != len(columns) else ""
                rows.append(Row(start, dict(zip(columns, cells, strict=False)), told))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"the file is no CSV: {error}", file=path.name, where=f"line {reader.line_num}",
                       hint="Look for a quotation mark that is opened there and not closed.") from None
    return Table(path.name, columns, tuple(rows), data)


def _columns(header: list[str]) -> tuple[str, ...]:
    """The names of the columns; one that is there twice gets a number."""
    seen: dict[str, int] = {}
    names = []
    for cell in header:
        name = " ".join(cell.split())
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _json(text: str, name: str, data: bytes) -> Table:
    """A list of objects, or an object of lists, whose entries become rows of `group` and `name`."""
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the file is no JSON: {str(error)[:120]}", file=name) from None
    if isinstance(found, dict) and all(isinstance(each, list) for each in found.values()):
        found = [{"group": group, "name": entry} for group, entries in found.items() for entry in entries]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadInput("the file is no table: neither a list of objects nor an object of lists", file=name)
    columns = tuple(dict.fromkeys(str(column) for each in found for column in each))
    rows = tuple(Row(number, {column: _plain(each.get(column)) for column in columns})
                 for number, each in enumerate(found, 1))
    return Table(name, columns, rows, data)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _parquet(path: Path, data: bytes) -> Table:
    try:
        import duckdb
    except ImportError:
        raise BadUsage("Parquet files need DuckDB, which is not installed", "",
                       'Install it with: pip install "oncurve[data]"') from None
    try:
        with duckdb.connect() as connection:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            columns = _columns([each[0] for each in found.description or ()])
            rows = tuple(Row(number, dict(zip(columns, map(_plain, cells), strict=True)))
                         for number, cells in enumerate(found.fetchall(), 1))
    except duckdb.Error as error:
        raise BadInput(f"the file is no Parquet: {str(error).splitlines()[0][:120]}", file=path.name) from None
    return Table(path.name, columns, rows, data)

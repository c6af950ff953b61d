"""Reads the files of a facts folder, however broken, into plain tables; what is wrong becomes a `BadInput`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput

__all__ = ["MOST_BYTES", "TableRow", "data_files", "read_csv", "read_text", "read_toml", "stands"]

#: Larger files are refused: a table of a million rows belongs in an import, a thing in one small file.
MOST_BYTES = {".toml": 1 << 20, ".csv": 1 << 25}
_DEEPEST = 8

TableRow = tuple[int, dict[str, str]]


def data_files(root: Path) -> list[Path]:
    """The TOML and CSV files under `root`, in the order of their paths."""
    return sorted(path for path in root.rglob("*") if path.suffix in MOST_BYTES and path.is_file())


def stands(path: Path, what: str = "") -> bool:
    """Whether something is there under a name; under one that no file may have, nothing is.

    Args:
        path: a name that a user gave.
        what: "file" or "folder" where it must be one.
    """
    try:
        return path.is_file() if what == "file" else path.is_dir() if what == "folder" else path.exists()
    except (OSError, ValueError):  # too long, or with a byte that no name has
        return False


def read_text(path: Path, name: str) -> str:
    """The text of a file.

    Raises:
        BadInput: it is too large, cannot be opened, or is no UTF-8.
    """
    limit = MOST_BYTES.get(path.suffix, MOST_BYTES[".toml"])
    try:
        size = path.stat().st_size
        if size > limit:
            raise BadInput(f"the file has {size:,} bytes, more than the {limit:,} read", file=name,
                           hint="Split it, or import it as a data set with `oncurve import`.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is no UTF-8", file=name, hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", file=name) from None


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        BadInput: it is no TOML, or nests deeper than the format needs.
    """
    import tomllib

    text = read_text(path, name)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"the file is no TOML: {error}", file=name) from None
    except (RecursionError, ValueError):
        raise BadInput("the file nests too deep or holds a number too long to read", file=name) from None
    if _depth(tables) > _DEEPEST:
        raise BadInput(f"tables nest deeper than {_DEEPEST}", file=name)
    return tables


def _depth(value: object) -> int:
    """How deep tables and lists nest, found without recursion and only as far as matters."""
    level, depth = [value], 0
    while level and depth <= _DEEPEST:
        depth += 1
        level = [child for parent in level for child in _children(parent) if isinstance(child, dict | list)]
    return depth


def _children(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def read_csv(path: Path, name: str, required: tuple[str, ...]) -> Iterator[TableRow]:
    """The rows of a CSV file, each with the number of the line it ends on.

    Raises:
        BadInput: a required column is missing, or the file cannot be read further.
    """
    reader = csv.reader(io.StringIO(read_text(path, name), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if missing := [column for column in required if column not in header]:
            raise BadInput(f"column {missing[0]!r} is missing", file=name, where="line 1",
                           hint=f"The required columns are {', '.join(required)}.")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
                if len(cells) != len(header):
                    row[""] = f"{len(cells)} cells where the header has {len(header)}"
                yield reader.line_num, row
    except csv.Error as error:
        raise BadInput(f"the file is no CSV: {error}", file=name, where=f"line {reader.line_num}") from None

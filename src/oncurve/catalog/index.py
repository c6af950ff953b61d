"""The compiled index: the catalogue as a few JSON files, read in part, so that a question starts quickly.

A file of things is one line of names followed by one line a thing; only the things asked for are parsed. In
a checkout the index stands beside `data/` and carries a stamp of it (path, size and time of every file); it
is compiled again when the stamp differs. A wheel carries a frozen index and no `data/`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.json import decode

from oncurve.basis.errors import BadInput, MissingFact

__all__ = ["FROZEN", "Index", "Page", "build_index", "files_of", "open_index", "stamp_of", "write_index"]

FORMAT = 1
FROZEN = "frozen"
_STAMP = "stamp.txt"
_HERE = Path(__file__).parent


class Page:
    """The things of one kind: their names at once, the rest when asked."""

    def __init__(self, text: bytes) -> None:
        head, _, self._body = text.partition(b"\n")
        header = decode(head)
        #: id: label, aliases, place of the record
        self.entries: dict[str, tuple[str, list[str], int, int]] = header["entries"]
        #: compact name: ids, best first
        self.names: dict[str, str] = header["names"]

    def raw(self, key: str) -> dict[str, Any]:
        """The record of one thing as plain data."""
        _, _, start, length = self.entries[key]
        record: dict[str, Any] = decode(self._body[start:start + length])
        return record


class Index:
    """The files of an index, from a folder or from memory."""

    def __init__(self, folder: Path | None, files: dict[str, bytes]) -> None:
        self._folder = folder
        self._files = files

    def page(self, kind: str) -> Page:
        """The things of one kind ("models")."""
        return Page(self.text(f"{kind}.json"))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table ("rental")."""
        return self._table(table)

    def problems(self) -> list[BadInput]:
        """What was left out when the index was compiled."""
        made = [BadInput(row["what"], hint=row["hint"]) for row in self._table("problems")]
        for problem, row in zip(made, self._table("problems"), strict=True):
            problem.file, problem.where = row["file"], row["where"]
        return made

    def text(self, name: str) -> bytes:
        """The bytes of one file of the index."""
        if name not in self._files:
            if self._folder is None:
                raise MissingFact("any question", f"the index file {name}")
            self._files[name] = (self._folder / name).read_bytes()
        return self._files[name]

    def _table(self, name: str) -> list[dict[str, Any]]:
        table = decode(self.text(f"{name}.json"))
        return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def open_index(folder: Path = _HERE / "index", data: Path = _HERE / "data") -> Index:
    """The index of the shipped catalogue, compiled anew where `data` has changed.

    Raises:
        MissingFact: neither an index nor the data to compile one from is there.
    """
    stamp = _read_stamp(folder)
    if not data.is_dir():
        if stamp != FROZEN:
            raise MissingFact("any question", "its compiled index", "Install oncurve again.")
        return Index(folder, {})
    wanted = stamp_of(data)
    if stamp == wanted:
        return Index(folder, {})
    files = build_index(data)
    return Index(folder if write_index(folder, files, wanted) else None, files)


def stamp_of(data: Path) -> str:
    """Path, size and time of change of every file under `data`, and of the code that compiles them."""
    lines = [f"{FORMAT}"]
    lines += sorted(_stats(str(data), ""))
    lines += sorted(line for line in _stats(str(_HERE), "", deep=False) if ".csv " not in line)
    return "\n".join(lines)


def files_of(folder: Path) -> list[str]:
    """Path, size and time of change of every file of code and data in a folder, in order."""
    return sorted(_stats(str(folder), ""))


def _stats(folder: str, prefix: str, *, deep: bool = True) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".toml", ".csv", ".py")):
                found = entry.stat()
                yield f"{prefix}{entry.name} {found.st_size} {found.st_mtime_ns}"
            elif deep and entry.is_dir():
                yield from _stats(entry.path, f"{prefix}{entry.name}/")


def build_index(data: Path) -> dict[str, bytes]:
    """The files of the index of a facts folder, without the stamp."""
    from oncurve.catalog.compile import compile_folder
    from oncurve.catalog.names import PAGE
    from oncurve.catalog.spellings import dump_names, names_of

    compiled = compile_folder(data)
    files = {f"{kind}.json": page_text(things) for kind, things in compiled.things.items()}
    files |= {f"{table}.json": _table_text(rows) for table, rows in compiled.rows.items()}
    told = [{"what": problem.what, "file": problem.file, "where": problem.where, "hint": problem.hint}
            for problem in compiled.problems]
    return files | {"problems.json": _table_text(told), PAGE: dump_names(names_of(compiled.things))}


def page_text(things: dict[str, dict[str, Any]]) -> bytes:
    """The file of the things of one kind."""
    from oncurve.catalog.record import compact

    entries: dict[str, tuple[str, list[str], int, int]] = {}
    body: list[bytes] = []
    start = 0
    for key in sorted(things):
        line = _dump(things[key])
        label = str(things[key].get("label") or things[key].get("title") or key)
        entries[key] = (label, things[key].get("aliases", []), start, len(line))
        body.append(line)
        start += len(line) + 1
    names: dict[str, str] = {}
    for of_entry in (lambda key: [key], lambda key: [entries[key][0]], lambda key: entries[key][1]):
        for key in entries:
            for name in of_entry(key):
                names.setdefault(compact(name), key)
    return _dump({"entries": entries, "names": names}) + b"\n" + b"\n".join(body)


def _table_text(rows: list[dict[str, Any]]) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return _dump({"columns": columns, "rows": [[row.get(column) for column in columns] for row in rows]})


def write_index(folder: Path, files: dict[str, bytes], stamp: str | None) -> bool:
    """Writes files of an index so that no reader meets half of one; False where the place cannot be written.

    Args:
        folder: where the index stands.
        files: their contents by name.
        stamp: of the data they were compiled from; None leaves the stamp that is there.
    """
    stamps = [] if stamp is None else [(_STAMP, stamp.encode())]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in [*files.items(), *stamps]:
            part = folder / f".{name}.{os.getpid()}"
            part.write_bytes(text)
            part.replace(folder / name)
    except OSError:
        return False
    return True


def _read_stamp(folder: Path) -> str:
    try:
        return (folder / _STAMP).read_text()
    except OSError:
        return ""


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

"""The lock of released records: a hash of each, so that none is edited in place without a test telling."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from oncurve.catalog.compile import Compiled, compile_folder

__all__ = ["LOCK", "broken_locks", "lock_lines", "read_lock", "write_lock"]

LOCK = "facts.lock"
_DIGITS = 12


def lock_lines(data: Path) -> set[str]:
    """One line a record of the facts folder `data`: file, name and hash."""
    return {f"{file} {name} {digest}" for file, name, digest in _records(compile_folder(data))}


def read_lock(data: Path) -> set[str]:
    """The lines of the lock; empty where nothing is released yet."""
    path = data / LOCK
    return set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()


def write_lock(data: Path) -> int:
    """Adds the records that are not yet locked; returns how many. Locked ones stay as they are."""
    locked = read_lock(data)
    new = lock_lines(data) - locked
    if new:
        (data / LOCK).write_text("\n".join(sorted(locked | new)) + "\n", encoding="utf-8")
    return len(new)


def broken_locks(data: Path) -> Iterator[tuple[str, str]]:
    """File and name of each locked record that is no longer there as it was."""
    locked = read_lock(data)
    if locked:
        for line in sorted(locked - lock_lines(data)):
            file, name, _ = line.split(" ")
            yield file, name


def _records(compiled: Compiled) -> Iterator[tuple[str, str, str]]:
    from oncurve.catalog.table import TABLES

    for things in compiled.things.values():
        for thing in things.values():
            for fact in thing.get("facts", ()):
                yield thing["file"], fact["name"], _hash(fact)
            for list_name in ("said", "unsaid", "position", "clause", "member"):
                for row in thing.get(list_name, ()):
                    yield thing["file"], list_name, _hash(row)
            if "facts" not in thing:
                yield thing["file"], thing["id"], _hash({key: thing[key] for key in thing if key != "file"})
    for table, rows in compiled.rows.items():
        file, subject, _ = TABLES[table]
        for row in rows:
            yield file, "/".join(str(row[column]).replace(" ", "_") for column in subject if row[column]), _hash(row)


def _hash(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]

"""Imports a file, or every table of a folder, into the store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.basis.span import month_span
from oncurve.catalog.files import stands
from oncurve.catalog.read import Catalogue
from oncurve.store.importers import importer_of
from oncurve.store.importers.record import Importer
from oncurve.store.imports import open_imports
from oncurve.store.index import write_imported
from oncurve.store.landing import Landed, Vintage, land, newest_day
from oncurve.store.names import Matcher
from oncurve.store.reading import ENDINGS, Table, read_file

__all__ = ["Imported", "import_path"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")
_MONTH = re.compile(r"\d{4}-\d{2}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of all files.

    Args:
        files: those that landed.
        failed: the others, with the reason.
    """

    files: tuple[Landed, ...]
    failed: tuple[tuple[str, OncurveError], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it; of several files the sums, and each under `files`."""
        if len(self.files) == 1 and not self.failed:
            return self.files[0].to_dict()
        sums = {name: sum(getattr(each, name) for each in self.files)
                for name in ("rows", "landed", "rejected", "unchanged", "removed")}
        return {"dataset": _one({each.dataset for each in self.files}),
                "vintage": _one({each.vintage for each in self.files}), **sums,
                "rejects": str(self.files[0].rejects.parent) if self.files else "",
                "files": [each.to_dict() for each in self.files],
                "failed": [{"file": file, **error.to_dict()} for file, error in self.failed]}


def _one(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else "several"


def import_path(path: Path, *, dataset: str | None = None, vintage: str | None = None, mapping: Path | None = None,
                folder: Path | None = None, tell: Tell | None = None) -> Imported:
    """Import a file, or every table of a folder and its folders.

    Args:
        path: what to import.
        dataset: the data set that it must be; None to recognise each file by its columns.
        vintage: a name for this state of the data; a month or day in it dates what it holds. None takes the name of
            a folder such as 2024-12, else the newest day that the tables hold.
        mapping: a TOML file that says what the columns of a table of one's own are.
        folder: where the store lies; None is the user's data folder.
        tell: is told the name of each file before it is read.

    Raises:
        BadInput: a single file cannot be imported. In a folder it is listed as failed, and the others land.
        BadUsage: the store cannot be opened or written, or a name is no name.
    """
    if vintage is not None and not _NAME.match(vintage):
        raise BadUsage(f"{vintage!r} is no name of a vintage", "", "Use letters, digits, dots and hyphens: 2025-06.")
    paths = list(_paths(path))
    tables: list[tuple[Path, Table, Importer]] = []
    failed: list[tuple[str, OncurveError]] = []
    for each in paths:
        try:
            table = read_file(each)
            tables.append((each, table, _importer(table, dataset, mapping)))
        except OncurveError as error:
            if path.is_file() or isinstance(error, BadUsage):
                raise
            failed.append((each.relative_to(path).as_posix(), error))
    landed = []
    seen: dict[tuple[str, str, str, str], tuple[Path, bytes]] = {}
    days = _days(tables)
    catalogue = Catalogue.load()
    with open_imports(folder) as connection:
        for each, table, importer in tables:
            if tell is not None:
                tell(table.name)
            state = _vintage(each, importer, vintage, days)
            first = seen.setdefault((importer.dataset, importer.part, state.name, table.name), (each, table.data))
            if first[1] != table.data:
                failed.append((each.relative_to(path).as_posix(), _second(table.name, state, first[0])))
                continue
            landed.append(land(connection, table, importer, state, Matcher(catalogue), folder))
        write_imported(connection, folder)
    return Imported(tuple(landed), tuple(failed))


def _second(name: str, vintage: Vintage, first: Path) -> BadInput:
    return BadInput(f"{first} has landed under this name as vintage {vintage.name}, and would be replaced", file=name,
                    hint="Rename one of them, or import each under a vintage of its own with --as.")


def _importer(table: Table, dataset: str | None, mapping: Path | None) -> Importer:
    if mapping is None and dataset != "csv":
        return importer_of(table, dataset)
    if mapping is None:
        raise BadUsage("A table of your own needs a mapping", "",
                       "Say what its columns are: oncurve import csv FILE --mapping mapping.toml (docs/import.md).")
    from oncurve.store.importers.mapped import mapped_importer

    return mapped_importer(mapping, table)


def _paths(path: Path) -> Iterator[Path]:
    if not stands(path):
        raise BadInput("there is no such file or folder", file=str(path))
    if path.is_file():
        yield path
        return
    found = sorted(each for each in path.rglob("*") if each.suffix in ENDINGS and each.is_file())
    if not found:
        raise BadInput("the folder holds no table", file=str(path),
                       hint=f"Tables end in {', '.join(ENDINGS)}.")
    yield from found


def _days(tables: list[tuple[Path, Table, Importer]]) -> dict[tuple[Path, str], dt.date]:
    """The newest day of each data set in each folder, by which tables without days are dated."""
    found: dict[tuple[Path, str], dt.date] = {}
    for path, table, importer in tables:
        day = newest_day(importer, table)
        key = path.parent, importer.dataset
        if day is not None:
            found[path, importer.dataset] = day
            found[key] = max(day, found.get(key, day))
    return found


def _vintage(path: Path, importer: Importer, name: str | None, days: dict[tuple[Path, str], dt.date]) -> Vintage:
    """Name and day of the vintage that a file is."""
    named = name or next((each.name for each in path.parents if _MONTH.match(each.name) or _DAY.match(each.name)), None)
    within = days.get((path, importer.dataset))
    beside = days.get((path.parent, importer.dataset))
    if named is not None and (day := _day_of_name(named)) is not None:
        return Vintage(named, day, "its name")
    if within is not None and not importer.together:
        return Vintage(named or f"{within:%Y-%m}", within, "the newest day in the table")
    if beside is not None:
        return Vintage(named or f"{beside:%Y-%m}", beside, "the newest day in the tables of its folder")
    today = dt.datetime.now(dt.UTC).date()
    return Vintage(named or f"{today:%Y-%m}", today, "the day of the import: the table holds none")


def _day_of_name(name: str) -> dt.date | None:
    """The day that a name dates: a day as it stands, of a month the last."""
    if not (_DAY.match(name) or _MONTH.match(name)):
        return None
    try:
        end = month_span(name).end
    except BadUsage:
        return None
    return end - dt.timedelta(days=1) if end else None

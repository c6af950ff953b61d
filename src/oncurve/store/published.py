"""The rows of an imported table as they were published, cell for cell."""

from __future__ import annotations

import json
from pathlib import Path

from oncurve.basis.errors import BadUsage
from oncurve.store.imports import open_imports

__all__ = ["imported_hours", "public_tables", "published_rows"]

Rows = list[dict[str, str]]


def public_tables(vintage: str | None = None, folder: Path | None = None) -> tuple[Rows, Rows, Rows, Rows]:
    """The tables of systems, chips, prices and the price index of one vintage, as published.

    Args:
        vintage: of the table of systems; None for the newest. Of the others the newest known by its day count.
        folder: where the store lies; None is the user's data folder.

    Raises:
        BadUsage: one of them was not imported.
    """
    models = _chosen("epoch-models", "models", vintage, None, folder)
    until = models[1] if vintage else None
    others = (("epoch-chips", "chips"), ("epoch-prices", "hardware"), ("price-index", "PCU518210518210"))
    chips, prices, index = (_chosen(dataset, part, None, until, folder)[0] for dataset, part in others)
    return models[0], chips, prices, index


def published_rows(dataset: str, part: str, vintage: str | None = None, folder: Path | None = None) -> Rows:
    """The rows of one table that landed, in the order of the file.

    Args:
        dataset: as `oncurve import` names it.
        part: which of its tables.
        vintage: its name; None for the newest.
        folder: where the store lies; None is the user's data folder.

    Raises:
        BadUsage: no such table was imported.
    """
    return _chosen(dataset, part, vintage, None, folder)[0]


def _chosen(dataset: str, part: str, vintage: str | None, until: str | None, folder: Path | None) -> tuple[Rows, str]:
    """The rows of the newest table that fits, and the day by which it was known."""
    with open_imports(folder, read_only=True) as connection:
        found = connection.execute(
            "SELECT id, columns, vintage, CAST(known AS VARCHAR) FROM imports WHERE dataset = ? AND part = ? "
            "ORDER BY known DESC, id DESC", [dataset, part]).fetchall()
        chosen = [row for row in found if vintage in (None, row[2]) and (until is None or row[3] <= until)]
        if not chosen:
            there = ", ".join(sorted({row[2] for row in found}))
            wanted = f" {vintage}" if vintage else f" known by {until}" if until else ""
            raise BadUsage(f"No table {part!r} of {dataset}{wanted} was imported",
                           f"There are the vintages {there}" if there else "", "Import it with `oncurve import FILE`.")
        number, columns = chosen[0][0], json.loads(chosen[0][1])
        rows = connection.execute(
            'SELECT cells FROM rows WHERE "import" = ? AND state = ? ORDER BY line', [number, "landed"]).fetchall()
    return [dict(zip(columns, json.loads(cells), strict=False)) for cells, in rows], str(chosen[0][3])


def imported_hours(vintage: str, folder: Path | None = None) -> dict[str, float]:
    """Chip-hours by model id, as the table of systems of that vintage has them, where they are possible."""
    with open_imports(folder, read_only=True) as connection:
        found = connection.execute(
            "SELECT f.subject, f.amount FROM facts f JOIN imports i ON f.\"import\" = i.id WHERE i.vintage = ? "
            "AND i.dataset = 'epoch-models' AND f.name = 'chip_hours.final_run' ORDER BY f.line", [vintage]).fetchall()
    return {str(subject): float(amount) for subject, amount in reversed(found)}

"""The rows of an imported table as they were published, cell for cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from oncurve.basis.errors import BadUsage
from oncurve.store.imports import open_imports

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["imported_hours", "public_tables"]

Rows = list[dict[str, str]]


def public_tables(vintage: str | None = None, folder: Path | None = None) -> tuple[Rows, Rows, Rows, Rows]:
    """The tables of systems, chips, prices and the price index of one vintage, as published.

    Args:
        vintage: of the table of systems; None for the newest. Of the others the newest known by its day count.
        folder: where the store lies; None is the user's data folder.

    Raises:
        BadUsage: one of them was not imported.
    """
    others = (("epoch-chips", "chips"), ("epoch-prices", "hardware"), ("price-index", "PCU518210518210"))
    with open_imports(folder, read_only=True) as connection:
        models, known = _chosen(connection, "epoch-models", "models", vintage, None)
        until = known if vintage else None
        chips, prices, index = (_chosen(connection, dataset, part, None, until)[0] for dataset, part in others)
    return models, chips, prices, index


def _chosen(connection: DuckDBPyConnection, dataset: str, part: str, vintage: str | None,
            until: str | None) -> tuple[Rows, str]:
    """The rows of the newest table that fits, as they landed, and the day by which it was known."""
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

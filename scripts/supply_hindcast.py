"""Writes docs/supply-hindcast.csv: every forecast of the supply model from what 2023 and 2024 knew, and what came."""

from __future__ import annotations

import csv
from pathlib import Path

from oncurve.api import World

PAGE = Path(__file__).parents[1] / "docs" / "supply-hindcast.csv"
COLUMNS = ("target", "origin", "quarter", "ahead", "median", "low", "high", "base_low", "base_high", "came")


def main() -> None:
    """Write the table and print its scores."""
    found = World().supply_hindcast()
    with PAGE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*COLUMNS, "covered"))
        for row in found.rows:
            cells = [getattr(row, name) for name in COLUMNS]
            writer.writerow([*(f"{cell:.4g}" if isinstance(cell, float) else cell for cell in cells), row.covered])
    plain = found.to_dict()
    print({key: plain[key] for key in ("coverage", "n", "figures", "by_target", "skill")})


if __name__ == "__main__":
    main()

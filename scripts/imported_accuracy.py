"""Writes the tables of docs/imported-accuracy.md from imported public data.

    oncurve import FOLDER-WITH-THE-PUBLIC-TABLES
    python scripts/imported_accuracy.py

Each table stands between a pair of marks, `<!-- calibration -->` and `<!-- /calibration -->`; the text around
them stays.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

from oncurve.answers.calibration import Calibration, calibration, widths
from oncurve.api import World
from oncurve.store.index import imported_folder
from oncurve.store.published import imported_hours

PAGE = Path(__file__).parents[1] / "docs" / "imported-accuracy.md"
VINTAGE = "2025-06"


def calibration_table(found: Calibration, alone: Calibration) -> str:
    """Hidden chip-hours: how many intervals held them."""
    lines = ["| what they were predicted from | systems | inside | by chance | median width, high over low |",
             "| --- | ---: | ---: | :-: | ---: |"]
    for title, each in (("all that is known but the hours", found), ("FLOP alone: chips and days hidden too", alone)):
        told = each.to_dict()
        lines.append(_row(f"**{title}**", told["all"]))
        lines += [_row(name, row) for name, row in told["by_quality"].items()]
    return "\n".join(lines)


def _row(name: str, told: dict) -> str:
    return (f"| {name} | {told['n']} | {told['inside']} | {told['band'][0]} to {told['band'][1]} | "
            f"{told['median_width']:g}x |")


def main() -> None:
    """Work the tables out and write them."""
    folder = imported_folder()
    if folder is None:
        sys.exit("Nothing was imported: see the top of this script.")
    world = World(imported=folder)
    hours = imported_hours(VINTAGE)
    found = calibration(world.catalogue, hours, world.draws)
    alone = calibration(world.catalogue, hours, world.draws, also_hidden=frozenset({"chips", "training_time"}))
    costed, whole = world.cost_all(scopes=("hardware",)), world.cost_all()
    rows = [f"| {name} | {n} | {width:.1f}x |" for name, (n, width) in widths(costed.models).items()]
    tables = {"calibration": calibration_table(found, alone),
              "widths": "\n".join(["| what the cost rests on | systems | median width, high over low |",
                                   "| --- | ---: | ---: |", *rows]),
              "counts": f"On {dt.datetime.now(dt.UTC).date()}: {len(whole.models):,} systems have an estimate with an "
                        f"interval in every scope, {len(costed.models):,} of what their machines cost, "
                        f"{len(costed.without_basis):,} no basis for one; {len(hours)} have chip-hours in "
                        f"the table, of which {len(found.without)} nothing else is known to predict them from."}
    page = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        page = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m, t=table: f"{m[1]}{t}\n{m[2]}", page,
                      flags=re.DOTALL)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

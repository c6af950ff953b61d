"""Questions a second in lists of shipments, against a plain loop that reads the same CSV and writes it as JSON.

    python bench/export_speed.py

Three lists: one that repeats chips, buyers and days as a trading desk does; one in which every row differs, with chip,
day, destination and buyer drawn at random; and one in which every row states the figures of a chip that no other has.
Each figure is the processor time of a process on one core, starting included, the median of several. The limit is of
long lists: of 10,000 rows the plain loop takes a third of what starting takes, so those are told without one.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from table import Asked, Row, asked_of, cold, growth, measured, shown

from oncurve.api import World

PLAIN = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        sys.stdout.write(json.dumps(row) + "\\n")
"""
COUNTRIES = ("CN", "HK", "MO", "RU", "SA", "AE", "VN", "SG", "MY", "IN", "JP", "DE", "IL", "CH", "BR", "KZ", "TW", "QA")
LONG = 100_000
FIRST, DAYS = dt.date(2022, 8, 1), 1500


def write(path: Path, rows: int, *, different: int | None) -> None:
    """A list of shipments, drawn from `different` ones, or each by itself."""
    draw = random.Random(20260929)
    chips = sorted(World().catalogue.chips)

    def shipment() -> str:
        day = FIRST + dt.timedelta(days=draw.randrange(DAYS))
        return f"{draw.choice(chips)},{day},{draw.choice(COUNTRIES)},{draw.choice(COUNTRIES)},datacenter\n"

    pool = [shipment() for _ in range(different)] if different else None
    with path.open("w", encoding="utf-8") as file:
        file.write("chip,date,destination,headquarters,end_use\n")
        file.writelines(draw.choice(pool) if pool else shipment() for _ in range(rows))


def write_figures(path: Path, rows: int) -> None:
    """A list of chips that no catalogue names, each with figures of its own."""
    draw = random.Random(20260929)
    with path.open("w", encoding="utf-8") as file:
        file.write("chip,date,destination,headquarters,end_use,tpp,performance_density,io_gb_s,memory_bandwidth_gb_s\n")
        for number in range(rows):
            day = FIRST + dt.timedelta(days=draw.randrange(DAYS))
            tpp, density = 10 ** draw.uniform(2.5, 5), 10 ** draw.uniform(-0.5, 1.5)
            io, memory = 10 ** draw.uniform(2, 3.5), 10 ** draw.uniform(2.5, 4)
            where = f"{draw.choice(COUNTRIES)},{draw.choice(COUNTRIES)},datacenter"
            file.write(f"chip {number},{day},{where},{tpp:.1f},{density:.3f},{io:.0f},{memory:.0f}\n")


def rows(asked: Asked) -> Iterator[Row]:
    """Each list against the plain loop, and the growth of the second."""
    runs = 1 if asked.quick else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        kinds = {
            "2,000 different rows, repeated": lambda count: write(path, count, different=2000),
            "every row differs": lambda count: write(path, count, different=None),
            "every row has figures of its own": lambda count: write_figures(path, count),
        }
        ours = ("-m", "oncurve", "export", "--batch", str(path), "--json")
        for count, limit in ((10_000, ""), (LONG, "<= 3")):
            for name, make in kinds.items():
                make(count)
                mine, plain = cold(ours, runs), cold(("-c", PLAIN, str(path)), runs)
                yield measured("export", f"{count:,} rows: {name}", mine,
                               against="a loop that reads the CSV and writes JSON", of=plain, limit=limit)
                yield Row("export", f"questions a second and core, {count:,} rows: {name}",
                          count / sorted(mine)[runs // 2], "a second", limit=">= 20000", runs=runs)
        each = {}
        for size in (LONG // 4, LONG // 2, LONG):
            write(path, size, different=None)
            each[size] = 1e6 * sorted(cold(ours, runs))[runs // 2] / size
        yield from growth("export", "rows that all differ", "microseconds a row, starting included", each, "<= 1.1")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))

"""Questions a second in lists of shipments, against a plain loop that reads the same CSV and writes it as JSON.

    python bench/export_speed.py [--rows N]

Three lists: one that repeats chips, buyers and days as a trading desk does; one in which every row differs, with chip,
day, destination and buyer drawn at random; and one in which every row states the figures of a chip that no other has.
Each figure is the processor time of a process on one core, starting included, the best of three; so is that of one cold
question, as a multiple of importing numpy.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from oncurve.api import World

PLAIN = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        sys.stdout.write(json.dumps(row) + "\\n")
"""
COUNTRIES = ("CN", "HK", "MO", "RU", "SA", "AE", "VN", "SG", "MY", "IN", "JP", "DE", "IL", "CH", "BR", "KZ", "TW", "QA")
FIRST, DAYS = dt.date(2022, 8, 1), 1500


def seconds(*command: str) -> float:
    """The least processor time of three runs of a process."""
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with Path(os.devnull).open("wb") as sink:
            subprocess.run(command, stdout=sink, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(found)


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


def main() -> None:
    """Print one line a list, and one for a cold question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer", help="not used here")
    rows = parser.parse_known_args()[0].rows
    ours = (sys.executable, "-m", "oncurve", "export")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        kinds = {
            "2,000 different rows, repeated": lambda: write(path, rows, different=2000),
            "every row differs": lambda: write(path, rows, different=None),
            "every row has figures of its own": lambda: write_figures(path, rows),
        }
        for name, make in kinds.items():
            make()
            mine = seconds(*ours, "--batch", str(path), "--json")
            plain = seconds(sys.executable, "-c", PLAIN, str(path))
            print(f"{name}: {rows / mine:,.0f} questions a second and core, {mine / plain:.1f} times the plain loop")
    cold = seconds(*ours, "H20", "--to", "CN", "--on", "2025-05-01", "--json")
    numpy = seconds(sys.executable, "-c", "import numpy")
    print(f"one cold question: {cold / numpy:.1f} times importing numpy")


if __name__ == "__main__":
    main()

"""Questions a second in a list of shipments, against a plain loop that reads the same CSV and writes it as JSON.

    python bench/export_speed.py [--rows N]

Two lists: one that repeats chips, buyers and days as a trading desk's does, and one in which chip, day, destination and
buyer are all drawn at random. Each figure is the processor time of a process on one core, the best of three; so is
that of one cold question, as a multiple of importing numpy.
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


def main() -> None:
    """Print one line a list, and one for a cold question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer", help="not used here")
    rows = parser.parse_known_args()[0].rows
    ours = (sys.executable, "-m", "oncurve", "export")
    with tempfile.TemporaryDirectory() as folder:
        for name, different in (("2,000 different rows, repeated", 2000), ("all drawn at random", None)):
            path = Path(folder, "list.csv")
            write(path, rows, different=different)
            mine = seconds(*ours, "--batch", str(path), "--json")
            plain = seconds(sys.executable, "-c", PLAIN, str(path))
            print(f"{name}: {rows / mine:,.0f} questions a second and core, {mine / plain:.1f} times the plain loop")
    cold = seconds(*ours, "H20", "--to", "CN", "--on", "2025-05-01", "--json")
    numpy = seconds(sys.executable, "-c", "import numpy")
    print(f"one cold question: {cold / numpy:.1f} times importing numpy")


if __name__ == "__main__":
    main()

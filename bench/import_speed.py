"""Importing a folder of tables, against DuckDB reading the same CSV files into tables.

    python bench/import_speed.py                     # a synthetic table
    python bench/import_speed.py --peer data=FOLDER  # your own folder of tables

DuckDB reads each file with its own sniffing, all columns as text, into a table in a file; we read, check, match names,
land every row and compile the index. The limit is 15 times DuckDB. A second import of the same folder is timed too.
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from table import Asked, Row, asked_of, growth, measured, shown

from oncurve.store.importing import import_path

LIMIT = 15
#: DuckDB's sniffer needs these to read files with ragged rows and quoted newlines
OPTIONS = ("header = true, all_varchar = true, ignore_errors = true, strict_mode = false, null_padding = true, "
           "parallel = false")


def timed(run: Callable[[Path], object], times: int = 3) -> list[float]:
    """The wall clock of several runs, each in a folder of its own, in seconds."""
    seconds = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as place:
            start = time.perf_counter()
            run(Path(place))
            seconds.append(time.perf_counter() - start)
    return seconds


def duckdb_reads(files: list[Path]) -> Callable[[Path], None]:
    """DuckDB reading the files into tables."""
    def run(place: Path) -> None:
        with duckdb.connect(str(place / "peer.duckdb"), config={"threads": 1}) as connection:
            for number, file in enumerate(files):
                connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv('{file}', {OPTIONS})")

    return run


def synthetic(folder: Path, rows: int) -> None:
    """A table of systems, as a public one has it."""
    draw = random.Random(1)
    with (folder / "systems.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("Model", "Domain", "Organization", "Publication date", "Training compute (FLOP)",
            "Training hardware",
                         "Confidence", "Parameters", "Notes"))
        for number in range(rows):
            writer.writerow((f"Model {number}", "Language", f"Laboratory {number % 97}",
                f"202{number % 5}-0{1 + number % 9}-11",
                             f"{draw.uniform(1, 9):.2f}e{draw.randint(20, 25)}", draw.choice(("NVIDIA A100",
                             "NVIDIA H100")),
                             draw.choice(("Confident", "Likely", "Speculative")), f"{draw.randint(1, 900)}e9",
                             'A note, with "quotes"' + chr(10) + "and a line of its own"))


def sizes(folder: Path) -> Iterator[tuple[int, float]]:
    """Rows and seconds a row of the largest table, cut to a quarter, a half and the whole."""
    largest = max(folder.rglob("*.csv"), key=lambda path: path.stat().st_size)
    table = list(csv.reader(io.StringIO(largest.read_bytes().decode("utf-8-sig"), newline="")))
    for share in (0.25, 0.5, 1.0):
        part = table[: 1 + int(share * (len(table) - 1))]
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "part.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(part)
            took = timed(lambda folder, path=path: import_path(path, folder=folder))
            yield len(part) - 1, 1e3 * sorted(took)[1] / (len(part) - 1)


def rows(asked: Asked) -> Iterator[Row]:
    """An import against its peer, a second import, and growth."""
    with tempfile.TemporaryDirectory() as place:
        folder = asked.peers.get("data")
        if folder is None:
            folder = Path(place)
            synthetic(folder, 1_000 if asked.quick else 6_000)
        files = sorted(folder.rglob("*.csv"))
        theirs = timed(duckdb_reads(files))
        ours = timed(lambda place: import_path(folder, folder=place))
        with tempfile.TemporaryDirectory() as store:
            read = sum(each.rows for each in import_path(folder, folder=Path(store)).files)
            again = timed(lambda _: import_path(folder, folder=Path(store)))
        yield measured("import", f"{read:,} rows of {len(files)} tables", ours, against="DuckDB reading the same CSV",
            of=theirs,
                       limit=f"<= {LIMIT}")
        yield measured("import", "the same again, which changes nothing", again, against="the first time", of=ours)
        yield from growth("import", "rows", "ms a row", dict(sizes(folder)), "<= 1.25")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))

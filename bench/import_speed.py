"""Importing a folder of tables, against DuckDB reading the same CSV files into tables.

    python bench/import_speed.py FOLDER         # wall clock, the median of three, and three sizes for the growth

DuckDB reads each file with its own sniffing, all columns as text, into a table in a file; we read, check, match names,
land every row and compile the index. The limit is 15 times DuckDB. A second import of the same folder is timed too.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from oncurve.store.importing import import_path

LIMIT = 15
#: DuckDB's sniffer needs these to read files with ragged rows and quoted newlines
OPTIONS = ("header = true, all_varchar = true, ignore_errors = true, strict_mode = false, null_padding = true, "
           "parallel = false")


def timed(run: Callable[[Path], None], times: int = 3) -> float:
    """The median wall clock of several runs, each in a folder of its own, in seconds."""
    seconds = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as place:
            start = time.perf_counter()
            run(Path(place))
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def duckdb_reads(files: list[Path]) -> Callable[[Path], None]:
    """DuckDB reading the files into tables."""
    def run(place: Path) -> None:
        with duckdb.connect(str(place / "peer.duckdb"), config={"threads": 1}) as connection:
            for number, file in enumerate(files):
                connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv('{file}', {OPTIONS})")

    return run


def sizes(folder: Path) -> Iterator[tuple[int, float]]:
    """Rows and seconds of the largest table, cut to a quarter, a half and the whole."""
    largest = max(folder.rglob("*.csv"), key=lambda path: path.stat().st_size)
    import csv
    import io

    table = list(csv.reader(io.StringIO(largest.read_bytes().decode("utf-8-sig"), newline="")))
    for share in (0.25, 0.5, 1.0):
        rows = table[: 1 + int(share * (len(table) - 1))]
        with tempfile.TemporaryDirectory() as place:
            part = Path(place) / "part.csv"
            with part.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
            yield len(rows) - 1, timed(lambda folder, part=part: import_path(part, folder=folder) and None, 3)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    files = sorted(folder.rglob("*.csv"))
    theirs = timed(duckdb_reads(files))
    ours = timed(lambda place: import_path(folder, folder=place) and None)
    with tempfile.TemporaryDirectory() as place:
        import_path(folder, folder=Path(place))
        start = time.perf_counter()
        again = import_path(folder, folder=Path(place))
        second = time.perf_counter() - start
    rows = sum(each.rows for each in again.files)
    print(f"DuckDB reads {len(files)} files in {theirs:.2f} s; import of {rows:,} rows takes {ours:.2f} s: "
          f"{ours / theirs:.1f} times (limit {LIMIT}); again, changing nothing: {second:.2f} s")
    print("growth: " + "; ".join(f"{n:,} rows {seconds:.2f} s ({1e3 * seconds / n:.2f} ms a row)"
                                 for n, seconds in sizes(folder)))


if __name__ == "__main__":
    main()

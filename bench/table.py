"""The one shape of all benchmarks: a row is what was measured, against what, and whether it is within its limit.

Each benchmark has a function `rows(asked)`, and run by itself prints its own part of the table.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

__all__ = ["Asked", "Row", "asked_of", "cold", "growth", "json_of", "markdown", "measured", "options", "processor",
    "read",
           "shown", "skipped"]

COLUMNS = ("bench", "measured", "value", "unit", "against", "times", "limit", "held", "runs", "spread")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Args:
        bench: the benchmark.
        measured: what.
        value: the median; None where it was skipped.
        unit: of the value.
        against: the peer or bound that it stands against in the same run.
        times: how often the peer's figure, as the limit is written.
        limit: what `times`, or where there is none the value, must be: ">= 25" or "<= 15"; "" for none.
        runs: how many the median is of.
        spread: the least and the most of the runs.
        why: why it was skipped.
    """

    bench: str
    measured: str
    value: float | None = None
    unit: str = ""
    against: str = ""
    times: float | None = None
    limit: str = ""
    runs: int = 1
    spread: tuple[float, float] | None = None
    why: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the limit holds; None where there is none, or nothing was measured."""
        number = self.times if self.times is not None else self.value
        if not self.limit or number is None:
            return None
        sign, bound = self.limit.split()
        return number >= float(bound) if sign == ">=" else number <= float(bound)

    def to_dict(self) -> dict[str, object]:
        """The row as plain data."""
        return {**asdict(self), "held": self.held}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run of the benchmarks was given.

    Args:
        peers: folders and files of peers that are on no registry, by name.
        quick: whether fewer runs and smaller sizes will do.
    """

    peers: Mapping[str, Path] = field(default_factory=dict)
    quick: bool = False

    @property
    def runs(self) -> int:
        """How many runs a median is of."""
        return 3 if self.quick else 5


def skipped(bench: str, measured: str, why: str) -> Row:
    """A figure that could not be had, and why."""
    return Row(bench, measured, why=why)


def processor(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of the processor that each of several runs takes, after one to warm up, without the collector."""
    work()
    seconds = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
        gc.enable()
    return seconds


def cold(words: Sequence[str], runs: int) -> list[float]:
    """Seconds of the processor that each of several fresh processes takes, starting included."""
    seconds = []
    for _ in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with Path(os.devnull).open("wb") as sink:
            subprocess.run([sys.executable, *words], stdout=sink, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return seconds[1:]


def growth(bench: str, measured: str, unit: str, sizes: Mapping[int, float], limit: str = "<= 1.5") -> list[Row]:
    """A row a size, and one that sets what the largest takes for each item against the smallest.

    Args:
        bench: the benchmark.
        measured: what an item is.
        unit: of what an item takes.
        sizes: what each item takes, by the number of items.
        limit: of the last row.
    """
    made = [Row(bench, f"{size:,} {measured}", value, unit) for size, value in sizes.items()]
    least, most = min(sizes), max(sizes)
    return [*made, Row(bench, f"growth from {least:,} to {most:,} {measured}", sizes[most], unit, "the smallest size",
                       sizes[most] / sizes[least], limit)]


def measured(bench: str, what: str, seconds: Sequence[float], *, scale: float = 1.0, unit: str = "s", against: str = "",
             of: Sequence[float] = (), limit: str = "", faster: bool = False) -> Row:
    """A row from the seconds of several runs.

    Args:
        bench: the benchmark.
        what: was measured.
        seconds: of each run.
        scale: what they are multiplied by for the table.
        unit: after that.
        against: the peer.
        of: the peer's seconds, of the same work.
        limit: of the ratio of medians, or of the value where there is no peer.
        faster: whether the ratio says how much quicker than the peer it is, and not how much longer it takes.
    """
    middle = statistics.median(seconds)
    times = (statistics.median(of) / middle if faster else middle / statistics.median(of)) if of else None
    return Row(bench, what, scale * middle, unit, against if of else "", times, limit, len(seconds),
               (scale * min(seconds), scale * max(seconds)))


def markdown(rows: Sequence[Row]) -> str:
    """The table for people."""
    lines = [f"| {' | '.join(COLUMNS)} |", "| --- | --- | ---: | --- | --- | ---: | --- | --- | ---: | --- |"]
    for row in rows:
        held = {None: "", True: "yes", False: "**no**"}[row.held]
        spread = f"{row.spread[0]:.3g} to {row.spread[1]:.3g}" if row.spread else ""
        if row.value is None:
            lines.append(f"| {row.bench} | {row.measured} | | | skipped: {row.why} | | | | | |")
        else:
            times = "" if row.times is None else f"{row.times:.3g}"
            cells = (row.bench, row.measured, _said(row.value), row.unit, row.against, times, row.limit, held,
                str(row.runs),
                     spread)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _said(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def json_of(rows: Sequence[Row], about: Mapping[str, object]) -> str:
    """The table for machines."""
    return json.dumps({**about, "rows": [row.to_dict() for row in rows]}, indent=1, ensure_ascii=False) + "\n"


def options(parser: argparse.ArgumentParser) -> None:
    """What every benchmark takes."""
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PATH",
                        help="a peer that is on no registry: calculon, training-cost-trends, benchmark-stitching, data")
    parser.add_argument("--quick", action="store_true", help="fewer runs and smaller sizes")


def read(given: argparse.Namespace) -> Asked:
    """What the options say."""
    pairs = [each.partition("=") for each in given.peer]
    for name, _, path in pairs:
        if not path or not Path(path).exists():
            sys.exit(f"--peer {name}={path}: write NAME=PATH with a path that is there")
    return Asked({name: Path(path).absolute() for name, _, path in pairs}, given.quick)


def asked_of(about: str | None) -> Asked:
    """What the command line of one benchmark asks."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    return read(parser.parse_args())


def shown(rows: Callable[[Asked], Iterable[Row]], asked: Asked) -> None:
    """Print the part of a benchmark that is run by itself."""
    sys.stdout.write(markdown(list(rows(asked))))

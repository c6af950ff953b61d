"""Auditing an archive: articles a second of a core and their growth, memory, two workers against one, and kills.

    python bench/bulk_speed.py                              # a few hundred synthetic articles of 100 to 600 words
    python bench/bulk_speed.py --articles 10000 --kills 5   # at length: three sizes, then killed five times and resumed
    python bench/bulk_speed.py --file FILE.jsonl            # your own, {"id","published","text"} a line, repeated

Each figure is of `oncurve check --jsonl FILE --out DIR` as a process of its own. Rates are by processor time, with that
of one article, which is mostly starting, left out. A killed run gets SIGKILL, its workers with it, each time when a
share of the archive drawn from the seed is done; run to its end it must hold what the unbroken one holds, byte for
byte.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import synthetic
from table import Asked, Row, growth, markdown

#: shares of the largest size at which the rate is told
SIZES = (0.1, 0.3, 1.0)
CHUNK = 16
#: articles from which two workers are asked to take much less time than one; of fewer they are not to take more
MANY = 400


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took.

    Args:
        seconds: by the clock.
        worked: seconds of the processor.
        at: seconds of the processor and MB held when so many articles were done.
    """

    seconds: float
    worked: float
    at: dict[int, tuple[float, float]]


def command(file: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """The command, in a process group of its own."""
    words = [sys.executable, "-m", "oncurve", "check", "--jsonl", str(file), "--out", str(out), "--as-of", "2026-01-01",
             "--workers", str(workers)]
    return subprocess.Popen(words, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, start_new_session=True,
                            stdout=subprocess.DEVNULL)


def measured(file: Path, out: Path, workers: int, marks: Sequence[int] = ()) -> Run:
    """The command from start to end, looked at when so many articles are done."""
    start, at = time.perf_counter(), {}
    process = command(file, out, workers)
    for mark in marks:
        while done(out) < mark:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.02)
        else:
            at[mark] = spent(process.pid)
            continue
        break
    else:
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    worked = used.ru_utime + used.ru_stime
    if marks and marks[-1] not in at:  # it ended before it was looked at again
        at[marks[-1]] = worked, used.ru_maxrss / 1024
    return Run(time.perf_counter() - start, worked, at)


def done(out: Path) -> int:
    """Articles that are done."""
    return sum(1 for _ in out.glob("part-*.jsonl")) * CHUNK


def spent(pid: int) -> tuple[float, float]:
    """Seconds of the processor that a process has taken, and MB that it holds."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    status = Path(f"/proc/{pid}/status").read_text()
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK"), held / 1024


def killed(file: Path, out: Path, workers: int, articles: int, shares: Sequence[float]) -> list[int]:
    """Kill the command when each share is done, then run it to its end; articles done at each kill."""
    at = []
    for share in shares:
        process = command(file, out, workers)
        while done(out) < share * articles and process.poll() is None:
            time.sleep(0.02)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        at.append(min(done(out), articles))
    assert command(file, out, workers).wait() == 0
    return at


def contents(out: Path) -> str:
    """A digest of all results."""
    digest = hashlib.sha256()
    for path in sorted(out.glob("part-*.jsonl")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def claims(out: Path) -> int:
    """How many claims the results hold."""
    return sum(len(json.loads(line).get("claims", ())) for path in out.glob("part-*.jsonl")
               for line in path.read_text(encoding="utf-8").splitlines()[1:])


def rows(asked: Asked) -> Iterator[Row]:
    """The figures at a size for every day."""
    yield from figures([json.dumps(each) + "\n" for each in synthetic(60 if asked.quick else 400)], kills=1)


def figures(lines: list[str], kills: int, seed: int = 1) -> Iterator[Row]:
    """The figures of an archive."""
    with tempfile.TemporaryDirectory() as folder:
        place, parts = Path(folder), (round(share * len(lines) / CHUNK) for share in SIZES[:-1])
        sizes = sorted({*(CHUNK * max(1, part) for part in parts), len(lines)})

        def file(n: int) -> Path:
            path = place / f"{n}.jsonl"
            path.write_text("".join(lines[:n]), encoding="utf-8")
            return path

        start = measured(file(1), place / "one", 1)
        most = len(lines)
        run = measured(file(most), place / "whole", 1, sizes)
        each = {n: (worked - start.worked) / (n - 1) for n, (worked, _) in run.at.items()}
        found = claims(place / "whole")
        words = sum(len(json.loads(line)["text"].split()) for line in lines) / len(lines)
        yield Row("bulk", f"articles of {words:.0f} words and {found / most:.1f} claims, one worker", 1 / each[most],
                  "articles a second and core")
        yield from growth("bulk", "articles of one run", "s of the processor an article", each, "<= 1.2")
        held = {n: mb for n, (_, mb) in run.at.items()}
        yield Row("bulk", f"memory when {most:,} articles are done", held[most], "MB", f"when {sizes[0]:,} are",
                  held[most] / held[sizes[0]], "<= 1.25")
        few = file(min(most, MANY))
        one, two = (measured(few, place / f"workers-{n}", n) for n in (1, 2))
        same = contents(place / "workers-1") == contents(place / "workers-2")
        yield Row("bulk", f"two workers, {few.stem} articles, results {'the same' if same else 'DIFFERENT'}",
            two.seconds, "s", "one worker", (one.seconds - start.seconds) / (two.seconds - start.seconds),
            ">= 1.5" if most >= MANY else ">= 0.95")
        draw = random.Random(seed)
        shares = sorted(draw.uniform(0.02, 0.98) for _ in range(kills))
        at = killed(file(most), place / "killed", 2, most, shares)
        alike = contents(place / "killed") == contents(place / "whole")
        yield Row("bulk", f"{most:,} articles killed after {', '.join(f'{n:,}' for n in at)} and resumed, two workers: "
                  f"{'identical to' if alike else 'DIFFERS from'} the unbroken run of one", float(alike), "",
                  "the unbroken run", float(alike), ">= 1")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400, help="of the largest size (default 400)")
    parser.add_argument("--kills", type=int, default=1, help="how often the last run is killed (default 1)")
    parser.add_argument("--file", type=Path, help="your own articles")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.file:
        given = [json.loads(line) for line in asked.file.read_text(encoding="utf-8").split("\n") if line.strip()]
        told: Iterator[dict[str, object]] = ({**row, "id": number} for number, row in
                                             zip(range(asked.articles), itertools.cycle(given)))
    else:
        told = synthetic(asked.articles, asked.seed)
    for row in figures([json.dumps(each) + "\n" for each in told], asked.kills, asked.seed):
        print(markdown([row]).splitlines()[-1], flush=True)


if __name__ == "__main__":
    main()

"""Every speed figure in one table, each against its peer or its limit in the same run.

    scripts/bench                                              # some ten minutes on a quiet machine
    scripts/bench --quick --only reader cost
    scripts/bench --peer calculon=PATH --peer training-cost-trends=PATH --peer benchmark-stitching=PATH --peer data=PATH

Peers from registries are used where they are installed (spaCy with en_core_web_sm, DuckDB, numpy, FastAPI, hey); those
that are on none are named with `--peer`. What cannot be had is told with its reason. Writes DIR/table.md and
DIR/table.json, and prints the table as it grows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from table import COLUMNS, Row, json_of, markdown, options, read, skipped

BENCHES = {"cold": "cold_speed", "reader": "reader_speed", "cost": "cost_speed", "capability": "capability_fit",
           "simulate": "simulate_speed", "export": "export_speed", "import": "import_speed",
           "scenario": "scenario_speed",
           "serve": "serve_speed", "bulk": "bulk_speed"}
ROOT = Path(__file__).parents[1]


def one(name: str, words: list[str]) -> list[Row]:
    """The rows of one benchmark, in a process of its own, so that none warms or fills memory for another."""
    code = "import sys, every; sys.exit(every.tell(sys.argv[1], sys.argv[2:]))"
    done = subprocess.run([sys.executable, "-c", code, name, *words], cwd=ROOT, capture_output=True, text=True,
        check=False,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(
                              (str(ROOT / "bench"), *filter(None, [os.environ.get("PYTHONPATH")])))})
    if done.returncode:
        last = (done.stderr.strip() or "it ended without a word").splitlines()[-1]
        return [skipped(name, "all of it", f"it failed: {last[:200]}")]
    fields = [*Row.__dataclass_fields__]
    return [Row(**{key: each[key] for key in fields}) for each in json.loads(done.stdout.splitlines()[-1])]


def tell(name: str, words: list[str]) -> int:
    """Print the rows of a benchmark as one line of JSON."""
    parser = argparse.ArgumentParser()
    options(parser)
    asked = read(parser.parse_args(words))
    found = [row.to_dict() for row in importlib.import_module(BENCHES[name]).rows(asked)]
    sys.stdout.write("\n" + json.dumps(found) + "\n")
    return 0


def main() -> int:
    """Measure, print and write; 1 where a limit does not hold."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    parser.add_argument("--only", nargs="+", choices=[*BENCHES], metavar="NAME", help="of %(choices)s")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results", metavar="DIR")
    given = parser.parse_args()
    read(given)
    words = [*(word for each in given.peer for word in ("--peer", _whole(each))), *(["--quick"] if given.quick else [])]
    rows: list[Row] = []
    print("\n".join(markdown([]).splitlines()), flush=True)
    for name in given.only or BENCHES:
        began = time.monotonic()
        found = one(name, words)
        rows += found
        print("\n".join(markdown(found).splitlines()[2:]), flush=True)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    about = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "python": platform.python_version(),
             "machine": platform.machine(), "cores": os.cpu_count(), "quick": given.quick, "columns": COLUMNS}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "table.md").write_text(_headed(about) + markdown(rows), encoding="utf-8")
    (given.out / "table.json").write_text(json_of(rows, about), encoding="utf-8")
    short = [row for row in rows if row.held is False]
    print(f"{sum(row.held is True for row in rows)} limits held, {len(short)} did not, "
          f"{sum(row.value is None for row in rows)} figures skipped; written to {given.out}")
    return 1 if short else 0


def _whole(pair: str) -> str:
    name, _, path = pair.partition("=")
    return f"{name}={Path(path).absolute()}"  # a link stays one: the Python of an environment is a link


def _headed(about: dict[str, object]) -> str:
    return (f"Measured on {about['date']} with Python {about['python']} on {about['cores']} cores ({about['machine']}) "
            "by `scripts/bench`; medians, each peer in the same run.\n\n")


if __name__ == "__main__":
    sys.exit(main())

"""Auditing an archive: articles a second and core, growth over three sizes, memory, and two workers against one.

    python bench/bulk_speed.py                          # synthetic articles
    python bench/bulk_speed.py --articles FILE.jsonl    # your own, {"id","published","text"} a line, repeated as needed

Each figure is of a process of its own, with its start left out of the rate. The limit for two workers is 1.5 times one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SENTENCES = (
    "DeepSeek said that training DeepSeek-V3 took {a:.3f} million H800 hours and cost {b:.2f} million dollars.",
    "Llama 3.1 405B was trained on {c},000 H100 chips for {d} days.",
    "The model has {e} billion parameters and read {f:.1f} trillion tokens.",
    "GPT-4 is thought to have cost more than ${g} million to train.",
    "Chinese laboratories are {h} months behind, one analyst said.",
    "Costs have fallen about {i}x a year since 2020.",
    "The company did not answer a request for comment, and its shares hardly moved.",
    "Nvidia shipped the H20 to China until April 2025, when a licence became necessary.",
    "Engineers say that what matters is how the machines are used, not how many there are.",
)
RUN = """
import json, resource, sys, time
from pathlib import Path
from oncurve.sweep import Sweep, WorldSpec
if __name__ == "__main__":
    items = (json.loads(line) for line in open(sys.argv[1], encoding="utf-8"))
    spec = WorldSpec(as_of="2026-01-01")
    spec.world().check_text("DeepSeek-V3 has 671 billion parameters.", published="2025-01-01")
    start, spent = time.perf_counter(), time.process_time()
    done = Sweep("audit", spec, Path(sys.argv[2])).run(items, workers=int(sys.argv[3]))
    seconds, worked = time.perf_counter() - start, time.process_time() - spent
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked += below.ru_utime + below.ru_stime
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "worked": worked, "items": done.items, "mb": used / 1024}))
"""


def synthetic(n: int) -> Iterator[dict[str, object]]:
    """Articles of eight to sixteen sentences, with figures that vary."""
    draw = random.Random(1)
    for number in range(n):
        # a few sentences with claims among ones without, as articles have them
        told = [draw.choice(SENTENCES).format(
            a=draw.uniform(1, 4), b=draw.uniform(3, 9), c=draw.randint(8, 24), d=draw.randint(30, 90),
            e=draw.randint(7, 900), f=draw.uniform(1, 20), g=draw.randint(40, 200), h=draw.randint(3, 24),
            i=draw.randint(2, 9)) for _ in range(draw.randint(8, 16))]
        yield {"id": number, "published": f"2025-{1 + number // 40 % 12:02d}-15", "text": " ".join(told)}


def measured(lines: list[str], workers: int) -> dict[str, float]:
    """A sweep over these articles in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        file, script = Path(place) / "articles.jsonl", Path(place) / "run.py"
        file.write_text("".join(lines), encoding="utf-8")
        script.write_text(RUN, encoding="utf-8")
        done = subprocess.run([sys.executable, str(script), str(file), str(Path(place) / "out"), str(workers)],
                              env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, capture_output=True, text=True,
                              check=True)
    return json.loads(done.stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--most", type=int, default=2000, help="articles of the largest size")
    asked = parser.parse_args()
    if asked.articles:
        rows = [json.loads(line) for line in asked.articles.read_text(encoding="utf-8").split("\n") if line.strip()]
        told = ({**row, "id": number} for number, row in zip(range(asked.most), itertools.cycle(rows)))
        lines = [json.dumps(row) + "\n" for row in told]
    else:
        lines = [json.dumps(row) + "\n" for row in synthetic(asked.most)]
    print("| articles | workers | seconds | articles a second | a second of one core | largest process, MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    rates, cores = {}, {}
    for n, workers in ((asked.most // 4, 1), (asked.most // 2, 1), (asked.most, 1), (asked.most, 2)):
        found = measured(lines[:n], workers)
        rates[n, workers], cores[n, workers] = n / found["seconds"], n / found["worked"]
        print(f"| {n:,} | {workers} | {found['seconds']:.1f} | {rates[n, workers]:.1f} | {cores[n, workers]:.1f} | "
              f"{found['mb']:.0f} |", flush=True)
    print(f"two workers against one: {rates[asked.most, 2] / rates[asked.most, 1]:.2f} times (limit 1.5); largest size "
          f"against smallest, a core: {cores[asked.most, 1] / cores[asked.most // 4, 1]:.2f} times the rate")


if __name__ == "__main__":
    main()

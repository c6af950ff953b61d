"""Fuzz every target for a share of the time: `python -m fuzz [MINUTES] [--only NAME …] [--seed N]`.

Half of a target's share is hypothesis, which draws what looks like what is meant to be given; half is atheris, which
mutates it and follows new branches, where it is installed. What breaks something becomes a piece of the museum in
`tests/broken/fuzzed/TARGET/`, which `tests/reliability/test_fuzzed.py` tries again for ever. Ends with 1 where
anything broke.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from fuzz.engine import KEPT
from fuzz.target import within
from fuzz.targets import MUSEUM, TARGETS, target

#: seconds that a process may take over its share to start, and to end what it is at
GRACE = 300.0
#: times that a process which dies is started again in its share
AGAIN = 3


def session(name: str, engine: str, seconds: float, seed: int) -> list[str]:
    """One engine on one target; the places that broke."""
    until, places, tried = time.monotonic() + seconds, [], 0
    for turn in range(AGAIN):
        left = until - time.monotonic()
        if turn and left < 1:
            break
        with tempfile.TemporaryDirectory() as folder:
            found = Path(folder)
            words = [sys.executable, "-m", "fuzz.engine", name, engine, f"{left:.0f}", str(seed + turn), folder]
            try:
                done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=left + GRACE)
                code, said, wrong = done.returncode, done.stdout, done.stderr
            except subprocess.TimeoutExpired:
                code, said, wrong = -9, "", "it did not end"
            line = next((each for each in reversed(said.splitlines()) if each.startswith("{")), "")
            tried += json.loads(line)["tried"] if line else 0
            places += kept(name, found)
            if line:
                break
            if not wrong and not code:  # it took its time to start, and no input was tried
                continue
            places.append(died(name, found, code, wrong))
    told = f"{len(places)} broke: {'; '.join(places)}" if places else "held"
    print(f"{time.strftime('%H:%M:%S')} {name:10} {engine:10} seed {seed:10} {seconds:5.0f} s {tried:9,} inputs  "
          f"{told}", flush=True)
    return places


def kept(name: str, found: Path) -> list[str]:
    """Put what broke into the museum; of what was slow, only what is slow again and again."""
    places = []
    for path in sorted(found.glob("*.input")):
        told = path.with_suffix(".txt").read_text(encoding="utf-8")
        data = path.read_bytes()
        if told.startswith(("Slow", "Hang")) and not slow(name, data):
            continue
        places.append(told.partition("\n")[0])
        put(name, path.stem, data)
        print(f"--- {name}: {data[:300]!r}\n{told}", flush=True)
    return places


def slow(name: str, data: bytes) -> bool:
    """Whether an input is too slow twice in a row, here and unwatched."""
    each = target(name)
    for _ in range(2):
        try:
            with within(len(data) * each.passes, each.start):
                each.run(data)
        except BaseException:
            continue
        return False
    return True


def put(name: str, stem: str, data: bytes) -> None:
    """A piece for the museum."""
    place = MUSEUM / name
    place.mkdir(parents=True, exist_ok=True)
    if not (place / stem).exists() or len(data) < (place / stem).stat().st_size:
        (place / stem).write_bytes(data)


def died(name: str, found: Path, code: int, wrong: str) -> str:
    """Keep the input at which a process ended."""
    last = found / "last"
    data = last.read_bytes() if last.exists() else b""
    size = min(int.from_bytes(data[:8], "little"), KEPT)
    if size:
        put(name, f"died-{size}-{abs(code)}", data[8:8 + size])
    print(f"--- {name}: ended with {code}\n{wrong[-2000:]}", flush=True)
    return f"ended with {code}"


def main(words: Sequence[str] | None = None) -> int:
    """Share the time out and say what held; 1 where something broke."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minutes", nargs="?", type=float, default=60.0, help="for all targets together (default 60)")
    parser.add_argument("--only", nargs="+", choices=[each.name for each in TARGETS], metavar="NAME",
                        help="targets: %(choices)s")
    parser.add_argument("--seed", type=int, help="of the first session (default: drawn)")
    asked = parser.parse_args(words)
    names = asked.only or [each.name for each in TARGETS]
    seed = random.SystemRandom().randrange(2**31) if asked.seed is None else asked.seed
    engines = ["hypothesis"]
    if importlib.util.find_spec("atheris") is not None:
        engines.append("atheris")
    else:
        print("atheris is not installed: hypothesis takes all the time (pip install atheris)", flush=True)
    share = 60 * asked.minutes / len(names) / len(engines)
    print(f"{asked.minutes:g} minutes, {len(names)} targets, {share:.0f} s each by "
          f"{' and '.join(engines)}, seed {seed}", flush=True)
    began, places = time.monotonic(), []
    for name in names:
        for engine in engines:
            places += session(name, engine, share, seed)
    print(f"{(time.monotonic() - began) / 60:.1f} minutes: {len(places)} places broke" if places else
          f"{(time.monotonic() - began) / 60:.1f} minutes: everything held", flush=True)
    return 1 if places else 0


if __name__ == "__main__":
    sys.exit(main())

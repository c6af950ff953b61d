"""Draws inputs for one target, in a process of its own, for so many seconds; prints one JSON line.

    python -m fuzz.engine TARGET ENGINE SECONDS SEED FOUND

ENGINE is `hypothesis` or `atheris`. Inputs that break something go into the folder FOUND, one for each place where
something broke; the input that is being tried stands in FOUND/last, should the process itself not live through it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import mmap
import os
import resource
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fuzz.target import Target

#: bytes of memory that a process may take, and bytes of the input that is remembered
MEMORY, KEPT = 4_000_000_000, 1_000_000
#: times longer that an input may take while each branch is counted
WATCHED = 8.0
#: examples that hypothesis draws at a time
AT_ONCE = 200


def place_of(error: BaseException) -> str:
    """What broke and where: the kind of error and the innermost line of ours, or of the target."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if "/oncurve/" in frame.filename or "/fuzz/" in frame.filename]
    inner = [frame for frame in frames if "/fuzz/target" not in frame.filename] or frames
    ours = [frame for frame in inner if "/oncurve/" in frame.filename and type(error).__name__ not in ("Slow", "Hang")]
    at = (ours or inner)[-1]
    return f"{type(error).__name__} at {Path(at.filename).name}:{at.name}:{at.lineno}"


class Trial:
    """Tries inputs, and keeps those that break something in a new place.

    Args:
        target: what takes them.
        found: the folder for what breaks it.
        slack: times longer that an input may take than it should.
    """

    def __init__(self, target: Target, found: Path, slack: float = 1.0) -> None:
        self.target, self.found, self.slack = target, found, slack
        self.tried = 0
        self.known: dict[str, bytes] = {}
        self.last = ("", "")
        with (found / "last").open("w+b") as out:
            out.truncate(KEPT + 8)
            self._memory = mmap.mmap(out.fileno(), KEPT + 8)

    def once(self, data: bytes) -> BaseException | None:
        """What an input raises."""
        from fuzz.target import within

        self.tried += 1
        self._memory[:8] = min(len(data), KEPT).to_bytes(8, "little")
        self._memory[8:8 + min(len(data), KEPT)] = data[:KEPT]
        try:
            with within(len(data) * self.target.passes, self.target.start, self.slack):
                self.target.run(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            self.last = place_of(error), "".join(traceback.format_exception(error))
            return error
        return None

    def keep(self, place: str, told: str, data: bytes) -> None:
        """Keep the smallest input that breaks a place."""
        if place in self.known and len(self.known[place]) <= len(data):
            return
        self.known[place] = data
        name = f"{place.split(' ', maxsplit=1)[0].lower()}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"
        (self.found / f"{name}.input").write_bytes(data)
        (self.found / f"{name}.txt").write_text(f"{place}\n{len(data)} bytes\n{told}", encoding="utf-8",
            errors="replace")


def by_hypothesis(trial: Trial, seconds: float, seed: int) -> None:
    """Draw what looks like what is meant to be given, and make what breaks smaller."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import HypothesisException

    until = time.monotonic() + seconds
    taken: set[str] = set()

    def one(data: bytes) -> None:
        error = trial.once(data) if time.monotonic() < until else None
        if error is None:
            return
        place, told = trial.last
        trial.keep(place, told, data)
        if place not in taken:
            raise AssertionError(place)

    quick = settings(max_examples=AT_ONCE, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    while time.monotonic() < until:
        before = set(trial.known)
        with contextlib.suppress(AssertionError, HypothesisException, BaseExceptionGroup):
            seeded(seed)(quick(given(trial.target.draw)(one)))()
        taken |= set(trial.known) - before or set(trial.known)
        seed += 1


def by_atheris(trial: Trial, seconds: float, seed: int, atheris: Any) -> None:
    """Mutate inputs, and follow those that reach a branch that none reached before."""
    corpus = trial.found / "corpus"
    corpus.mkdir()
    from fuzz.targets import museum

    pieces = [path.read_bytes() for path in museum() if path.parent.name == trial.target.name]
    for number, data in enumerate((*trial.target.seeds, *pieces)):
        (corpus / f"{number}").write_bytes(data)
    until = time.monotonic() + seconds

    def one(data: bytes) -> None:
        if time.monotonic() > until:
            leave(trial)
        if trial.once(data) is not None:
            trial.keep(*trial.last, data)

    atheris.Setup([sys.argv[0], f"-seed={seed}", "-max_len=3000", "-print_final_stats=0", "-verbosity=0",
        "-timeout=600", f"-artifact_prefix={trial.found}/",
                   f"-max_total_time={int(seconds) + 300}", str(corpus)], one)
    atheris.Fuzz()


def leave(trial: Trial) -> None:
    """Tell what was done, and end: the loop of atheris never comes back."""
    sys.stdout.write(json.dumps({"tried": trial.tried, "places": sorted(trial.known)}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main(name: str, engine: str, seconds: str, seed: str, found: str) -> None:
    """Work on one target."""
    watched: Callable[[], Any] | None = None
    if engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["oncurve"], enable_loader_override=False):
            from fuzz.targets import target
        watched = lambda: atheris  # noqa: E731
    else:
        from fuzz.targets import target
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    trial = Trial(target(name), Path(found), WATCHED if watched else 1.0)
    for data in trial.target.seeds:  # what is read once is read before anything is timed
        trial.target.run(data)
    if watched:
        by_atheris(trial, float(seconds), int(seed) % 2**31 or 1, watched())
    else:
        by_hypothesis(trial, float(seconds), int(seed))
    leave(trial)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Whatever a stranger's file, text or command line holds, the answer is a result or an error in words, and soon.

A few inputs are drawn for each target here; `scripts/fuzz` draws for as long as it is given, and keeps what broke.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.engine import Trial
from fuzz.target import Hang, Slow, Target, within
from fuzz.targets import MUSEUM, TARGETS, museum, target

ROOT = Path(__file__).parents[2]
#: machines differ and are shared: a test tells what never ends or grows with its square, `scripts/fuzz` the rest
SLACK = 3.0
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.mark.parametrize("each", TARGETS, ids=lambda each: each.name)
def test_whatever_is_given_is_answered(each: Target) -> None:
    """Nothing drawn for a target crashes it, hangs it, or reaches a page unescaped."""
    for seed in each.seeds:
        each.run(seed)

    @QUICK
    @given(each.draw)
    def drawn(data: bytes) -> None:
        with within(len(data) * each.passes, each.start, SLACK):
            each.run(data)

    drawn()


@pytest.mark.parametrize("piece", museum(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_once_holds(piece: Path) -> None:
    """Every input that once broke something is answered, in time."""
    each, data = target(piece.parent.name), piece.read_bytes()
    for seed in each.seeds[:1]:
        each.run(seed)
    with within(len(data) * each.passes, each.start, SLACK):
        each.run(data)


def test_every_piece_has_a_target() -> None:
    """No folder of the museum is forgotten."""
    assert {path.name for path in MUSEUM.iterdir()} <= {each.name for each in TARGETS}


def bad(data: bytes) -> None:
    """A target with a crash, a loop without end and a slow branch."""
    if b"crash" in data:
        raise KeyError(data)
    while b"loop" in data:
        pass


@pytest.mark.parametrize(("data", "raised"), [(b"xx crash", KeyError), (b"loop", Hang), (b"fine", type(None))])
def test_a_crash_and_a_hang_are_found_and_kept(tmp_path: Path, data: bytes, raised: type) -> None:
    """The contract shown to fail: what breaks a target is told, and the input stands in the folder."""
    trial = Trial(Target("bad", bad, st.binary(), start=0.02), tmp_path)
    assert isinstance(trial.once(data), raised)
    if raised is not type(None):
        trial.keep(*trial.last, data)
        assert [path.read_bytes() for path in tmp_path.glob("*.input")] == [data]


def test_slow_is_found() -> None:
    """An input that ends, but late, is told."""
    def late() -> None:
        until = time.process_time() + 0.15
        with within(1, start=0.05):
            while time.process_time() < until:
                pass

    with pytest.raises(Slow, match="took"):
        late()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["hypothesis", "atheris"])
def test_an_engine_of_its_own_tries_inputs(tmp_path: Path, engine: str) -> None:
    """The process that `scripts/fuzz` starts for a target tries many inputs in a few seconds, and says how many."""
    if importlib.util.find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed")
    done = subprocess.run([sys.executable, "-m", "fuzz.engine", "scenario", engine, "5", "1", str(tmp_path)], cwd=ROOT,
                          capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1])["tried"] > 50

"""What a target of fuzzing is, and the time that it may take."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from hypothesis import strategies as st

from oncurve.basis.errors import OncurveError

__all__ = ["Hang", "Slow", "Target", "answers", "as_bytes", "as_text", "within"]

#: seconds of the processor that any input may take, and those for each byte: one for 100 KB
START, A_BYTE = 1.0, 1 / 100_000
#: times its limit after which an input is cut off
PATIENCE = 10


class Slow(AssertionError):
    """An input took longer than it may."""


class Hang(BaseException):
    """An input was cut off; no `except Exception` on the way may keep it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes what a stranger gives.

    Args:
        name: its name, also of its folder in the museum.
        run: takes the bytes, and raises where something does not hold that must.
        draw: inputs that look like what is meant to be given.
        seeds: good inputs, to begin from.
        start: seconds that any input may take, where it is more than reading.
        passes: how often an input is read.
    """

    name: str
    run: Callable[[bytes], None]
    draw: st.SearchStrategy[bytes]
    seeds: tuple[bytes, ...] = ()
    start: float = START
    passes: int = 1


@contextlib.contextmanager
def within(size: int, start: float = START, slack: float = 1.0) -> Iterator[None]:
    """Raise where the block takes longer than an input of so many bytes may; cut it off where it does not end.

    Args:
        size: bytes of the input.
        start: seconds that any input may take.
        slack: times longer that it may be, where the code is watched while it runs.
    """
    limit = slack * (start + size * A_BYTE)
    watch = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGVTALRM, _cut) if watch else None
    began = time.process_time()
    if watch:
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE * limit)
    try:
        yield
    finally:
        if watch:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
    took = time.process_time() - began
    if took > limit:
        raise Slow(f"{size:,} bytes took {took:.1f} s, more than {limit:.1f}")


def _cut(number: int, frame: FrameType | None) -> None:
    raise Hang("it was cut off")


def answers(ask: Callable[[], object]) -> object:
    """What is answered; None where an error of ours says why not, in words."""
    try:
        return ask()
    except OncurveError as error:
        assert str(error).strip()
        assert "Traceback" not in str(error)
        return None


def as_text(data: bytes) -> str:
    """The text of an input; half pairs of UTF-16 may stand in it, as JSON lets them in."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def as_bytes(text: str) -> bytes:
    """The input of a text."""
    return text.encode("utf-8", "surrogatepass")

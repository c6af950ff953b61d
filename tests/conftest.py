"""What all tests share: inputs drawn alike in every run, and commands that run while tests talk to them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

import pytest
from hypothesis import settings

# A test that passes passes again; `scripts/fuzz` draws anew, and keeps what breaks.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Gives a port that nobody listens at."""
    def free() -> int:
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            return int(place.getsockname()[1])

    return free


@pytest.fixture(scope="session")
def wait_for() -> Callable[[int], None]:
    """Waits until somebody listens at a port."""
    def wait(port: int) -> None:
        for _ in range(300):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"nobody listens at {port}")

    return wait


@pytest.fixture(scope="session")
def listening(free_port: Callable[[], int],
              wait_for: Callable[[int], None]) -> Callable[..., AbstractContextManager[int]]:
    """Runs `oncurve WORDS --port PORT` until its block ends, and gives the port that it listens at."""
    @contextmanager
    def run(*words: str, environment: Mapping[str, str] | None = None) -> Iterator[int]:
        port = free_port()
        process = subprocess.Popen([sys.executable, "-m", "oncurve", *words, "--port", str(port)],
                                   env={**os.environ, **(environment or {})},
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()

    return run

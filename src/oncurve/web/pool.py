"""Processes that compute beside the server, each stopped when an answer takes too long."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Any

import anyio
import anyio.to_process
import anyio.to_thread

from oncurve.web.work import made

__all__ = ["Pool", "TooLong"]


def _aside(name: str, request: dict[str, Any]) -> dict[str, Any]:
    """A job in a process of its own, which leaves Ctrl-C to the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return made(name, request)


class TooLong(Exception):
    """An answer took longer than it may."""


class Pool:
    """A few processes, started when first needed.

    Args:
        workers: how many; 0 computes in a thread of the server's own, where nothing can be stopped.
        seconds: that an answer may take.
        waiting: how many questions may wait for a process; further ones are turned away.
    """

    def __init__(self, workers: int, seconds: float, waiting: int = 64) -> None:
        self.workers = workers
        self.seconds = seconds
        self.waiting = waiting
        self._limiter: anyio.CapacityLimiter | None = None

    async def ask(self, name: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """What a job of `oncurve.web.work` makes of a request.

        Raises:
            TooLong: it took too long, or too many wait already.
        """
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self.workers or 1)
        if self._limiter.statistics().tasks_waiting >= self.waiting:
            raise TooLong("too many wait")
        try:
            with anyio.fail_after(self.seconds):
                if not self.workers:
                    return await anyio.to_thread.run_sync(made, name, dict(request), abandon_on_cancel=True,
                                                          limiter=self._limiter)
                return await anyio.to_process.run_sync(_aside, name, dict(request), cancellable=True,
                                                       limiter=self._limiter)
        except TimeoutError:
            raise TooLong("it took too long") from None

    async def warm(self) -> None:
        """Start every process and load what it needs."""
        async with anyio.create_task_group() as tasks:
            for _ in range(self.workers or 1):
                tasks.start_soon(self.ask, "warm", {})

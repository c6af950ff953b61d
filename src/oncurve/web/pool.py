"""Processes that compute beside the server, each stopped when an answer takes too long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import anyio
import anyio.to_thread

from oncurve.web.beside import Beside
from oncurve.web.work import made

__all__ = ["Pool", "TooLong"]


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
        self._all: set[Beside] = set()
        self._idle: list[Beside] = []

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
                async with self._limiter:
                    return await self._aside(name, request)
        except TimeoutError:
            raise TooLong("it took too long") from None

    async def _aside(self, name: str, request: Mapping[str, Any]) -> dict[str, Any]:
        process = await self._free()
        try:
            well, found = await process.ask(name, request)
        except BaseException:  # it has ended
            self._all.discard(process)
            raise
        self._idle.append(process)
        if not well:
            raise cast(Exception, found)
        return cast(dict[str, Any], found)

    async def _free(self) -> Beside:
        while self._idle:
            process = self._idle.pop()
            if process.lives:
                return process
            self._all.discard(process)
            await process.end()
        with anyio.CancelScope(shield=True):  # whoever asked may go away meanwhile: nobody else knows of the process
            process = await Beside.start()
        self._all.add(process)
        return process

    async def close(self) -> None:
        """End every process; nothing is asked afterwards."""
        for process in tuple(self._all):
            await process.end()
        self._all.clear()
        self._idle.clear()

    async def warm(self) -> None:
        """Start every process and load what it needs."""
        async with anyio.create_task_group() as tasks:
            for _ in range(self.workers or 1):
                tasks.start_soon(self.ask, "warm", {})

"""Who does the work: processes of this machine, or a Dask cluster; both take a function and give a future."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from oncurve.basis.errors import BadUsage

__all__ = ["Processes", "Workers", "as_many_as_pay", "cluster", "in_order_of_ending"]

T = TypeVar("T")
#: a number, a function, and its arguments
Piece = tuple[int, Callable[..., T], tuple[Any, ...]]
#: how often a chunk is given to a new process after its process died
_TRIES = 3
#: seconds that a process takes to start, besides what it loads for its first piece
_START = 1.5
#: pieces that are looked ahead
_AHEAD = 32
#: seconds after which it is looked whether anybody still works
_LOOK = 30.0
#: seconds without a single worker after which a cluster is given up
_PATIENCE = 300.0


class Workers(Protocol):
    """Somebody who takes work.

    Args:
        size: how many pieces are worked on at once.
        lost: errors by which they say that a piece was lost with those who worked on it.
    """

    size: int
    lost: tuple[type[Exception], ...]

    def start(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin with one piece."""
        ...

    def mend(self) -> bool:
        """Replace who died; False where nothing can be done."""
        ...

    def watch(self) -> None:
        """Raise where nobody is left who could end what is under way."""
        ...

    def close(self) -> None:
        """Let all go."""
        ...


class Processes:
    """So many processes of this machine; one that is killed is replaced.

    Args:
        size: how many.
    """

    lost: tuple[type[Exception], ...] = ()

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.size, mp_context=multiprocessing.get_context("spawn"))

    def start(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Hand one piece to a process that is free."""
        try:
            return self._pool.submit(function, *arguments)
        except BrokenProcessPool:
            self.mend()
            return self._pool.submit(function, *arguments)

    def mend(self) -> bool:
        """A new pool in place of one of which a process died."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._made()
        return True

    def watch(self) -> None:
        """A pool tells of its dead by itself."""

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Cluster:
    """The workers of a Dask cluster, which replaces the dead by itself."""

    def __init__(self, client: Any, lost: type[Exception]) -> None:
        self._client = client
        self._executor: Executor = client.get_executor(retries=_TRIES, pure=False)
        self.lost: tuple[type[Exception], ...] = (lost,)
        self.size = max(self._number(), 1)
        self._last_seen = time.monotonic()

    def _number(self) -> int:
        return len(self._client.scheduler_info().get("workers", {}))

    def start(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        return self._executor.submit(function, *arguments)

    def mend(self) -> bool:
        return False

    def watch(self) -> None:
        now = time.monotonic()
        if self._number():
            self._last_seen = now
        elif now - self._last_seen > _PATIENCE:
            raise BadUsage(f"The cluster has had no worker for {_PATIENCE / 60:.0f} minutes", "",
                           "What is done is kept: start workers with `dask worker ADDRESS`, and run it again.")

    def close(self) -> None:
        self._client.close()


def cluster(address: str) -> Workers:
    """The workers of the Dask scheduler at an address such as tcp://host:8786.

    Raises:
        BadUsage: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise BadUsage("A cluster needs Dask, which is not installed", "",
                       'Install it with: pip install "oncurve[cluster]"') from None
    connect: Callable[..., Any] = Client
    try:
        return _Cluster(connect(address, timeout="20s", set_as_default=False), KilledWorker)
    except (OSError, ValueError) as error:
        raise BadUsage(f"No Dask scheduler answers at {address}", str(error).splitlines()[0][:200],
                       "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.") from None


def as_many_as_pay(most: int, pieces: Iterable[Piece[T]], *, apart: bool = False) -> Iterator[tuple[int, T | None]]:
    """Number and result of each piece, by this process until what is left is worth the start of others.

    A short list is done by then, so that it never takes longer than by one process.

    Args:
        most: how many processes to start, if this machine may use as many processors.
        pieces: what `in_order_of_ending` takes.
        apart: do no piece in this process where there may be others: it has died of one before, for all that is known.
    """
    size = min(most, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    waiting, ahead = iter(pieces), deque[Piece[T]]()
    first, least, spent = 0.0, 0.0, 0.0
    while True:
        ahead.extend(itertools.islice(waiting, _AHEAD - len(ahead)))
        if not ahead:
            return
        start = _START + first - least  # a new process loads for its first piece what this one has loaded
        many = len(ahead) == _AHEAD and spent > start  # as much may well come again
        if apart and most > 1:
            size = most
            break
        if least and (many or len(ahead) * least * (1 - 1 / size) > start) and size > 1:
            break
        number, function, arguments = ahead.popleft()
        began = time.perf_counter()
        result = function(*arguments)
        took = time.perf_counter() - began
        first, least, spent = first or took, min(took, least or took), spent + took
        yield number, result
    workers = Processes(size)
    try:
        yield from in_order_of_ending(workers, itertools.chain(ahead, waiting))
    finally:
        workers.close()


def in_order_of_ending(workers: Workers, pieces: Iterable[Piece[T]]) -> Iterator[tuple[int, T | None]]:
    """Number and result of each piece as it ends; None for one whose process died time after time.

    No more than two pieces a worker are under way, so that memory does not grow with their number.

    Args:
        workers: who works.
        pieces: a number, a function, and its arguments.

    Raises:
        BadUsage: for five minutes a cluster has had nobody who works.
    """
    waiting = iter(pieces)
    tries: dict[int, int] = {}
    under_way: dict[Future[T], Piece[T]] = {}
    again: list[Piece[T]] = []
    while True:
        # a piece whose process died is tried alone, so that it is known which piece kills
        room = 1 if again else 2 * workers.size
        while len(under_way) < room and (piece := again.pop() if again else next(waiting, None)) is not None:
            under_way[workers.start(piece[1], *piece[2])] = piece
            if tries.get(piece[0]):
                break
        if not under_way:
            return
        done, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
        if not done:
            workers.watch()
        for future in sorted(done, key=lambda each: under_way[each][0]):
            if future not in under_way:  # its pool has been replaced meanwhile
                continue
            piece = under_way.pop(future)
            try:
                yield piece[0], future.result()
            except workers.lost:  # or one that was beside it was: alone it is known which
                if tries.setdefault(piece[0], 0):
                    yield piece[0], None
                else:
                    tries[piece[0]] = 1
                    again.append(piece)
            except BrokenProcessPool:
                lost = [piece, *under_way.values()]
                under_way.clear()
                if not workers.mend():
                    raise
                for each in lost:
                    tries[each[0]] = tries.get(each[0], 0) + (1 if each is piece or len(lost) == 1 else 0)
                again += [each for each in lost if tries[each[0]] <= _TRIES]
                for each in lost:
                    if tries[each[0]] > _TRIES:
                        yield each[0], None

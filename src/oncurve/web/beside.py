"""A process beside the server: questions in, answers out, one after the other."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, cast

import anyio
from anyio.abc import ByteReceiveStream, ByteSendStream, Process
from anyio.streams.buffered import BufferedByteReceiveStream

__all__ = ["Beside", "answer_questions"]

#: bytes that say how long an answer is
_LENGTH = 8
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from oncurve.web.beside import answer_questions; answer_questions()"


class Beside:
    """One such process; whoever starts it ends it.

    Args:
        process: a process that runs `answer_questions`.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        self._questions = cast(ByteSendStream, process.stdin)
        self._answers = BufferedByteReceiveStream(cast(ByteReceiveStream, process.stdout))

    @classmethod
    async def start(cls) -> Beside:
        """A new process that imports from where this one does; what it prints is lost.

        Raises:
            OSError: the machine gives no further process.
        """
        return cls(await anyio.open_process([sys.executable, "-c", _PROGRAM, *sys.path], stderr=subprocess.DEVNULL))

    @property
    def lives(self) -> bool:
        """Whether it can still be asked."""
        return self._process.returncode is None

    async def ask(self, name: str, request: Mapping[str, Any]) -> tuple[bool, Any]:
        """Whether a job of `oncurve.web.work` went well, and what it made or the error that it met.

        Cut off before it has answered, the process is ended: what it is at cannot be stopped otherwise.

        Raises:
            EndOfStream, IncompleteRead, BrokenResourceError: the process died (errors of anyio).
        """
        try:
            await self._questions.send(pickle.dumps((name, dict(request))))
            length = int.from_bytes(await self._answers.receive_exactly(_LENGTH), "big")
            told: tuple[bool, Any] = pickle.loads(await self._answers.receive_exactly(length))  # noqa: S301 - ours
        except BaseException:
            await self.end()
            raise
        return told

    async def end(self) -> None:
        """Stop it, whatever it is at, and wait until it is gone."""
        with anyio.CancelScope(shield=True):
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.aclose()


def answer_questions() -> None:
    """Answer what comes in at standard input until it ends, and leave Ctrl-C to the server."""
    import os
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer

    from oncurve.web.work import made

    while True:
        try:
            name, request = pickle.load(sys.stdin.buffer)  # noqa: S301 - the server
        except EOFError:
            return
        try:
            told = pickle.dumps((True, made(name, request)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # the server meets it as its own
            told = _error(error)
        answers.write(len(told).to_bytes(_LENGTH, "big") + told)
        answers.flush()


def _error(error: Exception) -> bytes:
    with contextlib.suppress(Exception):
        told = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(told)  # noqa: S301 - made above
        return told
    return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))

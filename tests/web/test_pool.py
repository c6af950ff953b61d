"""The processes beside the server: what they answer, and that none is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("anyio", reason="the pages' libraries are not installed")

import anyio

from oncurve.web.pool import Pool, TooLong
from oncurve.web.work import made

QUESTION = {"text": "DeepSeek-V3 has 671 billion parameters.", "published": "2025-01-06"}


def children() -> set[int]:
    """Processes that this one has started and that have not been waited for."""
    return {int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the processes of a process are told by Linux")


def test_a_process_answers_as_the_server_itself_would() -> None:
    """A question gets the same answer beside the server as within it, again and again."""
    async def asked() -> list[object]:
        pool = Pool(2, 60)
        try:
            return [await pool.ask("extracted", QUESTION) for _ in range(2)]
        finally:
            await pool.close()

    assert anyio.run(asked) == [made("extracted", QUESTION)] * 2


def test_an_error_of_a_job_is_met_where_it_was_asked() -> None:
    """What nobody foresaw is raised in the server, and the process goes on."""
    async def asked() -> dict[str, Any]:
        pool = Pool(1, 60)
        try:
            with pytest.raises(KeyError, match="no such job"):
                await pool.ask("no such job", {})
            return await pool.ask("extracted", QUESTION)
        finally:
            await pool.close()

    assert anyio.run(asked) == made("extracted", QUESTION)


@linux
@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.05, 0.2])
def test_no_process_is_left_when_nobody_waits_for_its_start(seconds: float) -> None:
    """A question given up before its process has started leaves no process behind once the server ends."""
    before = children()

    async def asked() -> None:
        pool = Pool(1, seconds)
        try:
            for _ in range(2):
                with pytest.raises(TooLong):
                    await pool.ask("layouts", {"chips": 1536, "form": "json"})
        finally:
            await pool.close()

    anyio.run(asked)
    assert children() <= before


@linux
def test_a_process_that_was_killed_is_replaced() -> None:
    """Where the system kills a process that waits, the next question gets its answer from another."""
    before = children()

    async def asked() -> dict[str, Any]:
        pool = Pool(1, 60)
        try:
            await pool.ask("extracted", QUESTION)
            for pid in children() - before:
                os.kill(pid, signal.SIGKILL)
            await anyio.sleep(0.2)
            return await pool.ask("extracted", QUESTION)
        finally:
            await pool.close()

    assert anyio.run(asked) == made("extracted", QUESTION)
    assert children() <= before

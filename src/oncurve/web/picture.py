"""A picture of a whole page, by a Chromium that is told what to do over a pipe."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import math
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

__all__ = ["TALLEST", "WIDTH", "Picture", "ended", "picture_of"]

#: of a picture, in pixels: the width at which a claim's card stands under its paragraph, so that no half stays empty
WIDTH = 960
#: the tallest picture that programs commonly show, in pixels; a longer page comes in several
TALLEST = 30_000
_WINDOW = 1000
_LONGEST_ANSWER = 512 * 1024 * 1024
#: the browser reads what it is told at 3 and answers at 4
_OVER_PIPES = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null'


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a page.

    Args:
        data: the PNG.
        number: which one of the page's, from 1.
        of: how many the page comes in.
    """

    data: bytes
    number: int
    of: int


class _Line:
    """The pipe to a browser: a question with its answer, one at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.told, self.heard = process.stdin, process.stdout
        self.numbers = count(1)
        self.events: set[str] = set()

    async def ask(self, method: str, session: str = "", **words: Any) -> Mapping[str, Any]:
        """What the browser answers; what it tells meanwhile is noted in `events`.

        Raises:
            ConnectionError: it is gone, or does not do that.
        """
        number = next(self.numbers)
        asked = {"id": number, "method": method, "params": words} | ({"sessionId": session} if session else {})
        self.told.write(json.dumps(asked).encode() + b"\0")
        await self.told.drain()
        while True:
            answer = await self.hear()
            if answer.get("id") == number:
                break
        if "result" not in answer:
            raise ConnectionError(f"{method}: {answer.get('error')}")
        found: Mapping[str, Any] = answer["result"]
        return found

    async def hear(self) -> Mapping[str, Any]:
        """The next thing that the browser tells."""
        try:
            told: Mapping[str, Any] = json.loads((await self.heard.readuntil(b"\0"))[:-1])
        except asyncio.IncompleteReadError:
            raise ConnectionError("the browser is gone") from None
        self.events.add(str(told.get("method", "")))
        return told


async def picture_of(command: list[str], address: str, number: int) -> Picture | None:
    """A picture of a page, as tall as the page.

    Args:
        command: the browser with its options.
        address: of the page.
        number: which picture of it, from 1, where it takes several.

    Returns:
        The picture; None where the page has no such one.

    Raises:
        ConnectionError: the browser failed.
    """
    process = await asyncio.create_subprocess_exec(
        "/bin/sh", "-c", _OVER_PIPES, "sh", *command, "--remote-debugging-pipe", f"--window-size={WIDTH},{_WINDOW}",
        "about:blank", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LONGEST_ANSWER,
        start_new_session=True)
    try:
        return await _taken(_Line(process), address, number)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await ended(process)


async def ended(process: asyncio.subprocess.Process) -> None:
    """End a browser that leads a session of its own, with all that it has started: they write into its folder."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def _taken(line: _Line, address: str, number: int) -> Picture | None:
    targets = (await line.ask("Target.getTargets"))["targetInfos"]
    page = next((each["targetId"] for each in targets if each["type"] == "page"), None) or \
        (await line.ask("Target.createTarget", url="about:blank"))["targetId"]
    session = (await line.ask("Target.attachToTarget", targetId=page, flatten=True))["sessionId"]
    await line.ask("Page.enable", session)
    line.events.clear()
    await line.ask("Page.navigate", session, url=address)
    while "Page.loadEventFired" not in line.events:
        await line.hear()
    height = math.ceil((await line.ask("Page.getLayoutMetrics", session))["cssContentSize"]["height"])
    of = max(1, math.ceil(height / TALLEST))
    if number > of:
        return None
    top = TALLEST * (number - 1)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": min(TALLEST, height - top), "scale": 1}
    made = await line.ask("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)
    return Picture(base64.b64decode(made["data"]), number, of)

"""Limits on what a client may send and ask: as ASGI layers around the application, each with a clear answer."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import math
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from oncurve.web.settings import Settings

__all__ = ["Bodies", "Rates", "TooMany", "client_of", "refusal"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_MOST_CLIENTS = 20_000
_MINUTE = 60.0


def client_of(scope: Scope, proxies: int) -> str:
    """The client's address; a network of 64 bits in IPv6, since a client has all of one.

    Args:
        scope: of the request.
        proxies: how many proxies stand before the server.
    """
    host = (scope.get("client") or ("", 0))[0]
    if proxies:
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        hops = [each.strip() for each in b",".join(told).decode("latin-1").split(",") if each.strip()]
        host = hops[-proxies] if len(hops) >= proxies else host
    try:
        place = ipaddress.ip_address(host)
    except ValueError:
        return str(host)[:64]
    return str(ipaddress.ip_network((place, 64), strict=False)) if place.version == 6 else str(place)


async def refusal(send: Send, status: int, what: str, hint: str, wait: int = 0) -> None:
    """Answer a request with an error of the contract.

    Args:
        send: of the request.
        status: of HTTP.
        what: what happened.
        hint: what to do.
        wait: seconds after which to try again; 0 says nothing of it.
    """
    body = json.dumps({"error": {"kind": "refused", "message": what, "hint": hint}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if wait:
        headers.append((b"retry-after", str(wait).encode()))
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Bodies:
    """Reads a body whole before anything else, and refuses one that is too large or too slow."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        most = self.settings.most_bytes
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if declared.isdigit() and int(declared) > most:
            await self._too_large(send)
            return
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                body, whole = await _read(receive, most)
        except TimeoutError:
            await refusal(send, 408, "The request did not arrive in time.", "Send it again, over a quicker line.")
            return
        if body is None:
            if whole:
                await self._too_large(send)
            return

        sent = False

        async def again() -> MutableMapping[str, Any]:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)

    async def _too_large(self, send: Send) -> None:
        await refusal(send, 413, f"The request is larger than the {self.settings.most_bytes:,} bytes that are taken.",
                      "Send the text alone, or the part of it that makes the claims.")


async def _read(receive: Receive, most: int) -> tuple[bytes | None, bool]:
    """The body; None and True where it is too large, None and False where the client went away."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None, False
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None, True
        if not message.get("more_body"):
            return b"".join(parts), True


class TooMany(Exception):
    """A client asks for more than it gets.

    Args:
        wait: seconds after which it may ask again.
    """

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} seconds")
        self.wait = wait


class Rates:
    """Turns away a client that asks too much: a bucket each, which fills by the minute.

    Args:
        rate: questions a minute; 0 is no limit.
        most: clients that are remembered.
    """

    def __init__(self, rate: int, most: int = _MOST_CLIENTS) -> None:
        self.rate = rate
        self.most = most
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float | None = None) -> int:
        """Seconds that a client must wait; 0 where it may ask, which counts as asked.

        Args:
            client: its address.
            now: a clock in seconds; None is the machine's.
        """
        if not self.rate:
            return 0
        now = time.monotonic() if now is None else now
        left, then = self._buckets.pop(client, (float(self.rate), now))
        left = min(self.rate, left + (now - then) * self.rate / _MINUTE)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        while len(self._buckets) > self.most:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) * _MINUTE / self.rate))

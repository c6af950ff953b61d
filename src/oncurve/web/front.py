"""The layer that every request meets first: kept answers, ETags, compression, and the policy of what a page may do.

What the application says may be kept (`x-oncurve-keep: SECONDS`) is kept whole and compressed, so that a page that
was made once costs next to nothing, whoever asks. Two who ask the same at once wait for one answer.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import zlib
from collections import OrderedDict
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from oncurve.web.limits import App, Rates, Receive, Scope, Send, client_of, refusal
from oncurve.web.settings import Settings

__all__ = ["KEEP", "POLICY", "Front"]

#: the header by which the application says how long an answer may be kept
KEEP = b"x-oncurve-keep"
#: what a page may do: load what this server has, send its forms here, and nothing else
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
_HEADERS = [(b"content-security-policy", POLICY.encode()), (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"), (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()")]
_MOST_BYTES, _MOST_EACH = 64_000_000, 4_000_000
_WORTH_PACKING, _LEVEL = 800, 6
_PACKED = (b"text/", b"application/json", b"image/svg", b"application/x-bibtex", b"application/vnd.vegalite")
_FREE = ("/assets/", "/health", "/metrics")

#: a question: its path and its query
_Key = tuple[str, bytes]


@dataclass(slots=True)
class _Answer:
    """A whole answer."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    packed: bytes = b""
    etag: bytes = b""
    until: float = 0.0
    route: str = ""

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + 500


class Front:
    """Keeps, packs and marks answers, and adds the policy.

    Args:
        app: what answers.
        settings: of the server.
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.rates = Rates(settings.rate)
        self._kept: OrderedDict[_Key, _Answer] = OrderedDict()
        self._size = 0
        self._being_made: dict[_Key, asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = _with_headers(send)
        head = scope["method"] == "HEAD"
        if scope["method"] not in ("GET", "HEAD"):
            if not await self._refused(scope, send):
                await self.app(scope, receive, send)
            return
        part = any(name == b"hx-request" for name, _ in scope["headers"])
        key = None if part else (str(scope["path"]), bytes(scope["query_string"]))
        found = await self._known(key)
        if found is None:
            found = await self._made({**scope, "method": "GET"} if head else scope, receive, send, key)
        if found is not None:
            scope["oncurve_route"] = found.route
            await _answer(found, scope, send, head=head)

    async def _known(self, key: _Key | None) -> _Answer | None:
        """What is kept of a question, after whoever is making it has made it."""
        if key is None:
            return None
        if key in self._being_made:
            await asyncio.wait([self._being_made[key]])
        found = self._kept.get(key)
        if found is None or found.until < time.monotonic():
            return None
        self._kept.move_to_end(key)
        return found

    async def _made(self, scope: Scope, receive: Receive, send: Send, key: _Key | None) -> _Answer | None:
        """A new answer; None where it was streamed, or refused."""
        if not scope["path"].startswith(_FREE) and await self._refused(scope, send):
            return None
        mine = key if key not in self._being_made else None
        if mine is not None:
            self._being_made[mine] = asyncio.get_running_loop().create_future()
        try:
            found, keep = await self._collected(scope, receive, send)
            if found is not None and keep and key is not None:
                self._keep(key, found, keep)
            return found
        finally:
            if mine is not None:
                self._being_made.pop(mine).set_result(None)

    async def _refused(self, scope: Scope, send: Send) -> bool:
        """Turn away a client that asks too much; whether it was."""
        wait = self.rates.wait(client_of(scope, self.settings.proxies))
        if wait:
            await refusal(send, 429, "That is more than is answered to one client in a minute.",
                          f"Try again in {wait} seconds.", wait)
        return wait > 0

    async def _collected(self, scope: Scope, receive: Receive, send: Send) -> tuple[_Answer | None, float]:
        made, streamed = _Answer(), False
        parts: list[bytes] = []

        async def collect(message: MutableMapping[str, Any]) -> None:
            nonlocal streamed
            if message["type"] == "http.response.start":
                made.status, made.headers = message["status"], list(message.get("headers", ()))
                streamed = any(value.startswith((b"application/x-ndjson", b"text/event-stream"))
                               for name, value in made.headers if name == b"content-type")
                if streamed:
                    await send(message)
            elif streamed:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        await self.app(scope, receive, collect)
        if streamed:
            return None, 0
        made.body = b"".join(parts)
        made.route = str(getattr(scope.get("route"), "path", ""))
        keep = next((float(value) for name, value in made.headers if name == KEEP), 0.0)
        made.headers = [(name, value) for name, value in made.headers if name not in (KEEP, b"content-length")]
        kind = next((value for name, value in made.headers if name == b"content-type"), b"")
        if made.status == 200:
            made.etag = b'"' + hashlib.blake2b(made.body, digest_size=12).hexdigest().encode() + b'"'
        if len(made.body) > _WORTH_PACKING and kind.startswith(_PACKED):
            made.packed = await asyncio.to_thread(_pack, made.body) if keep else _pack(made.body)
        return made, keep

    def _keep(self, key: _Key, found: _Answer, seconds: float) -> None:
        if found.size > _MOST_EACH:
            return
        found.until = time.monotonic() + seconds
        old = self._kept.pop(key, None)
        self._size += found.size - (old.size if old else 0)
        self._kept[key] = found
        while self._size > _MOST_BYTES:
            self._size -= self._kept.popitem(last=False)[1].size


async def _answer(found: _Answer, scope: Scope, send: Send, *, head: bool) -> None:
    asked = {name: value for name, value in scope["headers"] if name in (b"accept-encoding", b"if-none-match")}
    packed = bool(found.packed) and b"gzip" in asked.get(b"accept-encoding", b"")
    headers = list(found.headers)
    if found.etag:
        tag = found.etag[:-1] + b'-z"' if packed else found.etag
        headers.append((b"etag", tag))
        known = [each.strip().removeprefix(b"W/") for each in asked.get(b"if-none-match", b"").split(b",")]
        if tag in known:
            headers = [each for each in headers if each[0] != b"content-type"]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
    body = found.packed if packed else found.body
    if found.packed:
        headers.append((b"vary", b"accept-encoding"))
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": found.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})


def _pack(body: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def _with_headers(send: Send) -> Send:
    async def more(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(each for each in _HEADERS if each[0] not in there)]
        await send(message)

    return more

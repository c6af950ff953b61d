"""An endpoint that speaks the chat protocol of OpenAI: asked one thing at a time, within bounds of time and size.

The key is sent to the address that was named and nowhere else: redirections are not followed, no proxy and no file of
passwords is looked for, and no message, representation or kept answer holds it.
"""

from __future__ import annotations

import asyncio
import functools
import json
import ssl
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from oncurve import __version__
from oncurve.basis.errors import BadUsage
from oncurve.claims.proposed.unanswered import Unanswered

__all__ = ["MOST_BYTES", "Endpoint"]

#: an answer of more bytes is not read
MOST_BYTES = 1_000_000
_PATH = "/chat/completions"
_TRIES = 3
#: seconds before the second try, and the longest that an endpoint may ask us to wait
_PAUSE, _LONGEST_PAUSE = 0.5, 20.0
_OK, _BAD_REQUEST, _REDIRECTS, _ERRORS = 200, (400, 422), 300, 400
#: answers after which the same question may be answered
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_WORDS = {401: "the endpoint does not take the key", 403: "the endpoint does not take the key",
          402: "the endpoint asks for payment", 404: "the endpoint knows no such model or address",
          429: "the endpoint has had too many requests"}
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_MASK = "[key]"
#: letters from which a key is a secret, and not a word that servers without keys are given
_SHORTEST_SECRET = 8

Message = Mapping[str, str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model is asked.

    Args:
        url: base address, such as `https://api.example.org/v1`; `/chat/completions` is added where it is missing.
        model: name of the model there.
        key: sent as a bearer token where it is not empty; never shown.
        seconds: within which a question, retries included, is answered or given up.

    Raises:
        BadUsage: the address is none that may be asked, or the key is none that can be sent.

    >>> Endpoint("http://localhost:11434/v1", "small", key="secret")
    Endpoint(url='http://localhost:11434/v1', model='small', seconds=60.0)
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0

    def __post_init__(self) -> None:
        _judge(self.url, keyed=bool(self.key))
        if not self.model.strip():
            raise BadUsage("No model is named", "", "Name one with --llm-model or ONCURVE_LLM_MODEL.")
        if any(not "!" <= letter <= "~" for letter in self.key):  # the words of other errors would show it
            raise BadUsage("The key of the language model cannot be sent", "It holds blanks or letters beyond ASCII",
                           "Look at ONCURVE_LLM_KEY, or at the file of --llm-key-file.")

    def ask(self, messages: Sequence[Message]) -> str:
        """What the model says to some messages.

        Args:
            messages: each with `role` and `content`.

        Raises:
            Unanswered: it cannot be had, and whether that will last.
            BadUsage: the library that asks is not installed.
        """
        try:
            import httpx  # noqa: F401 - told here, before anything is asked
        except ImportError:
            raise BadUsage("Asking a language model needs another package", "",
                           "Install it with: pip install \"oncurve[llm]\"") from None
        said = _wait(self._ask(messages))
        return said.replace(self.key, _MASK) if len(self.key) >= _SHORTEST_SECRET else said

    async def _ask(self, messages: Sequence[Message]) -> str:
        try:
            async with asyncio.timeout(self.seconds):
                return await self._try(messages)
        except TimeoutError:
            raise Unanswered(f"it did not answer within {self.seconds:g} seconds", lasting=True) from None

    async def _try(self, messages: Sequence[Message]) -> str:
        """The answer to one of a few tries, the first of them with all that makes answers steady."""
        plain = {"model": self.model, "messages": list(messages)}
        steady, pause = {"temperature": 0, "stream": False}, _PAUSE
        wrong = Unanswered("it did not answer", lasting=True)
        for number in range(_TRIES):
            if number and wrong.lasting:
                await asyncio.sleep(pause)
                pause *= 4
            try:
                status, wait, data = await self._post(plain | steady)
            except OSError as error:
                wrong = Unanswered(f"it cannot be reached ({error})"[:160], lasting=True)
            else:
                if status == _OK:
                    return _said(data)
                wrong = _refused(status)
                if status in _BAD_REQUEST and steady:  # some models take no temperature
                    steady = {}
                    continue
                if status not in _AGAIN:
                    break
                pause = min(max(pause, wait), _LONGEST_PAUSE)
        raise wrong

    async def _post(self, body: Mapping[str, Any]) -> tuple[int, float, bytes]:
        """Status, seconds to wait, and body of an answer; the body only where the status is good.

        Raises:
            OSError: there is no connection, or it broke.
            Unanswered: the answer is too large or packed.
        """
        import httpx

        headers = {"User-Agent": f"oncurve/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        base = self.url.rstrip("/")
        address = base if base.endswith(_PATH) else base + _PATH
        try:
            async with (httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self.seconds,
                                          verify=_trust(address)) as client,
                        client.stream("POST", address, content=json.dumps(body), headers={
                            **headers, "Content-Type": "application/json"}) as answer):
                wait = _seconds(answer.headers.get("Retry-After", ""))
                if answer.status_code != _OK:
                    return answer.status_code, wait, b""
                if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                    raise Unanswered("it packed its answer, which was not asked for")
                return _OK, wait, await _bounded(answer.aiter_raw())
        except httpx.HTTPError as error:
            raise OSError(type(error).__name__ + (f": {error}" if str(error) else "")) from None


@functools.cache
def _authorities() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _trust(address: str) -> ssl.SSLContext:
    """Whose word is taken on who a server is; for an unencrypted address nobody's, which takes no time to load."""
    return _authorities() if address.lower().startswith("https") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


async def _bounded(chunks: Any) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data += chunk
        if len(data) > MOST_BYTES:
            raise Unanswered(f"its answer has more than the {MOST_BYTES:,} bytes that are read")
    return bytes(data)


def _judge(url: str, *, keyed: bool) -> None:
    """Refuse an address that is none, or that a key would reach in the open."""
    hint = "Write https://api.example.org/v1, or http://localhost:11434/v1 for one on this machine."
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        port, host, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or port == 0:
        raise BadUsage("The address of the language model is no address of the web", "", hint)
    if parts.username is not None or parts.query or parts.fragment:
        raise BadUsage("The address of the language model holds a password, a question or a mark", "",
                       "Write the address alone, and give the key by ONCURVE_LLM_KEY.")
    if keyed and parts.scheme == "http" and host not in _HERE:
        raise BadUsage(f"The key would go to {host[:80]} unencrypted", "", "Write https://, or leave the key out.")


def _refused(status: int) -> Unanswered:
    if _REDIRECTS <= status < _ERRORS:
        return Unanswered(f"it leads elsewhere ({status}), which is not followed", lasting=True)
    words = _WORDS.get(status, "the endpoint answers with an error")
    return Unanswered(f"{words} ({status})", lasting=status not in _BAD_REQUEST)


def _seconds(told: str) -> float:
    return float(told) if told.isascii() and told.isdigit() and len(told) < len("10000") else 0.0


def _said(data: bytes) -> str:
    """The words of an answer.

    Raises:
        Unanswered: it is none of the protocol, or a refusal.
    """
    try:
        choice = json.loads(data)["choices"][0]
        message, ended = choice["message"], choice.get("finish_reason")
        said, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Unanswered("its answer is none of the chat protocol") from None
    if refusal or ended == "content_filter":
        raise Unanswered("it refuses to read this")
    if not isinstance(said, str) or not said.strip():
        raise Unanswered("its answer is empty")
    if ended == "length":
        raise Unanswered("its answer was cut off")
    return said


def _wait(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a task, also where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()

"""Fetches one page of the web as an article: only when asked to, only from public addresses, and only so much.

The address is looked up once and the connection goes to what was looked up, so that a name cannot change its
mind after it was judged; each redirection is judged anew. Proxies, cookies and scripts play no part.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from oncurve import __version__
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.claims.article import MOST_BYTES, Article, read_article

__all__ = ["fetch_article"]

_SECONDS, _PATIENCE = 30.0, 10.0
_REDIRECTIONS = 5
_ONWARD = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_PORTS = {"http": 80, "https": 443}
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
          "application/pdf": "pdf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx"}
_SAFE = "/%:@!$&'()*+,;=~?"
_SAVE = "Save the page and pass the file: it is read with its title and date."


@dataclass(frozen=True, slots=True)
class _Page:
    data: bytes
    kind: str


def fetch_article(address: str, *, published: dt.date | None = None) -> Article:
    """The article at an address.

    Args:
        address: an http or https address on its usual port.
        published: the article's day; None takes it from the page.

    Raises:
        BadUsage: the address is none that may be fetched.
        BadInput: the page cannot be had, is too large or too slow, or is no article.
    """
    deadline = time.monotonic() + _SECONDS
    for _ in range(_REDIRECTIONS + 1):
        parts = _judged(address)
        answer = _ask(parts, address, deadline)
        if isinstance(answer, _Page):
            return read_article(io.BytesIO(answer.data), answer.kind, published=published)
        address = urljoin(address, answer)
    raise BadInput(f"the page leads on more than {_REDIRECTIONS} times", file=address, hint=_SAVE)


def _judged(address: str) -> SplitResult:
    """The parts of an address that may be fetched."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadUsage(f"{address[:80]!r} is no address of the web", "", "Write https://example.org/page.") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise BadUsage(f"{address[:80]!r} is not fetched", "Only http and https addresses without a user name are",
                       _SAVE)
    if port not in (None, _PORTS[parts.scheme]):
        raise BadUsage(f"Port {port} is not fetched from", "Pages of the public web stand on ports 80 and 443", _SAVE)
    return parts


def _host(parts: SplitResult) -> str:
    """The host's name in the letters of the network."""
    host = str(parts.hostname)
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise BadUsage(f"{host[:80]!r} is no name of a server", "", "Write https://example.org/page.") from None


def _public_place(host: str, port: int) -> tuple[str, int]:
    """A public network address of a host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadInput(f"no server is known by this name ({getattr(error, 'strerror', error)})", file=host,
                       hint="Look at the spelling and at the connection.") from None
    places = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not places or not all(_is_public(each) for each in places):
        raise BadUsage(f"{host} is not fetched from", "Its address is private or reserved, not of the public web",
                       _SAVE)
    return str(places[0]), port


def _is_public(place: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(place, "ipv4_mapped", None) or getattr(place, "sixtofour", None)
    if inner is not None:
        return _is_public(inner)
    if isinstance(place, ipaddress.IPv6Address) and place in ipaddress.ip_network("64:ff9b::/96"):
        return _is_public(ipaddress.IPv4Address(int(place) & 0xFFFFFFFF))
    return place.is_global and not place.is_multicast


def _ask(parts: SplitResult, address: str, deadline: float) -> _Page | str:
    """The page, or where it leads on to."""
    host = _host(parts)
    place = _public_place(host, _PORTS[parts.scheme])
    try:
        with contextlib.closing(_connection(parts.scheme, host, place)) as connection, _until(deadline, connection):
            path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
            connection.request("GET", path, headers={
                "Host": f"[{host}]" if ":" in host else host, "User-Agent": f"oncurve/{__version__}",
                "Accept": ", ".join(_KINDS), "Accept-Encoding": "gzip"})
            with contextlib.closing(connection.getresponse()) as answer:
                if answer.status in _ONWARD and answer.headers.get("Location"):
                    return str(answer.headers["Location"])
                if answer.status != http.client.OK:
                    raise BadInput(f"the server answers {answer.status} {answer.reason}"[:120], file=address,
                                   hint=_SAVE)
                return _read(answer, address, deadline)
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() > deadline:
            raise _late(address) from None
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BadInput(f"the page cannot be had ({what})"[:200], file=address, hint=_SAVE) from None


@contextlib.contextmanager
def _until(deadline: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Break off a connection at the deadline, however slowly its server sends."""
    line: socket.socket = connection.sock  # the connection lets go of it once the answer has begun

    def cut() -> None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _late(address: str) -> BadInput:
    return BadInput(f"the page did not come within {_SECONDS:.0f} seconds", file=address, hint=_SAVE)


def _connection(scheme: str, host: str, place: tuple[str, int]) -> http.client.HTTPConnection:
    """A connection to a place that was looked up before, under the name it was looked up by."""
    connection = http.client.HTTPConnection(host, place[1], timeout=_PATIENCE)
    line: socket.socket = socket.create_connection(place, timeout=_PATIENCE)
    try:
        secure = scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(line, server_hostname=host) if secure else line
    except BaseException:
        line.close()
        raise
    return connection


def _read(answer: http.client.HTTPResponse, address: str, deadline: float) -> _Page:
    kind = _KINDS.get(answer.headers.get_content_type())
    if kind is None:
        raise BadInput(f"it is {answer.headers.get_content_type()}, not an article"[:120], file=address,
                       hint="Pages, texts, PDF and Word files are read.")
    chunks, size = [], 0
    while chunk := answer.read1(_CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise BadInput(f"the page has more than the {MOST_BYTES:,} bytes that are read", file=address, hint=_SAVE)
        chunks.append(chunk)
    if time.monotonic() > deadline:
        raise _late(address)
    data = b"".join(chunks)
    if answer.headers.get("Content-Encoding", "identity").lower() == "gzip":
        data = _unpacked(data, address)
    charset = answer.headers.get_content_charset()
    if charset and kind in ("html", "text", "markdown"):
        with contextlib.suppress(LookupError):
            data = data.decode(charset, "replace").encode()
    return _Page(data, kind)


def _unpacked(data: bytes, address: str) -> bytes:
    try:
        found = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MOST_BYTES + 1)
    except zlib.error:
        raise BadInput("the page came broken", file=address, hint=_SAVE) from None
    if len(found) > MOST_BYTES:
        raise BadInput(f"the page has more than the {MOST_BYTES:,} bytes that are read", file=address, hint=_SAVE)
    return found

"""Fetching a page: only when public, only so much, and judged anew at each turn."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import threading
import time
from collections.abc import Iterator
from typing import ClassVar

import pytest

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.claims import fetch
from oncurve.claims.fetch import fetch_article

PAGE = ("<html><head><title>A note on parameters</title></head><body><article><h1>A note on parameters</h1>"
        "<p>DeepSeek-V3 has 671 billion parameters, “half” of them in Zürich.</p>" + "<p>More words.</p>" * 20
        + "</article></body></html>")


class Server(http.server.BaseHTTPRequestHandler):
    """A web site with one page of each kind."""

    asked: ClassVar[list[str]] = []
    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer by path."""
        self.asked.append(self.path)
        self.hosts.append(self.headers["Host"])
        plain = {"/page": ("text/html; charset=utf-8", PAGE.encode(), {}),
                 "/latin": ("text/html; charset=iso-8859-1", PAGE.replace("“", '"').replace("”", '"').encode("latin-1"),
                            {}),
                 "/packed": ("text/html", gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"}),
                 "/bomb": ("text/plain", gzip.compress(b"x" * 40_000_000), {"Content-Encoding": "gzip"}),
                 "/large": ("text/plain", b"x" * 31_000_000, {}),
                 "/image": ("image/png", b"\x89PNG", {})}
        if self.path == "/turn":
            self._send(302, "text/plain", b"", {"Location": "/page"})
        elif self.path == "/inward":
            self._send(302, "text/plain", b"", {"Location": "http://10.0.0.1/secret"})
        elif self.path == "/round":
            self._send(302, "text/plain", b"", {"Location": "/round"})
        elif self.path == "/file":
            self._send(302, "text/plain", b"", {"Location": "file:///etc/passwd"})
        elif self.path in ("/slow", "/slow-head"):
            self._drip(b"" if self.path == "/slow-head" else b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        elif self.path in plain:
            kind, body, more = plain[self.path]
            self._send(200, kind, body, more)
        else:
            self._send(404, "text/plain", b"nothing here", {})

    def _drip(self, head: bytes) -> None:
        try:
            self.wfile.write(head)
            for _ in range(60):
                self.wfile.write(b"HTTP/1.0 200 OK " if not head else b"x")
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def _send(self, code: int, kind: str, body: bytes, more: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the reader had enough

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web site on this machine that stands for a public one."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Server.asked.clear()
    real = fetch._is_public
    monkeypatch.setattr(fetch, "_is_public", lambda place: place == ipaddress.ip_address("127.0.0.1") or real(place))
    monkeypatch.setitem(fetch._PORTS, "http", server.server_port)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/turn", "/packed", "/latin"])
def test_a_page_is_read_with_its_title(site: str, path: str) -> None:
    """A page, also behind a redirection, packed, or in an old alphabet, comes as an article."""
    article = fetch_article(site + path)
    assert article.title == "A note on parameters"
    assert "671 billion parameters" in article.text
    assert "Zürich" in article.text
    assert Server.hosts[-1] == "127.0.0.1"


@pytest.mark.parametrize(("path", "words"), [
    ("/none", "404"), ("/image", "image/png"), ("/large", "30,000,000 bytes"), ("/bomb", "30,000,000 bytes"),
    ("/round", "leads on")])
def test_what_is_no_article_is_told(site: str, path: str, words: str) -> None:
    """A page that is not there, no text, too large (also once unpacked) or without end is bad input."""
    with pytest.raises(BadInput, match=words):
        fetch_article(site + path)


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_a_server_that_drips_is_broken_off(site: str, path: str, monkeypatch) -> None:
    """However slowly head or page come, the whole takes no longer than it may."""
    monkeypatch.setattr(fetch, "_SECONDS", 0.6)
    start = time.monotonic()
    with pytest.raises(BadInput, match="did not come within"):
        fetch_article(site + path)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize("path", ["/inward", "/file"])
def test_a_redirection_is_judged_like_an_address(site: str, path: str) -> None:
    """A public page cannot lead on to a private address or a file."""
    with pytest.raises(BadUsage, match="fetched"):
        fetch_article(site + path)
    assert Server.asked == [path]


@pytest.mark.parametrize("address", [
    "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.0.1/", "http://169.254.169.254/",
    "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://0.0.0.0/",
    "http://224.0.0.1/", "http://100.64.0.1/", "http://2130706433/", "http://0x7f.1/", "https://[fc00::1]/",
    "http://127.0.0.1:8080/", "ftp://example.org/", "file:///etc/passwd", "http://user:secret@example.org/",
    "http:///x", "http://[::1", "http://\ud800.org/", "http://ex\nample.org\x00/", "http://-.\u2024/", "http://example.org:99999/",
])
def test_private_and_odd_addresses_are_refused_before_any_connection(address: str, monkeypatch) -> None:
    """Loopback, private, link-local, shared, multicast and mapped addresses, odd ports and schemes are refused."""
    def connected(*arguments: object, **more: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr("socket.create_connection", connected)
    with pytest.raises((BadUsage, BadInput)):
        fetch_article(address)


def test_the_connection_goes_to_what_was_looked_up(monkeypatch) -> None:
    """A name is looked up once: its second answer, a private one, is never asked for."""
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 80))], [(2, 1, 6, "", ("127.0.0.1", 80))]])
    asked = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *arguments, **more: next(answers))

    def connect(place: tuple[str, int], **more: object) -> None:
        asked.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(BadInput, match="refused"):
        fetch_article("http://example.org/")
    assert asked == [("93.184.216.34", 80)]

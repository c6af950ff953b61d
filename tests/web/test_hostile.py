"""Articles and files meant to do harm: none runs, leaks or stops the server."""

from __future__ import annotations

import io
import socket
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from oncurve.claims import fetch
from oncurve.web.application import make_server
from oncurve.web.settings import Settings

CLAIM = "DeepSeek-V3 has 671 billion parameters."
TEXTS = {
    "script": f"<script>alert(1)</script> {CLAIM}",
    "svg": f'<svg onload="alert(1)"><a href="javascript:x">{CLAIM}</a></svg>',
    "data": f'<img src="data:text/html;base64,PHNjcmlwdD4="> {CLAIM}',
    "template": "{{ 7*7 }} {% for x in y %} " + CLAIM,
    "formula": '=HYPERLINK("http://evil.example","x") has 671 billion parameters. ' + CLAIM,
    "bidi": f"\u202e{CLAIM}\u2066\u0000\ufeff", "surrogate": CLAIM + " \ud83d", "deep": "<div>" * 20_000 + CLAIM,
    "numbers": "9" * 50_000 + " " + CLAIM, "quotes": "'\"`--; DROP TABLE saved_audit; " + CLAIM,
}


def zip_bomb() -> bytes:
    """A Word file whose text unpacks to 300 megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(b" " * 1_048_576)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose one page unpacks to 100 megabytes."""
    packed = zlib.compress(b"(x) Tj " * 15_000_000, 6)
    head = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n")
    return head + b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_shown_as_text(client, name: str) -> None:
    """The page holds no element of the article's making, and the claim is read all the same where it can be."""
    body = {"text": TEXTS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    answer = client.post("/audit", data=body)
    assert answer.status_code in (303, 413, 422)
    if answer.status_code == 303:
        link = answer.headers["location"]
        page = client.get(link).text
        for bad in ("<script>alert", "onload=\"alert", "src=\"data:", "javascript:x\""):
            assert bad not in page.partition("<main")[2]
        for line in client.get(f"{link}.csv").text.splitlines()[1:]:
            assert not any(cell[:1] in "=+@" for cell in line.split(",") if cell)


@pytest.mark.parametrize(("name", "data"), [
    ("bomb.docx", zip_bomb), ("bomb.pdf", pdf_bomb), ("empty.pdf", lambda: b"%PDF-1.7\n%%EOF"),
    ("noise.pdf", lambda: b"%PDF-" + bytes(range(256)) * 400), ("noise.docx", lambda: b"PK\x03\x04" + b"\x00" * 4_000),
    ("../../etc/passwd", lambda: CLAIM.encode()), ("a\x00b.html", lambda: b"<html>" + b"<b>" * 50_000)])
def test_a_hostile_file_is_read_or_refused(client, name: str, data) -> None:
    """Bombs, noise and names that climb are answered in words within seconds, and nothing is written beside."""
    began = time.monotonic()
    answer = client.post("/audit", files={"file": (name, data(), "application/octet-stream")})
    assert answer.status_code in (303, 400, 413, 422)
    assert time.monotonic() - began < 25
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("address", ["/assets/../application.py", "/assets/..%2f..%2fpyproject.toml",
                                     "/methods/..%2f..%2fx", "/audit/..%2f..%2fetc%2fpasswd", "/models/%00",
                                     "/models/%ff%fe", "/methods/%2e%2e"])
def test_a_path_that_climbs_leads_nowhere(client, address: str) -> None:
    """No address reaches a file that is not an asset or a document."""
    assert client.get(address).status_code in (404, 422)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[int]:
    """The port of a server that listens, with little patience for bodies."""
    settings = Settings(database=f"sqlite:///{tmp_path / 'a.db'}", workers=0, rate=0, audits=0, body_seconds=0.7)
    server = uvicorn.Server(uvicorn.Config(make_server(settings), port=0, log_level="critical", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(100):
        if server.started:
            break
        time.sleep(0.05)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def test_a_slow_client_holds_up_nobody(running: int) -> None:
    """Clients that send a byte at a time are cut off, and meanwhile others are answered."""
    slow = []
    for _ in range(20):
        line = socket.create_connection(("127.0.0.1", running))
        line.sendall(b"POST /audit HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Content-Length: 1000\r\n\r\nt")
        slow.append(line)
    with socket.create_connection(("127.0.0.1", running)) as quick:
        quick.settimeout(5)
        quick.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in quick.recv(200)
    for line in slow:
        line.settimeout(8)
        assert b"408" in line.recv(200)
        line.close()


def test_a_redirection_inside_is_not_followed(server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that leads on to a private address, by redirection or by its name's record, is refused."""
    asked: list[str] = []

    def record(host: str, _port: int, **_more: object) -> list:
        place = {"public.example": "93.184.216.34", "rebound.example": "10.1.2.3"}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80))]

    class Line:
        def __init__(self, *_: object, **__: object) -> None:
            asked.append("connected")

    monkeypatch.setattr(fetch.socket, "getaddrinfo", record)
    monkeypatch.setattr(fetch.socket, "create_connection", Line)
    answer = server(fetch=True).post("/audit", data={"address": "http://rebound.example/"},
                                     headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "private" in answer.json()["error"]["message"]
    assert asked == []

    def led(parts: object, address: str, _deadline: float) -> object:
        asked.append(address)
        return "http://rebound.example/secret"

    real = fetch._ask
    monkeypatch.setattr(fetch, "_ask", lambda parts, address, deadline: led(parts, address, deadline)
                        if "public" in address else real(parts, address, deadline))
    answer = server(fetch=True).post("/audit", data={"address": "http://public.example/"},
                                     headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "private" in answer.json()["error"]["message"]
    assert asked == ["http://public.example/"]

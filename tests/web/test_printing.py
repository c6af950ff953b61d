"""An audit as PDF and PNG, and what is said where no browser is there."""

from __future__ import annotations

import io
import re
import struct

import pytest

from oncurve.web import picture, printing

TEXT = "A title\n\n30 January 2025\n\nDeepSeek-V3 has 671 billion parameters."


def test_without_a_browser_it_is_said(client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer names what is missing and another way."""
    monkeypatch.setattr(printing, "browser", lambda: None)
    link = client.post("/audit", data={"text": TEXT}).headers["location"]
    answer = client.get(f"{link}.pdf", headers={"accept": "application/json"})
    assert answer.status_code == 501
    assert "No browser" in answer.json()["error"]["message"]
    assert "offline" in answer.json()["error"]["hint"]


@pytest.mark.browser
def test_a_pdf_holds_the_article_and_its_verdicts(client) -> None:
    """What is printed is the whole report, with what the screen folds away."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    if printing.browser() is None:
        pytest.skip("no Chromium is on this machine")
    link = client.post("/audit", data={"text": TEXT}).headers["location"]
    answer = client.get(f"{link}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "671 billion parameters" in " ".join(words.split())
    assert "consistent" in words


@pytest.mark.browser
def test_pictures_show_all_of_an_audit(client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One picture is as tall as the page; where it may be no taller than 700 pixels, several are as tall together."""
    if printing.browser() is None:
        pytest.skip("no Chromium is on this machine")
    link = client.post("/audit", data={"text": TEXT}).headers["location"]
    whole = client.get(f"{link}.png")
    assert whole.headers["content-disposition"] == 'attachment; filename="audit.png"'
    wide, high = size(whole.content)
    assert wide == picture.WIDTH
    assert high > 1_000
    monkeypatch.setattr(picture, "TALLEST", 700)
    address, heights, names = f"{link}.png", [], []
    while address:
        answer = client.get(address)
        heights.append(size(answer.content)[1])
        names.append(answer.headers["content-disposition"].partition("=")[2])
        address = re.sub("[<>]", "", answer.headers.get("link", "").partition(";")[0])
    assert sum(heights) == high
    assert names == [f'"audit-{number}-of-{len(names)}.png"' for number in range(1, len(names) + 1)]
    assert client.get(f"{link}.png?page={len(names) + 1}").status_code == 404


def size(png: bytes) -> tuple[int, int]:
    """The width and height that a PNG names in its head."""
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high

"""An audit as PDF and PNG, and what is said where no browser is there."""

from __future__ import annotations

import io

import pytest

from oncurve.web import printing

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
    picture = client.get(f"{link}.png")
    assert picture.content.startswith(b"\x89PNG")

"""Data that are imported while servers run: the next answer rests on them."""

from __future__ import annotations

import json
from pathlib import Path

import anyio
import pytest

pytest.importorskip("mcp", reason="the tool server's library is not installed")

from mcp import Client
from oncurve.mcp.server import make_server
from oncurve.store.folder import FOLDER
from oncurve.store.importing import import_path
from oncurve.web.work import made

SENTENCE = "Foo-9 has 7 billion parameters."


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for imported data that the servers look at, empty."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "data"))
    return tmp_path


def land(folder: Path) -> None:
    """Import one model."""
    table = folder / "table.csv"
    table.write_text("Model,Domain,Publication date,Parameters,Training compute (FLOP),Training hardware,Confidence\n"
                     "Foo-9,Language,2025-03-01,7e9,,,Confident\n")
    assert import_path(table, folder=folder / "data").files[0].landed == 1


def ask(name: str, **request: object) -> object:
    """What a process of the server makes of a question."""
    return json.loads(made(name, {"form": "json", **request})["answer"])


def test_a_page_shows_what_was_imported_since(data: Path) -> None:
    """A list that was asked before the import has the new model after it, and an audit judges by its facts."""
    assert ask("models", q="foo-9") == {"models": []}
    assert ask("judged", text=SENTENCE)["claims"][0]["verdict"] != "consistent"
    land(data)
    assert [row["label"] for row in ask("models", q="foo-9")["models"]] == ["Foo-9"]
    assert ask("judged", text=SENTENCE)["claims"][0]["verdict"] == "consistent"


@pytest.mark.parametrize("more", [{}, {"as_of": "2026-01-01"}, {"settings": {"rental_price": "2"}}])
def test_a_tool_knows_what_was_imported(data: Path, more: dict) -> None:
    """The tool server answers from imported data as the command line does, whatever is asked beside."""
    land(data)

    async def asked() -> object:
        async with Client(make_server()) as client:
            return await client.call_tool("record", {"kind": "models", "name": "foo-9", **more})

    found = anyio.run(asked)
    assert not found.is_error
    assert found.structured_content["label"] == "Foo-9"

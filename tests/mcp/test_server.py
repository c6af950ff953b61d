"""The tool server, asked by a real client over standard input and output and over HTTP."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import anyio
import pytest

pytest.importorskip("mcp", reason="the tool server's library is not installed")

from mcp import Client, StdioServerParameters
from oncurve.api import World
from oncurve.cli.run import run
from oncurve.mcp.server import make_server
from oncurve.mcp.tools import TOOLS

SENTENCE = "DeepSeek trained V3 for only $5.58 million."
ASKED = [
    ("claim", {"text": SENTENCE, "published": "2025-01-28"}, ["claim", SENTENCE, "--published", "2025-01-28"]),
    ("cost", {"model": "deepseek-v3", "scope": "final_run"}, ["cost", "deepseek-v3", "--scope", "final_run"]),
    ("cost", {"model": "deepseek-v3", "settings": {"rental_price": "2"}},
     ["cost", "deepseek-v3", "--set", "rental_price=2"]),
    ("compute", {"model": "llama-3-1-405b"}, ["compute", "llama-3-1-405b"]),
    ("lag", {"subject": "CN", "behind": "US", "measure": "day_average"},
     ["lag", "CN", "--behind", "US", "--measure", "day_average"]),
    ("export", {"chip": "H20", "to": "CN", "on": "2025-05-01"}, ["export", "H20", "--to", "CN", "--on", "2025-05-01"]),
    ("law", {"rule": "US-ACS-2023-11"}, ["law", "US-ACS-2023-11"]),
    ("record", {"kind": "chips", "name": "h800"}, ["chips", "h800"]),
    ("rule", {"code": "OC301"}, ["rule", "OC301"]),
    ("stocks", {"holder": "CN", "on": "2025-12-31"}, ["stocks", "CN", "--on", "2025-12-31"]),
    ("extract", {"text": SENTENCE}, None),
]


async def call(server: object, name: str, arguments: dict) -> object:
    """What one call of a tool gives."""
    async with Client(server) as client:
        return await client.call_tool(name, arguments)


@pytest.fixture(scope="module")
def http(listening: Callable[..., AbstractContextManager[int]]) -> Iterator[str]:
    """The address of a tool server over HTTP."""
    with listening("mcp", "--http") as port:
        yield f"http://127.0.0.1:{port}/mcp"


@pytest.mark.parametrize(("name", "arguments", "command"), ASKED, ids=[each[0] for each in ASKED])
def test_a_tool_gives_what_the_command_line_prints(capsys: pytest.CaptureFixture[str], name: str, arguments: dict,
                                                   command: list[str] | None) -> None:
    """Structured content is the JSON of the same question on the command line."""
    found = anyio.run(call, make_server(World()), name, arguments)
    assert not found.is_error
    if command is None:  # a text is no argument of its command
        article, claims = World().extract_text(SENTENCE)
        expected = {"article": article.to_dict(), "claims": [each.to_dict() for each in claims]}
    else:
        assert run([*command, "--json"]) == 0
        expected = json.loads(capsys.readouterr().out)
    assert found.structured_content == expected
    assert json.loads(found.content[0].text) == found.structured_content


def test_over_standard_input_and_output() -> None:
    """A client that starts the command gets every tool and an answer with its sources."""
    async def ask() -> tuple[set[str], object]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "oncurve", "mcp"], env=dict(os.environ))
        async with Client(server) as client:
            tools = await client.list_tools()
            return {each.name for each in tools.tools}, await client.call_tool("cost", {"model": "deepseek-v3"})

    names, found = anyio.run(ask)
    assert names == set(TOOLS)
    assert found.structured_content["scopes"]["final_run"]["readings"]["as_reported"]["median"] == 5576000
    assert "https://arxiv.org/abs/2412.19437" in found.content[1].text


def test_over_http(http: str) -> None:
    """A client at the address gets the same."""
    found = anyio.run(call, http, "compute", {"model": "deepseek-v3"})
    assert found.structured_content == World().compute("deepseek-v3").to_dict()


def test_every_tool_says_what_it_does_and_takes() -> None:
    """Each has a sentence, takes the options of every question, and changes nothing."""
    async def ask() -> list:
        async with Client(make_server(World())) as client:
            return (await client.list_tools()).tools

    for tool in anyio.run(ask):
        assert tool.description.endswith(".")
        assert {"as_of", "settings"} <= set(tool.input_schema["properties"])
        assert "world" not in tool.input_schema["properties"]
        assert tool.annotations.read_only_hint


@pytest.mark.parametrize(("name", "arguments", "words"), [
    ("cost", {"model": "deepseek-v33"}, "No model is called"),
    ("claim", {"text": "x", "published": "yesterday"}, "yesterday"),
    ("export", {"chip": "h20", "to": "Atlantis"}, "Atlantis"),
    ("cost", {"model": "gpt-4", "settings": {"x": "1"}}, "x"),
    ("scenario", {"names": ["/etc/passwd"]}, "No scenario is called"),
    ("move", {"text": SENTENCE, "number": 9, "value": 1.0}, "There is no claim 9")])
def test_an_error_says_what_to_do(name: str, arguments: dict, words: str) -> None:
    """A name that is not known comes back as the error of the contract, never as a fault."""
    found = anyio.run(call, make_server(World()), name, arguments)
    assert found.is_error
    assert words in found.content[0].text
    assert set(found.structured_content["error"]) == {"kind", "message", "hint"}

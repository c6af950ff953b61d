"""The server of the tools, over standard input and output or over HTTP."""

from __future__ import annotations

import functools
import inspect
import json
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from oncurve import __version__
from oncurve.basis.errors import OncurveError
from oncurve.mcp.tools import TOOLS

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["make_server", "serve_http", "serve_stdio"]

_INSTRUCTIONS = (
    "oncurve checks what is claimed about AI models and chips against sourced facts. Use `check` or `claim` on a text; "
    "the other tools answer single questions. Every number comes with its interval, basis and sources: cite the "
    "sources, say the interval, and pass on what the verdict turns on. `as_of` asks by what was known on a day; "
    "`settings` sets inputs by name (`inputs` lists them).")
_AsOf = Annotated[str | None, Field(description="Use only facts known by that day, as YYYY-MM-DD; default today.")]
_Settings = Annotated[dict[str, str] | None, Field(
    description='Inputs to set, such as {"rental_price": "2"} or {"rental_price": "1.5 to 3.5"}, a 90% interval.')]
_MOST_WORLDS = 8


def make_server(world: World | None = None) -> MCPServer[Any]:
    """The server with its tools.

    Args:
        world: what is known; None is all that is known now, with what was imported by then.
    """
    if world is None:
        from oncurve.api import World as Fresh
        from oncurve.store.index import imported_folder

        world = Fresh(imported=imported_folder())
    server: MCPServer[Any] = MCPServer("oncurve", version=__version__, instructions=_INSTRUCTIONS,
                                       log_level="WARNING")
    asking = _Asking(world)
    for name, tool in TOOLS.items():
        server.add_tool(_as_tool(tool, asking), name=name, description=inspect.getdoc(tool), structured_output=False,
                        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True))
    return server


def serve_stdio() -> None:
    """Serve over standard input and output until the client goes."""
    make_server().run("stdio")


def serve_http(host: str, port: int) -> None:
    """Serve over HTTP at /mcp.

    Args:
        host: address to listen at.
        port: to listen at.
    """
    make_server().run("streamable-http", host=host, port=port, stateless_http=True, json_response=True)


class _Asking:
    """The worlds that are asked, one question at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._others: dict[str, World] = {}
        self._lock = threading.Lock()

    def ask(self, tool: Callable[..., dict[str, Any]], given: Mapping[str, Any], as_of: str | None,
            settings: Mapping[str, str] | None) -> CallToolResult:
        """The answer of a tool: its JSON as structured content, and as text with the works that it rests on."""
        with self._lock:
            try:
                world = self._of(as_of, settings)
                plain = tool(world, **given)
                works = _works(plain, world)
            except OncurveError as error:
                return CallToolResult(content=[TextContent(text=str(error))], structured_content=error.to_dict(),
                                      is_error=True)
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, default=str)
        content = [TextContent(text=text), *([TextContent(text="Sources:\n" + "\n".join(works))] if works else [])]
        return CallToolResult(content=list(content), structured_content=json.loads(text))

    def _of(self, as_of: str | None, settings: Mapping[str, str] | None) -> World:
        if not as_of and not settings:
            return self._world
        key = json.dumps([as_of, settings], sort_keys=True)
        if key not in self._others:
            if len(self._others) >= _MOST_WORLDS:
                self._others.pop(next(iter(self._others)))
            self._others[key] = type(self._world)(as_of, settings=settings, imported=self._world.imported)
        return self._others[key]


def _as_tool(tool: Callable[..., dict[str, Any]], asking: _Asking) -> Callable[..., CallToolResult]:
    """A function that the server can call: without the world, and with the options that every question takes."""
    signature = inspect.signature(tool, eval_str=True)
    own = list(signature.parameters.values())[1:]
    options = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
               for name, kind in (("as_of", _AsOf), ("settings", _Settings))]

    @functools.wraps(tool)
    def call(**given: Any) -> CallToolResult:
        as_of, settings = given.pop("as_of", None), given.pop("settings", None)
        return asking.ask(tool, given, as_of, settings)

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own] + options
    call.__signature__ = inspect.Signature(parameters, return_annotation=CallToolResult)  # type: ignore[attr-defined]
    call.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": CallToolResult}
    del call.__wrapped__  # the server would look through it, at the world
    return call


def _works(plain: Any, world: World) -> list[str]:
    """A line for each work that an answer names, in the order of first naming."""
    found: dict[str, None] = {}

    def look(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                look(each, name)
        elif isinstance(value, list):
            for each in value:
                look(each, key)
        elif isinstance(value, str) and key in ("source", "sources") and value in world.catalogue.sources:
            found[value] = None

    look(plain)
    sources = [world.catalogue.sources[each] for each in found]
    return [f"[{each.id}] {each.producer}"
            f"{f' ({each.published.year})' if each.published else ''}. {each.title}. {each.url}" for each in sources]

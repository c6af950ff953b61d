"""The frame around every page: its head, its navigation and its foot, and the assets that it names by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from oncurve import __version__
from oncurve.report.page import environment_of, page_style

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ASSETS", "Asset", "assets", "render", "templates"]

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
#: files of our own, and those of others, which may be missing
ASSETS = ("style.css", "app.js", "charts.js", "icon.svg")
_OF_OTHERS = ("htmx.js", "vega.js", "vega-lite.js", "vega-interpreter.js")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load.

    Args:
        path: where it is served, its hash in the name.
        data: what it holds.
        kind: its media type.
    """

    path: str
    data: bytes
    kind: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Every asset that is there, by its plain name."""
    folder = resources.files("oncurve.web").joinpath("assets")
    found = {}
    for name in (*ASSETS, *_OF_OTHERS):
        file = folder.joinpath("vendor", name) if name in _OF_OTHERS else folder.joinpath(name)
        if not file.is_file():
            continue
        data = file.read_bytes()
        if name == "style.css":
            data = page_style().encode() + data
        digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
        stem, dot, ending = name.rpartition(".")
        found[name] = Asset(f"/assets/{stem}.{digest}{dot}{ending}", data, _KINDS[dot + ending])
    return found


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of pages, over those of reports."""
    from jinja2 import PackageLoader

    environment = environment_of(PackageLoader("oncurve.web", "templates"))
    environment.globals["version"] = __version__
    environment.globals["asset"] = _path_of
    return environment


def _path_of(name: str) -> str:
    found = assets().get(name)
    return found.path if found else ""


def render(template: str, **context: Any) -> str:
    """A page, or a part of one."""
    return templates().get_template(template).render(**context)

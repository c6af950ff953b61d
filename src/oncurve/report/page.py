"""Pages from templates: everything of a stranger is escaped, and nothing on a page can run or be fetched.

A page holds its own style and names that style's hash in its content policy, which allows nothing else: no
script, no picture, no frame, no form, no request to anywhere.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from oncurve import __version__
from oncurve.report.signs import SIGNS
from oncurve.report.visible import one_line, pieces

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from markupsafe import Markup

__all__ = ["environment_of", "page", "page_style", "safe_address", "shown", "upper"]


def page(template: str, **context: Any) -> str:
    """A whole page.

    Args:
        template: the name of a file in `report/templates`.
        context: what it shows.
    """
    from markupsafe import Markup

    style = page_style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _environment().get_template(template).render(
        style=Markup(style), style_hash=f"sha256-{digest}",  # noqa: S704 - our own file
        signs=SIGNS, version=__version__, **context) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment_of()


def environment_of(*more: BaseLoader) -> Environment:
    """The templates of reports, and others before them, under the same rules: all that a stranger wrote is escaped.

    Args:
        more: loaders of further templates, which may use those of reports.
    """
    from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined

    ours = FunctionLoader(lambda name: _file(name) if name in _names() else None)
    environment = Environment(loader=ChoiceLoader([*more, ours]), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"shown": shown, "address": safe_address, "line": one_line, "upper_first": upper}
    return environment


def page_style() -> str:
    """The style of every page."""
    return _file("page.css")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(each.name for each in resources.files("oncurve.report").joinpath("templates").iterdir())


def _file(name: str) -> str:
    return resources.files("oncurve.report").joinpath("templates", name).read_text(encoding="utf-8")


def shown(text: str) -> Markup:
    """A text of a stranger for a page: escaped, with hidden characters written out and set apart."""
    from markupsafe import Markup, escape

    found = pieces(text)
    if len(found) == 1 and not found[0][1]:
        return escape(found[0][0])
    return Markup("").join(
        Markup('<span class="hidden-character">{}</span>').format(code) if code else escape(plain)
        for plain, code in found)


def safe_address(address: str) -> str:
    """An address that a link may lead to, or "" where it is no plain address of the web.

    >>> safe_address("javascript:alert(1)"), safe_address("https://arxiv.org/abs/2412.19437")
    ('', 'https://arxiv.org/abs/2412.19437')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    plain = address.isprintable() and not any(letter in address for letter in " <>\"'\\")
    return address.strip() if parts.scheme in ("http", "https") and parts.hostname and plain else ""


def upper(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]

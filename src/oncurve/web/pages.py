"""The pages of questions and of the catalogue: which public function each calls, and what lays it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["PAGES", "page_of"]

Page = Callable[[Any, Mapping[str, Any]], Any]
#: every page by its name
PAGES: dict[str, Page] = {}


def page_of(page: Page, request: Mapping[str, Any]) -> dict[str, Any]:
    """What a page makes of a request."""
    from oncurve.web.work import world_of

    return dict(page(world_of(request), request))

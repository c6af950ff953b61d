"""Pages of the catalogue and of our documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from oncurve.basis.span import parse_date
from oncurve.report.pages.changes import changes_page
from oncurve.report.pages.documents import document_page, documents_page, methods_page
from oncurve.report.pages.figures import figure_audit, figures_page
from oncurve.report.pages.known import code_page, codes_page, coverage_page, dispute_page, disputes_page
from oncurve.report.pages.things import listing_page, source_page, thing_page
from oncurve.web.pages.laying import Field, Laid, Page
from oncurve.web.shell import render

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["CATALOGUE", "SHELVES"]

#: the shelves of the catalogue that have a list and a page for each thing
SHELVES = ("models", "chips", "organisations", "sources", "events")


def _listing(plural: str, world: World, request: Mapping[str, Any]) -> Laid:
    query = str(request.get("q") or "").strip()
    plain, page = listing_page(plural, world, query)
    return Laid(plain, page, (Field("q", f"Search the {plural}", query, kind="search"),), "Search")


def _thing(plural: str, world: World, request: Mapping[str, Any]) -> Laid:
    if plural == "sources":
        return Laid(*source_page(request["name"], world))
    return Laid(*thing_page(plural, request["name"], world))


def _changes(world: World, request: Mapping[str, Any]) -> Laid:
    since = request.get("since")
    plain, page = changes_page(world, parse_date(since) if since else None)
    return Laid(plain, page, (Field("since", "Since the day", since or "", kind="date"),))


def _codes(_world: World, request: Mapping[str, Any]) -> Laid:
    from oncurve.claims.codes import find_codes

    name = request.get("name")
    found = find_codes(name)
    page = code_page(found[0]) if name and len(found) == 1 else codes_page(found)
    return Laid({"rules": [each.to_dict() for each in found]}, page)


def _figure(world: World, request: Mapping[str, Any]) -> Laid:
    from oncurve.report.audit_html import audit_context

    figure, audit = figure_audit(request["name"], world)
    html = render("figure_body.html.j2", figure=figure, **audit_context(audit))
    return Laid(audit.to_dict(), html=html, title=f"{figure.title}: {figure.about}")


CATALOGUE: dict[str, Page] = {
    **{plural: partial(_listing, plural) for plural in SHELVES},
    **{f"{plural}/one": partial(_thing, plural) for plural in SHELVES},
    "codes": _codes, "codes/one": _codes,
    "changes": _changes,
    "coverage": lambda world, _: Laid(*coverage_page(world)),
    "disputes": lambda world, _: Laid(*disputes_page(world)),
    "disputes/one": lambda world, request: Laid(*dispute_page(request["name"], world)),
    "figures": lambda world, _: Laid(*figures_page(world)), "figures/one": _figure,
    "docs": lambda _world, _: Laid(*documents_page()),
    "docs/one": lambda _world, request: Laid(*document_page(request["name"])),
    "methods": lambda _world, _: Laid(*methods_page()),
    "methods/one": lambda _world, request: Laid(*document_page(f"methods/{request['name']}")),
    "accuracy": lambda _world, _: Laid(*document_page("accuracy")),
    "glossary": lambda _world, _: Laid(*document_page("glossary")),
    "verdicts": lambda _world, _: Laid(*document_page("verdicts")),
}

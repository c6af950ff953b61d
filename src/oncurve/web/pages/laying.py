"""From an answer to what is sent: the page, its JSON, its tables as CSV and its pictures as Vega-Lite."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from oncurve.basis.errors import UnknownName
from oncurve.web.shell import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from oncurve.api import World
    from oncurve.chart.plot import Drawing
    from oncurve.report.answer import AnswerPage, Section

__all__ = ["Field", "Laid", "Page", "Span", "page_of"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form above an answer.

    Args:
        name: of the parameter.
        label: what it asks.
        value: what it holds.
        options: what may be chosen; none lets anything be written.
        kind: of the input; "checks" takes several of the options, named one after another with commas.
        span: where it is a slider with a number beside it, what it runs over.
    """

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    kind: str = "text"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """What a slider runs over.

    Args:
        low: its left end.
        high: its right end.
        middle: where it stands until it is moved.
        by_ratio: whether equal steps are equal ratios.
        low_words: the left end as people say it.
        high_words: the right end as people say it.
        taken: what the input is taken as until it is moved, in words.
        about: what the input is, in a sentence.
    """

    low: float
    high: float
    middle: float
    by_ratio: bool
    low_words: str
    high_words: str
    taken: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """An answer, laid out.

    Args:
        plain: as the command line prints it.
        page: what stands on its page; None where `html` does.
        fields: the form above it.
        button: what the form's button says.
        action: where the form leads; "" is its own page.
        free: where the form leads without what was moved on it; "" where nothing can be moved.
        html: a page of its own kind.
        title: of that page.
    """

    plain: Any
    page: AnswerPage | None = None
    fields: tuple[Field, ...] = ()
    button: str = "Show"
    action: str = ""
    free: str = ""
    html: str = ""
    title: str = ""


#: parts of a request that change how an answer is sent, not what it is
_NOT_ASKED = ("form", "path", "query", "table", "chart")
_MOST_KEPT = 24
_kept: OrderedDict[str, Laid] = OrderedDict()

Page = Callable[["World", Mapping[str, Any]], Laid]


def page_of(page: Page, request: Mapping[str, Any]) -> dict[str, Any]:
    """What a page makes of a request.

    Args:
        page: the page.
        request: its parameters, `form` ("html", "json", "csv" or "vl"), `path` and `query` of its address, and
            `table` or `chart`, the number of one of them from 1.

    Raises:
        UnknownName: there is no such table or picture.
    """
    from oncurve.web.work import plain_json

    laid = _laid(page, request)
    form = request.get("form", "html")
    if form == "json":
        return {"answer": plain_json(laid.plain)}
    if form == "csv":
        return {"answer": _csv(laid, int(request.get("table") or 1))}
    if form == "vl":
        return {"answer": plain_json(_spec(laid, int(request.get("chart") or 1)))}
    return _html(laid, str(request["path"]), str(request.get("query") or ""))


def _laid(page: Page, request: Mapping[str, Any]) -> Laid:
    """The answer, remembered for its twins."""
    from oncurve.web.work import known_now, world_of

    asked = {name: value for name, value in request.items() if name not in _NOT_ASKED}
    key = json.dumps([id(page), asked, known_now()], sort_keys=True, default=str)
    if key not in _kept:
        _kept[key] = page(world_of(request), request)
    _kept.move_to_end(key)
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return _kept[key]


def _csv(laid: Laid, number: int) -> str:
    from oncurve.report.audit_table import csv_text

    grids = [grid for section in laid.page.sections for grid in section.grids] if laid.page else []
    if not 1 <= number <= len(grids):
        raise UnknownName("table of this page", str(number), (), "")
    return csv_text(grids[number - 1].values())


def _plots(laid: Laid) -> list[Drawing]:
    return [plot for section in laid.page.sections for plot in section.plots] if laid.page else []


def _spec(laid: Laid, number: int) -> dict[str, Any]:
    from oncurve.chart.plot import plot_spec

    plots = _plots(laid)
    if not 1 <= number <= len(plots):
        raise UnknownName("picture of this page", str(number), (), "")
    return plot_spec(plots[number - 1])


def _html(laid: Laid, path: str, query: str) -> dict[str, Any]:
    if laid.page is None:
        return {"page": laid.html, "title": laid.title, "description": laid.title, "charts": False}
    tables = {id(grid): number for number, grid in enumerate(
        (grid for section in laid.page.sections for grid in section.grids), 1)}
    charts = {id(plot): number for number, plot in enumerate(_plots(laid), 1)}

    def address(ending: str, **more: int) -> str:
        parts = [query] if query else []
        parts += [f"{name}={value}" for name, value in more.items() if value > 1]
        return f"{path}.{ending}" + (f"?{'&'.join(parts)}" if parts else "")

    shown = {each.name for each in laid.fields}
    rest = [(name, value) for name, value in parse_qsl(query) if name not in shown]
    body = render("answer_body.html.j2", answer=laid.page, form=laid, action=laid.action or path, rest=rest,
                  tables=tables, charts=charts, address=address, strip=_strip, drawn=_drawn, prose=_prose, ident=id)
    return {"page": body, "title": laid.page.title, "description": laid.page.lead or laid.page.title,
            "charts": bool(charts)}


def _strip(section: Section) -> Markup:
    from markupsafe import Markup

    from oncurve.report.strips import estimates_strip

    return Markup(estimates_strip(section.strip, section.title))  # noqa: S704 - every text in it is escaped


def _drawn(plot: Drawing) -> Markup:
    from markupsafe import Markup

    from oncurve.chart.plot import plot_svg

    return Markup(plot_svg(plot))  # noqa: S704 - every text in it is escaped


def _prose(text: str) -> Markup:
    from markupsafe import Markup

    from oncurve.report.pages.documents import document_html

    return Markup(document_html(text))  # noqa: S704 - our own text, in which HTML is shown as text

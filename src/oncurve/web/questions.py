"""The routes of questions and of the catalogue: each page with its twins in JSON, CSV and Vega-Lite."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from oncurve.basis.errors import UnknownName
from oncurve.web.service import RESPONSES, failure, html_page, json_answer, service_of
from oncurve.web.shell import render

__all__ = ["ROUTES", "Route", "questions"]

questions = APIRouter(responses=RESPONSES)

#: what an empty field of a form sends
_Empty = Literal[""]
_Day = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="A day, as YYYY-MM-DD.")]
_Name = Annotated[str, Query(max_length=120)]
_Words = Annotated[str, Query(max_length=200)]
_Count = Annotated[int, Field(ge=1, le=10_000_000)] | _Empty | None
_Year = Annotated[int, Field(ge=1990, le=2100)] | _Empty | None
_Some = Annotated[int, Field(ge=1, le=20)] | _Empty | None
_Many = Annotated[int, Field(ge=1, le=200)] | _Empty | None
_Draws = Annotated[int, Field(ge=64, le=16_384)] | _Empty | None
_Amount = Annotated[float, Field(ge=1, le=1e18)] | _Empty | None
_MOST_SETTINGS = 40
_KINDS = {"json": "application/json", "csv": "text/csv; charset=utf-8", "vl": "application/json"}


@dataclass(frozen=True, slots=True)
class Route:
    """A page at an address.

    Args:
        path: its address, `{name}` for the thing it is about.
        page: its name among the pages.
        title: what it is, for the list of all pages and the description of the API.
        group: under which it is listed; "" leaves it out of the list.
        takes: its parameters with their types; each is empty where it is not given.
        to: an address to list it by, where its own has a name in it.
    """

    path: str
    page: str
    title: str
    group: str = ""
    takes: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""


_LISTS = [Route(f"/{plural}", plural, f"All {plural}", "What is known", {"q": _Words})
          for plural in ("models", "chips", "organisations", "sources", "events")]
_THINGS = [Route(f"/{plural}/{{name}}", f"{plural}/one", f"One of the {plural}, with every fact")
           for plural in ("models", "chips", "organisations", "sources", "events")]
_TRENDS = [Route("/trend/{name}", "trend", title, "Rates a year", {"country": _Name, "organisation": _Name} if not n
                 else {}, f"/trend/{name}") for n, (name, title) in enumerate((
                     ("training-efficiency", "How much less compute a capability needs, by the year"),
                     ("inference-price", "How prices fall"), ("hardware-price", "Computing for a dollar of hardware"),
                     ("training-cost", "How the dearest runs grow"), ("training-compute", "How the largest runs grow"),
                     ("time-horizon", "How long a task agents manage")))]
#: every page, in the order of the list
ROUTES: list[Route] = [
    Route("/figures", "figures", "Figures that everybody quotes", "Checked"),
    Route("/figures/{name}", "figures/one", "A figure that everybody quotes, audited"),
    Route("/disputes", "disputes", "Disputes: who holds what, and who gains", "Checked"),
    Route("/disputes/{name}", "disputes/one", "One dispute"),
    Route("/codes", "codes", "Findings: what else may be wrong with a claim", "Checked"),
    Route("/codes/{name}", "codes/one", "One code of a finding"),
    Route("/curve", "curve", "Cost against capability, over time", "Questions", {"model": _Name}),
    Route("/lag", "lag", "How far one side trails another", "Questions",
          {"subject": _Name, "behind": _Name, "measure": _Name}),
    Route("/capability", "capability", "The capability index", "Questions", {"model": _Name}),
    Route("/ontrend", "ontrend", "Is a model's cost an expected point on the curve", "Questions",
          {"model": _Name, "against": _Words}),
    Route("/simulate", "simulate", "Simulate a training run", "Questions",
          {"model": _Name, "chip": _Name, "chips": _Count, "layout": _Words, "precision": _Name,
           "tokens": _Amount,
           "ablate": _Name}),
    Route("/layouts", "layouts", "The best layouts of a training run", "Questions",
          {"model": _Name, "chip": _Words, "chips": _Count, "layout": _Words,
           "top": _Some}),
    Route("/cost/{name}", "cost", "What training a model cost", "Questions", {"scope": _Name, "chip": _Name},
          "/cost/deepseek-v3"),
    Route("/compute/{name}", "compute", "Training compute of a model", "Questions", {}, "/compute/deepseek-v3"),
    Route("/spend/{name}", "spend", "What an organisation spends", "Questions",
          {"year": _Year}, "/spend/openai"),
    Route("/scenarios", "scenarios", "Scenarios of the rules", "The fork"),
    Route("/scenario", "scenario", "What a scenario comes to, and set against another", "The fork",
          {"name": _Name, "compare": _Words, "until": _Day, "draws": _Draws}),
    Route("/able", "able", "Who could make a run", "The fork",
          {"budget": _Amount, "kind": _Name, "on": _Day,
           "count": _Many}),
    Route("/stocks/{name}", "stocks", "Chips held by a country or an organisation", "The fork", {"on": _Day},
          "/stocks/CN"),
    Route("/export", "export", "Which export rule applies to a chip", "Export rules",
          {"chip": _Name, "to": _Name, "hq": _Name, "on": _Day, "use": _Name}),
    Route("/export/{name}/history", "export/history", "The status of a chip through the years", "Export rules",
          {"to": _Name, "hq": _Name}, "/export/h20/history?to=CN"),
    Route("/export/{name}", "export/chip", "The status of one chip", "", {"to": _Name, "hq": _Name, "on": _Day,
                                                                         "use": _Name}),
    Route("/design", "design", "The most that may be designed for a destination", "Export rules",
          {"to": _Name, "at_most": _Name, "on": _Day, "maker": _Name}),
    Route("/rules", "rules", "The rules, with their dates", "Export rules", {"on": _Day, "to": _Name}),
    Route("/rules/{name}", "rules/one", "One rule, with its clauses"),
    *_LISTS, *_THINGS,
    Route("/coverage", "coverage", "What is known of whom, and how well", "What is known"),
    Route("/changes", "changes", "What became known, newest first", "What is known", {"since": _Day}),
    Route("/backtest", "backtest", "Past forecasts against what came", "How it works", {"what": _Name}),
    Route("/forecasts", "forecasts", "Dated forecasts, and what came of them", "Checked"),
    Route("/docs", "docs", "Documentation", "How it works"),
    Route("/docs/{name:path}", "docs/one", "A document"),
    Route("/methods", "methods", "Methods", "How it works"),
    Route("/methods/{name}", "methods/one", "One method"),
    Route("/verdicts", "verdicts", "Verdicts", "How it works"),
    Route("/accuracy", "accuracy", "Accuracy: how well it works, measured", "How it works"),
    Route("/glossary", "glossary", "Glossary", "How it works"),
]


@questions.get("/pages", summary="All pages", response_class=HTMLResponse)
async def all_pages() -> Response:
    """Every page with its twins."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for route in (*ROUTES, *_TRENDS):
        if route.group:
            groups.setdefault(route.group, []).append((route.to or route.path, route.title))
    body = render("pages.html.j2", groups=groups)
    return html_page(body, "All pages", keep=True, here="/pages",
                     description="Every page of oncurve, and how to get it as JSON, CSV and Vega-Lite.")


@questions.get("/docs/file/{path:path}", summary="A picture, a table or a schema that a document leads to",
               response_class=Response, responses={200: {"description": "The file", "content": {
                   kind: {} for kind in ("application/json", "text/csv", "image/png", "text/plain")}}})
async def document_beside(request: Request, path: Annotated[str, Path(max_length=200)]) -> Response:
    """Only what lies beside the documents."""
    from oncurve.report.pages.documents import document_file

    try:
        data, kind = document_file(path)
    except UnknownName as error:
        return failure(request, error.to_dict(), 404)
    return Response(data, 200, {"cache-control": "public, max-age=60", "x-oncurve-keep": "3600"}, kind)


def _added(route: Route, form: str) -> None:
    """Register one page in one of its forms."""
    ending = {"html": "", "json": ".json", "csv": ".csv", "vl": ".vl.json"}[form]

    async def answer(request: Request, **given: Any) -> Response:
        return await _answered(request, route, form, given)

    kinds = {"request": inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)}
    if "{name" in route.path:
        kinds["name"] = inspect.Parameter("name", inspect.Parameter.KEYWORD_ONLY,
                                          annotation=Annotated[str, Path(max_length=120)])
    more: dict[str, Any] = {**route.takes, "as_of": _Day}
    if form in ("csv", "vl"):
        more["table" if form == "csv" else "chart"] = Annotated[int, Query(ge=1, le=100)]
    for name, kind in more.items():
        empty: Any = 1 if name in ("table", "chart") else "" if kind in (_Day, _Name, _Words) else None
        kinds[name] = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=empty)
    answer.__signature__ = inspect.Signature(list(kinds.values()), return_annotation=Response)  # type: ignore[attr-defined]
    answer.__doc__ = f"{route.title}."
    content = {"html": "text/html", "csv": "text/csv"}.get(form, "application/json")
    questions.add_api_route(route.path + ending, answer, methods=["GET"],
                            summary=f"{route.title}{ending and f', {ending}'}",
                            operation_id=f"{route.page.replace('/', '_')}_{form}",
                            responses={200: {"description": "The answer", "content": {content: {}}}},
                            response_class=Response)


async def _answered(request: Request, route: Route, form: str, given: Mapping[str, Any]) -> Response:
    service = service_of(request)
    path = request.url.path
    asked: dict[str, Any] = {name: value for name, value in given.items() if value not in ("", None)}
    for name in (each for each, kind in route.takes.items() if kind is _Words):  # several boxes of one name are a list
        asked |= {name: ",".join(filter(None, told))} if len(told := request.query_params.getlist(name)) > 1 else {}
    settings = {name[4:]: value for name, value in request.query_params.items()
                if name.startswith("set.") and value.strip()}
    if settings:
        asked["settings"] = dict(list(settings.items())[:_MOST_SETTINGS])
    made = await service.pool.ask(route.page, {**asked, "form": form, "path": path, "query": request.url.query})
    if "error" in made:
        return failure(request, made)
    if form != "html":
        name = f"{route.page.replace('/', '-')}.csv" if form == "csv" else ""
        return json_answer(made["answer"], keep=True, kind=_KINDS[form], name=name)
    query = f"?{request.url.query}" if request.url.query else ""
    here = "/" + path.split("/")[1]
    return html_page(made["page"], made["title"], keep=True, here=here, description=made["description"],
                     json=f"{path}.json{query}", charts=made["charts"])


def _register() -> None:
    for route in (*ROUTES, _TRENDS[0]):
        for form in ("vl", "csv", "json", "html"):
            _added(route, form)


_register()

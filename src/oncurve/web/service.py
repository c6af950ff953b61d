"""What every route of the server uses: the pool, the saved audits, the frame of a page, and errors as answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from oncurve.store.audits import SavedAudits
from oncurve.web.limits import Rates, TooMany, client_of
from oncurve.web.pool import Pool
from oncurve.web.settings import Settings
from oncurve.web.shell import render
from oncurve.web.watch import Metrics

__all__ = ["FORM_RESPONSES", "RESPONSES", "Service", "count_audit", "failure", "html_page", "json_answer", "service_of",
           "wants_json"]

_HOUR = "3600"
#: lists whose things have a page each, to which an unknown name leads
_SHELVES = ("models", "chips", "organisations", "sources", "events", "rules", "figures", "disputes", "codes", "methods")
_ERROR = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}, "text/html": {}}}
#: answers that any question may get, for the description of the API
RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"description": "The question does not fit", **_ERROR},
    404: {"description": "There is no such thing, or no fact to answer by", **_ERROR},
    422: {"description": "What was sent cannot be read", **_ERROR},
    429: {"description": "Too many questions from one client", **_ERROR},
    503: {"description": "It took too long", **_ERROR},
}
#: further answers to what is sent by a form
FORM_RESPONSES: dict[int | str, dict[str, Any]] = {
    403: {"description": "The key is not the owner's, or the form came from another site", **_ERROR},
    408: {"description": "It did not arrive in time", **_ERROR},
    409: {"description": "Somebody else changed it", **_ERROR},
    413: {"description": "It is too large", **_ERROR},
}


@dataclass
class Service:
    """The parts of a running server.

    Args:
        settings: its limits.
        pool: the processes that compute.
        audits: the saved audits.
        rates: of audits by client.
        metrics: counts for the outside.
    """

    settings: Settings
    pool: Pool
    audits: SavedAudits
    rates: Rates
    metrics: Metrics = field(default_factory=Metrics)


def service_of(request: Request) -> Service:
    """The parts of the server that a request came to."""
    found = request.app.state.service
    assert isinstance(found, Service)
    return found


def count_audit(request: Request) -> None:
    """Count an audit for the client that asks for it.

    Raises:
        TooMany: it had as many as it gets in a minute.
    """
    service = service_of(request)
    wait = service.rates.wait(client_of(request.scope, service.settings.proxies))
    if wait:
        raise TooMany(wait)


def wants_json(request: Request) -> bool:
    """Whether the client asked for JSON: by the address, or by what it accepts before a page."""
    path, accept = request.url.path, request.headers.get("accept", "")
    if path.endswith(".json") or path.startswith("/api/"):
        return True
    return "json" in accept and "text/html" not in accept


def html_page(body: str, title: str, *, status: int = 200, keep: bool = False, **more: Any) -> HTMLResponse:
    """A page in its frame.

    Args:
        body: what stands in it.
        title: its title.
        status: of HTTP.
        keep: whether it may be kept and given to anybody.
        more: `description`, `json` (its twin's address), `charts`, `hidden` from search engines, `here`.
    """
    from markupsafe import Markup

    context: dict[str, Any] = {"description": title, "json": "", "charts": False, "hidden": False, "here": "", **more}
    text = render("shell.html.j2", body=Markup(body), title=title, **context)  # noqa: S704 - made by our templates
    headers = {"x-oncurve-keep": _HOUR, "cache-control": "public, max-age=60"} if keep else \
        {"cache-control": "private, no-cache"}
    return HTMLResponse(text, status, headers)


def json_answer(text: str, *, keep: bool = False, kind: str = "application/json", name: str = "") -> Response:
    """A text that is an answer already: JSON, CSV, Markdown.

    Args:
        text: the answer.
        keep: whether it may be kept and given to anybody.
        kind: its media type.
        name: of the file that it is saved as; "" shows it.
    """
    headers = {"x-oncurve-keep": _HOUR, "cache-control": "public, max-age=60"} if keep else \
        {"cache-control": "private, no-cache"}
    if name:
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(text.encode("utf-8", "replace"), 200, headers, kind)


def failure(request: Request, made: Mapping[str, Any], status: int = 0) -> Response:
    """An error of the contract as an answer: JSON to who asked for it, else a page.

    Args:
        request: what was asked.
        made: `{"error": …, "status": …}`.
        status: of HTTP, where `made` names none.
    """
    import json

    code, error = int(made.get("status") or status or 400), made["error"]
    if wants_json(request) or request.headers.get("hx-request") or "ndjson" in request.headers.get("accept", ""):
        return Response(json.dumps({"error": error}, ensure_ascii=False).encode("utf-8", "replace"), code,
                        {"cache-control": "no-store"}, "application/json")
    shelf = request.url.path.split("/")[1]
    body = render("error.html.j2", error=error, status=code, near=made.get("nearest", ()) if shelf in _SHELVES else (),
                  shelf=shelf if shelf in _SHELVES else "")
    return html_page(body, error["message"][:80], status=code, hidden=True)

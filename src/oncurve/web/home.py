"""The first page, the assets, health and metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool

from oncurve import __version__
from oncurve.web.service import RESPONSES, failure, html_page, service_of
from oncurve.web.shell import assets, render

__all__ = ["home"]

home = APIRouter()
_LEAD = "Paste an article: every claim in it about AI models and chips is set against sourced facts."


@home.get("/", summary="Paste, drop or choose an article", response_class=HTMLResponse)
async def start(request: Request) -> Response:
    """The first page."""
    settings = service_of(request).settings
    body = render("home.html.j2", settings=settings, error=None, text="", published="", keep=0, address="")
    return html_page(body, "oncurve", description=_LEAD, here="/", keep=True)


@home.get("/assets/{name}", summary="A style, script or picture that pages load", response_class=Response,
          responses={200: {"description": "The file", "content": {
              "text/css": {}, "text/javascript": {}, "image/svg+xml": {}}}, 404: RESPONSES[404]})
async def asset(request: Request, name: str) -> Response:
    """The hash of its content is in its name, so it may be kept for ever."""
    found = next((each for each in assets().values() if each.path == f"/assets/{name}"), None)
    if found is None:
        return failure(request, {"error": {"kind": "unknown_name", "message": "There is no such asset.",
                                           "hint": "Load the page again."}}, 404)
    return Response(found.data, 200, {"cache-control": "public, max-age=31536000, immutable",
                                      "x-oncurve-keep": "86400"}, found.kind)


@home.get("/health", summary="Whether the server can answer", responses={503: {"description": "The database is gone"}})
async def health(request: Request) -> Response:
    """200 where the database answers too, else 503."""
    ready = await run_in_threadpool(service_of(request).audits.ready)
    return JSONResponse({"status": "ok" if ready else "no database", "version": __version__}, 200 if ready else 503,
                        {"cache-control": "no-store"})


@home.get("/metrics", summary="Counts for a monitor, in the text form of Prometheus",
          response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Requests by route and status, and the seconds they took."""
    return PlainTextResponse(service_of(request).metrics.text(), headers={"cache-control": "no-store"})


@home.get("/robots.txt", include_in_schema=False)
async def robots() -> Response:
    """Audits are for those who have their link."""
    return PlainTextResponse("User-agent: *\nDisallow: /audit/\n")

"""The application: the routes, the layers around them, and what starts and stops with it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from oncurve import __version__
from oncurve.basis.errors import OncurveError
from oncurve.store.audits import SavedAudits
from oncurve.web.audits import audits
from oncurve.web.front import Front
from oncurve.web.home import home
from oncurve.web.limits import App, Bodies, Rates, Receive, Scope, Send, TooMany
from oncurve.web.pool import Pool, TooLong
from oncurve.web.service import Service, failure
from oncurve.web.settings import Settings
from oncurve.web.watch import LOG, Watch

__all__ = ["complete", "make_app", "make_server"]

_CLEANED_EVERY, _FIRST_PAGE = 3600, 0.2
_WORDS = {404: ("There is no such page.", "All pages are listed at /pages."),
          405: ("This address takes no such request.", "Look at /openapi.json for what it takes.")}
_ERROR_SCHEMA = {"type": "object", "required": ["error"], "properties": {"error": {
    "type": "object", "required": ["kind", "message", "hint"],
    "properties": {name: {"type": "string"} for name in ("kind", "message", "hint")}}}}


def make_server(settings: Settings | None = None) -> App:
    """The whole server: the application within its layers.

    Args:
        settings: its limits; None takes the usual ones.
    """
    settings = settings or Settings()
    app = make_app(settings)
    service: Service = app.state.service
    return Watch(Front(Bodies(_Late(app), settings), settings), service.metrics)


class _Late:
    """Lets the first page come before the routes of all questions are made, which takes as long again."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the start of the server."""
        early = scope["type"] != "http" or scope["path"] in ("/", "/health") or scope["path"].startswith("/assets/")
        if not early and not self.app.state.complete:
            async with self.lock:
                await asyncio.to_thread(complete, self.app)
        await self.app(scope, receive, send)


def complete(app: FastAPI) -> None:
    """Add the routes of all questions, if they are not there yet."""
    with app.state.completing:
        if not app.state.complete:
            from oncurve.web.api import api
            from oncurve.web.questions import questions

            app.include_router(api)
            app.include_router(questions)
            app.state.complete = True


def make_app(settings: Settings) -> FastAPI:
    """The application without its layers."""
    service = Service(settings, Pool(settings.workers, settings.seconds), SavedAudits(settings.database),
                      Rates(settings.audits))

    @contextlib.asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_prepared(_app, service)), asyncio.create_task(_cleaning(service))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await service.pool.close()
            service.audits.close()

    app = FastAPI(title="oncurve", version=__version__, docs_url=None, redoc_url=None, lifespan=running,
                  description="Checks what is claimed about AI models and chips against sourced facts. Every page has "
                              "a twin that ends in .json, the same as the command line prints.")
    app.state.service = service
    app.state.complete, app.state.completing = False, threading.Lock()
    for part in (home, audits):
        app.include_router(part)
    _errors(app)
    _described(app)
    return app


def _errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(str(each) for each in first["loc"][1:])
        return failure(request, {"error": {"kind": "bad_input", "message": f"{place or 'The request'}: {first['msg']}.",
                                           "hint": "Look at /openapi.json for what is taken."}}, 422)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        what, hint = _WORDS.get(error.status_code, (f"{error.detail}.", "Look at /openapi.json for what is taken."))
        answer = failure(request, {"error": {"kind": "bad_usage", "message": what, "hint": hint}}, error.status_code)
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(TooLong)
    async def too_long(request: Request, _error: TooLong) -> Response:
        answer = failure(request, {"error": {
            "kind": "too_long", "message": "This takes longer than the server may spend on one answer.",
            "hint": "Ask for less at once, or run `oncurve` on a machine of your own."}}, 503)
        answer.headers["retry-after"] = "10"
        return answer

    @app.exception_handler(TooMany)
    async def too_many(request: Request, error: TooMany) -> Response:
        answer = failure(request, {"error": {
            "kind": "refused", "message": "That is more audits than one client gets in a minute.",
            "hint": f"Try again in {error.wait} seconds."}}, 429)
        answer.headers["retry-after"] = str(error.wait)
        return answer

    @app.exception_handler(OncurveError)
    async def ours(request: Request, error: OncurveError) -> Response:
        return failure(request, error.to_dict(), 503)


def _described(app: FastAPI) -> None:
    """The description of the API, with the error of the contract in place of FastAPI's own."""
    original = app.openapi

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            found = original()
            schemas = found.setdefault("components", {}).setdefault("schemas", {})
            schemas["Error"] = _ERROR_SCHEMA
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            app.openapi_schema = json.loads(json.dumps(found).replace("#/components/schemas/HTTPValidationError",
                                                                      "#/components/schemas/Error"))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


async def _prepared(app: FastAPI, service: Service) -> None:
    """Start the processes and make the other routes while the first reader reads the first page."""
    try:
        await asyncio.sleep(_FIRST_PAGE)
        await asyncio.to_thread(complete, app)
        await service.pool.warm()
    except (TooLong, OSError) as error:
        LOG.warning(json.dumps({"warm": type(error).__name__}))


async def _cleaning(service: Service) -> None:
    """Wipe what is past its day, now and every hour; told to end, it waits for what it has begun."""
    while True:
        try:
            wiping = asyncio.ensure_future(asyncio.to_thread(service.audits.clean))
            try:
                gone = await asyncio.shield(wiping)
            except asyncio.CancelledError:
                await asyncio.wait([wiping])
                raise
            service.metrics.events["audit_expired"] += gone
        except Exception as error:
            LOG.warning(json.dumps({"clean": type(error).__name__}))
        await asyncio.sleep(_CLEANED_EVERY)

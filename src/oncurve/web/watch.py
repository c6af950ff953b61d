"""Metrics in the text form of Prometheus, and one line of JSON a request in the log, never with what was sent."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import MutableMapping
from traceback import extract_tb
from typing import Any

from oncurve.web.limits import App, Receive, Scope, Send, refusal

__all__ = ["LOG", "Metrics", "Watch"]

LOG = logging.getLogger("oncurve.web")
_BOUNDS = (0.005, 0.02, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_MOST_ROUTES = 200
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counts of requests by route and status, and of their seconds by route."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.buckets: Counter[tuple[str, float]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self.started = time.time()

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request."""
        if len(self.seconds) >= _MOST_ROUTES and route not in self.seconds:
            route = "other"
        self.requests[method if method in _METHODS else "other", route, status] += 1
        self.seconds[route] += seconds  # type: ignore[assignment]
        for bound in _BOUNDS:
            if seconds <= bound:
                self.buckets[route, bound] += 1

    def text(self) -> str:
        """All of it."""
        lines = ["# HELP oncurve_requests_total Requests by route and status.", "# TYPE oncurve_requests_total counter"]
        lines += [f'oncurve_requests_total{{method="{method}",route="{route}",status="{status}"}} {n}'
                  for (method, route, status), n in sorted(self.requests.items())]
        totals: Counter[str] = Counter()
        for (_, route, _), n in self.requests.items():
            totals[route] += n
        lines += ["# HELP oncurve_request_seconds Seconds that an answer took.",
                  "# TYPE oncurve_request_seconds histogram"]
        for route in sorted(totals):
            lines += [f'oncurve_request_seconds_bucket{{route="{route}",le="{bound}"}} {self.buckets[route, bound]}'
                      for bound in _BOUNDS]
            lines += [f'oncurve_request_seconds_bucket{{route="{route}",le="+Inf"}} {totals[route]}',
                      f'oncurve_request_seconds_sum{{route="{route}"}} {self.seconds[route]:.6f}',
                      f'oncurve_request_seconds_count{{route="{route}"}} {totals[route]}']
        lines += ["# HELP oncurve_events_total What happened to audits and answers.",
                  "# TYPE oncurve_events_total counter"]
        lines += [f'oncurve_events_total{{event="{name}"}} {n}' for name, n in sorted(self.events.items())]
        lines += ["# HELP oncurve_start_time_seconds When the server started.",
                  "# TYPE oncurve_start_time_seconds gauge", f"oncurve_start_time_seconds {self.started:.3f}"]
        return "\n".join(lines) + "\n"


class Watch:
    """Counts, logs, and sees to it that a fault of our own is answered in words."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status, ident = time.perf_counter(), 0, secrets.token_hex(6)

        async def watched(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", ident.encode())]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            places = [f"{each.filename.rpartition('/')[2]}:{each.lineno}" for each in extract_tb(error.__traceback__)]
            LOG.error(json.dumps({"request": ident, "fault": type(error).__name__, "at": places[-8:]}))
            if status:
                raise
            await refusal(watched, 500, "oncurve met a fault of its own.", f"Report it with the number {ident}.")
        finally:
            took = time.perf_counter() - began
            route = _route(scope)
            self.metrics.count(scope["method"], route, status, took)
            if LOG.isEnabledFor(logging.INFO):
                LOG.info(json.dumps({"request": ident, "method": scope["method"], "route": route, "status": status,
                                     "ms": round(took * 1000, 1)}))


def _route(scope: Scope) -> str:
    """The pattern that was asked, so that neither a link nor a text gets into a log."""
    route = scope.get("route")
    return str(scope.get("oncurve_route") or getattr(route, "path", "") or "other")

"""An audit as PDF or PNG, by a Chromium of this machine where there is one."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

from oncurve.web.picture import Picture, ended, picture_of
from oncurve.web.service import failure

__all__ = ["browser", "printed"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 40
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND")
_KINDS = {"pdf": "application/pdf", "png": "image/png"}
_one_at_a_time = asyncio.Semaphore(1)


def browser() -> str | None:
    """The browser that prints; None where there is none."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


async def printed(request: Request, page: str, form: str, number: int = 1) -> Response:
    """The page as a file, or an answer that says why not.

    A page that is taller than a picture may be comes in several: the name of each says which one it is and of how
    many, and a `link` leads to the next.

    Args:
        request: what asked for it.
        page: a page that needs nothing from anywhere.
        form: "pdf" or "png".
        number: which picture of the page, from 1.
    """
    program = browser()
    if program is None:
        return failure(request, {"error": {
            "kind": "no_browser", "message": f"No browser is on this server that could make a {form.upper()}.",
            "hint": "Install chromium beside it; or open the page for offline and print that."}}, 501)
    async with _one_at_a_time:
        with tempfile.TemporaryDirectory(prefix="oncurve-", ignore_cleanup_errors=True) as place:
            source = Path(place) / "audit.html"
            source.write_text(page, encoding="utf-8", errors="replace")
            command = [program, *_OPTIONS, f"--user-data-dir={Path(place) / 'profile'}"]
            try:
                async with asyncio.timeout(_SECONDS):
                    if form == "png":
                        found = await picture_of(command, source.as_uri(), number)
                        return _pictured(request, found, number)
                    return _file(await _pdf(command, source), "audit.pdf", _KINDS[form])
            except (TimeoutError, OSError):
                return failure(request, {"error": {
                    "kind": "no_browser", "message": "The browser of this server failed.",
                    "hint": "Open the page for offline and print that."}}, 503)


def _pictured(request: Request, found: Picture | None, number: int) -> Response:
    if found is None:
        return failure(request, {"error": {"kind": "unknown_name", "message": f"The audit has no picture {number}.",
                                           "hint": "Pictures count from 1."}}, 404)
    if found.of == 1:
        return _file(found.data, "audit.png", _KINDS["png"])
    answer = _file(found.data, f"audit-{found.number}-of-{found.of}.png", _KINDS["png"])
    if found.number < found.of:
        answer.headers["link"] = f'<{request.url.path}?page={found.number + 1}>; rel="next"'
    return answer


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, 200, {"content-disposition": f'attachment; filename="{name}"',
                                "cache-control": "private, no-cache"}, kind)


async def _pdf(command: list[str], source: Path) -> bytes:
    target = source.with_suffix(".pdf")
    process = await asyncio.create_subprocess_exec(
        *command, f"--print-to-pdf={target}", "--no-pdf-header-footer", source.as_uri(),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL, start_new_session=True)
    try:
        await process.wait()
    finally:
        await ended(process)
    return target.read_bytes()

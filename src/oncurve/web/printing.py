"""An audit as PDF or PNG, by a Chromium of this machine where there is one."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

from oncurve.web.service import failure

__all__ = ["browser", "printed"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SECONDS = 40
_KINDS = {"pdf": "application/pdf", "png": "image/png"}
_one_at_a_time = asyncio.Semaphore(1)


def browser() -> str | None:
    """The browser that prints; None where there is none."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


async def printed(request: Request, page: str, form: str) -> Response:
    """The page as a file, or an answer that says why not.

    Args:
        request: what asked for it.
        page: a page that needs nothing from anywhere.
        form: "pdf" or "png".
    """
    program = browser()
    if program is None:
        return failure(request, {"error": {
            "kind": "no_browser", "message": f"No browser is on this server that could make a {form.upper()}.",
            "hint": "Install chromium beside it; or open the page for offline and print that."}}, 501)
    async with _one_at_a_time:
        with tempfile.TemporaryDirectory(prefix="oncurve-") as place:
            data = await _run(program, Path(place), page, form)
    if data is None:
        return failure(request, {"error": {"kind": "no_browser", "message": "The browser of this server failed.",
                                           "hint": "Open the page for offline and print that."}}, 503)
    return Response(data, 200, {"content-disposition": f'attachment; filename="audit.{form}"',
                                "cache-control": "private, no-cache"}, _KINDS[form])


async def _run(program: str, folder: Path, page: str, form: str) -> bytes | None:
    source, target = folder / "audit.html", folder / f"audit.{form}"
    source.write_text(page, encoding="utf-8", errors="replace")
    how = [f"--print-to-pdf={target}", "--no-pdf-header-footer"] if form == "pdf" else \
        [f"--screenshot={target}", "--window-size=1280,3200", "--hide-scrollbars"]
    process = await asyncio.create_subprocess_exec(
        program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND", *how, source.as_uri(),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
    try:
        await asyncio.wait_for(process.wait(), _SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
    return target.read_bytes() if target.exists() else None

"""Draws the picture of the report that the README shows, from the sample article.

    python scripts/picture.py docs/report.png
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import oncurve as oc

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1200, 1240
AS_OF = "2026-08-01"

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as machine:
        page = Path(folder) / "audit.html"
        oc.report.html(oc.World(as_of=AS_OF).check(ROOT / "docs" / "sample" / "article.txt"), page)
        browser = machine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.as_uri())
        tab.screenshot(path=sys.argv[1])
        browser.close()

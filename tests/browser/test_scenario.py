"""The sliders of a scenario in a real Chromium, and its form where scripts are off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("fastapi", reason="the pages' libraries are not installed")

PAGE = "/scenario?compare=open-sales&draws=512"
LAG = "observed_lag"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory,
         listening: Callable[..., AbstractContextManager[int]]) -> Iterator[str]:
    """The address of a server."""
    own = {"ONCURVE_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('site') / 'a.db'}", "ONCURVE_RATE": "0"}
    with listening("serve", "--workers", "1", environment=own) as port:
        yield f"http://127.0.0.1:{port}"


def test_moving_a_slider_moves_the_fans(browser, site: str) -> None:
    """The number beside a slider follows it, and it the number; the answer follows both, and so does the address."""
    if not (Path(__file__).parents[2] / "src/oncurve/web/assets/vendor/htmx.js").exists():
        pytest.skip("htmx was not fetched (scripts/assets.py)")
    made = browser.new_context(base_url=site).new_page()
    told: list[str] = []
    made.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    made.goto(PAGE)
    lag, before = made.locator("#answer tbody tr").first, made.locator("#answer tbody tr").first.inner_text()
    number, slide = made.locator(f"[id='q-set.{LAG}']"), made.locator(f"[data-for='q-set.{LAG}']")
    with made.expect_response(lambda answer: f"set.{LAG}=" in answer.url):
        slide.fill("900")
    assert 7 < float(number.input_value()) <= 15.5
    playwright.expect(lag).not_to_have_text(before, timeout=20_000)
    number.fill("4")
    with made.expect_response(lambda answer: f"set.{LAG}=4" in answer.url):
        number.press("Tab")
    playwright.expect(made).to_have_url(re.compile(rf"set\.{LAG}=4"), timeout=20_000)
    assert int(slide.input_value()) < 500
    assert "=&" not in made.url
    assert made.locator("#answer figure.chart").count() >= 3
    assert told == []


def test_a_scenario_is_a_form_without_scripts(browser, site: str) -> None:
    """With scripts off a number is sent by the button, and boxes set several scenarios side by side."""
    made = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    made.goto(PAGE)
    assert not made.locator(f"[data-for='q-set.{LAG}']").is_visible()
    made.fill(f"[id='q-set.{LAG}']", "4")
    made.check("input[value=well-enforced]")
    made.get_by_role("button", name="Work it out").click()
    assert "Open sales" in made.locator("h1").inner_text()
    assert "Well enforced" in made.locator("h1").inner_text()
    assert made.locator("#answer thead th").all_inner_texts()[1:4] == ["Status quo", "Open sales", "Well enforced"]
    assert made.locator(f"[id='q-set.{LAG}']").input_value() == "4"
    made.get_by_role("link", name="Put everything back").click()
    assert made.locator(f"[id='q-set.{LAG}']").input_value() == ""

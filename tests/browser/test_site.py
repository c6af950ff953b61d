"""The pages of the server in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("fastapi", reason="the pages' libraries are not installed")

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
#: an article of our own, in the manner of those that are checked
ARTICLE = """What a model costs, and what it does not say

30 January 2025

DeepSeek-V3 has 671 billion parameters. Training it took 2.788 million H800 GPU hours, which DeepSeek puts at $5.58
million.

In an essay, Dario Amodei put the cost of training Claude 3.5 Sonnet at a few tens of millions of dollars. The V3 report
says that it was trained on 14.8 trillion tokens.
"""
KINDS = ["/", "/pages", "/figures", "/figures/deepseek-v3-cost", "/models", "/models/deepseek-v3", "/chips/h20",
         "/organisations/openai", "/sources/deepseek-v3-report", "/events/amodei-deepseek-essay", "/codes",
         "/codes/OC301", "/curve?model=deepseek-v3", "/lag", "/capability", "/ontrend", "/simulate", "/layouts",
         "/cost/deepseek-v3", "/compute/deepseek-v3", "/spend/openai", "/export", "/export/h20/history", "/design",
         "/rules", "/rules/US-ACS-2023-11", "/trend/training-compute", "/coverage", "/disputes", "/disputes/gpt-4-cost",
         "/scenarios", "/scenario?compare=open-sales", "/able", "/stocks/CN", "/changes", "/backtest", "/forecasts",
         "/docs", "/docs/serving", "/methods", "/methods/simulator", "/accuracy", "/glossary",
         "/nowhere", "/models/deepseek-v33"]
#: one of each layout; the others are looked at with the slow tests
FIRST = {"/", "/figures/deepseek-v3-cost", "/chips/h20", "/design", "/cost/deepseek-v3", "/methods/simulator",
         "/nowhere"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory,
         listening: Callable[..., AbstractContextManager[int]]) -> Iterator[str]:
    """The address of a server."""
    folder = tmp_path_factory.mktemp("site")
    own = {"ONCURVE_DATABASE_URL": f"sqlite:///{folder / 'a.db'}", "ONCURVE_RATE": "0", "ONCURVE_AUDITS": "0"}
    with listening("serve", "--workers", "1", environment=own) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def tab(browser, site: str) -> Iterator[object]:
    """A page of a new reader on a wide screen; nothing on it may complain."""
    made, told = reader(browser, site)
    yield made
    assert told == []


def reader(browser, site: str, **context: object) -> tuple[object, list[str]]:
    """A page of a new reader, and what it complained of or asked of others."""
    context.setdefault("viewport", DESKTOP)
    made = browser.new_context(base_url=site, **context).new_page()
    told: list[str] = []
    made.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: told.append(str(error)))
    made.on("dialog", lambda dialog: told.append(dialog.message) or dialog.dismiss())
    made.on("request", lambda request: told.append(request.url) if not request.url.startswith(site) else None)
    return made, told


def checked(made: object, text: str = ARTICLE) -> str:
    """Paste an article and have it checked; the link of the audit."""
    made.goto("/")
    made.fill("#text", text)
    made.click("button.go")
    made.wait_for_url(re.compile(r"/audit/[\w-]{20,}$"), timeout=60_000)
    return made.url


def hinged(made: object) -> int:
    """The number of a claim with a slider, opened."""
    number = made.locator(".sheet:has(.mover)").first.get_attribute("data-claim")
    made.click(f"#text-{number}")
    return int(number)


def moved_to(made: object, number: int, value: float) -> str:
    """The verdict with what decides a claim set to a value."""
    made.fill(f"#value-{number}", f"{value:.8g}")
    return shown_after(made, number, lambda: made.locator(f"#value-{number}").press("Enter"))


def shown_after(made: object, number: int, act: Callable[[], None]) -> str:
    """The verdict that an act on what decides a claim brings to the page."""
    with made.expect_response(lambda told: told.url.partition("?")[0].endswith(f"/claims/{number}/moved")) as told:
        act()
    verdict = re.search(r'data-verdict="([a-z_]+)"', told.value.text())[1]
    playwright.expect(made.locator(f"#moved-{number} .moved")).to_have_attribute("data-verdict", verdict)
    return verdict


def test_from_a_pasted_article_to_a_deleted_audit(browser, site: str, tab) -> None:
    """Paste, see every claim, open one, move what decides it, correct another, share, reopen, delete."""
    link = checked(tab)
    marks = tab.locator("a.claim")
    assert marks.count() >= 5
    assert tab.locator("section.card").count() == marks.count()
    playwright.expect(tab.locator("section.card:visible")).to_have_count(1)
    number = hinged(tab)
    playwright.expect(tab.locator("section.card:visible")).to_have_id(f"claim-{number}")
    flips = float(tab.locator(f"#value-{number}").input_value())
    middle = float(tab.evaluate("""async (number) => {
        const audit = await (await fetch(location.pathname + '.json')).json();
        return audit.claims[number - 1].hinge.value }""", number))
    step = 1.01 if flips > middle else 1 / 1.01
    assert moved_to(tab, number, flips * step) != moved_to(tab, number, flips / step)

    tab.click("#text-2")
    tab.locator("#claim-2 ~ .tools summary").click()
    tab.fill("#fix-value-2", "1e6")
    tab.locator("#claim-2 ~ .tools .correct button").first.click()
    tab.wait_for_url(re.compile(r"said=corrected"))
    assert "Corrected" in tab.locator(".done").inner_text()
    assert tab.url.startswith(link)

    other, told = reader(browser, site)
    other.goto(tab.locator("#link").input_value())
    playwright.expect(other.locator("a.claim")).to_have_count(marks.count())
    assert "1 million" in other.locator("#claim-2 .versus").inner_text() or \
        "1 million" in other.locator("#claim-2").text_content()
    assert told == []

    tab.locator(".own summary").click()
    tab.get_by_role("button", name="Delete it for good").click()
    assert "gone" in tab.locator("h1").inner_text()
    assert other.request.get(link).status == 404


def test_the_weightiest_claim_is_open_at_first(tab) -> None:
    """Who opens an audit sees the claim that its first lines tell of, and turns from claim to claim."""
    checked(tab)
    told = tab.locator(".digest blockquote p").nth(1).inner_text()
    opened = tab.locator("section.card:visible")
    number = int(opened.get_attribute("id").removeprefix("claim-"))
    assert told.startswith(f"“{tab.locator(f'#text-{number} mark').inner_text()}”")
    tab.locator(".sheet:visible").get_by_role("link", name="Next").click()
    playwright.expect(opened).to_have_id(f"claim-{number + 1}")
    playwright.expect(tab.locator("a.claim[aria-current]")).to_have_id(f"text-{number + 1}")


def test_the_slider_answers_as_it_is_moved(tab) -> None:
    """The slider shows the verdict at its value without loading a page."""
    checked(tab)
    number, address = hinged(tab), tab.url
    slide = tab.locator(f"#slide-{number}")
    verdicts = {shown_after(tab, number, lambda place=place: slide.fill(place)) for place in ("0", "500")}
    assert len(verdicts) == 2
    assert tab.url == address


def test_the_keyboard_alone_is_enough(tab) -> None:
    """An article is pasted, checked and a claim opened without a mouse; what has the focus is seen."""
    tab.goto("/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "text"
    tab.keyboard.insert_text(ARTICLE)
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.classList.contains('go')"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/audit/[\w-]{20,}$"), timeout=60_000)
    tab.locator("#text-3").focus()
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    tab.keyboard.press("Enter")
    playwright.expect(tab.locator("section.card:visible")).to_have_id("claim-3")


def test_without_javascript(browser, site: str) -> None:
    """With scripts off an article is checked, each claim opens, what decides it moves, and a reading is corrected."""
    made, told = reader(browser, site, java_script_enabled=False)
    made.goto("/")
    made.fill("#text", ARTICLE)
    made.click("button.go")
    made.wait_for_url(re.compile(r"/audit/[\w-]{20,}$"), timeout=60_000)
    number = hinged(made)
    playwright.expect(made.locator("section.card:visible")).to_have_id(f"claim-{number}")
    made.locator(f"#claim-{number} .exact button").click()
    assert made.locator(".moved").get_attribute("data-verdict")
    made.get_by_role("link", name="Back to the audit").click()
    playwright.expect(made.locator("section.card:visible")).to_have_id(f"claim-{number}")
    made.goto("/curve")
    assert made.locator("figure.chart svg").first.is_visible()
    assert told == []


def test_a_claim_opens_over_the_text_on_a_phone(browser, site: str) -> None:
    """At 390 pixels nothing scrolls sideways, a claim opens as a sheet, and a link leads back to its place."""
    made, told = reader(browser, site, viewport=PHONE, has_touch=True)
    checked(made)
    assert made.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    made.locator("#text-2").scroll_into_view_if_needed()
    made.locator("#text-2").tap()
    box = made.locator("#claim-2").bounding_box()
    assert box["y"] < PHONE["height"]
    assert box["width"] <= PHONE["width"]
    made.locator(".sheet:visible .shut").tap()
    playwright.expect(made.locator("#text-2")).to_be_in_viewport()
    playwright.expect(made.locator(".panel")).not_to_have_css("position", "fixed")
    assert told == []


@pytest.mark.parametrize("address", [each if each in FIRST else pytest.param(each, marks=pytest.mark.slow)
                                     for each in KINDS])
def test_axe_finds_no_barrier_on_a_page(browser, site: str, address: str) -> None:
    """On every kind of page axe finds nothing, light and dark, wide and on a phone; nothing scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    for viewport, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        made, told = reader(browser, site, viewport=viewport, color_scheme=scheme, bypass_csp=True)
        made.goto(address)
        if made.locator("[data-spec]").count():
            made.wait_for_selector("[data-spec] canvas, [data-spec] svg")
        found = axe.Axe().run(made)
        assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found.response["violations"]] == []
        assert made.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert [each for each in told if "404" not in each] == []
        made.context.close()


@pytest.mark.parametrize(("viewport", "scheme"), [
    pytest.param(DESKTOP, "light", marks=pytest.mark.slow), (DESKTOP, "dark"), (PHONE, "light")])
def test_axe_finds_no_barrier_in_an_audit(browser, site: str, viewport: dict, scheme: str) -> None:
    """With everything opened that can be, axe finds nothing in an audit."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    made, _ = reader(browser, site, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    checked(made)
    hinged(made)
    made.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = axe.Axe().run(made)
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found.response["violations"]] == []


def test_charts_are_drawn_by_vega_under_the_policy(browser, site: str) -> None:
    """Where its files are there, Vega draws in place of the server, and the policy is never even tried."""
    if not (Path(__file__).parents[2] / "src/oncurve/web/assets/vendor/vega.js").exists():
        pytest.skip("Vega's files were not fetched (scripts/assets.py)")
    made, told = reader(browser, site)
    made.goto("/curve")
    playwright.expect(made.locator("figure.chart canvas")).to_have_count(2, timeout=20_000)
    assert told == []


def test_dark_pages_are_dark(browser, site: str) -> None:
    """A reader who asked for dark pages gets light letters on a dark ground."""
    made, _ = reader(browser, site, color_scheme="dark")
    made.goto("/")
    ground = made.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 60


def test_errors_are_told_where_the_reader_is(browser, site: str) -> None:
    """An empty article is told beside the button, and the button can be pressed again."""
    made, _ = reader(browser, site)
    made.goto("/")
    made.click("button.go")
    playwright.expect(made.locator("#progress")).to_contain_text("no text")
    playwright.expect(made.locator("button.go")).to_be_enabled()


def test_nothing_moves_while_a_page_loads(browser, site: str) -> None:
    """The layout does not shift, with charts and without."""
    for address in ("/", "/curve"):
        made, _ = reader(browser, site)
        made.add_init_script("""window.shift = 0; new PerformanceObserver(list => {
            for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value
        }).observe({type: 'layout-shift', buffered: true})""")
        made.goto(address)
        made.wait_for_timeout(900)
        assert made.evaluate("window.shift") < 0.02, address
        made.context.close()


def test_a_hostile_article_runs_nothing(browser, site: str) -> None:
    """Scripts, pictures and addresses in an article are shown as text; nothing runs and nothing is fetched."""
    made, told = reader(browser, site)
    checked(made, "<script>document.title='ran'</script><img src=x onerror=alert(1)> <svg onload=alert(2)> "
                  "[x](javascript:alert(3)) ${7*7} {{7*7}} DeepSeek-V3 has 671 billion parameters.<!--owner-->")
    assert "ran" not in made.title()
    assert "alert(1)" in made.locator(".article").inner_text()
    assert made.locator(".article img, .article script").count() == 0
    assert "49" not in made.locator(".article").inner_text()
    assert told == []

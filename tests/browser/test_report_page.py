"""The page of an audit in a real Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.report.answer import answer_html
from oncurve.report.audit_html import html
from oncurve.report.cost_page import cost_page

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[2]
MUSEUM = sorted(path for path in (ROOT / "tests" / "broken" / "articles").iterdir() if path.stem != "README")
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
@pytest.fixture(scope="module")
def world() -> World:
    """Everything known by a fixed day."""
    return World(as_of="2026-08-01")


@pytest.fixture(scope="module")
def sample(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample article."""
    return written(world, ROOT / "docs" / "sample" / "article.txt", tmp_path_factory.mktemp("sample"))


def written(world: World, article: Path, folder: Path) -> Path:
    """The page of an article, as a file."""
    path = folder / f"{article.stem}.html"
    path.write_text(html(world.check(article)), encoding="utf-8")
    return path


def opened(browser: object, path: Path, **context: object) -> tuple[object, list[str]]:
    """A page opened from disk, and what it asked for or complained of."""
    context.setdefault("viewport", DESKTOP)
    tab = browser.new_context(**context).new_page()
    told: list[str] = []
    tab.on("request", lambda request: told.append(request.url) if request.url != path.as_uri() else None)
    tab.on("console", lambda message: told.append(message.text))
    tab.on("dialog", lambda dialog: told.append(dialog.message) or dialog.dismiss())
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.goto(path.as_uri())
    return tab, told


@pytest.mark.parametrize("article", MUSEUM, ids=lambda path: path.stem)
def test_a_hostile_article_runs_and_fetches_nothing(browser, world: World, tmp_path: Path, article: Path) -> None:
    """No request leaves, no script runs, no address changes, and the policy is never even tried."""
    path = written(world, article, tmp_path)
    tab, told = opened(browser, path)
    tab.wait_for_timeout(100)
    assert told == []
    assert tab.url == path.as_uri()
    assert tab.evaluate("document.documentElement.dataset.ran") is None
    assert tab.title().endswith(": its claims, checked")
    assert tab.locator("main").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


def test_the_page_needs_no_script(browser, sample: Path) -> None:
    """With scripts switched off, every claim's card is there and nothing is asked for."""
    tab, told = opened(browser, sample, java_script_enabled=False)
    assert told == []
    assert tab.locator("section.card").count() == tab.locator("a.claim").count() > 10
    assert tab.locator("section.card").first.is_visible()


@pytest.mark.parametrize("article", [ROOT / "docs" / "sample" / "article.txt", *MUSEUM], ids=lambda path: path.stem)
def test_a_phone_never_scrolls_sideways(browser, world: World, tmp_path: Path, article: Path) -> None:
    """At 390 pixels the page is as wide as the screen, with every detail opened."""
    tab, _ = opened(browser, written(world, article, tmp_path), viewport=PHONE)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = tab.evaluate("""[...document.querySelectorAll('main *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width > 2 && box.right > innerWidth + 1 && !each.closest('svg') }).length""")
    assert wide == 0


def test_claims_stand_beside_the_text_and_below_it_on_a_phone(browser, sample: Path) -> None:
    """On a wide screen the card is to the right of its paragraph, on a phone under it."""
    for viewport, beside in ((DESKTOP, True), (PHONE, False)):
        tab, _ = opened(browser, sample, viewport=viewport)
        row = tab.locator(".row.with-claims").first
        text, card = row.locator(".text").bounding_box(), row.locator(".card").first.bounding_box()
        assert (card["x"] >= text["x"] + text["width"]) == beside
        assert (card["y"] >= text["y"] + text["height"]) == (not beside)


def test_dark_mode_turns_the_page_dark(browser, sample: Path) -> None:
    """A reader who asked for dark pages gets light letters on a dark ground, in the strips too."""
    light, dark = ({
        "ground": tab.evaluate("getComputedStyle(document.body).backgroundColor"),
        "bar": tab.evaluate("getComputedStyle(document.querySelector('svg.strip g[stroke] path')).stroke"),
    } for tab in (opened(browser, sample, color_scheme=scheme)[0] for scheme in ("light", "dark")))
    assert lightness(light["ground"]) > 0.9 > 0.3 > lightness(dark["ground"])
    assert lightness(light["bar"]) < 0.3 < 0.7 < lightness(dark["bar"])


def lightness(colour: str) -> float:
    """The mean of a colour's channels, from 0 to 1."""
    channels = [float(each) for each in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    return sum(channels) / 3 / 255


def test_the_keyboard_reaches_every_claim(browser, sample: Path) -> None:
    """Tab visits each claim in the text in order, Enter opens its card, and the card leads back."""
    tab, _ = opened(browser, sample)
    claims = tab.locator("a.claim").count()
    seen: list[str] = []
    for _ in range(400):
        tab.keyboard.press("Tab")
        name = tab.evaluate("document.activeElement.className === 'claim' || document.activeElement.classList.contains("
                            "'claim') ? document.activeElement.id : ''")
        if name:
            seen.append(name)
            assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        if len(seen) == claims:
            break
    assert seen == [f"text-{number}" for number in range(1, claims + 1)]
    tab.keyboard.press("Enter")
    assert tab.url.endswith(f"#claim-{claims}")
    assert tab.locator(f"#claim-{claims}").is_visible()
    tab.locator(f"#claim-{claims} a.number").press("Enter")
    assert tab.url.endswith(f"#text-{claims}")


@pytest.fixture(scope="module")
def cost(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of what a model cost."""
    path = tmp_path_factory.mktemp("cost") / "cost.html"
    path.write_text(answer_html(cost_page(world.cost("deepseek-v3"), world)), encoding="utf-8")
    return path


def test_the_page_of_a_cost_fits_a_phone_and_asks_for_nothing(browser, cost: Path) -> None:
    """What a model cost is one page as wide as the screen, without a request."""
    tab, told = opened(browser, cost, viewport=PHONE)
    assert told == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("page", ["sample", "cost"])
def test_axe_finds_no_barrier(browser, request, page: str, scheme: str, viewport: dict[str, int]) -> None:
    """The accessibility checker axe finds nothing to mend, with every detail opened."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab, _ = opened(browser, request.getfixturevalue(page), viewport=viewport, color_scheme=scheme, bypass_csp=True)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = axe.Axe().run(tab)
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found.response["violations"]] == []


def test_print_opens_what_is_folded(browser, sample: Path, tmp_path: Path) -> None:
    """A print holds what the screen folds away: the sources that each verdict rests on."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    tab, _ = opened(browser, sample)
    target = tmp_path / "audit.pdf"
    tab.pdf(path=str(target), format="A4")
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(target).pages).split())
    assert "Kind and source" in words
    assert "What it rests on" in words

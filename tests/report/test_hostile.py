"""Whatever an article holds, reports show it as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncurve.api import World
from oncurve.report.audit_html import html
from oncurve.report.audit_markdown import markdown, markdown_text
from oncurve.report.page import safe_address, shown
from oncurve.report.visible import HIDDEN, visible

MUSEUM = sorted(path for path in (Path(__file__).parents[1] / "broken" / "articles").iterdir() if path.stem != "README")
#: elements and attributes that can run, load, send or cover something
FORBIDDEN_TAGS = {"script", "img", "iframe", "object", "embed", "form", "input", "base", "link", "video", "audio",
                  "image", "foreignobject", "animate", "set"}
FORBIDDEN_ATTRIBUTES = re.compile(r"^(on\w+|style|src|srcset|xlink:href|action|formaction|background|poster|ping)$")


class Elements(HTMLParser):
    """Collects every element with its attributes, as a browser's tokenizer sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep its words."""
        self.words.append(data)


@pytest.fixture(scope="module", params=MUSEUM, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest, world: World) -> tuple[str, str]:
    """The text of a hostile article, and its page."""
    audit = world.check(request.param)
    return audit.article.text, html(audit)


def test_nothing_of_the_article_becomes_an_element(page: tuple[str, str]) -> None:
    """No element or attribute that runs, loads, sends or covers stands in the page."""
    for tag, attributes in Elements(page[1]).found:
        assert tag not in FORBIDDEN_TAGS
        assert not [name for name in attributes if FORBIDDEN_ATTRIBUTES.match(name)], (tag, attributes)
        if tag == "meta":
            assert (attributes.get("http-equiv") or "content-security-policy").lower() == "content-security-policy"


def test_links_lead_within_the_page_or_to_the_web(page: tuple[str, str]) -> None:
    """A link's target is a place of this page, or an http(s) address of a source."""
    ids = {attributes["id"] for _, attributes in Elements(page[1]).found if "id" in attributes}
    for tag, attributes in Elements(page[1]).found:
        target = attributes.get("href")
        if target is None:
            continue
        assert (target.startswith("#") and target[1:] in ids) or re.match(r"https?://[\w.-]+", target), (tag, target)
        assert "example.invalid" not in target


def test_no_hidden_character_reaches_the_page(page: tuple[str, str]) -> None:
    """Marks of direction, characters without width and controls are written out."""
    assert HIDDEN.findall(page[1].replace("\u2060", "")) == []


def test_the_words_of_the_article_are_all_there(page: tuple[str, str]) -> None:
    """What a reader sees holds each word of the last paragraph, tags and all."""
    seen = re.sub(r"\s+", "", "".join(Elements(page[1]).words))
    last = [line for line in page[0].splitlines() if line.strip()][-1]
    for word in re.findall(r"[A-Za-z<>/]{6,60}", last):
        assert word in seen


def test_each_id_stands_once(page: tuple[str, str]) -> None:
    """No name of a place is given twice."""
    ids = [attributes["id"] for _, attributes in Elements(page[1]).found if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("text", "seen"), [
    ("a\u202eb", "a[U+202E]b"), ("a\u200bb", "a[U+200B]b"), ("a\x1b[2J", "a[U+001B][2J"), ("a\ufeff", "a[U+FEFF]"),
    ("👩\u200d🔬", "👩\u200d🔬"), ("línea\tñ\n", "línea\tñ\n"), ("\U000e0041", "[U+E0041]"),
])
def test_hidden_characters_are_written_out_and_others_kept(text: str, seen: str) -> None:
    """Tricks are shown by their code point; accents, tabs and joined emoji stay as they are."""
    assert visible(text) == seen


def test_markup_is_escaped_once() -> None:
    """A text with markup is shown with the very same letters."""
    assert str(shown("<b>&amp;\"'")) == "&lt;b&gt;&amp;amp;&#34;&#39;"


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JavaScript:alert(1)", " data:text/html,x", "vbscript:x", "file:///etc/passwd", "//x.org/a",
    "https://", "http:/x", "https://a b.org", 'https://a.org/"onclick=', "https://a.org/<b>", "java\nscript:x",
    "https://[::1", "https://a.org/\u202egnp.exe",
])
def test_only_plain_addresses_of_the_web_become_links(address: str) -> None:
    """Anything but a plain http(s) address is no link."""
    assert safe_address(address) == ""


def test_markdown_makes_no_link_image_or_html_of_an_article(world: World) -> None:
    """Read by a CommonMark parser, the Markdown of hostile articles has links to sources alone, and no HTML."""
    from markdown_it import MarkdownIt

    known = {source.url for source in world.catalogue.sources.values()}
    for path in MUSEUM:
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown(world.check(path)))
        inner = [child for token in tokens for child in (token, *(token.children or []))]
        assert not {each.type for each in inner} & {"html_block", "html_inline", "image", "fence", "code_block"}
        links = [str(each.attrGet("href")) for each in inner if each.type == "link_open"]
        assert set(links) <= {each.replace("(", "%28").replace(")", "%29") for each in known}


@pytest.mark.parametrize("text", ["# a", "- b", "1. c", "> d", "a | b", "*x* _y_ `z`", "[a](b) ![c](d)", "<b>e</b>",
                                  "a\n\n# b", "~~x~~", "---", "&lt;", "\\", "https://x.org", "a@b.org", "==="])
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    """Whatever stands in a text, Markdown renders its letters and nothing else."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("x " + markdown_text(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    alone = MarkdownIt("commonmark").parse(markdown_text(text))
    assert [token.type for token in alone] == ["paragraph_open", "inline", "paragraph_close"]
    words = "".join(child.content for child in alone[1].children or [])  # escapes are read as their letters
    assert words.replace("\u2060", "") == " ".join(text.split())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_around_a_claim_is_shown_and_does_nothing(world: World, before: str, after: str) -> None:
    """Whatever letters stand before and after a claim, the page keeps its elements and its one place a claim."""
    audit = world.check_text(f"{before} DeepSeek-V3 has 671 billion parameters. {after}", published="2025-01-30")
    page = html(audit)
    found = Elements(page).found
    assert not {tag for tag, _ in found} & FORBIDDEN_TAGS
    assert HIDDEN.findall(page) == []
    assert sum("claim" in (attributes.get("class") or "").split() for _, attributes in found) == len(audit.claims)
    assert "".join(f"{tag}" for tag, _ in found).startswith("htmlheadmetameta")

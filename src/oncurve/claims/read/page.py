"""The article of a web page: its paragraphs, title and day, without navigation, captions and teasers."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

from oncurve.claims.read.heading import date_of_text, date_of_words
from oncurve.claims.read.tokens import words

__all__ = ["text_of_page"]

_SKIPPED = words(
    "script style nav header footer aside form figure figcaption noscript svg button select iframe template "
    "menu dialog video audio picture canvas textarea head"
)
_VOID = words("br hr img input meta link source wbr area base col embed track param")
_BLOCKS = words("p div li ul ol h1 h2 h3 h4 h5 h6 tr td th table section article blockquote br main dd dt pre")
_ASIDE = re.compile(
    r"\b(?:nav|menu|sidebar|related|recommend|newsletter|promo|advert|cookie|comments?|share|social|caption|"
    r"breadcrumb|footer|subscribe|teaser|most-read|trending)\b",
    re.IGNORECASE,
)
_DAY_NAMES = words(
    "article:published_time date pubdate publish-date dc.date dc.date.issued og:published_time "
    "datepublished parsely-pub-date sailthru.date"
)
_LD_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DEEPEST = 2000


class _Page(HTMLParser):
    """Collects blocks of text outside the parts that are no article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, list[str]]] = []
        self.title = ""
        self.heading = ""
        self.day: dt.date | None = None
        self._stack: list[tuple[str, bool]] = []
        self._skipping = 0
        self._tag = "p"
        self._in_title = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        given = {key: value or "" for key, value in attrs}
        if tag == "meta":
            self._meta(given)
            return
        if tag == "title":
            self._in_title = True
            return
        if tag == "time" and self.day is None and not self._skipping:
            self.day = date_of_words(given.get("datetime", ""))
        if tag in _BLOCKS:
            self._open(tag)
        if tag in _VOID:
            return
        skip = tag in _SKIPPED or bool(
            tag in ("div", "section", "ul", "p", "span")
            and _ASIDE.search(given.get("class", "") + " " + given.get("id", "") + " " + given.get("role", ""))
        )
        if len(self._stack) < _DEEPEST:
            self._stack.append((tag, skip))
            self._skipping += skip

    def handle_endtag(self, tag: str) -> None:
        """Closes an element, and those left open inside it."""
        if tag == "title":
            self._in_title = False
        if tag in _BLOCKS:
            self._open("p")
        for back in range(1, min(len(self._stack), 60) + 1):
            if self._stack[-back][0] == tag:
                for _, skip in self._stack[-back:]:
                    self._skipping -= skip
                del self._stack[-back:]
                return

    def handle_data(self, data: str) -> None:
        """Takes text in."""
        if self._in_title:
            self.title += data
        elif not self._skipping and data.strip():
            if not self.blocks:
                self._open("p")
            self.blocks[-1][1].append(data)

    def _open(self, tag: str) -> None:
        if not self.blocks or self.blocks[-1][1]:
            self.blocks.append((tag, []))
        elif tag != "p":
            self.blocks[-1] = (tag, self.blocks[-1][1])

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name in _DAY_NAMES and self.day is None:
            self.day = date_of_words(given.get("content", ""))
        elif name == "og:title":
            self.heading = given.get("content", "")


def text_of_page(source: str) -> tuple[str, str, dt.date | None]:
    """Text, title and day of a web page."""
    page = _Page()
    page.feed(source)
    page.close()
    ld_day = _LD_DAY.search(source[:500_000])
    day = (date_of_words(ld_day.group(1)) if ld_day else None) or page.day
    blocks = [(tag, " ".join("".join(parts).split())) for tag, parts in page.blocks]
    title = page.heading or next((text for tag, text in blocks if tag == "h1"), "") or page.title.strip()
    text = _main_text(source) or _kept(blocks)
    return text, " ".join(title.split()), day or date_of_text(text)


def _main_text(source: str) -> str:
    """What trafilatura takes for the article, where that extra is installed and the page is not too odd for it."""
    if source.count("<") > 60_000 or len(source) > 3_000_000:
        return ""
    try:
        import trafilatura
    except ImportError:
        return ""
    try:
        found = trafilatura.extract(source, include_comments=False, include_tables=True, favor_precision=False)
    except Exception:
        return ""
    return found or ""


def _kept(blocks: list[tuple[str, str]]) -> str:
    """The blocks that read like an article, each once."""
    seen: set[str] = set()
    kept: list[str] = []
    for tag, text in blocks:
        if not text or text in seen:
            continue
        seen.add(text)
        prose = (
            len(text.split()) >= 8
            or tag.startswith("h")
            or text[-1] in '.!?:"”'
            or (tag in ("li", "td", "th", "dd", "dt") and any(c.isdigit() for c in text))
        )
        if prose:
            kept.append(("- " if tag == "li" else "") + text)
    return "\n\n".join(kept)

"""Title and day of an article, from its first lines and its metadata."""

from __future__ import annotations

import datetime as dt
import re

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.words import MONTHS

__all__ = ["date_of_text", "date_of_words", "front_matter", "title_of_text", "without_front_matter",
           "without_labels"]

_ISO = Pattern(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY_FIRST = Pattern(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r",?\s+((?:19|20)\d\d)", re.IGNORECASE
)
_MONTH_FIRST = Pattern(r"\b" + _MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.IGNORECASE)
_MARKED = Pattern(
    r"\b(?:date|dated|published|posted|updated|issued|released)\b(?:\s+(?:on|at|by))?\s*:?\s*", re.IGNORECASE
)
#: how a broadcast gives its day: "It's the 12th of December 2025", "Recorded on 3 September 2025"
_SPOKEN = Pattern(r"\b(?:it['\u2019]s|it is|today is|recorded)\s+(?:on\s+)?(?=(?:the\s+)?\d|[A-Z][a-z]+ \d)",
                  re.IGNORECASE)
#: how an agency's report begins: "SAN FRANCISCO, 2 June 2025 - ", "BEIJING (Reuters), June 2, 2025: "
_DATELINE = Pattern(r"^(?:[A-Z][A-Z.' -]{2,30})(?:, [A-Z][\w. ]{1,20})??(?: "
                    r"\([^)]{1,30}\))?,\s+([^\n]{6,24}?)\s*(?:[-\u2013\u2014:]|\(|/[\w ]{2,30}/)",
                    re.MULTILINE)
#: how a sentence on a thing begins: "Released September 29, 2025, Claude Sonnet 4.5 was"
_OF_THING = Pattern(r"(?:released|issued)\b[^\n:]{4,30}?\b(?:19|20)\d\d, [^\n]*[a-z]", re.IGNORECASE)
_FRONT_MATTER = Pattern(r"---[ \t]*\n.{0,4000}?\n---[ \t]*(?=\n|$)", re.DOTALL)
#: lines above a plain text that tell of it, as letters begin
_LABELLED = Pattern(r"(?:[ \t]*(?:title|headline|date|published|updated|posted|author|by|byline|source|url|link)"
                    r"[ \t]*:[^\n]{0,300}\n){1,8}[ \t]*\n", re.IGNORECASE)
_LABEL = Pattern(r"(?m)^[ \t]*(?:title|headline)[ \t]*:|^[ \t]*(?!title|headline)\w+[ \t]*:[^\n]*", re.IGNORECASE)
_HEAD = 600
#: what parts a line above an article: "Brief no. 3 · Institute · 4 May 2025 · A. Author"
_SEPARATORS = Pattern(r"\s+[·•|–—]\s+")
_SHORT_LINE, _SHORT_PART, _MOST_PARTS = 60, 32, 8


def date_of_words(text: str) -> dt.date | None:
    """The first full day written in a short text."""
    for pattern, order in ((_ISO, "ymd"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy")):
        found = pattern.search(text)
        if found is not None:
            part = dict(zip(order, found.groups(), strict=True))
            month = int(part["m"]) if part["m"].isdecimal() else MONTHS[part["m"].lower()]
            try:
                return dt.date(int(part["y"]), month, int(part["d"]))
            except ValueError:
                continue
    return None


def date_of_text(text: str) -> dt.date | None:
    """The day that the first lines give: after "date" or "published", in a dateline, or on a line of its own."""
    head = text[:_HEAD]
    for found in _MARKED.finditer(head):
        day = date_of_words(head[found.end() : found.end() + 24])
        if day is not None and _marks_the_text(head, found.start()):
            return day
    for found in _SPOKEN.finditer(head):
        day = date_of_words(head[found.end() : found.end() + 32])
        if day is not None:
            return day
    for found in _DATELINE.finditer(head):
        day = date_of_words(found[1])
        if day is not None:
            return day
    for line in map(str.strip, head.splitlines()[:8]):
        parts = [line] if len(line) <= _SHORT_LINE else _SEPARATORS.split(line)[: _MOST_PARTS + 1]
        for part in parts if len(parts) <= _MOST_PARTS else ():
            whole = part is line
            if len(part) <= (_SHORT_LINE if whole else _SHORT_PART) and not part.endswith((".", ":", ";")):
                day = date_of_words(part)
                if day is not None:
                    return day
    return None


def _marks_the_text(head: str, at: int) -> bool:
    """Whether "released on ..." tells of the text and not of a thing in it: it begins a line, or comes after a mark."""
    if _OF_THING.match(head, at):
        return False
    before = head[head.rfind("\n", 0, at) + 1 : at]
    told = before.strip(" \t#*_>-\u2013\u2014([|·•")
    return not told or before.rstrip().endswith(("|", "·", "•", "\u2013", "\u2014", "(", ":")) or (
        head[at] in "dDpP" and len(told) <= _SHORT_PART and "," not in told)


def title_of_text(text: str) -> str:
    """A first line that looks like a headline, or ""."""
    for line in map(str.strip, text[:2000].splitlines()[:12]):
        if line in ("---", "") or (re.match(r"\w+:\s", line) and len(line) < 60):
            continue
        title = line.lstrip("# ").strip()
        if 8 <= len(title) <= 160 and not title.endswith((".", ";", ",")) and text.strip() != title:
            return title
        return ""
    return ""


def front_matter(text: str) -> tuple[str, dt.date | None]:
    """Title and day of a Markdown file's front matter."""
    if not text.startswith("---"):
        return "", None
    block = text[3:4000].split("\n---", 1)[0]
    fields = dict(re.findall(r"^(\w+):[ \t]*(.+)$", block, re.MULTILINE))
    title = fields.get("title", "").strip().strip("\"'")
    return title, date_of_words(fields.get("date", "") or fields.get("published", ""))


def without_front_matter(text: str) -> str:
    """A Markdown file's text with blanks for its front matter, so that all else stays in its place."""
    found = _FRONT_MATTER.match(text)
    return re.sub(r"[^\n]", " ", found[0]) + text[found.end() :] if found else text


def without_labels(text: str) -> str:
    """A plain text with blanks for lines above it that only tell of it: "Date: 2 May 2025". The title itself stays."""
    found = _LABELLED.match(text)
    if found is None:
        return text
    return _LABEL.sub(lambda each: re.sub(r"[^\n]", " ", each[0]), found[0]) + text[found.end() :]

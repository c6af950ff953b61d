"""Our own documents as pages: methods, accuracy, glossary."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from oncurve.basis.errors import UnknownName
from oncurve.report.answer import AnswerPage, Grid, Link, Section

__all__ = ["document_html", "document_page", "documents", "methods_page"]

_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://)(?:\./|\.\./)*(?:docs/)?(methods/)?([\w-]+)\.md(#[\w-]+)?\)")
#: documents that are pages by themselves
_ALONE = ("accuracy", "glossary", "verdicts")


def _folder() -> Any:
    packed = resources.files("oncurve").joinpath("documents")
    return packed if packed.is_dir() else Path(__file__).parents[4] / "docs"


@lru_cache(maxsize=1)
def documents() -> dict[str, tuple[str, str]]:
    """Title and text in Markdown of every document, by name; methods as "methods/NAME"."""
    folder = _folder()
    files = [(f"methods/{each.name[:-3]}", each) for each in folder.joinpath("methods").iterdir()
             if each.name.endswith(".md")] if folder.joinpath("methods").is_dir() else []
    files += [(name, folder.joinpath(f"{name}.md")) for name in _ALONE if folder.joinpath(f"{name}.md").is_file()]
    found = {}
    for name, file in sorted(files, key=lambda each: each[0]):
        text = file.read_text(encoding="utf-8")
        heading = _HEADING.search(text)
        title = heading[1].strip().replace("`", "") if heading else name
        text = _COMMENT.sub("", text)
        found[name] = title, text.replace(heading[0], "", 1) if heading else text
    return found


def document_page(name: str) -> tuple[dict[str, Any], AnswerPage]:
    """One document.

    Raises:
        UnknownName: there is none of this name.
    """
    if name not in documents():
        raise UnknownName("document", name.removeprefix("methods/"), (), "")
    title, text = documents()[name]
    return {"name": name, "title": title, "text": text}, AnswerPage(title, "", (Section("", prose=text),))


def methods_page() -> tuple[dict[str, Any], AnswerPage]:
    """How each kind of answer is worked out: the list of the documents."""
    rows = [(name, title) for name, (title, _) in documents().items() if name.startswith("methods/")]
    cells = tuple((Link(title, f"/{name}"), _first_sentence(documents()[name][1])) for name, title in rows)
    return {"methods": [{"name": name, "title": title} for name, title in rows]}, AnswerPage(
        "Methods", "How each kind of answer is worked out, from which works, and where it holds.",
        (Section("", grids=(Grid(f"{len(rows)} methods", ("Method", "In short"), cells),)),))


def document_html(text: str) -> str:
    """A document of our own as HTML; what is HTML in it is shown as text."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    found: str = made.render(_LINK.sub(lambda link: f"](/{link[1] or ''}{link[2]}{link[3] or ''})", text))
    found = found.replace("<pre>", '<pre tabindex="0">').replace(' style="text-align:right"', ' class="number-cell"')
    found = re.sub(r' style="text-align:(?:left|center)"', "", found)
    found = re.sub(r"<th[^>]*></th>", "<td></td>", found)
    framed = r'<div class="scrolls" tabindex="0" role="group" aria-label="Table">\1</div>'
    return re.sub(r"(<table>.*?</table>)", framed, found, flags=re.DOTALL)


def _first_sentence(text: str) -> str:
    plain = " ".join(line for line in text.strip().splitlines()[:8] if line and not line.startswith(("#", "|", "`")))
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", plain).replace("`", "").replace("*", "")
    return re.split(r"(?<=[.:])\s", plain, maxsplit=1)[0][:200]

"""Our own documents as pages: guides, methods, accuracy, glossary, with the links between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from oncurve.basis.errors import UnknownName
from oncurve.report.answer import AnswerPage, Grid, Link, Section

__all__ = ["document_address", "document_file", "document_html", "document_page", "documents", "documents_page",
           "linked", "methods_page"]

_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s]+)\)")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
#: documents that are pages by themselves
_ALONE = ("accuracy", "glossary", "verdicts")
#: what a reader who knows nothing yet should see first, in this order
_FIRST = ("why", "tutorial", "how-to", "reference", "contract", "data", "glossary", "accuracy")
#: files beside the documents that a page may show or offer
_KINDS = {".json": "application/json", ".csv": "text/csv; charset=utf-8", ".png": "image/png",
          ".txt": "text/plain; charset=utf-8", ".toml": "text/plain; charset=utf-8",
          ".ipynb": "application/x-ipynb+json"}


def _folder() -> Any:
    packed = resources.files("oncurve").joinpath("documents")
    return packed if packed.is_dir() else Path(__file__).parents[4] / "docs"


def _files(folder: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """Every file below a folder, by its path from there."""
    for each in sorted(folder.iterdir(), key=lambda found: str(found.name)):
        if each.is_dir():
            yield from _files(each, f"{within}{each.name}/")
        else:
            yield f"{within}{each.name}", each


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    folder = _folder()
    return dict(_files(folder)) if folder.is_dir() else {}


@lru_cache(maxsize=1)
def documents() -> dict[str, tuple[str, str]]:
    """Title and text in Markdown of every document, by its path without its ending: "accuracy", "methods/lag"."""
    found = {}
    for path, file in _all().items():
        if not path.endswith(".md"):
            continue
        text = file.read_text(encoding="utf-8")
        heading = _HEADING.search(text)
        title = heading[1].strip().replace("`", "") if heading else path[:-3]
        text = _COMMENT.sub("", text)
        found[path[:-3]] = title, text.replace(heading[0], "", 1) if heading else text
    return found


def document_address(name: str) -> str:
    """Where a document is read."""
    return f"/{name}" if name in _ALONE or name.startswith("methods/") else f"/docs/{name}"


def document_file(path: str) -> tuple[bytes, str]:
    """A file beside the documents, such as a picture or a table, and its media type.

    Raises:
        UnknownName: there is none, or it is none to be shown.
    """
    kind = _KINDS.get(posixpath.splitext(path)[1])
    if kind is None or path not in _all():
        raise UnknownName("file of the documents", path[:80], (), "")
    return _all()[path].read_bytes(), kind


def document_page(name: str) -> tuple[dict[str, Any], AnswerPage]:
    """One document.

    Raises:
        UnknownName: there is none of this name.
    """
    if name not in documents():
        raise UnknownName("document", name.removeprefix("methods/")[:80], (), "")
    title, text = documents()[name]
    page = AnswerPage(title, "", (Section("", prose=linked(text, name)),))
    return {"name": name, "title": title, "text": text}, page


def methods_page() -> tuple[dict[str, Any], AnswerPage]:
    """How each kind of answer is worked out: the list of the documents."""
    rows = [(name, title) for name, (title, _) in documents().items() if name.startswith("methods/")]
    return {"methods": [{"name": name, "title": title} for name, title in rows]}, AnswerPage(
        "Methods", "How each kind of answer is worked out, from which works, and where it holds.",
        (Section("", grids=(_grid([name for name, _ in rows], "method"),)),))


def documents_page() -> tuple[dict[str, Any], AnswerPage]:
    """All documents, those of each folder together."""
    folders: dict[str, list[str]] = {}
    for name in sorted(documents(), key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)):
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    sections = tuple(Section(folder.replace("/", ", ").replace("-", " ").capitalize() or "Guides and reference",
                             grids=(_grid(names, "page"),)) for folder, names in sorted(folders.items()))
    plain = [{"name": name, "title": title, "address": document_address(name)}
             for name, (title, _) in documents().items()]
    return {"documents": plain}, AnswerPage("Documentation", "How to use oncurve, how each answer is worked out, "
                                            "and how well that does.", sections)


def _grid(names: list[str], noun: str) -> Grid:
    cells = tuple((Link(documents()[name][0], document_address(name)), _first_sentence(documents()[name][1]))
                  for name in names)
    return Grid(f"{len(names)} {noun}{'s' * (len(names) != 1)}", (noun.capitalize(), "In short"), cells)


def linked(text: str, name: str) -> str:
    """A document with its links to others and to files beside it leading to where a server shows them.

    Args:
        text: in Markdown.
        name: of the document, from which its links go out.

    Returns:
        The same; a link to what is no document (a file of the code) is left as words.
    """
    def to(link: re.Match[str]) -> str:
        words, target = link[1], link[2]
        if _SCHEME.match(target):
            return link[0]
        path, mark, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removeprefix("docs/")
        if path.removesuffix(".md") in documents():
            return f"{words}({document_address(path.removesuffix('.md'))}{mark}{anchor})"
        if path in _all() and posixpath.splitext(path)[1] in _KINDS:
            return f"{words}(/docs/file/{path})"
        return words.strip("![]")

    parts = _CODE.split(text)
    return "".join(part if number % 2 else _LINK.sub(to, part) for number, part in enumerate(parts))


def document_html(text: str) -> str:
    """A document of our own as HTML; what is HTML in it is shown as text. Its headings can be linked to."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    found: str = made.render(text)
    found = found.replace("<pre>", '<pre tabindex="0">').replace(' style="text-align:right"', ' class="number-cell"')
    found = re.sub(r' style="text-align:(?:left|center)"', "", found)
    found = re.sub(r"<th[^>]*></th>", "<td></td>", found)
    taken: set[str] = set()
    found = re.sub(r"<h([1-6])>(.*?)</h\1>", lambda head: _anchored(head, taken), found)
    framed = r'<div class="scrolls" tabindex="0" role="group" aria-label="Table">\1</div>'
    return re.sub(r"(<table>.*?</table>)", framed, found, flags=re.DOTALL)


def _anchored(head: re.Match[str], taken: set[str]) -> str:
    """A heading with the name that links to it use: its words, as GitHub writes them."""
    words = re.sub(r"[^\w\s-]", "", _TAG.sub("", head[2]).replace("&amp;", "").lower()).strip()
    plain = name = re.sub(r"\s", "-", words) or "part"
    number = 0
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return f'<h{head[1]} id="{name}">{head[2]}</h{head[1]}>'


def _first_sentence(text: str) -> str:
    """The first sentence of the first paragraph that is one, without marks."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", _CODE.sub(_short_code, text)))
    plain = next((" ".join(block.split()) for block in blocks if re.match(r"[\w*\[“\"]", block)), "")
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", plain).replace("*", "")
    return re.split(r"(?<=[.])(?<!al\.)(?<!vs\.)\s(?=[A-Z“])|:$", plain, maxsplit=1)[0][:240]


def _short_code(code: re.Match[str]) -> str:
    """What stands for code in words: itself within a line, nothing where it is a block."""
    return "" if code[0].startswith("```") else code[0].strip("`")

"""Articles: text with its title and day, from whatever file it comes in."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from oncurve.basis.errors import BadInput
from oncurve.claims.read.heading import date_of_text, front_matter, title_of_text, without_front_matter, without_labels
from oncurve.claims.read.language import LANGUAGES, language_of
from oncurve.claims.read.pattern import Pattern

__all__ = ["KINDS", "MOST_BYTES", "MOST_CHARACTERS", "Article", "article_of_text", "read_article"]

#: larger files are refused, and of longer texts only the start is read
MOST_BYTES = 30_000_000
MOST_CHARACTERS = 2_000_000
#: characters that no text has, and how many of them, of so many, are let pass
_CONTROLS = Pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW_ODD = 20
#: file endings that are read, and the kind each is
KINDS = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}


class Article(Struct, frozen=True):
    """An article as it is read; the offsets of claims point into `text`.

    Args:
        title: its headline, or "".
        published: its day, where it is given or the article tells it.
        text: what is read: boilerplate, navigation and captions are left out.
        language: ISO code of the language it is written in.
        warnings: what a reader should know of how it was read.
    """

    title: str
    published: dt.date | None
    text: str
    language: str = "en"
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The article as the contract prints it; claims point into `text`."""
        plain: dict[str, Any] = {"title": self.title,
                                 "published": self.published.isoformat() if self.published else None,
                                 "text": self.text, "language": self.language}
        return plain | {"warnings": list(self.warnings)} if self.warnings else plain


def article_of_text(text: str, *, published: dt.date | None = None, title: str | None = None) -> Article:
    """The article that a plain text is.

    Args:
        text: the text; offsets of claims are offsets into it as it stands.
        published: its day; None takes it from the text, where the text names it.
        title: its headline; None takes a first line that looks like one.
    """
    warnings: list[str] = []
    if len(text) > MOST_CHARACTERS:
        warnings.append(f"Only the first {MOST_CHARACTERS:,} of {len(text):,} characters were read.")
        text = text[:MOST_CHARACTERS]
    if "\x00" in text:
        text = text.replace("\x00", " ")
    language = language_of(text)
    if language != "en":
        warnings.append(f"The text seems to be in {LANGUAGES[language]}; claims are read from English only.")
    day = published or date_of_text(text)
    headline = title_of_text(text) if title is None else title
    return Article(" ".join(headline.replace("\x00", " ").split()), day, text, language, tuple(warnings))


def read_article(
    source: str | Path | IO[bytes], kind: str | None = None, *, published: dt.date | None = None
) -> Article:
    """The article in a file or stream.

    Args:
        source: the path of a .txt, .md, .html, .pdf or .docx file, or a stream of bytes.
        kind: "text", "markdown", "html", "pdf" or "docx"; None goes by the ending, for streams by the content.
        published: its day; None takes it from the article.

    Raises:
        BadInput: the file cannot be opened, is no such file, or is too large.
    """
    data, name, ending = _bytes(source)
    kind = kind or (KINDS.get(ending) if ending is not None else None) or _kind_of(data, name, ending)
    if kind == "pdf":
        from oncurve.claims.read.documents import text_of_pdf

        text, title, day = text_of_pdf(data, name)
        return article_of_text(text, published=published or date_of_text(text) or day, title=title or None)
    if kind == "docx":
        from oncurve.claims.read.documents import text_of_docx

        text, title, day = text_of_docx(data, name)
        return article_of_text(text, published=published or date_of_text(text) or day, title=title or None)
    text = _decode(data, name)
    if kind == "html":
        from oncurve.claims.read.page import text_of_page

        text, title, day = text_of_page(text)
        return article_of_text(text, published=published or day, title=title or None)
    if kind == "markdown":
        title, day = front_matter(text)
        return article_of_text(without_front_matter(text), published=published or day, title=title or None)
    return article_of_text(without_labels(text), published=published or date_of_text(text))


def _bytes(source: str | Path | IO[bytes]) -> tuple[bytes, str, str | None]:
    """The content, a name for messages, and the ending of the file's name (None for a stream)."""
    if not isinstance(source, str | Path):
        read: bytes | str = source.read(MOST_BYTES + 1)  # a stream of text is taken too
        data = read.encode() if isinstance(read, str) else read
        name, ending = "standard input", None
    else:
        path = Path(source)
        name, ending = path.name, path.suffix.lower()
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise BadInput(
                f"the file cannot be opened ({error.strerror})",
                file=str(source),
                hint="Name a .txt, .md, .html, .pdf or .docx file, or - for standard input.",
            ) from None
        except ValueError as error:  # a name with a letter that no file may have
            raise BadInput(f"the file cannot be opened ({error})", file=repr(name[:80])) from None
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"the file has more than the {MOST_BYTES:,} bytes that are read",
            file=name,
            hint="Split it, or save its text alone.",
        )
    return data, name, ending


def _kind_of(data: bytes, name: str, ending: str | None) -> str:
    """The kind that the first bytes show."""
    head = data[:2048].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    if ending and b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("it is no text", file=name, hint=f"These endings are read: {', '.join(k for k in KINDS if k)}.")
    return "text"


def _decode(data: bytes, name: str) -> str:
    """The text of bytes: UTF-8, UTF-16 where marked, else what Windows calls Western."""
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
    encoding = next((name for mark, name in marks.items() if data.startswith(mark)), "utf-8")
    try:
        text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="").read()
    except UnicodeError:
        text = data.decode("cp1252", errors="replace")
    odd = text.count("\ufffd") + len(_CONTROLS.findall(text))
    if odd > max(_FEW_ODD, len(text) // _FEW_ODD):
        raise BadInput("it is no text", file=name, hint="Save it as UTF-8 text.")
    return text

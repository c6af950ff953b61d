"""The text of PDF and Word files, bounded against files made to explode."""

from __future__ import annotations

import datetime as dt
import html
import io
import logging
import re
import time
import zipfile

from oncurve.basis.errors import BadInput
from oncurve.claims.read.heading import date_of_words

__all__ = ["text_of_docx", "text_of_pdf"]

_MOST_PAGES = 400
_MOST_TEXT = 3_000_000
_MOST_XML = 40_000_000
_MOST_SECONDS = 60.0
_RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)(?: [^>]*)?/>")


def text_of_pdf(data: bytes, name: str) -> tuple[str, str, dt.date | None]:
    """Text, title and day of a PDF file.

    Raises:
        BadInput: it is no PDF, is locked, or holds no text; or the extra `ingest` is not installed.
    """
    try:
        import pypdf
    except ImportError:
        raise BadInput(
            "reading a PDF needs the extra `ingest`",
            file=name,
            hint="Install it with `pip install 'oncurve[ingest]'`, or save the article as text.",
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with the file is told below
    started = time.monotonic()
    parts: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("the PDF is locked with a password", file=name, hint="Save it without one.")
        size = 0
        for number, page in enumerate(reader.pages):
            if number >= _MOST_PAGES or size > _MOST_TEXT or time.monotonic() - started > _MOST_SECONDS:
                break
            text = page.extract_text() or ""
            size += len(text)
            parts.append(text)
        info = reader.metadata
        title = str(info.title or "") if info is not None else ""
        created = info.creation_date.date() if info is not None and info.creation_date is not None else None
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(
            f"the PDF cannot be read ({type(error).__name__})", file=name, hint="Save the article as text."
        ) from None
    text = _mended("\n".join(parts))
    if not text.strip():
        raise BadInput("the PDF holds no text", file=name, hint="A scan needs to be turned into text first.")
    return text, title if len(title) > 8 else "", created


def _mended(text: str) -> str:
    """Page text with words joined that a line break had split."""
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"(?<=[a-z,;])\n(?=[a-z(])", " ", text)


def text_of_docx(data: bytes, name: str) -> tuple[str, str, dt.date | None]:
    """Text, title and day of a Word file.

    Raises:
        BadInput: it is no Word file, or its parts are too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            body = _part(parts, "word/document.xml", name)
            core = _part(parts, "docProps/core.xml", name) if "docProps/core.xml" in parts.namelist() else ""
    except BadInput:
        raise
    except Exception:  # a damaged archive fails in as many ways as it has parts
        raise BadInput("it is no Word file", file=name, hint="Save it as .docx or as text.") from None
    paragraphs = []
    for chunk in body.split("</w:p>"):
        words = "".join(found.group(1) if found.group(1) is not None else " " for found in _RUN.finditer(chunk))
        if words.strip():
            paragraphs.append(html.unescape(words))
    title = re.search(r"<dc:title>([^<]*)</dc:title>", core)
    created = re.search(r"<dcterms:created[^>]*>([^<]*)<", core)
    return (
        "\n\n".join(paragraphs),
        html.unescape(title.group(1)) if title else "",
        date_of_words(created.group(1)) if created else None,
    )


def _part(parts: zipfile.ZipFile, path: str, name: str) -> str:
    info = parts.getinfo(path)
    if info.file_size > _MOST_XML:
        raise BadInput(
            f"a part of the file unpacks to {info.file_size:,} bytes", file=name, hint="Save the article as text."
        )
    with parts.open(info) as stream:
        raw = stream.read(_MOST_XML + 1)
    if len(raw) > _MOST_XML:
        raise BadInput("a part of the file unpacks to more than is read", file=name, hint="Save the article as text.")
    return raw.decode("utf-8", errors="replace")

"""Writes a report into a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from oncurve.basis.errors import BadUsage

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit
    from oncurve.report.answer import AnswerPage

__all__ = ["FORMS", "report_text", "write_report", "write_text"]

#: every form of a report
FORMS = ("html", "markdown", "claimreview", "bibtex")



def report_text(result: Audit | AnswerPage, form: str) -> str:
    """A report in one of `FORMS`; of an answer's page there is no ClaimReview.

    Raises:
        BadUsage: there is no such form of it.
    """
    from oncurve.report.answer import AnswerPage

    made = _answer(result, form) if isinstance(result, AnswerPage) else _audit(result, form)
    if made is None:
        raise BadUsage(f"No report of this is called {form!r}", f"There are {', '.join(FORMS)}", "")
    return made


def _answer(answer: AnswerPage, form: str) -> str | None:
    from oncurve.report.answer import answer_html, answer_markdown
    from oncurve.report.cite import bibtex

    if form == "bibtex":
        return bibtex(answer.sources)
    return {"html": answer_html, "markdown": answer_markdown}[form](answer) if form in ("html", "markdown") else None


def _audit(audit: Audit, form: str) -> str | None:
    if form == "html":
        from oncurve.report.audit_html import html

        return html(audit)
    if form == "markdown":
        from oncurve.report.audit_markdown import markdown

        return markdown(audit)
    if form == "claimreview":
        from oncurve.report.audit_claimreview import claimreview

        return claimreview(audit)
    return audit.bibtex() if form == "bibtex" else None


def write_report(result: Audit | AnswerPage, form: str, path: Path) -> None:
    """Write an audit or an answer's page in one of `FORMS`.

    Raises:
        BadUsage: there is no such form of it, or the file cannot be written.
    """
    write_text(path, report_text(result, form))


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8; a file that was there stays as it was until the new one is whole.

    Raises:
        BadUsage: the file cannot be written.
    """
    folder = path.parent
    try:
        if path.exists() and not path.is_file():  # a pipe or a device, which cannot be replaced
            path.write_text(text, encoding="utf-8", errors="replace")
            return
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadUsage(f"{path} cannot be written ({error.strerror})", "",
                       "Name a file in a folder that exists and is yours.") from None

"""Writes a report into a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from oncurve.basis.errors import BadUsage

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["FORMS", "write_report", "write_text"]


def _html(audit: Audit) -> str:
    from oncurve.report.audit_html import html

    return html(audit)


def _markdown(audit: Audit) -> str:
    from oncurve.report.audit_markdown import markdown

    return markdown(audit)


def _claimreview(audit: Audit) -> str:
    from oncurve.report.audit_claimreview import claimreview

    return claimreview(audit)


def _bibtex(audit: Audit) -> str:
    return audit.bibtex()


#: every form of a report, by name
FORMS: dict[str, Callable[[Audit], str]] = {
    "html": _html, "markdown": _markdown, "claimreview": _claimreview, "bibtex": _bibtex}


def write_report(audit: Audit, form: str, path: Path) -> None:
    """Write an audit in one of `FORMS`.

    Raises:
        BadUsage: there is no such form, or the file cannot be written.
    """
    if form not in FORMS:
        raise BadUsage(f"No report is called {form!r}", f"There are {', '.join(FORMS)}", "")
    write_text(path, FORMS[form](audit))


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

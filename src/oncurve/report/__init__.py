"""Results as tables, words, HTML, Markdown and citations.

>>> import oncurve as oc
>>> audit = oc.World().claim("DeepSeek-V3 has 671 billion parameters.", published="2025-01-06")
>>> oc.report.markdown(audit).splitlines()[0]
'# Untitled article'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit
    from oncurve.report.answer import AnswerPage

__all__ = ["bibtex", "claimreview", "html", "markdown"]


def html(result: Audit | AnswerPage, path: str | Path | None = None) -> str:
    """A result as one self-contained page.

    Args:
        result: an audit, or the page of an answer (`oncurve.report.cost_page`).
        path: a file to write it to as well.

    Raises:
        BadUsage: the file cannot be written.
    """
    return _made(result, "html", path)


def markdown(result: Audit | AnswerPage, path: str | Path | None = None) -> str:
    """A result as Markdown; the arguments are those of `html`."""
    return _made(result, "markdown", path)


def claimreview(result: Audit | AnswerPage, path: str | Path | None = None) -> str:
    """An audit as ClaimReview JSON-LD of schema.org; the arguments are those of `html`."""
    return _made(result, "claimreview", path)


def bibtex(result: Audit | AnswerPage, path: str | Path | None = None) -> str:
    """The works that a result stands on, as BibTeX; the arguments are those of `html`."""
    return _made(result, "bibtex", path)


def _made(result: Audit | AnswerPage, form: str, path: str | Path | None) -> str:
    from oncurve.report.write import report_text, write_text

    text = report_text(result, form)
    if path is not None:
        write_text(Path(path), text)
    return text

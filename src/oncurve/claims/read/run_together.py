"""Rows of tables whose cells ran together when a page was copied: nobody can say where a number begins."""

from __future__ import annotations

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tokens import Tokens

__all__ = ["is_run_together"]

#: a name that a year follows without a blank, and another cell that year: "Acme2024512 H100s", "Acme2023~25K"
_NAME_YEAR = Pattern(r"[A-Za-z]{3,}(?:19|20)\d\d(?:\d|[~$€£])")
#: a name that figures follow: "SXM9890.45–0.55", "MI300X1,3070.40"
_NAME_FIGURES = Pattern(r"[A-Za-z](?:\d{1,2},)?\d{3,}\.\d\d\s?[–-]\s?\d")


def is_run_together(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the cells of a row stand without anything between them.

    Args:
        tokens: the text.
        first: the first token of the row.
        end: the token after its last.
    """
    text = tokens.text[tokens.start[first] : tokens.end[end - 1]] if first < end else ""
    return _NAME_YEAR.search(text) is not None or _NAME_FIGURES.search(text) is not None

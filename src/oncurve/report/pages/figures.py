"""Figures that everybody quotes, each audited as a sentence of its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from oncurve.basis.errors import UnknownName
from oncurve.report.answer import AnswerPage, Grid, Link, Section
from oncurve.report.signs import SIGNS

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["FIGURES", "Auditing", "Figure", "figure_audit", "figures_page"]


class Auditing(Protocol):
    """What audits a sentence: a world."""

    def claim(self, sentence: str, *, published: str) -> Audit:
        """The audit of a sentence of a day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that everybody quotes.

    Args:
        name: of its page.
        title: the figure in a few words.
        sentence: a sentence of our own that makes the claim.
        published: the day by which it is judged.
        about: what it is the figure of, in a sentence.
    """

    name: str
    title: str
    sentence: str
    published: str
    about: str


FIGURES: dict[str, Figure] = {each.name: each for each in (
    Figure("deepseek-v3-cost", "$5.576 million", "DeepSeek trained V3 for $5.576 million.", "2025-01-28",
           "What training DeepSeek-V3 is said to have cost: one run, at an assumed rent."),
    Figure("deepseek-r1-cost", "$294,000", "Training DeepSeek-R1 cost $294,000.", "2025-09-18",
           "What making the reasoning model R1 out of V3 is said to have cost."),
    Figure("deepseek-chips", "50,000 chips", "DeepSeek owns 50,000 Hopper chips.", "2025-01-30",
           "How many chips DeepSeek is said to have had, of several kinds."),
    Figure("seven-to-ten-months", "7 to 10 months",
           "DeepSeek-V3 is close to US models that are seven to ten months older.", "2025-01-30",
           "How far behind DeepSeek-V3 is said to have been."),
    Figure("four-times-a-year", "4 times a year",
           "The cost of training a model of a given quality falls about 4x a year.", "2025-01-30",
           "How quickly the cost of a given capability is said to fall."),
)}


def figure_audit(name: str, world: Auditing) -> tuple[Figure, Audit]:
    """A figure and its audit.

    Raises:
        UnknownName: there is no such figure.
    """
    if name not in FIGURES:
        raise UnknownName("known figure", name, tuple(FIGURES), "")
    figure = FIGURES[name]
    return figure, world.claim(figure.sentence, published=figure.published)


def figures_page(world: Auditing) -> tuple[dict[str, Any], AnswerPage]:
    """The figures, each with its verdict then and now."""
    rows, plain = [], []
    for figure in FIGURES.values():
        audit = figure_audit(figure.name, world)[1]
        then, now = ((audit.claims[0].then.verdict, audit.claims[0].now.verdict) if audit.claims else ("", ""))
        rows.append((Link(figure.title, f"/figures/{figure.name}"), figure.about, _word(then), _word(now)))
        plain.append({"name": figure.name, "title": figure.title, "sentence": figure.sentence,
                      "published": figure.published, "verdict": then, "now": now})
    return {"figures": plain}, AnswerPage(
        "Figures that everybody quotes", "Each as a sentence of its day, judged by what was known then and by what is "
        "known now.", (Section("", grids=(Grid(f"{len(rows)} figures", ("Figure", "What of", "Then", "Now"),
                                               tuple(rows), data=tuple(plain)),)),))


def _word(verdict: str) -> str:
    return SIGNS[verdict].told if verdict else "not read"

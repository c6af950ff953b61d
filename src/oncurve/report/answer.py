"""A page for any answer: figures with their intervals, tables, and the works they rest on.

A question's own file says what stands on its page; this one says how a page looks, in HTML and in Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Source
from oncurve.report.audit_markdown import markdown_text, work_line
from oncurve.report.page import page
from oncurve.report.strips import estimates_strip

if TYPE_CHECKING:
    from markupsafe import Markup

    from oncurve.chart.plot import Drawing

__all__ = ["AnswerPage", "Cell", "Grid", "Link", "Section", "answer_html", "answer_markdown"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere.

    Args:
        words: what is shown.
        to: an address of the web, or a page of the server (`/models/deepseek-v3`), which a report for offline
            shows as words alone.
    """

    words: str
    to: str

    def __str__(self) -> str:
        return self.words


#: what stands in a cell of a table
Cell = str | Link


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words.

    Args:
        caption: what it shows.
        columns: the heads of its columns.
        rows: its cells, as many in each row as there are columns.
        total: a last row that sums up the others; empty where none does.
        data: the same as values, for a download; none takes the words.
        wide: whether it has more columns than a page of words.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[str, ...] = ()
    data: tuple[Mapping[str, Any], ...] = ()
    wide: bool = False

    @property
    def figures(self) -> bool:
        """Whether its second column holds figures, which are what a reader looks for."""
        told = [str(row[1])[:3] for row in self.rows if len(row) > 1 and str(row[1])]
        return 2 * sum(any(letter.isdigit() for letter in start) for start in told) > len(told)

    def values(self) -> list[dict[str, Any]]:
        """Its rows as values, by column."""
        if self.data:
            return [dict(row) for row in self.data]
        return [dict(zip(self.columns, map(str, row), strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an answer.

    Args:
        title: what it is about.
        figure: its headline figure, in words.
        note: how that was made, in words.
        strip: labelled estimates in one unit to draw on one axis, the headline first.
        grids: tables.
        warnings: what a reader should know.
        plots: pictures over two axes.
        prose: a text in Markdown, of our own.
    """

    title: str
    figure: str = ""
    note: str = ""
    strip: tuple[tuple[str, Estimate], ...] = ()
    grids: tuple[Grid, ...] = ()
    warnings: tuple[str, ...] = ()
    plots: tuple[Drawing, ...] = ()
    prose: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer, laid out for a reader.

    Args:
        title: the question, as a title.
        lead: the answer in a sentence or two.
        sections: its parts.
        sources: the works that it rests on.
        warnings: what a reader should know of all of it.
    """

    title: str
    lead: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()


def answer_html(answer: AnswerPage) -> str:
    """The answer as one self-contained page."""
    return page("answer.html.j2", answer=answer, strip=_strip, drawn=_drawn)


def _drawn(plot: Drawing) -> Markup:
    from markupsafe import Markup

    from oncurve.chart.plot import plot_svg

    return Markup(plot_svg(plot))  # noqa: S704 - every text in it is escaped


def _strip(section: Section) -> Markup:
    from markupsafe import Markup

    return Markup(estimates_strip(section.strip, section.title))  # noqa: S704 - every text in it is escaped


def answer_markdown(answer: AnswerPage) -> str:
    """The answer as Markdown."""
    parts = [f"# {markdown_text(answer.title)}", markdown_text(answer.lead)]
    for section in answer.sections:
        figure = f"**{markdown_text(section.figure)}**" if section.figure else ""
        parts += [f"## {markdown_text(section.title)}", figure, markdown_text(section.note), section.prose,
                  *map(_grid, section.grids), _listed(section.warnings)]
    parts.append(_listed(answer.warnings))
    if answer.sources:
        works = (f"{place}. {work_line(each)}" for place, each in enumerate(answer.sources, 1))
        parts += ["## Sources", "\n".join(works)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _grid(grid: Grid) -> str:
    def line(cells: Sequence[Cell]) -> str:
        return "| " + " | ".join(markdown_text(str(cell)) for cell in cells) + " |"

    total = [line([f"{cell}" for cell in grid.total])] if grid.total else []
    head = [line(grid.columns), "|" + " --- |" * len(grid.columns)]
    return "\n".join([f"{markdown_text(grid.caption)}:", "", *head, *map(line, grid.rows), *total])


def _listed(warnings: Sequence[str]) -> str:
    return "\n".join(f"- {markdown_text(each)}" for each in warnings)

"""Pages of answers: a model's cost, and any other."""

from __future__ import annotations

import re

import pytest

from oncurve.api import World
from oncurve.basis.errors import BadUsage
from oncurve.report.answer import AnswerPage, Grid, Section, answer_html, answer_markdown
from oncurve.report.cite import bibtex
from oncurve.report.cost_page import cost_page
from oncurve.report.write import report_text


@pytest.fixture(scope="module")
def cost(world: World) -> AnswerPage:
    """The page of what DeepSeek-V3 cost."""
    return cost_page(world.cost("deepseek-v3"), world)


def test_every_scope_has_its_figure_its_picture_and_its_readings(cost: AnswerPage) -> None:
    """Four scopes, each with an interval, a strip, and a table of readings beside it."""
    page = answer_html(cost)
    assert [section.title for section in cost.sections] == ["Final run", "Hardware of the final run",
                                                            "Research and development", "All in"]
    assert page.count('<svg class="strip"') == page.count("Other readings") == len(cost.sections)
    assert "$5.576 million" in page


def test_the_last_line_of_a_bill_is_its_total(cost: AnswerPage) -> None:
    """The total of the bill is the figure in the heading."""
    bills = [(section, grid) for section in cost.sections for grid in section.grids if grid.total]
    assert bills
    for section, grid in bills:
        assert grid.total[1] == section.figure


def test_the_works_are_those_of_the_answer(cost: AnswerPage) -> None:
    """HTML, Markdown and BibTeX name the same works, each once."""
    keys = re.findall(r"^@\w+\{([^,]+),$", bibtex(cost.sources), re.MULTILINE)
    assert sorted(keys) == sorted(source.id for source in cost.sources)
    assert len(re.findall(r'<li id="source-\d+">', answer_html(cost))) == len(keys)
    assert len(re.findall(r"^\d+\. ", answer_markdown(cost).partition("## Sources")[2], re.MULTILINE)) == len(keys)


def test_words_with_markup_stay_words() -> None:
    """A user's own facts may hold anything; a page shows it as text."""
    odd = '<img src=x onerror="alert(1)">|`*\u202e'
    grid = Grid(odd, (odd, odd), ((odd, odd),), (odd, odd))
    page = AnswerPage(odd, odd, (Section(odd, odd, odd, (), (grid,), (odd,)),), (), (odd,))
    html, markdown = answer_html(page), answer_markdown(page)
    assert "<img" not in html
    assert "\u202e" not in html + markdown
    assert not re.search(r"(?<!\\)<img", markdown)


def test_there_is_no_claim_review_of_an_answer(cost: AnswerPage) -> None:
    """An answer reviews no claim, and says so."""
    with pytest.raises(BadUsage, match="claimreview"):
        report_text(cost, "claimreview")

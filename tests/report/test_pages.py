"""What pages are put together from."""

from __future__ import annotations

from oncurve.api import World
from oncurve.chart.plot import Bars, Plot, Point, Series, plot_rows, plot_spec, plot_svg
from oncurve.report.answer import answer_html
from oncurve.report.audit_table import csv_text
from oncurve.report.pages.documents import document_html, linked
from oncurve.report.pages.pieces import said, value_words
from oncurve.report.pages.runs import layouts_page, simulation_page

PLOT = Plot("Two <kinds>", "Day", "USD", (
    Series("a & b", (Point(738_000, 10.0, "x", 5.0, 20.0), Point(738_400, 1_000.0, "y"))),
    Series("line", (Point(738_000, 1.0), Point(738_400, 100.0)), "line")), days=True)


def test_a_day_that_may_never_come_is_said() -> None:
    """An estimate of a day with an open end is said in words."""
    plain = {"median": "2028-02-01", "low": "2026-11-01", "high": None, "unit": "date", "censored": True}
    assert said(plain) == "1 February 2028 (1 November 2026 at the earliest, perhaps never)"


def test_shares_and_seconds_are_said_as_people_say_them() -> None:
    """A fraction is said in percent."""
    assert said({"median": 0.5, "low": 0.4, "high": 0.6, "unit": "fraction"}) == "50% (40% to 60%)"
    assert said(None) == said({"median": None, "unit": "x"}) == "none"


def test_the_ends_of_a_value_are_said_as_far_as_they_are_known() -> None:
    """A value is said with both ends, with the one that is known, or alone; an open end is no None."""
    plain = {"value": 3.0, "unit": "GB"}
    assert value_words(plain) == "3 GB"
    assert value_words({**plain, "low": 2.0, "high": 4.0}) == "3 GB (2 GB to 4 GB)"
    assert value_words({**plain, "low": 2.0, "high": None}) == "3 GB (at least 2 GB)"
    assert value_words({**plain, "high": 4.0}) == "3 GB (at most 4 GB)"


def test_a_plot_is_the_same_in_every_form() -> None:
    """The drawing, the spec and the rows hold the same points; texts are escaped; a wide axis is logarithmic."""
    rows = plot_rows(PLOT)
    assert [row["y"] for row in rows] == [10.0, 1_000.0, 1.0, 100.0]
    spec = plot_spec(PLOT)
    assert spec["data"]["values"] == rows
    assert {layer["encoding"]["y"]["scale"]["type"] for layer in spec["layer"]} == {"log"}
    svg = plot_svg(PLOT)
    assert svg.count("<title>x: 10") == svg.count("<title>y: 1,000") == 1
    assert "<kinds>" not in svg
    assert "a &amp; b" in svg
    assert "<script" not in svg
    assert " style=" not in svg


def test_bars_are_as_long_as_their_values() -> None:
    """A bar of half the value is half as long."""
    import re

    widths = [float(each) for each in re.findall(r'width="([\d.]+)" height="18"',
                                                 plot_svg(Bars("b", "s", (("one", 4.0), ("two", 2.0)))))]
    assert abs(widths[0] / widths[1] - 2) < 0.01


def test_a_plot_without_points_draws_nothing() -> None:
    """Nothing is drawn of nothing."""
    assert plot_svg(Plot("t", "x", "y", (Series("s", ()),))) == plot_svg(Bars("t", "x", ())) == ""


def test_no_cell_is_a_formula() -> None:
    """A cell that a spreadsheet would run is marked as text, in the head too."""
    text = csv_text([{"=a": "=1+1", "b": "-2", "c": -2.0, "d": "@x"}])
    assert text.splitlines() == ["'=a,b,c,d", "'=1+1,'-2,-2.0,'@x"]


def test_html_in_a_document_is_text() -> None:
    """What is HTML in a document is shown, never run; links between documents lead to their pages."""
    made = document_html(linked("# T\n\n<script>x</script> [l](lag.md#top) [m](../accuracy.md) [w](javascript:x)",
                                "methods/trends"))
    assert "<script>" not in made
    assert 'href="/methods/lag#top"' in made
    assert 'href="/accuracy"' in made
    assert 'href="javascript' not in made
    assert '<h1 id="t">' in made


def test_what_is_no_document_is_no_link() -> None:
    """A file beside a document is offered, another place of the project is left as words, and code stays as it is."""
    told = linked("[a](schema.json) [b](../src/x.py) `[c](glossary.md)` [d](https://e.org) [f](#g)", "contract")
    assert told == "[a](/docs/file/schema.json) b `[c](glossary.md)` [d](https://e.org) [f](#g)"


def test_pages_of_runs_say_what_the_command_warns_of() -> None:
    """That links are left, that nothing fits, and what to do stands on the page as on the terminal."""
    world = World(draws=64)
    run = world.simulate("llama-3-1-405b", chip="h100", chips=16, layout="tp=16")
    found = world.layouts("llama-3-1-405b", chip="h100", chips=8)
    for page, said_there in ((simulation_page(run, world), "leaves the 8 that fast links join"),
                             (simulation_page(run, world), "give more than that"),
                             (layouts_page(found, world), "No layout fits on 8 H100")):
        assert said_there in answer_html(page)

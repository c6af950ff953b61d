"""Waterfalls and tables of shades: sums, well-formed pictures, and specs that hold what is drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from oncurve.chart.plot import plot_rows, plot_spec, plot_svg
from oncurve.chart.shades import Shade, Shades
from oncurve.chart.waterfall import Step, Waterfall

HOSTILE = "<script>alert(1)</script> & \"more\""
FALL = Waterfall("Hours <saved>", "hours", ("as it is", 100.0), (
    Step(HOSTILE, 40.0, 20.0, 70.0), Step("second", -15.0, -25.0, -5.0)), lambda hours: f"{hours:.0f}h")
TABLE = Shades("Steps", "tp", "pp", "times", (
    Shade(1, 1, 1.0, "best"), Shade(2, 1, 2.0, HOSTILE), Shade(1, 4, None, "none fits")), lambda value: f"{value:.1f}x")


def test_each_bar_begins_where_the_last_ended() -> None:
    """100, and 40 more, and 15 less, end at 125; intervals hang on where their bar begins."""
    rows = plot_rows(FALL)
    assert [(row["start"], row["end"]) for row in rows] == [(0, 100), (100, 140), (140, 125)]
    assert (rows[1]["low"], rows[1]["high"], rows[2]["low"]) == (120, 170, 115)


@pytest.mark.parametrize("drawing", [FALL, TABLE], ids=["waterfall", "shades"])
def test_a_picture_is_well_formed_and_runs_nothing(drawing) -> None:
    """It parses as XML, and words of a stranger are text in it."""
    tree = ET.fromstring(plot_svg(drawing))
    assert not [each for each in tree.iter() if each.tag.endswith("script")]
    assert HOSTILE in "".join(tree.itertext())


def test_a_waterfall_says_each_change() -> None:
    """The total first, then changes with their sign."""
    words = [each.text for each in ET.fromstring(plot_svg(FALL)).iter() if each.tag.endswith("text")]
    assert {"100h", "+40h", "−15h"} <= set(words)


def test_a_cell_that_cannot_be_is_a_dash() -> None:
    """Cells say their value in words, and a dash where there is none."""
    words = [each.text for each in ET.fromstring(plot_svg(TABLE)).iter() if each.tag.endswith("text")]
    assert {"1.0x", "2.0x", "–"} <= set(words)


@pytest.mark.parametrize("drawing", [FALL, TABLE], ids=["waterfall", "shades"])
def test_the_spec_holds_what_is_drawn(drawing) -> None:
    """The values of the Vega-Lite spec are the rows of the picture, and its encodings name their fields."""
    spec = plot_spec(drawing)
    assert spec["data"]["values"] == plot_rows(drawing)
    layers = spec.get("layer", [spec])
    named = {channel["field"] for layer in layers for channel in layer["encoding"].values()}
    assert named <= set(plot_rows(drawing)[0])

"""The Vega-Lite specs: what they draw is what they are given."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from oncurve.chart.plot import Plot, Point, Series, plot_spec
from oncurve.chart.spark import spark, tornado_row
from oncurve.chart.vega import Band, Ribbon, band_chart, fan_chart, flow_chart, tornado_chart

BAND = Band("China", ["2024-03-31", "2024-06-30"], [1.0, 2.0], [0.5, 1.0], [2.0, 4.0])


def test_a_band_keeps_every_value() -> None:
    """Each date has its median and interval, and the spec is plain JSON."""
    made = band_chart("Stocks", "chips", [BAND])
    assert [row["median"] for row in made["data"]["values"]] == [1.0, 2.0]
    assert json.loads(json.dumps(made)) == made


def test_every_spec_is_of_the_version_that_the_pages_draw_with() -> None:
    """Specs name the major version of Vega-Lite that `lock.json` holds."""
    lock = json.loads(files("oncurve.web").joinpath("assets/lock.json").read_text(encoding="utf-8"))
    drawn_with = next(each["version"].partition(".")[0] for each in lock if each["package"] == "vega-lite")
    plot = Plot("Title", "x", "y", (Series("one", (Point(1.0, 2.0),), "points"),))
    for made in (band_chart("Stocks", "chips", [BAND]), plot_spec(plot)):
        assert made["$schema"].endswith(f"/vega-lite/v{drawn_with}.json")


def test_a_fan_has_a_line_at_zero() -> None:
    """A lead may turn negative, so zero is marked and the scale is even."""
    made = fan_chart("Lead", "months", [BAND])
    assert made["layer"][-1]["encoding"]["y"] == {"datum": 0}
    assert made["layer"][0]["encoding"]["y"]["scale"] == {"zero": False}


def test_ribbons_are_as_high_as_their_flows_and_do_not_overlap() -> None:
    """At both ends the heights of the ribbons are their shares of the whole, one above the other."""
    made = flow_chart("Flows", "chips", [Ribbon("a", "x", 3.0), Ribbon("b", "x", 1.0)])
    for end in (0, 1):
        edges = sorted((row["low"], row["high"]) for row in made["data"]["values"] if row["x"] == end)
        assert [round(high - low, 9) for low, high in edges] == [0.75, 0.25]
        assert edges[0][1] <= edges[1][0] + 1e-9


def test_a_negative_flow_is_refused() -> None:
    """A flow below zero cannot be drawn."""
    with pytest.raises(ValueError, match="negative"):
        flow_chart("Flows", "chips", [Ribbon("a", "x", -1.0)])


def test_a_tornado_keeps_its_order() -> None:
    """Bars stand in the order given, the widest on top."""
    made = tornado_chart("What decides", "months", [("wide", 1.0, 9.0), ("narrow", 4.0, 5.0)], 5.0)
    assert made["layer"][0]["encoding"]["y"]["sort"] == ["wide", "narrow"]


def test_a_row_of_bars_rises_with_its_numbers() -> None:
    """The least number is the lowest bar, the greatest the highest."""
    assert spark([0, 1, 2]) == "▁▄█" or spark([0, 1, 2]) == "▁▅█"
    assert len(spark([1, 1, 1])) == 3
    assert tornado_row(2.0, 8.0, (0.0, 10.0), 5.0, 10) == "  ███│███ "

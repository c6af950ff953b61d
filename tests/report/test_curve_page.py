"""The page of cost against capability."""

from __future__ import annotations

from oncurve.api import World
from oncurve.report.pages.rates import curve_page


def test_a_stage_on_top_of_another_model_is_no_point_of_the_curve() -> None:
    """R1's own run is dearer than nothing and cheaper than its skill: it is in the table, not in the pictures."""
    plain, page = curve_page(World(draws=64))
    tuned = {row["model"] for row in plain["points"] if row["base"]}
    assert "deepseek-r1" in tuned
    drawn = {point.label for section in page.sections for plot in section.plots
             for series in plot.series for point in series.points}
    assert "DeepSeek-V3" in drawn
    assert "DeepSeek-R1" not in drawn

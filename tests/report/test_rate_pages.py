"""Pages of lags, of points on the curve and of past forecasts say what the answers say."""

from __future__ import annotations

from oncurve.answers.on_trend import on_trend
from oncurve.api import World
from oncurve.report.answer import answer_html
from oncurve.report.pages.past import backtest_page
from oncurve.report.pages.rates import lag_page, on_trend_page

PAST = {"rows": [], "n": 10, "coverage": 0.8, "level": 0.8, "crps": 1.0, "skill": {"persistence": 0.1},
        "skill_intervals": {"persistence": [-0.02, 0.3]}, "reliability": [1, 2, 3, 4],
        "warnings": ["forecasts are few"]}


def test_past_forecasts_are_held_to_the_level_of_their_intervals() -> None:
    """Intervals of 80% are said to be, skill has its interval, and what came is drawn by where it fell."""
    page = answer_html(backtest_page(PAST))
    assert "Inside the 80% interval" in page
    assert "+10% (-2% to +30%)" in page
    assert "75% to 100%" in page
    assert "Forecasts are few" in page


def test_a_lag_that_has_no_crossing_is_said_to_lead() -> None:
    """DeepSeek-V3's score on BBH is the highest of the table, so that no US model had scored as high."""
    world = World(draws=64)
    page = answer_html(lag_page(world.lag("deepseek-v3", behind="US", measure="benchmark:BBH"), world))
    assert "ahead of all" in page
    assert "the table of scores ends" in page.lower()


def test_both_gaps_and_the_records_stand_on_the_page_of_a_point() -> None:
    """Rates over the months between trainings are told from those between releases; records have a country."""
    world = World(draws=64)
    page = answer_html(on_trend_page(on_trend(world, "deepseek-v3", ["claude-3-5-sonnet"]), world))
    for words in ("trainings", "releases", "less training compute than any before", ">CN<", "By training compute"):
        assert words in page

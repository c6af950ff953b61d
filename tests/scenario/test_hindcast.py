"""What was known in 2023 and 2024, against what was published later; and the rebound, against known growth."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.stats import binom

from oncurve.basis.errors import MissingFact
from oncurve.basis.inputs import Draws, Input
from oncurve.catalog.read import Catalogue
from oncurve.scenario.hindcast import HORIZONS, ORIGINS, TARGETS, Hindcast, Row, _straight, hindcast
from oncurve.scenario.known_then import Then, gone_on
from oncurve.scenario.rebound import rebound


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All facts."""
    return Catalogue.load()


@pytest.fixture(scope="module")
def table(catalogue: Catalogue) -> Hindcast:
    """Every forecast, from few draws."""
    return hindcast(catalogue, Draws(n=1024))


def test_it_rests_on_enough_dated_figures(table: Hindcast) -> None:
    """At least 60 dated figures published in 2022 to 2024 stand behind the forecasts."""
    assert table.figures >= 60


def test_coverage_is_within_the_exact_binomial_band(table: Hindcast) -> None:
    """The 90% intervals of all forecasts together cover what came as often as 90% intervals may."""
    n = len(table.rows)
    low, high = binom.ppf([0.05, 0.95], n, 0.9) / n
    assert low <= table.coverage() <= high


@pytest.mark.parametrize("target", TARGETS)
def test_coverage_of_each_target_is_within_the_band_of_its_own_errors(table: Hindcast, target: str) -> None:
    """By target, coverage lies in the band that the forecasts' own dependence gives, and the spread is not idle.

    Were the intervals far too wide, what came would stand within a small part of them: in standard deviations of the
    forecasts it strays from the median by 0.6 to 1.3.
    """
    low, high = table.bands[target]
    assert low <= table.coverage(target) <= high
    rows = [row for row in table.rows if row.target == target]
    strays = [np.log(row.came / row.median) / (np.log(row.high / row.low) / 3.29) for row in rows]
    assert 0.6 <= np.sqrt(np.mean(np.square(strays))) <= 1.3


def test_growth_goes_on_as_other_series_did(catalogue: Catalogue) -> None:
    """On quarterly capex and revenue of four firms the 90% intervals of growth cover 80% or more of what came."""
    series: dict[tuple[str, str, str], dict[dt.date, float]] = {}
    for row in catalogue.supply:
        start, end = row.span.start, row.span.end
        if row.measure in ("revenue", "capex") and start and end and (end - start).days < 100 and \
                row.kind != "forecast":
            series.setdefault((row.measure, row.holder, row.scope), {})[start] = row.amount
    draws = Draws(n=1024)
    kept = np.asarray(draws.values(Input.of_assumption(catalogue.assumption("hindcast_slope_kept"))))
    hits: list[bool] = []
    for values in (each for each in series.values() if len(each) >= 12):
        logs = np.log([values[day] for day in sorted(values)])
        for origin in range(5, len(logs) - 1):
            strays = [draws.column(f"try.{origin}.{step}")[0] for step in range(7)]
            for came, foreseen in zip(logs[origin:], gone_on(logs[:origin], kept, strays), strict=False):
                low, high = np.quantile(foreseen, (0.05, 0.95))
                hits.append(bool(low <= came <= high))
    assert len(hits) > 250
    assert 0.8 <= np.mean(hits) <= 0.97


def test_growth_of_a_steady_series_goes_on_at_what_is_kept_of_it() -> None:
    """A series that grew by a tenth a step is foreseen to grow by half of that, then a quarter, where half is kept."""
    found = gone_on(np.arange(6) * 0.1, np.asarray([0.5]), [np.zeros(1)] * 3)
    assert [float(each[0]) for each in found] == pytest.approx([0.55, 0.575])


def test_what_was_told_of_a_share_moves_other_quarters(catalogue: Catalogue) -> None:
    """China's share while barred is foreseen lower, and surer, once the company had told the 5% of one such quarter."""
    shares = []
    for day in (dt.date(2023, 12, 1), dt.date(2024, 3, 1)):
        then = Then(catalogue.known_by(day), Draws(n=4096), day, 2)
        number = then.quarters.index(dt.date(2024, 1, 1))
        shares.append(then.share("hindcast_china_share_barred", number, [] if day.year == 2023 else [0.05]))
    assert np.median(shares[1]) < np.median(shares[0])
    assert np.log(shares[1]).std() < 0.85 * np.log(shares[0]).std()


def test_a_sum_of_quarters_is_surer_than_a_quarter(catalogue: Catalogue) -> None:
    """Shares of eight quarters that correlate by r have a mean whose variance is (1 + 7 r) / 8 of that of one."""
    day = dt.date(2023, 9, 1)
    then = Then(catalogue.known_by(day), Draws(n=16384), day, 2)
    shares = np.asarray([then.share("hindcast_cloud_share", number) for number in range(8)])
    together = catalogue.assumption("counts_hang_together").amount
    ratio = shares.mean(axis=0).var() / shares.var(axis=1).mean()
    assert ratio == pytest.approx((1 + 7 * together) / 8, rel=0.05)


def test_it_beats_a_straight_line(table: Hindcast) -> None:
    """The interval score is at least 25% better than that of a straight line through the logarithms."""
    assert table.skill() >= 0.25


def test_every_target_is_forecast_from_every_origin(table: Hindcast) -> None:
    """Each of the four quantities is forecast from each origin."""
    assert {(row.target, row.origin) for row in table.rows} == {(target, day) for target in TARGETS for day in ORIGINS}
    assert {row.ahead for row in table.rows} == set(HORIZONS)


def test_what_came_is_what_was_published(table: Hindcast) -> None:
    """Nvidia's chips in China at the end of 2024 are the 322,257 H100-equivalents that Epoch AI published."""
    row = next(row for row in table.rows if row.target == "china_stock" and row.quarter == dt.date(2024, 10, 1))
    assert row.came == pytest.approx(322_257, rel=0.02)


def test_the_interval_score_is_that_of_the_textbook() -> None:
    """Inside the interval the score is its width; outside 20 times the miss is added (Gneiting and Raftery 2007)."""
    day = dt.date(2024, 1, 1)
    inside = Row("x", day, day, 1, 2.0, 1.0, np.e, 1.0, np.e, 2.0)
    outside = Row("x", day, day, 1, 2.0, 1.0, np.e, 1.0, np.e, np.e**2)
    assert inside.score()[0] == pytest.approx(1.0)
    assert outside.score()[0] == pytest.approx(1.0 + 20 * 1.0)


def test_the_baseline_is_a_prediction_interval() -> None:
    """On lines with known noise the baseline's 90% interval covers the next value nine times in ten."""
    random = np.random.default_rng(1)
    hits = 0
    for _ in range(400):
        logs = 1 + 0.2 * np.arange(9) + random.normal(0, 0.1, 9)
        low, high = _straight(list(np.exp(logs[:8])), 1)
        hits += low <= np.exp(logs[8]) <= high
    assert binom.ppf(0.001, 400, 0.9) <= hits <= binom.ppf(0.999, 400, 0.9)


def test_the_rebound_names_its_confounders(catalogue: Catalogue) -> None:
    """Spending rose as models grew cheaper, so more than all came back; what else may explain it is named."""
    found = rebound(catalogue, Draws(n=1024))
    assert found.rebound.low > 1
    assert len(found.confounders) >= 5
    first, last = found.quarters[0], found.quarters[-1]
    years = (last[0] - first[0]).days / 365.25
    assert found.spending_growth.median == pytest.approx((last[1] / first[1]) ** (1 / years), rel=0.25)


def test_revenue_is_what_the_company_reported(catalogue: Catalogue) -> None:
    """The quarter to January 2024 brought 18.40 billion USD, that to January 2026 62.31 billion."""
    quarters = {day: revenue for day, revenue, _ in rebound(catalogue, Draws(n=64)).quarters}
    assert quarters[dt.date(2023, 10, 1)] == 18.40e9
    assert quarters[dt.date(2025, 10, 1)] == 62.31e9


def test_too_little_is_said(catalogue: Catalogue) -> None:
    """Before there are two years of revenue there is no estimate."""
    with pytest.raises(MissingFact, match="two years"):
        rebound(catalogue.known_by(dt.date(2023, 1, 1)), Draws(n=64))

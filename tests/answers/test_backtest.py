"""How well chip-hours are predicted when their own report is hidden."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import pytest
from scipy import stats

from oncurve.answers.backtest import backtest, binomial_band, interval_score
from oncurve.catalog.read import Catalogue
from oncurve.cost.regression import student_quantile

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def test_intervals_cover_what_chance_allows(catalogue: Catalogue) -> None:
    """Of at least 40 independent runs, as many lie inside their 90% interval as a binomial of 0.9 leaves likely."""
    found = backtest(catalogue)
    low, high = binomial_band(found.n)
    assert found.n >= 40
    assert low <= sum(row.inside for row in found.rows) <= high


def test_intervals_beat_one_factor_for_all_by_a_quarter(catalogue: Catalogue) -> None:
    """Mean log interval score, against 0.3x to 4x around the same point (Cottier et al. 2024, table 5)."""
    found = backtest(catalogue)
    assert found.factor == pytest.approx((0.3, 4.0))
    assert found.skill >= 0.25


def test_runs_are_independent(catalogue: Catalogue) -> None:
    """No two runs share a report, or a developer and a number of hours."""
    rows = backtest(catalogue).rows
    models = [catalogue.models[row.model] for row in rows]
    assert len({(model.organisation, row.actual) for model, row in zip(models, rows, strict=True)}) == len(rows)


def test_the_report_is_really_hidden(catalogue: Catalogue) -> None:
    """A run whose reported hours were ten times as many is predicted the same."""
    from dataclasses import replace

    from oncurve.answers import backtest as module

    runs = module.known_runs(catalogue)
    false = [replace(run, hours=run.hours * 10) if place == 0 else run for place, run in enumerate(runs)]
    true, told = module._left_out(0, runs), module._left_out(0, false)
    assert (told.low, told.median, told.high) == (true.low, true.median, true.high)


def test_the_band_is_that_of_the_binomial() -> None:
    """Its ends leave at most 2.5% on either side, by scipy."""
    for n in (40, 52, 100):
        low, high = binomial_band(n)
        assert stats.binom.cdf(low - 1, n, 0.9) <= 0.025 < stats.binom.cdf(low, n, 0.9)
        assert stats.binom.sf(high, n, 0.9) <= 0.025 < stats.binom.sf(high - 1, n, 0.9)


def test_student_quantiles_are_those_of_scipy() -> None:
    """To 1% from 3 degrees of freedom on."""
    for free in (3, 5, 10, 40):
        assert student_quantile(free) == pytest.approx(stats.t.ppf(0.95, free), rel=0.01)


def test_the_score_is_the_published_one() -> None:
    """Width plus 20 times what sticks out at 90% (Gneiting and Raftery 2007, eq. 43), on logs."""
    e = math.e
    assert interval_score(1.0, 1 / e, e) == pytest.approx(2.0)
    assert interval_score(e * e, 1 / e, e) == pytest.approx(2.0 + 20.0)


def test_the_page_shows_what_the_code_gives(catalogue: Catalogue) -> None:
    """The tables of docs/accuracy.md are those that `scripts/accuracy.py` makes."""
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "scripts" / "accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert module.with_tables(page, catalogue) == page

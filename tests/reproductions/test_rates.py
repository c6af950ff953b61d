"""Published rates of change, derived again from the published data or parameters."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from oncurve.answers.trends import year_of
from oncurve.api import World
from oncurve.capability.ho2024 import MONTHS_PRINTED, PRINTED, halving_months
from oncurve.capability.horizon import doubling_days, drawn_doubling_days, read_horizons
from oncurve.trend.breaks import fit_kink
from oncurve.trend.frontier import rolling_top

SHARED = Path(__file__).parents[3] / "shared" / "data"
METR = SHARED / "metr"
needs_metr = pytest.mark.skipif(not METR.exists(), reason="METR's horizons are not shipped")
SINCE_2023 = dt.date(2023, 1, 1)


@needs_metr
@pytest.mark.parametrize(("file", "since", "days"), [
    ("metr_IAPS-AI_benchmark_results_1_1.csv", None, 196.5),
    ("metr_IAPS-AI_benchmark_results_1_1.csv", SINCE_2023, 130.8),
    ("metr_IAPS-AI_benchmark_results_1_0.csv", SINCE_2023, 165.3),
    ("metr_peterhurford_benchmark_results_1_1.csv", SINCE_2023, 128.7)])
def test_time_horizons_double_as_metr_published(file: str, since: dt.date | None, days: float) -> None:
    """METR: 196.475 days over all time, 130.801 since 2023 (Time Horizon 1.1), 165 since 2023 (1.0), 128.7 (newer)."""
    assert doubling_days(read_horizons(METR / file), since=since) == pytest.approx(days, abs=0.06)


@needs_metr
def test_the_interval_is_about_as_wide_as_metrs() -> None:
    """METR's 95% interval since 2023 is 107.3 to 161.4 days, from a bootstrap over tasks that all agents share."""
    horizons = read_horizons(METR / "metr_IAPS-AI_benchmark_results_1_1.csv")
    low, high = np.quantile(drawn_doubling_days(horizons, 4000, since=SINCE_2023), [0.025, 0.975])
    assert low == pytest.approx(107.3, abs=8)
    assert high == pytest.approx(161.4, abs=12)


def test_ho_2024_halves_in_8_68_months_by_its_printed_parameters() -> None:
    """From four printed numbers; inside the authors' own 95% interval."""
    months = halving_months(**PRINTED)
    assert months == pytest.approx(8.68, abs=0.005)
    assert MONTHS_PRINTED[0] < months < MONTHS_PRINTED[2]


def test_four_times_a_year_is_a_halving_in_six_months() -> None:
    """The two ways of saying the rate in the essay of January 2025."""
    assert pytest.approx(4) == 2 ** (12 / 6.0)
    assert pytest.approx(2.83, abs=0.005) == 2 ** (12 / 8.0)


def test_efficiency_holds_the_rates_that_a_rerun_of_the_public_analysis_gives() -> None:
    """Two-stage 5.6 to 7.0 and joint 18 to 21 times a year lie inside the 90% intervals of the same methods."""
    methods = {each.name: each.per_year for each in World().trend("training-efficiency").methods}
    assert methods["two_stage"].low < 5.6
    assert methods["two_stage"].high > 7.0
    assert methods["joint"].low < 18.4 < methods["joint"].high


def test_prices_at_fixed_capability_fall_as_fast_as_published() -> None:
    """Epoch AI (March 2025): 9 to 900 times a year, median 50; the median over our six levels lies inside."""
    found = World().trend("inference-price")
    assert 9 < found.per_year.median < 900
    assert found.per_year.low < 50 < found.per_year.high


def test_training_compute_and_cost_grow_as_published() -> None:
    """Cottier et al. 2024 have 2.0 to 3.1 times a year for cost, Epoch AI 4 to 5 for compute; ours meet both."""
    cost, compute = (World().trend(what).per_year for what in ("training-cost", "training-compute"))
    assert cost.low < 3.1
    assert cost.high > 2.4
    assert compute.low < 4.5
    assert compute.high > 4.0


@pytest.mark.skipif(not (SHARED / "epoch" / "models").exists(), reason="Epoch AI's table of models is not shipped")
def test_chinas_training_compute_by_the_public_method() -> None:
    """Rolling top ten of Chinese language models to January 2025, one kink: 51 models, 4.02 a year since 2021.6.

    So a rerun of the public method on this file; Epoch AI, on an earlier one, has 2.93 since 2021.8.
    """
    rows = []
    with (SHARED / "epoch" / "models" / "all_ml_systems.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            country = row["Country (of organization)"]
            kept = ("China" in country or "Hong Kong" in country) and not row["Base model"]
            kept &= row["Model"].strip() not in ("AlphaGo Master", "AlphaGo Zero")
            if kept and row["Training compute (FLOP)"] and row["Publication date"] <= "2025-01-07":
                rows.append((row["Publication date"], float(row["Training compute (FLOP)"]), row["Domain"]))
    years = np.asarray([year_of(dt.date.fromisoformat(day)) for day, *_ in rows])
    flop = np.asarray([value for _, value, _ in rows])
    kept = rolling_top(years, flop, 10) & np.asarray(
        [day >= "2018" and ("Language" in domain or "Multimodal" in domain) for day, _, domain in rows])
    assert kept.sum() == 51
    found = fit_kink(years[kept], np.log10(flop[kept]), grid=np.arange(2019, 2024, 1 / 24), fewest=10)
    assert 10**found.after == pytest.approx(4.02, rel=0.03)
    assert found.at == pytest.approx(2021.6, abs=0.1)

"""Two articles of January 2025: the verdicts that a sceptical reader of either camp would accept (docs/seeds.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oncurve.api import World
from oncurve.claims.audit import audit
from oncurve.claims.claim import Claim
from oncurve.claims.verdict import Judgement

WORLD = World()
DAY = dt.date(2025, 1, 30)
AMODEI = "Dario Amodei"


def judged(quote: str, measure: str, subject: str, *, sentence: str = "", **more: Any) -> tuple[Judgement, Judgement]:
    """The verdicts then and now on a claim of the essay, or of one who answers it."""
    text = sentence or f"{quote}."
    article = WORLD.extract_text(text, published=DAY)[0]
    start = text.find(quote)
    claim = Claim(quote, start, start + len(quote), text, measure, subject, **{"speaker": AMODEI, **more})
    made = audit(article, WORLD.at(DAY), WORLD, claims=[claim]).claims[0]
    return made.then, made.now


def test_the_point_on_the_curve_depends_on_handicap_rate_or_gap() -> None:
    """It hangs on an input of the argument itself, and is shown in the inputs of both sides, who disagree."""
    then, _ = judged("a point that the curve predicts", "cost_decline_rate", "deepseek-v3", qualifier="vague")
    assert then.verdict == "depends"
    assert then.hinge is not None
    assert then.hinge.inside
    assert then.hinge.name.rpartition(".")[2] in ("capability_handicap", "trend_rate", "training_date",
                                                  "months_before_release")
    sides = {each.reading.name: each.reading.estimate.median for each in then.readings
             if each.reading.name.startswith("side:")}
    assert abs(sides["side:dario-amodei"]) < 10 < 50 < sides["side:deepseek"]


def test_seven_to_ten_months_is_shown_under_at_least_three_measures() -> None:
    """No single number is given: benchmarks together, each alone, and the ends of training."""
    then, _ = judged("7 to 10 months", "capability_lag", "deepseek-v3", reference="US", low=7.0, high=10.0,
                     unit="months", qualifier="range")
    assert then.verdict in ("scope_dependent", "depends")
    assert len(then.readings) >= 3
    assert len({each.reading.name.partition(":")[0] for each in then.readings}) >= 3


def test_the_companys_spending_is_set_against_three_denominators() -> None:
    """All spending, training and running costs of an American lab are three readings, and the essay is none of them."""
    then, now = judged("total spending is not so different", "organisation_spend", "deepseek", reference="US",
                       scope="total", qualifier="vague")
    assert len(then.readings) >= 3
    assert len({each.reading.name.split()[-1] for each in then.readings}) >= 3
    assert "dario-amodei-2025-01-29" not in then.sources
    assert now.verdict in ("scope_dependent", "depends")


def test_ahead_in_evals_is_a_table_benchmark_by_benchmark() -> None:
    """Each benchmark that one tester gave both models is a row; some say ahead and some do not."""
    then, _ = judged("Sonnet remains ahead", "benchmark_score", "claude-3-5-sonnet",
                     sentence="Compared with DeepSeek-V3, Sonnet remains ahead on many tests.", qualifier="vague")
    assert then.verdict == "scope_dependent"
    assert len({each.reading.name for each in then.readings}) >= 4
    assert {"consistent", "inconsistent"} <= {each.verdict for each in then.readings}


@pytest.mark.parametrize(("quote", "measure", "subject", "speaker"), [
    ("greatly exaggerated", "not_auditable", "deepseek", AMODEI),
    ("Their duties should be the highest", "tariff_rate", "CN", "Howard Lutnick"),
])
def test_judgements_of_value_are_named_as_such(quote: str, measure: str, subject: str, speaker: str) -> None:
    """Opinions and wishes of either man are not checked, then or now."""
    assert {each.verdict for each in judged(quote, measure, subject, speaker=speaker)} == {"not_checkable"}


@pytest.mark.parametrize("quote", ["could establish a lasting lead", "will soon cease to be true"])
def test_forecasts_without_a_day_are_kept(quote: str) -> None:
    """A forecast is not due, and says that no day was named."""
    then, _ = judged(quote, "forecast", "US", qualifier="vague")
    assert then.verdict == "not_due"
    assert "names no day" in then.reason


def test_the_reported_cost_of_v3_is_right_for_the_final_run_alone() -> None:
    """The run fits; research and the whole company do not; and the report itself sets that limit."""
    then, _ = judged("$5.58 million", "training_cost", "deepseek-v3", value=5.58e6, unit="USD", speaker="DeepSeek",
                     sentence="It trained a model for only $5.58 million, which leaves out research.")
    assert then.verdict == "scope_dependent"
    words = {each.reading.name.partition(":")[0]: each.verdict for each in reversed(then.readings)}
    assert words["final_run"] == "consistent"
    assert words["rd"] == words["all_in"] == "inconsistent"
    assert "OC304" in {each.code for each in then.findings}


def test_a_few_tens_of_millions_is_not_confirmed_by_the_essay_that_says_so() -> None:
    """Prices and peers answer, with a hinge; the speaker's own essay stands for nothing."""
    then, _ = judged("a few $10M's", "training_cost", "claude-3-5-sonnet", low=20e6, high=50e6, unit="USD",
                     qualifier="vague")
    assert then.verdict == "depends"
    assert then.hinge is not None
    assert "dario-amodei-2025-01-29" not in then.headline.reading.estimate.sources


@pytest.mark.parametrize(("quote", "subject", "time"), [("about a month ago", "deepseek-v3", "2024-12"),
                                                        ("last week", "deepseek-r1", "2025-01-20/2025-01-26")])
def test_dates_of_release_fit(quote: str, subject: str, time: str) -> None:
    """V3 came out on 26 December 2024 and R1 on 20 January 2025."""
    then, _ = judged(quote, "release_date", subject, time=time, unit="date", qualifier="approx", speaker=None)
    assert then.verdict == "consistent"


def test_both_camps_get_findings() -> None:
    """The essay's dates rest on its own word; the bank's figure was never its own."""
    essay, _ = judged("9 to 12 months ago", "training_date", "claude-3-5-sonnet", time="2024-01/2024-04", unit="date",
                      qualifier="range")
    assert "OC501" in {each.code for each in essay.findings}
    bank, _ = judged("$5.58 million", "training_cost", "deepseek-v3", value=5.58e6, unit="USD",
                     speaker="Bank of America", sentence="Bank of America puts the cost at $5.58 million.")
    assert bank.verdict == "drifted"
    assert "OC302" in {each.code for each in bank.findings}

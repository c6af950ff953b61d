"""What the scenarios give beside a forecast that is not due, and beside a sentence on who pays a duty."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.claims.audit import AuditedClaim
from oncurve.claims.outlook import SCENARIOS
from oncurve.scenario.policy import policy_named

DAY = "2026-11-01"
WORLD = World()


def only(sentence: str, published: str = DAY) -> AuditedClaim:
    """The one claim of a sentence that has a figure, audited."""
    (found,) = (each for each in WORLD.claim(sentence, published=published).claims if each.claim.value is not None)
    return found


@pytest.mark.parametrize(("sentence", "quantity", "day"), [
    ("Analysts expect China to hold 5 million H100-equivalents by the end of 2028.", "china_held", "2028-12-31"),
    ("Analysts expect American companies to hold 90 million H100-equivalents by the end of 2027.", "us_held",
     "2027-12-31"),
    ("Epoch AI predicts that Chinese labs will trail American ones by three months by the end of 2027.", "lag",
     "2027-12-31"),
    ("Experts predict that China's share of the world's AI compute will be 20% by 2030.", "china_share", "2030-12-31"),
    ("Analysts expect 4 million chips to be smuggled into China by the end of 2028.", "smuggled", "2028-12-31"),
    ("Epoch predicts that the largest training run will reach 1e29 FLOP by 2030.", "largest_run_us", "2030-12-31"),
])
def test_the_outlook_is_what_the_scenario_command_gives_on_that_day(sentence: str, quantity: str, day: str) -> None:
    """Each row equals the series of `oncurve scenario` at the end of the quarter of the day, on as many draws."""
    found = only(sentence)
    answer = World(as_of=DAY, draws=2048).scenario(*SCENARIOS)
    assert found.verdict == "not_due"
    assert [row.scenario for row in found.outlook] == list(SCENARIOS)
    for row, scenario in zip(found.outlook, answer.scenarios, strict=True):
        series = next(each for each in scenario.series if each.name == quantity)
        at = series.dates.index(dt.date.fromisoformat(day))
        assert (row.quantity, row.unit, row.day) == (quantity, series.unit, series.dates[at])
        assert (row.value, row.low, row.high) == (series.median[at], series.low[at], series.high[at])


@pytest.mark.parametrize("sentence", [
    "By 2027 China will hold 3 million H100-equivalents.",
    "In 2027 China holds 3 million H100-equivalents.",
    "China will trail the United States by 12 months at the end of 2027.",
    "China's share of the world's AI compute will be 10% by 2028.",
])
def test_what_nobody_is_named_to_foresee_is_not_set_against_today(sentence: str) -> None:
    """A sentence on a day to come is not due; beside it stand the scenarios of that day as readings, each judged."""
    found = only(sentence)
    assert found.verdict == found.now.verdict == "not_due"
    assert [each.reading.name for each in found.then.readings] == [f"scenario:{name}" for name in SCENARIOS]
    for reading, row in zip(found.then.readings, found.outlook, strict=True):
        made = reading.reading.estimate
        assert (made.median, made.low, made.high) == (row.value, row.low, row.high)
        assert reading.agreement is not None
        assert made.drivers


def test_a_reading_of_a_day_to_come_tells_what_fits_it() -> None:
    """The middle of the status quo's interval fits that reading, and a hundred times as much fits none."""
    row = only("By 2027 China will hold 3 million H100-equivalents.").outlook[0]
    near, far = (only(f"By 2027 China will hold {amount} million H100-equivalents.").then.readings
                 for amount in (round(row.value / 1e6, 1), round(row.value / 1e4)))
    assert near[0].verdict == "consistent"
    assert {each.verdict for each in far} == {"inconsistent"}


def test_chips_of_any_kind_are_not_set_against_equivalents() -> None:
    """The model counts H100-equivalents: beside a number of chips its outlook stands, and no reading is judged."""
    found = only("By 2027 China will hold 3 million AI chips.")
    assert found.verdict == "not_due"
    assert found.outlook
    assert found.then.readings == ()


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("At the end of 2024 China held 30 million H100-equivalents.", "inconsistent"),
    ("xAI will have 900,000 GPUs by the end of 2028.", "not_due"),
])
def test_the_past_is_judged_and_a_plan_for_a_later_year_waits(sentence: str, verdict: str) -> None:
    """What was held at the end of a past year is judged; what somebody will hold in two years is not due."""
    assert only(sentence).verdict == verdict


def test_a_forecast_for_one_year_gets_that_year_alone() -> None:
    """What is smuggled in 2027 and in 2028 is less than all until the end of 2028, and the words name the year."""
    whole = only("Analysts expect 600,000 chips to be smuggled into China by the end of 2028.").outlook
    years = [only(f"Analysts expect 600,000 chips to be smuggled into China in {year}.").outlook
             for year in (2027, 2028)]
    for every, first, second in zip(whole, *years, strict=True):
        assert 0 < first.value + second.value < every.value
        assert "2027" in first.words
        assert "until 31 December 2028" in every.words


@pytest.mark.parametrize(("sentence", "false"), [
    ("Dario Amodei predicts that China will hold 3 million H100-equivalents by the end of 2027.", "30 million"),
    ("Jensen Huang predicts that China will hold 3 million H100-equivalents by the end of 2027.", "30 million"),
])
def test_a_claim_ten_times_as_high_by_either_side_gets_the_same_outlook_to_the_bit(sentence: str, false: str) -> None:
    """The outlook takes nothing from the figure or from who says it: both sides of the dispute get one and the same."""
    plain = only("Analysts expect China to hold 1 million H100-equivalents by the end of 2027.").outlook
    assert plain
    assert only(sentence).outlook == only(sentence.replace("3 million", false)).outlook == plain


@pytest.mark.parametrize("sentence", [
    "Analysts expect Nvidia to sell 2 million H20 chips to China in 2027.",
    "Huawei is expected to make 2 million AI chips in 2028.",
    "Experts predict that Microsoft will hold 30 million H100-equivalents by the end of 2027.",
    "Analysts expect China to hold 90 million H100-equivalents by the end of 2040.",
])
def test_what_the_model_does_not_give_gets_no_outlook(sentence: str) -> None:
    """One kind of chip, one maker, one owner, or a day after the scenarios end: nothing stands in for it."""
    assert only(sentence).outlook == ()


def test_a_forecast_whose_day_has_passed_is_scored_and_has_no_outlook() -> None:
    """A forecast of January 2025 for the end of that year has a verdict by what is known now, and no outlook."""
    found = only("Analysts expect China to hold 5 million H100-equivalents by the end of 2025.", "2025-01-29")
    assert found.verdict == "not_due"
    assert found.now.verdict != "not_due"
    assert "outlook" not in found.to_dict()


@pytest.mark.parametrize("who", ["American buyers", "Chinese sellers"])
def test_who_pays_a_duty_gets_the_scenario_s_share_beside_it_and_no_other_verdict(who: str) -> None:
    """The share, its interval and its source stand beside the rate, which is judged as it is without them."""
    plain, told = only("The tariff on chips is 25%."), only(f"The 25% tariff on chips will be paid by {who}.")
    assert told.verdict == plain.verdict
    (share,) = [each for each in told.then.readings if each.reading.name == "pass_through"]
    made = share.reading.estimate
    assert share.agreement is None
    assert made.low < made.median < made.high < 100
    assert 100 * policy_named("tariff").numbers["tariff.pass_through"] == pytest.approx(made.median, rel=0.01)
    assert "cavallo-2019" in told.then.sources
    assert "pass_through" not in [each.reading.name for each in plain.then.readings]

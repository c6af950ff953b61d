"""The on-trend test: seen against expected, worked by hand, and what moves the answer."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.answers.between import gaps_between
from oncurve.answers.on_curve import Pair, Terms, on_curve
from oncurve.answers.rates import published_rates
from oncurve.api import World
from oncurve.basis.errors import UnknownName
from oncurve.basis.span import months_between

WORLD = World().at(dt.date(2025, 2, 4))
V3, SONNET = WORLD.model("deepseek-v3"), WORLD.model("claude-3-5-sonnet")


def answer(**terms: object):
    """The test for DeepSeek-V3 against Claude 3.5 Sonnet by what was known in February 2025."""
    costs = [WORLD.cost(model.id, drivers=False).scopes["final_run"].estimate for model in (V3, SONNET)]
    rates = published_rates(WORLD.catalogue, "training-efficiency")
    return on_curve(Pair(V3, SONNET, *costs), rates, WORLD.catalogue, WORLD.draws, Terms(**terms))


def test_the_rates_are_those_that_were_published_each_with_what_it_measures() -> None:
    """The 1.68x of 2020, the 2.8x of Ho et al. (2024) and the 4x of the essay of January 2025 stand side by side."""
    rates = {round(rate.said.amount, 2): rate.measures for rate in published_rates(WORLD.catalogue,
                                                                                   "training-efficiency")}
    assert {1.68, 4.0} <= set(rates)
    assert any("halving" in words for words in rates.values())
    assert len(set(rates.values())) == len(rates)


def test_the_expected_ratio_is_the_rate_to_the_power_of_the_years_times_the_handicap() -> None:
    """At 4x a year, 7 to 11 months between trainings and a handicap of 1 to 2, the sketch by hand gives 2.2 to 7.1."""
    row = next(each for each in answer().expected if each.rate == "dario-amodei" and each.gap == "training")
    assert 2.2 <= row.estimate.low < row.estimate.median < row.estimate.high <= 7.1


def test_the_gap_is_given_by_training_and_by_release() -> None:
    """Between the releases of 20 June and 26 December 2024 lie 6.2 months, whatever the trainings did."""
    gaps = dict(answer().gaps)
    assert set(gaps) == {"training", "release"}
    assert gaps["release"].median == pytest.approx(months_between(dt.date(2024, 6, 20), dt.date(2024, 12, 26)))
    assert gaps["release"].exact


def test_a_faster_published_rate_makes_the_model_more_of_an_expected_point() -> None:
    """The probability of being on the curve rises with the rate, for either way to count the years."""
    for gap in ("training", "release"):
        rows = sorted((each.estimate.median, each.probability) for each in answer().expected if each.gap == gap)
        assert [each for _, each in rows] == sorted(each for _, each in rows)


def test_the_hinge_is_one_of_handicap_rate_gap_and_cost() -> None:
    """What decides is an input of the test itself, with the value at which the answer turns."""
    hinge = answer(hinges=True).hinge
    assert hinge is not None
    assert any(word in hinge.name for word in ("capability_handicap", "trend_rate", "training_date", "peer_flop",
                                               "months_before_release", "rental_price"))
    assert hinge.flips_at != hinge.value


def test_without_dates_there_is_no_answer() -> None:
    """A model that no source dates gives no gap."""
    assert gaps_between(V3, SONNET, WORLD.catalogue, lambda model, name: ()) == []


@pytest.mark.parametrize(("text", "day"), [
    ("METR reports that the length of tasks AI can do doubles every 131 days.", "2026-03-06"),
    ("Epoch AI finds that the price of a given level of AI falls 50 times a year.", "2025-04-06"),
    ("Dario Amodei writes that the cost curve of training shifts about 4x a year.", "2025-03-06"),
])
def test_a_source_quoted_on_its_own_rate_is_never_inconsistent(text: str, day: str) -> None:
    """What a source published is one reading of the sentence, with the rates of others beside it."""
    claim = World().check_text(text, published=day).claims[0]
    own = [each for each in claim.then.readings if "as the cited source" in each.reading.definition]
    assert claim.verdict in ("consistent", "scope_dependent")
    assert "consistent" in {each.verdict for each in own}


def test_a_rate_that_its_source_never_gave_is_drift() -> None:
    """Ten times the rate of the essay, in its writer's name, is told as such."""
    text = "Dario Amodei writes that the cost curve of training shifts about 40x a year."
    assert World().check_text(text, published="2025-03-06").claims[0].verdict == "drifted"


def test_settings_reach_the_test_and_the_audit_that_rests_on_it() -> None:
    """Set to 4 in place of 1, the handicap makes the expected ratio four times as large, as the product is.

    An input that nothing has is refused by the one and named in a warning by the other.
    """
    low, high = (World(settings={"capability_handicap": each}).on_trend("deepseek-v3", against="claude-3-5-sonnet")[0]
                 for each in ("1", "4"))
    for one, other in zip(low.cost.expected, high.cost.expected, strict=True):
        assert other.estimate.median == pytest.approx(4 * one.estimate.median, rel=1e-3)
    with pytest.raises(UnknownName, match="capability_handicap"):
        World(settings={"capability_handycap": "1"}).on_trend("deepseek-v3", against="claude-3-5-sonnet")
    audit = World(settings={"no_such_input": "1"}).claim("DeepSeek-V3 cost $5.58 million to train.")
    assert any("no_such_input" in each for each in audit.warnings)

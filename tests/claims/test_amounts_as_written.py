"""Amounts as cards, posts and headlines write them."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def read(text: str) -> list[Claim]:
    """The claims of a text of November 2025."""
    return READER.read_text(text, dt.date(2025, 11, 28))


@pytest.mark.parametrize("text", ["Norrin-9B was trained on 384 x H100.", "We used 384 × MI250X for Norrin-9B.",
                                  "Norrin-9B\nhardware: 384 x A100"])
def test_so_many_times_a_chip_are_so_many_chips(text: str) -> None:
    """A sign of multiplication before a chip counts it, and makes no ratio."""
    assert [(each.measure, each.value) for each in read(text)] == [("chip_count", 384.0)]


@pytest.mark.parametrize(("told", "low", "high"), [("‘a few tens of millions’ of dollars", 20e6, 50e6),
                                                   ("“mid eight figures” of dollars", 40e6, 60e6)])
def test_a_currency_may_follow_a_quoted_amount(told: str, low: float, high: float) -> None:
    """The quotation mark between an amount and what it is in parts them not."""
    (claim,) = read(f"Training Claude 3.7 Sonnet cost {told}, the lab says.")
    assert (claim.measure, claim.low, claim.high, claim.unit) == ("training_cost", low, high, "USD")


def test_scores_and_prices_after_a_model_are_no_part_of_its_name() -> None:
    """No version is 77.2 or 0.40."""
    found = read("SWE-bench Verified: Claude Sonnet 4.5 77.2 / Gemini 2.5 Pro 67.2.")
    assert [(each.subject, each.value) for each in found] == [("claude-sonnet-4-5", 77.2), ("gemini-2-5-pro", 67.2)]
    found = read("USD per 1M tokens\n| | in | out |\n|---|---|---|\n| GPT-4.1 mini | 0.40 | 1.60 |")
    assert [(each.subject, each.scope, each.value) for each in found] == [
        ("gpt-4-1-mini", "input", 0.4), ("gpt-4-1-mini", "output", 1.6)]


def test_what_is_out_as_of_today_came_out_today() -> None:
    """That something can be had as of a day tells when it came out; that a price holds as of a day does not."""
    (claim,) = read("Gemini 2.5 Flash-Lite is GA as of today.")
    assert (claim.measure, claim.time) == ("release_date", "2025-11-28")
    assert "release_date" not in {each.measure for each in read("Gemini 2.5 Flash-Lite costs $0.10 as of today.")}


def test_what_adds_up_to_an_amount_is_no_bound() -> None:
    """Parts that add up to an amount are that amount; up to so many is a bound."""
    (claim,) = read("Scout and Maverick add up to 7.38 million GPU-hours.")
    assert (claim.value, claim.qualifier) == (7.38e6, "exact")
    (claim,) = read("Scout took up to 7.38 million GPU-hours.")
    assert claim.qualifier == "at_most"


def test_a_model_may_stand_right_after_the_test() -> None:
    """The name of a test is no first part of a model's."""
    (claim,) = read("On GPQA Diamond o1-preview gets 50% right.")
    assert (claim.subject, claim.reference) == ("o1-preview", "gpqa-diamond")


def test_chips_that_found_their_way_were_not_stopped() -> None:
    """Found their way is got there; found is caught."""
    (claim,) = read("Some 140,000 AI chips found their way into China in 2024, CNAS estimates.")
    assert (claim.measure, claim.negated, claim.scope) == ("chips_smuggled", False, None)


def test_central_processors_are_not_counted() -> None:
    """Of a rack's 72 GPUs and 36 Grace processors the former count."""
    found = read("The rack holds 72 B200s and 36 Grace processors.")
    assert 36 not in {each.value for each in found}
    assert 18_000 in {each.value for each in read("The lab runs 18,000 Grace Hopper superchips.")}


def test_a_score_on_another_test_is_of_the_model_spoken_of() -> None:
    """DeepSeek's own 97.3 on MATH-500; o1 stands between only to be compared on AIME."""
    text = ("R1 is good. DeepSeek reported {} on the AIME 2024 mathematics test, against 79.2 for OpenAI's o1, and "
            "97.3 per cent on MATH-500.")
    made = World().check_text(text.format("79.8 per cent"), published="2025-09-25").claims
    assert [(each.claim.subject, each.verdict) for each in made] == [
        ("deepseek-r1", "consistent"), ("o1", "consistent"), ("deepseek-r1", "consistent")]

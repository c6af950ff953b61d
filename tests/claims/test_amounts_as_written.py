"""Amounts as cards, posts and headlines write them."""

from __future__ import annotations

import datetime as dt

import pytest

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

"""Amounts that a text leaves to its reader: worked out of others, of another unit, nought, one, powers in words."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

DAY = dt.date(2025, 11, 20)


def read(text: str) -> list[tuple[str, float | None]]:
    """Measure and value of the claims of a text."""
    return [(claim.measure, claim.value) for claim in Reader(load_names()).read_text(text, DAY)]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Meta has 350,000 H100s; Google has half that.", "chip_count", 175_000),
        ("Acme spent $40 million on its run. Bolt spent twice that.", "training_cost", 80e6),
        ("AMD shipped 20,000 MI300Xs last year and Nvidia shipped three times as many H100s.", "chips_shipped", 60_000),
        ("Qwen2 was trained on 7 trillion tokens, Gemma 2 on about half that.", "training_tokens", 3.5e12),
    ],
)
def test_a_multiple_of_the_amount_before_is_worked_out(text: str, measure: str, value: float) -> None:
    """Half of 350,000 chips is 175,000, twice 40 million 80: what the arithmetic of the sentence says."""
    assert (measure, value) in read(text)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("The run took three times ten to the twenty-fourth operations.", "training_compute", 3e24),
        ("Grok 3 was trained with four times ten to the 26th FLOP.", "training_compute", 4e26),
        ("By our count GPT-4 took about ten to the twenty-fifth FLOP.", "training_compute", 1e25),
    ],
)
def test_powers_of_ten_are_read_in_words(text: str, measure: str, value: float) -> None:
    """Ten to the twenty-fourth is 1e24."""
    assert (measure, value) in read(text)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Nvidia shipped 230,000 Hoppers last year.", "chips_shipped", 230_000),
        ("Llama 2 took 2,048 A100s ninety days.", "training_time", 90),
        ("The cluster at Memphis runs on 65,000 of the firm's processors.", "chip_count", 65_000),
        ("The model runs on a single H100.", "chip_count", 1),
    ],
)
def test_what_is_counted_is_told_from_when_and_whose(text: str, measure: str, value: float) -> None:
    """230,000 chips of last year are chips, and no years; 65,000 of the firm's processors are no firms."""
    assert (measure, value) in read(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Servers made in Mexico pay nothing at the American border.", "tariff_rate"),
        ("The rate on Dutch machines is nought.", "tariff_rate"),
        ("Baidu has made ERNIE Lite free for developers.", "price_per_token"),
    ],
)
def test_nought_is_a_number(text: str, measure: str) -> None:
    """What pays nothing pays a rate of nought, and a free model costs nought a token."""
    assert (measure, 0.0) in read(text)


def test_a_price_of_what_comes_out_is_quoted_whole() -> None:
    """$25 out per million tokens is one price of output."""
    claims = Reader(load_names()).read_text("Claude Opus 4.5 is $5 in and $25 out per million tokens.", DAY)
    assert [(each.value, each.scope) for each in claims if each.measure == "price_per_token"] == [
        (5, "input"), (25, "output")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Kimi K2 beat GPT-4.1 on SWE-bench Verified, 65.8% to 54.6%.", [65.8, 54.6]),
        ("Sonnet 3.5 went on SWE-bench Verified from 33.4% to 49.0%.", [33.4, 49.0]),
    ],
)
def test_two_levels_are_no_range(text: str, values: list[float]) -> None:
    """A score that is set against a lower one, and one that rose from another, are two scores."""
    assert [value for measure, value in read(text) if measure == "benchmark_score"] == values


def test_what_doubles_every_year_doubles_in_twelve_months() -> None:
    """Every year and annually are twelve months."""
    text = "The compute of the largest runs has been doubling every year, and what chips do doubles annually."
    assert [row for row in read(text) if row[0] == "doubling_time"] == [("doubling_time", 12.0)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia's market share in China has fallen from 95% to zero.",
        "Nvidia's share of the Chinese market is falling to 2%, its chief said.",
    ],
)
def test_a_share_of_a_market_is_no_move_of_shares(text: str) -> None:
    """What a firm sells of all that is sold is no share price."""
    assert "market_move" not in {measure for measure, _ in read(text)}


@pytest.mark.parametrize("text", ["That is a hardware question.", "It is a question of GPUs, and of power."])
def test_a_question_rules_nothing(text: str) -> None:
    """To call something a question of hardware is no rule on exports."""
    assert "export_status" not in {measure for measure, _ in read(text)}


def test_more_hours_than_a_run_lasts_are_those_of_chips() -> None:
    """Two million hours are the hours of many chips, not two centuries of training."""
    assert ("chip_hours", 2e6) in read("V3 took two million hours and change on H800s.")


@pytest.mark.parametrize(
    ("text", "scope", "time"),
    [
        ("The RTX 4090 cannot be exported to China.", "restricted", None),
        ("The H20 cannot be sold to China without a licence.", "licence", None),
        ("The controls on the A100 took effect in October 2022.", "restricted", "2022-10"),
        ("Restrictions on the H800 came into force in October 2023.", "restricted", "2023-10"),
    ],
)
def test_what_cannot_be_exported_is_ruled_on(text: str, scope: str, time: str | None) -> None:
    """That a chip cannot be exported, and that controls on it took effect, are statuses of the chip."""
    claims = [each for each in Reader(load_names()).read_text(text, DAY) if each.measure == "export_status"]
    assert [(each.scope, each.time) for each in claims] == [(scope, time)]

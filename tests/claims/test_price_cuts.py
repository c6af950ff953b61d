"""Cuts of prices told in words, parts of what another asks, and prices beside those of another model."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD, judged


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        # o3: $10 and $40, then $2 and $8 on 10 June 2025; GPT-4o: $5 and $15, then $2.50 and $10 on 6 August 2024
        ("OpenAI halved the price of o3.", "2025-06-18", "halved", "inconsistent"),
        ("OpenAI has more than halved what it asks for o3.", "2025-06-18", "more than halved", "consistent"),
        ("OpenAI halved the input price of GPT-4o.", "2024-08-07", "halved", "consistent"),
        ("The price of o3 was quartered.", "2025-06-18", "quartered", "inconsistent"),
        ("OpenAI cut the price of o3 to a fifth.", "2025-06-18", "a fifth", "consistent"),
        ("OpenAI cut the price of o3 by a fifth.", "2025-06-18", "a fifth", "inconsistent"),
        ("OpenAI cut the price of o3 to 20% of what it had been.", "2025-06-18", "20%", "consistent"),
        ("R1 costs a 27th of what o1 does.", "2025-03-29", "a 27th", "consistent"),
        ("R1 is priced at a 9th of what o1 charges.", "2025-03-29", "a 9th", "inconsistent"),
        # before the cut was made nothing is known of it, and o1 is no earlier price of o3
        ("OpenAI will cut o3's price by 80%.", "2025-06-05", "80%", "no_basis"),
    ],
)
def test_cuts_in_words(text: str, published: str, quote: str, verdict: str) -> None:
    """What is left, what is taken off and what a verb alone tells are held against the model's own prices."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI will halve the price of o3.",
        "The price of o3 was not halved.",
        "If OpenAI halved the price of o3, rivals would follow.",
        "The halved batch size made o3 slower.",
        "Each quarter OpenAI reviews the price of o3.",
        "Nvidia halved the price of its cards.",
    ],
)
def test_what_is_no_cut_of_a_model(text: str) -> None:
    """Plans, denials, suppositions, and halves of other things."""
    claims = WORLD.check_text(text, published="2025-06-18").claims
    assert not [each for each in claims if each.claim.measure == "price_ratio"]


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        # GPT-5.2 asks $1.75 for input, GPT-5.4 $2.50, GPT-5 and GPT-5.1 $1.25
        ("OpenAI asks no more for GPT-5.4 than for GPT-5.2: $1.75 per million input tokens.", "$1.75", "inconsistent"),
        ("GPT-5.1 costs the same as GPT-5: $1.25 per million input tokens.", "$1.25", "consistent"),
        ("GPT-5.4 is dearer than GPT-5.2, at $1.75 per million input tokens.", "$1.75", "consistent"),
        ("GPT-5.4 costs more than GPT-5.2: $2.50 per million input tokens.", "$2.50", "consistent"),
    ],
)
def test_one_price_of_two_models_is_of_the_first(text: str, quote: str, verdict: str) -> None:
    """Where two are said to ask the same, the price after them is news of the first."""
    assert judged(text, "2026-03-06", quote)[0] == verdict


def test_a_price_in_another_currency_or_for_a_thousand_is_told_so() -> None:
    """$2.50 is no 2.50 yuan, and ten cents a million no ten cents a thousand."""
    assert "OC109" in judged("K2 Thinking costs 2.50 yuan per million output tokens.", "2025-11-08", "2.50 yuan")[1]
    text = "Gemini 2.5 Flash-Lite is listed at ten cents per thousand input tokens."
    assert "OC101" in judged(text, "2025-07-23", "ten cents")[1]


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        ("gpt-oss-120b reached 97.9% on AIME 2025 without touching a tool.", "2025-08-08", "97.9%", "inconsistent"),
        ("gpt-oss-120b reached 97.9% on AIME 2025 with tools.", "2025-08-08", "97.9%", "consistent"),
        ("The May version of R1 resolves 57.6% of SWE-bench Verified, says DeepSeek.", "2025-06-20", "57.6%",
         "consistent"),
        ("Epoch AI saw the May version of R1 resolve 57.6% of SWE-bench Verified.", "2025-06-20", "57.6%", "drifted"),
        ("China's models are at least two years behind ours, said David Sacks.", "2025-06-12", "two years", "drifted"),
    ],
)
def test_scores_and_lags_by_who_gave_them_and_how(text: str, published: str, quote: str, verdict: str) -> None:
    """Tools, versions and testers are told apart; a lag of chips is none of models."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        ("o3 output fell from $40 to $8 on Tuesday; input from $10 to $2.", "2025-06-12", "$10", "consistent"),
        ("o3 output fell from $40 to $8 on Tuesday; input from $15 to $2.", "2025-06-12", "$15", "inconsistent"),
        # o4-mini: $1.10 and $4.40
        ("With o4-mini you pay four times as much for output as for input.", "2025-04-17", "four times", "consistent"),
        ("With o4-mini you pay twice as much for output as for input.", "2025-04-17", "twice", "inconsistent"),
        # a quarter less for fresh input and output, and more for cached input: what is saved is for the seller to say
        ("OpenAI says GPT-4.1 is 26% cheaper than GPT-4o.", "2025-04-15", "26%", "scope_dependent"),
        ("OpenAI says GPT-4.1 is 80% cheaper than GPT-4o.", "2025-04-15", "80%", "inconsistent"),
    ],
)
def test_prices_before_a_cut_of_tiers_and_by_the_seller(text: str, published: str, quote: str, verdict: str) -> None:
    """The price after `from` is the former one; output may be set against input; a seller knows its mix."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        ("Claude Opus 4.6 went from 37.6% to 68.8% on ARC-AGI-2.", "2026-02-06", "37.6%", "consistent"),
        ("Claude Opus 4.6 went from 27.6% to 68.8% on ARC-AGI-2.", "2026-02-06", "27.6%", "inconsistent"),
        ("The new Claude 3.5 Sonnet raised its SWE-bench Verified score from 33.4% to 49.0%.", "2024-10-23", "49.0%",
         "consistent"),
        ("Anthropic's new Claude 3.5 Sonnet scores 65% on GPQA.", "2024-06-24", "65%", "inconsistent"),
        ("Kimi K2 resolves 65.8% of SWE-bench Verified in a single attempt, 71.6% with several.", "2025-07-12", "71.6%",
         "consistent"),
        ("Kimi K2 resolves 71.6% of SWE-bench Verified in a single attempt.", "2025-07-12", "71.6%", "inconsistent"),
        ("Gemini 2.5 Pro leads Humanity's Last Exam with 18.8%, with no tools.", "2025-03-26", "18.8%", "consistent"),
    ],
)
def test_scores_of_versions_and_of_tries(text: str, published: str, quote: str, verdict: str) -> None:
    """A score that a line rose from is the older version's; words on tries and tools are of their own score."""
    assert judged(text, published, quote)[0] == verdict


def test_several_tries_are_no_score() -> None:
    """No claim is made of how many tries there were."""
    text = "Kimi K2 resolves 65.8% of SWE-bench Verified in a single attempt, 71.6% with several."
    assert len(WORLD.check_text(text, published="2025-07-12").claims) == 2


def test_ratios_in_a_row_are_to_the_same_model() -> None:
    """GPT-5 nano asks a 25th of GPT-5."""
    text = "GPT-5 costs $1.25 per million input tokens. GPT-5 mini is 5 times cheaper, and GPT-5 nano {} times cheaper."
    assert judged(text.format("25"), "2025-08-09", "25 times")[0] == "consistent"
    assert judged(text.format("75"), "2025-08-09", "75 times")[0] == "inconsistent"


@pytest.mark.parametrize(
    "text",
    [
        "On AIME 2024, R1 scored 79.8% against 79.2% for o1; on GPQA Diamond, 71.5% against 75.7%.",
        "R1 scored 79.8% on AIME 2024 and 71.5% on GPQA Diamond; o1 79.2% and 75.7%.",
    ],
)
def test_scores_on_two_benchmarks_in_two_parts(text: str) -> None:
    """A part of a sentence has its own benchmark, and a second list is on those of the first."""
    claims = WORLD.check_text(text, published="2025-01-28").claims
    assert not [each for each in claims if each.verdict in ("inconsistent", "drifted")]

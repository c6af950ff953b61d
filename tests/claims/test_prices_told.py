"""Prices of tokens as people tell them: which tier, of what a maker calls its chat model, beside a ratio of them."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        # GPT-5: $1.25 read, $0.125 from the cache, $10 written
        ("When a prompt sits in the cache already, GPT-5 asks $0.125 per million tokens.", "2025-08-20", "$0.125",
         "consistent"),
        ("Uncached input to GPT-5 costs $0.125 per million tokens.", "2025-08-20", "$0.125", "inconsistent"),
        ("Input that GPT-5 finds in its cache costs $1.25 per million tokens.", "2025-08-20", "$1.25", "inconsistent"),
        ("Without prompt caching, GPT-5 input is $1.25 per million tokens.", "2025-08-20", "$1.25", "consistent"),
        ("GPT-5 costs $1.25 per million input tokens, whether cached or not.", "2025-08-20", "$1.25", "consistent"),
        ("A fresh look at prices: GPT-5 output costs $10 per million tokens.", "2025-08-20", "$10", "consistent"),
        # GPT-4o: $2.50 and $10, so $4.38 for three to one
        ("At a 3:1 mix of input and output, GPT-4o costs $4.38 per million tokens.", "2024-12-03", "$4.38",
         "consistent"),
        ("GPT-4o's blended price (three parts input, one part output) is $10 per million tokens.", "2024-12-03",
         "$10", "inconsistent"),
        ("Three tokens in ten are cached, and GPT-4o input is $2.50 per million tokens.", "2024-12-03", "$2.50",
         "consistent"),
        ("o1-pro: $150 per million tokens for what you type, $600 for what it says back.", "2025-03-21", "$600",
         "consistent"),
        ("GPT-4o asks $10 and V3 $1.10 per million output tokens.", "2025-03-29", "$10", "consistent"),
    ],
)
def test_the_tier_is_the_one_that_the_sentence_tells(text: str, published: str, quote: str, verdict: str) -> None:
    """A price is held against that of fresh, cached, written or mixed tokens, as its own words say."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        ("GPT-5 nano costs a twentieth of a dollar per million input tokens.", "a twentieth", "consistent"),
        ("GPT-5 nano costs half a cent per million cached tokens.", "half a cent", "consistent"),
        ("$5 buys four million input tokens of GPT-5.", "$5", "consistent"),
        ("For $1 you get 100,000 output tokens of GPT-5.", "$1", "consistent"),
        ("$5 buys a million output tokens of GPT-5.", "$5", "inconsistent"),
    ],
)
def test_parts_of_a_dollar_and_what_a_dollar_buys(text: str, quote: str, verdict: str) -> None:
    """A fraction of a coin is an amount, and a sum that buys so many tokens is a price of a million."""
    assert judged(text, "2025-08-20", quote)[0] == verdict


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        # V3 until September 2025, then V3.1, then V3.2-Exp: $1.10, $1.68, $0.42
        ("DeepSeek's chat model costs $1.10 per million output tokens.", "2025-03-29", "$1.10", "consistent"),
        ("DeepSeek's chat model costs $2.19 per million output tokens.", "2025-03-29", "$2.19", "inconsistent"),
        ("OpenAI's reasoning model o1 costs $60 per million output tokens; DeepSeek's reasoner $2.19.", "2025-03-29",
         "$2.19", "consistent"),
        ("DeepSeek used to ask $1.10 per million output tokens for its chat model.", "2025-10-29", "$1.10",
         "no_basis"),
    ],
)
def test_a_model_sold_under_its_role_is_that_of_the_day(text: str, published: str, quote: str, verdict: str) -> None:
    """The chat model of a maker is the one that its price list gave that name on the day of the text."""
    assert judged(text, published, quote)[0] == verdict


def test_the_former_price_of_a_role_told_as_the_present_one_is_stale() -> None:
    """What the chat model before it cost is no price of today."""
    text = "DeepSeek charges $1.10 per million output tokens of its chat model."
    verdict, codes = judged(text, "2025-10-06", "$1.10")
    assert verdict == "inconsistent"
    assert "OC402" in codes


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        ("GPT-4.5 charges $150 per million output tokens; Claude 3.7 Sonnet, at $15, is a fiftieth of the price.",
         "2025-03-04", "a fiftieth"),
        ("o1 ($60) costs four times as much as GPT-4o ($10) per million output tokens.", "2025-03-29", "four times"),
        ("GPT-4.5 lists at $150 per million output tokens and GPT-4o at $10. That is thus fifty times as dear.",
         "2025-03-04", "fifty times"),
    ],
)
def test_a_ratio_that_its_own_prices_do_not_have(text: str, published: str, quote: str) -> None:
    """The amounts of both sides stand in the sentence and differ by another factor."""
    verdict, codes = judged(text, published, quote)
    assert verdict == "inconsistent"
    assert "OC207" in codes


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        (("GPT-4.5 costs $75 per million input tokens, and Claude 3.7 Sonnet $15 per million output tokens; GPT-4.5 is "
          "25 times as dear for input."), "2025-03-04", "25 times"),
        (("R1 costs $2.19 per million output tokens, o1 $60. On a typical job, R1 came out 20 times cheaper, since it "
          "thinks longer."), "2025-01-27", "20 times"),
        ("o1 ($60) costs six times as much as GPT-4o ($10) per million output tokens.", "2025-03-29", "six times"),
        ("GPT-4o asks $2.50 in and $10 out; V3 asks $0.27 in and $1.10 out; that is nine times less.", "2025-03-29",
         "nine times"),
    ],
)
def test_a_ratio_of_other_things_than_the_prices_beside_it(text: str, published: str, quote: str) -> None:
    """Prices of other tokens, and of another sentence, say nothing of a ratio."""
    assert "OC207" not in judged(text, published, quote)[1]


@pytest.mark.parametrize("whom", ["OpenAI", "the company"])
def test_what_serving_costs_a_maker_is_not_its_price(whom: str) -> None:
    """A list price told as what the maker spends is a price told as a cost."""
    text = f"Every answer of o1 costs {whom} $60 per million output tokens."
    assert "OC601" in judged(text, "2025-02-01", "$60")[1]


@pytest.mark.parametrize("whom", ["OpenAI's customers", "Google customers"])
def test_what_customers_are_asked_is_a_price(whom: str) -> None:
    """The buyer is named by the maker's name."""
    text = f"Gemini 2.5 Pro costs {whom} $10 per million output tokens."
    assert judged(text, "2025-07-01", "$10") == ("consistent", set())


def test_a_cut_of_a_line_is_told_of_the_model_before() -> None:
    """Opus 4.5 follows Opus 4.1 at a third of its price."""
    text = "With Opus 4.5 Anthropic cut its prices by {}."
    assert judged(text.format("two thirds"), "2025-11-27", "two thirds")[0] == "consistent"
    assert judged(text.format("90%"), "2025-11-27", "90%")[0] == "inconsistent"

"""Bounds that a source gave, against the same bound turned round, another amount, and another kind of chip."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(("text", "quote", "verdict"), [
    # Sam Altman, April 2023: more than $100 million
    ("Asked about GPT-4, Sam Altman said that training it had cost less than $100 million.", "100", "drifted"),
    ("Sam Altman said that GPT-4 cost no more than $100 million to train.", "100", "drifted"),
    ("OpenAI has disclosed that it spent $63 million on training GPT-4.", "63", "drifted"),
    ("OpenAI has disclosed that GPT-4 cost $20 million to train.", "20", "drifted"),
    # Dario Amodei, January 2025: a few tens of millions of dollars
    ("Anthropic disclosed that Claude 3.5 Sonnet cost $5 million to train.", "$5", "drifted"),
])
def test_a_bound_turned_round_is_no_quotation(text: str, quote: str, verdict: str) -> None:
    """"Less than" is not what "more than" said, and what the head of a firm said of its model is the firm's word."""
    assert judged(text, "2025-03-09", quote) == (verdict, {"OC301"})


@pytest.mark.parametrize("text", [
    "Sam Altman said that GPT-4 cost more than $100 million to train.",
    "OpenAI says that training GPT-4 cost more than $100 million.",
    "OpenAI says that training GPT-4 cost $120 million.",
    "Anthropic says that Claude 3.5 Sonnet cost a few tens of millions of dollars to train.",
])
def test_a_bound_rightly_quoted_is_not_accused(text: str) -> None:
    """What lies on the open side of the bound is no other figure."""
    verdict, codes = judged(text, "2025-03-09", "million")
    assert verdict not in ("drifted", "inconsistent")
    assert "OC301" not in codes


def test_less_than_what_was_said_to_be_more_does_not_fit() -> None:
    """On the day after it was said nothing else was known of it."""
    assert judged("GPT-4 cost less than $100 million to train.", "2023-04-18", "100")[0] != "consistent"


@pytest.mark.parametrize(("text", "verdict"), [
    # SemiAnalysis, January 2025: 50,000 of the Hopper family, of which 10,000 H800 and 10,000 H100
    ("SemiAnalysis counts some 50,000 H100s in the hands of DeepSeek.", "drifted"),
    ("SemiAnalysis estimates that DeepSeek holds 50,000 H800s.", "drifted"),
    ("SemiAnalysis counts some 10,000 H100s in the hands of DeepSeek.", "consistent"),
    ("SemiAnalysis estimates that DeepSeek holds 50,000 Hopper GPUs.", "consistent"),
])
def test_a_count_of_a_family_is_none_of_one_chip(text: str, verdict: str) -> None:
    """The source gives another count for the chip that is named."""
    assert judged(text, "2025-02-04", "000")[0] == verdict

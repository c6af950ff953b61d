"""Claims in sentences of a plain form, which the weights take for none."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


@pytest.mark.parametrize(
    ("text", "published", "measure", "verdict"),
    [
        # list prices of DeepSeek: 0.42 from 29 September 2025, 0.28 for V3 until 8 February 2025
        ("On DeepSeek's platform a million output tokens of its chat model now costs $1.10.", "2025-10-20",
         "price_per_token", "inconsistent"),
        ("A million output tokens of DeepSeek-V3 costs $0.28 there.", "2025-01-25", "price_per_token", "consistent"),
        # CNAS, 11 June 2025: median 140,000
        ("CNAS takes 140,000 as its middle guess for the AI chips smuggled into China in 2024.", "2025-06-20",
         "chips_smuggled", "consistent"),
        ("In 2030, Morgan Stanley expects, China will make 86% of the AI accelerators it uses.", "2026-05-10",
         "forecast", "not_due"),
        # 88 FR 73458: presumption of denial from 17 November 2023
        ("Through the whole of 2024 Chinese cloud firms could order H800s from Nvidia with no licence at all.",
         "2025-01-15", "export_status", "inconsistent"),
    ],
)
def test_a_plain_sentence_is_read_and_judged(text: str, published: str, measure: str,
                                                                     verdict: str) -> None:
    """Prices of a million tokens, smuggled chips, forecasts and licences are judged by what is documented."""
    audit = WORLD.check_text(text, published=published)
    assert [each.measure for each in WORLD.extract_text(text, published=published)[1]] == [measure]
    assert [(each.claim.measure, each.verdict) for each in audit.claims] == [(measure, verdict)]


@pytest.mark.parametrize("text", [
    "A context of a million tokens fits on a card that costs $300.",
    "A million tokens of text were used to train it, at a cost of $40.",
])
def test_what_is_no_such_statement_is_left_alone(text: str) -> None:
    """A card's price and a training bill are no statements on licences or prices of tokens."""
    measures = {each.claim.measure for each in WORLD.check_text(text, published="2025-03-01").claims}
    assert not measures & {"export_status", "price_per_token"}

"""Rates, ranges and averages told in the name of the source that gave them; scores by how they were got."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD, judged


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # Epoch AI: 7 months on average, from 4 to 14; prices fall 50 times a year in the middle, from 9 to 900
        ("By Epoch AI's count China's labs were 14 months behind America's on average.", "2026-02-03", "14 months"),
        ("Prices of LLMs fall by between 9 and 90,000 times a year, Epoch AI found.", "2025-04-02", "90,000"),
        ("Prices of LLMs fall by a median of 200 times a year, says Epoch AI.", "2025-04-02", "200 times"),
        # METR: seven months; Amodei: about four times a year
        ("The work that an AI agent can see through doubles every two months, METR reported.", "2025-04-10",
         "two months"),
        ("In Amodei's estimate the curve shifts about tenfold a year.", "2025-02-07", "tenfold"),
    ],
)
def test_a_source_is_held_to_its_own_middle_and_ends(text: str, published: str, quote: str) -> None:
    """A figure that lies within the range that was given is a misquotation where it is told as its middle or end."""
    verdict, codes = judged(text, published, quote)
    assert verdict == "drifted"
    assert "OC301" in codes


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        ("By Epoch AI's count China's labs were seven months behind America's on average.", "2026-02-03", "seven"),
        ("By Epoch AI's count China's labs were up to 14 months behind America's.", "2026-02-03", "14 months"),
        ("By Epoch AI's index, the average gap since 2023 was seven months and the longest 14 months.", "2026-02-03",
         "14 months"),
        ("Prices of LLMs fall by between 10 and 1,000 times a year, Epoch AI found.", "2025-04-02", "1,000"),
        ("The work that an AI agent can see through doubles every seven months, METR reported.", "2025-04-10",
         "seven months"),
        ("METR says that the number of models that it tests doubles every year.", "2025-04-10", "every year"),
        ("In Amodei's estimate the curve shifts about fourfold a year.", "2025-02-07", "fourfold"),
    ],
)
def test_a_source_that_is_quoted_rightly_is_not_accused(text: str, published: str, quote: str) -> None:
    """Its middle, its ends, rounded ends, the longest beside the average, and rates of other things."""
    verdict, codes = judged(text, published, quote)
    assert verdict not in ("drifted", "inconsistent")
    assert not codes & {"OC301", "OC302"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # the report on R1: 71.0 for one answer, 86.7 for the majority of 64
        ("R1-Zero solves 86.7% of AIME 2024 at the first attempt.", "inconsistent"),
        ("With majority voting R1-Zero reaches 86.7% on AIME 2024.", "consistent"),
        ("R1-Zero scores 86.7% on AIME 2024.", "scope_dependent"),
    ],
)
def test_a_score_of_one_try_is_not_that_of_many(text: str, verdict: str) -> None:
    """Where a sentence says that there was one try, the score of a vote does not fit it."""
    assert judged(text, "2025-02-02", "86.7%")[0] == verdict


def test_a_number_of_tries_is_no_claim() -> None:
    """The 1 of pass@1 is a part of a name."""
    claims = WORLD.check_text("o1 gets 79.2% pass@1 on AIME 2024.", published="2025-02-02").claims
    assert [each.claim.quote for each in claims] == ["79.2%"]


def test_a_refresh_has_its_own_scores() -> None:
    """87.5% is what R1 of May 2025 has on AIME 2025."""
    text = "The May refresh of R1 reaches 87.5% on AIME 2025."
    assert judged(text, "2025-06-02", "87.5%")[0] == "consistent"


def test_a_share_of_questions_is_not_a_part_of_an_amount() -> None:
    """Llama 3.1 405B has about half of GPQA."""
    text = "Put to the questions of GPQA, Llama 3.1 405B gets 96.8% of them right."
    assert judged(text, "2024-07-25", "96.8%")[0] == "inconsistent"


@pytest.mark.parametrize(("told", "accused"), [("three to six months", False), ("three to six years", True)])
def test_no_model_trails_its_own_maker(told: str, accused: bool) -> None:
    """Whose report it is does not lead; DeepSeek itself gave three to six months."""
    text = f"CAISI places V4 Pro about eight months behind the frontier; DeepSeek's own report says {told}."
    verdict = judged(text, "2026-05-06", told)[0]
    assert (verdict in ("inconsistent", "drifted")) is accused

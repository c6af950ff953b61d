"""Sums and counts that a passage tells otherwise than its own parts, or as another count than they are of."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # Epoch AI, on OpenAI's compute of 2024: 3 + 1.8 + 1 = 5.8
        (("Compute cost OpenAI $3 billion in 2024 for training, $1.8 billion for inference and $1 billion for "
          "research. All told, $4.7 billion."), "2025-11-03", "$4.7 billion"),
        # IDC, China in 2025: 2.2 + 1.65 = 3.85
        (("Chinese buyers took 2.2 million cards from Nvidia and 1.65 million cards from makers at home in 2025. "
          "In total, 4.8 million cards."), "2026-05-04", "4.8 million"),
    ],
)
def test_a_total_that_its_parts_do_not_give_is_not_consistent(text: str, published: str, quote: str) -> None:
    """A sum in a sentence of its own is held against the parts before it, also where an estimate would bear it."""
    verdict, codes = judged(text, published, quote)
    assert verdict == "inconsistent"
    assert "OC203" in codes


def test_a_total_that_its_parts_give_stands() -> None:
    """3, 1.8 and 1 make 5.8: nothing is found."""
    text = ("Compute cost OpenAI $3 billion in 2024 for training, $1.8 billion for inference and $1 billion for "
            "research. All told, $5.8 billion.")
    assert "OC203" not in judged(text, "2025-11-03", "$5.8 billion")[1]


@pytest.mark.parametrize(
    "text",
    [
        # technical report of DeepSeek-V3: 671B in total, 37B for each token
        "DeepSeek-V3 puts all of its 671 billion parameters to work on each token.",
        # Kimi K2 report: 1.04T in total, 32.6B activated
        "For any single token Kimi K2 calls all of its 1.04 trillion parameters into play.",
    ],
)
def test_the_whole_is_not_what_works_on_a_token(text: str) -> None:
    """All parameters of a mixture of experts told as those that work on one token are the other count."""
    verdict, codes = judged(text, "2025-09-01", "illion parameters")
    assert verdict == "inconsistent"
    assert "OC605" in codes


def test_a_size_before_the_name_tells_the_form_of_a_chip() -> None:
    """NVIDIA's data sheets: 1,555 GB/s with 40 GB, 2,039 GB/s with 80 GB in the SXM form."""
    verdict, codes = judged("Memory bandwidth of the 40 GB A100 stands at 2,039 GB/s.", "2022-09-01", "2,039")
    assert verdict == "inconsistent"
    assert "OC104" in codes
    assert judged("Memory bandwidth of the 40 GB A100 stands at 1,555 GB/s.", "2022-09-01", "1,555")[0] == "consistent"


@pytest.mark.parametrize(
    "text",
    [
        "The official cost of training Kimi K2 Thinking is $4.6 million.",
        "Moonshot's official price tag for Kimi K2 Thinking reads $4.6 million.",
    ],
)
def test_an_official_figure_is_put_in_the_makers_name(text: str) -> None:
    """Moonshot said on 11 November 2025 that the 4.6 million of an unnamed source is no official number."""
    verdict, codes = judged(text, "2025-11-20", "$4.6 million")
    assert verdict == "drifted"
    assert "OC302" in codes

"""Sentences on what chips can do: dense speeds, processing performance, memories read faster, who may sell."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.mark.parametrize(("text", "quote", "verdict"), [
    ("With sparsity left out of it, the H200 reaches 989 teraflops of BF16.", "989 teraflops", "consistent"),
    ("Ignoring sparsity, the H100 reaches 1,979 teraflops of BF16.", "1,979 teraflops", "inconsistent"),
    ("The TPU v6e reaches 918 teraflops in bfloat16.", "918 teraflops", "consistent"),
    ("The H20's TPP comes to 4,736.", "4,736", "inconsistent"),
    ("The H100 scores a total processing performance of 15,832.", "15,832", "consistent"),
    ("330.3 dense FP16 teraflops times 16 bits gives the RTX 4090 some 5,285.", "some 5,285", "consistent"),
    ("The H200's memory is 1.4 times as fast as the H100's.", "1.4 times as", "consistent"),
    ("The H20 offers 15% of an H100's dense BF16 throughput.", "15% of an H100", "consistent"),
    ("Each B200 runs at 700 watts, no more than an H100.", "700 watts", "inconsistent"),
    ("No exporter may ship the B200 to China.", "may ship the B200 to China", "consistent"),
])
def test_figure_is_held_to_what_its_words_name(text: str, quote: str, verdict: str) -> None:
    """Dense or sparse, speed or processing performance, memory or arithmetic: each by the words of the sentence."""
    found = World().check_text(text, published="2025-09-10").to_dict()["claims"]
    assert [(each["quote"], each["verdict"]) for each in found if each["quote"] == quote] == [(quote, verdict)]


@pytest.mark.parametrize("text", [
    "The rule sets a total processing performance of 4,800 as the limit, which the H100 breaks.",
    "Each B200 runs at 1,000 watts, 300 more than an H100.",
    "The H20 has 90% of the H100's inference throughput in FP8.",
])
def test_limits_margins_and_speeds_at_work_accuse_nobody(text: str) -> None:
    """The line of a rule is no chip's figure, a margin is nobody's, and no data sheet tells how fast a chip serves."""
    found = World().check_text(text, published="2025-09-10").to_dict()["claims"]
    assert "inconsistent" not in {each["verdict"] for each in found}

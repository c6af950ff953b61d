"""Since when a model can be had, licences needed in a case, and figures that words near them only seem to part."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    ("Since 18 April anybody with a few cards has been able to download Llama 3 70B.", "2024-05-02", "18 April",
     "consistent"),
    ("Since 20 January everyone has been free to fetch DeepSeek-R1.", "2025-02-03", "20 January", "consistent"),
    ("Nvidia must apply for a licence if it wants to keep shipping the A100 to China.", "2022-09-12", "licence",
     "consistent"),
    ("Whoever wants to ship H100s to China needs a licence from Washington.", "2024-03-07", "licence", "consistent"),
    ("Should AMD want to send the MI250 to China, it must first get a licence.", "2024-03-07", "licence",
     "consistent"),
    ("Nvidia wants to be allowed to sell the H100 to China without a licence.", "2024-03-07", "licence",
     "not_checkable"),
    ("Qwen2.5-72B saw 1.8 trillion tokens, most of them English.", "2024-10-02", "1.8 trillion", "inconsistent"),
    ("DeepSeek-V3 is a small model: 37 billion parameters in total.", "2025-01-15", "37 billion", "inconsistent"),
    ("Customers get 624 teraflops of dense BF16 on each A100 80GB.", "2022-03-15", "624 teraflops", "inconsistent"),
    ("The assignments that AI agents finish double in length every seven months.", "2026-02-20", "seven months",
     "scope_dependent"),
    ("Customers pay ten times less every year for what a language model does.", "2025-06-16", "ten times",
     "scope_dependent"),
])
def test_it_is_judged_as_what_its_words_tell(text: str, published: str, quote: str, verdict: str) -> None:
    """A case is no wish, what most of is something else is no part, and a rate is of the thing that it tells of."""
    assert judged(text, published, quote)[0] == verdict

"""Which of two things a sentence means: a chip and what it is likened to, forms of a chip, the newer of two models."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD, judged


@pytest.mark.parametrize(("text", "published", "verdict"), [
    # the H800 and A800 stayed below the line of October 2022; the rule of October 2023 took them in
    ("The H800, a cut-down H100, may be exported to China without a licence.", "2023-06-09", "consistent"),
    ("The H800 (a slower H100) may be exported to China without a licence.", "2023-06-09", "consistent"),
    ("The H800, a cut-down H100, may be exported to China without a licence.", "2023-12-09", "inconsistent"),
    ("The H20, essentially an H100 with most of its cores off, may be shipped to China without a licence.",
     "2024-06-09", "consistent"),
    ("The A100, like the H100, may be exported to China without a licence.", "2023-06-09", "inconsistent"),
])
def test_a_gloss_is_not_what_is_ruled_on(text: str, published: str, verdict: str) -> None:
    """What a chip is likened to between commas or brackets may need a licence that the chip itself does not."""
    assert judged(text, published, "may be")[0] == verdict


def test_a_list_between_commas_is_no_gloss() -> None:
    """Three chips in a row are ruled on together."""
    text = "The H100, the A100 and the L40S may not be sold to China without a licence."
    assert {each.claim.subject for each in WORLD.check_text(text, published="2024-01-09").claims} == {
        "h100", "a100", "l40s"}


@pytest.mark.parametrize(("text", "quote", "verdict"), [
    # the data sheets: 700 W for the SXM module, 350 W for the card; A100 PCIe 250 W for 40 GB
    ("Look at the PCIe edition of the H100. Each such card burns 350 watts.", "350", "consistent"),
    ("Look at the PCIe edition of the H100. Each such card burns 700 watts.", "700", "inconsistent"),
    ("The H100 in its PCIe form fits any server. It draws 700 watts.", "700", "inconsistent"),
    ("The PCIe version of Nvidia's A100 draws 400 watts.", "400", "inconsistent"),
    ("The SXM version of the H100 draws 700 watts.", "700", "consistent"),
    ("The NVL variant of the H100 is for servers. It comes with 94 GB of memory.", "94", "consistent"),
])
def test_a_form_goes_on_through_the_next_sentence(text: str, quote: str, verdict: str) -> None:
    """What was called "the PCIe edition" is still that one when it is "such a card"."""
    assert judged(text, "2024-06-11", quote)[0] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    # list prices of January 2025: GPT-4 $30 and $60, GPT-4o mini $0.15 and $0.60, Claude 3.5 Sonnet $3 and $15
    ("Set GPT-4 beside GPT-4o mini: the latter is 200 times cheaper for input.", "consistent"),
    ("Set GPT-4 beside GPT-4o mini: the latter is 20 times cheaper for input.", "inconsistent"),
    ("Set GPT-4o mini beside GPT-4: the former is 100 times cheaper for output.", "consistent"),
    ("Take GPT-4 and Claude 3.5 Sonnet: the newer model asks ten times less for input.", "consistent"),
    ("Take Claude 3.5 Sonnet and GPT-4: the older model is four times dearer for output.", "consistent"),
    ("Take GPT-4 and Claude 3.5 Sonnet: the later model is sold for about ten times less.", "scope_dependent"),
])
def test_the_one_of_two_models_that_is_cheaper(text: str, verdict: str) -> None:
    """"The latter" goes by the order of names, "the newer" by the days of release, wherever the names stand."""
    assert judged(text, "2025-01-30", "times")[0] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    # GPT-4 came out on 14 March 2023, Claude 3.5 Sonnet on 20 June 2024
    ("GPT-4 and Claude 3.5 Sonnet came out fifteen months apart.", "consistent"),
    ("Claude 3.5 Sonnet and GPT-4 were released fifteen months apart.", "consistent"),
    ("GPT-4 and Claude 3.5 Sonnet came out five months apart.", "inconsistent"),
])
def test_models_that_lie_apart_do_so_by_release(text: str, verdict: str) -> None:
    """Nothing is said of which is the better one."""
    assert judged(text, "2025-01-30", "months")[0] == verdict

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


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    # model cards: Scout 40 trillion tokens and 5.0 million hours, Maverick 22 trillion and 2.38 million
    ("Meta is proud. The training of Scout took 5 million GPU-hours.", "2025-04-07", "5 million", "consistent"),
    ("Meta is proud. The training of Scout took 2.38 million GPU-hours.", "2025-04-07", "2.38", "inconsistent"),
    ("Meta's release comes in two sizes. The lesser one, Scout, saw 40 trillion tokens.", "2025-04-07", "40",
     "consistent"),
    ("Google says that Ultra scored 90.0% on MMLU.", "2024-02-25", "90.0%", "consistent"),
    # the only models of that size of their makers: 3.8e25 operations, 36 trillion tokens
    ("In Meta's long paper the flagship 405B took 3.8 x 10^25 FLOP to train.", "2024-07-25", "FLOP", "consistent"),
    ("In Meta's long paper the flagship 405B took 3.8 x 10^24 FLOP to train.", "2024-07-25", "FLOP", "drifted"),
    ("Alibaba says that the flagship 235B was trained on 36 trillion tokens.", "2025-07-25", "36", "consistent"),
])
def test_the_last_word_of_a_name_names_the_model_of_that_maker(text: str, published: str, quote: str,
                                                               verdict: str) -> None:
    """Where the maker is named, "Scout" and "the flagship 405B" are its models."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    # the board granted 150 MW from the grid on 7 November 2024; the site has turbines beside it
    ("The TVA agreed last week to let xAI take 150 megawatts from the Memphis grid.", "consistent"),
    ("The TVA agreed last week to let xAI take 15 megawatts from the Memphis grid.", "inconsistent"),
    ("xAI draws 180 megawatts in Memphis, turbines included.", "no_basis"),
])
def test_a_firm_has_the_power_of_its_one_site_that_is_named(text: str, verdict: str) -> None:
    """What a firm draws at a place is what its site there draws."""
    assert judged(text, "2024-11-11", "megawatts")[0] == verdict


@pytest.mark.parametrize(("text", "quote", "verdict"), [
    # Epoch AI, 6 June 2025: 12 developers with a model over 1e25 FLOP
    ("How many can train at 10^25 operations or more? Epoch AI's list names 12 developers.", "12", "consistent"),
    ("Who can train a model beyond 10^25 FLOP? By Epoch AI's list it is 30 developers.", "30", "drifted"),
])
def test_an_answer_is_of_what_was_asked(text: str, quote: str, verdict: str) -> None:
    """A count of developers after a question counts those that it asks for."""
    assert judged(text, "2025-06-16", quote)[0] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    # IDC for 2025: Huawei 812,000 cards, all makers together 4 million
    ("Huawei shipped 812,000 accelerator cards in China in 2025.", "consistent"),
    ("Huawei shipped 4 million accelerator cards in China in 2025.", "inconsistent"),
])
def test_all_makers_together_are_no_count_of_one(text: str, verdict: str) -> None:
    """A count of the whole market neither bears out nor refutes that of one firm."""
    assert judged(text, "2026-04-02", "accelerator")[0] == verdict


@pytest.mark.parametrize(("text", "quote", "verdict", "code"), [
    # Bloomberg, 18 March 2025: 1.2 gigawatts for the eight buildings at Abilene
    ("ABILENE, Texas - A campus for Stargate is rising. The site would draw 1.2 gigawatts.", "1.2", "consistent", ""),
    ("ABILENE, Texas - A campus for Stargate is rising. The site would draw 1.2 megawatts.", "1.2", "inconsistent",
     "OC101"),
])
def test_a_project_is_its_site_at_the_place_of_the_dateline(text: str, quote: str, verdict: str, code: str) -> None:
    """What is told from Abilene of Stargate is of the campus there."""
    found, codes = judged(text, "2025-03-19", quote)
    assert found == verdict
    assert not code or code in codes


@pytest.mark.parametrize(("text", "quote", "verdict"), [
    # V3 $5.576 million in its report, R1 $294,000 in Nature on top of it
    ("DeepSeek-V3 and DeepSeek-R1 together cost $5.87 million to train.", "5.87", "consistent"),
    ("Between them DeepSeek's V3 and R1 cost about $5.9 million to train.", "5.9", "consistent"),
    ("DeepSeek-V3 and DeepSeek-R1 together cost $12 million to train.", "12", "inconsistent"),
    ("DeepSeek-V3 cost $5.576 million to train and R1 $294,000; together the runs cost $5.87 million.", "5.576",
     "consistent"),
])
def test_two_runs_together_are_their_sum(text: str, quote: str, verdict: str) -> None:
    """A figure of the pair is neither of the two alone."""
    assert judged(text, "2025-09-24", quote)[0] == verdict


@pytest.mark.parametrize(("text", "verdict", "stale"), [
    # Claude 3 Haiku $0.25 and $1.25, Claude 3.5 Haiku $1 and $5 from 4 November 2024
    ("Claude 3.5 Haiku keeps the price of its forerunner, $0.25 per million input tokens.", "inconsistent", True),
    ("The price of Claude 3.5 Haiku is unchanged at $1.25 per million output tokens.", "inconsistent", True),
    ("Claude 3.5 Haiku costs $5 per million output tokens.", "consistent", False),
])
def test_a_price_that_was_not_kept_is_that_of_the_model_before(text: str, verdict: str, stale: bool) -> None:
    """The figure is named as what the older model asks."""
    found, codes = judged(text, "2024-11-08", "$")
    assert found == verdict
    assert ("OC402" in codes) == stale


@pytest.mark.parametrize("text", [
    "He wants the China money, all of it, 100%.",
    "They would say anything to sell a chip.",
    "She craves the headlines, wrote one of his rivals.",
])
def test_what_somebody_wants_is_no_quantity(text: str) -> None:
    """A motive cannot be computed, whatever share is told of it."""
    claims = WORLD.check_text(text, published="2025-05-22").claims
    assert [each.verdict for each in claims] == ["not_checkable"]


def test_a_time_of_learning_in_the_wrong_unit_is_named() -> None:
    """BLOOM was trained from March to July 2022, 117 days."""
    assert "OC108" in judged("BLOOM learnt its languages during 3.5 weeks.", "2022-07-14", "weeks")[1]


@pytest.mark.parametrize(("text", "verdict"), [
    # the Section 301 duty on Chinese semiconductors is 50% since 1 January 2025; the emergency duties were 20%
    ("The Section 301 tariff on Chinese semiconductors is 50%.", "consistent"),
    ("The Section 301 tariff on Chinese semiconductors is 20%.", "inconsistent"),
    ("An anti-dumping duty of 60% applies to goods from China.", "no_basis"),
    ("The duties added this year on goods from China come to 20%.", "consistent"),
    ("The duties added this year on goods from China come to 60%.", "inconsistent"),
])
def test_duties_of_one_title_say_nothing_of_another(text: str, verdict: str) -> None:
    """Nothing is accused by the rate of another law."""
    assert judged(text, "2025-03-27", "%")[0] == verdict

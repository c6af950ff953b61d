"""Figures of what is named by its turn alone, bands of rules, rents by the hour and scores of rules."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER, WORLD = Reader(load_names()), World()
DAY = dt.date(2026, 2, 20)


def claims(text: str, measure: str) -> list[Claim]:
    """The claims of one measure in a text."""
    return [claim for claim in READER.read_text(text, DAY) if claim.measure == measure]


def codes(text: str, day: str) -> set[str]:
    """The codes of all findings of a text."""
    return {finding.code for each in WORLD.check_text(text, published=day).claims for finding in each.then.findings}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The B200 sells well. Its successor, shown in March, carries 288 gigabytes of memory to the B200's 192.",
         ["successor of the B200", "b200"]),
        ("AMD's MI250X held its own. The replacement has 192 GB of memory against the 128 GB of the MI250X.",
         ["replacement of the MI250X", "mi250x"]),
        ("The newer card moves 4.8 terabytes a second against the H100's 3.35.", ["newer card", "h100"]),
        ("The H200 arrived in 2024. The newer card has 141 GB where the H100 had 80.", ["h200"]),
        ("The H100 has 80 GB of memory. Its successor, the H200, has 141 GB.", ["h100", "h200"]),
    ],
)
def test_a_successor_is_not_the_chip_that_it_is_held_against(text: str, subjects: list[str]) -> None:
    """What "its successor" has is not of the chip named beside it."""
    assert [claim.subject for claim in claims(text, "chip_spec")][: len(subjects)] == subjects


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        ("Llama 3.1 405B is out. Llama 2 70B was trained on 2 trillion tokens, and the new model on 15.6 trillion.",
         "training_tokens", "llama-3-1-405b"),
        ("GPT-4 cost more than $100m. Mistral said that its second model had been trained with 10^24 operations.",
         "training_compute", "second model of Mistral"),
        ("Llama 2 is Meta's family of 2023. The biggest Llama had read 2 trillion tokens.", "training_tokens",
         "Llama 2"),
    ],
)
def test_what_is_named_by_its_turn_is_no_other_model(text: str, measure: str, subject: str) -> None:
    """"The new model", "its second model" and the bare name of a family."""
    assert claims(text, measure)[-1].subject == subject


def test_the_price_of_a_firm_that_opens_its_sentence_is_none_of_anothers_model() -> None:
    """A firm that names no model asks for its own."""
    text = "GPT-4o asks $2.50 in and $10 out. Mistral is cheaper still, and at the weekend it halves its rates to $1."
    assert not str(claims(text, "price_per_token")[-1].subject).startswith("gpt")


@pytest.mark.parametrize(
    "text",
    [
        "An hour on an A100 went for $1.10 at Lambda in March. By May CoreWeave asked $2.21, and Google a round $3.",
        "You can rent an H100 by the hour for $2.50. Vast.ai charges $1.90.",
        "DeepSeek R1 is out. For every dollar spent on DeepSeek R1 output, a customer of o1 pays $27.",
    ],
)
def test_rents_and_proportions_are_no_prices_of_tokens(text: str) -> None:
    """Rents by the hour, told on in the next sentence, and "for every dollar"."""
    assert not claims(text, "price_per_token")


def test_a_price_after_a_rent_is_one_where_a_model_asks_it() -> None:
    """A price of tokens is read after a rent too."""
    text = "GPT-4o runs on rented H100s at $2 an hour. It costs $2.50 in and $10 out."
    assert [claim.value for claim in claims(text, "price_per_token")] == [2.5, 10]


@pytest.mark.parametrize(
    "text",
    [
        "The H20 is sold again. The April letters had drawn the line at 700 gigabytes a second, far below that chip.",
        "The H20 is sold again. The rule of 2023 set the limit for links at 600 gigabytes a second.",
        "The H200 is let in. A duty is levied on products from 10,000 to 12,000 with 3,000 gigabytes a second.",
        "Two H200s hold 282 gigabytes between them.",
        "A box with sixteen A100s has 1,280 gigabytes in total.",
    ],
)
def test_lines_and_bands_of_rules_and_sums_of_chips_are_no_figures_of_one(text: str) -> None:
    """What a rule draws its line at, and what several chips have together."""
    assert not claims(text, "chip_spec")


def test_bare_numbers_that_chips_have_under_rules_are_scores() -> None:
    """Without a unit, "comes to 4,992" is a score where the text is on rules."""
    text = "Under the rule the H20 scores 2,368. The H100 reaches 15,824. The A100, with 80 GB, comes to about 4,992."
    found = [claim for claim in claims(text, "chip_spec") if claim.unit == "TPP"]
    assert [(claim.subject, claim.value) for claim in found] == [("h20", 2368), ("h100", 15824), ("a100-80gb", 4992)]


def test_what_a_firm_has_in_stock_is_no_score() -> None:
    """A stock of chips is none."""
    text = "Under the rule the H200 scores 15,832. Buyers ordered 2 million H200s, while Nvidia had 700,000 in stock."
    assert all(claim.value != 700_000 for claim in claims(text, "chip_spec"))


def test_how_well_chips_are_used_counts_none() -> None:
    """Utilisation without a percent sign."""
    text = "MFU is the number to watch. PaLM ran on 6,144 TPUs and reached 46. Llama 3.1 405B stood between 38 and 43."
    assert [claim.value for claim in claims(text, "chip_count")] == [6144]


def test_a_fraction_of_a_model_is_no_score() -> None:
    """"A seventh of Claude Opus 4" is of its price."""
    text = "GPT-4.1 costs $2 and $8, a seventh of Claude Opus 4 each way, and scores 54.6% on SWE-bench Verified."
    assert [claim.value for claim in claims(text, "benchmark_score")] == [54.6]


def test_a_fall_of_anything_is_of_no_model() -> None:
    """"Something whose price falls" is nobody's."""
    text = "DeepSeek-V3 is cheap. They sell something whose price falls by half at every launch."
    assert not claims(text, "price_ratio")


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("The L4 manages 242 trillion operations a second in 8-bit arithmetic.", "2024-06-20", "OC103"),
        ("The L20, a card of 275 watts, scores 1,912 under the rule, two-fifths of the threshold.", "2024-06-20",
         "OC207"),
        ("The B200 moves 8 terabytes a second and has 192 GB against 80, 2.4 times the older part's 3.35.",
         "2025-01-20", "OC207"),
        ("AMD lost $1.5bn on the MI308, half a billion less than feared, after $2bn of it had been sold.", "2025-12-01",
         "OC208"),
        ("DeepSeek says that V3 cost $5.576m, with earlier research and experiments excluded.", "2025-02-01", "OC304"),
        ("Epoch AI: the US has 75% of known GPU clusters' performance and China 15%, a ratio of five to one.",
         "2025-06-01", "OC301"),
    ],
)
def test_no_fault_is_found_where_none_is(text: str, day: str, code: str) -> None:
    """Sentences that are right, each with the code that was once found in it."""
    assert code not in codes(text, day)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Meta signed for at least 12 gigawatts of AMD, 4 of Google and another 5 of its own, a total of 24 gigawatts.",
         "2025-11-25", "OC203"),
        ("By its own reckoning Moonshot trained Kimi K2 Thinking for $4.6m.", "2025-11-25", "OC302"),
        ("The rule draws its line at 4,800. The A100, at 1,248 trillion 8-bit operations, is past it.", "2024-01-18",
         "OC103"),
        ("Pre-training of Qwen3-235B-A22B ran over 36 billion tokens.", "2025-07-16", "OC101"),
        ("Under the rule of October 2022 a chip needs a licence if it moves at least 600 gigabits a second.",
         "2023-01-29", "OC105"),
        ("CNAS found in June 2025 that at least 140,000 chips were smuggled into China in 2024.", "2026-01-20",
         "OC301"),
    ],
)
def test_faults_of_sums_sources_units_and_sparsity_are_found(text: str, day: str, code: str) -> None:
    """Each sentence has one planted fault."""
    assert code in codes(text, day)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Meta signed for at least 12 gigawatts of AMD, 4 of Google and another 5 of its own, a total of 21 gigawatts.",
         "2025-11-25", "OC203"),
        ("CNAS found last summer that some 140,000 chips were smuggled into China in 2024.", "2026-01-20", "OC301"),
        ("By its own account DeepSeek trained V3 for $5.576m.", "2025-02-25", "OC302"),
        ("Under the rule of October 2022 a chip needs a licence if it moves at least 600 gigabytes a second.",
         "2023-01-29", "OC105"),
    ],
)
def test_the_same_sentences_put_right_are_left_alone(text: str, day: str, code: str) -> None:
    """Each of them once without its fault."""
    assert code not in codes(text, day)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The 13B Llama 2 took 370,000 hours on A100s.", "llama-2-13b"),
        ("The 27-billion-parameter Gemma 2 read 13 trillion tokens.", "gemma-2-27b"),
        ("The 405B Llama 3.1 read 15.6 trillion tokens.", "llama-3-1-405b"),
    ],
)
def test_a_size_before_a_family_names_its_member(text: str, subject: str) -> None:
    """"The 70B Llama 2" is Llama 2 70B."""
    assert READER.read_text(text, DAY)[-1].subject == subject


def test_a_fraction_of_a_total_is_worked_out() -> None:
    """A third of $30bn is no $15bn."""
    text = "Sales came to $30bn in the quarter. The chip business made $15bn, about a third of the total."
    audit = WORLD.check_text(text, published="2025-12-01")
    assert "OC207" in codes(text, "2025-12-01") | {finding.code for finding in audit.findings}

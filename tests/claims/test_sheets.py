"""Spec sheets, model cards and launch posts: what stands on such pages beside figures, and whose figures they are."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

DAY = dt.date(2026, 3, 2)
WORLD = World()
SHEET = """H200 data sheet

Memory Capacity: 141 GB HBM3e
Memory Bandwidth: 4.8 TB/s
Transistor Count: 80 billion
Links: NVLink 4.0, 900 GB/s bidirectional
Partitions: 7 instances of 18 GB each
"""


def read(text: str) -> list[Claim]:
    """The claims of a text."""
    return Reader(load_names()).read_text(text, DAY)


def verdict(text: str, measure: str) -> list[str]:
    """The verdicts on the claims of a measure in a text."""
    audit = WORLD.check_text(text, published=DAY.isoformat())
    return [each.verdict for each in audit.claims if each.claim.measure == measure]


def test_entries_of_a_sheet_are_of_the_chip_that_heads_it() -> None:
    """Labels are no names, kinds of memory no chips, and each figure is of the chip in the heading."""
    specs = {(c.subject, c.scope, c.value) for c in read(SHEET)}
    assert specs == {("h200", "memory", 141), ("h200", "bandwidth", 4.8), ("h200", "interconnect", 900)}


@pytest.mark.parametrize("text", [
    "Published: 2026-01-05\n\nGPT-5\nThe page tells of it.",
    "| Field | Value |\n|---|---|\n| Verified | Apr 2, 2026 |\n",
    "Claude Opus 4 has a knowledge cutoff of March 2025.",
    "GPT-4o was retired from the app on 13 February 2026.",
])
def test_days_of_pages_and_of_knowledge_are_no_releases(text: str) -> None:
    """The day of a page, a cutoff of knowledge and a retirement are no release and no training."""
    assert [c for c in read(text) if c.measure in ("release_date", "training_date")] == []


@pytest.mark.parametrize("text", [
    "GPT-4.1 scored 12.5 points above GPT-4o on GPQA Diamond.",
    "On GPQA Diamond, Claude Opus 4 gained 9 pp over its predecessor, a 9-point increase.",
    "METR asks how long a task may be that Claude Opus 4 does with 50% reliability on the METR time horizon.",
])
def test_gains_and_shares_of_success_are_no_scores(text: str) -> None:
    """Points gained on a test, and how often tasks must succeed, are no score."""
    assert [c for c in read(text) if c.measure == "benchmark_score"] == []


def test_a_score_that_was_passed_is_of_its_own_model() -> None:
    """In a jump from one model's score, the new score is of the model that the text is on."""
    text = "GPT-4.1 is out. On SWE-bench Verified it jumps from 33.2% on GPT-4o to 54.6%."
    assert {(c.subject, c.value) for c in read(text) if c.measure == "benchmark_score"} == {
        ("gpt-4o", 33.2), ("gpt-4-1", 54.6)}
    text = "GPT-4.1 in short\n- 54.6% on SWE-bench Verified, well up from GPT-4o's 33.2%\n"
    assert {(c.subject, c.value) for c in read(text) if c.measure == "benchmark_score"} == {
        ("gpt-4o", 33.2), ("gpt-4-1", 54.6)}


@pytest.mark.parametrize("text", [
    "Kimi K2 has 384 experts, with 8 selected for each token.",
    "Kimi K2.5 sees through a 400-million-parameter vision encoder.",
    "To try the optimizer out, the makers of Kimi K2 first trained a smaller model with 9 billion parameters.",
])
def test_parts_and_trials_are_no_sizes_of_a_model(text: str) -> None:
    """Experts, encoders and small models for trials have sizes that are not the model's."""
    assert [c for c in read(text) if c.measure == "parameters"] == []


@pytest.mark.parametrize("text", [
    "The H200 fits boards with eight GPUs; an 8-GPU server is common.",
    "Each node of the H800 cluster that trained it holds 2 TB of RAM and 8 GPUs.",
    "One H200 holds 141 GB of memory.",
])
def test_what_a_server_holds_is_no_fleet(text: str) -> None:
    """A handful of chips in each server, and the one that a data sheet is of, are no counts of chips held."""
    assert [c for c in read(text) if c.measure == "chip_count"] == []


def test_more_of_a_figure_is_a_ratio_of_that_figure() -> None:
    """A share more in capacity and one more in bandwidth are ratios, each of its own figure."""
    text = "The H200 brings a 76% increase in memory capacity and a 43% increase in bandwidth over the H100."
    assert [(c.scope, c.value, c.unit) for c in read(text)] == [("memory", 1.76, "x"), ("bandwidth", 1.43, "x")]


def test_what_a_figure_rose_from_is_left_to_the_thing_before() -> None:
    """Of a rise from one figure to another only the latter is told of the new chip."""
    text = "The H200 lifts memory speed and goes from 3.35 TB/s to 4.8 TB/s of bandwidth."
    assert [(c.subject, c.value) for c in read(text) if c.scope == "bandwidth"] == [("h200", 4.8)]


def test_words_of_need_that_speak_of_no_state_rule_nothing() -> None:
    """What a chip needs and makes possible is no licence and no permission."""
    text = "The H200 fits older servers, requiring only new firmware. Its memory allows larger batches."
    assert [c for c in read(text) if c.measure == "export_status"] == []


def test_another_edition_of_a_test_is_another_test() -> None:
    """A word for an edition after a test's name makes it another test."""
    found = read("Kimi K2 scores 47.3% on SWE-bench Multilingual.")
    assert [c.reference for c in found] == ["SWE-bench Multilingual"]


def test_labels_before_a_colon_vouch_for_nothing() -> None:
    """The label of an entry, and a clause that opens a list, are no speakers."""
    found = read("H200 data sheet\n\nMIG Partitioning and Memory: 141 GB\nThe chip comes in two forms: one has 700 W.")
    assert {c.speaker for c in found} == {None}


def test_speed_at_some_work_is_not_set_against_peaks() -> None:
    """That inference runs twice as fast is not refuted by equal peaks of arithmetic."""
    assert verdict("The H200 has nearly twice the inference throughput of the H100.", "chip_spec") == ["no_basis"]


def test_links_counted_one_way_are_half_of_both() -> None:
    """A link speed that is said to be of one direction is held against half of the data sheet's figure."""
    text = "The H200 has 450 GB/s of NVLink bandwidth in each direction."
    assert verdict(text, "chip_spec") == ["consistent"]


def test_a_day_of_announcement_refutes_no_release() -> None:
    """That a chip was announced half a year before it shipped is not refuted by the day that it shipped."""
    assert verdict("Nvidia announced the H200 on 13 November 2023.", "release_date") == ["no_basis"]


def test_what_yet_another_tester_found_is_not_refuted_by_one() -> None:
    """Where neither the maker's score nor the speaker's is known, another harness alone refutes no score near it."""
    assert verdict("Llama 3.1 405B gets 30% on SWE-bench Verified.", "benchmark_score") == ["scope_dependent"]


@pytest.mark.parametrize(("text", "measure"), [
    ("Claude Opus 4.5 takes 76% fewer output tokens than Sonnet 4.5 for the same work.", "price_ratio"),
    ("With a 92% pass rate Claude Opus 4.5 is worth its price beside Sonnet 4.5.", "price_ratio"),
    ("Opus 4.5 asks $5 for input and $25 for output, that is $5 + $25 = $30 per 1M tokens.", "price_sum"),
    ("The licence of Llama 4 Maverick ends at 700M monthly active users.", "parameters"),
    ("Open models under 80 billion parameters cannot do it, DeepSeek V4 can.", "parameters"),
    ("Llama 4 Scout has a 10M-token context window.", "training_tokens"),
    ("A company with 500,000 GPUs, say xAI, may still keep you waiting.", "chip_count"),
])
def test_what_comparisons_strew_about_is_no_claim(text: str, measure: str) -> None:
    """Fewer tokens, rates of success, sums of prices, users, bounds of a class and contexts are no claims."""
    found = read(text)
    if measure == "price_sum":
        assert 30 not in {c.value for c in found if c.measure == "price_per_token"}
    else:
        assert [c for c in found if c.measure == measure] == []


def test_a_score_after_a_bracket_is_not_of_the_model_inside_it() -> None:
    """What follows a bracket with an older model's score is of the model before it."""
    text = "Grok 4 gets 67% on SWE-bench Verified (up from Grok 3's 52%), and 78% on MMMU."
    assert {(c.subject, c.value) for c in read(text)} == {("grok-4", 67), ("grok-3", 52), ("grok-4", 78)}


def test_scores_of_a_row_are_on_the_test_that_heads_it() -> None:
    """In a table of tests by model, every cell of a row is on the row's test."""
    text = "| Test | GPT-5 | Grok 4 |\n|---|---|---|\n| MMLU-Pro | 87% | 86% |\n| GPQA Diamond | 85% | 88% |\n"
    assert {(c.subject, c.reference, c.value) for c in read(text)} == {
        ("gpt-5", "mmlu-pro", 87), ("grok-4", "mmlu-pro", 86), ("gpt-5", "gpqa-diamond", 85),
        ("grok-4", "gpqa-diamond", 88)}


def test_more_than_denied_is_a_bound_from_above() -> None:
    """Not to have had more than so many chips is to have had so many at most."""
    found = [c for c in read("Grok 3 didn't have more than 100,000 H100s to train on.") if c.measure == "chip_count"]
    assert [(c.qualifier, c.high, c.negated) for c in found] == [("at_most", 100_000, False)]


def test_words_of_another_column_tell_nothing_of_a_chip() -> None:
    """In a row of a table the form named in one cell is not that of the chip of another."""
    text = "| Spec | H100 PCIe | H100 SXM |\n|---|---|---|\n| Power | 350 W, PCIe | 700 W |\n"
    assert verdict(text, "chip_spec") == ["consistent", "consistent"]


def test_chips_that_serve_a_model_are_not_those_that_trained_it() -> None:
    """That a model fits on a few chips is not refuted by the fleet that trained it."""
    assert "inconsistent" not in verdict("Llama 3.1 405B can be served on eight H200s or sixteen H100s.", "chip_count")


@pytest.mark.parametrize("text", [
    "Gemini 3 Pro leads the table of Vending-Bench with a wide margin 3.",
    "| Test | Grok 4 |\n|---|---|\n| HumanEval (0-shot) | none |\n",
])
def test_numbers_of_notes_and_of_examples_shown_are_no_scores(text: str) -> None:
    """The bare number of a note, and how many examples a model was shown, are no scores."""
    assert [c for c in read(text) if c.measure == "benchmark_score"] == []


def test_months_between_releases_are_no_lag() -> None:
    """That one model followed another of its maker by so many months is no lag in skill."""
    text = "Gemini 3 Pro arrived roughly eight months after Gemini 2.5 Pro, which launched in March 2025."
    assert [c for c in read(text) if c.measure == "capability_lag"] == []


def test_a_cut_down_version_has_its_own_figures() -> None:
    """What is told of a version cut from another chip is of the version, and a density of a die is no speed."""
    found = read("The H20 is a cut-down version of the H100, with 96 GB of memory and a performance density of 2.9.")
    assert [(c.subject, c.scope, c.value) for c in found] == [("h20", "memory", 96)]


def test_a_bill_of_a_month_is_no_price_of_tokens() -> None:
    """What a workload costs a month is no price of a million tokens."""
    found = read("GPT-4o mini costs $0.15 per million input tokens.\n- GPT-4o mini: $150/month\n")
    assert [c.value for c in found if c.measure == "price_per_token"] == [0.15]


def test_a_chip_made_to_obey_rules_is_not_barred_by_that() -> None:
    """A chip that was made to comply with sanctions is not said to be barred."""
    found = read("The H20 is compliant with the US sanctions on China.")
    assert [c for c in found if c.measure == "export_status"] == []

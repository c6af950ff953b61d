"""What is written of models in the days after they came out: sizes, prices, scores, tokens, hours and rates."""

from __future__ import annotations

import pytest

from oncurve.api import World
from tests.claims.judging import by_quote


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def _one(world: World, sentence: str, published: str, quote: str) -> str:
    made = world.check_text(sentence, published=published).claims
    return next(each.verdict for each in made if quote in each.claim.quote)


@pytest.mark.parametrize(("published", "sentence", "quote", "verdicts"), [
    # Llama 4 model card: 5.0M and 2.38M hours, 7.38M together
    ("2025-04-06", "Meta's Scout and Maverick together ate 7.38 million GPU hours on H100s, per the model card.",
     "7.38", "consistent"),
    ("2025-04-06", "Meta's Scout and Maverick together ate 9.38 million GPU hours on H100s, per the model card.",
     "9.38", "inconsistent"),
    # Llama 3.1 model card: 30.84M hours for the 405B
    ("2024-07-24", "The 405B model took 30.84 million GPU hours, Meta discloses.", "30.84", "consistent"),
    ("2024-07-24", "The 405B model took 3.84 million GPU hours, Meta discloses.", "3.84", "inconsistent drifted"),
    # Llama 2 report: 2 trillion tokens for every size, and "Llama 2 models" are not two
    ("2023-07-19", "Meta trained all Llama 2 models on 2 trillion tokens, 40% more than Llama 1.", "2 tri",
     "consistent"),
    ("2023-07-19", "Llama 2 was trained on 3 trillion tokens.", "3 tri", "inconsistent"),
    # 2.664M hours over 2,048 chips are 54.2 days, 2.788M are 56.7: nobody has printed the days
    ("2025-01-30", "DeepSeek-V3 ran for 55 days on 2,048 H800s, people calculate from the paper.", "55 days",
     "consistent scope_dependent"),
    ("2025-01-30", "DeepSeek kept 2,048 GPUs busy for six months to train V3.", "six months", "inconsistent"),
    # Qwen2.5 had 18 trillion tokens, Qwen3 36
    ("2025-04-30", "The new Qwen3 models were trained on nearly twice as many tokens as Qwen2.5, around 36 trillion.",
     "nearly twice", "consistent"),
    # the smallest Qwen3 has 0.6B (Qwen3 blog); the flagship's size says nothing of it
    ("2025-04-30", "Qwen3's flagship has 235 billion parameters, the smallest has 0.6 billion.", "0.6", "no_basis"),
])
def test_what_training_took_is_judged_of_the_models_that_are_meant(
        world: World, published: str, sentence: str, quote: str, verdicts: str) -> None:
    """Models listed for one figure, a size, a family and the smallest of it each have their own figures."""
    assert _one(world, sentence, published, quote) in verdicts.split()


@pytest.mark.parametrize(("published", "sentence", "verdicts"), [
    # Anthropic's price list: Sonnet has cost $3 since Claude 3
    ("2025-10-29", "Claude Sonnet costs $3 per million input tokens.", {"$3 per million input tokens": "consistent"}),
    ("2025-10-29", "Claude Sonnet costs $30 per million input tokens.",
     {"$30 per million input tokens": "inconsistent"}),
    # Moonshot: $0.15 from the cache, $0.60 otherwise
    ("2025-07-15", "Kimi K2 is sold at 15 cents per million input tokens on a cache hit, 60 cents otherwise.",
     {"15 cents per million input tokens": "consistent", "60 cents": "consistent"}),
    # OpenAI: $2.50, and $5 for prompts over 272K tokens
    ("2026-03-06", "GPT-5.4 costs $2.50 per million input tokens for short prompts and $5 beyond 272,000 tokens.",
     {"$2.50 per million input tokens": "consistent", "$5": "consistent"}),
])
def test_prices_are_of_the_line_and_of_the_tokens_that_are_meant(
        world: World, published: str, sentence: str, verdicts: dict[str, str]) -> None:
    """A line of models stands for its newest; cached tokens and long prompts have prices of their own."""
    assert by_quote(sentence, published, "price_per_token") == verdicts


@pytest.mark.parametrize(("published", "sentence", "verdicts"), [
    # $2.00 against $2.50 is 20% less, cached $0.50 against $1.25 is 60% less: a mix of both may be 26% less
    ("2025-04-15", "GPT-4.1 is 26% less expensive than GPT-4o for median queries, OpenAI claims.", "consistent"),
    ("2025-04-15", "GPT-4.1 is 80% less expensive than GPT-4o for median queries, OpenAI claims.", "inconsistent"),
    # $15 to $5
    ("2025-11-26", "Anthropic cut the price of its top model by two thirds: Claude Opus 4.5 is out.", "consistent"),
    # $10 against $5 in May 2024; that GPT-4o got cheaper since does not speak against it
    ("2024-05-14", "GPT-4o is half the price of GPT-4 Turbo in the API.", "consistent"),
])
def test_ratios_of_prices_hang_on_the_mix_and_the_model_before(
        world: World, published: str, sentence: str, verdicts: str) -> None:
    """A seller's own mix of tokens is not refuted by one tier; a cut is from what was sold before."""
    audit = world.check_text(sentence, published=published)
    found = [each for each in audit.claims if each.claim.measure == "price_ratio"]
    assert [each.verdict for each in found] == [verdicts]
    assert all(each.now.verdict == each.then.verdict for each in found)


@pytest.mark.parametrize(("published", "sentence", "quote", "verdicts"), [
    # xAI, 9 July 2025: 25.4% without tools; 44.4% is of Heavy with tools
    ("2025-07-10", "Grok 4 Heavy gets 44.4% on Humanity's Last Exam with tools.", "44.4", "consistent"),
    ("2025-07-10", "Grok 4 gets 44.4% on Humanity's Last Exam.", "44.4", "scope_dependent"),
    ("2025-07-10", "Grok 4 gets 54.4% on Humanity's Last Exam.", "54.4", "inconsistent"),
    # Google, 18 November 2025: 31.1%, and 45.1% by Deep Think
    ("2025-11-19", "Gemini 3 Deep Think reached 45.1% on ARC-AGI-2.", "45.1", "consistent"),
    ("2025-11-19", "Gemini 3 Pro reached 51.1% on ARC-AGI-2.", "51.1", "inconsistent"),
    # Anthropic, 22 May 2025: 72.7% and 72.5%
    ("2025-05-23", "Oddly, the smaller Sonnet 4 edges Opus 4 on SWE-bench Verified, 72.7% to 72.5%.", "72.7",
     "consistent scope_dependent"),
    # Moonshot gives 30.1% without tools and 50.2% with
    ("2026-01-28", "Kimi K2.5 posts 50.2% on Humanity's Last Exam with tools.", "50.2", "consistent"),
    # Anthropic, 24 November 2025: 80.9%
    ("2025-11-26", "Claude Opus 4.5 is the first to pass 80% on SWE-bench Verified.", "80%", "consistent"),
])
def test_scores_are_told_by_how_they_were_got(
        world: World, published: str, sentence: str, quote: str, verdicts: str) -> None:
    """More tries, a heavier mode and tools give scores of their own, which a bare sentence may but need not mean."""
    assert _one(world, sentence, published, quote) in verdicts.split()


@pytest.mark.parametrize(("published", "sentence", "verdict"), [
    # 13 March 2023 to 7 August 2025; 13 November to 11 December 2025; 18 November 2025 to 19 February 2026
    ("2025-08-10", "GPT-5 arrived last week, more than two years after GPT-4.", "consistent"),
    ("2025-12-13", "GPT-5.2 landed on December 11, less than a month after GPT-5.1.", "consistent"),
    ("2025-12-13", "GPT-5.2 landed on December 11, three months after GPT-5.1.", "inconsistent"),
    ("2026-02-20", "Google released Gemini 3.1 Pro on Thursday, three months after Gemini 3 Pro.", "consistent"),
])
def test_the_time_between_two_releases_is_counted_in_the_calendar(
        world: World, published: str, sentence: str, verdict: str) -> None:
    """How long after another a model came out is no lag in what they can do."""
    assert set(by_quote(sentence, published, "capability_lag").values()) <= {verdict}
    assert set(by_quote(sentence, published, "release_date").values()) <= {"consistent"}


@pytest.mark.parametrize(("published", "sentence", "verdicts"), [
    # METR, 19 March 2025: seven months, over six years
    ("2025-03-20", "METR found the length of tasks that AI agents can do has doubled every seven months for six years.",
     {"doubled every seven months": "consistent"}),
    # Ho et al. 2024: eight months; that a firm is named says nothing of whose figure it is
    ("2024-03-15", ("OpenAI's bill aside, algorithmic progress halves the compute needed for a given performance about "
     "every eight months."), {"eight months": "consistent"}),
])
def test_how_long_a_rate_has_held_is_no_second_rate(
        world: World, published: str, sentence: str, verdicts: dict[str, str]) -> None:
    """One sentence, one rate; and nobody is accused of it who is only named beside it."""
    audit = world.check_text(sentence, published=published)
    assert {each.claim.quote: each.verdict for each in audit.claims if each.claim.measure == "doubling_time"}.keys() \
        == verdicts.keys()
    assert not [found for each in audit.claims for found in each.then.findings if found.code.startswith("OC3")]


@pytest.mark.parametrize(("sentence", "quote"), [
    # Epoch AI, 12 March 2025: 9 to 900 times, 50 in the middle
    (("Epoch AI found that the price to reach a given level of performance falls between 9 and 900 times a year, "
     "depending on the task."), "9 and 900"),
    # Epoch AI, 28 May 2024: four to five times a year
    (("The amount of compute used to train frontier models has been growing four to five times a year, according to "
     "Epoch AI."), "four to five"),
])
def test_rates_are_of_what_the_sentence_speaks_of(world: World, sentence: str, quote: str) -> None:
    """Prices of a skill and growth of compute are set against the rates that were published on them."""
    assert _one(world, sentence, "2025-03-20", quote) in ("consistent", "scope_dependent")


@pytest.mark.parametrize("sentence", [
    "Xiaomi's MiMo-V2-Flash is a 309-billion-parameter mixture that activates 15 billion.",
    "DeepSeek-V4-Pro carries 1.6 trillion parameters, of which 49 billion are active.",
])
def test_the_total_of_a_mixture_is_not_taken_for_what_it_activates(world: World, sentence: str) -> None:
    """A total that is followed by what of it is active is told as a total (model cards of MiMo and V4)."""
    audit = world.check_text(sentence, published="2026-05-01")
    assert {each.verdict for each in audit.claims if each.claim.measure == "parameters"} == {"consistent"}


def test_a_ratio_to_a_chip_has_no_model_to_compare_with(world: World) -> None:
    """What is compared with a chip by mistake of reading is said to lack its other model, not the chip's cost."""
    text = "OpenAI's gpt-oss-120b needed 2.1 million H100-hours and the 20b nearly ten times fewer."
    ratio = next(each for each in world.check_text(text, published="2025-08-09").claims
                 if each.claim.measure == "cost_ratio")
    assert "training cost of H100" not in ratio.then.reason


@pytest.mark.parametrize(("sentence", "published", "verdicts"), [
    # Anthropic, March 2024: 86.8% against 86.4%; OpenAI: 74.9% and 76.3%
    ("Claude 3 Opus edged GPT-4 on MMLU, 86.8% against 86.4%.", "2024-03-06", ["consistent", "consistent"]),
    ("Claude 3 Opus edged GPT-4 on MMLU, 86.4% against 86.8%.", "2024-03-06", ["inconsistent", "inconsistent"]),
    # Google, 17 December 2025: 78%, and 76.2% for Gemini 3 Pro, which the text does not name
    ("Google says Gemini 3 Flash outscores 3 Pro on SWE-bench Verified, 78% to 76.2%.", "2025-12-18",
     ["consistent", "no_basis"]),
])
def test_two_scores_set_against_each_other_are_of_two_models(
        world: World, sentence: str, published: str, verdicts: list[str]) -> None:
    """The first score is of the model named first; the other's is not held against the first, nor told as drift."""
    audit = world.check_text(sentence, published=published)
    assert [each.verdict for each in audit.claims] == verdicts
    assert not any(found.code.startswith("OC3") for each in audit.claims for found in each.then.findings)


def test_hours_are_as_exact_as_they_are_printed(world: World) -> None:
    """80 hours are 3.3 days to the hour, not to the second (Nature, supplementary table 7)."""
    text = "The Nature paper says R1's training ran on 512 H800 chips for 80 hours at a cost of $294,000."
    audit = world.check_text(text, published="2025-09-19")
    assert {each.verdict for each in audit.claims} == {"consistent"}


@pytest.mark.parametrize(("sentence", "verdict"), [
    # $3/$12 until 31 January 2025, $1.10/$4.40 for both since
    ("OpenAI's o3-mini is 63% cheaper than o1-mini.", "scope_dependent"),
    ("OpenAI's o3-mini is 90% cheaper than o1-mini.", "inconsistent"),
])
def test_what_a_model_cost_until_its_successor_came_may_be_meant(world: World, sentence: str, verdict: str) -> None:
    """Where the older model was cut on the day, the announcement compares with what it had cost."""
    assert world.check_text(sentence, published="2025-02-03").claims[0].verdict == verdict


def test_a_score_on_another_test_is_told_as_that(world: World) -> None:
    """71.5% is what R1 scored on GPQA Diamond; on MMLU it scored 90.8% (its report)."""
    claim = world.check_text("R1 gets 71.5% on MMLU.", published="2025-01-29").claims[0]
    assert claim.verdict == "inconsistent"
    assert any(each.code == "OC606" and "GPQA" in each.message for each in claim.then.findings)


def test_a_carbon_footprint_is_no_cost(world: World) -> None:
    """A seventh of the emissions says nothing of what a run cost."""
    text = "Meta's OPT-175B took about 1/7th the carbon footprint of GPT-3."
    assert not [each for each in world.check_text(text, published="2022-05-05").claims
                if each.claim.measure in ("cost_ratio", "price_ratio")]

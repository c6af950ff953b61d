"""Pages as they are found: marks of notes without superscript, tables of models, general words beside figures."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.claim import Claim
from tests.claims.judging import by_quote

WORLD = World()
TABLE = """The two runs compared

| | DeepSeek-V3 | Llama 3.1 405B | Factor |
| --- | --- | --- | --- |
| GPU hours | 2.788M H800 | 30.84M H100 | 11x |
| Parameters (active) | 37B | 405B | 11x |
| Training tokens | 14.8T | 15.6T | |
"""


def _read(text: str, published: str = "2025-06-01") -> list[Claim]:
    return [each.claim for each in WORLD.check_text(text, published=published).claims]


@pytest.mark.parametrize(
    "text",
    [
        "The fund bought about 10,000 A100s before the rules of October 2022.1 Later it trained DeepSeek-V3.",
        "Nvidia lost $589 billion, the most of any company in history.3\n\nOthers followed.",
        "The chip was sold until the rule took effect.12 It is not sold now.",
    ],
)
def test_the_mark_of_a_note_is_no_figure(text: str) -> None:
    """The number of a note that lost its superscript is neither a part of a year nor a count."""
    assert not {"2022.1", "3", "12"} & {each.quote.rstrip(".") for each in _read(text)}
    assert all(each.value not in (2022.1, 3.0, 12.0) for each in _read(text))


def test_decimals_that_end_a_sentence_stay_decimals() -> None:
    """"$5.6 million" and "16.97%" are no sentence with a note behind it."""
    values = {each.value for each in _read("DeepSeek-V3 cost $5.6 million to train. Nvidia fell 16.97% that day.")}
    assert {5.6e6, -16.97} <= values


def test_cells_of_a_table_are_of_the_model_at_the_head_of_their_column() -> None:
    """Hours, active parameters and tokens stand under the model that they are of; the factor is of neither."""
    read = {(each.measure, each.subject, each.value) for each in _read(TABLE)}
    assert {
        ("chip_hours", "deepseek-v3", 2.788e6),
        ("chip_hours", "llama-3-1-405b", 30.84e6),
        ("parameters", "deepseek-v3", 37e9),
        ("training_tokens", "deepseek-v3", 14.8e12),
        ("training_tokens", "llama-3-1-405b", 15.6e12),
    } <= read
    assert not [each for each in read if each[0] == "chip_spec"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("High-Flyer, the fund behind DeepSeek, once managed over $10 billion in assets.", "organisation_spend"),
        ("High-Flyer has $8 billion under management.", "organisation_spend"),
        ("China is home to half of the world's AI researchers.", "compute_share"),
        ("DeepSeek-V3 uses about 5.5% of its weights for each token.", "compute_share"),
        ("DeepSeek-V3 shook the notion that a frontier model takes billion-dollar budgets.", "training_cost"),
    ],
)
def test_what_only_looks_like_a_measure_is_not_read_as_one(text: str, measure: str) -> None:
    """Money in care, shares of people and weights, and what people took for granted are not held against anybody."""
    assert measure not in {each.measure for each in _read(text)}


def test_thousands_and_millions_after_a_blank_belong_to_the_money() -> None:
    """"$294 k" is 294,000 dollars, as "$294k" is."""
    assert [each.value for each in _read("DeepSeek-R1 cost $294 k to train.")] == [294e3]


@pytest.mark.parametrize(
    "text", ["On January 27, 2025, Nvidia's stock fell 17%.", "On January 27, Nvidia's stock fell 17%."])
def test_a_date_at_the_head_of_a_sentence_is_that_of_its_move(text: str) -> None:
    """CNBC, 27 January 2025: a fall of 16.97%; what "fell" on a day without a year fell on the last such day."""
    assert set(by_quote(text, "2025-09-01").values()) == {"consistent"}


def test_a_share_moves_for_its_owner() -> None:
    """"DeepSeek sent Nvidia's stock down 17%" is of Nvidia."""
    read = _read("DeepSeek's release sent Nvidia's stock tumbling 17% on 27 January 2025.")
    assert {each.subject for each in read if each.measure == "market_move"} == {"nvidia"}


def test_the_end_of_a_range_may_be_rounded() -> None:
    """The report's $5.576 million is within "$5.6 to $6 million"."""
    text = "The $5.6 to $6 million that is quoted for DeepSeek-V3 is the cost of its final training run."
    assert set(by_quote(text, "2025-02-01").values()) == {"consistent"}


def test_a_price_that_was_announced_to_come_is_one_that_may_be_meant() -> None:
    """On 26 December 2024 DeepSeek named $0.28 until 8 February 2025 and $1.10 from then on."""
    text = "DeepSeek-V3 costs $1.10 per million output tokens."
    assert by_quote(text, "2025-01-05") == {"$1.10 per million output tokens": "scope_dependent"}


def test_what_misses_the_cache_pays_the_full_price() -> None:
    """$0.27 is the price of input that is not found in the cache, $0.07 of what is."""
    text = ("DeepSeek-V3 asks $0.27 per million input tokens (for cache misses), $0.07 (for cache hits), and $1.10 for "
            "output tokens.")
    assert set(by_quote(text, "2025-03-05").values()) == {"consistent"}


def test_hours_of_one_model_are_not_worked_out_from_the_chips_of_another() -> None:
    """Each model of a paragraph has its own hours; both figures are those of their reports."""
    text = ("DeepSeek-V3 was trained on 2,048 H800s for two months, or 2.788 million GPU hours. By contrast Llama 3.1 "
            "405B took 30.84 million GPU hours, eleven times as much as DeepSeek-V3.")
    audit = WORLD.check_text(text, published="2025-02-01")
    assert not {found.code for each in audit.claims for found in each.then.findings} & {"OC202"}


@pytest.mark.parametrize(
    ("text", "subject", "reference"),
    [
        ("DeepSeek-V3 was trained at a cost reduction of 18x compared to industry standards.", None,
         "industry standards"),
        ("DeepSeek-R1 was trained for $294,000, a fraction of the $100 million typical for comparable models.",
         "comparable models", None),
    ],
)
def test_what_is_usual_stands_for_nobody_in_particular(text: str, subject: str | None, reference: str | None) -> None:
    """A figure of models at large is not held against one that the text names."""
    read = _read(text)
    assert subject is None or subject in {each.subject for each in read}
    assert reference is None or reference in {each.reference for each in read}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The results on DeepSeek-R1 were published in Nature on 17 September 2025.", "release_date"),
        ("The firm's paper about DeepSeek-R1 appeared on Wednesday.", "release_date"),
        ("As of early 2026, DeepSeek-R1 tops the list.", "release_date"),
        ("On 2 September 2024 xAI said that its Colossus supercomputer is now online.", "release_date"),
        ("xAI's Colossus was built in 122 days.", "training_time"),
        ("Grok 3 runs on a site that takes $50-80 million monthly operating costs.", "training_cost"),
        ("DeepSeek-V3 ran on H800s, at about $30,000 per GPU.", "training_cost"),
        ("What cost about $1 million to train in 2020, as GPT-3 shows, costs more today.", "training_cost"),
    ],
)
def test_papers_sites_and_running_costs_are_no_releases_and_runs(text: str, measure: str) -> None:
    """The day of a paper is not that of its model, the time to build a site not that of a run, upkeep not its cost."""
    assert measure not in {each.measure for each in _read(text, "2026-06-01")}


def test_a_release_told_as_of_today_is_still_one() -> None:
    """"Available as of today" tells a release."""
    read = _read("GPT-4.5 is available to Pro users as of today.", "2025-02-27")
    assert [(each.measure, each.time) for each in read] == [("release_date", "2025-02-27")]


def test_who_heads_a_lab_speaks_of_its_own_models() -> None:
    """Altman's "more than $100 million" (Wired, 17 April 2023) is not of the model of the paragraph before."""
    text = ("DeepSeek-R1 was trained for $294,000. OpenAI's chief executive, Sam Altman, said in 2023 that training "
            "its models had cost more than $100 million.")
    assert {each.subject for each in _read(text) if each.value == 1e8} == {"openai"}


def test_a_size_in_brackets_is_that_of_the_model() -> None:
    """"PaLM (540B)" names its size, not what it cost."""
    read = {(each.measure, each.value) for each in _read("Google's PaLM model (540B) cost $12.4 million to train.")}
    assert read == {("parameters", 540e9), ("training_cost", 12.4e6)}


def test_two_numbers_with_a_dash_are_no_chip() -> None:
    """"$50-80 million" names no RTX 5080."""
    assert "rtx-5080" not in {each.subject for each in _read("Grok 3 cost $50-80 million to train.")}


def test_a_listing_in_brackets_does_not_part_a_number_from_its_chips() -> None:
    """A ticker is no word of the sentence."""
    read = _read("Meta trained Llama 3.1 405B on 16,384 Nvidia (NASDAQ: NVDA) H100 GPUs.")
    assert [(each.measure, each.value, each.subject) for each in read] == [("chip_count", 16384, "llama-3-1-405b")]


def test_the_growth_of_cost_is_held_against_rates_of_growth() -> None:
    """Cottier et al. (2024): 2.4 times a year, 90% interval 2.0 to 2.9."""
    text = "The cost to train the most compute-intensive models has grown at 2.4x per year since 2016."
    assert set(by_quote(text, "2025-02-01").values()) == {"consistent"}


def test_moores_law_is_not_held_against_the_cost_of_training() -> None:
    """Two years are of transistors on a chip."""
    text = "Training costs double every nine months, far above Moore's law's two-year doubling of transistors."
    assert "inconsistent" not in by_quote(text, "2025-02-01").values()


def test_a_chip_of_a_mixed_fleet_is_a_part_of_it() -> None:
    """The count of one kind of chip is not refuted by that of all together."""
    text = "Colossus holds 150,000 H100s, supplemented by 50,000 of the newer H200s."
    assert "inconsistent" not in by_quote(text, "2025-12-31").values()


def test_scores_of_a_table_are_of_the_benchmark_of_their_row() -> None:
    """Where columns are models, the first cell of a row names the benchmark."""
    text = """| Benchmark | GPT-4o | Claude 3.5 Sonnet |
|---|---|---|
| MMLU | 88.7 | 88.3 |
| HumanEval | 90.2 | 92.0 |
"""
    read = {(each.subject, each.reference, each.value) for each in _read(text)}
    assert read == {("gpt-4o", "mmlu", 88.7), ("claude-3-5-sonnet", "mmlu", 88.3), ("gpt-4o", "humaneval", 90.2),
                    ("claude-3-5-sonnet", "humaneval", 92.0)}


def test_a_plus_between_a_number_and_its_scale_is_a_bound() -> None:
    """"$3+ billion" is three billion or more."""
    read = _read("Meta will spend $3+ billion on data centres in 2026.", "2026-02-01")
    assert [(each.value, each.qualifier) for each in read] == [(3e9, "at_least")]


def test_a_sentence_may_begin_without_a_blank() -> None:
    """A full stop before "Although" ends a sentence also where the blank is lost."""
    text = "DeepSeek-R1 was trained for $294,000.Although the base model took $6 million, the total cost stayed low."
    assert by_quote(text, "2025-10-01")["$294,000"] == "consistent"


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("NVDA +4%, AMD +6.4%.", {("nvidia", 4.0), ("amd", 6.4)}),
        ("Nvidia down 4.7%, AMD 1.2%, Intel 1.4% after the order.", {("nvidia", -4.7), ("amd", -1.2), ("intel", -1.4)}),
    ],
)
def test_moves_of_a_line_are_read_one_by_one(text: str, moves: set[tuple[str, float]]) -> None:
    """A sign or the move before it tells that a share of a line is a move too."""
    assert {(each.subject, each.value) for each in _read(text) if each.measure == "market_move"} == moves


def test_the_fall_of_several_years_is_no_yearly_rate() -> None:
    """"A factor of 1,000 in three years" is a ratio to an earlier price; "10x a year" is a rate."""
    read = {each.measure for each in _read("The cost of LLM inference has dropped by a factor of 1,000 in 3 years.")}
    assert read <= {"price_ratio"}
    assert {each.measure for each in _read("The cost of LLM inference drops 10x a year.")} == {"cost_decline_rate"}


@pytest.mark.parametrize(
    "text",
    [
        "The price of GPT-4-quality output fell from about $30 per million input tokens in 2023 to $0.50 in 2026.",
        "GPT-4-class quality has become about 95% cheaper in two years.",
        "A model with performance equivalent to GPT-3.5 now costs as little as $0.07 per million tokens.",
    ],
)
def test_the_price_of_a_level_is_not_that_of_the_model_that_sets_it(text: str) -> None:
    """What is as good as GPT-4 may cost less than GPT-4 ever did."""
    assert not {"inconsistent", "drifted"} & set(by_quote(text, "2026-06-20").values())


def test_within_months_of_somebody_is_behind_them() -> None:
    """"Within 6 to 12 months of the American frontier" leaves the others behind, not the Americans."""
    text = "Chinese labs will do fine if they stay within 6 to 12 months of the bleeding edge of American models."
    assert "inconsistent" not in by_quote(text, "2026-05-14").values()


def test_a_country_trails_no_model_of_its_own() -> None:
    """Models that a fall of the gap is put down to are no rivals of their own country."""
    text = "China's gap to the US fell to about seven months, driven by the release of DeepSeek-V2."
    assert "inconsistent" not in by_quote(text, "2026-01-08").values()


def test_no_part_of_a_model_is_above_the_whole() -> None:
    """"1 trillion parameters with 32 active" means 32 billion."""
    read = {(each.scope, each.value) for each in _read("Kimi K2 has 1 trillion parameters with 32 active parameters.")}
    assert ("active", 32e9) in read


def test_room_for_weights_is_no_memory_of_a_chip() -> None:
    """What a model takes on disk is no data sheet."""
    read = _read("Quantised, Kimi K2.5 needs 240GB and runs on one 24GB card.")
    assert "kimi-k2-5" not in {each.subject for each in read if each.measure == "chip_spec"}


def test_a_release_to_all_may_come_after_the_first() -> None:
    """OpenAI took GPT-3's waiting list away on 18 November 2021; its paper is of May 2020."""
    assert set(by_quote("GPT-3 became publicly accessible in November 2021.", "2024-11-12").values()) == {"no_basis"}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Frontier runs now hit nine-figure compute bills, and Gemini Ultra is one of them.", "training_cost"),
        ("Of the cost of a run 49% goes to staff, with the remaining 2-6% going to energy.", "cost_decline_rate"),
        ("On the ARC-AGI 2 benchmark (March 2026) Kimi K2.5 stays below 12%.", "release_date"),
    ],
)
def test_figures_shares_and_days_in_brackets_are_no_claims_of_these(text: str, measure: str) -> None:
    """The number of figures of a bill, the shares of a cost and the day of a test are not refuted as something else."""
    audit = WORLD.check_text(text, published="2026-05-01")
    assert not [each for each in audit.claims if each.claim.measure == measure and each.verdict == "inconsistent"]


def test_what_a_pod_does_is_no_speed_of_its_chip() -> None:
    """A pod of 9,216 Ironwood chips reaches 42.5 exaflops (Google, 9 April 2025); one chip does not."""
    assert not [each for each in _read("Ironwood (TPU v7): up to 42.5 exaflops.") if each.measure == "chip_spec"]
    text = "A full pod of 9,216 Ironwood chips reaches 42.5 exaflops."
    assert "inconsistent" not in by_quote(text, "2025-04-10").values()


def test_the_weights_on_hugging_face_hold_a_module_more() -> None:
    """DeepSeek's card: 671 billion of the model and 14 billion of the module for multi-token prediction, 685 in all."""
    read = by_quote("DeepSeek-V3 has 685 billion parameters.", "2025-02-01")
    assert read == {"685 billion parameters": "scope_dependent"}


def test_the_figures_of_a_line_are_of_what_its_label_names() -> None:
    """Each line of a list that opens with a name and a colon is of that name, whatever the line before was of."""
    text = ("Costs in 2026\n\n- DeepSeek-V3 pre-training: 2.664M H800-hours.\n- GPT-5 total compute: ~5e25 FLOP.\n"
            "- Llama 3.1 405B tokens: 15.6T\n")
    read = {(each.measure, each.subject) for each in _read(text)}
    assert {("chip_hours", "deepseek-v3"), ("training_compute", "gpt-5"), ("training_tokens", "llama-3-1-405b")} <= read


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Claude 3.5 Sonnet shows it: a $1 million model can solve 20% of the tasks.", "training_cost"),
        ("For GPT-4, a 100,000 GPU cluster will be the next step.", "chip_count"),
        ("A cluster like that of GPT-4 eats power: its energy costs $124 million a year.", "training_cost"),
        ("TSMC gave Huawei 2.9 million Ascend dies.", "chips_shipped"),
    ],
)
def test_any_such_thing_power_and_parts_are_not_held_against_a_name(text: str, measure: str) -> None:
    """What any model or cluster would take, what power costs and dies are other things."""
    assert measure not in {each.measure for each in _read(text)}


def test_what_it_takes_to_train_is_a_cost_also_where_it_is_called_a_price() -> None:
    """"The price tag for training" is held against rates of training, not against prices of tokens."""
    text = "The price tag for training AI models typically drops by about 4x a year."
    audit = WORLD.check_text(text, published="2025-01-29")
    assert "inconsistent" not in {each.verdict for each in audit.claims}


def test_a_model_is_not_compared_with_itself() -> None:
    """What each generation takes over the one before is no ratio of one model to itself."""
    text = "OpenAI has scaled up training compute by around 100x with each new generation of GPT-4."
    assert "inconsistent" not in by_quote(text, "2025-08-08").values()


def test_months_later_are_those_between_two_releases() -> None:
    """GPT-4 came out on 14 March 2023, Claude 3.5 Sonnet on 20 June 2024: 15 months later."""
    text = "Claude 3.5 Sonnet beats GPT-4, although it was released 15 months later."
    assert by_quote(text, "2025-02-01")["15 months"] == "consistent"

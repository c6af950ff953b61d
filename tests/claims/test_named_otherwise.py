"""Figures that a unit, a label or a word beside them names as something else, and what they must stay apart from."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.audit import AuditedClaim
from tests.claims.judging import verdicts

WORLD = World()


def _judged(text: str, published: str = "2025-06-01") -> list[AuditedClaim]:
    return list(WORLD.check_text(text, published=published).claims)


def _read(text: str, published: str = "2025-06-01") -> set[tuple[str, object]]:
    return {(each.claim.measure, each.claim.value) for each in _judged(text, published)}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("A data hall that trains Llama 3 70B pays $0.07/kWh for its power.", "price_per_token"),
        ("Llama 3 70B was trained at $2.10 per H100-hour.", "training_cost"),
        ("GPT-3 reached 21% MFU on V100s.", "benchmark_score"),
        ("Each H100 hall has a PUE of 1.3.", "power"),
        ("The firm sold tens of millions of dollars' worth of H100s, and Nvidia's stock fell.", "market_move"),
        ("Nvidia slid past the 10% mark that defines a correction.", "market_move"),
        ("The order for H100s equals sales expected over the next 12 months.", "capability_lag"),
        ("The Stargate campus covers 4 million sq ft.", "power"),
    ],
)
def test_what_a_word_beside_a_figure_names_is_no_other_measure(text: str, measure: str) -> None:
    """Prices of power and hours, use of chips, areas, marks and factors are none of what the sentence is of."""
    numbers = [value for each, value in _read(text) if each == measure]
    assert numbers == []


def test_a_factor_of_a_product_is_no_figure_of_the_whole() -> None:
    """"4,500 × 72 TFLOPS" is not 72 TFLOPS, and one of "192 GB × 72 = 13.8 TB" is not the memory of the rack."""
    assert ("chip_spec", 72.0) not in _read("The GB200 NVL72 gives 4,500 × 72 TFLOPS of FP8.")
    assert ("chip_spec", 192.0) not in _read("The GB200 NVL72 has 192 GB × 72 = 13.8 TB of memory.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Llama 3.1 70B costs $0.60 per million tokens.", ("price_per_token", 0.6)),
        ("DeepSeek-V3 cost $5.6 million to train.", ("training_cost", 5.6e6)),
        ("DeepSeek-V3 scored 88.5% on MMLU.", ("benchmark_score", 88.5)),
        ("Nvidia lost $589 billion worth of market value that day.", ("market_move", -589e9)),
        ("Nvidia fell 17% on 27 January 2025.", ("market_move", -17.0)),
        ("China is 9 months behind the United States in AI.", ("capability_lag", 9.0)),
        ("The Stargate campus will draw 1.2 GW.", ("power", 1200.0)),
        ("An H200 has 141 GB of memory.", ("chip_spec", 141.0)),
        ("The HGX H200 holds 8 × 141 GB of memory.", ("chip_spec", 141.0)),
    ],
)
def test_the_measures_themselves_are_still_read(text: str, found: tuple[str, float]) -> None:
    """The same figures with the words of their measure stay claims."""
    assert found in _read(text)


def test_a_machine_named_with_all_that_draws_in_it_is_no_chip() -> None:
    """Fans and processors draw beside the chips, so that 10 kW of a server refutes no 700 W of a chip."""
    text = "An H100 draws 700 W at peak; a server with 8 GPUs plus CPUs, NICs and fans draws about 10 kW."
    assert "inconsistent" not in verdicts(text, "2025-06-01")
    assert not [each.code for judged in _judged(text) for each in judged.then.findings if each.code.startswith("OC2")]
    assert "inconsistent" in verdicts("An H100 draws 1,400 W at peak.", "2025-06-01")


def test_goods_that_went_without_the_licence_they_needed_were_not_allowed() -> None:
    """"was sent without the required licence" says that one was needed."""
    text = "Prosecutors say that an order of H100 chips was sent to China in 2024 without the required licence."
    scopes = {each.claim.scope for each in _judged(text) if each.claim.measure == "export_status"}
    assert scopes
    assert "allowed" not in scopes
    free = "The H100 may be shipped to Japan without a licence."
    assert {each.claim.scope for each in _judged(free) if each.claim.measure == "export_status"} == {"allowed"}


def test_a_promotion_for_everybody_is_what_users_pay() -> None:
    """The price after a discount that all users get fits at once, and so does the list price."""
    for text in ("DeepSeek V4 Pro costs $0.435 per million input tokens.",
                 "DeepSeek V4 Pro costs $0.87 per million output tokens."):
        assert "inconsistent" not in verdicts(text, "2026-05-10")
        assert set(verdicts(text, "2026-07-01")) == {"consistent"}
    assert set(verdicts("DeepSeek V4 Pro costs $1.74 per million input tokens.", "2026-04-24")) == {"consistent"}
    assert set(verdicts("DeepSeek V4 Pro costs $4.40 per million input tokens.", "2026-07-01")) == {"inconsistent"}


def test_what_firms_of_a_kind_spend_is_of_no_one_of_them() -> None:
    """"Hyperscaler capex" is not the spending of the firm that the sentence before named."""
    text = "Meta spent $13.7 billion on capex in the first quarter of 2025. Hyperscaler capex reached $92 billion."
    subjects = {each.claim.value: each.claim.subject for each in _judged(text)}
    assert subjects[92e9] != "meta"


def test_an_earlier_plan_lies_anywhere_up_to_the_newest() -> None:
    """A plan that was raised in steps had stages between the first and the newest; what lies beyond is refuted."""
    told = "Meta raised its 2025 capex guidance to $70-72 billion from ${}-72 billion."
    assert "inconsistent" not in verdicts(told.format(66), "2025-11-05")
    assert "inconsistent" in verdicts("Meta raised its 2025 capex guidance to $70-72 billion from $30-35 billion.",
                                      "2025-11-05")


def test_tokens_of_an_added_stage_are_not_all_tokens() -> None:
    """"a long-context add-on of 0.8T" is not the whole diet."""
    text = "Llama 3.1 405B was trained on 15.6T tokens, and a long-context add-on of 0.8T tokens followed."
    assert "inconsistent" not in verdicts(text, "2025-06-01")
    assert "inconsistent" in verdicts("Llama 3.1 405B was trained on 0.8T tokens.", "2025-06-01")


def test_a_model_with_its_year_before_a_colon_is_no_speaker() -> None:
    """"GPT-3 (2020): …" names what is told of and not who tells it."""
    text = "- GPT-3 (2020): 175 billion parameters.\n- PaLM (2022): 540 billion parameters."
    assert {each.claim.speaker for each in _judged(text)} <= {None}


def test_what_anyone_would_need_is_no_count_of_a_run() -> None:
    """"With A100s at 30%, you need so many to get 2e25 FLOP" is a sum of the writer's."""
    text = "GPT-4 took 2e25 FLOP. With A100s at 30% over 150 days, you need 9K A100s to get there."
    assert ("chip_count", 9000.0) not in _read(text)
    assert ("chip_count", 25000.0) in _read("OpenAI needed 25,000 A100s to train GPT-4.")


def test_rows_of_speeds_are_of_their_columns_in_the_unit_of_their_row() -> None:
    """A bare number under a chip in a row "BF16 TFLOPS" is that speed."""
    text = ("| Spec | NVIDIA H100 | NVIDIA H200 |\n| --- | --- | --- |\n| Memory Bandwidth | 3.35 TB/s | 4.8 TB/s |\n"
            "| FP16 TFLOPS | 989 | ~990 |\n| FP8 TFLOPS | 1,979 | ~1,980 |\n")
    read = {(each.claim.subject, each.claim.value, each.claim.scope): each.verdict for each in _judged(text)}
    assert read["h100", 989.0, "tflops"] == read["h200", 990.0, "tflops"] == "consistent"


def test_columns_of_what_is_not_known_are_of_none_of_the_others() -> None:
    """A cell under a head that names no known chip is not of the chip beside it."""
    text = ("| Metric | Acme Zeta 9 | H200 | B200 | Gain |\n| --- | --- | --- | --- | --- |\n"
            "| HBM bandwidth | 2.9 TB/s | 4.8 TB/s | 8 TB/s | 3.2 TB/s |\n")
    subjects = {each.claim.value: each.claim.subject for each in _judged(text)}
    assert subjects[4.8] == "h200"
    assert subjects[8.0] == "b200"
    assert {subjects[2.9], subjects.get(3.2)}.isdisjoint({"h200", "b200"})
    rows = "| GPU | Memory | vs H100 |\n| --- | --- | --- |\n| H200 | 141 GB | 76% more |\n| A100 | 80 GB | same |\n"
    assert {each.claim.value: each.claim.subject for each in _judged(rows)}[141.0] == "h200"


def test_a_discount_in_a_row_of_prices_is_off_the_price_beside_it() -> None:
    """"$0.30 (90% off)" tells of a price for the cache; a cut by 80% is still one of the model's own price."""
    text = "| Model | Input | Cached input |\n| --- | --- | --- |\n| GPT-5 | $1.25 | $0.125 (90% off) |\n"
    assert "price_ratio" not in {each.claim.measure for each in _judged(text)}
    assert ("price_ratio", 5.0) in _read("OpenAI cut the price of o3 by 80%.", "2025-06-11")


def test_the_day_of_an_evaluation_is_no_day_of_release() -> None:
    """"The last evaluation was of GPT-4 (Dec 2023)" tells when it was tested."""
    assert not _read("METR's last evaluation of these models was of GPT-4 (Dec 2023).")
    assert set(verdicts("GPT-4 (March 2023) scored 86.4% on MMLU.", "2025-06-01")) == {"consistent"}


def test_a_duty_on_semiconductors_is_held_against_no_duty_on_all_goods() -> None:
    """Duties on all goods of a country say nothing of those on its semiconductors alone, which have their own."""
    text = "It comes on top of the 50% duty imposed on Chinese semiconductors earlier this year."
    assert set(verdicts(text, "2025-12-24")) == {"consistent"}
    goods = "The US duty on Chinese goods was 95% on 10 April 2025."
    assert set(verdicts(goods, "2025-04-20")) == {"inconsistent"}


def test_a_site_called_by_its_size_may_be_told_of_as_planned() -> None:
    """"a 2.2 GW campus" fits the plan; what it draws today does not."""
    assert "inconsistent" not in verdicts("Project Rainier is a 2.2 GW campus.", "2026-01-20")
    assert set(verdicts("Project Rainier draws 2.2 GW today.", "2026-01-20")) == {"inconsistent"}
    assert "inconsistent" in verdicts("Project Rainier is a 9 GW campus.", "2026-01-20")


def test_power_of_grids_is_of_no_site_told_of_before() -> None:
    """"100 GW of new power generation" is not what Colossus draws."""
    text = "xAI runs Colossus. The country needs 100 GW of power generation by 2030. It draws 300 MW."
    assert 100_000.0 not in {each.claim.value for each in _judged(text)}


def test_a_firm_named_for_its_model_tells_of_that_model() -> None:
    """"A is cheaper than DeepSeek-R1, since DeepSeek had 37B active": what only models have is of the one named."""
    text = "Kimi K2 is cheaper than DeepSeek-R1, since DeepSeek had 37B active and was trained on 14.8T tokens."
    subjects = {each.claim.value: each.claim.subject for each in _judged(text)}
    assert subjects[37e9] == subjects[14.8e12] == "deepseek-r1"
    other = "Compared with Kimi K2, DeepSeek-V3 has 671B parameters."
    assert {each.claim.subject for each in _judged(other) if each.claim.value == 671e9} == {"deepseek-v3"}


def test_who_could_not_verify_something_independently_is_no_witness() -> None:
    """"couldn't independently verify it" counts nobody as independent."""
    text = "CNBC quoted a source on the $5.6 million that DeepSeek-V3 cost, though it couldn't independently verify it."
    assert "OC502" not in {each.code for judged in _judged(text) for each in judged.then.findings}


def test_memory_by_the_petabyte_is_of_a_system() -> None:
    """"1.77 PB of HBM" is of no one chip."""
    text = "An Ironwood chip has 192 GB of memory. A pod of them comes with 1.77 PB of HBM memory."
    assert set(verdicts(text, "2025-11-10")).isdisjoint({"inconsistent", "drifted"})


def test_points_are_no_months_and_sorts_of_budgets_no_cost() -> None:
    """A gap of points is no lag, and "beats hundred-million-dollar budgets" no cost of the model that beats them."""
    assert "capability_lag" not in {measure for measure, _ in _read(
        "The gap between open and closed models shrank from 17.5 MMLU points in 2023 to 2 in 2025.")}
    text = "Kimi K2 Thinking cost $4.6 million to train and beats hundred-million-dollar budgets."
    assert ("training_cost", 1e8) not in _read(text, "2025-11-12")


def test_a_share_that_fell_is_not_held_against_what_it_fell_to() -> None:
    """"from 95% to 55%, by IDC's data" puts no 95% of today in the name of IDC; "was 95%" does."""
    fell = "Nvidia's share of China's accelerator market fell from about 95% to 55% in 2025, according to IDC data."
    assert set(verdicts(fell, "2026-04-03")).isdisjoint({"inconsistent", "drifted"})
    told = "Nvidia's share of China's AI accelerator market was 95% in 2025, according to IDC data."
    assert set(verdicts(told, "2026-04-03")) == {"drifted"}


def test_experts_at_work_and_pairs_of_chips_are_no_parameters_and_no_one_chip() -> None:
    """"(128 experts, 1 active)" is no billion parameters, and "(pair) 188GB" no memory of one chip."""
    assert _read("Llama 4 Maverick is a mixture of 400B parameters (128 experts, 1 active).") == {("parameters", 400e9)}
    assert ("parameters", 17e9) in _read("Llama 4 Maverick has 128 experts and 17B active parameters.")
    assert ("chip_spec", 188.0) not in _read("An H100 NVL has 94 GB, and a (GPU pair) 188 GB.")


def test_heads_that_end_in_empty_cells_keep_their_columns() -> None:
    """A row with a cell more, or with no bar at its end, stands under the same heads as the other rows."""
    text = ("Spec | H200 SXM | B200 HGX | |\n---|---|---|---|\nMemory | GPU memory | 141 GB | 192 GB |\n"
            "Memory bandwidth | 4.8 TB/s | 8 TB/s | |\nNVLink | 900 GB/s | 1,800 GB/s |\n")
    subjects = {each.claim.value: each.claim.subject for each in _judged(text)}
    assert {subjects[141.0], subjects[4.8], subjects[900.0]} == {"h200"}
    assert {subjects[192.0], subjects[8.0], subjects[1800.0]} == {"b200"}
    partial = "| Spec | H100 | H200 |\n| --- | --- | --- |\n| Memory | 80 GB | 141 GB |\n| Link | 900 GB/s | |\n"
    assert {each.claim.value: each.claim.subject for each in _judged(partial)}[900.0] == "h100"


def test_a_range_over_a_family_is_not_the_sum_of_its_models() -> None:
    """"between 2.38 and 5 million GPU hours" goes from one model of the family to the other."""
    text = "Llama 4 required between 2.38 million and 5 million GPU hours."
    assert "inconsistent" not in verdicts(text, "2025-09-19")

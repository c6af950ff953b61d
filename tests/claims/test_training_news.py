"""News, notes and explainers on what training takes: what is told of no run, of a piece of one, or in other units."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.audit import AuditedClaim

ACCUSED = ("inconsistent", "drifted")
DAY = "2026-03-02"


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def told(world: World, text: str, day: str = DAY) -> dict[str, AuditedClaim]:
    """The audited claims of a text by their words."""
    return {each.claim.quote: each for each in world.check_text(text, published=day).claims}


def accused(world: World, text: str, day: str = DAY) -> list[str]:
    """The words of the claims that are held to be wrong."""
    return [words for words, each in told(world, text, day).items() if each.verdict in ACCUSED]


SUPPOSED = [
    "At $2.50 an hour, $4 billion buys eight months of time on 270K H100s.",
    "Now that sites of 100K H100s open, six months of training will give about 6e26 FLOP.",
    "If instead we take 30K H100s as the usual size of a cluster, and five months as a typical run, we get 9e25 FLOP.",
    "So assuming the offer is real, for a year now nine months on 30K H100s could have yielded 2e26 FLOP.",
    "Sums like $4 billion for a run are no help.",
    "A dense model of 90B parameters would want 1.8T tokens.",
    "A 3e25 FLOP training run on H100s costs roughly 70 to 110 million dollars.",
    "Coming systems, trained on clusters of 150,000 GPUs or more, may pass $2 billion.",
    "For example, a model with 13B parameters trained on 2T tokens needs 60,000 H100 hours.",
    "With 512 H100s: 52,000 / 512 = 102 hours.",
]


@pytest.mark.parametrize("sentence", SUPPOSED)
def test_what_some_run_would_take_is_held_against_no_run_that_was_made(world: World, sentence: str) -> None:
    """A sentence on what any run takes, after one on Llama 3.1 405B, accuses nobody of a wrong figure of that model."""
    before = "Llama 3.1 405B was trained on 16,384 H100s with 3.8e25 FLOP."

    assert accused(world, f"{before} {sentence}") == []


def test_a_run_that_is_named_is_still_held_to_its_figures(world: World) -> None:
    """What a named model is said to have taken is judged, "would" or not."""
    text = "DeepSeek-V3 would have needed 9 million H800 hours, and Llama 3.1 405B cost a model's worth of 2e27 FLOP."

    assert "2e27 FLOP" in accused(world, text)


def test_a_rule_of_thumb_is_not_the_model_that_it_is_named_after(world: World) -> None:
    """The Chinchilla rule applied to a model of another size says nothing of Chinchilla's own tokens."""
    text = "A 400B Chinchilla-optimal model would need 8T tokens."

    assert accused(world, text) == []


PIECES = [
    "Meta trained Llama 3.1 405B on 16,384 H100 GPUs, which cost $27,000 each.",
    "OpenAI used 25,000 A100s (each costing around $12,000 then) to train GPT-4.",
    "Training Llama 3.1 405B used 16,384 GPUs and released 8,930 tons of CO2.",
    "LLaMA 65B's training used 449,000 kWh.",
    "GPT-4 uses 16 experts, each with 110B parameters.",
    "In GPT-4, 55B parameters are used solely for attention.",
    "GPT-4 has 1.8 trillion parameters; for each token only two of these experts work.",
    "Databricks, the maker of DBRX, announced the acquisition of MosaicML for 1.3 billion dollars.",
    "The details of GPT-4 stood behind a $500 paywall.",
    "Llama 3.1 405B's 40 tokens per parameter are twice the 20 tokens/parameter of Chinchilla.",
    "Llama 3.1 405B was trained in BF16 on H100s, so they only use 400 teraFLOP/s.",
]


@pytest.mark.parametrize("sentence", PIECES)
def test_a_piece_is_not_the_whole(world: World, sentence: str) -> None:
    """What one chip costs, one expert holds or a firm was bought for is not held against the model beside it."""
    assert accused(world, sentence) == []


@pytest.mark.parametrize(("sentence", "quote"), [
    ("In BF16 A100s give 312 teraFLOP/s, H100s 990 teraFLOP/s (leaflets say 1980, but that is for sparse work).",
     "990 teraFLOP/s"),
    ("An H100 SXM delivers 989 teraFLOPS of BF16 dense throughput, or about 1.98 petaFLOPS sparse.",
     "about 1.98 petaFLOPS"),
])
def test_the_words_beside_a_speed_say_whether_it_is_dense_or_sparse(world: World, sentence: str, quote: str) -> None:
    """The data sheet gives the H100 989.4 teraflops of dense BF16 and 1,979 with sparsity: both fit their words."""
    assert told(world, sentence)[quote].verdict == "consistent"


def test_a_dense_speed_told_as_twice_as_much_is_still_wrong(world: World) -> None:
    """The sparse figure told as dense stays an error."""
    assert accused(world, "The H100 does 1,979 teraflops of dense BF16.") == ["1,979 teraflops"]


def test_a_version_that_nobody_has_on_record_is_not_held_to_its_forerunners(world: World) -> None:
    """Chips of a model that the catalogue lacks are not those of an older one of the name."""
    assert accused(world, "Meta trains Llama 9 on more than 100,000 H100s.") == []


def test_a_rough_time_leaves_room_for_the_utilisation(world: World) -> None:
    """16,000 chips for about two months at 40% are 3.3e25 FLOP: 3.8e25 is no slip of the pen."""
    text = "Llama 3.1 405B was trained on 16K H100s for about 2 months, getting 3.8e25 FLOPs at 40% utilization."

    assert not [each for each in told(world, text).values() if any(f.code == "OC209" for f in each.then.findings)]


def test_a_size_in_brackets_says_which_model_of_a_line_is_meant(world: World) -> None:
    """Llama 3 of 405 billion parameters is no Llama 3 70B, and Llama 2 of 70 billion no Llama 2 34B."""
    audited = told(world, "LLaMA 2 (70B) took 8.4e23 FLOP. Llama 3 (405B) took 3.8e25 FLOP.")

    assert audited["3.8e25 FLOP"].verdict == "consistent"
    assert audited["8.4e23 FLOP"].claim.subject == "llama-2-70b"


def test_a_lone_estimate_refutes_nothing_that_is_about_the_same(world: World) -> None:
    """GPT-4's size is known by one leak alone (1.8 trillion): 1.7 is no error by it, 9 is."""
    assert accused(world, "GPT-4 has 1.7 trillion parameters.") == []
    assert accused(world, "GPT-4 has 9 trillion parameters.") == ["9 trillion parameters"]


def test_a_stage_named_beside_a_sum_is_not_the_whole(world: World) -> None:
    """$294,000 is what DeepSeek reports for the reinforcement learning of R1, and it is told as that."""
    text = "The total cost to train DeepSeek-R1 was only $294,000 for reinforcement learning, on top of its base model."

    audited = told(world, text, "2025-10-01")["$294,000"]
    assert audited.verdict not in ACCUSED
    assert not {"OC603", "OC304"} & {each.code for each in audited.then.findings}


def test_the_whole_told_as_a_stage_is_still_an_error(world: World) -> None:
    """Without a stage beside it, the same sum told as the total is that of the run alone."""
    audited = told(world, "The total cost of developing DeepSeek-R1 from scratch was $294,000.", "2025-10-01")

    assert "OC603" in {each.code for each in audited["$294,000"].then.findings}


def test_research_that_is_called_research_is_not_told_as_training(world: World) -> None:
    """OpenAI's five billion dollars of 2024 are called spending on research here, beside the runs they dwarf."""
    text = ("OpenAI's compute spending in 2024 came to about $5 billion on R&D compute, of which a small part went to "
            "the final training runs.")

    assert accused(world, text) == []


def test_a_dash_ends_what_is_denied(world: World) -> None:
    """What follows a spaced dash is not what the words before it deny."""
    text = "Nobody at xAI is joking around - Colossus had 100,000 H100s."

    assert not told(world, text, "2024-10-01")["100,000 H100s"].claim.negated


RUN_TOGETHER = """ModelMakerYearChipsHoursCost
GPT-3 175BOpenAI202010K V100s~3.1M~$4.6M
LLaMA 65BMeta20232K A100s~1.0M~$2.4M
GPT-4OpenAI2023~25K A100s~54M~$63M"""


def test_a_row_whose_cells_ran_together_is_no_claim(world: World) -> None:
    """Where a copied table has lost what parts its cells, nothing is read out of it."""
    assert told(world, RUN_TOGETHER) == {}


def test_a_total_of_several_models_is_not_one_of_theirs(world: World) -> None:
    """The hours of all three Llama 3.1 models together are no figure of the largest."""
    text = ("Llama 3.1 405B took 30.84 million GPU-hours on H100s. The total for all 3 models is 39.3 million "
            "GPU-hours.")

    assert accused(world, text) == []


def test_sizes_in_a_row_are_each_of_the_member_that_bears_them(world: World) -> None:
    """MPT comes in two sizes, and neither is measured by the other."""
    text = "MosaicML has put out MPT in sizes of 7B and 30B parameters, MPT-7B first."

    assert accused(world, text) == []


def test_the_day_up_to_which_data_reach_is_no_day_of_training(world: World) -> None:
    """A cut-off written as month and year is neither the end of a run nor a date after its release."""
    sheet = "GPT-4\n\nTraining data end date: Sep/2021\nRelease date: 14/Mar/2023"

    assert all(each.claim.measure != "training_date" for each in told(world, sheet).values())
    assert accused(world, sheet) == []


def test_any_card_of_a_size_is_not_the_chip_named_after_it(world: World) -> None:
    """A model that fits on an 80 GB card is not told of the memory of Blackwell."""
    text = "Its weights fit on a single 80 GB data center GPU, and Blackwell supports the format."

    assert accused(world, text) == []


def test_a_stage_is_heard_in_the_clause_of_its_figure_alone(world: World) -> None:
    """The reinforcement learning of R1 cost $294,000; the six million of its base model are no figure of that stage."""
    text = ("Training DeepSeek-R1 cost only $294,000 for reinforcement learning, which brings the overall expense to "
            "roughly $6.2 million, including an estimated $6 million for the base model.")

    assert accused(world, text, "2025-10-01") == []


def test_powers_of_ten_in_formulas_are_no_dollars(world: World) -> None:
    """The signs in which notes set formulas are read as the figures they stand for, at the place where they stand."""
    text = r"Compute: GPT-3 (2020) took $3.1 \times 10^{23}$ FLOP and Llama 3.1 405B $\sim 3.8 \times 10^{25}$ FLOP."

    audited = told(world, text)
    first = audited[r"$3.1 \times 10^{23}$ FLOP"]
    assert (first.claim.measure, first.claim.value, first.verdict) == ("training_compute", 3.1e23, "consistent")
    assert text[first.claim.start : first.claim.end] == first.claim.quote
    assert all(each.claim.measure != "training_cost" for each in audited.values())


def test_dollars_beside_a_formula_stay_dollars(world: World) -> None:
    """A sum of money in the sentence of a formula is read as money."""
    text = r"DeepSeek-V3 took $3.3 \times 10^{24}$ FLOP and cost $5.576 million to train."

    assert told(world, text)["$5.576 million"].claim.measure == "training_cost"


def test_sizes_of_a_line_in_brackets_are_each_of_their_member(world: World) -> None:
    """One of the two sizes of Apertus is not measured by the other."""
    text = "Apertus is an open model from Zurich.\n- Size: this is a large model (8 billion and 70 billion parameters)."

    assert accused(world, text) == []


@pytest.mark.parametrize("sentence", [
    "It ran on H100s. Moving 700 GB of data through the network takes long.",
    "Trained on H100s with 200 petabytes of network bandwidth.",
    "The 10x Grok 2 claims suggest 3e26 FLOPs for the new one.",
])
def test_what_is_moved_and_what_is_a_multiple_is_no_figure_of_the_thing_named(world: World, sentence: str) -> None:
    """Neither data on the move nor a multiple of a model is a figure of the chip or model that is named."""
    assert accused(world, sentence) == []


def test_a_price_for_tokens_gives_a_run_no_tokens(world: World) -> None:
    """The million tokens of a price are no training set that parameters could be multiplied with."""
    text = ("Grok 3 costs $3 per 1M input tokens. With 7T total params, 5e26 FLOPs is what its run may have taken.")

    assert not [each for each in told(world, text).values() if any(f.code == "OC204" for f in each.then.findings)]


def test_how_long_one_chip_would_need_is_no_run(world: World) -> None:
    """GPT-3 ran on ten thousand chips: that one alone would need three centuries is no figure of that run."""
    assert accused(world, "Training GPT-3 would take roughly 300 years on a single V100 GPU.") == []


def test_what_a_further_clause_names_has_a_figure_of_its_own(world: World) -> None:
    """The three million of "the model" is not held against GPT-4, which has its own sum behind the "and"."""
    text = "We trained the model with only $3 million and GPT-4 was trained with $80 to $100 million, Mr Lee said."

    assert "only $3 million" not in accused(world, text)


def test_whole_trillions_are_told_of_a_set_that_goes_on_after_them(world: World) -> None:
    """Meta itself speaks of 15 trillion tokens where its paper counts 15.6; fourteen are too few."""
    assert accused(world, "Llama 3.1 405B was trained on 15 trillion tokens.") == []
    assert accused(world, "Llama 3.1 405B was trained on 14 trillion tokens.") == ["14 trillion tokens"]


def test_layers_are_not_set_against_parameters(world: World) -> None:
    """A ratio is not worked out from the parameters and the layers of one model."""
    text = "With 1.8 trillion parameters spread across 120 layers, GPT-4 is more than ten times the size of GPT-3."

    assert not [each for each in told(world, text).values() if any(f.code == "OC207" for f in each.then.findings)]


def test_a_rate_that_nobody_is_named_for_drifts_from_nobody(world: World) -> None:
    """A rate that the writer works out after one of Epoch AI's is not Epoch AI's; one put in its name is."""
    first = "Epoch AI finds that training compute efficiency in language improves about 3 times a year."
    worked_out = f"{first} So the real cost of a fixed capability bar rises only around 1.2 times annually."

    assert accused(world, worked_out) == []
    assert [each.verdict for each in told(world, "Epoch AI finds that training compute grows 40 times a year.").values()
            ] != ["consistent"]


def test_a_figure_of_a_server_is_not_taken_for_one_direction_of_a_link(world: World) -> None:
    """3.6 terabits a second per server are no figure of one of its chips."""
    text = "xAI runs 200,000 H100 GPUs. 3.6 Tbps per server is more than most providers have."

    assert not [each for each in told(world, text).values() if any(f.code == "OC105" for f in each.then.findings)]


def test_the_six_operations_of_the_rule_are_no_work_of_another_run(world: World) -> None:
    """The rule spelled out in the sentence does not hide that its product is ten times too high."""
    text = "Six operations for each of 37 billion active parameters and 14.8 trillion tokens make 3.3e25 FLOP for V3."

    assert any(f.code == "OC204" for each in told(world, text).values() for f in each.then.findings)

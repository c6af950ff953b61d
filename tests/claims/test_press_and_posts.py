"""Press releases, threads, briefs and calls, read as a careful reporter would read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.basis.errors import BadInput


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def told(world: World, text: str, published: str = "2025-12-05") -> list[dict[str, object]]:
    """The claims of a text, as they are printed."""
    return [each.to_dict() for each in world.check_text(text, published=published).claims]


RELEASE = """Moonshot AI today released Kimi K2 Thinking.

On Humanity's Last Exam, the model reaches 44.9%, ahead of GPT-5's 41.7%. On BrowseComp it scores 60.2% and on \
SWE-bench Verified 71.3%. On GPQA Diamond it reaches 84.5%, close to the 85.7% of GPT-5.

The price through the company's API is $0.60 per million input tokens and $2.50 per million output tokens."""


def test_scores_of_a_release_are_of_what_it_is_on(world: World) -> None:
    """A rival named for comparison is not what "it" and "the model" stand for in the sentences after."""
    found = {each["value"]: (each["subject"], each["reference"]) for each in told(world, RELEASE, "2025-11-06")
             if each["measure"] == "benchmark_score"}
    k2 = "kimi-k2-thinking"
    assert found == {44.9: (k2, "humanitys-last-exam"), 41.7: ("gpt-5", "humanitys-last-exam"),
                     60.2: (k2, "browsecomp"), 71.3: (k2, "swe-bench-verified"), 84.5: (k2, "gpqa-diamond"),
                     85.7: ("gpt-5", "gpqa-diamond")}  # fmt: skip


def test_a_price_without_a_name_is_of_what_the_release_is_on(world: World) -> None:
    """"Through the company's API" is said of the released model, not of the rival named last."""
    prices = [each["subject"] for each in told(world, RELEASE, "2025-11-06") if each["measure"] == "price_per_token"]
    assert prices == ["kimi-k2-thinking"] * 2


@pytest.mark.parametrize(("text", "measure", "subjects"), [
    # a kind of memory, and the chip compared with, are not what has the memory (data sheets of Nvidia)
    ("Blackwell Ultra carries 288 GB of HBM3e memory, 50% more than the 192 GB of the B200.", "chip_spec",
     ["blackwell-ultra", "blackwell-ultra", "b200"]),
    ("The H20 has a die as large as that of the H100. In training it offers about 15% of the speed of an H100.",
     "chip_spec", ["h20"]),
    # both prices of a pair are of one model
    ("DeepSeek-R1's price then was $0.55/$2.19 against o1's $15/$60.", "price_per_token",
     ["deepseek-r1", "deepseek-r1", "o1", "o1"]),
    ("DeepSeek trained V3 on 2,048 H800s. That is small beside the 1.3 million GPUs that Meta expects to have.",
     "chip_count", ["deepseek-v3", "meta"]),
    ("Mark Zuckerberg: Llama 3.1 405B was good. What I will say is that we had about 600,000 H100 equivalents.",
     "chip_count", ["meta"]),
])  # fmt: skip
def test_the_build_of_a_sentence_tells_what_a_number_is_of(world: World, text: str, measure: str,
                                                           subjects: list[str]) -> None:
    """Pairs, clauses with "that", kinds of memory and sides of a comparison are told apart."""
    assert [each["subject"] for each in told(world, text) if each["measure"] == measure] == subjects


def test_each_score_of_a_list_is_of_the_benchmark_before_it(world: World) -> None:
    """"AIME 2025 93.1%, GPQA Diamond 82.4%" sets the benchmark first, each time."""
    text = "DeepSeek-V3.2 scores: AIME 2025 93.1%, GPQA Diamond 82.4%, SWE-bench Verified 73.1%."
    assert [(each["reference"], each["value"]) for each in told(world, text)] == [
        ("aime-2025", 93.1), ("gpqa-diamond", 82.4), ("swe-bench-verified", 73.1)]  # fmt: skip


@pytest.mark.parametrize("mark", ["[^3]", "[3]", "³", "[3][4]", "[1, 2]"])
def test_marks_of_footnotes_are_no_numbers(world: World, mark: str) -> None:
    """A note after a sentence is neither a figure nor part of the next sentence."""
    claims = told(world, f"The H20 has a die as large as that of the H100.{mark} It has 96 GB of memory.")
    assert [(each["subject"], each["value"]) for each in claims] == [("h20", 96.0)]


@pytest.mark.parametrize("text", [
    # where a rule draws its line
    "The H20 stays below the 4,800 at which a chip is controlled.",
    # what would be
    "If one million H20s were sold again, China would add about 150,000 H100-equivalents of computing power.",
    # a law on taxes
    "The H800 went to China. The Constitution forbids taxes on exports.",
    # no release
    "CoreWeave was the first cloud provider to deploy the GB300 NVL72 in July.",
    "The H200 rule was to be obeyed from 15 May 2025.",
    "The H200 is out.\n\nNotes\n1. BIS press release, 13 May 2025.\n2. Reuters, 31 December 2025.",
    # shares of firms
    "Blue Owl owns 80% of Hyperion and Meta holds 20%.",
    "Alibaba owns about a third of Moonshot AI.",
    "AMD expects revenue of $9.6 billion, plus or minus $300 million.",
    "Chips like the H800 matter. The Export Control Reform Act of 2018 forbids fees on licences.",
    # chips without a record, gaps, and "as much" of what is not said
    "Huawei thinks of the H200. It says that the 960, which would match it, comes in the fourth quarter of 2027.",
    "The gap on SWE-bench Verified between DeepSeek-V3.2 and Claude Opus 4.5 is 7.8 points.",
    "I think the US has ten times as much.",
])  # fmt: skip
def test_what_claims_nothing_is_not_read(world: World, text: str) -> None:
    """Limits of rules, what-ifs, taxes, deployments, notes and shares of firms are no claims."""
    assert told(world, text) == []


@pytest.mark.parametrize(("text", "verdict"), [
    ("H800 sales to China were legal until October 2023.", "consistent"),
    ("H100 sales to China were legal until October 2023.", "inconsistent"),
    # what the regulators of the buyer's own state did (press of 17 September 2025 and 14 January 2026)
    ("Beijing told firms to stop buying the RTX Pro 6000D.", "consistent"),
    ("Beijing told customs agents in January that the H200 was not permitted.", "consistent"),
    ("Chinese regulators allow the RTX Pro 6000D.", "inconsistent"),
])  # fmt: skip
def test_what_is_lawful_is_told_by_whose_law_is_meant(world: World, text: str, verdict: str) -> None:
    """What was legal is not barred, and what Beijing bars is not judged by Washington's rules."""
    claims = told(world, text, "2026-01-20")
    assert [each["verdict"] for each in claims if each["measure"] == "export_status"] == [verdict]


@pytest.mark.parametrize(("text", "verdicts"), [
    # what Opus 4.1 and GPT-4o asked before (price lists of Anthropic and OpenAI)
    ("Claude Opus 4.5 cut the price to $5/$25, from $15/$75.", ["consistent"] * 4),
    ("Claude Opus 4.5 cut the price to $5/$25, from $30/$75.",
     ["consistent", "consistent", "inconsistent", "consistent"]),
    ("OpenAI cut the price of GPT-4o from $5 to $2.50 per million input tokens.", ["consistent"] * 2),
    ("OpenAI cut the price of GPT-4o from $8 to $2.50 per million input tokens.", ["inconsistent", "consistent"]),
])  # fmt: skip
def test_a_price_from_which_was_cut_is_the_one_before(world: World, text: str, verdicts: list[str]) -> None:
    """It is held against what was asked earlier, of the model or of its predecessor."""
    claims = told(world, text, "2026-01-20")
    assert [each["verdict"] for each in claims if each["measure"] == "price_per_token"] == verdicts


def test_a_pair_of_prices_is_no_ratio(world: World) -> None:
    """$5 in and $25 out says nothing of how much cheaper another model is."""
    text = ("Claude Opus 4.5 costs $5/$25. GPT-5.1 costs $1.25/$10 and DeepSeek-V3.2 $0.28/$0.42. So V3.2 is about 24x "
            "cheaper than GPT-5.1 for output.")
    (ratio,) = (each for each in told(world, text, "2026-01-20") if each["measure"] == "price_ratio")
    assert ratio["verdict"] == "consistent"
    assert ratio["findings"] == []


@pytest.mark.parametrize(("text", "verdict"), [
    # 2.788 million in all, 147,000 of them for R1 (reports of DeepSeek)
    ("V3's final run: 2.788M H800 hours at $2/h = $5.576M. R1's RL added $294K.", "consistent"),
    ("DeepSeek-R1 took 147K GPU hours in total with SFT data creation, at $2/hour.", "consistent"),
    ("DeepSeek-R1 took 5K GPU hours in total with SFT data creation, at $2/hour.", "inconsistent"),
])  # fmt: skip
def test_hours_in_total_are_of_the_whole_run(world: World, text: str, verdict: str) -> None:
    """A stage that the sentence names beside is not what a total is of."""
    claims = told(world, f"DeepSeek released V3 and R1. {text}")
    assert [each["verdict"] for each in claims if each["measure"] == "chip_hours"] == [verdict]


def test_nodes_times_chips_are_multiplied(world: World) -> None:
    """64x8 are the 512 chips of the paper in Nature."""
    (claim,) = told(world, "DeepSeek-R1-Zero was trained on 64x8 H800s.")
    assert (claim["value"], claim["verdict"]) == (512.0, "consistent")


@pytest.mark.parametrize(("text", "verdicts"), [
    # 72 times 2,500 and 384 times 780 dense TFLOPS, 72 times 186 GB (data sheet of Nvidia, SemiAnalysis)
    ("A CloudMatrix 384 has 384 chips and does 300 petaflops, against 180 for a GB200 NVL72.", ["consistent"] * 2),
    ("A CloudMatrix 384 links 384 Ascend 910C chips and delivers 300 petaflops, 1.7 times a GB200 NVL72.",
     ["consistent"] * 2),
    ("A CloudMatrix 384 links 384 Ascend 910C chips and delivers 30 petaflops.", ["inconsistent"]),
    ("A GB200 NVL72 has 13.4 TB of memory and each of its GPUs has 186 GB.", ["consistent"] * 2),
    ("A GB300 NVL72 rack draws about 140 kilowatts.", ["no_basis"]),  # more than 72 chips alone draw
])  # fmt: skip
def test_a_rack_does_what_its_chips_do_together(world: World, text: str, verdicts: list[str]) -> None:
    """What a rack or pod offers is not held against one chip of it."""
    assert [each["verdict"] for each in told(world, text) if each["measure"] == "chip_spec"] == verdicts


@pytest.mark.parametrize(("text", "values"), [
    ("GPT-5 is out. It's a dollar twenty-five in and ten dollars out per million tokens.", [1.25, 10.0]),
    ("DeepSeek put out V3.1. Fifty-six cents in, a dollar sixty-eight out per million tokens.", [0.56, 1.68]),
])  # fmt: skip
def test_dollars_and_cents_are_read_as_they_are_spoken(world: World, text: str, values: list[float]) -> None:
    """The cents said after dollars belong to them."""
    assert [each["value"] for each in told(world, text) if each["measure"] == "price_per_token"] == values


def test_active_parameters_said_short_are_in_the_scale_of_all(world: World) -> None:
    """"671 billion parameters, 37 active" are 37 billion."""
    values = [each["value"] for each in told(world, "DeepSeek-V3 has 671 billion parameters, 37 active.")]
    assert values == [671e9, 37e9]


def test_figures_after_against_are_of_the_other_chip(world: World) -> None:
    """The chip that a question compares with has the second figure of each pair (data sheets)."""
    claims = told(world, "How much better is the H200 than the H20? It has 989 teraflops of BF16 against 148, and 141 "
                         "gigabytes of memory against 96.")
    assert [(each["value"], each["subject"], each["verdict"]) for each in claims] == [
        (989.0, "h200", "consistent"), (148.0, "h20", "consistent"), (141.0, "h200", "consistent"),
        (96.0, "h20", "consistent")]  # fmt: skip


def test_an_answer_is_of_what_the_question_names(world: World) -> None:
    """Sums that answer "What did GPT-4 cost?" are not of the model that the answer before was on."""
    text = ("DeepSeek-V3 cost $5.576 million.\n\nWhat did GPT-4 cost?\nSam Altman said more than $100 million. The AI "
            "Index of Stanford put the compute at $78 million, and Epoch AI at $40 million.")
    claims = told(world, text)
    assert [each["subject"] for each in claims] == ["deepseek-v3", "gpt-4", "gpt-4", "gpt-4"]
    assert "drifted" not in {each["verdict"] for each in claims}


@pytest.mark.parametrize("text", [
    "A billion buys you a lot of chips.",
    "The price of a given level of skill falls about 10 times every 12 months.",
    "A million GB200s take more than 2 gigawatts.",
])  # fmt: skip
def test_a_number_is_of_one_claim_at_most(world: World, text: str) -> None:
    """Bare billions are no parameters, "every 12 months" is no doubling time, chips that draw are not held."""
    assert not {each["measure"] for each in told(world, text)} & {"parameters", "doubling_time", "chip_count"}


def test_a_figure_called_wrong_is_denied(world: World) -> None:
    """R1's own run took $294,000, so that its $6 million are wrong is right."""
    (claim,) = told(world, "The $6 million for R1 is wrong: that number is for another model.")
    assert (claim["negated"], claim["verdict"]) == (True, "consistent")


def test_a_table_of_chips_is_read_by_the_heads_of_its_columns(world: World) -> None:
    """Bare numbers under "BF16 TFLOPS" are speeds, whatever the cells beside them have (data sheets)."""
    claims = told(world, "| Chip | BF16 TFLOPS | Memory | Price |\n|---|---|---|---|\n| H100 | 989 | 80 GB | 30 |\n"
                         "| H20 | 148 | 96 GB | 12 |\n")
    assert [(each["subject"], each["scope"], each["value"], each["verdict"]) for each in claims] == [
        ("h100", "tflops", 989.0, "consistent"), ("h100", "memory", 80.0, "consistent"),
        ("h20", "tflops", 148.0, "consistent"), ("h20", "memory", 96.0, "consistent")]  # fmt: skip


def test_a_road_map_by_bare_numbers_is_of_no_known_chip(world: World) -> None:
    """"960 Q4 2027" after the 950DT tells of a chip to come, not of one that is on record."""
    claims = told(world, "Huawei's roadmap: Ascend 950PR Q1 2026, 950DT Q4 2026, 960 Q4 2027, 970 Q4 2028.")
    assert [each["subject"] for each in claims] == ["ascend-950pr", "ascend-950dt"]


@pytest.mark.parametrize(("text", "verdict"), [
    # 23.95 billion in the third quarter, of the 91 to 93 billion that were foreseen for 2025
    ("Alphabet: $24.0 billion of capex in the quarter; 2025 guidance raised to $91 to $93 billion.", "consistent"),
    ("Alphabet: $240 billion of capex in the quarter; 2025 guidance raised to $91 to $93 billion.", "inconsistent"),
    ("Microsoft's capital expenditures were $34.9 billion in the September quarter.", "consistent"),
    # of 28 October 2025
    ("OpenAI signed a $250 billion agreement with Microsoft for computing, over seven years.", "consistent"),
    ("OpenAI signed a $25 billion agreement with Microsoft for computing, over seven years.", "inconsistent"),
])  # fmt: skip
def test_the_spending_of_a_quarter_is_not_that_of_a_year(world: World, text: str, verdict: str) -> None:
    """Quarters are held against quarters, and pledges for years against no year."""
    claims = told(world, text, "2025-11-10")
    assert next(each["verdict"] for each in claims if each["measure"] == "organisation_spend") == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    ("OpenAI will run a rack with 72 GPUs.", "no_basis"),  # of about a million
    ("OpenAI has a fleet of 72 GPUs in all.", "inconsistent"),
    # 50,000 are DeepSeek's (SemiAnalysis), not those of a run
    ("SemiAnalysis sees server spending of $1.6 billion at DeepSeek and, beside R1, 50K Hoppers.", "consistent"),
])  # fmt: skip
def test_a_count_of_chips_is_of_a_part_or_of_a_whole(world: World, text: str, verdict: str) -> None:
    """A rack's chips are not held against a fleet, nor a fleet against a run."""
    claims = told(world, text)
    assert [each["verdict"] for each in claims if each["measure"] == "chip_count"] == [verdict]


@pytest.mark.parametrize(("text", "verdict"), [
    # in July 2025 nothing but what the Under Secretary told Congress in June was known of all Ascend chips of the year
    ("Huawei shipped 805,000 Ascend chips in 2025.", "no_basis"),
    ("Huawei shipped 150,000 Ascend chips in 2025.", "consistent"),
])  # fmt: skip
def test_the_word_of_one_person_refutes_no_other_count(world: World, text: str, verdict: str) -> None:
    """An official's figure is shown beside another count, and does not make that wrong by itself."""
    (claim,) = told(world, text, "2025-07-24")
    assert claim["verdict"] == verdict


def test_guidance_is_not_held_against_what_was_spent_later(world: World) -> None:
    """That $70 to $72 billion were foreseen in October 2025 stays true, whatever Meta spent by the end of the year."""
    (claim,) = told(world, "Meta's 2025 capex guidance was narrowed to $70 to $72 billion.", "2025-11-10")
    assert (claim["verdict"], claim["now"]["verdict"]) == ("consistent", "consistent")


@pytest.mark.parametrize("name", ["MI450", "CloudMatrix 384"])
def test_things_without_a_record_are_called_by_their_names(world: World, name: str) -> None:
    """A reason names a chip as its maker does, not by an id."""
    (claim,) = told(world, f"The {name} has a link bandwidth of 2 TB/s.")
    assert name in str(claim["reason"]) or "Ascend 910C" in str(claim["reason"])


def test_a_table_of_models_is_read_by_the_heads_of_its_columns(world: World) -> None:
    """Prices, sizes and scores are of the column that they stand in (reports and price lists of the makers)."""
    text = ("| Model | Released | Parameters | Active | Input $/M | Output $/M | GPQA Diamond | SWE-bench Verified |\n"
            "|---|---|---|---|---|---|---|---|\n"
            "| DeepSeek-R1 | 2025-01-20 | 671B | 37B | $0.55 | $2.19 | 71.5% | 49.2% |\n"
            "| DeepSeek-V3.2 | 2025-12-01 | 671B | 37B | $0.28 | $0.42 | 82.4% | 73.1% |\n")
    claims = told(world, text, "2026-02-01")
    assert {each["verdict"] for each in claims} <= {"consistent", "no_basis"}
    assert [each["reference"] for each in claims if each["measure"] == "benchmark_score"] == [
        "gpqa-diamond", "swe-bench-verified"] * 2  # fmt: skip
    assert [each["scope"] for each in claims if each["measure"] == "price_per_token"] == ["input", "output"] * 2


@pytest.mark.parametrize(("text", "verdict"), [
    # 989 over 148 teraflops, and over 2,250 (data sheets of Nvidia)
    ("The H200 is six times as powerful as the H20.", "consistent"),
    ("The H200 is nine times as powerful as the H20.", "inconsistent"),
    ("The H200 has half of the computing power of the B200.", "consistent"),
])  # fmt: skip
def test_round_multiples_of_chips_are_round(world: World, text: str, verdict: str) -> None:
    """"Six times" may stand for 6.7, and a half for 44%."""
    assert [each["verdict"] for each in told(world, text)] == [verdict]


@pytest.mark.parametrize(("text", "measures"), [
    ("The Justice Department says that $160 million of H100s were sent to China.", set()),
    ("The H20 was shut out in April 2025 and its sale was opened again in July.", {"export_status"}),
    # 2.79 and 30.84 million are hours (reports of both makers)
    (("DeepSeek-V3 took less than a tenth of what Llama 3.1 405B took in GPU hours: 2.79 million against 30.84 "
      "million."), {"cost_ratio", "chip_hours"}),
    ("Llama 4 Maverick (400B, April 5) is out.", {"parameters", "release_date"}),
])  # fmt: skip
def test_sums_hours_and_days_are_of_what_they_are(world: World, text: str, measures: set[str]) -> None:
    """What smuggled chips are worth is no cost, hours are no money, and a day without a year is of the likeliest."""
    claims = told(world, text, "2026-01-20")
    assert {each["measure"] for each in claims} <= measures
    assert "inconsistent" not in {each["verdict"] for each in claims if each["measure"] != "export_status"}


@pytest.mark.parametrize(("flop", "found"), [("9.4e23", []), ("9.4e24", ["OC204"])])
def test_work_is_told_by_active_parameters_of_the_same_model(world: World, flop: str, found: list[str]) -> None:
    """Six times 14 billion active parameters and 11.2 trillion tokens are 9.4e23, whatever another model has."""
    text = ("We present Kestrel-2, a model with 142 billion parameters in total and 14 billion activated for each "
            f"token. It was pre-trained on 11.2 trillion tokens. The total training compute is about {flop} FLOP. For "
            "comparison, Qwen2.5-72B was trained on 18 trillion tokens.")
    (claim,) = (each for each in told(world, text) if each["measure"] == "training_compute")
    assert [each["code"] for each in claim["findings"] if each["code"] == "OC204"] == found  # type: ignore[attr-defined]


def test_a_second_list_of_scores_is_on_the_benchmarks_of_the_first(world: World) -> None:
    """"Compared with 88.5%, 59.1% and 90.2% for DeepSeek-V3" follows the order of the first list (its report)."""
    text = ("Kestrel-2 scores 83.1% on MMLU, 61.9% on GPQA Diamond and 94.0% on MATH-500, compared with 88.5%, "
            "59.1% and 90.2% for DeepSeek-V3.")
    claims = told(world, text)[3:]
    assert [(each["subject"], each["reference"], each["verdict"]) for each in claims] == [
        ("deepseek-v3", "mmlu", "consistent"), ("deepseek-v3", "gpqa-diamond", "consistent"),
        ("deepseek-v3", "math-500", "consistent")]  # fmt: skip


def test_a_factor_without_a_direction_is_read_as_it_fits(world: World) -> None:
    """$30 over $1.25 is a factor of 24, whichever is named first (price lists of OpenAI)."""
    text = ("GPT-4 was $30 per million input tokens and GPT-5 is $1.25 per million input tokens. Between GPT-4 and "
            "GPT-5, that's a factor of twenty-four on the input.")
    ratios = [each["verdict"] for each in told(world, text) if each["measure"] == "price_ratio"]
    assert ratios == ["consistent"]


@pytest.mark.parametrize(("text", "subjects"), [
    ("Meta's largest Llama 3.1 was trained on 15.6 trillion tokens.", ["llama-3-1-405b"]),
    ("Meta's smallest Llama 3.1 has 8 billion parameters.", ["llama-3-1-8b"]),
    ("GPT-oss, which OpenAI gave away on August 5th 2025, has 117 billion parameters.", ["gpt-oss-120b"] * 2),
])  # fmt: skip
def test_a_family_is_its_member_of_the_size_that_is_told(world: World, text: str, subjects: list[str]) -> None:
    """The largest Llama 3.1 is the 405B, and no other size is meant by the family's name."""
    assert [each["subject"] for each in told(world, text)] == subjects


def test_a_call_names_who_speaks_on_lines_of_their_own(world: World) -> None:
    """After the line "Susan Li, CFO", "we" are Meta, whom the title names, and she vouches for what follows."""
    text = ("Meta Platforms: Results Conference Call\nOctober 29th, 2025\n\nMark Zuckerberg, CEO\n\nWe had about "
            "600,000 H100 equivalents at the end of 2024.\n\nSusan Li, CFO\n\nLlama 4 Maverick has 400 billion "
            "parameters.")
    assert [(each["subject"], each["speaker"]) for each in told(world, text, "2025-10-29")] == [
        ("meta", "Mark Zuckerberg"), ("llama-4-maverick", "Susan Li")]  # fmt: skip


def test_a_broadcast_is_dated_by_what_is_said(world: World) -> None:
    """"It's the 12th of December 2025" is the day of the text."""
    audit = world.check_text("[00:00:12] Ines Duarte: Welcome. It's the 12th of December 2025. The H200 has 141 GB.")
    assert str(audit.article.published) == "2025-12-12"


@pytest.mark.parametrize("line", [
    "*Brief no. 14 · Centre for Trade and Technology · 12 August 2025 · Ingrid Sørlie and Paul Nkemelu*",
    "Paul Nkemelu | Centre for Trade and Technology in Europe and Asia | 12 August 2025",
])  # fmt: skip
def test_a_line_of_parts_dates_a_text(world: World, line: str) -> None:
    """The day among the parts of a long byline is the day of the article."""
    audit = world.check_text(f"# What the letter did\n\n{line}\n\nThe H20 has 96 GB of memory.")
    assert str(audit.article.published) == "2025-08-12"
    assert [each.claim.measure for each in audit.claims] == ["chip_spec"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, world: World) -> None:
    """A file of random bytes with the ending of a text is bad input, and no article without claims."""
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 12)
    with pytest.raises(BadInput, match="it is no text"):
        world.check(tmp_path / "a.txt")


def test_a_rent_is_no_cost_of_a_run(world: World) -> None:
    """Of "$2 an hour that makes $5.576 million" only the sum is what the run cost."""
    claims = told(world, "DeepSeek-V3 took 2.788 million H800 GPU hours, and at $2 an hour that makes $5.576 million.")
    assert [each["value"] for each in claims if each["measure"] == "training_cost"] == [5576000.0]


def test_an_empty_text_has_no_day_to_miss(world: World) -> None:
    """Nothing is said of the day of an article that has no words."""
    assert world.check_text("  \n").warnings == ()


def test_a_piece_on_export_rules_accuses_nobody(world: World) -> None:
    """Limits of rules, past permissions, figures by the rules' own measure and China's own bans are read as such."""
    text = """It controlled chips that moved data at 600 gigabytes per second or more between chips. Nvidia answered \
within weeks with the A800, and in March 2023 with the H800. Both could be sold to China without a licence.

A rule moved chips below 21,000 in total processing performance and 6,500 gigabytes per second of memory bandwidth \
from a presumption of denial to a review case by case. The H200, at 15,832, qualifies.

In September 2025 the internet regulator told companies to stop buying Nvidia's RTX Pro 6000D. In January 2026 customs \
agents were told that the H200 was not permitted.

DeepSeek trained V3 on 2,048 H800s. Huawei's CloudMatrix 384 strings together 384 Ascend 910C chips."""
    found = told(world, text, "2026-02-12")
    assert {each["verdict"] for each in found} <= {"consistent", "scope_dependent"}
    assert ("cloudmatrix-384", 384.0) in {(each["subject"], each["value"]) for each in found}
    assert {(each["scope"], each["value"]) for each in found if each["measure"] == "chip_spec"} == {("tpp", 15832.0)}


def test_a_note_on_chips_sets_each_figure_against_its_own_format(world: World) -> None:
    """Two formats of a sentence, a share "more", and a line without its cut-down forms are told apart."""
    text = """Nvidia's H100 SXM does 989 teraflops of dense BF16 and 1,979 of dense FP8. Blackwell Ultra, the B300, \
takes memory to 288GB and dense FP4 to 15 petaflops, at the price of almost all of its FP64. NVLink went from \
900GB/s on Hopper to 1.8TB/s on Blackwell. The MI300X's 1,307 teraflops of BF16 are a third more than the H100's."""
    found = told(world, text, "2025-11-24")
    assert {each["verdict"] for each in found} <= {"consistent", "scope_dependent"}
    assert not any(each["findings"] for each in found)


@pytest.mark.parametrize("text", [
    "Nvidia's H100 SXM does 989 teraflops of dense BF16 and 3,958 of dense FP8.",
    "The MI300X's BF16 speed is two thirds more than the H100's.",
    "Huawei's CloudMatrix 384 strings together 840 Ascend 910C chips.",
])  # fmt: skip
def test_slips_of_such_notes_are_found(world: World, text: str) -> None:
    """3,958 are with sparsity (dense 1,979), 1,307 over 989 is a third more, and there are 384."""
    assert "inconsistent" in {each["verdict"] for each in told(world, text, "2025-11-24")}


def test_rows_of_a_list_of_duties_are_duties(world: World) -> None:
    """Every row is a duty, however far the word that says so."""
    text = "America's new rates for chip-making friends, from 7 August:\n– Taiwan 20%\n– Japan 15%\n– South Korea 15%"
    found = [each["value"] for each in told(world, text, "2025-08-01") if each["measure"] == "tariff_rate"]
    assert found == [20.0, 15.0, 15.0]

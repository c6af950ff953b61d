"""Sentences as newspapers write them, judged as a careful reader would mean them."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


@pytest.mark.parametrize(("sentence", "measure", "verdicts"), [
    # the H800 has half the links of the H100 (data sheets of Nvidia)
    ("Nvidia answered with the H800, which cut NVLink from 900 GB/s to 400 GB/s.", "chip_spec", ["consistent"] * 2),
    ("The A800 may go to China, for its links run at 400 GB/s instead of 600 GB/s.", "chip_spec", ["consistent"] * 2),
    ("The H800 has its NVLink cut from 600 GB/s to 400 GB/s.", "chip_spec",
     ["inconsistent", "consistent"]),
    # 989 against 148 TFLOPS of BF16, 141 against 96 GB
    ("The H200 has 141 GB of memory and is almost seven times as powerful as the H20.", "chip_spec",
     ["consistent"] * 2),
    # 805,000 by SemiAnalysis (September 2025)
    ("Huawei made 800,000 Ascend chips in 2025.", "chips_shipped", ["consistent"]),
    # no share of the world's computing power
    ("China's share was 5% of Nvidia's computing power in 2025.", "compute_share", ["no_basis"]),
    # chips that another firm made are not its own count
    ("The first phase, in Essonne, will host 18,000 Nvidia GB300 superchips.", "chip_count", ["no_basis"]),
    # "outside" bars nothing here
    ("It ran on an undisclosed number of H100s; outside estimates put the compute at 2e25 FLOP.", "export_status", []),
    # the price of the day of writing, not of the release
    ("GPT-4o was released on 13 May 2024 and costs $2.50 per million input tokens.", "price_per_token",
     ["consistent"]),
    ("The H200 has a total processing performance of 15,832.", "chip_spec", ["consistent"]),
    # four to five times a year (Epoch AI, May 2024) is twofold in 5.2 to 6 months
    ("Training compute doubles every two years.", "doubling_time", ["inconsistent"]),
    # 148 against 989 TFLOPS, 400 against 700 W
    ("The H20 has 15% of the H100's computing power.", "chip_spec", ["consistent"]),
    ("The H20 draws 57% of the H100's power.", "chip_spec", ["consistent"]),
    # 1,000 against 700 W; 400 against 900 GB/s
    ("The B200 draws 43% more power than the H100.", "chip_spec", ["consistent"]),
    ("The H800 has 56% less interconnect bandwidth than the H100.", "chip_spec", ["consistent"]),
    # by "GPQA" alone its Diamond set is meant: 59.4% by Anthropic, 54% by Epoch AI
    ("Claude 3.5 Sonnet scores 59.4% on GPQA.", "benchmark_score", ["scope_dependent"]),
    # 10.2 kW for eight (DGX H100), and 1.12 to 1.4 times that with cooling
    ("100,000 H100s draw about 150 megawatts.", "power", ["consistent"]),
    ("100,000 H100s draw 1.5 gigawatts.", "power", ["inconsistent"]),
    # open models trailed by half a year to ten months, by the definition (the capability index)
    ("Open models are three years behind closed models.", "capability_lag", ["inconsistent"]),
    ("Open-weight models lag the frontier by about six months.", "capability_lag", ["scope_dependent"]),
    # 16,384 and 30.84 million (Llama 3 paper and model card): noughts round, millions are of the hours
    ("Llama 3.1 405B was trained on 16,000 H100s.", "chip_count", ["consistent"]),
    ("Llama 3.1 405B was trained on 15,000 H100s.", "chip_count", ["inconsistent"]),
    ("The Llama 3.1 family took 39.3 million GPU hours on 16,384 H100s, and Llama 3.1 405B alone 30.84 million.",
     "chip_count", ["consistent"]),
    # a pledge is no year's spending: Altman told of so much over eight years (6 November 2025)
    ("OpenAI has committed to spend about $1.4 trillion on compute.", "organisation_spend", ["consistent"]),
    # when a licence was needed, or a chip designed, is no day on which it came out
    ("The H20 needed a licence from April 2025 until sales resumed in August.", "release_date", []),
    ("Nvidia designed the H20 in 2023 to stay below the limits.", "release_date", []),
    # a third of the name of a model is no price
    ("Claude Opus 4.5 costs $25 per million output tokens, a third of Opus 4.1.", "price_per_token", ["consistent"]),
    # a rate is neither a time nor tokens
    ("DeepSeek-V3 was pre-trained in 3.7 days per trillion tokens.", "training_time", []),
    ("DeepSeek-V3 was pre-trained in 3.7 days per trillion tokens.", "training_tokens", []),
    ("DeepSeek-V3 took 180,000 hours a trillion.", "training_tokens", []),
    ("DeepSeek-V3 took 180,000 hours a trillion.", "training_time", []),
    # 3A090.c of 2 December 2024 (89 FR 96790)
    ("The U.S. restricted HBM exports to China in December 2024.", "export_status", ["consistent"]),
    # how large or fast a model is tells neither its price nor a chip's speed
    ("GPT-4 is ten times larger than GPT-3.", "price_ratio", []),
    ("GPT-4o is twice as fast and half the price of GPT-4 Turbo.", "chip_spec", []),
    # 120 kW (The Register, March 2024) to 145 kW (SemiAnalysis, April 2025) are of all 72 of them, 1.2 kW of one
    ("A GB200 NVL72 rack draws 120 kW.", "chip_spec", ["consistent"]),
    ("A GB200 NVL72 rack draws 300 kW.", "chip_spec", ["inconsistent"]),
    ("A GB200 NVL72 rack draws 1.2 kW.", "chip_spec", ["inconsistent"]),
    ("A GB200 NVL72 rack holds 72 GPUs.", "chip_count", ["consistent"]),
    ("Each B200 in a server has 192 GB of memory.", "chip_spec", ["consistent"]),
    # 485,000 are what Microsoft alone bought (Omdia); 1.8 million what all China got in four years (Epoch AI)
    ("Nvidia sold about 2 million Hopper GPUs in 2024.", "chips_shipped", ["no_basis"]),
    # two months end on a whole one: 54 days (DeepSeek-V3 Technical Report)
    ("DeepSeek-V3 was trained in two months.", "training_time", ["consistent"]),
    ("DeepSeek-V3 was trained in three months.", "training_time", ["inconsistent"]),
    # what reinforcement learning took is another quantity than the run
    ("Grok 4 used ten times the reinforcement-learning compute of its predecessor.", "cost_ratio", ["no_basis"]),
])  # fmt: skip
def test_a_sentence_is_judged_by_what_it_speaks_of(world: World, sentence: str, measure: str,
                                                   verdicts: list[str]) -> None:
    """Figures of the lesser chip's model, of speed, of a line of chips and of other quantities keep apart."""
    claims = [each.to_dict() for each in world.claim(sentence, published="2026-02-03").claims]
    assert [each["verdict"] for each in claims if each["measure"] == measure] == verdicts


@pytest.mark.parametrize("sentence", [
    "The lag between Chinese and U.S. models has been seven months on average.",
    "The lag between U.S. and Chinese models has been seven months on average.",
])
def test_a_lag_between_two_is_of_the_one_that_trails(world: World, sentence: str) -> None:
    """Whichever is named first, it is China that is said to trail."""
    claim = world.claim(sentence, published="2026-02-03").claims[0].to_dict()
    assert (claim["subject"], claim["reference"]) == ("CN", "US")


def test_a_line_that_names_the_author_and_the_day_claims_nothing(world: World) -> None:
    """A byline is no release date of its author."""
    text = "What a year of reversals did\nBy Tomasz Ferreira | 3 February 2026\n\nThe H200 has 141 GB of memory."
    claims = [each.to_dict() for each in world.check_text(text).claims]
    assert [each["measure"] for each in claims] == ["chip_spec"]


@pytest.mark.parametrize(("line", "day"), [
    ("PARIS, Sept. 9, 2025 /PRNewswire/ -- Mistral AI today announced", "2025-09-09"),
    ("SANTA CLARA, Calif., Nov. 19, 2025 (GLOBE NEWSWIRE) -- NVIDIA reported", "2025-11-19"),
    ("LONDON, 4 May 2024 – A start-up said", "2024-05-04"),
])
def test_the_line_of_a_press_agency_dates_a_text(world: World, line: str, day: str) -> None:
    """The day before the dash is the day of the article."""
    assert str(world.check_text(f"{line} that the H200 has 141 GB of memory.").article.published) == day


@pytest.mark.parametrize(("sentence", "day", "verdict"), [
    # 5 against 10 dollars a million tokens of input at its launch, 2.50 since October 2024
    ("GPT-4o is twice as fast and half the price of GPT-4 Turbo.", "2024-05-14", "consistent"),
    ("GPT-4o is half the price of GPT-4 Turbo.", "2026-02-03", "inconsistent"),
    # 40 a year for that very level (Epoch AI, March 2025), tenfold for another (a16z): rival rates, both shown
    ("Prices for GPT-4-level models fall 40-fold a year.", "2025-03-29", "scope_dependent"),
    ("Prices for GPT-4-level models fall 10,000-fold a year.", "2025-03-29", "inconsistent"),
    # of training fourfold (Amodei), threefold (Epoch AI); of use tenfold (a16z): "costs" may mean either
    ("Costs have historically fallen about 4x a year.", "2025-01-29", "scope_dependent"),
    # out on 20 January 2025
    ("DeepSeek released R1 a year ago this week.", "2026-01-22", "consistent"),
    ("DeepSeek released R1 a year ago today.", "2026-01-20", "consistent"),
    ("DeepSeek released R1 two years ago this month.", "2026-01-20", "inconsistent"),
    # on the day of the launch (Anthropic, Google, OpenAI)
    ("Claude 3 Opus scores 50.4% on GPQA Diamond.", "2024-03-05", "consistent"),
    ("Gemini Ultra scored 90.0% on MMLU.", "2023-12-07", "consistent"),
    ("GPT-5 costs $1.25 per million input tokens.", "2025-08-07", "consistent"),
    # indices by their short names (Reuters, 27 January 2025: 3.07, 1.46 and 0.65%)
    ("The Nasdaq fell 3.1% on January 27.", "2025-01-31", "consistent"),
    ("The S&P 500 lost 1.5% on January 27.", "2025-01-31", "consistent"),
    ("The S&P 500 lost 3.1% on January 27.", "2025-01-31", "inconsistent"),
    # 141 against 80 GB, whatever their speeds
    ("The H200 offers nearly double the H100's capacity.", "2023-11-14", "consistent"),
    # 780, told in round figures
    ("The Ascend 910C delivers 800 teraflops.", "2025-10-01", "consistent"),
    # what Grok 4 took is known by its price alone
    ("Grok 4 was trained with ten times the compute of Grok 3.", "2025-07-10", "no_basis"),
    # what is worked out of cash, chips and staff refutes no count near it
    ("Perhaps five companies can train a $1 billion model.", "2024-06-01", "no_basis"),
    # by Epoch AI, of April 2026; before that nobody had told
    ("Nvidia shipped 10 million H100s in 2024.", "2026-05-01", "inconsistent"),
    ("Nvidia shipped 10 million H100s in 2024.", "2025-05-01", "no_basis"),
])
def test_a_sentence_is_judged_by_what_was_known_on_its_day(world: World, sentence: str, day: str, verdict: str) -> None:
    """Prices are those of the day, and counts published later are no ground for a verdict."""
    found = [each for each in world.claim(sentence, published=day).claims if each.claim.measure != "training_cost"]
    assert [each.verdict for each in found] == [verdict]


def test_whom_a_sentence_quotes_is_no_witness_for_himself(world: World) -> None:
    """That Alexandr Wang has said 50,000 does not bear out a sentence that tells what Alexandr Wang said."""
    audit = world.claim("Alexandr Wang countered that DeepSeek holds 50,000 H100s.", published="2025-01-27")
    assert [each.verdict for each in audit.claims] != ["consistent"]


def test_the_head_of_a_markdown_file_is_not_read(tmp_path: Path, world: World) -> None:
    """Its date is the day of the article, and claims stay where they stand in the file."""
    text = "---\ntitle: On memory\ndate: 2025-09-12\n---\n\nThe H200 has 141 GB of memory.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    audit = world.check(tmp_path / "a.md")
    (claim,) = (each.to_dict() for each in audit.claims)
    assert (audit.article.title, str(audit.article.published)) == ("On memory", "2025-09-12")
    assert text[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(("chip", "server_kilowatts"), [("A100", 6.5), ("H100", 10.2)])
def test_what_chips_draw_counts_the_servers_of_their_generation(world: World, chip: str,
                                                               server_kilowatts: float) -> None:
    """8,000 chips are a thousand DGX A100 of 6.5 kW or DGX H100 of 10.2 kW, and a quarter more with cooling."""
    claim = world.claim(f"8,000 {chip}s draw about 9 megawatts.").claims[-1].to_dict()
    site = next(each for each in claim["readings"] if each["reading"] == "site")
    assert site["estimate"]["median"] == pytest.approx(server_kilowatts * 1.25, rel=0.02)


@pytest.mark.parametrize(("sentence", "day", "verdicts"), [
    # 400 and 600 GB/s of links (data sheets), not the 2,039 GB/s of the memory
    ("The A800 has a chip-to-chip transfer rate of 400 gigabytes per second, down from 600 on the A100.", "2022-11-09",
     ["consistent"] * 2),
    # shown on 18 March 2024 and 2025
    ("Nvidia's new B200 packs 208 billion transistors and 192GB of memory.", "2024-03-20", ["consistent"]),
    ("Blackwell Ultra has 288GB of HBM3e and 15 petaflops of dense FP4.", "2025-03-19", ["consistent"] * 2),
    # "up to" gives the peak: 1,979 TFLOPS dense, 3,958 with sparsity; 10 and 20 petaflops as shown at the launch
    ("The H100 delivers up to 4 petaflops of FP8 performance.", "2023-05-01", ["scope_dependent"]),
    ("The H100 delivers up to 40 petaflops of FP8 performance.", "2023-05-01", ["inconsistent"]),
    ("A single B200 delivers up to 20 petaflops of FP4 compute.", "2024-03-20", ["scope_dependent"]),
    ("The H200 has up to 141GB of memory.", "2025-05-01", ["consistent"]),
    ("The H200 has up to 192GB of memory.", "2025-05-01", ["inconsistent"]),
    # Zuckerberg, 24 January 2025
    (("Meta plans to spend $60 billion to $65 billion on capex in 2025 and to end the year with more than 1.3 million "
      "GPUs."), "2025-01-25", ["consistent"] * 2),
    # Microsoft's results of 29 October 2025
    ("Microsoft's capital expenditures came to $34.9 billion in the quarter that ended in September.", "2025-10-31",
     ["consistent"]),
    ("Microsoft spent $44.9 billion on capex in the three months to September.", "2025-10-31", ["inconsistent"]),
])  # fmt: skip
def test_what_chips_do_and_firms_spend_is_known_on_the_day_it_is_shown(world: World, sentence: str, day: str,
                                                                       verdicts: list[str]) -> None:
    """Figures of a launch are judged on the next day, and a peak that is half another's is told from an error."""
    assert [each.verdict for each in world.claim(sentence, published=day).claims] == verdicts


@pytest.mark.parametrize(("sentence", "day", "verdict"), [
    # Alibaba, 24 February 2025
    ("Alibaba will invest at least 380 billion yuan in cloud and AI over three years.", "2025-02-25", "consistent"),
    ("Alibaba will invest at least 3.8 trillion yuan in cloud and AI over three years.", "2025-02-25", "inconsistent"),
    # OpenAI, 21 January and 23 September 2025
    ("Stargate will invest $500 billion over four years in AI infrastructure for OpenAI.", "2025-01-22", "consistent"),
    ("Stargate is a $50 billion project.", "2025-01-22", "inconsistent"),
    ("Stargate has nearly 7 gigawatts of planned capacity.", "2025-09-24", "scope_dependent"),
    # each deal has its partner: 10 GW with Nvidia and with Broadcom, 6 with AMD (OpenAI, autumn of 2025)
    ("Nvidia and OpenAI plan to deploy at least 10 gigawatts of Nvidia systems.", "2025-09-23", "consistent"),
    ("AMD will supply OpenAI with 6 gigawatts of Instinct GPUs.", "2025-10-07", "consistent"),
    ("AMD will supply OpenAI with 10 gigawatts of Instinct GPUs.", "2025-10-20", "inconsistent"),
    ("OpenAI signed a $38 billion deal with Amazon for computing power over seven years.", "2025-11-04", "consistent"),
    ("OpenAI signed a contract to buy $300 billion of computing power from Oracle over about five years.", "2025-11-04",
     "consistent"),
    ("OpenAI signed a contract to buy $38 billion of computing power from Oracle over about five years.", "2025-11-04",
     "inconsistent"),
    ("Anthropic has committed to buy $30 billion of Azure compute capacity.", "2025-11-19", "consistent"),
    # nearly half a million on the day (Amazon); a million are what Claude was to run on
    ("Project Rainier, Amazon's cluster for Anthropic, now runs nearly 500,000 Trainium2 chips.", "2025-10-30",
     "consistent"),
    ("CloudMatrix 384 draws 5.6 megawatts.", "2025-04-28", "inconsistent"),
])  # fmt: skip
def test_a_deal_is_told_by_its_partner_and_years(world: World, sentence: str, day: str, verdict: str) -> None:
    """What was agreed with one is no ground against what was agreed with another, nor for it."""
    assert [each.verdict for each in world.claim(sentence, published=day).claims] == [verdict]


def test_a_rack_is_set_against_a_rack(world: World) -> None:
    """SemiAnalysis gives 559 against 145 kW, and 300 against 180 petaflops."""
    text = ("CloudMatrix 384 links 384 Ascend 910C chips and draws about 560 kilowatts, four times a GB200 NVL72. "
            "It delivers 300 petaflops of dense BF16 compute, almost double the GB200 NVL72.")
    audit = world.check_text(text, published="2025-04-28")
    assert [each.verdict for each in audit.claims] == ["consistent"] * 5


@pytest.mark.parametrize(("sentence", "day", "verdicts"), [
    # 4,614 TFLOPS of FP8 in each of 9,216 (data sheet); no format is named, and none has sparsity
    (("Ironwood has 192 GB of HBM, and a full pod of 9,216 chips reaches 42.5 exaflops."), "2025-04-10",
     ["consistent", "consistent", "scope_dependent"]),
    ("An Ironwood pod joins 4,096 chips.", "2025-04-10", ["inconsistent"]),
    # 125 petaflops as Cerebras counts, with sparsity
    ("Cerebras's WSE-3 delivers 125 petaflops.", "2024-03-14", ["scope_dependent"]),
    ("Cerebras's WSE-3 delivers 1,250 petaflops.", "2024-03-14", ["inconsistent"]),
    # Omdia in the Financial Times of 18 December 2024: 485,000 and 169,000
    ("Microsoft bought 485,000 of Nvidia's Hopper chips in 2024, Omdia estimates.", "2024-12-19", ["consistent"]),
    ("Google bought 700,000 Hopper chips in 2024, according to Omdia.", "2024-12-19", ["drifted"]),
])  # fmt: skip
def test_what_chips_do_together_and_who_bought_them(world: World, sentence: str, day: str,
                                                    verdicts: list[str]) -> None:
    """A pod does its number of chips times one, and a maker's way of counting is told apart from an error."""
    assert [each.verdict for each in world.claim(sentence, published=day).claims] == verdicts


@pytest.mark.parametrize(("sentence", "day", "verdicts"), [
    # results of 29 October 2024, 30 July and 30 April 2025: 13.06, 9.2, 24.2 and 21.4 billion
    ("Google's capex in the third quarter of 2024 was $13 billion.", "2024-11-21", ["consistent"]),
    ("Meta's capex in the third quarter of 2024 was $9.2 billion.", "2024-10-31", ["consistent"]),
    ("Microsoft's capex was a record $24.2 billion in the June quarter.", "2025-08-01", ["consistent"]),
    ("Microsoft spent $80 billion on capex last quarter.", "2025-05-01", ["inconsistent"]),
    # moves are known when the exchange closes (CNBC and Reuters of the days)
    ("Nvidia's stock jumped 24% on Thursday, adding about $184 billion in value.", "2023-05-26", ["consistent"] * 2),
    ("Nvidia shares dropped 16% on Thursday.", "2024-02-23", ["inconsistent"]),
    ("Nvidia fell 6.4% on Thursday despite beating expectations.", "2024-08-30", ["consistent"]),
    # 125 on top of 20 percent (Executive Order 14266), 10 on top of 20 (14298)
    ("Under Trump's new levies, goods from China face a 145% tariff.", "2025-04-11", ["consistent"]),
    ("Under Trump's new levies, goods from China face a 45% tariff.", "2025-04-11", ["inconsistent"]),
    # a SuperCluster is many SuperPoDs (Huawei, September 2025)
    ("Huawei says the Atlas 950 SuperCluster will have more than 500,000 Ascend chips.", "2025-09-20", ["consistent"]),
    ("Huawei's Atlas 950 SuperPoD will have 8,192 Ascend chips.", "2025-09-20", ["consistent"]),
    # two clusters of 24,576, announced on 12 March 2024
    ("Meta announced two clusters of 24,576 H100s each.", "2024-03-13", ["consistent"]),
    ("Colossus 2 is to be the first gigawatt AI training cluster.", "2025-08-20", ["consistent"]),
])  # fmt: skip
def test_results_moves_and_duties_are_judged_on_the_next_day(world: World, sentence: str, day: str,
                                                            verdicts: list[str]) -> None:
    """What a firm, an exchange or a government told is known from its own day."""
    assert [each.verdict for each in world.claim(sentence, published=day).claims] == verdicts


@pytest.mark.parametrize(("sentence", "day", "verdict", "code"), [
    # 30 billion (Microsoft, 18 November 2025), told from the seller's side
    ("Microsoft sold Anthropic $300 billion of Azure capacity in their November deal.", "2025-11-20", "inconsistent",
     "OC102"),
    ("Microsoft sold Anthropic $30 billion of Azure capacity in their November deal.", "2025-11-20", "consistent",
     None),
    # 589 billion on 27 January 2025; 14,400 in the list of November 2023
    ("Monday's rout took $5.9 billion off the value of Nvidia.", "2025-01-29", "inconsistent", "OC102"),
    ("Eagle, the Azure machine in the Top500, holds 144,000 H100s.", "2025-03-25", "inconsistent", "OC102"),
])  # fmt: skip
def test_a_slip_of_scale_is_named(world: World, sentence: str, day: str, verdict: str, code: str | None) -> None:
    """A figure that is ten or a hundred times another is told to be."""
    (found,) = world.claim(sentence, published=day).claims
    assert found.verdict == verdict
    assert ({each.code for each in found.then.findings} & {"OC101", "OC102"}) == ({code} if code else set())


def test_memory_bandwidth_is_no_memory(world: World) -> None:
    """4.8 over 3.35 TB/s is 1.4 times, where 141 over 80 GB are 1.8."""
    claims = world.claim("Against an H100, the H200 has 1.4 times the memory bandwidth.", published="2024-06-03").claims
    assert [each.verdict for each in claims] == ["consistent"]

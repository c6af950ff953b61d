"""Figures of public tables, told in plain sentences: the check finds them, and does not take neighbours' figures."""

from __future__ import annotations

import pytest

from oncurve.api import World
from tests.claims.judging import verdicts

#: a sentence, the day it is printed, the measure, and the words that tell where the figure stands
TRUE = (
    ("Claude 3.5 Sonnet (Oct 2024) scores 65% on GPQA Diamond.", "2025-01-10", "benchmark_score"),  # addendum
    ("GPT-4 (0613) scores 30.7% on GPQA Diamond.", "2025-12-10", "benchmark_score"),  # Epoch AI's runs
    ("Mistral Large 2 (2407) has 122.6 billion parameters.", "2024-09-01", "parameters"),  # weights
    ("At the end of 2023 Meta held Nvidia chips worth 161,000 H100-equivalents.", "2026-05-10", "chip_count"),  # Epoch
    ("China owned 31,859 AMD chips at the end of 2025.", "2026-05-10", "chip_count"),  # Epoch AI's counts
    ("Nvidia shipped about 28,000 A800s to China in the last quarter of 2022.", "2026-05-10", "chips_shipped"),  # Epoch
    ("The memory of the H100 PCIe moves 2,039 GB/s.", "2023-12-10", "chip_spec"),  # data sheet
    ("The H100 PCIe has 600 GB/s of interconnect bandwidth.", "2023-12-10", "chip_spec"),  # data sheet
    ("Llama 2 was trained between January 2023 and July 2023.", "2023-08-10", "training_date"),  # model card
    ("The training of BLOOM finished on 6 July 2022.", "2022-08-10", "training_date"),  # BigScience
    ("Context extension of DeepSeek-V3 took 2.4 days.", "2025-01-25", "training_time"),  # 119,000 h on 2,048 chips
    ("The reinforcement learning of DeepSeek-R1 cost $82,000.", "2025-10-10", "training_cost"),  # Nature, Table 7
    ("DeepSeek-V4-Pro was trained on 33 trillion tokens.", "2026-06-10", "training_tokens"),  # technical report
    ("OPT-175B was trained on 1,024 A100s.", "2022-06-10", "chip_count"),  # the project's logbook
    ("DeepSeek-R1 costs $0.55 per million output tokens in off-peak hours.", "2025-03-10", "price_per_token"),
    ("o3 Deep Research costs $40 per million output tokens.", "2025-11-10", "price_per_token"),  # price list
    ("China accounts for 15% of the world's GPU cluster performance.", "2025-06-10", "compute_share"),  # Pilz et al.
    ("Chinese companies own just over 5% of the world's AI computing power.", "2026-04-20", "compute_share"),  # Epoch
    ("IDC counts about 4 million AI accelerator cards shipped in China in 2025.", "2026-04-20", "chips_shipped"),
    ("About 400 A100s were smuggled to China by way of Tampa, prosecutors say.", "2025-12-10", "chips_smuggled"),
    ("Stargate UAE will have a capacity of 1 gigawatt.", "2025-10-20", "power"),  # the partners' announcement
    ("The Stargate campus at Abilene will draw 1.2 gigawatts.", "2025-05-27", "power"),  # Crusoe, Bloomberg
)
#: the same tables, with a neighbour's figure or another factor
FALSE = (
    ("Claude 3.5 Sonnet (Oct 2024) scores 59.4% on GPQA Diamond.", "2025-01-10", "benchmark_score"),  # June's
    ("At the end of 2023 Meta held Nvidia chips worth 308,000 H100-equivalents.", "2026-05-10", "chip_count"),
    ("China owned 160,000 AMD chips at the end of 2025, Epoch AI estimates.", "2026-05-10", "chip_count"),  # IDC's
    ("Nvidia shipped about 93,000 A800s to China in the last quarter of 2022.", "2026-05-10", "chips_shipped"),
    ("The memory of the H100 PCIe moves 3,350 GB/s.", "2023-12-10", "chip_spec"),  # the SXM form's
    ("Llama 2 was trained between January 2022 and July 2022.", "2023-08-10", "training_date"),
    ("Context extension of DeepSeek-V3 took 54 days.", "2025-01-25", "training_time"),  # pre-training's
    ("o3 Deep Research costs $8 per million output tokens.", "2025-11-10", "price_per_token"),  # o3's
    ("DeepSeek-R1 costs $2.19 per million output tokens in off-peak hours.", "2025-03-10", "price_per_token"),
    ("About 40,000 A100s were smuggled to China by way of Tampa, prosecutors say.", "2025-12-10", "chips_smuggled"),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("text", "day", "measure"), TRUE, ids=[each[0][:48] for each in TRUE])
def test_a_figure_of_a_public_table_is_found(text: str, day: str, measure: str) -> None:
    """What stands in a public table is consistent on a day on which it was known, or one reading of several."""
    found = set(verdicts(text, day, measure))
    assert found
    assert found <= {"consistent", "scope_dependent", "depends"}


@pytest.mark.parametrize(("text", "day", "measure"), FALSE, ids=[each[0][:48] for each in FALSE])
def test_a_neighbours_figure_is_not_taken(text: str, day: str, measure: str) -> None:
    """The figure of another variant, stage, maker or factor does not pass for the one that is asked for."""
    found = set(verdicts(text, day, measure))
    assert found
    assert "consistent" not in found


def test_a_build_in_brackets_is_no_figure(world: World) -> None:
    """The build number after a model's name is read as its version, and never as a score."""
    claims = world.check_text("GPT-4 (0314) scores 86.4% on MMLU.", published="2024-01-10").claims
    assert [each.to_dict()["value"] for each in claims] == [86.4]


def test_dealings_are_no_chips(world: World) -> None:
    """Accounts and exchanges that somebody counts are neither chips nor money."""
    text = "Anthropic says the three labs used some 24,000 fraudulent accounts and ran over 16 million exchanges."
    assert not world.check_text(text, published="2026-03-05").claims


def test_a_speed_of_an_unknown_format_is_not_judged_by_another() -> None:
    """Where only the FP4 speed of a chip is known, it tells nothing of its BF16 speed."""
    text = "The RTX PRO 6000 delivers 500 teraflops of dense BF16."
    assert set(verdicts(text, "2025-11-10", "chip_spec")) == {"no_basis"}


@pytest.mark.parametrize(("text", "day", "measure"), [
    # raised to 85 billion on 23 July 2025
    ("Alphabet's capital budget for 2025 still stands at $75 billion.", "2025-08-05", "organisation_spend"),
    # cut to 30 percent from 14 May 2025, by Executive Order 14298
    ("Goods from China go on paying a duty of 145% at American ports.", "2025-05-21", "tariff_rate"),
    # Epoch AI counted twelve on 6 June 2025
    ("Eleven developers have trained a model with more than 10^25 FLOP.", "2025-07-21", "companies_able"),
])
def test_a_figure_that_was_replaced_is_stale(world: World, text: str, day: str, measure: str) -> None:
    """A plan, duty or count told as present after a newer one replaced it is refuted, and named as what it was."""
    claims = [each.to_dict() for each in world.check_text(text, published=day).claims]
    found = [each for each in claims if each["measure"] == measure]
    assert [each["verdict"] for each in found] == ["inconsistent"]
    assert "OC402" in {each["code"] for each in found[0]["findings"]}


@pytest.mark.parametrize(("text", "day", "measure"), [
    ("Alphabet plans to spend $75 billion on capital expenditure in 2025.", "2025-03-10", "organisation_spend"),
    ("Chinese goods face an American tariff of 145%.", "2025-04-20", "tariff_rate"),
    ("Eleven developers have trained a model with more than 10^25 FLOP.", "2025-02-11", "companies_able"),
    ("By the end of January, eleven developers had trained a model with more than 10^25 FLOP.", "2025-07-21",
     "companies_able"),
    # the data sheets of both forms, and 384 chips of 752 to 800 teraflops each
    ("The A100 with 40 GB streams from memory at 1,555 GB/s.", "2022-11-21", "chip_spec"),
    ("Huawei wires 384 of its Ascend 910C chips into one machine, good for roughly 300 petaflops of dense BF16.",
     "2025-04-24", "chip_spec"),
    # DeepSeek's overview of its inference system: 226.75 nodes of eight on average, 278 at the peak
    ("DeepSeek served its models from an average of 1,814 H800 chips.", "2025-03-10", "chip_count"),
    # SpaceX's prospectus
    ("Anthropic pays SpaceX $1.25 billion a month for computing.", "2026-06-15", "organisation_spend"),
    # Pilz et al. (2025), abstract
    ("The performance of leading AI supercomputers doubles every nine months.", "2025-06-10", "doubling_time"),
])
def test_a_figure_fits_while_it_held(text: str, day: str, measure: str) -> None:
    """The same figures fit on a day on which they held, or of what they are the figures of."""
    assert set(verdicts(text, day, measure)) <= {"consistent", "scope_dependent"}
    assert set(verdicts(text, day, measure))


@pytest.mark.parametrize(("text", "day", "measure"), [
    ("The A100 with 40 GB streams from memory at 2,039 GB/s.", "2022-11-21", "chip_spec"),  # the 80 GB form's
    ("Anthropic pays SpaceX $2.5 billion a month for computing.", "2026-06-15", "organisation_spend"),
    ("The performance of leading AI supercomputers doubles every three years.", "2025-06-10", "doubling_time"),
    ("By the end of 2025 Nvidia had shipped 4 million H100-equivalents worldwide, Epoch AI estimates.", "2026-05-10",
     "chips_shipped"),  # 13.7 million
])
def test_a_wrong_rate_or_form_is_refuted(text: str, day: str, measure: str) -> None:
    """Another form's figure and a wrong sum or rate are refuted."""
    assert {"inconsistent", "drifted"} & set(verdicts(text, day, measure))


@pytest.mark.parametrize(("text", "day", "measure", "subject"), [
    # by the Financial Times and SemiAnalysis
    ("High-Flyer bought 10,000 A100s in 2021.", "2025-08-10", "chip_count", "high-flyer"),
    # by IDC, as told by Reuters on 1 April 2026
    ("IDC counted 160,000 AMD accelerator cards in China in 2025.", "2026-04-20", "chips_shipped", "amd"),
    # by Reuters, December 2025 and January 2026
    ("Chinese buyers have ordered more than 2 million H200s.", "2026-02-10", "chips_shipped", "h200"),
    # the makers' own words
    ("DeepSeek-R1-0528 scores 57.6% on SWE-bench Verified.", "2025-06-04", "benchmark_score", "deepseek-r1-0528"),
    ("Apertus was trained on 15 trillion tokens.", "2025-09-04", "training_tokens", "apertus-70b"),
])
def test_a_figure_is_read_of_whom_it_is_known(world: World, text: str, day: str, measure: str, subject: str) -> None:
    """A count told of a chip or a country is held to what is known of the buyer or the maker that is named."""
    claims = [each.to_dict() for each in world.check_text(text, published=day).claims]
    assert [(each["measure"], each["subject"]) for each in claims] == [(measure, subject)]
    assert claims[0]["verdict"] in ("consistent", "scope_dependent")


@pytest.mark.parametrize(("text", "day", "measure", "verdict"), [
    # a duty on a chip that goes on abroad is not that on goods of the country to which it goes
    ("H200s bound for China pay a 25% tariff.", "2026-02-10", "tariff_rate", "consistent"),
    ("H200s bound for China pay a 50% tariff.", "2026-02-10", "tariff_rate", "inconsistent"),
    # counts of those able to train a model say nothing of those allowed to buy a chip
    ("About ten Chinese firms have been cleared to buy H200s.", "2026-02-10", "companies_able", "no_basis"),
    # nor do chips ordered of those received
    ("ByteDance and Tencent have received about 20,000 H200s.", "2026-05-20", "chips_shipped", "no_basis"),
    # nor computing for training and use of training alone
    ("OpenAI expects to spend $235 billion on training and inference from 2025 to 2028.", "2025-12-01",
     "organisation_spend", "no_basis"),
    # nor all chips of a maker of one of them: 93,286 by Epoch AI, of 209,000 of all
    ("Nvidia shipped some 158,100 A800s to China in 2023, by Epoch AI's estimate.", "2026-05-10", "chips_shipped",
     "drifted"),
])
def test_a_figure_is_held_to_its_own_thing(text: str, day: str, measure: str, verdict: str) -> None:
    """A figure is judged by what is known of the chip and the deed that it is told of, not by a kindred one."""
    assert set(verdicts(text, day, measure)) == {verdict}

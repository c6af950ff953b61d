"""News and notes on chips: what is told of a part, a moment, a threat or a machine is not held against a whole."""

from __future__ import annotations

from typing import Any

import pytest

from oncurve.api import World
from tests.claims.judging import verdicts


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def told(world: World, text: str, published: str | None = None) -> list[dict[str, Any]]:
    """The claims of a text, judged."""
    found: list[dict[str, Any]] = world.check_text(text, published=published).to_dict()["claims"]
    return found


@pytest.mark.parametrize(("text", "verdict"), [
    ("Nvidia's stock dropped 15% on Monday morning.", "no_basis"),
    ("Nvidia's shares sank 12% in the rout.", "no_basis"),
    ("Shares of Broadcom were down more than 19%.", "no_basis"),
    ("Nvidia's shares sank 12% in the rout and closed at $125.", "inconsistent"),
    ("Nvidia's shares closed down 12%.", "inconsistent"),
    ("Nvidia's shares sank 40% in the rout.", "inconsistent"),
    ("Nvidia's shares sank 17% in the rout.", "consistent"),
])  # fmt: skip
def test_a_fall_told_on_its_own_day_may_be_of_an_earlier_hour(text: str, verdict: str) -> None:
    """Nvidia closed 16.97% down on 27 January 2025 and Broadcom 17.4%; in the course of the day it was otherwise."""
    assert verdicts(text, "2025-01-27", "market_move") == [verdict]


def test_the_same_fall_told_on_the_next_day_is_that_of_the_close() -> None:
    """A day later the market has closed: 12% is not what Nvidia lost on 27 January 2025 (16.97%)."""
    assert verdicts("On Monday Nvidia's shares sank 12%.", "2025-01-28", "market_move") == ["inconsistent"]


@pytest.mark.parametrize(("sum_", "verdict"), [("$600 billion", "consistent"), ("$700 billion", "inconsistent")])
def test_a_loss_in_hundreds_of_billions_is_rounded(sum_: str, verdict: str) -> None:
    """Nvidia lost 589 billion dollars of its value on 27 January 2025, which the press rounded to 600."""
    assert verdicts(f"On Monday Nvidia lost {sum_} of its value.", "2025-01-28", "market_move") == [verdict]


def test_what_years_added_is_no_move_of_a_day() -> None:
    """What a company's value gained in three years is not held against one day's fall."""
    text = "Nvidia, which has added nearly $3 trillion in market value over the past three years, makes AI chips."
    assert "inconsistent" not in verdicts(text, "2025-01-28", "market_move")


@pytest.mark.parametrize(("text", "verdict"), [
    ("Colossus reached 300 megawatts of capacity in only 122 days.", "no_basis"),
    ("At Colossus seven gas turbines give 245 megawatts.", "no_basis"),
    ("Colossus reached 3,000 megawatts of capacity in only 122 days.", "inconsistent"),
])  # fmt: skip
def test_what_a_site_drew_at_first_is_not_held_against_what_it_draws_now(
    world: World, text: str, verdict: str
) -> None:
    """A site that draws some 440 megawatts once drew less, and never more; what it draws is another thing."""
    assert verdicts(text, measure="power") == [verdict]


@pytest.mark.parametrize("text", [
    "Trump's 100% tariff threats on chips worried Taipei.",
    "Washington lowered its tariffs on Taiwanese goods from 20% to 15%, and chipmakers promised to build.",
    "A chip that is sold to China bears a 15% revenue fee.",
])  # fmt: skip
def test_threats_duties_on_all_goods_and_shares_of_sales_are_no_duty_on_chips(text: str) -> None:
    """The duty of January 2026 on chips of the H200's class is 25%; none of these is about it."""
    assert set(verdicts(text, measure="tariff_rate")) <= {"no_basis", "not_due"}


def test_a_wrong_duty_on_chips_is_still_told() -> None:
    """The proclamation of 14 January 2026 says 25%."""
    assert verdicts("The American tariff on AI chips is 30%.", "2026-03-01", "tariff_rate") == ["inconsistent"]


@pytest.mark.parametrize("text", [
    "Prosecutors say the group exported 400 Nvidia A100 chips to China.",
    "The defendants smuggled about 50 H200 chips to China, the indictment says.",
])  # fmt: skip
def test_what_the_accused_moved_is_not_all_that_was_smuggled(text: str) -> None:
    """Estimates of all smuggling are in the tens of thousands a year; a case in court is one part of it."""
    assert set(verdicts(text, measure="chips_smuggled")) == {"no_basis"}


@pytest.mark.parametrize(("text", "measure", "verdict"), [
    ("A GB200 Superchip has 372 GB of memory.", "chip_spec", "consistent"),
    ("The GB200 has 186 GB of memory.", "chip_spec", "consistent"),
    ("The GB200 has 500 GB of memory.", "chip_spec", "inconsistent"),
    ("The B200 has two dies connected by a 10 TB/s link.", "chip_spec", "consistent"),
    ("The B200 joins two dies and has 8 TB/s of memory bandwidth.", "chip_spec", "consistent"),
    ("The B200 joins two dies and has 5 TB/s of memory bandwidth.", "chip_spec", "inconsistent"),
    ("The GH200 has a 900 GB/s NVLink-C2C link.", "chip_spec", "no_basis"),
    ("A 72-GPU NVLink domain of the B200 moves 130 TB/s.", "chip_spec", "no_basis"),
])  # fmt: skip
def test_modules_dies_and_domains_are_not_one_chip(text: str, measure: str, verdict: str) -> None:
    """Nvidia's data sheets: 186 GB a GB200 and two to a module; 8 TB/s of memory, 10 TB/s between the dies."""
    assert verdicts(text, measure=measure)[-1:] == [verdict]


def test_counts_of_cores_and_host_processors_are_no_speeds_or_chips(world: World) -> None:
    """Numbers before "cores" take no unit from a bandwidth beside them, and CPUs are no accelerators."""
    text = ("The B200 joins 4 Tensor Cores a block with 8 TB/s of memory bandwidth, and beside it stand 72 Arm "
            "Neoverse V2 cores (144 total) and 144 multiprocessors (132 active).\n\nA GB200 NVL72 has 36 Grace CPUs.")
    found = told(world, text)
    assert [each["value"] for each in found if each["measure"] == "chip_spec"] == [8.0]
    assert all(each["verdict"] in ("consistent", "no_basis") for each in found)


def test_a_figure_after_a_possessive_is_of_that_chip(world: World) -> None:
    """Nvidia prints 3,958 teraflops of FP8 with sparsity for the H100, and 4,500 dense ones for the B200."""
    text = ("The B200 gives 4,500 teraflops of dense FP8, 2.3x more than the H100's 3,958 teraflops with sparsity.")
    found = {each["value"]: each for each in told(world, text)}
    assert found[3958.0]["subject"] == "h100"
    assert found[3958.0]["verdict"] == found[4500.0]["verdict"] == "consistent"


def test_the_first_name_of_a_title_is_what_its_list_is_about(world: World) -> None:
    """A list under a title is of the chip that the title begins with, whatever line and rivals it names."""
    text = ("Nvidia B200 - Blackwell flagship\n\n- 192 GB of memory, 2.4x the memory of the H100\n"
            "- 1,000 W need liquid cooling\n- two H100s cost less")
    found = [each for each in told(world, text) if each["measure"] == "chip_spec"]
    assert [each["subject"] for each in found] == ["b200"] * len(found)
    assert len(found) >= 3


@pytest.mark.parametrize(("text", "published", "found"), [
    ("The ring moved H100 chips through third countries like Thailand to evade American restrictions.", "2025-12-01",
     [("h100", "CN", "consistent")]),
    ("The arrests come amid US curbs on advanced semiconductors and a decision to allow the H200 to go to Beijing.",
     "2026-02-01", [("AI chips", "CN", "consistent")]),
    ("Until now, the H20 has been the best chip that Nvidia could legally sell to China.", "2025-04-16",
     [("h20", "CN", "consistent")]),
    ("Until now, the H100 has been the best chip that Nvidia could legally sell to China.", "2025-04-16",
     [("h100", "CN", "inconsistent")]),
])  # fmt: skip
def test_routes_rules_at_large_and_what_held_until_now(
    world: World, text: str, published: str, found: list[tuple[str, str, str]]
) -> None:
    """The H20 went freely to China until the letter of 9 April 2025; the H100 has not since 2022, by whatever route."""
    made = [each for each in told(world, text, published) if each["measure"] == "export_status"]
    assert [(each["subject"], each["reference"], each["verdict"]) for each in made][: len(found)] == found


def test_accused_who_worked_separately_are_no_independent_sources(world: World) -> None:
    """A "citizen" cites nobody, and people who worked separately confirm nothing."""
    text = "Prosecutors say a Chinese citizen and a partner worked separately to smuggle Nvidia's H100 chips to China."
    codes = [finding["code"] for each in told(world, text, "2025-12-10") for finding in each["findings"]]
    assert "OC502" not in codes


def test_lines_below_a_heading_are_of_the_firm_it_names(world: World) -> None:
    """In sections on firms a sum without a name is that of the heading, and a row of totals that of none of them."""
    text = ("### Microsoft - $80 billion (2025)\n**Capex:** $80 billion for the year.\n"
            "- $13.5 billion in Wisconsin, beside a consortium with Nvidia and xAI\n\n"
            "### Amazon (AWS) - $75 billion (2025)\n**Capex:** $76 billion guided for 2025 (without shops).\n\n"
            "| Company | 2026 capex |\n|---|---|\n| Amazon | $200B |\n| Total | $725B |\n\n"
            "Collectively, the four companies plan to spend $380 billion.")
    of = {each["value"]: each["subject"] for each in told(world, text) if each["measure"] == "organisation_spend"}
    assert {of[13.5e9], of[80e9]} == {"microsoft"}
    assert (of[76e9], of[200e9], of[725e9]) == ("amazon", "amazon", "Total")
    assert of[380e9] == "four companies"


@pytest.mark.parametrize(("text", "verdict"), [
    ("Shipping from early 2025, the B200 is Nvidia's flagship.", "no_basis"),
    ("The H100 began shipping in October 2022.", "consistent"),
    ("The H100 began shipping in 2020.", "inconsistent"),
])  # fmt: skip
def test_chips_ship_after_their_release_and_never_before(text: str, verdict: str) -> None:
    """Nvidia's H100 came out in October 2022 and the B200 in December 2024; deliveries go on for long after that."""
    assert verdicts(text, "2026-06-01", "release_date") == [verdict]


def test_a_figure_before_of_is_of_the_chip_after_it(world: World) -> None:
    """What "it" has is told first; "the 750 W of the MI300X" are the MI300X's (AMD's data sheet)."""
    text = "The H100 is older. It draws 700 W, a little less than the 750 W of the MI300X."
    of = {each["value"]: each for each in told(world, text) if each["measure"] == "chip_spec"}
    assert (of[700.0]["subject"], of[750.0]["subject"]) == ("h100", "mi300x")
    assert {of[700.0]["verdict"], of[750.0]["verdict"]} == {"consistent"}


def test_three_more_plants_are_no_money(world: World) -> None:
    """A count of plants after a sum is no part of what the sums come to."""
    text = "TSMC pledged another $100 billion for three more plants. That brings the total to $165 billion."
    assert all(each["verdict"] != "inconsistent" for each in told(world, text))


@pytest.mark.parametrize(("text", "value", "subject", "unit"), [
    ("Nvidia trimmed the A100's 600 GBps interconnect.", 600.0, "a100", "GB/s"),
    ("The H800 has an interconnect of 400 GBps.", 400.0, "h800", "GB/s"),
    ("The A800 has a chip-to-chip transfer rate of 400 gigabytes (GB) a second, as opposed to the 600 GB of the A100.",
     600.0, "a100", "GB/s"),
])  # fmt: skip
def test_bytes_a_second_however_they_are_written(
    world: World, text: str, value: float, subject: str, unit: str
) -> None:
    """Data sheets: 600 gigabytes a second between A100s, 400 between A800s and H800s."""
    found = [each for each in told(world, text, "2023-06-01") if each["value"] == value]
    assert [(each["subject"], each["unit"], each["scope"], each["verdict"]) for each in found] == [
        (subject, unit, "interconnect", "consistent")]


@pytest.mark.parametrize("text", [
    "It all began with the A800, which slowed the NVLink interconnect from 600 to 400 GB/s.",
    "The A800's interconnect bandwidth was reduced from 600 GB/s to 400 GB/s.",
    "Nvidia cut the data transfer rate between chips on the H800 to less than half of the H100.",
])  # fmt: skip
def test_what_a_link_was_cut_from_is_of_the_chip_before(world: World, text: str) -> None:
    """The A800 is an A100 whose links run at 400 of 600 gigabytes a second, the H800 an H100 with 400 of 900."""
    found = [each for each in told(world, text, "2023-06-01") if each["measure"] == "chip_spec"]
    assert found
    assert {each["verdict"] for each in found} == {"consistent"}
    assert {each["scope"] for each in found} == {"interconnect"}


def test_a_ban_on_a_chatbot_is_none_on_a_chip(world: World) -> None:
    """What China bars of a foreign service says nothing of the chips that it buys."""
    text = "Alibaba uses the H800. China has banned ChatGPT, so its firms compete to build their own."
    assert not [each for each in told(world, text, "2023-06-01") if each["measure"] == "export_status"]


def test_takings_are_no_share_prices_and_no_outlays(world: World) -> None:
    """Earnings, revenue and what analysts expected of them are neither moves of a share nor spending."""
    text = ("Nvidia's adjusted EPS surged 57% year over year. Data center sales reached $41.1 billion, below the "
            "$41.29 billion that analysts expected. Gaming and networking revenue came to $4.3 billion and "
            "$7.25 billion.\n\n"
            "| Nvidia | Q1 2025 | Q1 2026 | Change |\n|---|---|---|---|\n"
            "| Operating income | $16.91 billion | $21.64 billion | 28% |")
    assert not [each for each in told(world, text, "2025-05-29")
                if each["measure"] in ("market_move", "organisation_spend")]


def test_figures_of_numbered_members_are_not_those_of_the_line() -> None:
    """What is told of "the 960" is held against no other Ascend, and what no chip is named for against none."""
    text = ("Huawei's Ascend line goes on to the 960/970 chips (up to 8 PFLOPS, 4 TB/s interconnect).\n\n"
            "The CloudMatrix 384 joins the 910B and the 910C.\n\nIts memory brings 4 TB/s, and 288 GB of capacity.")
    assert "inconsistent" not in verdicts(text, measure="chip_spec")


def test_an_article_without_a_day_may_be_of_the_time_when_it_was_so(world: World) -> None:
    """The A100 was presumed denied until January 2026; a text without a day may have been written before."""
    text = ("Washington rolled out red tape. It is to keep Nvidia from selling the A100 to China. The firm was not "
            "amused. It sells another chip there. Analysts were surprised.")
    assert all(finding["code"] != "OC402" for each in told(world, text) for finding in each["findings"])
    assert "inconsistent" not in verdicts(text, measure="export_status")


@pytest.mark.parametrize("text", [
    "Microsoft joined a $40 billion consortium that buys data centres.",
    "Microsoft's acquisition of data centres was worth $40 billion.",
    "The table lists Meta and Microsoft. Compared to $410 billion in 2025, that is a rise of 77%.",
])  # fmt: skip
def test_ventures_and_sums_of_nobody_named_are_no_firms_year(text: str) -> None:
    """What one venture takes, or all firms of a table together, is not held against what one firm spent in a year."""
    assert "inconsistent" not in verdicts(text, "2026-06-01", "organisation_spend")


def test_one_sentence_does_not_give_a_chip_two_statuses() -> None:
    """Nearly the same words give a chip one status, the likelier one."""
    text = "Until now, the H20 has been the most powerful chip Nvidia could legally sell to China."
    assert verdicts(text, "2025-04-16", "export_status") == ["consistent"]


def test_numbers_of_notes_after_a_blank_are_no_figures(world: World) -> None:
    """A mark such as "[8]" after a word numbers a note, in brackets of its own or in a row of them."""
    text = "OpenAI will deploy 6 gigawatts of AMD's chips [1][3]. Nvidia answered [7]. Intel helps, too [8]"
    assert [each["value"] for each in told(world, text, "2025-10-08")] == [6000.0]


@pytest.mark.parametrize(("text", "measure"), [
    ("Shares of Broadcom are up 46% this year, while AMD's stock has climbed 73%.", "market_move"),
    ("The 910C has 85% of the efficiency of the H100 and takes 23% less energy.", "compute_share"),
])  # fmt: skip
def test_moves_and_efficiencies_are_no_parts_of_one_whole(world: World, text: str, measure: str) -> None:
    """Two shares that rise, or an efficiency and a saving, may come to more than a hundred percent."""
    found = told(world, text, "2025-10-06")
    assert all(finding["code"] != "OC205" for each in found for finding in each["findings"]), measure


def test_a_first_phase_is_not_held_against_all_that_was_agreed() -> None:
    """AMD and OpenAI agreed on 6 gigawatts, of which the first is to stand in 2026 (statement of 6 October 2025)."""
    text = "OpenAI will use 6 gigawatts of AMD's chips, with the first 1 gigawatt deployment in late 2026."
    assert "inconsistent" not in verdicts(text, "2025-10-07", "power")


@pytest.mark.parametrize(("text", "subject"), [
    ("Microsoft supports OpenAI, in which it has invested $13 billion.", "microsoft"),
    ("Nvidia announced plans to invest $100 billion in OpenAI.", "nvidia"),
    ("Amazon has put $8 billion into Anthropic.", "amazon"),
])  # fmt: skip
def test_money_put_into_a_firm_is_its_giver_s_and_no_capital_spending(world: World, text: str, subject: str) -> None:
    """Who is invested in spends nothing, and a stake is not what the investor builds with in a year."""
    found = [each for each in told(world, text, "2025-10-08") if each["measure"] == "organisation_spend"]
    assert [each["subject"] for each in found] == [subject]
    assert all(each["verdict"] in ("no_basis", "consistent", "not_due") for each in found)


def test_one_pledge_is_not_held_against_another_of_the_same_firm() -> None:
    """OpenAI's 18 billion for Stargate are not what it agreed to pay Oracle for computing power."""
    text = "SoftBank and OpenAI have each pledged $18 billion, while Oracle and MGX have committed $7 billion."
    assert "inconsistent" not in verdicts(text, "2025-10-08", "organisation_spend")


def test_a_purchase_ban_is_the_buyer_s_own() -> None:
    """China's internet regulator told firms in September 2025 to stop ordering the RTX Pro 6000D."""
    text = "Nvidia's RTX Pro 6000D faces a purchase ban."
    assert set(verdicts(text, "2025-10-01", "export_status")) == {"consistent"}


def test_respectively_deals_figures_out_in_order(world: World) -> None:
    """Omdia counted 196,000 Hopper chips for Amazon and 169,000 for Google in 2024; each figure is of its own buyer."""
    text = "Amazon (AMZN) and Alphabet's (GOOGL) Google purchased 196,000 and 169,000 Hopper chips, respectively."
    found = [each for each in told(world, text, "2024-12-20") if each["measure"] == "chips_shipped"]
    assert [(each["value"], each["reference"]) for each in found] == [(196000.0, "amazon"), (169000.0, "google")]
    text = ("Huawei made 100,000 Ascend 910C chips and 300,000 Ascend 910B chips in 2025, up from 1,000 and 200,000 "
            "units in 2024, respectively.")
    found = [each for each in told(world, text, "2026-02-20") if each["measure"] == "chips_shipped"]
    assert [(each["value"], each["subject"]) for each in found][2:] == [(1000.0, "ascend-910c"),
                                                                       (200000.0, "ascend-910b")]


def test_a_fiscal_year_is_not_held_against_the_calendar_s(world: World) -> None:
    """Microsoft told of 80 billion dollars for the year to June 2025; its calendar quarters come to more."""
    text = "Microsoft put its capex at $80 billion for fiscal year 2025 alone."
    found = [each for each in told(world, text, "2025-08-01") if each["measure"] == "organisation_spend"]
    assert [(each["time"], each["verdict"]) for each in found] == [("FY2025", "consistent")]


def test_the_six_operations_of_the_rule_are_no_work_of_another_run(world: World) -> None:
    """Of two works in a sentence neither is held to its sizes; the six operations of the rule are none of them."""
    text = ("With 37 billion active parameters and 14.8 trillion tokens, the rule of six operations per parameter and "
            "token puts V3's training at 3.3e25 FLOP.")
    work = told(world, text, "2025-02-11")[-1]
    assert "OC204" in {finding["code"] for finding in work["findings"]}

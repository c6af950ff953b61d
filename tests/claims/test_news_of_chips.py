"""What the news says beside its claims on chips: results, arrests, yields, machines that make chips, datelines."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

DAY = dt.date(2025, 12, 1)


def read(text: str) -> list[Claim]:
    """The claims of a text."""
    return Reader(load_names()).read_text(text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "AMD sells the MI308 in China. It brought in an estimated $800 million in 2024.",
        "AMD expects about $700 million in write-downs on stock that it cannot sell.",
        "Officers held four men for shipping Nvidia chips to China under false papers.",
        "Its process, called N+3, gives a yield rate of nearly 55%.",
        "The US stopped the sale of EUV scanners to China in 2019.",
        "Comparable halls by Oracle and Crusoe took around 14 months to erect.",
        "In May the firm bought a 2 million-square-foot hall for its chips.",
        "Workloads of that kind are 40% of new use at Amazon Web Services, up from 11% a year ago.",
        "Intel released its results for the second quarter of fiscal 2025 on 24 July 2025.",
        "AMD lobbied in Washington last week to press the company's case on its chips.",
        "The firm got enough dies to build 600,000 AI chips, a report says.",
        "It is unrealistic to expect a lead of more than three years over China.",
        "Each hall will hold up to 40,000 H100s.",
        "The firm pruned the chip, which let it develop a weaker H20 of its own.",
        "Thieves took drivers' licences and the papers of a maker of AI chips.",
    ],
)
def test_what_is_no_measure_is_no_claim(text: str) -> None:
    """Takings, losses, people, good dies, lithography, months of building and areas are none of the measures."""
    soft = ("forecast", "not_auditable")
    assert [claim.measure for claim in read(text) if claim.measure not in soft] == []


def test_a_date_on_a_line_of_its_own_is_when_the_article_came_out() -> None:
    """The day under a headline is no release of the chip that the headline names."""
    found = read("Huawei shows the Ascend 950\n\n1 December 2025\n\nMore.")
    assert all(claim.measure != "release_date" for claim in found)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Firms in Japan may go on buying the H200 without restrictions.", "allowed"),
        ("The rule exempts orders of up to 900 H200s from needing an export licence.", "allowed"),
        ("The government restricted exports of the H200 to China and later changed the rules.", "restricted"),
        ("The government lifted the restrictions on exports of the H200 to China.", "allowed"),
    ],
)
def test_a_status_is_what_the_clause_says_of_the_rule(text: str, scope: str) -> None:
    """What is free of restrictions is allowed, and what is restricted is not, unless that is taken back."""
    assert [claim.scope for claim in read(text) if claim.measure == "export_status"] == [scope]


def test_a_range_after_up_from_is_one_range() -> None:
    """A dash between two figures makes a range, also after "from"."""
    found = [(claim.low, claim.high) for claim in read("Meta raised its capex guidance to $70–72B, up from $66–69B.")]
    assert (66e9, 69e9) in found


def test_a_quarter_of_a_fiscal_year_has_no_months_of_the_calendar() -> None:
    """The third quarter of fiscal 2026 ended in October 2025 at Nvidia: it does not lie after November 2025."""
    times = [claim.time for claim in read("Nvidia spent $4 billion on servers in the third quarter of fiscal 2026.")]
    assert times == ["FY2026"]


def test_the_time_of_day_is_no_rate() -> None:
    """A duty that starts at 12:05 is no duty of 12 percent."""
    found = [claim.value for claim in read("From 12:05 a.m. on 1 March a 30% duty applies to imports of such chips.")]
    assert found == [30.0]


def test_a_plus_before_the_scale_bounds_the_sum() -> None:
    """$90+ billion is at least 90 billion."""
    claim = next(each for each in read("Amazon will put $90+ billion into data centres this year."))
    assert (claim.low, claim.qualifier) == (90e9, "at_least")


def test_the_head_of_a_column_tells_the_year_and_changes_are_no_moves() -> None:
    """In a table of spending by year each sum is of the year above it, and growth is no move of shares."""
    text = "| Firm | 2023 Capex | 2024 Capex | YoY growth |\n|---|---|---|---|\n| Meta | $28B | $39B | +39% |\n"
    assert [(claim.value, claim.time) for claim in read(text)] == [(28e9, "2023"), (39e9, "2024")]

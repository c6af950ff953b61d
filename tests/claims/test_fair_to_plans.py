"""Plans that newer ones replace, sums for one site, and restrictions that are licences, judged as they are told."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


def _verdict(text: str, published: str, quote: str) -> tuple[str, set[str]]:
    audit = WORLD.check_text(text, published=published)
    each = next(each for each in audit.claims if quote in each.claim.quote)
    return each.verdict, {found.code for found in each.then.findings}


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        ("Alphabet put its capex for 2025 at $91-93 billion, up from $75 billion in May.", "2025-11-03", "75"),
        ("Meta, which projected capex of $64 billion to $72 billion for 2025, says it will go on.", "2025-05-20", "64"),
        ("Microsoft puts $3.3 billion in Wisconsin and $7.2 billion in Spain into data centres.", "2025-11-03", "3.3"),
    ],
)
def test_an_older_or_newer_plan_or_a_sum_for_one_site_refutes_nothing(text: str, published: str, quote: str) -> None:
    """Another plan of the year, or what goes to all sites, is no evidence against a sum that is told apart from it."""
    verdict, codes = _verdict(text, published, quote)
    assert verdict not in ("inconsistent", "drifted")
    assert "OC301" not in codes


@pytest.mark.parametrize(
    ("text", "published", "verdict"),
    [
        ("Washington restricted exports of the H20 to China.", "2025-04-20", "consistent"),
        ("Washington restricted exports of the H20 to China.", "2024-11-20", "inconsistent"),
    ],
)
def test_a_need_for_a_licence_is_a_restriction(text: str, published: str, verdict: str) -> None:
    """The letters of April 2025 restricted the H20 by asking for a licence; before them nothing did."""
    assert _verdict(text, published, "H20")[0] == verdict


def test_a_part_of_a_fleet_is_not_refuted_by_the_whole() -> None:
    """XAI's Colossus was told to run 230,000 chips, 50,000 of them H200s: the whole does not speak against a part."""
    text = "Colossus runs on 50,000 H200s, besides older chips."
    assert _verdict(text, "2025-10-03", "50,000")[0] != "inconsistent"


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # CNAS, 11 June 2025: 140,000 chips in 2024; one deed is no rate of all
        ("One smuggler is said to have moved 2,600 H100s to China.", "2025-06-20", "2,600"),
        # 24 October 2023: 12,500 a year by 2025
        ("CNAS says that thousands of AI chips may have been smuggled to China in 2023.", "2024-01-20", "thousands"),
        # 200,000 stood there on that day; what it will house is another count
        ("Colossus will house 900,000 Nvidia chips in the future.", "2025-05-27", "900,000"),
        # a data sheet tells the peak, not the speed in use
        ("In inference the Ascend 910C delivers 62% of the performance of the H100.", "2025-06-14", "62%"),
        ("The US allowed limited exports of AI chips to China for a share of the sales.", "2025-08-20", "exports"),
    ],
)
def test_one_deed_another_year_a_plan_and_speed_in_use_are_not_refuted(text: str, published: str, quote: str) -> None:
    """What is known of all, of another year, of today or of the peak is no evidence against these."""
    verdict, codes = _verdict(text, published, quote)
    assert verdict not in ("inconsistent", "drifted")
    assert not codes & {"OC301", "OC402"}


def test_licences_that_were_never_granted_are_still_needed() -> None:
    """That no licence was granted does not say that none is needed."""
    text = "Licences are needed to export the H20 to China, but no such licence has been granted."
    assert _verdict(text, "2025-05-17", "icences")[0] == "consistent"


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # on 24 June 2024 alone it fell by 6.7%
        ("Nvidia has shed 14% from its high in just four trading sessions.", "2024-06-25", "14%"),
        ("Nvidia's shares slipped 1.2% in premarket trading.", "2025-09-17", "1.2%"),
        ("Alphabet's shares rose 31% in the last three months of 2025.", "2026-01-27", "31%"),
        # 14 July 2025: the government said that licences would be granted
        ("AMD has approval to sell its MI308 in China again.", "2025-07-16", "MI308"),
        ("Amazon, Alphabet, Microsoft and Meta together plan to spend $610 billion in 2026.", "2026-02-07", "610"),
    ],
)
def test_moves_of_days_approvals_and_sums_of_several_are_not_refuted_by_one(
    text: str, published: str, quote: str
) -> None:
    """A day's move, a rule that asks for licences and what one firm plans are no evidence against these."""
    assert _verdict(text, published, quote)[0] not in ("inconsistent", "drifted")


def test_a_share_that_fell_from_another_is_no_second_part() -> None:
    """50% now and 95% before are one share at two times, and come to no whole."""
    text = "Nvidia's share of the AI chip market in China is 50%, down from 95% in 2021."
    assert "OC205" not in {found.code for each in WORLD.check_text(text, published="2025-07-15").claims
                           for found in each.then.findings}

"""Passages that take a rule's publication for its effect, or find a breach where there was no rule yet."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def codes(world: World, text: str, published: str) -> dict[str, str]:
    """The findings of a passage: code and message, whichever claim they go to."""
    audit = world.claim(text, published=published)
    found = [(each.code, each.message) for each in audit.findings]
    found += [(each["code"], each["message"]) for claim in audit.claims for each in claim.to_dict()["findings"]]
    return dict(found)


EARLY = [
    ("Nvidia broke export law by selling the A800 to China in March 2023.", "23 October 2023"),
    ("DeepSeek smuggled 10,000 A100s that it bought in 2021, in violation of US export controls.", "26 August 2022"),
    ("The H20s that Nvidia shipped to China in 2024 were smuggled past export controls.", "9 April 2025"),
    ("DeepSeek illegally acquired H800 chips in mid-2023.", "23 October 2023"),
    ("Tencent's A100 purchases of 2020 violated US export controls.", "26 August 2022"),
    ("In May 2023 ByteDance unlawfully imported 5,000 H800s.", "23 October 2023"),
    ("Despite the ban, Alibaba received A800 cards in February 2023.", "23 October 2023"),
    ("Chinese buyers defied US controls by importing H20 chips in December 2024.", "9 April 2025"),
    ("AMD evaded the rules when it sold MI250 accelerators to China in January 2022.", "26 August 2022"),
    ("Baidu's order of L40S cards, placed in September 2023, was an illegal purchase.", "23 October 2023"),
]


@pytest.mark.parametrize(("text", "since"), EARLY, ids=[text[:40] for text, _ in EARLY])
def test_a_breach_before_there_was_a_rule_is_told(world: World, text: str, since: str) -> None:
    """On the day of the sale the chip needed no licence for China; the first day on which it did is named."""
    assert f"one has been needed since {since}" in codes(world, text, "2025-06-15").get("OC704", "")


def test_a_licence_is_called_needed_from_the_day_on_which_it_surely_was(world: World) -> None:
    """For the Emirates the letter of August 2023 names no country (Nvidia 10-Q): what is open says no licence yet."""
    slip = codes(world, "G42 illegally bought A100s for the UAE in March 2023.", "2025-06-15")["OC704"]
    assert "one has been needed since 23 October 2023" in slip


@pytest.mark.parametrize("part", ["early", "late"])
def test_a_hyphen_changes_no_part_of_a_year(world: World, part: str) -> None:
    """“early-2021” is the same months as “early 2021”, and so for late."""
    said = [
        codes(world, f"Tencent illegally bought A100s in {part}{mark}2021.", "2025-06-15")["OC704"] for mark in " -"
    ]
    assert said[0] == said[1]


LAWFUL = [
    "DeepSeek bought its A100s legally in 2021, before the ban.",
    "The H100s that Tencent bought in June 2023 were smuggled into China in violation of the ban.",
    "Smugglers moved H100 chips to China in 2024.",
    "Alibaba bought A800 cards in February 2023, which were later banned.",
    "Tencent illegally bought H800s in December 2023.",
    "The sale of A100s to China in 2021 did not violate any rule.",
    "Nvidia sold the H100 to Japan in 2023 and the H100 was smuggled on to China in 2024.",
    "The H800 has been banned for sale to China since 23 October 2023.",
]


@pytest.mark.parametrize("text", LAWFUL, ids=[text[:40] for text in LAWFUL])
def test_no_breach_is_denied_where_there_was_a_rule_or_none_is_alleged(world: World, text: str) -> None:
    """A sale called lawful, and one after the rule, have nothing to mend."""
    assert "OC704" not in codes(world, text, "2025-06-15")


LATE = [
    ("The H800 was sold to China in December 2023, before the ban.", "23 October 2023"),
    ("DeepSeek bought H100s in 2023, before they were banned.", "26 August 2022"),
    ("Tencent legally bought A800 cards in January 2024.", "23 October 2023"),
    ("Nvidia shipped H20s to China in May 2025, ahead of the curbs.", "9 April 2025"),
    ("Alibaba ordered L40S cards in 2024, prior to the export controls.", "23 October 2023"),
]


@pytest.mark.parametrize(("text", "since"), LATE, ids=[text[:40] for text, _ in LATE])
def test_a_sale_before_a_rule_that_already_held_is_told(world: World, text: str, since: str) -> None:
    """On the day of the sale the chip needed a licence for China; the first day on which it did is named."""
    assert f"without a licence even then, since {since}" in codes(world, text, "2025-06-15").get("OC706", "")


BEFOREHAND = [
    "DeepSeek bought its A100s legally in 2021, before the ban.",
    "Alibaba bought A800 cards in February 2023, before they were banned.",
    "Nvidia sold the H20 to China in 2024, before the curbs.",
    "Nvidia sold the H100 to Japan in 2023, before the controls on China were tightened.",
    "DeepSeek bought A800s in 2023, before they were banned.",
]


@pytest.mark.parametrize("text", BEFOREHAND, ids=[text[:40] for text in BEFOREHAND])
def test_a_sale_before_its_rule_is_left_alone(world: World, text: str) -> None:
    """A sale that was free on some day of its time, or went where no rule held, has nothing to mend."""
    assert "OC706" not in codes(world, text, "2025-06-15")


PUBLISHED = [
    ("The export rule took effect on 17 October 2023, and the H800 was no longer sold to China.", "17 November 2023"),
    ("The new US chip export controls came into force on October 25, 2023.", "17 November 2023"),
    ("New chip controls, effective from October 25, 2023, cut off the A800.", "17 November 2023"),
    ("The H800 has been banned for sale to China since 17 October 2023.", "17 November 2023"),
    ("Since October 13, 2022, when the chip rule took effect, the A100 has needed a licence.", "21 October 2022"),
    ("The AI diffusion rule took effect on 15 January 2025.", "15 May 2025"),
    ("Washington's controls on high-bandwidth memory came into force on 5 December 2024.", "31 December 2024"),
    ("The Emirates joined the favoured group when the chip rule took effect on 14 July 2026.", "10 July 2026"),
]


@pytest.mark.parametrize(("text", "effective"), PUBLISHED, ids=[text[:40] for text, _ in PUBLISHED])
def test_a_day_of_publication_told_as_that_of_effect_is_named(world: World, text: str, effective: str) -> None:
    """The day is the one in the Federal Register or of the release; the day of effect or duty is given beside it."""
    assert effective in codes(world, text, "2026-10-15").get("OC705", "")


IN_FORCE = [
    "The rules were released on 17 October 2023 and took effect on 17 November 2023.",
    "The export rule took effect on 17 November 2023.",
    "The controls, published on 25 October 2023, took effect three weeks later.",
    "The H20 has needed a licence for China since 9 April 2025.",
    "The rule of January 2026 took effect on 15 January 2026.",
    "GPT-4 took effect in our lab on 17 October 2023.",
    "The letter barred sales of the H800 to China as of 23 October 2023.",
]


@pytest.mark.parametrize("text", IN_FORCE, ids=[text[:40] for text in IN_FORCE])
def test_a_true_day_of_effect_is_left_alone(world: World, text: str) -> None:
    """Where the day is that of effect, or the sentence says that it is that of publication, nothing is found."""
    assert "OC705" not in codes(world, text, "2026-10-15")


SPARSE = [
    ("The H100 delivers 3,958 TOPS of dense INT8.", "OC103"),
    ("Nvidia's H200 reaches 1,979 teraflops of dense BF16.", "OC103"),
    ("Without sparsity the A100 performs 1,248 TOPS in INT8.", "OC103"),
    ("DeepSeek trained V3 on 2,048 H100 GPUs.", "OC104"),
    ("DeepSeek-V3 used 2.788 million H100 hours.", "OC104"),
]


@pytest.mark.parametrize(("text", "code"), SPARSE, ids=[text[:40] for text, _ in SPARSE])
def test_sparse_speeds_and_another_chip_are_named(world: World, text: str, code: str) -> None:
    """A speed with sparsity called dense, and the H100 put for the H800, are said to be that."""
    assert code in codes(world, text, "2025-06-15")

"""Claims on export rules, judged by what was in force on the article's day and by what is known now."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    ("Nvidia needs a US licence to sell the H20 to China.", "2025-05-01", "consistent"),
    ("Nvidia needs a US licence to sell the H20 to China.", "2025-03-01", "inconsistent"),
    ("Nvidia needs a US licence to sell the A800 to China.", "2023-06-01", "inconsistent"),
    ("AMD's MI325X carries a 25% tariff when it enters the United States.", "2026-02-01", "consistent"),
    ("Nvidia's H200 NVL carries a 25% tariff when it enters the United States.", "2026-02-01", "inconsistent"),
])  # fmt: skip
def test_a_claim_is_judged_by_the_law_of_its_day(world: World, sentence: str, published: str, verdict: str) -> None:
    """The letter of 9 April 2025, the rule of October 2022 and the bands of January 2026 decide."""
    claims = world.claim(sentence, published=published).claims
    assert [claim.verdict for claim in claims] == [verdict]


def test_rules_announced_and_not_yet_in_force_are_told_with_both_days(world: World) -> None:
    """In January 2025 the diffusion framework was announced on the 13th, to be obeyed from 15 May (90 FR 4544)."""
    audit = world.claim("Washington imposed new restrictions on chip exports to China.", published="2025-01-29")
    claim = audit.claims[0]
    assert claim.verdict == "consistent"
    assert "announced on 13 January 2025, to be obeyed from 15 May 2025" in claim.to_dict()["reason"]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    ("On Tuesday the US imposed new restrictions on the A800, scheduled to take effect in November.", "2023-10-20",
     "consistent"),
    ("Washington's ban on A800 sales to China will take effect in November.", "2023-10-20", "consistent"),
    ("Washington's ban on A800 sales to China took effect on Tuesday.", "2023-10-20", "inconsistent"),
])  # fmt: skip
def test_what_is_announced_is_judged_by_the_day_it_takes_hold(
    world: World, sentence: str, published: str, verdict: str
) -> None:
    """The rule of 17 October 2023 held from 17 November (88 FR 73458): to say so is right, that it holds is not."""
    claims = [each.to_dict() for each in world.claim(sentence, published=published).claims]
    assert [each["verdict"] for each in claims if each["measure"] == "export_status"] == [verdict]


@pytest.mark.parametrize(("chip", "verdict"), [("H200", "consistent"), ("B200", "inconsistent")])
def test_a_permission_by_licence_is_a_licence(world: World, chip: str, verdict: str) -> None:
    """Since January 2026 the H200 to China is weighed case by case, and the B200 is presumed denied (91 FR 1684)."""
    audit = world.claim(f"The {chip} may be exported to China with a licence reviewed case by case.",
                        published="2026-03-01")  # fmt: skip
    assert {claim.verdict for claim in audit.claims} == {verdict}


def test_a_chip_is_not_said_to_have_been_free_before_it_was_there(world: World) -> None:
    """Nothing was forbidden before August 2022, but the B200 came in 2024: that is no news of it."""
    audit = world.claim("The B200 can be sold to China without a licence.", published="2026-03-01")
    assert "OC402" not in {finding["code"] for claim in audit.claims for finding in claim.to_dict()["findings"]}


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("Washington banned the sale of the H100 to China in October 2022.", "consistent"),
    ("Washington banned the sale of the H800 to China in March 2023.", "inconsistent"),
    ("A year later, in October 2023, the H800 was barred from China as well.", "consistent"),
    ("The H20 was sold freely to China until April 2025.", "consistent"),
    ("The H100 was sold freely to China until April 2025.", "inconsistent"),
    ("On 15 April 2025 Washington began to require a licence for the H20 to China.", "consistent"),
    ("In January 2026 the H200 was allowed to be sold to approved Chinese customers.", "consistent"),
    ("In December 2025 the H200 was allowed to be sold to approved Chinese customers.", "scope_dependent"),
    ("In January 2026 the B200 was allowed to be sold to approved Chinese customers.", "inconsistent"),
])  # fmt: skip
def test_what_was_ruled_then_is_judged_by_its_own_day(world: World, sentence: str, verdict: str) -> None:
    """Told in February 2026, the bans of October 2022 and 2023 are right though the H100 may since be licensed."""
    claims = [each.to_dict() for each in world.claim(sentence, published="2026-02-03").claims]
    assert [each["verdict"] for each in claims if each["measure"] == "export_status"] == [verdict]

@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    # licences issue against 15% of the revenue since August 2025; before that none was given
    ("The US now allows Nvidia to sell the H20 to China.", "2025-08-20", "scope_dependent"),
    ("Nvidia may sell the H20 to China.", "2025-05-20", "inconsistent"),
    # weighed case by case since 15 January 2026 (91 FR 1684), announced on 8 December 2025
    ("Nvidia may sell the H200 to China.", "2026-02-01", "scope_dependent"),
    ("The H200 may go to China if the Commerce Department approves each sale.", "2026-02-01", "consistent"),
    ("The H200 may go to China subject to the approval of each sale.", "2026-02-01", "consistent"),
    ("Trump said the US would allow Nvidia to sell the H200 to China.", "2025-12-09", "not_due"),
    ("Nvidia may sell the H200 to China.", "2025-11-01", "inconsistent"),
    # published on 17 October 2023, in force within a month
    ("The new rules also bar sales of the A800 to China.", "2023-10-20", "consistent"),
    ("Nvidia is barred from selling the A800 to China.", "2023-06-20", "inconsistent"),
    # published on 13 January 2025, to be obeyed from 15 May
    ("Under the new rule, the H100 would need a licence to go to India.", "2025-01-20", "consistent"),
])  # fmt: skip
def test_news_of_a_rule_is_judged_by_what_the_rule_brings(
    world: World, sentence: str, published: str, verdict: str
) -> None:
    """What a government says it will do, or has published, is not refuted by what still held on that day."""
    claims = world.claim(sentence, published=published).claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("Nvidia cannot sell the H20 to China.", "inconsistent"),
    ("Nvidia can't sell the H100 in China.", "consistent"),
    ("Nvidia is not allowed to sell the H100 in China.", "consistent"),
    ("Nvidia has stopped selling the H20 to China.", "inconsistent"),
    ("Nvidia can still sell the H20 to China.", "consistent"),
    ("Nvidia can legally sell the H100 to China.", "inconsistent"),
])  # fmt: skip
def test_a_word_of_trade_that_is_denied_tells_of_a_bar(world: World, sentence: str, verdict: str) -> None:
    """In June 2024 the H100 was barred and the H20 free: "cannot sell" is the opposite of "can"."""
    claims = world.claim(sentence, published="2024-06-01").claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    ("Howard Lutnick said the H20 should be banned.", "2025-02-03", "not_checkable"),
    ("Hawks want to ban sales of the H20 to China.", "2024-05-01", "not_checkable"),
    # a licence since 15 April 2025 (AMD's own filing), and since August 2023 for some of the Middle East
    ("AMD's MI308 is also barred from China without a licence.", "2025-04-18", "consistent"),
    ("Nvidia needs a licence to sell the H100 to some countries in the Middle East.", "2023-09-15", "no_basis"),
])  # fmt: skip
def test_wishes_regions_and_double_negations_are_no_statuses_of_china(
    world: World, sentence: str, published: str, verdict: str
) -> None:
    """What somebody wants is no rule, a region is not China, and "barred without" needs a licence."""
    claims = world.claim(sentence, published=published).claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    # every chip of the design is presumed to be denied (88 FR 73458), since January 2026 too (91 FR 1684)
    ("Blackwell chips remain off limits to China.", "2025-12-09", "consistent"),
    ("Nvidia's Blackwell chips may be exported to China on a case-by-case basis.", "2026-02-10", "inconsistent"),
    ("Nvidia can sell its Blackwell GPUs to China freely.", "2025-09-02", "inconsistent"),
    # of Hopper the H20 was free, the H100 not
    ("Nvidia may not sell Hopper chips to China.", "2024-06-10", "scope_dependent"),
    # of the cards for play the RTX 5090D V2 was
    ("Nvidia sells its Blackwell gaming cards to China freely.", "2025-09-02", "scope_dependent"),
])  # fmt: skip
def test_a_line_of_chips_is_judged_by_its_members(world: World, sentence: str, published: str, verdict: str) -> None:
    """What holds of all members holds of the line; where they differ, each has its say."""
    claims = world.claim(sentence, published=published).claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    # published on 15 January 2025, to be obeyed from 15 May (90 FR 4544); Poland is not among the 18 partners
    ("Under the framework announced on Monday, Poland would need a licence for the H100.", "2025-01-14", "consistent"),
    # a licence was needed since April 2025: trade goes on where licences are given
    ("Nvidia says it will resume sales of the H20 to China.", "2025-07-16", "not_due"),
    ("Nvidia has resumed H20 shipments to China.", "2025-09-16", "scope_dependent"),
])  # fmt: skip
def test_what_is_to_be_needed_and_what_goes_on_again(world: World, sentence: str, published: str, verdict: str) -> None:
    """"Would need" speaks of the day on which a rule binds, and a trade that resumes is allowed."""
    claims = world.claim(sentence, published=published).claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    # the rule of 7 October 2022; the 4090D is made to stay below its successor's line
    ("The Commerce Department on Friday cut China off from advanced AI chips such as Nvidia's A100.", "2022-10-08",
     "consistent"),
    ("Washington has cut China off from the H20.", "2024-06-01", "inconsistent"),
    ("Nvidia's RTX 4090D, made for China, complies with US export rules.", "2024-01-05", "consistent"),
    ("Nvidia says the H800 complies with US export controls.", "2024-01-05", "inconsistent"),
    # a parent in China counts wherever its arm is (744.23, 17 November 2023)
    ("Singapore-based subsidiaries of Chinese firms can freely buy the H200.", "2026-02-20", "inconsistent"),
    # D:4; the specifications were shown on 18 March 2025
    ("A Saudi data centre needs a US licence for the GB300.", "2025-06-20", "consistent"),
])  # fmt: skip
def test_words_of_trade_policy_are_read_as_statuses(world: World, sentence: str, published: str, verdict: str) -> None:
    """To be cut off is to be barred, to comply is to be free, and subsidiaries follow their parents."""
    claims = world.claim(sentence, published=published).claims
    assert [each.verdict for each in claims if each.claim.measure == "export_status"] == [verdict]


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    ("All Blackwell accelerators are cleared for sale in China.", "2025-11-05", "inconsistent"),
    ("Nothing stops AMD from exporting the MI308 to China.", "2025-05-05", "inconsistent"),
    ("Nothing stops Nvidia from exporting the H20 to China.", "2024-05-05", "consistent"),
    # "none may leave without a permit" asks for one
    ("The H20 falls under the licence requirement of October 2023, so none may leave for China without a permit.",
     "2024-02-05", "inconsistent"),
])  # fmt: skip
def test_who_may_leave_without_a_permit(world: World, sentence: str, published: str, verdict: str) -> None:
    """The H20 was free until April 2025, the MI308 was not after it, and Blackwell never was."""
    claims = world.claim(sentence, published=published).claims
    assert {each.verdict for each in claims if each.claim.measure == "export_status"} == {verdict}

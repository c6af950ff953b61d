"""Figures in the name of a source that gives others, and figures given to the wrong thing of their sentence."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.audit import AuditedClaim

WORLD = World()


def claims(text: str, published: str) -> tuple[AuditedClaim, ...]:
    """The audited claims of a passage."""
    return WORLD.check_text(text, published=published).claims


def codes(text: str, published: str) -> set[str]:
    """Every code that the passage gets."""
    audit = WORLD.check_text(text, published=published)
    return {each.code for each in (*(found for claim in audit.claims for found in claim.then.findings),
                                   *audit.findings)}


@pytest.mark.parametrize(("text", "right", "wrong", "day"), [
    # each right figure is the one that the named source published
    ("On SWE-bench Verified Epoch AI finds {} for Claude Sonnet 4.5.", "64.8%", "77.2%", "2026-01-14"),
    ("METR reports that task lengths have doubled every {} since 2023.", "131 days", "31 days", "2026-03-06"),
    ("In Epoch AI's data on clusters the United States holds {} of the performance.", "75%", "57%", "2025-05-29"),
    ("The cost of frontier training runs has grown {} a year, Epoch AI finds.", "2.4x", "4.2x", "2024-09-19"),
    ("By June 2025 Epoch AI lists {} developers with a model over 10^25 FLOP.", "12", "29", "2025-06-13"),
])
def test_a_source_is_held_to_what_it_published(text: str, right: str, wrong: str, day: str) -> None:
    """The figure that the source gives passes; another in its name is drift, with the source's own beside it."""
    assert "OC301" not in codes(text.format(right), day)
    assert "OC301" in codes(text.format(wrong), day)


def test_the_second_source_of_a_sentence_may_leave_its_verb_out() -> None:
    """“A estimates x and B about y”: y is what B says, and is not held against A."""
    text = ("For Gemini Ultra the AI Index estimates $191 million of cloud rent and Epoch AI about $30 million of "
            "amortised hardware and energy; the two are different quantities.")
    assert "OC301" not in codes(text, "2024-06-10")


@pytest.mark.parametrize(("text", "quote", "subject"), [
    ("Nvidia's H800 SXM keeps the H100's 989 teraflops of dense BF16, but its NVLink is cut to 400 gigabytes a second.",
     "400 gigabytes a second", "h800"),
    (("Google's TPU v5p offers 459 teraflops in BF16 and 95 gigabytes of memory, the cheaper v5e 197 teraflops and 16 "
      "gigabytes."), "197 teraflops", "tpu-v5e"),
])
def test_a_figure_of_the_other_thing_of_its_sentence_is_read_as_that(text: str, quote: str, subject: str) -> None:
    """A speed that fits the chip of which the sentence says no other is no mistake of the writer."""
    found = next(each for each in claims(text, "2024-01-23") if each.claim.quote == quote)
    assert (found.verdict, found.claim.subject) == ("consistent", subject)


def test_a_short_name_is_the_model_that_its_maker_in_the_text_gives_it() -> None:
    """“MiniMax ... its own M2” is MiniMax-M2, whatever list of names the sentence was read with."""
    text = ("MiniMax's table gives its own M2 69.4% on SWE-bench Verified; the rivals' values in it are the vendors' "
            "own, marked with stars.")
    found = claims(text, "2025-11-12")
    assert [(each.claim.subject, each.verdict) for each in found] == [("minimax-m2", "consistent")]


def test_each_clause_keeps_its_own_destination() -> None:
    """Of two countries in a sentence, a chip goes to the one that its clause names; a named buyer may be exempt."""
    text = ("In the Emirates G42 can buy GB300s without a licence since July 2026; in Saudi Arabia a licence remains "
            "necessary.")
    found = [each for each in claims(text, "2026-08-19") if each.claim.measure == "export_status"]
    assert found
    assert {(each.claim.reference, each.verdict) for each in found} == {("AE", "consistent")}


def test_a_size_beside_a_family_names_the_model() -> None:
    """“Its 70-billion-parameter Llama 2 in 1.72 million hours” is Llama 2 70B's, by Meta's model card."""
    found = claims("Meta trained its 70-billion-parameter Llama 2 in 1.72 million A100 hours.", "2023-08-03")
    hours = next(each for each in found if each.claim.measure == "chip_hours")
    assert (hours.claim.subject, hours.verdict) == ("llama-2-70b", "consistent")


def test_a_family_is_never_settled_by_the_figure_that_is_claimed() -> None:
    """A number of parameters alone cannot choose the model that it is then compared with."""
    found = claims("Llama 2 has 70 billion parameters.", "2023-08-03")
    assert [(each.claim.measure, each.claim.subject) for each in found] == [("parameters", "Llama 2")]


def test_what_can_no_longer_go_without_a_licence_needs_one() -> None:
    """The letter of April 2025 asks for a licence for the H20; the sentence says so by a double denial."""
    found = claims("The H20 can no longer go to China without an American licence.", "2025-05-20")
    verdicts = {each.claim.scope: each.verdict for each in found}
    assert verdicts["licence"] == "consistent"
    assert set(verdicts.values()) <= {"consistent", "scope_dependent"}


def test_a_family_that_came_out_on_one_day_has_that_day() -> None:
    """Every size of Llama 2 appeared on 18 July 2023, by Meta's model card."""
    for day, verdict in (("18 July 2023", "consistent"), ("18 July 2022", "drifted")):
        found = claims(f"Meta released Llama 2 on {day}.", "2024-10-24")
        assert [each.verdict for each in found if each.claim.measure == "release_date"] == [verdict]


def test_a_family_stands_for_its_largest_model() -> None:
    """Llama 3.1 took 30.84 million hours at 405 billion parameters, and 39.3 million in all; not 60 million."""
    for hours, verdict in (("30.8", "consistent"), ("39.3", "consistent"), ("60", "inconsistent")):
        found = claims(f"Llama 3.1 took {hours} million GPU hours.", "2024-08-15")
        assert [each.verdict for each in found] == [verdict]


def test_a_figure_of_one_size_is_not_that_of_another_named_after_it() -> None:
    """Llama 3 8B took 1.3 million hours and the 70B 6.4 million; a licence that is not needed is none."""
    found = claims("It was the 8B model of Llama 3 that ate up 6.4 million H100-hours.", "2025-09-01")
    assert [each.verdict for each in found] == ["inconsistent"]
    found = claims("Llama 3 8B took 1.3 million H100-hours, and the 70B 6.4 million.", "2025-09-01")
    assert [each.verdict for each in found] == ["consistent", "consistent"]


def test_a_licence_that_is_no_longer_needed_is_none() -> None:
    """Since April 2025 the H20 needs a licence; who says that none is needed is wrong, and before then was right."""
    for day, verdict in (("2025-09-01", "inconsistent"), ("2024-09-01", "consistent")):
        found = claims("For the H20 a licence is not needed to go to China.", day)
        assert [each.verdict for each in found] == [verdict]


def test_a_part_of_the_hours_is_no_time() -> None:
    """A share of somebody's hours is a ratio, and half a year is a time."""
    found = claims("The lab managed with a thirtieth of the hours.", "2025-01-28")
    assert [each for each in found if each.claim.measure in ("training_time", "chip_hours")] == []

"""What a passage gets wrong by its own words: arithmetic done by hand, and days of the calendar."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from oncurve.catalog.names import load_names
from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency import slips
from oncurve.claims.passage import Passages

sys.path.insert(0, str(Path(__file__).parent))
from planted import clean

NAMES = load_names()
CATALOGUE = Catalogue.load()
CASES = Path(__file__).parents[1] / "cases" / "verdicts" / "clean.jsonl"


def found(text: str, published: str = "2025-06-01") -> list[tuple[str, str]]:
    """Codes and the words that each stands on."""
    day = dt.date.fromisoformat(published)
    return [(each.code, text[each.start:each.end]) for each in slips(Passages(text, NAMES, day),
                                                                    CATALOGUE.known_by(day))]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), [
    ("The two runs took 3 million and 4 million chip-hours, {} together.", "7 million", "8 million", "OC203"),
    ("Of the $900 million, one run took $700 million and the others {}.", "$200 million", "$500 million", "OC203"),
    ("The lab has 40,000 chips, {} of them in Ohio.", "15,000", "90,000", "OC208"),
    ("America holds 60% of all computing power and China {}.", "20%", "55%", "OC205"),
    ("At $3 an hour, 2 million chip-hours make {}.", "$6 million", "$60 million", "OC201"),
    ("The run cost $8 million, {} for each of its 2 million chip-hours.", "about $4", "about $40", "OC201"),
    ("They pay $2 billion a month for computing, {} in 12 months.", "$24 billion", "$240 billion", "OC201"),
    ("It ran on 1,000 A100s for 10 days, {}.", "240,000 chip-hours", "2,400,000 chip-hours", "OC202"),
    ("The model used 1,000 H100s. At 2.4 million hours that is {}.", "100 days", "10 days", "OC202"),
    ("On 64 nodes of eight H100s apiece, busy for 30 days, it took {}.", "368,640 GPU-hours", "3.7 million GPU-hours",
     "OC202"),
    ("Each of the 128 servers has eight H100s. In 20 days it took {}.", "491,520 GPU-hours", "49,152 GPU-hours",
     "OC202"),
    ("It took 2.4 million GPU-hours on a cluster of 2,000 H800s. That is {} of work.", "50 days", "150 days", "OC202"),
    ("Compute grows by four to five times each year. Over three years that is a factor of {}.", "64 to 125",
     "12 to 15", "OC207"),
    ("With 10 billion active parameters and 5 trillion tokens it needed {}.", "3e23 FLOP", "3e25 FLOP", "OC204"),
    ("Qwen3-30B-A3B saw 36 trillion tokens, which makes {}.", "6.5e23 FLOP", "6.5e24 FLOP", "OC204"),
    ("The first run took 2 million chip-hours and the second 4 million, {} the hours.", "twice", "five times", "OC207"),
    ("It does 200 teraflops. At 16 bits that is a total processing performance of {}.", "3,200", "32,000", "OC204"),
    ("A hall of 10,000 H100s at 700 watts each draws {}.", "7 megawatts", "700 megawatts", "OC204"),
    ("GPT-4o costs $10 per million tokens and the small one $2, {} less.", "five times", "fifty times", "OC207"),
    ("It scored 80% and the older one 71%, {} less.", "nine points", "nineteen points", "OC207"),
    ("Costs halve every twelve months, which is {} a year.", "2x", "20x", "OC204"),
    ("GPT-4 came out on 14 March 2023 and its successor on {}.", "13 May 2024", "13 May 2022", "OC701"),
    ("GPT-4 came on 14 March 2023 and GPT-4o on 13 May 2024, {} later.", "fourteen months", "four months", "OC703"),
    ("The rule has been in force since {}.", "15 January 2025", "15 January 2026", "OC702"),
])
def test_a_passage_that_adds_up_is_left_alone_and_a_wrong_result_is_found(text: str, right: str, wrong: str,
                                                                          code: str) -> None:
    """Each identity holds in the first form; with the result changed, one finding of its kind is made."""
    assert found(text.format(right)) == []
    assert [each for each, _ in found(text.format(wrong))] == [code]


@pytest.mark.parametrize("text", [
    "The maker and, independently, two blogs that quote it report 79.8%.",
    "A second source, which cites the first, is independent proof.",
])
def test_witnesses_that_repeat_one_another_are_not_two(text: str) -> None:
    """A text that calls independent what by its own words copies the same source gets a finding."""
    assert [code for code, _ in found(text)] == ["OC502"]


@pytest.mark.parametrize("text", [
    "All reports go back to one source, so they are not independent of each other.",
    "The two labs worked independently and published on the same day.",
])
def test_a_text_that_says_so_itself_is_left_alone(text: str) -> None:
    """To deny independence, or to speak of people who worked apart, is no mistake."""
    assert found(text) == []


@pytest.mark.parametrize("text", [
    "The site began with 100,000 chips and now has 200,000. Its newest model used ten times the training compute.",
    "One site has 100,000 chips, the other 200,000, and the second used ten times the power.",
])
def test_a_ratio_of_one_thing_is_not_held_against_amounts_of_another(text: str) -> None:
    """Ten times the compute says nothing of two counts of chips that stand beside it."""
    assert found(text) == []


def test_figures_of_different_things_are_not_added_up() -> None:
    """Parameters and tokens, or money and chips, are no parts of one total."""
    assert found("It has 70 billion parameters, saw 2 trillion tokens and took 1.7 million hours in all.") == []


@pytest.mark.slow
def test_clean_passages_get_no_such_finding() -> None:
    """Of the clean passages, at most 2% get a finding by their own words."""
    wrong = [name for name, published, text in clean(CASES) if found(text, published)]
    assert len(wrong) <= 4, wrong


def test_parts_that_a_colon_lists_are_held_to_their_whole() -> None:
    """10,000, 10,000 and 30,000 make 50,000; with 300,000 in place of 30,000 they are more than the whole."""
    text = "It holds about 50,000 chips: 10,000 of one kind, 10,000 of another and {} of a third."
    assert "OC203" not in {code for code, _ in found(text.format("30,000"))}
    assert "OC203" in {code for code, _ in found(text.format("300,000"))}

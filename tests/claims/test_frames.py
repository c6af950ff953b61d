"""What a source says reads the same wherever the source is named, and a line of capitals as it would be set."""

from __future__ import annotations

import datetime as dt

import pytest

from fuzz.wording import ATTRIBUTIONS
from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
DAY = dt.date(2025, 8, 29)

#: what is said, and of what it is said, by the words alone
SAID = (
    ("Nvidia shares dipped 6.4% on Thursday", ["nvidia"]),
    ("The A100 delivers 312 teraflops", ["a100"]),
    ("Smugglers brought 12,000 H100s into China", ["h100"]),
    ("Nvidia rose 5.4%, AMD 5.1%", ["nvidia", "amd"]),
    ("A licence is not yet required for the A800", ["a800"]),
    ("The more capable o3-pro costs $20 per million input tokens", ["o3-pro"]),
)


@pytest.mark.parametrize(("said", "subjects"), SAID, ids=[each for each, _ in SAID])
@pytest.mark.parametrize("who", ["Reuters", "Jane Okafor"])
def test_the_place_of_a_source_changes_nothing(said: str, subjects: list[str], who: str) -> None:
    """Named before or after what it says, with "that", a colon or quotation marks, a source says the same."""
    for _, form in ATTRIBUTIONS:
        found = READER.read_text(form(who, said), DAY)
        assert [each.subject for each in found] == subjects
        assert [(each.speaker or "").lower() for each in found] == [who.lower()] * len(subjects)


def test_what_is_foretold_stays_a_forecast() -> None:
    """Somebody who expects something says no more than that he expects it."""
    found = READER.read_text("Bernstein expects that Huawei will ship 800,000 chips in 2026.", DAY)
    assert [each.measure for each in found] == ["forecast"]


def test_an_aside_is_nobodys_claim() -> None:
    """What is said of a thing in passing is told by the text itself, not by the source of the sentence."""
    found = READER.read_text("Jane Okafor said that V3, a model released in December, cost $5.6 million.", DAY)
    assert {each.measure: each.speaker for each in found} == {"release_date": None, "training_cost": "Jane Okafor"}


CAPITALS = (
    ("OpenAI Lowered The Price Of O3 By 80% On Tuesday, To $2 Per Million Input Tokens", ["o3", "o3"]),
    ("GPT-4 Cost More Than $100 Million, And A Smaller Model A Tenth Of It", ["gpt-4"]),
    ("TPU V5p Has 95 GB Of Memory A Chip And 459 Teraflops Of Speed", ["tpu-v5p", "tpu-v5p"]),
)


@pytest.mark.parametrize(("line", "subjects"), CAPITALS, ids=[each for each, _ in CAPITALS])
def test_a_line_of_capitals_names_the_same(line: str, subjects: list[str]) -> None:
    """A capital to every word, or nothing but capitals, hides no model and no chip."""
    for text in (line, line.upper()):
        found = [each.subject for each in READER.read_text(text, DAY)]
        assert found[: len(subjects)] == subjects

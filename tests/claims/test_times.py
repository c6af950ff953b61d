"""The time of a claim."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader


def test_the_year_in_a_benchmarks_name_dates_nothing() -> None:
    """The 2024 of "AIME 2024" says nothing of when a price beside it held."""
    text = "R1 scored 79.8% on AIME 2024 and is offered at $2.19 per million output tokens."
    claims = Reader(load_names()).read_text(text, dt.date(2025, 1, 30))
    assert {claim.measure for claim in claims} == {"benchmark_score", "price_per_token"}
    assert {claim.time for claim in claims} == {None}


@pytest.mark.parametrize(("text", "quote", "day"), [
    ("Mistral released Mistral Large 2 on Wednesday (July 24).", "Wednesday (July 24)", "2024-07-24"),
    ("Meta released Llama 3.1 405B on Tuesday (23 July).", "Tuesday (23 July)", "2024-07-23"),
])
def test_a_day_of_the_week_and_its_date_in_brackets_are_one_day(text: str, quote: str, day: str) -> None:
    """The date tells which week is meant, however long ago it was, and the two make one claim."""
    claims = [each for each in Reader(load_names()).read_text(text, dt.date(2024, 9, 30))
              if each.measure == "release_date"]
    assert [(each.quote.removeprefix("on "), each.time) for each in claims] == [(quote, day)]


def test_the_day_of_an_essay_is_no_release() -> None:
    """When somebody wrote of a model is not when the model came out."""
    text = "The chief executive wrote in a post published Thursday (Feb. 6) that Mistral Large 2 was overrated."
    claims = Reader(load_names()).read_text(text, dt.date(2025, 2, 7))
    assert "release_date" not in {each.measure for each in claims}


@pytest.mark.parametrize(("text", "quote", "time"), [
    ("By 2027 Nvidia will ship 3 million H20s to China.", "3 million H20s", "2027"),
    ("In 2024 Nvidia shipped 1 million H20s to China.", "1 million H20s", "2024"),
    ("The model was trained on 2048 Nvidia H800 GPUs.", "2048 Nvidia H800 GPUs", None),
])
def test_a_year_before_a_makers_name_is_a_time_and_a_number_of_its_chips_is_none(text: str, quote: str, time) -> None:
    """What a maker does in a year is told of that year; what stands before its chips counts them."""
    (claim,) = Reader(load_names()).read_text(text, dt.date(2026, 6, 1))
    assert (claim.quote, claim.time) == (quote, time)

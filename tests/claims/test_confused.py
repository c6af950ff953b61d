"""Figures of one kind of thing told as another, by what their makers published and by plain arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency import slips
from oncurve.claims.passage import Passages

NAMES = load_names()
CATALOGUE = Catalogue.load()


def found(text: str, published: str = "2025-06-01") -> set[str]:
    """The codes that a passage gets by its own words and the facts known on its day."""
    day = dt.date.fromisoformat(published)
    return {each.code for each in slips(Passages(text, NAMES, day), CATALOGUE.known_by(day))}


@pytest.mark.parametrize(("text", "right", "wrong", "code"), [
    # Llama 3.1 model card: 30.84 million H100 hours
    ("Training Llama 3.1 405B took {}.", "30.84 million H100 hours", "30.84 million dollars", "OC606"),
    # DeepSeek-V3 report: 5.576 million dollars
    ("The final run of DeepSeek-V3 came to {}.", "$5.576 million", "5.576 million GPU hours", "OC606"),
    ("{} is what DeepSeek reports, $5.576 million, for V3.", "The price of training V3", "The price of using V3",
     "OC601"),
    ("DeepSeek paid $2 {} for each of its H800s.", "an hour", "to buy", "OC606"),
    ("The H100s cost $2 an hour. 30 million H100 hours make {} $60 million.", "a run of", "a whole research budget of",
     "OC603"),
    ("The firm owns {} and 40,000 H100-equivalents of TPUs, 100,000 together.", "60,000 H100-equivalents of GPUs",
     "60,000 GPUs", "OC602"),
    # AI Index 2024: 78.35 million dollars of cloud rent for GPT-4
    ("For GPT-4 the AI Index counts $78.4 million of {}.", "cloud rent", "amortised hardware", "OC606"),
])
def test_each_kind_of_figure_is_told_as_what_it_is(text: str, right: str, wrong: str, code: str) -> None:
    """The passage is left alone with the right words, and gets the finding with the wrong ones."""
    assert code not in found(text.format(right))
    assert code in found(text.format(wrong))


@pytest.mark.parametrize(("text", "right", "wrong"), [
    ("The runs took $3 billion, {} and $1 billion, $5.8 billion together.", "$1.8 billion", "$1.8 million"),
    ("At $1.25 billion a month the rent comes to {} in 12 months.", "$15 billion", "$15 million"),
    ("A hall of 10,000 H100s at 700 watts each draws {}.", "7 megawatts", "7 gigawatts"),
    # GPT-3 paper: 300 billion tokens
    ("GPT-3 was trained on {}.", "300 billion tokens", "300 million tokens"),
    # Llama 3 model card: 1.3 and 6.4 million hours
    ("Llama 3 8B took 1.3 million H100 hours and Llama 3 70B {}.", "6.4 million", "6.4 billion"),
])
def test_a_slip_of_thousands_is_told_where_sums_or_sources_show_it(text: str, right: str, wrong: str) -> None:
    """OC101 comes with a figure that is off by thousands, and not with the right one."""
    assert "OC101" not in found(text.format(right))
    assert "OC101" in found(text.format(wrong))


@pytest.mark.parametrize(("text", "right", "wrong"), [
    ("The letter of 23 October 2023 came before the rule of the same autumn took effect on {}.", "17 November 2023",
     "17 November 2022"),
    ("Since 2023 the length has doubled faster, as the update of {} reports.", "January 2026", "January 2022"),
    ("It appeared on 6 December 2024 and was trained from {}.", "March to May 2024", "January to March 2025"),
])
def test_reports_seasons_and_trainings_keep_their_order(text: str, right: str, wrong: str) -> None:
    """A report is no older than what it tells of, a season has one year, and training ends before the release."""
    assert "OC701" not in found(text.format(right), "2026-03-01")
    assert "OC701" in found(text.format(wrong), "2026-03-01")

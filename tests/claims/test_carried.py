"""What the text before a number says of it: questions, lists that leave words out, two words of one rule."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def read(text: str) -> list[tuple[str, float | None]]:
    """Measure and value of each claim."""
    return [(claim.measure, claim.value) for claim in READER.read_text(text, dt.date(2025, 10, 1))]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Q. What did the run for Corvus-2 cost? A. Nine million dollars.", "training_cost", 9e6),
        ("How far behind the Americans is Europe? Nine months, says the minister.", "capability_lag", 9),
        ("What is the campus in Lulea to draw? 400 megawatts by June.", "power", 400),
        ("Q: GPU-hours? A: About 300,000.", "chip_hours", 3e5),
        ("How many firms can train at 10^26 operations? Eleven, we count.", "companies_able", 11),
        ("How many chips were seized in Rotterdam? 412.", "chips_smuggled", 412),
    ],
)
def test_an_answer_is_of_what_was_asked(text: str, measure: str, value: float) -> None:
    """A number that answers a question is a claim of the question's measure, however short the answer."""
    assert (measure, value) in read(text)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Shares of Nvidia fell 3%, AMD 4 and Intel 2.", "market_move", -4),
        ("The tariff on Chinese chips is 50%; on servers 25.", "tariff_rate", 25),
        ("Corvus-2 was trained on 3 trillion tokens, Corvus-3 on 11.", "training_tokens", 11e12),
        ("Norrland AI spent $40m on compute last year and Skagen Labs $12m.", "organisation_spend", 12e6),
        ("Compute cost of Corvus-2: $3m. Of Corvus-3: $8m.", "training_cost", 8e6),
    ],
)
def test_a_list_carries_its_measure_on(text: str, measure: str, value: float) -> None:
    """The second of two like claims may leave out the unit and the verb of the first."""
    assert (measure, value) in read(text)


def test_two_words_of_a_clause_rule_once() -> None:
    """“May be sold” allows; the verb beside it is no second ruling."""
    claims = READER.read_text("H20 chips may be sold to China.", dt.date(2025, 1, 29))
    assert [(claim.measure, claim.scope) for claim in claims] == [("export_status", "allowed")]


def test_a_number_that_points_back_counts_nothing() -> None:
    """“The two” stands for two things named before, not for a third amount."""
    text = "Norrland AI puts the run at $191 million and Skagen Labs at $30 million; the two are different quantities."
    assert [value for _, value in read(text)] == [191e6, 30e6]

"""Claims on supply are set against the records of supply, and what is odd in a record breaks nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.reconcile import input_of

DAY = "2026-06-01"


@pytest.fixture(scope="module")
def world() -> World:
    """The facts, with few draws."""
    return World(draws=256)


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("Alphabet's capital expenditure came to $52.5 billion in 2024.", "consistent"),
    ("Meta's capex was $9.2 billion in the third quarter of 2024.", "consistent"),
    ("Meta's capex was $29.2 billion in the third quarter of 2024.", "inconsistent"),
    ("Nvidia shipped about 1 million H20 chips to China in 2024.", "consistent"),
    ("Nvidia shipped about 5 million H20 chips to China in 2024.", "inconsistent"),
    ("140,000 chips were smuggled into China in 2024.", "consistent"),
])
def test_a_claim_on_supply_is_settled(world: World, sentence: str, verdict: str) -> None:
    """Spending and shipments that filings and counts give are judged by them."""
    assert [claim.verdict for claim in world.claim(sentence, published=DAY).claims] == [verdict]


def test_the_quarters_of_a_year_are_summed(world: World) -> None:
    """Microsoft's four quarters of 2024 sum to 75.6 billion USD of capital spending: 14.0, 19.0, 20.0 and 22.6."""
    audited = world.claim("Microsoft spent $75.6 billion on capital expenditure in 2024.", published=DAY).claims[0]
    summed = [each.reading.estimate.median for each in audited.then.readings if "by quarter" in each.reading.name]
    assert summed == [75.6e9]


def test_how_many_could_is_computed(world: World) -> None:
    """A count of those able to make a run of a stated compute has an interval, and three names beside it decide it."""
    audited = world.claim("Only five companies could make a training run of 10^26 FLOP in June 2026.",
                          published=DAY).claims[0]
    assert audited.then.headline is not None
    made = audited.then.headline.reading.estimate
    assert made.low < made.high


def test_every_figure_makes_an_input() -> None:
    """No record of supply, also one whose interval begins at nothing, is impossible to draw from."""
    catalogue = Catalogue.load()
    draws = Draws(n=64)
    for row in catalogue.supply:
        value = draws.values(input_of(catalogue, row, f"{row.measure}.{row.chip}.{row.span.start}"))
        assert (value >= 0 if isinstance(value, float) else bool((value >= 0).all())), row


def test_nothing_known_later_is_used(world: World) -> None:
    """An article of 2023 is not judged by counts that came out in 2026."""
    audited = world.claim("Nvidia shipped 300,000 H800 chips to China in 2023.", published="2023-12-31").claims[0]
    known = [each.evidence.known for reading in audited.then.readings for each in reading.reading.estimate.basis
             if each.evidence is not None]
    assert all(day <= dt.date(2023, 12, 31) for day in known)


def test_what_was_spent_goes_before_what_was_to_be_spent(world: World) -> None:
    """Meta's guidance for 2025 was 70 to 72 billion USD; its four quarters sum to 72.18, and those settle the claim."""
    audited = world.claim("Meta spent $72 billion on capex in 2025.", published=DAY).claims[0]
    assert audited.verdict == "consistent"
    assert audited.then.headline is not None
    assert audited.then.headline.reading.estimate.median == pytest.approx(72.18e9)

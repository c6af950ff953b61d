"""Cottier et al. (2024), "The rising costs of training frontier AI models", from its printed constants."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.cost.cottier2024 import amortised_capital, energy, value_at


def test_gpt_4_by_hand_from_the_papers_constants() -> None:
    """GPT-4: 57M A100-hours bought at $24,875 in August 2020 come to $40.16M of hardware and electricity."""
    waited = (dt.date(2022, 5, 12) - dt.date(2020, 8, 12)).days
    value = value_at(24_875, 0.14, waited)
    capital = amortised_capital(57e6, value, 0.14, 0.19)
    power = energy(57e6, 400, 6.5 / 8 / 0.4 * 0.75 * 1.25, 0.0806)
    assert value == pytest.approx(14_165.05, abs=0.01)
    assert capital == pytest.approx(36.66e6, rel=1e-3)
    assert power == pytest.approx(3.50e6, rel=2e-3)
    assert capital + power == pytest.approx(40_155_934, rel=1e-6)


@pytest.mark.parametrize(("model", "dollars"), [
    # dollars of 2023-12 in the paper's table, brought back by its own price index (119.029 over the month's level)
    ("gpt-4", 40_586_593 * 117.766 / 119.029),
    ("inflection-2", 12_961_959),
])
def test_models_of_the_paper_from_the_catalogue(model: str, dollars: float) -> None:
    """The rival reading `cottier2024`, from the facts on record, is what the paper's table gives, to 1%."""
    reading = World().cost(model).scopes["hardware"].readings["cottier2024"]
    assert reading.median == pytest.approx(dollars, rel=0.01)
    assert reading.low < reading.median < reading.high

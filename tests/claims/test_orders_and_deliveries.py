"""Orders, deliveries and shipments of chips as the news told them, and forecasts of a year that is not over."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: the day, and a sentence that what was told by then bears out
TRUE = (
    ("2024-10-02", "ByteDance has ordered more than 100,000 Ascend 910B chips this year."),  # Reuters
    ("2023-11-10", "Baidu ordered 1,600 Ascend 910B chips from Huawei in August 2023."),  # Reuters
    ("2023-08-11", "Chinese internet groups have ordered about 100,000 A800 chips for delivery in 2023."),  # FT
    ("2025-11-21", "The Commerce Department approved the sale of 35,000 GB300 chips to G42."),  # Commerce Department
    ("2025-10-30", "Nvidia has shipped 6 million Blackwell chips in four quarters, Jensen Huang said."),
    ("2025-03-20", "The four biggest American clouds ordered 3.6 million Blackwell chips in 2025, Nvidia said."),
    ("2026-01-30", "China has approved imports of more than 400,000 H200 chips, Reuters reported."),
    ("2025-01-06", "Omdia estimates that Meta bought 173,000 MI300X chips in 2024."),
    ("2024-11-02", "Colossus is to be doubled to 200,000 GPUs."),
    # forecasts, of years that were not over
    ("2024-07-08", "Nvidia is on course to sell about 1 million H20 chips in China in 2024, SemiAnalysis estimates."),
    ("2024-07-08", "Huawei is expected to sell about 550,000 Ascend 910B chips in 2024."),
    ("2025-06-10", "Huawei is expected to ship more than 800,000 Ascend chips in 2025, the WSJ reported."),
)
#: the day, and a sentence with another figure
FALSE = (
    ("2024-10-02", "ByteDance has ordered more than 400,000 Ascend 910B chips this year."),
    ("2023-11-10", "Baidu ordered 2,600 Ascend 910B chips from Huawei in August 2023."),
    ("2023-08-11", "Chinese internet groups have ordered about 300,000 A800 chips for delivery in 2023."),
    ("2025-11-21", "The Commerce Department approved the sale of 95,000 GB300 chips to G42."),
    ("2025-10-30", "Nvidia has shipped 9 million Blackwell chips in four quarters, Jensen Huang said."),
    ("2025-01-06", "Omdia estimates that Meta bought 273,000 MI300X chips in 2024."),
    ("2024-07-08", "Nvidia is on course to sell about 2 million H20 chips in China in 2024, SemiAnalysis estimates."),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("day", "text"), TRUE)
def test_an_order_or_delivery_is_found_as_it_was_told(world: World, day: str, text: str) -> None:
    """The verdict is consistent on the day on which it was told."""
    assert {each.verdict for each in world.check_text(text, published=day).claims} == {"consistent"}, text


@pytest.mark.parametrize(("day", "text"), FALSE)
def test_another_count_is_found_to_be_wrong(world: World, day: str, text: str) -> None:
    """It is refuted, or found to have drifted from what its source said."""
    verdicts = [each.verdict for each in world.check_text(text, published=day).claims]
    assert any(each in ("inconsistent", "drifted") for each in verdicts), text


def test_a_forecast_refutes_no_other_forecast(world: World) -> None:
    """Somebody's guess of a year that is not over says little of another guess that cites nobody."""
    text = "Nvidia will ship about 2 million H20 chips to China in 2024."
    claims = world.check_text(text, published="2024-07-08").claims
    assert next(each.verdict for each in claims) in ("not_due", "no_basis")

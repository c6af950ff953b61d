"""Capital spending as it was planned each quarter, what the plan replaced, and what was spent in a quarter."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: the day, and a sentence that companies' results of that day bear out
TRUE = (
    ("2024-02-03", "Meta plans capital expenditures of $30 billion to $37 billion in 2024."),
    ("2024-08-02", "Meta narrowed its 2024 capex guidance to $37 billion to $40 billion."),
    ("2025-05-02", "Meta lifted its 2025 capex guidance to $64 billion to $72 billion."),
    ("2026-05-01", "Meta now plans capital expenditures of $125 billion to $145 billion this year."),
    ("2026-05-01", "Alphabet raised its capital spending plan for 2026 to between $180 billion and $190 billion."),
    ("2024-11-02", "Amazon expects capital expenditures of about $75 billion in 2024."),
    ("2025-08-02", "In the second quarter of 2025 Amazon spent $31.4 billion on capital expenditures."),
    ("2026-02-08", "Amazon's capital expenditures came to $131.8 billion in 2025."),
    ("2026-05-02", "Microsoft plans capital expenditures of about $190 billion in calendar 2026."),
    ("2025-06-13", "Oracle spent $21.2 billion on capital expenditures in fiscal 2025."),
    ("2025-09-12", "Oracle plans about $35 billion of capital expenditures for fiscal 2026."),
    ("2025-08-01", "Microsoft expects to spend more than $30 billion on capital expenditures in the current quarter."),
    ("2026-03-01", "CoreWeave plans capital expenditures of $30 billion to $35 billion in 2026."),
    ("2025-11-12", "CoreWeave cut its 2025 capex guidance to $12-14 billion, from $20 billion to $23 billion."),
    ("2024-04-26", "Meta raised its 2024 capex guidance to $35-40 billion, from $30-37 billion."),
    ("2025-12-12", "Oracle raised its fiscal 2026 capex plan to about $50 billion from $35 billion."),
)
#: the day, and a sentence with another figure
FALSE = (
    ("2024-02-03", "Meta plans capital expenditures of $45 billion to $50 billion in 2024."),
    ("2025-05-02", "Meta lifted its 2025 capex guidance to $84 billion to $92 billion."),
    ("2026-05-01", "Alphabet raised its capital spending plan for 2026 to between $220 billion and $230 billion."),
    ("2025-08-02", "In the second quarter of 2025 Amazon spent $42 billion on capital expenditures."),
    ("2026-02-08", "Amazon's capital expenditures came to $105 billion in 2025."),
    ("2025-06-13", "Oracle spent $31.2 billion on capital expenditures in fiscal 2025."),
    ("2025-08-01", "Microsoft expects to spend more than $45 billion on capital expenditures in the current quarter."),
    ("2025-11-12", "CoreWeave cut its 2025 capex guidance to $7 billion to $9 billion."),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("day", "text"), TRUE)
def test_what_a_firm_planned_or_spent_is_found_as_it_was_told_by_the_day(world: World, day: str, text: str) -> None:
    """The verdict is consistent on the day on which it was told."""
    verdicts = {each.verdict for each in world.check_text(text, published=day).claims}
    assert verdicts == {"consistent"}, text


@pytest.mark.parametrize(("day", "text"), FALSE)
def test_another_sum_than_was_planned_or_spent_is_found_to_be_wrong(world: World, day: str, text: str) -> None:
    """It is refuted, or found to have drifted from the firm's own word."""
    verdicts = [each.verdict for each in world.check_text(text, published=day).claims]
    assert any(each in ("inconsistent", "drifted") for each in verdicts), text

"""Duties on semiconductors of China: those of a title, and all together."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: the day, a sentence, and what is found
JUDGED = (
    ("2024-09-20", "Chinese semiconductors will face a 50% tariff from 1 January 2025.", "consistent"),  # 89 FR 76581
    ("2024-09-20", "Chinese semiconductors face a 25% tariff under Section 301.", "consistent"),
    ("2025-02-01", "Chinese semiconductors now face a 50% tariff under Section 301.", "consistent"),
    ("2025-02-01", "Chinese semiconductors face a 25% tariff under Section 301.", "inconsistent"),  # doubled by then
    ("2025-02-01", "Section 301 duties on Chinese chips stand at 70%.", "inconsistent"),
    # with the 20 percent of the emergency; the reciprocal duty leaves semiconductors out
    ("2025-06-20", "The United States levies a 70% tariff on Chinese semiconductors.", "scope_dependent"),
    ("2025-04-15", "The United States imposes a 145% tariff on Chinese semiconductors.", "inconsistent"),
    ("2025-12-26", "A new Section 301 tariff on Chinese legacy chips starts at 0%.", "consistent"),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("day", "text", "verdict"), JUDGED)
def test_a_duty_is_known_by_its_title_and_day(world: World, day: str, text: str, verdict: str) -> None:
    """The verdict is what the notices bear out on the day."""
    assert [each.verdict for each in world.check_text(text, published=day).claims] == [verdict]

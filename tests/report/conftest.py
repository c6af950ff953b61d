"""One audit of the sample article for all tests of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.claims.audit import Audit

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def world() -> World:
    """Everything known by a fixed day."""
    return World(as_of="2026-08-01")


@pytest.fixture(scope="session")
def sample(world: World) -> Audit:
    """The audit of the sample article."""
    return world.check(ROOT / "docs" / "sample" / "article.txt")

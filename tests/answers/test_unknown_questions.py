"""A question that there is not is answered with those that there are."""

from __future__ import annotations

import pytest

from oncurve.answers.forecast_test import KINDS
from oncurve.answers.lag import MEASURES
from oncurve.answers.trends import WHATS
from oncurve.api import World
from oncurve.basis.errors import UnknownName


@pytest.mark.parametrize(("asked", "known"), [
    (lambda world: world.trend("training-costs"), WHATS),
    (lambda world: world.lag("CN", behind="US", measure="crosing"), MEASURES),
    (lambda world: world.backtest("skill"), KINDS),
])
def test_all_questions_that_there_are_are_named(asked, known) -> None:
    """The message holds every one, so that nobody need guess."""
    with pytest.raises(UnknownName) as found:
        asked(World(draws=64))
    assert all(name in str(found.value) for name in known)

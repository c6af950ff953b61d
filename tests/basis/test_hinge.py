"""The input that decides an answer."""

from __future__ import annotations

import pytest

from oncurve.basis.formula import Quantity
from oncurve.basis.hinge import find_hinge
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly, Lognormal

HOURS = Input("chip_hours", "H800 hour", Exactly(1e6), "m")
RENT = Input("rental_price", "USD per chip-hour", Lognormal.between(1, 4), "c")
OVERHEAD = Input("overhead", "x", Lognormal.between(1.19, 1.21))
COST = Quantity("cost", "USD", lambda hours, rent, overhead: hours * rent * overhead,
                {"hours": HOURS, "rent": RENT, "overhead": OVERHEAD})


def below(limit: float):
    """The answer whether at least half the draws are below a limit."""
    return lambda sample: "below" if (sample < limit).mean() >= 0.5 else "above"


def test_the_hinge_is_found_at_the_value_where_the_answer_flips() -> None:
    """With the overhead near 1.2, a limit of 3 million is met at a rent of 2.5."""
    hinge = find_hinge(COST, Draws(), below(3e6))
    assert hinge is not None
    assert hinge.name == "c.rental_price"
    assert hinge.flips_at == pytest.approx(2.5, rel=0.01)
    assert hinge.to == "above"
    assert hinge.inside


def test_a_hinge_beyond_the_interval_is_said_to_be_outside() -> None:
    """A flip that needs a rent beyond the 90% interval is not inside."""
    hinge = find_hinge(COST, Draws(), below(6e6))
    assert hinge is not None
    assert not hinge.inside
    assert hinge.flips_at == pytest.approx(5.0, rel=0.01)


def test_an_answer_that_nothing_flips_has_no_hinge() -> None:
    """Where no single input can change the answer there is none."""
    assert find_hinge(COST, Draws(), below(1e12)) is None


def test_the_nearest_flip_in_the_inputs_own_terms_wins() -> None:
    """Of two inputs that could flip the answer, the one that need move least of its own spread is the hinge."""
    wide = Quantity("x", "USD", lambda a, b: a * b, {"a": Input("a", "x", Lognormal.between(0.2, 5)),
                                                     "b": Input("b", "x", Lognormal.between(0.5, 2))})
    hinge = find_hinge(wide, Draws(), below(1.5))
    assert hinge is not None
    assert hinge.name == "a"

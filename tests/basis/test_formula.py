"""Settings, as a user types them."""

from __future__ import annotations

import pytest

from oncurve.basis.errors import BadUsage, UnknownName, WrongUnit
from oncurve.basis.estimate import estimate
from oncurve.basis.formula import Quantity, check_settings, set_together
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly, Lognormal

RENT = Input("rental_price", "USD per chip-hour", Lognormal(1.5, 2, 3.5), "h800")
HOURS = Input("chip_hours", "H800 hour", Exactly(2.788e6), "deepseek-v3")
COST = Quantity("cost", "USD", lambda hours, rent: hours * rent, {"hours": HOURS, "rent": RENT})


@pytest.mark.parametrize("text", ["2", "$2", "2 USD per chip-hour", "2 USD/GPU-hour", "2.0"])
def test_a_setting_replaces_the_input(text: str) -> None:
    """A plain number, with or without its unit, holds the input at that value."""
    assert estimate(COST.with_settings({"rental_price": text}), Draws()).median == pytest.approx(5_576_000)


def test_a_setting_may_be_a_ninety_percent_interval() -> None:
    """`20 to 50` sets the ends of the 90% interval."""
    got = estimate(COST.with_settings({"h800.rental_price": "2 to 4"}), Draws())
    assert got.low == pytest.approx(2 * 2.788e6, rel=1e-3)
    assert got.high == pytest.approx(4 * 2.788e6, rel=1e-3)


def test_a_setting_in_another_unit_of_the_dimension_is_converted() -> None:
    """48 USD per chip-day is 2 USD per chip-hour."""
    got = estimate(COST.with_settings({"rental_price": "48 USD per chip-day"}), Draws())
    assert got.median == pytest.approx(5_576_000)


def test_a_setting_in_a_wrong_unit_says_the_right_one() -> None:
    """The error names the unit that was given, the unit that is wanted, and an example."""
    with pytest.raises(WrongUnit, match=r"USD per chip-hour.*--set rental_price") as error:
        COST.with_settings({"rental_price": "3 days"})
    assert "'days'" in error.value.message


def test_an_unknown_setting_names_the_nearest() -> None:
    """A misspelt input is answered with the input that was meant."""
    with pytest.raises(UnknownName, match="rental_price"):
        check_settings({"rental_prise": "2"}, COST.inputs())


@pytest.mark.parametrize("text", ["", "cheap", "5 to 2", "nan", "1e999", "2 to", "__import__('os')"])
def test_a_setting_that_is_no_number_is_refused(text: str) -> None:
    """Anything but a number or an interval is refused in words."""
    with pytest.raises(BadUsage):
        COST.with_settings({"rental_price": text})


def test_inputs_are_listed_once_each() -> None:
    """A quantity made of others lists a shared input once."""
    double = Quantity("both", "USD", lambda a, b: a + b, {"a": COST, "b": COST})
    assert [each.key for each in double.inputs()] == ["deepseek-v3.chip_hours", "h800.rental_price"]


def test_quantities_set_together_work_out_once_what_they_share() -> None:
    """Two quantities of one cost, both set, take its formula once for both; set one by one they take it twice."""
    asked = []

    def cost(hours, rent):
        asked.append(rent)
        return hours * rent

    shared = Quantity("cost", "USD", cost, {"hours": HOURS, "rent": RENT})
    made = {name: Quantity(name, "USD", lambda cost, times=times: cost * times, {"cost": shared})
            for name, times in (("once", 1), ("twice", 2))}
    seen: dict = {}
    once, twice = (each.draws(Draws(), seen=seen) for each in set_together(made, {"rental_price": "2"}).values())
    assert (once, twice, len(asked)) == (2 * 2.788e6, 4 * 2.788e6, 1)


def test_a_setting_that_none_of_several_quantities_has_is_refused() -> None:
    """A misspelt input of several quantities is answered with the input that was meant."""
    with pytest.raises(UnknownName, match="rental_price"):
        set_together({"cost": COST, "hours": Quantity("hours", "hour", lambda hours: hours, {"hours": HOURS})},
                     {"rental_prise": "2"})

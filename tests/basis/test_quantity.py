"""Units and amounts."""

from __future__ import annotations

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncurve.basis.errors import BadUsage, WrongUnit
from oncurve.basis.quantity import PHYSICAL, Amount, Unit, parse_unit

WORDS = ["USD", "chip", "hour", "FLOP", "token", "GB", "watt", "second", "percent", "kWh"]
units = st.sampled_from(WORDS).map(parse_unit)


@pytest.mark.parametrize("name", sorted(PHYSICAL))
def test_physical_units_have_the_scales_of_pint(name: str) -> None:
    """Every physical unit converts to its base unit with the same factor as in pint."""
    registry = pint.UnitRegistry()
    theirs = registry(name.replace("metre", "meter"))
    ours = parse_unit(name)
    base = {"time": "second", "energy": "joule", "data": "byte", "length": "meter"}
    target = registry.parse_units(" * ".join(f"{base[d]}**{p}" for d, p in ours.dimensions))
    assert ours.scale == pytest.approx(theirs.to(target).magnitude, rel=1e-12)


@given(units, units, units)
def test_multiplication_of_units_is_associative_and_commutative(a: Unit, b: Unit, c: Unit) -> None:
    """The order in which units are multiplied does not matter."""
    assert (a * b).dimensions == (b * a).dimensions
    left, right = (a * b) * c, a * (b * c)
    assert left.dimensions == right.dimensions
    assert left.scale == pytest.approx(right.scale)


@given(units, units)
def test_division_undoes_multiplication(a: Unit, b: Unit) -> None:
    """A unit times another, over the other, is the first again."""
    back = a * b / b
    assert back.dimensions == a.dimensions
    assert back.scale == pytest.approx(a.scale)


@given(units, st.integers(-3, 3))
def test_powers_are_repeated_products(a: Unit, power: int) -> None:
    """A power has each dimension that many times, and the zeroth power has none."""
    raised = a**power
    assert raised.dimensions == tuple((name, each * power) for name, each in a.dimensions if power)
    assert raised.scale == pytest.approx(a.scale**power)


@given(st.floats(1e-6, 1e6), st.sampled_from(["second", "hour", "day", "week"]),
       st.sampled_from(["hour", "day", "year"]))
def test_conversion_there_and_back_keeps_the_value(value: float, here: str, there: str) -> None:
    """An amount converted to another unit and back is unchanged."""
    assert Amount(value, here).to(there).to(here).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("USD per 1M tokens", "USD per million tokens"),
        ("USD/chip-hour", "USD per chip hour"),
        ("TFLOP/s", "TFLOP per second"),
        ("H800 hour", "chip-hour"),
        ("Ascend 910B hours", "chip-hours"),
        ("GPU-hours", "chip-hour"),
        ("billion parameters", "1e9 parameters"),
    ],
)
def test_spellings_of_one_unit_are_equal(text: str, same_as: str) -> None:
    """Spellings that people use for one unit measure the same, with the same scale."""
    ours, theirs = parse_unit(text), parse_unit(same_as)
    assert ours.dimensions == theirs.dimensions
    assert ours.scale == pytest.approx(theirs.scale)


def test_a_chip_hour_remembers_its_chip() -> None:
    """The chip named in a unit of chip-hours is kept."""
    assert parse_unit("H800 hour").chip == "H800"
    assert parse_unit("TPU v4 hour").chip == "TPU v4"


def test_bits_are_not_bytes() -> None:
    """A gigabit is an eighth of a gigabyte."""
    assert parse_unit("Gb").factor_to(parse_unit("GB")) == pytest.approx(0.125)


def test_amounts_of_different_dimensions_do_not_add() -> None:
    """Adding dollars to hours says which unit was wanted."""
    with pytest.raises(WrongUnit, match="measured in USD"):
        Amount(1, "USD") + Amount(1, "hour")


@pytest.mark.parametrize("text", ["frobs", "USD per frob", "x" * 500, "USD per chip-hour per frob"])
def test_unknown_units_are_refused(text: str) -> None:
    """A word that is no unit is named in the error."""
    with pytest.raises(BadUsage):
        parse_unit(text)


@pytest.mark.parametrize("text", ["/0", "USD / 0", "0 USD", "USD per 0 tokens", "hour^99", "1e300 1e300 USD", "m^²",
                                  "m^--1", "USD per 1e308 1e308 tokens"])
def test_a_unit_of_nothing_or_without_end_is_refused(text: str) -> None:
    """A scale of zero, or one that no number holds, is told in words."""
    with pytest.raises(BadUsage, match="unit"):
        parse_unit(text)

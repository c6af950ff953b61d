"""The outlook of a forecast in words: which quantity, by which day, and what each scenario gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncurve.claims.saying import say, say_day, say_interval

if TYPE_CHECKING:
    from oncurve.claims.outlook import Outlook

__all__ = ["Ahead", "ahead"]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outlook of one forecast for a reader.

    Args:
        head: that it is a model's outlook and no verdict, of which quantity, by which day, from which facts.
        rows: label, figures in words and source of each scenario.
    """

    head: str
    rows: tuple[tuple[str, str, str], ...]


def ahead(rows: Sequence[Outlook]) -> Ahead | None:
    """The rows in words; None where there are none."""
    if not rows:
        return None
    first = rows[0]
    head = (f"What the scenario model gives, which is no verdict: {first.words}; by "
            f"what was known on {say_day(first.known.toordinal())}")
    return Ahead(head, tuple((row.label, _figures(row), row.source) for row in rows))


def _figures(row: Outlook) -> str:
    """Median and 90% interval; a number of H100-equivalents without a unit, which the head names."""
    unit = "none" if row.unit == "chip" else row.unit
    middle = say(row.value, unit)
    return middle if row.low == row.high else f"{middle} ({say_interval(row.low, row.high, unit)})"

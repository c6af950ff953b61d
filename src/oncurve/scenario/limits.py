"""What a named input may be: no negative number of chips, no share above one."""

from __future__ import annotations

from collections.abc import Mapping

from oncurve.basis.errors import BadUsage
from oncurve.basis.formula import read_setting
from oncurve.basis.inputs import Input

__all__ = ["setting_of", "within"]

_SHARES = ("fraction",)
#: inputs for which zero has a meaning; all others are factors, sizes and times above it
_MAY_BE_NOTHING = ("smuggled_growth", "smuggling_response", "domestic_import_response", "domestic_demand_response",
                   "memory_left", "die_bank_left", "other_cards_counted", "licensed_share", "case_by_case_share",
                   "unknown_share", "chinese_gate", "rented_abroad", "gulf_share", "smuggled_2024",
                   "smuggled_2023_over_2024")


def within(given: Input) -> Input:
    """The input, if its interval is possible.

    Raises:
        BadUsage: it reaches below zero, or above one for a share.
    """
    low, high = given.spread.low, given.spread.high
    least = low >= 0 if given.name in _MAY_BE_NOTHING else low > 0
    if given.unit in ("none", "OOM per year", "month"):
        return given
    if not least or (given.unit in _SHARES and high > 1):
        bounds = "from 0 to 1" if given.unit in _SHARES else "above 0"
        raise BadUsage(f"{given.key} cannot be {low:g}" + (f" to {high:g}" if high > low else ""),
                       f"It is measured in {given.unit} and lies {bounds}", "Give a value or an interval within.")
    return given


def setting_of(given: Input, settings: Mapping[str, str]) -> Input:
    """The input as the settings have it, by its key or name, and as it is where they do not name it.

    Raises:
        BadUsage: the value is none, or impossible.
    """
    name = next((each for each in settings if each in (given.key, given.name)), None)
    return given if name is None else within(read_setting(given, settings[name]))

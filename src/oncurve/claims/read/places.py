"""Cities, states and regions that articles name, and the countries that they lie in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["country_of"]


@cache
def _countries() -> dict[str, str]:
    """The code of the country of each place, from the file beside this one."""
    text = (files(__package__) / "places.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return {place: code for code, _, listed in lines for place in listed.split(",")}


def country_of(place: str) -> str:
    """The ISO code of the country that a place lies in, "" where it is not known."""
    return _countries().get(place.lower(), "")

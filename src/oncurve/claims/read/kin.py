"""Words that speak alike, in groups, so that what is learnt of one holds for its kin."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from oncurve.claims.read.tokens import stem

__all__ = ["kin_of"]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """The groups of each stem, from the file beside this one."""
    found: dict[str, tuple[str, ...]] = {}
    text = (files(__package__) / "kin.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        group, _, listed = line.partition(": ")
        if not line.startswith("#"):
            for key in {stem(word) for word in listed.split()}:
                found[key] = (*found.get(key, ()), group)
    return found


def kin_of(key: str) -> tuple[str, ...]:
    """The groups that a stem belongs to."""
    return _groups().get(key, ())

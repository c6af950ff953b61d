"""Names like one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]

_MOST = 3


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names most like `name`, best first, at most three.

    >>> nearest("gpt4", ["gpt-4", "o1"])
    ('gpt-4',)
    """
    folded = {each.lower(): each for each in known}
    return tuple(folded[each] for each in difflib.get_close_matches(name.lower(), folded, _MOST, 0.4))

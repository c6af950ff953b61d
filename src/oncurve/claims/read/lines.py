"""Lines of a text that is broken at a width, as mails and plain files are: such breaks are spaces and end nothing."""

from __future__ import annotations

import itertools
import re

__all__ = ["rows_apart", "unwrapped"]

#: the widths at which texts are broken, from the first to the last
_NARROWEST, _WIDEST = 34, 130
#: how many breaks there must be where the next word did not fit, and what share of all breaks
_FEWEST, _SHARE = 2, 0.6
_WORD = re.compile(r"\S+")
#: the rule below the head of a table, with a row before it on the same line
_RULED = re.compile(r"\| \|(?:\s?:?-{3,}:?\s?\|){2,}")


def unwrapped(text: str) -> str:
    """The text with a space for each line break that only keeps to a width, letter for letter as long as before.

    A break is such a one where the first word of the next line would not have fitted on the line, and where most
    breaks of the text are.

    >>> unwrapped("a text that is broken at a width of\\nthirty-eight letters and no more, so\\nthat none tells us.")
    'a text that is broken at a width of thirty-eight letters and no more, so that none tells us.'
    """
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    places: list[int] = []
    breaks = at = 0
    for line, after in itertools.pairwise(lines):
        at += len(line) + 1
        first = _WORD.search(after)
        if first is None or not line.strip():
            continue
        breaks += 1
        if len(line.rstrip()) + 1 + len(first[0]) > width and first[0][0] not in "*•-|#>–—":
            places.append(at - 1)
    if len(places) < max(_FEWEST, _SHARE * breaks) and not (places and breaks == 1 and _goes_on(text, places[0])):
        return text
    letters = list(text)
    for place in places:
        letters[place] = " "
    return "".join(letters)


def rows_apart(text: str) -> str:
    """The text with a line for each row of a table that stands on one line, letter for letter as long as before.

    >>> rows_apart("| A | B | |---|---| | 1 | 2 |")
    '| A | B |\\n|---|---|\\n| 1 | 2 |'
    """
    if _RULED.search(text) is None:
        return text
    return "\n".join(line.replace("| |", "|\n|") if _RULED.search(line) else line for line in text.split("\n"))


def _goes_on(text: str, place: int) -> bool:
    """Whether a sentence goes on after the one break of a text, as small letters show where others are large."""
    before, after = text[:place].rstrip(), text[place:].lstrip()
    return (len(before) >= _NARROWEST and before[-1] not in ".!?:;" and (after[0].islower() or after[0].isdigit())
            and not text.islower())

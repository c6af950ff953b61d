"""A stretch of a text in which one quantity is read."""

from __future__ import annotations

from collections.abc import Container

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numbers import Number, read_number, starts_number
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.unit_words import CHIP_NOUNS

__all__ = ["CALENDAR", "Stretch"]

#: units that "a" may count one of
CALENDAR = words("year month week decade fortnight gigawatt megawatt exaflop petaflop petabyte cent")
#: units that "a single" may count one of, though "a" beside them means each
_SHORTER = words("day hour")


class Stretch:
    """Tokens `floor` up to `end`, without those that a name or a date covers.

    Args:
        tokens: the text.
        floor: the first token that a hedge may stand at.
        end: where to stop.
        cover: for each token the name that covers it, or None.
        masked: the tokens that a date covers.
    """

    __slots__ = ("cover", "end", "floor", "masked", "tokens")

    def __init__(
        self, tokens: Tokens, floor: int, end: int, cover: list[Mention | None], masked: Container[int]
    ) -> None:
        self.tokens, self.floor, self.end, self.cover, self.masked = tokens, floor, end, cover, masked

    def number(self, at: int) -> Number | None:
        """A number at `at` that no name or date covers."""
        if at >= self.end or self.cover[at] is not None or at in self.masked or not starts_number(self.tokens.word[at]):
            return None
        return read_number(self.tokens, at, self.end)

    def article(self, at: int) -> Number | None:
        """`a year`, `a gigawatt`, `a single day`, `a single H100`: one of a unit."""
        word = self.tokens.word
        if at + 2 < self.end and word[at : at + 2] == ["a", "single"]:
            named = self.cover[at + 2]
            chip = named is not None and named.kind == "chip"
            if chip or word[at + 2] in CALENDAR | _SHORTER | CHIP_NOUNS:
                return Number(at, at + 2, 1.0, words=True)
        if word[at : at + 2] == ["a", "cent"] and (word[at + 2 : at + 3] in (["of"], ["less"], ["more"])
                                                   or word[max(at - 1, 0) : at] in (["not"], ["without"])):
            return None  # "not a cent of it"
        if word[at] in ("a", "an") and at + 1 < self.end and word[at + 1] in CALENDAR:
            return Number(at, at + 1, 1.0, words=True)
        return None

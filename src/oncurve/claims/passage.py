"""Every amount that an article names, claim or not, so that sums can be checked where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from oncurve.catalog.names import Names
from oncurve.claims.read.dates import find_dates
from oncurve.claims.read.grammar import read_quantities
from oncurve.claims.read.mentions import Mention, find_mentions
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.shapes import add_shapes
from oncurve.claims.read.surface import Surface
from oncurve.claims.read.tokens import Tokens

__all__ = ["Amount", "Passages"]

_AROUND = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the text with what it counts.

    Args:
        start: offset of its first character.
        end: offset after its last character.
        kind: "money", "chips", "chiphours", "duration", "params", "tokens", "flop", "percent", "ratio", "number", ...
        value: the number in `unit`.
        unit: the unit.
        per: what it is for each of ("hour"), or an empty text.
        chip: catalogue id of the chip it counts, where the text names one.
        rough: whether the text says "about" and the like.
        before: the words right before it, in lower case.
        after: the words right after it, likewise.
        sentence: number of the sentence.
        paragraph: number of the paragraph.
    """

    start: int
    end: int
    kind: str
    value: float
    unit: str
    per: str
    chip: str
    rough: bool
    before: str
    after: str
    sentence: int
    paragraph: int

    @property
    def days(self) -> float:
        """A duration in days."""
        return self.value * {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}.get(
            self.unit.rstrip("s"), 1.0)


class Passages:
    """The amounts of one article, by sentence and paragraph.

    Args:
        text: the article's text.
        names: the names of the catalogue.
        published: the article's day.
    """

    def __init__(self, text: str, names: Names, published: dt.date) -> None:
        surface = Surface(text)
        tokens = Tokens(surface.plain)
        cover: list[Mention | None] = [None] * len(tokens)
        found = find_mentions(tokens, names)
        for mention in found:
            cover[mention.first:mention.end] = [mention] * (mention.end - mention.first)
        add_shapes(tokens, names, found, cover)
        self.amounts: list[Amount] = []
        for number, sentence in enumerate(tokens.sentences()):
            dates = find_dates(tokens, sentence.first, sentence.end, published)
            masked = {k for date in dates for k in range(date.first, date.end)}
            for quantity in read_quantities(tokens, sentence.first, sentence.end, cover, masked):
                if quantity.value is not None:
                    self.amounts.append(_amount(quantity, tokens, surface, number, sentence.paragraph))

    def near(self, start: int, end: int) -> list[Amount]:
        """The amounts of the sentence that a span stands in."""
        here = {each.sentence for each in self.amounts if each.start < end and start < each.end}
        return [each for each in self.amounts if each.sentence in here]

    def around(self, start: int, end: int) -> list[Amount]:
        """The amounts of the paragraph that a span stands in."""
        here = {each.paragraph for each in self.amounts if each.start < end and start < each.end}
        return [each for each in self.amounts if each.paragraph in here]


def _amount(quantity: Quantity, tokens: Tokens, surface: Surface, sentence: int, paragraph: int) -> Amount:
    first, last = tokens.start[quantity.first], tokens.end[quantity.end - 1]
    start, end = surface.span(first, last)
    assert quantity.value is not None
    return Amount(start, end, quantity.dim, quantity.value, quantity.unit,
                  quantity.per.kind if quantity.per is not None else "",
                  (quantity.chip.ident or "") if quantity.chip is not None else "", quantity.qualifier != "exact",
                  surface.plain[max(first - _AROUND, 0):first].lower(), surface.plain[last:last + _AROUND].lower(),
                  sentence, paragraph)


def of_kind(amounts: Iterable[Amount], kind: str, *, per: str = "") -> list[Amount]:
    """The amounts of one kind that are, or are not, for each of something."""
    return [each for each in amounts if each.kind == kind and each.per == per]

"""Every amount, name and day that an article holds, claim or not, so that sums can be checked where they stand."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any

from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import month_span
from oncurve.catalog.names import Names
from oncurve.catalog.record import compact
from oncurve.claims.claim import Claim
from oncurve.claims.placed import Place, Placed
from oncurve.claims.read.dates import find_dates
from oncurve.claims.read.day import DateMention
from oncurve.claims.read.grammar import may_hold, read_quantities
from oncurve.claims.read.mentions import Mention, find_mentions
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.shapes import add_shapes
from oncurve.claims.read.surface import Surface
from oncurve.claims.read.tokens import Tokens

__all__ = ["Amount", "Day", "Passages", "Place", "Thing"]

_AROUND = 24
_SIZE = Pattern(r"\d+(?:\.\d+)?[BbMm]")
_YEARS = Pattern(r"\b\d{4}\b")
_HELD_AGAINST = Pattern(r"\b(?:than|unlike|against|compared (?:to|with)|relative to)\s+(?:(?:an?|the|any)\s+)?$",
                        re.IGNORECASE)
_STOP = Pattern(r"[;,:]|\band\b|\bbut\b|\bwhile\b")
_STOP_COST = 30
#: sentences back to the model that is spoken of
_FEW = 5
_VERSION = Pattern(r"\b[A-Za-z]{1,2}\d\w*\b")
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}


class Amount(Place, frozen=True):
    """A number of the text with what it counts.

    Args:
        kind: "money", "chips", "chiphours", "duration", "params", "tokens", "flop", "percent", "ratio", "number", ...
        value: the number in `unit`.
        unit: the unit.
        per: what it is for each of ("hour"), or an empty text.
        chip: catalogue id of the chip it counts, where the text names one.
        rough: whether the text says "about" and the like.
        before: the words right before it, in lower case.
        after: the words right after it, likewise.
        top: the upper end, of the lower end of a range.
    """

    kind: str
    value: float
    unit: str
    per: str
    chip: str
    rough: bool
    before: str
    after: str
    top: float | None = None

    @property
    def days(self) -> float:
        """A duration in days."""
        return self.value * _DAYS.get(self.unit.rstrip("s"), 1.0)


class Thing(Place, frozen=True):
    """A name of the catalogue in the text.

    Args:
        kind: "model", "organisation", "chip", "person", "place", "benchmark", ...
        ident: its id.
    """

    kind: str
    ident: str


class Day(Place, frozen=True):
    """A date of the text.

    Args:
        first: the first day that it may mean.
        last: the last one; before the first where the text turns an interval round.
        grain: "day", "month", "year", ...
    """

    first: dt.date
    last: dt.date
    grain: str


class Passages:
    """The amounts, names and days of one article, by sentence and paragraph.

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
        self.text = text
        self.published = published
        amounts: list[Amount] = []
        ranges: list[Amount] = []
        days: list[Day] = []
        #: known figures of its things, kept by those who look them up
        self.figures: dict[Any, list[Any]] = {}
        self.sentences: list[Place] = []
        for number, sentence in enumerate(tokens.sentences()):
            place = _place(tokens, surface, sentence.first, sentence.end, number, sentence.paragraph)
            self.sentences.append(place)
            if not may_hold(tokens, sentence.first, sentence.end):
                continue
            dates = find_dates(tokens, sentence.first, sentence.end, published)
            masked = {k for date in dates for k in range(date.first, date.end)}
            for date in dates:
                days += _day(date, tokens, surface, place)
            for quantity in read_quantities(tokens, sentence.first, sentence.end, cover, masked):
                told = quantity.bare
                if told is not None and told.dim in ("ratio", "fraction") and told.value is not None:
                    amounts.append(_amount(told, told.value, tokens, surface, place))  # as it stands in the text
                elif quantity.value is not None:
                    amounts.append(_amount(quantity, quantity.value, tokens, surface, place))
                elif quantity.low is not None and quantity.high is not None:
                    lower = _amount(quantity, quantity.low, tokens, surface, place)
                    ranges.append(replace(lower, top=quantity.high))
        things = _full_names(_things(cover, tokens, surface, self.sentences), names)
        self.things = Placed([*things, *_short_chips(text, things, self.sentences, names)])
        self.amounts, self.days = Placed(amounts), Placed(days)
        #: the lower ends of ranges
        self.ranges = Placed(ranges)

    def named_by(self, models: Iterable[str], names: Names) -> None:
        """Read short names ("V3") also as models of the makers of these, which the text does not name."""
        makers = (names.get("model", each) for each in dict.fromkeys(models))
        firms = [each.organisation for each in makers if each is not None]
        self.things = Placed(_full_names(self.things, names, firms))
        self.__dict__.pop("_called", None)

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for each in self.things:
            found.setdefault(compact(self.words(each)), set()).add(each.ident)
        return found

    def called(self, words: str) -> set[str]:
        """Ids of the things that the article names by these words, which are given without spaces and capitals."""
        return self._called.get(words, set())

    def named_beside(self, claim: Claim, *kinds: str) -> tuple[Thing, ...]:
        """The names of the sentence that a claim begins in, of these kinds where any are given."""
        sentence = self.sentence_at(claim.start)
        return self.things.of_sentence(sentence.sentence, *kinds) if sentence is not None else ()

    def of_other_models(self, one: Place, other: Place) -> bool:
        """Whether two stretches are of two models: the last named before each, or the first of its sentence.

        A sentence that names none is of the last one named in the few before it, in its paragraph.
        """
        models = [self._model_of(each) for each in (one, other)]
        return None not in models and models[0] != models[1]

    def _model_of(self, place: Place) -> str | None:
        named = self.things.of_sentence(place.sentence, "model")
        before = [each for each in named if each.end <= place.start]
        if named:
            return (before[-1] if before else named[0]).ident
        earlier = self.things.of_sentences(place.sentence - _FEW, place.sentence - 1, "model")
        return earlier[-1].ident if earlier and earlier[-1].paragraph == place.paragraph else None

    def words(self, place: Place) -> str:
        """The text of a stretch."""
        return self.text[place.start:place.end]

    def sentence_at(self, offset: int) -> Place | None:
        """The sentence that a character stands in; None between sentences."""
        at = bisect_right(self.sentences, offset, key=lambda each: each.start) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None

    def paragraph_before(self, offset: int) -> str:
        """The words of a paragraph that stand before an offset in it; empty outside of sentences."""
        place = self.sentence_at(offset)
        if place is None:
            return ""
        first = bisect_left(self.sentences, place.paragraph, key=lambda each: each.paragraph)
        return self.text[self.sentences[first].start : offset]

    def distance(self, one: Place | Claim, other: Place | Claim) -> int:
        """The characters between two stretches; what parts clauses counts as many."""
        first, last = (one.end, other.start) if one.end <= other.start else (other.end, one.start)
        return max(last - first, 0) + _STOP_COST * len(_STOP.findall(self.text[first:last]))

    def is_compared(self, thing: Place, claim: Claim) -> bool:
        """Whether a thing after a figure is only what it is held against: "700 W, no more than an H100"."""
        return thing.start >= claim.end and _HELD_AGAINST.search(self.text[claim.end : thing.start]) is not None


def _place(tokens: Tokens, surface: Surface, first: int, end: int, sentence: int, paragraph: int) -> Place:
    start, stop = surface.span(tokens.start[first], tokens.end[end - 1])
    return Place(start, stop, sentence, paragraph)


def _amount(quantity: Quantity, value: float, tokens: Tokens, surface: Surface, where: Place) -> Amount:
    first, last = tokens.start[quantity.first], tokens.end[quantity.end - 1]
    start, end = surface.span(first, last)
    return Amount(start, end, where.sentence, where.paragraph, quantity.dim, value, quantity.unit,
                  quantity.per.kind if quantity.per is not None else "",
                  (quantity.chip.ident or "") if quantity.chip is not None else "", quantity.qualifier != "exact",
                  surface.plain[max(first - _AROUND, 0):first].lower(), surface.plain[last:last + _AROUND].lower())


def _day(date: DateMention, tokens: Tokens, surface: Surface, where: Place) -> list[Day]:
    if date.iso.startswith("FY"):  # begins and ends as the firm's own calendar does
        return []
    begin, _, finish = date.iso.partition("/")
    try:
        first, last = month_span(begin).start, month_span(finish or begin).end
    except BadUsage:
        return []
    if first is None or last is None:
        return []
    start, end = surface.span(tokens.start[date.first], tokens.end[date.end - 1])
    last -= dt.timedelta(days=1)
    if len(_YEARS.findall(surface.plain[tokens.start[date.first]:tokens.end[date.end - 1]])) == 1 and finish:
        first = _in_year_of(first, last)
    return [Day(start, end, where.sentence, where.paragraph, first, last, date.grain)]


def _in_year_of(first: dt.date, last: dt.date) -> dt.date:
    """The beginning of an interval of which the text gives the year once ("March to May 2024")."""
    try:
        near = first.replace(year=last.year)
        return near if near <= last else first.replace(year=last.year - 1)
    except ValueError:  # 29 February
        return first


def _things(cover: list[Mention | None], tokens: Tokens, surface: Surface, sentences: list[Place]) -> list[Thing]:
    found: list[Thing] = []
    last: Mention | None = None
    at = 0
    for mention in cover:
        if mention is None or mention is last:
            continue
        last = mention
        start, end = surface.span(tokens.start[mention.first], tokens.end[mention.end - 1])
        while at + 1 < len(sentences) and sentences[at].end <= start:
            at += 1
        where = sentences[at]
        found.append(Thing(start, end, where.sentence, where.paragraph, mention.kind, mention.ident or ""))
    return found


def _full_names(things: Sequence[Thing], names: Names, more: Iterable[str] = ()) -> list[Thing]:
    """Short names ("V3", "M2") as the model of a maker that the article names, where there is one of that name."""
    makers = [names.get("organisation", each.ident) for each in things if each.kind == "organisation"]
    makers += [names.get("organisation", each.organisation) for each in (names.get("model", thing.ident)
                                                                         for thing in things) if each is not None]
    makers += [names.get("organisation", each) for each in more]
    labels = list(dict.fromkeys(each.label for each in makers if each is not None))
    families: dict[str, None] = {}  # of the models so far, the latest last
    called = cache(lambda ident: _model_called(ident, labels, names))
    found = []
    for thing in things:
        known = names.get("model", thing.ident)
        if thing.kind in ("model", "proper") and known is None:
            ident = _model_called(thing.ident, reversed(families), names) if _SIZE.fullmatch(thing.ident) else None
            ident = ident or called(thing.ident)
            found.append(replace(thing, kind="model", ident=ident) if ident is not None else thing)
        else:
            found.append(thing)
        if thing.kind == "model":
            family = _without_size(known.label if known is not None else thing.ident)
            families.pop(family, None)
            families[family] = None
    return found


def _model_called(name: str, heads: Iterable[str], names: Names) -> str | None:
    """The model whose label is the first of some heads, with which there is one, and a name ("Llama" and "70B")."""
    return next((entry.name.id for head in heads for entry in names.spelled(f"{head} {name}")
                 if entry.name.kind == "model"), None)


def _short_chips(text: str, things: list[Thing], sentences: list[Place], names: Names) -> list[Thing]:
    """The last words of chips ("v5e"), where another of the same line ("TPU v5p") stands in the sentence before."""
    found: list[Thing] = []
    named: dict[int, list[Thing]] = {}
    for thing in things:
        named.setdefault(thing.sentence, []).append(thing)
    for thing in things:
        known = names.get("chip", thing.ident) if thing.kind == "chip" else None
        line = known.label.rpartition(" ")[0] if known is not None else ""
        if not line:
            continue
        here = named[thing.sentence]
        for match in _VERSION.finditer(text, thing.end, sentences[thing.sentence].end):
            spelled = [entry.name for entry in names.spelled(f"{line} {match[0]}") if entry.name.kind == "chip"]
            if spelled and all(match.end() <= each.start or each.end <= match.start() for each in here):
                made = replace(thing, start=match.start(), end=match.end(), ident=spelled[0].id)
                found.append(made)
                here.append(made)
    return found


def _without_size(label: str) -> str:
    """A model's label without its size: "Gemma 2" of Gemma 2 27B."""
    return re.sub(rf"[\s-]+{_SIZE.pattern}$", "", label)

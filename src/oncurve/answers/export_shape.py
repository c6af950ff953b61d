"""The text of an answer, but for the numbers of the item and what a row of a list prints into it.

All items that fit a case alike share a `Shape`. With the numbers of one item it gives a `Template`: six pieces of JSON,
between which each row prints its countries, its day, and what goes by them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from oncurve.answers.export_because import Line, line_row, plain_number
from oncurve.answers.export_sentence import asks_for_miss, closing, missed, nearest_miss, policy_words
from oncurve.answers.export_status import ExportStatus, before_the_law, item_sources, law_sources
from oncurve.export.tariff import charges, gates

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.export.item import Item
    from oncurve.export.provision import Test

__all__ = ["OwnText", "Reach", "Shape", "Template", "dump", "inside", "number_text"]


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Template(NamedTuple):
    """An answer in pieces, between which each row prints its own.

    In turn: both countries as asked and the day; the reasons of places; the days around; the day in words; the places
    in words; the warnings.

    Args:
        head: up to the countries.
        status: up to the reasons of places.
        numbers: up to the days around.
        also: up to the day in words.
        label: up to the places in words.
        end: up to the warnings.
        reach: the reasons of places; None where there is no reason at all, and the day says that it is early.
        bare: there is no reason before those of places.
        tail: after the warnings.
    """

    head: bytes
    status: bytes
    numbers: bytes
    also: bytes
    label: bytes
    end: bytes
    reach: Reach | None
    bare: bool
    tail: bytes


def dump(value: Any) -> str:
    """A value as JSON without spaces."""
    if isinstance(value, str):
        return encode_basestring(value)
    return _ENCODE(value)


def inside(text: str) -> str:
    """A text as it stands within a string of JSON."""
    return dump(text)[1:-1]


def number_text(value: float | None) -> str:
    """A number as an answer prints it."""
    plain = plain_number(value)
    return "null" if plain is None else repr(plain)


class Reach:
    """The reasons of places in an answer.

    Args:
        lines: the reasons.
    """

    __slots__ = ("_pieces",)

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._pieces = [
            (
                each.place == "destination",
                f',{{"test":{dump(each.words)},"value":"',
                f'","limit":{dump(each.limit)},"holds":{dump(each.holds)},"margin":null,"rule":"{each.rule}"}}',
            )
            for each in lines
        ]

    def text(self, to: str, hq: str) -> bytes:
        """The reasons as JSON, each after a comma.

        Args:
            to: code of the destination, as the rules treat it.
            hq: code of the headquarters, as the rules treat it.
        """
        return "".join([f"{start}{to if is_to else hq}{end}" for is_to, start, end in self._pieces]).encode()


class OwnText(NamedTuple):
    """What an item prints into every answer on it.

    Args:
        head: its name, up to the countries.
        measures: performance and density.
        label: the sentence between the day and the places.
        sources: the works in which its measures are read.
    """

    head: bytes
    measures: str
    label: bytes
    sources: tuple[str, ...]

    @classmethod
    def of(cls, item: Item) -> OwnText:
        """The text of an item."""
        tpp, density = item.metrics.get("tpp"), item.metrics.get("density")
        return cls(
            f'{{"chip":{dump(item.chip or item.label)},"destination":"'.encode(errors="replace"),
            f',"tpp":{number_text(tpp.value if tpp is not None else None)},"performance_density":'
            f"{number_text(density.value if density is not None else None)}",
            f" {inside(item.label)} to ".encode(errors="replace"),
            tuple(dict.fromkeys(item_sources(item))),
        )


class Shape:
    """What the answers for all items that fit a case alike have in common.

    Args:
        answer: to one of them.
        lines: its reasons: those of the item and the parties, and those of places.
        reach_of: gives equal reasons of places one object.
    """

    def __init__(
        self,
        answer: ExportStatus,
        lines: tuple[tuple[Line, ...], ...],
        reach_of: Callable[[tuple[Line, ...]], Reach],
    ) -> None:
        tail = f',"possible":{dump(list(answer.enforced.possible))}}}' if answer.status == "unknown" else "}"
        self._tail = tail.encode()
        #: the reasons of the item and the parties
        self.lines, places = lines
        rule, missing = answer.rule, answer.missing
        #: the reasons of places; None where there is no reason at all
        self.reach = reach_of(places) if self.lines or places else None
        self._opening = (
            f'","status":"{answer.status}","classification":{_plain(answer.enforced.paragraph or None)},'
            f'"rule":{_plain(rule)},"policy":{dump(policy_words(answer))},"because":['
        )
        self._statuses = f',"as_written":"{answer.written.status}","as_enforced":"{answer.status}","flips":{{"spec":'
        charged, gated = charges(answer.case, answer.states), gates(answer.case, answer.states)
        self._conditions = (
            f',"missing":{_list(missing)},"conditions":{_list(charged)},"destination_gate":{_list(gated)},'
            '"sentence":"On '
        )
        self._tells_miss = asks_for_miss(answer)
        early = ""
        if self._tells_miss and self.reach is None:
            early = nearest_miss(before_the_law(answer.screening, answer.asked.on))
        self._end = inside(closing(answer, _MISS if self.tells_miss else early))
        self._works = list(dict.fromkeys(law_sources(answer, [*self.lines, *places])))
        self._sources: dict[tuple[str, ...], str] = {}

    def around(self, also: str) -> tuple[bytes, ...]:
        """The answer for an item of which no work tells, in pieces.

        Between them stand in turn: the reasons, performance and density; the change of a specification and the days
        around; the day, the name and the places; the limit that is missed; the warnings.

        Args:
            also: what follows by other readings, as rows of JSON.
        """
        before, after = self._end.split(_MISS) if self.tells_miss else (self._end, "")
        pieces = (
            self._opening,
            self._statuses,
            f'}},"also":[{also}]{self._conditions}',
            before,
            f'{after}","sources":{self._sources_with(())},"warnings":',
        )
        return *[each.encode() for each in pieces], self._tail

    @property
    def tells_miss(self) -> bool:
        """Whether the sentence says which limit is missed by the least."""
        return self._tells_miss and bool(self.lines)

    def template(self, shipment: Shipment, own: OwnText, spec: str, also: str) -> Template:
        """The answer for one item.

        Args:
            shipment: the item and the parties.
            own: the text of the item.
            spec: the nearest change of a specification, as JSON.
            also: what follows by other readings, as rows of JSON.
        """
        rows, miss = _told_together(self.lines, shipment)
        end = self._end.replace(_MISS, miss) if self.tells_miss else self._end
        return Template(
            own.head,
            f"{self._opening}{rows}".encode(),
            f']{own.measures}{self._statuses}{spec},"date":'.encode(),
            f'}},"also":[{also}]{self._conditions}'.encode(),
            own.label,
            f'{end}","sources":{self._sources_with(own.sources)},"warnings":'.encode(),
            self.reach,
            not rows,
            self._tail,
        )

    def _sources_with(self, own: tuple[str, ...]) -> str:
        if own not in self._sources:
            self._sources[own] = _list(list(dict.fromkeys([*self._works, *own])))
        return self._sources[own]


def _plain(name: str | None) -> str:
    """An id or paragraph as JSON."""
    return "null" if name is None else f'"{name}"'


def _list(values: list[Any]) -> str:
    return dump(values) if values else "[]"


#: stands for the limit that is missed by the least
_MISS = "<miss>"


#: a reason as JSON; by what share of its limit it misses, and the words for that or the line that gives them
Told = tuple[str, "tuple[float, str | Line] | None"]


def _share(miss: tuple[float, str | Line]) -> float:
    return miss[0]


def _told_together(lines: tuple[Line, ...], shipment: Shipment) -> tuple[str, str]:
    """Reasons as rows of JSON, and the limit of them that is missed by the least; the item remembers them."""
    memory, share = shipment.item.memory, shipment.parties.listed_share
    found: tuple[str, str] | None = memory.get((lines, share))
    if found is None:
        told = [_told(line, shipment) for line in lines]
        misses = [each[1] for each in told if each[1] is not None]
        nearest = min(misses, key=_share)[1] if misses else ""
        if isinstance(nearest, Line):
            missed_by = missed(line_row(nearest, shipment))
            nearest = missed_by[1] if missed_by is not None else ""
        found = ",".join([each[0] for each in told]), inside(nearest)
        memory[lines, share] = found
    return found


def _told(line: Line, shipment: Shipment) -> Told:
    """A reason as JSON, and by what share of its limit it misses with the words for it, or the line that has them."""
    if line.test is not None and line.test.metric == "listed_share":
        return dump(line_row(line, shipment)), None
    item = shipment.item
    if line.test is not None:
        known = item.metrics.get(line.test.metric)
        if known is not None and known.value is not None:
            return _compared(line, line.test, known.value, item)
        if known is not None:
            row = line_row(line, shipment)
            return dump(row), missed(row)
    if item.market not in line.memory:  # but for its market, no item differs from another here
        line.memory[item.market] = dump(line_row(line, shipment)), None
    found: Told = line.memory[item.market]
    return found


def _compared(line: Line, test: Test, value: float, item: Item) -> Told:
    """The reason of a test with a value that is known."""
    text = item.memory.get(test.metric)
    if text is None:
        text = item.memory[test.metric] = number_text(value)
    margin = test.margin(value)
    start, middle, end = line.pieces
    if test.holds_for(value):
        return f'{start}{text}{middle}true,"margin":{number_text(margin)}{end}', None
    plain, limit = plain_number(margin), plain_number(test.limit)
    told = f'{start}{text}{middle}false,"margin":{plain!r}{end}'
    return told, (abs(plain / limit), line) if limit and plain is not None else None

"""The rows of a list of shipments, read: what each column says is looked up once for each text that stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from oncurve.answers.export_items import COLUMNS
from oncurve.answers.export_screening import make_room
from oncurve.answers.export_sentence import say_day
from oncurve.answers.export_shape import OwnText, Reach, Template, dump, inside
from oncurve.answers.export_status import LAST_KNOWN, before_the_law
from oncurve.basis.errors import BadInput, OncurveError
from oncurve.basis.span import parse_date
from oncurve.export.parties import NOBODY, Parties

if TYPE_CHECKING:
    from oncurve.answers.export_reading import Read
    from oncurve.answers.export_screening import Screening
    from oncurve.answers.export_table import Table
    from oncurve.export.case import Case
    from oncurve.export.item import Item
    from oncurve.export.rules import Path

__all__ = ["Asked", "Begun", "Block", "Day", "Entry", "Pair", "Rows"]

_OF_PARTIES = ("osat", "designer_hq", "exporter_kind", "activity", "buyer")
_OF_PLACES = ("destination", "headquarters")
_OF_ITEMS = tuple(name for name in COLUMNS if name not in (*_OF_PARTIES, *_OF_PLACES, "date"))


class Day:
    """A day as rows name it.

    Args:
        screening: the law.
        on: the day.
    """

    __slots__ = ("before", "index", "iso", "late", "on", "said")

    def __init__(self, screening: Screening, on: dt.date) -> None:
        self.on, self.iso, self.said = on, on.isoformat().encode(), say_day(on).encode()
        self.index = screening.law.index(on)
        self.before = dump(before_the_law(screening, on))[1:-1].encode()
        #: how many warnings the day alone gives; the same number means the same warnings
        self.late = (on > LAST_KNOWN) + sum(end <= on for end, _ in screening.lapsed_stays)


class Pair:
    """A destination and the country of a buyer's parent, as rows name them.

    Args:
        screening: the law.
        to: ISO code of the destination.
        hq: ISO code of the headquarters.
    """

    __slots__ = ("hq", "path", "paths", "reach", "stamp", "to", "treated", "where")

    def __init__(self, screening: Screening, to: str, hq: str) -> None:
        law = screening.law
        self.to, self.hq = to, hq
        self.treated = law.places.as_treated(to), law.places.as_treated(hq)
        self.stamp = f'{to}","headquarters":"{hq}","date":"'.encode()
        buyer = "" if to == hq else f" for a buyer headquartered in {law.places.name_of(hq)}"
        self.where = inside(law.places.name_of(to) + buyer).encode(errors="replace")
        self.path = law.path(*self.treated)
        self.paths: dict[Parties, Path] = {NOBODY: self.path}
        self.reach: dict[Reach, bytes] = {}


class Entry:
    """An item as rows name it, with what was put into text of it.

    Args:
        item: the item.
    """

    __slots__ = (
        "_own",
        "always_warns",
        "dates",
        "item",
        "released",
        "row",
        "seats",
        "table",
        "templates",
        "told",
        "warnings",
    )

    def __init__(self, item: Item) -> None:
        self.item = item
        self._own: OwnText | None = None
        self.released = item.released or dt.date.min
        self.always_warns = item.reported is not None
        self.table: Table | None = None
        self.row = -1
        self.seats: dict[Case, tuple[Table, int]] = {}
        self.templates: dict[Any, Template] = {}
        #: the same by what is told in them
        self.told: dict[Any, Template] = {}
        self.dates: dict[Path, list[bytes]] = {}
        self.warnings: dict[Any, bytes] = {}

    @property
    def own(self) -> OwnText:
        """What the item prints into every answer on it."""
        if self._own is None:
            self._own = OwnText.of(self.item)
        return self._own


class Asked(NamedTuple):
    """One row, looked up.

    Args:
        day: when.
        pair: where to, and for whom.
        entry: what.
        parties: who takes part.
        path: the case under each regime.
    """

    day: Day
    pair: Pair
    entry: Entry
    parties: Parties
    path: Path

    @property
    def case(self) -> Case:
        """The case of the day."""
        return self.path[self.day.index]


class Begun(NamedTuple):
    """Some rows, of which all but the items is looked up; only those columns mean something that can be answered.

    Args:
        days: when.
        pairs: where to, and for whom.
        parties: who takes part.
        errors: for each row that cannot be answered, the error as JSON.
        of_parties: the same for its parties, which are looked at after its item.
    """

    days: list[Day]
    pairs: list[Pair]
    parties: list[Parties]
    errors: dict[int, bytes]
    of_parties: dict[int, bytes]


class Block(NamedTuple):
    """Some rows, looked up: a column each, of which only those mean something that can be answered.

    Args:
        days: when.
        pairs: where to, and for whom.
        entries: what.
        parties: who takes part.
        errors: for each row that cannot be answered, the error as JSON.
        fresh: the items that no row named before.
    """

    days: list[Day]
    pairs: list[Pair]
    entries: list[Entry]
    parties: list[Parties]
    errors: dict[int, bytes]
    fresh: list[Entry]


class Rows:
    """The columns of a list.

    Args:
        screening: the law.
        header: the names of the columns.
    """

    def __init__(self, screening: Screening, header: Sequence[str]) -> None:
        self._screening, self._header = screening, list(header)
        place = {name: index for index, name in enumerate(header)}
        self._date = place["date"]
        self._of_pair, self._of_item, self._of_parties = (
            [place[each] for each in names if each in place] for names in (_OF_PLACES, _OF_ITEMS, _OF_PARTIES)
        )
        self._days: dict[str, Day] = {}
        self._pairs: dict[Any, Pair] = {}
        self._entries: dict[Any, Entry] = {}
        self._by_item: dict[Item, Entry] = {}
        self._parties: dict[Any, Parties] = {}

    @property
    def names_parties(self) -> bool:
        """Whether there is a column for the parties at all."""
        return bool(self._of_parties)

    def read(self, read: Read) -> Block:
        """The rows of a block."""
        for kept in (self._entries, self._by_item):
            make_room(kept)
        begun = self.begin(read)
        before = len(self._entries)
        entries = self._found(self._entries, read, self._of_item, self._entry, begun.errors)
        fresh = list(self._entries.values())[before:] if len(self._entries) > before else []
        for index, error in begun.of_parties.items():
            begun.errors.setdefault(index, error)
        return Block(begun.days, begun.pairs, entries, begun.parties, begun.errors, fresh)

    def begin(self, read: Read) -> Begun:
        """The rows of a block, but for their items."""
        for kept in (self._days, self._pairs, self._parties):
            make_room(kept)
        errors: dict[int, bytes] = {}
        of_parties: dict[int, bytes] = {}
        days = self._found(self._days, read, [self._date], self._day, errors)
        for index, width in read.wide.items():
            errors.setdefault(index, _said(BadInput(f"{width} cells where the header has {len(self._header)}")))
        pairs = self._found(self._pairs, read, self._of_pair, self._pair, errors)
        parties = [NOBODY] * read.size
        if self._of_parties:
            parties = self._found(self._parties, read, self._of_parties, self._party, of_parties)
        return Begun(days, pairs, parties, errors, of_parties)

    def _found(
        self, kept: dict[Any, Any], read: Read, places: Sequence[int], make: Any, errors: dict[int, bytes]
    ) -> list[Any]:
        """What each row means by some columns, each text looked up once; where it means nothing, `errors` says why."""
        names = [self._header[each] for each in places]
        keys: Sequence[Any] = list(zip(*[read.columns[each] for each in places], strict=True))
        wrong: dict[Any, bytes] = {}
        for key in dict.fromkeys(keys):
            if key not in kept:
                try:
                    kept[key] = make(dict(zip(names, key, strict=True)))
                except OncurveError as error:
                    wrong[key] = _said(error)
        column = list(map(kept.get, keys))
        if wrong:
            for index, each in enumerate(column):
                if each is None:
                    errors.setdefault(index, wrong[keys[index]])
        return column

    def _day(self, cells: dict[str, str]) -> Day:
        return Day(self._screening, parse_date(cells["date"]))

    def _pair(self, cells: dict[str, str]) -> Pair:
        return Pair(self._screening, *self._screening.countries(cells))

    def _entry(self, cells: dict[str, str]) -> Entry:
        item = self._screening.item(cells)
        found = self._by_item.get(item)
        if found is None:
            found = Entry(item)
            if item.chip:
                self._by_item[item] = found
        return found

    def _party(self, cells: dict[str, str]) -> Parties:
        return self._screening.parties(cells)


def _said(error: OncurveError) -> bytes:
    return dump(error.to_dict()).encode(errors="replace")

"""The rows of a list that state the figures of an item of their own, read in columns: all rows at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_items import NUMBERS, YES_OR_NO, answer_of_yes, market_of
from oncurve.answers.export_numbered import Numbered, Places
from oncurve.basis.errors import OncurveError
from oncurve.catalog.record import compact
from oncurve.export.columns import METRICS, Columns, Floats, Trait
from oncurve.export.item import Item, item_of_numbers, kind_of

if TYPE_CHECKING:
    from oncurve.answers.export_screening import Screening

__all__ = ["Figures", "FiguresReader", "NamedChips"]

_NAMELESS = "an item"
_WITHOUT = re.compile(r"[^\w\n+]|_")
_DROPPED = bytes(each for each in range(128) if not chr(each).isalnum() and chr(each) not in "+\n")


class Figures(NamedTuple):
    """Items that state their figures.

    Args:
        labels: their names.
        stated: for each metric that some state, the values; not a number where one states none.
        columns: what is measured of them.
    """

    labels: list[str]
    stated: dict[str, Floats]
    columns: Columns

    def item(self, row: int) -> Item:
        """One of them by itself."""
        trait = self.columns.traits[self.columns.trait[row]]
        numbers = {name: float(each[row]) for name, each in self.stated.items() if not np.isnan(each[row])}
        return item_of_numbers(self.labels[row], trait.kind, numbers, trait.market)


class _Coded(NamedTuple):
    """What the cells of a column mean.

    Args:
        found: the meanings.
        place: for each row, which of them.
    """

    found: list[Any]
    place: Places


class FiguresReader:
    """Finds and reads the rows that state figures.

    Args:
        screening: the law, and the catalogue of chips.
        header: the names of the columns.
    """

    def __init__(self, screening: Screening, header: Sequence[str]) -> None:
        place = {name: index for index, name in enumerate(header)}
        self._chip, self._place = place["chip"], place
        self._numbers = [(place[name], *NUMBERS[name]) for name in NUMBERS if name in place]
        self._yes = [(place[name], name) for name in YES_OR_NO if name in place]
        self._named = NamedChips(screening)
        self._said: dict[Any, dict[str, Any]] = {"kind": {}, "market": {}, "yes": {}}
        self._traits: dict[Trait, int] = {}

    @property
    def states_any(self) -> bool:
        """Whether there is a column for figures at all."""
        return bool(self._numbers or self._yes)

    def read(self, columns: Sequence[Sequence[str]], asked: NDArray[np.bool_]) -> tuple[Places, Figures]:
        """The rows that state figures of their own and can be read at once, and these figures.

        Args:
            columns: the cells of the list, a sequence for each column.
            asked: which rows are looked at.
        """
        ok, some = asked.copy(), np.zeros(len(asked), bool)
        stated: dict[str, Floats] = {}
        for place, metric, scale in self._numbers:
            values, good = _numbers(columns[place])
            if metric == "area":
                good &= ~(values == 0)
            stated[metric] = values * scale
            ok, some = ok & good, some | ~np.isnan(values)
        for place, metric in self._yes:
            said = self._coded("yes", columns[place], _yes)
            values = np.array(said.found, float)[said.place]
            stated[metric] = np.where(values >= 0, values, np.nan)
            ok, some = ok & (values > _BAD), some | (values >= 0)
        kinds = self._column("kind", "item_kind", columns, kind_of)
        markets = self._column("market", "end_use", columns, _market)
        ok &= some & np.array([each is not None for each in markets.found], bool)[markets.place]
        for row in self._named.among(columns[self._chip]):
            ok[row] &= kinds.found[kinds.place[row]] != "ic"
        rows = np.flatnonzero(ok)
        labels = [each or _NAMELESS for each in _taken(columns[self._chip], rows)]
        stated = {metric: each[rows] for metric, each in stated.items()}
        traits = self._numbered(kinds, markets)[rows]
        return rows, Figures(labels, stated, _columns(stated, list(self._traits), traits))

    def _column(
        self, what: str, name: str, columns: Sequence[Sequence[str]], read: Callable[[str], Any]
    ) -> _Coded:
        if name not in self._place:
            return _Coded([read("")], np.zeros(len(columns[0]), np.intp))
        return self._coded(what, columns[self._place[name]], read)

    def _coded(self, what: str, cells: Sequence[str], read: Callable[[str], Any]) -> _Coded:
        """What each cell means; each text is looked up once."""
        kept, texts = self._said[what], Numbered(cells)
        for text in texts.found:
            if text not in kept:
                kept[text] = read(text)
        return _Coded([kept[text] for text in texts.found], texts.place)

    def _numbered(self, kinds: _Coded, markets: _Coded) -> Places:
        """The place among traits of each kind and market."""
        code = kinds.place * len(markets.found) + markets.place
        number: Places = np.zeros(len(kinds.found) * len(markets.found), np.intp)
        for each in np.flatnonzero(np.bincount(code, minlength=len(number))).tolist():
            kind, market = kinds.found[each // len(markets.found)], markets.found[each % len(markets.found)]
            trait = Trait(kind, market=market or "", settled=kind == "logic")
            number[each] = self._traits.setdefault(trait, len(self._traits))
        found: Places = number[code]
        return found


def _taken(cells: Sequence[str], rows: Places) -> Sequence[str]:
    """Some of a column's cells, or all."""
    return cells if len(rows) == len(cells) else [cells[each] for each in rows.tolist()]


#: stands for what is neither yes nor no
_BAD = -2.0


def _yes(cell: str) -> float:
    """1 for yes, 0 for no, -1 where nothing is said."""
    if not cell:
        return -1.0
    try:
        return answer_of_yes(cell, "")
    except OncurveError:
        return _BAD


def _market(cell: str) -> str | None:
    """The market that a use means, or None where there is no such use."""
    try:
        return market_of(cell)
    except OncurveError:
        return None


def _numbers(cells: Sequence[str]) -> tuple[Floats, NDArray[np.bool_]]:
    """What cells state, not a number where they are empty; and which of them can be read."""
    try:
        values = np.fromiter(map(float, cells), float, len(cells))
        stated = np.ones(len(cells), bool)
    except ValueError:
        values, stated = np.array([_number(each) for each in cells]), np.array(list(map(bool, cells)), bool)
    good = ~stated | ((values >= 0) & (values < np.inf))
    return np.where(good & stated, values, np.nan), good


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return -1.0


def _columns(stated: dict[str, Floats], traits: list[Trait], trait: NDArray[np.intp]) -> Columns:
    """Stated figures, and those that follow from them, as columns."""
    unknown = np.full(len(trait), np.nan)
    value = {name: stated.get(name, unknown) for name in METRICS}
    with np.errstate(over="ignore"):
        value["density"] = np.where(np.isnan(value["density"]), value["tpp"] / value["area"], value["density"])
    low = {name: np.where(np.isnan(each), 0.0, each) for name, each in value.items()}
    high = {name: np.where(np.isnan(each), np.inf, each) for name, each in value.items()}
    both, memory = "dram_bandwidth_io", value["dram_bandwidth"]
    value[both] = memory + value["io"]
    low[both] = np.where(np.isnan(memory), 0.0, memory + low["io"])
    high[both] = np.where(np.isnan(memory), np.inf, memory + high["io"])
    return Columns(low, high, value, traits, trait)


class NamedChips:
    """Which names of a list are chips of the catalogue; names without a trace of one are told at once.

    Args:
        screening: the catalogue of chips.
    """

    def __init__(self, screening: Screening) -> None:
        self._screening = screening

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        found = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for key, label, aliases in self._screening.catalogue.chips.names():
            for each in (key, label, *aliases):
                if text := compact(each):
                    found.add_word(text)
        found.make_automaton()
        return found

    def among(self, labels: Sequence[str]) -> list[int]:
        """The rows whose name is a chip of the catalogue."""
        rows = self._traced(labels)
        return [row for row in rows if self._screening.chip(labels[row]) is not None]

    def _traced(self, labels: Sequence[str]) -> list[int]:
        """The rows whose name has the name of a chip somewhere in it, but for spaces and punctuation."""
        text = "\n".join(labels).casefold()
        if text.count("\n") != len(labels) - 1:
            return list(range(len(labels)))
        bare = text.encode().translate(None, _DROPPED).decode() if text.isascii() else _WITHOUT.sub("", text)
        found = {row for row, each in enumerate(labels) if "(" in each} if "(" in text else set()
        if ends := [end for end, _ in self._automaton.iter(bare)]:
            breaks = np.flatnonzero(np.frombuffer(bare.encode("utf-32-le", "replace"), "<u4") == ord("\n"))
            found.update(np.searchsorted(breaks, np.array(ends, np.intp)).tolist())
        return sorted(found)

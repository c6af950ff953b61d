"""Items in work for a list: what follows for each of them under a case, worked out for all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_shape import dump, number_text
from oncurve.answers.export_status import IF_ALL_WERE_BOUND, rule_of
from oncurve.export.columns import Columns, columns_of
from oncurve.export.nearest import Flips, nearest_flips, plain_ranks
from oncurve.export.provision import STATES
from oncurve.export.rules import Regime, reported
from oncurve.export.status import STATUSES, Decision, decide

if TYPE_CHECKING:
    from oncurve.export.case import Case, Kin
    from oncurve.export.item import Item

__all__ = ["Table", "binds_some", "reading_text"]


class Table:
    """Items and their disputed readings as rows: of each item first as it is, then as a report on it says.

    Args:
        items: the items.
        kin: which cases are alike.
        columns: their measures, if they are at hand already.
    """

    def __init__(self, items: Sequence[Item], kin: Kin, columns: Columns | None = None) -> None:
        self._kin = kin
        rows: list[tuple[Item, bool]] = [(item, False) for item in items]
        self.rows = {item: row for row, item in enumerate(items)}
        self.reported: dict[Item, int] = {}
        self.readings: dict[tuple[Item, bool], list[tuple[str, int]]] = {}
        if columns is None:
            for item in items:
                for held in (False, True) if item.reported is not None else (False,):
                    if held:
                        self.reported[item] = len(rows)
                        rows.append((item, True))
                    first = len(rows)
                    self.readings[item, held] = [(dump(each.label), first + n) for n, each in enumerate(item.readings)]
                    rows += [(each, held) for each in item.readings]
            columns = columns_of(rows)
        self.columns = columns
        self._solved: dict[Any, Any] = {}

    def take(self, rows: NDArray[np.intp]) -> Table:
        """Some of the items; only for items without readings and reports."""
        return Table((), self._kin, self.columns.take(rows))

    def rows_under(self, regime: Regime, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The rows of items as reports on them say, where these hold under a regime."""
        if not self.reported:
            return rows
        if ("rows", regime) not in self._solved:
            moved = np.arange(len(self.columns))
            for item, row in self.reported.items():
                if reported(item, regime):
                    moved[self.rows[item]] = row
            self._solved["rows", regime] = moved
        found: NDArray[np.intp] = self._solved["rows", regime][rows]
        return found

    def keys(self, case: Case) -> list[bytes]:
        """For each row, its states under a case."""
        if ("keys", case) not in self._solved:
            states = np.ascontiguousarray(self.columns.states(case).T)
            self._solved["keys", case] = [each.tobytes() for each in states]
        found: list[bytes] = self._solved["keys", case]
        return found

    def decision(self, case: Case, row: int, *, everyone: bool = False) -> Decision:
        """What is enforced of a row.

        Args:
            case: the provisions.
            row: of the item.
            everyone: as if letters bound every maker.
        """
        states = self.columns.states(case, everyone=everyone)[:, row] if everyone else self.keys(case)[row]
        return decide(case, tuple([STATES[each] for each in states]))

    def ranks(self, case: Case, *, everyone: bool = False) -> list[int]:
        """For each row, the place of its status among `STATUSES`.

        Args:
            case: the provisions.
            everyone: as if letters bound every maker.
        """
        case = self._kin.of(case)
        key = ("ranks", case, everyone)
        if key not in self._solved:
            self._solved[key] = plain_ranks(case, self.columns, everyone=everyone).tolist()
        found: list[int] = self._solved[key]
        return found

    def spec(self, case: Case, row: int) -> str:
        """The nearest change of a specification of a row that gives another status, as JSON.

        Args:
            case: the provisions.
            row: of the item.
        """
        case = self._kin.of(case)
        key = ("spec", case, row)
        if key not in self._solved:
            self._solved[key] = self._spec(case, row)
        found: str = self._solved[key]
        return found

    def _spec(self, case: Case, row: int) -> str:
        flips, texts = self._flips(case)
        move = texts[0][row]
        if move < 0:
            return "null"
        metric, value = flips.metrics[move], texts[1][move]
        old = number_text(float(self.columns.value[metric][row]))
        return (
            f'{{"metric":"{metric}","from":{old},"to":{value},"change":{number_text(texts[2][row])},'
            f'"status":"{STATUSES[texts[3][row]]}"}}'
        )

    def _flips(self, case: Case) -> tuple[Flips, tuple[list[int], list[str], list[float], list[int]]]:
        if ("flips", case) not in self._solved:
            flips = nearest_flips(case, self.columns)
            values = [number_text(float(each)) for each in flips.values]
            self._solved["flips", case] = (
                flips,
                (flips.move.tolist(), values, flips.change.tolist(), flips.rank.tolist()),
            )
        found: tuple[Flips, tuple[list[int], list[str], list[float], list[int]]] = self._solved["flips", case]
        return found

    def also(self, case: Case, row: int, readings: Sequence[tuple[str, int]]) -> str:
        """What follows by other readings, where that is another status, as rows of JSON.

        Args:
            case: the provisions.
            row: of the item.
            readings: the words of each, as JSON, and its row.
        """
        case = self._kin.of(case)
        key = ("also", case, row)
        if key not in self._solved:
            self._solved[key] = self._also(case, row, readings)
        found: str = self._solved[key]
        return found

    def _also(self, case: Case, row: int, readings: Sequence[tuple[str, int]]) -> str:
        ranks, found = self.ranks(case), []
        if binds_some(case) and self.ranks(case, everyone=True)[row] != ranks[row]:
            found.append((dump(IF_ALL_WERE_BOUND), self.decision(case, row, everyone=True)))
        found += [(words, self.decision(case, each)) for words, each in readings if ranks[each] != ranks[row]]
        return ",".join([reading_text(words, case, each) for words, each in found])


def reading_text(words: str, case: Case, decision: Decision) -> str:
    """What follows by another reading, as JSON.

    Args:
        words: the reading, as JSON.
        case: the provisions.
        decision: what is enforced by it.
    """
    return f'{{"reading":{words},"status":"{decision.status}","rule":{dump(rule_of(case, decision))}}}'


def binds_some(case: Case) -> bool:
    """Whether there is a letter."""
    if "binds" not in case.memory:
        case.memory["binds"] = any(each.lists["binds"] for each in case.provisions)
    return bool(case.memory["binds"])

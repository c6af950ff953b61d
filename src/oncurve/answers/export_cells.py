"""Cells: items that pass alike every test there is, whatever their numbers, and what the law says of each cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_shape import dump
from oncurve.answers.export_status import IF_ALL_WERE_BOUND
from oncurve.answers.export_table import binds_some, reading_text
from oncurve.export.case import Kin
from oncurve.export.columns import METRICS, Columns, Floats, StateCodes
from oncurve.export.nearest import plain_ranks
from oncurve.export.provision import STATES, Test
from oncurve.export.ranks import Ranks
from oncurve.export.status import decide

if TYPE_CHECKING:
    from oncurve.export.case import Case

__all__ = ["Cells", "other_reading"]

_UNKNOWN, _KNOWN, _BOUNDED = 0, 1, 2
_NOTHING = 255
_MOST = 2**40


class Cells:
    """Items in cells.

    Args:
        columns: the items.
        tests: every test there is.
        kin: which cases are alike.
    """

    def __init__(self, columns: Columns, tests: Sequence[Test], kin: Kin) -> None:
        self._tests = tests
        limits = {name: np.unique([each.limit for each in tests if each.metric == name]) for name in METRICS}
        code, known = columns.trait.astype(np.int64), []
        for metric, some in limits.items():
            state, step = _step(columns, metric, some)
            known.append(state)
            choices = (_BOUNDED + 1) * (2 * len(some) + 1)
            if code.max(initial=0) * choices > _MOST:
                code = np.unique(code, return_inverse=True)[1]
            code = code * choices + state * (2 * len(some) + 1) + step
        _, first, place = np.unique(code, return_index=True, return_inverse=True)
        #: for each item, its cell
        self.place: NDArray[np.intp] = place
        #: one item of each cell
        self.columns = columns.take(first)
        self._known = np.stack([each[first] for each in known])
        self._kin = kin
        self._ranks: dict[tuple[Case, bool], Ranks] = {}

    def ranks(self, case: Case, *, everyone: bool = False) -> Ranks:
        """The status of each cell, as a place in `oncurve.export.status.STATUSES`."""
        case = self._kin.of(case)
        if (case, everyone) not in self._ranks:
            self._ranks[case, everyone] = plain_ranks(case, self.columns, everyone=everyone)
        return self._ranks[case, everyone]

    def keys(self, case: Case, cells: NDArray[np.intp]) -> list[bytes]:
        """For some cells, all on which the words of an answer under a case hang; its states come first."""
        states = self.columns.states(case)[:, cells]
        bound = np.full_like(states, _NOTHING)
        if binds_some(case):
            differs = self.ranks(case)[cells] != self.ranks(case, everyone=True)[cells]
            bound = np.where(differs, self.columns.states(case, everyone=True)[:, cells], bound)
        key = np.concatenate([states, bound, self._marks[:, cells]]).T
        text, width = key.tobytes(), key.shape[1]
        return [text[start : start + width] for start in range(0, len(text), width)]

    @cached_property
    def _marks(self) -> StateCodes:
        """For each cell, which metrics are known, how tests come out that hang on bounds, and its trait."""
        columns = self.columns
        open_sum = np.isnan(columns.value["dram_bandwidth_io"])
        sums = [
            np.where(open_sum, columns.test(each), np.uint8(_NOTHING))
            for each in self._tests
            if each.metric == "dram_bandwidth_io"
        ]
        rows = [self._known, np.array(sums).reshape(-1, len(columns)), columns.trait[None]]
        return np.concatenate(rows).astype(np.uint8)


def _step(columns: Columns, metric: str, limits: Floats) -> tuple[StateCodes, NDArray[np.intp]]:
    """Whether a metric is known, unknown or bounded for each item, and between or on which limits it lies."""
    low, value = columns.low[metric], columns.value[metric]
    bounded = np.where(low > 0, np.uint8(_BOUNDED), np.uint8(_UNKNOWN))
    state = np.where(np.isnan(value), bounded, np.uint8(_KNOWN))
    return state, np.searchsorted(limits, low, "left") + np.searchsorted(limits, low, "right")


def other_reading(case: Case, key: bytes) -> str:
    """What follows if letters bound every maker, where that is another status, as rows of JSON.

    Args:
        case: the provisions.
        key: one of `Cells.keys`.
    """
    count = len(case.provisions)
    states = key[count : 2 * count]
    if _NOTHING in states[:1] or not states:
        return ""
    return reading_text(dump(IF_ALL_WERE_BOUND), case, decide(case, tuple([STATES[each] for each in states])))

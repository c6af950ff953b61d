"""The tests of the law as columns: what items measure is compared with all limits at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_because import plain_number
from oncurve.answers.export_numbered import Places, texts_of
from oncurve.export.columns import METRICS, Floats
from oncurve.export.provision import Test

__all__ = ["TestTable"]


class TestTable:
    """Tests as columns; those that compare alike are one.

    Args:
        tests: the tests.
    """

    __test__ = False

    def __init__(self, tests: Sequence[Test]) -> None:
        numbers: dict[tuple[str, str, float], int] = {}
        #: the number of each test
        self.number = {
            each: numbers.setdefault((each.metric, each.operation, each.limit), len(numbers)) for each in tests
        }
        #: the place among `METRICS` of the metric of each
        self.metric: Places = np.array([METRICS.index(metric) for metric, _, _ in numbers], np.intp)
        #: the limit of each
        self.limit: Floats = np.array([limit for _, _, limit in numbers], float)
        self._upward = np.array([operation in ("at_least", "above") for _, operation, _ in numbers], bool)
        self._reached = np.array([operation in ("at_least", "at_most") for _, operation, _ in numbers], bool)
        limits = [plain_number(limit) for _, _, limit in numbers]
        #: of each in turn, the JSON between value and margin where it fails and where it holds
        self.verdicts = texts_of(
            [f',"limit":{each!r},"holds":{holds},"margin":'.encode() for each in limits for holds in ("false", "true")]
        )
        #: of each, the words between a value that misses it and by how much
        self.misses = texts_of([f" misses {each:,} by ".encode() for each in limits])

    def margins(self, test: Places, value: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """By how much tests hold or, below zero, fail; and whether they hold.

        Args:
            test: numbers of tests.
            value: what each of them compares.
        """
        limit, upward = self.limit[test], self._upward[test]
        over = value - limit
        margin = np.where(upward, over, -over)
        return margin, (margin > 0) | (self._reached[test] & (over == 0))

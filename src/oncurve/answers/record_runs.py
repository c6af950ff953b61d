"""Who held the record of doing as well with less compute, and who first showed the saving that rates expect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from oncurve.basis.estimate import significant
from oncurve.capability.shipped import SCORES_KNOWN, ScoredModel, load_shipped

__all__ = ["CLOSE", "WIDEST", "RecordRun", "record_runs"]

#: points of the index by which a run may fall short of the level and still count as as good
CLOSE = 3.0
#: points of the index that a 90% interval may span
WIDEST = 15.0
_DAYS_A_YEAR = 365.25


class RecordRun(Struct, frozen=True):
    """A run that took less compute than any before it that did as well.

    Args:
        model: the scored version.
        flop: training compute.
        capability: on the index.
        saving: how many times less compute than the run it is measured by took.
        expected: the least and the most that published rates expect over the time since, as factors.
    """

    model: ScoredModel
    flop: float
    capability: float
    saving: float
    expected: tuple[float, float]

    @property
    def shows(self) -> bool:
        """Whether it saves what the slowest of the published rates expects, or more."""
        return self.saving >= self.expected[0]

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"model": self.model.id or self.model.name, "date": self.model.date.isoformat(),
                "organisation": self.model.organisation, "country": self.model.country,
                "flop": significant(self.flop, 3), "capability": significant(self.capability, 4),
                "saving": significant(self.saving, 3), "expected": [significant(each, 3) for each in self.expected],
                "shows": self.shows}


def record_runs(against: str, rates: Sequence[float], as_of: dt.date | None = None) -> tuple[RecordRun, ...]:
    """Runs after a model that did as well, within 3 points of the index, with less compute than any before.

    Models whose place on the index is known to no better than 15 points are left out; compute that went into a teacher
    is not counted.

    Args:
        against: id of the model whose level and compute are the measure.
        rates: published rates, as factors a year.
        as_of: None where later knowledge may be used; the scores are of December 2025.
    """
    shipped = load_shipped()
    place = shipped.place(against)
    if place is None or not rates or (as_of is not None and as_of < SCORES_KNOWN):
        return ()
    first = shipped.models[place]
    if first.flop is None:
        return ()
    low, high = np.quantile(shipped.skill["all"], [0.05, 0.95], axis=0)
    least, found = first.flop, []
    for number in sorted(range(len(shipped.models)), key=lambda number: (shipped.models[number].date, number)):
        model, skill = shipped.models[number], float(shipped.centre[number])
        known = high[number] - low[number] <= WIDEST and skill >= shipped.centre[place] - CLOSE
        if known and model.flop is not None and model.date > first.date and model.flop < least:
            least, years = model.flop, (model.date - first.date).days / _DAYS_A_YEAR
            expected = sorted(rate**years for rate in rates)
            found.append(RecordRun(model, least, skill, first.flop / least, (expected[0], expected[-1])))
    return tuple(found)

"""The crossover as it could be foreseen in January 2025, against who had a model of DeepSeek-R1's class out later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import MissingFact
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.able import Question, answer_able
from oncurve.scenario.reasoners import released

__all__ = ["AbleHindcast", "Outcome", "able_hindcast"]

_ON = dt.date(2025, 1, 30)
_BY = (dt.date(2025, 6, 30), dt.date(2025, 12, 31))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One developer by one day: what was foreseen and what came."""

    id: str
    by: dt.date
    probability: float
    released: bool


@dataclass(frozen=True, slots=True)
class AbleHindcast:
    """All developers by each day.

    Args:
        rows: foreseen and come.
        brier: mean square of probability less outcome, by day.
        baseline: the same for one probability for all, the share that had one out by January 2025.
        counts: for each day the median and 90% interval foreseen, and how many came.
    """

    rows: tuple[Outcome, ...]
    brier: dict[dt.date, float]
    baseline: dict[dt.date, float]
    counts: dict[dt.date, tuple[float, float, float, int]]

    def to_dict(self) -> dict[str, Any]:
        """The table as plain data."""
        return {"on": _ON.isoformat(),
                "rows": [{"id": row.id, "by": row.by.isoformat(), "probability": round(row.probability, 4),
                          "released": row.released} for row in self.rows],
                "scores": [{"by": day.isoformat(), "brier": round(self.brier[day], 4),
                            "baseline": round(self.baseline[day], 4),
                            "count": dict(zip(("median", "low", "high", "came"), self.counts[day], strict=True))}
                           for day in _BY]}


def able_hindcast(now: Catalogue, draws: Draws) -> AbleHindcast:
    """What facts known in January 2025 foresaw, and what came.

    Args:
        now: the facts known later, for what came.
        draws: the columns of draws.

    Raises:
        MissingFact: what came by then was not known on the day of the catalogue.
    """
    if now.as_of is not None and now.as_of < _BY[-1]:
        raise MissingFact(str(now.as_of), f"which models were out by {_BY[-1]}",
                          "Ask without --as-of, or with a later day.")
    then = now.known_by(_ON)
    rows: list[Outcome] = []
    brier, baseline, counts = {}, {}, {}
    for day in _BY:
        answer = answer_able(then, Question(_ON, kind="reasoning", by=day), draws)
        came = released(now, day)
        mine = [Outcome(each.id, day, each.probability, each.id in came) for each in answer.organisations]
        before = len(released(now, _ON) & {row.id for row in mine}) / len(mine)
        brier[day] = sum((row.probability - row.released) ** 2 for row in mine) / len(mine)
        baseline[day] = sum((before - row.released) ** 2 for row in mine) / len(mine)
        counts[day] = (answer.count.median, answer.count.low, answer.count.high, sum(row.released for row in mine))
        rows += mine
    return AbleHindcast(tuple(rows), brier, baseline, counts)

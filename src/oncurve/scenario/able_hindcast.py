"""The crossover as it could be foreseen in January 2025, against who had a model of DeepSeek-R1's class out later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import MissingFact
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.able import Question, answer_able

__all__ = ["AbleHindcast", "Outcome", "able_hindcast", "released"]

_MODEL = "deepseek-r1"
_BENCHMARKS = ("gpqa-diamond", "aime-2024", "math-500")
#: points by which a score may fall short and the model still be of the class
_WITHIN = 3.0
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


def released(catalogue: Catalogue, by: dt.date) -> set[str]:
    """Developers with a model out by a day that scores about as well as DeepSeek-R1 on any of three tests."""
    best = {name: max((row.amount for row in catalogue.scores if row.model == _MODEL and row.benchmark == name),
                      default=float("inf")) for name in _BENCHMARKS}
    found = set()
    for row in catalogue.scores:
        if row.benchmark in best and row.unit == "percent" and row.amount >= best[row.benchmark] - _WITHIN:
            model = catalogue.models.get(row.model)
            if model is not None and model.release_date is not None and model.release_date <= by:
                found.add(model.organisation)
    return found | _told(catalogue, best, by)


def _told(catalogue: Catalogue, best: Mapping[str, float], by: dt.date) -> set[str]:
    """Developers of models that only an event tells of, with such a score and out by a day."""
    found = set()
    for event in catalogue.events.values():
        for said in event.said:
            maker, out = said.detail.get("developer"), said.detail.get("out")
            if said.measure == "benchmark_score" and maker and out and isinstance(said.amount, int | float) \
                    and said.amount >= best.get(said.reference, float("inf")) - _WITHIN \
                    and dt.date.fromisoformat(str(out)) <= by:
                found.add(str(maker))
    return found


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

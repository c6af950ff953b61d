"""Who had a model of DeepSeek-R1's class out by a day, by the scores on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from oncurve.catalog.read import Catalogue

__all__ = ["released"]

_MODEL = "deepseek-r1"
_BENCHMARKS = ("gpqa-diamond", "aime-2024", "math-500")
#: points by which a score may fall short and the model still be of the class
_WITHIN = 3.0


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

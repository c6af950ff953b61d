"""Benchmarks and the scores that models got on them."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.evidence import Fact
from oncurve.catalog.observation import Observation
from oncurve.catalog.record import Record

__all__ = ["Benchmark", "Score"]


class Benchmark(Record, frozen=True):
    """A test of models.

    Args:
        unit: what scores are given in ("percent").
        released: the day it was published, or None.
        floor: the share that guessing gets (0 to 1), or None where guessing gets nothing.
        field: what it tests ("mathematics").
        editions: ids of the editions or parts that people mean by its bare name (the Diamond set of GPQA).
    """

    unit: str = "percent"
    released: dt.date | None = None
    floor: float | None = None
    field: str = ""
    editions: tuple[str, ...] = ()


class Score(Observation, frozen=True, kw_only=True):
    """What one evaluator says one model scored.

    Args:
        model: model id.
        benchmark: benchmark id.
        setting: shots, chain of thought, attempts.
        evaluator: who ran it.
        relation: "self", "another developer" or "independent".
    """

    model: str
    benchmark: str
    setting: str = ""
    evaluator: str = ""
    relation: str = ""

    def key(self) -> tuple[str, ...]:
        """Model, benchmark, setting, evaluator and source."""
        return (self.model, self.benchmark, self.setting, self.evaluator, self.source)

    def fact(self) -> Fact:
        """The score as a fact about the model."""
        return self.as_fact(self.model, f"score.{self.benchmark}", setting=self.setting,
                            evaluator=self.evaluator, relation=self.relation)

"""Backtest: as of each quarter, forecasts of capability, lag, compute, cost and price, against what came.

Capability is fitted anew each quarter to the scores of models out by then; what came is read from the fit of the whole
table, carried to the scale of that quarter by the models that both hold. Scores count as known when their model and
benchmark were out, which is inferred.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from oncurve.answers.quarters import FIRST, KINDS, Kind, quarter_ends, series_of
from oncurve.basis.errors import UnknownName
from oncurve.basis.estimate import significant
from oncurve.trend.forecast import RIVALS, Forecast, crps_of_sample, forecast_series, interval_of

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["KINDS", "ForecastTest", "Outcome", "forecast_test"]

LEVEL = 0.8
_AHEAD = (2, 4)
_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """One forecast and what came, in the unit of its kind.

    Args:
        kind: what was forecast.
        series: of whom.
        made: the last day that was known.
        due: the day it was for.
        low: lower end of the 80% interval.
        median: its middle.
        high: upper end.
        came: what came.
        scores: CRPS, ours and the rivals'.
        rank: share of the forecast's values below what came.
    """

    kind: str
    series: str
    made: dt.date
    due: dt.date
    low: float
    median: float
    high: float
    came: float
    scores: Mapping[str, float]
    rank: float

    @property
    def inside(self) -> bool:
        """Whether the interval holds what came."""
        return self.low <= self.came <= self.high

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"kind": self.kind, "series": self.series, "made": self.made.isoformat(), "due": self.due.isoformat(),
                "low": significant(self.low), "median": significant(self.median), "high": significant(self.high),
                "came": significant(self.came), "inside": self.inside,
                "crps": {name: significant(value, 4) for name, value in self.scores.items()}}


@dataclass(frozen=True, slots=True)
class ForecastTest:
    """All forecasts and how they did.

    Args:
        rows: one a forecast.
        seed: of the resampling.
    """

    rows: tuple[Outcome, ...]
    seed: int = 0

    @property
    def coverage(self) -> float:
        """Share of the 80% intervals that hold what came."""
        return sum(row.inside for row in self.rows) / len(self.rows)

    @property
    def crps(self) -> float:
        """Mean score, each kind in units of its own persistence score."""
        return float(np.mean(self._scaled("ours")))

    def skill(self, rival: str) -> float:
        """One less the ratio of scores; above 0 is better."""
        return 1 - float(self._scaled("ours").sum() / self._scaled(rival).sum())

    def skill_interval(self, rival: str) -> tuple[float, float]:
        """The 90% interval of the skill, over quarters drawn anew."""
        ours, theirs = self._scaled("ours"), self._scaled(rival)
        _, quarter = np.unique([row.made.toordinal() for row in self.rows], return_inverse=True)
        sums = np.stack([np.bincount(quarter, ours), np.bincount(quarter, theirs)])
        picked = np.random.default_rng(self.seed).integers(0, sums.shape[1], (_RESAMPLES, sums.shape[1]))
        total = sums[:, picked].sum(2)
        found = 1 - total[0] / total[1]
        low, high = np.quantile(found, [0.05, 0.95])
        return float(low), float(high)

    def _scaled(self, name: str) -> npt.NDArray[np.float64]:
        kinds = np.asarray([row.kind for row in self.rows])
        own = np.asarray([row.scores["persistence"] for row in self.rows])
        values = np.asarray([row.scores[name] for row in self.rows])
        for kind in np.unique(kinds):
            values[kinds == kind] /= max(float(own[kinds == kind].mean()), 1e-12)
        return values

    def of_kind(self, kind: str) -> ForecastTest:
        """The rows of one kind."""
        return ForecastTest(tuple(row for row in self.rows if row.kind == kind), self.seed)

    def to_dict(self) -> dict[str, Any]:
        """The backtest as the contract prints it."""
        kinds = list(dict.fromkeys(row.kind for row in self.rows))
        reliability = np.histogram([row.rank for row in self.rows], bins=10, range=(0, 1))[0].tolist()
        return {"rows": [row.to_dict() for row in self.rows], "coverage": significant(self.coverage, 4),
                "level": LEVEL, "crps": significant(self.crps, 4), "n": len(self.rows),
                "skill": {name: significant(self.skill(name), 4) for name in RIVALS},
                "skill_intervals": {name: [significant(end, 4) for end in self.skill_interval(name)]
                                    for name in RIVALS},
                "by_kind": {kind: {"n": len(self.of_kind(kind).rows),
                                   "coverage": significant(self.of_kind(kind).coverage, 4),
                                   "skill": {name: significant(self.of_kind(kind).skill(name), 4)
                                             for name in RIVALS}} for kind in kinds},
                "reliability": reliability,
                "warnings": ["forecasts of one quarter share their errors, so that fewer are independent than counted",
                             "every date on which a score was known is inferred from releases",
                             "compute, cost and price rest on facts as known now"]}


def forecast_test(world: World, kinds: Sequence[str] = KINDS) -> ForecastTest:
    """Forecast each series two and four quarters ahead, as of each quarter, and compare.

    Args:
        world: facts and seed.
        kinds: any of `KINDS`.

    Raises:
        UnknownName: a kind is not one of them.
    """
    for kind in kinds:
        if kind not in KINDS:
            from oncurve.answers.near import nearest

            raise UnknownName("backtest", kind, nearest(kind, KINDS), known=tuple(KINDS))
    rows: list[Outcome] = []
    for kind in kinds:
        ends = quarter_ends(kind)
        for now, found in enumerate(series_of(world, kind), start=FIRST):
            rows += _outcomes(kind, found, ends, now)
    return ForecastTest(tuple(rows), world.draws.seed)


def _outcomes(kind: str, found: Kind, ends: Sequence[dt.date], now: int) -> Iterator[Outcome]:
    for ahead in _AHEAD:
        if now + ahead >= len(ends):
            continue
        for each in forecast_series(found.history, ahead):
            came = float(found.future[each.series][ahead - 1])
            if np.isfinite(came):
                yield _outcome(kind, each, came, (ends[now], ends[now + ahead]))


def _outcome(kind: str, each: Forecast, came: float, days: tuple[dt.date, dt.date]) -> Outcome:
    low, high = interval_of(each.sample, LEVEL)
    scores = {"ours": crps_of_sample(each.sample, came)}
    scores |= {name: crps_of_sample(sample, came) for name, sample in each.rivals.items()}
    return Outcome(kind, each.series, *days, low, float(np.median(each.sample)), high, came, scores,
                   float(np.mean(each.sample < came)))

"""Time horizons: how long the tasks are that a model does half the time, and how fast they lengthen.

As METR has it (arXiv 2503.14499): the logarithm of the horizon over the day of release, least squares through the
models that were the best when they came.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from oncurve.basis.errors import BadInput
from oncurve.trend.exponential import fit_growth
from oncurve.trend.frontier import records

__all__ = ["Horizon", "doubling_days", "drawn_doubling_days", "read_horizons"]

_DAYS_A_YEAR = 365.25
_Z95 = 1.959963984540054
#: shares of the variance that all agents have in common, as a level and along the line; set so that the interval is
#: as wide as the one METR gives from a bootstrap over tasks (107.3 to 161.4 days since 2023)
_COMMON, _TILT = 0.4, 0.08


@dataclass(frozen=True, slots=True)
class Horizon:
    """One agent's horizon at 50%, in minutes, with its 95% interval, and whether its source marks it as the best."""

    agent: str
    date: dt.date
    low: float
    minutes: float
    high: float
    best: bool


def read_horizons(path: Path) -> list[Horizon]:
    """Horizons from a CSV with columns `agent`, `date`, `p50` and any of `lo`, `hi`, `sota`.

    Raises:
        BadInput: a column is missing or a row cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"agent", "date", "p50"} <= set(rows[0]):
        raise BadInput("there is no column `agent`, `date` or `p50`", file=path.name, where="line 1",
                       hint="Give a row an agent, with minutes in `p50`.")
    marked = "sota" in rows[0]
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            middle = float(row["p50"])
            low, high = (float(row.get(name) or middle) for name in ("lo", "hi"))
            found.append(Horizon(row["agent"], dt.date.fromisoformat(row["date"]), low, middle, high,
                                 row["sota"] == "True" if marked else True))
        except ValueError as error:
            raise BadInput(f"this row cannot be read ({error})", file=path.name, where=f"line {number}") from None
    if not marked:
        days = np.asarray([float(each.date.toordinal()) for each in found])
        best = records(days, np.asarray([each.minutes for each in found]))
        found = [Horizon(each.agent, each.date, each.low, each.minutes, each.high, bool(flag))
                 for each, flag in zip(found, best, strict=True)]
    return found


def _chosen(horizons: list[Horizon], since: dt.date | None) -> list[Horizon]:
    return [each for each in horizons if each.best and (since is None or each.date >= since)]


def doubling_days(horizons: list[Horizon], *, since: dt.date | None = None) -> float:
    """Days in which the best horizon doubles.

    Args:
        horizons: all agents.
        since: leave out those released before.

    Raises:
        BadUsage: fewer than three were the best since then.
    """
    chosen = _chosen(horizons, since)
    years = np.asarray([each.date.toordinal() / _DAYS_A_YEAR for each in chosen])
    growth = fit_growth(years, np.asarray([each.minutes for each in chosen]))
    return _DAYS_A_YEAR * math.log(2) / math.log(growth.factor)


def drawn_doubling_days(horizons: list[Horizon], count: int, *, since: dt.date | None = None,
                        seed: int = 0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Draws of the doubling time, each horizon lognormal with its interval and half of its error shared.

    The tasks are the same for all agents, so that errors go together; drawn one by one they would give an interval
    narrower than METR's.
    """
    chosen = _chosen(horizons, since)
    random = np.random.default_rng(seed)
    years = np.asarray([each.date.toordinal() / _DAYS_A_YEAR for each in chosen])
    middle = np.log2([each.minutes for each in chosen])
    width = (np.log2([each.high for each in chosen]) - np.log2([each.low for each in chosen])) / (2 * _Z95)
    own, common = random.standard_normal((count, len(chosen))), random.standard_normal((count, 1))
    tilt = random.standard_normal((count, 1)) * (years - years.mean()) / years.std()
    logs = middle + width * (np.sqrt(1 - _COMMON - _TILT) * own + np.sqrt(_COMMON) * common + np.sqrt(_TILT) * tilt)
    off = years - years.mean()
    slope = (logs * off).sum(1) / (off @ off)
    return np.asarray(_DAYS_A_YEAR / slope[slope > 0])



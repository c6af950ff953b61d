"""Series by the quarter: the past as it was known, and what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from oncurve.basis.span import DAYS_A_MONTH, add_months
from oncurve.basis.spread import Array
from oncurve.capability.ho2025 import OneDimension, fit_ho2025
from oncurve.capability.shipped import ScoredModel, load_shipped, shipped_table

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["Kind", "known_series", "quarter_ends"]

_EARLIER, _START, _LAST = dt.date(2019, 1, 1), dt.date(2023, 4, 1), dt.date(2025, 10, 1)
_AHEAD = 4
_FEWEST = 3
_ANCHOR = "MMLU"
_SIDES: Mapping[str, Callable[[ScoredModel], bool]] = {
    "US": lambda model: model.country == "US", "CN": lambda model: model.country == "CN",
    "open": lambda model: model.openness == "open", "closed": lambda model: model.openness == "closed",
    "OpenAI": lambda model: model.organisation == "OpenAI", "Meta AI": lambda model: model.organisation == "Meta AI",
    "Anthropic": lambda model: model.organisation == "Anthropic",
    "Google DeepMind": lambda model: model.organisation.startswith("Google"),
    "Alibaba": lambda model: model.organisation == "Alibaba",
}
_LAGS = (("CN", "US"), ("open", "closed"))
_LEVELS = (120.0, 125.0, 130.0)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Series of one kind: what was known by quarter, shape (T,), and what came in the next four, shape (4,)."""

    history: Mapping[str, Array]
    future: Mapping[str, Array]


def quarter_ends(kind: str) -> tuple[dt.date, ...]:
    """First days of quarters, each the end of the one before, from where the series of a kind begin."""
    found = [_EARLIER if kind in ("compute", "cost") else _START]
    while found[-1] < _LAST:
        found.append(add_months(found[-1], 3))
    return tuple(found)


def known_series(world: World, kind: str) -> Callable[[Sequence[dt.date], int], Kind]:
    """What gives the series of a kind as known at the end of one of the quarters."""
    if kind in ("capability", "lag"):
        return lambda ends, now: _of_skill(kind, ends, now)
    points = {"compute": _compute_points, "cost": _cost_points, "price": _price_points}[kind](world)
    lowest = kind == "price"
    return lambda ends, now: Kind({name: _best(rows, ends[:now + 1], lowest) for name, rows in points.items()},
                                  {name: _best(rows, _next(ends, now), lowest) for name, rows in points.items()})


@lru_cache(maxsize=64)
def _fit(until: dt.date | None) -> tuple[OneDimension, tuple[int, ...]]:
    """The public fit of the scores of models out by a day, and which models those are."""
    table, models = shipped_table(), load_shipped().models
    kept = np.asarray([until is None or model.date < until for model in models])
    smaller = table.where(kept[table.model])
    return fit_ho2025(smaller, _ANCHOR), tuple(np.flatnonzero(kept))


def _of_skill(kind: str, ends: Sequence[dt.date], now: int) -> Kind:
    """Frontiers or lags, as fitted on the scores known by then, and what came on the same scale."""
    models = load_shipped().models
    then, known = _fit(ends[now])
    whole, _ = _fit(None)
    slope, start = np.polyfit(whole.capability[list(known)], then.capability[list(known)], 1)
    skill_then = np.full(len(models), np.nan)
    skill_then[list(known)] = then.capability[list(known)]
    skill_now = slope * whole.capability + start
    past, coming = ends[:now + 1], _next(ends, now)
    if kind == "capability":
        return Kind({name: _frontiers(models, skill_then, side, past) for name, side in _SIDES.items()},
                    {name: _frontiers(models, skill_now, side, coming) for name, side in _SIDES.items()})
    pairs = {f"{one} behind {two}": (_SIDES[one], _SIDES[two]) for one, two in _LAGS}
    return Kind({name: _lags(models, skill_then, *pair, past) for name, pair in pairs.items()},
                {name: _lags(models, skill_now, *pair, coming) for name, pair in pairs.items()})


def _next(ends: Sequence[dt.date], now: int) -> list[dt.date | None]:
    """The four quarters that follow, None beyond the table."""
    return [ends[now + step] if now + step < len(ends) else None for step in range(1, _AHEAD + 1)]


Side = Callable[[ScoredModel], bool]


def _frontiers(models: Sequence[ScoredModel], skill: Array, side: Side, days: Sequence[dt.date | None]) -> Array:
    """The best skill of a side by each day, NaN before it has three models."""
    found = []
    for day in days:
        mine = [float(value) for model, value in zip(models, skill, strict=True)
                if day is not None and side(model) and model.date < day and np.isfinite(value)]
        found.append(max(mine) if len(mine) >= _FEWEST else np.nan)
    return np.asarray(found)


def _lags(models: Sequence[ScoredModel], skill: Array, behind: Side, ahead: Side,
          days: Sequence[dt.date | None]) -> Array:
    """On each day, the age in months of the first leading model as good as the trailing side's best."""
    found = []
    for day in days:
        best = _frontiers(models, skill, behind, [day])[0]
        since = [model.date for model, value in zip(models, skill, strict=True)
                 if day is not None and ahead(model) and model.date < day and value >= best]
        found.append((day - min(since)).days / DAYS_A_MONTH if day is not None and since else np.nan)
    return np.asarray(found)


Points = dict[str, list[tuple[dt.date, float]]]


def _best(rows: Sequence[tuple[dt.date, float]], days: Sequence[dt.date | None], lowest: bool) -> Array:
    found = []
    for day in days:
        known = [np.log10(value) for when, value in rows if day is not None and when < day]
        found.append((min(known) if lowest else max(known)) if len(known) >= _FEWEST else np.nan)
    return np.asarray(found)


def _split(rows: Sequence[tuple[str, dt.date, float]]) -> Points:
    """All together, of the US and of China."""
    return {name: [(day, value) for country, day, value in rows if name in ("all", country)]
            for name in ("all", "US", "CN")}


def _compute_points(world: World) -> Points:
    from oncurve.answers.rates_of_models import compute

    return _split(_of_trend(world, compute))


def _cost_points(world: World) -> Points:
    from oncurve.answers.rates_of_models import cost

    return _split(_of_trend(world, cost))


def _of_trend(world: World, answer: Callable[..., tuple[object, list[dict[str, object]], object]]
              ) -> list[tuple[str, dt.date, float]]:
    from oncurve.answers.trends import Asked

    _, points, _ = answer(Asked(world))
    models = world.catalogue.models
    return [(models[str(point["model"])].country, dt.date.fromisoformat(str(point["date"])), float(str(point["value"])))
            for point in points]


def _price_points(world: World) -> Points:
    from oncurve.answers.rates_of_prices import inference
    from oncurve.answers.trends import Asked

    _, points, _ = inference(Asked(world))
    return {f"at index {level:g}": [(dt.date.fromisoformat(point["date"]), float(point["usd_per_million_tokens"]))
                                    for point in points if float(point["capability"]) >= level] for level in _LEVELS}

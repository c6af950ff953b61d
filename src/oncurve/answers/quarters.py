"""Series by the quarter: the past as it was known, and what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from oncurve.basis.inputs import DEFAULT_DRAWS, DEFAULT_SEED, Draws
from oncurve.basis.span import DAYS_A_MONTH, add_months
from oncurve.basis.spread import Array
from oncurve.catalog.kept import keep, kept

if TYPE_CHECKING:
    from pathlib import Path

    from oncurve.answers.world import World
    from oncurve.capability.ho2025 import OneDimension
    from oncurve.capability.shipped import ScoredModel

__all__ = ["FIRST", "KINDS", "Kind", "keep_series", "known_series", "quarter_ends", "series_of"]

KINDS = ("capability", "lag", "compute", "cost", "price")
#: the quarter from which the first forecast is made, counted from 0
FIRST = 5
_KEPT = "quarters"

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


def series_of(world: World, kind: str) -> list[Kind]:
    """The series of a kind as known at the end of each quarter from `FIRST` on.

    Those of the catalogue as it ships are kept beside its index; any other world's are worked out.
    """
    if not _as_shipped(world):
        return _worked_out(world, kind)
    found = kept(_KEPT, lambda: _plain(world))
    return [Kind(_arrays(each["history"]), _arrays(each["future"])) for each in found[kind]]


def keep_series(folder: Path) -> None:
    """Write the series of the catalogue as it ships, for a wheel that carries its index frozen."""
    from oncurve.answers.world import World

    keep(_KEPT, _plain(World()), folder)


def _as_shipped(world: World) -> bool:
    asked = world.as_of, world.folders, world.imported, world.settings, world.dollars
    return not any(asked) and world.draws == Draws(DEFAULT_SEED, DEFAULT_DRAWS)


def _worked_out(world: World, kind: str) -> list[Kind]:
    ends, series = quarter_ends(kind), known_series(world, kind)
    return [series(ends, now) for now in range(FIRST, len(ends))]


def _plain(world: World) -> dict[str, Any]:
    """Every series as plain data, unknown values as null."""
    return {kind: [{"history": _lists(each.history), "future": _lists(each.future)}
                   for each in _worked_out(world, kind)] for kind in KINDS}


def _lists(series: Mapping[str, Array]) -> dict[str, list[float | None]]:
    return {name: [float(value) if np.isfinite(value) else None for value in values]
            for name, values in series.items()}


def _arrays(series: Mapping[str, list[float | None]]) -> dict[str, Array]:
    return {name: np.asarray(values, dtype=np.float64) for name, values in series.items()}


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
    from oncurve.capability.ho2025 import fit_ho2025
    from oncurve.capability.shipped import load_shipped, shipped_table

    table, models = shipped_table(), load_shipped().models
    out = np.asarray([until is None or model.date < until for model in models], dtype=np.bool_)
    return fit_ho2025(table.where(out[table.model]), _ANCHOR), tuple(np.flatnonzero(out))


def _of_skill(kind: str, ends: Sequence[dt.date], now: int) -> Kind:
    """Frontiers or lags, as fitted on the scores known by then, and what came on the same scale."""
    from oncurve.capability.shipped import load_shipped

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


Side = Callable[["ScoredModel"], bool]


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
    from oncurve.answers.rates_of_prices import priced
    from oncurve.answers.trends import Asked
    from oncurve.capability.shipped import load_shipped

    shipped = load_shipped()
    rows = priced(Asked(world), shipped)
    return {f"at index {level:g}": [(day, price) for place, day, price in rows
                                    if float(shipped.centre[place]) >= level] for level in _LEVELS}

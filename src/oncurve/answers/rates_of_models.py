"""Rates of training: efficiency at fixed capability, compute, cost, and time horizons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.answers.trends import Asked, Method, factor_estimate, year_of
from oncurve.basis.estimate import Estimate, significant
from oncurve.basis.inputs import Draws
from oncurve.basis.spread import Array
from oncurve.capability.ho2024 import MONTHS_PRINTED, PRINTED, halving_months
from oncurve.capability.horizon import doubling_days, drawn_doubling_days, read_horizons
from oncurve.capability.shipped import Shipped, load_shipped
from oncurve.trend.exponential import resampled_growth
from oncurve.trend.frontier import records, rolling_top

__all__ = ["compute", "cost", "efficiency", "efficiency_draws", "efficiency_methods", "horizon"]

Found = tuple[list[Method], list[dict[str, Any]], list[str]]
_FEWEST = 5
_TOP = 10
_DRAWS = 512
_FAMILY_SIZES = 3
_MONTHS_A_YEAR = 12
_LEAST_SLOPE = 0.05
Flags = npt.NDArray[np.bool_]


def efficiency(asked: Asked) -> Found:
    """How many times less training compute the same capability needs a year later, by rival methods."""
    shipped = load_shipped()
    maker = {model.name: model.organisation for model in shipped.models}
    known = [place for place, model in enumerate(shipped.models)
             if model.flop is not None and (asked.world.as_of is None or model.date <= asked.world.as_of)
             and asked.keeps(model.country, _id_of(asked, maker[model.name]))]
    methods = [] if len(known) < 2 * _FEWEST else efficiency_methods(asked, shipped, known)
    low, middle, high = (2 ** (_MONTHS_A_YEAR / months) for months in reversed(MONTHS_PRINTED))
    printed = 2 ** (_MONTHS_A_YEAR / halving_months(**PRINTED))
    methods.append(Method("ho2024", "halving time from the printed parameters of the augmented scaling law, to a fixed "
                          f"perplexity, 2012-2023 ({halving_months(**PRINTED):.2f} months); 95% interval as printed",
                          Estimate(printed, low, high, "x per year", level=0.95, method="ho2024",
                                   warnings=(f"their own bootstrap has its median at {middle:.2f}",))))
    points = [{"model": shipped.models[place].name, "date": shipped.models[place].date.isoformat(),
               "country": shipped.models[place].country, "flop": significant(shipped.models[place].flop or 0.0),
               "capability": significant(float(shipped.centre[place]), 4)} for place in known]
    return methods, points, ["training compute of closed models is itself an estimate; its error is carried through"]


def _id_of(asked: Asked, maker: str) -> str:
    if asked.organisation is None:
        return maker
    return asked.world.catalogue.organisations.id_of(maker) or maker


#: what each method does, in words
_METHODS = {
    "two_stage": "slope of capability over compute within families of one recipe, then what is left over the date; "
                 "families and models drawn anew each time",
    "joint": "capability over the logarithm of compute and the date together, compute measured with error; models "
             "drawn anew by family",
    "buckets": "least compute that had reached a level of capability, over the date, for five levels"}


def efficiency_methods(asked: Asked, shipped: Shipped, known: Sequence[int]) -> list[Method]:
    """Yearly falls of the compute for a fixed capability, by three methods; from the artefact for all models.

    Args:
        asked: the question.
        shipped: the index.
        known: places of the models whose compute is known.
    """
    whole = sum(model.flop is not None for model in shipped.models)
    found = shipped.rates if len(known) == whole and shipped.rates else efficiency_draws(asked, shipped, known)
    return [Method(name, _METHODS[name], factor_estimate(draws, name.replace("_", "-")))
            for name, draws in found.items()]


def efficiency_draws(asked: Asked, shipped: Shipped, known: Sequence[int]) -> dict[str, Array]:
    """Draws of the yearly fall by method, from models whose compute is known.

    Args:
        asked: the question.
        shipped: the index.
        known: places of the models.
    """
    models = [shipped.models[place] for place in known]
    skill = shipped.odds[:, known]
    years = np.asarray([year_of(model.date) for model in models])
    flop = np.log10([model.flop or 1.0 for model in models])
    families = np.asarray([model.family for model in models])
    random = np.random.default_rng(asked.world.draws.seed)
    spread = asked.world.catalogue.assumptions["training_compute_error"]
    sure = asked.world.catalogue.assumptions["training_compute_counted_error"]
    width = np.asarray([math.log10((sure if model.openness == "open" else spread).high) for model in models]) / 1.645
    counted = flop + width * random.standard_normal((skill.shape[0], flop.size))
    joint, staged = [], []
    for draw in range(skill.shape[0]):
        picked = _by_family(families, random)
        slope, drift = _plane(counted[draw, picked], years[picked], skill[draw, picked], width[picked])
        if slope > _LEAST_SLOPE:
            joint.append(10 ** (drift / slope))
        within = _family_slope(families, years, counted[draw], skill[draw], random)
        if within is not None and within > _LEAST_SLOPE:
            rest = skill[draw, picked] - within * counted[draw, picked]
            staged.append(10 ** (np.polyfit(years[picked], rest, 1)[0] / within))
    found = {"two_stage": np.asarray(staged), "joint": np.asarray(joint)}
    stairs = _buckets(years, flop, skill)
    return found | ({"buckets": stairs} if stairs.size > _FEWEST else {})


def _by_family(families: npt.NDArray[np.str_], random: np.random.Generator) -> npt.NDArray[np.intp]:
    names = np.unique(families)
    taken = random.choice(names, names.size)
    return np.concatenate([np.flatnonzero(families == name) for name in taken])


def _plane(x: Array, t: Array, y: Array, width: Array) -> tuple[float, float]:
    """Slopes of y over x and over t, those of x freed of the flattening that its error makes."""
    off_t, off_y = t - t.mean(), y - y.mean()
    along = float(off_t @ x / (off_t @ off_t))
    rest = x - x.mean() - along * off_t
    size = float(rest @ rest)
    slope = float(rest @ off_y) / max(size - 2 * float((width**2).sum()), size / 2)
    return slope, float(off_t @ off_y / (off_t @ off_t)) - slope * along


def _family_slope(families: npt.NDArray[np.str_], years: Array, flop: Array, skill: Array,
                  random: np.random.Generator) -> float | None:
    """Points a factor of ten of compute, averaged over a fresh choice of the families with several sizes at once."""
    slopes = []
    for name in np.unique(families):
        mine = np.flatnonzero(families == name)
        if mine.size >= _FAMILY_SIZES and np.ptp(years[mine]) < 1 / _MONTHS_A_YEAR and np.ptp(flop[mine]) > 1 / 2:
            slopes.append(float(np.polyfit(flop[mine], skill[mine], 1)[0]))
    return float(np.mean(random.choice(slopes, len(slopes)))) if slopes else None


def _buckets(years: Array, flop: Array, skill: Array) -> Array:
    """Factors a year by which the least compute for a level falls, over draws and levels."""
    found = []
    levels = np.quantile(skill.mean(0), [0.3, 0.4, 0.5, 0.6, 0.7])
    for draw in skill:
        for level in levels:
            able = draw >= level
            if able.sum() < _FEWEST:
                continue
            best = records(years[able], flop[able], lowest=True)
            if best.sum() > 2:
                found.append(10 ** -np.polyfit(years[able][best], flop[able][best], 1)[0])
    return np.asarray(found)


def compute(asked: Asked) -> Found:
    """Growth of the compute of the largest training runs, by the ten largest of each day."""
    world = asked.world
    few = Draws(world.draws.seed, _DRAWS)
    rows = []
    for model in world.catalogue.models.values():
        if model.release_date is None or not asked.keeps(model.country, model.organisation):
            continue
        made = _compute_of(asked, model.id, few)
        if made is not None:
            rows.append((model.id, model.release_date, made))
    return _grown(asked, rows, "training compute, FLOP")


def _compute_of(asked: Asked, model: str, few: Draws) -> Array | None:
    from oncurve.answers.training_compute import training_compute
    from oncurve.basis.errors import OncurveError

    try:
        found = training_compute(asked.world.catalogue, model, draws=few, hide=frozenset(),
                                 settings=asked.world.settings)
    except OncurveError:
        return None
    return np.asarray(np.broadcast_to(found.estimate.values(), (few.n,)))


def cost(asked: Asked) -> Found:
    """Growth of the cost of hardware and energy of the costliest training runs, by the ten costliest of each day."""
    world = asked.world
    rows = []
    for each in world.cost_all(scopes=("hardware",)).models:
        model = world.catalogue.models[each.model]
        scope = each.scopes.get("hardware")
        if scope is None or model.release_date is None or not asked.keeps(model.country, model.organisation):
            continue
        rows.append((model.id, model.release_date, np.resize(scope.estimate.values(), _DRAWS)))
    return _grown(asked, rows, "amortised hardware and energy of the final run, USD")


def _grown(asked: Asked, rows: Sequence[tuple[str, Any, Array]], what: str) -> Found:
    if len(rows) < _FEWEST:
        return [], [], []
    years = np.asarray([year_of(day) for _, day, _ in rows])
    logs = np.log10(np.stack([values for *_, values in rows], axis=1))
    middle = np.median(logs, axis=0)
    top = rolling_top(years, middle, _TOP)
    random = np.random.default_rng(asked.world.draws.seed)
    methods = []
    if top.sum() >= _FEWEST:
        drawn = resampled_growth(years[top], logs[:, top], random)
        methods.append(Method("top_ten", f"{what}: line through the models that were among the ten highest when they "
                              "came, their errors and their choice drawn anew", factor_estimate(drawn, "top ten")))
    best = records(years, middle)
    if best.sum() >= _FEWEST:
        drawn = resampled_growth(years[best], logs[:, best], random)
        methods.append(Method("records", f"{what}: line through the models that set a record",
                              factor_estimate(drawn, "records")))
    points = [{"model": name, "date": day.isoformat(), "value": significant(float(10**value), 4), "top_ten": bool(flag),
               "record": bool(held)}
              for (name, day, _), value, flag, held in zip(rows, middle, top, best, strict=True) if flag]
    return methods, points, ["early years hold few models, so that most of them count as among the ten highest"]


def horizon(asked: Asked) -> Found:
    """Growth of the length of tasks done half the time, from a file of horizons or as METR published it."""
    if asked.data is None:
        return _published_horizon(asked)
    horizons = read_horizons(asked.data)
    days = drawn_doubling_days(horizons, _DRAWS, seed=asked.world.draws.seed)
    method = Method("metr", "logarithm of the horizon over the day of release, through the models that were the best "
                    f"when they came: doubles in {doubling_days(horizons):.1f} days",
                    factor_estimate(2 ** (_DAYS / days), "least squares, errors half shared"))
    points = [{"model": each.agent, "date": each.date.isoformat(), "minutes": significant(each.minutes, 4),
               "record": each.best} for each in horizons]
    return [method], points, []


_DAYS = 365.25


def _published_horizon(asked: Asked) -> Found:
    from oncurve.answers.trends import published

    found = []
    for row in published(asked.world, "time-horizon"):
        rate = row["per_year"]
        if rate["median"]:
            low, high = rate["low"] or rate["median"], rate["high"] or rate["median"]
            found.append(Method("published", f"{row['definition']} ({row['source']})",
                                Estimate(rate["median"], low, high, "x per year", method="as published")))
    return found[::-1], [], ["no horizons are shipped; --data CSV (agent, date, p50) fits a table of your own"]

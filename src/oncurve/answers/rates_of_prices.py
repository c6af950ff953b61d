"""Rates of prices: of tokens at fixed capability, and of chips by what they compute."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from oncurve.answers.trends import Asked, Method, factor_estimate, year_of
from oncurve.basis.estimate import significant
from oncurve.basis.spread import Array
from oncurve.capability.shipped import Shipped, load_shipped
from oncurve.trend.exponential import resampled_growth
from oncurve.trend.frontier import records

__all__ = ["hardware", "inference", "priced"]

Found = tuple[list[Method], list[dict[str, Any]], list[str]]
_LEVELS = 6
_FEWEST = 4
_INPUT_SHARE = 3 / 4
_DRAWS = 512


def inference(asked: Asked) -> Found:
    """How many times less a million tokens cost a year later at the same capability, by levels of capability."""
    shipped = load_shipped()
    rows = priced(asked, shipped)
    if len(rows) < 2 * _FEWEST:
        return [], [], []
    days = np.asarray([year_of(day) for _, day, _ in rows])
    prices = np.log10([price for *_, price in rows])
    skill = shipped.skill["all"][:, [place for place, *_ in rows]]
    levels = np.quantile(skill.mean(0), np.linspace(0.15, 0.75, _LEVELS))
    by_level: dict[float, list[float]] = {float(level): [] for level in levels}
    random = np.random.default_rng(asked.world.draws.seed)
    for draw in skill:
        for level, found in by_level.items():
            rate = _stairs(days, prices, draw >= level, random)
            if rate is not None:
                found.append(rate)
    pooled = np.asarray([rate for found in by_level.values() for rate in found])
    if pooled.size < _DRAWS // 8:
        return [], [], []
    methods = [Method("running_minimum", "line through the prices that were lower than all before at or above a level "
                      "of capability; over draws of capability, models drawn anew, six levels together",
                      factor_estimate(pooled, "running minimum", "a running minimum falls by chance alone; short "
                                      "spans make steep lines"))]
    methods += [Method(f"level {level:.0f}", f"the same at index {level:.0f}",
                       factor_estimate(np.asarray(found), "level"))
                for level, found in by_level.items() if len(found) > _DRAWS // 8]
    points = [{"model": shipped.models[place].name, "date": day.isoformat(), "usd_per_million_tokens":
               significant(price, 4), "capability": significant(float(shipped.centre[place]), 4)}
              for place, day, price in rows]
    return methods, points, ["list prices, three tokens in for one out; tokens used to think are not counted"]


def _stairs(days: Array, prices: Array, able: np.ndarray[tuple[int], np.dtype[np.bool_]],
            random: np.random.Generator) -> float | None:
    """The factor a year by which the lowest price falls, over a fresh choice of the record setters."""
    best = records(days[able], prices[able], lowest=True)
    x, y = days[able][best], prices[able][best]
    if x.size < _FEWEST:
        return None
    picked = random.integers(0, x.size, x.size)
    if np.ptp(x[picked]) == 0:
        return None
    return float(10 ** -np.polyfit(x[picked], y[picked], 1)[0])


def priced(asked: Asked, shipped: Shipped) -> list[tuple[int, dt.date, float]]:
    """Scored models with each of their list prices: place, day, USD per million tokens, three in for one out."""
    tables: dict[str, dict[str, list[tuple[dt.date, float]]]] = {}
    for row in asked.world.catalogue.api_prices:
        start = row.span.start or row.known
        if row.tier in ("input", "output") and not row.variant:
            tables.setdefault(row.model, {}).setdefault(row.tier, []).append((start, row.amount))
    found = []
    for model, tiers in sorted(tables.items()):
        place = shipped.place(model)
        if place is None or {"input", "output"} - set(tiers):
            continue
        scored = shipped.models[place]
        if not asked.keeps(scored.country, asked.world.catalogue.models[model].organisation):
            continue
        outs = dict(tiers["output"])
        for start, price in sorted(tiers["input"]):
            out = outs.get(start)
            if out is not None and price + out > 0:
                found.append((place, max(start, scored.date), _INPUT_SHARE * price + (1 - _INPUT_SHARE) * out))
    return found


def hardware(asked: Asked) -> Found:
    """How much more a dollar of chip computes a year later, at 16 bits and dense, by the day of each price."""
    catalogue = asked.world.catalogue
    rows = []
    for price in catalogue.purchase:
        chip = catalogue.chips.get(price.chip)
        peak = chip.fact("peak.bf16") if chip is not None else None
        if peak is not None and price.basis in ("single", "server_share") and price.amount > 0:
            day = price.span.start or price.known
            rows.append((price.chip, day, peak.number * 1e12 / price.amount, price.basis))
    methods = []
    random = np.random.default_rng(asked.world.draws.seed)
    for basis, words in (("single", "single cards"), ("server_share", "chips with their share of the server")):
        mine = [row for row in rows if row[3] == basis]
        if len(mine) < _FEWEST + 1:
            continue
        years = np.asarray([year_of(day) for _, day, *_ in mine])
        logs = np.broadcast_to(np.log10([value for *_, value, _ in mine]), (_DRAWS, len(mine)))
        methods.append(Method(basis, f"dense 16-bit FLOP/s per USD of {words} over the day of the price, observations "
                              "drawn anew", factor_estimate(resampled_growth(years, logs, random), basis)))
    methods.sort(key=lambda method: -len([row for row in rows if row[3] == method.name]))
    points = [{"chip": chip, "date": day.isoformat(), "flops_per_usd": significant(value, 4), "basis": basis}
              for chip, day, value, basis in rows]
    return methods, points, ["list and street prices of several sellers; discounts of large buyers are not in them"]

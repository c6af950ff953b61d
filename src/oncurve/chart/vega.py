"""Vega-Lite specs as plain data: bands over time, a fan, flows from left to right, and a tornado."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["SCHEMA", "Band", "Ribbon", "band_chart", "fan_chart", "flow_chart", "tornado_chart"]

#: the version of Vega-Lite that every spec is written in, which is the one that the pages draw with
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_STEPS = 24
_TICKS = 6
_SIZE = {"width": 640, "height": 320}
_GAP = 0.02


@dataclass(frozen=True, slots=True)
class Band:
    """One line over time with its interval.

    Args:
        name: what it is of.
        dates: ISO days.
        median: the line.
        low: the lower edge.
        high: the upper edge.
    """

    name: str
    dates: Sequence[str]
    median: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One flow from a node on the left to one on the right."""

    origin: str
    to: str
    amount: float


def _rows(bands: Sequence[Band]) -> list[dict[str, Any]]:
    names = ("series", "date", "median", "low", "high")
    return [dict(zip(names, (band.name, *each), strict=True)) for band in bands
            for each in zip(band.dates, band.median, band.low, band.high, strict=True)]


def _top(title: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"$schema": SCHEMA, "title": title, "data": {"values": list(rows)}, **_SIZE}


def band_chart(title: str, unit: str, bands: Sequence[Band], *, log: bool = True) -> dict[str, Any]:
    """Areas: the interval of each series as a band, its median as a line.

    Args:
        title: of the picture.
        unit: of the values, for the axis.
        bands: the series.
        log: whether equal ratios are equally high.
    """
    scale = {"type": "log"} if log else {"zero": False}
    x = {"field": "date", "type": "temporal", "title": None}
    colour = {"field": "series", "type": "nominal", "title": None}
    y = {"field": "low", "type": "quantitative", "scale": scale, "title": unit,
         "axis": {"format": ".2~s" if unit != "FLOP" else ".0e", "tickCount": _TICKS}}
    return _top(title, _rows(bands)) | {"layer": [
        {"mark": {"type": "area", "opacity": 0.25}, "encoding": {"x": x, "y": y, "y2": {"field": "high"},
                                                                 "color": colour}},
        {"mark": {"type": "line"}, "encoding": {"x": x, "y": {**y, "field": "median"}, "color": colour,
                                                "tooltip": [{"field": each} for each in
                                                            ("series", "date", "median", "low", "high")]}},
    ]}


def fan_chart(title: str, unit: str, bands: Sequence[Band]) -> dict[str, Any]:
    """A fan: the same as `band_chart` on an even scale, with a line at zero."""
    made = band_chart(title, unit, bands, log=False)
    rule = {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"y": {"datum": 0}}}
    return made | {"layer": [*made["layer"], rule]}


def flow_chart(title: str, unit: str, ribbons: Sequence[Ribbon]) -> dict[str, Any]:
    """A Sankey diagram of one step: every ribbon is as high as its amount, stacked at both ends.

    Raises:
        ValueError: an amount is negative.
    """
    if any(each.amount < 0 for each in ribbons):
        raise ValueError("a flow cannot be negative")
    total = sum(each.amount for each in ribbons) or 1.0
    left, right = _stacked(ribbons, "origin", total), _stacked(ribbons, "to", total)
    rows = []
    for number, each in enumerate(ribbons):
        height = each.amount / total
        for step in range(_STEPS + 1):
            at = step / _STEPS
            bend = (1 - math.cos(math.pi * at)) / 2
            base = left[number] + (right[number] - left[number]) * bend
            rows.append({"flow": f"{each.origin} → {each.to}", "x": at, "low": base, "high": base + height,
                         "amount": each.amount})
    labels = [*_labels(ribbons, "origin", left, 0.0, total), *_labels(ribbons, "to", right, 1.0, total)]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-0.27, 1.27]}}
    y = {"field": "low", "type": "quantitative", "axis": None}
    return _top(f"{title} ({unit})", rows) | {"layer": [
        {"mark": {"type": "area", "opacity": 0.6}, "encoding": {
            "x": x, "y": y, "y2": {"field": "high"}, "color": {"field": "flow", "type": "nominal", "legend": None},
            "tooltip": [{"field": "flow"}, {"field": "amount", "format": ".3s"}]}},
        {"data": {"values": labels}, "mark": {"type": "text"}, "encoding": {
            "x": {**x, "field": "at"}, "y": {**y, "field": "y"}, "text": {"field": "words"}}},
    ]}


def _stacked(ribbons: Sequence[Ribbon], side: str, total: float) -> list[float]:
    """Where the lower edge of each ribbon stands on one side, nodes one above the other."""
    nodes = list(dict.fromkeys(getattr(each, side) for each in ribbons))
    start: dict[str, float] = {}
    height = 0.0
    for node in nodes:
        start[node] = height
        height += sum(each.amount for each in ribbons if getattr(each, side) == node) / total + _GAP
    found = []
    for each in ribbons:
        node = getattr(each, side)
        found.append(start[node])
        start[node] += each.amount / total
    return found


def _labels(ribbons: Sequence[Ribbon], side: str, edges: Sequence[float], x: float,
            total: float) -> list[dict[str, Any]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for each, edge in zip(ribbons, edges, strict=True):
        found.setdefault(getattr(each, side), []).append((edge, each.amount))
    return [{"words": node, "at": x + (0.13 if x else -0.13),
             "y": min(edge for edge, _ in parts) + sum(amount for _, amount in parts) / total / 2}
            for node, parts in found.items()]


def tornado_chart(title: str, unit: str, bars: Sequence[tuple[str, float, float]], middle: float) -> dict[str, Any]:
    """Bars from the outcome at the low end of an input to that at its high end, the widest on top."""
    rows = [{"input": name, "low": low, "high": high} for name, low, high in bars]
    order = [name for name, _, _ in bars]
    y = {"field": "input", "type": "nominal", "sort": order, "title": None}
    return _top(title, rows) | {"layer": [
        {"mark": {"type": "bar"}, "encoding": {
            "y": y, "x": {"field": "low", "type": "quantitative", "title": unit, "scale": {"zero": False}},
            "x2": {"field": "high"}, "tooltip": [{"field": each} for each in ("input", "low", "high")]}},
        {"mark": {"type": "rule"}, "encoding": {"x": {"datum": middle}}},
    ]}

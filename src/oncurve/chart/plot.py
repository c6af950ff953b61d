"""Points, lines and bars over two axes: one description, drawn as SVG without script and told as a Vega-Lite spec.

The spec is plain data with its values inside, so that one serves the page, a notebook and a download. Shape tells
series apart as well as colour does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from oncurve.chart.axis import Axis, axis_for
from oncurve.chart.shades import Shades, shades_rows, shades_spec, shades_svg
from oncurve.chart.vega import SCHEMA
from oncurve.chart.waterfall import Waterfall, waterfall_rows, waterfall_spec, waterfall_svg

__all__ = ["Bars", "Drawing", "Plot", "Point", "Series", "plot_rows", "plot_spec", "plot_svg"]

_WIDTH, _HEIGHT = 760.0, 380.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 14.0, 34.0, 44.0
_BAR = 30.0
_LETTER = 6.2
#: The same where a name of wide letters must not be cut.
_WIDE_LETTER = 7.0
#: large numbers on an axis of Vega as people write them: 5M, 2B, 10^25 beyond names
_LABEL = ("abs(datum.value) >= 1e15 ? format(datum.value, '.0e') : abs(datum.value) < 1 ? format(datum.value, '~g') : "
          "replace(format(datum.value, '~s'), 'G', 'B')")
_COLOURS = ("var(--strip-claim,#9a3412)", "var(--link,#174a7c)", "var(--consistent,#17633a)",
            "var(--scope_dependent,#60409a)", "var(--drifted,#96195f)", "var(--no_basis,#55595f)")
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_PATHS = {"circle": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "square": "M-3.6-3.6h7.2v7.2h-7.2z",
          "triangle-up": "M0-4.8L4.6 3.4H-4.6z", "diamond": "M0-5L5 0 0 5-5 0z",
          "cross": "M-1.4-4.4h2.8v3h3v2.8h-3v3h-2.8v-3h-3v-2.8h3z", "triangle-down": "M0 4.8L4.6-3.4H-4.6z"}

Mark = Literal["points", "line", "step"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a plot.

    Args:
        x: a number, or the ordinal of a day.
        y: a number.
        label: what it is.
        low: lower end of its interval; None where it has none.
        high: upper end likewise.
    """

    x: float
    y: float
    label: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together.

    Args:
        name: what they are of.
        points: in the order of x for a line.
        mark: how they are drawn.
    """

    name: str
    points: tuple[Point, ...]
    mark: Mark = "points"


@dataclass(frozen=True, slots=True)
class Plot:
    """Series over two axes.

    Args:
        title: what it shows, in a sentence.
        x: what the horizontal axis measures, with its unit.
        y: what the vertical axis measures, with its unit.
        series: what is drawn.
        days: whether x is a day.
        say_x: writes a value of x; None writes it plainly.
        say_y: writes a value of y.
        even: whether y is read by differences, however far apart its values lie.
    """

    title: str
    x: str
    y: str
    series: tuple[Series, ...]
    days: bool = False
    say_x: Callable[[float], str] | None = None
    say_y: Callable[[float], str] | None = None
    even: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Lengths side by side, one a line.

    Args:
        title: what they show.
        x: what their length measures, with its unit.
        rows: a name and a length each.
        say: writes a length.
    """

    title: str
    x: str
    rows: tuple[tuple[str, float], ...]
    say: Callable[[float], str] | None = None


#: What can stand on a page.
Drawing = Plot | Bars | Waterfall | Shades


def plot_rows(plot: Drawing) -> list[dict[str, Any]]:
    """The values drawn, as rows: what the spec holds and what a download gives."""
    if isinstance(plot, Waterfall):
        return waterfall_rows(plot)
    if isinstance(plot, Shades):
        return shades_rows(plot)
    if isinstance(plot, Bars):
        return [{"name": name, "value": value} for name, value in plot.rows]
    rows = []
    for series in plot.series:
        for each in series.points:
            row: dict[str, Any] = {"series": series.name, "label": each.label,
                                   "x": _day(each.x) if plot.days else each.x, "y": each.y}
            if each.low is not None and each.high is not None:
                row |= {"low": each.low, "high": each.high}
            rows.append(row)
    return rows


def plot_spec(plot: Drawing) -> dict[str, Any]:
    """The plot as a Vega-Lite spec."""
    if isinstance(plot, Waterfall):
        return waterfall_spec(plot, SCHEMA)
    if isinstance(plot, Shades):
        return shades_spec(plot, SCHEMA)
    base: dict[str, Any] = {"$schema": SCHEMA, "description": plot.title, "data": {"values": plot_rows(plot)}}
    if isinstance(plot, Bars):
        return base | {"mark": {"type": "bar", "tooltip": True}, "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "value", "type": "quantitative", "title": plot.x, "axis": {"tickCount": 6}}}}
    across, up = _axes(plot)
    x = {"field": "x", "type": "temporal" if plot.days else "quantitative", "title": plot.x,
         "scale": {} if plot.days else _scale(across), "axis": {"tickCount": 7, "grid": False}}
    y = {"field": "y", "type": "quantitative", "title": plot.y, "scale": _scale(up),
         "axis": _ticks(plot, up)}
    colour = {"field": "series", "type": "nominal", "title": None, "sort": [each.name for each in plot.series]}
    tip = [{"field": name, "type": kind} for name, kind in (
        ("label", "nominal"), ("series", "nominal"), ("x", x["type"]), ("y", "quantitative"))]
    layers: list[dict[str, Any]] = []
    drawn = {each.name: each.mark for each in plot.series}
    if any(each.low is not None for series in plot.series for each in series.points):
        fan = all(each == "line" for each in drawn.values())
        layers.append({"mark": {"type": "area", "fillOpacity": 0.16} if fan else {"type": "rule", "opacity": 0.45},
                       "transform": [{"filter": "isValid(datum.low)"}],
                       "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "color": colour}})
    for kind in ("line", "step", "points"):
        names = [name for name, mark in drawn.items() if mark == kind]
        if not names:
            continue
        mark = {"type": "point", "filled": True, "size": 60} if kind == "points" else \
            {"type": "line", **({"interpolate": "step-after"} if kind == "step" else {})}
        encoding: dict[str, Any] = {"x": x, "y": y, "color": colour, "tooltip": tip}
        if kind == "points":
            encoding["shape"] = {"field": "series", "type": "nominal", "title": None, "scale": {
                "domain": list(drawn), "range": [_SHAPES[number % len(_SHAPES)] for number in range(len(drawn))]},
                "legend": None if len(drawn) < 2 else {"title": None}}
        layers.append({"mark": mark, "transform": [{"filter": {"field": "series", "oneOf": names}}],
                       "encoding": encoding})
    return base | {"layer": layers}


def plot_svg(plot: Drawing) -> str:
    """The plot as SVG: no script, no font, no request."""
    if isinstance(plot, Waterfall):
        return waterfall_svg(plot)
    if isinstance(plot, Shades):
        return shades_svg(plot)
    return _bars(plot) if isinstance(plot, Bars) else _points(plot)


def _ticks(plot: Plot, axis: Axis) -> dict[str, Any]:
    """The marks of the vertical axis; those of a log scale are our own, as people say them."""
    if not axis.log:
        return {"tickCount": 5, "labelExpr": _LABEL}
    say = plot.say_y or _plain
    told = " : ".join(f"datum.value == {float(tick)!r} ? {say(tick)!r}" for tick in axis.ticks)
    return {"values": list(axis.ticks), "labelExpr": f"{told} : datum.label"}


def _scale(axis: Axis) -> dict[str, Any]:
    return {"type": "log"} if axis.log else {"zero": False}


def _axes(plot: Plot) -> tuple[Axis, Axis]:
    points = [each for series in plot.series for each in series.points]
    ends = [value for each in points for value in (each.y, each.low, each.high)
            if value is not None and math.isfinite(value)]
    return axis_for([each.x for each in points], days=plot.days), axis_for(ends, even=plot.even)


def _points(plot: Plot) -> str:
    if not any(series.points for series in plot.series):
        return ""
    across, up = _axes(plot)
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return round(_LEFT + across.place(x) * wide, 1), round(_TOP + (1 - up.place(y)) * high, 1)

    parts = [_head(plot.title, _HEIGHT, _told(plot)), _grid(plot, across, up, place)]
    for number, series in enumerate(plot.series):
        parts.append(_series(series, _COLOURS[number % len(_COLOURS)], _SHAPES[number % len(_SHAPES)], place, plot))
    parts.append(_legend(plot))
    return "".join(parts) + "</svg>"


def _head(title: str, height: float, told: str) -> str:
    ident = hashlib.blake2b(f"{title}\0{told}".encode("utf-8", "replace"), digest_size=5).hexdigest()
    return (f'<svg viewBox="0 0 {_WIDTH:g} {height:g}" role="img" aria-labelledby="t{ident} d{ident}" '
            f'xmlns="http://www.w3.org/2000/svg" font-size="12"><title id="t{ident}">{escape(title)}</title>'
            f'<desc id="d{ident}">{escape(told)}</desc>')


def _told(plot: Plot) -> str:
    say = plot.say_y or _plain
    told = []
    for series in plot.series:
        values = [each.y for each in series.points]
        if values:
            told.append(f"{series.name}: {len(values)} values from {say(min(values))} to {say(max(values))}")
    return "; ".join(told)


def _grid(plot: Plot, across: Axis, up: Axis, place: Callable[[float, float], tuple[float, float]]) -> str:
    faint, ink = "var(--strip-faint,#8a8a85)", "var(--strip-ink,#222)"
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    say_y, say_x = plot.say_y or _plain, plot.say_x or (_day_short if plot.days else _plain)
    lines, words, free = [], [], 0.0
    for tick in up.ticks:
        y = place(across.low, tick)[1]
        lines.append(f"M{_LEFT:g} {y:g}H{right:g}")
        words.append(f'<text x="{_LEFT - 8:g}" y="{y + 4:g}" text-anchor="end">{escape(say_y(tick))}</text>')
    for tick in across.ticks:
        x = place(tick, up.low)[0]
        text = say_x(tick)
        half = len(text) * _LETTER / 2
        if x - half >= free:
            free = x + half + 10
            words.append(f'<text x="{min(x, right - half):g}" y="{bottom + 18:g}" text-anchor="middle">'
                         f'{escape(text)}</text>')
    scale = ", log scale"
    words.append(f'<text x="{right:g}" y="{bottom + 36:g}" text-anchor="end" fill-opacity=".85">'
                 f'{escape(plot.x + (scale if across.log else ""))}</text>')
    words.append(f'<text x="0" y="12" fill-opacity=".85">{escape(plot.y + (scale if up.log else ""))}</text>')
    return (f'<path d="{"".join(lines)}" stroke="{faint}" stroke-width=".6" stroke-opacity=".5"/>'
            f'<path d="M{_LEFT:g} {bottom:g}H{right:g}" stroke="{faint}"/><g fill="{ink}">{"".join(words)}</g>')


def _series(series: Series, colour: str, shape: str, place: Callable[[float, float], tuple[float, float]],
            plot: Plot) -> str:
    places = [(place(each.x, each.y), each) for each in series.points if math.isfinite(each.y)]
    parts = []
    spans = "".join(f"M{place(each.x, each.low)[0]:g} {place(each.x, each.low)[1]:g}V{place(each.x, each.high)[1]:g}"
                    for _, each in places if each.low is not None and each.high is not None)
    if spans and series.mark == "line":
        there = [each for each in series.points if each.low is not None and each.high is not None]
        ends = [place(each.x, each.high or 0) for each in there]
        ends += [place(each.x, each.low or 0) for each in there[::-1]]
        parts.append(f'<path d="M{"L".join(f"{x:g} {y:g}" for x, y in ends)}z" fill="{colour}" fill-opacity=".14"/>')
    elif spans:
        parts.append(f'<path d="{spans}" stroke="{colour}" stroke-opacity=".45" stroke-width="1.5"/>')
    if series.mark == "points":
        parts += [f'<path transform="translate({x:g} {y:g})" d="{_PATHS[shape]}" fill="{colour}" fill-opacity=".85">'
                  f"<title>{escape(_say_point(each, plot))}</title></path>" for (x, y), each in places]
    elif places:
        join = "H{0:g}V{1:g}" if series.mark == "step" else "L{0:g} {1:g}"
        path = f"M{places[0][0][0]:g} {places[0][0][1]:g}" + "".join(join.format(x, y) for (x, y), _ in places[1:])
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.4"/>')
    return "".join(parts)


def _say_point(each: Point, plot: Plot) -> str:
    say_y, say_x = plot.say_y or _plain, plot.say_x or (_day if plot.days else _plain)
    return f"{each.label + ': ' if each.label else ''}{say_y(each.y)} ({say_x(each.x)})"


def _legend(plot: Plot) -> str:
    if len(plot.series) < 2:
        return ""
    parts, x = [], _LEFT
    for number, series in enumerate(plot.series):
        colour, shape = _COLOURS[number % len(_COLOURS)], _SHAPES[number % len(_SHAPES)]
        sign = f'<path transform="translate({x + 6:g} 24)" d="{_PATHS[shape]}" fill="{colour}"/>' \
            if series.mark == "points" else f'<path d="M{x:g} 24h13" stroke="{colour}" stroke-width="2.4"/>'
        parts.append(f'{sign}<text x="{x + 17:g}" y="28" fill="var(--strip-ink,#222)">{escape(series.name)}</text>')
        x += 17 + len(series.name) * _LETTER + 18
    return "".join(parts)


def _bars(plot: Bars) -> str:
    if not plot.rows:
        return ""
    say = plot.say or _plain
    left = min(max(len(name) for name, _ in plot.rows) * _WIDE_LETTER + 14, _WIDTH / 2)
    most = max((value for _, value in plot.rows), default=0) or 1
    height = len(plot.rows) * _BAR + 30
    parts = [_head(plot.title, height, "; ".join(f"{name}: {say(value)}" for name, value in plot.rows))]
    for number, (name, value) in enumerate(plot.rows):
        y, wide = number * _BAR, max(value / most * (_WIDTH - left - 110), 1.0)
        parts.append(f'<text x="{left - 8:g}" y="{y + 19:g}" text-anchor="end" fill="var(--strip-ink,#222)">'
                     f'{escape(name)}</text><rect x="{left:g}" y="{y + 6:g}" width="{wide:.1f}" height="18" '
                     f'fill="{_COLOURS[0]}" fill-opacity=".8"/><text x="{left + wide + 6:.1f}" y="{y + 19:g}" '
                     f'fill="var(--strip-ink,#222)" font-weight="600">{escape(say(value))}</text>')
    parts.append(f'<text x="{_WIDTH - _RIGHT:g}" y="{height - 6:g}" text-anchor="end" fill="var(--strip-ink,#222)" '
                 f'fill-opacity=".85">{escape(plot.x)}</text>')
    return "".join(parts) + "</svg>"


def _plain(value: float) -> str:
    return f"{value:,.4g}"


def _day(value: float) -> str:
    return dt.date.fromordinal(round(value)).isoformat()


def _day_short(value: float) -> str:
    return f"{dt.date.fromordinal(round(value)):%b %Y}"

"""Pictures as SVG that need no script: bars with intervals, a table of shades, and points against a diagonal."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from oncurve.chart.axis import axis_for

__all__ = ["Bar", "Dot", "bars_svg", "dots_svg", "shades_svg"]

_INK, _FAINT, _FULL = "var(--strip-ink,#222)", "var(--strip-faint,#8a8a85)", "var(--link,#174a7c)"
_WIDTH, _LABELS, _SAID = 640.0, 210.0, 120.0
_ROW, _TOP = 22.0, 8.0
_CELL, _HEAD = 46.0, 30.0
_PLOT, _EDGE = 420.0, 56.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Args:
        label: what it is of.
        value: how long it is; below zero it goes to the left.
        said: the value in words.
        low: the lower end of its interval.
        high: the upper end; equal to `low` where there is no interval.
        start: where it begins: the end of the bar before in a waterfall.
    """

    label: str
    value: float
    said: str
    low: float = 0.0
    high: float = 0.0
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A prediction against a measurement.

    Args:
        label: what it is of.
        x: what was measured.
        y: what was predicted.
        low: lower end of the prediction.
        high: upper end of it.
        hollow: whether it is drawn empty, to tell two kinds apart.
    """

    label: str
    x: float
    y: float
    low: float
    high: float
    hollow: bool = False


def bars_svg(title: str, bars: Sequence[Bar]) -> str:
    """Bars below each other, each with its words and, where it has one, its interval.

    Args:
        title: what the picture shows, for those who do not see it.
        bars: from top to bottom.
    """
    ends = [value for bar in bars for value in (bar.start, bar.start + bar.value, bar.start + bar.low,
                                                bar.start + bar.high)]
    least, most = min(0.0, *ends), max(0.0, *ends)
    room = (_WIDTH - _LABELS - _SAID) / ((most - least) or 1.0)

    def x(value: float) -> float:
        return round(_LABELS + (value - least) * room, 1)

    height = 2 * _TOP + _ROW * len(bars)
    parts = [_head(_WIDTH, height, title, "; ".join(f"{bar.label}: {bar.said}" for bar in bars)),
             f'<path d="M{x(0):g} {_TOP:g}V{height - _TOP:g}" stroke="{_FAINT}"/>']
    for place, bar in enumerate(bars):
        y = _TOP + _ROW * place
        left, right = sorted((x(bar.start), x(bar.start + bar.value)))
        parts.append(_words(_LABELS - 8, y + 15, bar.label, "end"))
        parts.append(f'<rect x="{left:g}" y="{y + 4:g}" width="{max(right - left, 1):.1f}" height="{_ROW - 8:g}" '
                     f'fill="{_FULL}" fill-opacity="{1 if bar.value >= 0 else 0.35}"/>')
        if bar.high > bar.low:
            low, high, middle = x(bar.start + bar.low), x(bar.start + bar.high), y + _ROW / 2
            parts.append(f'<path d="M{low:g} {middle:g}H{high:g}M{low:g} {middle - 3:g}v6M{high:g} {middle - 3:g}v6" '
                         f'stroke="{_INK}" fill="none"/>')
        parts.append(_words(_WIDTH, y + 15, bar.said, "end"))
    return "".join(parts) + "</svg>"


def shades_svg(title: str, across: tuple[str, Sequence[int]], down: tuple[str, Sequence[int]],
               cells: Mapping[tuple[int, int], tuple[float, str]]) -> str:
    """A table whose cells are the darker the nearer their value is to 1, the best.

    Args:
        title: what the picture shows.
        across: the name of the columns, and their values.
        down: the name of the rows, and their values.
        cells: of a column and a row, how many times the best it is (infinite where it cannot be), and its words.
    """
    width = _LABELS / 2 + _CELL * len(across[1]) + _TOP
    height = 2 * _HEAD + _CELL / 2 * len(down[1]) + _TOP
    told = "; ".join(f"{across[0]} {column}, {down[0]} {row}: {words}" for (column, row), (_, words) in cells.items())
    parts = [_head(width, height, title, told), _words(_LABELS / 2, 14, f"{across[0]} →", "start"),
             _words(_TOP, 2 * _HEAD - 8, f"{down[0]} ↓", "start")]
    for number, column in enumerate(across[1]):
        parts.append(_words(_LABELS / 2 + _CELL * (number + 0.5), _HEAD + 4, f"{column}", "middle"))
    for place, row in enumerate(down[1]):
        y = _HEAD + 10 + _CELL / 2 * place
        parts.append(_words(_LABELS / 2 - 8, y + 16, f"{row}", "end"))
        for number, column in enumerate(across[1]):
            if (column, row) not in cells:
                continue
            times, words = cells[column, row]
            shade = 0.0 if math.isinf(times) else max(0.08, 1 - math.log2(max(times, 1.0)) / 2)
            x = _LABELS / 2 + _CELL * number
            parts.append(f'<rect x="{x:g}" y="{y:g}" width="{_CELL - 2:g}" height="{_CELL / 2 - 2:g}" fill="{_FULL}" '
                         f'fill-opacity="{0.65 * shade:.2f}" stroke="{_FAINT}"><title>{escape(words)}</title></rect>')
            said = "–" if math.isinf(times) else f"{times:.2f}" if times < 10 else ">10"
            parts.append(_words(x + _CELL / 2 - 1, y + 15, said, "middle"))
    return "".join(parts) + "</svg>"


def dots_svg(title: str, names: tuple[str, str], dots: Sequence[Dot], say: Callable[[float], str]) -> str:
    """Predictions against measurements on equal axes; on the diagonal they agree.

    Args:
        title: what the picture shows.
        names: of the axes, with their unit.
        dots: the pairs.
        say: writes a tick's value.
    """
    axis = axis_for([value for dot in dots for value in (dot.x, dot.y)])
    size = _PLOT - _EDGE

    def x(value: float) -> float:
        return round(_EDGE + size * min(max(axis.place(value), 0.0), 1.0), 1)

    def y(value: float) -> float:
        return round(_TOP + size - size * min(max(axis.place(value), 0.0), 1.0), 1)

    told = f"{len(dots)} runs; " + "; ".join(f"{dot.label}: {say(dot.x)} measured, {say(dot.y)} predicted"
                                             for dot in dots[:40])
    parts = [_head(_PLOT + _TOP, _PLOT + _TOP, title, told),
             f'<path d="M{_EDGE:g} {_TOP + size:g}L{_EDGE + size:g} {_TOP:g}" stroke="{_FAINT}" stroke-dasharray="4 3"/>',
             f'<path d="M{_EDGE:g} {_TOP:g}V{_TOP + size:g}H{_EDGE + size:g}" stroke="{_FAINT}" fill="none"/>']
    for tick in axis.ticks:
        parts += [_words(x(tick), _TOP + size + 14, say(tick), "middle"), _words(_EDGE - 6, y(tick) + 4, say(tick), "end")]
    parts += [_words(_EDGE + size, _TOP + size + 30, names[0], "end"), _words(_EDGE + 6, _TOP + 10, names[1], "start")]
    for dot in dots:
        fill = "none" if dot.hollow else _FULL
        parts.append(f'<path d="M{x(dot.x):g} {y(dot.low):g}V{y(dot.high):g}" stroke="{_FULL}" stroke-opacity=".25"/>'
                     f'<circle cx="{x(dot.x):g}" cy="{y(dot.y):g}" r="2.6" fill="{fill}" stroke="{_FULL}">'
                     f"<title>{escape(dot.label)}</title></circle>")
    return "".join(parts) + "</svg>"


def _head(width: float, height: float, title: str, told: str) -> str:
    return (f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img" font-size="11" '
            f'xmlns="http://www.w3.org/2000/svg" aria-label="{escape(title)}"><title>{escape(title)}</title>'
            f"<desc>{escape(told)}</desc>")


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'

"""The interval strip: a claim set against estimates on one axis, as SVG without script, font or request.

Shape carries the meaning, so that it reads in print and without colour: the claim is a hatched band with a
diamond, an exact value a dot, an estimate a bar with a tick at its median, what was learnt later a broken bar.
Colours are the page's own, by the custom properties `--strip-ink`, `--strip-claim`, `--strip-faint` and
`--strip-paper`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from oncurve.chart.axis import Axis, axis_for

__all__ = ["Kind", "Mark", "interval_strip"]

_WIDTH, _SIDE = 380.0, 9.0
_ROW, _TOP, _BOTTOM = 36.0, 32.0, 38.0
_LETTER, _BOLD = 5.7, 6.5
_APART = 8.0
_INK, _FAINT = "var(--strip-ink,#222)", "var(--strip-faint,#8a8a85)"
_CLAIM, _PAPER = "var(--strip-claim,#9a3412)", "var(--strip-paper,#fff)"

Kind = Literal["estimate", "beside", "later"]
_BODIES: dict[Kind, str] = {
    "estimate": 'stroke-width="4" stroke-opacity=".55"', "beside": 'stroke-width="2" stroke-opacity=".55"',
    "later": 'stroke-width="3" stroke-opacity=".7" stroke-dasharray="5 3"'}


@dataclass(frozen=True, slots=True)
class Mark:
    """An interval with a middle; the three are equal for an exact value, infinite where a side is open.

    Args:
        label: what it is, in a few words.
        low: its lower end.
        middle: its middle.
        high: its upper end.
        value: how the interval is said in words.
        kind: "estimate"; "beside" where it only stands beside; "later" for what was learnt since.
    """

    label: str
    low: float
    middle: float
    high: float
    value: str = ""
    kind: Kind = "estimate"


def interval_strip(claim: Mark | None, rows: Sequence[Mark], say: Callable[[float], str], title: str, *,
                   caption: str = "", days: bool = False) -> str:
    """The SVG of a claim against estimates.

    Args:
        claim: what is claimed; None shows the estimates alone.
        rows: the estimates, first the headline.
        say: writes a tick's value.
        title: what the picture shows, for those who do not see it.
        caption: what the axis measures, and in what unit.
        days: whether the values are numbers of days in the calendar.
    """
    marks = [*rows, *([claim] if claim else [])]
    axis = axis_for([value for mark in marks for value in (mark.low, mark.middle, mark.high)], days=days)
    top = _TOP if claim else 6.0
    height = top + _ROW * len(rows) + _BOTTOM
    told = "; ".join(f"{mark.label}: {mark.value}" for mark in marks if mark.value)
    ident = hashlib.blake2b(f"{title}\0{told}".encode("utf-8", "replace"), digest_size=5).hexdigest()
    head = (f'<svg class="strip" viewBox="0 0 {_WIDTH:g} {height:g}" role="img" '
            f'aria-labelledby="t{ident} d{ident}" xmlns="http://www.w3.org/2000/svg" font-size="11">'
            f'<title id="t{ident}">{escape(title)}</title><desc id="d{ident}">{escape(told)}</desc>')
    parts = [head, _axis(axis, top, height, say, caption)]
    if claim is not None:
        parts.append(_claim(claim, axis, height, ident))
    places = [(mark, top + _ROW * number) for number, mark in enumerate(rows)]
    parts.append(f'<g stroke="{_INK}" fill="none">' + "".join(_bar(mark, axis, y + 24) for mark, y in places) + "</g>")
    halo = f'paint-order="stroke" stroke="{_PAPER}" stroke-width="4" stroke-linejoin="round"'
    parts.append(f'<g fill="{_INK}" {halo}>' + "".join(_words(mark, y + 13) for mark, y in places) + "</g></svg>")
    return "".join(parts)


def _x(axis: Axis, value: float) -> float:
    return round(_SIDE + axis.place(value) * (_WIDTH - 2 * _SIDE), 1)


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{more}>{escape(words)}</text>'


def _axis(axis: Axis, top: float, height: float, say: Callable[[float], str], caption: str) -> str:
    line = height - _BOTTOM + 4
    ticks = [(_x(axis, tick), say(tick)) for tick in axis.ticks]
    grid = "".join(f"M{x:g} {top:g}V{line + 4:g}" for x, _ in ticks)
    parts = [f'<path d="{grid}" stroke="{_FAINT}" stroke-width=".6" stroke-opacity=".5"/>' if grid else "",
             f'<path d="M{_SIDE:g} {line:g}H{_WIDTH - _SIDE:g}" stroke="{_FAINT}"/><g fill="{_INK}">']
    free = 0.0
    for x, words in ticks:
        half = len(words) * _BOLD / 2  # figures are wide
        at = min(max(x, half), _WIDTH - half)
        if at - half >= free:
            free = at + half + _APART
            parts.append(_text(at, line + 15, words, ' text-anchor="middle"'))
    scale = ", log scale" if axis.log and caption else "log scale" if axis.log else ""
    if caption or scale:
        parts.append(_text(_WIDTH - _SIDE, line + 29, caption + scale,
                           ' text-anchor="end" font-size="9.5" fill-opacity=".8"'))
    return "".join(parts) + "</g>"


def _claim(claim: Mark, axis: Axis, height: float, ident: str) -> str:
    low, high, middle = _x(axis, claim.low), _x(axis, claim.high), _x(axis, claim.middle)
    wide = max(high - low, 3.0)
    left = min(low if high - low >= 3 else middle - 1.5, _WIDTH - _SIDE - wide)
    bottom = height - _BOTTOM + 4
    words = _cut(f"claim: {claim.value}" if claim.value else "claim", _WIDTH - 2 * _SIDE, _BOLD)
    half = len(words) * _BOLD / 2
    at = min(max(middle, half + 2), _WIDTH - half - 2)
    return (
        f'<pattern id="h{ident}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V5" stroke="{_CLAIM}" stroke-width="1.5" stroke-opacity=".38"/></pattern>'
        f'<rect x="{left:g}" y="20" width="{wide:g}" height="{bottom - 20:g}" fill="url(#h{ident})"/>'
        f'<path d="M{left:g} 20V{bottom:g}M{left + wide:g} 20V{bottom:g}" stroke="{_CLAIM}" stroke-dasharray="3 2"/>'
        f'<path d="M{middle:g} 15l4.5 5-4.5 5-4.5-5z" fill="{_CLAIM}"/>'
        f'<text x="{at:g}" y="11" text-anchor="middle" fill="{_CLAIM}" font-weight="600">{escape(words)}</text>'
    )


def _words(mark: Mark, y: float) -> str:
    value = _cut(mark.value, _WIDTH * 0.75, _BOLD)
    room = _WIDTH - 2 * _SIDE - (len(value) + 2) * _BOLD
    return _text(_SIDE, y, _cut(mark.label, room)) + \
        _text(_WIDTH - _SIDE, y, value, ' text-anchor="end" font-weight="600"')


def _bar(mark: Mark, axis: Axis, y: float) -> str:
    low, middle, high = _x(axis, mark.low), _x(axis, mark.middle), _x(axis, mark.high)
    if mark.low == mark.high:
        fill = f'fill="{_INK}"' if mark.kind == "estimate" else f'fill="{_PAPER}" stroke-width="1.6"'
        return f'<circle cx="{middle:g}" cy="{y:g}" r="4.3" {fill}/>'
    ends = f"M{low:g} {y - 4:g}v8" if math.isfinite(mark.low) else f"M{low + 6:g} {y - 4:g}l-6 4 6 4"
    ends += f"M{high:g} {y - 4:g}v8" if math.isfinite(mark.high) else f"M{high - 6:g} {y - 4:g}l6 4-6 4"
    return (f'<path d="M{low:g} {y:g}H{high:g}" {_BODIES[mark.kind]}/><path d="{ends}"/>'
            f'<path d="M{middle:g} {y - 6:g}v12" stroke-width="2.6"/>')


def _cut(text: str, room: float, letter: float = _LETTER) -> str:
    most = max(int(room / letter), 4)
    return text if len(text) <= most else text[:most - 1].rstrip(" ,:;") + "…"

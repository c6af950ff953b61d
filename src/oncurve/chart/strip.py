"""The interval strip: a claim set against estimates on one axis, as SVG without script, font or request.

Shape carries the meaning, so that it reads in print and without colour: the claim is a hatched band with a
diamond, an exact value a dot, an estimate a bar with a tick at its median. Colours are the page's own, by the
custom properties `--strip-ink`, `--strip-claim` and `--strip-faint`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from oncurve.chart.axis import Axis, axis_for

__all__ = ["Mark", "interval_strip"]

_WIDTH, _LEFT, _RIGHT = 400.0, 8.0, 8.0
_ROW, _TOP, _BOTTOM = 34.0, 30.0, 26.0
_LONGEST = 54
_APART = 46.0


@dataclass(frozen=True, slots=True)
class Mark:
    """An interval with a middle; the three are equal for an exact value, infinite where a side is open.

    Args:
        label: what it is, in a few words.
        low: its lower end.
        middle: its middle.
        high: its upper end.
        value: how the interval is said in words.
    """

    label: str
    low: float
    middle: float
    high: float
    value: str = ""


def interval_strip(claim: Mark | None, rows: Sequence[Mark], say: Callable[[float], str], title: str) -> str:
    """The SVG of a claim against estimates.

    Args:
        claim: what is claimed; None shows the estimates alone.
        rows: the estimates, first the headline.
        say: writes a tick's value.
        title: what the picture shows, for those who do not see it.
    """
    marks = [*rows, *([claim] if claim else [])]
    axis = axis_for([value for mark in marks for value in (mark.low, mark.middle, mark.high)])
    height = _TOP + _ROW * len(rows) + _BOTTOM
    told = "; ".join(f"{mark.label}: {mark.value}" for mark in marks if mark.value)
    ident = hashlib.blake2b(f"{title}{told}".encode(), digest_size=5).hexdigest()
    head = (f'<svg class="strip" viewBox="0 0 {_WIDTH:g} {height:g}" role="img" aria-labelledby="t{ident} d{ident}" '
            'xmlns="http://www.w3.org/2000/svg" font-size="11" font-family="inherit">')
    parts = [head, f'<title id="t{ident}">{escape(title)}</title><desc id="d{ident}">{escape(told)}</desc>']
    parts.append(_axis(axis, height, say))
    if claim is not None:
        parts.append(_claim(claim, axis, height, ident))
    parts += [_row(mark, axis, _TOP + _ROW * number) for number, mark in enumerate(rows)]
    return "".join([*parts, "</svg>"])


def _x(axis: Axis, value: float) -> float:
    return round(_LEFT + axis.place(value) * (_WIDTH - _LEFT - _RIGHT), 1)


def _axis(axis: Axis, height: float, say: Callable[[float], str]) -> str:
    line = height - _BOTTOM + 4
    parts = [f'<path d="M{_LEFT:g} {line:g}H{_WIDTH - _RIGHT:g}" stroke="var(--strip-faint,#999)" fill="none"/>']
    last = -math.inf
    for tick in axis.ticks:
        x = _x(axis, tick)
        parts.append(f'<path d="M{x:g} {line:g}v4" stroke="var(--strip-faint,#999)"/>')
        if x - last < _APART:
            continue
        last = x
        anchor = "start" if x < _APART / 2 else "end" if x > _WIDTH - _APART / 2 else "middle"
        parts.append(f'<text x="{x:g}" y="{line + 16:g}" text-anchor="{anchor}" fill="var(--strip-ink,#222)">'
                     f"{escape(say(tick))}</text>")
    if axis.log:
        parts.append(f'<text x="{_WIDTH - _RIGHT:g}" y="{line - 3:g}" text-anchor="end" font-size="8" '
                     'fill="var(--strip-ink,#222)">log scale</text>')
    return "".join(parts)


def _claim(claim: Mark, axis: Axis, height: float, ident: str) -> str:
    low, high, middle = _x(axis, claim.low), _x(axis, claim.high), _x(axis, claim.middle)
    wide = max(high - low, 3.0)
    left = min(low if high - low >= 3 else middle - 1.5, _WIDTH - _RIGHT - wide)
    bottom = height - _BOTTOM + 4
    anchor, at = ("start", left) if middle < _WIDTH / 2 else ("end", left + wide)
    colour = "var(--strip-claim,#9a3412)"
    text = f"claim: {claim.value}" if claim.value else "claim"
    return (
        f'<pattern id="h{ident}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V5" stroke="{colour}" stroke-width="1.4" stroke-opacity=".5"/></pattern>'
        f'<rect x="{left:g}" y="18" width="{wide:g}" height="{bottom - 18:g}" fill="url(#h{ident})"/>'
        f'<path d="M{left:g} 18V{bottom:g}M{left + wide:g} 18V{bottom:g}" stroke="{colour}" stroke-dasharray="3 2"/>'
        f'<path d="M{middle:g} 13l4.5 5-4.5 5-4.5-5z" fill="{colour}"/>'
        f'<text x="{at:g}" y="10" text-anchor="{anchor}" fill="{colour}" font-weight="600">{escape(_cut(text))}</text>'
    )


def _row(mark: Mark, axis: Axis, top: float) -> str:
    low, middle, high = _x(axis, mark.low), _x(axis, mark.middle), _x(axis, mark.high)
    ink, y = "var(--strip-ink,#222)", top + 22
    label = f"{mark.label}: {mark.value}" if mark.value else mark.label
    text = (f'<text x="{_LEFT:g}" y="{top + 12:g}" fill="{ink}" paint-order="stroke" stroke="var(--strip-paper,#fff)" '
            f'stroke-width="3" stroke-linejoin="round">{escape(_cut(label))}</text>')
    if mark.low == mark.high:
        return f'{text}<circle cx="{middle:g}" cy="{y:g}" r="4.5" fill="{ink}"/>'
    ends = ""
    if math.isfinite(mark.low):
        ends += f"M{low:g} {y - 4:g}v8"
    if math.isfinite(mark.high):
        ends += f"M{high:g} {y - 4:g}v8"
    arrows = "" if math.isfinite(mark.high) else f"M{high - 6:g} {y - 4:g}l6 4-6 4"
    arrows += "" if math.isfinite(mark.low) else f"M{low + 6:g} {y - 4:g}l-6 4 6 4"
    return (f'{text}<path d="M{low:g} {y:g}H{high:g}" stroke="{ink}" stroke-width="3" stroke-opacity=".55"/>'
            f'<path d="{ends}{arrows}" stroke="{ink}" fill="none"/>'
            f'<path d="M{middle:g} {y - 6:g}v12" stroke="{ink}" stroke-width="2.5"/>')


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1].rstrip() + "…"

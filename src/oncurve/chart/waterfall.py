"""A waterfall: how a total changes step by step, drawn as SVG without script and told as a Vega-Lite spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

__all__ = ["Step", "Waterfall", "waterfall_rows", "waterfall_spec", "waterfall_svg"]

_WIDTH, _LABELS, _SAID = 760.0, 230.0, 110.0
_ROW, _TOP = 26.0, 8.0
_INK, _FAINT, _FULL = "var(--strip-ink,#222)", "var(--strip-faint,#8a8a85)", "var(--link,#174a7c)"


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Args:
        name: what changes.
        change: by how much.
        low: lower end of the change.
        high: upper end of it.
    """

    name: str
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A total and the steps that change it one after the other.

    Args:
        title: what it shows, in a sentence.
        x: what it measures, with its unit.
        start: the total at first, and its name.
        steps: from top to bottom.
        say: writes a total or a change.
    """

    title: str
    x: str
    start: tuple[str, float]
    steps: tuple[Step, ...]
    say: Callable[[float], str]


def waterfall_rows(fall: Waterfall) -> list[dict[str, Any]]:
    """The bars as rows: where each begins and ends, and the interval of its end."""
    name, total = fall.start
    rows = [{"name": name, "start": 0.0, "end": total, "low": total, "high": total}]
    for step in fall.steps:
        rows.append({"name": step.name, "start": total, "end": total + step.change, "low": total + step.low,
                     "high": total + step.high})
        total += step.change
    return rows


def waterfall_spec(fall: Waterfall, schema: str) -> dict[str, Any]:
    """The waterfall as a Vega-Lite spec.

    Args:
        fall: the waterfall.
        schema: address of the schema of the spec.
    """
    y = {"field": "name", "type": "nominal", "sort": None, "title": None}
    x = {"field": "start", "type": "quantitative", "title": fall.x}
    return {"$schema": schema, "description": fall.title, "data": {"values": waterfall_rows(fall)}, "layer": [
        {"mark": {"type": "bar", "tooltip": True}, "encoding": {"y": y, "x": x, "x2": {"field": "end"}}},
        {"mark": "rule", "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}]}


def waterfall_svg(fall: Waterfall) -> str:
    """The waterfall as SVG: a bar from total to total, with the interval of its end."""
    rows = waterfall_rows(fall)
    ends = [row[name] for row in rows for name in ("start", "end", "low", "high")]
    least, most = min(ends), max(ends)
    room = (_WIDTH - _LABELS - _SAID) / ((most - least) or 1.0)
    height = 2 * _TOP + _ROW * len(rows)
    told = "; ".join(f"{row['name']}: {_change(fall, row, place)}" for place, row in enumerate(rows))
    head = (f'<svg viewBox="0 0 {_WIDTH:g} {height:g}" role="img" xmlns="http://www.w3.org/2000/svg" font-size="12">'
            f"<title>{escape(fall.title)}</title><desc>{escape(told)}</desc>")
    parts = [head]
    for place, row in enumerate(rows):
        y = _TOP + _ROW * place
        left, right, low, high = (round(_LABELS + (row[name] - least) * room, 1) for name in
                                  ("start", "end", "low", "high"))
        left, right = sorted((left, right))
        middle = y + _ROW / 2
        opacity = 1 if row["end"] >= row["start"] else 0.4
        parts.append(f'<text x="{_LABELS - 10:g}" y="{middle + 4:g}" text-anchor="end" fill="{_INK}">'
                     f"{escape(row['name'])}</text>"
                     f'<rect x="{left:g}" y="{y + 5:g}" width="{max(right - left, 1):.1f}" height="{_ROW - 10:g}" '
                     f'fill="{_FULL}" fill-opacity="{opacity:g}"/>')
        if high > low:
            parts.append(f'<path d="M{low:g} {middle:g}H{high:g}M{low:g} {middle - 4:g}v8M{high:g} {middle - 4:g}v8" '
                         f'stroke="{_INK}" fill="none"/>')
        parts.append(f'<text x="{_WIDTH:g}" y="{middle + 4:g}" text-anchor="end" fill="{_INK}">'
                     f"{escape(_change(fall, row, place))}</text>")
    return "".join(parts) + f'<path d="M{_LABELS:g} {_TOP:g}V{height - _TOP:g}" stroke="{_FAINT}"/></svg>'


def _change(fall: Waterfall, row: dict[str, Any], place: int) -> str:
    size = row["end"] - row["start"]
    return fall.say(size) if place == 0 else f"{'+' if size >= 0 else '−'}{fall.say(abs(size))}"

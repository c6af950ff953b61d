"""A table of shades: a value for each pair of whole numbers, as SVG without script and as a Vega-Lite spec."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

__all__ = ["Shade", "Shades", "shades_rows", "shades_spec", "shades_svg"]

_CELL, _ROW, _LEFT, _TOP = 58.0, 26.0, 64.0, 62.0
#: Over the cells: what the rows are, and over that the numbers of the columns, which must not meet.
_ROWS_NAMED, _COLUMNS = 10, 28
_INK, _FAINT, _FULL = "var(--strip-ink,#222)", "var(--strip-faint,#8a8a85)", "var(--link,#174a7c)"


@dataclass(frozen=True, slots=True)
class Shade:
    """One cell.

    Args:
        across: its column.
        down: its row.
        value: the smaller the better; None where it cannot be.
        label: what else is told of it.
    """

    across: int
    down: int
    value: float | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Shades:
    """Cells that are the darker the nearer they are to the best.

    Args:
        title: what it shows, in a sentence.
        x: what the columns are.
        y: what the rows are.
        value: what the cells hold, with its unit.
        cells: in any order.
        say: writes a value.
    """

    title: str
    x: str
    y: str
    value: str
    cells: tuple[Shade, ...]
    say: Callable[[float], str]


def shades_rows(shades: Shades) -> list[dict[str, Any]]:
    """The cells as rows."""
    return [{"across": cell.across, "down": cell.down, "value": cell.value, "label": cell.label}
            for cell in shades.cells]


def shades_spec(shades: Shades, schema: str) -> dict[str, Any]:
    """The table as a Vega-Lite spec.

    Args:
        shades: the table.
        schema: address of the schema of the spec.
    """
    return {"$schema": schema, "description": shades.title, "data": {"values": shades_rows(shades)},
            "mark": {"type": "rect", "tooltip": True}, "encoding": {
                "x": {"field": "across", "type": "ordinal", "title": shades.x, "axis": {"labelAngle": 0}},
                "y": {"field": "down", "type": "ordinal", "title": shades.y},
                "color": {"field": "value", "type": "quantitative", "title": shades.value,
                          "scale": {"type": "log", "reverse": True}}}}


def shades_svg(shades: Shades) -> str:
    """The table as SVG; the words of a cell say its value, so that nothing hangs on colour."""
    across, down = (sorted({getattr(cell, name) for cell in shades.cells}) for name in ("across", "down"))
    best = min((cell.value for cell in shades.cells if cell.value), default=1.0)
    width, height = _LEFT + _CELL * len(across) + 4, _TOP + _ROW * len(down) + 4
    told = "; ".join(f"{shades.x} {each.across}, {shades.y} {each.down}: {_said(shades, each)}"
                     for each in shades.cells)
    head = (f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img" font-size="12" '
            f'xmlns="http://www.w3.org/2000/svg"><title>{escape(shades.title)}</title><desc>{escape(told)}</desc>')
    parts = [head, _text(_LEFT, 14, f"{shades.x} →", "start"), _text(4, _TOP - _ROWS_NAMED, f"{shades.y} ↓", "start"),
             *_heads(across, down)]
    for cell in shades.cells:
        x, y = _LEFT + _CELL * across.index(cell.across), _TOP + _ROW * down.index(cell.down)
        shade = 0.0 if cell.value is None else max(0.06, 0.6 * (1 - math.log2(cell.value / best) / 2))
        parts.append(f'<rect x="{x:g}" y="{y:g}" width="{_CELL - 2:g}" height="{_ROW - 2:g}" fill="{_FULL}" '
                     f'fill-opacity="{shade:.2f}" stroke="{_FAINT}"><title>{escape(cell.label)}</title></rect>')
        parts.append(_text(x + _CELL / 2 - 1, y + _ROW / 2 + 3, _said(shades, cell), "middle"))
    return "".join(parts) + "</svg>"


def _heads(across: Sequence[int], down: Sequence[int]) -> list[str]:
    found = [_text(_LEFT + _CELL * (place + 0.5), _TOP - _COLUMNS, f"{value}", "middle")
             for place, value in enumerate(across)]
    return found + [_text(_LEFT - 8, _TOP + _ROW * (place + 0.5) + 4, f"{value}", "end")
                    for place, value in enumerate(down)]


def _said(shades: Shades, cell: Shade) -> str:
    return "–" if cell.value is None else shades.say(cell.value)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{_INK}">{escape(words)}</text>'

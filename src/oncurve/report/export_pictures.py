"""Pictures of export answers as SVG: a chip's status over time, and the frontier of what a rule allows.

Shape carries the meaning beside colour: each status has its own height in the strip and its own name on it.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Any

from oncurve.answers.export_sentence import say_day
from oncurve.export.status import STATUSES, plainly
from oncurve.report.export_axes import DENSITIES, DENSITY, PERFORMANCES, TPP, along
from oncurve.report.export_names import SMALL, Named, name_marks

if TYPE_CHECKING:
    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory, Stretch

__all__ = ["SHADES", "draw_design", "draw_history"]

_WIDTH, _LEFT, _RIGHT, _TOP = 860.0, 170.0, 20.0, 44.0
_STEP, _BOTTOM = 26.0, 40.0
_PLOT = 420.0
_ROOM = 90.0
#: the colour of each status
SHADES = {
    "not_controlled": "#8fbf9f",
    "exception": "#b9d8a8",
    "nac_notification": "#dbe39a",
    "licence_required": "#f0c96a",
    "case_by_case": "#eb9f5a",
    "presumption_of_denial": "#cf6a5b",
    "unknown": "#b8b8b8",
}


def draw_history(history: ExportHistory) -> str:
    """The strip of a chip's status over time: time to the right, strictness upwards."""
    first = history.stretches[0].start
    last = history.shown_until
    height = _TOP + _STEP * len(STATUSES) + _BOTTOM
    scale = (_WIDTH - _LEFT - _RIGHT) / max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return _LEFT + (min(day, last) - first).days * scale

    label = history.shipment.item.label
    buyer = "" if history.headquarters == history.destination else f", buyer headquartered in {history.headquarters}"
    parts = [
        _head(
            _WIDTH,
            height,
            f"{label} to {history.destination}{buyer}: export status over time",
            "; ".join(f"from {each.start} {plainly(each.status)}" for each in history.stretches),
        )
    ]
    for status in STATUSES:
        y = _row(status)
        parts.append(
            f'<text x="{_LEFT - 8:g}" y="{y + 17:g}" text-anchor="end">{plainly(status)}</text>'
            f'<line x1="{_LEFT:g}" x2="{_WIDTH - _RIGHT:g}" y1="{y + _STEP:g}" y2="{y + _STEP:g}" stroke="#ddd"/>'
        )
    for year in range(first.year + 1, last.year + 1):
        at = x(dt.date(year, 1, 1))
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP:g}" y2="{height - 28:g}" stroke="#e4e4e4"/>'
            f'<text x="{at:.1f}" y="{height - 14:g}" text-anchor="middle">{year}</text>'
        )
    parts += [_stretch(each, x(each.start), x(each.end or last)) for each in history.stretches]
    if any(each.written != each.status for each in history.stretches):
        parts.append(
            f'<text x="{_LEFT:g}" y="{height - 2:g}" font-size="{SMALL:g}">dashed: as written, not enforced</text>'
        )
    return "".join(parts) + "</svg>\n"


def _stretch(each: Stretch, start: float, end: float) -> str:
    """One stretch as a bar, with its first day where there is room for it."""
    told = f"{each.start} to {each.end or 'the last known day'}: {plainly(each.status)}. {each.label}"
    written = ""
    if each.written != each.status:
        told += f" As written: {plainly(each.written)}."
        written = (
            f'<rect x="{start:.1f}" y="{_row(each.written) + 4:g}" width="{max(end - start, 2.0):.1f}" fill="none" '
            f'height="{_STEP - 8:g}" stroke="#333" stroke-dasharray="3 3"><title>{escape(told)}</title></rect>'
        )
    y, width = _row(each.status), max(end - start, 2.0)
    bar = (
        f'<rect x="{start:.1f}" y="{y + 4:g}" width="{width:.1f}" height="{_STEP - 8:g}" fill="{SHADES[each.status]}" '
        f'stroke="#333" stroke-width="0.6"><title>{escape(told)}</title></rect>'
    )
    room = width > _ROOM
    return (
        written
        + bar
        + (f'<text x="{start + 4:.1f}" y="{y + 17:g}" font-size="9">from {each.start}</text>' if room else "")
    )


def draw_design(design: ExportDesign) -> str:
    """The frontier of performance against density, both on logarithmic axes, with real chips."""
    left, size = 70.0, _PLOT

    def x(density: float) -> float:
        return left + size * 1.6 * along(density, DENSITY)

    def y(tpp: float) -> float:
        return _TOP + size * (1 - along(tpp, TPP))

    told = "; ".join(f"density {band.low:g} to {band.high:g}: below {band.most:g} TPP" for band in design.by_density)
    parts = [
        _head(
            left + size * 1.6 + _RIGHT,
            _TOP + size + _BOTTOM,
            f"May go to {design.destination} as {plainly(design.at_most)} on {say_day(design.shipment.on)}",
            told,
        )
    ]
    edges = []
    for band in design.by_density:
        if band.most > 0:
            start, end, top = x(band.low), x(band.high), y(band.most)
            parts.append(
                f'<rect x="{start:.1f}" y="{top:.1f}" width="{end - start:.1f}" '
                f'height="{_TOP + size - top:.1f}" fill="{SHADES["not_controlled"]}" opacity="0.5" stroke="#333"/>'
            )
            edges += [(start, top, start, _TOP + size), (end, top, end, _TOP + size), (start, top, end, top)]
    frame = (left, _TOP - SMALL, left + size * 1.6, _TOP + size)
    parts += _chips(design, [(x(row["performance_density"]), y(row["tpp"])) for row in design.placed], frame, edges)
    below = _TOP + size + 18
    parts += [f'<text x="{x(value):.1f}" y="{below:g}" text-anchor="middle">{value}</text>' for value in DENSITIES]
    parts += [
        f'<text x="{left - 6:g}" y="{y(value) + 4:.1f}" text-anchor="end">{value:,}</text>'
        for value in PERFORMANCES
    ]
    parts.append(
        f'<text x="{left:g}" y="{_TOP + size + 34:g}">density in TPP per mm2 (across), TPP (upwards); full: may go; '
        "square: not for data centres, to which the shaded limits do not apply</text>"
    )
    return "".join(parts) + "</svg>\n"


def _chips(
    design: ExportDesign,
    spots: list[tuple[float, float]],
    frame: tuple[float, float, float, float],
    edges: list[tuple[float, float, float, float]],
) -> list[str]:
    """The chips as marks with their names; those that stand on one spot and may go alike share a name."""
    # those on the frontier are named first
    placed = sorted(zip(design.placed, spots, strict=True), key=lambda each: (not each[0]["on_frontier"],
                                                                             not each[0]["allowed"]))  # fmt: skip
    shared: dict[tuple[Any, ...], list[tuple[dict[str, Any], tuple[float, float]]]] = {}
    for row, (x, y) in placed:
        shared.setdefault((round(x / 2), round(y / 2), row["allowed"], row["market"]), []).append((row, (x, y)))
    some = list(shared.values())
    labels = [", ".join(row["label"] for row, _ in each) for each in some]
    names = name_marks(labels, [each[0][1] for each in some], frame, edges)
    parts = [_name(name, each[0][0]) for name, each in zip(names, some, strict=True) if name is not None]
    return [*parts, *(_chip(row, *spot) for row, spot in placed)]


def _name(name: Named, row: dict[str, Any]) -> str:
    """The name of a chip, at the end of a line where it stands apart."""
    line = ""
    if name.line is not None:
        (x, y), (end_x, end_y) = name.line
        line = (
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{end_x:.1f}" y2="{end_y:.1f}" stroke="{_colour(row)}" '
            'stroke-width="0.5"/>'
        )
    return (
        f'{line}<text x="{name.x:.1f}" y="{name.y:.1f}" font-size="{SMALL:g}" text-anchor="{name.anchor}" '
        f'fill="{_colour(row)}">{escape(name.text)}</text>'
    )


def _colour(row: dict[str, Any]) -> str:
    return "#1b5e36" if row["allowed"] else "#8a3b30"


def _chip(row: dict[str, Any], x: float, y: float) -> str:
    """A chip as a mark, round for data centres and square for others, full where it may go."""
    colour = _colour(row)
    fill = colour if row["allowed"] else "#fff"
    told = f"{row['label']}: {row['tpp']:g} TPP at {row['performance_density']:g}: {plainly(row['status'])}"
    if row["market"] == "datacenter":
        mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{fill}" stroke="{colour}">'
        end = "</circle>"
    else:
        mark = f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{fill}" stroke="{colour}">'
        end = "</rect>"
    return f"{mark}<title>{escape(told)}</title>{end}"


def _row(status: str) -> float:
    return _TOP + _STEP * (len(STATUSES) - 1 - STATUSES.index(status))


def _head(width: float, height: float, title: str, told: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" xmlns="http://www.w3.org/2000/svg" font-size="11" '
        f'font-family="sans-serif"><title>{escape(title)}</title><desc>{escape(told)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
        f'<text x="8" y="22" font-size="14" font-weight="bold">{escape(title)}</text>'
    )

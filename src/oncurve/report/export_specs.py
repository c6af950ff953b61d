"""Pictures of export answers as Vega-Lite specs: plain data that pages, notebooks and editors can draw."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from oncurve.answers.export_sentence import say_day
from oncurve.chart.vega import SCHEMA
from oncurve.export.status import STATUSES, plainly
from oncurve.report.export_axes import DENSITY, TPP
from oncurve.report.export_pictures import SHADES

if TYPE_CHECKING:
    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory

__all__ = ["design_spec", "history_spec"]


def history_spec(history: ExportHistory) -> dict[str, Any]:
    """A chip's status over time: bars in the row of each status, thin ones where the law as written says otherwise."""
    last = history.shown_until
    rows = []
    for each in history.stretches:
        told = {"from": each.start.isoformat(), "until": (each.end or last).isoformat(), "rule": each.label}
        rows.append({**told, "status": plainly(each.status), "law": "enforced"})
        if each.written != each.status:
            rows.append({**told, "status": plainly(each.written), "law": "as written"})
    order = [plainly(each) for each in reversed(STATUSES)]
    y = {"field": "status", "type": "nominal", "sort": order, "scale": {"domain": order}, "title": None}
    return {
        "$schema": SCHEMA,
        "title": f"{history.shipment.item.label} to {history.destination}: export status over time",
        "data": {"values": rows},
        "width": 640,
        "height": {"step": 26},
        "mark": {"type": "bar", "stroke": "#333"},
        "encoding": {
            "x": {"field": "from", "type": "temporal", "title": None},
            "x2": {"field": "until"},
            "y": y,
            "opacity": {
                "field": "law",
                "type": "ordinal",
                "scale": {"domain": ["enforced", "as written"], "range": [1.0, 0.4]},
                "title": None,
            },
            "color": {
                "field": "status",
                "type": "nominal",
                "scale": {"domain": order, "range": [SHADES[each] for each in reversed(STATUSES)]},
                "legend": None,
            },
            "tooltip": [{"field": name} for name in ("status", "from", "until", "rule", "law")],
        },
    }


def design_spec(design: ExportDesign) -> dict[str, Any]:
    """The frontier of performance against density on logarithmic axes: shaded what may go, with real chips."""
    bands = [
        {
            "from": max(band.low, DENSITY[0]),
            "to": DENSITY[1] if band.high == math.inf else band.high,
            "tpp": TPP[1] if band.most == math.inf else band.most,
            "least": TPP[0],
        }
        for band in design.by_density
        if band.most > 0
    ]
    chips = [
        {**row, "may go": "may go" if row["allowed"] else "may not", "made for": row["market"] or "unknown"}
        for row in design.placed
    ]
    x = {
        "type": "quantitative",
        "scale": {"type": "log", "domain": [*DENSITY]},
        "title": "density, TPP per mm2",
    }
    y = {"type": "quantitative", "scale": {"type": "log", "domain": [*TPP]}, "title": "TPP"}
    tooltip = [{"field": name} for name in ("label", "tpp", "performance_density", "dram_bandwidth", "status")]
    return {
        "$schema": SCHEMA,
        "title": f"May go to {design.destination} as {plainly(design.at_most)} on {say_day(design.shipment.on)}",
        "width": 640,
        "height": 400,
        "layer": [
            {
                "data": {"values": bands},
                "mark": {"type": "rect", "opacity": 0.3, "stroke": "#333"},
                "encoding": {
                    "x": {**x, "field": "from"},
                    "x2": {"field": "to"},
                    "y": {**y, "field": "least"},
                    "y2": {"field": "tpp"},
                },
            },
            {
                "data": {"values": chips},
                "mark": {"type": "point", "filled": False, "size": 50},
                "encoding": {
                    "x": {**x, "field": "performance_density"},
                    "y": {**y, "field": "tpp"},
                    "color": {"field": "may go", "type": "nominal", "title": None},
                    "shape": {"field": "made for", "type": "nominal"},
                    "tooltip": tooltip,
                },
            },
            {
                "data": {"values": [row for row in chips if row["on_frontier"]]},
                "mark": {"type": "text", "align": "left", "dx": 7, "fontSize": 10},
                "encoding": {
                    "x": {**x, "field": "performance_density"},
                    "y": {**y, "field": "tpp"},
                    "text": {"field": "label"},
                },
            },
        ],
    }

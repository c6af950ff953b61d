"""Pages of lags, of rates a year, and of the curve of cost against capability."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncurve.chart.plot import Plot, Point, Series
from oncurve.report.answer import AnswerPage, Cell, Grid, Link, Section
from oncurve.report.page import upper
from oncurve.report.pages.money import rests_on
from oncurve.report.pages.pieces import (
    amount_words,
    day_number,
    estimate_of,
    in_words,
    input_label,
    said,
    source_link,
    sources_of,
    thing_link,
)
from oncurve.report.short import short

if TYPE_CHECKING:
    from oncurve.answers.lag import LagAnswer
    from oncurve.answers.on_trend import OnTrend
    from oncurve.answers.skill import Skill
    from oncurve.answers.trends import Trend
    from oncurve.answers.world import World

__all__ = ["RATES", "capability_page", "curve_page", "lag_page", "on_trend_page", "trend_page"]

#: the rates that may be asked for, in words
RATES = {"training-efficiency": "Less compute for the same capability, by the year",
         "inference-price": "Fall of prices for the same capability, by the year",
         "hardware-price": "Computing for a dollar of hardware, by the year",
         "training-cost": "Cost of the dearest runs, by the year",
         "training-compute": "Compute of the largest runs, by the year",
         "time-horizon": "Length of tasks that agents manage, by the year"}

#: fields of a point that are drawn over its day: what the axis says, and the unit of its ticks
_DRAWN = {"usd_per_million_tokens": ("USD per million tokens", "USD"),
          "flops_per_usd": ("FLOP per second for a dollar", ""), "flop": ("FLOP", "FLOP"), "value": ("", ""),
          "p50": ("minutes", "")}


def lag_page(found: LagAnswer, world: World) -> AnswerPage:
    """Months by which one side trails another, under every definition."""
    plain = found.to_dict()
    names = [in_words(thing_link(plain[side], world.catalogue) or plain[side]) for side in ("subject", "behind")]
    able = [each for each in plain["measures"] if each["estimate"].get("median") is not None]
    rows = tuple((upper(each["measure"].replace("_", " ")), _behind(each["estimate"]), each["definition"],
                  ", ".join(f"{rival['months']:.3g}" for rival in each.get("rivals", ())
                            if rival.get("months") is not None),
                  "; ".join(f"{name}: {chance:.0%}" for name, chance in each["probability_of"].items()))
                 for each in plain["measures"])
    ends = ("median", "low", "high")
    data = tuple({"measure": each["measure"], **{name: each["estimate"].get(name) for name in ends},
                  "definition": each["definition"], **each["probability_of"]} for each in plain["measures"])
    heads = ("Measure", "Behind by", "Definition", "Public fit", "Chances")
    grid = Grid("Under every definition", heads, rows, data=data, wide=True)
    strip = tuple((each["measure"].replace("_", " "), estimate_of(each["estimate"])) for each in able[:8])
    own = (text for each in able for text in each["estimate"]["warnings"])
    warnings = tuple(dict.fromkeys((*own, *plain.get("warnings", ()))))
    ids = [rival["source"] for each in plain["measures"] for rival in each.get("rivals", ())]
    lead = f"“Behind” has several meanings, and they differ: {names[0]} against {names[1]}, each with its interval."
    return AnswerPage(f"How far {names[0]} trails {names[1]}", lead, (
        Section("Months", strip=strip, grids=(grid,), warnings=warnings),), sources_of(ids, world.catalogue))


def _behind(plain: Mapping[str, Any]) -> str:
    return "ahead of all" if plain.get("median") is None and plain.get("censored") else said(plain)


def trend_page(found: Trend, world: World) -> AnswerPage:
    """A rate a year, by rival methods, beside published rates."""
    plain = found.to_dict()
    methods = [each for each in plain.get("methods", ()) if each["per_year"].get("median") is not None]
    rivals = plain.get("rivals", ())
    strip = tuple((each["method"].replace("_", " "), estimate_of(each["per_year"])) for each in methods[:7])
    ours = Grid("By rival methods", ("Method", "A year", "Definition"), tuple(
        (upper(each["method"].replace("_", " ")), said(each["per_year"]), each["definition"]) for each in methods))
    theirs = Grid("As published", ("Source", "A year", "Definition"), tuple(
        (source_link(each["source"], world.catalogue), _rate(each["per_year"]), each.get("definition") or "")
        for each in rivals))
    plots = tuple(_trend_plots(plain))
    sections = [Section("The rate", said(plain["per_year"]), upper(plain.get("method", "")), strip,
                        tuple(grid for grid in (ours, theirs) if grid.rows), tuple(plain["per_year"]["warnings"]),
                        plots)]
    return AnswerPage(RATES.get(plain["what"], plain["what"]), "Measured in several ways, beside what others measured.",
                      tuple(sections), sources_of((each["source"] for each in rivals), world.catalogue))


def _rate(value: Any) -> str:
    if not isinstance(value, Mapping):
        return f"{value:.3g} times" if isinstance(value, int | float) else str(value)
    if value.get("median") is None:
        return "none"
    ends = f" ({value['low']:.3g} to {value['high']:.3g})" if value.get("low") is not None else ""
    return f"{value['median']:.3g} times{ends}"


def _trend_plots(plain: Mapping[str, Any]) -> list[Plot]:
    points = [each for each in plain.get("points", ()) if isinstance(each.get("date"), str)]
    field = next((name for name in _DRAWN if points and isinstance(points[0].get(name), int | float)), None)
    if field is None:
        return []
    words, unit = _DRAWN[field]
    if field == "value":
        words, unit = ("USD", "USD") if plain["what"] == "training-cost" else ("FLOP", "FLOP")
    made = tuple(Point(day_number(each["date"]), float(each[field]), str(each.get("model") or each.get("chip") or ""))
                 for each in points if isinstance(each.get(field), int | float) and math.isfinite(each[field]))
    return [Plot(RATES.get(plain["what"], plain["what"]), "Day", words, (Series("measured", made),), days=True,
                 say_y=lambda value: short(value, unit))]


def on_trend_page(found: Sequence[OnTrend], world: World) -> AnswerPage:
    """Whether a model's cost is an expected point on the curve of falling costs."""
    sections, ids = [], []
    for plain in (each.to_dict() for each in found):
        against = str(thing_link(plain["against"], world.catalogue))
        rows = tuple((thing_link(each["rate"], world.catalogue), f"{each['gap']}s", each["definition"],
                      said(each["estimate"]),
                      "none" if each["probability"] is None else f"{each['probability']:.0%}")
                     for each in plain["expected"])
        strip = (("as seen", estimate_of(plain["seen"])),
                 *((f"{thing_link(each['rate'], world.catalogue)}, {each['gap']}s", estimate_of(each["estimate"]))
                   for each in plain["expected"][:6] if each["estimate"].get("median") is not None))
        chance = "" if plain["probability"] is None else f"an expected point: {plain['probability']:.0%}"
        sections.append(Section(f"Against {against}", f"{said(plain['seen'])} cheaper, {chance}".strip(", "),
                                " ".join((*_beside(plain), _hinge(plain, world))).strip(), strip, (
            Grid("What published rates expect", ("Rate", "Between", "Definition", "Expected", "Chance"), rows,
                 wide=True),
            *_record_grid(plain, world), rests_on(plain["seen"], world, "What the seen ratio rests on")),
            tuple(plain["seen"]["warnings"])))
        ids += [each.get("source") for each in plain["seen"]["basis"]]
    label = world.model(found[0].to_dict()["model"]).label
    return AnswerPage(f"Is {label} an expected point on the curve?",
                      "How much cheaper it was than an earlier model, against what published rates of decline expect.",
                      tuple(sections), sources_of(ids, world.catalogue))


def _beside(plain: Mapping[str, Any]) -> list[str]:
    """The same by training compute, and what the gap in capability is worth, in sentences."""
    found, compute, handicap = [], plain.get("compute"), plain.get("handicap")
    if compute and compute.get("probability") is not None:
        found.append(f"By training compute {said(compute['seen'])} less, probability {compute['probability']:.0%}.")
    if handicap:
        found.append(f"The gap in capability is worth {handicap['value']:.2g} times the compute "
                     f"({handicap['low']:.2g} to {handicap['high']:.2g}).")
    return found


def _record_grid(plain: Mapping[str, Any], world: World) -> tuple[Grid, ...]:
    """Who did as well with less training compute than any before, and whether that saves what rates expect."""
    rows = tuple((thing_link(each["model"], world.catalogue), each["organisation"], each["country"], each["date"],
                  f"{each['saving']:.3g} times", "{:.3g} to {:.3g}".format(*each["expected"]),
                  "yes" if each["shows"] else "no") for each in plain["records"])
    title = f"As good as {thing_link(plain['against'], world.catalogue)} with less training compute than any before"
    heads = ("Model", "Maker", "From", "Released", "Less compute", "Expected", "Saves as expected")
    return (Grid(title, heads, rows, wide=True),) if rows else ()


def _hinge(plain: Mapping[str, Any], world: World) -> str:
    hinge = plain.get("hinge")
    if not hinge:
        return ""
    value, flips = (amount_words(hinge[name], hinge["unit"]) for name in ("value", "flips_at"))
    return f"What decides it: {input_label(hinge['name'], world.catalogue)}, taken as {value}; it flips at {flips}."


def capability_page(found: Skill, world: World) -> AnswerPage:
    """The capability index: every model over time, and every benchmark on the same scale."""
    plain = found.to_dict()
    models = sorted(plain["models"], key=lambda each: -each["capability"])
    rows = tuple((thing_link(each["model"], world.catalogue), f"{each['capability']:.1f}",
                  f"{each['low']:.1f} to {each['high']:.1f}", each.get("date") or "", each.get("country") or "")
                 for each in models)
    grid = Grid(f"{len(rows)} models", ("Model", "Capability", "90% interval", "Released", "Country"), rows,
                data=tuple({name: each.get(name) for name in ("model", "capability", "low", "high", "date", "country")}
                           for each in models), wide=True)
    marks = Grid("Benchmarks", ("Benchmark", "Difficulty", "Slope"), tuple(
        (each["benchmark"], f"{each['difficulty']:.1f}", f"{each['slope']:.3f}") for each in plain["benchmarks"]),
        data=tuple(plain["benchmarks"]))
    plot = _over_time(models, world)
    return AnswerPage("Capability", "Many benchmarks brought to one scale; the interval says how well each model is "
                                    "known.", (Section("Over time", plots=(plot,), grids=(grid,)),
                                               Section("The benchmarks", grids=(marks,))))


def _over_time(models: Sequence[Mapping[str, Any]], world: World) -> Plot:
    sides: dict[str, list[Point]] = {"United States": [], "China": [], "elsewhere": []}
    for each in models:
        if not each.get("date"):
            continue
        side = {"US": "United States", "CN": "China"}.get(each.get("country") or "", "elsewhere")
        label = str(thing_link(each["model"], world.catalogue))
        sides[side].append(Point(day_number(each["date"]), each["capability"], label, each["low"], each["high"]))
    return Plot("Capability of models by the day of their release", "Day of release", "Capability index",
                tuple(Series(name, tuple(points)) for name, points in sides.items() if points), days=True)


def curve_page(world: World, model: str = "") -> tuple[dict[str, Any], AnswerPage]:
    """Cost of training against capability, over time, with any model on it.

    Args:
        world: what is known.
        model: a model to mark; empty marks none. Raises `UnknownName`.
    """
    marked = world.model(model).id if model else ""
    skill = {each["model"]: each for each in world.capability().to_dict()["models"]}
    costs = {each["model"]: each["scopes"] for each in world.cost_all(scopes=("final_run",)).to_dict()["models"]}
    rows = [{"model": ident, "capability": each["capability"], "capability_low": each["low"],
             "capability_high": each["high"], "date": each["date"], "country": each.get("country"),
             "base": world.model(ident).base or None,
             **{f"cost_{name}": costs[ident]["final_run"][name] for name in ("median", "low", "high")}}
            for ident, each in skill.items() if ident in costs and each.get("date")]
    rows.sort(key=lambda row: row["date"])
    plain = {"model": marked or None, "points": rows}
    # A stage on top of another's run is no cost of its skill.
    whole = [row for row in rows if not row["base"] or row["model"] == marked]
    left = len(rows) - len(whole)
    return plain, AnswerPage(
        "The curve", "What it cost to train each model, against how capable it is. Costs are of the final run, "
        "with their 90% intervals.",
        (Section("Cost against capability", plots=(_cost_plot(whole, marked, world),),
                 note=f"{left} models that started from another's weights are in the table alone: what their own run "
                      "cost says little of what their skill cost."),
         Section("Cost over time", plots=(_time_plot(whole, marked, world),),
                 note="The same level comes cheaper each year; the newest models are dearer still."),
         Section("All of them", grids=(_curve_grid(rows, world),))))


def _point(row: Mapping[str, Any], x: float, world: World) -> Point:
    return Point(x, row["cost_median"], str(thing_link(row["model"], world.catalogue)), row["cost_low"],
                 row["cost_high"])


def _split(rows: Sequence[Mapping[str, Any]], marked: str, world: World, across: Any) -> tuple[Series, ...]:
    sides = (("United States", [row for row in rows if row["country"] == "US" and row["model"] != marked]),
             ("China", [row for row in rows if row["country"] == "CN" and row["model"] != marked]),
             ("elsewhere", [row for row in rows if row["country"] not in ("US", "CN") and row["model"] != marked]),
             (str(thing_link(marked, world.catalogue)), [row for row in rows if row["model"] == marked]))
    return tuple(Series(name, tuple(_point(row, across(row), world) for row in found))
                 for name, found in sides if found)


def _cost_plot(rows: Sequence[Mapping[str, Any]], marked: str, world: World) -> Plot:
    return Plot("Cost of the final training run against capability", "Capability index", "USD",
                _split(rows, marked, world, lambda row: row["capability"]), say_y=lambda value: short(value, "USD"))


def _time_plot(rows: Sequence[Mapping[str, Any]], marked: str, world: World) -> Plot:
    return Plot("Cost of the final training run by day of release", "Day of release", "USD",
                _split(rows, marked, world, lambda row: day_number(row["date"])), days=True,
                say_y=lambda value: short(value, "USD"))


def _curve_grid(rows: Sequence[Mapping[str, Any]], world: World) -> Grid:
    cells: list[tuple[Cell, ...]] = []
    for row in reversed(rows):
        cost = "{} ({} to {})".format(*(short(row[f"cost_{name}"], "USD") for name in ("median", "low", "high")))
        cost += f", on top of {world.model(row['base']).label}" if row["base"] in world.catalogue.models else ""
        cells.append((thing_link(row["model"], world.catalogue), row["date"], f"{row['capability']:.1f}", cost,
                      Link("mark it", f"/curve?model={row['model']}")))
    return Grid(f"{len(cells)} models", ("Model", "Released", "Capability", "Final run, USD", "On the curve"),
                tuple(cells), data=tuple(rows), wide=True)

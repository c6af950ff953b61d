"""The page of a simulated training run, and of a search over layouts."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import significant
from oncurve.chart.plot import Bars, Plot, Point, Series
from oncurve.chart.shades import Shade, Shades
from oncurve.chart.waterfall import Step, Waterfall
from oncurve.report.answer import AnswerPage, Grid, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import said, sources_of, thing_link
from oncurve.report.simulation import cells_of

if TYPE_CHECKING:
    from oncurve.answers.layout_search import LayoutSearch
    from oncurve.answers.published_runs import Compared
    from oncurve.answers.simulated_run import SimulatedRun
    from oncurve.answers.world import World

__all__ = ["layouts_page", "published_page", "simulation_page"]

_PARTS = {"compute": "computing", "memory": "memory-bound work", "tp_comm": "tensor parallel talk",
          "pp_comm": "pipeline talk", "dp_comm": "data parallel talk", "ep_comm": "talk between experts",
          "cp_comm": "context parallel talk", "bubble": "pipeline bubble", "recompute": "computing again",
          "optimizer": "optimiser"}
_HELD = {"weights": "weights and gradients", "optimiser": "optimiser states", "overhead": "runtime and fragments"}
_SHOWN = (("mfu", "Utilisation of the peak (MFU)"), ("step_time_s", "Time of a step"),
          ("tokens_per_s", "Tokens a second, whole cluster"), ("chip_hours", "Chip-hours"), ("days", "Days"),
          ("memory_gb_per_chip", "Memory a chip, GB"),
          ("goodput", "Share of the hours that counts"), ("failures_per_day", "Interruptions a day"),
          ("energy_mwh", "Energy, MWh"),
          ("chip_hours_per_trillion_tokens", "Chip-hours for a trillion tokens"))


def simulation_page(found: SimulatedRun, world: World) -> AnswerPage:
    """Time, utilisation, memory, hours and energy of a run, and where the time goes."""
    plain = found.to_dict()
    made = plain["estimates"]
    rows = tuple((words, said(made[name]) if name in made else f"{plain[name]:,.6g}") for name, words in _SHOWN
                 if plain.get(name) is not None)
    data = tuple({"quantity": name, "value": plain[name], **({end: made[name][end] for end in ("low", "high")}
                                                             if name in made else {})}
                 for name, _ in _SHOWN if plain.get(name) is not None)
    parts = tuple((_PARTS.get(name, name), value) for name, value in plain["breakdown"].items() if value > 0)
    layout = tuple((name.upper() if len(name) == 2 else upper(name.replace("_", " ")), _layout_words(value))
                   for name, value in plain["layout"].items())
    chip = str(thing_link(plain["chip"], world.catalogue))
    model = str(thing_link(plain["model"], world.catalogue)) if plain["model"] else "a model of its own configuration"
    fits = "It fits into memory." if plain["fits"] else "It does not fit into memory."
    over = f"{plain['over']}." if "over" in plain else ""
    sections = [
        Section("In figures", f"MFU {plain['mfu']:.0%}", fits, grids=(Grid("The run", ("Quantity", "Value"), rows,
                                                                         data=data),)),
        Section("Where a step's time goes", plots=(Bars("Seconds of a step by what they go to", "seconds", tuple(
            sorted(parts, key=lambda each: -each[1]))),)),
        Section("What the fullest chip holds", f"{plain['memory_gb_per_chip']:.1f} GB", over, plots=(
            Bars("Memory of the fullest chip by what holds it", "GB", tuple(
                (_HELD.get(name, name), size) for name, size in plain["memory"].items())),)),
        Section("The layout", note=_inferred(plain), grids=(Grid("Parallelism", ("Field", "Value"), layout),)),
    ]
    if plain.get("ablation"):
        sections.append(_ablation(found, plain["ablation"]))
    ids = [each.get("source") for one in made.values() for each in one["basis"]]
    lead = (f"{int(plain['layout']['chips']):,} {chip}, {plain['precision']}: simulated from the shape of the model "
            "and the figures of the chip.")
    return AnswerPage(f"Training {model}", lead, tuple(sections), sources_of(ids, world.catalogue),
                      tuple(dict.fromkeys([*plain["warnings"], *(text for one in made.values()
                                                                 for text in one["warnings"])])))


def _layout_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _inferred(plain: dict[str, Any]) -> str:
    return f"Not published, and chosen by search: {', '.join(plain['inferred'])}." if plain.get("inferred") else ""


def _ablation(found: SimulatedRun, rows: Any) -> Section:
    """What each idea saves where it stands, in both orders: pictures, and a table of the numbers."""
    hours = found.estimates["chip_hours"].median
    plots = tuple(Waterfall(
        f"Chip-hours with ideas taken away one by one, {order}", "chip-hours", ("as it is", hours),
        tuple(Step(f"without {each.feature}", each.saves.median, each.saves.low, each.saves.high)
              for each in found.ablation if each.order == order), _thousands)
        for order in dict.fromkeys(each.order for each in found.ablation))
    names = ("Idea", "Instead", "Order", "Saves", "Run without it")
    grid = Grid("Chip-hours that each idea saves where it stands", names,
                tuple((each.feature, each.instead, each.order, said(each.saves.to_dict()),
                       said(each.without.to_dict())) for each in found.ablation), data=tuple(rows), wide=True)
    return Section("What each idea saves", note="What an idea saves hangs on which others are there.", plots=plots,
                   grids=(grid,))


def _thousands(hours: float) -> str:
    return f"{hours / 1000:,.0f}K"


def _landscapes(found: LayoutSearch, world: World) -> tuple[Shades, ...]:
    """For each chip, the fastest layout that fits by tensor degree and number of stages, over the fastest of all."""
    made = []
    for chip in dict.fromkeys(row["chip"] for row in found.landscape):
        rows = [row for row in found.landscape if row["chip"] == chip]
        best = min((row["step_time_s"] for row in rows if row["step_time_s"]), default=1.0)
        cells = tuple(Shade(row["tp"], row["pp"], row["step_time_s"] / best if row["step_time_s"] else None, _fit(row))
                      for row in rows)
        label = world.chip(chip).label
        made.append(Shades(f"Fastest layout that fits on {label}, times the best: a dash where none does",
                           "chips that share a layer (tp)", "stages of the pipeline (pp)",
                           "times the fastest step", cells, _times))
    return tuple(made)


def _fit(row: Any) -> str:
    step = f"; the fastest takes {row['step_time_s']:g} s" if row["step_time_s"] else ""
    return f"{row['feasible']:,} of {row['evaluated']:,} layouts fit{step}"


def _times(value: float) -> str:
    return f"{value:.2f}" if value < 10 else ">10"


def published_page(rows: Sequence[Compared]) -> AnswerPage:
    """The page of a table of runs: what was simulated of each against what was measured of it.

    Args:
        rows: the runs whose speed is published.

    Raises:
        BadUsage: there is none.
    """
    if not rows:
        raise BadUsage("No row says what was measured", "", "Give the CSV the columns `measure` and `value`.")
    kinds = {kind: [row for row in rows if row.kind == kind] for kind in ("dense", "moe")}
    speeds = [row.measured for row in rows]
    ends = tuple(Point(end, end, "") for end in (min(speeds), max(speeds)))
    series = tuple(Series({"dense": "dense", "moe": "with experts"}[kind], tuple(
        Point(row.measured, row.predicted, f"{row.what}: {row.error:+.0%} of time", row.low, row.high) for row in some))
        for kind, some in kinds.items() if some)
    errors = tuple((name, f"{len(some):,}", f"{median(abs(row.error) for row in some):.1%}",
                    f"{median(row.error for row in some):+.1%}",
                    f"{fmean(row.low <= row.measured <= row.high for row in some):.0%}")
                   for name, some in (("all", list(rows)), *kinds.items()) if some)
    plot = Plot("Simulated against measured speed; on the line they agree", "measured, tokens per second and chip",
                "simulated", (*series, Series("equal", ends, "line")), say_x=_plain, say_y=_plain)
    return AnswerPage("Simulated runs against published ones", f"{len(rows):,} runs with a published speed.",
                      (Section("Simulated against measured", plots=(plot,), grids=(Grid(
                          "Errors of time", ("Runs", "Number", "Median error", "Bias", "Inside the 90% interval"),
                          errors, data=tuple(row.to_dict() for row in rows)),)),))


def _plain(value: float) -> str:
    return f"{significant(value, 3):,g}"


def layouts_page(found: LayoutSearch, world: World) -> AnswerPage:
    """The best parallel layouts out of all that are legal."""
    plain = found.to_dict()
    best = plain["best"]
    names = ("tp", "pp", "dp", "cp", "ep", "interleave", "microbatch", "zero", "recompute", "schedule")
    rows = tuple((str(place), *(str(each["layout"].get(name, "")) for name in names), f"{each['mfu']:.1%}",
                  f"{each['step_time_s']:.4g}", f"{each['memory_gb_per_chip']:.1f}")
                 for place, each in enumerate(best, 1))
    data = tuple({**each["layout"], "mfu": each["mfu"], "step_time_s": each["step_time_s"],
                  "memory_gb_per_chip": each["memory_gb_per_chip"]} for each in best)
    grids = [Grid(f"The best {len(rows)}", ("No.", *names, "MFU", "Step, s", "Memory, GB"), rows, data=data, wide=True)]
    rejected = tuple((reason.replace("_", " "), f"{count:,}") for reason, count in plain["rejected"].items())
    if rejected:
        grids.append(Grid("Why others were rejected", ("Reason", "Layouts"), rejected))
    series = tuple(Series(world.chip(chip).label, tuple(
        Point(each["memory_gb_per_chip"], each["step_time_s"], cells_of(each["layout"]))
        for each in plain["pareto"] if each["chip"] == chip), "step")
        for chip in dict.fromkeys(each["chip"] for each in plain["pareto"]))
    plots = (*_landscapes(found, world), *((Plot(
        "Step against memory of the layouts that none beats in both", "GB of memory a chip", "seconds of a step",
        series),) if series else ()))
    return AnswerPage("The best layouts", f"{plain['evaluated']:,} layouts were looked at, {plain['feasible']:,} fit.",
                      (Section("Best first", plots=plots, grids=tuple(grids)),),
                      sources_of((each.get("source") for one in best for made in one.get("estimates", {}).values()
                                  for each in made.get("basis", ())), world.catalogue), tuple(plain["warnings"]))

"""The page of a simulated training run, and of a search over layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.chart.plot import Bars, Plot, Point, Series
from oncurve.report.answer import AnswerPage, Grid, Section
from oncurve.report.pages.pieces import said, sources_of, thing_link, upper

if TYPE_CHECKING:
    from oncurve.answers.layout_search import LayoutSearch
    from oncurve.answers.simulated_run import SimulatedRun
    from oncurve.answers.world import World

__all__ = ["layouts_page", "simulation_page"]

_PARTS = {"compute": "computing", "memory": "memory-bound work", "tp_comm": "tensor parallel talk",
          "pp_comm": "pipeline talk", "dp_comm": "data parallel talk", "ep_comm": "talk between experts",
          "cp_comm": "context parallel talk", "bubble": "pipeline bubble", "recompute": "computing again",
          "optimizer": "optimiser"}
_SHOWN = (("mfu", "Utilisation of the peak (MFU)"), ("step_time_s", "Time of a step"),
          ("tokens_per_s", "Tokens a second, whole cluster"), ("chip_hours", "Chip-hours"), ("days", "Days"),
          ("memory_gb_per_chip", "Memory a chip, GB"), ("energy_mwh", "Energy, MWh"),
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
    model, chip = (str(thing_link(plain[name], world.catalogue)) for name in ("model", "chip"))
    fits = "It fits into memory." if plain["fits"] else "It does not fit into memory."
    sections = [
        Section("In figures", f"MFU {plain['mfu']:.0%}", fits, grids=(Grid("The run", ("Quantity", "Value"), rows,
                                                                         data=data),)),
        Section("Where a step's time goes", plots=(Bars("Seconds of a step by what they go to", "seconds", tuple(
            sorted(parts, key=lambda each: -each[1]))),)),
        Section("The layout", note=_inferred(plain), grids=(Grid("Parallelism", ("Field", "Value"), layout),)),
    ]
    if plain.get("ablation"):
        sections.append(_ablation(plain["ablation"]))
    ids = [each.get("source") for one in made.values() for each in one["basis"]]
    lead = (f"{int(plain['layout']['chips']):,} {chip}, {plain['precision']}: simulated from the shape of the model "
            "and the figures of the chip.")
    return AnswerPage(f"Training {model}", lead, tuple(sections), sources_of(ids, world.catalogue),
                      tuple(dict.fromkeys(text for one in made.values() for text in one["warnings"])))


def _layout_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _inferred(plain: dict[str, Any]) -> str:
    return f"Not published, and chosen by search: {', '.join(plain['inferred'])}." if plain.get("inferred") else ""


def _ablation(plain: Any) -> Section:
    rows = plain if isinstance(plain, list) else [{"without": name, **each} if isinstance(each, dict) else
                                                  {"without": name, "value": each} for name, each in plain.items()]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return Section("What each idea saves", grids=(Grid(
        "The run without it", tuple(upper(name.replace("_", " ")) for name in columns),
        tuple(tuple(_cell(row.get(name)) for name in columns) for row in rows), data=tuple(rows), wide=True),))


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return said(value) if "median" in value else "; ".join(f"{name} {_cell(each)}" for name, each in value.items())
    return f"{value:,.4g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "")


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
    points = tuple(Point(each["memory_gb_per_chip"], each["mfu"], str(each.get("layout", "")))
                   for each in plain.get("pareto", ()) if "memory_gb_per_chip" in each and "mfu" in each)
    plots = (Plot("Utilisation against memory of the layouts that none beats in both", "GB of memory a chip", "MFU",
                  (Series("layouts", points),)),) if points else ()
    return AnswerPage("The best layouts", f"{plain['evaluated']:,} layouts were looked at, {plain['feasible']:,} fit.",
                      (Section("Best first", plots=plots, grids=tuple(grids)),),
                      sources_of((each.get("source") for one in best for made in one.get("estimates", {}).values()
                                  for each in made.get("basis", ())), world.catalogue))

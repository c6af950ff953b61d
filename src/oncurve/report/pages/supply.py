"""Pages of chips held, of who could make a run, and of scenarios."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncurve.chart.plot import Bars, Plot, Point, Series
from oncurve.report.answer import AnswerPage, Cell, Grid, Link, Section
from oncurve.report.page import upper
from oncurve.report.pages.money import rests_on
from oncurve.report.pages.pieces import day_number, day_words, input_label, said, source_link, sources_of, thing_link
from oncurve.report.short import short

if TYPE_CHECKING:
    from oncurve.answers.world import World
    from oncurve.catalog.read import Catalogue
    from oncurve.scenario.able import AbleAnswer
    from oncurve.scenario.holdings import Holdings
    from oncurve.scenario.scenario import ScenarioAnswer

__all__ = ["able_page", "given_words", "scenario_page", "scenarios_page", "stocks_page"]

_SERIES = {"lag": "China trails by, in months", "china_share": "China's share of the chips, in percent",
           "china_held": "Chips held by China, in H100-equivalents", "made_in_china": "Made in China in a quarter",
           "smuggled": "Smuggled in a quarter", "sold_to_china": "Sold to China in a quarter",
           "largest_run_cn": "Largest Chinese run, in FLOP", "largest_run_us": "Largest US run, in FLOP"}
#: what is read by differences, and not by ratios
_EVEN = ("lag", "china_share")
#: the inputs that most often decide, as people say them
_GIVEN = {"observed_lag": "China's lag at the beginning of 2025",
          "efficiency_growth": "Less compute for the same skill, by the year",
          "domestic_speed_growth": "Speed of a Chinese chip, growth by the year",
          "smic_wafer_growth": "Wafers for chips made in China, growth by the year",
          "domestic_memory_2026": "Chips that China's own memory suffices for, 2026",
          "domestic_memory_growth": "China's own memory, growth by the year",
          "run_follows_stock": "How the largest run follows the stock of chips",
          "smuggled_growth": "How smuggling follows the world's sales",
          "spending_growth_2026": "The world's spending on chips, growth in 2026",
          "licensed_share": "Share that licences let through",
          "case_by_case_share": "Share granted case by case",
          "china_demand_share": "Share of the world's chips that China would buy"}
_OTHER = {"lag_from_controls": "months of that lag that the controls account for",
          "duties_borne_by_buyers": "duties on chips sold to China that buyers bear",
          "duties_borne_by_sellers": "duties on chips sold to China that sellers bear",
          "probability_of_lead": "chance that the lead exceeds what was asked"}
_DRAWN = ("lag", "china_share", "china_held", "largest_run_cn")


def stocks_page(found: Holdings, world: World) -> AnswerPage:
    """Chips that an organisation or a country holds: every source's figure, and one reconciled sum."""
    plain = found.to_dict()
    holder = str(thing_link(plain["holder"], world.catalogue))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (upper(_named(each["measure"], world.catalogue)), said(each["estimate"]), each.get("period") or "",
         source_link(each["source"], world.catalogue), each.get("note") or "") for each in plain["series"])
    data = tuple({"measure": each["measure"], **{name: each["estimate"][name] for name in ("median", "low", "high")},
                  "unit": each["estimate"]["unit"], "period": each.get("period"), "source": each["source"]}
                 for each in plain["series"])
    grid = Grid(f"{len(rows)} figures", ("Measure", "Figure", "Period", "Source", "Note"), rows, data=data, wide=True)
    parts = Bars("What the sum adds up, at the median", f"chips, in {plain.get('counted_in', 'chips')}", tuple(
        (upper(_named(each["name"], world.catalogue)), each["estimate"]["median"]) for each in plain["parts"]),
        lambda value: short(value, ""))
    sections = [Section("Reconciled", said(plain["reconciled"]), upper(plain["reconciled"]["method"]),
                        plots=(parts,) if parts.rows else (),
                        grids=(rests_on(plain["reconciled"], world),))] if plain.get("reconciled") else []
    sections.append(Section("Every source's figure", grids=(grid,)))
    lead = f"On {day_words(plain['on'])}, counted in {plain.get('counted_in', 'chips')}."
    return AnswerPage(f"Chips held by {holder}", lead, tuple(sections),
                      sources_of((each["source"] for each in plain["series"]), world.catalogue))


def _named(measure: str, catalogue: Catalogue) -> str:
    """The words of a figure, with names for ids: "bought of amd" is of AMD."""
    def label(found: re.Match[str]) -> str:
        record = catalogue.organisations.get(found[1])
        return f"of {record.label}" if record is not None else found[0]

    return re.sub(r"\bof ([a-z][\w-]*)", label, measure)


def able_page(found: AbleAnswer, world: World) -> AnswerPage:
    """Who could make a run, what binds each, and how the count changes."""
    plain = found.to_dict()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (thing_link(each["id"], world.catalogue), each["country"], f"{each['probability']:.0%}", each["limit"],
         said(each["able_flop"])) for each in plain["organisations"])
    data = tuple({**{name: each[name] for name in ("id", "country", "probability", "limit")},
                  **{f"able_flop_{end}": each["able_flop"][end] for end in ("median", "low", "high")}}
                 for each in plain["organisations"])
    grid = Grid(f"{len(rows)} developers",
                ("Developer", "Country", "Chance", "What binds", "Could put in (0: too late)"), rows, data=data,
                wide=True)
    crosses = plain["crosses"]
    bars = Bars("Chance that each could make it", "probability", tuple(
        (str(thing_link(each["id"], world.catalogue)), each["probability"]) for each in plain["organisations"][:12]),
        lambda value: f"{value:.0%}")
    note = _crossing(crosses, plain["kind"])
    return AnswerPage(f"Who could begin such a run on {day_words(plain['on'])}",
                      f"It needs {said(plain['needed'])}; {said(plain['count'])} developers could make it.", (
        Section("How many", said(plain["count"]), plots=(bars,) if bars.rows else (), grids=(grid,)),
        Section("As runs grow", "", note, plots=(_counts(plain["over_time"]),)),
        Section("What it rests on", grids=(rests_on(plain["count"], world, "Inputs of the count"),))),
        sources_of((each.get("source") for each in plain["count"]["basis"]), world.catalogue),
        tuple(plain["warnings"]))


def _crossing(crosses: Mapping[str, Any], kind: str) -> str:
    """From when on fewer than so many could, in a sentence."""
    days = [crosses["date"].get(name) for name in ("median", "low", "high")]
    middle, low, high = (day_words(day) if day else "later than four years on" for day in days)
    run = {"pretraining": "pre-training"}.get(kind, kind)
    return (f"Fewer than {crosses['n']} could make a frontier {run} run from {middle} on; nine times in ten that day "
            f"lies between {low} and {high}.")


def _counts(points: Sequence[Mapping[str, Any]]) -> Plot:
    """How many could make the frontier run of each quarter, by kind of run."""
    kinds = {"pretraining": "pre-training", "reasoning": "reasoning"}
    made = tuple(Series(words, tuple(Point(day_number(each["date"]), each["median"], words, each["low"], each["high"])
                                     for each in points if each["kind"] == kind), "line")
                 for kind, words in kinds.items())
    return Plot("Developers that could make the frontier run of the day, by kind: median and 90% interval", "Quarter",
                "Developers", made, days=True, even=True)


def scenarios_page() -> tuple[dict[str, Any], AnswerPage]:
    """The scenarios that come with oncurve."""
    from oncurve.scenario.policy import SHIPPED, policy_named

    rows = [{"scenario": each.name, "what": each.label, "from": str(each.since or "") or None,
             "because": each.because} for each in map(policy_named, SHIPPED)]
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(str(row["what"]), f"/scenario?name={row['scenario']}"), str(row["from"] or "the beginning"),
         str(row["because"])) for row in rows)
    return {"scenarios": rows}, AnswerPage(
        "Scenarios", "What the rules could be, and what each comes to: stocks, runs and the lag, as fans.",
        (Section("", grids=(Grid(f"{len(rows)} scenarios", ("Scenario", "From", "What it assumes"), cells,
                                 data=tuple(rows)),)),))


def scenario_page(found: ScenarioAnswer, world: World) -> AnswerPage:
    """What scenarios come to, as fans, and what decides between them."""
    plain = found.to_dict()
    labels = {each["name"]: each["label"] for each in plain["scenarios"]}
    sections = [Section(_SERIES[name].partition(",")[0], plots=(_fan(plain, name),)) for name in _DRAWN
                if _fan(plain, name).series]
    sections.insert(1, _ends(plain))
    for each in plain["comparisons"]:
        one, other = (labels.get(name, name) for name in each["between"])
        grid = _drivers(each["difference"], world.catalogue)
        sections.append(Section(f"{other} against {one}", said(each["difference"]),
                                "The difference in the lag at the end.", grids=(grid,)))
    if plain["drivers"]:
        sections.append(Section("What decides the lag", grids=(_drivers(plain, world.catalogue),)))
    lead = " ".join(each["because"] for each in plain["scenarios"][:1])
    sources = {basis.get("source") for each in plain["scenarios"] for made in each["outcomes"].values()
               for basis in made["basis"]}
    first, *others = labels.values()
    title = first + (f", against {', '.join(others[:-1]) + ' and ' * (len(others) > 1) + others[-1]}" if others else "")
    return AnswerPage(title, lead, tuple(sections),
                      sources_of(sorted(each for each in sources if each), world.catalogue), tuple(plain["warnings"]))


def given_words(name: str, catalogue: Catalogue) -> str:
    """An input of a scenario, as a label."""
    return _GIVEN.get(name) or input_label(name, catalogue)


def _fan(plain: Mapping[str, Any], name: str) -> Plot:
    made = []
    for scenario in plain["scenarios"]:
        row = next((each for each in scenario["series"] if each["name"] == name), None)
        if row is not None:
            points = tuple(Point(day_number(day), middle, scenario["label"], low, high) for day, middle, low, high in
                           zip(row["dates"], row["median"], row["low"], row["high"], strict=True))
            made.append(Series(scenario["label"], points, "line"))
    return Plot(f"{_SERIES[name]}, by quarter: median and 90% interval", "Quarter", _SERIES[name], tuple(made),
                days=True, say_y=lambda value: short(value, ""), even=name in _EVEN)


def _ends(plain: Mapping[str, Any]) -> Section:
    names = list(dict.fromkeys(name for each in plain["scenarios"] for name in each["outcomes"]))
    words = _OTHER | {each["name"]: each["words"] for scenario in plain["scenarios"] for each in scenario["series"]}
    rows = tuple((upper(words.get(name, name.replace("_", " "))),
                  *(said(each["outcomes"].get(name)) for each in plain["scenarios"])) for name in names)
    data = tuple({"outcome": name, **{f"{each['name']}_{end}": (each["outcomes"].get(name) or {}).get(end)
                                      for each in plain["scenarios"] for end in ("median", "low", "high")}}
                 for name in names)
    return Section(f"On {day_words(plain['until'])}", grids=(Grid("What it comes to", (
        "Outcome", *(each["label"] for each in plain["scenarios"])), rows, data=data, wide=True),))


def _drivers(plain: Mapping[str, Any], catalogue: Catalogue) -> Grid:
    told = tuple(plain.get("drivers", ()))
    return Grid("Shares of the spread", ("Input", "Share"), tuple(
        (given_words(each["name"], catalogue), f"{each['share_of_variance']:.0%}") for each in told[:10]), data=told)

"""Pages of forecasts: ours against what came, and those that others made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oncurve.chart.plot import Bars
from oncurve.report.answer import AnswerPage, Cell, Grid, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import sources_of, thing_link
from oncurve.report.scenario_tables import TARGET_WORDS, better
from oncurve.report.short import short
from oncurve.report.signs import SIGNS

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["backtest_page", "forecasts_page"]

_HIDDEN = ("crps",)
#: from here on a number is written short
_LONG = 1e5
_SCORES: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("n", "Forecasts", lambda value: f"{value:,}"),
    ("coverage", "Inside the {level:.0%} interval", lambda value: f"{value:.0%}"),
    ("crps", "Mean score of the distribution (CRPS); lower is better", lambda value: f"{value:.3g}"))
_STATES = {"not_due": "not due", "open": "due, not settled", "scored": "scored"}


def backtest_page(plain: Mapping[str, Any]) -> AnswerPage:
    """Forecasts made as of past quarters, against what came.

    Args:
        plain: the answer, as the contract prints it.
    """
    rows = plain.get("rows", ())
    columns = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in _HIDDEN]
    cells = tuple(tuple(_words(TARGET_WORDS.get(row.get(name), row.get(name)) if name == "target" else row.get(name))
                        for name in columns) for row in rows)
    grid = Grid(f"{len(rows)} forecasts", tuple(upper(name.replace("_", " ")) for name in columns), cells,
                data=tuple(rows), wide=True)
    skill = plain.get("skill") or {}
    scores = tuple((words.format(level=plain.get("level", 0.9)), say(plain[name])) for name, words, say in _SCORES
                   if plain.get(name) is not None)
    beside = tuple((upper(name.replace("_", " ")), _gain(value, (plain.get("skill_intervals") or {}).get(name)))
                   for name, value in skill.items())
    grids = [Grid("Scores", ("Score", "Value"), scores)] if scores else []
    grids += [Grid("Better than simple forecasts by", ("Simple forecast", "Smaller score"), beside)] if beside else []
    grids += [_by_target(plain["by_target"])] if plain.get("by_target") else []
    return AnswerPage("Past forecasts against what came", "Made by what was known on past days, and held against what "
                      "was published later. Coverage says how often the interval held it.",
                      (Section("How well", grids=tuple(grids), warnings=tuple(plain.get("warnings") or ()),
                               plots=_reliability(plain.get("reliability") or ())),
                       Section("One by one", grids=(grid,))))


def _gain(value: Any, ends: Sequence[float] | None) -> str:
    """By how much the score is smaller, with the interval where there is one."""
    if not isinstance(value, int | float):
        return _words(value)
    return f"{value:+.0%}" + (f" ({ends[0]:+.0%} to {ends[1]:+.0%})" if ends else "")


def _reliability(counts: Sequence[int]) -> tuple[Bars, ...]:
    """Where what came fell among a forecast's values: level bars where forecasts are right about their own errors."""
    if not counts:
        return ()
    rows = tuple((f"{place / len(counts):.0%} to {(place + 1) / len(counts):.0%}", float(count))
                 for place, count in enumerate(counts))
    return (Bars("Where what came fell among the forecast's values", "forecasts", rows, lambda value: f"{value:.0f}"),)


def _by_target(told: Mapping[str, Mapping[str, Any]]) -> Grid:
    """Coverage and score of each target, beside the coverage that the model's own errors let expect."""
    rows = tuple((TARGET_WORDS.get(name, name), f"{each['coverage']:.0%}",
                  " to ".join(f"{end:.0%}" for end in each["band"]), better(each["skill"]))
                 for name, each in told.items())
    data = tuple({"target": name, "coverage": each["coverage"], "skill": each["skill"]} for name, each in told.items())
    return Grid("By what was forecast", ("Forecast", "Inside the interval", "Expected, since errors hang together",
                                         "Interval score"), rows, data=data)


def forecasts_page(found: Sequence[Mapping[str, Any]], world: World) -> AnswerPage:
    """Dated forecasts that others made, and what came of those whose day has passed.

    Args:
        found: as the contract prints them.
        world: where the works stand.
    """
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"“{each['quote']}”", thing_link(each["subject"], world.catalogue),
         thing_link(each["speaker"], world.catalogue), each["published"], each["due"] or "",
         _STATES.get(each["status"], each["status"]),
         SIGNS[each["verdict"]].told if each["status"] == "scored" else "") for each in found)
    grid = Grid(f"{len(rows)} forecasts", ("Forecast", "Of", "By", "Said", "Due", "State", "Verdict"), rows,
                data=tuple(found), wide=True)
    return AnswerPage("Forecasts", "Dated claims about the future, kept and scored when their day has passed.",
                      (Section("", grids=(grid,)),),
                      sources_of((source for each in found for source in each["sources"]), world.catalogue))


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return short(value, "") if abs(value) >= _LONG else f"{value:,.4g}"
    return str(value)

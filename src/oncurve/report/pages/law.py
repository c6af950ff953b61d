"""Pages of export rules: the status of a chip, its history, what may be designed, and the rules themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oncurve.answers.export_status import NOT_ADVICE
from oncurve.chart.plot import Plot, Point, Series
from oncurve.report.answer import AnswerPage, Cell, Grid, Link, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import day_words, in_words, sources_of, thing_link

if TYPE_CHECKING:
    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory
    from oncurve.answers.export_status import ExportStatus
    from oncurve.answers.law import LawList
    from oncurve.answers.world import World

__all__ = ["design_page", "history_page", "law_page", "rule_page", "rules_page", "status_page"]

_HOLDS = {True: "yes", False: "no", None: "unknown"}
_MANY, _EXACT = 4_000.0, 1_000.0
#: what a clause does, its tests and its markets, in words
_DOES = {"classify": "puts under", "require": "needs a licence:", "review": "reviews requests for", "excuse": "frees"}
_METRICS = {"tpp": "total processing performance", "density": "performance density"}
_MARKETS = {"datacenter": "data centres", "other": "other than data centres"}
_TOLD = {"does", "where", "paragraph", "paragraphs", "tests", "to", "to_except", "hq", "hq_except", "market", "status",
         "name", "note", "kind", "source", "known", "from"}


def status_page(found: ExportStatus, world: World) -> AnswerPage:
    """Which rule applies to a chip on its way somewhere, why, and by what margin."""
    plain = found.to_dict()
    tests = tuple((row["test"], _say(row["value"]), _say(row["limit"]), _say(row["margin"]), _HOLDS[row["holds"]],
                   _rule_link(row.get("rule"), world)) for row in plain["because"])
    facts = [("Status", _plainly(plain["status"])), ("Classification", plain["classification"] or ""),
             ("Rule", _rule_link(plain["rule"], world)), ("As written", _plainly(plain["as_written"])),
             ("As enforced", _plainly(plain["as_enforced"])), ("Total processing performance", _say(plain["tpp"])),
             ("Performance density", _say(plain["performance_density"]))]
    facts += [("Change of a figure", _flip(plain)), *_days(plain)]
    about: tuple[tuple[Cell, ...], ...] = tuple((name, value) for name, value in facts if value)
    also = tuple((each["reading"], _plainly(each["status"])) for each in plain["also"])
    grids = [Grid("In short", ("Field", "Value"), about),
             Grid("The tests, one by one", ("Test", "Value", "Limit", "Margin", "Holds", "Rule"), tests,
                  data=tuple(plain["because"]), wide=True)]
    if also:
        grids.append(Grid("Read otherwise", ("Reading", "Status"), also))
    title = f"{_chip(plain['chip'], world)} to {in_words(thing_link(plain['destination'], world.catalogue))}"
    return AnswerPage(title, plain["sentence"], (Section(upper(_plainly(plain["status"])), grids=tuple(grids),
                                                         warnings=tuple(plain["warnings"])),),
                      sources_of(plain["sources"], world.catalogue), (NOT_ADVICE,))


def history_page(found: ExportHistory, world: World) -> AnswerPage:
    """The status of a chip for a destination through the years."""
    plain = found.to_dict()
    rows = tuple((each["from"], each["until"] or "", _plainly(each["status"]), _plainly(each["as_written"]),
                  _rule_link(each["rule"], world), each["label"]) for each in plain["history"])
    chip, there = _chip(plain["chip"], world), in_words(thing_link(plain["destination"], world.catalogue))
    return AnswerPage(f"{chip} to {there}, through the years",
                      f"What is known reaches to {day_words(plain['known_until'])}.",
                      (Section("Every change", grids=(Grid(
                          f"{len(rows)} stretches", ("From", "Until", "Enforced", "As written", "Rule", "What it is"),
                          rows, data=tuple(plain["history"]), wide=True),)),), warnings=(NOT_ADVICE,))


def design_page(found: ExportDesign, world: World) -> AnswerPage:
    """The most capable chip that the rules of a day let through."""
    plain = found.to_dict()
    sections = []
    for key, words, unit in (("by_density", "By performance density", "TPP per mm²"),
                             ("by_dram_bandwidth", "By memory bandwidth", "GB/s")):
        bands = plain[key]
        rows = tuple((_band(each), "no limit" if each["unlimited"] else _say(each["tpp_below"] or 0),
                      _plainly(each["status"] or "none"), _plainly(each["from_there"] or "")) for each in bands)
        sections.append(Section(words, plots=tuple(_frontier(plain, key, unit)), grids=(Grid(
            words, (unit, "TPP must stay below", "Status there", "From that on"), rows, data=tuple(bands)),)))
    allowed = [each for each in plain["chips"] if each["allowed"]]
    chips = tuple((thing_link(each["chip"], world.catalogue), _say(each["tpp"]), _say(each["performance_density"]),
                   _say(each["dram_bandwidth"]), _plainly(each["status"]), "yes" if each["on_frontier"] else "")
                  for each in allowed)
    sections.append(Section("Chips that exist", grids=(Grid(
        f"{len(chips)} that are let through", ("Chip", "TPP", "Density", "GB/s", "Status", "Best of its kind"), chips,
        data=tuple(plain["chips"]), wide=True),)))
    there = in_words(thing_link(plain["destination"], world.catalogue))
    return AnswerPage(f"The most that may go to {there}", f"By the rules of {day_words(plain['date'])}, as far as "
                      f"{_plainly(plain['at_most'])}.", tuple(sections), warnings=(NOT_ADVICE,))


def rules_page(found: LawList) -> AnswerPage:
    """Every rule with its dates."""
    rows = found.to_dict()["rules"]
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(row["title"], f"/rules/{row['id']}"), row["published"] or row["introduced"] or "",
         row["compliance"] or row["effective"] or "", row["ends"] or "", row["sort"], row["country"]) for row in rows)
    return AnswerPage("Export rules", "Laws, letters, tariffs, practice, bills, and the other side's measures, with "
                                      "the days on which they were published and bind.", (
        Section("", grids=(Grid(f"{len(rows)} rules", ("Rule", "Published", "Binds from", "Ends", "Sort", "Country"),
                                cells, data=tuple(rows), wide=True),)),), warnings=(NOT_ADVICE,))


def rule_page(found: LawList, world: World) -> AnswerPage:
    """One rule in full, with its clauses."""
    row = found.to_dict()["rules"][0]
    about = tuple((upper(name.replace("_", " ")), _flat(value)) for name, value in row.items()
                  if name not in ("clauses", "facts", "id", "title", "sources") and value)
    sections = [Section("The rule", grids=(Grid("In short", ("Field", "Value"), about),))]
    clauses = row.get("clauses", ())
    if clauses:
        sections.append(Section("Its clauses", grids=(Grid(
            f"{len(clauses)} clauses", ("Where", "What it does", "Where it applies", "Since", "Note"),
            tuple(_clause(clause) for clause in clauses), data=tuple(clauses), wide=True),)))
    facts = row.get("facts", ())
    if facts:
        sections.append(Section("Its limits", grids=(Grid("Figures that it sets", ("Name", "Value"), tuple(
            (each["name"], f"{_say(each['value'])} {each['unit']}") for each in facts), data=tuple(facts)),)))
    return AnswerPage(row["title"], row.get("says") or row["id"], tuple(sections),
                      sources_of(row["sources"], world.catalogue), (NOT_ADVICE,))


def _clause(plain: Mapping[str, Any]) -> tuple[str, ...]:
    """A clause as a reader meets it: what it does, to what, and where."""
    tests = "; ".join(_test(each) for each in plain.get("tests", ()))
    things = _flat(plain.get("paragraphs") or plain.get("paragraph") or "")
    does = " ".join(part for part in (_DOES.get(plain["does"], plain["does"]), things,
                                      f"where {tests}" if tests else "",
                                      f"as {_plainly(plain['status'])}" if plain.get("status") else "") if part)
    where = [f"to {_flat(plain['to'])}" if plain.get("to") else "",
             f"but not to {_flat(plain['to_except'])}" if plain.get("to_except") else "",
             f"owner's seat in {_flat(plain['hq'])}" if plain.get("hq") else "",
             f"owner's seat not in {_flat(plain['hq_except'])}" if plain.get("hq_except") else "",
             f"market: {_MARKETS.get(plain['market'], plain['market'])}" if plain.get("market") else ""]
    rest = {name: value for name, value in plain.items() if name not in _TOLD}
    note = "; ".join(part for part in (plain.get("name", ""), plain.get("note", ""), _flat(rest)) if part)
    return (plain.get("where", ""), upper(does), "; ".join(part for part in where if part),
            plain.get("from") or plain["known"], note)


def _test(plain: Mapping[str, Any]) -> str:
    """One test: "total processing performance at least 4,800 TPP"."""
    name = _METRICS.get(plain.get("metric", ""), _plainly(str(plain.get("metric", ""))))
    ends = [f"{words} {_say(plain[end])}" for end, words in (("at_least", "at least"), ("above", "above"),
                                                             ("at_most", "at most"), ("below", "below"))
            if plain.get(end) is not None]
    return f"{name} {' and '.join(ends)} {plain.get('unit', '')}".strip() if ends else _flat(plain)


def law_page(found: LawList, world: World) -> AnswerPage:
    """The rules, or one of them."""
    return rule_page(found, world) if found.full else rules_page(found)


def _rule_link(ident: str | None, world: World) -> Cell:
    if not ident or ident not in world.catalogue.rules:
        return ident or ""
    return Link(world.catalogue.rules[ident].label or ident, f"/rules/{ident}")


def _chip(ident: str, world: World) -> str:
    return world.catalogue.chips[ident].label if ident in world.catalogue.chips else ident


def _flip(plain: Mapping[str, Any]) -> str:
    spec = plain["flips"]["spec"]
    if not spec:
        return ""
    return (f"{spec['metric']} from {_say(spec['from'])} to {_say(spec['to'])} ({spec['change']:+.2%}) gives "
            f"{_plainly(spec['status'])}")


def _days(plain: Mapping[str, Any]) -> list[tuple[str, str]]:
    date = plain["flips"]["date"]
    found = []
    if date["before"]:
        found.append((f"Until {day_words(date['before']['until'])}", _plainly(date["before"]["status"])))
    if date["after"]:
        found.append((f"From {day_words(date['after']['from'])}", _plainly(date["after"]["status"])))
    return found


def _band(each: Mapping[str, Any]) -> str:
    return f"{_say(each['from'])} to {_say(each['to'])}" if each["to"] is not None else f"{_say(each['from'])} and more"


def _frontier(plain: Mapping[str, Any], key: str, unit: str) -> list[Plot]:
    field = "performance_density" if key == "by_density" else "dram_bandwidth"
    chips = [each for each in plain["chips"] if each.get(field) and each.get("tpp")
             and (each["allowed"] or each["tpp"] < _MANY * 2)]
    if not chips:
        return []
    widest = max(each[field] for each in chips)
    steps = []
    for band in plain[key]:
        top = band["tpp_below"] if not band["unlimited"] and band["tpp_below"] else None
        if top and band["from"] < widest:
            steps += [Point(band["from"], top), Point(min(band["to"] or widest, widest), top)]
    let = tuple(Point(each[field], each["tpp"], each["label"]) for each in chips if each["allowed"])
    stopped = tuple(Point(each[field], each["tpp"], each["label"]) for each in chips
                    if not each["allowed"])
    series = (Series("limit", tuple(steps), "step"), Series("let through", let), Series("stopped", stopped))
    return [Plot(f"The limit of TPP by {field.replace('_', ' ')}, and chips that exist", unit,
                 "Total processing performance", tuple(each for each in series if each.points))]


def _plainly(status: str) -> str:
    return status.replace("_", " ")


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')} {_flat(each)}" for name, each in value.items() if each is not None)
    return ", ".join(_flat(each) for each in value) if isinstance(value, list | tuple) else _say(value)


def _say(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and abs(value) < _EXACT:
        return f"{value:,.4g}"
    return f"{value:,.6g}" if isinstance(value, int | float) else str(value)

"""Lists of models, chips, organisations, sources and events, and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oncurve.chart.plot import Plot, Point, Series
from oncurve.claims.saying import say_estimate
from oncurve.report.answer import AnswerPage, Cell, Grid, Link, Section
from oncurve.report.cost_page import SCOPES
from oncurve.report.listing import summary_row
from oncurve.report.page import upper
from oncurve.report.pages.money import kind_words
from oncurve.report.pages.pieces import (
    amount_words,
    day_words,
    ends_words,
    facts_grid,
    said,
    source_link,
    sources_of,
    thing_link,
)
from oncurve.report.short import short

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["listing_page", "source_page", "thing_page"]

_HEADS = {"release_date": "Released", "parameters.total": "Parameters", "parameters.active": "Active",
          "chip_hours.final_run": "Chip-hours", "peak.bf16": "BF16 TFLOP/s", "memory.size": "Memory, GB",
          "tdp": "Watts", "organisation": "Maker", "on": "Day", "sort": "Sort", "facts": "Facts", "vendor": "Vendor",
          "country": "Country", "speaker": "Speaker", "producer": "Producer", "published": "Published",
          "interest": "Interest", "kind": "Kind"}
_LARGE = {"parameters.total", "parameters.active", "chip_hours.final_run"}
_LEADS = {
    "models": "Every model that the catalogue knows, with the facts that its answers rest on.",
    "chips": "Every chip that the catalogue knows, with its performance, memory and prices.",
    "organisations": "Laboratories, chipmakers, clouds and their parents, with what they own and spend.",
    "sources": "Every work that a fact rests on: who made it, when, and who gains if it is believed.",
    "events": "Statements, documents and announcements: who said what, and when.",
}
_HIDDEN = {"id", "label", "title", "facts", "aliases", "described", "url", "said", "unsaid"}
_FIELDS = {"url": "Address", "on": "Day"}
_SOURCE_COLUMNS = ("producer", "published", "kind", "interest")


def listing_page(plural: str, world: World, query: str = "") -> tuple[dict[str, Any], AnswerPage]:
    """The list of a shelf of the catalogue, as the contract prints it and as a page.

    Args:
        plural: its name: `models`, `chips`, `organisations`, `sources` or `events`.
        world: what is known.
        query: words that each thing shown must have in its names; empty shows all.
    """
    shelf: Mapping[str, Any] = getattr(world.catalogue, plural)
    wanted = query.lower().split()
    things = [each for each in shelf.values() if all(word in _names(each) for word in wanted)]
    rows = [summary_row(each) for each in things]
    if plural == "models":
        order = sorted(range(len(rows)), key=lambda at: str(rows[at].get("release_date", "")), reverse=True)
        shown = [rows[at] for at in order]
    else:
        shown = rows
    columns = _SOURCE_COLUMNS if plural == "sources" else \
        tuple(dict.fromkeys(name for row in rows for name in row if name in _HEADS))
    grid = Grid(f"{len(rows)} {plural if len(rows) != 1 else plural[:-1]}",
                ("Name", *(_HEADS[name] for name in columns)),
                tuple((Link(row.get("label") or row["title"], f"/{plural}/{row['id']}"),
                       *(_cell(name, row.get(name), world) for name in columns)) for row in shown),
                data=tuple(rows), wide=True)
    lead = _LEADS[plural] + (f" Shown are those that match “{query}”." if query else "")
    note = "" if rows else "Nothing has these words in its names. Try a part of one, such as “deep”."
    return {plural: rows}, AnswerPage(upper(plural), lead, (Section("", note=note, grids=(grid,)),))


def thing_page(plural: str, name: str, world: World) -> tuple[dict[str, Any], AnswerPage]:
    """Everything known of one thing, as the contract prints it and as a page.

    Raises:
        UnknownName: there is none of this name.
    """
    thing = getattr(world.catalogue, plural).find(name)
    plain: dict[str, Any] = thing.to_dict()
    catalogue = world.catalogue
    about = [(_FIELDS.get(key) or upper(key.replace("_", " ")), _about(value, world)) for key, value in plain.items()
             if key not in _HIDDEN and value not in (None, "", [], {})]
    sections = [Section("What it is", grids=(Grid("In the catalogue", ("Field", "Value"), tuple(about)),))] \
        if about else []
    sections += _more(plural, thing, world)
    facts = plain.get("facts", [])
    if facts:
        sections.append(Section("Facts", note="Each with its kind, the day from which the public knew it, and its "
                                              "source. Rival values stand side by side.",
                                grids=(facts_grid(facts, catalogue, f"{len(facts)} facts"),)))
    ids = [fact["source"] for fact in facts]
    names = ", ".join(plain.get("aliases", [])[:6])
    lead = f"Also written {names}." if names else _LEADS[plural]
    return plain, AnswerPage(plain.get("label") or plain["id"], lead, tuple(sections), sources_of(ids, catalogue))


def source_page(name: str, world: World) -> tuple[dict[str, Any], AnswerPage]:
    """One work, and every fact that rests on it. Raises `UnknownName`."""
    source = world.catalogue.source(name)
    plain: dict[str, Any] = source.to_dict()
    facts = [fact.to_dict() for shelf in ("models", "chips", "organisations")
             for thing in getattr(world.catalogue, shelf).values() for fact in thing.facts if fact.source == source.id]
    about: list[tuple[Cell, ...]] = [
        (_FIELDS.get(key) or upper(key.replace("_", " ")), _about(value, world)) for key, value in plain.items()
        if key not in ("id", "title") and value not in (None, "", [], {})]
    sections = [Section("The work", grids=(Grid("As recorded", ("Field", "Value"), tuple(about)),))]
    if facts:
        sections.append(Section("What rests on it", grids=(
            facts_grid(facts, world.catalogue, f"{len(facts)} facts", about=True),)))
    lead = f"By {source.producer}" + (f", {day_words(str(source.published))}." if source.published else ".")
    return plain, AnswerPage(source.title, lead, tuple(sections), (source,))


def _names(thing: Any) -> str:
    names = [getattr(thing, field, "") or "" for field in ("id", "label", "title", "producer", "organisation",
                                                           "vendor", "country", "speaker")]
    return " ".join([*map(str, names), *getattr(thing, "aliases", ())]).lower()


def _cell(name: str, value: Any, world: World) -> Cell:
    if value is None:
        return ""
    if name in ("organisation", "vendor", "speaker", "country"):
        return thing_link(str(value), world.catalogue)
    if name in _LARGE and isinstance(value, int | float):
        return short(float(value), "")
    return amount_words(value, "none") if isinstance(value, int | float) else str(value)


def _about(value: Any, world: World) -> Cell:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return Link(value, value)
    if isinstance(value, str):
        return thing_link(value, world.catalogue)
    return amount_words(value, "none")


def _more(plural: str, thing: Any, world: World) -> list[Section]:
    """What the questions say of a thing."""
    if plural == "models":
        return _of_model(thing, world)
    if plural == "chips":
        return _of_chip(thing, world)
    if plural == "organisations":
        return _of_organisation(thing, world)
    if plural == "events" and thing.said:
        rows = tuple((upper(each.measure.replace("_", " ")), thing_link(each.subject, world.catalogue),
                      ends_words(each.amount, each.low, each.high, each.unit),
                      source_link(each.source, world.catalogue)) for each in thing.said)
        found = [Section("What was said", grids=(Grid("With figures", ("Measure", "Of", "Said", "Source"), rows),))]
        bare = tuple((upper(each.measure.replace("_", " ")), thing_link(each.subject, world.catalogue), each.note)
                     for each in thing.unsaid)
        if bare:
            found.append(Section("What was said without a figure", grids=(
                Grid("In words alone", ("Measure", "Of", "In what words"), bare),)))
        return found
    return []


def _of_model(model: Any, world: World) -> list[Section]:
    from oncurve.basis.errors import MissingFact

    found: list[Section] = []
    ask: list[tuple[Cell, ...]] = []
    try:
        cost = world.cost(model.id, drivers=False)
        scopes = tuple((SCOPES.get(scope.name, scope.name).lower(), scope.estimate) for scope in cost.scopes.values())
        first = next(iter(cost.scopes.values()))
        found.append(Section("What training it cost", say_estimate(first.estimate), upper(first.estimate.method),
                             scopes))
        ask.append((Link("The bill, line by line", f"/cost/{model.id}"), "in every scope, with what others make of it"))
    except MissingFact as missing:
        found.append(Section("What training it cost", note=f"It cannot be said: {missing.message}"))
    try:
        compute = world.compute(model.id).to_dict()
        found.append(Section("Training compute", said(compute["estimate"]), upper(compute["estimate"]["method"])))
        ask.append((Link("Compute by every route", f"/compute/{model.id}"), "FLOP of training"))
    except MissingFact:
        pass
    if any(each["model"] == model.id for each in world.capability().to_dict()["models"]):
        ask += [(Link("How far behind it is", f"/lag?subject={model.id}&behind=US"), "months, under every definition"),
                (Link("Its place on the curve", f"/curve?model={model.id}"), "cost against capability")]
    if _can_be_simulated(model.id, world):
        ask.append((Link("Simulate its training", f"/simulate?model={model.id}"), "time, memory, hours"))
    if not ask:
        return found
    found.append(Section("Ask on", grids=(Grid("Questions about it", ("Question", "Answer"), tuple(ask)),)))
    return found


def _can_be_simulated(model: str, world: World) -> bool:
    from oncurve.answers.run_plan import run_plan
    from oncurve.basis.errors import OncurveError

    try:
        run_plan(world.catalogue, model, {})
    except OncurveError:
        return False
    return True


def _of_chip(chip: Any, world: World) -> list[Section]:
    rents = [each for each in world.catalogue.rental if each.chip == chip.id]
    found = []
    if rents:
        points = tuple(Point(float((each.span.start or each.known).toordinal()), each.amount,
                             f"{each.provider or each.contract}, {each.contract}".replace("_", " ")) for each in rents)
        plot = Plot(f"Rents of {chip.label}", "Day", "USD per chip-hour", (Series("rents on record", points),),
                    days=True, say_y=lambda value: f"${value:.2f}")
        found.append(Section("What renting it costs", note=f"{len(points)} prices on record.", plots=(plot,)))
    ask = ((Link("To China today", f"/export/{chip.id}?to=CN"), "which rule applies, and why"),
           (Link("Through the years", f"/export/{chip.id}/history?to=CN"), "every change of its status"))
    return [*found, Section("Export rules", grids=(Grid("Ask", ("Question", "Answer"), ask),))]


def _of_organisation(organisation: Any, world: World) -> list[Section]:
    from oncurve.basis.errors import MissingFact

    models = [each for each in world.catalogue.models.values() if each.organisation == organisation.id]
    found = []
    if models:
        rows = [(Link(each.label, f"/models/{each.id}"), _released(each)) for each in models]
        rows.sort(key=lambda row: row[1], reverse=True)
        found.append(Section("Its models", grids=(Grid(f"{len(rows)} models", ("Model", "Released"), tuple(rows)),)))
    try:
        spend = world.spend(organisation.id).to_dict()["spend"]
    except MissingFact:
        spend = []
    if spend:
        told = tuple((kind_words(each["kind"]), each["period"], said(each["estimate"])) for each in spend)
        found.append(Section("What it spends", note="Rival figures stand on the page of the question.",
                             grids=(Grid("By kind and period", ("Kind", "Period", "USD"), told),)))
    return found


def _released(model: Any) -> str:
    fact = model.fact("release_date")
    return str(fact.amount) if fact is not None else ""

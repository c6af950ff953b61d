"""The tools: each calls one public function of the world and gives its JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from oncurve.api import World
from oncurve.basis.errors import BadUsage

__all__ = ["TOOLS", "Shelf"]

Text = Annotated[str, Field(description="The article or sentence, as plain text.", max_length=400_000)]
Day = Annotated[str | None, Field(description="A day, as YYYY-MM-DD.")]
Name = Annotated[str, Field(description="A name in any spelling, such as deepseek-v3 or H20.", max_length=120)]
MaybeName = Annotated[str | None, Field(max_length=120)]
Count = Annotated[int | None, Field(ge=1, le=10_000_000)]
Shelf = Literal["models", "chips", "organisations", "sources", "events"]
Answer = dict[str, Any]


def check(world: World, text: Text, published: Day = None,
          claims: Annotated[list[dict[str, Any]] | None,
                            Field(description="Corrected readings to judge in place of our own, as `extract` gives "
                                              "them.")] = None) -> Answer:
    """Read an article and audit every claim in it about AI models and chips, by what was known on its day and now."""
    from oncurve.claims.article import article_of_text

    return world.check(article_of_text(text), published=published, claims=claims).to_dict()


def claim(world: World, text: Text, published: Day = None) -> Answer:
    """Audit one sentence: its verdict, what decides it, and the sources that it rests on."""
    return world.claim(text, published=published).to_dict()


def extract(world: World, text: Text, published: Day = None) -> Answer:
    """Find the claims of an article without judging them."""
    article, found = world.extract_text(text, published=published)
    return {"article": article.to_dict(), "claims": [each.to_dict() for each in found]}


def cost(world: World, model: Name,
         scope: Annotated[Literal["every", "final_run", "hardware", "rd", "all_in"],
                          Field(description="What is counted.")] = "every", chip: MaybeName = None) -> Answer:
    """What training a model cost in USD, as a bill whose lines add up, in every scope."""
    return world.cost(model, scopes=None if scope == "every" else (scope,), chip=chip).to_dict()


def compute(world: World, model: Name) -> Answer:
    """The training compute of a model in FLOP, by every route there is."""
    return world.compute(model).to_dict()


def spend(world: World, organisation: Name, year: Annotated[int | None, Field(ge=1990, le=2100)] = None) -> Answer:
    """What an organisation spends, by kind, with rival figures side by side."""
    return world.spend(organisation, year=year).to_dict()


def lag(world: World, subject: Name, behind: Name, measure: MaybeName = None) -> Answer:
    """Months by which a model, country, `open` or `closed` trails another, under every definition there is data for."""
    return world.lag(subject, behind=behind, measure=measure).to_dict()


def capability(world: World, model: MaybeName = None) -> Answer:
    """The capability index: many benchmarks on one scale, of all models or of one."""
    return world.capability(model).to_dict()


def trend(world: World, what: Annotated[Literal["training-efficiency", "inference-price", "hardware-price",
                                                "training-cost", "training-compute", "time-horizon"],
                                        Field(description="Of what.")],
          country: MaybeName = None, organisation: MaybeName = None) -> Answer:
    """A rate a year, by rival methods, with published rates beside it."""
    return world.trend(what, country=country, organisation=organisation).to_dict()


def ontrend(world: World, model: Name, against: Annotated[list[str], Field(min_length=1, max_length=12)]) -> Answer:
    """Whether a model's cost is an expected point on the curve of falling costs, against earlier models."""
    from oncurve.answers.on_trend import on_trend_dict

    return on_trend_dict(world.on_trend(model, against=against))


def simulate(world: World, model: Name, chip: MaybeName = None, chips: Count = None,
             layout: Annotated[str, Field(description="What is known of it, such as tp=8,pp=16.", max_length=200)] = "",
             precision: MaybeName = None, tokens: Annotated[float | None, Field(ge=1)] = None) -> Answer:
    """Simulate a training run: time of a step, utilisation, memory, chip-hours and energy."""
    return world.simulate(model, chip=chip, chips=chips, layout=layout, precision=precision, tokens=tokens).to_dict()


def layouts(world: World, model: Name, chip: Annotated[list[str] | None, Field(max_length=6)] = None,
            chips: Count = None, top: Annotated[int, Field(ge=1, le=20)] = 5) -> Answer:
    """The best parallel layouts of a training run out of all that are legal."""
    return world.layouts(model, chips=chips, chip=chip or (), top=top).to_dict()


def export(world: World, chip: Name, to: Annotated[str, Field(description="Destination: a country's code or name.")],
           hq: MaybeName = None, on: Day = None,
           use: Annotated[Literal["datacenter", "consumer"] | None,
                          Field(description="Marketed for.")] = None) -> Answer:
    """Which export rule applies to a chip on its way to a country on a day, why, and by what margin."""
    more = {"end_use": use} if use else {}
    return world.export(chip, to=to, hq=hq, on=on, **more).to_dict()


def export_history(world: World, chip: Name, to: str, hq: MaybeName = None) -> Answer:
    """The export status of a chip for a country through the years."""
    return world.export_history(chip, to=to, hq=hq).to_dict()


def export_design(world: World, to: str, on: Day = None, at_most: str = "not_controlled") -> Answer:
    """The most capable chip that the export rules of a day let through."""
    return world.export_design(to=to, on=on, at_most=at_most).to_dict()


def law(world: World, rule: MaybeName = None, on: Day = None, to: MaybeName = None) -> Answer:
    """The export rules with their dates, or one in full."""
    return world.law(rule, on=on, to=to).to_dict()


def record(world: World, kind: Annotated[Shelf, Field(description="What sort of thing.")], name: Name) -> Answer:
    """Everything the catalogue knows of one model, chip, organisation, source or event."""
    found: Answer = getattr(world.catalogue, kind).find(name).to_dict()
    return found


def listing(world: World, kind: Annotated[Shelf, Field(description="What sort of thing.")]) -> Answer:
    """The things of a kind that the catalogue knows, each with its headline facts."""
    from oncurve.report.listing import summary_row

    return {kind: [summary_row(each) for each in getattr(world.catalogue, kind).values()]}


def facts(world: World, query: Annotated[str, Field(min_length=1, max_length=200)]) -> Answer:
    """Search the sourced facts: every word must stand in the thing's name, the fact's name, unit or source."""
    from oncurve.report.listing import fact_row

    return {"facts": [fact_row(each) for each in world.facts(query)]}


def inputs(world: World, command: Literal["cost", "compute", "simulate"], model: Name) -> Answer:
    """The named inputs of a question, which `settings` can change, each with its value, interval, kind and source."""
    ask: dict[str, Callable[[str], Any]] = {"cost": lambda name: world.cost(name, drivers=False),
                                            "compute": world.compute, "simulate": world.simulate}
    return {"inputs": [each.to_dict() for each in ask[command](model).inputs()]}


def rule(_world: World, code: MaybeName = None) -> Answer:
    """What a finding's code means, such as OC301; without one, all of them."""
    from oncurve.claims.codes import find_codes

    return {"rules": [each.to_dict() for each in find_codes(code)]}


def backtest(world: World, what: Annotated[
        Literal["capability", "lag", "compute", "cost", "price", "chip-hours", "supply"],
        Field(description="Of what.")]) -> Answer:
    """Forecasts made as of past quarters, against what came."""
    if what == "supply":
        return world.supply_hindcast().to_dict()
    found: Answer = world.backtest(what).to_dict()
    return found


def move(world: World, text: Text, number: Annotated[int, Field(ge=1, description="Which claim, from 1.")],
         value: Annotated[float, Field(description="In the unit of the input that the hinge names.")],
         published: Day = None) -> Answer:
    """A claim of a text with the input that decides it held at another value: what the verdict is then."""
    from oncurve.claims.turning import move as moved

    found = world.check_text(text, published=published)
    if number > len(found.claims) or found.draws is None:
        raise BadUsage(f"There is no claim {number}", f"The text makes {len(found.claims)}", "Claims count from 1.")
    return moved(found.claims[number - 1], found.draws, value).to_dict()


def stocks(world: World, holder: Name, on: Day = None,
           precision: Annotated[Literal["8-bit", "16-bit"], Field(description="By which H100s are counted.")] = "8-bit",
           ) -> Answer:
    """Chips that an organisation or a country holds: every source's figure, and one reconciled sum."""
    return world.stocks(holder, on=on, precision=precision).to_dict()


def able(world: World, on: Day = None, budget: Annotated[float | None, Field(ge=1, description="In USD.")] = None,
         kind: Literal["pretraining", "reasoning"] = "pretraining", by: Day = None,
         count: Annotated[int, Field(ge=1, le=200)] = 5) -> Answer:
    """Who could make a training run that begins on a day, by cash, chips, time and staff, and how the count changes."""
    return world.able(on=on, budget=budget, kind=kind, by=by, count=count).to_dict()


def scenario(world: World, names: Annotated[list[str], Field(min_length=1, max_length=4, description=(
        "Scenarios that come with oncurve, such as status-quo and open-sales; the first is set against the others."))],
             until: Day = None) -> Answer:
    """What scenarios of chip rules come to: stocks, runs, the lag by quarter, and what decides between them."""
    from oncurve.scenario.policy import only_shipped

    only_shipped(*names)
    return world.scenario(*names, until=until).to_dict()


def forecasts(world: World,
              due: Annotated[bool, Field(description="Only those whose day has passed.")] = False) -> Answer:
    """Dated forecasts of the catalogue, and what came of those whose day has passed."""
    from oncurve.claims.forecasts import forecasts_known, scored

    return {"forecasts": [each.to_dict() for each in scored(list(forecasts_known(world)), world, due=due)]}


#: every tool, by its name
TOOLS: dict[str, Callable[..., Answer]] = {each.__name__: each for each in (
    check, claim, extract, move, cost, compute, spend, lag, capability, trend, ontrend, simulate, layouts, export,
    export_history, export_design, law, record, listing, facts, inputs, rule, backtest,
    stocks, able, scenario, forecasts)}

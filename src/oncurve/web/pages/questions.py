"""Pages of questions: each calls one public function of the world and hands the result to report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from oncurve.basis.errors import BadUsage, UnknownName
from oncurve.report.pages.law import design_page, history_page, law_page, status_page
from oncurve.report.pages.money import compute_page, spend_page
from oncurve.report.pages.past import backtest_page, forecasts_page
from oncurve.report.pages.pieces import amount_words
from oncurve.report.pages.rates import RATES, capability_page, curve_page, lag_page, on_trend_page, trend_page
from oncurve.report.pages.runs import layouts_page, simulation_page
from oncurve.report.pages.supply import able_page, given_words, scenario_page, scenarios_page, stocks_page
from oncurve.web.pages.laying import Field, Laid, Page, Span
from oncurve.web.scale import ends_of, is_by_ratio

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.basis.evidence import Assumption
    from oncurve.catalog.read import Catalogue
    from oncurve.scenario.scenario import ScenarioAnswer

__all__ = ["QUESTIONS"]

_COUNTRIES = (("CN", "China"), ("AE", "United Arab Emirates"), ("SA", "Saudi Arabia"), ("IN", "India"),
              ("SG", "Singapore"), ("MY", "Malaysia"), ("RU", "Russia"), ("GB", "United Kingdom"), ("DE", "Germany"),
              ("US", "United States"))
_MOVED, _MOST_SIDE_BY_SIDE = 6, 4
_TESTED = (("capability", "capability"), ("lag", "lags"), ("compute", "compute"), ("cost", "costs"),
           ("price", "prices"), ("chip-hours", "chip-hours"), ("supply", "chips held, sold and run"))
_RUNS = (("pretraining", "pre-training"), ("reasoning", "reasoning"))
_STATUSES = (("not_controlled", "not controlled"), ("exception", "by an exception"),
             ("nac_notification", "after a notification"), ("licence_required", "with a licence"),
             ("case_by_case", "case by case"))


def _cost(world: World, request: Mapping[str, Any]) -> Laid:
    from oncurve.report.cost_page import cost_page

    found = world.cost(request["name"], scopes=_one(request, "scope"), chip=request.get("chip") or None)
    return Laid(found.to_dict(), cost_page(found, world))


def _compute(world: World, request: Mapping[str, Any]) -> Laid:
    found = world.compute(request["name"])
    return Laid(found.to_dict(), compute_page(found, world))


def _spend(world: World, request: Mapping[str, Any]) -> Laid:
    found = world.spend(request["name"], year=request.get("year"))
    return Laid(found.to_dict(), spend_page(found, world))


def _lag(world: World, request: Mapping[str, Any]) -> Laid:
    subject, behind = request.get("subject") or "CN", request.get("behind") or "US"
    found = world.lag(subject, behind=behind, measure=request.get("measure") or None)
    fields = (Field("subject", "Who trails: a country, model, open or closed", subject),
              Field("behind", "Behind whom", behind))
    return Laid(found.to_dict(), lag_page(found, world), fields)


def _trend(world: World, request: Mapping[str, Any]) -> Laid:
    if request["name"] not in RATES:
        raise UnknownName("rate", request["name"], tuple(RATES), "")
    found = world.trend(request["name"], country=request.get("country") or None,
                        organisation=request.get("organisation") or None)
    return Laid(found.to_dict(), trend_page(found, world))


def _on_trend(world: World, request: Mapping[str, Any]) -> Laid:
    from oncurve.answers.on_trend import on_trend_dict

    model, against = request.get("model") or "deepseek-v3", request.get("against") or "claude-3-5-sonnet"
    found = world.on_trend(model, against=[name.strip() for name in against.split(",") if name.strip()])
    fields = (Field("model", "Model", model), Field("against", "Against earlier models", against))
    return Laid(on_trend_dict(found), on_trend_page(found, world), fields)


def _capability(world: World, request: Mapping[str, Any]) -> Laid:
    found = world.capability(request.get("model") or None)
    return Laid(found.to_dict(), capability_page(found, world))


def _curve(world: World, request: Mapping[str, Any]) -> Laid:
    model = str(request.get("model") or "")
    return Laid(*curve_page(world, model), (Field("model", "Mark a model", model),), "Mark")


def _export(world: World, request: Mapping[str, Any]) -> Laid:
    chip = request.get("name") or request.get("chip") or "h20"
    to = request.get("to") or "CN"
    use = {"end_use": request["use"]} if request.get("use") else {}
    found = world.export(chip, to=to, hq=request.get("hq") or None, on=request.get("on") or None, **use)
    fields = (Field("chip", "Chip", chip), _to_field(to),
              Field("on", "On the day", request.get("on") or "", kind="date"))
    return Laid(found.to_dict(), status_page(found, world), fields, action="/export")


def _to_field(to: str) -> Field:
    """A choice of destinations, with the one that is asked for even where it is no usual one."""
    return Field("to", "To", to, _COUNTRIES if to in dict(_COUNTRIES) else ((to, to), *_COUNTRIES))


def _history(world: World, request: Mapping[str, Any]) -> Laid:
    to = request.get("to") or "CN"
    found = world.export_history(request["name"], to=to, hq=request.get("hq") or None)
    return Laid(found.to_dict(), history_page(found, world), (_to_field(to),))


def _design(world: World, request: Mapping[str, Any]) -> Laid:
    to, status = request.get("to") or "CN", request.get("at_most") or "not_controlled"
    if status not in dict(_STATUSES):
        raise UnknownName("status", status, tuple(name for name, _ in _STATUSES), "")
    found = world.export_design(to=to, on=request.get("on") or None, at_most=status,
                                maker=request.get("maker") or "")
    fields = (_to_field(to), Field("at_most", "At most", status, _STATUSES),
              Field("on", "On the day", request.get("on") or "", kind="date"))
    return Laid(found.to_dict(), design_page(found, world), fields)


def _rules(world: World, request: Mapping[str, Any]) -> Laid:
    found = world.law(request.get("name"), on=request.get("on") or None, to=request.get("to") or None)
    fields = () if request.get("name") else (Field("on", "In force on", request.get("on") or "", kind="date"),)
    return Laid(found.to_dict(), law_page(found, world), fields)


def _simulate(world: World, request: Mapping[str, Any]) -> Laid:
    names = ("chip", "layout", "precision", "chips", "tokens")
    asked = {name: request[name] for name in names if request.get(name)}
    model = request.get("model") or "deepseek-v3"
    found = world.simulate(model, ablate=bool(request.get("ablate")), **asked)
    plain = found.to_dict()
    fields = (Field("model", "Model", model), Field("chip", "Chip", str(plain["chip"])),
              Field("chips", "How many", str(plain["layout"]["chips"]), kind="number"),
              Field("layout", "Layout, such as tp=8,pp=16", str(request.get("layout") or "")),
              Field("ablate", "What each idea saves", "1" if request.get("ablate") else "",
                    (("", "leave it"), ("1", "show it"))))
    return Laid(plain, simulation_page(found, world), fields, "Simulate")


def _layouts(world: World, request: Mapping[str, Any]) -> Laid:
    model = request.get("model") or "deepseek-v3"
    chip = [name.strip() for name in (request.get("chip") or "").split(",") if name.strip()]
    found = world.layouts(model, chips=request.get("chips"), chip=chip, top=request.get("top") or 5,
                          layout=request.get("layout") or "")
    fields = (Field("model", "Model", model), Field("chip", "Chip", ",".join(chip)),
              Field("chips", "How many", str(request.get("chips") or ""), kind="number"))
    return Laid(found.to_dict(), layouts_page(found, world), fields, "Search")


def _stocks(world: World, request: Mapping[str, Any]) -> Laid:
    found = world.stocks(request["name"], on=request.get("on") or None)
    fields = (Field("on", "On the day", request.get("on") or "", kind="date"),)
    return Laid(found.to_dict(), stocks_page(found, world), fields)


def _able(world: World, request: Mapping[str, Any]) -> Laid:
    kind = request.get("kind") or "pretraining"
    if kind not in dict(_RUNS):
        raise UnknownName("kind of run", kind, tuple(dict(_RUNS)), "")
    found = world.able(on=request.get("on") or None, budget=request.get("budget"), kind=kind,
                       count=request.get("count") or 5)
    budget = request.get("budget")
    fields = (Field("budget", "What the run costs, in USD", f"{budget:.0f}" if budget else "", kind="number"),
              Field("kind", "or a run of the frontier", kind, _RUNS),
              Field("on", "On the day", request.get("on") or "", kind="date"))
    return Laid(found.to_dict(), able_page(found, world), fields)


def _slider(held: Assumption, value: str, catalogue: Catalogue) -> Field:
    """A slider over an assumption, from somewhat below its interval to somewhat above."""
    amount, low, high = (float(getattr(held, name)) for name in ("amount", "low", "high"))
    left, right = ends_of((low, amount, high))
    if held.unit == "fraction":
        left, right = max(left, 0.0), min(right, 1.0)
    say = partial(amount_words, unit=held.unit)
    span = Span(left, right, amount, is_by_ratio(left, right), say(left, digits=2), say(right, digits=2),
                f"{say(amount)}, {say(low)} to {say(high)}", held.because)
    return Field(f"set.{held.name}", given_words(held.name, catalogue), value, span=span)


def _sliders(found: ScenarioAnswer, world: World, settings: Mapping[str, str]) -> list[Field]:
    """Sliders over what is set already and what drives the lag most, where it is an assumption."""
    known = world.catalogue.assumptions
    names = dict.fromkeys((*settings, *(each.name for each in found.drivers)))
    held = [known[name] for name in names if name in known]
    return [_slider(each, settings.get(each.name, ""), world.catalogue) for each in held[:_MOVED]]


def _scenario(world: World, request: Mapping[str, Any]) -> Laid:
    from oncurve.scenario.policy import SHIPPED, only_shipped, policy_named

    name = request.get("name") or "status-quo"
    others = [each.strip() for each in (request.get("compare") or "").split(",") if each.strip()]
    others = [each for each in dict.fromkeys(others) if each != name]
    if len(others) > _MOST_SIDE_BY_SIDE:
        raise BadUsage(f"{len(others)} scenarios are more than can be read beside another",
                       f"There is room for {_MOST_SIDE_BY_SIDE}", "Choose fewer.")
    only_shipped(name, *others)
    found = world.scenario(name, *others, until=request.get("until") or None)
    options = tuple((each, policy_named(each).label) for each in SHIPPED)
    fields = [Field("name", "Scenario", name, options),
              Field("until", "Until", request.get("until") or "", kind="date"),
              Field("compare", f"Set against, up to {_MOST_SIDE_BY_SIDE}", ",".join(others),
                    tuple(each for each in options if each[0] != name), kind="checks")]
    fields += _sliders(found, world, request.get("settings") or {})
    asked = [("name", name), *(("compare", each) for each in others), ("until", request.get("until") or "")]
    free = f"/scenario?{urlencode([pair for pair in asked if pair[1]])}"
    return Laid(found.to_dict(), scenario_page(found, world), tuple(fields), "Work it out", free=free)


def _backtest(world: World, request: Mapping[str, Any]) -> Laid:
    what = request.get("what") or "capability"
    if what not in dict(_TESTED):
        raise UnknownName("backtest", what, tuple(dict(_TESTED)), "")
    plain = (world.supply_hindcast() if what == "supply" else world.backtest(what)).to_dict()
    return Laid(plain, backtest_page(plain), (Field("what", "Of what", what, _TESTED),))


def _forecasts(world: World, _request: Mapping[str, Any]) -> Laid:
    from oncurve.claims.forecasts import forecasts_known, scored

    found = [each.to_dict() for each in scored(list(forecasts_known(world)), world)]
    return Laid({"forecasts": found}, forecasts_page(found, world))


def _one(request: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    value = request.get(name)
    return (str(value),) if value and value != "every" else None


QUESTIONS: dict[str, Page] = {
    "cost": _cost, "compute": _compute, "spend": _spend, "lag": _lag, "trend": _trend, "ontrend": _on_trend,
    "capability": _capability, "curve": _curve, "export": _export, "export/chip": _export, "export/history": _history,
    "design": _design, "rules": _rules, "rules/one": _rules, "simulate": _simulate, "layouts": _layouts,
    "backtest": _backtest, "forecasts": _forecasts,
    "stocks": _stocks, "able": _able, "scenario": _scenario, "scenarios": lambda _world, _: Laid(*scenarios_page()),
}

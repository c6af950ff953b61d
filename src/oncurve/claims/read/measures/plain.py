"""The plain reading of a number as a measure: its value in the unit, about the nearest name of a fitting kind."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.measures.turned import cut, turn
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.unit_words import DAYS, MONTHS

__all__ = ["plain"]

_MODEL = ("model", "proper", "organisation")
_FIRM = ("organisation", "cluster", "country", "proper")
_CHIP = ("chip", "proper")
#: for each measure the kinds of what it is about, in order, and its unit where it has only one
_ABOUT: dict[str, tuple[tuple[str, ...], str]] = {
    "training_cost": (_MODEL, ""),
    "training_compute": (_MODEL, "FLOP"),
    "training_tokens": (_MODEL, "tokens"),
    "training_time": (_MODEL, "days"),
    "parameters": (_MODEL, "parameters"),
    "chip_hours": (_MODEL, "chip-hours"),
    "chip_count": (("cluster", *_FIRM, "model"), "chips"),
    "capability_lag": (("country", *_MODEL), "months"),
    "doubling_time": ((), "months"),
    "cost_ratio": (_MODEL, "x"),
    "price_ratio": (_MODEL, "x"),
    "cost_decline_rate": ((), "x per year"),
    "price_per_token": (_MODEL, ""),
    "benchmark_score": (_MODEL, "percent"),
    "organisation_spend": (_FIRM, ""),
    "chip_spec": (_CHIP, ""),
    "chips_shipped": (_CHIP, "chips"),
    "chips_smuggled": (_CHIP, "chips"),
    "compute_share": (("country", "organisation", "proper"), "percent"),
    "tariff_rate": (("country", "chip"), "percent"),
    "market_move": (("organisation", "proper"), ""),
    "power": (_FIRM, "MW"),
    "companies_able": ((), "count"),
}
_MEGAWATTS = {"W": 1e-6, "kW": 1e-3, "MW": 1.0, "GW": 1e3, "TW": 1e6}
_SHARES = ("benchmark_score", "compute_share", "tariff_rate", "market_move")


def plain(measure: str, scene: Scene, quantity: Quantity) -> Draft:
    """The claim that a number makes if it is read as a measure and nothing more is known of the sentence."""
    kinds, unit = _ABOUT[measure]
    mention = scene.subject(quantity, *kinds) if kinds else None
    subject = mention.ident if mention is not None else None
    unit = unit or _unit(measure, scene, quantity)
    made = draft(measure, quantity, subject, unit=unit, factor=_factor(measure, quantity))
    if measure in ("cost_ratio", "price_ratio", "cost_decline_rate"):
        _ratio(made, scene, quantity)
    return made


def _unit(measure: str, scene: Scene, quantity: Quantity) -> str:
    """The unit of a measure that has several: currency for sums, percent for moves, the quantity's own for chips."""
    if measure == "market_move" and quantity.dim != "money":
        return "percent"
    if measure == "chip_spec" and quantity.dim != "money":
        return {"ratio": "x", "fraction": "percent"}.get(quantity.dim, quantity.unit)
    currency = quantity.unit if quantity.dim == "money" else ""
    currency = currency or next((q.unit for q in scene.quantities if q.dim == "money"), "USD")
    if currency == "JPY" and _chinese(scene):
        currency = "CNY"
    return f"{currency} per 1M tokens" if measure == "price_per_token" else currency


def _chinese(scene: Scene) -> bool:
    """Whether "¥" stands for the yuan: the text has spoken of China or its firms, and not of Japan."""
    known = [*scene.mentions, *scene.focus.met]
    countries = {m.ident if m.kind == "country" else m.name.country if m.name is not None else "" for m in known}
    firms = {m.organisation for m in known if m.kind == "model"}
    names = scene.focus.names
    if names is not None:
        homes = (names.get("organisation", firm) for firm in firms if firm)
        countries |= {home.country for home in homes if home is not None}
    return "CN" in countries and "JP" not in countries


def _factor(measure: str, quantity: Quantity) -> float:
    if quantity.dim == "duration":
        if measure == "training_time":
            return DAYS[quantity.unit]
        if measure in ("capability_lag", "doubling_time"):
            return MONTHS[quantity.unit]
    if quantity.dim == "fraction" and (measure in _SHARES or measure == "chip_spec"):
        return 100.0
    if measure == "power":
        return _MEGAWATTS.get(quantity.unit, 1.0)
    if measure == "price_per_token" and quantity.per is not None and quantity.per.kind == "tokens":
        return quantity.per.factor
    return 1.0


def _ratio(made: Draft, scene: Scene, quantity: Quantity) -> None:
    """Turns a share into how many times the whole is, and a cut ("46% less") into how many times what is left."""
    if quantity.dim not in ("percent", "fraction"):
        return
    turned = turn(scene, quantity)
    if turned is None and quantity.dim == "percent" and scene.tokens.word[quantity.stop : quantity.stop + 1] != ["of"]:
        turned = cut(quantity)
    if turned is not None:
        made.value, made.low, made.high, made.qualifier = turned.value, turned.low, turned.high, turned.qualifier
        return
    scale = 100.0 if quantity.dim == "percent" else 1.0
    low, high = made.high, made.low
    made.value, made.low, made.high = (None if not v else scale / v for v in (made.value, low, high))
    if made.qualifier in ("at_least", "at_most"):
        made.qualifier = "at_most" if made.qualifier == "at_least" else "at_least"

"""A bare number in the unit that a measure counts in: the unit of the text if it has one, else the usual one."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.specs import spoken_spec

__all__ = ["fitted"]

#: for each measure the dimension of its numbers and its usual unit
_USUAL = {
    "training_cost": ("money", "USD"),
    "organisation_spend": ("money", "USD"),
    "price_per_token": ("money", "USD"),
    "training_compute": ("flop", "FLOP"),
    "training_tokens": ("tokens", "tokens"),
    "training_time": ("duration", "day"),
    "capability_lag": ("duration", "month"),
    "doubling_time": ("duration", "month"),
    "parameters": ("params", "parameters"),
    "chip_hours": ("chiphours", "chip-hours"),
    "chip_count": ("chips", "chips"),
    "chips_shipped": ("chips", "chips"),
    "chips_smuggled": ("chips", "chips"),
    "power": ("power", "MW"),
    "companies_able": ("companies", "count"),
    "cost_ratio": ("ratio", "x"),
    "price_ratio": ("ratio", "x"),
    "cost_decline_rate": ("ratio", "x"),
    "benchmark_score": ("percent", "percent"),
    "compute_share": ("percent", "percent"),
    "tariff_rate": ("percent", "percent"),
    "market_move": ("percent", "percent"),
}
#: tokens before a bare figure within which "total processing performance" says what it is


def fitted(measure: str, scene: Scene, quantity: Quantity) -> Quantity:
    """The quantity as a measure counts it; one that has a dimension of its own stays as it is."""
    if measure == "chip_hours" and quantity.dim == "chips":  # "2.788M H800" of a row of hours
        return replace(quantity, dim="chiphours", unit="chip-hours")
    if quantity.dim not in ("number", "anaphor", "count", "nought"):
        return quantity
    if measure == "chip_spec":
        return _spec(scene, quantity)
    dim, unit = _USUAL[measure]
    if quantity.dim == "count" and dim != "chips":
        return quantity
    if dim in ("money", "duration", "power") and quantity.dim != "nought":
        near = [*scene.quantities, *(scene.previous.quantities if scene.previous is not None else ())]
        unit = next((q.unit for q in near if q.dim == dim), unit)
    return replace(quantity, dim=dim, unit=unit)


def _spec(scene: Scene, quantity: Quantity) -> Quantity:
    """A figure of a chip, in the unit that the words of its line or of the line before speak of."""
    found = spoken_spec(scene, quantity.value or 0.0)
    return quantity if found is None else replace(quantity, dim=found[0], unit=found[1])

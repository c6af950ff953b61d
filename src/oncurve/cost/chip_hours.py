"""Chip-hours of a run: as reported, else chips times days, else FLOP over speed; each with its own width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.cost.compute import flop_routes
from oncurve.cost.prices import Prices
from oncurve.cost.run import DEVELOPER, Run
from oncurve.cost.spreads import Widths, around, log_widths
from oncurve.cost.utilisation import Utilisation, utilisation_of, utilisation_on

__all__ = ["Hours", "chip_hours", "hours_from_flop", "hours_on_other_chip", "hours_routes", "hours_times"]

_HOURS_PER_DAY = 24
_FLOP_PER_TFLOP = 1e12
_SECONDS_PER_HOUR = 3600
_CLOSE = 0.02


class Hours(Struct, frozen=True):
    """Chip-hours and how they were found.

    Args:
        quantity: chip-hours, with the width of their route.
        route: `reported`, `chips_days`, `flop` or `estimated`.
        stages: name and share of each stage, where the report lists stages that sum to the whole.
        exact: the hours as reported, without a width; None where nothing was reported.
    """

    quantity: Quantity
    route: str
    stages: tuple[tuple[str, float], ...] = ()
    exact: Quantity | None = None


def chip_hours(run: Run, prices: Prices) -> Hours | None:
    """Chip-hours by the best route there is, or None."""
    return next(hours_routes(run, prices), None)


def hours_routes(run: Run, prices: Prices) -> Iterator[Hours]:
    """Chip-hours by every route there is, the best first."""
    routes: tuple[Callable[[], Hours | None], ...] = (
        lambda: _reported(run, prices), lambda: _chips_days(run, prices, DEVELOPER),
        lambda: _from_flop(run, prices, independent=True), lambda: _chips_days(run, prices, ("estimated",)),
        lambda: _estimated(run, prices), lambda: _from_flop(run, prices, independent=False))
    for route in routes:
        found = route()
        if found is not None:
            yield found


def hours_from_flop(flop: Quantity, speed: Utilisation, method: str) -> Quantity:
    """Chip-hours that so many FLOP take on chips of that peak at that utilisation."""
    return Quantity("chip-hours", "chip-hour", _divide, {"flop": flop, "peak": speed.peak, "mfu": speed.mfu}, method)


def _reported(run: Run, prices: Prices) -> Hours | None:
    stages = {name: fact for name, fact in run.under("chip_hours").items() if fact.kind in DEVELOPER}
    whole = stages.pop("final_run", None)
    parts: tuple[tuple[str, float], ...] = ()
    if whole is None:
        whole = stages.get("pretraining")
        if whole is None:
            return None
    total = sum(fact.number for fact in stages.values())
    if len(stages) > 1 and abs(total / whole.number - 1) < _CLOSE:
        parts = tuple((name, fact.number / total) for name, fact in _in_order(stages).items())
    stated = Input.of_fact(whole, "chip_hours", about=run.model.id)
    error = prices.shared("reported_hours_error")
    wide = Quantity("chip-hours", "chip-hour", _times, {"stated": stated, "error": error}, "chip-hours as reported")
    return Hours(wide, "reported", parts, constant("chip-hours", stated, "chip-hours as reported"))


def _in_order(stages: dict[str, Fact]) -> dict[str, Fact]:
    order = ("pretraining", "context_extension", "post_training")
    return dict(sorted(stages.items(), key=lambda item: (order.index(item[0]) if item[0] in order else len(order))))


def _chips_days(run: Run, prices: Prices, kinds: tuple[str, ...]) -> Hours | None:
    chips = run.fact("chips.final_run") or run.fact("chips.pretraining")
    days = run.fact("training_time.final_run") or run.fact("training_time.pretraining")
    if chips is None or days is None or chips.detail.get("bound"):
        return None
    nearest = "estimated" if "estimated" in (chips.kind, days.kind) else "reported"
    if nearest not in kinds or "flop" in str(days.detail.get("derivation", "")).lower():
        return None
    width = "training_time_error" if days.kind not in DEVELOPER else "training_days_stated_error"
    arguments = {"chips": _around(run, chips, "chips", log_widths(prices.assumption("chip_count_error"))
                                  if chips.kind not in DEVELOPER else None),
                 "days": _around(run, days, "training_time", log_widths(prices.assumption(width)))}
    return Hours(Quantity("chip-hours", "chip-hour", _product, arguments, "chips times days"), "chips_days")


def _around(run: Run, fact: Fact, name: str, width: Widths | None) -> Input:
    stated = fact.low is not None and fact.high is not None
    spread = None if stated or width is None else around(fact.number, width)
    return Input.of_fact(fact, name, spread, about=run.model.id)


def _from_flop(run: Run, prices: Prices, *, independent: bool) -> Hours | None:
    chip = run.chip
    if chip is None:
        return None
    speed = utilisation_of(run, prices, chip)
    route = next((route for route in flop_routes(run, prices) if route.independent is independent), None)
    if speed is None or route is None:
        return None
    told = "stated utilisation" if speed.reported else "the utilisation of runs like it"
    return Hours(hours_from_flop(route.quantity, speed, f"{route.quantity.method}, over peak times {told}"), "flop")


def _estimated(run: Run, prices: Prices) -> Hours | None:
    fact = run.fact("chip_hours.final_run") or run.fact("chip_hours.pretraining")
    if fact is None or fact.kind in DEVELOPER:
        return None
    widths = log_widths(prices.assumption("chip_count_error")), log_widths(prices.assumption("training_time_error"))
    spread = around(fact.number, *widths)
    given = Input("chip_hours", "chip-hour", spread, run.model.id, fact, "a third party's estimate")
    return Hours(constant("chip-hours", given, "chip-hours as a third party estimates them"), "estimated")


def hours_times(hours: Hours, factor: Quantity, chip: Chip) -> Hours:
    """Hours of the same work on another chip that needs so many times as many.

    Args:
        hours: chip-hours on the run's own chip.
        factor: hours there over hours here.
        chip: the other chip.
    """
    arguments = {"stated": hours.quantity, "error": factor}
    method = f"the same work on {chip.label}, {factor.method}"
    return Hours(Quantity("chip-hours", "chip-hour", _times, arguments, method), hours.route, hours.stages)


def hours_on_other_chip(hours: Hours, run: Run, prices: Prices, own: Chip, chip: Chip) -> Hours | None:
    """Hours of the same work on another chip: scaled by what runs like it make of either; None without peaks.

    Args:
        hours: chip-hours on the run's own chip.
        run: the run.
        prices: for the assumptions.
        own: the run's own chip.
        chip: the other chip.
    """
    here, there = utilisation_on(run, prices, own), utilisation_on(run, prices, chip)
    if here is None or there is None:
        return None
    arguments: dict[str, Any] = {"hours": hours.quantity, "peak": here.peak,
                                 "peak_there": replace(there.peak, name="peak_there")}
    method = f"the same work on {chip.label}"
    if here.mfu.evidence == there.mfu.evidence:  # one utilisation for both: it cancels
        return Hours(Quantity("chip-hours", "chip-hour", _scaled, arguments, method), hours.route, hours.stages)
    arguments |= {"mfu": replace(here.mfu, name="mfu_here"), "mfu_there": replace(there.mfu, name="mfu_there")}
    return Hours(Quantity("chip-hours", "chip-hour", _rescaled, arguments, method), hours.route, hours.stages)


def _divide(flop: Any, peak: Any, mfu: Any) -> Any:
    return flop / (peak * _FLOP_PER_TFLOP * _SECONDS_PER_HOUR) / mfu


def _times(stated: Any, error: Any) -> Any:
    return stated * error


def _product(chips: Any, days: Any) -> Any:
    return chips * _HOURS_PER_DAY * days


def _scaled(hours: Any, peak: Any, peak_there: Any) -> Any:
    return hours * (peak / peak_there)


def _rescaled(hours: Any, peak: Any, peak_there: Any, mfu: Any, mfu_there: Any) -> Any:
    return hours * (peak / peak_there) * mfu / mfu_there

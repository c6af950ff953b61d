"""The four scopes of training cost, each a bill with rival readings beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.cost import cottier2024
from oncurve.cost.bill import Bill, Line
from oncurve.cost.energy import energy_line, is_hyperscale
from oncurve.cost.hardware import acquisition, amortised, straight_line
from oncurve.cost.plan import Plan
from oncurve.cost.published import Published, published_costs
from oncurve.cost.research import by_share_of_research, research_bill, scaled_development
from oncurve.cost.run import Run
from oncurve.cost.staff import staff_cost

__all__ = ["SCOPES", "Reading", "Scope", "TextReading"]

SCOPES = ("final_run", "hardware", "rd", "all_in")


class TextReading(Struct, frozen=True):
    """A reading that nobody can put a number to, with the reason.

    Args:
        text: what is known and why there is no number.
    """

    text: str

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain data."""
        return {"text": self.text}


Reading = Quantity | Published | TextReading


class Scope:
    """One scope: its own bill, and what others or other methods make of it, worked out when asked for.

    Args:
        name: one of `SCOPES`.
        plan: how the run is costed.
    """

    def __init__(self, name: str, plan: Plan) -> None:
        self.name = name
        self._plan = plan

    @property
    def bill(self) -> Bill:
        """The headline's bill."""
        return _BILLS[self.name](self._plan)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """Rival readings by name."""
        return _READINGS[self.name](self._plan)


def _final_run_bill(plan: Plan) -> Bill:
    return plan.once("final_run", lambda: _rented_run(plan))


def _rented_run(plan: Plan) -> Bill:
    rent = plan.rent("reserved_1y")
    hours = plan.hours
    method = f"rent of the final run: {hours.quantity.method}, times a one-year rent of {plan.chip.label}"
    def lines() -> tuple[Line, ...]:
        stages = hours.stages or (("final run", 1.0),)
        named = [(name.replace("_", " "), share) for name, share in stages]
        return tuple(
            Line(name, _rented(hours.quantity, rent.price, share, f"rent of {name}"),
                 f"{share:.1%} of the chip-hours" if len(stages) > 1 else hours.quantity.method, rent.observations)
            for name, share in named)

    return Bill("final run", _times, {"hours": hours.quantity, "price": rent.price}, method=method,
                warnings=(*plan.warnings, *rent.warnings), lines=lines)


def _final_run_readings(plan: Plan) -> dict[str, Reading]:
    run, hours = plan.run, plan.hours
    readings: dict[str, Reading] = {}
    published = published_costs(run)
    readings |= {each.name: each for each in published if each.own}
    rate = next((each.rate for each in published if each.rate is not None), None)
    if rate is not None and hours.exact is not None:
        readings["assumed_rent"] = _priced(hours.exact, rate, "reported chip-hours at the developer's own price")
    readings["list_rent"] = _priced(hours.quantity, plan.rent("on_demand").price, "at list prices on demand")
    readings["contract_rent"] = _priced(hours.quantity, plan.rent("reserved_1y").price, "on one-year contracts")
    readings["long_contract_rent"] = _priced(hours.quantity, plan.rent("reserved_3y").price, "on three-year contracts")
    readings |= {each.name: each for each in published if not each.own}
    if run.base is not None:
        readings |= _with_base(plan)
    return readings


def _with_base(plan: Plan) -> dict[str, Reading]:
    """The run, as reported or failing that as computed, together with the reported one that it started from."""
    base = plan.run.base
    assert base is not None, "only asked for where there is one"
    own, under = (next((each.given for each in published_costs(run) if each.name == "as_reported"), None)
                  for run in (plan.run, Run(plan.run.catalogue, base, plan.run.hide)))
    if under is None:
        return {}
    told = "as reported" if own is not None else "as computed"
    mine = _final_run_bill(plan).total if own is None else own
    both = Quantity("with the base model", "USD", _add, {"run": mine, "other": under},
                    f"{told}, with the run of {base.label} that it started from")
    return {"with_base": both}


def _hardware_bill(plan: Plan) -> Bill:
    return plan.once("hardware", lambda: _amortised(plan))


def _amortised(plan: Plan) -> Bill:
    run, prices = plan.run, plan.prices
    bought = plan.purchase()
    owned = amortised(prices, plan.chip, plan.hours.quantity, bought, plan.days.start)
    warnings = [*plan.warnings, *bought.warnings]
    maker = run.model.organisation
    large = prices.once(("hyperscale", maker), lambda: is_hyperscale(run.catalogue, maker))
    power = energy_line(prices, plan.chip, plan.hours.quantity, country=run.model.country,
                        year=plan.days.end.year, hyperscale=large)
    method = f"amortised {plan.chip.label} servers, network and energy: {plan.hours.quantity.method}"
    if power is None:
        warnings.append(f"The power of {plan.chip.label} is not known: electricity is left out.")
        return Bill("hardware used up", owned.total.formula, owned.total.arguments, method=method,
                    warnings=tuple(warnings), lines=lambda: owned.lines)
    energy, told = power
    return Bill("hardware used up", _add, {"run": owned.total, "other": energy.quantity}, method=method,
                warnings=(*warnings, *told), lines=lambda: (*owned.lines, energy))


def _hardware_readings(plan: Plan) -> dict[str, Reading]:
    run, prices = plan.run, plan.prices
    readings: dict[str, Reading] = {"amortised": _hardware_bill(plan).total, "acquisition": _acquisition(plan)}
    readings["straight_line"] = straight_line(prices, plan.hours.quantity, plan.purchase())
    rival = cottier2024.amortised(run, prices)
    readings["cottier2024"] = cottier2024.as_quantity(run, prices, rival) if rival is not None else TextReading(
        "The method of Cottier et al. (2024) does not apply: it knows NVIDIA P100 to H100 and TPU v1 to v4 alone, "
        "needs chip-hours and takes no model that started from another.")
    return readings | {each.name: each for each in published_costs(run, "hardware")}


def _acquisition(plan: Plan) -> Reading:
    run = plan.run
    fact = run.fact("chips.final_run") or run.fact("chips.pretraining") or run.fact("chips.post_training")
    if fact is None or not plan.disclosed:
        return TextReading("How many chips the run used is not known, so what buying them cost is not either.")
    chips = Input.of_fact(fact, "chips", about=run.model.id)
    return acquisition(plan.prices, chips, plan.purchase(), plan.chip).total


def _rd_bill(plan: Plan) -> Bill:
    return plan.once("rd", lambda: research_bill(plan.run, plan.prices, _final_run_total(plan), plan.warnings))


def _rd_readings(plan: Plan) -> dict[str, Reading]:
    readings: dict[str, Reading] = {
        "share_of_final_runs": by_share_of_research(plan.prices, _final_run_total(plan)),
        "distilled_data": _distilled(plan.run),
    }
    return readings | {each.name: each for each in published_costs(plan.run, "rd")}


def _all_in_bill(plan: Plan) -> Bill:
    return plan.once("all_in", lambda: _all_in(plan))


def _all_in(plan: Plan) -> Bill:
    final_run, research = _final_run_total(plan), _rd_bill(plan)

    def lines() -> tuple[Line, ...]:
        return Line("final run", final_run, "rent", plan.rent("reserved_1y").observations), *research.lines

    return Bill("all in", _add, {"run": final_run, "other": research.total}, warnings=final_run.warnings,
                method="final run with experiments, abandoned runs, staff and data", lines=lines)


def _all_in_readings(plan: Plan) -> dict[str, Reading]:
    run, prices = plan.run, plan.prices
    readings: dict[str, Reading] = {}
    rival = cottier2024.amortised(run, prices)
    if rival is not None:
        readings["cottier2024"] = scaled_development(
            cottier2024.as_quantity(run, prices, rival), prices.assumption("experiments_factor"),
            staff_cost(run, prices), "cottier2024, whole development")
    readings["share_of_final_runs"] = by_share_of_research(prices, _final_run_total(plan))
    readings["distilled_data"] = _distilled(run)
    return readings | {each.name: each for each in published_costs(run, "all_in")}


def _final_run_total(plan: Plan) -> Quantity:
    return _final_run_bill(plan).total


def _distilled(run: Run) -> TextReading:
    told = run.fact("distillation")
    text = f"{told.amount} " if told is not None else ""
    return TextReading(f"{text}What data written by other models is worth, and what those models cost, nobody outside "
                       "knows; it is in no sum here.")


def _rented(hours: Quantity, price: Input, share: float, name: str) -> Quantity:
    def formula(hours: Any, price: Any) -> Any:
        return hours * price * share if share != 1.0 else hours * price

    return Quantity(name, "USD", formula, {"hours": hours, "price": price})


def _priced(hours: Quantity, price: Input, method: str) -> Quantity:
    return Quantity("rent", "USD", _times, {"hours": hours, "price": price}, f"{hours.method}, {method}")


def _times(hours: Any, price: Any) -> Any:
    return hours * price


def _add(run: Any, other: Any) -> Any:
    return run + other


_BILLS: dict[str, Callable[[Plan], Bill]] = {
    "final_run": _final_run_bill, "hardware": _hardware_bill, "rd": _rd_bill, "all_in": _all_in_bill}
_READINGS: dict[str, Callable[[Plan], dict[str, Reading]]] = {
    "final_run": _final_run_readings, "hardware": _hardware_readings, "rd": _rd_readings, "all_in": _all_in_readings}

"""How a run is costed: on which chip, for how many hours, at the prices of which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.cost.chip_hours import Hours, chip_hours, hours_from_flop, hours_on_other_chip, hours_times
from oncurve.cost.compute import Route, flop_routes
from oncurve.cost.prices import Prices, prices_of
from oncurve.cost.purchase import Purchase, purchase
from oncurve.cost.rental import Contract, Rent, rent
from oncurve.cost.run import Run, RunDays
from oncurve.cost.spreads import around, log_widths
from oncurve.cost.utilisation import utilisation_on

__all__ = ["Plan", "plan_of", "usual_chip"]

#: The chips that most runs of their day used, oldest first, where a developer names none.
_USUAL = ("p100", "v100", "a100-80gb", "h100", "b200")
_USUAL_IN_CHINA = ("v100", "a100-80gb", "h800")
_USUAL_AT_GOOGLE = ("tpu-v2", "tpu-v3", "tpu-v4", "tpu-v5p", "tpu-v6e")
_SPREAD_OF_USE = dt.timedelta(days=365)


T = TypeVar("T")
Indirect = Callable[[Run, Prices], Route | None]
#: Finds how many times the hours of a run's own chip another one needs; None where it cannot be told.
Elsewhere = Callable[[Run, Chip, Chip], Quantity | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run with everything that its bills need.

    Args:
        run: the run.
        prices: the catalogue's prices.
        chip: the chip it is costed on.
        hours: chip-hours on that chip.
        days: first and last day.
        disclosed: whether it is known that the run used this chip.
        warnings: what a reader should know.
    """

    run: Run
    prices: Prices
    chip: Chip
    hours: Hours
    days: RunDays
    disclosed: bool
    warnings: tuple[str, ...]
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def rent(self, contract: Contract) -> Rent:
        """The rent of the chip under a contract, by prices of the first day of the run, or by its last."""
        def found() -> Rent:
            known = any(self.prices.rents(self.chip.id, self.days.start))
            rented = rent(self.prices, self.chip, self.days.start if known else self.days.end, contract)
            return rented if self.disclosed else replace(rented, price=self._wider(rented.price))

        return self.once(contract, found)

    def purchase(self) -> Purchase:
        """The purchase price of the chip, by prices of the first day of the run, or by its last."""
        def found() -> Purchase:
            known = any(self.prices.purchases(self.chip.id, self.days.start))
            bought = purchase(self.prices, self.chip, self.days.start if known else self.days.end)
            return bought if self.disclosed else replace(bought, price=self._wider(bought.price))

        return self.once("purchase", found)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, worked out the first time it is asked for under that name."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept

    def _wider(self, price: Input) -> Input:
        """The price with the width of not knowing the chip."""
        unknown = self.prices.assumption("chip_not_disclosed")
        spread = around(price.spread.median * unknown.amount, log_widths(price.spread), log_widths(unknown))
        return replace(price, spread=spread,
                       note=f"{price.note}; the chip is not disclosed, so the interval is wider")


def plan_of(run: Run, prices: Prices, *, on: dt.date | None = None, chip: Chip | None = None,
            indirect: Indirect | None = None, elsewhere: Elsewhere | None = None) -> Plan:
    """How to cost a run.

    Args:
        run: the run.
        prices: the catalogue's prices.
        on: a day after which no price counts, whatever the run's own days.
        chip: another chip to do the same work on.
        indirect: finds FLOP by indirect evidence, for a model of which nothing is disclosed.
        elsewhere: finds how many times the hours another chip needs; without it what runs like it make of either.

    Raises:
        MissingFact: neither chip-hours nor FLOP of the run are known, or not when it ran.
    """
    about = run.model.id
    days = run.days
    if days is None:
        raise MissingFact(about, "its release date", f"Add a release_date to models/{about}.toml of a facts folder.")
    if on is not None and on < days.end:
        days = RunDays(min(days.start, on), on, days.inferred)
    warnings = [f"When it ran was inferred: {days.inferred}."] if days.inferred else []
    own = run.chip
    hours = chip_hours(run, prices)
    disclosed = own is not None
    if own is None or hours is None:
        added = _on_base(run, prices) if hours is None and run.base is not None else None
        own = own or (added and added[0]) or usual_chip(run.catalogue, run, days.end)
        if added is not None:
            hours, disclosed = added[1], True
            warnings.append(f"Its own chip-hours are not known: taken as a share of those of {run.model.base}.")
        hours = _by_flop(run, prices, own, indirect) if hours is None else hours
        if not disclosed:
            warnings.append(f"Its chip is not disclosed; it is costed as if on {own.label}, the usual chip of its day.")
    if hours.route in ("estimated", "indirect"):
        warnings.append("Its chip-hours are no figure of the developer's.")
    if chip is not None and chip.id != own.id:
        factor = elsewhere(run, own, chip) if elsewhere is not None else None
        there = hours_times(hours, factor, chip) if factor is not None else \
            hours_on_other_chip(hours, run, prices, own, chip)
        if there is None:
            raise MissingFact(chip.id, f"the peak of {chip.label} or {own.label}")
        warnings.append(f"Hypothetical: the same work on {chip.label} instead of {own.label}.")
        return Plan(run, prices, chip, there, days, True, tuple(warnings))
    return Plan(run, prices, own, hours, days, disclosed, tuple(warnings))


def usual_chip(catalogue: Catalogue, run: Run, day: dt.date) -> Chip:
    """The newest usual chip that had been out for a year by `day`, for such a developer."""
    names = _USUAL_IN_CHINA if run.model.country == "CN" else _USUAL
    if run.model.organisation in ("google", "google-deepmind"):
        names = _USUAL_AT_GOOGLE
    usual = prices_of(catalogue).once(("usual", *names), lambda: [
        (chip, released + _SPREAD_OF_USE if (released := chip.release_date) else dt.date.max)
        for chip in (catalogue.chips[name] for name in names if name in catalogue.chips)])
    out = [chip for chip, common_from in usual if common_from <= day]
    return out[-1] if out else usual[0][0]


def _on_base(run: Run, prices: Prices) -> tuple[Chip, Hours] | None:
    """Hours of a stage on top of another model's run, as a share of that run's; None where its FLOP are known."""
    if run.base is None or flop_routes(run, prices):
        return None
    under = Run(run.catalogue, run.base, run.hide)
    hours = chip_hours(under, prices)
    if under.chip is None or hours is None:
        return None
    share = Input.of_assumption(prices.assumption("added_stage_factor"), about=run.model.id)
    quantity = Quantity("chip-hours", "chip-hour", _share, {"hours": hours.quantity, "share": share},
                        f"a share of the chip-hours of {run.base.label}")
    return under.chip, Hours(quantity, "estimated")


def _share(hours: Any, share: Any) -> Any:
    return hours * share


def _by_flop(run: Run, prices: Prices, chip: Chip, indirect: Indirect | None) -> Hours:
    routes = flop_routes(run, prices)
    if not routes and indirect is not None:
        found = indirect(run, prices)
        routes = [] if found is None else [found]
    speed = utilisation_on(run, prices, chip)
    if not routes:
        what = "chip-hours, chips and days, or FLOP of its training run"
        raise MissingFact(run.model.id, what, f"Add one of these to models/{run.model.id}.toml of a facts folder.")
    if speed is None:
        raise MissingFact(chip.id, f"the peak of {chip.label}")
    route = routes[0]
    method = f"{route.quantity.method}, over peak times the utilisation of runs like it"
    name = "indirect" if route.name == "indirect" else "flop" if route.independent else "estimated"
    return Hours(hours_from_flop(route.quantity, speed, method), name)

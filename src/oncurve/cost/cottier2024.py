"""The method of Cottier et al. (2024) with its own constants: a rival, reproduced as published.

B. Cottier, R. Rahman, L. Fattorini, N. Maslej, T. Besiroglu and D. Owen, "The rising costs of training frontier
AI models", arXiv:2405.21015.

Valid for the systems it was made for: leading models until 2023 on NVIDIA GPUs of the families P100 to H100 and
TPU v1 to v4, in US industrial electricity. It gives every run the same relative uncertainty, knows no number
format but 16 bits, no mixture of experts and no chip that is not on its list.
"""

from __future__ import annotations

import datetime as dt
import math

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.cost.energy import is_hyperscale
from oncurve.cost.prices import Prices, family, price_day
from oncurve.cost.purchase import server_cost_factor
from oncurve.cost.run import Run
from oncurve.cost.spreads import around, log_widths

__all__ = ["Cottier2024", "acquisition", "amortised", "amortised_capital", "as_quantity", "chip_hours", "energy",
           "training_start", "value_at"]

_DAYS_PER_YEAR = 365.25
_HOURS_PER_YEAR = 8766
_HOURS_PER_DAY = 24
_SECONDS_PER_HOUR = 3600
_FLOP_PER_TFLOP = 1e12
_WATTS_PER_KILOWATT = 1000
#: GPU families of the paper and the standing of its TPUs.
_GPUS = ("a100", "v100", "h100", "p100", "k80")
_TPUS = ("v1", "v2", "v3", "v4")


def value_at(price: float, decline: float, days: int) -> float:
    """A chip's value, in USD, so many days after it could be had, falling by `decline` OOM a year."""
    return price * 10 ** (-decline * days / _DAYS_PER_YEAR)


def amortised_capital(hours: float, value: float, decline: float, interconnect: float) -> float:
    """USD of hardware that a run uses up: the yearly fall of its value, linearised, with the network's share.

    Args:
        hours: chip-hours.
        value: of a chip with its share of the server, at the start of training, in USD.
        decline: OOM a year.
        interconnect: the network's share of the cost of a cluster.
    """
    return hours * value * decline * math.log(10) / _HOURS_PER_YEAR / (1 - interconnect)


def energy(hours: float, watts: float, factors: float, price: float) -> float:
    """USD of electricity.

    Args:
        hours: chip-hours.
        watts: rated power of a chip.
        factors: server power factor times average share times PUE.
        price: USD per kWh.
    """
    return hours * watts / _WATTS_PER_KILOWATT * factors * price


def chip_hours(run: Run, prices: Prices) -> float | None:
    """Chip-hours as the paper finds them: as given, chips times days, or FLOP over speed."""
    given = run.fact("chip_hours.final_run") or run.fact("chip_hours.pretraining")
    if given is not None:
        return given.number
    chips, days = run.fact("chips.pretraining"), run.fact("training_time.pretraining")
    if chips is not None and days is not None:
        return chips.number * days.number * _HOURS_PER_DAY
    flop, peak = run.fact("flop.final_run"), run.chip and prices.peak(run.chip)
    if flop is None or not peak:
        return None
    stated = run.fact("mfu.pretraining")
    used = stated.number if stated is not None else prices.assumption("cottier_utilisation").amount
    return flop.number / (peak * _FLOP_PER_TFLOP * used * _SECONDS_PER_HOUR)


def training_start(run: Run, prices: Prices) -> dt.date | None:
    """First day of training as the paper has it: publication less 60 days less the length of the run."""
    start = run.fact("training_date.start")
    if start is not None and run.days is not None:
        return run.days.start
    length = run.fact("training_time.pretraining")
    days = length.number if length is not None else prices.assumption("cottier_training_days").amount
    end = run.fact("training_date.end")
    if end is not None and run.days is not None:
        return run.days.end - dt.timedelta(days=days)
    release = run.model.release_date
    if release is None:
        return None
    return release - dt.timedelta(days=days + prices.assumption("cottier_days_before_release").amount)


class Cottier2024(Struct, frozen=True):
    """What the method makes of one run, in nominal USD.

    Args:
        hours: chip-hours.
        capital: hardware used up.
        energy: electricity.
        value: of a chip with its share of the server at the start of training.
        price: of the same when new.
        facts: the price observations used.
    """

    hours: float
    capital: float
    energy: float
    value: float
    price: float
    facts: tuple[Fact, ...]

    @property
    def total(self) -> float:
        """Hardware and electricity, in USD."""
        return self.capital + self.energy


def amortised(run: Run, prices: Prices) -> Cottier2024 | None:
    """The method's amortised hardware and energy of a run; None where it does not apply."""
    chip, hours, start = run.chip, chip_hours(run, prices), training_start(run, prices)
    release = run.model.release_date
    if chip is None or hours is None or start is None or release is None or run.model.base:
        return None
    bought = _price(prices, chip)
    rates = prices.catalogue.electricity
    rate = next((row for row in rates if row.region == "US" and int(row.year) == release.year), None)
    watts = _watts(prices, chip)
    if bought is None or rate is None or watts is None:
        return None
    price, available, facts = bought
    decline = prices.assumption("price_performance_decline").amount
    first = start if chip.id.startswith("tpu") else max(start, available)
    value = value_at(price, decline, (first - available).days)
    capital = amortised_capital(hours, value, decline, prices.assumption("interconnect_share").amount)
    power = energy(hours, watts, _power_factors(run, prices, chip), rate.amount)
    used = (*facts, rate.as_fact("US", "electricity_price", year=rate.year))
    return Cottier2024(hours, capital, power, value, price, used)


def acquisition(run: Run, prices: Prices) -> float | None:
    """USD that the method gives for buying the chips of a run with servers and network; None where it cannot."""
    chips = run.fact("chips.pretraining")
    bought = run.chip and _price(prices, run.chip)
    if chips is None or not bought or run.model.base:
        return None
    return chips.number * bought[0] / (1 - prices.assumption("interconnect_share").amount)


def as_quantity(run: Run, prices: Prices, found: Cottier2024) -> Quantity:
    """The method's result with the relative uncertainty that the paper gives to all."""
    kind = "tpu" if run.chip is not None and run.chip.id.startswith("tpu") else "gpu"
    spread = around(found.total, log_widths(prices.assumption(f"cottier_error_{kind}")))
    note = f"{found.hours:.4g} chip-hours, ${found.capital:,.0f} of hardware and ${found.energy:,.0f} of electricity"
    given = Input("cottier2024", "USD", spread, run.model.id, found.facts[0], note)
    return constant("amortised hardware and energy", given, "cottier2024")


def _price(prices: Prices, chip: Chip) -> tuple[float, dt.date, tuple[Fact, ...]] | None:
    """Price of a chip with its share of the server, the day it could be had, and what says so."""
    own = family(chip)
    release = chip.release_date
    if own.startswith("tpu_") and own[4:] in _TPUS and release is not None:
        bare = prices.assumption(f"cottier_tpu_price_{own[4:]}")
        return bare.amount * prices.assumption("server_cost_factor").amount, release, ()
    if own not in _GPUS:
        return None
    rows = [row for name in sorted(prices.purchase) if family(prices.catalogue.chips[name]) == own
            for row in prices.purchase[name].rows]
    servers = [row for row in rows if row.basis == "server_share"]
    first = min(servers or rows, key=lambda row: (price_day(row), -row.amount), default=None)
    if first is None:
        return None
    price = first.amount * (1.0 if servers else server_cost_factor(prices, chip).amount)
    waited = dt.timedelta(days=prices.assumption("cottier_days_to_availability").amount)
    return price, max(price_day(first), release + waited) if release else price_day(first), (first.fact(),)


def _watts(prices: Prices, chip: Chip) -> float | None:
    return prices.assumption("cottier_tpu_power_v4").amount if chip.id == "tpu-v4" else chip.number("tdp")


def _power_factors(run: Run, prices: Prices, chip: Chip) -> float:
    own = family(chip)
    tpu = own.startswith("tpu")
    server = prices.assumption(f"server_power_{own}", "server_power_tpu" if tpu else "server_power_gpu")
    share = prices.assumption("power_share_tpu" if tpu else "power_share_gpu")
    # The paper counts the owner of the model alone, not the cloud that it ran in.
    owner = prices.catalogue.organisations.get(run.model.organisation)
    large = owner is not None and not owner.fact("cloud_host") and is_hyperscale(prices.catalogue, owner.id)
    return server.amount * share.amount * prices.assumption("pue_hyperscale" if large else "pue_other").amount

"""Electricity of a run, at the rates of its place and year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.catalog.price import ElectricityPrice
from oncurve.catalog.read import Catalogue
from oncurve.cost.bill import Line
from oncurve.cost.prices import Prices, family
from oncurve.cost.spreads import around, log_widths

__all__ = ["energy_line", "energy_used", "is_hyperscale"]

_WATTS_PER_KILOWATT = 1000
_DEFAULT_REGION = "US"
_EUROPE = ("AT", "BE", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "NL", "NO", "PL", "PT", "SE")


@dataclass(frozen=True, slots=True)
class _Tariff:
    row: ElectricityPrice
    warnings: tuple[str, ...] = field(default=())


def energy_line(prices: Prices, chip: Chip, hours: Quantity, about: str, *, country: str, year: int,
                hyperscale: bool) -> tuple[Line, tuple[str, ...]] | None:
    """The electricity bill of a run, and what a reader should know; None where the chip's power is not known.

    Args:
        prices: for the assumptions.
        chip: the chip.
        hours: chip-hours.
        about: id of the model.
        country: ISO code of where it ran, as far as that is known.
        year: the year it ran in.
        hyperscale: whether it ran in a large cloud's own halls.
    """
    used = energy_used(prices, chip, hours, about, hyperscale=hyperscale)
    tariff = _tariff(prices.catalogue, country, year)
    if used is None or tariff is None:
        return None
    row = tariff.row
    fact = row.as_fact(row.region, "electricity_price", year=row.year)
    spread = around(row.amount, log_widths(prices.assumption("electricity_price_spread")))
    price = Input("electricity_price", "USD per kWh", spread, f"{row.region}-{row.year}", fact,
                  f"industry in {row.region}, {row.year}, and what large sites pay around it")
    bill = Quantity("energy", "USD", _times, {"energy": used, "price": price})
    return Line("energy", bill, f"industrial rate of {row.region}, {row.year}", (fact,)), tariff.warnings


def energy_used(prices: Prices, chip: Chip, hours: Quantity, about: str, *, hyperscale: bool) -> Quantity | None:
    """Electricity of a run in kWh at the meter of the building; None where the chip's power is not known."""
    power = chip.fact("tdp")
    if power is None:
        return None
    own = family(chip)
    tpu = own.startswith("tpu")
    like = "server_power_tpu" if tpu else _like(own)
    drawn = prices.common(
        "drawn over rated power", "x", _drawn,
        server=prices.shared("server_power_factor", f"server_power_{own}", like, "server_power_gpu"),
        share=prices.shared("power_share", "power_share_tpu" if tpu else "power_share_gpu"),
        pue=prices.shared("pue", "pue_hyperscale" if hyperscale else "pue_other"))
    rated = Input("chip_power", "W", Exactly(power.number), about, power, "rated power of one chip")
    return Quantity("energy", "kWh", _energy, {"hours": hours, "power": rated, "drawn": drawn},
                    "rated power times server factor, average share, PUE and hours")


def is_hyperscale(catalogue: Catalogue, organisation: str) -> bool:
    """Whether the organisation, its owner or the cloud that hosts it runs a hyperscale cloud."""
    shelf = catalogue.organisations
    seen: set[str] = set()
    waiting = [organisation]
    while waiting:
        key = waiting.pop()
        if key in seen or key not in shelf:
            continue
        seen.add(key)
        found = shelf[key]
        if found.cloud:
            return True
        host = found.fact("cloud_host")
        waiting += [name for name in (found.parent, str(host.amount) if host else "") if name]
    return False


def _like(own: str) -> str:
    return f"server_power_{own[:1]}100" if own[:1] in "ah" and own[1:2].isdigit() else "server_power_gpu"


def _tariff(catalogue: Catalogue, country: str, year: int) -> _Tariff | None:
    own = _newest(catalogue, country, year)
    if own is not None:
        late = abs(int(own.year) - year) > 1
        return _Tariff(own, (f"The electricity rate of {country} is that of {own.year}.",) if late else ())
    other = _newest(catalogue, "EU" if country in _EUROPE else "", year) or _newest(catalogue, _DEFAULT_REGION, year)
    if other is None:
        return None
    told = f"No electricity rate of {country or 'its country'} is known; that of {other.region} stands in."
    return _Tariff(other, (told,))


def _newest(catalogue: Catalogue, region: str, year: int) -> ElectricityPrice | None:
    """The rate of the year or the last before it; of the first year known where all are later."""
    rows = sorted((row for row in catalogue.electricity if row.region == region), key=lambda row: int(row.year))
    past = [row for row in rows if int(row.year) <= year]
    return past[-1] if past else next(iter(rows), None)


def _drawn(server: Any, share: Any, pue: Any) -> Any:
    return server * share * pue


def _energy(hours: Any, power: Any, drawn: Any) -> Any:
    return hours * drawn * (power / _WATTS_PER_KILOWATT)


def _times(energy: Any, price: Any) -> Any:
    return energy * price

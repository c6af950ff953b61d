"""Electricity of a run, at the rates of its place and year."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.catalog.price import ElectricityPrice
from oncurve.catalog.read import Catalogue
from oncurve.cost.bill import Line
from oncurve.cost.prices import Prices, family
from oncurve.cost.spreads import around, log_widths

__all__ = ["energy_line", "energy_used", "is_hyperscale", "server_power"]

_WATTS_PER_KILOWATT = 1000
_DEFAULT_REGION = "US"
_EUROPE = ("AT", "BE", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "NL", "NO", "PL", "PT", "SE")


class _Tariff(Struct, frozen=True):
    """A price of electricity, the fact that it rests on, and what a reader should know."""

    price: Input
    fact: Fact
    told: str
    warnings: tuple[str, ...] = ()


def energy_line(prices: Prices, chip: Chip, hours: Quantity, *, country: str, year: int,
                hyperscale: bool) -> tuple[Line, tuple[str, ...]] | None:
    """The electricity bill of a run, and what a reader should know; None where the chip's power is not known.

    Args:
        prices: for the assumptions.
        chip: the chip.
        hours: chip-hours.
        country: ISO code of where it ran, as far as that is known.
        year: the year it ran in.
        hyperscale: whether it ran in a large cloud's own halls.
    """
    drawn = _drawn_by(prices, chip, hyperscale=hyperscale)
    tariff = prices.once(("tariff", country, year), lambda: _tariff(prices, country, year))
    if drawn is None or tariff is None:
        return None
    hourly = prices.common("energy of a chip-hour", "USD per chip-hour", _hourly, price=tariff.price, **drawn)
    bill = Quantity("energy", "USD", _times, {"hours": hours, "hourly": hourly})
    return Line("energy", bill, tariff.told, (tariff.fact,)), tariff.warnings


def energy_used(prices: Prices, chip: Chip, hours: Quantity, *, hyperscale: bool) -> Quantity | None:
    """Electricity of a run in kWh at the meter of the building; None where the chip's power is not known."""
    drawn = _drawn_by(prices, chip, hyperscale=hyperscale)
    if drawn is None:
        return None
    hourly = prices.common("electricity of a chip-hour", "kWh per chip-hour", _drawn, **drawn)
    return Quantity("energy", "kWh", _times, {"hours": hours, "hourly": hourly},
                    "rated power times server factor, average share, PUE and hours")


def _drawn_by(prices: Prices, chip: Chip, *, hyperscale: bool) -> dict[str, Input] | None:
    """Rated power of a chip, and what is drawn at the meter of the building for each watt of it."""
    def found() -> dict[str, Input] | None:
        power = chip.fact("tdp")
        if power is None:
            return None
        tpu = family(chip).startswith("tpu")
        return {
            "power": Input("chip_power", "W", Exactly(power.number), chip.id, power, "rated power of one chip"),
            "server": prices.shared("server_power_factor", *server_power(chip)),
            "share": prices.shared("power_share", "power_share_tpu" if tpu else "power_share_gpu"),
            "pue": prices.shared("pue", "pue_hyperscale" if hyperscale else "pue_other")}

    return prices.once(("drawn", chip.id, hyperscale), found)


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


def server_power(chip: Chip) -> tuple[str, ...]:
    """The assumptions on what a server is rated at over its chips, that of the chip's own generation first."""
    own = family(chip)
    if own.startswith("tpu"):
        like = "server_power_tpu"
    else:
        like = f"server_power_{own[:1]}100" if own[:1] in "ah" and own[1:2].isdigit() else "server_power_gpu"
    return f"server_power_{own}", like, "server_power_gpu"


def _tariff(prices: Prices, country: str, year: int) -> _Tariff | None:
    catalogue = prices.catalogue
    own = _newest(catalogue, country, year)
    if own is not None:
        late = abs(int(own.year) - year) > 1
        return _of_row(prices, own, f"The electricity rate of {country} is that of {own.year}." if late else "")
    other = _newest(catalogue, "EU" if country in _EUROPE else "", year) or _newest(catalogue, _DEFAULT_REGION, year)
    if other is None:
        return None
    whose = country or "its country"
    return _of_row(prices, other, f"No electricity rate of {whose} is known; that of {other.region} stands in.")


def _of_row(prices: Prices, row: ElectricityPrice, warning: str) -> _Tariff:
    fact = row.as_fact(row.region, "electricity_price", year=row.year)
    spread = around(row.amount, log_widths(prices.assumption("electricity_price_spread")))
    price = Input("electricity_price", "USD per kWh", spread, f"{row.region}-{row.year}", fact,
                  f"industry in {row.region}, {row.year}, and what large sites pay around it")
    return _Tariff(price, fact, f"industrial rate of {row.region}, {row.year}", (warning,) if warning else ())


def _newest(catalogue: Catalogue, region: str, year: int) -> ElectricityPrice | None:
    """The rate of the year or the last before it; of the first year known where all are later."""
    rows = sorted((row for row in catalogue.electricity if row.region == region), key=lambda row: int(row.year))
    past = [row for row in rows if int(row.year) <= year]
    return past[-1] if past else next(iter(rows), None)


def _drawn(power: Any, server: Any, share: Any, pue: Any) -> Any:
    return server * share * pue * (power / _WATTS_PER_KILOWATT)


def _hourly(price: Any, **drawn: Any) -> Any:
    return _drawn(**drawn) * price


def _times(hours: Any, hourly: Any) -> Any:
    return hours * hourly

"""Prices: of chips by the hour and to own, of tokens, of currencies, of electricity, and the price index."""

from __future__ import annotations

from oncurve.basis.evidence import Fact
from oncurve.catalog.observation import Observation

__all__ = ["ApiPrice", "ElectricityPrice", "ExchangeRate", "PriceIndex", "PurchasePrice", "RentalPrice"]


class RentalPrice(Observation, frozen=True, kw_only=True):
    """What one chip rents for by the hour.

    Args:
        chip: its id.
        contract: on_demand, reserved_1y, reserved_3y, spot, list or assumed.
        provider: who rents it out.
        region: where, as the provider names it.
    """

    chip: str
    contract: str
    provider: str = ""
    region: str = ""

    def key(self) -> tuple[str, ...]:
        """Chip, contract, provider, region, first day, day and source."""
        start = self.span.start.isoformat() if self.span.start else ""
        return (self.chip, self.contract, self.provider, self.region, start, self.known.isoformat(), self.source)

    def fact(self) -> Fact:
        """The price as a fact about the chip."""
        return self.as_fact(self.chip, f"rental_price.{self.contract}", contract=self.contract,
                            provider=self.provider, region=self.region)


class PurchasePrice(Observation, frozen=True, kw_only=True):
    """What one chip costs to own.

    Args:
        chip: its id.
        basis: single, server_share, system or average_selling_price.
        vendor: who sells it.
    """

    chip: str
    basis: str
    vendor: str = ""

    def key(self) -> tuple[str, ...]:
        """Chip, basis, vendor, first day, day and source."""
        start = self.span.start.isoformat() if self.span.start else ""
        return (self.chip, self.basis, self.vendor, start, self.known.isoformat(), self.source)

    def fact(self) -> Fact:
        """The price as a fact about the chip."""
        return self.as_fact(self.chip, f"purchase_price.{self.basis}", basis=self.basis, vendor=self.vendor)


class ApiPrice(Observation, frozen=True, kw_only=True):
    """What a million tokens cost, while `span` lasts.

    Args:
        model: its id.
        tier: input, output, cached_input or blended_3_1.
        variant: what is not the plain list price: off-peak hours, a context above 200K tokens.
    """

    model: str
    tier: str
    variant: str = ""

    def key(self) -> tuple[str, ...]:
        """Model, tier, variant, first day and source."""
        start = self.span.start.isoformat() if self.span.start else ""
        return (self.model, self.tier, self.variant, start, self.source)

    def fact(self) -> Fact:
        """The price as a fact about the model."""
        variant = {"variant": self.variant} if self.variant else {}
        return self.as_fact(self.model, f"api_price.{self.tier}", tier=self.tier, **variant)


class ExchangeRate(Observation, frozen=True, kw_only=True):
    """USD that one unit of a currency bought, on average over a month.

    Args:
        currency: its ISO code.
        month: YYYY-MM.
    """

    currency: str
    month: str

    def key(self) -> tuple[str, ...]:
        """Currency and month."""
        return (self.currency, self.month)


class PriceIndex(Observation, frozen=True, kw_only=True):
    """The level of a price index in a month.

    Args:
        index: its id.
        month: YYYY-MM.
    """

    index: str
    month: str

    def key(self) -> tuple[str, ...]:
        """Index and month."""
        return (self.index, self.month)


class ElectricityPrice(Observation, frozen=True, kw_only=True):
    """USD per kWh for industry in a region, on average over a year.

    Args:
        region: ISO code of a country, or "EU".
        year: YYYY.
    """

    region: str
    year: str

    def key(self) -> tuple[str, ...]:
        """Region and year."""
        return (self.region, self.year)

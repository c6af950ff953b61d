"""Prices: of chips by the hour and to own, of tokens, of currencies, of electricity, and the price index."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.basis.evidence import Fact
from oncurve.catalog.observation import Observation

__all__ = ["ApiPrice", "ElectricityPrice", "ExchangeRate", "PriceIndex", "PurchasePrice", "RentalPrice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RentalPrice(Observation):
    """USD per chip-hour. `contract`: on_demand, reserved_1y, reserved_3y, spot, list or assumed."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePrice(Observation):
    """USD per chip. `basis`: single, server_share, system or average_selling_price."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPrice(Observation):
    """USD per 1M tokens, while `span` lasts. `tier`: input, output, cached_input or blended_3_1.

    `variant` names what is not the plain list price: off-peak hours, a context above 200K tokens.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate(Observation):
    """USD that one unit of `currency` bought, on average over `month` (YYYY-MM)."""

    currency: str
    month: str

    def key(self) -> tuple[str, ...]:
        """Currency and month."""
        return (self.currency, self.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceIndex(Observation):
    """The level of a price index in `month` (YYYY-MM)."""

    index: str
    month: str

    def key(self) -> tuple[str, ...]:
        """Index and month."""
        return (self.index, self.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectricityPrice(Observation):
    """USD per kWh for industry in `region`, on average over `year`."""

    region: str
    year: str

    def key(self) -> tuple[str, ...]:
        """Region and year."""
        return (self.region, self.year)

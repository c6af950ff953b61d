"""The most capable chip that the rules of a day let through, and the real chips nearest to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from oncurve.answers.export_because import plain_number
from oncurve.answers.export_items import Shipment
from oncurve.answers.export_screening import Screening
from oncurve.export.design import Band, frontier
from oncurve.export.item import Item
from oncurve.export.metric import Measured
from oncurve.export.status import ORDER

__all__ = ["ExportDesign", "export_design"]

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ExportDesign:
    """The frontier of what may go, in two views, with the chips of the catalogue.

    Args:
        shipment: destination, buyer and day; its item is the model of the design.
        destination: name of the country.
        at_most: the strictest status that is acceptable.
        by_density: TPP against density.
        by_bandwidth: TPP against DRAM bandwidth, at a density so low that it does not bind.
        chips: real chips with their status: allowed ones first, by performance.
    """

    shipment: Shipment
    destination: str
    at_most: str
    by_density: tuple[Band, ...]
    by_bandwidth: tuple[Band, ...]
    chips: tuple[dict[str, Any], ...]

    @property
    def placed(self) -> list[dict[str, Any]]:
        """The chips that have a place between performance and density."""
        return [row for row in self.chips if row["performance_density"] and row["tpp"]]

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {
            "destination": self.shipment.destination,
            "headquarters": self.shipment.headquarters,
            "date": self.shipment.on.isoformat(),
            "maker": self.shipment.item.vendor or None,
            "at_most": self.at_most,
            "by_density": [_plain(each) for each in self.by_density],
            "by_dram_bandwidth": [_plain(each) for each in self.by_bandwidth],
            "chips": list(self.chips),
        }


def export_design(screening: Screening, shipment: Shipment, *, at_most: str = "not_controlled") -> ExportDesign:
    """The most performance that keeps a shipment at `at_most`, against density and against memory bandwidth.

    Args:
        screening: the law.
        shipment: destination, buyer and day; the item gives the maker (letters bind makers) and the market.
        at_most: the strictest status that is acceptable.
    """
    treated = screening.treated(shipment)
    regime = screening.law.regime(shipment.on)

    def status_of(item: Item) -> str:
        return screening.decided(treated, item).status

    plain = _blank(shipment.item, "io", "link", "dram_bandwidth")
    sparse = _blank(shipment.item, "io", "link", "density")
    return ExportDesign(
        shipment,
        screening.law.places.name_of(shipment.destination),
        at_most,
        tuple(frontier(regime, status_of, plain, against="density", at_most=at_most)),
        tuple(frontier(regime, status_of, sparse, against="dram_bandwidth", at_most=at_most)),
        tuple(_real(screening, shipment, at_most)),
    )


def _blank(model: Item, *small: str) -> Item:
    """A chip of the same maker and market, whose measures of these names are too small for any limit."""
    tiny = {name: Measured(0.0, 0.0, 0.0) for name in small}
    return Item(model.label, "ic", tiny, "", model.vendor, model.country, model.market or "datacenter")


def _real(screening: Screening, shipment: Shipment, at_most: str) -> list[dict[str, Any]]:
    """The chips released by the day, with what the rules measure and what follows for each."""
    rows: list[dict[str, Any]] = []
    treated = screening.treated(shipment)
    for chip in screening.catalogue.chips.values():
        item = screening.chip(chip.id)
        # a chip that has no day of release is shown from the day on which its figures are known
        since = chip.release_date or min((fact.known for fact in chip.facts), default=shipment.on)
        if item is None or "tpp" not in item.metrics or since > shipment.on:
            continue
        status = screening.decided(treated, item).status
        density, dram = item.metrics.get("density"), item.metrics.get("dram_bandwidth")
        rows.append(
            {
                "chip": chip.id,
                "label": chip.label,
                "tpp": plain_number(item.metrics["tpp"].value),
                "performance_density": plain_number(density.value) if density is not None else None,
                "dram_bandwidth": plain_number(dram.value) if dram is not None else None,
                "market": item.market,
                "status": status,
                "allowed": status != _UNKNOWN and ORDER.index(status) <= ORDER.index(at_most),
            }
        )
    rows.sort(key=lambda row: (not row["allowed"], -row["tpp"]))
    return _on_the_frontier(rows)


def _on_the_frontier(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks the allowed chips that no other allowed chip beats in both performance and memory bandwidth."""
    best = -1.0
    for row in rows:
        bandwidth = row["dram_bandwidth"] or 0.0
        row["on_frontier"] = bool(row["allowed"] and bandwidth > best)
        if row["allowed"]:
            best = max(best, bandwidth)
    return rows


def _plain(band: Band) -> dict[str, Any]:
    return {
        "from": plain_number(band.low),
        "to": None if band.high == math.inf else plain_number(band.high),
        "tpp_below": None if band.most == math.inf else plain_number(band.most),
        "unlimited": band.most == math.inf,
        "status": band.status or None,
        "from_there": band.stricter or None,
    }

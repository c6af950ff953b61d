"""What is shipped: a chip, a stack of memory, a logic chip from a foundry, or the weights of a model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from oncurve.basis.evidence import Fact
from oncurve.catalog.chip import Chip
from oncurve.export.metric import Measured, Metrics, alternatives, derived, metrics_of

__all__ = ["KINDS", "Item", "item_of_chip", "item_of_numbers", "kind_of"]

#: kind of item: what it is
KINDS = {
    "ic": "a chip",
    "hbm": "a stack of high-bandwidth memory",
    "co-packaged": "memory packaged with a logic chip",
    "logic": "a logic chip that a foundry or packager ships",
    "weights": "the weights of a model",
}


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """What is shipped, with what rules measure of it.

    Args:
        label: its name.
        kind: key of `KINDS`.
        metrics: what is measured, by name.
        chip: catalogue id, or "".
        vendor: organisation id of the designer, or "".
        country: ISO code of the designer, or "".
        market: "datacenter", "other", or "" where it is not known.
        readings: other readings of a disputed data sheet.
        reported: a published report that it stays below every limit, for want of a data sheet.
        released: the day it came on sale, or None.
        memory: what was worked out of it so far.
    """

    label: str
    kind: str = "ic"
    metrics: Metrics = field(default_factory=dict)
    chip: str = ""
    vendor: str = ""
    country: str = ""
    market: str = ""
    readings: tuple[Item, ...] = ()
    reported: Fact | None = None
    released: dt.date | None = None
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)


def item_of_chip(chip: Chip, country: str = "") -> Item:
    """A chip of the catalogue as it is shipped.

    Args:
        chip: the chip.
        country: ISO code of its designer.
    """
    fact = chip.fact("market")
    market = "other" if fact is not None and fact.amount != "datacenter" else "datacenter"
    reported = chip.fact("export_class")
    readings = tuple(
        Item(words, "ic", metrics, chip.id, chip.vendor, country, market) for words, metrics in alternatives(chip)
    )
    return Item(
        chip.label,
        "ic",
        metrics_of(chip),
        chip.id,
        chip.vendor,
        country,
        market,
        readings,
        reported,
        chip.release_date,
    )


def item_of_numbers(label: str, kind: str, numbers: dict[str, float], market: str = "") -> Item:
    """An item that no catalogue names, from stated numbers.

    Args:
        label: its name.
        kind: key of `KINDS`.
        numbers: `tpp`, `density`, `area` (mm2), `io`, `dram_bandwidth` (GB per second), `bandwidth_density` (GB per
            second and mm2), `transistors`, `hbm` (1 or 0), `training_operations` (FLOP), `open_weights` (1 or 0).
        market: "datacenter" or "other".
    """
    metrics = {name: Measured(value, value, value) for name, value in numbers.items()}
    return Item(label, kind, derived(metrics), market=market)


def kind_of(words: str) -> str:
    """The kind of item that the words of a list name; a chip where they name nothing else."""
    text = words.lower()
    if "weight" in text or "model" in text:
        return "weights"
    if any(each in text for each in ("hbm", "high-bandwidth memory", "high bandwidth memory", "memory stack")):
        packaged = "co-packag" in text or "copackag" in text or "packaged" in text or "in a logic" in text
        return "co-packaged" if packaged else "hbm"
    return "logic" if "foundry" in text or "logic" in text or "osat" in text else "ic"

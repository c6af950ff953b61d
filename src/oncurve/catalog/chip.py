"""Chips that AI models are trained on."""

from __future__ import annotations

import datetime as dt

from oncurve.catalog.record import Record

__all__ = ["Chip"]


class Chip(Record, frozen=True):
    """A chip, in one variant. Its speeds are dense, never sparse.

    Args:
        vendor: organisation id of the designer.
        architecture: the maker's name of the design ("Hopper").
        variant_of: id of the chip it is cut down or varied from.
        form: "SXM", "PCIe", "OAM" and the like.
    """

    vendor: str = ""
    architecture: str = ""
    variant_of: str = ""
    form: str = ""

    @property
    def release_date(self) -> dt.date | None:
        """The day of release, or None."""
        fact = self.fact("release_date")
        return None if fact is None else fact.date

    def peak(self, precision: str) -> float | None:
        """Dense peak speed in TFLOP per second (TOP for integers) at "bf16", "fp8", ..., or None."""
        return self.number(f"peak.{precision}")

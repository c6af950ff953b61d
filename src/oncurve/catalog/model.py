"""AI models."""

from __future__ import annotations

import datetime as dt
from typing import Any

from oncurve.catalog.record import Record

__all__ = ["Model"]


class Model(Record, frozen=True):
    """A model. Its sizes, run, cost and dates are facts (`oncurve facts MODEL` lists them).

    Args:
        organisation: id of the developer.
        country: ISO code of the developer's country.
        family: the family's name ("Llama 3.1").
        predecessor: id of the model it follows.
        base: id of the model that its training started from, whose cost it shares.
        open_weights: whether the weights can be downloaded; None where not recorded.
        joint: other organisations that made it.
    """

    organisation: str = ""
    country: str = ""
    family: str = ""
    predecessor: str = ""
    base: str = ""
    open_weights: bool | None = None
    joint: tuple[str, ...] = ()

    @property
    def release_date(self) -> dt.date | None:
        """The day of release (the first of the month where no day is known), or None."""
        fact = self.fact("release_date")
        return None if fact is None else fact.date

    @property
    def shape(self) -> dict[str, Any] | None:
        """The dimensions (counts) with `kind_of` ("dense", "moe"), or None where undisclosed."""
        fact = self.fact("shape")
        return None if fact is None else {"kind_of": fact.amount, **fact.detail}

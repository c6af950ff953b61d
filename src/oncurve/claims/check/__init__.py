"""One file a measure: what the sentence can mean, and how it is computed. `MEASURES_CHECKED` lists them all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from oncurve.claims.check.reading import Answer, World
    from oncurve.claims.claim import Claim

__all__ = ["MEASURES_CHECKED", "Check", "check_of"]


class Check(Protocol):
    """What the module of a measure holds."""

    MEASURE: str

    def readings(self, claim: Claim, world: World) -> Answer:
        """What a sentence of this measure can mean, without its figures."""


#: every measure that is checked, each in the module of its name
MEASURES_CHECKED: tuple[str, ...] = (
    "training_cost", "training_compute", "chip_hours", "training_time", "training_tokens", "parameters", "chip_count",
    "capability_lag", "release_date", "training_date", "cost_ratio", "cost_decline_rate", "price_per_token",
    "price_ratio", "benchmark_score", "organisation_spend", "doubling_time", "chip_spec", "export_status",
    "chips_shipped", "chips_smuggled", "compute_share", "companies_able", "tariff_rate", "market_move", "power",
    "forecast", "not_auditable",
)


def check_of(measure: str) -> Check:
    """The module of a measure, imported when the first claim of it is met.

    Raises:
        KeyError: no such measure is checked.
    """
    if measure not in MEASURES_CHECKED:
        raise KeyError(measure)
    return cast("Check", import_module(f"{__name__}.{measure}"))

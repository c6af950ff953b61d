"""One file a measure: what the sentence can mean, and how it is computed. `CHECKS` lists them all."""

from __future__ import annotations

from typing import Protocol

from oncurve.claims.check import (
    benchmark_score,
    capability_lag,
    chip_count,
    chip_hours,
    chip_spec,
    chips_shipped,
    chips_smuggled,
    companies_able,
    compute_share,
    cost_decline_rate,
    cost_ratio,
    doubling_time,
    export_status,
    forecast,
    market_move,
    not_auditable,
    organisation_spend,
    parameters,
    power,
    price_per_token,
    price_ratio,
    release_date,
    tariff_rate,
    training_compute,
    training_cost,
    training_date,
    training_time,
    training_tokens,
)
from oncurve.claims.check.reading import Answer, World
from oncurve.claims.claim import Claim

__all__ = ["CHECKS", "MEASURES_CHECKED", "Check"]


class Check(Protocol):
    """What the module of a measure holds."""

    MEASURE: str

    def readings(self, claim: Claim, world: World) -> Answer:
        """What a sentence of this measure can mean, without its figures."""


#: every measure that is checked
MEASURES_CHECKED: tuple[Check, ...] = (
    training_cost, training_compute, chip_hours, training_time, training_tokens, parameters, chip_count,
    capability_lag, release_date, training_date, cost_ratio, cost_decline_rate, price_per_token, price_ratio,
    benchmark_score, organisation_spend, doubling_time, chip_spec, export_status, chips_shipped, chips_smuggled,
    compute_share, companies_able, tariff_rate, market_move, power, forecast, not_auditable,
)
CHECKS: dict[str, Check] = {each.MEASURE: each for each in MEASURES_CHECKED}

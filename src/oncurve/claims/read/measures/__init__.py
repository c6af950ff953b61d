"""How each measure is said, one file a family; a new measure is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures import (
    chips,
    companies,
    compute_share,
    durations,
    export,
    hardware,
    market_move,
    organisation_spend,
    price_per_token,
    ratios,
    releases,
    scores,
    soft,
    tariffs,
    training,
    training_cost,
)
from oncurve.claims.read.said import Said
from oncurve.claims.read.scene import Scene

__all__ = ["CLAUSES", "SAID"]

#: measures whose claims are numbers
SAID: tuple[Said, ...] = (
    *training_cost.SAID,
    *training.SAID,
    *chips.SAID,
    *durations.SAID,
    *ratios.SAID,
    *price_per_token.SAID,
    *scores.SAID,
    *compute_share.SAID,
    *tariffs.SAID,
    *organisation_spend.SAID,
    *market_move.SAID,
    *hardware.SAID,
    *companies.SAID,
)
#: readers of claims that are a clause rather than a number, in the order they are asked
CLAUSES: tuple[Callable[[Scene], list[Draft]], ...] = (
    *price_per_token.CLAUSES,
    *releases.CLAUSES,
    *export.CLAUSES,
    *soft.CLAUSES,
)

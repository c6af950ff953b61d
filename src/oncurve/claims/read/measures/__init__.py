"""How each measure is said, one file a family; a new measure is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures import (
    chips,
    companies,
    compute_share,
    durations,
    halved,
    hardware,
    legality,
    market_move,
    opinions,
    organisation_spend,
    price_per_token,
    ratios,
    runs,
    scores,
    soft,
    spoken,
    tariffs,
)
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene

__all__ = ["BUILDS", "CLAUSES"]

Build = Callable[[Scene, Quantity], Draft | Iterable[Draft] | None]

#: what makes a claim of a number, by measure
BUILDS: dict[str, Build] = {
    **runs.BUILDS,
    **chips.BUILDS,
    **durations.BUILDS,
    **ratios.BUILDS,
    **price_per_token.BUILDS,
    **scores.BUILDS,
    **compute_share.BUILDS,
    **tariffs.BUILDS,
    **organisation_spend.BUILDS,
    **market_move.BUILDS,
    **hardware.BUILDS,
    **companies.BUILDS,
}
#: readers of claims that are a clause rather than a number, in the order they are asked
CLAUSES: tuple[Callable[[Scene], list[Draft]], ...] = (
    *soft.CLAUSES,
    *opinions.CLAUSES,
    *legality.CLAUSES,
    *spoken.CLAUSES,
    *halved.CLAUSES,
)

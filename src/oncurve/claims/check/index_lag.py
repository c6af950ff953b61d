"""Lags by the capability index: what a sentence about months behind can mean with many benchmarks taken together."""

from __future__ import annotations

from oncurve.answers.lag import LagMeasure
from oncurve.basis.errors import OncurveError
from oncurve.catalog.model import Model
from oncurve.claims.check.reading import Openness, Reading, World
from oncurve.claims.claim import Claim

__all__ = ["index_readings"]

#: the definitions that a reader may have in mind, and how they are said shortly
_SAID = {"crossing": "on the index", "tolerance": "on the index, within 3 points", "trend": "to the trend of the index",
         "day_average": "on the index, averaged over days", "at_release": "on the index, averaged over releases"}
_OF_SIDES = ("day_average", "at_release", "trend")


def index_readings(claim: Claim, model: Model | None, world: World, open_: Openness) -> list[Reading]:
    """A reading a definition of the lag, of a model or of a whole side; none where the index lacks either.

    Args:
        claim: for whom it trails.
        model: the model that trails; None where a country or maker does.
        world: the facts known by a day.
        open_: how open the sentence is to the first of them.
    """
    behind = claim.reference
    subject = model.id if model is not None else claim.subject or ""
    if not behind or not subject or subject == behind:
        return []
    try:
        found = world.lag(subject, behind=behind, rivals=False)
    except OncurveError:
        return []
    wanted = _OF_SIDES if model is None else ("crossing", "tolerance", "trend")
    rows = {row.measure: row for row in found.measures}
    return [_reading(rows[name], open_) for name in wanted if name in rows]


def _reading(row: LagMeasure, open_: Openness) -> Reading:
    return Reading(f"index:{row.measure}", f"months behind, {row.definition}", row.estimate, open_,
                   short=_SAID[row.measure])

"""Lags by the capability index: what a sentence about months behind can mean with many benchmarks taken together."""

from __future__ import annotations

import datetime as dt
import re
from typing import cast

from oncurve.answers.lag import LagAnswer, LagMeasure
from oncurve.basis.errors import OncurveError
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import asked_day, today
from oncurve.claims.check.reading import Reading, World
from oncurve.claims.check.subject import find_thing
from oncurve.claims.claim import Claim

__all__ = ["index_readings"]

#: the definitions that a reader may have in mind, and how they are said shortly
_SAID = {"crossing": "on the index", "tolerance": "on the index, within 3 points", "trend": "to the trend of the index",
         "day_average": "on the index, averaged over days", "at_release": "on the index, averaged over releases"}
_SIDES = (("open", r"\bopen\b"), ("closed", r"\b(?:closed|proprietary|frontier)\b"))
_OF_MODEL = ("crossing", "tolerance", "trend")
_OF_SIDES = ("day_average", "at_release", "trend")


def index_readings(claim: Claim, world: World) -> list[Reading]:
    """A reading a definition of the lag, of a model or of a whole side; none where the index lacks either.

    Args:
        claim: who trails, whom, and on what day.
        world: the facts known by a day.
    """
    thing, other = (find_thing(world.catalogue, name) for name in (claim.subject, claim.reference))
    subject = thing.id if thing is not None else _openness(claim.subject)
    behind = other.id if other is not None else _openness(claim.reference)
    if not behind or not subject or subject == behind:
        return []
    found = _lag(world, subject, behind, asked_day(claim, world))
    rows = {row.measure: row for row in found.measures} if found is not None else {}
    return [_reading(rows[name]) for name in (_OF_MODEL if isinstance(thing, Model) else _OF_SIDES) if name in rows]


def _openness(name: str | None) -> str:
    """The side of models that a phrase names: "open-weight models", "closed models", those at the frontier."""
    return next((side for side, cue in _SIDES if re.search(cue, name or "", re.IGNORECASE)), name or "")


def _lag(world: World, subject: str, behind: str, day: dt.date) -> LagAnswer | None:
    """The lag of one side behind the other on a day; None where the index cannot tell."""
    from oncurve.answers.lag import lag

    try:
        if day == today(world):
            return cast("LagAnswer", world.lag(subject, behind=behind, rivals=False))
        return lag(world.catalogue, subject, behind, draws=world.draws, as_of=day, rivals=False)
    except OncurveError:
        return None


def _reading(row: LagMeasure) -> Reading:
    return Reading(f"index:{row.measure}", f"months behind, {row.definition}", row.estimate, short=_SAID[row.measure])

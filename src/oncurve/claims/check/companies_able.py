"""How many organisations could do a thing."""

from __future__ import annotations

import math

from oncurve.basis.estimate import Estimate
from oncurve.basis.inputs import Input
from oncurve.catalog.benchmark import Score
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import mentions, today
from oncurve.claims.check.mentioned import models_in
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.check.supplied import able_readings
from oncurve.claims.claim import Claim
from oncurve.claims.thresholds import THRESHOLDS

__all__ = ["MEASURE", "readings"]

MEASURE = "companies_able"
_BEST_KNOWN = 4
_RUN = r"\btrain|\bFLOP|\bmodels?\b|\bruns?\b|\bbuild|\bmake\b|\bmade\b|10\^?2\d"


def readings(claim: Claim, world: World) -> Answer:
    """Organisations that had a model within a few points of the one named, by benchmark; and published counts.

    A count of those that have shown it is a lower bound on those able.
    """
    if not claim.subject and not mentions(claim, _RUN):
        return NoBasis("what it is that they are able to do")
    made = published(claim, world, MEASURE)
    named = models_in(claim.subject or "", world) or models_in(claim.sentence, world)
    for model in named[:1]:
        made += _shown(model, world)
    made += able_readings(claim, world, "shown" if made else "plain")
    return Found(tuple(made)) if made else NoBasis(f"a count of the organisations able to {claim.subject or 'do this'}")


def _shown(model: Model, world: World) -> list[Reading]:
    rows = [row for row in world.catalogue.scores if row.unit == "percent"]
    own: dict[str, Score] = {}
    for row in rows:
        if row.model == model.id and row.amount > own.get(row.benchmark, row).amount - 1:
            own[row.benchmark] = row
    counted = [(_alike(row, rows, world), row) for row in own.values()]
    counted.sort(key=lambda pair: (-len(pair[0]), pair[1].benchmark))
    return [_reading(makers, row, model, world) for makers, row in counted[:_BEST_KNOWN] if makers]


def _alike(own: Score, rows: list[Score], world: World) -> dict[str, Score]:
    """For each maker, the best score near or above the given one, of a model that was out by the world's day."""
    found: dict[str, Score] = {}
    for row in rows:
        if row.benchmark != own.benchmark or row.amount < own.amount - THRESHOLDS.harness:
            continue
        model = world.catalogue.models.get(row.model)
        if model is not None and model.release_date is not None and model.release_date <= today(world):
            best = found.get(model.organisation)
            if best is None or row.amount > best.amount:
                found[model.organisation] = row
    return found


def _reading(makers: dict[str, Score], own: Score, model: Model, world: World) -> Reading:
    benchmark = world.catalogue.benchmarks.get(own.benchmark)
    name = benchmark.label if benchmark else own.benchmark
    count = float(len(makers))
    basis = tuple(Input.of_fact(row.fact()) for row in (own, *makers.values()))
    made = Estimate(count, count, math.inf, "count", basis, method="makers with such a score; a lower bound")
    words = f"makers that had a model within {THRESHOLDS.harness:g} points of {model.label} on {name}"
    return Reading(f"benchmark:{name}", words, made, says=f"{count:.0f} at least", short=f"by scores on {name}")

"""The day on which a training run ended, or began."""

from __future__ import annotations

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import DAYS_A_MONTH
from oncurve.basis.spread import Array, Exactly
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import independent, mentions, missing, source_words
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World, from_date, reading
from oncurve.claims.check.subject import family_of, label, model_of
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings", "training_end"]

MEASURE = "training_date"
_BEGAN = r"\b(began|begin|start|started|starting|kicked off)\b"


def readings(claim: Claim, world: World) -> Answer:
    """The dates that sources give, unless only the speaker does; else a span reckoned back from the release."""
    model = model_of(world.catalogue, claim.subject) or _any_of_family(claim, world)
    if model is None:
        return missing(claim, world, "the training dates")
    began = claim.scope in ("start", "began") or (claim.scope is None and mentions(claim, _BEGAN))
    name, words = ("training_date.start", "the start of training") if began else \
        ("training_date.end", "the end of training")
    held = model.facts_of(name)
    kept = independent(held, claim, world, model.organisation)
    made = [from_date(fact, name if not number else f"{name} ({fact.source})",
                      f"{words}, in “{source_words(fact, world)}”", open="possible" if number else "plain")
            for number, fact in enumerate(kept)]
    if not began and (computed := training_end(model, world)) is not None:
        made.append(Reading(computed.name, computed.definition, computed.estimate, "shown" if made else "plain",
                            indirect=True))
    findings: tuple[tuple[str, str], ...] = ()
    if held and not kept:
        who = label(world.catalogue, claim.speaker)
        findings = (("OC501", f"The only date known is the word of {who}, which is no evidence for itself."),)
    if made:
        return Found(tuple(made), findings=findings)
    lacks = missing(claim, world, "the training dates")
    return NoBasis(lacks.missing, tuple(fact.source for fact in held), findings)


def _any_of_family(claim: Claim, world: World) -> Model | None:
    """A model of the family that is named ("Llama 2") with dates of its training, which its card gives for all."""
    dated = [each for each in family_of(world.catalogue, claim.subject) if each.facts_of("training_date.end")]
    return dated[0] if dated else None


def training_end(model: Model, world: World) -> Reading | None:
    """The end of training reckoned back from the release; None where either is unknown."""
    release = model.fact("release_date")
    assumptions = world.catalogue.assumptions
    if release is None or "months_before_release" not in assumptions:
        return None
    day = float(release.date.toordinal())
    inputs: dict[str, Input | Quantity] = {
        "release": Input("release_date", "date", Exactly(day), model.id, release),
        "months": Input.of_assumption(assumptions["months_before_release"], about=model.id),
    }
    quantity = Quantity("training_end", "date", _before, inputs, "release less the usual months between")
    return reading("before_release", "the end of training, reckoned back from the release", quantity, world)


def _before(release: Array, months: Array) -> Array:
    return release - months * DAYS_A_MONTH

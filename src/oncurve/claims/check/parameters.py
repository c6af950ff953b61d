"""Parameters of a model: all of them, or those active for a token."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.catalog.model import Model
from oncurve.claims.check.facts import FIGURE, mentions, missing
from oncurve.claims.check.reading import Answer, Found, Reading, World, from_fact
from oncurve.claims.check.stages import Stage, staged
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "readings"]

MEASURE = "parameters"
_ACTIVE_FIGURE = (rf"{FIGURE}[\w-]*\s*(?:[bt]n|billion|trillion)?\s*(?:parameters |weights )?(?:of (?:them|these|"
                  rf"which)\s+)?"
                  r"(?:are |were |being )?(?:activ|at work|work(?:s|ing)? (?:on|for) (?:a|each|every))"
                  rf"|\bworks? on (?:a|any|each|every) (?:one |single |given )?token\b[^.;]{{0,12}}{FIGURE}"
                  rf"|\b(?:activat\w+|wakes?) (?:all |every one )?(?:of )?(?:its |the )?{FIGURE}")
#: a size in a name ("Qwen2.5-32B"), and how far from the number of parameters makers round it
_IN_NAME = Pattern(r"(?<![\w.])(\d+(?:\.\d+)?)([BMT])\b")
_SCALES = {"M": 1e6, "B": 1e9, "T": 1e12}
_ROUNDED = 0.06
_TOTAL, _ACTIVE = "parameters in total", "parameters active for each token"


def readings(claim: Claim, world: World) -> Answer:
    """The total, unless the sentence says active; a sentence that says neither could mean both."""
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return missing(claim, world, "the number of parameters")
    total = Stage("parameters.total", _TOTAL, r"in total|in all\b|altogether|overall", whole=True)
    active = Stage("parameters.active", _ACTIVE)
    if claim.scope == "active" or mentions(claim, _ACTIVE_FIGURE):
        dense = model.fact("parameters.active") is None and model.shape is not None and not _is_mixture(model.shape)
        total = Stage("parameters.total", _TOTAL, whole=dense)
        active = Stage("parameters.active", _ACTIVE, r"", whole=True)
        made = staged(model, claim, world, (active, total), model.organisation)
        kept = [each for each in made if each.name.startswith("parameters.active") or dense]
        if not kept:
            return missing(claim, world, "the active parameters")
        others = [each for each in made if each not in kept]
        if mentions(claim, _ACTIVE_FIGURE):  # the sentence says which count it means
            others = [replace(each, open="shown") for each in others]
        return Found((*kept, *others))
    if mentions(claim, r"\bactive|\bactivat") and not mentions(claim, total.cue):
        total = Stage("parameters.total", _TOTAL, whole=True)
    made = [*staged(model, claim, world, (total, active), model.organisation), *_by_name(model, world)]
    return Found(tuple(made)) if made else missing(claim, world, "the number of parameters")


def _by_name(model: Model, world: World) -> list[Reading]:
    """The size that a model is called by, where that is not quite its number of parameters: "32B" for 32.8 billion."""
    fact = model.fact("parameters.total")
    if fact is None or isinstance(fact.amount, str):
        return []
    sizes = {float(size) * _SCALES[scale] for name in (model.label, *model.aliases)
             for size, scale in _IN_NAME.findall(name)}
    return [from_fact(replace(fact, amount=size, kind="imputed"), world, "by its name",
                      "the size that its name gives it", open="possible")
            for size in sorted(sizes) if size != fact.amount and abs(size / fact.amount - 1) <= _ROUNDED]


def _is_mixture(shape: dict[str, object] | None) -> bool:
    return shape is not None and shape.get("kind_of") == "moe"

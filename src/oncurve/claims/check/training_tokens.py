"""Tokens that a model was trained on."""

from __future__ import annotations

import re

from oncurve.catalog.model import Model
from oncurve.claims.check.facts import FIGURE, clause_of_figure, missing
from oncurve.claims.check.reading import Answer, Found, NoBasis, World
from oncurve.claims.check.stages import Stage, staged
from oncurve.claims.check.subject import family_of, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "readings"]

MEASURE = "training_tokens"
_STAGE = r"(?:add-?on|long-?(?:ctx|context)|context (?:extension|stage)|anneal\w*|cool-?down)\b"
_ADDITION = Pattern(rf"\b{_STAGE}(?! (?:of|with|to) \w+,)[^.;,]{{0,24}}{FIGURE}|"
                    rf"{FIGURE}\w? (?:tokens )?(?:of|for|in|during) (?:the |its |an? )?{_STAGE}", re.IGNORECASE)
_ADDED = Pattern(r"context|anneal|cool|extension", re.IGNORECASE)
_STAGES = (
    Stage("tokens.pretraining", "tokens of pre-training", whole=True),
    Stage("tokens.first_stage", "tokens of the first stage of pre-training"),
    Stage("tokens.post_training", "tokens of post-training", r"post-?train|fine-?tun|reinforcement"),
    Stage("tokens.total", "tokens of all stages"),
)


def _of_one_diet(claim: Claim, world: World) -> Model | None:
    """Any model of a family ("Llama 2") whose members all had as many tokens; None where they had not."""
    fed = [model for model in family_of(world.catalogue, claim.subject) if model.number("tokens.pretraining")]
    return fed[0] if len({model.number("tokens.pretraining") for model in fed}) == 1 else None


def _of_an_addition(claim: Claim, model: Model) -> bool:
    """Whether tokens are of an addition that no fact is of: "a long-context add-on of 0.8T"."""
    return _ADDITION.search(clause_of_figure(claim)) is not None and not any(
        _ADDED.search(fact.name.replace("_", "-")) for fact in model.facts if fact.name.startswith("tokens."))


def readings(claim: Claim, world: World) -> Answer:
    """The tokens that the developer reports."""
    model = model_of(world.catalogue, claim.subject) or _of_one_diet(claim, world)
    if model is not None and _of_an_addition(claim, model):
        return NoBasis(f"the tokens that {model.label} was given for that alone")
    made = staged(model, claim, world, _STAGES, model.organisation) if model else []
    return Found(tuple(made)) if made else missing(claim, world, "the training tokens")

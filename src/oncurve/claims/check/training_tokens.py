"""Tokens that a model was trained on."""

from __future__ import annotations

from oncurve.catalog.model import Model
from oncurve.claims.check.facts import missing
from oncurve.claims.check.reading import Answer, Found, World
from oncurve.claims.check.stages import Stage, staged
from oncurve.claims.check.subject import family_of, model_of
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "training_tokens"
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


def readings(claim: Claim, world: World) -> Answer:
    """The tokens that the developer reports."""
    model = model_of(world.catalogue, claim.subject) or _of_one_diet(claim, world)
    made = staged(model, claim, world, _STAGES, model.organisation) if model else []
    return Found(tuple(made)) if made else missing(claim, world, "the training tokens")

"""Sums over the claims of an article and the facts behind them: work beyond the chips' peak, shares over 100%.

What a passage gets wrong by its own numbers is found in `consistency`, whatever its claims are read as.
"""

from __future__ import annotations

import math

from oncurve.claims.check.facts import mentions
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import chip_of, label, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.saying import say
from oncurve.claims.told import Told
from oncurve.claims.verdict import Finding

__all__ = ["sums"]

_SECONDS = 3600
_OPERATIONS = 6
_WHOLE = 100
_LEAST_SHARES = 2
_PART_OF_RUN = (r"context|long-?sequence|post-?train|fine-?tun|reinforcement|\bRL\b|\bstages?\b|distill|"
                r"\b(?:each|every|per|an?) trillion\b|trillion tokens")


def sums(claim: Claim, claims: Told, world: World) -> list[Finding]:
    """What does not add up around one claim.

    Args:
        claim: the claim that gives the result.
        claims: all claims of the article.
        world: for the peak speed of a chip and the size of a model.
    """
    made = []
    if claim.measure == "chip_hours":
        made.append(_beyond_peak(claim, world))
    if claim.measure == "compute_share":
        made.append(_shares(claim, claims))
    return [each for each in made if each is not None]


def _beyond_peak(claim: Claim, world: World) -> Finding | None:
    """Hours in which the chip, at its highest speed, could not have done the work of the run."""
    model = model_of(world.catalogue, claim.subject)
    if model is None or claim.value is None or claim.value <= 0 or model.base or mentions(claim, _PART_OF_RUN):
        return None
    stages = [fact.number for fact in model.facts_under("chip_hours") if not isinstance(fact.amount, str)]
    if any(math.isclose(claim.value, hours, rel_tol=0.02) for hours in stages):
        return None
    size = model.number("parameters.active") or (model.number("parameters.total") if _dense(model.shape) else None)
    tokens = model.number("tokens.pretraining")
    fact = model.fact("training_chip")
    chip = chip_of(world.catalogue, str(fact.amount)) if fact is not None else None
    if not size or not tokens or chip is None:
        return None
    peak = max(chip.peak("bf16") or 0.0, chip.peak("fp8") or 0.0 if _in_fp8(model) else 0.0)
    if not peak:
        return None
    share = _OPERATIONS * size * tokens / (claim.value * _SECONDS * peak * 1e12)
    if share <= 1:
        return None
    return Finding("OC206", f"In that time the {label(world.catalogue, chip.id)} would have to run at "
                            f"{share:.0%} of its peak: {say(size, 'parameters')} and {say(tokens, 'tokens')} take "
                            f"{say(_OPERATIONS * size * tokens, 'FLOP')}.")


def _dense(shape: dict[str, object] | None) -> bool:
    return shape is None or shape.get("kind_of") == "dense"


def _in_fp8(model: object) -> bool:
    fact = getattr(model, "fact")("training_precision")  # noqa: B009 - any record has facts
    return fact is not None and "fp8" in str(fact.amount)


def _shares(claim: Claim, claims: Told) -> Finding | None:
    """Shares of one whole that are more than all of it; told at the last of them."""
    alike = [each for each in claims.of(claim.measure) if each.scope == claim.scope
             and each.time == claim.time and each.value is not None and not each.negated
             and each.speaker == claim.speaker]
    by_subject = {each.subject: each for each in alike}
    total = sum(each.value or 0.0 for each in by_subject.values())
    if len(by_subject) < _LEAST_SHARES or total <= _WHOLE + 1 or claim is not alike[-1]:
        return None
    return Finding("OC205", f"The shares given add up to {say(total, 'percent')} of {claim.scope or 'the whole'}.")

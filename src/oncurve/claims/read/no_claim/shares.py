"""Shares that are none of computing power, no rates of duty and no scores: of firms, people, use, good dies."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.other_measures import is_world_share
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_RELATIVE = ("fraction", "percent", "ratio")
_YIELDS = stems("yield yields")
_DUTIES = stems("tariff tariffs duty duties levy levies tax taxes surcharge border customs charge charges goods "
                "imports import rate rates pay pays paid")
_OWNS = words("own owns owned hold holds held stake bought")
_COMPUTING = stems(
    "compute computing chip gpu capacity accelerator processor hardware power flop supercomputer cluster"
)
_NOT_COMPUTING = stems(
    "weight parameter expert layer neuron researcher engineer scientist talent staff employee worker user customer "
    "client population revenue sale profit income budget paper patent publication token dataset share equity"
)
_STOPS = words(", ; : . ( ) and but")
#: how well chips are used
_USE = words("mfu hfu utilisation utilization")
_OF_WHOLE = ("percent", "fraction", "number")
_COVERS = words("covers cover covered covering captures captured includes spans")
_SAMPLES = words("set sets dataset data sample survey database list census")
_CLOSE, _NEAR, _REACH = 3, 4, 12


def _of_yield(scene: Scene, quantity: Quantity) -> bool:
    """`yields rose to 60%`: the share of good dies, or what bonds bring in."""
    return quantity.dim in _RELATIVE and scene.near(quantity.core, _YIELDS, _REACH, _NEAR) is not None


def _of_use(scene: Scene, quantity: Quantity) -> bool:
    """`21% MFU`, `MFU=0.45`: how well chips are used."""
    near = (*scene.words_before(quantity.first, _CLOSE), *scene.tokens.word[quantity.stop : quantity.stop + 2])
    return quantity.dim in _OF_WHOLE and not _USE.isdisjoint(near)


def _of_firm(scene: Scene, quantity: Quantity) -> bool:
    """`owns a third of it`: a share of a firm or a venture, where no computing power is spoken of."""
    if is_world_share(scene, quantity):
        return False
    near = scene.words_before(quantity.first, _NEAR)
    spoken = scene.any_of(_COMPUTING) or (scene.previous is not None and scene.previous.any_of(_COMPUTING))
    return not _OWNS.isdisjoint(near) and not spoken


def _of_what_computes_nothing(scene: Scene, quantity: Quantity) -> bool:
    """`half of the world's AI researchers`, `5.5% of its weights`: a share of people, weights or sales."""
    word, end = scene.tokens.word, quantity.stop
    if "of" not in word[end - 1 : end + 1]:
        return False
    for k in range(end, min(end + _REACH, scene.end)):
        if word[k] in _STOPS:
            return False
        if scene.stem_at(k) in _COMPUTING:
            return False
        if scene.stem_at(k) in _NOT_COMPUTING:
            return True
    return False


def _of_no_duty(scene: Scene, quantity: Quantity) -> bool:
    """`25% of its chips`: a share, where neither the sentence nor the one before speaks of duties."""
    past = scene.previous
    told = past is not None and (past.any_of(_DUTIES) or any(c.measure == "tariff_rate" for c in past.made))
    return not (told or scene.any_of(_DUTIES))


def _of_sample(scene: Scene, quantity: Quantity) -> bool:
    """`the data set covers 10% to 20% of all`: how much of the whole is known, and nobody's share."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _NEAR - 1), -1):
        if word[k] in _COVERS:
            return not _SAMPLES.isdisjoint(word[max(scene.first, k - _NEAR) : k])
    return False


RULES: Rules = {
    "benchmark_score": (_of_yield, _of_use),
    "chip_spec": (_of_use,),
    "compute_share": (_of_yield, _of_use, _of_firm, _of_what_computes_nothing, _of_sample),
    "market_move": (_of_yield, _of_use),
    "tariff_rate": (_of_yield, _of_no_duty),
}

"""Numbers beside models that are no size of one: of an encoder, of experts, of toy models, of what is "under 70B"."""

from __future__ import annotations

from oncurve.claims.read.no_claim.beside import beside
from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: parts of a model that have sizes of their own, and what of it is counted beside its parameters
_PARTS = words("encoder encoders decoder tower adapter adapters head heads draft vocabulary tokenizer tokeniser vit "
               "module modules component reward critic judge verifier embedding embeddings projector router")
#: what a model is called that a team only trains to try things on
_TRIED = words("scale sized smaller small mid medium toy tiny proxy pilot trial test ablation teacher student dummy")
_EXPERTS = words("expert experts routed shared layers heads selected")
#: what money does, said of a bare "a billion"
_BUYS = (["buys"], ["buy"], ["bought"], ["gets"], ["pays"], ["dollars"])
#: fewer parameters than any model has
_FEWEST = 1e5
_COUNTED_PARTS = words("experts expert layers heads blocks dimensions dims stages")
_ACTIVE = words("activated active selected routed shared chosen")
_COMPUTED = stems("compute computing flop flops")
_AT_WORK = words("active activated shared used selected routed")
_RANGES = words("range ranges scale class tier category bracket segment size sizes mark barrier")
_BOUNDS = words("under below over above beyond")
_MODELS = words("models llms systems networks")
_IS = words("is was remains remained 's")
_CLOSE, _NEAR, _REACH = 3, 4, 12


def _of_part(scene: Scene, quantity: Quantity) -> bool:
    """`a 400-million-parameter vision encoder`, `384 experts with 8 selected`: a part of a model, or its experts."""
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)]
    if not _PARTS.isdisjoint(after) and "," not in after[:2]:
        return True
    head = next((k for k in range(quantity.first - 1, max(scene.first, quantity.first - _REACH) - 1, -1)
                 if word[k] in ("model", "models", "baseline", "variant", "one")), None)
    if head is not None and not _TRIED.isdisjoint(scene.words_before(head, _CLOSE)) and not any(
            m.kind == "model" and (head < m.first < quantity.first or (m.end < head and word[m.end] in _IS))
            for m in scene.mentions):  # "Acme-2 is a small model: 3 billion parameters"
        return True
    return quantity.scale == 1.0 and quantity.unit != "parameters" and beside(scene, quantity, _EXPERTS, _NEAR, _NEAR)


def _counts_parts(scene: Scene, quantity: Quantity) -> bool:
    """`8 activated experts`: parts of a model, of which no number is one of parameters."""
    word = scene.tokens.word
    if quantity.scale != 1.0 or any(each.startswith("param") for each in word[quantity.first : quantity.stop]):
        return False
    near = word[quantity.core + 1 : min(scene.end, quantity.core + _CLOSE)]
    return not _COUNTED_PARTS.isdisjoint(near) and (near[0] in _COUNTED_PARTS or near[0] in _ACTIVE)


def _of_experts(scene: Scene, quantity: Quantity) -> bool:
    """`(128 experts, 1 active)`: how many parts of a mixture work, and no parameters."""
    word = scene.tokens.word
    after = word[quantity.core + 1 : quantity.core + 2]
    return (word[quantity.core].isdecimal() and not _AT_WORK.isdisjoint(after)
            and "experts" in scene.words_before(quantity.first, _CLOSE))


def _of_compute(scene: Scene, quantity: Quantity) -> bool:
    """`with compute estimated at five times that of A`: a multiple of what a run took."""
    return quantity.dim == "ratio" and scene.near(quantity.core, _COMPUTED, _NEAR, _NEAR) is not None


def _is_handful(scene: Scene, quantity: Quantity) -> bool:
    """`hundreds`: fewer than any model has."""
    return quantity.qualifier == "vague" and quantity.size < _FEWEST


def _of_range(scene: Scene, quantity: Quantity) -> bool:
    """`the 70B class`: how large models of a sort are."""
    word = scene.tokens.word
    return not _RANGES.isdisjoint(word[quantity.stop : min(scene.end, quantity.stop + _NEAR)])


def _of_many(scene: Scene, quantity: Quantity) -> bool:
    """`open models under 70B`: a bound of many models."""
    lead = scene.words_before(quantity.core, _NEAR)
    return not _BOUNDS.isdisjoint(lead[-2:]) and not _MODELS.isdisjoint(lead)


def _is_price(scene: Scene, quantity: Quantity) -> bool:
    """`what a billion buys`: a bare number that is money."""
    return quantity.dim == "number" and scene.tokens.word[quantity.stop : quantity.stop + 1] in _BUYS


RULES: Rules = {
    "parameters": (
        _of_part, _counts_parts, _of_experts, _of_compute, _is_handful, _of_range, _of_many, _is_price,
    ),
    "training_tokens": (_of_part,),
}

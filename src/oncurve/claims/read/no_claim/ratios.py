"""Multiples and shares that are no ratio of prices or costs and no pace of their fall: of speed, size, savings."""

from __future__ import annotations

from oncurve.claims.read.no_claim.beside import beside
from oncurve.claims.read.no_claim.rule import Rule, Rules
from oncurve.claims.read.paces import is_yearly
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_DISCOUNTS = words("discount discounts discounted")
_CACHED = words("cache caches cached caching batch batched")
#: what is no cost though it is told as a fraction
_FOOTPRINT = words("carbon footprint emissions electricity water latency")
_FALLING = stems("fall fell fallen drop decline decrease cheap cheaper low lower reduce reduction cut shrink halve "
                 "slash save saving deflation grow grew rise rose increase dear dearer efficient efficiency improve")
#: ways of using a model that cost less
_WAYS = words("caching cached batching batch batched routing compression distillation quantization quantisation "
              "sparse attention optimization optimisation")
_PRICES = stems("price prices priced cost costs cheap cheaper dear expensive charge dollars per")
_LARGE = words("errors hallucinations mistakes size magnitude parameters parameter footprint margin profit")
_TERMS = words("hours night off-peak peak annual annually students batch batched asynchronous am pm")
_PAIR = 2
_SIDES = words("input output inputs outputs")
_TRAINED = stems("train trained training pretrained pretraining corpus")
_SHARES = ("percent", "fraction", "number")
_OFF = words("off discount savings cheaper")
#: what is quicker or smaller by a factor, which is no cost
_SPEEDS = words("speedup speedups speed-up speed-ups faster throughput latency quicker smaller larger bigger longer")
_SPEEDUPS = words("speedup speedups speed-up speed-ups")
#: what takes the place of a cost before the factor: "cuts memory by 4x"
_SIZES = words("memory throughput latency bandwidth speed utilization utilisation footprint storage")
_COSTS = words("cost costs price prices pricing bill bills fee fees spend spending compute cheaper expense expenses")
_GROWTH = stems("growth revenue sales arr bookings valuation headcount users")
#: what of AI grows or falls at a pace that is published
_WORK = stems("compute computing train training cost costs price prices cheap cheaper token inference efficiency "
              "algorithm algorithms task tasks horizon skill capability flop flops parameters chips hardware model "
              "models spend spending power energy intelligence")
_TOKENS = words("token tokens steps calls turns queries requests")
_FEWER = words("fewer less more")
_RATES = words("rate rates accuracy success pass harmless response responses recall hit")
_ANYTHING = words("something anything things goods product products")
_WHOSE = words("whose that which")
_CLOSE, _NEAR, _BESIDE, _FAR, _WIDE = 3, 4, 5, 8, 9


def _is_discount(scene: Scene, quantity: Quantity) -> bool:
    """`a 90% discount on cached tokens`: what a way of use saves."""
    return beside(scene, quantity, _DISCOUNTS, _NEAR, _BESIDE) and beside(scene, quantity, _CACHED, _FAR, _FAR)


def _is_saved(scene: Scene, quantity: Quantity) -> bool:
    """`caching cuts input costs by 90%`, `half off at night`: what a way of use saves, and no change of a price."""
    if quantity.dim not in ("percent", "fraction", "ratio"):
        return False
    word = scene.tokens.word
    before = word[scene.clause(quantity.core)[0] : quantity.first]
    if not _WAYS.isdisjoint(before):
        return True
    discounted = "discount" in word[quantity.stop - 1 : min(scene.end, quantity.stop + _CLOSE)]
    return discounted and not _TERMS.isdisjoint(word[scene.first : scene.end])


def _off_in_row(scene: Scene, quantity: Quantity) -> bool:
    """`$2.50 (75% off)` in a row of prices: less than a price beside it, and not than one that was asked before."""
    word = scene.tokens.word
    if quantity.dim not in _SHARES or "|" not in word[scene.first : scene.end]:
        return False
    return word[quantity.first - 1] == "(" and not _OFF.isdisjoint(word[quantity.core : quantity.stop + 2])


def _counts_tokens(scene: Scene, quantity: Quantity) -> bool:
    """`the same quality with half the output tokens`: how many tokens a model needs, where no price is spoken of."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    return "tokens" in after and not scene.any_of(_PRICES | _TRAINED)


def _is_fewer(scene: Scene, quantity: Quantity) -> bool:
    """`3x fewer tokens`, `twice the success rate`: how much a model needs, or how often it is right."""
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    fewer = not _FEWER.isdisjoint(word[quantity.core : quantity.stop + 2]) and not _TOKENS.isdisjoint(after)
    return fewer or not _RATES.isdisjoint(after[:_CLOSE])


def _is_between_sides(scene: Scene, quantity: Quantity) -> bool:
    """`output is 8x more expensive than input`: how the two prices of one model differ."""
    if quantity.dim not in ("ratio", "number", "count") or not {"input", "output"} <= scene.present:
        return False
    models = {m.ident for m in scene.of_kind("model")}
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _WIDE)]
    than = "than" in after and not _SIDES.isdisjoint(after[after.index("than") :][:_CLOSE])
    priced = any(q.dim == "money" for q in scene.quantities)
    return len(models) < _PAIR and (than or "ratio" in scene.present) and not priced


def _is_of_size(scene: Scene, quantity: Quantity) -> bool:
    """`one fourteenth the size of A`, `a margin of 545%`: how large a model is beside another, or what a firm earns."""
    near = scene.tokens.word[max(scene.first, quantity.first - _CLOSE) : min(scene.end, quantity.stop + _CLOSE)]
    return not _LARGE.isdisjoint(near) and "order" not in near and "orders" not in near


def _of_footprint(scene: Scene, quantity: Quantity) -> bool:
    """`a seventh of the carbon footprint`: what is no cost though it is told as a fraction."""
    return not _FOOTPRINT.isdisjoint(scene.tokens.word[quantity.end : quantity.end + _BESIDE])


def _of_what_falls_not(scene: Scene, quantity: Quantity) -> bool:
    """`60% of the cost of a run`: a share, where nothing falls."""
    return quantity.dim in ("percent", "fraction") and not scene.any_of(_FALLING)


def _is_no_pace(scene: Scene, quantity: Quantity) -> bool:
    """`a 4x speedup`, `cuts memory by 4x`, `its 10x annual growth`: a factor of speed, of size or of a firm."""
    if quantity.dim not in ("ratio", "number", "fraction", "percent"):
        return False
    if scene.any_of(_GROWTH) and not scene.any_of(_WORK):
        return True
    word = scene.tokens.word
    after = word[quantity.stop : min(quantity.stop + _NEAR, scene.end)]
    before = scene.words_before(quantity.first, _BESIDE)
    if is_yearly((*before, *after)) or quantity.per is not None:
        return False
    if not _SPEEDUPS.isdisjoint(before) or (not _SPEEDS.isdisjoint(after) and _COSTS.isdisjoint(after)):
        return True
    return not _SIZES.isdisjoint(before) and "by" in before


def _of_anything(scene: Scene, quantity: Quantity) -> bool:
    """`something whose price falls by half`: a fall of what is not named."""
    word = scene.tokens.word
    return any(word[k] in _ANYTHING and word[k + 1] in _WHOSE for k in range(scene.first, quantity.first - 1))


_RATIOS: tuple[Rule, ...] = (
    _is_discount, _is_saved, _off_in_row, _counts_tokens, _is_fewer, _is_between_sides, _is_of_size, _of_footprint,
    _of_anything,
)
RULES: Rules = {
    "cost_decline_rate": (_of_what_falls_not, _is_no_pace),
    "cost_ratio": _RATIOS,
    "price_ratio": _RATIOS,
}

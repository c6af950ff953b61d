"""Figures of a piece of what a measure is of: what one chip costs, how large one expert is, what a firm was bought for.

Also figures in units that no measure has, such as tons of carbon and kilowatt-hours, and speeds that a run reached.
"""

from __future__ import annotations

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_piece"]

_MONEY = words("training_cost organisation_spend price_per_token")
#: units that no measure is told in
_FOREIGN = words("ton tons tonne tonnes kwh mwh gwh twh kilowatt-hours megawatt-hours gallons gallon litres liters "
                 "litre liter acres acre miles km kilometres kilometers homes households cars flights citations "
                 "downloads stars followers employees engineers researchers layers heads")
_EACH = words("each apiece")
#: what has a price of its own
_GOODS = words("gpu gpus chip chips card cards accelerator accelerators processor processors server servers unit units "
               "node nodes")
_COSTS = words("cost costs costing priced sells sold selling retails going goes paid price prices pay pays")
#: how a firm changes hands, and what is paid for on a page
_BOUGHT = stems("acquire acquires acquired acquiring acquisition takeover buyout")
_PAID_FOR = words("paywall subscription membership prize bounty ticket fee gift coupon bonus")
#: what a size is of that is a part of a model
_EXPERTS = stems("expert experts attention embedding embeddings encoder decoder layer layers head heads mlp router")
_FARTHER = words("more less fewer higher lower faster slower")
_WHOLE = words("total overall altogether whole")
_ACHIEVED = words("use using used get getting got achieve achieved achieving sustain sustained sustaining")
#: words of data sheets, by which a speed is what a chip can do
_RATED = stems("spec specs peak sheet datasheet dense sparse sparsity")
_RATIO_OF = words("param params parameter parameters")
_DATA = words("data text dataset network images video code storage files")
#: no chip and no rack does so many
_MOST_PETAFLOPS = 200.0
_SIZE = Pattern(r"\d+(?:\.\d+)?")
#: a price of a million tokens stays below it
_DEAREST = 1_000.0
#: and that of one chip or machine below this
_FLEET = 1_000_000.0
_NEAR, _CLOSE, _REACH = 4, 2, 9
_STOPS = words(". , ; : ) but while")


def is_piece(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number read as a measure is of a piece of it, or of something in another unit.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    if quantity.dim in ("number", "count", "anaphor", "chips") and not _FOREIGN.isdisjoint(after[:_CLOSE]) \
            and measure != "not_auditable":
        return True
    if measure in _MONEY and quantity.dim == "money":
        return _of_each(scene, quantity, after) or (measure == "price_per_token" and _too_dear(scene, quantity)) \
            or (measure == "training_cost" and _of_purchase(scene, quantity, after))
    if measure == "parameters":
        return _of_expert(scene, quantity, after) or _in_ratio(scene, quantity)
    if measure == "training_tokens":
        return _for_each_parameter(after)
    if measure == "training_time":
        return scene.has("perplexity")  # how fast a test of it runs
    if measure == "chip_spec":
        flop = "FLOP" in quantity.unit.upper()
        return (flop and _reached(scene, quantity)) or _of_data(scene, quantity, after) or _is_margin(quantity, after)
    return measure in ("chip_hours", "chip_count") and _is_size(scene, quantity)


def _is_margin(quantity: Quantity, after: list[str]) -> bool:
    """`1,000 watts, 300 more than an A`: by how much one has more than another is no figure of either."""
    near = [each for each in after if each not in ("of", "it", "them")]
    return quantity.dim not in ("ratio", "percent", "fraction") and near[:1] != [] and near[0] in _FARTHER \
        and near[1:2] == ["than"]


def _of_each(scene: Scene, quantity: Quantity, after: list[str]) -> bool:
    """`16,000 GPUs, which cost $25,000 each`, `(each costing around $10,000)`, `the price of each card is $30,000`."""
    before = scene.words_before(quantity.first, _REACH)
    if quantity.size >= _FLEET:
        return False
    if not _EACH.isdisjoint(after[:1]):
        return True
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k] in ("each", "every", "per")), None)
    if at is None or not _STOPS.isdisjoint(before[at:]):
        return False
    held = before[max(at - 1, 0) :]
    named = scene.cover[quantity.first - len(before) + at + 1]
    goods = not _GOODS.isdisjoint(held[1:_NEAR]) or (named is not None and named.kind == "chip")
    return not _COSTS.isdisjoint(before) and (goods or before[at + 1 : at + 2] == ["costing"])


def _too_dear(scene: Scene, quantity: Quantity) -> bool:
    """Whether so much is no price of tokens, where none are spoken of."""
    return quantity.size >= _DEAREST and not scene.has("token", "tokens")


def _of_purchase(scene: Scene, quantity: Quantity, after: list[str]) -> bool:
    """`the acquisition of the start-up for 1.3 billion dollars`, `a $100 paywall`: what somebody paid for something."""
    if not _PAID_FOR.isdisjoint(after[:1]):
        return True
    low = max(scene.first, quantity.first - _REACH)
    bought = any(scene.stem_at(k) in _BOUGHT for k in range(low, quantity.first))
    return bought and "train" not in scene.present


def _of_expert(scene: Scene, quantity: Quantity, after: list[str]) -> bool:
    """`16 experts, each with 110B parameters`, `55B parameters are used for attention`, `two of these experts`."""
    before = scene.words_before(quantity.first, _REACH)
    first, stop = quantity.first, quantity.stop
    if not _WHOLE.isdisjoint(after) or not _WHOLE.isdisjoint(before[-_CLOSE:]):
        return False
    experts = any(scene.stem_at(k) in _EXPERTS for k in range(max(scene.first, first - 2 * _REACH), first))
    if experts and "each" in before:
        return True
    used = range(stop, min(scene.end, stop + _REACH))
    for k in used:
        if scene.tokens.word[k] == "for" and any(
                scene.stem_at(j) in _EXPERTS for j in range(k + 1, min(scene.end, k + _NEAR))):
            return True
        if scene.tokens.word[k] in (",", ".", ";", "and"):
            break
    said = scene.tokens.word[first : stop + 1]
    counted = quantity.scale == 1.0 and not any(each.startswith("param") for each in said)
    return counted and any(scene.stem_at(k) in _EXPERTS for k in range(first, min(scene.end, stop + _NEAR)))


def _in_ratio(scene: Scene, quantity: Quantity) -> bool:
    """`1:8 active to total`: a side of a ratio."""
    tokens, at = scene.tokens, quantity.core
    left = at - 2 >= scene.first and tokens.word[at - 1] == ":" and tokens.glued(at) and (
        tokens.word[at - 2][0].isdigit())
    right = at + 2 < scene.end and tokens.word[at + 1] == ":" and tokens.glued(at + 2) and (
        tokens.word[at + 2][0].isdigit())
    return left or right


def _for_each_parameter(after: list[str]) -> bool:
    """`40 tokens/param`, `20 tokens per parameter`: how many there are for each."""
    joined = after[1:] if after[:1] in (["tokens"], ["token"]) else after
    return joined[:1] in (["/"], ["per"]) and not _RATIO_OF.isdisjoint(joined[1:_CLOSE])


def _of_data(scene: Scene, quantity: Quantity, after: list[str]) -> bool:
    """`700 GB of data`, `200 petabytes of network bandwidth`, `270 PFLOPS` of a whole site: no figure of a chip."""
    if after[:1] == ["of"] and not _DATA.isdisjoint(after[1:_NEAR]):
        return True
    whole = quantity.unit.upper().startswith(("PFLOP", "PETAFLOP")) and (quantity.size or 0) >= _MOST_PETAFLOPS
    return whole and not scene.of_kind("chip", "cluster")


def _reached(scene: Scene, quantity: Quantity) -> bool:
    """`they only use 400 teraFLOP/s`, `could get 800`: what a run makes of its chips, not what they can do."""
    before = scene.words_before(quantity.first, 2)
    return not _ACHIEVED.isdisjoint(before) and scene.present.isdisjoint(_RATED)


def _is_size(scene: Scene, quantity: Quantity) -> bool:
    """`8B, 70B and 405B took 39 million hours`: the size of a model, written as one word."""
    tokens, at = scene.tokens, quantity.core
    return (at + 1 < scene.end and _SIZE.fullmatch(tokens.raw[at]) is not None and tokens.raw[at + 1] == "B"
            and tokens.glued(at + 1) and quantity.dim in ("number", "count", "anaphor", "params"))

"""The measure of a number that the words around it set right, and what the build of a sentence alone makes a claim."""

from __future__ import annotations

from oncurve.claims.read.cells import counts_hours, is_outlay, measure_of_cell
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.moves import is_move
from oncurve.claims.read.paces import is_whole_fall
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.specs import is_score_under_rules
from oncurve.claims.read.tokens import stem, stems, words

__all__ = ["are_able", "is_divided", "is_market_share", "is_world_share", "measure_by_build", "other_measure"]

#: verbs of buying, and what may stand between them and a number
_ACQUIRED = words("bought ordered purchased buys orders")
_HEDGES = words("about some around roughly nearly almost another over at least more than")
_SPENT = words("spent spend spends")
_TO_LIMIT = 3
_SHARES = ("fraction", "percent", "ratio")
_NEAR = 4
_COUNTED_CHIPS = ("chip_count", "chips_shipped", "chips_smuggled")
_TRAINS = stems("train pretrain run")
_PLURAL = words("chips processors accelerators gpus")
_CLOSES = words("end ends ended ending finish finishes finished close closes closed exit exits exited")
_FEW = 6
_THEIRS = words("its their our his her")
_GPU_HOURS = (["gpu", "-", "hours"], ["chip", "-", "hours"], ["gpu", "hours", "than"], ["chip", "hours", "than"])
#: what a run takes, words of prices, verbs of selling, and those who buy tokens
_TAKEN = words("compute computing flop flops operations gpu-hours chip-hours")
_ASKED = stems("price prices pricing token tokens sell sells charge charges ask asks api")
_SELLS = words("sells sell sold selling asks charges charging goes retails lists")
_TAIL = 12
_THOUSAND, _BILLION = 1e3, 1e9
_FED = stems("train pretrain raise raised feed fed diet learn taught read ate eat swallow devour digest consume")
_ORDERS = stems("order orders ordered shipped delivered")
_WEIGHTS = words("weights parameters params")
_HAS = words("has had have having 's reaches offers delivers scores posts carries gives comes stands lands works")
#: what a rule sets and no chip has
_DRAWN = words("threshold limit limits line ceiling cap rule rules if any")
_CLOUD = words("computing compute cloud capacity")
_RENTS = stems("rent rents renting rented spend spends spent buy buys bought lease")
_STEALTH = stems("smuggle smuggled smuggling smuggler contraband illicit illegal covert evade divert diverted sneak "
                 "ban banned despite dodge black seized customs")
_SENDS = words("send sends sent sending deliver delivers delivered supply supplies supplied ship ships shipped sell "
               "sells sold")
_STOLE = words("crossed slipped leaked seeped")
_COST = words("cost costs costing charges charged")
_BUYERS = words("users developers customers subscribers buyers programmers callers")
#: what firms are counted by having done, and what the size of it is told with
_MAKES = stems("train produce make build release have has publish develop own")
_ABOVE = words("beyond above over past exceeding exceeds than")
#: what all computing power is that of
_WHOLES = words("world planet globe earth global worldwide")
_NAMED_WITHIN = 4
_REACH = 12
_PRICED = words("shares stock stocks price value index capitalisation capitalization points")
_COMPUTING = stems(
    "compute computing chip gpu capacity accelerator processor hardware power flop supercomputer cluster"
)
_DIVIDES = stems("split splits divide divides breakdown broke broken follows shares")
_MOVED = stems("fell fall rose rise drop gain lost lose slump plunge jump climb surge slid tumble rally close closed")
#: what a firm has bound itself to spend, and what may lead from it to the sum
_BOUND = stems("commitments commitment pledges obligations")
_TO_SUM = words("at of to total totalling come comes came amount amounts stand stands stood reach reached are")
_CARDS = stems("card cards accelerators")
_MILLION = 1e6
#: between what a score in percent lies
_TENTH, _WHOLE = 0.1, 100.0
#: more operations than any chip does in a second
_MOST_OF_CHIP = 1e18


def are_able(scene: Scene, quantity: Quantity) -> bool:
    """Whether firms are counted by the size of what they have trained: "11 had a model beyond 10^25 FLOP"."""
    line = next((each for each in scene.quantities if each.dim == "flop" and each.first > quantity.first), None)
    if quantity.dim != "companies" or line is None or scene.sentence.question:
        return False
    between = range(quantity.stop, line.first)
    return any(scene.stem_at(k) in _MAKES for k in between) and (
        line.qualifier == "at_least" or not _ABOVE.isdisjoint(scene.tokens.word[quantity.stop : line.first]))


def _of_chip_alone(scene: Scene, quantity: Quantity) -> bool:
    """Whether operations are those of a chip: "the A, at 624 trillion 8-bit operations"."""
    near = scene.cover[max(scene.first, quantity.first - _NEAR) : quantity.first]
    return (quantity.dim == "flop" and any(m is not None and m.kind == "chip" for m in near)
            and not scene.of_kind("model") and not scene.any_of(_TRAINS) and quantity.size < _MOST_OF_CHIP)


def _of_model(scene: Scene, quantity: Quantity) -> bool:
    """Whether a fraction is one of a model's: "a third of A in both directions"."""
    at = quantity.stop + (scene.tokens.word[quantity.stop - 1] != "of")
    named = scene.cover[at] if at < scene.end and scene.tokens.word[at - 1] == "of" else None
    return named is not None and named.kind == "model"


def other_measure(scene: Scene, quantity: Quantity, measure: str) -> str:
    """The measure of a number that the words after it set right: "235 billion, with 22 active" are parameters."""
    if measure == "price_per_token" and is_score_beside(scene, quantity):
        return "benchmark_score"
    if measure == "training_compute" and _of_chip_alone(scene, quantity):
        return "chip_spec"
    if measure in (*_COUNTED_CHIPS, "training_compute") and is_score_under_rules(scene, quantity):
        return "chip_spec"
    if measure in _COUNTED_CHIPS and counts_hours(scene, quantity):
        return "chip_hours"
    if measure == "organisation_spend" and _spent_on_model(scene, quantity):
        return "training_cost"
    if measure in ("organisation_spend", "training_cost") and is_move(scene, quantity):
        return "market_move"
    if measure == "market_move" and quantity.dim == "percent" and is_divided(scene) and not scene.any_of(_MOVED):
        return "compute_share"
    if measure in ("market_move", "training_cost", "price_per_token") and is_outlay(scene, quantity):
        return "organisation_spend"
    if measure == "training_cost" and _names_size(scene, quantity):
        return "parameters"
    if measure == "cost_decline_rate" and is_whole_fall(scene, quantity):
        return "price_ratio"
    ratio = measure in ("price_ratio", "cost_ratio")
    if ratio and quantity.dim == "fraction" and not _of_model(scene, quantity) and scene.of_kind("model") and any(
            0 <= m.first - quantity.stop <= _TAIL for m in scene.of_kind("benchmark")):
        return "benchmark_score"  # "fixes two thirds of the bugs in SWE-bench"
    if measure == "chips_smuggled" and _went_openly(scene, quantity):
        return "chips_shipped"
    if ratio and quantity.dim in _SHARES and _of_own_computing(scene, quantity):
        return "compute_share"
    if ratio:
        return _paid_or_asked(scene, quantity, measure)
    said = scene.tokens.word[quantity.first : quantity.stop]
    if measure == "chips_smuggled" and "production" in scene.tokens.word[max(scene.first, quantity.first - _NEAR) : (
            quantity.first)]:
        return "chips_shipped"
    if measure == "chips_shipped" and _to_end_with(scene, quantity):
        return "chip_count"
    if measure == "chip_count" and any(shipped(scene, quantity) for shipped in _SHIPPED):
        return "chips_shipped"
    if measure == "chip_count" and _crossed(scene, quantity):
        return "chips_smuggled"
    if measure == "chip_count" and quantity.chip is not None and _bought(scene, quantity):
        return "chips_shipped"
    if measure != "training_tokens" or "tokens" in said or quantity.scale < _MILLION:
        return measure
    after = scene.tokens.word[quantity.stop : min(quantity.stop + _FEW, scene.end)]
    return "parameters" if "active" in after and "tokens" not in after else measure


def _spent_on_model(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sum goes on one model alone: "spent $1.6 billion on V3"."""
    word, k = scene.tokens.word, quantity.stop
    led = word[k : k + 1] in (["on"], ["training"], ["building"])
    model = scene.cover[k + 1] if led and k + 1 < scene.end else None
    past = not _SPENT.isdisjoint(scene.words_before(quantity.first, _FEW))
    return past and model is not None and model.kind == "model"


def _of_own_computing(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of the computing power that somebody has: "spends two thirds of its compute on research"."""
    after = scene.tokens.word[quantity.stop - 1 : min(quantity.stop + _NEAR, scene.end)]
    owned = next((k for k, each in enumerate(after) if each in _THEIRS), None)
    return owned is not None and "of" in after[:owned] and "on" in scene.tokens.word[quantity.stop : scene.end] and any(
        "compute" in kin_of(stem(each)) or each in _PLURAL for each in after[owned:])


def _paid_or_asked(scene: Scene, quantity: Quantity, measure: str) -> str:
    """Whether a ratio is of what things take or of what is asked for them: "lighter on GPU-hours", "sells for half"."""
    word = scene.tokens.word
    after = word[quantity.stop : min(quantity.stop + _TAIL, scene.end)]
    before = scene.words_before(quantity.first, _FEW)
    hours = any(after[k : k + 3] in _GPU_HOURS for k in range(len(after)))
    if measure == "price_ratio" and not scene.any_of(_ASKED) and (hours or not _TAKEN.isdisjoint(after[:_NEAR])):
        return "cost_ratio"
    past = scene.previous
    told = scene.made + (past.made if past is not None and past.any_of(_TRAINS) else [])
    listed = any(q.per is not None and q.per.kind == "tokens" for q in scene.quantities)
    if measure == "price_ratio" and not listed and not scene.any_of(_ASKED) and any(
            each.measure == "training_cost" for each in told):
        return "cost_ratio"  # "It cost $5 million to train. That makes it 20 times cheaper"
    sold = not _SELLS.isdisjoint(before) or any(
        each in _BUYERS and _COST.intersection(after[max(0, k - 2) : k]) for k, each in enumerate(after))
    trains = any(scene.stem_at(k) in _TRAINS for k in range(scene.first, scene.end))
    return "price_ratio" if measure == "cost_ratio" and sold and not trains else measure


def _to_end_with(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips are what somebody will have by then: "to end the year with more than 1.3 million GPUs"."""
    word = scene.tokens.word
    at = next((k for k in range(quantity.first - 1, max(scene.first, quantity.first - _FEW) - 1, -1)
               if word[k] == "with"), None)
    return at is not None and not _CLOSES.isdisjoint(scene.words_before(at, _NEAR))


def _from_maker(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips came from those who make them: "took 485,000 Hopper chips from Nvidia"."""
    makers = [m for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "chipmaker"]
    return any(0 < m.first - quantity.stop <= _TO_LIMIT and scene.tokens.word[m.first - 1] == "from" for m in makers)


def _went_openly(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips just went to a country, and nobody speaks of smuggling: "a million H20s went to China in 2024"."""
    word = scene.tokens.word
    past = scene.previous
    hidden = scene.any_of(_STEALTH) or (past is not None and past.any_of(_STEALTH))
    after = word[quantity.stop : min(quantity.stop + _NEAR, scene.end)]
    return not hidden and after[:2] in (["went", "to"], ["go", "to"], ["reached", "china"])


def _sent_by_maker(scene: Scene, quantity: Quantity) -> bool:
    """Whether those who make chips send them to somebody: "Nvidia will send it 18,000 GB300s"."""
    before = scene.words_before(quantity.first, _FEW)
    makers = [m for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "chipmaker"]
    return not _SENDS.isdisjoint(before) and any(0 < quantity.first - m.end <= _FEW for m in makers)


def _listed_after_shipped(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number goes on a list of chips that a maker shipped: "…, and Acme 224,000"."""
    made = [each for each in scene.told if each.measure in _COUNTED_CHIPS]
    if not (quantity.elided and made and made[-1].measure == "chips_shipped" and made[-1].scope == "shipped"):
        return False
    k = quantity.first - 1
    owner = scene.cover[k] if k >= scene.first else None
    return (owner is not None and owner.kind == "organisation") or scene.tokens.word[k] == "with"


def _crossed(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips got over a border: "thousands of B200s had crossed into China"."""
    word = scene.tokens.word
    after = range(quantity.stop, min(quantity.stop + _FEW, scene.end - 1))
    return bool(scene.of_kind("country")) and any(
        word[k] in _STOLE and word[k + 1] in ("into", "over", "across") for k in after)


def _names_size(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number in brackets is the size in a model's name: "PaLM (540B), which cost"."""
    word, at = scene.tokens.word, quantity.first
    if quantity.dim != "number" or word[at - 1 : at] != ["("] or word[quantity.end : quantity.end + 1] != [")"]:
        return False
    before = scene.cover[at - 2] if at - 2 >= scene.first else None
    return quantity.scale >= _MILLION and (word[at - 2] == "model" or (before is not None and before.kind == "model"))


def _bought(scene: Scene, quantity: Quantity) -> bool:
    """Whether a verb of buying stands right before a number: "Google bought some 700,000 Hoppers"."""
    k = quantity.first - 1
    while k > scene.first and scene.tokens.word[k] in _HEDGES:
        k -= 1
    return k >= scene.first and scene.tokens.word[k] in _ACQUIRED


def is_world_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is one of all computing power there is: "two thirds of the world's AI muscle"."""
    word, end = scene.tokens.word, quantity.stop
    if quantity.dim not in ("percent", "fraction") or "of" not in word[end - 1 : end + 1]:
        return False
    after = range(end, min(end + _NAMED_WITHIN, scene.end))
    whole = next((k for k in after if word[k] in _WHOLES), None)
    if whole is None or scene.cover[whole] is not None:
        return False
    return any("compute" in kin_of(scene.stem_at(k)) for k in range(whole + 1, min(whole + _NEAR + 2, scene.end))
               ) and not {"market", "researchers"}.intersection(word[whole : whole + _NEAR + 2])


def is_market_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is one of a market ("its market share fell to 2%"), where no price of shares is spoken of."""
    near = scene.tokens.word[max(scene.first, quantity.first - _REACH) : min(scene.end, quantity.end + _REACH)]
    if "market" not in near or not _PRICED.isdisjoint(near):
        return False
    return "share" in near or _from_share(scene, quantity)


def _from_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is what one of a market comes to: "down from two thirds of the chip market to 8%"."""
    word = scene.tokens.word
    before = [each for each in scene.quantities if each.dim in _SHARES and each.stop <= quantity.first]
    if not before or word[quantity.first - 1] != "to":
        return False
    after = word[before[-1].stop - 1 : before[-1].stop + _FEW]
    return word[before[-1].first - 1] == "from" and "of" in after and "market" in after


def is_divided(scene: Scene) -> bool:
    """Whether a sentence divides chips among firms by shares: "IDC splits the cards sold: Acme 55%, others 41%"."""
    shares = [q for q in scene.quantities if q.dim == "percent"]
    return (len(shares) > 1 and scene.any_of(_DIVIDES) and scene.any_of(_COMPUTING | _CARDS)
            and len({m.ident for m in scene.of_kind("organisation")}) > 1)


def _of_told_size(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of the weights of a model whose size was told: "only a quarter of its weights are live"."""
    after = scene.tokens.word[quantity.stop - 1 : min(quantity.stop + _NEAR, scene.end)]
    told = any(each.measure == "parameters" and each.scope is None for each in scene.told)
    sized = told or any(each.dim == "params" for each in scene.quantities)
    return sized and quantity.dim in ("fraction", "percent") and "of" in after and not _WEIGHTS.isdisjoint(after)


def _fed_to_a_model(scene: Scene, quantity: Quantity) -> bool:
    """Whether tokens are those that a model is said to have been fed with: "raised on a diet of 12 billion tokens"."""
    named = "tokens" in scene.tokens.word[quantity.core : quantity.stop] and not quantity.elided
    large = quantity.dim == "tokens" and quantity.size >= _BILLION
    return named and large and bool(scene.of_kind("model")) and scene.any_of(_FED)


def _has_so_much(scene: Scene, quantity: Quantity) -> bool:
    """Whether what comes before a TPP gives it to a chip: "the H200 has a total processing performance of"."""
    told = quantity.dim == "tpp" and quantity.qualifier in ("exact", "approx") and bool(scene.of_kind("chip"))
    before = scene.words_before(quantity.first, _FEW)
    return told and _DRAWN.isdisjoint(before) and not _HAS.isdisjoint(before)


def _for_computing(scene: Scene, quantity: Quantity) -> bool:
    """Whether money buys computing: "renting roughly $7bn of computing"."""
    after = scene.tokens.word[quantity.stop : min(quantity.stop + _NEAR, scene.end)]
    return (after[:1] == ["of"] and not _CLOUD.isdisjoint(after) and scene.any_of(_RENTS)
            and bool(scene.of_kind("organisation")))


def is_score_beside(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number in a sentence without money is a score: "Sonnet has 72.7% on SWE-bench. o3 is at 69.1"."""
    bare = quantity.dim == "number" or quantity.elided
    if not bare or not _TENTH < quantity.size < _WHOLE or "|" in scene.tokens.word[scene.first : scene.end]:
        return False
    if any(each.dim == "money" and not each.elided for each in scene.quantities):
        return False
    past = scene.previous
    return scene.claimed("benchmark_score") or bool(scene.of_kind("benchmark")) or (
        past is not None and past.claimed("benchmark_score"))


def _bound_to(scene: Scene, quantity: Quantity) -> bool:
    """Whether money is what a firm has bound itself to: "puts his company's commitments at about $1.4 trillion"."""
    before = range(max(scene.first, quantity.first - _REACH), quantity.first)
    at = next((k for k in reversed(before) if scene.stem_at(k) in _BOUND), None)
    led = at is not None and not _TO_SUM.isdisjoint(scene.tokens.word[max(at, quantity.first - 2) : quantity.first])
    return led and quantity.per is None and quantity.size >= _BILLION and bool(
        scene.of_kind("organisation", "person") or scene.focus.get("organisation"))


def measure_by_build(scene: Scene, quantity: Quantity) -> str | None:
    """The measure that the build of a sentence gives a number which no weight speaks for; None where it gives none."""
    if are_able(scene, quantity):
        return "companies_able"
    if (cell := measure_of_cell(scene, quantity)) is not None:
        return cell
    if _has_so_much(scene, quantity) or is_score_under_rules(scene, quantity):
        return "chip_spec"
    if _of_told_size(scene, quantity):
        return "parameters"
    if _fed_to_a_model(scene, quantity):
        return "training_tokens"
    if quantity.dim == "money" and _for_computing(scene, quantity):
        return "organisation_spend"
    if is_move(scene, quantity):
        return "market_move"
    if quantity.dim == "money" and _bound_to(scene, quantity):
        return "organisation_spend"
    if quantity.noun == "units" and quantity.size >= _THOUSAND and scene.of_kind("chip") and scene.any_of(_ORDERS):
        return "chips_shipped"
    # what a source says of a market can be held to its words
    told = scene.speaker is not None and is_market_share(scene, quantity)
    divided = quantity.dim == "percent" and (told or is_divided(scene))
    return "compute_share" if divided or is_world_share(scene, quantity) else None


_SHIPPED = (_sent_by_maker, _from_maker, _listed_after_shipped)

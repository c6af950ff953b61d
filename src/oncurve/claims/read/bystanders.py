"""Numbers that the words around them show to be no claim of the measure that they look like."""

from __future__ import annotations

import itertools

from oncurve.claims.read.asides import is_aside
from oncurve.claims.read.ellipsis import counts_parts
from oncurve.claims.read.launches import is_of_launch
from oncurve.claims.read.legal_lines import is_of_bill
from oncurve.claims.read.named_else import is_named_else
from oncurve.claims.read.other_measures import are_able, is_market_share, is_world_share
from oncurve.claims.read.outlays import is_no_outlay
from oncurve.claims.read.paces import is_no_pace
from oncurve.claims.read.personal import is_asked_at_large, is_own_outlay, rhetorical_shares
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.strays import is_stray
from oncurve.claims.read.strewn import is_strewn
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_bystander", "no_amounts"]

#: words before how long a rate has held
_HOW_LONG = (["for"], ["over"], ["past"], ["last"])
#: what is no cost though it is told as a fraction
_FOOTPRINT = words("carbon footprint emissions electricity water latency")
_TO_LIMIT = 3
#: what follows a number at which a rule draws its line
_LIMITS = {(at, "which") for at in ("at", "above", "below", "beyond", "from", "over", "under")}
_LINES = (["threshold"], ["limit"], ["ceiling"], ["cap"])
#: what is past a line: "three times over the line", "anything above 600 GB/s"
_PAST = words("over above beyond under below past exceeding")
_OF_A_RULE = words("rule law regulation threshold limit")
_A_LINE, _ANY_SUCH = words("line threshold limit bar ceiling cap cut-off cutoff"), words("anything everything any")
_SHARES = ("fraction", "percent", "ratio")
_NEAR = 4
_REACH = 12
_OWNS = words("own owns owned hold holds held stake bought")
_COMPUTING = stems(
    "compute computing chip gpu capacity accelerator processor hardware power flop supercomputer cluster"
)
#: what money does, said of a bare "a billion"
_BUYS = (["buys"], ["buy"], ["bought"], ["gets"], ["pays"], ["dollars"])
_TAKES = words("take takes draw draws need needs use uses require requires consume consumes would")
_ENERGY, _BILLS = words("energy electricity power"), words("cost costs bill bills")
_ANY = words("model cluster run system")
_MAY = words("can could will would needs need might may costs takes")
_FALLING = stems("fall fell fallen drop decline decrease cheap cheaper low lower reduce reduction cut shrink halve "
                 "slash save saving deflation grow grew rise rose increase dear dearer efficient efficiency improve")
_BUILDS = stems("built build construct erect construction erected idea deploy deployed install installed")
_TRAINS = stems("train pretrain run")
_EACH_MONTH = words("monthly annual annually yearly operating quarterly")
_EACH_CHIP = {("per", "gpu"), ("per", "chip"), ("per", "card"), ("per", "unit"), ("per", "accelerator"), ("a", "chip"),
              ("a", "gpu"), ("a", "card"), ("a", "piece"), ("each", "chip"), ("per", "processor")}
_NOTIONS = words("assumption assumptions notion belief idea myth premise dogma orthodoxy wisdom view")
_BUDGETS = (["budgets"], ["budget"], ["models"], ["runs"], ["sums"], ["clusters"], ["investments"], ["-"])
_NOT_COMPUTING = stems(
    "weight parameter expert layer neuron researcher engineer scientist talent staff employee worker user customer "
    "client population revenue sale profit income budget paper patent publication token dataset share equity"
)
_STOPS = words(", ; : . ( ) and but")
_PLURAL = words("chips processors accelerators gpus")
_RULES = stems("rule rules control controls controlled controlling threshold thresholds presumption licence license "
               "restrict restricted")
_IN_CARE = {("in", "assets"), ("of", "assets"), ("under", "management"), ("in", "aum"), ("of", "aum")}
_GAPS = stems("gap difference ahead behind lead between")
_NAMED_SO = ([","], ["which"], ["will"], ["comes"], ["is"])
_CHIPS = words("chips gpus processors accelerators")
_SENT = words("sent smuggled smuggling counted entered diverted seized shipped exported smuggle")
_FEW, _NODE = 6, 16
_BOXES = words("nodes servers boxes racks trays machines hosts systems pods boards")
_UNITLESS = ("number", "count")
_LAW = stems("systemic presumes presume vetoed")
_TWICE = 2.0
_WINDOWS = words("window windows context contexts")
_TOPS = words("tops topped passes passed crosses crossed hits")
_OUTLAYS = stems("spend spent spending capex invest outlay budget pledge commit pour cost")
_SUPPOSING = words("suppose imagine supposing picture")
_BOUNDS = (["plus", "or", "minus"], ["give", "or", "take"], ["+", "/", "-"])

_SCALES = (["a", "trillion"], ["a", "billion"], ["a", "million"], ["a", "thousand"])
_BARE_SCALES = words("trillion billion million thousand")
#: words of size and speed, and those near them by which costs or compute are meant
_LARGE = words("large big small fast slow quick long heavy strong good smart capable")
_LARGER = words("larger bigger smaller faster slower quicker longer heavier lighter stronger smarter")
_COSTED = stems("cost costs price prices bill bills budget spend spending expense fee sum dollars compute computing "
                "flop flops operations calculations gpu hours chips power energy run cluster")
_COSTED_BEFORE, _COSTED_AFTER = 7, 4


def no_amounts(scene: Scene) -> set[int]:
    """The numbers of a sentence that are no amounts of their own: sides of a rate, and how large or fast a model is."""
    made_of = rhetorical_shares(scene)
    return _rates(scene) | _sizes(scene) | (set() if made_of is None else {made_of, made_of + 1})


def _rates(scene: Scene) -> set[int]:
    """The numbers that are sides of "180,000 hours a trillion", which are no amounts of their own."""
    word, found = scene.tokens.word, set()
    for number, (each, other) in enumerate(itertools.pairwise(scene.quantities)):
        if other.first == each.stop and word[other.first : other.end] in _SCALES:
            found |= {number, number + 1}
        elif word[each.stop : each.stop + 1] == ["per"] and word[other.first] in _BARE_SCALES:
            found |= {number, number + 1} if each.dim == "duration" else {number + 1}
    return found


def _sizes(scene: Scene) -> set[int]:
    """The numbers that only tell how large or fast a model is: "ten times larger than GPT-3", "twice as fast"."""
    if not scene.of_kind("model") or scene.of_kind("chip"):
        return set()
    word, found = scene.tokens.word, set()
    for number, each in enumerate(scene.quantities):
        after = word[each.stop : min(each.stop + 2, scene.end)]
        large = (after[:1] == ["as"] and after[1:] and after[1] in _LARGE) or (after and after[0] in _LARGER)
        if large and scene.near(each.core, _COSTED, _COSTED_BEFORE, _COSTED_AFTER) is None:
            found.add(number)
    return found


def is_bystander(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number read as a measure is no claim of it.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    word = scene.tokens.word
    if any(found(scene, quantity, measure) for found in (is_aside, is_stray, is_no_outlay, is_strewn, is_own_outlay,
                                                         is_of_launch, is_no_pace, is_named_else, is_of_bill)):
        return True
    if is_asked_at_large(scene, quantity) or word[scene.first] in _SUPPOSING:
        return True
    if quantity.dim in _UNITLESS and counts_parts(scene.tokens, quantity.stop, scene.cover):
        return True  # "36 Grace CPUs", "20,480 CUDA cores"
    if measure == "chip_spec" and _is_limit(scene, quantity):
        return True
    if measure in ("training_cost", "organisation_spend") and quantity.per is not None and quantity.per.kind == "hour":
        return True  # a rent
    if measure == "capability_lag" and quantity.dim == "ratio":
        return True
    if measure in ("cost_ratio", "price_ratio") and not _FOOTPRINT.isdisjoint(word[quantity.end : quantity.end + 5]):
        return True  # "a seventh of the carbon footprint"
    if measure == "benchmark_score" and quantity.dim == "points" and scene.any_of(_GAPS):
        return True
    if measure == "chip_spec" and quantity.stop - quantity.first == 1 and word[quantity.first - 1] == "the" \
            and word[quantity.stop : quantity.stop + 1] in _NAMED_SO:
        return True  # "the 960, which comes in 2027"
    if measure in ("training_cost", "organisation_spend") and _worth_of_chips(scene, quantity, measure):
        return True
    if measure in ("training_cost", "organisation_spend") and _is_notion(scene, quantity):
        return True
    if measure == "chip_spec" and quantity.dim == "ratio" and column_head(scene.tokens, quantity.core) is not None:
        return True  # how much the columns before differ
    if measure in ("training_time", "doubling_time") and _is_of_building(scene, quantity):
        return True
    if measure == "training_cost" and quantity.dim == "money" and tuple(
            scene.tokens.word[quantity.stop : quantity.stop + 2]) in _EACH_CHIP:
        return True  # what a chip costs
    if measure in ("training_cost", "chip_count") and _of_any(scene, quantity):
        return True
    if scene.tokens.word[quantity.stop : quantity.stop + 2] == ["-", "figure"]:
        return True  # "nine-figure bills"
    if measure == "cost_decline_rate" and quantity.dim in ("percent", "fraction") and not scene.any_of(_FALLING):
        return True  # a share of the cost
    if measure == "training_cost" and (_is_running(scene, quantity) or _of_nothing_named(scene, quantity)):
        return True
    if measure == "market_move" and is_market_share(scene, quantity):
        return True
    if _is_of_law(scene, quantity, measure) or _only_sounds(scene, quantity, measure):
        return True
    if measure == "compute_share" and (_of_firm(scene, quantity) or _of_what_computes_nothing(scene, quantity)):
        return True
    if measure in ("training_cost", "organisation_spend") and _is_managed(scene, quantity):
        return True
    before, after = scene.words_before(quantity.first, 2), word[quantity.stop : quantity.stop + 1]
    if measure == "doubling_time" and word[quantity.stop : quantity.stop + 2] == ["-", "long"]:
        return True  # "a month-long task"
    if measure == "doubling_time" and before[-1:] in _HOW_LONG and scene.claimed("doubling_time"):
        return True  # "every seven months for six years": how long that went on
    if measure == "doubling_time" and before[-1:] == ["every"] and (
            before[:1] in (["times"], ["fold"], ["x"]) or (before[0].endswith("fold") and before[0] != "twofold")):
        return True  # "10 times every 12 months" is one rate
    if measure == "parameters" and quantity.dim == "number" and after in _BUYS:
        return True
    if measure == "chip_count" and (_draws(scene, quantity) or _of_server(scene, quantity)):
        return True
    return scene.words_before(quantity.first, _TO_LIMIT) in _BOUNDS


def _is_of_law(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether operations are where a law draws its line, or what firms are counted by."""
    if measure != "training_compute":
        return False
    labs = [m for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "lab"]
    if scene.any_of(_LAW) and not scene.of_kind("model") and not labs:
        return True
    counted = [each for each in scene.quantities if each.dim == "companies" and each.first < quantity.first]
    return any(are_able(scene, each) for each in counted)


def _only_sounds(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number only sounds like its measure: "law firms", "two more interviews", "the trillion-dollar club"."""
    word, stop = scene.tokens.word, quantity.stop
    if measure == "parameters" and quantity.dim in _UNITLESS:
        return not _WINDOWS.isdisjoint(scene.words_before(quantity.first, _NEAR))
    if measure == "organisation_spend" and quantity.dim == "money" and not scene.any_of(_OUTLAYS):
        return word[quantity.first] in _TOPS or word[quantity.first - 1] in _TOPS
    if measure == "doubling_time" and "every" in scene.words_before(quantity.first, 1) and any(
            q.dim == "ratio" and q.value != _TWICE and 0 <= quantity.first - q.stop <= 1 for q in scene.quantities):
        return True  # "by a factor of 40 every twelve months" is one rate
    if measure == "companies_able":
        return "law" in word[quantity.first : stop + 1]
    if measure == "capability_lag":
        return quantity.dim == "count" and not quantity.elided
    if measure == "market_move":
        return "-" in word[stop - 1 : stop + 2] and "dollar" in word[stop - 1 : stop + 3]
    return measure == "price_per_token" and quantity.dim != "money" and word[stop : stop + 2] == ["of", "context"]


def _draws(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips are counted only to tell what so many draw: "A million GB200s take more than 2 gigawatts"."""
    if quantity.first > scene.first + 1 or scene.tokens.word[quantity.end : quantity.end + 1] == [","]:
        return False
    power = next((q for q in scene.quantities if q.dim == "power" and 0 < q.first - quantity.end <= _FEW), None)
    return power is not None and not _TAKES.isdisjoint(scene.tokens.word[quantity.end : power.first])


def _worth_of_chips(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether money is what chips are worth that somebody sent or smuggled: "$160 million of H100s"."""
    word, at = scene.tokens.word, quantity.stop
    at += word[at : at + 2] == ["worth", "of"] and 1
    if word[at : at + 1] != ["of"] and word[quantity.end - 1] != "of":
        return False
    near = range(quantity.stop, min(quantity.stop + _NEAR, scene.end))
    chips = any(m is not None and m.kind == "chip" for m in (scene.cover[k] for k in near)) \
        or any(word[k] in _CHIPS for k in near)
    return chips and (measure == "training_cost" or not _SENT.isdisjoint(word[scene.first : scene.end]))


def _of_server(scene: Scene, quantity: Quantity) -> bool:
    """Whether a handful of chips is what each server, node or box has: "Each holds eight H100s"."""
    near = scene.words_before(quantity.first, _NEAR)
    boxed = near[-1:] == ["of"] and near[-2:-1] and near[-2] in _BOXES  # "nodes of eight H800s"
    return (quantity.value or _NODE + 1) <= _NODE and ("each" in near or bool(boxed)) and quantity.scale == 1.0


def _is_limit(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is where a rule draws its line: "the 4,800 at which a chip is controlled", and shares of it."""
    word, end = scene.tokens.word, quantity.stop
    near = range(max(quantity.first - _TO_LIMIT * 2, scene.first), quantity.first - 1)
    rule = next((k for k in near if word[k] in _OF_A_RULE and word[k + 1] == "'s"), None)
    if rule is not None and all(each is None for each in scene.cover[rule : quantity.first]):
        return True  # "the rule's measure comes to 4,800"
    if not _ANY_SUCH.isdisjoint(word[max(quantity.first - 1, scene.first) : quantity.first + 1]):
        return True  # "anything above 600 gigabytes a second"
    if quantity.dim in _SHARES:
        if word[end : end + 1] and word[end] in _PAST and not _A_LINE.isdisjoint(word[end + 1 : end + 1 + _TO_LIMIT]):
            return True  # "three times over the line"
        other = next((q for q in scene.quantities if 0 <= q.first - end <= _TO_LIMIT), None)
        return other is not None and other.dim not in _SHARES and "of" in word[end - 1 : other.first] \
            and _is_limit(scene, other)
    if tuple(word[end : end + 2]) in _LIMITS or word[end : end + 1] in _LINES:
        return True
    of_no_chip = not scene.of_kind("chip") and not _PLURAL.isdisjoint(word[scene.first : scene.end])
    return of_no_chip and scene.any_of(_RULES)  # "a rule controlled chips that move 600 gigabytes a second or more"


def _is_of_building(scene: Scene, quantity: Quantity) -> bool:
    """Whether a time is what a site took to build ("went up in 122 days"), or lay between two deeds."""
    word = scene.tokens.word
    if word[quantity.stop : quantity.stop + 1] == ["of"] and word[quantity.first - 1] == "within":
        return True
    near = range(max(scene.first, quantity.first - _REACH), min(scene.end, quantity.stop + _NEAR))
    return any(scene.stem_at(k) in _BUILDS for k in near) and not any(scene.stem_at(k) in _TRAINS for k in near)


def _of_any(scene: Scene, quantity: Quantity) -> bool:
    """Whether what has a number is any such thing: "a $1 million model can solve", "a 100,000 GPU cluster needs"."""
    word, at = scene.tokens.word, quantity.first
    article = word[at - 1 : at] in (["a"], ["an"]) if at > scene.first else False
    after = word[quantity.stop : quantity.stop + 3]
    head = next((k for k, each in enumerate(after) if each in _ANY), None)
    if not article or head is None:
        return False
    return not _MAY.isdisjoint(after[head + 1 :] + word[quantity.stop + 3 : quantity.stop + 5])


def _of_nothing_named(scene: Scene, quantity: Quantity) -> bool:
    """Whether a cost is of no thing that is named: "What cost about $1 million in 2020"."""
    word = scene.tokens.word
    near = range(max(scene.first, quantity.first - _NEAR), quantity.first)
    return any(word[k : k + 2] == ["what", "cost"] for k in near)


def _is_running(scene: Scene, quantity: Quantity) -> bool:
    """Whether money is what a thing takes each month or year: "$50 million monthly operating costs"."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 2]
    before = scene.words_before(quantity.first, _NEAR)
    if not _ENERGY.isdisjoint(before) and not _BILLS.isdisjoint(before):
        return True  # "energy costs $124 million"
    return not _EACH_MONTH.isdisjoint(after) or tuple(after) in (("a", "month"), ("per", "month"), ("each", "month"))


def _is_notion(scene: Scene, quantity: Quantity) -> bool:
    """Whether money is of what people take for granted: "the assumption that it takes billion-dollar budgets"."""
    word, end = scene.tokens.word, quantity.stop
    before = scene.words_before(quantity.first, _REACH)
    return not _NOTIONS.isdisjoint(before) and "that" in before and word[end : end + 1] in _BUDGETS


def _of_what_computes_nothing(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of people, weights or sales: "half of the world's AI researchers", "5.5% of its weights"."""
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


def _is_managed(scene: Scene, quantity: Quantity) -> bool:
    """Whether money is what somebody looks after or owns: "a fund managing over $10 billion in assets"."""
    word, end = scene.tokens.word, quantity.stop
    return tuple(word[end : end + 2]) in _IN_CARE


def _of_firm(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is of a firm or a venture ("owns a third of it"), where no computing power is spoken of."""
    if is_world_share(scene, quantity):
        return False
    near = scene.words_before(quantity.first, _NEAR)
    spoken = scene.any_of(_COMPUTING) or (scene.previous is not None and scene.previous.any_of(_COMPUTING))
    return not _OWNS.isdisjoint(near) and not spoken

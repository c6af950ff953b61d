"""Numbers of launch posts, price pages and model cards that no measure is of: worked sums, proportions, other rates."""

from __future__ import annotations

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, head_names, heads_name
from oncurve.claims.read.tokens import stems, words
from oncurve.claims.read.unscored import is_unscored

__all__ = ["is_of_launch"]

#: measures that sums of money are taken for, and multiples of prices
_MONEYED = words("price_per_token training_cost organisation_spend price_ratio cost_ratio")
_RATIOS = words("price_ratio cost_ratio")
_BARE = words("number count anaphor nought")
_NEAR, _CLOSE, _FAR = 4, 3, 9
_WHOLE = 100.0
#: fewer parameters than any model has
_FEW = 1e5
#: signs of a reckoning, which makes of the numbers around them parts of it and no claims
_OPERATORS = words("x × * ÷ = ≈")
_TIMES = words("x × * ÷")
#: labels of what a reckoning comes to
_SUMS = words("total subtotal sum result")
_NUMBERED = words("section part chapter step figure fig table appendix tier level phase footnote ref question item "
                  "slide page day week lesson module")
_CLOCK = words("am pm a.m p.m a.m. p.m.")
#: what is free without the thing itself having no price
_FREE_OF = words("tier plan plans trial trials version account accounts user users access quota quotas credits "
                 "credit allowance sample limit limits requests chat app usage shipping of")
#: words of money, one of which tells that a bare number is an amount of it
_MONEY = stems("cost costs costing price prices priced spend spent spending pay paid pays dollar dollars bill bills "
               "budget budgets expense invest invested investment sum fee fees charge charges burn burned worth cheap "
               "cheaper expensive afford yuan euro euros rmb money outlay cents cent per tokens token")
_HEAD_MONEY = Pattern(r"(?i)[$€£¥]|price|cost|usd|fee|/ ?m|input|output|\bin\b|\bout\b")
#: nouns that a bare number counts, where it counts no money
_COUNTED = words("context contexts window siblings sibling variant variants checkpoint checkpoints model models "
                 "tokens parameters parameter layers experts heads users gpus gpu chips hours points elo votes stars "
                 "downloads characters words pages class")
_SCORES = stems("scored elo arena leaderboard")
#: what is told in percent of a model and is no score
_FAILS = stems("hallucinate hallucination hallucinations error errors refusal refusals preference preferences "
               "preferred prefer jailbreak attack deception sycophancy misinformation mistake mistakes")
_SCORED = stems("accuracy score scores scored correct achieves achieved solves solved passes gets reaches")
#: "76% lower cost": how far something else is apart
_APART = words("lower higher less more cheaper dearer faster slower fewer smaller larger bigger longer shorter "
               "discount savings saving reduction off")
#: ways of using a model that cost less
_WAYS = words("caching cached batching batch batched routing compression distillation quantization quantisation "
              "sparse attention optimization optimisation")
_PRICES = stems("price prices priced cost costs cheap cheaper dear expensive charge dollars per")
_LARGE = words("errors hallucinations mistakes size magnitude parameters parameter footprint margin profit")
_EARNS = words("revenue revenues profit profits margin margins turnover")
_TERMS = words("hours night off-peak peak annual annually students batch batched asynchronous am pm")
_PAIR = 2
_NO_PRICE = 1e3
_ANSWERS = words("query queries task request call conversation document image page summary chat session problem")
_SIDES = words("input output inputs outputs")
_PARTS = words("experts expert layers heads blocks dimensions dims stages")
#: what else is counted in tokens
_NOT_READ = words("vocabulary vocab context window prompt prompts sequence")
_ACTIVE = words("activated active selected routed shared chosen")


def is_of_launch(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number read as a measure is one of those that pages on models hold beside their claims.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    if _is_numbering(scene, quantity) or _is_proportion(scene, quantity) or _is_clock(scene, quantity):
        return True
    if measure in _MONEYED and (_is_reckoned(scene, quantity, measure) or _is_no_money(scene, quantity, measure)):
        return True
    if measure in _RATIOS and _counts_tokens(scene, quantity):
        return True
    if measure in _RATIOS and (_is_between_sides(scene, quantity) or _is_saved(scene, quantity)
                               or _is_of_size(scene, quantity)):
        return True
    if measure == "training_cost" and _is_of_business(scene, quantity):
        return True
    if measure == "benchmark_score":
        return is_unscored(scene, quantity) or any(found(scene, quantity) for found in _NO_SCORES)
    if measure == "chip_count":
        return _is_of_context(scene, quantity)
    if measure == "parameters":
        if quantity.dim == "ratio" and scene.near(quantity.core, _COMPUTED, _CLOSE + 1, _CLOSE + 1) is not None:
            return True  # "with compute estimated at five times that of A"
        if "context" in (column_head(scene.tokens, quantity.core) or "").lower():
            return True
        return _counts_parts(scene, quantity) or (quantity.qualifier == "vague" and quantity.size < _FEW)
    if measure == "training_tokens":
        return not _NOT_READ.isdisjoint(scene.words_before(quantity.first, _CLOSE)) \
            and scene.near(quantity.core, _TRAINED, _CLOSE, _CLOSE) is None
    return False


_COMPUTED = stems("compute computing flop flops")
_CHIPS = stems("chip chips gpu gpus accelerator accelerators tpu tpus card cards processor")
_TRAINED = stems("train trained training pretrained pretraining corpus")


def _is_numbering(scene: Scene, quantity: Quantity) -> bool:
    """`Section 1`, `Step 3`, `3The model has`: the number of a part of the page or of a list; a piece of a name."""
    tokens, at = scene.tokens, quantity.core
    bare = quantity.dim in _BARE or quantity.elided
    if not bare or quantity.scale != 1.0:
        return False
    if not _NUMBERED.isdisjoint(scene.words_before(at, 1)):
        return True
    if at - 2 >= scene.first and tokens.word[at - 1] == "-" and tokens.glued(at) and tokens.glued(at - 1):
        return tokens.word[at - 2].isalpha() and at + 1 < scene.end and tokens.word[at + 1].isalpha() \
            and tokens.glued(at + 1)  # "thangpt-5.4despite"
    following = tokens.raw[at + 1] if at + 1 < scene.end and tokens.glued(at + 1) else ""
    return len(following) > 1 and following[0].isupper() and following[1:].islower() and tokens.raw[at].isdigit()


def _is_between_sides(scene: Scene, quantity: Quantity) -> bool:
    """`output is 8x more expensive than input`: how the two prices of one model differ."""
    if quantity.dim not in ("ratio", "number", "count") or not {"input", "output"} <= scene.present:
        return False
    models = {m.ident for m in scene.of_kind("model")}
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _FAR)]
    than = "than" in after and not _SIDES.isdisjoint(after[after.index("than") :][:_CLOSE])
    priced = any(q.dim == "money" for q in scene.quantities)
    return len(models) < _PAIR and (than or "ratio" in scene.present) and not priced


def _counts_tokens(scene: Scene, quantity: Quantity) -> bool:
    """`the same quality with half the output tokens`: how many tokens a model needs, where no price is spoken of."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    return "tokens" in after and not scene.any_of(_PRICES | _TRAINED)


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


def _is_of_size(scene: Scene, quantity: Quantity) -> bool:
    """`one fourteenth the size of A`, `a margin of 545%`: how large a model is beside another, or what a firm earns."""
    near = scene.tokens.word[max(scene.first, quantity.first - _CLOSE) : min(scene.end, quantity.stop + _CLOSE)]
    return not _LARGE.isdisjoint(near) and "order" not in near and "orders" not in near


def _is_of_business(scene: Scene, quantity: Quantity) -> bool:
    """`revenue of $5 million against costs of $1 million`: what serving a model brings in and takes."""
    return quantity.dim == "money" and not _EARNS.isdisjoint(
        scene.tokens.word[max(scene.first, quantity.first - 2 * _FAR) : min(scene.end, quantity.stop + _NEAR)])


def _is_proportion(scene: Scene, quantity: Quantity) -> bool:
    """`8:1`: one side of a proportion."""
    tokens, first, stop = scene.tokens, quantity.core, quantity.core + 1
    word = tokens.word
    if quantity.dim not in (*_BARE, "ratio") and not quantity.elided:
        return False
    before = first - 2 >= scene.first and word[first - 1] == ":" and tokens.glued(first) and tokens.glued(first - 1)
    after = stop + 1 < scene.end and word[stop] == ":" and tokens.glued(stop) and tokens.glued(stop + 1)
    return (before and word[first - 2][-1].isdigit()) or (after and word[stop + 1][0].isdigit())


def _is_clock(scene: Scene, quantity: Quantity) -> bool:
    """`8.30am`: an hour of the day."""
    word, k = scene.tokens.word, quantity.core + 1
    raw = word[quantity.core]
    return (quantity.scale == 1.0 and raw[:1].isdigit()
            and (raw.endswith(("am", "pm")) or (word[k : k + 1] != [] and word[k] in _CLOCK)))


def _is_reckoned(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`300,000 × 500 × $3 = $450`, `Total: $0.08`: a part of a worked sum, or what it comes to."""
    word = scene.tokens.word
    if quantity.per is not None and quantity.per.kind == "tokens" and not quantity.elided:
        return False
    if scene.words_before(quantity.first, 2) in (["multiply", "by"], ["multiplied", "by"], ["divide", "by"],
                                                 ["divided", "by"]):
        return True
    line = word[scene.first : scene.end]
    if "=" in line and any(mark in line for mark in ("×", "*", "+", "x", "/", "÷")):
        return True
    tokens = scene.tokens
    beside = {word[k] for k in (quantity.first - 1, quantity.stop)
              if scene.first <= k < scene.end and not (word[k] == "x" and tokens.glued(k))}
    if not beside.isdisjoint(_TIMES) and sum(each in _OPERATORS for each in line) > 1:
        return True
    if measure != "price_per_token":
        return _is_of_one(scene, quantity)
    if _is_of_one(scene, quantity):
        return True
    label = next((k for k in range(scene.first, min(scene.end, scene.first + _NEAR)) if word[k] == ":"), None)
    opens = label is not None and quantity.first > label and scene.tokens.opens_line(scene.first)
    return opens and not _SUMS.isdisjoint(word[scene.first : label]) and quantity.per is None


def _is_of_one(scene: Scene, quantity: Quantity) -> bool:
    """`a single query can cost $0.50`, `$0.73 per task`: what one answer costs, not a million tokens."""
    word = scene.tokens.word
    if quantity.dim != "money":
        return False
    after = word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)]
    if after[:1] in (["per"], ["a"], ["each"]) and not _ANSWERS.isdisjoint(after[1:]):
        return True
    before = scene.words_before(quantity.first, 2 * _FAR)
    cost = next((k for k in range(len(before) - 1, -1, -1) if before[k] in ("cost", "costs", "costing")), None)
    near = cost is not None and cost >= len(before) - _CLOSE
    return near and not _ANSWERS.isdisjoint(before[max(0, (cost or 0) - _FAR) : cost])


def _is_no_money(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a bare number is no amount of money: a context of 128K, an Elo of 1377, a size, a free tier."""
    if measure in _RATIOS:
        return False
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + 2)]
    if word[quantity.core] == "one" and quantity.dim in _BARE and quantity.scale == 1.0:
        return measure == "price_per_token"  # "on one provider"
    if quantity.dim == "nought":
        return quantity.noun == "flat" or (quantity.noun == "free" and not _FREE_OF.isdisjoint(after))
    if quantity.dim not in _BARE and quantity.bare is None:
        return False
    head = column_head(scene.tokens, quantity.core)
    if head is not None:
        return _HEAD_MONEY.search(head) is None
    if any(mark in word[quantity.first : quantity.end] for mark in ("$", "€", "£", "¥")):
        return False
    if measure == "price_per_token" and quantity.size >= _NO_PRICE:
        return True  # "200,000 4096" of a row of sums: how long a context is
    if not _COUNTED.isdisjoint(after[:1]) or (after[:1] == ["and"] and _sized(scene, quantity)):
        return True
    if scene.near(quantity.core, _SCORES, _FAR, _FAR) is not None and scene.near(quantity.core, _MONEY, _FAR,
                                                                                 _FAR) is None:
        return True
    lettered = scene.tokens.raw[quantity.core + 1 : quantity.core + 2] in (["K"], ["B"], ["T"]) \
        and scene.tokens.glued(quantity.core + 1)
    return lettered and not scene.any_of(_MONEY) and not any(q.dim == "money" for q in scene.quantities) \
        and not _told_before(scene)


def _sized(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is the first of two sizes: "the 70B and 8B siblings"."""
    raw = scene.tokens.raw[quantity.core + 1 : quantity.core + 2]
    return raw in (["B"], ["M"], ["T"]) and scene.tokens.glued(quantity.core + 1)


def _told_before(scene: Scene) -> bool:
    """Whether the sentence before speaks of money, so that a bare number may be an amount of it."""
    past = scene.previous
    return past is not None and (past.any_of(_MONEY) or any(q.dim == "money" for q in past.quantities))


def _is_other_rate(scene: Scene, quantity: Quantity) -> bool:
    """`a 37% hallucination rate`, `57% preference over A`: how often something else happens than a right answer."""
    word = scene.tokens.word
    if quantity.dim not in ("percent", "fraction", "number") or not scene.any_of(_FAILS):
        return False
    after = range(quantity.stop, min(scene.end, quantity.stop + _CLOSE))
    if any(scene.stem_at(k) in _FAILS for k in after):
        return True
    rated = any(scene.stem_at(k) in _FAILS and word[k + 1 : k + 2] == ["rate"]
                for k in range(scene.first, quantity.first))
    if word[quantity.stop : quantity.stop + 1] == ["on"] and not rated:
        return False
    for k in range(quantity.first - 1, scene.first - 1, -1):
        if scene.stem_at(k) in _FAILS:
            return True
        if scene.stem_at(k) in _SCORED or word[k] in (".", ";"):
            return False
    return False


def _is_beside_models(scene: Scene, quantity: Quantity) -> bool:
    """A number of a column that no model heads (shots, metric), in a table whose other columns models head."""
    tokens, at = scene.tokens, quantity.core
    return (column_head(tokens, at) is not None and head_names(tokens, scene.cover, at, "model") is None
            and heads_name(tokens, scene.cover, at, "model"))


def _is_unlabelled(scene: Scene, quantity: Quantity) -> bool:
    """`A 82% MMLU: 87% GPQA: 60%`: in a row whose scores follow the names of their tests, one that follows none."""
    word = scene.tokens.word
    labels = [m for m in scene.of_kind("benchmark") if word[m.end : m.end + 1] == [":"]]
    if quantity.dim == "percent" and any(m.first == quantity.stop for m in labels):
        return True
    return len(labels) >= _PAIR and word[quantity.first - 1] != ":" and any(m.first >= quantity.stop for m in labels)


def _is_no_share(scene: Scene, quantity: Quantity) -> bool:
    """`dozens of tool calls`, `262 physicians`: counts of things beside a test, and no share of right answers."""
    bare = quantity.dim in ("number", "count")
    right = scene.tokens.word[quantity.stop : quantity.stop + 1] in (["right"], ["correct"], ["correctly"])
    above = quantity.value is not None and quantity.value > _WHOLE and not scene.any_of(_SCORES)
    return bare and not right and (quantity.qualifier == "vague" or above)


def _is_apart(scene: Scene, quantity: Quantity) -> bool:
    """`76% lower cost`: how far apart two things are that are no scores."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return quantity.dim == "percent" and not _APART.isdisjoint(after)


def _is_note_on_test(scene: Scene, quantity: Quantity) -> bool:
    """`88.6% on HumanEval 3.`: the number of a note right after a test's name, whose score stands before."""
    at = quantity.core
    if quantity.dim == "percent" and not quantity.elided:
        return False
    raw = scene.tokens.raw[at]
    named = scene.cover[at - 1] if at > scene.first else None
    if not raw.isdigit() or len(raw) > 2 or named is None or named.kind != "benchmark":
        return False
    shares = [q for q in scene.quantities if q.dim == "percent" and q.stop <= named.first]
    return bool(shares) and scene.tokens.word[shares[-1].stop : named.first] in (["on"], ["in"], ["at"], ["on", "the"])


def _is_of_context(scene: Scene, quantity: Quantity) -> bool:
    """`a window of 32K, compared with 16K for A`: how long a context is."""
    lettered = scene.tokens.raw[quantity.core + 1 : quantity.core + 2] in (["K"], ["k"]) or (
        scene.tokens.word[quantity.core].endswith("k"))
    return lettered and scene.has("context", "window") and not scene.any_of(_CHIPS)


def _counts_parts(scene: Scene, quantity: Quantity) -> bool:
    """`8 activated experts`: parts of a model, of which no number is one of parameters."""
    word = scene.tokens.word
    if quantity.scale != 1.0 or any(each.startswith("param") for each in word[quantity.first : quantity.stop]):
        return False
    near = word[quantity.core + 1 : min(scene.end, quantity.core + _CLOSE)]
    return not _PARTS.isdisjoint(near) and (near[0] in _PARTS or near[0] in _ACTIVE)


#: what numbers that look like scores are
_NO_SCORES = (_is_no_share, _is_beside_models, _is_unlabelled, _is_other_rate, _is_apart, _is_note_on_test)

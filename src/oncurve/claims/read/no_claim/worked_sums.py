"""Worked sums, what one answer costs, and bare numbers that are no amount of money."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rule, Rules
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_BARE = words("number count anaphor nought")
#: signs of a reckoning, which makes of the numbers around them parts of it and no claims
_OPERATORS = words("x × * ÷ = ≈")
_TIMES = words("x × * ÷")
#: labels of what a reckoning comes to
_TOTALS = words("total subtotal sum result")
#: what is free without the thing itself having no price
_FREE_OF = words("tier plan plans trial trials version account accounts user users access quota quotas credits "
                 "credit allowance sample limit limits requests chat app usage shipping of")
#: words of money, one of which tells that a bare number is an amount of it
_MONEY = stems("cost costs costing price prices priced spend spent spending pay paid pays dollar dollars bill bills "
               "budget budgets expense invest invested investment sum fee fees charge charges burn burned worth cheap "
               "cheaper expensive afford yuan euro euros rmb money outlay cents cent per tokens token")
_HEAD_MONEY = Pattern(r"(?i)[$€£¥]|price|cost|usd|fee|/ ?m|input|output|prompt|completion|\bin\b|\bout\b")
#: nouns that a bare number counts, where it counts no money
_COUNTED = words("context contexts window siblings sibling variant variants checkpoint checkpoints model models "
                 "tokens parameters parameter layers experts heads users gpus gpu chips hours points elo votes stars "
                 "downloads characters words pages class")
_SCORES = stems("scored elo arena leaderboard")
_NO_PRICE = 1e3
_ANSWERS = words("query queries task request call conversation document image page summary chat session problem")
_CLOSE, _NEAR, _WIDE = 3, 4, 9


def _is_reckoned(scene: Scene, quantity: Quantity) -> bool:
    """`300,000 × 500 × $3 = $450`: a part of a worked sum, or what it comes to."""
    word = scene.tokens.word
    if _is_priced(quantity):
        return False
    if scene.words_before(quantity.first, 2) in (["multiply", "by"], ["multiplied", "by"], ["divide", "by"],
                                                 ["divided", "by"]):
        return True
    line = word[scene.first : scene.end]
    if "=" in line and any(mark in line for mark in ("×", "*", "+", "x", "/", "÷")):
        return True
    tokens = scene.tokens
    around = {word[k] for k in (quantity.first - 1, quantity.stop)
              if scene.first <= k < scene.end and not (word[k] == "x" and tokens.glued(k))}
    return not around.isdisjoint(_TIMES) and sum(each in _OPERATORS for each in line) > 1


def _is_total(scene: Scene, quantity: Quantity) -> bool:
    """`Total: $0.08`: what a worked sum comes to."""
    if _is_priced(quantity):
        return False
    word = scene.tokens.word
    label = next((k for k in range(scene.first, min(scene.end, scene.first + _NEAR)) if word[k] == ":"), None)
    opens = label is not None and quantity.first > label and scene.tokens.opens_line(scene.first)
    return opens and not _TOTALS.isdisjoint(word[scene.first : label]) and quantity.per is None


def _of_one_answer(scene: Scene, quantity: Quantity) -> bool:
    """`a single query can cost $0.50`, `$0.73 per task`: what one answer costs, not a million tokens."""
    word = scene.tokens.word
    if quantity.dim != "money" or _is_priced(quantity):
        return False
    after = word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)]
    if after[:1] in (["per"], ["a"], ["each"]) and not _ANSWERS.isdisjoint(after[1:]):
        return True
    before = scene.words_before(quantity.first, 2 * _WIDE)
    cost = next((k for k in range(len(before) - 1, -1, -1) if before[k] in ("cost", "costs", "costing")), None)
    near = cost is not None and cost >= len(before) - _CLOSE
    return near and not _ANSWERS.isdisjoint(before[max(0, (cost or 0) - _WIDE) : cost])


def _is_priced(quantity: Quantity) -> bool:
    """Whether a sum is told to be for so many tokens."""
    return quantity.per is not None and quantity.per.kind == "tokens" and not quantity.elided


def _is_one(scene: Scene, quantity: Quantity) -> bool:
    """`on one provider`: no amount."""
    return scene.tokens.word[quantity.core] == "one" and quantity.dim in _BARE and quantity.scale == 1.0


def _is_free_tier(scene: Scene, quantity: Quantity) -> bool:
    """`a free tier`, `a flat fee`: what is free without the thing itself having no price."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 2)]
    return quantity.dim == "nought" and not _is_one(scene, quantity) and (
        quantity.noun == "flat" or (quantity.noun == "free" and not _FREE_OF.isdisjoint(after)))


def _in_other_column(scene: Scene, quantity: Quantity) -> bool:
    """`| Layers |` above `61`: a bare number below a head that names no money."""
    head = column_head(scene.tokens, quantity.core)
    return head is not None and _is_bare(scene, quantity) and _HEAD_MONEY.search(head) is None


def _counts_else(scene: Scene, quantity: Quantity) -> bool:
    """`128K context`, `an Elo of 1377`, `the 70B and 8B siblings`: a bare number of something else than money."""
    if not _is_unheaded(scene, quantity):
        return False
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 2)]
    letter = scene.tokens.raw[quantity.core + 1 : quantity.core + 2] if scene.tokens.glued(quantity.core + 1) else []
    sized = letter in (["B"], ["M"], ["T"])
    if not _COUNTED.isdisjoint(after[:1]) or (after[:1] == ["and"] and sized):
        return True
    if scene.near(quantity.core, _SCORES, _WIDE, _WIDE) is not None and scene.near(
            quantity.core, _MONEY, _WIDE, _WIDE) is None:
        return True
    return letter in (["K"], ["B"], ["T"]) and not _tells_money(scene) and not (
        scene.previous is not None and _tells_money(scene.previous))


def _is_too_much(scene: Scene, quantity: Quantity) -> bool:
    """`200,000 4096` of a row of sums: how long a context is, as no million tokens has such a price."""
    return quantity.size >= _NO_PRICE and _is_unheaded(scene, quantity)


def _is_bare(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number has no unit of its own."""
    return quantity.dim != "nought" and (quantity.dim in _BARE or quantity.bare is not None) and not _is_one(
        scene, quantity)


def _is_unheaded(scene: Scene, quantity: Quantity) -> bool:
    """Whether neither a unit, nor a sign of money, nor the head of a column tells what a number is of."""
    signed = any(mark in scene.tokens.word[quantity.first : quantity.end] for mark in ("$", "€", "£", "¥"))
    return _is_bare(scene, quantity) and not signed and column_head(scene.tokens, quantity.core) is None


def _tells_money(scene: Scene) -> bool:
    """Whether a sentence speaks of money, so that a bare number may be an amount of it."""
    return scene.any_of(_MONEY) or any(q.dim == "money" for q in scene.quantities)


_RECKONED: tuple[Rule, ...] = (_is_reckoned, _of_one_answer)
_SUMS: tuple[Rule, ...] = (*_RECKONED, _is_free_tier, _in_other_column, _counts_else)
RULES: Rules = {
    "cost_ratio": _RECKONED,
    "organisation_spend": _SUMS,
    "price_per_token": (*_SUMS, _is_total, _is_one, _is_too_much),
    "price_ratio": _RECKONED,
    "training_cost": _SUMS,
}

"""Money that no training run costs and no firm spends on one: rents, bills, chips, notions, tries."""

from __future__ import annotations

import itertools

from oncurve.claims.read.no_claim.rule import Rule, Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_ENERGY = words("energy electricity power")
_BILLS = words("cost costs bill bills")
_EACH_MONTH = words("monthly annual annually yearly operating quarterly")
_EACH_CHIP = {("per", "gpu"), ("per", "chip"), ("per", "card"), ("per", "unit"), ("per", "accelerator"), ("a", "chip"),
              ("a", "gpu"), ("a", "card"), ("a", "piece"), ("each", "chip"), ("per", "processor")}
_NOTIONS = words("assumption assumptions notion belief idea myth premise dogma orthodoxy wisdom view")
_BUDGETS = (["budgets"], ["budget"], ["models"], ["runs"], ["sums"], ["clusters"], ["investments"], ["-"])
_IN_CARE = {("in", "assets"), ("of", "assets"), ("under", "management"), ("in", "aum"), ("of", "aum")}
_CHIPS = words("chips gpus processors accelerators")
_SENT = words("sent smuggled smuggling counted entered diverted seized shipped exported smuggle")
_TOPS = words("tops topped passes passed crosses crossed hits")
_OUTLAYS = stems("spend spent spending capex invest outlay budget pledge commit pour cost")
_EARNS = words("revenue revenues profit profits margin margins turnover")
#: units in which power, storage and rents are sold
_SOLD_BY = words("kwh mwh kilowatt-hour kilowatt megawatt gb gigabyte minute image hour hr h second gpu-hour")
_PER = words("/ per a")
#: what the line below a sum says that it is
_NO_COST = words("electricity energy cooling revenue revenues valuation profit salaries rent funding savings")
_LABEL = 6
_SORTS = words("budgets runs models efforts projects programmes programs rivals labs bets systems")
_ME = words("me us him her them you")
_COSTS = words("cost costs costing")
_MINE = words("my our")
_WAS = words("was were is cost costs")
_PURSES = words("card bill account wallet tab invoice statement pocket expense")
_PEOPLE = words("friend friends colleague colleagues reader readers brother sister wife husband son daughter neighbour "
                "student students cousin mate boss")
_TRAINS = stems("train pretrain pretraining fine-tune finetune fine-tuning tuned build built")
#: above this many dollars, euros or pounds nobody speaks of a try of their own
_MOST_PAID = 1000.0
_CLOSE, _NEAR, _BESIDE, _FEW, _WIDE, _REACH = 3, 4, 5, 6, 9, 12


def _is_own_outlay(scene: Scene, quantity: Quantity) -> bool:
    """`it cost me four cents`, `set me back $23`: what a use of a model cost somebody."""
    if quantity.dim != "money":
        return False
    priced = quantity.per is not None or any(q.dim == "tokens" for q in scene.quantities)
    if (quantity.size or 0) > _MOST_PAID or scene.any_of(_TRAINS) or priced:
        return False
    word = scene.tokens.word
    before = scene.words_before(quantity.first, _FEW)
    after = word[quantity.stop : min(quantity.stop + _BESIDE, scene.end)]
    for k, each in enumerate(before):
        rest = before[k + 1 :]
        if each in _COSTS and ((rest[:1] and rest[0] in _ME) or not _PEOPLE.isdisjoint(rest)):
            return True
        if each in ("set", "sets") and rest[1:2] == ["back"]:
            return True
    owned = next((k for k, each in enumerate(before) if each in _MINE), None)
    if owned is not None and not _WAS.isdisjoint(before[owned + 1 :]) and scene.cover[quantity.first - 2] is None:
        return True  # "my coffee was $7"
    return any(each in _MINE and not _PURSES.isdisjoint(after[k + 1 : k + 2 + 1]) for k, each in enumerate(after))


def _is_rent(scene: Scene, quantity: Quantity) -> bool:
    """`$2 an hour`: what a chip is let for."""
    return quantity.per is not None and quantity.per.kind == "hour"


def _sold_by_unit(scene: Scene, quantity: Quantity) -> bool:
    """`$0.06 to $0.12/kWh`: the price of power or storage, and of no token or run."""
    after = scene.tokens.word[quantity.end - 2 : min(quantity.end + _CLOSE, scene.end)]
    return quantity.dim == "money" and any(a in _PER and b in _SOLD_BY for a, b in itertools.pairwise(after))


def _labelled_below(scene: Scene, quantity: Quantity) -> bool:
    """`$3.0M–$6.0M` on a line of its own, `Electricity` on the next: the label says that it is no cost of a run."""
    if quantity.first > scene.first + 1 or quantity.stop < scene.end:
        return False
    tokens, k = scene.tokens, scene.end
    if k >= len(tokens) or not tokens.opens_line(k):
        return False
    label = [tokens.word[k]]
    while len(label) < _LABEL and k + 1 < len(tokens) and not tokens.broken(k + 1):
        k += 1
        label.append(tokens.word[k])
    return not _NO_COST.isdisjoint(label)


def _is_notion(scene: Scene, quantity: Quantity) -> bool:
    """`the assumption that it takes billion-dollar budgets`: money of what people take for granted."""
    word, end = scene.tokens.word, quantity.stop
    before = scene.words_before(quantity.first, _REACH)
    return not _NOTIONS.isdisjoint(before) and "that" in before and word[end : end + 1] in _BUDGETS


def _is_managed(scene: Scene, quantity: Quantity) -> bool:
    """`a fund managing over $10 billion in assets`: what somebody looks after or owns."""
    word, end = scene.tokens.word, quantity.stop
    return tuple(word[end : end + 2]) in _IN_CARE


def _of_a_sort(scene: Scene, quantity: Quantity) -> bool:
    """`beats hundred-million-dollar budgets`: what things of a sort cost is no cost of the one that is told of."""
    word = scene.tokens.word
    return "-" in word[quantity.core : quantity.stop + 1] and not _SORTS.isdisjoint(
        word[quantity.stop : quantity.stop + 1])


def _buys_chips(scene: Scene, quantity: Quantity) -> bool:
    """`$160 million of H100s`, `tens of millions of dollars' worth of chips`: what chips are worth."""
    word, at = scene.tokens.word, quantity.stop
    at += word[at : at + 2] == ["worth", "of"] and 1
    if word[at : at + 1] != ["of"] and word[quantity.end - 1] != "of":
        return False
    near = range(quantity.stop, min(quantity.stop + _NEAR, scene.end))
    return any(m is not None and m.kind == "chip" for m in (scene.cover[k] for k in near)) \
        or any(word[k] in _CHIPS for k in near)


def _buys_sent_chips(scene: Scene, quantity: Quantity) -> bool:
    """`smuggled $160 million of H100s`: what chips are worth that somebody sent, and no outlay of his."""
    return not _SENT.isdisjoint(scene.tokens.word[scene.first : scene.end]) and _buys_chips(scene, quantity)


def _of_each_chip(scene: Scene, quantity: Quantity) -> bool:
    """`$30,000 per GPU`: what a chip costs."""
    return quantity.dim == "money" and tuple(scene.tokens.word[quantity.stop : quantity.stop + 2]) in _EACH_CHIP


def _is_running(scene: Scene, quantity: Quantity) -> bool:
    """`$50 million monthly operating costs`: what a thing takes each month or year."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 2]
    before = scene.words_before(quantity.first, _NEAR)
    if not _ENERGY.isdisjoint(before) and not _BILLS.isdisjoint(before):
        return True  # "energy costs $124 million"
    return not _EACH_MONTH.isdisjoint(after) or tuple(after) in (("a", "month"), ("per", "month"), ("each", "month"))


def _of_nothing_named(scene: Scene, quantity: Quantity) -> bool:
    """`What cost about $1 million in 2020`: a cost of no thing that is named."""
    word = scene.tokens.word
    near = range(max(scene.first, quantity.first - _NEAR), quantity.first)
    return any(word[k : k + 2] == ["what", "cost"] for k in near)


def _is_of_business(scene: Scene, quantity: Quantity) -> bool:
    """`revenue of $5 million against costs of $1 million`: what serving a model brings in and takes."""
    return quantity.dim == "money" and not _EARNS.isdisjoint(
        scene.tokens.word[max(scene.first, quantity.first - 2 * _WIDE) : min(scene.end, quantity.stop + _NEAR)])


def _in_cents(scene: Scene, quantity: Quantity) -> bool:
    """`a few, and then 30 cents`: an amount that its unit makes small."""
    return quantity.qualifier == "vague" and "cents" in scene.tokens.word[quantity.stop : scene.end]


def _is_passed(scene: Scene, quantity: Quantity) -> bool:
    """`tops $1 trillion`, with no outlay told: what a firm is worth."""
    word = scene.tokens.word
    return quantity.dim == "money" and not scene.any_of(_OUTLAYS) and (
        word[quantity.first] in _TOPS or word[quantity.first - 1] in _TOPS)


_SPENT: tuple[Rule, ...] = (
    _is_own_outlay, _is_rent, _sold_by_unit, _labelled_below, _is_notion, _is_managed,
)
RULES: Rules = {
    "organisation_spend": (*_SPENT, _buys_sent_chips, _is_passed),
    "price_per_token": (_is_own_outlay, _sold_by_unit),
    "training_cost": (
        *_SPENT, _of_a_sort, _buys_chips, _of_each_chip, _is_running, _of_nothing_named, _is_of_business, _in_cents,
    ),
}

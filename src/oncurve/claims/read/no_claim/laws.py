"""Numbers by which a law tells whom or what it binds, what it makes them pay, and when it takes hold."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.other_measures import are_able
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: laws and the words that they take hold with
_TAKING_HOLD = stems("rule rules norm norms regulation law framework publication")
_TAKES_HOLD = words("effect effective force")
#: what follows a number at which a rule draws its line
_LIMITS = {(at, "which") for at in ("at", "above", "below", "beyond", "from", "over", "under")}
_LINES = (["threshold"], ["limit"], ["ceiling"], ["cap"])
#: what is past a line: "three times over the line", "anything above 600 GB/s"
_PAST = words("over above beyond under below past exceeding")
_OF_A_RULE = words("rule law regulation threshold limit")
_A_LINE = words("line threshold limit bar ceiling cap cut-off cutoff")
_ANY_SUCH = words("anything everything any")
_SHARES = ("fraction", "percent", "ratio")
_PLURAL = words("chips processors accelerators gpus")
_CONTROLS = stems("rule rules control controls controlled controlling threshold thresholds presumption licence license "
               "restrict restricted")
_THRESHOLDS = stems("systemic presumes presume vetoed")
_LAWS = words("bill law act statute ordinance directive code legislation regulation regulations measure decree rule "
              "rules regulators obligations provisions duties")
_BINDS = words("applies apply applied covers cover covered binds bind targets exempts exempt exempted excludes catches "
               "obliges requires require defines define captures capture kicks bites")
_BOUND = words("models model systems system developers developer companies firms labs those anyone anybody any "
               "providers clusters cluster")
_TAKING = words("that which whose trained costing with using above over beyond exceeding taking needing spending")
_FINES = words("fine fines fined penalty penalties")
_PAY = words("cost costs revenue turnover spending price")
#: how a rule names what it is for, and how far its bands reach
_CLASSES = words("scores chips products parts processors accelerators devices items densities exports shipments")
_FROM = words("between from above below over under of with exceeding beyond")
_DRAWN = words("drew draw draws drawn set sets setting put puts fixed kept")
_CLOSE, _BESIDE, _LONG, _REACH = 3, 5, 10, 12


def _is_of_bill(scene: Scene, quantity: Quantity) -> bool:
    """`the bill applies to models that cost over $100m`, `fined 3% of turnover`: where a law draws its line."""
    word = scene.tokens.word
    before = word[scene.first : quantity.first]
    if quantity.dim in ("percent", "fraction", "money") and not _FINES.isdisjoint(
            before[-_LONG:]):
        return quantity.dim == "money" or not _PAY.isdisjoint(
            word[quantity.stop : quantity.stop + _BESIDE])
    law = next((k for k, each in enumerate(before) if each in _LAWS), None)
    if law is None:
        return False
    binds = next((k for k in range(law + 1, len(before)) if before[k] in _BINDS), None)
    if binds is None:
        return False
    bound = next((k for k in range(binds + 1, min(binds + _LONG, len(before)))
                  if before[k] in _BOUND and scene.cover[scene.first + k] is None), None)
    if bound is None or any(model.first < quantity.first for model in scene.of_kind("model")):
        return False
    return not _TAKING.isdisjoint(before[bound + 1 :])


def _is_limit(scene: Scene, quantity: Quantity) -> bool:
    """`the 4,800 at which a chip is controlled`: where a rule draws its line, and shares of it."""
    word, end = scene.tokens.word, quantity.stop
    near = range(max(quantity.first - _CLOSE * 2, scene.first), quantity.first - 1)
    rule = next((k for k in near if word[k] in _OF_A_RULE and word[k + 1] == "'s"), None)
    if rule is not None and all(each is None for each in scene.cover[rule : quantity.first]):
        return True  # "the rule's measure comes to 4,800"
    if not _ANY_SUCH.isdisjoint(word[max(quantity.first - 1, scene.first) : quantity.first + 1]):
        return True  # "anything above 600 gigabytes a second"
    if quantity.dim in _SHARES:
        if word[end : end + 1] and word[end] in _PAST and not _A_LINE.isdisjoint(word[end + 1 : end + 1 + _CLOSE]):
            return True  # "three times over the line"
        other = next((q for q in scene.quantities if 0 <= q.first - end <= _CLOSE), None)
        return other is not None and other.dim not in _SHARES and "of" in word[end - 1 : other.first] \
            and _is_limit(scene, other)
    if tuple(word[end : end + 2]) in _LIMITS or word[end : end + 1] in _LINES:
        return True
    of_no_chip = not scene.of_kind("chip") and not _PLURAL.isdisjoint(word[scene.first : scene.end])
    return of_no_chip and scene.any_of(_CONTROLS)  # "a rule controlled chips that move 600 gigabytes a second or more"


def _is_drawn(scene: Scene, quantity: Quantity) -> bool:
    """`the letters drew the line at 1,400 GB/s`: where a line is drawn, with "at" right before the number."""
    word, at = scene.tokens.word, quantity.first - 1
    while at > scene.first and word[at] != "at" and quantity.first - at <= _CLOSE:
        at -= 1
    if word[at] != "at" or at <= scene.first:
        return False
    before = word[max(scene.first, at - _BESIDE * 2) : at]
    line = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _A_LINE), None)
    return line is not None and not _DRAWN.isdisjoint(before[: line + 2])


def _is_band(scene: Scene, quantity: Quantity) -> bool:
    """`a duty on two bands, one for scores between 14,000 and 17,500 with 4,500 GB/s`: what a rule is for."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _REACH), -1):
        if scene.cover[k] is not None or word[k] in (";", ":", "."):
            return False
        if word[k] in _CLASSES and word[k - 1] in ("for", "on", "to") and word[k + 1] in _FROM:
            return True
    return False


def _is_of_law(scene: Scene, quantity: Quantity) -> bool:
    """`systemic risk is presumed from 10^25 FLOP on`: where a law draws its line, or what firms are counted by."""
    labs = [m for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "lab"]
    if scene.any_of(_THRESHOLDS) and not scene.of_kind("model") and not labs:
        return True
    counted = [each for each in scene.quantities if each.dim == "companies" and each.first < quantity.first]
    return any(are_able(scene, each) for each in counted)


def _takes_hold(scene: Scene, quantity: Quantity) -> bool:
    """`the rule took effect after 120 days`: how long a law leaves."""
    return not _TAKES_HOLD.isdisjoint(scene.tokens.word[scene.first : scene.end]) and (
        scene.near(quantity.core, _TAKING_HOLD, _REACH, _REACH) is not None)


RULES: Rules = {
    "chip_count": (_is_of_bill,),
    "chip_spec": (_is_limit, _is_drawn, _is_band),
    "cost_ratio": (_is_of_bill,),
    "organisation_spend": (_is_of_bill,),
    "parameters": (_is_of_bill,),
    "price_ratio": (_is_of_bill,),
    "training_compute": (_is_of_bill, _is_of_law),
    "training_cost": (_is_of_bill,),
    "training_time": (_takes_hold,),
}

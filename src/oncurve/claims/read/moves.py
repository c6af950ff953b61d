"""Moves of shares and indices by the build of their sentence: "ended the day 3.1% down", "cost its owners 16%"."""

from __future__ import annotations

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_move"]

_DIMS = ("percent", "money")
_CLOSES = words("ended ends close closed closes finished finishes settled settles")
_WAYS = words("down lower up higher")
_HEAVIER = words("heavier lighter richer poorer")
_WIPED = words("wiped erased lopped shaved knocked")
_COST = words("cost costs costing")
_OWNERS = words("shareholders shareholder holders owners investors stockholders backers")
#: what tells that a loss is one of a day on the exchange
_DAYS = stems("session rout selloff trading bourse market shares stock slump crash day close bell monday tuesday "
              "wednesday thursday friday")
_MOVES = stems("leap jump fall drop slump plunge rally rout surge slide gain rise tumble climb rebound crash spike")
_TRADED = stems("shares stock share session trading bourse market")
_BOUGHT = words("of deal chips contract order orders")
_GAVE = words("put puts took takes added adds piled knocked wiped lopped shaved heaped")
_MARKETS = words("market markets traders investors exchange")
_NEAR, _LARGE = 7, 1e9


def is_move(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is how a share or an index moved, by the words around it alone.

    Args:
        scene: its sentence.
        quantity: the figure.
    """
    if quantity.dim not in _DIMS or quantity.per is not None or scene.sentence.question:
        return False
    if not scene.of_kind("organisation", "proper", "person") and scene.focus.get("organisation") is None:
        return False
    after = scene.tokens.word[quantity.stop : min(quantity.stop + 3, scene.end)]
    if after[:1] and after[0] in _HEAVIER:
        return True
    before = scene.words_before(quantity.first, _NEAR)
    if quantity.dim == "percent" and not _CLOSES.isdisjoint(before) and (
            not _WAYS.isdisjoint(after[:1]) or after == ["in", "the", "red"]):
        return True
    if quantity.dim == "money" and not _WIPED.isdisjoint(after) and scene.any_of(_TRADED):
        return True  # "a trillion dollars was wiped off tech stocks"
    return _cost_owners(scene, quantity) or _was_worth(scene, quantity) or _by_the_market(scene, quantity)


def _by_the_market(scene: Scene, quantity: Quantity) -> bool:
    """Whether buyers and sellers of shares gave or took a sum: "the market put another $20 billion on Acme"."""
    word = scene.tokens.word
    before = scene.words_before(quantity.first, 4)
    at = next((k for k, each in enumerate(before) if each in _GAVE), None)
    return (quantity.dim == "money" and quantity.size >= _LARGE and at is not None
            and not _MARKETS.isdisjoint(scene.words_before(quantity.first, _NEAR))
            and word[quantity.stop : quantity.stop + 1] in (["on"], ["off"], ["to"], ["onto"], ["from"]))


def _was_worth(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sum is what a move of shares came to: "Acme's leap on Thursday, 16%, was worth $20 billion"."""
    before = scene.words_before(quantity.first, _NEAR)
    told = any(each.measure == "market_move" for each in scene.made) or scene.any_of(_TRADED)
    return (quantity.dim == "money" and quantity.size >= _LARGE and told and scene.any_of(_MOVES)
            and before[-1:] in (["worth"], ["about"], ["some"], ["roughly"]) and "worth" in before
            and not _BOUGHT & set(before))


def _cost_owners(scene: Scene, quantity: Quantity) -> bool:
    """Whether a day cost those who own a firm so much: "one session cost Acme's shareholders 16%"."""
    word = scene.tokens.word
    at = next((k for k in range(quantity.first - 1, max(scene.first, quantity.first - _NEAR) - 1, -1)
               if word[k] in _COST), None)
    if at is None or not scene.any_of(_DAYS):
        return False
    firms = [m for m in scene.of_kind("organisation") if at < m.first < quantity.first]
    owned = not _OWNERS.isdisjoint(word[at : quantity.first])
    return owned or (bool(firms) and firms[-1].end == quantity.first and quantity.dim == "percent")

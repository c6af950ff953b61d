"""Numbers that nobody states as a fact of the field: what is asked of anybody, and what the writer paid for a try."""

from __future__ import annotations

import itertools

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_asked_at_large", "is_own_outlay", "rhetorical_shares"]

#: what opens a question that presupposes nothing of what it asks
_OPENS = words("can could would should might who")
#: what asks for one of several, and words of what is still to come
_CHOOSES, _AHEAD = words("which"), words("will would could can")
_LEADS = words("so and but or then well wait ok okay seriously")
_ME = words("me us him her them you")
_COSTS = words("cost costs costing")
_MINE, _WAS = words("my our"), words("was were is cost costs")
_PURSES = words("card bill account wallet tab invoice statement pocket expense")
_PEOPLE = words("friend friends colleague colleagues reader readers brother sister wife husband son daughter neighbour "
                "student students cousin mate boss")
_TRAINS = stems("train pretrain pretraining fine-tune finetune fine-tuning tuned build built")
#: above this many dollars, euros or pounds nobody speaks of a try of their own
_MOST_PAID = 1000.0
_NEAR, _AFTER = 6, 5
_WHOLE = 100.0
_LINKS = words("of in on from to and by at for more less a the is are was were each per with while as")


def is_asked_at_large(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number stands in a question of what anybody could do: "Can a lab train one for $6M?"."""
    if not scene.sentence.question or scene.speaker is not None:
        return False
    word = scene.tokens.word
    at = scene.first
    while at < quantity.first and (not word[at].isalnum() or word[at] in _LEADS):
        at += 1
    opens = word[at] in _OPENS or (word[at] in _CHOOSES and not _AHEAD.isdisjoint(word[at : quantity.first]))
    return opens and not any(word[k] in ('"', ".", "!", ";") for k in range(at, quantity.first))


def is_own_outlay(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether money is what a use of a model cost somebody: "it cost me four cents", "set me back $23".

    Args:
        scene: its sentence.
        quantity: the sum.
        measure: what it was read as.
    """
    if quantity.dim != "money" or measure not in ("training_cost", "price_per_token", "organisation_spend"):
        return False
    priced = quantity.per is not None or any(q.dim == "tokens" for q in scene.quantities)
    if (quantity.size or 0) > _MOST_PAID or scene.any_of(_TRAINS) or priced:
        return False
    word = scene.tokens.word
    before = scene.words_before(quantity.first, _NEAR)
    after = word[quantity.stop : min(quantity.stop + _AFTER, scene.end)]
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


def rhetorical_shares(scene: Scene) -> int | None:
    """Which number of a sentence opens a pair that makes up a whole of what nobody measures: "90% spite, 10% law"."""
    for at, (a, b) in enumerate(itertools.pairwise(scene.quantities)):
        whole = a.dim == b.dim == "percent" and a.size + b.size == _WHOLE and b.first - a.stop <= _AFTER
        if whole and _is_bare_thing(scene, a.stop) and _is_bare_thing(scene, b.stop):
            return at
    return None


def _is_bare_thing(scene: Scene, at: int) -> bool:
    """Whether a noun that names nothing known follows a share right away."""
    word = scene.tokens.word[at] if at < scene.end else ""
    return word.isalpha() and word not in _LINKS and scene.cover[at] is None

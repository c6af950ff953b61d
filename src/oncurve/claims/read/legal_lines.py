"""Numbers by which a law tells whom or what it binds, and what it makes them pay."""

from __future__ import annotations

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["is_of_bill"]

_LAWS = words("bill law act statute ordinance directive code legislation regulation regulations measure decree rule "
              "rules regulators obligations provisions duties")
_BINDS = words("applies apply applied covers cover covered binds bind targets exempts exempt exempted excludes catches "
               "obliges requires require defines define captures capture kicks bites")
_BOUND = words("models model systems system developers developer companies firms labs those anyone anybody any "
               "providers clusters cluster")
_TAKING = words("that which whose trained costing with using above over beyond exceeding taking needing spending")
_FINES = words("fine fines fined penalty penalties")
_PAY = words("cost costs revenue turnover spending price")
_MEASURES = words("training_cost training_compute organisation_spend chip_count parameters cost_ratio price_ratio")
_REACH, _NEAR = 10, 5


def is_of_bill(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number is where a law draws its line: `the bill applies to models that cost over $100m to train`.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    if measure not in _MEASURES:
        return False
    word = scene.tokens.word
    before = word[scene.first : quantity.first]
    if quantity.dim in ("percent", "fraction", "money") and not _FINES.isdisjoint(before[-_REACH:]):
        return quantity.dim == "money" or not _PAY.isdisjoint(word[quantity.stop : quantity.stop + _NEAR])
    law = next((k for k, each in enumerate(before) if each in _LAWS), None)
    if law is None:
        return False
    binds = next((k for k in range(law + 1, len(before)) if before[k] in _BINDS), None)
    if binds is None:
        return False
    bound = next((k for k in range(binds + 1, min(binds + _REACH, len(before))) if before[k] in _BOUND
                  and scene.cover[scene.first + k] is None), None)
    if bound is None or any(model.first < quantity.first for model in scene.of_kind("model")):
        return False
    return not _TAKING.isdisjoint(before[bound + 1 :])

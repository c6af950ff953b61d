"""Ratios as texts put them, turned so that the thing spoken of is the cheaper one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.quantity import Quantity, tidy
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["CHEAPER", "DEARER", "Turned", "cut", "turn", "was_dearer"]

CHEAPER = stems(
    "cheap cheaper cheaply less fewer lower below under off discount fall fell drop cut slash reduce "
    "reduction decline sink sank sunk down save saving savings decrease "
    "shave knock knocked smaller shrink lighter trim undercut undercutting undercuts fallen beneath leaner "
    "plunge plunged collapse collapsed crash tumble tumbled lowered thriftier short shy price-cut"
)
DEARER = stems(
    "dear dearer expensive pricey pricier costly costlier more higher above greater rise rose raise raised "
    "increase increased markup premium bigger larger heavier extra steeper up grew jump jumped hungrier"
)


_OTHER_WAY: dict[Qualifier, Qualifier] = {"at_least": "at_most", "at_most": "at_least"}


class Turned(Struct):
    """A ratio of at least one and whether the thing spoken of is the dearer one."""

    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    dearer: bool


def turn(scene: Scene, quantity: Quantity) -> Turned | None:
    """The ratio that a multiple, percentage or share stands for, or None where its direction is not said."""
    sense = _sense(scene, quantity)
    word = scene.tokens.word
    after = word[quantity.stop : quantity.stop + 3]
    value, low, high, qualifier = quantity.value, quantity.low, quantity.high, quantity.qualifier
    if quantity.dim == "ratio":
        if sense == 0:
            if (after[:1] and after[0] in ("the", "as", "what", "that", "of", "its")) or quantity.noun in (
                "twice",
                "double",
                "triple",
                "thrice",
                "treble",
            ):
                sense = 1
            else:
                return None
        return Turned(value, low, high, qualifier, sense > 0)
    of = after[:1] in (["of"], ["the"], ["as"], ["what"], ["that"], ["its"])
    if (quantity.dim == "percent" and of and after[0] == "of" and sense >= 0) or (
        quantity.dim == "fraction" and (of or sense == 0)
    ):
        scale = 100.0 if quantity.dim == "percent" else 1.0
        return _inverse(quantity, lambda x: scale / x)
    if quantity.dim == "percent" and of and after[0] != "of" and sense == 0:
        return _inverse(quantity, lambda x: 100.0 / x)
    left = quantity.dim == "fraction" or (of and after[0] == "of")
    if sense < 0 and left and quantity.first > scene.first and word[quantity.first - 1] == "to":  # "cut to a fifth"
        return _inverse(quantity, lambda x: (1.0 if quantity.dim == "fraction" else 100.0) / x)
    if sense == 0:
        last = next((c for c in scene.made if c.measure in ("price_ratio", "cost_ratio")), None)
        if last is None:
            return None
        sense = 1 if was_dearer(scene, last) else -1
    if sense < 0:
        return cut(quantity)
    scale = 1.0 if quantity.dim == "fraction" else 0.01
    return _map(quantity, lambda x: 1.0 + x * scale, dearer=True)


def cut(quantity: Quantity) -> Turned | None:
    """How many times what is left the whole is, when a share is taken off; None where nothing would be left."""
    scale = 1.0 if quantity.dim == "fraction" else 0.01
    if any(v is not None and v * scale >= 1 for v in (quantity.value, quantity.low, quantity.high)):
        return None
    return _map(quantity, lambda x: 1.0 / (1.0 - abs(x) * scale), dearer=False)


def _map(quantity: Quantity, how: Callable[[float], float], *, dearer: bool) -> Turned:
    numbers = [None if v is None else tidy(how(v)) for v in (quantity.value, quantity.low, quantity.high)]
    return Turned(numbers[0], numbers[1], numbers[2], quantity.qualifier, dearer)


def _inverse(quantity: Quantity, how: Callable[[float], float]) -> Turned | None:
    value, low, high = quantity.value, quantity.low, quantity.high
    if any(v is not None and v <= 0 for v in (value, low, high)):
        return None
    numbers = [None if v is None else tidy(how(v)) for v in (value, high, low)]
    turned = _OTHER_WAY.get(quantity.qualifier, quantity.qualifier)
    if numbers[0] is not None and numbers[0] < 1:
        return None
    return Turned(numbers[0], numbers[1], numbers[2], turned, dearer=False)


def _sense(scene: Scene, quantity: Quantity) -> int:
    """-1 where the words by the number say cheaper, +1 where they say dearer, 0 where they say neither."""
    word = scene.tokens.word
    for k in range(quantity.stop, min(scene.end, quantity.end + 6)):
        s = scene.stem_at(k)
        if word[k] in (";", ".", ",") or (word[k] in ("and", "but") and k > quantity.stop):
            break
        if s in CHEAPER:
            return -1
        if s in DEARER:
            return 1
        if word[k] in ("than", "of") and k > quantity.stop + 2:
            break
    if word[quantity.stop : quantity.stop + 1] in (["the"], ["as"], ["what"]) or (
        word[quantity.stop : quantity.stop + 1] == ["of"] and quantity.dim == "fraction"
    ):
        return 0
    best: tuple[float, int] = (16.0, 0)
    for k in range(max(scene.first, quantity.first - 14), quantity.first):
        s = scene.stem_at(k)
        sign = -1 if s in CHEAPER else 1 if s in DEARER else 0
        if sign and not (
            word[k] in ("more", "less", "over", "up", "down", "under", "below", "above")
            and quantity.first - k > 3
            and word[k] != "down"
        ):
            distance = scene.gap(k, quantity.core)
            if distance <= best[0]:
                best = (distance, sign)
    if best[1] == 0 and quantity.noun in ("double", "triple", "quadruple"):
        return 1
    return best[1]


def was_dearer(scene: Scene, last: Draft) -> bool:
    """Whether the ratio before was said of the dearer thing, and so was turned round."""
    span = range(last.first, min(scene.end, last.end + 2))
    return any(scene.stem_at(k) in DEARER for k in span)

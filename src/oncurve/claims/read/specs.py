"""What figure of a chip a bare number is, by the words of its line or of the lines before."""

from __future__ import annotations

import itertools

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems
from oncurve.claims.read.unit_words import TPP_NAMES

__all__ = ["is_product", "is_score_of_rules", "is_score_under_rules", "spoken_spec"]

_BACK, _LAW_BACK = 2, 3
_SPECS = (
    ("tpp", "TPP", frozenset({"tpp"})),
    ("memory", "GB", frozenset({"memory", "hbm", "gigabyte", "gb", "vram", "capac"})),
    ("bandwidth", "TB/s", frozenset({"bandwidth"})),
    ("power", "W", frozenset({"watt", "tdp", "w", "power"})),
    ("speed", "TFLOPS", frozenset({"teraflop", "tflop", "petaflop", "performanc", "top", "tops"})),
)


#: words beside a figure that is a speed, whatever the lines before count in
_SPEEDS = frozenset({"teraflop", "tflop", "petaflop", "flop", "fast", "faster", "speed"})
_LEAST_TPP = 100
_SCORES = frozenset({"score", "scores", "scored", "scoring"})
_LEAST_SCORE, _SCORE_BEFORE, _SCORES_BACK = 1_000, 4, 12
_HAS = frozenset({"has", "have", "had", "comes", "came", "come", "reaches", "reached", "gets", "makes", "stands", "at"})
_RULES = stems("control controls threshold licence license export rule limit tpp")
_PRONOUNS = frozenset({"it", "which", "that", "one", "this"})
_HEDGES = frozenset({"about", "some", "roughly", "around", "to", "nearly", "just", "only", "over", "under"})
_TIMES = frozenset({"times", "by", "×", "x", "*"})


def spoken_spec(scene: Scene, value: float = 0.0) -> tuple[str, str] | None:
    """The dimension and unit of the figures of chips that a line or the three before it speak of.

    Args:
        scene: the line.
        value: the figure; small ones are no total processing performance.
    """
    if value >= _LEAST_TPP and is_product(scene):
        return "tpp", "TPP"
    if value >= _LEAST_TPP and not scene.any_of(_SPEEDS) and any(map(_of_processing, scene.back(_LAW_BACK))):
        return "tpp", "TPP"
    for here in scene.back(_BACK):
        for dim, unit, cues in _SPECS:
            if here.any_of(cues):
                return dim, unit
    return None


def is_score_of_rules(scene: Scene, quantity: Quantity) -> bool:
    """Whether a large bare number is the score of a chip, which only export rules give: "a B200 scores 36,000"."""
    large = (quantity.value or 0.0) >= _LEAST_SCORE and bool(scene.of_kind("chip"))
    if not large or scene.of_kind("benchmark", "model"):
        return False
    before = scene.words_before(quantity.first, _SCORE_BEFORE)
    if not _SCORES.isdisjoint(before):
        return True
    told = any(made.scope == "tpp" for here in scene.back(_SCORES_BACK) for made in here.made)
    return told and _has(scene, quantity) and not scene.any_of(_SPEEDS)


def _has(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is what the chip right before the verb has: "the A comes to about 4,800", "the A, at 2,400"."""
    word, k = scene.tokens.word, quantity.first - 1
    while k > scene.first and word[k] in _HEDGES and word[k] not in _HAS:
        k -= 1
    if k <= scene.first or word[k] not in _HAS:
        return False
    k -= 1 + (word[k] == "at" and word[k - 1] == ",")
    if word[k] == ",":  # "the A, with 80 GB, comes to"
        return any(m.end < k and word[m.end] == "," for m in scene.of_kind("chip"))
    owner = scene.cover[k]
    return word[k] in _PRONOUNS if owner is None else owner.kind == "chip"


def is_score_under_rules(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number is the score of a chip, by its verb, in a text on rules: "the A has 2,368"."""
    if (quantity.stop > quantity.core + 1 or not is_score_of_rules(scene, quantity)
            or scene.tokens.word[quantity.core].strip("0123456789,.")):
        return False
    return any(here.any_of(_RULES) or any(made.scope == "tpp" for made in here.made)
               for here in scene.back(_SCORES_BACK))


def is_product(scene: Scene) -> bool:
    """Whether a line takes a speed times the bits of an operation: "330 teraflops times 16 bits"."""
    word = scene.tokens.word
    return scene.any_of(_SPEEDS) and any(
        word[k] in _TIMES and word[k + 2 : k + 3] == ["bits"] for k in range(scene.first, scene.end - 2))


def _of_processing(scene: Scene) -> bool:
    """Whether a line speaks of what export rules count: "total processing performance"."""
    return not TPP_NAMES.isdisjoint(itertools.pairwise(scene.tokens.word[scene.first : scene.end]))

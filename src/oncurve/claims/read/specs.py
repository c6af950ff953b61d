"""What figure of a chip a bare number is, by the words of its line or of the lines before."""

from __future__ import annotations

import itertools

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.unit_words import TPP_NAMES

__all__ = ["is_product", "is_score_of_rules", "spoken_spec"]

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
_LEAST_SCORE, _SCORE_BEFORE = 1_000, 4
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
    before = scene.words_before(quantity.first, _SCORE_BEFORE)
    return (quantity.value or 0.0) >= _LEAST_SCORE and not _SCORES.isdisjoint(before) and bool(
        scene.of_kind("chip")) and not scene.of_kind("benchmark", "model")


def is_product(scene: Scene) -> bool:
    """Whether a line takes a speed times the bits of an operation: "330 teraflops times 16 bits"."""
    word = scene.tokens.word
    return scene.any_of(_SPEEDS) and any(
        word[k] in _TIMES and word[k + 2 : k + 3] == ["bits"] for k in range(scene.first, scene.end - 2))


def _of_processing(scene: Scene) -> bool:
    """Whether a line speaks of what export rules count: "total processing performance"."""
    return not TPP_NAMES.isdisjoint(itertools.pairwise(scene.tokens.word[scene.first : scene.end]))

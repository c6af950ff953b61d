"""Shares of comparison pages that are no score of a model at a test: wins, averages, people's, thresholds, labels."""

from __future__ import annotations

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sheet import label_end
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_unscored"]

_NEAR, _FAR = 3, 12
_TESTS = words("benchmarks tests exams evaluations evals leaderboards categories metrics suites academic")
_AVERAGED = words("averaging")
_REACH_IT = words("are is were was score scored scores reach reached get got gets average averaged at rated hover "
                  "hovers")
_PEOPLE = words("human humans people experts expert person persons doctors physicians students graders professionals "
                "adults undergraduates candidates")
_BARS = (["any", "model"], ["any", "system"], ["any", "ai"], ["a", "model", "with"], ["models", "with"])
_RATED = stems("score scores scored accuracy result results pass performance success rate correct benchmark test eval "
               "evaluation exam")
_STOPS = (",", ";", ".", ":", "(", ")", "and", "but", "while")


def is_unscored(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number read as a score is none.

    Args:
        scene: its sentence.
        quantity: the number.
    """
    return any(found(scene, quantity) for found in (_of_wins, _of_shots, _of_average, _of_people, _of_any_model,
                                                    _of_label))


def _of_wins(scene: Scene, quantity: Quantity) -> bool:
    """`30 of 32 benchmarks`: how many tests a model leads on."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    said = scene.tokens.word[quantity.first : quantity.stop]
    return quantity.dim == "tally" and not _TESTS.isdisjoint((*said, *after))


def _of_shots(scene: Scene, quantity: Quantity) -> bool:
    """`(5 shots)`, `5 attempts`: how a test was taken."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return quantity.dim in ("number", "count") and after in (["shots"], ["shot"], ["attempts"], ["tries"], ["runs"])


def _of_average(scene: Scene, quantity: Quantity) -> bool:
    """`averaging 70.5 versus 37.3`: a mean over several tests, of which the sentence names none."""
    word = scene.tokens.word
    named = any(m.kind == "benchmark" for m in scene.mentions)
    return not named and not _AVERAGED.isdisjoint(word[scene.first : quantity.stop])


def _of_people(scene: Scene, quantity: Quantity) -> bool:
    """`expert humans are at 89.8%`: what people reach."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _FAR) - 1, -1):
        named = scene.cover[k]
        if named is not None and named.kind == "model":
            return False
        if word[k] in _PEOPLE:
            return not _REACH_IT.isdisjoint(word[k + 1 : k + _NEAR])
        if word[k] in _STOPS:
            return False
    return False


def _of_any_model(scene: Scene, quantity: Quantity) -> bool:
    """`any model with a score above 90%`: a bar that somebody sets."""
    word = scene.tokens.word[scene.first : quantity.first]
    return any(word[k : k + len(each)] == each for each in _BARS for k in range(len(word)))


def _of_label(scene: Scene, quantity: Quantity) -> bool:
    """`AGI: 94%`: a line whose label names neither a test nor a model, and is of no score."""
    label = label_end(scene)
    if label is None or quantity.first <= label or quantity.dim != "percent":
        return False
    named = any(m.kind in ("benchmark", "model", "proper") for m in scene.mentions)
    alone = scene.end - quantity.stop <= 1 and quantity.first == label + 1
    short = label - scene.first <= _NEAR
    return alone and short and not named and not any(scene.stem_at(k) in _RATED for k in range(scene.first, label))

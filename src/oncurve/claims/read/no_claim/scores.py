"""Numbers beside tests of models that are no score: gains, wins, what people reach, rates of something else."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words
from oncurve.claims.read.words import SPEECH

__all__ = ["RULES"]

#: what a gain is called, and the words that turn a number into one
_GAINS = stems("gain increase improvement jump leap boost uplift rise climb drop decline decrease delta lift improve "
               "higher lower above below better worse more less ahead behind lead over up down margin")
_POINTS = (["points"], ["point"], ["-", "point"], ["-", "points"], ["pp"], ["pts"], ["ppt"])
_GROWN = stems("increase improvement gain jump boost uplift improve growth raise leap")
_OF_GAIN = (["by"], ["of"], ["a"], ["an"])
#: words for a score that is asked for, and for a level that a model sets
_LEAST = words("minimum threshold")
_NEW_PART = words("with models model ones scores scored reaches hits gets")
_LEVELS = words("level levels equivalent class grade")
_HORIZON = (["reliability"], ["success"], ["-", "task"], ["time", "horizon"], ["of", "the", "time"], ["chance"],
            ["probability"], ["-", "success"], ["-", "time"], ["task"], ["completion"])
#: how often tasks are done, of all times, where their length is measured
_TIMES_DONE = (50.0, 80.0, 99.0)
_SOME = words("several few many dozens")
_GAPS = stems("gap difference ahead behind lead between")
_WHOLE = 100.0
_TOLD_OF_SCORES = stems("scored elo arena leaderboard")
#: what is told in percent of a model and is no score
_FAILS = stems("hallucinate hallucination hallucinations error errors refusal refusals preference preferences "
               "preferred prefer jailbreak attack deception sycophancy misinformation mistake mistakes")
_REACHED = stems("accuracy score scores scored correct achieves achieved solves solved passes gets reaches")
#: "76% lower cost": how far something else is apart
_APART = words("lower higher less more cheaper dearer faster slower fewer smaller larger bigger longer shorter "
               "discount savings saving reduction off")
_SHARES = ("percent", "fraction", "number")
_TESTS = words("benchmarks tests exams evaluations evals leaderboards categories metrics suites academic")
_AVERAGED = words("averaging")
_REACH_IT = words("are is were was score scored scores reach reached get got gets average averaged at rated hover "
                  "hovers")
_PEOPLE = words("human humans people experts expert person persons doctors physicians students graders professionals "
                "adults undergraduates candidates student doctor adult undergraduate physician graduate pupil pupils "
                "teenager teenagers")
_BARS = (["any", "model"], ["any", "system"], ["any", "ai"], ["a", "model", "with"], ["models", "with"])
_STOPS = (",", ";", ".", ":", "(", ")", "and", "but", "while")
_CLOSE, _NEAR, _FAR, _REACH = 3, 4, 8, 12


def _is_gain(scene: Scene, quantity: Quantity) -> bool:
    """`21 points above B`, `a 10.5-point increase`, `+4.2`, `improves by 12%`: how far a score moved, and no score."""
    word = scene.tokens.word
    after = word[quantity.stop - 1 : quantity.stop + 2]
    before = scene.words_before(quantity.first, 1)
    if before == ["+"] and scene.tokens.glued(quantity.first):
        return True
    pointed = quantity.dim == "points" or any(
        after[k : k + len(each)] == each for each in _POINTS for k in range(len(after)))
    low, high = max(scene.first, quantity.first - _CLOSE), min(scene.end, quantity.stop + _NEAR)
    moved = any(scene.stem_at(k) in _GAINS for k in range(low, high))
    if pointed and moved:
        return True
    grown = any(scene.stem_at(k) in _GROWN for k in range(low, high))
    return grown and before in _OF_GAIN and not (before == ["of"] and "score" in word[low : quantity.first])


def _of_gap(scene: Scene, quantity: Quantity) -> bool:
    """`3 points ahead`, `a gap of 5 points`: how far two scores lie apart."""
    return quantity.dim == "points" and scene.any_of(_GAPS)


def _is_apart(scene: Scene, quantity: Quantity) -> bool:
    """`76% lower cost`: how far apart two things are that are no scores."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return quantity.dim == "percent" and not _APART.isdisjoint(after)


def _is_bar(scene: Scene, quantity: Quantity) -> bool:
    """`a minimum MMLU score of 42`, `at GPT-3.5-level accuracy (65%)`: a score that others are to reach."""
    tokens, first = scene.tokens, max(scene.first, quantity.first - _FAR)
    for k in range(quantity.first - 1, first - 1, -1):
        name = scene.cover[k]
        if (name is not None and name.kind == "model") or tokens.word[k] in _NEW_PART or tokens.raw[k][0].isdigit():
            return False
        owner = scene.cover[k - 2] if k - 2 >= scene.first and tokens.word[k - 1] == "-" else None
        of_model = owner is not None and owner.kind == "model"
        if tokens.word[k] in _LEAST or (tokens.word[k] in _LEVELS and (tokens.word[k - 1] != "-" or of_model)):
            return True
    return False


def _of_any_model(scene: Scene, quantity: Quantity) -> bool:
    """`any model with a score above 90%`: a bar that somebody sets."""
    word = scene.tokens.word[scene.first : quantity.first]
    return any(word[k : k + len(each)] == each for each in _BARS for k in range(len(word)))


def _of_horizon(scene: Scene, quantity: Quantity) -> bool:
    """`a 50% time horizon`, `with 80% reliability`: how often tasks must be done for their length to count."""
    after = scene.tokens.word[quantity.stop : quantity.stop + _CLOSE]
    round_share = quantity.dim in ("percent", "number") and quantity.value in _TIMES_DONE
    return round_share and any(after[: len(each)] == each for each in _HORIZON)


def _is_other_rate(scene: Scene, quantity: Quantity) -> bool:
    """`a 37% hallucination rate`, `57% preference over A`: how often something else happens than a right answer."""
    word = scene.tokens.word
    if quantity.dim not in ("percent", "fraction", "number") or not scene.any_of(_FAILS):
        return False
    after = range(quantity.stop, min(scene.end, quantity.stop + _CLOSE))
    if any(scene.stem_at(k) in _FAILS for k in after):
        return True
    rated = any(scene.stem_at(k) in _FAILS and word[k + 1 : k + 2] == ["rate"]
                for k in range(scene.first, quantity.first))
    if word[quantity.stop : quantity.stop + 1] == ["on"] and not rated:
        return False
    for k in range(quantity.first - 1, scene.first - 1, -1):
        if scene.stem_at(k) in _FAILS:
            return True
        if scene.stem_at(k) in _REACHED or word[k] in (".", ";"):
            return False
    return False


def _is_no_share(scene: Scene, quantity: Quantity) -> bool:
    """`dozens of tool calls`, `262 physicians`: counts of things beside a test, and no share of right answers."""
    bare = quantity.dim in ("number", "count")
    right = scene.tokens.word[quantity.stop : quantity.stop + 1] in (["right"], ["correct"], ["correctly"])
    above = quantity.value is not None and quantity.value > _WHOLE and not scene.any_of(_TOLD_OF_SCORES)
    return bare and not right and (quantity.qualifier == "vague" or above)


def _of_wins(scene: Scene, quantity: Quantity) -> bool:
    """`30 of 32 benchmarks`: how many tests a model leads on."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)]
    said = scene.tokens.word[quantity.first : quantity.stop]
    return quantity.dim == "tally" and not _TESTS.isdisjoint((*said, *after))


def _of_shots(scene: Scene, quantity: Quantity) -> bool:
    """`(5 shots)`, `5 attempts`: how a test was taken."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return quantity.dim in ("number", "count") and after in (["shots"], ["shot"], ["attempts"], ["tries"], ["runs"])


def _of_tries(scene: Scene, quantity: Quantity) -> bool:
    """`71.6% with several`: of tries."""
    told = scene.tokens.word[quantity.core : quantity.stop]
    return scene.tokens.word[quantity.core] in _SOME and "percent" not in told and "%" not in told


def _of_average(scene: Scene, quantity: Quantity) -> bool:
    """`averaging 70.5 versus 37.3`: a mean over several tests, of which the sentence names none."""
    word = scene.tokens.word
    named = any(m.kind == "benchmark" for m in scene.mentions)
    return not named and not _AVERAGED.isdisjoint(word[scene.first : quantity.stop])


def _of_people(scene: Scene, quantity: Quantity) -> bool:
    """`expert humans are at 89.8%`: what people reach."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _REACH) - 1, -1):
        named = scene.cover[k]
        if named is not None and named.kind == "model":
            return False
        if word[k] in _PEOPLE:
            said = word[k + 1 : quantity.first]
            return not _REACH_IT.isdisjoint(said) and SPEECH.isdisjoint(said) and not {"it", "model"} & set(said)
        if word[k] in _STOPS:
            return False
    return False


def _on_chips(scene: Scene, quantity: Quantity) -> bool:
    """`38% on A100s`, with no test named: how well chips are used."""
    k = quantity.stop + 1
    named = scene.cover[k] if k < scene.end and scene.tokens.word[k - 1] == "on" else None
    return (quantity.dim in _SHARES and named is not None and named.kind == "chip"
            and not scene.of_kind("benchmark"))


RULES: Rules = {
    "benchmark_score": (
        _is_gain, _of_gap, _is_apart, _is_bar, _of_any_model, _of_horizon, _is_other_rate, _is_no_share, _of_wins,
        _of_shots, _of_tries, _of_average, _of_people, _on_chips,
    ),
}

"""Times that are no lag in skill, no length of a run and no pace: of building, until a later launch, still to come."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_BEHIND = stems("behind lag lags lagging lagged trail trails gap lead ahead catch caught train trained training run")
_BUILT = stems("build built deploy deployed construct construction erect erected install installed capacity complete "
               "completed finish")
_RATES = stems("double doubles doubled doubling halve halves halved halving every each fall falls fell rate")
_CAME = words("came comes followed follows arrived appeared launched released debuted shipped")
_UNREAL = words("unrealistic implausible unthinkable")
#: words before how long a rate has held
_HOW_LONG = (["for"], ["over"], ["past"], ["last"])
_BUILDS = stems("built build construct erect construction erected idea deploy deployed install installed")
_TRAINS = stems("train pretrain run")
_TWICE = 2.0
_POINTS = words("points point pts")
_LAGS = stems("behind lag lags lagging trail trails gap lead ahead catch caught")
_SHORT = words("second seconds minute minutes hour hours")
_FOLLOWED = stems("followed follows succeeded")
#: words of what came out, whose distance in time is no lag in skill
_COMES = stems("release launch arrive come ship debut followed follows succeeded generation")
_CUTOFFS = words("cutoff cut-off")
_CLOSE, _NEAR, _FEW, _REACH = 3, 4, 6, 12


def _of_things(scene: Scene, quantity: Quantity) -> bool:
    """`a year of cheap models`: what a time was full of."""
    word = scene.tokens.word
    return word[quantity.first] in ("a", "one") and word[quantity.stop : quantity.stop + 1] == ["of"]


def _is_unreal(scene: Scene, quantity: Quantity) -> bool:
    """`unrealistic to catch up in two years`: a lag that is denied."""
    return not _UNREAL.isdisjoint(scene.tokens.word[scene.first : quantity.first])


def _is_ratio(scene: Scene, quantity: Quantity) -> bool:
    """`three times behind`: a multiple, and no time."""
    return quantity.dim == "ratio"


def _is_count(scene: Scene, quantity: Quantity) -> bool:
    """`two more interviews`: a count, and no time."""
    return quantity.dim == "count" and not quantity.elided


def _of_points(scene: Scene, quantity: Quantity) -> bool:
    """`a gap of 17.5 MMLU points`: a distance in scores, and no time."""
    after = scene.tokens.word[quantity.core : quantity.stop + _CLOSE]
    return not _POINTS.isdisjoint(after)


def _is_ahead(scene: Scene, quantity: Quantity) -> bool:
    """`estimated sales over the next 12 months`: a time to come, and no lag."""
    before = scene.words_before(quantity.first, 2)
    return before[-1:] in (["next"], ["coming"], ["following"]) and not scene.any_of(_LAGS)


def _of_cutoff(scene: Scene, quantity: Quantity) -> bool:
    """`its cutoff is six months old`: how old what a model knows is."""
    return scene.any_of(_CUTOFFS)


def _of_kin(scene: Scene, quantity: Quantity) -> bool:
    """`GPT-4o came 14 months after GPT-4`: one model of a maker after another."""
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 1)] == ["after"]
    if not after and not ("by" in scene.words_before(quantity.first, _NEAR) and scene.any_of(_FOLLOWED)):
        return False
    makers = {m.organisation for m in scene.of_kind("model")}
    return len(makers) == 1 and makers != {""} and scene.any_of(_COMES)


def _of_building(scene: Scene, quantity: Quantity) -> bool:
    """`the hall went up in 122 days`, `opened a year later`: how long building took, or how much later a thing came."""
    if quantity.dim != "duration" or scene.any_of(_BEHIND) or scene.of_kind("model", "benchmark"):
        return False
    return _is_built(scene, quantity) or "later" in scene.tokens.word[
        quantity.stop : min(quantity.stop + _NEAR, scene.end)]


def _is_built(scene: Scene, quantity: Quantity) -> bool:
    """Whether words of building stand near a number."""
    return scene.near(quantity.core, _BUILT, _REACH, _NEAR) is not None


def _is_later(scene: Scene, quantity: Quantity) -> bool:
    """`then doubled to 200,000 only 92 days later`: once, and no rate."""
    return quantity.dim == "duration" and "later" in scene.tokens.word[quantity.stop : quantity.stop + 1]


def _came_later(scene: Scene, quantity: Quantity) -> bool:
    """`GPT-5 came two days later`: a time between launches."""
    return _is_later(scene, quantity) and not _CAME.isdisjoint(scene.words_before(quantity.first, _FEW))


def _of_built_once(scene: Scene, quantity: Quantity) -> bool:
    """`installed within 19 days`: how long building took, where no rate is spoken of."""
    return quantity.dim == "duration" and _is_built(scene, quantity) and not scene.any_of(_RATES)


def _between_deeds(scene: Scene, quantity: Quantity) -> bool:
    """`went up in 122 days`, `within three weeks of it`: what a site took to build, or what lay between two deeds."""
    word = scene.tokens.word
    if word[quantity.stop : quantity.stop + 1] == ["of"] and word[quantity.first - 1] == "within":
        return True
    near = range(max(scene.first, quantity.first - _REACH), min(scene.end, quantity.stop + _NEAR))
    return any(scene.stem_at(k) in _BUILDS for k in near) and not any(scene.stem_at(k) in _TRAINS for k in near)


def _is_short(scene: Scene, quantity: Quantity) -> bool:
    """`tasks of two hours`: how long a task takes."""
    return not _SHORT.isdisjoint(scene.tokens.word[quantity.core : quantity.stop])


def _is_long(scene: Scene, quantity: Quantity) -> bool:
    """`a month-long task`: how long a task takes."""
    return scene.tokens.word[quantity.stop : quantity.stop + 2] == ["-", "long"]


def _has_held(scene: Scene, quantity: Quantity) -> bool:
    """`every seven months for six years`: how long that went on."""
    return scene.words_before(quantity.first, 1) in _HOW_LONG and scene.claimed("doubling_time")


def _is_tenfold(scene: Scene, quantity: Quantity) -> bool:
    """`10 times every 12 months`: one rate, that is told by its factor."""
    before = scene.words_before(quantity.first, 2)
    return before[-1:] == ["every"] and (
        before[:1] in (["times"], ["fold"], ["x"]) or (before[0].endswith("fold") and before[0] != "twofold"))


def _is_by_factor(scene: Scene, quantity: Quantity) -> bool:
    """`by a factor of 40 every twelve months`: likewise."""
    return "every" in scene.words_before(quantity.first, 1) and any(
        q.dim == "ratio" and q.value != _TWICE and 0 <= quantity.first - q.stop <= 1
        for q in scene.quantities)


RULES: Rules = {
    "capability_lag": (
        _of_things, _is_unreal, _is_ratio, _is_count, _of_points, _is_ahead, _of_cutoff, _of_kin, _of_building,
    ),
    "doubling_time": (
        _is_later, _of_built_once, _between_deeds, _is_short, _is_long, _has_held, _is_tenfold, _is_by_factor,
    ),
    "training_time": (_came_later, _of_building, _between_deeds),
}

"""Whether a fall is told by the year, or is that of several years together."""

from __future__ import annotations

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_whole_fall", "is_yearly"]

_NEAR, _FEW, _WIDE = 4, 6, 9
_YEARLY = words("annually yearly annual annualised annualized")
_YEAR = words("year yr")
_EACH = words("a per each every / another")
_SPANS = words("years months yrs decade decades")
_ONE_YEAR = words("12 twelve")
_FELL = stems("fall fell fallen drop decline decrease cheap cheaper lower reduce reduction come cut shrink slash sink "
              "plunge plummet collapse tumble")
_WITHIN = words("in over within during across")


def is_whole_fall(scene: Scene, quantity: Quantity) -> bool:
    """Whether a fall is that of several years together.

    "Fell by a factor of 1,000 in three years", "dropped 280-fold between November 2022 and October 2024", "since then
    it has come down 62-fold". A pace is told by the year.
    """
    word = scene.tokens.word
    after = word[quantity.stop : min(quantity.stop + _WIDE, scene.end)]
    before = scene.words_before(quantity.first, _NEAR)
    if quantity.per is not None or is_yearly((*before, *after[:_FEW])):
        return False
    if any(each in _WITHIN and _lasts_years(after[k + 1 : k + _FEW]) for k, each in enumerate(after)):
        return True
    every = word[scene.first : scene.end]
    if is_yearly(every) or not scene.any_of(_FELL):
        return False
    led = word[scene.first : quantity.first]
    return any(each in _WITHIN and _lasts_years(led[k + 1 : k + _FEW]) for k, each in enumerate(led)) or (
        _between_dates(scene, quantity) or any(each == "since" for each in (*led, *after)))


def is_yearly(near: tuple[str, ...] | list[str]) -> bool:
    """Whether words tell a pace by the year: "a year", "annually".

    Args:
        near: the words around a number, or of its sentence.
    """
    return not _YEARLY.isdisjoint(near) or any(
        near[k] in _EACH and (not _YEAR.isdisjoint(near[k + 1 : k + 3]) or _twelve_months(near[k + 1 : k + _NEAR]))
        for k in range(len(near) - 1))


def _twelve_months(near: tuple[str, ...] | list[str]) -> bool:
    return len(near) > 1 and near[0] in _ONE_YEAR and near[1] == "months"


def _lasts_years(near: list[str]) -> bool:
    """Whether a span of more or less than a year follows: "the past two years", "18 months"."""
    at = next((k for k, each in enumerate(near) if each in _SPANS), None)
    return at is not None and not (near[at] == "months" and at > 0 and near[at - 1] in _ONE_YEAR)


def _between_dates(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number lies in a sentence that goes from one day to another: "between 2022 and October 2024"."""
    word = scene.tokens.word
    starts = [each for each in scene.dates if word[each.first - 1 : each.first] in (["between"], ["from"])
              or word[each.first : each.first + 1] in (["between"], ["from"])]
    return bool(starts) and quantity.dim in ("ratio", "percent", "fraction")

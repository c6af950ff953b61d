"""Prices told as halved or quartered: cuts that have no number."""

from __future__ import annotations

import re

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene

__all__ = ["CLAUSES"]

_LEFT = {"h": 2.0, "q": 4.0}
_HEDGE = r"(?P<hedge>(?:more|less) than |over |nearly |almost |roughly |about |all but )?"
_HOW = r"(?P<how>halv(?:ed|es|ing)|quarter(?:ed|ing))"
_PRICE = r"(?:list |token |API |asking )?(?:prices?|fees?|price tags?)\b"
_WHAT = r"what (?:it|they|he|she|[\w.]+|the \w+) (?:charge|ask|want|bill)s?\b"
_CUTS = (
    Pattern(rf"\b{_HEDGE}{_HOW} (?:the |its |their |his |both )?(?:\w+ ){{0,2}}?(?:{_PRICE}|{_WHAT})", re.IGNORECASE),
    Pattern(rf"\b{_PRICE}[^.;,]{{0,60}}?\b(?:was|were|been|is|are|got|gets) {_HEDGE}{_HOW}\b", re.IGNORECASE),
)
#: a rate, a plan, a supposition or a denial is no cut that was made
_UNMADE = Pattern(r"\b(?:every|(?:a|per|each) (?:year|month|quarter)|annually|will|would|could|should|may|might|plans?|"
                  r"wants?|hopes?|promis\w+|not|never|n['’]t|if|unless|whether|until|expect\w*|by 20\d\d)\b",
                  re.IGNORECASE)
_BOUNDS: dict[str, Qualifier] = {"more than": "at_least", "over": "at_least", "less than": "at_most"}


def _halved(scene: Scene) -> list[Draft]:
    """A model's price that was cut by a half or three quarters: "OpenAI halved the price of o3"."""
    models = {each.ident for each in scene.of_kind("model")}
    if len(models) != 1 or not scene.has("halve", "halv", "quarter"):
        return []
    if any(each.measure in ("price_ratio", "cost_ratio", "doubling_time") for each in scene.made):
        return []
    said = scene.text(scene.first, scene.end)
    found = next((found for cue in _CUTS if (found := cue.search(said)) is not None), None)
    if found is None or _UNMADE.search(said) is not None:
        return []
    times, hedge = _LEFT[found["how"][0].lower()], (found["hedge"] or "").strip().lower()
    qualifier: Qualifier = _BOUNDS.get(hedge, "approx" if hedge else "exact")
    first, end = scene.covering(found.start("hedge") if hedge else found.start("how"), found.end("how"))
    low, high = (times if qualifier == each else None for each in ("at_least", "at_most"))
    return [Draft("price_ratio", first, end, models.pop(), "own earlier price", times, low, high, "x", qualifier)]


CLAUSES = (_halved,)

"""Where a chip that is ruled on would go: a country, a part of the world, or that of its buyers' town."""

from __future__ import annotations

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.places import country_of
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["destination", "destination_at", "is_on_the_way"]

_REGIONS = frozenset({("middle", "east"), ("middle", "eastern"), ("southeast", "asia"), ("central", "asia"),
                      ("eastern", "europe"), ("latin", "america"), ("persian", "gulf"), ("gulf", "states")})
_PASSING = words("through via transiting crossing")
#: who buys chips, told with the town they sit in
_BUYERS = words("hospital hospitals university universities company companies firm firms lab labs buyer buyers "
                "customer customers bank banks start-up start-ups startup startups institute institutes school "
                "schools client clients cloud clouds centre centres center centers business businesses facility "
                "office branch")
_PAUSES = words('; : . ( ) — – " ? ! |')
_SEVERAL, _REACH = 2, 12


def destination(scene: Scene) -> str | None:
    """Where the chip would go: a country after "to" and the like, else any but the United States, else China."""
    region = _region(scene)
    if region is not None:
        return region
    if (land := _of_buyers_town(scene)) is not None:
        return land
    found = [m for m in scene.of_kind("country") if not is_on_the_way(scene, m)]
    tied = [m for m in found if {"to", "into", "in", "for"} & set(scene.words_before(m.first, 2))]
    plain = [m for m in (tied or found) if m.ident != "US"]
    if plain:
        return plain[-1].ident if tied else plain[0].ident
    passed = {m.ident for m in scene.of_kind("country")}
    met = [m.ident for m in reversed(scene.focus.met) if m.kind == "country" and m.ident not in (*passed, "US")]
    return met[0] if met else "CN"


def _of_buyers_town(scene: Scene) -> str | None:
    """The country of the town that chips go to or whose buyers are told of: "hospitals in Zurich", "to Munich"."""
    word = scene.tokens.word
    if any(m.ident != "US" for m in scene.of_kind("country")):
        return None
    for place in scene.of_kind("place"):
        land = country_of(place.ident)
        before = scene.words_before(place.first, 2)
        bought = before[-1:] == ["in"] and word[place.first - 2] in _BUYERS
        if land not in ("", "US") and (bought or before[-1:] == ["to"] or before == ["to", "the"]):
            return land
    return None


def destination_at(scene: Scene, at: int) -> str | None:
    """The country of a ruling's own clause, where a sentence rules on several: "to Japan freely, to India by case"."""
    found = [m for m in scene.of_kind("country") if m.ident != "US" and "to" in scene.words_before(m.first, 2)]
    if len({m.ident for m in found}) < _SEVERAL:
        return None
    word = scene.tokens.word
    mine = [m for m in found if not any(word[k] in (",", ";") for k in range(min(m.end, at), max(m.first, at)))]
    return mine[0].ident if mine else None


def is_on_the_way(scene: Scene, country: Mention) -> bool:
    """Whether goods only pass a country: "through third countries like Thailand", "by way of Malaysia"."""
    word = scene.tokens.word
    for k in range(country.first - 1, max(scene.first, country.first - _REACH) - 1, -1):
        if word[k] in _PASSING:
            return True
        if word[k] in ("to", "into", "for") or word[k] in _PAUSES:
            return False
    return False


def _region(scene: Scene) -> str | None:
    """The part of the world that a sentence names after "to" or "in" where it names no country: "the Middle East"."""
    word = scene.tokens.word
    if any(m.ident != "US" for m in scene.of_kind("country")):
        return None
    for at in range(scene.first + 1, scene.end - 1):
        if (word[at], word[at + 1]) in _REGIONS and {"in", "to", "into", "for", "the"} & set(word[at - 2 : at]):
            return scene.text(at, at + 2)
    return None

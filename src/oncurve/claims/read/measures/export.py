"""Whether a chip may be sold somewhere: restricted, allowed, or with a licence."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["STATUSES", "Place", "places", "status"]

#: what the weights call the three statuses
STATUSES = {"status.restricted": "restricted", "status.licence": "licence", "status.allowed": "allowed"}
_RULING = frozenset(("ban", "licence", "allow", "rule"))
_FLOW = frozenset(("ban", "licence", "allow", "ship"))
_GENERIC = stems("chip hardware accelerator processor gpu semiconductor silicon part card")
_STANDS = words("it they them this that these those")
_CUTS = words("; : but while whereas — because though although .")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A chip that a sentence may rule on, at tokens `first` up to `end`."""

    first: int
    end: int
    ident: str


def places(scene: Scene) -> list[Place]:
    """The chips that a sentence may rule on: those it names, else "AI chips", else the one spoken of."""
    if not any(_RULING.intersection(kin_of(s)) for s in scene.present):
        return []
    named: dict[str, Place] = {}
    for mention in scene.of_kind("chip"):
        if mention.ident in named and _rules_near(scene, mention.first) < _rules_near(scene, named[mention.ident].first):
            named[mention.ident] = Place(mention.first, mention.end, mention.ident)
        named.setdefault(mention.ident, Place(mention.first, mention.end, mention.ident))
    if named:
        return list(named.values())
    at = next((k for k in range(scene.first, scene.end) if scene.stem_at(k) in _GENERIC and scene.cover[k] is None), None)
    if at is not None:
        return [Place(at, at + 1, "AI hardware" if scene.stem_at(at) == "hardwar" else "AI chips")]
    chip = scene.focus.get("chip")
    at = next((k for k in range(scene.first, scene.end) if scene.tokens.word[k] in _STANDS), None)
    return [Place(at, at + 1, chip.ident)] if at is not None and chip is not None else []


def _rules_near(scene: Scene, at: int) -> float:
    """How far the nearest word of ruling is."""
    gaps = [scene.gap(k, at) for k in range(scene.first, scene.end) if _RULING.intersection(kin_of(scene.stem_at(k)))]
    return min(gaps, default=99.0)


def status(scene: Scene, place: Place, name: str) -> Draft:
    """The claim that a chip has a status, quoted from the words that rule on it."""
    first, end = place.first, place.end
    low = place.first
    while low > scene.first and place.first - low < _REACH and scene.tokens.word[low - 1] not in _CUTS:
        low -= 1
    high = place.end
    while high < scene.end and high - place.end < _REACH and scene.tokens.word[high] not in _CUTS:
        high += 1
    for k in range(low, high):
        if scene.cover[k] is None and _FLOW.intersection(kin_of(scene.stem_at(k))):
            first, end = min(first, k), max(end, k + 1)
    return Draft(
        "export_status", first, end, place.ident, _destination(scene), scope=STATUSES[name], unit="none", negated=False
    )


def _destination(scene: Scene) -> str | None:
    """Where the chip would go: a country after "to" and the like, else any but the United States, else China."""
    word = scene.tokens.word
    found = scene.of_kind("country")
    tied = [m for m in found if {"to", "into", "in", "for"} & set(word[max(scene.first, m.first - 2) : m.first])]
    plain = [m for m in (tied or found) if m.ident != "US"]
    if plain:
        return plain[-1].ident if tied else plain[0].ident
    met = [m.ident for m in reversed(scene.focus.met) if m.kind == "country" and m.ident != "US"]
    return met[0] if met else "CN"

"""How a measure is said: the dimensions of its numbers, the words around them, and what makes a claim of them.

Each file of `measures` holds one `Said` or a few that belong together. A quantity is scored for every measure
of its dimension; the best that builds a claim wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem

__all__ = ["Cues", "Said", "build_table", "score"]


Build = Callable[[Scene, Quantity], Draft | Iterable[Draft] | None]


@dataclass(frozen=True, slots=True)
class Said:
    """How one measure is said.

    Args:
        measure: the measure's name.
        dims: dimensions its numbers have, with the score that the dimension alone gives.
        cues: words and phrases that speak for it, with their weights, split by spaces and semicolons.
        against: words and phrases that speak against it.
        build: makes the claim, or None where the reading does not hold.
        least: the score it needs.
        topic: what it gains where the sentence, or else the text so far, is about a thing of a kind.
        kin: measures and dimensions that go with it, so that one speaks for the other.
        carry: how much a claim of the measure just before counts, beside the usual.
    """

    measure: str
    dims: Mapping[str, float]
    build: Build
    cues: Mapping[float, str] = field(default_factory=dict)
    against: Mapping[float, str] = field(default_factory=dict)
    least: float = 2.0
    topic: Mapping[str, float] = field(default_factory=dict)
    kin: frozenset[str] = frozenset()
    carry: float = 1.0


@dataclass(slots=True)
class Cues:
    """All cue phrases, by the stem they start with."""

    by_stem: dict[str, list[tuple[tuple[str, ...], str, float]]] = field(default_factory=dict)

    def add(self, measure: str, weight: float, phrases: str) -> None:
        """Adds phrases: words split by blanks, or by ";" where a phrase has several words."""
        for phrase in phrases.split(";") if ";" in phrases else phrases.split():
            stems = tuple(stem(w) for w in phrase.replace("-", " - ").split())
            if stems:
                self.by_stem.setdefault(stems[0], []).append((stems, measure, weight))

    def hits(self, scene: Scene) -> dict[str, list[tuple[int, float, str]]]:
        """For each measure the places of its cues in a sentence, with weights."""
        found: dict[str, list[tuple[int, float, str]]] = {}
        stems = scene.stems
        for offset, first in enumerate(stems):
            for phrase, measure, weight in self.by_stem.get(first, ()):
                size = len(phrase)
                if size == 1 or tuple(stems[offset : offset + size]) == phrase:
                    found.setdefault(measure, []).append((scene.first + offset, weight, " ".join(phrase)))
        return found


def build_table(said: Iterable[Said]) -> tuple[Cues, dict[str, list[Said]]]:
    """The cues of all measures, and the measures by dimension."""
    cues = Cues()
    by_dim: dict[str, list[Said]] = {}
    for one in said:
        for weight, phrases in one.cues.items():
            cues.add(one.measure, weight, phrases)
        for weight, phrases in one.against.items():
            cues.add(one.measure, -weight, phrases)
        for dim in one.dims:
            by_dim.setdefault(dim, []).append(one)
    return cues, by_dim


def score(
    scene: Scene,
    quantity: Quantity,
    said: Said,
    hits: Mapping[str, list[tuple[int, float, str]]],
    carried: Mapping[str, float],
) -> tuple[float, list[str]]:
    """How well a measure fits a quantity, and why."""
    total = said.dims[quantity.dim]
    why = [f"{quantity.dim} {total:+.1f}"] if total else []
    best: dict[str, float] = {}
    for at, weight, phrase in hits.get(said.measure, ()):
        if quantity.first <= at < quantity.stop:
            continue
        value = weight / (1.0 + scene.gap(at, quantity.core) / (30.0 if weight > 0 else 14.0))
        if abs(value) > abs(best.get(phrase, 0.0)):
            best[phrase] = value
    for phrase, value in best.items():
        total += value
        why.append(f"{phrase!r} {value:+.1f}")
    for kind, bonus in said.topic.items():
        share = 1.0 if scene.of_kind(kind) else 0.6 if scene.focus.get(kind) is not None else 0.0
        if share:
            total += bonus * share
            why.append(f"about a {kind} {bonus * share:+.1f}")
    if said.kin:
        near = {q.dim for q in scene.quantities if q is not quantity} | {d.measure for d in scene.made}
        past = {d.measure for d in scene.previous.made} if scene.previous is not None else set()
        bonus = 1.0 if said.kin & near else 0.6 if said.kin & past else 0.0
        if bonus:
            total += bonus
            why.append(f"kin {bonus:+.1f}")
    past_scene = scene.previous
    if past_scene is not None and past_scene.sentence.question and said.measure in past_scene.hits:
        asked = 0.7 * max(weight for _, weight, _ in past_scene.hits[said.measure])
        if asked > 0:
            total += asked
            why.append(f"asked before {asked:+.1f}")
    extra = said.carry * carried.get(said.measure, 0.0)
    if extra:
        total += extra
        why.append(f"carried over {extra:+.1f}")
    return total, why

"""Which stage of a training run a sentence speaks of, and which chip: facts whose names tell the stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.record import Record
from oncurve.claims.check.facts import FIGURE, independent, mentions, rivals
from oncurve.claims.check.reading import Openness, Reading, World, by_openness, reading
from oncurve.claims.check.subject import chip_of, family_of, label
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["Stage", "of_family", "other_chip", "staged"]

_WHOLE = Pattern(r"\b(?:in sum|in all\b|in total|altogether|together|all told|the whole|which makes|adds? up)",
                 re.IGNORECASE)
_STOP = Pattern(r"[,;:]|\band\b|\bbut\b|\bwhile\b|\bwhere\b")
_STOP_COST = 60
_NEAR = 40
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """One fact name that a sentence may mean.

    Args:
        name: the fact's name.
        words: what it is, in words.
        cue: a pattern of the sentence that names it; empty where nothing does.
        whole: whether a sentence that names no stage means this one.
    """

    name: str
    words: str
    cue: str = ""
    whole: bool = False


def staged(thing: Record, claim: Claim, world: World, stages: Sequence[Stage], maker: str = "") -> list[Reading]:
    """The readings of a measure whose facts are named by stage.

    A stage that the sentence names, nearest to the figure, is what it says. Without one, the whole is, and a
    reader could stretch the sentence to a part.
    """
    every = (*stages, *_further(thing, stages))
    named = _named(claim, every)
    plain = [stage.name for stage in named] or [stage.name for stage in stages if stage.whole]
    made: list[Reading] = []
    held = {stage.name: independent(_ordered(thing, stage.name), claim, world, maker) for stage in every}
    if not any(held[name] for name in plain):
        plain = [stage.name for stage in every if held[stage.name]][:1]
        named = []
    for stage in sorted(every, key=lambda each: each.name not in plain):
        first: Openness = "plain" if stage.name in plain else ("shown" if named else "possible")
        made += rivals(held[stage.name], stage.words, world, first, "possible" if first == "plain" else "shown",
                       lambda fact: other_chip(fact, claim, world))
    return by_openness(made)


def _further(thing: Record, stages: Sequence[Stage]) -> list[Stage]:
    """Stages of the same kind of fact that only this record has, such as distillation."""
    kind = stages[0].name.partition(".")[0]
    known = {stage.name for stage in stages}
    found = []
    for name in dict.fromkeys(fact.name for fact in thing.facts):
        first, _, stage = name.partition(".")
        if first == kind and stage and name not in known and not stage.startswith("per_"):
            words = stage.replace("_", " ")
            found.append(Stage(name, f"{kind.replace('_', ' ')} of {words}", rf"\b{re.escape(words)}\b"))
    return found


def _named(claim: Claim, stages: Sequence[Stage]) -> list[Stage]:
    """The stages that the sentence names; of several, those nearest to the figure, stops counted as distance."""
    cued = [stage for stage in stages if stage.cue and mentions(claim, stage.cue)]
    at = claim.sentence.find(FIGURE)
    if at < 0 or not cued:
        return cued
    distances = {stage.name: _distance(stage.cue, claim.sentence, at) for stage in cued}
    total = _WHOLE.search(claim.sentence[max(at - _NEAR, 0):at + _NEAR])
    if total is not None:
        return [stage for stage in stages if stage.whole]
    nearest = min(distances.values())
    return [stage for stage in cued if distances[stage.name] == nearest]


def _distance(cue: str, sentence: str, at: int) -> int:
    found = []
    for match in re.finditer(cue, sentence, re.IGNORECASE):
        first, last = sorted((at, match.start()))
        found.append(last - first + _STOP_COST * len(_STOP.findall(sentence[first:last])))
    return min(found, default=len(sentence))


def _ordered(thing: Record, name: str) -> tuple[Fact, ...]:
    values = thing.facts_of(name)
    best = thing.fact(name)
    return values if best is None else (best, *(fact for fact in values if fact is not best))


def of_family(name: str, words: str, claim: Claim, world: World) -> Reading | None:
    """The sum over the models of a family ("Llama 2"), each by its best fact; None where fewer than two are known.

    A range ("between 2 and 5 million hours") goes from the least of them to the most, and is not of their sum.
    """
    if claim.qualifier == "range":
        return None
    members = [(model, fact) for model in family_of(world.catalogue, claim.subject)
               if (fact := model.fact(name)) is not None and not isinstance(fact.amount, str)]
    members = [pair for pair in members if independent([pair[1]], claim, world, pair[0].organisation)]
    if len(members) < _FEWEST:
        return None
    inputs: dict[str, Input | Quantity] = {f"m{number}": Input.of_fact(fact)
                                           for number, (_, fact) in enumerate(members)}
    quantity = Quantity(name, members[0][1].unit, _sum, inputs, "the models of the family together")
    names = ", ".join(model.label for model, _ in members)
    return reading(name, f"{words} of {names} together", quantity, world, reported=True,
                   of_other=other_chip(members[0][1], claim, world))


def _sum(**each: Array) -> Array:
    total: Array | float = 0.0
    for amount in each.values():
        total = total + amount
    return total  # type: ignore[return-value]


def other_chip(fact: Fact, claim: Claim, world: World) -> str:
    """What a count or time of chips is of, where the sentence names another kind of chip than the source does."""
    told, counted = chip_of(world.catalogue, claim.scope), chip_of(world.catalogue, str(fact.detail.get("chip", "")))
    if told is None or counted is None or told.id == counted.id or _kind(told.label) == _kind(counted.label):
        return ""
    return f"{label(world.catalogue, counted.id)}, not {label(world.catalogue, told.id)}"


def _kind(name: str) -> str:
    """The name without what tells variants apart: "H100 PCIe" is an H100, "TPU v4" is none but itself."""
    words = name.split()
    return words[0].lower() if any(letter.isdigit() for letter in words[0]) else " ".join(words[:2]).lower()

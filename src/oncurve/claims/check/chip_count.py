"""Chips that trained a model, stand in a cluster, or are held by an organisation."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from msgspec.structs import replace

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.catalog.record import Record, compact
from oncurve.claims.check.facts import (
    FIGURE,
    IN_H100S,
    asked_day,
    clause_of_figure,
    counted_in_h100s,
    in_force,
    independent,
    missing,
    of_a_plan,
    rivals,
    today,
    worth_h100s,
)
from oncurve.claims.check.published import of_stage, published
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World, by_openness, without_plain
from oncurve.claims.check.stages import Stage, staged
from oncurve.claims.check.subject import chip_of, holder_of, model_of
from oncurve.claims.check.supplied import held_readings
from oncurve.claims.check.systems import chips_in_rack
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "UNTOLD_KINDS", "readings"]

MEASURE = "chip_count"
_STAGES = (
    Stage("chips.pretraining", "chips of the main training run", r"pre-?train", whole=True),
    Stage("chips.final_run", "chips of the final run"),
    Stage("chips.post_training", "chips of the later stages", r"post-?train|fine-?tun|reinforcement|\bRL\b"),
    Stage("chips.peak", "chips at the peak"),
    Stage("chips.serving", "chips that serve the model", r"\bserv(?:e|es|ed|ing)\b|inference"),
)
#: words of running a model, not of training it, and those of training
_SERVED = Pattern(r"\b(?:fits?|fit on|land on|serv(?:e|es|ed|ing)|inference|runs? on|host(?:ed|ing)?|deploy\w*)\b",
                  re.IGNORECASE)
_TRAINED = Pattern(r"train|\bbuilt\b|\bruns? (?:took|used)\b", re.IGNORECASE)
_CHIP_NAMES = Pattern(r"\b(?:GB\d{3}|[ABHLV]\d{2,3}|MI\d{3}|TPU|Trainium|Ascend)")
_EACH_KIND = 12
#: a count that is still to come, in the clause that gives it
_AHEAD = Pattern(r"\b(?:will|shall|would|eventually|in (?:the )?future|one day) (?:soon |then |also )?(?:house|hold|"
                 r"have|host|run|reach|contain|grow|get|be)\b|\bto house\b|\bin (?:the )?future\b", re.IGNORECASE)
_MAKERS = ("nvidia", "amd", "tpu", "trainium", "huawei")
#: chips of one cluster: "a cluster of 2,048 H800s"
_ONE_CLUSTER = Pattern(rf"\b(?:a|one|single|another|its|own) (?:[\w-]+ ){{0,3}}clusters? (?:of|with) (?:\w+ )?{FIGURE}|"
                       rf"\bclusters of {FIGURE}", re.IGNORECASE)
#: the chips of one run: "trained it on 2,048 H800s"
_ON_SO_MANY = Pattern(rf"\b(?:pre-?)?trained (?:\w+ ){{1,4}}(?:on|with|using) (?:about |some |only |just )?{FIGURE}",
                      re.IGNORECASE)
#: kinds of fleets that are of no one chip
_ANY_KIND = frozenset({"all kinds", "online", "total", "chips", "nvidia", "owned", "accelerators",
                       "planned"})
#: kinds of fleets whose source does not say which chips they are of
UNTOLD_KINDS = frozenset({"online", "chips", "owned", "accelerators", "planned"})

def readings(claim: Claim, world: World) -> Answer:
    """What the developer, owner or a count of others says, of the kind of chip that the claim names."""
    model = model_of(world.catalogue, claim.subject)
    if model is not None:
        if _SERVED.search(claim.sentence) and not _TRAINED.search(claim.sentence) \
                and not any(fact.name == "chips.serving" for fact in model.facts):
            return NoBasis(f"how many chips {model.label} is served with")
        made = staged(model, claim, world, _STAGES, model.organisation)
        return Found(tuple(made)) if made else missing(claim, world, "the number of chips")
    holder: Record | None = holder_of(world.catalogue, claim.subject)
    if holder is None:
        racks = chips_in_rack(claim, world)
        return Found(tuple(racks)) if racks else missing(claim, world, "the number of chips")
    if _SERVED.search(claim.sentence) and not _TRAINED.search(claim.sentence):
        serving = _serving(holder, claim, world)
        if serving:
            return Found(tuple(serving))
    if getattr(holder, "sort", "") != "cluster" and _ON_SO_MANY.search(claim.sentence):
        run = _of_runs(holder, claim, world)
        return Found(tuple(run)) if run else missing(claim, world, "the chips of that run")
    made = _each_cluster(holder, claim, world) or _fleet(holder, claim, world)
    told = published(claim, world, MEASURE)
    made += without_plain(told, made)
    made += held_readings(claim, world, "shown" if any(each.open != "shown" for each in made) else "possible")
    if getattr(holder, "sort", "") != "cluster" and _ONE_CLUSTER.search(claim.sentence):  # a part of what it has
        made = [replace(each, estimate=_no_more(each.estimate)) for each in made]
    return Found(tuple(made)) if made else missing(claim, world, "the chips held")


def _serving(holder: Record, claim: Claim, world: World) -> list[Reading]:
    """What the chips are counted at that serve a firm's models: on average, and at the peak."""
    models = [each.id for each in world.catalogue.models.values() if each.organisation == holder.id]
    made = [each for model in models
            for each in of_stage(dataclasses.replace(claim, subject=model), world, MEASURE, "serving")]
    distinct = {(each.definition, each.estimate.median): each for each in made}
    return [replace(each, open="possible") for each in distinct.values()]


def _of_runs(holder: Record, claim: Claim, world: World) -> list[Reading]:
    """The chips of a firm's runs, where one is told of without its model: "it trained it on 2,048 chips"."""
    made = []
    for model in world.catalogue.models.values():
        if model.organisation == holder.id:
            made += [replace(each, definition=f"{each.definition} of {model.label}", open="possible")
                     for each in staged(model, claim, world, _STAGES, model.organisation) if each.open == "plain"]
    return made


def _each_cluster(holder: Record, claim: Claim, world: World) -> list[Reading]:
    """What each of an owner's clusters has, where the sentence counts by cluster: "two clusters of 24,576 each"."""
    if not (claim.scope or "").endswith("per cluster"):
        return []
    facts = [fact for place in world.catalogue.places.values() if place.sort == "cluster"
             and place.organisation == holder.id for fact in place.facts if fact.name.endswith("_each")]
    own = independent(facts, claim, world, holder.id)
    return rivals(own, "chips in each cluster", world, "plain", "possible")


def _fleet(holder: Record, claim: Claim, world: World) -> list[Reading]:
    day = asked_day(claim, world)
    facts = [fact for fact in holder.facts if re.match(r"(?:fleet|chips)\b", fact.name) and fact.unit == "chip"]
    by_name: dict[str, list[Fact]] = {}
    for fact in independent(facts, claim, world, holder.id):
        by_name.setdefault(fact.name, []).append(fact)
    equivalents = _in_equivalents(claim)
    sole = getattr(holder, "sort", "") == "cluster" and len(by_name) == 1 and not claim.scope
    now = today(world)
    planned = of_a_plan(claim) and any(_is_plan(fact, now) for values in by_name.values() for fact in values)
    made: list[Reading] = []
    for name, values in by_name.items():
        current = in_force(values, day)
        counted = "H100-equivalents" if counted_in_h100s(current[0]) else "chips"
        kind = name.partition(".")[2].removesuffix("_h100e").replace("_", " ") or "all kinds"
        open_ = _openness("all kinds" if sole else kind, counted, equivalents, claim, world)
        live = _is_plan(current[0], now)
        ahead = _AHEAD.search(clause_of_figure(claim)) is not None and not planned
        stands = ahead and kind in ("online", "owned", "total", "all kinds")
        if stands or live != planned or (current[0].kind == "forecast" and not live):
            open_ = "shown"
        found = rivals(current, f"{counted} held, {kind}", world, open_, "possible" if open_ == "plain" else "shown")
        if open_ == "possible" and kind in UNTOLD_KINDS and claim.scope:
            found = [replace(each, estimate=_no_more(each.estimate)) for each in found]
        past = current[0].span.end is not None and current[0].span.end <= day  # what stands on the day is not known
        whole = kind in UNTOLD_KINDS and (claim.value or 0) < current[0].number and _is_mixed(claim)
        made += [replace(each, indirect=True) for each in found] if past or whole else found
    return by_openness(made)[:_EACH_KIND]


def _no_more(whole: Estimate) -> Estimate:
    """What is known of one kind of chip where only the count of all kinds is: one at least, no more than that."""
    return Estimate(whole.median, 1.0, whole.high, whole.unit, whole.basis, method=whole.method)


def _is_mixed(claim: Claim) -> bool:
    """Whether the sentence names chips of several kinds, so that a count of one kind is a part of the whole."""
    return bool(claim.scope) and len(set(_CHIP_NAMES.findall(claim.sentence))) > 1


def _is_plan(fact: Fact, now: dt.date) -> bool:
    """Whether a fact tells a plan whose day has not passed: after it, what came of it counts."""
    return fact.kind == "forecast" and (fact.span.end is None or now < fact.span.end)


def _in_equivalents(claim: Claim) -> bool:
    """Whether the figure counts H100-equivalents: by what stands right after it, else by the rest of the sentence."""
    if IN_H100S.search(claim.scope or "") or worth_h100s(claim):
        return True
    clause = clause_of_figure(claim)
    if IN_H100S.search(clause):
        return True
    counted = re.search(r"\b(?:chips?|[GT]PUs?|cards?|in number|[A-Z]+\d+\w*s)\b", clause) is not None
    return not counted and IN_H100S.search(claim.sentence) is not None


def _is_named(kind: str, claim: Claim) -> bool:
    """Whether the sentence names this kind of chip, and no other kind nearer to the figure."""
    at = claim.sentence.find(FIGURE)
    word, text = kind.split(" ", maxsplit=1)[0].lower(), claim.sentence.lower()
    if word not in text:
        return False
    after = {name: text.find(name, max(at, 0)) for name in _MAKERS if name in text[max(at, 0):]}
    nearest = min(after, key=lambda name: after[name], default=word)
    return word == nearest or word not in _MAKERS


def _openness(kind: str, counted: str, equivalents: bool, claim: Claim, world: World) -> Openness:
    same_count = equivalents == (counted == "H100-equivalents")
    if not same_count:
        return "shown"
    chip = chip_of(world.catalogue, claim.scope) if claim.scope and not equivalents else None
    if chip is not None:
        wanted = {compact(each) for each in (claim.scope or "", chip.id, chip.label)}
        if compact(kind) and any(compact(kind) in each for each in wanted):
            return "plain"
        return "possible" if kind in UNTOLD_KINDS else "shown"
    other = any(each in claim.sentence.lower() for each in _MAKERS if each != kind)
    if compact(kind) in {compact(each) for each in _ANY_KIND} and not (kind in _MAKERS and other):
        return "plain"
    if claim.scope and not equivalents:
        return "plain" if compact(kind) and compact(kind) in compact(claim.scope) else "shown"
    return "plain" if _is_named(kind, claim) else "possible"

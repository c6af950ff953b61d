"""What training a model cost: the final run, the machines, the research, or all of it."""

from __future__ import annotations

import math
import re
from typing import Any

from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact, Source
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import clause_of_figure, independent, mentions, missing, rivals
from oncurve.claims.check.published import of_stage
from oncurve.claims.check.reading import (
    Answer,
    Found,
    NoBasis,
    Openness,
    Reading,
    World,
    bounded,
    by_openness,
)
from oncurve.claims.check.simulated import simulated_cost
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["BEYOND", "MEASURE", "SCOPES", "disputed", "hidden_sources", "readings", "scope_of"]

MEASURE = "training_cost"
SCOPES = {
    "final_run": "the final training run", "hardware": "the machines used up in the run",
    "rd": "the research, experiments and failed runs", "all_in": "the whole development, research and staff included",
}
#: what a sentence says of its scope, tried in this order
_CUES = (
    ("all_in", (r"all told|all in\b|altogether|everything included|from start to finish|entire development"
                r"|(?:staff|salar\w+|research|experiment\w*|failed \w+)\b[^.]{0,60}\bincluded|including [^.]{0,60}"
                r"(?:staff|salar|research|experiment|failed)")),
    ("final_run", (r"final (?:training )?run|\brent(?:s|al|ing|ed)?\b|(?:chip|gpu)?-?hours?\b[^.]{0,40}\$"
                   r"|\$[^.]{0,25}\b(?:an|per) (?:gpu|chip)?-?hour|comput(?:e|ing) alone|the run itself")),
    ("hardware", r"\b(?:servers?|machines|hardware)\b[^.]{0,30}\b(?:worth|cost|bought|spent)|\bbuy(?:ing)? the chips"),
)
_LEFT_OUT = (r"(?:did|does|do|has|is)(?: not|n[’']t) (?:include|count|cover)|leav(?:es|ing|e) out|left out|exclud"
             r"|ignor(?:es|ed|ing)|omit|misleading|only the final|merely the|does not reflect|not the whole")
#: what takes a sentence beyond the final run: what the figure leaves out, or a claim to be the whole
BEYOND = "|".join((_LEFT_OUT, dict(_CUES)["all_in"], r"\bonly\b|\bjust\b|\bmere\b|\breal(?:ly)?\b|whole|entire|total"))
_WITH_BASE = (r"base (?:model|run|training)?,? ?(?:and all|included|counted)|from scratch|from raw text|"
              r"(?:includ\w+|counting|together with) (?:the|its|that of the) (?:V3 )?base|"
              r"from beginning to end|from start to finish|(?:with|and) its base\b")
#: that a figure is of two runs
_PAIR = Pattern(r"\b(?:the (?:pair|two)|both|together|combined|between them|in all|taken as one)\b", re.IGNORECASE)
_TWO = 2
_UNNAMED = "stated without saying what it counts"
_BASE = "with_base"
#: the route by which hours are worked out of the compute, where none are reported
_COUNTED = "flop"
#: the developer's own figures, by how it put them
_OWN = {"as_reported": "reports it", "stated_by_developer": "put it"}
_METHODS = {"assumed_rent": "at the rent that its developer assumes", "list_rent": "at list prices on demand",
            "contract_rent": "on one-year contracts", "long_contract_rent": "on three-year contracts",
            "amortised": "used up over the run", "straight_line": "written off evenly",
            "cottier2024": "by the method of Cottier et al. (2024)",
            "share_of_final_runs": "by the published share of final runs in all research"}


def readings(claim: Claim, world: World) -> Answer:
    """The developer's own figure for the scope that the sentence names, else the cost model's.

    A sentence that names no scope is read as the final run; where it, or a public dispute, is about what the
    figure leaves out, every scope is open.
    """
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return missing(claim, world, "the training cost")
    try:
        cost = world.cost(model.id, hide=hidden_sources(claim, model, world), drivers=False)
    except MissingFact as error:
        told = rivals(independent(model.facts_of("cost.final_run"), claim, world, model.organisation),
                      f"{SCOPES['final_run']} of {model.label}", world, "plain", "possible")
        told = [replace(each, estimate=bounded(each.estimate, _bound(each.estimate))) for each in told]
        return Found(tuple(told)) if told else NoBasis(f"{error.missing} of {model.label}")
    together = _together(claim, model, world)
    if together is not None:
        return Found((together,))
    staged = of_stage(claim, world, MEASURE)
    wanted = scope_of(claim)
    contested = wanted is None and disputed(claim, model, world)
    made: list[Reading] = []
    for scope in sorted(SCOPES, key=lambda each: each != (wanted or "final_run")):
        if scope not in cost.scopes:
            continue
        open_: Openness = "plain" if scope == (wanted or "final_run") or contested else \
            ("shown" if wanted else "possible")
        made += _of_scope(scope, cost, "possible" if staged and open_ == "plain" else open_, claim, model, world)
    if cost.plan is not None and cost.plan.hours.route == _COUNTED:
        made += [each for each in (simulated_cost(model, world, cost),) if each is not None]
    made += staged
    if not any(each.open == "plain" for each in made):
        return NoBasis(f"what {SCOPES[wanted or 'final_run']} of {model.label} took")
    return Found(tuple(by_openness(made)))


def _together(claim: Claim, model: Model, world: World) -> Reading | None:
    """The final runs of two models of one maker, where the clause of the figure is of the pair and both are named."""
    if not _PAIR.search(clause_of_figure(claim)):
        return None
    pair = [each for each in world.catalogue.models.values() if each.organisation == model.organisation
            and (each is model or each.base == model.id or each.id == model.base) and _is_coded(each, claim)]
    runs = [_as_reported(each, claim, world) for each in pair]
    if len(pair) != _TWO or None in runs:
        return None
    sums = [each for each in runs if each is not None]
    median, low, high = (sum(getattr(each, end) for each in sums) for end in ("median", "low", "high"))
    made = Estimate(median, low, high, "USD", tuple(given for each in sums for given in each.basis),
                    method="one run and the other")
    names = " and ".join(each.label for each in pair)
    return Reading("together", f"the final training runs of {names} together, as their developer reports them", made,
                   reported=True)


def _as_reported(model: Model, claim: Claim, world: World) -> Estimate | None:
    """What the developer of a model reports of its final run, or None."""
    try:
        cost = world.cost(model.id, hide=hidden_sources(claim, model, world), drivers=False)
    except MissingFact:
        return None
    final = cost.scopes.get("final_run")
    made = final.readings.get("as_reported") if final is not None else None
    return made if isinstance(made, Estimate) else None


def _is_coded(model: Model, claim: Claim) -> bool:
    """Whether a sentence names a model in full or by its code: "R1"."""
    code = re.split(r"[\s-]", model.label)[-1]
    names = [model.label, *([code] if re.fullmatch(r"[A-Z]\d(?:\.\d)?", code) else [])]
    return any(re.search(rf"(?<![\w.]){re.escape(each)}(?![\w.]*\w)", claim.sentence) for each in names)


def _bound(made: Estimate) -> object:
    """The bound as which a published figure was given, or None."""
    return next((each.evidence.detail.get("bound") for each in made.basis if isinstance(each.evidence, Fact)), None)


def scope_of(claim: Claim) -> str | None:
    """The scope that the claim, or the words of its sentence, name."""
    whole = mentions(claim, dict(_CUES)["all_in"])
    rented = claim.scope == "hardware" and mentions(claim, r"\brent(?:s|al|ing|ed)?\b")
    if claim.scope in SCOPES and not rented and not (whole and claim.scope == "rd"):
        return claim.scope
    if mentions(claim, _LEFT_OUT):
        return None
    return next((scope for scope, cue in _CUES if mentions(claim, cue)), None)


def disputed(claim: Claim, model: Model, world: World) -> bool:
    """Whether the sentence, or a public dispute on this model's cost, is about what the figure leaves out."""
    if mentions(claim, _LEFT_OUT):
        return True
    label = model.label.lower()
    for dispute in world.catalogue.disputes.values():
        if dispute.topic == MEASURE and dispute.label.lower().endswith(f"{label} cost"):
            return len({_scope(each) for each in dispute.positions} & {"hardware", "rd", "all_in"}) > 0 \
                and any(_scope(each) == "final_run" for each in dispute.positions)
    return False


def _scope(position: Any) -> str:
    return str(position.detail.get("scope", ""))


def hidden_sources(claim: Claim, model: Model, world: World) -> frozenset[str]:
    """Sources that only repeat the speaker of the claim, so that it cannot confirm itself."""
    kept = {fact.source for fact in independent(model.facts, claim, world, model.organisation)}
    return frozenset(f"source:{fact.source}" for fact in model.facts if fact.source not in kept)


def _is_named(model: Model, claim: Claim) -> bool:
    """Whether the sentence names a model, by its last word at least: "R1"."""
    names = (model.label, *model.aliases, re.split(r"[\s-]", model.label)[-1])
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", claim.sentence) for each in names)


def _of_scope(scope: str, cost: Any, open_: Openness, claim: Claim, model: Model, world: World) -> list[Reading]:
    """The developer's own figure first where there is one; then the model's is shown beside it.

    What others have published on the scope are rivals: a reader could mean them.
    """
    answer, disclosed = cost.scopes[scope], cost.plan is None or cost.plan.hours.route != "indirect"
    words, asked = f"{SCOPES[scope]} of {model.label}", open_
    parts = {name: each for name, each in answer.readings.items() if isinstance(each, Estimate)}
    made = []
    base = parts.pop(_BASE, None)
    if base is not None and "as computed" in base.method and not _is_named(model, claim):
        base = None  # a figure of nobody in particular may be the base's own
    if base is not None:
        whole = mentions(claim, _WITH_BASE)
        made.append(Reading(f"{scope}:{_BASE}", f"{words}, together with the model that it started from", base,
                            "plain" if whole else _next(open_), reported=True))
        open_ = "shown" if whole and open_ == "plain" else open_
    for name, how in _OWN.items():
        own = parts.pop(name, None)
        if own is not None:
            on_top = ", on top of the model that it started from" if base is not None else ""
            made.append(Reading(f"{scope}:{name}", f"{words}{on_top}, as its developer {how}", own, open_,
                                reported=True))
            open_ = _next(open_) if math.isinf(own.high) else "shown"  # a bound is no figure
    how = "as computed" if disclosed else "judged from its price and the models of its day"
    published = [name for name in parts if _work(name, world) is not None]
    if not disclosed and published and open_ == "plain":
        made.append(Reading(scope, f"{words}, {how}", answer.estimate, "possible", indirect=True))
    else:
        made.append(Reading(scope, f"{words}, {how}", answer.estimate, open_, indirect=not disclosed))
    for name, estimate in parts.items():
        source = _work(name, world)
        if source is None:
            bought = name == "acquisition"
            told = f"buying the machines that {model.label} ran on" if bought else \
                f"{words}, {_METHODS.get(name, name.replace('_', ' '))}"
            made.append(Reading(f"{scope}:{name}", told, estimate, asked if bought else "shown"))
        else:
            made.append(Reading(f"{scope}:{name}", f"{words}, {_basis_words(estimate.method)}, in "
                                f"“{source.title}”", estimate, _rival(open_, made, disclosed=disclosed),
                                reported=True))
    return made


def _basis_words(method: str) -> str:
    """On what basis a published figure counts, without the note that follows it."""
    basis = method.partition(": ")[0]
    return _UNNAMED if not basis or basis == "stated, scope unnamed" else basis


def _next(open_: Openness) -> Openness:
    return "possible" if open_ == "plain" else open_


def _work(name: str, world: World) -> Source | None:
    """The source that a reading is named after, or None where it is named after a method."""
    known = world.catalogue.sources
    return known.get(name if name in known else re.sub(r"-\d+$", "", name))


def _rival(open_: Openness, made: list[Reading], *, disclosed: bool) -> Openness:
    if not disclosed and open_ == "plain" and not any(each.reported for each in made):
        return "plain"
    if any(each.open == "plain" for each in made):
        return "possible"
    return "possible" if open_ == "possible" else "shown"

"""How many months one side trails another: each benchmark is a measure of its own, and they differ.

For each benchmark and tester: the first model of the other side that scored as high, and the months between
its release and that of the model asked about. One number for all of them is not given; the spread is.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.estimate import Estimate, quantiles
from oncurve.basis.inputs import Input
from oncurve.basis.span import months_between
from oncurve.basis.spread import Exactly
from oncurve.catalog.benchmark import Score
from oncurve.catalog.model import Model
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import FIGURE, asked_day, mentions, missing
from oncurve.claims.check.index_lag import index_readings
from oncurve.claims.check.mentioned import latest_of
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World
from oncurve.claims.check.scores import version_day
from oncurve.claims.check.subject import find_thing, label, model_of, organisation_of, place_of
from oncurve.claims.check.training_date import training_end
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["MEASURE", "BenchmarkGap", "gaps", "readings"]

MEASURE = "capability_lag"
_SHOWN = 12
_FEWEST = 2
_OWN = "makers"
_OTHER_FIELDS = ("chip", "lithograph", "memory", "hardware", "manufactur", "semiconductor", "foundr")
#: a field of skill that a lag is told of: "in coding benchmarks, where the gap is one month"
_SKILLS = (r"coding|programming|software engineering|maths?|mathematics|computer vision|vision|image generation|"
           r"video generation|video|speech|audio|robotics|autonomous driving|agentic \w+|coding agents?")
_FIELD = Pattern(rf"\b(?:in|on|at|for)\s+(?:\w+ ){{0,2}}?({_SKILLS})\b|"
                 rf"\b({_SKILLS})(?= benchmarks?\b| tasks?\b| models?\b)", re.IGNORECASE)
#: what a lag has shrunk from
_BEFORE_THAT = Pattern(rf"\b(?:from|used to be|was once) (?:about |around |roughly |nearly |over |some |more than )?"
                       rf"{FIGURE}[^.;]{{0,30}}(?:\bto\b|$)", re.IGNORECASE)
_BEHIND = (0.0, float("inf"))
_CAME_OUT = (r"\b(?:releas\w+|launch\w+|arriv\w+|land(?:s|ed)|debut\w*|came out|comes? out|c[oa]me|ship(?:s|ped)|"
             r"unveil\w*|announc\w+|introduc\w+|publish\w+|drop(?:s|ped)|appear\w*|follow(?:s|ed))\b")
_WORDS = r"(?:[^.;]|\.(?=\w)){0,60}?"
#: "came out less than a month after"; "a month after that one, it was released"; "A and B, fifteen months apart"
_APART = (rf"{_CAME_OUT}{_WORDS}{FIGURE}[^.;,]{{0,24}}\b(?:after|before|later|earlier)\b|"
          rf"^\W*(?:\w+ ){{0,3}}{FIGURE}[^.;,]{{0,24}}\b(?:after|before)\b{_WORDS}{_CAME_OUT}|"
          rf"{FIGURE}(?: [\w-]+){{0,3}} apart\b(?! (?:in|on|by|at|as)\b)")



class BenchmarkGap(Struct, frozen=True):
    """The first rival that scored as high on one benchmark.

    Args:
        benchmark: its id.
        basis: id of the tester whose scores are compared, or "makers" for what makers report of their own.
        own: the score of the model asked about.
        rival: the score that first matched it; None where none had.
        months: from the rival's release to the model's; negative where the rival came later.
    """

    benchmark: str
    basis: str
    own: Score
    rival: Score | None
    months: float


def readings(claim: Claim, world: World) -> Answer:
    """The gap on each benchmark, all of them together, by training dates, and as others have published it."""
    place = place_of(world.catalogue, claim.subject)
    if place is not None and claim.reference and getattr(
            find_thing(world.catalogue, claim.reference), "country", None) == place.id:
        claim = dataclasses.replace(claim, reference=None)  # no side trails its own models
    field = (claim.scope or "").lower()
    if any(word in field for word in _OTHER_FIELDS) and model_of(world.catalogue, claim.subject) is None:
        return NoBasis(f"a measure of how far {label(world.catalogue, claim.subject)} trails in {claim.scope}")
    models = _models(claim, world)
    if model_of(world.catalogue, claim.subject) is None and (lacking := _not_measured(claim)):
        return NoBasis(lacking)
    if not models:
        return _published_only(claim, world)
    if (between := _between_releases(claim, models[0], world)) is not None:
        return Found((between,), _BEHIND, "behind")
    rivals = _rivals(claim, models, world)
    made = index_readings(claim, world)
    for number, model in enumerate(models):
        made += _of_model(model, rivals, world, "plain" if not number else "shown")
        if made:
            break
    made += published(claim, world, MEASURE, "plain" if not made else "possible")
    if not made:
        against = label(world.catalogue, claim.reference) if claim.reference else "other models"
        return NoBasis(f"scores of {models[0].label} and of {against} by one tester")
    return Found(tuple(_said(each) for each in made), _BEHIND, "behind")


def _not_measured(claim: Claim) -> str:
    """What a lag is of that no measure of all skills tells: one field of skill, or a time before the one it gives."""
    told = _FIELD.search(claim.sentence)
    if told is not None:
        return f"a measure of how far one side trails in {(told[1] or told[2]).lower()} alone"
    return "how far one side trailed at an earlier time" if _BEFORE_THAT.search(claim.sentence) else ""


def _between_releases(claim: Claim, model: Model, world: World) -> Reading | None:
    """The months from the release of one model to another's, where that is what a sentence tells of."""
    other = model_of(world.catalogue, claim.reference)
    if other is None or model.release_date is None or other.release_date is None or not mentions(claim, _APART):
        return None
    months = abs(months_between(other.release_date, model.release_date))
    basis = (_date_input(model), _date_input(other))
    made = Estimate(months, months, months, "months", basis, method="between two days of release")
    return Reading("between_releases", f"the months between the releases of {other.label} and of {model.label}", made)


def _said(each: Reading) -> Reading:
    """A lag whose interval reaches below nothing, as people say it: "3.5 months (0.7 ahead to 7.7 behind)"."""
    made = each.estimate
    if each.says or made.unit not in ("month", "months") or made.low >= 0 or made.low == made.high:
        return each

    def way(value: float) -> str:
        return f"{say(abs(value), 'months').removesuffix(' months')} {'behind' if value >= 0 else 'ahead'}"

    middle = f"{say(abs(made.median), 'months')} {'behind' if made.median >= 0 else 'ahead'}"
    return replace(each, says=f"{middle} ({way(made.low)} to {way(made.high)})")


def _published_only(claim: Claim, world: World) -> Answer:
    made = index_readings(claim, world)
    made += published(claim, world, MEASURE, "plain" if not made else "possible")
    if not made:
        return missing(claim, world, "dated scores")
    return Found(tuple(_said(each) for each in made), _BEHIND, "behind")


def _models(claim: Claim, world: World) -> list[Model]:
    """The model asked about; for a maker or country, its latest models with scores, best known first."""
    catalogue = world.catalogue
    model = model_of(catalogue, claim.subject)
    if model is not None:
        return [model]
    maker = organisation_of(catalogue, claim.subject)
    if maker is not None:
        return latest_of(maker.id, world)
    place = place_of(catalogue, claim.subject)
    if place is None:
        return []
    return _latest_scored(place.id, claim, world)


def _latest_scored(country: str, claim: Claim, world: World) -> list[Model]:
    day = asked_day(claim, world)
    counts: dict[str, int] = {}
    for row in world.catalogue.scores:
        counts[row.model] = counts.get(row.model, 0) + 1
    known = [world.catalogue.models[key] for key in counts if key in world.catalogue.models]
    out = [model for model in known if model.country == country and model.release_date
           and model.release_date <= day and (day - model.release_date).days <= 366]
    return sorted(out, key=lambda model: (counts[model.id] >= 4, model.release_date, model.id), reverse=True)[:2]


def _rivals(claim: Claim, models: Sequence[Model], world: World) -> dict[str, Model]:
    """The models of the other side: of a country, a maker, or one model; else those of all other makers."""
    catalogue = world.catalogue
    other = find_thing(catalogue, claim.reference)
    kinds = {row.model for row in catalogue.scores}
    known = {key: catalogue.models[key] for key in kinds if key in catalogue.models}
    if isinstance(other, Model):
        return {other.id: other}
    maker = organisation_of(catalogue, claim.reference)
    if maker is not None:
        return {key: model for key, model in known.items() if model.organisation == maker.id}
    place = place_of(catalogue, claim.reference)
    if place is not None:
        return {key: model for key, model in known.items() if model.country == place.id}
    return {key: model for key, model in known.items() if model.organisation != models[0].organisation}


def gaps(model: Model, rivals: dict[str, Model], world: World) -> list[BenchmarkGap]:
    """The gaps on each benchmark, within one tester's table and among makers' own scores."""
    if model.release_date is None:
        return []
    rows = [row for row in world.catalogue.scores if row.unit == "percent"]
    own: dict[str, list[Score]] = {}
    for row in rows:
        if row.model == model.id:
            own.setdefault(row.benchmark, []).append(row)
    found = []
    for benchmark in sorted(own):
        theirs = [row for row in rows if row.benchmark == benchmark and row.model in rivals
                  and row.model != model.id]
        found += [_gap(model, benchmark, pool, rivals) for pool in _pools(own[benchmark], theirs)]
    return found


def _pools(own: list[Score], theirs: list[Score]) -> list[tuple[str, Score, list[Score]]]:
    """Scores that may be compared: those in one tester's table, and those that makers report of their own."""
    pools: dict[str, tuple[str, Score, list[Score]]] = {}
    for row in sorted(own, key=lambda each: each.amount):
        same = [other for other in theirs if compact(other.evaluator) == compact(row.evaluator)]
        if same:
            pools[compact(row.evaluator)] = (row.evaluator, row, same)
    reported = [row for row in own if row.relation == "self"]
    alike = [other for other in theirs if other.relation == "self"]
    if reported and alike:
        pools["makers"] = (_OWN, max(reported, key=lambda each: each.amount), alike)
    return list(pools.values())


def _gap(model: Model, benchmark: str, pool: tuple[str, Score, list[Score]], rivals: dict[str, Model]) -> BenchmarkGap:
    basis, row, theirs = pool
    day = model.release_date
    assert day is not None
    as_high = [(out, other.model, other) for other in theirs if other.amount >= row.amount
               and (out := version_day(other, rivals[other.model])) is not None]
    if not as_high:
        return BenchmarkGap(benchmark, basis, row, None, 0.0)
    out, _, first = min(as_high, key=lambda each: each[:2])
    return BenchmarkGap(benchmark, basis, row, first, months_between(out, day))


def _of_model(model: Model, rivals: dict[str, Model], world: World, open_: Openness) -> list[Reading]:
    found = gaps(model, rivals, world)
    if not found:
        return []
    made = [_reading(gap, model, rivals, world, open_) for gap in found]
    made.sort(key=lambda each: each.name)
    together = _together(found, model, open_) if len(found) >= _FEWEST else None
    by_training = _by_training(found, model, rivals, world, open_)
    return [*([together] if together else []), *([by_training] if by_training else []), *made[:_SHOWN]]


def _reading(gap: BenchmarkGap, model: Model, rivals: dict[str, Model], world: World, open_: Openness) -> Reading:
    benchmark = world.catalogue.benchmarks.get(gap.benchmark)
    name = benchmark.label if benchmark else gap.benchmark
    by = "as makers report" if gap.basis == _OWN else f"by {label(world.catalogue, gap.basis)}"
    basis = [_score_input(gap.own), _date_input(model)]
    says = ""
    if gap.rival is None:
        words = f"months since a rival scored as high as {model.label} on {name}, {by}"
        says = f"none had by {gap.own.amount:g}%"
    else:
        rival = rivals[gap.rival.model]
        words = f"months since {rival.label} scored as high on {name}, {by} "
        words += f"({gap.rival.amount:g}% to {gap.own.amount:g}%)"
        basis += [_score_input(gap.rival), _date_input(rival)]
    made = Estimate(gap.months, gap.months, gap.months, "months", tuple(basis), method="between releases")
    return Reading(f"benchmark:{name} {by}", words, made, open_, says, short=f"on {name} {by}")


def _score_input(row: Score) -> Input:
    return Input.of_fact(row.fact())


def _date_input(model: Model) -> Input:
    fact = model.fact("release_date")
    assert fact is not None
    return Input("release_date", "date", Exactly(float(fact.date.toordinal())), model.id, fact)


def _together(found: list[BenchmarkGap], model: Model, open_: Openness) -> Reading:
    """All benchmarks as one spread, each counting once."""
    sample = np.sort(np.asarray([gap.months for gap in found], dtype=np.float64))
    low, _, high = quantiles(sample) if sample.size > 1 else (sample[0],) * 3
    basis = tuple(_score_input(gap.own) for gap in found)
    made = Estimate(statistics.median(sample.tolist()), low, high, "months", basis, draws=sample,
                    method=f"spread over {len(found)} comparisons", warnings=("benchmarks are not a random sample",))
    return Reading("benchmarks", f"months since rivals scored as high as {model.label}, over {len(found)} comparisons",
                   made, open_, short=f"over {len(found)} comparisons")


def _by_training(found: list[BenchmarkGap], model: Model, rivals: dict[str, Model], world: World,
                 open_: Openness) -> Reading | None:
    """Between the ends of training, against the rival that most benchmarks point to."""
    named = [gap.rival.model for gap in found if gap.rival is not None]
    if not named:
        return None
    rival = rivals[statistics.mode(sorted(named))]
    own, other = training_end(model, world), training_end(rival, world)  # each with a lag of its own
    if own is None or other is None:
        return None
    sample = (own.estimate.values() - other.estimate.values()) / (365.25 / 12)
    if sample.size < _FEWEST:
        return None
    low, median, high = quantiles(sample)
    basis = tuple({each.key: each for each in (*own.estimate.basis, *other.estimate.basis)}.values())
    made = Estimate(median, low, high, "months", basis, draws=sample, method="between ends of training")
    return Reading("training_date", f"months between the ends of training of {rival.label} and {model.label}", made,
                   open_, short="by end of training")

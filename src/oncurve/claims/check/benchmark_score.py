"""Scores on benchmarks, by who tested and how; and who is ahead, benchmark by benchmark."""

from __future__ import annotations

import dataclasses
import re

from msgspec.structs import replace

from oncurve.basis.estimate import Estimate
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Normal
from oncurve.catalog.benchmark import Score
from oncurve.catalog.model import Model
from oncurve.catalog.record import compact
from oncurve.claims.check.effort import at_effort_told, told_effort
from oncurve.claims.check.facts import FIGURE, clause_of_figure, mentions, missing, source_words, today
from oncurve.claims.check.index_score import expected_score
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World, from_fact
from oncurve.claims.check.scores import ahead, best_pairs
from oncurve.claims.check.subject import label, model_of, names_of
from oncurve.claims.claim import Claim
from oncurve.claims.thresholds import THRESHOLDS

__all__ = ["MEASURE", "UNTHINKING", "denied", "readings"]

MEASURE = "benchmark_score"
_WHOLE = 100.0
#: benchmarks on which what a model is run in matters as much as the model
_AGENTIC = re.compile(r"swe-|terminal|tau|osworld|webarena|gaia|browse|aider|cybench|agent")
_OPEN: tuple[Openness, ...] = ("plain", "possible", "shown")
#: ways of testing that give a model more than its plain self, as settings and sentences name them
_SETTINGS = ((r"parallel|multiple attempts|\bwith (?:several|many|more)\b|several (?:attempts|tries)|high[- ]compute|"
              r"custom scaffold"), r"\bheavy\b", r"deep[- ]?think",
             r"consensus|majority|cons@", r"\bbase\b|\bpre-?trained\b",
             (r"with (?:the (?:help|aid|use) of )?(?:(?!no\b)\w+ )?(?:tools?|python|code|search)|"
             r"\b(?:using|use of|allowed|given|has|access to) (?:(?!no\b)\w+ )?"
              r"(?:tools?|python|code execution|search)|tool use"))
#: a mode in which a model thinks before it answers, and how a sentence says that it did not
_THINKING = re.compile(r"(?<!non-)(?<!non )(?<!no )(?<!without )(?<!w/o )\b(?:extended )?thinking\b", re.IGNORECASE)
UNTHINKING = (r"\b(?:without|w/o|no) (?:any |extended )?(?:thinking|reasoning)\b|\bnon-?thinking\b|"
              r"\bthinking (?:off|disabled|switched off)\b")
#: how a sentence says that a score was got without more tries, and without tools
_PLAINLY = {_SETTINGS[0]: (_ONCE := r"\bpass@1\b|\b(?:first|single|one|1)[- ](?:attempt|try|go|shot|answer|sample)\b"),
            _SETTINGS[3]: _ONCE,
            _SETTINGS[-1]: r"\bwithout (?:\w+ ){0,4}?(?:tools?|python|code|search)\b|"
                           r"\bno tools?\b|\bunaided\b"}
#: another score of the sentence, whose words are its own: "65.8% in a single attempt, 71.6% with several"
_ANOTHER = re.compile(r"\d ?(?:%|per ?cent)")
#: who is told to have tested: "Epoch got around 10%", "33.3 when Epoch ran it"
_NAME = r"([A-Z][\w.]*(?: (?:AI|Analysis|[A-Z][\w.]*))?)"
_TESTED = re.compile(rf"{_NAME}(?:['’]s own (?:run|test))? (?:got|gets|measured|measures|saw|sees|clocked|recorded|"
                     r"reproduced) (?:about |around |roughly |some |only |just |it at |a )*"
                     rf"{FIGURE}|{FIGURE}[^.;,]{{0,12}} (?:when|as|once) {_NAME} (?:ran|tested|measured|tried|checked)")
#: what a mode of a model adds to its name
_MODE = re.compile(r"[\s-]+(?:Heavy|Deep ?Think|Thinking|Think|Extended|\(?high\)?)$", re.IGNORECASE)


def readings(claim: Claim, world: World) -> Answer:
    """Scores of the named tester; else the maker's own, and independent ones where they lie apart."""
    catalogue = world.catalogue
    model = model_of(catalogue, claim.subject) or model_of(catalogue, _MODE.sub("", claim.subject or ""))
    if model is None:
        return missing(claim, world, "scores")
    benchmark = catalogue.benchmarks.id_of(claim.reference) if claim.reference else None
    if benchmark is None:
        return _ahead(claim, model, world)
    rows = [row for row in catalogue.scores if row.model == model.id and row.benchmark == benchmark]
    if not rows:  # "GPQA" alone is mostly its Diamond set
        editions = catalogue.benchmarks[benchmark].editions
        rows = [row for row in catalogue.scores if row.model == model.id and row.benchmark in editions]
        benchmark = rows[0].benchmark if rows else benchmark
    rows = [row for row in rows if not denied(row, claim)] or rows
    if rows and not (rows := at_effort_told(rows, claim)):
        return NoBasis(f"a score of {model.label} on {catalogue.benchmarks[benchmark].label} at "
                       f"{told_effort(claim)} effort")
    tester = _tester(claim, model, world)
    if tester is not None and rows:
        claim = dataclasses.replace(claim, speaker=tester)
        if not _of_speaker(rows, claim, world):
            return NoBasis(f"a score of {model.label} on {catalogue.benchmarks[benchmark].label} as got by "
                           f"{label(catalogue, tester)}")
    expected = expected_score(model, benchmark, world, _openness(rows, claim, model, world))
    if not rows and expected is not None:
        return Found((expected,))
    if not rows:
        return NoBasis(f"a score of {model.label} on {catalogue.benchmarks[benchmark].label}")
    if mentions(claim, _SETTINGS[-1]) and all("no tools" in row.setting for row in rows):
        return NoBasis(f"a score of {model.label} on {catalogue.benchmarks[benchmark].label} with tools")
    ordered = _ordered(rows, claim, model, world)
    made = [_reading(row, open_, number, claim, world) for number, (row, open_) in enumerate(ordered)]
    if _openness(rows, claim, model, world) == "possible":
        made.append(_between(rows, model))
    return Found((*made, *([expected] if expected is not None else ())))


def _tester(claim: Claim, model: Model, world: World) -> str | None:
    """The organisation, not the model's maker, that the words beside the figure say tested; None where none is."""
    told = _TESTED.search(claim.sentence)
    who = world.catalogue.organisations.id_of(told[1] or told[2]) if told is not None else None
    return None if who == model.organisation else who


def _openness(rows: list[Score], claim: Claim, model: Model, world: World) -> Openness:
    """How open a sentence is to a score in yet another setting: only shown where its tester's own is known."""
    if not rows:
        return "plain"
    named, own = _of_speaker(rows, claim, world), _of_maker(rows, model, world)
    return "shown" if named or own else "possible"


def _of_speaker(rows: list[Score], claim: Claim, world: World) -> list[Score]:
    named = names_of(world.catalogue, claim.speaker)
    return [row for row in rows if compact(row.evaluator) in named]


def _of_maker(rows: list[Score], model: Model, world: World) -> list[Score]:
    maker = names_of(world.catalogue, model.organisation)
    return [row for row in rows if row.relation == "self" or compact(row.evaluator) in maker]


def _ordered(rows: list[Score], claim: Claim, model: Model, world: World) -> list[tuple[Score, Openness]]:
    by_named, own = _of_speaker(rows, claim, world), _of_maker(rows, model, world)
    first = by_named or own or rows
    rest = [row for row in rows if row not in first]
    made: list[tuple[Score, Openness]] = [
        (row, "shown" if denied(row, claim) else "possible" if number else "plain")
        for number, row in enumerate(_by_setting(_newest(first), claim))]
    apart = THRESHOLDS.harness
    for row in _newest(rest):
        far = all(abs(row.amount - other.amount) > apart for other in first)
        open_: Openness = "shown" if by_named else ("plain" if far and row.relation == "independent" else "possible")
        made.append((row, open_))
    return sorted(made, key=lambda pair: _OPEN.index(pair[1]))


def _by_setting(rows: list[Score], claim: Claim) -> list[Score]:
    """Scores in the order in which a sentence means them, by how they were got.

    Those got with more than one try of the plain model ("Heavy", "with tools", "parallel attempts") come last, unless
    the sentence tells of that; then they come first.
    """
    told = {cue for cue in _SETTINGS if mentions(claim, cue)}
    rows = [row for row in rows if not denied(row, claim)] or rows
    return sorted(rows, key=lambda row: (len(_needs(row) - told), len(told - _needs(row))))


def _needs(row: Score) -> set[str]:
    return {cue for cue in _SETTINGS if re.search(cue, row.setting, re.IGNORECASE)}


def denied(row: Score, claim: Claim) -> bool:
    """Whether a sentence says that a score was not got as this one was: "at the first attempt", "without tools"."""
    if _THINKING.search(row.setting) and mentions(claim, UNTHINKING):
        return True
    words = clause_of_figure(claim) if _ANOTHER.search(claim.sentence) else claim.sentence
    return any(re.search(cue, words, re.IGNORECASE) for need, cue in _PLAINLY.items() if need in _needs(row))


def _untold(row: Score, claim: Claim) -> bool:
    return any(not mentions(claim, cue) for cue in _needs(row))


def _between(rows: list[Score], model: Model) -> Reading:
    """What its maker or yet another tester may find, by how far testers of one benchmark lie apart."""
    newest = _newest(rows)[0].fact()
    apart = THRESHOLDS.beyond_points if _AGENTIC.search(rows[0].benchmark) else 2 * THRESHOLDS.harness
    amounts = sorted(row.amount for row in rows)
    low, high = max(amounts[0] - apart, 0.0), min(amounts[-1] + apart, _WHOLE)
    middle = (amounts[0] + amounts[-1]) / 2
    fact = replace(newest, amount=middle, kind="imputed", low=low, high=high)
    given = Input("score_of_others", "percent", Normal(low, middle, high), model.id, fact)
    made = Estimate(middle, low, high, "percent", (given,), method="spread of testers",
                    warnings=("reckoned from what others measured, not measured",))
    return Reading("others", f"the score that the maker or another tester may find, from {len(rows)} known", made,
                   "possible", short="by yet another tester", indirect=True)


def _newest(rows: list[Score]) -> list[Score]:
    return sorted(rows, key=lambda row: (row.known, row.setting), reverse=True)


def _reading(row: Score, open_: Openness, number: int, claim: Claim, world: World) -> Reading:
    fact = row.fact()
    how = f", {row.setting}" if row.setting else ""
    who = label(world.catalogue, row.evaluator) if row.evaluator else source_words(fact, world)
    words = f"the score by {who}{how}"
    if _untold(row, claim):  # a tester's other way of testing, which the sentence does not tell of
        words = f"the score got otherwise ({row.setting}), by {who}"
    name = f"by {who}" + (f" ({row.setting})" if row.setting else "")
    return from_fact(fact, world, name if not number else f"{name} #{number}", words, open=open_)


def _ahead(claim: Claim, model: Model, world: World) -> Answer:
    """Who is ahead, on each benchmark that one tester gave both models."""
    others = [other for other in _compared(claim, world) if other.id != model.id]
    if not others:
        wanted = f"the benchmark {claim.reference!r}" if claim.reference else "the benchmark meant"
        return NoBasis(f"{wanted}, or the model that {model.label} is compared with")
    made = [ahead(pair, world) for other in others for version in _versions(model, world)
            for pair in best_pairs(version, other, world)]
    names = " or ".join(each.label for each in others)
    if not made:
        return NoBasis(f"scores of {model.label} and {names} by one tester in one setting")
    return Found(tuple(made), (0.0, float("inf")), f"ahead of {names}")


def _versions(model: Model, world: World) -> list[Model]:
    """The model and its later versions of the same name."""
    day = today(world)
    return [each for each in world.catalogue.models.values() if each.organisation == model.organisation
            and each.label.startswith(model.label) and (each.release_date or day) <= day]


def _compared(claim: Claim, world: World) -> list[Model]:
    """The models that the sentence names beside the subject, and the one it is compared with."""
    from oncurve.claims.check.mentioned import models_in

    return models_in(claim.sentence, world)

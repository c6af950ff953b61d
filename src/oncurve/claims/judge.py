"""The judge: from a claim and the facts of a day to a verdict. The same rules for every speaker.

The order is the contract's: not_checkable, not_due, no_basis, drifted, scope_dependent, depends, consistent,
inconsistent. The first that holds is the verdict.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

from oncurve.basis.evidence import Fact
from oncurve.basis.hinge import Hinge, find_hinge
from oncurve.basis.spread import Array
from oncurve.claims import reason
from oncurve.claims.agreement import Interval, agreement, claimed_days, claimed_interval, unit_of
from oncurve.claims.check import check_of
from oncurve.claims.check.buyers_state import OWN_STATE
from oncurve.claims.check.export_status import COMING, claimed_status, weighed_singly
from oncurve.claims.check.facts import FIGURE
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, NoBasis, NotCheckable, NotDue, Reading, World
from oncurve.claims.check.rules_at_large import RESTRICTIONS, only_restricts
from oncurve.claims.claim import Claim
from oncurve.claims.drift import Drift, drift
from oncurve.claims.quoted_ranges import of_ends
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.turning import HINGE_DRAWS, turning
from oncurve.claims.units import in_unit
from oncurve.claims.verdict import Finding, JudgedReading, Judgement, Verdict
from oncurve.claims.witness import witness

__all__ = ["ask", "blind", "judge", "judged_reading"]

_WORDS_BEFORE = 16
_ALL_BUT = Pattern(r"\b(?:basically|practically|essentially|virtually|almost|nearly|effectively|all but|next to)\b",
                   re.IGNORECASE)
_NUMERAL = Pattern(r"(?<![\w.-])[$€£¥]?\d[\d,.]*\d|(?<![\w.-])[$€£¥]?\d")
#: measures whose readings are kinds of things held or bought, or moves of several days, not rival meanings
_KINDS = frozenset({"organisation_spend", "chip_count", "chip_spec", "market_move"})
#: measures of which a published statement is evidence where no fact is
_TOLD = frozenset({"parameters", "training_tokens", "chip_hours", "training_time", "power", "benchmark_score",
                   "organisation_spend", "tariff_rate", "price_per_token", "chip_count"})
#: those of them that are of one model, so that a figure of none can be held against no other's
_OF_MODELS = frozenset({"parameters", "training_tokens", "chip_hours", "training_time", "benchmark_score",
                        "price_per_token", "chip_count"})
#: what an amount of operations of a whole run is written with
_SCALED = Pattern(r"\d|illion|\b(?:exa|zetta|yotta|peta|giga|tera)", re.IGNORECASE)
#: measures whose claimed value is a date, in `time`
DATED = frozenset({"release_date", "training_date"})
#: what the words for a status cover, of 0 (free), 1 (licence needed) and 2 (presumed to be denied)
STATUSES = {"allowed": Interval(0, 0), "licence": Interval(1, 2), "restricted": Interval(2, 2)}
_ARGUMENT = frozenset({"capability_handicap", "trend_rate", "training_date", "release_date", "months_before_release"})
#: inputs that say how exactly a thing can be known: nobody holds another view of them, so they decide nothing
_NOISE = Pattern(r"_error$|(?:^|[._])scatter(?:_|$)")
_HYPERBOLE = Pattern(r"light[- ]?years?|miles (?:ahead|behind)|leagues (?:ahead|behind)|worlds? apart|an eternity",
                     re.IGNORECASE)


#: chips of no name, of which rules allow some and bar others
_AT_LARGE = ("ai chips", "ai hardware", "chips", "gpus")


def blind(claim: Claim) -> Claim:
    """The claim without its figures: all that a check may know, so that none can return what it was told.

    A mark stands for the numerals in the sentence, so that a check knows where the figure stood. A claim that has no
    figure has no unit either.
    """
    time = None if claim.measure in DATED else claim.time
    scope = None if claim.measure == "export_status" else claim.scope
    hidden = _NUMERAL.sub(FIGURE, claim.quote)
    hidden = hidden if FIGURE in hidden else f"{FIGURE} {hidden}"
    unit = "none" if claim.value is None and claim.low is None and claim.high is None else claim.unit
    return replace(claim, quote="", value=None, low=None, high=None, unit=unit, time=time, scope=scope, evidence=(),
                   sentence=_with_mark(claim.sentence, claim.quote, hidden))


def _with_mark(sentence: str, quote: str, hidden: str) -> str:
    """A sentence with its quoted words hidden, where they stand on their own: "4 TB/s" is no end of "14.4 TB/s"."""
    own = re.search(rf"(?<![\d.,]){re.escape(quote)}", sentence) if quote else None
    return sentence.replace(quote, hidden, 1) if own is None else sentence[:own.start()] + hidden + sentence[own.end():]


def ask(claim: Claim, world: World) -> Answer:
    """What the measure's check answers to the claim without its figures; where it has no fact, what is published."""
    figureless = claim.value is None and claim.low is None and claim.high is None
    if figureless and _HYPERBOLE.search(_around(claim)):
        return NotCheckable("It is a figure of speech: it names no quantity that could be computed.")
    if claim.measure == "price_per_token" and claim.value == 0 and _ALL_BUT.search(_around(claim)):
        return NotCheckable("It is a figure of speech: it says that the price is small, not that there is none.")
    if claim.measure == "training_compute" and claim.value is not None and _SCALED.search(claim.quote) is None:
        return NotCheckable("It counts operations for each of something, not those of a whole training run.")
    if claim.measure == "export_status" and claim.scope == "allowed" and not claim.negated and \
            (claim.subject or "").lower() in _AT_LARGE:
        return NoBasis("which chips are meant: some may be sold, and others may not")
    bare = blind(claim)
    answer = check_of(claim.measure).readings(bare, world)
    named = bool(claim.subject) or claim.measure not in _OF_MODELS
    if isinstance(answer, NoBasis) and claim.measure in _TOLD and named and not answer.findings and not answer.apart:
        told = published(bare, world, claim.measure)
        if told:
            return Found(tuple(told))
    return answer


def _around(claim: Claim) -> str:
    """The quote with the few words before it."""
    at = claim.sentence.find(claim.quote)
    return claim.sentence[max(at - _WORDS_BEFORE, 0):at + len(claim.quote)] if at >= 0 else claim.quote


def judge(claim: Claim, world: World, *, published: dt.date, rules: Thresholds = THRESHOLDS,
          hinges: bool = True) -> Judgement:
    """The verdict on a claim by the facts of a world.

    Args:
        claim: the claim.
        world: the facts of one day.
        published: the article's day, against which "about a month ago" is read.
        rules: the thresholds.
        hinges: whether to look for the input that decides.
    """
    answer = ask(claim, world)
    if isinstance(answer, NotCheckable):
        return Judgement("not_checkable", answer.why)
    said = drift(claim, world, published=published, rules=rules)
    if isinstance(answer, NotDue):  # a source may have been misquoted on what is still to come
        return Judgement("not_due", answer.why, due=answer.due, findings=said.findings, sources=said.sources)
    if isinstance(answer, NoBasis):
        return _without_basis(answer, said)
    readings, rates = _judged(claim, answer, world, published, rules)
    return _decided(claim, answer, readings, said, rates, _Context(world, published, rules, hinges))


class _Context:
    """What the last steps of a judgement need besides the readings."""

    def __init__(self, world: World, published: dt.date, rules: Thresholds, hinges: bool) -> None:
        self.world = world
        self.published = published
        self.rules = rules
        self.hinges = hinges


def _without_basis(answer: NoBasis, said: Drift) -> Judgement:
    findings = (Finding("OC802", f"The catalogue lacks {answer.missing}."),
                *(Finding(*each) for each in answer.findings), *said.findings)
    sources = tuple(dict.fromkeys((*answer.sources, *said.sources)))
    if said.contradicted:
        return Judgement("drifted", said.reason, findings=findings[1:], sources=sources)
    return Judgement("no_basis", reason.no_basis(answer, said), findings=findings, sources=sources)


def _judged(claim: Claim, answer: Found, world: World, published: dt.date,
            rules: Thresholds) -> tuple[tuple[JudgedReading, ...], tuple[str, ...]]:
    """Each reading with its own verdict, and the sources of the exchange rates used."""
    claimed = _claimed(claim, published, rules)
    unit = unit_of(claim)
    judged, rates = [], []
    for each in answer.readings:
        there: Interval | None = None
        if claimed is not None:
            found = in_unit(claimed, unit, each.estimate.unit, world.catalogue, published, rules)
            if found is not None:
                there = found[0]
                rates.append(found[1])
        elif answer.bounds is not None:
            there = Interval(*answer.bounds)
        if there is not None and each.estimate.exact and _is_estimated(each):
            there = there.scaled(1.0, rules.approx)  # a lone estimate of others is known no better than "about"
        judged.append(judged_reading(each, there, claim.negated, rules))
    return tuple(judged), tuple(rate for rate in dict.fromkeys(rates) if rate)


def _is_estimated(each: Reading) -> bool:
    """Whether a reading is one figure that somebody put to what nobody told."""
    kinds = {getattr(given.evidence, "kind", "") for given in each.estimate.basis}
    return kinds == {"estimated"}


def _claimed(claim: Claim, published: dt.date, rules: Thresholds) -> Interval | None:
    if claim.measure in DATED:
        return claimed_days(claim, published, rules)
    if claim.measure == "export_status":
        status = claimed_status(claim)
        return Interval(1, 1) if status == "licence" and weighed_singly(claim) else STATUSES.get(status)
    return claimed_interval(claim, rules)


def judged_reading(each: Reading, claimed: Interval | None, negated: bool, rules: Thresholds) -> JudgedReading:
    """A reading set against the claim.

    Args:
        each: the reading.
        claimed: the claim in the unit of its estimate; None where the two cannot be compared.
        negated: whether the claim is denied.
        rules: the thresholds.
    """
    if claimed is None or each.apart:
        return JudgedReading(each, None, None, "no_basis")
    share = agreement(each.estimate, claimed)
    if each.of_other and share >= rules.inconsistent:
        return JudgedReading(each, claimed, share, "consistent" if negated else "inconsistent")
    if _too_wide(each, claimed, rules) or _too_weak(each, claimed, share, rules) or \
            (share < rules.inconsistent and not negated and _of_part(each, claimed, rules)):
        return JudgedReading(each, claimed, share, "no_basis")
    if negated:
        share = 1 - share
    return JudgedReading(each, claimed, share, _band(share, rules))


def _band(share: float, rules: Thresholds) -> Verdict:
    if share >= rules.consistent:
        return "consistent"
    return "inconsistent" if share < rules.inconsistent else "depends"


def _too_wide(each: Reading, claimed: Interval, rules: Thresholds) -> bool:
    """Whether the interval spans more than the widest factor and the claim lies within it."""
    low, high = each.estimate.low, each.estimate.high
    if each.estimate.unit in ("date", "percent", "months") or low <= 0 or high <= rules.widest * low:
        return False
    if each.reported and claimed.low <= each.estimate.median <= claimed.high:
        return False  # the source itself gives this figure, however wide its interval
    ends = [end for end in (claimed.low, claimed.high) if math.isfinite(end)]
    return all(low <= end <= high for end in ends)


def _too_weak(each: Reading, claimed: Interval, share: float, rules: Thresholds) -> bool:
    """Whether indirect evidence speaks against the claim, and not by a very large factor; of a ratio never."""
    low, high = each.estimate.low, each.estimate.high
    if each.indirect and each.estimate.unit == "date":  # a reckoned span bears out no single day
        if high <= low:
            return share < rules.inconsistent
        apart = max(low - claimed.high, claimed.low - high)
        within = share >= rules.inconsistent and claimed.high - claimed.low < (high - low) * rules.consistent
        return within or 0 < apart <= rules.beyond_days
    if not each.indirect or share >= rules.inconsistent:
        return False
    if each.estimate.unit == "x":
        return True
    return low >= 0 and claimed.low <= high * rules.beyond_indirect and claimed.high >= low / rules.beyond_indirect


def _of_part(each: Reading, claimed: Interval, rules: Thresholds) -> bool:
    """Whether the claim may be of a part, or of a moment before, of what the estimate is of: not far beyond it."""
    low, high = each.estimate.low, each.estimate.high
    if each.whole and each.estimate.unit == "date":  # a later stage
        return claimed.high >= low
    if high < 0:  # a fall
        low, high, claimed = -high, -low, Interval(-claimed.high, -claimed.low)
    return bool(each.whole) and low >= 0 and claimed.low <= high * rules.beyond_whole


def _decided(claim: Claim, answer: Found, readings: tuple[JudgedReading, ...], said: Drift, rates: tuple[str, ...],
             context: _Context) -> Judgement:
    found = tuple(Finding(*each) for each in answer.findings) + said.findings
    found += tuple(Finding("OC104", f"The figure is of {each.reading.of_other}.") for each in readings[:1]
                   if each.reading.of_other and each.reading.open == "plain" and not claim.negated)
    used = (*(source for each in readings for source in each.reading.estimate.sources), *said.sources, *rates)
    sources = tuple(dict.fromkeys(used))
    able = [each for each in readings if each.claimed is not None]
    if not able:
        return Judgement("not_checkable", reason.no_figure(readings), readings, findings=found, sources=sources)
    plain = _asked(able)
    if not plain:
        return Judgement("no_basis", reason.other_kinds(claim, able), readings, sources=sources, findings=(
            *found, Finding("OC802", "The catalogue lacks the figure that the sentence is about.")))
    if all(each.verdict == "no_basis" for each in plain):
        if not said.contradicted and not said.faithful:
            said = witness(claim, able, context.world)
            found += said.findings
        if said.contradicted:  # whatever can be computed, the source says otherwise
            return Judgement("drifted", said.reason, _first(plain[0], readings), findings=found, sources=sources)
        wide = Finding("OC801", reason.unsettled(plain[0]))
        return Judgement("no_basis", wide.message, _first(plain[0], readings), findings=(*found, wide),
                         sources=sources)
    plain = _any_that_fits(claim, plain, able)
    verdict = _of_readings(plain, able)
    if not said.contradicted and not said.faithful and (verdict != "consistent" or of_ends(claim)):
        said = witness(claim, able, context.world)
        found += said.findings
    if said.contradicted:
        return Judgement("drifted", said.reason, _first(_nearest(plain), readings), findings=found, sources=sources)
    if verdict == "scope_dependent":
        return Judgement(verdict, reason.scope_dependent(claim, able), readings, findings=found, sources=sources)
    headline = next(each for each in plain if each.verdict != "no_basis")
    hinge = _hinge(claim, headline, context) if context.hinges else None
    if hinge is not None and hinge.inside:
        verdict = "depends"
    text = reason.of(verdict, claim, headline, hinge, answer)
    return Judgement(verdict, text, _first(headline, readings), hinge, found, sources)


def _asked(able: list[JudgedReading]) -> list[JudgedReading]:
    """The readings that the sentence means; where none is plain, those that it could."""
    plain = [each for each in able if each.reading.open == "plain"]
    return plain or [each for each in able if each.reading.open == "possible"]


def _of_one_tester(asked: list[JudgedReading], able: list[JudgedReading]) -> list[JudgedReading]:
    """Of several settings of the tester that is meant, the one that fits; other testers keep their say."""
    tester = asked[0].reading.definition.partition(",")[0]
    own = [each for each in able if each.reading.open != "shown"
           and each.reading.definition.partition(",")[0] == tester and each.verdict == "consistent"]
    others = [each for each in asked if each.reading.definition.partition(",")[0] != tester]
    return [own[0], *others] if own else asked


def _any_that_fits(claim: Claim, asked: list[JudgedReading], able: list[JudgedReading]) -> list[JudgedReading]:
    """Where the sentence names no kind of what it counts, any kind that fits is the one it means."""
    if claim.measure == "benchmark_score" and not claim.negated:
        return _of_one_tester(asked, able)
    several = any(each.reading.name in (COMING, OWN_STATE) for each in asked)
    if claim.measure == "export_status" and several and not claim.negated:
        return [each for each in asked if each.verdict == "consistent"] or asked  # both held in the time that it names
    if claim.measure == "export_status" and only_restricts(claim) and not claim.negated:
        return [each for each in able if each.reading.name in RESTRICTIONS and each.verdict == "consistent"] or asked
    if claim.measure == "market_move" and not claim.negated:  # two reports of one move differ by its rounding
        return [each for each in asked if each.verdict == "consistent"] or asked
    if claim.measure not in _KINDS or claim.negated or any(each.reading.open == "plain" for each in asked):
        return asked
    return [each for each in asked if each.verdict == "consistent"] or asked


def _first(headline: JudgedReading, readings: tuple[JudgedReading, ...]) -> tuple[JudgedReading, ...]:
    return (headline, *(each for each in readings if each is not headline))


def _nearest(plain: list[JudgedReading]) -> JudgedReading:
    return max(plain, key=lambda each: each.agreement or 0.0)


def _of_readings(plain: list[JudgedReading], able: list[JudgedReading]) -> Verdict:
    """The verdict that the readings give together; those too wide to settle anything have no say."""
    words = list(dict.fromkeys(each.verdict for each in plain if each.verdict != "no_basis"))
    wide = any(each.in_wide_range and each.reading.open != "shown" for each in able)
    if len(words) > 1 or (words == ["inconsistent"] and wide):
        return "scope_dependent"
    possible = {each.verdict for each in able if each.reading.open == "possible"}
    if words == ["inconsistent"] and possible & {"consistent", "depends"}:
        return "scope_dependent"
    return words[0]


def _hinge(claim: Claim, headline: JudgedReading, context: _Context) -> Hinge | None:
    made, claimed = headline.reading.estimate, headline.claimed
    turn = turning(headline, negated=claim.negated, rules=context.rules)
    if turn is None or claimed is None:
        return None
    published = headline.reading.reported or (len(made.basis) == 1 and isinstance(made.basis[0].evidence, Fact))
    if published and headline.verdict == "consistent" and not claim.negated \
            and claimed.low <= made.median <= claimed.high:
        return None  # the source itself gives this figure; its spread is only how exactly it could be known
    start = headline.verdict

    def answer(sample: Array | float) -> str:
        found = turn.verdict(sample)
        if turn.single:
            return found
        return start if found == "depends" or (start == "depends" and found == "inconsistent") else found

    few = context.world.draws.fewer(HINGE_DRAWS)
    if claim.measure == "cost_decline_rate":  # the argument itself first: handicap, rate and gap; then the costs
        own = find_hinge(turn.quantity, few, answer, lambda key: key.rpartition(".")[2] in _ARGUMENT)
        if own is not None and own.inside:
            return own
    return find_hinge(turn.quantity, few, answer, lambda key: _NOISE.search(key) is None)

"""The one or two sentences that say why, in words a reader understands."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oncurve.basis.hinge import Hinge
from oncurve.claims.agreement import Interval
from oncurve.claims.check.export_status import weighed_singly
from oncurve.claims.check.reading import Found, NoBasis
from oncurve.claims.claim import Claim
from oncurve.claims.saying import factor_words, say, say_estimate, say_interval

if TYPE_CHECKING:
    from oncurve.claims.drift import Drift
    from oncurve.claims.verdict import JudgedReading, Verdict

__all__ = ["apart", "factor_apart", "hinge_words", "indirect", "input_words", "no_basis", "no_figure", "of",
           "other_kinds", "reading_words", "scope_dependent", "too_wide", "unsettled"]

_SHOWN = 3
_DIGITS = (3, 4, 5, 6)
#: the least of a claimed status, and what the claim then is
_STATUS = {0: "that none is needed", 1: "that one is needed", 2: "that it is barred"}
#: inputs in plain words
_INPUTS = {
    "rental_price": "the rent of a chip-hour", "months_before_release": "the months between training and release",
    "capability_handicap": "how much weaker the later model is", "trend_rate": "the rate at which costs fall",
    "peer_flop": "the compute judged from its peers", "chip_hours": "the chip-hours",
    "mfu": "the utilisation of the chips",
    "training_compute_counted_error": "how exactly compute can be counted",
    "research_compute_factor": "the research compute beside the final run", "contributors": "the number of people",
}


def no_basis(answer: NoBasis, said: Drift) -> str:
    """Which fact is missing."""
    text = f"The catalogue lacks {answer.missing}, so this cannot be settled."
    return text + (" The cited source is quoted rightly." if said.faithful else "")


def no_figure(readings: Sequence[JudgedReading]) -> str:
    """Why a claim without a figure is not compared."""
    if not readings:
        return "It names no figure that could be computed."
    made = readings[0].reading
    return f"It names no figure to compare with. {_upper(made.definition)}: {say_estimate(made.estimate)}."


def too_wide(wide: JudgedReading) -> str:
    """That the estimate settles nothing."""
    made = wide.reading.estimate
    return (f"{_upper(wide.reading.definition)} can only be put at {say_interval(made.low, made.high, made.unit)}; "
            "the claim lies within that, which is too wide to settle it.")


def unsettled(none: JudgedReading) -> str:
    """Why a reading settles nothing: it is of a whole, rests on indirect evidence, or spans too much."""
    made = none.reading
    if made.whole:
        known = made.says or say_estimate(made.estimate)
        return f"{_upper(made.definition)}: {known}. {made.whole}"
    return indirect(none) if made.indirect else too_wide(none)


def indirect(weak: JudgedReading) -> str:
    """That indirect evidence is too weak to refute."""
    made = weak.reading.estimate
    return (f"{_upper(weak.reading.definition)} is known by indirect evidence alone, which puts it at "
            f"{say_estimate(made)}; that is too weak to refute the claim.")


def other_kinds(claim: Claim, readings: Sequence[JudgedReading]) -> str:
    """That only figures of other kinds are known."""
    known = _listed([each for each in readings if each.claimed is not None])
    measure = claim.measure.replace("_", " ")
    return f"The catalogue lacks the figure that the sentence is about ({measure}); it has {known}."


def scope_dependent(claim: Claim, readings: Sequence[JudgedReading]) -> str:
    """Which readings agree and which do not."""
    decisive = [each for each in readings if each.reading.open != "shown" and each.verdict != "no_basis"]
    agree = [each for each in decisive if each.verdict == "consistent"]
    close = [each for each in decisive if each.verdict == "depends"]
    apart = [each for each in decisive if each.verdict == "inconsistent"]
    close += [each for each in readings if each.reading.open != "shown" and each.in_wide_range] if not agree else []
    verb = "The denial" if claim.negated else "The claim"
    lag = " the lag" if claim.measure == "capability_lag" else ""
    parts = [f"{verb if not number else 'it'} {word}{lag} {_listed(group)}" for number, (word, group) in enumerate(
        (word, group) for word, group in (("fits", agree), ("may fit", close), ("does not fit", apart)) if group)]
    return f"It depends on how the sentence is read. {'; '.join(parts)}."


def _listed(group: Sequence[JudgedReading]) -> str:
    shown = [f"{each.reading.short or each.reading.definition} "
             f"({_in_brackets(each.reading.says or say_estimate(each.reading.estimate))})" for each in group[:_SHOWN]]
    more = [f"{len(group) - _SHOWN} more"] if len(group) > _SHOWN else []
    words = shown + more
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _in_brackets(text: str) -> str:
    """A value with its interval, to stand in brackets of its own: "$3.5 million, from $1.8 to $7.1 million"."""
    return re.sub(r" \((.+)\)$", r", from \1", text)


def reading_words(each: JudgedReading) -> str:
    """A reading as "definition: estimate"; a full sentence stands alone."""
    if each.reading.says.startswith("On "):
        return _upper(each.reading.says)
    return f"{_upper(each.reading.definition)}: {each.reading.says or say_estimate(each.reading.estimate)}"


def of(verdict: Verdict, claim: Claim, headline: JudgedReading, hinge: Hinge | None, answer: Found) -> str:
    """The reason of `consistent`, `inconsistent` or `depends`."""
    base = reading_words(headline) + "."
    if verdict == "depends":
        return f"{base} {_depends(headline, hinge)}"
    if verdict == "consistent":
        return f"{base} {_agrees(claim, answer)}"
    return f"{base} {_differs(claim, headline)}"


def _depends(headline: JudgedReading, hinge: Hinge | None) -> str:
    if hinge is None or not hinge.inside:
        return f"The claim lies at the edge of what fits (agreement {headline.agreement:.2f})."
    return f"Whether the claim fits depends on {hinge_words(hinge)}."


def hinge_words(hinge: Hinge) -> str:
    """An input and the value at which the answer flips."""
    way = "above" if hinge.flips_at > hinge.value else "below"
    turn = "fits only" if hinge.to == "consistent" else "no longer fits"
    value, flips = apart(hinge.value, hinge.flips_at, hinge.unit)
    if value == flips:
        return f"{input_words(hinge.name)}: at {value}, as taken here, it is on the edge, and {turn} {way} that"
    return f"{input_words(hinge.name)}: taken as {value} here, it {turn} {way} {flips}"


def apart(value: float, flips: float, unit: str) -> tuple[str, str]:
    """Two values with as many digits as tell them apart."""
    for digits in _DIGITS:
        words = say(value, unit, digits), say(flips, unit, digits)
        if words[0] != words[1]:
            return words
    return say(value, unit), say(flips, unit)


def input_words(name: str) -> str:
    """An input by its key, in plain words."""
    bare = name.rpartition(".")[2]
    dated = re.fullmatch(r"(.+)-\d{4}(?:-\d{2}){0,2}", bare)
    if dated:
        return f"the figure of {dated[1].replace('-', ' ').title()}"
    return _INPUTS.get(bare, bare.replace("_", " "))


def _agrees(claim: Claim, answer: Found) -> str:
    if claim.negated:
        return "The denied figure does not fit that, so the denial does."
    if claim.value is None and claim.low is None and claim.high is None and answer.claims:
        return f"The claim is that it is {answer.claims}, which fits."
    return "The claim fits."


def _differs(claim: Claim, headline: JudgedReading) -> str:
    if claim.negated:
        return "The figure that is denied fits that."
    if claim.measure == "export_status" and headline.claimed is not None:
        status = round(headline.claimed.low)
        if status == 1 and weighed_singly(claim):
            return "The claim is that applications are weighed case by case."
        return f"The claim is {_STATUS.get(status, 'another')}."
    if headline.reading.of_other:
        return f"These are {headline.reading.of_other}."
    apart = factor_apart(headline)
    if apart is None:
        return "The claim does not fit."
    return f"The claim is {apart}."


def factor_apart(headline: JudgedReading) -> str | None:
    """Factor and direction of a claim that does not fit: "10 times too high"; None where a factor says nothing."""
    made, claimed = headline.reading.estimate, headline.claimed
    if claimed is None or (claimed.one_sided and math.isinf(made.high - made.low)):
        return None  # "less than" what was said to be more than that is not too high by a factor
    if made.unit == "date":
        return _days_apart(made.low, made.high, claimed)
    end = claimed.low if claimed.low > made.median else claimed.high
    centre = claimed.middle if not claimed.one_sided else end
    way = "too high" if centre > made.median else "too low"
    if made.median > 0 and centre > 0:
        factor = max(centre / made.median, made.median / centre)
        return f"{factor_words(factor)} {way}" if math.isfinite(factor) else None
    return f"{say(abs(centre - made.median), made.unit)} {way}"


def _days_apart(low: float, high: float, claimed: Interval) -> str:
    late = claimed.low > high
    days = round(claimed.low - high) if late else round(low - claimed.high)
    word = "day" if days == 1 else "days"
    return f"{days} {word} too {'late' if late else 'early'}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

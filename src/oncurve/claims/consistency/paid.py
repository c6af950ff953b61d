"""What is paid a year, for each of something or for a million tokens, beside the whole that it comes from."""

from __future__ import annotations

import re

from oncurve.claims.consistency.parts import OTHERS, SO, earlier, per_of
from oncurve.claims.consistency.slip import Slip, off_by, slack_of, within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["PAID"]

_SPAN = Pattern(r"\b(?:over|for|across|during|through|within|in)(?: (?:the|its|all|about|some|next|coming|full|a|one))*"
                r"\s*$|"
                r"^(?:over|for|across|during|through|within)\b", re.IGNORECASE)
#: what tells that months are added up to a year
_ANNUAL = Pattern(r"\b(?:over|in|for|across) (?:a|one|the) (?:(?:full|whole|entire) )?year\b|\ba (?:full|whole) year\b|"
                  r"\bannual(?:ly|i[sz]ed)?\b|\b(?:a|one) year of (?:that|it|this)\b", re.IGNORECASE)
_IS = Pattern(r"\b(?:that|this|it|which) (?:\w+ ){0,2}?(?:is|comes?|makes?|adds|works|amounts?|be|means)\b")
#: what is paid, made or shipped by the year
_SUMS = frozenset({"money", "chips", "chiphours"})
_PLAIN = frozenset({"number", "count"})
_MONTHS_A_YEAR = 12.0
_DAYS_A_YEAR, _YEARLY, _MILLION, _NEAR = 365.25, ("year", "month"), 1e6, 100


def _a_year(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: a sum over so many years told as so much a year."""
    here = earlier(result, passages, 1)
    times = [each for each in here if each.kind == "duration" and each.unit.startswith("year") and each.value > 1]
    sums = [each for each in here if each.kind == result.kind and each.unit == result.unit and not each.per]
    per = per_of(result, passages)
    if per not in _YEARLY or len(times) != 1 or len(sums) != 1:
        return None
    between = passages.text[max(times[0].end, sums[0].end):result.start]
    around = passages.text[min(times[0].start, sums[0].start):result.start]
    named = passages.things.between(max(times[0].end, sums[0].end), result.start, "organisation")
    close = re.fullmatch(r"\s*[:,–-]\s*", between) is not None
    if named or not (close or SO.search(around)) or len(between) > _NEAR or OTHERS.search(between):
        return None
    made = sums[0].value / times[0].value / (1.0 if per == "year" else _MONTHS_A_YEAR)
    if within(result.value, made, slack_of((result, *sums, *times), rules)):
        return None
    text = (f"{say(sums[0].value, sums[0].unit, 4)} over {say(times[0].value, 'years')} is "
            f"{say(made, result.unit, 4)} a {per}, not {say(result.value, result.unit, 4)}.")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _over_years(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: so much a year over so many years told as another sum."""
    here = earlier(result, passages, 1)
    rates = [each for each in here if each.kind == result.kind and each.unit == result.unit and each.per in _YEARLY]
    own = [each for each in passages.amounts.of_sentence(result.sentence, "duration") if each.value > 1
           and each.unit.rstrip("s") in _YEARLY]
    if per_of(result, passages) or len(rates) != 1 or len(own) != 1 or result.kind not in _SUMS:
        return None
    at = passages.text[passages.sentences[result.sentence].start:own[0].start]
    near = 0 <= result.start - own[0].end <= _NEAR or 0 <= own[0].start - result.end < 2
    told = _SPAN.search(at) or _SPAN.search(passages.words(own[0]))
    between = [each for each in here if rates[0].end <= each.start < result.start and each.kind == result.kind]
    if not near or not told or between or OTHERS.search(passages.text[rates[0].end:result.start]):
        return None
    years = own[0].days / _DAYS_A_YEAR
    made = rates[0].value * years * (1.0 if rates[0].per == "year" else _MONTHS_A_YEAR)
    if within(result.value, made, slack_of((result, *rates, *own), rules)):
        return None
    text = (f"{say(rates[0].value, result.unit, 4)} a {rates[0].per} over {passages.words(own[0]).strip()} comes to "
            f"{say(made, result.unit, 4)}, not {say(result.value, result.unit, 4)} ({off_by(result.value, made)}).")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _of_months(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: so much a month told as so much a year: "$1 billion a month; over a full year that comes to"."""
    here = earlier(result, passages, 1)
    rates = [each for each in here if each.kind == result.kind and each.unit == result.unit and each.per == "month"]
    if len(rates) != 1 or result.kind not in _SUMS or any(
            each.kind == result.kind and each.start > rates[0].start for each in here):
        return None
    between = passages.text[rates[0].end:result.start]
    own = passages.text[max(rates[0].end, passages.sentences[result.sentence].start):result.start]
    yearly = (per_of(result, passages) == "year" and SO.search(between)) or (not per_of(result, passages)
                                                                         and _ANNUAL.search(own) and _IS.search(own))
    if not yearly or len(between) > _NEAR or OTHERS.search(between):
        return None
    made = rates[0].value * _MONTHS_A_YEAR
    if within(result.value, made, slack_of((result, *rates), rules)):
        return None
    text = (f"{say(rates[0].value, result.unit, 4)} a month comes to {say(made, result.unit, 4)} a year, not "
            f"{say(result.value, result.unit, 4)} ({off_by(result.value, made)}).")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _each(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: what one of so many costs, told beside what all of them do: "40 million for 5,448 chips, 7,300 each"."""
    here = earlier(result, passages, 0)
    sums = [each for each in here if each.kind == result.kind and each.unit == result.unit and not each.per]
    counts = [each for each in here if each.kind in ("chips", "companies", *_PLAIN) and not each.per and each.value > 1]
    if result.per != "each" or result.kind != "money" or len(sums) != 1 or len(counts) != 1 \
            or counts[0].sentence != result.sentence or result.start - max(sums[0].end, counts[0].end) > _NEAR / 2:
        return None
    made = sums[0].value / counts[0].value
    if within(result.value, made, slack_of((result, *sums, *counts), rules)):
        return None
    text = (f"{say(sums[0].value, sums[0].unit, 4)} for {say(counts[0].value, '', 4).strip()} is "
            f"{say(made, result.unit, 4)} each, not {say(result.value, result.unit, 4)} "
            f"({off_by(result.value, made)}).")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _for_tokens(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: a price for a million tokens times the tokens that are paid for."""
    here = earlier(result, passages, 1)
    rates = [each for each in here if each.kind == "money" and each.per == "tokens" and each.unit == result.unit]
    tokens = [each for each in here if each.kind == "tokens" and rates and each.start >= rates[-1].end]
    if result.kind != "money" or result.per or len(rates) != 1 or len(tokens) != 1 \
            or tokens[0].sentence != result.sentence:
        return None
    between = passages.text[tokens[0].end:result.start]
    if not re.search(r"\b(?:costs?|come|cost you|for|is|are|run)\b", between) or len(between) > _NEAR / 2:
        return None
    made = rates[0].value * tokens[0].value / _MILLION
    if within(result.value, made, slack_of((result, *rates, *tokens), rules)):
        return None
    text = (f"At {say(rates[0].value, result.unit)} a million, {say(tokens[0].value, 'tokens')} cost "
            f"{say(made, result.unit, 4)}, not {say(result.value, result.unit, 4)} ({off_by(result.value, made)}).")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


#: each tells what is wrong with what is paid, or None
PAID = (_a_year, _over_years, _of_months, _each, _for_tokens)

"""Sums of money that a passage states with what they are worked out from: hours and their price, months and theirs."""

from __future__ import annotations

import re
from itertools import product

from oncurve.claims.consistency.slip import Slip, fits, off_by, operands, slack_of
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds as Rules

__all__ = ["BILLS", "hours_beside", "many_hours"]

_MOST_AN_HOUR = 50.0
_HOURS_A_DAY = 24
_EACH_HOUR = Pattern(r"\b(?:for each|for every|each|per|an?|every)\b(?:[^.]|\.\d){0,32}\bhours?\b", re.IGNORECASE)
_HOURS_AT = Pattern(r"\bhours?,? (?:at|for) (?:about |some )?\$?$")
_RESULT = Pattern(
    r"\b(?:mak(?:es?|ing)|com(?:es?|ing) to|or|total|would be|gives?|giving|is|cost|costs|for|of|at "
    r"which|amount\w*|so|which|sets? (?:\w+ )?back|means?|runs? to|works? out)\b|,",
    re.IGNORECASE,
)


def hours_beside(result: Amount, passages: Passages) -> list[Amount]:
    """Chip-hours beside a result; a bare "million hours" counts where chips or a price are spoken of."""
    found = operands(passages, result, "chiphours")
    return found or [each for each in operands(passages, result, "duration") if many_hours(each)]


def many_hours(each: Amount) -> bool:
    """Whether a time is too long for a clock, and so must be chip-hours ("2.664 million hours")."""
    return each.unit.startswith("hour") and each.value >= 1e4


def _rates(result: Amount, passages: Passages) -> list[Amount]:
    """Prices an hour: those that say so, and small sums right beside hours ("at $2")."""
    told = [each for each in operands(passages, result, "money", per="hour") if each.unit == result.unit]
    told += [each for each in operands(passages, result, "money", per="each") if each.unit == result.unit
             and 0 < each.value <= _MOST_AN_HOUR and _HOURS_AT.search(each.before)]
    if told:
        return told
    small = [
        each
        for each in passages.amounts.of_sentences(result.sentence - 1, result.sentence, "money")
        if not each.per
        and each is not result
        and each.paragraph == result.paragraph
        and each.unit == result.unit
        and 0 < each.value <= _MOST_AN_HOUR
    ]
    return [
        each
        for each in small
        if re.search(r"\bat\s+(?:an? \w+ )?(?:about |some )?$", each.before)
        or "an hour" in each.after
        or "each hour" in each.after
    ]


def _bill(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chip-hours times the price of one."""
    if total.per or total.value <= _MOST_AN_HOUR:
        return None
    hours, rates = hours_beside(total, passages), _rates(total, passages)
    if not hours or not rates or total.start < min(each.start for each in hours):
        return None
    pairs = [(h, r) for h, r in product(hours, rates) if abs(r.sentence - total.sentence) <= 1]
    nearest = min(pairs, key=lambda pair: abs(pair[0].end - pair[1].start), default=None)
    if nearest is None or not _is_result(total, nearest, passages):
        return None
    slack = slack_of((total, *hours, *rates), rules)
    every = [*rates, *(each for each in operands(passages, total, "money") if each.value <= _MOST_AN_HOUR)]
    results = [
        amount * rate.value for rate in every for amount in (*(h.value for h in hours), sum(h.value for h in hours))
    ]
    beside = [each.value for each in passages.amounts.of_kind("money") if each is not total]
    if fits(total.value, results, slack) or fits(total.value, beside, rules.lookalike):
        return None
    hour, rate = nearest
    result = hour.value * rate.value
    return Slip.on(
        total,
        "OC201",
        f"{say(hour.value, 'chip-hours', 4)} at {say(rate.value, rate.unit)} an "
        f"hour come to {say(result, rate.unit, 4)}, not {say(total.value, total.unit, 4)} "
        f"({off_by(total.value, result)}).",
        refutes=True,
        factor=total.value / result,
    )


def _rented(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chips times their time times the price of an hour: "2,048 chips, 54 days, $2 an hour: $53 million"."""
    if total.per or total.value <= _MOST_AN_HOUR or hours_beside(total, passages):
        return None
    here = [each for each in passages.amounts.of_sentence(total.sentence) if each.value > 0]
    chips = [each for each in here if each.kind == "chips"]
    times = [each for each in here if each.kind == "duration" and not each.unit.startswith("hour")]
    rates = [each for each in _rates(total, passages) if each.sentence == total.sentence]
    if not len(chips) == len(times) == len(rates) == 1:
        return None
    parts = (chips[0], times[0], rates[0])
    last = max(parts, key=lambda each: each.end)
    if last.end > total.start or _RESULT.search(passages.text[last.end:total.start]) is None:
        return None
    result = chips[0].value * times[0].days * _HOURS_A_DAY * rates[0].value
    if fits(total.value, [result], slack_of((total, *parts), rules)):
        return None
    text = (f"{say(chips[0].value, 'chips', 4)} for {passages.words(times[0])} at {say(rates[0].value, rates[0].unit)} "
            f"an hour come to {say(result, total.unit, 4)}, not {say(total.value, total.unit, 4)} "
            f"({off_by(total.value, result)}).")
    return Slip.on(total, "OC201", text, refutes=True, factor=total.value / result)


def _is_result(total: Amount, pair: tuple[Amount, Amount], passages: Passages) -> bool:
    """Whether the sum is told as what hours and price give: right after both, with no other sum or stop between."""
    last = max(pair, key=lambda each: each.end)
    if last.end > total.start or total.sentence - last.sentence > 1:
        return False
    between = passages.text[last.end : total.start]
    return (
        _RESULT.search(between) is not None
        and "against" not in between.lower()
        and len(between) <= 120
        and not passages.amounts.between(last.end, total.start, "money")
    )


def _price(rate: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """A price of an hour worked out from a sum and hours: "about $2.07 for each of its 258,048 hours"."""
    tail = passages.text[rate.end : rate.end + 60]
    if rate.value > _MOST_AN_HOUR or not _EACH_HOUR.match(tail.lstrip(" ,")):
        return None
    hours = [each for each in hours_beside(rate, passages) if each.sentence == rate.sentence]
    sums = [
        each
        for each in operands(passages, rate, "money")
        if each.unit == rate.unit and each.end <= rate.start and each.value > _MOST_AN_HOUR
    ]
    if len(hours) != 1 or not sums:
        return None
    if fits(rate.value, [each.value / hours[0].value for each in sums], slack_of((rate, *sums, *hours), rules)):
        return None
    result = sums[-1].value / hours[0].value
    return Slip.on(
        rate,
        "OC201",
        f"{say(sums[-1].value, rate.unit, 4)} over {say(hours[0].value, 'hours', 4)} "
        f"is {say(result, rate.unit)} an hour, not {say(rate.value, rate.unit)}.",
        refutes=True,
    )


def _instalments(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """A sum a month times the months."""
    rates = [each for each in operands(passages, total, "money", per="month") if each.unit == total.unit]
    months = [each for each in operands(passages, total, "duration") if each.unit.startswith("month")]
    if total.per or total.value <= 0 or not rates or not months or months[0].sentence != total.sentence:
        return None
    results = [rate.value * month.value for rate, month in product(rates, months)]
    if fits(total.value, results, slack_of((total, *rates, *months), rules)):
        return None
    return Slip.on(
        total,
        "OC201",
        f"{say(rates[0].value, rates[0].unit)} a month over "
        f"{say(months[0].value, 'months')} come to {say(results[0], total.unit, 4)}, not "
        f"{say(total.value, total.unit, 4)} ({off_by(total.value, results[0])}).",
        refutes=True,
        factor=total.value / results[0],
    )


#: each tells what is wrong with a sum of money, or None
BILLS = (_bill, _rented, _price, _instalments)

"""Products that a passage states with their factors: hours and price, chips and time, speed and bits, chips and watts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

from oncurve.claims.consistency.slip import Slip, fits, off_by, operands, slack_of
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["products"]

_HOURS_A_DAY = 24
_OPERATIONS = 6
_WORK_SLACK = 0.3
_LEAST_WORK = 1e12
_MOST_AN_HOUR = 50.0
_MOST_WATTS = 5_000.0
_WATTS = {"W": 1.0, "kW": 1e3, "KW": 1e3, "MW": 1e6, "GW": 1e9}
_EACH_HOUR = re.compile(r"\b(?:for each|for every|each|per|an?|every)\b[^.]{0,30}\bhours?\b", re.IGNORECASE)
_SCARCE = re.compile(r"tpp|processing performance", re.IGNORECASE)
_NODES = re.compile(r"node|server|rack|machine|box", re.IGNORECASE)


def products(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Products that are not what their factors give (OC201, OC202, OC204)."""
    checks: dict[str, tuple[Callable[[Amount, Passages, Rules], Slip | None], ...]] = {
        "money": (_bill, _price, _instalments), "chiphours": (_chip_hours, _per_token), "number": (_chip_hours, _performance),
        "duration": (_days, _per_token), "flop": (_work,), "power": (_draw,), "chips": (_nodes,),
    }
    for each in passages.amounts:
        for check in checks.get(each.kind, ()):
            found = check(each, passages, rules)
            if found is not None:
                yield found
                break


Rules = Thresholds


def _hours(result: Amount, passages: Passages) -> list[Amount]:
    """Chip-hours beside a result; a bare "million hours" counts where chips or a price are spoken of."""
    found = operands(passages, result, "chiphours")
    return found or [each for each in operands(passages, result, "duration") if _many_hours(each)]


def _rates(result: Amount, passages: Passages) -> list[Amount]:
    """Prices an hour: those that say so, and small sums right beside hours ("at $2")."""
    told = [each for each in operands(passages, result, "money", per="hour") if each.unit == result.unit]
    if told:
        return told
    small = [each for each in passages.amounts if each.kind == "money" and not each.per and each is not result
             and each.unit == result.unit and each.value <= _MOST_AN_HOUR
             and 0 <= result.sentence - each.sentence <= 1 and each.paragraph == result.paragraph]
    return [each for each in small if re.search(r"\bat\s+(?:an? \w+ )?(?:about |some )?$", each.before)
            or "an hour" in each.after or "each hour" in each.after]


def _bill(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chip-hours times the price of one."""
    if total.per or total.value <= _MOST_AN_HOUR:
        return None
    hours, rates = _hours(total, passages), _rates(total, passages)
    if not hours or not rates or total.start < min(each.start for each in hours):
        return None
    pairs = [(h, r) for h, r in product(hours, rates) if abs(r.sentence - total.sentence) <= 1]
    nearest = min(pairs, key=lambda pair: abs(pair[0].end - pair[1].start), default=None)
    if nearest is None or not _is_result(total, nearest, passages):
        return None
    slack = slack_of((total, *hours, *rates), rules)
    every = [*rates, *(each for each in operands(passages, total, "money") if each.value <= _MOST_AN_HOUR)]
    results = [amount * rate.value for rate in every for amount in (*(h.value for h in hours), sum(h.value for h in hours))]
    beside = [each.value for each in passages.amounts if each.kind == "money" and each is not total]
    if fits(total.value, results, slack) or fits(total.value, beside, rules.lookalike):
        return None
    hour, rate = nearest
    result = hour.value * rate.value
    return Slip(total.start, total.end, "OC201", f"{say(hour.value, 'chip-hours', 4)} at {say(rate.value, rate.unit)} an "
                f"hour come to {say(result, rate.unit, 4)}, not {say(total.value, total.unit, 4)} "
                f"({off_by(total.value, result)}).", refutes=True)


_RESULT = re.compile(r"\b(?:mak(?:es?|ing)|com(?:es?|ing) to|or|total|would be|gives?|giving|is|cost|costs|for|of|at "
                     r"which|amount\w*|so|which)\b|,", re.IGNORECASE)


def _is_result(total: Amount, pair: tuple[Amount, Amount], passages: Passages) -> bool:
    """Whether the sum is told as what hours and price give: right after both, with no other sum or stop between."""
    last = max(pair, key=lambda each: each.end)
    if last.end > total.start or total.sentence - last.sentence > 1:
        return False
    between = passages.text[last.end:total.start]
    return _RESULT.search(between) is not None and "against" not in between.lower() and len(between) <= 120 and \
        not any(each.kind == "money" and last.end <= each.start < total.start for each in passages.amounts)


def _price(rate: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """A price of an hour worked out from a sum and hours: "about $2.07 for each of its 258,048 hours"."""
    tail = passages.text[rate.end:rate.end + 60]
    if rate.value > _MOST_AN_HOUR or not _EACH_HOUR.match(tail.lstrip(" ,")):
        return None
    hours = [each for each in _hours(rate, passages) if each.sentence == rate.sentence]
    sums = [each for each in operands(passages, rate, "money") if each.unit == rate.unit and each.end <= rate.start
            and each.value > _MOST_AN_HOUR]
    if len(hours) != 1 or not sums:
        return None
    if fits(rate.value, [each.value / hours[0].value for each in sums], slack_of((rate, *sums, *hours), rules)):
        return None
    result = sums[-1].value / hours[0].value
    return Slip(rate.start, rate.end, "OC201", f"{say(sums[-1].value, rate.unit, 4)} over {say(hours[0].value, 'hours', 4)} "
                f"is {say(result, rate.unit)} an hour, not {say(rate.value, rate.unit)}.", refutes=True)


def _instalments(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """A sum a month times the months."""
    rates = [each for each in operands(passages, total, "money", per="month") if each.unit == total.unit]
    months = [each for each in operands(passages, total, "duration") if each.unit.startswith("month")]
    if total.per or not rates or not months or months[0].sentence != total.sentence:
        return None
    results = [rate.value * month.value for rate, month in product(rates, months)]
    if fits(total.value, results, slack_of((total, *rates, *months), rules)):
        return None
    return Slip(total.start, total.end, "OC201", f"{say(rates[0].value, rates[0].unit)} a month over "
                f"{say(months[0].value, 'months')} come to {say(results[0], total.unit, 4)}, not "
                f"{say(total.value, total.unit, 4)} ({off_by(total.value, results[0])}).", refutes=True)


def _chip_hours(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chips times time, also summed over several of both."""
    if total.per or (total.kind == "number" and not re.match(r"^\s*(?:chip|gpu|accelerator)?[- ]?hours", total.after)):
        return None
    if total.kind == "duration" and not _many_hours(total):
        return None
    chips = [each for each in operands(passages, total, "chips") if each.value > 1]
    times = [each for each in operands(passages, total, "duration") if each.unit.rstrip("s") in
             ("hour", "day", "week", "month") and each.value < 1e4]
    if not chips or not times or not _between(chips, times, total):
        return None
    slack = slack_of((total, *chips, *times), rules)
    results = [c.value * t.days * _HOURS_A_DAY for c, t in product(chips, times)]
    if len(chips) == len(times) and len(chips) > 1:
        results.append(sum(c.value * t.days * _HOURS_A_DAY for c, t in zip(chips, times, strict=True)))
    bare = [each for each in passages.amounts if each.sentence == total.sentence and each.kind in ("number", "duration")
            and each is not total and each.value > 1]
    results += [results[0] + b.value * t.days * _HOURS_A_DAY for b, t in product(bare, times)]
    if fits(total.value, results, slack):
        return None
    return Slip(total.start, total.end, "OC202", f"{say(chips[0].value, 'chips', 4)} for {say(times[0].days, 'days')} come "
                f"to {say(results[0], 'chip-hours', 3)}, not {say(total.value, 'chip-hours', 3)} "
                f"({off_by(total.value, results[0])}).", refutes=True)


def _between(chips: list[Amount], times: list[Amount], total: Amount) -> bool:
    """Whether chips and time stand before the total and near it, or all three in one sentence."""
    return all(each.sentence == total.sentence for each in (chips[0], times[0])) or \
        max(chips[0].end, times[0].end) <= total.start


def _many_hours(each: Amount) -> bool:
    return each.unit.startswith("hour") and each.value >= 1e4


def _per_token(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Hours for each trillion tokens times the trillions of tokens."""
    if total.kind == "duration" and not _many_hours(total):
        return None
    rates = [each for each in passages.amounts if each.kind == "chiphours" and each is not total
             and each.paragraph == total.paragraph and each.end <= total.start
             and re.match(r"^\s*(?:per|for each|for every|a|each)\s+trillion tokens", passages.text[each.end:each.end + 34])]
    tokens = [each for each in operands(passages, total, "tokens") if each.value != 1e12 and each.end <= total.start]
    if len(rates) != 1 or len(tokens) != 1:
        return None
    result = rates[0].value * tokens[0].value / 1e12
    if fits(total.value, [result, rates[0].value], slack_of((total, *rates, *tokens), rules)):
        return None
    return Slip(total.start, total.end, "OC202", f"{say(rates[0].value, 'hours', 4)} for each trillion tokens, over "
                f"{say(tokens[0].value, 'tokens')}, come to {say(result, 'hours')}, not {say(total.value, 'hours')} "
                f"({off_by(total.value, result)}).", refutes=True)


def _days(time: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chip-hours over chips."""
    if not time.unit.rstrip("s") in ("day", "week", "month") or time.value > 5000:
        return None
    chips = [each for each in operands(passages, time, "chips") if each.value > 1]
    hours = [each for each in _hours(time, passages) if each.end <= time.start]
    if len(chips) != 1 or len(hours) != 1 or chips[0].end > time.start or hours[0].sentence != time.sentence:
        return None
    result = hours[0].value / chips[0].value / _HOURS_A_DAY
    if fits(time.days, [result], slack_of((time, *chips, *hours), rules)):
        return None
    return Slip(time.start, time.end, "OC202", f"{say(hours[0].value, 'chip-hours', 4)} on {say(chips[0].value, 'chips', 4)} "
                f"take {say(result, 'days')}, not {say(time.days, 'days')} ({off_by(time.days, result)}).", refutes=True)


def _performance(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Speed times bits of an operation."""
    if not _SCARCE.search(passages.text[max(total.start - 60, 0):total.end + 12]):
        return None
    speeds = operands(passages, total, "speed")
    bits = [float(found) for found in re.findall(r"\b(\d{1,2})[ -]bits?\b", _paragraph(total, passages))]
    if len(speeds) != 1 or len(set(bits)) != 1 or speeds[0].end > total.start:
        return None
    if "below" in total.before or "above" in total.before or "limit" in total.before:
        return None
    scale = 1e3 if speeds[0].unit.lower().startswith("p") else 1.0
    result = speeds[0].value * scale * bits[0]
    if fits(total.value, [result], slack_of((total, *speeds), rules)):
        return None
    return Slip(total.start, total.end, "OC204", f"{say(speeds[0].value, speeds[0].unit)} at {bits[0]:g} bits make "
                f"{say(result, '', 4).strip()}, not {say(total.value, '', 4).strip()}.", refutes=True)


def _paragraph(place: Amount, passages: Passages) -> str:
    here = [each for each in passages.sentences if each.paragraph == place.paragraph
            and 0 <= place.sentence - each.sentence <= 1]
    return " ".join(passages.words(each) for each in here)


def _draw(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chips times the power of one."""
    watts = total.value * _WATTS.get(total.unit, 0.0)
    if watts <= _MOST_WATTS:
        return None
    chips = [each for each in operands(passages, total, "chips") if each.value > 1]
    single = [each for each in passages.amounts if each.kind == "power" and each is not total
              and 0 <= total.sentence - each.sentence <= 1 and 0 < each.value * _WATTS.get(each.unit, 0) <= _MOST_WATTS]
    if not chips or len(single) != 1:
        return None
    each_one = single[0].value * _WATTS[single[0].unit]
    results = [each.value * each_one for each in chips]
    if fits(watts, results, slack_of((total, *chips, *single), rules)):
        return None
    return Slip(total.start, total.end, "OC204", f"{say(chips[0].value, 'chips', 4)} at {say(each_one, 'W')} each draw "
                f"{say(results[0] / 1e6, 'MW')}, not {say(watts / 1e6, 'MW')} ({off_by(watts, results[0])}).", refutes=True)


def _nodes(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Nodes times the chips in each."""
    each_node = [each for each in operands(passages, total, "chips", per="each") if each.end <= total.start]
    nodes = [each for each in passages.amounts if each.sentence == total.sentence and each.kind in ("count", "number")
             and _NODES.search(passages.words(each) + each.after[:12])]
    if total.per or not each_node or not nodes:
        return None
    results = [node.value * chip.value for node, chip in product(nodes, each_node)]
    if fits(total.value, results, slack_of((total,), rules)):
        return None
    return Slip(total.start, total.end, "OC202", f"{nodes[0].value:g} with {each_node[0].value:g} chips each make "
                f"{say(results[0], 'chips', 4)}, not {say(total.value, 'chips', 4)}.", refutes=True)


def _work(total: Amount, passages: Passages, rules: Rules) -> Slip | None:  # noqa: ARG001 - one signature
    """Six operations for each active parameter and token."""
    if total.value < _LEAST_WORK:
        return None
    sizes, tokens = _sizes(total, passages), operands(passages, total, "tokens")
    pairs = list(product(sizes, tokens))
    if not pairs or fits(total.value, [_OPERATIONS * n * d.value for n, d in pairs], _WORK_SLACK):
        return None
    size, data = pairs[0]
    result = _OPERATIONS * size * data.value
    return Slip(total.start, total.end, "OC204", f"Six operations for each of {say(size, 'parameters')} and "
                f"{say(data.value, 'tokens')} come to {say(result, 'FLOP')}, not {say(total.value, 'FLOP')} "
                f"({off_by(total.value, result)}).", refutes=True)


def _sizes(total: Amount, passages: Passages) -> list[float]:
    """Parameters beside a result, the active ones where they are told; else those in a model's name ("65B")."""
    found = operands(passages, total, "params")
    active = [each for each in found if "activ" in f"{each.before} {passages.words(each)} {each.after}".lower()]
    if found:
        return [each.value for each in active or found]
    named = [re.search(r"(\d+(?:\.\d+)?)[bB]\b", passages.words(each)) for each in passages.things
             if each.kind == "model" and each.paragraph == total.paragraph]
    sizes = [float(each[1]) * 1e9 for each in named if each]
    return sizes if len(set(sizes)) == 1 else []

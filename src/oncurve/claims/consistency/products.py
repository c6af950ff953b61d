"""Products that a passage states with their factors: chips and time, speed and bits, chips and watts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

from msgspec.structs import replace

from oncurve.claims.consistency.bills import BILLS, hours_beside, many_hours
from oncurve.claims.consistency.slip import Slip, fits, off_by, operands, slack_of
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["products"]

_HOURS_A_DAY = 24
_MOST_WATTS = 5_000.0
_WATTS = {"W": 1.0, "kW": 1e3, "KW": 1e3, "MW": 1e6, "GW": 1e9}
_EACH = Pattern(r"^\s*(?:each\b|apiece\b|a ?piece\b|per chip\b|a chip\b|for each\b)", re.IGNORECASE)
_SCARCE = Pattern(r"tpp|processing performance", re.IGNORECASE)
#: what draws power beside the chips of a machine, and how much more the whole may draw than its chips
_BESIDE = Pattern(r"\bservers?\b|\bnodes?\b|\bracks?\b|\bchassis\b|\bCPUs?\b|\bfans\b|\bNICs?\b", re.IGNORECASE)
_MOST_BESIDE = 2.5
#: "96 servers of", "64 nodes, each with": what leads from machines to the chips in each
_MACHINES_OF = Pattern(r"[\w,.-]+ (?:\w+ )?(?:nodes?|servers?|machines?|box(?:es)?|systems|trays)\b,?\s*(?:each )?"
                       r"(?:of|with|ha(?:s|d|ve|ving)|hold(?:s|ing)?|pack(?:s|ing)?|carr(?:y|ies|ying))\s*",
                       re.IGNORECASE)
#: the opening of a sentence that works something out of the one before
_WORKED_OUT = Pattern(r"(?:that|this|which|so|hence|thus|therefore|divid\w+|the one (?:over|by)|in other words|"
                      r"at that)\b", re.IGNORECASE)
_NODES = Pattern(r"node|server|rack|machine|box", re.IGNORECASE)


def products(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Products that are not what their factors give (OC201, OC202, OC204)."""
    checks: dict[str, tuple[Callable[[Amount, Passages, Rules], Slip | None], ...]] = {
        "money": BILLS,
        "chiphours": (_chip_hours, _per_token),
        "number": (_chip_hours, _performance),
        "tpp": (_performance,),
        "duration": (_days, _per_token, _chip_hours),
        "power": (_draw,),
        "chips": (_nodes,),
    }
    for each in passages.amounts:
        for check in checks.get(each.kind, ()) if each.value > 0 else ():
            found = check(each, passages, rules)
            if found is not None:
                yield found
                break


Rules = Thresholds


def _chip_hours(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chips times time, also summed over several of both."""
    if total.per or (total.kind == "number" and not re.match(r"^\s*(?:chip|gpu|accelerator)?[- ]?hours", total.after)):
        return None
    if total.kind == "duration" and not many_hours(total):
        return None
    chips = _chips(total, passages)
    times = [
        each
        for each in operands(passages, total, "duration")
        if each.unit.rstrip("s") in ("hour", "day", "week", "month") and each.value < 1e4
    ]
    if not chips or not times or not _between(chips, times, total):
        return None
    slack = slack_of((total, *chips, *times), rules)
    results = [c.value * t.days * _HOURS_A_DAY for c, t in product(chips, times)]
    if len(chips) == len(times) and len(chips) > 1:
        results.append(sum(c.value * t.days * _HOURS_A_DAY for c, t in zip(chips, times, strict=True)))
    bare = [
        each
        for each in passages.amounts.of_sentence(total.sentence, "number", "duration")
        if each is not total
        and each.value > 1
    ]
    results += [results[0] + b.value * t.days * _HOURS_A_DAY for b, t in product(bare, times)]
    if fits(total.value, results, slack):
        return None
    return Slip.on(
        total,
        "OC202",
        f"{say(chips[0].value, 'chips', 4)} for {say(times[0].days, 'days')} come "
        f"to {say(results[0], 'chip-hours', 3)}, not {say(total.value, 'chip-hours', 3)} "
        f"({off_by(total.value, results[0])}).",
        refutes=True,
        factor=total.value / results[0],
    )


def _chips(total: Amount, passages: Passages) -> list[Amount]:
    """The chips of a passage; those of machines by how many there are of these ("96 servers of eight A100s apiece")."""
    plain = operands(passages, total, "chips")
    made = []
    for chips in plain or operands(passages, total, "chips", per="each"):
        machines = [each.value for each in passages.amounts.of_sentence(chips.sentence)
                    if each.kind in ("count", "number") and each.end <= chips.start
                    and _MACHINES_OF.fullmatch(passages.text[each.start : chips.start]) is not None]
        if machines or plain:
            made.append(replace(chips, value=chips.value * (machines or [1.0])[-1]))
    return [each for each in made if each.value > 1]


def _between(chips: list[Amount], times: list[Amount], total: Amount) -> bool:
    """Whether chips and time stand before the total and near it, or all three in one sentence."""
    return (
        all(each.sentence == total.sentence for each in (chips[0], times[0]))
        or max(chips[0].end, times[0].end) <= total.start
    )


def _per_token(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Hours for each trillion tokens times the trillions of tokens."""
    if total.kind == "duration" and not many_hours(total):
        return None
    rates = [
        each
        for each in passages.amounts.of_paragraph(total.paragraph, "chiphours")
        if each is not total
        and each.end <= total.start
        and re.match(
            r"^\s*(?:per|for each|for every|a|each)\s+trillion tokens", passages.text[each.end : each.end + 34]
        )
    ]
    tokens = [each for each in operands(passages, total, "tokens") if each.value != 1e12 and each.end <= total.start]
    if len(rates) != 1 or len(tokens) != 1:
        return None
    result = rates[0].value * tokens[0].value / 1e12
    if fits(total.value, [result, rates[0].value], slack_of((total, *rates, *tokens), rules)):
        return None
    return Slip.on(
        total,
        "OC202",
        f"{say(rates[0].value, 'hours', 4)} for each trillion tokens, over "
        f"{say(tokens[0].value, 'tokens')}, come to {say(result, 'hours')}, not {say(total.value, 'hours')} "
        f"({off_by(total.value, result)}).",
        refutes=True,
        factor=total.value / result,
    )


def _days(time: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chip-hours over chips."""
    if time.unit.rstrip("s") not in ("day", "week", "month") or time.value > 5000:
        return None
    chips = [each for each in operands(passages, time, "chips") if each.value > 1]
    hours = [each for each in hours_beside(time, passages) if each.end <= time.start]
    if len(chips) != 1 or len(hours) != 1 or chips[0].end > time.start:
        return None
    here = passages.sentences[time.sentence]
    if hours[0].sentence != time.sentence and not (
            hours[0].sentence == chips[0].sentence == time.sentence - 1
            and _WORKED_OUT.match(passages.text, here.start) is not None):
        return None
    result = hours[0].value / chips[0].value / _HOURS_A_DAY
    if fits(time.days, [result], slack_of((time, *chips, *hours), rules)):
        return None
    return Slip.on(
        time,
        "OC202",
        f"{say(hours[0].value, 'chip-hours', 4)} on {say(chips[0].value, 'chips', 4)} "
        f"take {say(result, 'days')}, not {say(time.days, 'days')} ({off_by(time.days, result)}).",
        refutes=True,
        factor=time.days / result,
    )


def _performance(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Speed times bits of an operation."""
    if not _SCARCE.search(passages.text[max(total.start - 60, 0) : total.end + 12]):
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
    return Slip.on(
        total,
        "OC204",
        f"{say(speeds[0].value, speeds[0].unit)} at {bits[0]:g} bits make "
        f"{say(result, '', 4).strip()}, not {say(total.value, '', 4).strip()}.",
        refutes=True,
    )


def _paragraph(place: Amount, passages: Passages) -> str:
    here = [
        each
        for each in passages.sentences
        if each.paragraph == place.paragraph and 0 <= place.sentence - each.sentence <= 1
    ]
    return " ".join(passages.words(each) for each in here)


def _draw(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Chips times the power of one."""
    watts = total.value * _WATTS.get(total.unit, 0.0)
    if watts <= _MOST_WATTS or _of_each(total, passages):
        return None
    chips = [each for each in operands(passages, total, "chips") if each.value > 1]
    single = [
        each
        for each in passages.amounts.of_sentences(total.sentence - 1, total.sentence, "power")
        if each is not total
        and (0 < each.value * _WATTS.get(each.unit, 0) <= _MOST_WATTS or _of_each(each, passages))
    ]
    if not chips or len(single) != 1:
        return None
    each_one = single[0].value * _WATTS[single[0].unit]
    results = [each.value * each_one for each in chips]
    if fits(watts, results, slack_of((total, *chips, *single), rules)):
        return None
    here = passages.sentence_at(total.start)
    if here is not None and _BESIDE.search(passages.words(here)) and results[0] < watts <= _MOST_BESIDE * results[0]:
        return None  # processors, fans and switches draw too
    return Slip.on(
        total,
        "OC204",
        f"{say(chips[0].value, 'chips', 4)} at {say(each_one, 'W')} each draw "
        f"{say(results[0] / 1e6, 'MW')}, not {say(watts / 1e6, 'MW')} ({off_by(watts, results[0])}).",
        refutes=True,
        factor=watts / results[0],
    )


def _of_each(power: Amount, passages: Passages) -> bool:
    """Whether a power is told as that of each chip, however large it is."""
    return _EACH.match(passages.text[power.end : power.end + 16]) is not None


def _nodes(total: Amount, passages: Passages, rules: Rules) -> Slip | None:
    """Nodes times the chips in each."""
    each_node = [each for each in operands(passages, total, "chips", per="each") if each.end <= total.start]
    nodes = [
        each
        for each in passages.amounts.of_sentence(total.sentence, "count", "number")
        if _NODES.search(passages.words(each) + each.after[:12])
    ]
    if total.per or not each_node or not nodes:
        return None
    results = [node.value * chip.value for node, chip in product(nodes, each_node)]
    if fits(total.value, results, slack_of((total,), rules)):
        return None
    return Slip.on(
        total,
        "OC202",
        f"{nodes[0].value:g} with {each_node[0].value:g} chips each make "
        f"{say(results[0], 'chips', 4)}, not {say(total.value, 'chips', 4)}.",
        refutes=True,
    )

"""Results that a passage states beside what they are worked out from, in one sentence or over two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.claims.consistency.near_misses import true_sums
from oncurve.claims.consistency.paid import PAID
from oncurve.claims.consistency.parts import (
    NOT_ADDED,
    OTHERS,
    PLAIN,
    SO,
    after_it,
    alike,
    base_of,
    before_it,
    counts_more,
    earlier,
    explained,
    group_of,
    per_of,
)
from oncurve.claims.consistency.slip import Slip, off_by, slack_of, within
from oncurve.claims.consistency.totals import slack_of_sum, true_totals
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["results", "true_results"]

#: the result is the sum of two or more amounts that the words before it give one by one
_OF_THEM = Pattern(
    r"\bbetween (?:them|the (?:two|three|four|pair))\b|\btogether\b(?! with)|\b(?:the|this) (?:pair|duo|trio|lot)\b"
    r"(?! of)|"
    r"\bthe (?:two|three|four) (?:of them|models|firms|companies|makers|giants|labs|runs|sites|machines|clusters)\b|"
    r"\bboth (?:of them|runs|models|firms|companies|together|labs|sites|clusters)\b|\bjointly\b|\bcombined\b|"
    r"\badd(?:s|ed|ing)? up to\b|\bsums? to\b|\badded up\b|"
    r"\badd (?:them|these|it|the \w+) (?:all )?(?:up|together)\b",
    re.IGNORECASE)
_IN_ALL = Pattern(
    r"\bin (?:all|total|sum)\b|\ball (?:told|in)\b|\baltogether\b|\boverall\b|\b(?:a|the|its|their) (?:grand )?total\b|"
    r"\bas a whole\b|\bfor the (?:whole|full) \w+\b|\bover the (?:half-)?year\b|\b(?:that|which) (?:makes|comes to)\b|"
    r"\b(?:brings?|bringing|brought|tak(?:es?|ing)|took|lifts?|lifting|lifted|swells?) (?:the|its|their|it|that) "
    r"(?!year\b)(?:[\w-]+ ){0,3}to\b|\b(?:over|for|in) the (?:two|three|four) (?:years|quarters|halves|months|days)\b|"
    r"\bnow (?:has|owns|holds|runs|counts)\b|\bmaking (?:it )?$|(?<!would )\b(?:come|amount) to\b", re.IGNORECASE)
_EACH = Pattern(r"\beach\b|\bevery\b|\bapiece\b|\ba ?piece\b|\bper\b|\ba (?:node|server|rack|hall|site|box|pod)\b",
                re.IGNORECASE)
_LEFT = Pattern(r"\b(?:leav(?:es|ing)|left|which leaves|minus|less)(?: behind)?\s+(?:(?:a|an|the|it with a?|just|only|"
                r"some|about|around) )*(?:(?:loss|profit|deficit|gap|hole|surplus|shortfall|rest|balance) of )?"
                r"(?:about |some )?$", re.IGNORECASE)
_CHANGE = Pattern(r"\b(?:loss|gain|fall|drop|rise|jump|cut|increase|decrease|decline|slide|leap|saving|reduction|"
                  r"difference|slump|plunge|growth|climb|swing|improvement|lead|gap|margin|advantage|shortfall|"
                  r"excess) of (?:about |some |around |roughly )?$|"
                  r"\b(?:wip(?:ing|ed) (?:out|off)|eras(?:ing|ed)|shedding|losing|gaining|adding|shaving off|"
                  r"destroying|lopping off|sav(?:es|ing))\s+(?:about |some |around |roughly )?$", re.IGNORECASE)
_APART = Pattern(r"\b(?:difference|lead|gap|margin|advantage|shortfall|excess)\b")
_TO = Pattern(r"^[^.;]{0,24}?\bto (?:about |some |just |only |around |roughly )?$")
#: a share that is charged on an amount, and what it comes to
_ON = Pattern(r"\s*(?:duty|tariff|tax|levy|surcharge|fee|discount|rebate|commission|cut)s? (?:on|off|of)"
              r"(?: (?:a|an|the|its|each|every|all|sales|of)){0,3} ?", re.IGNORECASE)
_ADDS = Pattern(r"[\w ]{0,24}?\b(?:adds?|is|was|comes? to|means?|brings?|costs?|makes?|would be|amounts? to)"
                r"(?: in| about| some| another| an extra)* ?", re.IGNORECASE)
_OF_ALL = Pattern(r"\s*(?:out )?of (?:(?:the|its|their|all|those|these|a total of) )?")
_OF = Pattern(r"\s*of (?:[a-z'’-]+ ){0,4}?")
_THAT_IS = Pattern(r"(?:\s[^,.;:]{0,30})?(?:,|:| -| –|\s\() ?(?:(?:or|that is|which is|i\.e\.|some|about|around|"
                   r"roughly|namely|nearly|meaning) ?)*", re.IGNORECASE)
_MOST_PARTS, _FEWEST, _BACK = 6, 2, 2
_NEAR = 3.0


def results(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Sums, products, differences, shares and yearly parts that are not what the amounts before them give."""
    for each in passages.amounts:
        if each.kind in ("fraction", "percent") and (told := _part_of(each, passages, rules)) is not None:
            yield told
        if each.value <= 0 or each.kind in NOT_ADDED:
            continue
        for check in (_multiple, _total, _change, *PAID, _share):
            found = check(each, passages, rules)
            if found is not None:
                yield found
                break


def true_results(passages: Passages, rules: Thresholds = THRESHOLDS) -> Iterator[tuple[Amount, list[Amount]]]:
    """The amounts that are the sum of others in their sentence or the sentences before, with these; some twice."""
    yield from true_sums(passages)
    for each in passages.amounts:
        parts, _, _ = _listed(each, passages) if each.value > 0 and each.kind not in NOT_ADDED else ([], False, 0)
        slack = slack_of_sum((each, *parts), passages, rules) if parts else 0.0
        if parts and within(base_of(each), sum(map(base_of, parts)), slack):
            yield each, parts
    yield from true_totals(passages, rules)


def _listed(result: Amount, passages: Passages) -> tuple[list[Amount], bool, int]:
    """The parts of what is told as a total, whether its words say that it is of them, and how far back they stand."""
    own = [each for each in earlier(result, passages, 0) if alike(each, result)]
    before = passages.text[own[-1].end:result.start] if own else before_it(result, passages)
    after = after_it(result, passages)
    strong = _OF_THEM.search(f"{before} | {after}") is not None
    told = strong or _IN_ALL.search(before[-70:]) or _IN_ALL.search(after)
    if per_of(result, passages) or not told or OTHERS.search(before_it(result, passages)):
        return [], strong, 0
    for back in range(_BACK + 1):
        parts = [each for each in earlier(result, passages, back) if alike(each, result)]
        if len(parts) >= _FEWEST:
            break
    else:
        return [], strong, 0
    kinds = {each.kind for each in parts} - PLAIN
    groups = {group_of(each) for each in parts} | set(PLAIN)
    apart = back and ("\n" in passages.text[parts[0].start:result.start] or group_of(result) not in groups)
    return [] if len(parts) > _MOST_PARTS or len(kinds) > 1 or apart else parts, strong, back


def _total(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC203: a total of amounts that the sentence, or those before it, list."""
    parts, strong, back = _listed(result, passages)
    if not parts:
        return None
    made = sum(map(base_of, parts))
    slack = slack_of_sum((result, *parts), passages, rules)
    wanted = base_of(result)
    near = within(wanted, made, _NEAR - 1) or Slip(0, 0, "", "", factor=wanted / made).thousands != 0
    other = not near and (back or not strong)
    small = back and wanted < max(map(base_of, parts))
    if other or small or counts_more(result, parts, passages) \
            or explained(result, earlier(result, passages, _BACK), passages, slack):
        return None
    unit = next((each.unit for each in (*parts, result) if each.unit), "")
    scale = wanted / result.value
    listed = ", ".join(say(base_of(each) / scale, "", 4).strip() for each in parts)
    text = f"{listed} add up to {say(made / scale, unit, 4)}, not {say(result.value, unit, 4)}."
    return Slip.on(result, "OC203", text, refutes=True, factor=wanted / made)


#: what stands before how many there are to choose from
_POOL = Pattern(r"\b(?:from|out of|among|amongst|of) a (?:total|pool|set) of\s*$")


def _multiple(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC202: so many of something with so much each: "twelve halls of 8,000 chips each, 96,000 between them"."""
    here = [each for each in earlier(result, passages, 1) if each.kind not in NOT_ADDED and each.value > 0]
    singles = [each for each in here if each.per in ("each", "") and (
        group_of(each) == group_of(result) or (result.kind in PLAIN and each.per == "each"))]
    counts = [each for each in here if each.kind in (*PLAIN, "chips") and not each.per and each not in singles]
    if result.per or len(singles) != 1 or len(counts) != 1 or len(here) != _FEWEST or counts[0].value <= 1:
        return None
    words = f"{before_it(result, passages)[-50:]} | {after_it(result, passages)}"
    every = passages.text[min(each.start for each in here) - 30 if here[0].start > 30 else 0:result.start]
    told = _OF_THEM.search(words) or _IN_ALL.search(words) or (result.kind != "duration" and (
        SO.search(words[:50]) or re.search(r"\b(?:bill|sum|cost) of |,\s*$", words.partition(" | ")[0])))
    if result.kind == "duration" and not _EACH.match(passages.text[singles[0].end:singles[0].end + 10].lstrip()):
        return None
    if _POOL.search(before_it(result, passages)) is not None:
        return None  # "chosen from a total of 128": what they are chosen out of
    if told is None or (singles[0].per != "each" and _EACH.search(every) is None):
        return None
    made = base_of(singles[0]) * counts[0].value
    slack = slack_of((result, *here), rules) / 2
    if explained(result, earlier(result, passages, _BACK), passages, slack):
        return None
    scale = base_of(result) / result.value
    unit = result.unit or singles[0].unit
    text = (f"{say(counts[0].value, '', 4).strip()} with {say(singles[0].value, singles[0].unit, 4)} each make "
            f"{say(made / scale, unit, 4)}, not {say(result.value, unit, 4)} "
            f"({off_by(base_of(result), made)}).")
    return Slip.on(result, "OC202", text, refutes=True, factor=base_of(result) / made)


def _change(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC203: a difference told beside the two amounts that it is of: "from $40 to $25, a fall of $15"."""
    before = before_it(result, passages)
    left, change = _LEFT.search(before), _CHANGE.search(before)
    here = [each for each in earlier(result, passages, 0) if alike(each, result)]
    if result.per or not (left or change) or len(here) < _FEWEST:
        return None
    first, last = here[-2:]
    from_to = _TO.match(passages.text[first.end:last.start]) is not None and first.sentence == last.sentence
    apart = change is not None and _APART.search(change[0]) is not None  # "a lead of": of any two amounts
    if change and not left and not (from_to or apart):
        return None
    parts = here if left else [first, last]
    whole = max(parts, key=base_of)
    made = base_of(whole) - sum(base_of(each) for each in parts if each is not whole)
    slack = slack_of((result, *parts), rules)
    if made <= 0 or within(base_of(result), made, slack) or explained(
            result, earlier(result, passages, _BACK), passages, slack, repeats=left is None):
        return None
    scale = base_of(result) / result.value
    unit = result.unit or whole.unit
    text = (f"Between {say(base_of(parts[0]) / scale, unit, 4)} and {say(base_of(parts[-1]) / scale, unit, 4)} lie "
            f"{say(made / scale, unit, 4)}, not {say(result.value, unit, 4)}.")
    return Slip.on(result, "OC203", text, refutes=True, factor=base_of(result) / made)


def _share(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC207: a share of a whole told with its amount: "a third of the 15 trillion tokens, 5 trillion"."""
    here = [each for each in passages.amounts.of_sentence(result.sentence) if each.kind != "anaphor"]
    at = here.index(result) if result in here else 0
    if result.per or at < _FEWEST:
        return None
    share, whole = here[at - 2], here[at - 1]
    text = passages.text
    linked = _OF.fullmatch(text[share.end:whole.start].rstrip("$€£¥") or " ") is not None and _THAT_IS.fullmatch(
        text[whole.end:result.start]) is not None
    levied = _ON.fullmatch(text[share.end:whole.start]) and _ADDS.fullmatch(text[whole.end:result.start])
    if share.kind not in ("fraction", "percent") or not alike(whole, result) or not (linked or levied):
        return None
    part = share.value / 100 if share.kind == "percent" else share.value
    made = base_of(whole) * part
    slack = slack_of((result, share, whole), rules)
    if not 0 < part < 1 or within(base_of(result), made, slack) or base_of(result) >= base_of(whole) * (1 + slack):
        return None
    scale = base_of(result) / result.value
    unit = result.unit or whole.unit
    told = (f"{passages.words(share)} of {say(base_of(whole) / scale, unit, 4)} is {say(made / scale, unit, 4)}, not "
            f"{say(result.value, unit, 4)}.")
    return Slip.on(result, "OC207", told[:1].upper() + told[1:], refutes=True)


def _part_of(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC207: the share that a part makes of its whole: "5,000 of the 20,000 chips, a quarter"."""
    here = [each for each in passages.amounts.of_sentence(result.sentence) if each.kind != "anaphor"]
    at = here.index(result) if result in here else 0
    if at < _FEWEST or result.per:
        return None
    part, whole = here[at - 2], here[at - 1]
    text = passages.text
    if not alike(part, whole) or not _OF_ALL.fullmatch(text[part.end:whole.start]) \
            or not _THAT_IS.fullmatch(text[whole.end:result.start]) or not 0 < base_of(part) < base_of(whole):
        return None
    stated = result.value / 100 if result.kind == "percent" else result.value
    made = base_of(part) / base_of(whole)
    if within(stated, made, slack_of((result, part, whole), rules)) or not 0 < stated < 1:
        return None
    told = f"{say(part.value, whole.unit, 4)} of {say(whole.value, whole.unit, 4)} is {100 * made:.3g}%."
    return Slip.on(result, "OC207", told, refutes=True)

"""Results that a passage states beside what they are worked out from, in one sentence or over two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from oncurve.claims.consistency.slip import Slip, off_by, slack_of, within
from oncurve.claims.consistency.totals import slack_of_sum
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["results", "true_results"]

#: the result is the sum of two or more amounts that the words before it give one by one
_OF_THEM = Pattern(
    r"\bbetween (?:them|the (?:two|three|four|pair))\b|\btogether\b(?! with)|\b(?:the|this) (?:pair|duo|trio|lot)\b|"
    r"\bthe (?:two|three|four) (?:of them\b|\w+ )|\bboth (?:of them|runs|models|firms|companies|together)\b|\bjointly\b|"
    r"\bcombined\b|\badd(?:s|ed|ing)? up to\b|\bsums? to\b|\badded up\b|\b(?:come|amount) to\b", re.IGNORECASE)
_IN_ALL = Pattern(
    r"\bin (?:all|total|sum)\b|\ball (?:told|in)\b|\baltogether\b|\boverall\b|\b(?:a|the|its|their) (?:grand )?total\b|"
    r"\bas a whole\b|\bfor the (?:whole|full) \w+\b|\bover the (?:half-)?year\b|\b(?:that|which) (?:makes|comes to)\b|"
    r"\b(?:bring|tak)(?:s|ing|es)? (?:the|its|their|it|that) (?:[\w-]+ ){0,3}to\b|"
    r"\bnow (?:has|owns|holds|runs|counts)\b|\bmaking\b", re.IGNORECASE)
#: words that part a total from amounts which are no parts of it
_OTHERS = Pattern(r"\bagainst\b|\bcompared\b|\bthan\b|\bindustry|\bworld|\bversus\b|\bbut (?:in all|altogether)\b|"
                  r"\bunlike\b|\brivals?\b|\bof which\b|\bincluding\b|\bamong them\b", re.IGNORECASE)
_EACH = Pattern(r"\beach\b|\bevery\b|\bapiece\b|\ba ?piece\b|\bper\b|\ba (?:node|server|rack|hall|site|box|pod)\b",
                re.IGNORECASE)
_LEFT = Pattern(r"\b(?:leav(?:es|ing)|left|which leaves|minus|less)(?: behind)?\s+(?:(?:a|an|the|it with a?|just|only|"
                r"some|about|around) )*(?:(?:loss|profit|deficit|gap|hole|surplus|shortfall|rest|balance) of )?"
                r"(?:about |some )?$", re.IGNORECASE)
_CHANGE = Pattern(r"\b(?:loss|gain|fall|drop|rise|jump|cut|increase|decrease|decline|slide|leap|saving|reduction|"
                  r"difference|slump|plunge|growth|climb|swing) of (?:about |some |around |roughly )?$|"
                  r"\b(?:wip(?:ing|ed) (?:out|off)|eras(?:ing|ed)|shedding|losing|gaining|adding|shaving off|"
                  r"destroying|lopping off|sav(?:es|ing))\s+(?:about |some |around |roughly )?$", re.IGNORECASE)
_TO = Pattern(r"^[^.;]{0,24}?\bto (?:about |some |just |only |around |roughly )?$")
_SO = Pattern(r"\bor\b|\bcom(?:es?|ing) to\b|\bmean(?:s|ing)?\b|\bmak(?:es?|ing)\b|\bworks? out\b|\bthat is\b|\bi\.e\.|"
              r"\bso\b|\bequal|\baverag\w+|\bamount\w*|\bevenly\b|=|\bgiv(?:es|ing)\b", re.IGNORECASE)
_LASTS = Pattern(r"^\s*(?:(?:over|for|across|during|spread over|through)\b|\([^)]*\bover\b)", re.IGNORECASE)
_SPAN = Pattern(r"\b(?:over|for|across|during|through|within|in)(?: (?:the|its|all|about|some|next|coming|full))*\s*$|"
                r"^(?:over|for|across|during|through|within)\b", re.IGNORECASE)
_OF = Pattern(r"\s*of (?:(?:the|its|their|those|these|a|an|that|all) )?(?:about |some )?")
_THAT_IS = Pattern(r"(?:\s[^,.;:]{0,30})?(?:,|:| -| –|\s\() ?(?:(?:or|that is|which is|i\.e\.|some|about|around|roughly|"
                   r"namely|nearly|meaning) ?)*", re.IGNORECASE)
_PLAIN = frozenset({"number", "count"})
_NOT_ADDED = frozenset({"percent", "ratio", "fraction", "anaphor", "points", "companies", "ordinal"})
_WATTS = {"W": 1.0, "kW": 1e3, "KW": 1e3, "MW": 1e6, "GW": 1e9}
_DAYS_A_YEAR, _YEARLY = 365.25, ("year", "month")
_MOST_PARTS, _FEWEST, _LARGE, _SMALL, _BACK = 6, 2, 1e3, 100.0, 2
_LEAST_HOURS, _NEAR, _THOUSAND = 1e4, 3.0, 3


def results(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Sums, products, differences, shares and yearly parts that are not what the amounts before them give."""
    for each in passages.amounts:
        if each.value <= 0 or each.kind in _NOT_ADDED:
            continue
        for check in (_multiple, _total, _change, _a_year, _over_years, _share):
            found = check(each, passages, rules)
            if found is not None:
                yield found
                break


def _group(each: Amount) -> str:
    """What an amount counts, so that two of one group can be added."""
    if each.kind == "duration" and each.unit.startswith("hour") and each.value >= _LEAST_HOURS:
        return "chiphours"
    return f"{each.kind} {each.unit}" if each.kind in ("money", "speed", "bandwidth", "memory") else each.kind


def _base(each: Amount) -> float:
    return each.value * _WATTS.get(each.unit, 1.0) if each.kind == "power" else each.value


def _alike(one: Amount, result: Amount) -> bool:
    """Whether an amount can be a part of a result: of its group, or a bare number large enough to be."""
    if one.per or one.value <= 0:
        return False
    bare = {one.kind, result.kind} & _PLAIN
    return _group(one) == _group(result) or (bool(bare) and one.kind not in _NOT_ADDED and min(
        one.value, result.value) >= (_SMALL if len({one.kind, result.kind} - _PLAIN) == 0 else _LARGE))


def _earlier(result: Amount, passages: Passages, back: int) -> list[Amount]:
    """The amounts before a result in its sentence and so many sentences before it, without other models' ones."""
    return [each for each in passages.of_paragraph(result.paragraph)
            if each.end <= result.start and 0 <= result.sentence - each.sentence <= back]


def _before(result: Amount, passages: Passages) -> str:
    return passages.text[passages.sentences[result.sentence].start:result.start]


def _clause_after(result: Amount, passages: Passages) -> str:
    """The words after a result up to the next stop or amount."""
    stop = min([passages.sentences[result.sentence].end,
                *(each.start for each in passages.of_sentence(result.sentence) if each.start >= result.end)])
    return re.split(r"[,;:.](?=\s|$)", passages.text[result.end:stop])[0]


def _explained(result: Amount, earlier: Sequence[Amount], slack: float, *, repeats: bool = True) -> bool:
    """Whether a sum, difference, product or quotient of amounts before a result gives it, whatever they count."""
    wanted = _base(result)
    values = [_base(each) for each in earlier][-_MOST_PARTS:]
    values += [each.days / _DAYS_A_YEAR for each in earlier if each.kind == "duration"]
    values += [one.value * _base(other) for one, other in pairwise(earlier)
               if one.kind in _PLAIN and other.kind not in _PLAIN]
    for one, other in combinations(values, 2):
        if any(within(wanted, made, slack) for made in (one * other, one / other, other / one, abs(one - other))):
            return True
    sums = (sum(group) for size in range(1 if repeats else _FEWEST, len(values) + 1)
            for group in combinations(values, size))
    return any(within(wanted, made, slack) for made in sums)


def true_results(passages: Passages, rules: Thresholds = THRESHOLDS) -> Iterator[tuple[Amount, list[Amount]]]:
    """The totals that are the sum of amounts in the sentences before them, with these."""
    for each in passages.amounts:
        parts, strong, back = _listed(each, passages) if each.value > 0 and each.kind not in _NOT_ADDED else ([], 0, 0)
        if parts and within(_base(each), sum(map(_base, parts)), slack_of_sum((each, *parts), passages, rules)):
            yield each, parts


def _listed(result: Amount, passages: Passages) -> tuple[list[Amount], bool, int]:
    """The parts of what is told as a total, whether its words say that it is of them, and how far back they stand."""
    before, after = _before(result, passages), _clause_after(result, passages)
    strong = _OF_THEM.search(f"{before} | {after}") is not None
    if result.per or not (strong or _IN_ALL.search(f"{before[-70:]} | {after}")) or _OTHERS.search(before):
        return [], strong, 0
    for back in range(_BACK + 1):
        parts = [each for each in _earlier(result, passages, back) if _alike(each, result)]
        if len(parts) >= _FEWEST:
            several = len(parts) > _MOST_PARTS or len({each.kind for each in parts} - _PLAIN) > 1
            return [] if several else parts, strong, back
    return [], strong, 0


def _total(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC203: a total of amounts that the sentence, or those before it, list."""
    parts, strong, back = _listed(result, passages)
    if not parts:
        return None
    made = sum(map(_base, parts))
    slack = slack_of_sum((result, *parts), passages, rules)
    wanted = _base(result)
    near = within(wanted, made, _NEAR - 1) or Slip(0, 0, "", "", factor=wanted / made).thousands != 0
    fitting = not (strong or near) or (back and not strong and wanted < max(map(_base, parts)))
    if fitting or _explained(result, _earlier(result, passages, _BACK), slack):
        return None
    unit = next((each.unit for each in (*parts, result) if each.unit), "")
    scale = wanted / result.value
    listed = ", ".join(say(_base(each) / scale, "", 4).strip() for each in parts)
    text = f"{listed} add up to {say(made / scale, unit, 4)}, not {say(result.value, unit, 4)}."
    return Slip.on(result, "OC203", text, refutes=True, factor=wanted / made)


def _multiple(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC202: so many of something with so much each: "twelve halls of 8,000 chips each, 96,000 between them"."""
    here = [each for each in _earlier(result, passages, 1) if each.kind not in _NOT_ADDED and each.value > 1]
    singles = [each for each in here if _group(each) == _group(result) and each.per in ("each", "")]
    counts = [each for each in here if each.kind in (*_PLAIN, "chips") and not each.per and each not in singles]
    if result.per or len(singles) != 1 or len(counts) != 1 or len(here) != _FEWEST:
        return None
    words = f"{_before(result, passages)[-50:]} | {_clause_after(result, passages)}"
    every = passages.text[min(each.start for each in here) - 30 if here[0].start > 30 else 0:result.start]
    told = _OF_THEM.search(words) or _IN_ALL.search(words) or _SO.search(words[:50]) or re.search(
        r"\b(?:bill|sum|cost) of |,\s*$", words.partition(" | ")[0])
    if singles[0].per != "each" and _EACH.search(every) is None or told is None or singles[0].per not in ("each", ""):
        return None
    made = _base(singles[0]) * counts[0].value
    slack = slack_of((result, *here), rules) / 2
    if _explained(result, _earlier(result, passages, _BACK), slack):
        return None
    scale = _base(result) / result.value
    text = (f"{say(counts[0].value, '', 4).strip()} with {say(singles[0].value, singles[0].unit, 4)} each make "
            f"{say(made / scale, result.unit, 4)}, not {say(result.value, result.unit, 4)} "
            f"({off_by(_base(result), made)}).")
    return Slip.on(result, "OC202", text, refutes=True, factor=_base(result) / made)


def _change(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC203: a difference told beside the two amounts that it is of: "from $40 to $25, a fall of $15"."""
    before = _before(result, passages)
    left, change = _LEFT.search(before), _CHANGE.search(before)
    here = [each for each in _earlier(result, passages, 0) if _alike(each, result)]
    if result.per or not (left or change) or len(here) < _FEWEST:
        return None
    first, last = here[-2:]
    from_to = _TO.match(passages.text[first.end:last.start]) is not None and first.sentence == last.sentence
    if change and not left and not from_to:
        return None
    parts = here if left else [first, last]
    whole = max(parts, key=_base)
    made = _base(whole) - sum(_base(each) for each in parts if each is not whole)
    slack = slack_of((result, *parts), rules)
    if made <= 0 or within(_base(result), made, slack) or _explained(
            result, _earlier(result, passages, _BACK), slack, repeats=left is None):
        return None
    scale = _base(result) / result.value
    unit = result.unit or whole.unit
    text = (f"Between {say(_base(parts[0]) / scale, unit, 4)} and {say(_base(parts[-1]) / scale, unit, 4)} lie "
            f"{say(made / scale, unit, 4)}, not {say(result.value, unit, 4)}.")
    return Slip.on(result, "OC203", text, refutes=True, factor=_base(result) / made)


def _a_year(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: a sum over so many years told as so much a year."""
    here = _earlier(result, passages, 1)
    times = [each for each in here if each.kind == "duration" and each.unit.startswith("year") and each.value > 1]
    sums = [each for each in here if each.kind == result.kind and each.unit == result.unit and not each.per]
    if result.per not in _YEARLY or len(times) != 1 or len(sums) != 1:
        return None
    between = passages.text[max(times[0].end, sums[0].end):result.start]
    around = passages.text[min(times[0].start, sums[0].start):result.start]
    named = any(each.kind == "organisation" and max(times[0].end, sums[0].end) <= each.start < result.start
                for each in passages.things)
    if named or not _SO.search(around) or len(between) > _SMALL or _OTHERS.search(between):
        return None
    made = sums[0].value / times[0].value / (1.0 if result.per == "year" else 12.0)  # units: months of a year
    if within(result.value, made, slack_of((result, *sums, *times), rules)):
        return None
    text = (f"{say(sums[0].value, sums[0].unit, 4)} over {say(times[0].value, 'years')} is "
            f"{say(made, result.unit, 4)} a {result.per}, not {say(result.value, result.unit, 4)}.")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _over_years(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC201: so much a year over so many years told as another sum."""
    here = _earlier(result, passages, 1)
    rates = [each for each in here if each.kind == result.kind and each.unit == result.unit and each.per in _YEARLY]
    own = [each for each in passages.of_sentence(result.sentence) if each.kind == "duration" and each.value > 1
           and each.unit.rstrip("s") in _YEARLY]
    if result.per or len(rates) != 1 or len(own) != 1 or result.kind == "duration":
        return None
    at = passages.text[passages.sentences[result.sentence].start:own[0].start]
    near = 0 <= result.start - own[0].end <= _SMALL or 0 <= own[0].start - result.end < _BACK
    told = _SPAN.search(at) or _SPAN.search(passages.words(own[0]))
    between = [each for each in here if rates[0].end <= each.start < result.start and each.kind == result.kind]
    if not near or not told or between or _OTHERS.search(passages.text[rates[0].end:result.start]):
        return None
    years = own[0].days / _DAYS_A_YEAR
    made = rates[0].value * years * (1.0 if rates[0].per == "year" else 12.0)  # units: months of a year
    if within(result.value, made, slack_of((result, *rates, *own), rules)):
        return None
    text = (f"{say(rates[0].value, result.unit, 4)} a {rates[0].per} over {passages.words(own[0]).strip()} comes to "
            f"{say(made, result.unit, 4)}, not {say(result.value, result.unit, 4)} ({off_by(result.value, made)}).")
    return Slip.on(result, "OC201", text, refutes=True, factor=result.value / made)


def _share(result: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC207: a share of a whole told with its amount: "a third of the 15 trillion tokens, 5 trillion"."""
    here = [each for each in passages.of_sentence(result.sentence) if each.kind != "anaphor"]
    at = here.index(result) if result in here else 0
    if result.per or at < _FEWEST:
        return None
    share, whole = here[at - 2], here[at - 1]
    text = passages.text
    if share.kind not in ("fraction", "percent") or not _alike(whole, result) \
            or not _OF.fullmatch(text[share.end:whole.start].rstrip("$€£¥") or " ") \
            or not _THAT_IS.fullmatch(text[whole.end:result.start]):
        return None
    part = share.value / 100 if share.kind == "percent" else share.value
    made = _base(whole) * part
    slack = slack_of((result, share, whole), rules)
    if not 0 < part < 1 or within(_base(result), made, slack) or _base(result) >= _base(whole) * (1 + slack):
        return None
    scale = _base(result) / result.value
    unit = result.unit or whole.unit
    told = (f"{passages.words(share)} of {say(_base(whole) / scale, unit, 4)} is {say(made / scale, unit, 4)}, not "
            f"{say(result.value, unit, 4)}.")
    return Slip.on(result, "OC207", told[:1].upper() + told[1:], refutes=True)

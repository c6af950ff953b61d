"""Parts and their whole: totals, remainders, shares, and parts that are larger than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from oncurve.claims.consistency.parts import base_of, counts_more
from oncurve.claims.consistency.slip import Slip, slack_of, within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["slack_of_sum", "totals", "true_totals"]

_BEFORE = Pattern(
    r"(?:together|in total|in sum|in all|all told|altogether|combined|total of|sum of|totall?ing|add(?:s|ing|ed)? "
    r"(?:them |these |it )?(?:up )?to|mak(?:es|ing)|comes? to|amount(?:s|ing)? to|stands? at|"
    r"mixture of|sums? to|\bor|\band so)[\s,:]*(?:about |some |around |roughly |a total of )?$"
)
_AFTER = Pattern(
    r"^[\w\s.$€-]{0,22}?\b(?:together|in total|in sum|in all\b|altogether|combined|of the two|"
    r"of both|all told|in (?:\d+|[a-z]+) (?:months|quarters|years))"
)
_SUM_WORD = Pattern(
    r"\b(?:together|in total|in sum|in all\b|altogether|combined|total of|sum of|totall?ing|"
    r"add(?:s|ing|ed)?\b|which makes|mixture of|of the two|stands at|all told|in (?:\d+|[a-z]+) (?:months|quarters|"
    r"years))",
    re.IGNORECASE,
)
_OPENS = Pattern(r"(?:in (?:sum|total|all)|all told|altogether|(?:taken |put |added )?together|combined)\b"
                 r"[^\d;:]{0,24}$", re.IGNORECASE)
_OUT_OF = Pattern(r"\b(?:from|out of|among|amongst|of) a (?:total|pool) of\s*$")
_OF_ITS = Pattern(r"(?:^|[\s(])of (?:(?:its|the|their|these|those|all|every) )*$")
_REST = Pattern(r"\b(?:the rest|the others?|the remainder|the remaining)[\s,:]*(?:of them |about |some )?$")
_PART = Pattern(r"^\s*(?:of (?:it|them|these|that)\b)")
_OF_WHICH = Pattern(r"\bof (?:which|these|them|it)[\s,:]*(?:about |some |roughly |only )?$")
#: bounds whose figure is the one that sums are made with
_NOMINAL = Pattern(r"(?:at least|up to|as many as|as much as)\b", re.IGNORECASE)
#: that an amount is how far two others lie apart
_APART = Pattern(r"^\s*(?:less|more|fewer|lower|higher|below|above|short)\b")
_SHARED = Pattern(
    r"share|of (?:the|all|global|world)|account|perform|computing power|market|shipped|owns\b|owned|holds\b",
    re.IGNORECASE,
)
_MOVES = Pattern(r"\b(?:up|(?<!broken )(?<!breaks )(?<!breaking )down|rose|risen|climb\w*|"
                 r"gain\w*|fell|fallen|slid|surg\w+|jump\w*|soar\w*|drop\w*|tumbl\w*|"
                 r"slower|faster|less|cheaper|efficien\w+)\b", re.IGNORECASE)
_OF_SOME = Pattern(r"\s*of\b")
#: what leads from a share to who holds it
_HELD = Pattern(r"\b(?:in|to|by|with|belongs to|held by)(?: the)?\s*$")
_HOLDERS = ("country", "place", "organisation")
_PLAIN = frozenset({"number", "count"})
_FEWEST_PARTS = 2
_MANY_DIGITS, _TO_THE_DIGIT = 5, 0.002
_NO_SUMS = frozenset({"percent", "ratio", "fraction", "duration"})
_WHOLE = 100.0
_THOUSANDFOLD = 1e3
_LISTED = 3


def totals(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Totals that are not the sum of their parts (OC203), shares over 100% (OC205), parts over the whole (OC208)."""
    for number in range(len(passages.sentences)):
        here = passages.amounts.of_sentence(number)
        yield from _sums(here, passages, rules)
        yield from _remainders(here, rules)
        yield from _listed_after(here, passages, rules)
        yield from _shares(here, passages)
        yield from _larger_parts(here, passages, rules)


def true_totals(passages: Passages, rules: Thresholds = THRESHOLDS) -> Iterator[tuple[Amount, list[Amount]]]:
    """The totals of a passage that are the sum of amounts before them, with these."""
    for number in range(len(passages.sentences)):
        here = passages.amounts.of_sentence(number)
        for at, total in enumerate(here):
            if total.per or total.kind in _NO_SUMS or not _is_total(total, passages):
                continue
            parts = _parts(here[:at], total)
            slack = slack_of_sum((*parts, total), passages, rules)
            for first in range(len(parts) - 1):
                if within(total.value, sum(each.value for each in parts[first:]), slack):
                    yield total, parts[first:]
                    break


def _sums(here: Sequence[Amount], passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    for at, total in enumerate(here):
        if total.per or total.kind in _NO_SUMS or not _is_total(total, passages):
            continue
        parts = _parts(here[:at] or _summed_up(total, passages), total)
        if len(parts) < _FEWEST_PARTS or counts_more(total, parts, passages) \
                or any(_explained(total, parts, passages, rules)):
            continue
        result = sum(each.value for each in parts)
        if within(total.value, result, slack_of_sum((*parts, total), passages, rules)):
            continue
        yield from _misscaled(total, parts, rules)
        unit = next((each.unit for each in (total, *parts) if each.unit), "")
        listed = ", ".join(say(each.value, "", 4).strip() for each in parts)
        yield Slip.on(
            total,
            "OC203",
            f"{listed} add up to {say(result, unit, 4)}, not {say(total.value, unit, 4)}.",
            refutes=True,
        )


def _summed_up(total: Amount, passages: Passages) -> Sequence[Amount]:
    """The amounts of the sentence before, where the total's own opens by summing them up: "In sum, $4.8bn."."""
    number = total.sentence
    here, before = passages.sentences[number], passages.sentences[max(number - 1, 0)]
    opens = _OPENS.match(passages.text[here.start : total.start])
    return passages.amounts.of_sentence(number - 1) if opens and number and before.paragraph == here.paragraph else ()


def slack_of_sum(amounts: Sequence[Amount], passages: Passages, rules: Thresholds) -> float:
    """How far a sum may be from its total: hardly at all where every amount is printed to many digits."""
    printed = [len(re.sub(r"\D", "", passages.words(each)).strip("0")) for each in amounts]
    rough = any(each.rough and not _NOMINAL.match(passages.words(each)) for each in amounts)
    exact = min(printed) >= _MANY_DIGITS and not any(each.rough for each in amounts)
    return _TO_THE_DIGIT if exact else rules.lookalike + rules.approx * rough


def _misscaled(total: Amount, parts: Sequence[Amount], rules: Thresholds) -> Iterator[Slip]:
    """OC101: the one part, or the total, that a thousand times more or less would make the sum add up."""
    result = sum(each.value for each in parts)
    for each in (*parts, total):
        for way, factor in (("low", _THOUSANDFOLD), ("high", 1 / _THOUSANDFOLD)):
            other = total.value * factor if each is total else total.value
            parted = result if each is total else result + each.value * (factor - 1)
            if within(other, parted, rules.lookalike):
                meant = say(each.value * factor, each.unit or total.unit, 4)
                yield Slip.on(each, "OC101", f"The figure is 1,000 times too {way}: the sum adds up with {meant}.",
                              refutes=True)
                return


def _is_total(total: Amount, passages: Passages) -> bool:
    """Whether the words around say that it is a sum; "or" does where the sentence has no other word for it."""
    before = passages.text[max(total.start - 40, 0) : total.start].lower()
    after = passages.text[total.end : min(total.end + 40, passages.sentences[total.sentence].end)].lower()
    if _OUT_OF.search(before) is not None:
        return False  # what is chosen from a total of so many is no sum
    return bool(_BEFORE.search(before) or _AFTER.search(after)) and _SUM_WORD.search(before + " | " + after) is not None


def _parts(earlier: Sequence[Amount], total: Amount) -> list[Amount]:
    """The amounts right before the total that are of its kind, or bare numbers."""
    kinds = {total.kind} | _PLAIN
    if total.kind in _PLAIN:
        known = [each.kind for each in earlier if each.kind not in _PLAIN and each.kind not in _NO_SUMS]
        kinds |= set(known[-1:])
    parts: list[Amount] = []
    for each in reversed(earlier):
        if each.per:
            continue
        if each.kind not in kinds or (each.kind in _PLAIN and each.value < 100 and total.value > 1000):
            if each.kind in kinds or parts:
                break
            continue
        parts.append(each)
    units = {each.unit for each in (*parts, total) if each.unit}
    return parts[::-1] if len(units) <= 1 else []


def _explained(total: Amount, parts: Sequence[Amount], passages: Passages, rules: Thresholds) -> Iterator[bool]:
    """Whether some of the parts add up to the total, or it repeats one of them."""
    slack = slack_of_sum((*parts, total), passages, rules)
    for first in range(len(parts) - 1):
        yield within(total.value, sum(each.value for each in parts[first:]), slack)


def _listed_after(here: Sequence[Amount], passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Parts that a colon announces ("50,000 chips: 10,000 of one kind, ...") and that come to more than their whole."""
    for at, whole in enumerate(here):
        parts = [each for each in here[at + 1 :] if each.kind in (whole.kind, *_PLAIN) and not each.per]
        if whole.per or whole.kind in (*_NO_SUMS, *_PLAIN) or len(parts) < _FEWEST_PARTS:
            continue
        between = passages.text[whole.end : parts[0].start]
        if not re.match(r"^[^:.;,]{0,24}: (?:about |some )?$", between) or parts[0].kind != whole.kind \
                or parts[0].value > whole.value:
            continue
        total = sum(each.value for each in parts)
        if total > whole.value * (1 + slack_of((whole, *parts), rules)):
            text = (f"The parts come to {say(total, whole.unit, 4)}, more than the whole, "
                    f"{say(whole.value, whole.unit, 4)}.")
            yield Slip.on(parts[-1], "OC203", text, refutes=True)
            return


def _remainders(here: Sequence[Amount], rules: Thresholds) -> Iterator[Slip]:
    """What is left of a whole: of the 480 million, one took 400 and the others 80."""
    for at, rest in enumerate(here):
        if at < _FEWEST_PARTS or not _REST.search(rest.before):
            continue
        bare = rest.kind in _PLAIN and rest.value < here[0].value and _OF_ITS.search(here[0].before) is not None
        kinds = (*_PLAIN, here[0].kind) if bare else (rest.kind,)  # "of its 8 gigawatts, 5 come from gas, the other 3"
        earlier = [each for each in here[:at] if each.kind in kinds and not each.per]
        if len(earlier) < _FEWEST_PARTS:  # no part is named that could be taken off
            continue
        whole = max(earlier, key=lambda each: each.value)
        left = whole.value - sum(each.value for each in earlier if each is not whole)
        slack = slack_of((rest, *earlier), rules)
        first = whole is earlier[0] or _OF_ITS.search(whole.before) is not None  # "1.65 million of the 4 million"
        if left > 0 and not within(rest.value, left, slack) and first:
            yield Slip.on(
                rest,
                "OC203",
                f"Of {say(whole.value, whole.unit, 4)}, "
                f"{say(left, whole.unit, 4)} are left beside the parts named, not "
                f"{say(rest.value, rest.unit, 4)}.",
                refutes=True,
            )


def _shares(here: Sequence[Amount], passages: Passages) -> Iterator[Slip]:
    """Percentages of one whole, each of another holder, that come to more than all of it."""
    whole = [_in_percent(each, passages) if at == 0 else each for at, each in enumerate(here)]
    shares = [each for each in whole if each.kind == "percent" and not each.per and each.value <= _WHOLE
              and not each.before.rstrip().endswith(("from", "up to", "down to"))]  # what a share was before
    if here and passages.things.of_sentence(here[0].sentence, "benchmark"):
        return
    if shares and _MOVES.search(passages.words(passages.sentences[shares[0].sentence])):
        return  # "shares of A are up 46%, while B's have climbed 73%"
    if len(shares) < _FEWEST_PARTS or not _SHARED.search(passages.words(passages.sentences[shares[0].sentence])):
        return
    holders = [_holder(each, passages) for each in shares]
    if not holders[0] and not any(_OF_SOME.match(passages.text, each.end) for each in shares[1:]):
        holders = [_holder_after(each, shares[at + 1:], passages) for at, each in enumerate(shares)]
    total = sum(each.value for each in shares)
    distinct = len(set(holders)) == len(holders) and "" not in holders
    listed = len(shares) >= _LISTED and _is_list(shares, passages)
    if total > _WHOLE + 1 and (distinct or listed):
        last = shares[-1]
        told = " and ".join(f"{each.value:g}%" for each in shares)
        yield Slip.on(last, "OC205", f"{told} come to {total:g}%, more than the whole.", refutes=True)


def _in_percent(each: Amount, passages: Passages) -> Amount:
    """A fraction of a whole as a percentage: "three quarters of the world's GPU clusters"."""
    told = each.kind == "fraction" and each.value < 1 and _OF_SOME.match(passages.text, each.end) is not None
    return replace(each, kind="percent", value=each.value * _WHOLE) if told else each


def _holder(share: Amount, passages: Passages) -> str:
    """The holder named right before a share, or right after it ("75% for Nvidia")."""
    before = [each.ident for each in passages.things.of_sentence(share.sentence, *_HOLDERS) if each.end <= share.start]
    return before[-1] if before else ""


def _holder_after(share: Amount, later: Sequence[Amount], passages: Passages) -> str:
    """The holder named after a share and before the next one: "75% sits in the United States and 35% in China"."""
    until = later[0].start if later else passages.sentences[share.sentence].end
    named = passages.things.between(share.end, until, *_HOLDERS)
    return named[0].ident if named and _HELD.search(passages.text[share.end:named[0].start]) else ""


def _is_list(shares: Sequence[Amount], passages: Passages) -> bool:
    text = passages.text[shares[0].end : shares[-1].start]
    return (
        "." not in re.sub(r"\d\.\d", "", text)
        and (", " in text or " and " in text)
        and ":" in passages.text[max(shares[0].start - 40, 0) : shares[0].start]
    )


def _larger_parts(here: Sequence[Amount], passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    for at, part in enumerate(here):
        words, after = passages.words(part).lower(), passages.text[part.end : part.end + 20].lower()
        told = _PART.search(after) or re.search(r"\bof (?:it|them|these)$", words) or _OF_WHICH.search(part.before)
        if not at or not told:
            continue
        whole = next((each for each in reversed(here[:at]) if each.kind == part.kind and not each.per), None)
        small = whole is not None and (  # "two men, one of them 76"; "37B for each token, and read 14.8T of them"
            (part.kind in _PLAIN and whole.value < _WHOLE) or part.value > whole.value * _WHOLE)
        if whole is not None and _APART.match(passages.text[whole.end : whole.end + 12]):
            continue  # "half a billion less than feared, after $2bn of it was sold"
        if whole is not None and not small and base_of(part) > base_of(whole) * (1 + slack_of((part, whole), rules)):
            yield Slip.on(
                part,
                "OC208",
                f"The part, {say(part.value, part.unit, 4)}, is larger than the "
                f"whole, {say(whole.value, whole.unit, 4)}.",
                refutes=True,
            )

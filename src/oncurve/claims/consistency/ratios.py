"""Ratios that a passage states beside the amounts that they are of: times, shares, points, rates and halvings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from oncurve.claims.consistency.changes import changed
from oncurve.claims.consistency.slip import Slip, fits
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["ratios"]

#: what follows a ratio of two amounts that stand beside it
_AFTER = Pattern(
    r"^\s*(?:as (?:many|much|dear|cheap|large|long)\b|less\b|fewer\b|more\b|cheaper\b|dearer\b|lower\b|"
    r"higher\b|(?:of )?(?:the|that)\b(?: earlier)?(?= \$|[\s.,;]|$)|the \$|of the \$|of that\b|"
    r"(?:that|those) of\b|what (?:it|they|that) (?:had been|was|were|cost)\b)"
)
_LESS = Pattern(r"^\s*(?:less|fewer|cheaper|lower|smaller|below|under)\b")
_MORE = Pattern(r"^\s*(?:more|dearer|higher|larger|above|over)\b")
#: between a part and its whole; and between two amounts that are added up
_OUT_OF = Pattern(r"\bout of\b|\bof (?:a |the |its |their )?(?:total|whole|overall)\b|\bof which\b|\bagainst\b")
_ON_TOP = Pattern(r"\bon top of\b|\badded to\b|\bin addition to\b")
#: what leads from an amount to the share that it is
_OR, _SAID_SO = Pattern(r"(?:, or|\() ?(?:about |some |roughly |around )?$"), 16
_OF_THE = Pattern(r"\s*of (?:the |a |its |their |that )?(?:whole |total )?")
_THAT_IS = Pattern(r"\b(?:that|this|it|which) (?:is|was|makes|amounts to|comes to|would be)\s+(?:about |some |"
                   r"roughly |only |just |a mere |nearly )?$", re.IGNORECASE)
_OF_TOTAL = Pattern(r"\s*of (?:the (?:total|whole|sum)|that|it all)\b")
_IS_JUST = Pattern(r"\s+(?:is|was|are|were|makes?|would be|amounts? to|comes? to)\s+(?:about |some |just |only |"
                   r"roughly |"
                   r"nearly |over )?", re.IGNORECASE)
_THE = Pattern(r"\s*(?:of )?(?:(?:the|that)\s*|(?:the )?(?:[\w.-]+ ){0,3}[\w.-]+['’]s\s*)")
#: "double the figure for 2025": the other amount is of a time, and need not be told
_OF_A_TIME = Pattern(r"\s*(?:of )?the (?:figure|number|total|level|output|sum|amount) (?:for|of|in) ")
#: a line of a rule, which a ratio to it is not told of amounts beside
_OF_LINE = Pattern(r"\s*of (?:the|its|that|this) (?:[\w-]+ ){0,2}(?:threshold|limit|ceiling|cap|allowance|line)\b")
_CLAUSE = 40
_AS_MUCH = Pattern(r"^\s*(?:as )?much\s*(?:[.;]|$)")
_OF_TIERS = Pattern(r"\b(?:input|output|question|answer|read\w*|writ\w*|prompt)s?\b", re.IGNORECASE)
_INPUT = Pattern(r"\binputs?\b|\bin\b|\binto\b|\bread|\bprompt", re.IGNORECASE)
_OUTPUT = Pattern(r"\boutputs?\b|\bout\b|\bwrit|\bcomplet|\bgenerat", re.IGNORECASE)
_COMPARABLE = Pattern(r"\b(?:comparable|similar|rivals?|competitors?|other|others|elsewhere|Western|the (?:spring|"
                      r"summer|"
                      r"autumn|winter)['’]s|first of those|than (?:now|today|before))\b", re.IGNORECASE)
_OF_WHOM = Pattern(r"\b(?:than|of|as)\b", re.IGNORECASE)
_TOLD_AS = Pattern(r"(?:[,;:(]|\bor|\bis|\bwhich makes)\s*$")
_ENDS = Pattern(r"^\s*[.;]?\s*$|^\s*[.;]")
_FOLD = Pattern(r"-?fold\b|\ba factor of\b")
_HALVES = Pattern(r"\b(?:halv|doubl)\w*", re.IGNORECASE)
_IS = Pattern(r"\b(?:which is|that is|or|i\.e\.|equal to|meaning)\b", re.IGNORECASE)
_PLAIN = frozenset({"number", "count"})
_SIZED = frozenset({"money", "chips", "chiphours", "params", "tokens", "flop", "speed", "bandwidth", "memory", "power"})
_BILLION = 1e9
_SLACK, _ROUGH = 0.12, 0.3
_MONTHS_A_YEAR = 12.0
_RATE_SLACK = 0.06
_LEAST = 1.05
#: so many amounts in the sentence before are of more things than a ratio is of
_MANY = 4
#: what a ratio is said to be of ("ten times the compute"), by the kinds of amounts that it could be read off
_OF = {
    "compute": "flop chiphours", "computing": "flop chiphours", "flop": "flop", "operation": "flop",
    "cost": "money", "price": "money", "money": "money", "spending": "money", "budget": "money", "bill": "money",
    "chip": "chips", "gpu": "chips", "tpu": "chips", "card": "chips", "accelerator": "chips",
    "parameter": "params", "size": "params", "token": "tokens", "data": "tokens", "memory": "memory",
    "bandwidth": "bandwidth", "power": "power", "energy": "power", "electricity": "power", "hour": "chiphours",
    "speed": "speed", "performance": "speed", "throughput": "speed",
}
_NOUN = Pattern(r"^\s*(?:as (?:much|many)|of the|the|more|less|fewer)?\s*((?:[A-Za-z-]+ ?){1,3})")
_STOP = Pattern(r"\b(?:of|than|as|in|for|that|to)\b")


def ratios(passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    """Ratios that no two amounts beside them have (OC207), and a rate that its halving time does not give (OC204)."""
    for each in passages.amounts:
        if each.kind in ("ratio", "fraction"):
            slip = _yearly(each, passages) if each.per == "year" else (
                _of_two(each, passages) or _fraction(each, passages))
        elif each.kind == "percent":
            slip = _share(each, passages, rules)
        elif each.kind in _PLAIN or each.kind == "points":
            slip = _points(each, passages)
        else:
            slip = None
        if slip is not None:
            yield slip


def _of_two(ratio: Amount, passages: Passages) -> Slip | None:
    factor = _factor(ratio, passages)
    if factor <= 1 or not _is_derived(ratio, passages):
        return None
    if _of_others(ratio, passages):
        return None
    if _is_of_next(ratio, passages):
        return None
    told = _kinds_told(ratio, passages)
    before = [each for each in _comparable(ratio, passages, 1) if each.sentence < ratio.sentence]
    told_apart = len({each.ident for each in passages.things.of_sentence(
        ratio.sentence, "model", "chip")}) > 1  # "X is twelve times cheaper than Y": of these two alone
    pairs = next((found for back in ((0, 1) if len(before) < _MANY and not told_apart else (0,))
                  if (found := [pair for pair in _told(_pairs(_comparable(ratio, passages, back)), told)
                                if not _one_price(*pair, ratio, passages)])), [])  # fmt: skip
    if not pairs:
        return None
    results = [max(a.value, b.value) / min(a.value, b.value) for a, b in pairs]
    slack = _ROUGH if ratio.rough else _SLACK
    if fits(factor, results, slack) or results[0] > _BILLION:  # "1.8 trillion parameters in 120 layers"
        return None
    first, second = pairs[0]
    result = results[0]
    unit = first.unit or second.unit
    return Slip.on(
        ratio,
        "OC207",
        f"{say(first.value, unit, 4)} and {say(second.value, unit, 4)} differ by a "
        f"factor of {say(result, '', 3).strip()}, not {say(factor, '', 3).strip()}.",
        refutes=True,
    )


def _is_of_next(ratio: Amount, passages: Passages) -> bool:
    """Whether a ratio is that of the amount before it to a bare one right after it: "4.5 PFLOPS, double the 1.98"."""
    after = next(passages.amounts.after(ratio.end), None)
    return after is not None and after.sentence == ratio.sentence and after.kind not in _SIZED and _THE.fullmatch(
        passages.text[ratio.end : after.start]) is not None


def _kinds_told(ratio: Amount, passages: Passages) -> set[str]:
    """The kinds of amounts that the words after a ratio say it is of ("ten times the compute"); none if they do not."""
    found = _NOUN.match(passages.text[ratio.end : ratio.end + 60])
    named = _STOP.split(found[1])[0].lower().split() if found else []
    return {kind for each in named for kind in _OF.get(each.removesuffix("s"), "").split()}


def _told(pairs: list[tuple[Amount, Amount]], kinds: set[str]) -> list[tuple[Amount, Amount]]:
    return [pair for pair in pairs if not kinds or _kind(pair[0]) in kinds]


def _one_price(first: Amount, second: Amount, ratio: Amount, passages: Passages) -> bool:
    """Whether two amounts are the price of input and of output, and the ratio is not told to be that of these."""
    after = passages.text[ratio.end : ratio.end + _CLAUSE]
    if _AS_MUCH.match(after) and 0 <= ratio.start - second.end <= _CLAUSE and ratio.sentence == second.sentence:
        return False  # "$3 for input and $15 for output, five times as much"
    between = passages.text[first.end : second.start]
    of_two = bool(passages.things.between(first.end, second.start, "model"))
    if first.kind != "money" or (_OF_TIERS.search(re.split(r"[.;](?=\s)", after)[0]) and not of_two):
        return False
    one = f"{passages.words(first)} {between}"
    other = f"{passages.words(second)} {passages.text[second.end : second.end + 24]}"
    if of_two and _OUTPUT.search(one) is not None and _INPUT.search(other) is not None:
        return True
    if between.strip() == "/" or (between.strip() == "and" and not of_two):
        return True
    return _INPUT.search(f"{first.before} {one}") is not None and _OUTPUT.search(f"{between[-12:]} {other}") is not None


def _of_others(ratio: Amount, passages: Passages) -> bool:
    """Whether a ratio is told to that of something else: of comparable models, or of one that no amount is of."""
    following = next(passages.amounts.after(ratio.end), None)
    stop = ratio.end + 2 * _CLAUSE if following is None else min(ratio.end + 2 * _CLAUSE, following.start)
    after = re.split(r"[.;](?=\s)", passages.text[ratio.end : stop])[0]
    if _COMPARABLE.search(after) or _OF_A_TIME.match(after) or _OF_LINE.match(after):
        return True
    named = passages.things.of_paragraph(ratio.paragraph, "model", "organisation")
    new = [each for each in named if ratio.end <= each.start < ratio.end + len(after)]
    known = {each.ident for each in named if each.end <= ratio.start}
    return bool(new) and _OF_WHOM.search(after) is not None and not {each.ident for each in new} & known


def _factor(ratio: Amount, passages: Passages) -> float:
    """The factor between two amounts that a ratio tells: 3 of "a third of that", 1.5 of "a third less"."""
    if ratio.value <= 0:
        return 0.0
    after = passages.text[ratio.end : ratio.end + 24]
    if ratio.kind == "fraction" and ratio.value < 1:
        if _LESS.match(after):
            return 1 / (1 - ratio.value)
        if _MORE.match(after):
            return 1 + ratio.value
    return ratio.value if ratio.value >= 1 else 1 / ratio.value


def _is_derived(ratio: Amount, passages: Passages) -> bool:
    """Whether the ratio is told as one of amounts that stand beside it, not as news of its own."""
    after = passages.text[ratio.end : ratio.end + 30]
    before = passages.text[max(ratio.start - 30, 0) : ratio.start]
    apart = before.rstrip().endswith((",", " is", ";", " so", ", a", ":")) or before.rstrip().endswith("used")
    if _FOLD.search(passages.words(ratio) + after[:6]) or "times" in passages.words(ratio):
        return (apart or " used" in before) and (
            _AFTER.match(after) is not None
            or _ENDS.match(after) is not None
            or _FOLD.search(passages.words(ratio)) is not None
        )
    return apart and (_AFTER.match(after) is not None or _ENDS.match(after) is not None)


def _comparable(ratio: Amount, passages: Passages, back: int) -> list[Amount]:
    """The amounts of the sentence, and of `back` sentences before it, that a ratio may be of."""
    return [
        each
        for each in passages.amounts.of_sentences(ratio.sentence - back, ratio.sentence)
        if each is not ratio
        and each.paragraph == ratio.paragraph
        and (each.kind in _SIZED or each.kind in _PLAIN or _is_hours(each))
    ]


def _is_hours(each: Amount) -> bool:
    return each.kind == "duration" and each.unit.startswith("hour") and each.value >= 1e3


def _pairs(here: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """Pairs of one kind and currency; a bare number goes with what stands before it."""
    found = []
    for first, second in combinations(here, 2):
        kinds = {_kind(first), _kind(second)}
        alike = len(kinds) == 1 and first.kind not in _PLAIN
        borrowed = second.kind in _PLAIN and first.kind in _SIZED and second.value >= 100
        units = {each.unit for each in (first, second) if each.unit and each.kind not in _PLAIN}
        if (
            (alike or borrowed)
            and (len(units) == 1 or (alike and _kind(first) == "chiphours"))
            and min(first.value, second.value) > 0
            and max(first.value, second.value) / min(first.value, second.value) > _LEAST
        ):
            found.append((first, second))
    return found


def _kind(each: Amount) -> str:
    return "chiphours" if _is_hours(each) else each.kind


def _yearly(ratio: Amount, passages: Passages) -> Slip | None:
    """A time to halve or double told as a rate a year: every eight months, which is 2.8x a year."""
    sentence = passages.sentences[ratio.sentence]
    before = passages.text[sentence.start : ratio.start]
    times = [each for each in passages.amounts.of_sentence(ratio.sentence, "duration") if each.end <= ratio.start]
    if len(times) != 1 or not _HALVES.search(before) or not _IS.search(passages.text[times[0].end : ratio.start]):
        return None
    months = times[0].days / 30.4375
    result = 2 ** (_MONTHS_A_YEAR / months)
    if fits(ratio.value, [result], _RATE_SLACK + (_ROUGH if ratio.rough else 0.0)):
        return None
    return Slip.on(
        ratio,
        "OC204",
        f"Twofold every {say(months, 'months')} is "
        f"{say(result, '', 3).strip()} times a year, not {say(ratio.value, '', 3).strip()}.",
        refutes=True,
    )


def _fraction(part: Amount, passages: Passages) -> Slip | None:
    """A fraction of the total, of two amounts before it: "Sales were $18bn. Chips made $14bn, a third of the total"."""
    if part.kind != "fraction" or not 0 < part.value < 1 or not _OF_TOTAL.match(passages.text[part.end :]) \
            or not _TOLD_AS.search(re.sub(r"\s(?:about|some|roughly|around|nearly|almost|over)\s*$", "",
                                          passages.text[max(part.start - _SAID_SO, 0) : part.start])):
        return None
    here = [each for each in passages.amounts.of_sentences(part.sentence - 1, part.sentence)
            if each.kind in _SIZED and not each.per and each.end <= part.start and each.paragraph == part.paragraph]
    if len(here) != 2 or here[0].kind != here[1].kind or here[0].unit != here[1].unit:
        return None
    result = min(each.value for each in here) / max(each.value for each in here)
    if fits(part.value, [result], _SLACK):
        return None
    small, large = sorted(each.value for each in here)
    text = (f"{say(small, here[0].unit, 4)} is {say(100 * result, '', 2).strip()}% of {say(large, here[0].unit, 4)}, "
            f"not {say(100 * part.value, '', 2).strip()}%.")
    return Slip.on(part, "OC207", text, refutes=True)


def _share(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """A share of one amount in another: the 534,700 dollars are 0.3% of that."""
    after = passages.text[share.end : share.end + 24]
    if not re.match(r"^\s*of (?:that|it|the (?:total|sum|whole|former))\b", after):
        return (changed(share, passages, rules) or _of_whole(share, passages, rules)
                or _of_next(share, passages, rules))
    before = passages.text[max(share.start - _SAID_SO, 0) : share.start]
    if _OR.search(before) and re.match(r"^\s*of the (?:total|whole)\b", after):
        return None  # "$17 billion in its last year, or 13% of the total": of a total that is not told
    here = [
        each
        for each in passages.amounts.of_sentences(share.sentence - 1, share.sentence)
        if each.kind in _SIZED and not each.per and each.end <= share.start
    ]
    pairs = [(a, b) for a, b in _pairs(here) if a.kind == b.kind]
    if not pairs:
        return None
    results = [100 * min(a.value, b.value) / max(a.value, b.value) for a, b in pairs]
    if fits(share.value, results, _SLACK + rules.approx * any(each.rough for pair in pairs for each in pair)):
        return None
    return Slip.on(
        share,
        "OC207",
        f"It is {say(results[0], '', 2).strip()}% of that, not {share.value:g}%.",
        refutes=True,
    )


def _of_next(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """The share that the amount before it is of the amount after it: "$294,000. That is 5% of the $5.576 million"."""
    whole = next(passages.amounts.after(share.end), None)
    before = passages.text[max(share.start - 40, 0) : share.start]
    if whole is None or whole.sentence != share.sentence or whole.kind not in _SIZED or whole.per \
            or not _OF_THE.fullmatch(passages.text[share.end : whole.start]):
        return None
    part = next(passages.amounts.before(share.start), None)
    own = part is not None and part.sentence == share.sentence \
        and _IS_JUST.fullmatch(passages.text[part.end : share.start]) is not None
    if not own and not _THAT_IS.search(before):
        return None
    parts = [each for each in passages.amounts.of_sentences(share.sentence - 1, share.sentence)
             if each.end <= share.start and not each.per and each.paragraph == share.paragraph
             and (each.kind, each.unit) == (whole.kind, whole.unit) and 0 < each.value < whole.value]
    results = [100 * each.value / whole.value for each in parts]
    if not parts or fits(share.value, results, _SLACK + rules.approx * any(each.rough for each in (whole, *parts))):
        return None
    told = say(results[-1], "", 2).strip()
    text = (f"{say(parts[-1].value, whole.unit, 4)} is {told}% of {say(whole.value, whole.unit, 4)}, not "
            f"{share.value:g}%.")
    return Slip.on(share, "OC207", text, refutes=True)


def _of_whole(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """A share that ends a sentence on a part and its whole: "19 billion out of 34 billion, some 56%"."""
    here = [each for each in passages.amounts.of_sentence(share.sentence) if each is not share]
    sized = [each for each in here
             if not each.per and (each.kind in _SIZED or (each.kind in _PLAIN and each.value >= 100))]
    ends = _ENDS.match(passages.text[share.end :]) or re.match(r"^\s*$", passages.text[share.end :])
    if len(sized) != 2 or share.start < sized[1].end or sized[0].kind != sized[1].kind or not ends \
            or not _TOLD_AS.search(passages.text[: share.start]) or sized[0].unit != sized[1].unit:
        return None
    part, whole = sorted(each.value for each in sized)
    between = passages.text[sized[0].end : sized[1].start]
    on_top = _ON_TOP.search(between) is not None
    if (not on_top and not _OUT_OF.search(between)) or not 0 < part < whole:
        return None
    results = [100 * part / whole, 100 * part / (part + whole), 100 * whole / (part + whole)][: 3 if on_top else 1]
    if fits(share.value, results, _SLACK + rules.approx * any(each.rough for each in (share, *sized))):
        return None
    told = say(results[0], "", 2).strip()
    text = f"{say(part, sized[0].unit, 4)} is {told}% of {say(whole, sized[0].unit, 4)}, not {share.value:g}%."
    return Slip.on(share, "OC207", text, refutes=True)


def _points(gap: Amount, passages: Passages) -> Slip | None:
    """A difference of two percentages: "59.4% and 50.4%, nine points less"."""
    words = f"{passages.words(gap)}{passages.text[gap.end : gap.end + 8]}".lower()
    if "point" not in words:
        return None
    shares = [each for each in passages.amounts.of_sentence(gap.sentence, "percent") if each.end <= gap.start]
    if len(shares) != 2 or not re.match(
        r"^\s*(?:points?\s*)?(?:less|more|lower|higher|behind|ahead|apart|better|worse|\.)",
        passages.text[gap.end : gap.end + 20],
    ):
        return None
    result = abs(shares[0].value - shares[1].value)
    if math.isclose(result, gap.value, abs_tol=1.0 if gap.value == int(gap.value) else 0.1):
        return None
    return Slip.on(
        gap,
        "OC207",
        f"{shares[0].value:g}% and {shares[1].value:g}% are "
        f"{say(result, '', 3).strip()} points apart, not {gap.value:g}.",
        refutes=True,
    )

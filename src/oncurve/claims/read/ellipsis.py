"""What a bare number leaves out: its unit, taken from the quantity it stands beside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from copy import copy

from oncurve.claims.read.label_units import counted_by_head, counted_by_label
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity, bounded, tidy
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["counts_parts", "inherit", "twins"]

_ANAPHORIC = words("chips params tokens companies chiphours")
_UNTYPED = words("number count anaphor fraction nought")
#: words that may follow a number that leaves out what it counts
_FUNCTION = words(
    "in on at of for to by with from into onto over under against versus vs than as per and or but nor so yet while "
    "whereas is are was were be been has have had will would could can may might must should do does did not the a an "
    "this that these those it its he she they we you i there here now then today yesterday tomorrow last next out up "
    "down off in each apiece respectively again already later earlier ago if when where which who whom because since "
    "until after before about more less only just even still too also said says when within across among between "
    "worldwide globally altogether total overall active both instead back away alone currently"
)
#: words before which a small number in words points back: "the two are different quantities", "laughed at all three"
_POINTING = words("the these those all")
_MOST_POINTED = 3
_MOST_APART = 30
#: parts of machines that are counted, how many words a name of theirs has, and what is said of some of them in brackets
_PLURALS = words("cores core threads lanes stacks dies switches trays engines ports slots cpus channels layers")
_NAMED_BY = 5
_AGAINST, _CONTRAST = words("opposed against versus vs than instead rather compared from"), 6
_OF_COUNT = words("total active enabled usable each")
#: what a multiple or a share may be worked out of, and the words that say that it is of an amount told before
_SHARES = words("ratio fraction")
_AMOUNTS = words("money chips params tokens chiphours flop duration power companies")
_OF_THAT = (
    ["that"], ["as", "many"], ["as", "much"], ["as", "long"], ["of", "that"], ["of", "it"], ["of", "them"],
    ["of", "those"], ["of", "these"], ["this"], ["those"], ["the", "number"], ["the", "figure"], ["the", "sum"],
    ["the", "amount"],
)  # fmt: skip
_SPANS = words("year year's month month's quarter quarter's week week's")
_MOST_RATIO = 2000.0
_ROUNDED = 0.05
#: words after which chips are counted one by one, and not by what they are worth
_COUNTED_BY = (["in", "number"], ["by", "number"], ["in", "units"])
#: from what size on a bare number is one of operations, whatever else is spoken of
_VAST = 1e15


def inherit(tokens: Tokens, found: list[Quantity], earlier: Quantity | None,
            cover: list[Mention | None]) -> list[Quantity]:
    """Gives bare numbers the dimension of the quantity they stand beside.

    Args:
        tokens: the text.
        found: the quantities of a sentence, in order.
        earlier: the last quantity before them.
        cover: for each token the name that covers it, or None.
    """
    for index, quantity in enumerate(found):
        if quantity.dim == "number" and _bare(tokens, quantity, cover):
            counted_by_label(tokens, quantity, cover)
            counted_by_head(tokens, quantity, cover)
        if quantity.dim == "anaphor":
            ahead = (*reversed(found[:index]), earlier)
            whole = next((q for q in ahead if q is not None and q.dim in _ANAPHORIC), None)
            if whole is not None:
                quantity.bare = copy(quantity)
                _copy(quantity, whole)
        elif quantity.dim == "memory" and index and _is_set_against(tokens, found[index - 1], quantity):
            quantity.dim, quantity.unit = "bandwidth", f"{quantity.unit}/s"  # "400 GB a second, against 600 GB"
        elif quantity.dim in _SHARES and _of_that(tokens, quantity) and not _is_of_two(quantity, found[:index]) \
                and not _tells_of(tokens, quantity, found[:index]):
            _work_out(quantity, found[:index], earlier)
        elif quantity.dim == "number" and _bare(tokens, quantity, cover):
            whole = _antecedent(tokens, found, index, earlier)
            if whole is not None:
                quantity.bare = copy(quantity) if quantity.size < _VAST else None
                _copy(quantity, whole)
                if tokens.word[quantity.first - 2 : quantity.first] in _COUNTED_BY:
                    quantity.equivalent, quantity.chip = False, None
                large = whole.dim == "money" and whole.scale > 1 == quantity.scale and quantity.size < 1000
                if whole.scale < 1 or large:
                    quantity.value, quantity.low, quantity.high = quantity.scaled(whole.scale)
                quantity.per, quantity.elided = (
                    whole.per if whole.per is not None and whole.per.kind != "each" else None,
                    True,
                )
    return found


def _is_set_against(tokens: Tokens, first: Quantity, second: Quantity) -> bool:
    """Whether an amount of bytes is set against a speed in bytes: it has left its second out."""
    between = tokens.word[first.end : second.first]
    return first.dim == "bandwidth" and len(between) <= _CONTRAST and not _AGAINST.isdisjoint(between)


def _of_that(tokens: Tokens, quantity: Quantity) -> bool:
    """Whether a multiple or a share is said to be of an amount told before: "half that", "three times as many"."""
    near = tokens.word[quantity.stop : quantity.stop + 2]
    if near[:1] == ["this"] and near[1:] and near[1] in _SPANS:
        return False  # "600,000 next year, double this year's output"
    if near[:1] == ["the"] and tokens.word[quantity.stop + 2 : quantity.stop + 3] in (["for"], ["of"], ["in"]):
        return False  # "600,000 next year, double the figure for 2025"
    return near in _OF_THAT or near[:1] in _OF_THAT


def _is_of_two(quantity: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether a multiple is that of the two amounts before it: "$12 billion in 2024 and $34 billion now, 2.8 times"."""
    sizes = [each.value for each in before if each.dim in _AMOUNTS and each.value][-2:]
    if len(sizes) < 2 or not quantity.value or before[-1].dim != before[-2].dim:
        return False
    made = max(sizes) / min(sizes)
    return abs(quantity.value / made - 1) <= _ROUNDED


def _tells_of(tokens: Tokens, quantity: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether a multiple tells of the amount right before it, by what it is more than: "30 hours, twice as many"."""
    beside = bool(before) and tokens.word[before[-1].stop : quantity.first] in ([","], ["("], ["—"], ["–"])
    return beside and before[-1].dim in _AMOUNTS and "for" not in tokens.word[quantity.stop : quantity.stop + 3]


def _work_out(quantity: Quantity, before: Sequence[Quantity], earlier: Quantity | None) -> None:
    """Makes a multiple or share of an amount told before that amount worked out."""
    whole = next((each for each in reversed(before) if each.dim in _AMOUNTS), earlier)
    times = quantity.value
    if whole is None or whole.dim not in _AMOUNTS or not times:
        return
    quantity.bare = copy(quantity)
    _copy(quantity, whole)
    numbers = (whole.value, whole.low, whole.high)
    quantity.value, quantity.low, quantity.high = (None if each is None else tidy(each * times) for each in numbers)
    if quantity.qualifier == "exact" or whole.value is None:
        quantity.qualifier = whole.qualifier
    quantity.scale, quantity.share, quantity.elided = whole.scale, False, True


def _bare(tokens: Tokens, quantity: Quantity, cover: Sequence[object]) -> bool:
    """Whether no noun follows the number that it could count, and it does not point back at things named before."""
    at = quantity.end
    written = tokens.word[quantity.core].isalpha() and quantity.first == quantity.core
    if written and quantity.size <= _MOST_POINTED and tokens.word[quantity.core - 1] in _POINTING and quantity.core:
        return False
    if at >= len(tokens) or tokens.opens_line(at):
        return True
    if cover[at] is not None:
        return not counts_parts(tokens, at, cover)
    word = tokens.word[at]
    if quantity.end - quantity.core == 1 and tokens.word[quantity.core] == "one":
        return False
    after = tokens.word[at + 1 : at + 2]
    if word in ("more", "other", "additional", "further") and after and after[0][0].isalpha():
        return after[0] in _FUNCTION  # "three more plants" are plants
    return word in _FUNCTION or not (word[0].isalpha() or (word == "-" and tokens.glued(at)))


def counts_parts(tokens: Tokens, at: int, cover: Sequence[object]) -> bool:
    """Whether token `at`, after a number, leads by names to parts that it counts: "72 Arm Neoverse V2 cores"."""
    end = min(at + _NAMED_BY, len(tokens))
    while at < end and (cover[at] is not None or tokens.raw[at][0].isupper()) and tokens.word[at] not in _PLURALS:
        at += 1
    return at < end and tokens.word[at] in _PLURALS


def _is_of_count(tokens: Tokens, quantity: Quantity, before: list[Quantity]) -> bool:
    """Whether a number in brackets tells of the things counted just before: "144 multiprocessors (132 active)"."""
    after = tokens.word[quantity.stop : quantity.stop + 1]
    if not before or tokens.word[quantity.first - 1 : quantity.first] != ["("] or _OF_COUNT.isdisjoint(after):
        return False
    return before[-1].dim in ("number", "count") and before[-1].scale == quantity.scale == 1.0


def _antecedent(tokens: Tokens, found: list[Quantity], index: int, earlier: Quantity | None) -> Quantity | None:
    """The quantity whose unit a bare number shares: the nearest before it, else right after it, else the last one."""
    quantity = found[index]
    if _is_of_count(tokens, quantity, found[:index]):
        return None
    scaled = _of_scale(quantity, found[:index])
    if scaled is not None:
        return scaled
    for other in reversed(found[:index]):
        if other.dim not in _UNTYPED:
            return other if _alike(quantity, other) and quantity.first - other.end <= _MOST_APART else None
    after = next((q for q in found[index + 1 :] if q.dim not in _UNTYPED), None)
    if after is not None and after.first - quantity.end <= _MOST_APART // 3 and _alike(quantity, after):
        return after
    return earlier if earlier is not None and earlier.dim not in _UNTYPED and _alike(quantity, earlier) else None


def _of_scale(quantity: Quantity, before: list[Quantity]) -> Quantity | None:
    """The nearest amount told in the same millions, where the one just before is not: hours, not the chips between."""
    if quantity.scale <= 1:
        return None
    near = itertools.takewhile(lambda each: quantity.first - each.end <= _MOST_APART, reversed(before))
    typed = [each for each in near if each.dim not in _UNTYPED]
    if not typed or typed[0].scale == quantity.scale:
        return None
    return next((each for each in typed if each.scale == quantity.scale and _alike(quantity, each)), None)


def _alike(quantity: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of sizes that one unit may have."""
    a, b = quantity.size, other.size
    if a <= 0 or b <= 0:
        return False
    if quantity.scale == 1 and other.scale > 1 and a < 1000 <= b:
        return a <= b / other.scale * _MOST_RATIO and other.dim == "money"
    return 1 / _MOST_RATIO <= a / b <= _MOST_RATIO


def _copy(quantity: Quantity, whole: Quantity) -> None:
    quantity.dim, quantity.unit, quantity.chip = whole.dim, whole.unit, whole.chip
    quantity.noun, quantity.maker = whole.noun, whole.maker


def twins(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """Marks a sum in another currency whose dollars stand beside it."""
    for a, b in itertools.pairwise(found):
        if a.dim == b.dim == "money" and a.unit != b.unit and "USD" in (a.unit, b.unit) and b.first - a.end <= 4:
            between = set(tokens.word[a.end : b.first])
            if between & {"(", "or", "about", ","} or not between:
                other, dollars = (a, b) if b.unit == "USD" else (b, a)
                other.usd_twin = True
                if dollars.qualifier == "exact" and other.qualifier in ("approx", "at_least", "at_most"):
                    bounded(dollars, other.qualifier)
    return found

"""The grammar of quantities: numbers with hedges, ranges, currencies and units, as one object each."""

from __future__ import annotations

import re
from collections.abc import Container

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.day import clock_end
from oncurve.claims.read.ellipsis import inherit, twins
from oncurve.claims.read.hedges import hedge_after, hedge_before
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.money import cents_after, currency_after, currency_before, read_basis
from oncurve.claims.read.noughts import NOUGHTS, ONCE, read_nought, read_once
from oncurve.claims.read.numbers import Number, starts_number
from oncurve.claims.read.numerals import FRACTIONS, ONES, SCALE_WORDS, STARTS
from oncurve.claims.read.quantity import Quantity, bounded, tidy
from oncurve.claims.read.ranges import Range, upper_end
from oncurve.claims.read.relative_dates import OPENERS
from oncurve.claims.read.shares import so_many_in
from oncurve.claims.read.stretch import CALENDAR, Stretch
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.unit_words import TPP_NAMES
from oncurve.claims.read.units import read_unit
from oncurve.claims.read.versions import is_tries, is_version, numbers_item
from oncurve.claims.read.words import MONTHS

__all__ = ["TRIGGERS", "may_hold", "read_quantities"]

_FOLDS = {
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "twelvefold": 12.0,
    "fifteenfold": 15.0,
    "twentyfold": 20.0,
    "thirtyfold": 30.0,
    "fortyfold": 40.0,
    "fiftyfold": 50.0,
    "hundredfold": 100.0,
    "thousandfold": 1000.0,
}
_MULTIPLES = {
    "twice": 2.0,
    "thrice": 3.0,
    "double": 2.0,
    "triple": 3.0,
    "treble": 3.0,
    "quadruple": 4.0,
    "quintuple": 5.0,
}
#: the words, besides digits, that a quantity can begin with
_OPENS = STARTS | NOUGHTS | ONCE | _FOLDS.keys() | _MULTIPLES.keys() | {"half", "order", "orders"}
#: words without one of which, and without a digit, tokens hold no quantity and no date
TRIGGERS = (
    frozenset([*_FOLDS, *_MULTIPLES, *SCALE_WORDS, *FRACTIONS, *MONTHS, "order", "orders"])
    | (NOUGHTS - {"no", "not"})
    | (ONCE - {"first", "each"})
    | (STARTS - {"a", "an"})
    | OPENERS
    | CALENDAR
)
_EQUIVALENT, _LINKS_OF_TPP = ["the", "equivalent", "of"], 4
_BEFORE_TPP = words("of at is was : = than about comes works out to stands sits lands around roughly just only some")
_DIGIT = re.compile(r"\d")


def may_hold(tokens: Tokens, first: int, end: int) -> bool:
    """Whether there may be a quantity or a date among some tokens, told by one quick look."""
    if not TRIGGERS.isdisjoint(tokens.word[first:end]):
        return True
    return _DIGIT.search(tokens.text, tokens.start[first], tokens.end[end - 1]) is not None


def read_quantities(
    tokens: Tokens,
    first: int,
    end: int,
    cover: list[Mention | None],
    masked: Container[int],
    earlier: Quantity | None = None,
) -> list[Quantity]:
    """All quantities of the tokens `first` up to `end`, in order.

    Args:
        tokens: the text.
        first: where to start.
        end: where to stop.
        cover: for each token the name that covers it, or None.
        masked: the tokens that a date covers.
        earlier: the last quantity before, for "of them".
    """
    found: list[Quantity] = []
    word = tokens.word
    at = floor = first
    while at < end:
        w = word[at]
        if (not (w in _OPENS or w[0].isdigit()) or cover[at] is not None or at in masked or _leads(word, at)
                or is_tries(tokens, at, first) or numbers_item(tokens, at)
                or (at > first and is_version(tokens, at, cover))):
            at += 1
            continue
        if word[at + 1 : at + 2] == [":"] and w[0].isdigit() and (clock := clock_end(tokens, at, end)):
            at = clock
            continue
        quantity = None
        if starts_number(w):
            quantity = _Parser(tokens, floor, end, cover, masked).quantity(at)
        if w == "half":
            quantity = _and_half(tokens, at, end, floor) or quantity
        elif quantity is None and (w in _FOLDS or w in _MULTIPLES or w in ("order", "orders")):
            quantity = _multiple(tokens, at, end, floor)
        elif quantity is None and w in NOUGHTS:
            quantity = read_nought(tokens, at, end, cover, floor)
        elif quantity is None and w in ONCE:
            quantity = read_once(tokens, at, end, floor)
        if quantity is None:
            at += 1
            continue
        if quantity.dim == "split":
            quantity.dim = "number"
        quantity.equivalent |= word[max(first, quantity.first - 3) : quantity.first] == _EQUIVALENT
        found.append(quantity)
        floor = quantity.end
        at = max(
            quantity.end, at + 1, quantity.per.end if quantity.per is not None and quantity.per.kind != "other" else 0
        )
    return twins(tokens, inherit(tokens, so_many_in(tokens, found), earlier, cover))


def _and_half(tokens: Tokens, at: int, end: int, floor: int) -> Quantity | None:
    """`half as much again`, `half again as fast`: one and a half times."""
    word = tokens.word
    stop = at + 4
    near = word[at + 1 : stop]
    if stop > end or "again" not in (near[0], near[2]) or "as" not in near[:2]:
        return None
    qualifier, first = hedge_before(tokens, at, floor)
    return bounded(Quantity(first, stop, at, stop, "ratio", "x", 1.5, noun="half"), qualifier)


def _multiple(tokens: Tokens, at: int, end: int, floor: int) -> Quantity | None:
    """`twice`, `tenfold`, `two orders of magnitude`, `four- to sixfold`."""
    word = tokens.word
    w = word[at]
    start, low = at, None
    if w in ("order", "orders"):
        if word[at + 1 : at + 3] != ["of", "magnitude"]:
            return None
        count = ONES.get(word[at - 1], 1.0) or 1.0 if at > floor else 1.0
        start = at - (at > floor and (word[at - 1] in ONES or word[at - 1] in ("an", "a")))
        value, stop = 10.0**count, at + 3
    else:
        value, stop = _FOLDS.get(w) or _MULTIPLES[w], at + 1
        if w in _MULTIPLES and stop < end and word[stop] in ("digit", "digits", "-"):
            return None
        if w in _FOLDS:
            start, low = _lower_fold(word, at, floor)
    qualifier, first = hedge_before(tokens, start, floor)
    after, stop2 = hedge_after(tokens, stop, end)
    quantity = Quantity(first, stop2, start, stop, "ratio", "x", value, noun=w)
    if low is not None and low < value:
        quantity.value, quantity.low, quantity.high, quantity.qualifier = None, low, value, "range"
        return quantity
    return bounded(quantity, qualifier or after)


def _leads(word: list[str], at: int) -> bool:
    """Whether a number word is the lower end of a range of folds, which is read from its upper end."""
    if word[at] not in ONES and word[at] not in _FOLDS:
        return False
    k = at + 1 + (word[at + 1 : at + 2] == ["-"])
    links = ["to", "or"]
    if word[k - 1] == "-" or "between" in word[max(at - 2, 0) : at]:
        links.append("and")
    return k + 1 < len(word) and word[k] in links and word[k + 1] in _FOLDS


def _lower_fold(word: list[str], at: int, floor: int) -> tuple[int, float | None]:
    """Where a fold begins, and the lower end of a range that stands before it ("four- to sixfold")."""
    k = at - 1
    if k > floor and word[k] in ("to", "or", "-", "and"):
        k -= 1
        k -= k > floor and word[k] == "-"
        low = _FOLDS.get(word[k]) or ONES.get(word[k])
        if low:
            return k, low
    return at - (at > floor and word[at - 1] == "a"), None


#: Words after which "one day" is how long something lasts, and no day to come.
_LASTING = frozenset({"in", "took", "takes", "take", "just", "only", "than", "within", "under", "about", "nearly",
                      "almost"})


class _Parser(Stretch):
    """Reads one quantity at a place."""

    __slots__ = ()

    def quantity(self, at: int) -> Quantity | None:
        """The quantity whose number begins at `at`."""
        tokens, word = self.tokens, self.tokens.word
        a = self.number(at)
        article = False
        tally = self._tally(a) if a is not None else None
        if tally is not None:
            return tally
        if a is None:
            a = self.article(at)
            article = a is not None
        if a is None:
            return None
        currency, start = currency_before(tokens, at, self.floor)
        code, factor, j = ("", 1.0, a.end) if currency else currency_after(tokens, a.end, self.end)
        currency = currency or code
        if a.value is not None:
            a.value *= factor
            if code and factor == 1.0 and (cents := cents_after(tokens, j, self.end)) is not None:
                a.value, j = a.value + cents[0], cents[1]
        if factor < 1:
            a.scale = factor
        if currency and a.value is None and factor != 1.0:
            a.low, a.high = (a.low or 0) * factor, (a.high or 0) * factor
        if a.end == at + 1 and not currency and self._lakhs(at):
            return None
        if (
            currency
            and a.scale > 1
            and ((j < self.end and word[j] in ("s", "'s") and tokens.glued(j)) or word[a.end - 1] in _PLURALS)
        ):
            lead = start - 1 - (word[start - 1 : start] == ['"'])
            few = (lead >= self.floor and word[lead] == "few") or (start - 1 >= self.floor and word[start - 1] == "few")
            a = _plural_sum(a, few=few)
            j += j < self.end and word[j] in ("s", "'s")
            while few and start > self.floor and word[start - 1] in ("few", "a", '"'):
                start -= 1
        unit = None
        plus, j = (
            hedge_after(tokens, j, self.end) if j < self.end and word[j] in ("+", "plus", "odd", "-") else (None, j)
        )
        if "+" in word[a.first : a.end] and plus is None:
            plus = "at_least"
        if not currency:
            unit = read_unit(tokens, j, self.end, self.cover)
            if unit is not None and (
                (a.fraction and (unit.dim not in ("duration", "flop", "power") or word[j : j + 2] == ["of", "the"]))
                or (word[at] == "half" and a.fraction and unit.dim == "companies")
            ):
                unit = None
        whole = upper_end(self, a, unit, j, currency)
        bare = whole.unit is None and whole.upper is None
        if word[a.first] == "half" and bare and whole.end + 1 < self.end and word[whole.end] in ("a", "an"):
            unit = read_unit(tokens, whole.end + 1, min(self.end, whole.end + 3), self.cover)
            whole.unit = unit if unit is not None and unit.dim == "duration" else None
        return self._assemble(a, whole, start, plus, article=article)

    def _tally(self, a: Number) -> Quantity | None:
        """`18 of 24`, `five out of six problems`: a share in percent."""
        word = self.tokens.word
        k = a.end + (word[a.end : a.end + 1] == ["out"])
        if a.value is None or a.scale != 1.0 or a.fraction or word[k : k + 1] != ["of"] or k + 1 >= self.end:
            return None
        at = k + 1 + (word[k + 1] in ("the", "its"))
        whole = self.number(at) if at < self.end else None
        if (
            whole is None
            or whole.value is None
            or whole.fraction
            or whole.scale != 1.0
            or not a.value <= whole.value <= 5000
            or whole.value < 2
            or (a.value == 1 and self._measured_whole(whole))
        ):
            return None
        qualifier, first = hedge_before(self.tokens, a.first, self.floor)
        quantity = Quantity(first, whole.end, a.first, whole.end, "tally", "percent", tidy(a.value / whole.value * 100))
        return bounded(quantity, qualifier)

    def _measured_whole(self, whole: Number) -> bool:
        """Whether the number that "one of" is followed by has a unit: "a duty, one of 46 per cent"."""
        unit = read_unit(self.tokens, whole.end, self.end, self.cover)
        return unit is not None and unit.dim in ("percent", "power", "duration", "memory")

    def _lakhs(self, at: int) -> bool:
        """Whether a lone "one", "a" and the like is a pronoun here."""
        word = self.tokens.word
        if word[at : at + 2] == ["one", "day"] and at and word[at - 1] in _LASTING:
            return False  # "took one day", "in just one day"
        return word[at] == "one" and (
            at + 1 >= self.end
            or word[at + 1]
            in ("of", "'s", "is", "that", "who", "wants", "can", "more", "another", "day", "side", ",", ".")
        )

    def _assemble(
        self, a: Number, whole: Range, start: int, plus: Qualifier | None, *, article: bool
    ) -> Quantity | None:
        """The quantity of a number and what follows it, with the hedges around it."""
        tokens, unit, j = self.tokens, whole.unit, whole.end
        if unit is not None and unit.end > j and not whole.currency:
            j = unit.end
        lone = unit is not None and unit.dim in ("duration", "money", "power") and whole.upper is None
        if lone and a.value is not None and tokens.word[j : j + 3] == ["and", "a", "half"]:
            a.value, j = a.value + 0.5, j + 3
        quantity = _measured(a, whole, start, j)
        quantity.article = article
        if quantity.dim == "number" and tokens.word[max(start - 2, 0) : start] in (["factor", "of"], ["factors", "of"]):
            quantity.dim, quantity.unit = "ratio", "x"
        elif quantity.dim == "number" and _after_tpp(tokens.word, start):
            quantity.dim, quantity.unit = "tpp", "TPP"
        if (dim := quantity.dim) == "companies" and article:
            return None
        before, quantity.first = hedge_before(tokens, start, self.floor)
        quantity.per = (
            read_basis(tokens, j, self.end)
            if dim in ("money", "chips", "number", "count", "percent", "tokens", "ratio", "params")
            else None
        )
        if quantity.per is not None and quantity.per.kind == "tokens" and dim in ("money", "number"):
            quantity.end = quantity.per.end
        after, stop = hedge_after(tokens, quantity.end, self.end)
        if after is not None:
            quantity.end = stop
        if quantity.qualifier == "exact":
            bounded(quantity, before if before is not None else plus or after)
        elif quantity.qualifier == "range" and before == "at_least" and whole.upper is None:
            quantity.low = a.value
        self._opening(quantity)
        return quantity

    def _opening(self, quantity: Quantity) -> None:
        """Takes "between", "from", "anywhere from" and an opening quotation mark into the quote of a range."""
        word = self.tokens.word
        at = quantity.first
        if quantity.qualifier == "range" and at > self.floor and word[at - 1] in ("between", "from", "below"):
            at -= 1
            if at > self.floor and word[at - 1] in ("anywhere", "somewhere", "never"):
                at -= 1
        elif quantity.qualifier == "exact" and at > self.floor and word[at - 1] == "another":
            at -= 1
        if at > self.floor and word[at - 1] == '"' and word[at : quantity.end].count('"') % 2:
            at -= 1
        quantity.first = at


def _after_tpp(word: list[str], start: int) -> bool:
    """Whether a bare number follows the measure that export rules count in: "a total processing performance of"."""
    at = next((k for k in range(start - 1, max(0, start - _LINKS_OF_TPP) - 1, -1) if word[k] not in _BEFORE_TPP),
              max(0, start - _LINKS_OF_TPP) - 1)
    return at >= 0 and (word[at] == "tpp" or tuple(word[max(at - 1, 0) : at + 1]) in TPP_NAMES)


def _measured(a: Number, whole: Range, start: int, j: int) -> Quantity:
    """The quantity of one number or two, in the unit or currency that was read."""
    unit, b = whole.unit, whole.upper
    factor = unit.factor if unit is not None and unit.dim in ("flop", "chiphours") else 1.0
    value, low, high = a.value, a.low, a.high
    qualifier: Qualifier = "exact" if value is not None else "vague"
    if b is not None:
        low = a.low if a.value is None else a.value
        high = b.high if b.value is None else b.value
        value, qualifier = None, "range"
        if low is not None and high is not None and low > high:
            low, high = high, low
    dim = "money" if whole.currency else unit.dim if unit is not None else "fraction" if a.fraction else "number"
    name = whole.currency or (unit.unit if unit is not None else "")
    numbers = (_times(value, factor), _times(low, factor), _times(high, factor))
    quantity = Quantity(start, j, a.first, j, dim, name, *numbers, qualifier, share=a.fraction and dim == "fraction")
    quantity.scale = a.scale if b is None else b.scale
    quantity.core = a.first
    if unit is not None:
        quantity.noun, quantity.chip = unit.noun, unit.chip
        quantity.equivalent, quantity.maker = unit.equivalent, unit.maker
    return quantity


#: scales told of more than one: "$10Ms", "a few $10 millions"
_PLURALS = ("ms", "bs", "ks", "thousands", "millions", "billions")


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else tidy(value * factor)


def _plural_sum(a: Number, *, few: bool) -> Number:
    """`$10Ms`, `few $10M's`: tens of millions."""
    if a.value is None:
        return a
    base = a.value if a.value in (10 * a.scale, 100 * a.scale, a.scale) else None
    if base is None:
        return a
    return Number(a.first, a.end, None, 2 * base, (5 if few else 10) * base, scale=a.scale)

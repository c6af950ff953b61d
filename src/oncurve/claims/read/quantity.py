"""The grammar of quantities: numbers with hedges, ranges, currencies and units, as one object each."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.hedges import hedge_after, hedge_before
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.money import Basis, currency_after, currency_before, read_basis
from oncurve.claims.read.numbers import ONES, Number, read_number, starts_number
from oncurve.claims.read.tokens import Tokens, stem, stems, words
from oncurve.claims.read.units import Unit, read_unit

__all__ = ["Quantity", "read_quantities"]


@dataclass(slots=True)
class Quantity:
    """A number of the text with all that touches it.

    `first` to `end` are the tokens of the quote, `core` the first token of the number itself, `stop` the end of
    number and unit without what it is per. `dim` is its dimension ("money", "percent", "ratio", "chips", …),
    `per` what it is divided by. A share ("a tenth of") keeps `share` true and its value below one.
    """

    first: int
    end: int
    core: int
    stop: int
    dim: str
    unit: str
    value: float | None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    noun: str = ""
    chip: Mention | None = None
    per: Basis | None = None
    share: bool = False
    equivalent: bool = False
    maker: Mention | None = None
    article: bool = False
    usd_twin: bool = False

    @property
    def size(self) -> float:
        """The value, or the middle of what is given."""
        if self.value is not None:
            return self.value
        known = [v for v in (self.low, self.high) if v is not None]
        return sum(known) / len(known) if known else 0.0

    def scaled(self, factor: float) -> tuple[float | None, float | None, float | None]:
        """Value, low and high times a factor, free of binary dust."""
        return tuple(None if v is None else tidy(v * factor) for v in (self.value, self.low, self.high))  # type: ignore[return-value]


def tidy(value: float) -> float:
    """The value to twelve digits, so that 2.788 times a million is what the text says."""
    rounded = float(f"{value:.12g}")
    return float(int(rounded)) if abs(rounded) < 1e15 and rounded == int(rounded) else rounded


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
_CHANGES = stems(
    "cut fall drop rise raise go jump grow increase climb lower slash reduce improve move swing shrink "
    "tumble plunge "
    "soar surge slide decline come lift boost push expand up down bring trim sink slip knock"
)
_LINKS = words("- – to or and nor through —")


def read_quantities(
    tokens: Tokens,
    first: int,
    end: int,
    cover: list[Mention | None],
    masked: bytearray,
    earlier: Quantity | None = None,
) -> list[Quantity]:
    """All quantities of the tokens `first` up to `end`, in order.

    Args:
        tokens: the text.
        first: where to start.
        end: where to stop.
        cover: for each token the name that covers it, or None.
        masked: for each token whether a date covers it.
        earlier: the last quantity before, for "of them".
    """
    found: list[Quantity] = []
    word = tokens.word
    at = first
    floor = first
    while at < end:
        w = word[at]
        if cover[at] is not None or masked[at]:
            at += 1
            continue
        quantity = None
        if w[0].isdigit() or starts_number(w):
            quantity = _Parser(tokens, floor, end, cover, masked).quantity(at)
        if quantity is None and (w in _FOLDS or w in _MULTIPLES or w == "order" or w == "orders"):
            quantity = _multiple(tokens, at, end, floor)
        if quantity is None:
            at += 1
            continue
        if quantity.dim == "split":
            quantity.dim = "number"
        found.append(quantity)
        floor = quantity.end
        at = max(
            quantity.end, at + 1, quantity.per.end if quantity.per is not None and quantity.per.kind != "other" else 0
        )
    return _twins(tokens, _inherit(tokens, found, earlier))


def _multiple(tokens: Tokens, at: int, end: int, floor: int) -> Quantity | None:
    word = tokens.word
    w = word[at]
    start = at
    if w in ("order", "orders"):
        if word[at + 1 : at + 3] not in (["of", "magnitude"],):
            return None
        count = 1.0
        if at > floor:
            count = ONES.get(word[at - 1], 1.0) or 1.0
            if word[at - 1] in ONES or word[at - 1] in ("an", "a"):
                start = at - 1
        value, stop = 10.0**count, at + 3
    else:
        value, stop = _FOLDS.get(w) or _MULTIPLES[w], at + 1
        if w in _MULTIPLES and stop < end and word[stop] in ("digit", "digits", "-"):
            return None
        if w in _FOLDS and at > floor and word[at - 1] in ("a", "the"):
            start = at - 1 if word[at - 1] == "a" else at
    qualifier, first = hedge_before(tokens, start, floor)
    after, stop2 = hedge_after(tokens, stop, end)
    quantity = Quantity(first, stop2, start, stop, "ratio", "x", value, noun=w)
    return _bounded(quantity, qualifier or after)


def _bounded(quantity: Quantity, qualifier: Qualifier | None) -> Quantity:
    if quantity.value is None:
        return quantity
    quantity.qualifier = qualifier or "exact"
    if qualifier == "at_least":
        quantity.low = quantity.value
    elif qualifier == "at_most":
        quantity.high = quantity.value
    return quantity


class _Parser:
    """Reads one quantity at a place; a class only so that its steps share the text."""

    __slots__ = ("cover", "end", "floor", "masked", "tokens")

    def __init__(self, tokens: Tokens, floor: int, end: int, cover: list[Mention | None], masked: bytearray) -> None:
        self.tokens, self.floor, self.end, self.cover, self.masked = tokens, floor, end, cover, masked

    def number(self, at: int) -> Number | None:
        """A number at `at` that no name or date covers."""
        if at >= self.end or self.cover[at] is not None or self.masked[at] or not starts_number(self.tokens.word[at]):
            return None
        return read_number(self.tokens, at, self.end)

    def quantity(self, at: int) -> Quantity | None:
        """The quantity whose number begins at `at`."""
        tokens, word = self.tokens, self.tokens.word
        a = self.number(at)
        article = False
        tally = self._tally(a) if a is not None else None
        if tally is not None:
            return tally
        if a is None:
            a = self._article(at)
            article = a is not None
        if a is None:
            return None
        currency, start = currency_before(tokens, at, self.floor)
        code, factor, j = ("", 1.0, a.end) if currency else currency_after(tokens, a.end, self.end)
        currency = currency or code
        if a.value is not None:
            a.value *= factor
        if currency and a.value is None and factor != 1.0:
            a.low, a.high = (a.low or 0) * factor, (a.high or 0) * factor
        if a.end == at + 1 and not currency and self._lakhs(at):
            return None
        if (
            currency
            and a.scale > 1
            and ((j < self.end and word[j] in ("s", "'s") and tokens.glued(j)) or word[a.end - 1] in ("ms", "bs", "ks"))
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
        if not currency:
            unit = read_unit(tokens, j, self.end, self.cover)
            if unit is not None and (
                (a.fraction and unit.dim not in ("duration", "flop", "power"))
                or (word[at] == "half" and a.fraction and unit.dim == "companies")
            ):
                unit = None
        b, unit, j, currency = self._second(a, unit, j, currency)
        if word[a.first] == "half" and unit is None and b is None and j + 1 < self.end and word[j] in ("a", "an"):
            unit = read_unit(tokens, j + 1, min(self.end, j + 3), self.cover)
            unit = unit if unit is not None and unit.dim == "duration" else None
        return self._assemble(a, b, unit, currency, start, j, plus, article=article)

    def _article(self, at: int) -> Number | None:
        """`a year`, `an hour`: one of a calendar unit."""
        word = self.tokens.word
        if (
            word[at] in ("a", "an")
            and at + 1 < self.end
            and word[at + 1] in ("year", "month", "week", "decade", "fortnight", "gigawatt", "megawatt")
        ):
            return Number(at, at + 1, 1.0, words=True)
        return None

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
        ):
            return None
        qualifier, first = hedge_before(self.tokens, a.first, self.floor)
        quantity = Quantity(first, whole.end, a.first, whole.end, "tally", "percent", tidy(a.value / whole.value * 100))
        return _bounded(quantity, qualifier)

    def _lakhs(self, at: int) -> bool:
        """Whether a lone "one", "a" and the like is a pronoun here."""
        word = self.tokens.word
        return word[at] == "one" and (
            at + 1 >= self.end
            or word[at + 1]
            in ("of", "'s", "is", "that", "who", "wants", "can", "more", "another", "day", "side", ",", ".")
        )

    def _second(
        self, a: Number, unit: Unit | None, j: int, currency: str
    ) -> tuple[Number | None, Unit | None, int, str]:
        """The upper end of a range, if one follows; gives the unit and currency of the whole."""
        tokens, word = self.tokens, self.tokens.word
        k = (
            unit.end
            if unit is not None
            and unit.dim
            in (
                "duration",
                "percent",
                "ratio",
                "power",
                "flop",
                "memory",
                "bandwidth",
                "speed",
                "tokens",
                "params",
                "chips",
                "chiphours",
            )
            else j
        )
        if (
            unit is not None
            and unit.dim not in ("duration", "percent", "ratio", "power", "flop", "speed", "tokens", "params")
            and k != j
            and (k >= self.end or word[k] not in ("to", "-", "–"))
        ):
            k = j
        if k >= self.end or word[k] not in _LINKS or (a.fraction and word[k] == "and"):
            return None, unit, j, currency
        link = word[k]
        before = word[a.first - 1 - bool(currency)] if a.first - 1 - bool(currency) >= self.floor else ""
        if link == "—" and not (tokens.glued(k) and tokens.glued(k + 1 if k + 1 < len(tokens) else k)):
            return None, unit, j, currency
        opening = {word[x] for x in range(max(self.floor, a.first - 4), a.first)}
        if link == "and" and "between" not in opening and not opening & {"least"}:
            return None, unit, j, currency
        if link == "nor" and not opening & {"below", "under", "than"}:
            return None, unit, j, currency
        m = k + 1
        if link == "or" and m < self.end and word[m] in ("even", "so", "more"):
            m += word[m] == "even"
        steps = 0
        while (
            m < self.end
            and steps < 4
            and word[m] not in _MULTIPLES
            and (
                word[m]
                in (
                    "about",
                    "perhaps",
                    "around",
                    "maybe",
                    "roughly",
                    "nearly",
                    "almost",
                    "some",
                    "possibly",
                    "as",
                    "many",
                    "much",
                    "up",
                    "to",
                    "over",
                    "above",
                    "more",
                    "than",
                    "at",
                    "most",
                    "even",
                    "~",
                    "no",
                    "below",
                    "under",
                )
                or word[m] in "$€£¥₹"
                or word[m] in ("us", "rmb", "usd", "eur")
            )
        ):
            m += 1
            steps += 1
        b = self.number(m) if m < self.end else None
        if b is None and m < self.end and word[m] in ("a", "an") and unit is not None and unit.dim == "duration":
            b = self._article(m)
        if b is None or (b.fraction and not a.fraction):
            return None, unit, j, currency
        code_b, _ = currency_before(tokens, m, k + 1)
        if code_b and not currency and not a.fraction:
            if unit is not None:
                return None, unit, j, currency
            if link in ("-", "–", "to"):
                currency = code_b
            else:
                return None, unit, j, currency
        code, factor, j2 = currency_after(tokens, b.end, self.end)
        unit_b = None if (currency or code) else read_unit(tokens, b.end, self.end, self.cover)
        if not currency and code:
            currency, factor_a = code, factor
            a.value = None if a.value is None else a.value * factor_a
        if b.value is not None and code:
            b.value *= factor
        if unit is not None and unit_b is not None and unit.dim != unit_b.dim and not (unit.dim == "chips" and k == j):
            return None, unit, j, currency
        if (
            unit is None
            and unit_b is None
            and not currency
            and link in ("or", "and", "-")
            and not (a.words or b.words or link in ("-", "–"))
        ):
            return None, unit, j, currency
        if link == "or" and unit is not None and k != j:
            pass
        if before == "from" and self._changing(a.first):
            return None, unit, j, currency
        if link == "to" and not currency and unit is None and unit_b is not None and unit_b.dim == "count":
            return None, unit, j, currency
        if (
            link in ("-", "–", "to", "or")
            and a.value is not None
            and b.value is not None
            and link == "-"
            and b.value < a.value
            and a.plain
            and b.plain
            and unit_b is None
        ):
            return None, unit, j, currency
        _share_scale(a, b)
        whole = unit_b or unit
        if unit is not None and unit_b is not None and unit.dim == "duration" and unit.unit != unit_b.unit:
            from oncurve.claims.read.units import DAYS

            ratio = DAYS[unit.unit] / DAYS[unit_b.unit]
            a.value = None if a.value is None else a.value * ratio
        elif unit is not None and unit_b is not None and unit.factor != unit_b.factor and unit.dim in ("power", "flop"):
            a.value = None if a.value is None else a.value * unit.factor / unit_b.factor
        return b, whole, j2 if (code or currency) and unit_b is None else (unit_b.end if unit_b else b.end), currency

    def _changing(self, at: int) -> bool:
        """Whether a verb of change stands shortly before, so that "from A to B" is a move."""
        word = self.tokens.word
        return any(stem(word[k]) in _CHANGES for k in range(max(self.floor, at - 12), at))

    def _assemble(
        self,
        a: Number,
        b: Number | None,
        unit: Unit | None,
        currency: str,
        start: int,
        j: int,
        plus: Qualifier | None,
        *,
        article: bool,
    ) -> Quantity | None:
        tokens = self.tokens
        if unit is not None and unit.end > j and not currency:
            j = unit.end
        if (
            unit is not None
            and unit.dim == "duration"
            and tokens.word[j : j + 3] == ["and", "a", "half"]
            and a.value is not None
            and b is None
        ):
            a.value, j = a.value + 0.5, j + 3
        factor = unit.factor if unit is not None and unit.dim in ("flop", "chiphours") else 1.0
        value, low, high = a.value, a.low, a.high
        qualifier: Qualifier | None = "vague" if value is None else None
        if b is not None:
            low = a.low if a.value is None else a.value
            high = b.high if b.value is None else b.value
            value, qualifier = None, "range"
            if low is not None and high is not None and low > high:
                low, high = high, low
        dim = "money" if currency else (unit.dim if unit is not None else ("fraction" if a.fraction else "number"))
        quantity = Quantity(
            start,
            j,
            a.first,
            j,
            dim,
            currency or (unit.unit if unit is not None else ""),
            _times(value, factor),
            _times(low, factor),
            _times(high, factor),
            qualifier or "exact",
            noun=unit.noun if unit is not None else "",
            share=a.fraction and dim == "fraction",
            article=article,
        )
        if unit is not None:
            quantity.chip, quantity.equivalent, quantity.maker = unit.chip, unit.equivalent, unit.maker
        if dim == "companies" and article:
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
            _bounded(quantity, before if before is not None else plus or after)
        elif quantity.qualifier == "range" and before == "at_least" and b is None:
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


def _share_scale(a: Number, b: Number) -> None:
    """Gives the lower end the scale that only the upper end names ("$25-30 million")."""
    if b.scale > 1 and a.scale == 1 and a.value is not None and a.value < 1000:
        bare = (b.value if b.value is not None else b.high or 0) / b.scale
        if a.value <= max(bare, 1) or (b.value is None and a.value < 1000 and not a.plain):
            if b.value is not None or a.value < 100:
                a.value *= b.scale
    elif b.value is None and a.scale == 1:
        return


def _inherit(tokens: Tokens, found: list[Quantity], earlier: Quantity | None) -> list[Quantity]:
    """Gives bare numbers the dimension of the quantity they stand beside."""
    word = tokens.word
    for index, quantity in enumerate(found):
        previous = found[index - 1] if index else earlier
        if quantity.dim == "anaphor":
            previous = next(
                (
                    q
                    for q in (*reversed(found[:index]), earlier)
                    if q is not None and q.dim in ("chips", "params", "tokens", "companies", "chiphours")
                ),
                None,
            )
        if previous is None or quantity.dim not in ("number", "anaphor"):
            continue
        if quantity.dim == "anaphor":
            if previous.dim != "money":
                quantity.dim, quantity.unit, quantity.chip, quantity.noun = (
                    previous.dim,
                    previous.unit,
                    previous.chip,
                    previous.noun,
                )
            continue
        before = word[quantity.first - 1] if quantity.first else ""
        near = quantity.first - previous.end
        after = word[quantity.end] if quantity.end < len(word) else ""
        if (
            previous.dim == "chips"
            and quantity.size >= 1000
            and quantity.value is not None
            and index
            and near <= 14
            and (
                after in (",", ".", ";", "each", ")", "and", "")
                or before in ("took", "bought", "got", "ordered", "has", "have")
            )
            and quantity.size > previous.size / 200
        ):
            quantity.dim, quantity.unit, quantity.chip, quantity.noun, quantity.maker = (
                previous.dim,
                previous.unit,
                previous.chip,
                previous.noun,
                previous.maker,
            )
            continue
        if not index:
            if previous.dim == "chips" and after == "each" and quantity.size >= 1000:
                quantity.dim, quantity.unit, quantity.chip, quantity.noun, quantity.maker = (
                    previous.dim,
                    previous.unit,
                    previous.chip,
                    previous.noun,
                    previous.maker,
                )
            continue
        after = word[quantity.end] if quantity.end < len(word) else ""
        elliptical = before in (
            "against",
            "versus",
            "vs",
            "from",
            "to",
            "with",
            "and",
            "or",
            "not",
            "than",
        ) or after in ("for", "on", "in", "at", "of")
        if (
            near <= 12
            and elliptical
            and previous.dim
            in (
                "bandwidth",
                "memory",
                "speed",
                "flop",
                "params",
                "chips",
                "power",
                "percent",
                "duration",
                "tokens",
                "chiphours",
                "money",
            )
        ):
            if (
                previous.dim in ("bandwidth", "memory", "speed", "power", "percent")
                or quantity.size > previous.size / 1000
            ):
                quantity.noun = quantity.noun or previous.noun
                quantity.dim, quantity.unit = previous.dim, previous.unit
    return found


def _twins(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """Marks a sum in another currency whose dollars stand beside it."""
    for a, b in zip(found, found[1:], strict=False):
        if a.dim == b.dim == "money" and a.unit != b.unit and "USD" in (a.unit, b.unit) and b.first - a.end <= 4:
            between = set(tokens.word[a.end : b.first])
            if between & {"(", "or", "about", ","} or not between:
                (a if b.unit == "USD" else b).usd_twin = True
    return found

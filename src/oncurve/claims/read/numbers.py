"""Numbers as texts write them: digits in many habits, words, fractions, vague magnitudes."""

from __future__ import annotations

import re

from msgspec import Struct

from oncurve.claims.read.numerals import (
    FEW,
    FIGURES,
    FRACTIONS,
    ONES,
    PLURALS,
    SCALE_MARKS,
    SCALE_OF,
    SCALE_WORDS,
    STARTS,
    TENS,
    factor_of,
)
from oncurve.claims.read.powers import spelled_power, written_power
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["SCALE_WORDS", "Number", "digits", "read_number", "starts_number"]


_SIGNS = words("$ € £ ¥ ₹")


class Number(Struct):
    """A number read at tokens `first` up to `end`: a value, or `low` and `high` for a vague one."""

    first: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0
    fraction: bool = False
    decimals: bool = False
    words: bool = False
    plain: bool = False

    @property
    def vague(self) -> bool:
        """Whether it is a magnitude rather than a value."""
        return self.value is None


_TEN = 10.0
_TIMES = ("times", "x", "×")


def starts_number(word: str) -> bool:
    """Whether a token can begin a number."""
    return word[0].isdigit() or word in STARTS


_GROUPS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:['\u00a0]\d{3})+(?:[.,]\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")


def digits(text: str) -> float | None:
    """The value of a number written in digits: "1,234.5", "1.234.567", "2,70", "1,00,000", "4.6e26"."""
    if len(text) > 400:
        return None
    if text.isdecimal():
        return float(text)
    text = text.replace(" ", "\u00a0")
    if "e" in text or "E" in text:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            return None
        return value if value < 1e60 else None
    if _GROUPS.fullmatch(text):
        plain = text.replace(",", "")
    elif _SPACED.fullmatch(text):
        plain = text.replace("'", "").replace("\u00a0", "").replace(",", ".")
    elif _DOTTED.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    elif text.count(",") == 1 and "." not in text:
        plain = text.replace(",", ".")
    else:
        plain = text.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return None


def read_number(tokens: Tokens, at: int, end: int) -> Number | None:
    """The longest number that begins at token `at`, with its scale word, or None."""
    number = _read(tokens, at, end)
    if number is None or number.value is None or number.fraction:
        return number
    word, stop = tokens.word, number.end
    if number.value == _TEN and word[stop : stop + 2] == ["to", "the"]:
        power = spelled_power(tokens, stop - 1, end)
        return number if power is None else Number(at, power[1], power[0], decimals=True)
    if stop < end and word[stop] in _TIMES:
        power = spelled_power(tokens, stop + 1, end)
        return number if power is None else Number(at, power[1], number.value * power[0], decimals=True)
    return number


def _read(tokens: Tokens, at: int, end: int) -> Number | None:
    """The number that begins at token `at`, without a power of ten after it."""
    word = tokens.word[at]
    if word[0].isdigit():
        return _in_digits(tokens, at, end)
    if word == "a" and tokens.word[at + 1 : at + 2] == ["dollar"]:
        return Number(at, at + 1, 1.0, words=True)
    if word in FIGURES:
        return _figures(tokens, at, end)
    if word in FEW or word in PLURALS or (word in ("a", "the", "some") and at + 1 < end and tokens.word[at + 1] in FEW):
        return _vague(tokens, at, end)
    if word == "multi" and at + 2 < end and tokens.word[at + 1] == "-" and tokens.word[at + 2] in SCALE_WORDS:
        scale = SCALE_WORDS[tokens.word[at + 2]]
        return Number(at, at + 3, None, 2 * scale, 10 * scale, words=True)
    return _in_words(tokens, at, end)


#: scale words that some write in the plural after a figure ("38 to 42 billions")
_WHOLE_PLURALS = frozenset({"millions", "billions", "trillions"})


def _scale(tokens: Tokens, at: int, end: int) -> tuple[float, int]:
    """The factor of a scale word or mark at `at`, and where it ends."""
    if at >= end:
        return 1.0, at
    skip = at
    if tokens.word[skip] == "+" and skip + 1 < end and tokens.word[skip + 1] in SCALE_WORDS:
        skip += 1  # "3+ billion"
    if tokens.word[skip] == "-" and skip + 1 < end and tokens.word[skip + 1] in SCALE_WORDS:
        skip += 1
    word, raw = tokens.word[skip], tokens.raw[skip]
    if word in SCALE_WORDS and word != "score":
        factor = SCALE_WORDS[word]
        more = tokens.word[skip + 1] if skip + 1 < end else ""
        if more in SCALE_WORDS and SCALE_WORDS[more] > factor and word != "dozen":
            return factor * SCALE_WORDS[more], skip + 2
        return factor, skip + 1
    if word in _WHOLE_PLURALS and tokens.word[at - 1 : at] != ["of"]:
        return SCALE_OF[word], skip + 1
    if word in SCALE_MARKS:
        close = (
            tokens.glued(at)
            or (word in ("mn", "mln", "bn", "bln", "tn", "trn", "mio"))
            or (raw in ("B", "T", "M") and tokens.start[at] - tokens.end[at - 1] <= 1)
            or (raw in ("K", "k", "m", "b") and at > 1 and tokens.word[at - 2] in _SIGNS)  # "$600 k"
        )
        following = tokens.word[at + 1] if at + 1 < end else ""
        if close and not (following == "/" and raw == "m"):
            return SCALE_MARKS[word], at + 1
    elif word[:-1] in SCALE_MARKS and word[-1] == "s" and tokens.glued(at) and (word != "ms" or raw == "Ms"):
        return SCALE_MARKS[word[:-1]], at + 1
    return 1.0, at


def _in_digits(tokens: Tokens, at: int, end: int) -> Number | None:
    raw = tokens.raw[at]
    value, j, word = digits(raw), at + 1, tokens.word
    if value is None:
        return None
    # fractions and powers: 1/3, 10^26, 2x10^25
    if j + 1 < end and word[j] == "/" and tokens.glued(j) and word[j + 1].isdigit() and tokens.glued(j + 1):
        below = digits(word[j + 1])
        if below and value < below <= 1000 and not (j + 2 < end and word[j + 2] == "/"):
            j += 2
            if j < end and word[j] in ("th", "rd"):
                j += 1
            return Number(at, j, value / below, fraction=True)
    power = written_power(tokens, j, end, value)
    if power is not None:
        return Number(at, power[1], power[0], decimals=True)
    if j < end and word[j] in ("th", "st", "nd", "rd") and tokens.glued(j):
        return None
    if j + 2 < end and word[j] == "and" and word[j + 1] in ("a", "one") and word[j + 2] in ("half", "quarter"):
        value += 0.5 if word[j + 2] == "half" else 0.25
        j += 3
    if j + 2 < end and word[j + 1] == "/" and word[j] == "1" and word[j + 2] in ("2", "4") and tokens.glued(j + 1):
        value += 1 / float(word[j + 2])
        j += 3
    if j < end and tokens.glued(j) and raw.isdecimal() and (factor := factor_of(word[j])) is not None:
        return Number(at, j + 1, value * factor)  # "64x8", so and so many nodes of so many chips
    scale, j2 = _scale(tokens, j, end)
    return Number(at, j2, value * scale, scale=scale, decimals="." in raw or "," in raw, plain=scale == 1.0)


def _vague(tokens: Tokens, at: int, end: int) -> Number | None:
    word = tokens.word
    j = at + (word[at] in ("a", "the", "some"))
    low, high = 1.0, 1.0
    used = False
    if word[j] in FEW:
        low, high = FEW[word[j]]
        used = True
        j += 1
        if j < end and word[j] == "of" and (word[j - 1] in ("couple", "handful")):
            j += 1
        if j < end and word[j] in ("hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"):
            while j < end and word[j] in SCALE_WORDS:
                low, high = low * SCALE_WORDS[word[j]], high * SCALE_WORDS[word[j]]
                j += 1
            return Number(at, j, None, low, high, words=True)
        if j < end and word[j] in "$€£¥₹":
            return None
    while j < end and word[j] in PLURALS:
        if used:
            low, high = low * SCALE_OF[word[j]], high * SCALE_OF[word[j]]
        else:
            low, high = PLURALS[word[j]]
            used = True
        j += 1
        if j + 1 < end and word[j] == "of" and word[j + 1] in PLURALS:
            j += 1
        elif j + 2 < end and word[j] == "or" and word[j + 1] == "even" and word[j + 2] in PLURALS:
            j += 2
            high = PLURALS[word[j]][1]
            return Number(at, j + 1, None, low, high, words=True)
    if not used:
        return None
    # "hundreds of millions", "a few tens of thousands": the last `of` belongs to the noun
    return Number(at, j, None, low, high, words=True)


def _figures(tokens: Tokens, at: int, end: int) -> Number | None:
    """low, mid or high N figures: "low eight figures", "a high-nine-figure sum", "low single-digit millions"."""
    word = tokens.word
    low, high = FIGURES[word[at]]
    j = at + 1
    if j < end and word[j] in ("-", "to"):
        if word[j] == "to" and j + 1 < end and word[j + 1] in FIGURES:
            high = FIGURES[word[j + 1]][1]
            j += 1
        j += 1
    count = ONES.get(word[j]) if j < end else None
    if count is None and j < end and word[j].isdecimal():
        count = float(word[j])
    if count is None or not 4 <= count <= 13:
        return None
    j += 1
    if j < end and word[j] == "-":
        j += 1
    if j >= end or word[j] not in ("figure", "figures"):
        return None
    power = 10 ** (count - 1)
    return Number(at, j + 1, None, low * power, high * power, words=True)


#: up to what size "and" joins a number in words to the rest of it: "two thousand and six", not "two million and six"
_SPOKEN = 1e6


def _count(tokens: Tokens, j: int, end: int, *, started: bool) -> tuple[float, float, int] | None:
    """Number words in a row: what the scales so far come to, what stands beyond them, and where the row ends."""
    word = tokens.word
    total, current, seen = 0.0, float(started), started
    while j < end:
        w = word[j]
        if w in ONES:
            if seen and current % 10 and current % 100 != 0:
                break
            current += ONES[w]
        elif w in TENS:
            current += TENS[w]
        elif w in ("hundred", "dozen"):
            current = (current or 1.0) * SCALE_WORDS[w]
        elif w in SCALE_WORDS and w != "score":
            if not seen and w in ("lakhs", "crores"):
                break
            if total and not current:  # "thirteen thousand million"
                total *= SCALE_WORDS[w]
            else:
                total += (current or 1.0) * SCALE_WORDS[w]
            current = 0.0
        elif (
            w == "-"
            and seen
            and j + 1 < end
            and (word[j + 1] in ONES or word[j + 1] in SCALE_WORDS)
            and tokens.glued(j + 1)
        ) or (
            w == "and"
            and seen
            and j + 1 < end
            and (current >= 100 or 0 < total < _SPOKEN)
            and (word[j + 1] in ONES or word[j + 1] in TENS)
        ):
            j += 1
            continue
        elif w == "," and total >= 1e3 and not current and word[j + 1 : j + 2] and word[j + 1] in ONES and j + 2 < end:
            if word[j + 2] != "hundred":
                break
            j += 1
            continue
        else:
            break
        seen = True
        j += 1
    return (total, current, j) if seen else None


_ARTICLED = words("hundred thousand million billion trillion dozen lakh crore")


def _in_words(tokens: Tokens, at: int, end: int) -> Number | None:
    """A number in words: "forty-two", "a hundred and five thousand", "two and a half million", "a third"."""
    word = tokens.word
    following = word[at + 1] if at + 1 < end else ""
    articled = word[at] in ("a", "an")
    if articled and following[:1].isdigit() and word[at + 2 : at + 4] in (["th", "of"], ["st", "of"], ["nd", "of"],
                                                                          ["rd", "of"]) and tokens.glued(at + 2):
        below = digits(following)  # "a 27th of what"
        return Number(at, at + 3, 1.0 / below, fraction=True, words=True) if below else None
    if articled and following not in _ARTICLED:
        share = following in FRACTIONS and following not in ("second", "seconds")
        return _fraction(tokens, at, at + 1, 1.0, end) if share else None
    if word[at] == "half":
        if following in ("a", "-") and word[at + 2 : at + 3] and word[at + 2] in SCALE_WORDS and at + 2 < end:
            factor, stop = _scale(tokens, at + 2, end)
            return Number(at, stop, 0.5 * factor, words=True, scale=factor)
        return Number(at, at + 1, 0.5, fraction=True, words=True)
    counted = _count(tokens, at + articled, end, started=articled)
    if counted is None:
        return None
    total, current, j = counted
    if j < end and word[j] == "point" and not total:
        return _point(tokens, at, j + 1, current, end)
    half = _and_a_half(word, j, end)
    if half:
        amount, j = half
        if total and not current:
            value = total * (1 + amount / (total / 1.0)) if total < 2 else total + amount * _lowest(total)
            return Number(at, j, value, words=True)
        factor, stop = _scale(tokens, j, end)
        return Number(at, stop, (total + current + amount) * factor, words=True, scale=factor)
    number = total + current
    if j < end and word[j] == "-" and j + 1 < end and word[j + 1] in FRACTIONS and tokens.glued(j + 1):
        if word[at] in ("one", "a") and word[j - 1] in TENS and j == at + 2:  # "one twenty-seventh"
            return Number(at, j + 2, 1.0 / (TENS[word[j - 1]] + FRACTIONS[word[j + 1]]), fraction=True, words=True)
        return _fraction(tokens, at, j + 1, number, end)
    share = j < end and word[j] in FRACTIONS and number < 20 and word[j] != "half"
    if share and word[j + 1 : j + 2] not in (["in"], ["ago"]) and (word[j].endswith("s") or number == 1):
        return _fraction(tokens, at, j, number, end)
    factor, stop = _scale(tokens, j, end) if j < end and word[j] in SCALE_WORDS else (1.0, j)
    return Number(at, stop, number * factor, words=True, scale=factor if factor > 1 else _lowest(number))


def _point(tokens: Tokens, first: int, at: int, whole: float, end: int) -> Number | None:
    """A decimal in words from the word after `point` on: "four point six million", "one point eight per cent"."""
    word = tokens.word
    value, place, j = whole, 0.1, at
    while j < end and word[j] in ONES and ONES[word[j]] < 10:
        value, place, j = value + ONES[word[j]] * place, place / 10, j + 1
    if j == at:
        return Number(first, at - 1, whole, words=True)
    factor, stop = _scale(tokens, j, end)
    return Number(first, stop, round(value, 12) * factor, words=True, scale=factor, decimals=True)


def _lowest(total: float) -> float:
    for factor in (1e12, 1e9, 1e6, 1e3):
        if total >= factor and total % factor == 0:
            return factor
    return 1.0


def _and_a_half(word: list[str], j: int, end: int) -> tuple[float, int] | None:
    """`and a half`, `-and-a-half`, after a number."""
    parts: list[str] = []
    k = j
    while k < end and len(parts) < 3:
        if word[k] != "-":
            parts.append(word[k])
        k += 1
    if parts[:2] == ["and", "a"] and parts[2:] in (["half"], ["quarter"], ["third"]):
        return {"half": 0.5, "quarter": 0.25, "third": 1 / 3}[parts[2]], k
    return None


def _fraction(tokens: Tokens, first: int, at: int, above: float, end: int) -> Number | None:
    word = tokens.word
    below = FRACTIONS[word[at]]
    j = at + 1
    if below >= 100 and above > 1 and not word[at].endswith("s") and word[at - 1] == "-":
        above, below = 1.0, int(above * below)
    elif below < 10 and above in TENS.values() and not word[at].endswith("s"):
        above, below = 1.0, int(above + below)
    if j + 1 < end and word[j] == "of" and word[j + 1] in ("a", "one") and j + 2 < end and word[j + 2] in SCALE_WORDS:
        factor = SCALE_WORDS[word[j + 2]]
        return Number(first, j + 3, above / below * factor, words=True, scale=factor)
    if j + 1 < end and word[j] in SCALE_WORDS and word[at] in ("half", "quarter") and above == 1:
        factor = SCALE_WORDS[word[j]]
        return Number(first, j + 1, above / below * factor, words=True, scale=factor)
    return Number(first, j, above / below, fraction=True, words=True)

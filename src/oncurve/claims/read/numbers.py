"""Numbers as texts write them: digits in many habits, words, fractions, vague magnitudes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oncurve.claims.read.tokens import Tokens

__all__ = ["Number", "digits", "read_number", "starts_number"]

ONES = {
    w: float(i)
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10.0 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALE_WORDS = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "quintillion": 1e18,
    "sextillion": 1e21,
    "septillion": 1e24,
    "dozen": 12.0,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "milliard": 1e9,
    "milliards": 1e9,
    "milliarden": 1e9,
    "mrd": 1e9,
    "mio": 1e6,
    "millionen": 1e6,
    "millones": 1e6,
    "万": 1e4,
    "亿": 1e8,
    "万亿": 1e12,
    "score": 20.0,
}
SCALE_MARKS = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mm": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "t": 1e12,
}
PLURALS = {
    "tens": (20.0, 100.0),
    "dozens": (24.0, 100.0),
    "hundreds": (200.0, 1000.0),
    "thousands": (2e3, 1e4),
    "millions": (2e6, 1e7),
    "billions": (2e9, 1e10),
    "trillions": (2e12, 1e13),
    "lakhs": (2e5, 1e6),
    "crores": (2e7, 1e8),
}
_SCALE_OF = {
    "tens": 10.0,
    "dozens": 12.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
FEW = {"few": (2.0, 5.0), "several": (3.0, 9.0), "couple": (2.0, 3.0), "handful": (3.0, 9.0)}
FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
}
FRACTIONS.update({w + "s": n for w, n in list(FRACTIONS.items()) if w != "half"} | {"halves": 2})
FIGURES = {"low": (1.0, 3.0), "mid": (4.0, 6.0), "middle": (4.0, 6.0), "high": (7.0, 10.0)}
_START = (
    frozenset(ONES)
    | TENS.keys()
    | PLURALS.keys()
    | FEW.keys()
    | {
        "half",
        "a",
        "an",
        "hundred",
        "thousand",
        "quarter",
        "million",
        "billion",
        "trillion",
        "dozen",
        "multi",
        "single",
        "double",
        "triple",
    }
    | FIGURES.keys()
)


@dataclass(slots=True)
class Number:
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


def starts_number(word: str) -> bool:
    """Whether a token can begin a number."""
    return word[0].isdigit() or word in _START


_GROUPS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:['\u00a0]\d{3})+(?:[.,]\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")


def digits(text: str) -> float | None:
    """The value of a number written in digits: "1,234.5", "1.234.567", "2,70", "1,00,000", "4.6e26"."""
    if len(text) > 400:
        return None
    if text.isdigit():
        return float(text)
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
    word = tokens.word[at]
    if word[0].isdigit():
        return _in_digits(tokens, at, end)
    if word in FIGURES:
        return _figures(tokens, at, end)
    if word in FEW or word in PLURALS or (word in ("a", "the", "some") and at + 1 < end and tokens.word[at + 1] in FEW):
        return _vague(tokens, at, end)
    if word == "multi" and at + 2 < end and tokens.word[at + 1] == "-" and tokens.word[at + 2] in SCALE_WORDS:
        scale = SCALE_WORDS[tokens.word[at + 2]]
        return Number(at, at + 3, None, 2 * scale, 10 * scale, words=True)
    return _in_words(tokens, at, end)


def _scale(tokens: Tokens, at: int, end: int) -> tuple[float, int]:
    """The factor of a scale word or mark at `at`, and where it ends."""
    if at >= end:
        return 1.0, at
    skip = at
    if tokens.word[skip] == "-" and skip + 1 < end and tokens.word[skip + 1] in SCALE_WORDS:
        skip += 1
    word, raw = tokens.word[skip], tokens.raw[skip]
    if word in SCALE_WORDS and word not in ("score",):
        factor = SCALE_WORDS[word]
        more = tokens.word[skip + 1] if skip + 1 < end else ""
        if more in SCALE_WORDS and SCALE_WORDS[more] > factor and word != "dozen":
            return factor * SCALE_WORDS[more], skip + 2
        return factor, skip + 1
    if word in SCALE_MARKS:
        close = (
            tokens.glued(at)
            or (word in ("mn", "mln", "bn", "bln", "tn", "trn", "mio"))
            or (raw in ("B", "T", "M") and tokens.start[at] - tokens.end[at - 1] <= 1)
        )
        following = tokens.word[at + 1] if at + 1 < end else ""
        if close and not (following == "/" and raw == "m"):
            return SCALE_MARKS[word], at + 1
    elif word[:-1] in SCALE_MARKS and word[-1] == "s" and tokens.glued(at) and word != "ms":
        return SCALE_MARKS[word[:-1]], at + 1
    return 1.0, at


def _in_digits(tokens: Tokens, at: int, end: int) -> Number | None:
    raw = tokens.raw[at]
    value = digits(raw)
    if value is None:
        return None
    j = at + 1
    word = tokens.word
    # fractions and powers: 1/3, 10^26, 2x10^25
    if j + 1 < end and word[j] == "/" and tokens.glued(j) and word[j + 1].isdigit() and tokens.glued(j + 1):
        below = digits(word[j + 1])
        if below and value < below <= 1000 and not (j + 2 < end and word[j + 2] == "/"):
            j += 2
            if j < end and word[j] in ("th", "rd"):
                j += 1
            return Number(at, j, value / below, fraction=True)
    power = _power(tokens, j, end, value)
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
    factor, j2 = _scale(tokens, j, end)
    return Number(at, j2, value * factor, scale=factor, decimals="." in raw or "," in raw, plain=factor == 1.0)


def _power(tokens: Tokens, j: int, end: int, value: float) -> tuple[float, int] | None:
    word = tokens.word
    base, at = value, j
    if at + 1 < end and word[at] in ("x", "*", "times") and word[at + 1] == "10":
        base, at = 10.0, at + 2
        times = value
    elif (at < end and word[at] == "x10") or (at < end and word[at] == "e" and False):
        base, at, times = 10.0, at + 1, value
    else:
        times = 1.0
    mark = at
    if mark + 1 < end and word[mark] == "*" and word[mark + 1] == "*":
        mark += 2
    elif mark < end and word[mark] == "^":
        mark += 1
    elif mark + 2 < end and word[mark] == "to" and word[mark + 1] == "the" and base == 10.0:
        mark += 2
    else:
        return None
    if mark < end and word[mark] in "{(":
        mark += 1
    if mark < end and word[mark] == "+":
        mark += 1
    if mark >= end or not word[mark].isdigit() or base not in (10.0, 2.0) or len(word[mark]) > 3:
        return None
    exponent = int(word[mark])
    if exponent > 60 or (base == 10.0 and exponent < 2):
        return None
    stop = mark + 1
    if stop < end and word[stop] in ("})", "}", ")", "th"):
        stop += word[stop] in ("}", "th")
    return times * base**exponent, stop


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
            low, high = low * _SCALE_OF[word[j]], high * _SCALE_OF[word[j]]
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
    if count is None and j < end and word[j].isdigit():
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


def _in_words(tokens: Tokens, at: int, end: int) -> Number | None:
    word = tokens.word
    total = current = 0.0
    j = at
    seen = False
    if word[j] in ("a", "an"):
        if j + 1 < end and word[j + 1] in (
            "hundred",
            "thousand",
            "million",
            "billion",
            "trillion",
            "dozen",
            "lakh",
            "crore",
        ):
            current, seen, j = 1.0, True, j + 1
        elif j + 1 < end and word[j + 1] in FRACTIONS and word[j + 1] not in ("second", "seconds"):
            return _fraction(tokens, at, j + 1, 1.0, end)
        else:
            return None
    if word[j] == "half":
        nxt = word[j + 1] if j + 1 < end else ""
        after = word[j + 2] if j + 2 < end else ""
        if nxt in ("a", "-") and after in SCALE_WORDS:
            factor, stop = _scale(tokens, j + 2, end)
            return Number(at, stop, 0.5 * factor, words=True, scale=factor)
        return Number(at, j + 1, 0.5, fraction=True, words=True)
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
            and (current >= 100 or total)
            and (word[j + 1] in ONES or word[j + 1] in TENS)
        ):
            j += 1
            continue
        else:
            break
        seen = True
        j += 1
    if not seen:
        return None
    half = _and_a_half(word, j, end)
    if half:
        amount, j = half
        if total and not current:
            return Number(
                at,
                j,
                total * (1 + amount / (total / 1.0)) if total < 2 else total + amount * _lowest(total),
                words=True,
            )
        factor, stop = _scale(tokens, j, end)
        return Number(at, stop, (total + current + amount) * factor, words=True, scale=factor)
    number = total + current
    if j < end and word[j] == "-" and j + 1 < end and word[j + 1] in FRACTIONS and tokens.glued(j + 1):
        return _fraction(tokens, at, j + 1, number, end)
    if j < end and word[j] in FRACTIONS and number < 20 and word[j] != "half":
        if not (j + 1 < end and word[j + 1] in ("in", "ago")) and (word[j].endswith("s") or number == 1):
            return _fraction(tokens, at, j, number, end)
    factor, stop = _scale(tokens, j, end) if j < end and word[j] in SCALE_WORDS else (1.0, j)
    return Number(at, stop, number * factor, words=True, scale=factor if factor > 1 else _lowest(number))


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
    if j + 1 < end and word[j] == "of" and word[j + 1] in ("a", "one") and j + 2 < end and word[j + 2] in SCALE_WORDS:
        factor = SCALE_WORDS[word[j + 2]]
        return Number(first, j + 3, above / below * factor, words=True, scale=factor)
    if j + 1 < end and word[j] in SCALE_WORDS and word[at] in ("half", "quarter") and above == 1:
        factor = SCALE_WORDS[word[j]]
        return Number(first, j + 1, above / below * factor, words=True, scale=factor)
    return Number(first, j, above / below, fraction=True, words=True)

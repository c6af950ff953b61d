"""The words and marks that numbers are written with, and what they are worth."""

from __future__ import annotations

import re

__all__ = ["FEW", "FIGURES", "FRACTIONS", "ONES", "PLURALS", "SCALE_MARKS", "SCALE_OF", "SCALE_WORDS", "STARTS", "TENS",
           "factor_of"]

_FACTOR = re.compile(r"x([1-9]\d{0,3})")

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
    "億": 1e8,
    "兆": 1e12,
    "萬": 1e4,
    "grand": 1e3,
    "mil": 1e6,
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
SCALE_OF = {
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
STARTS = (
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


def factor_of(word: str) -> float | None:
    """The second factor of a product written without blanks: 8 of the "x8" in "64x8"."""
    found = _FACTOR.fullmatch(word)
    return float(found[1]) if found is not None else None

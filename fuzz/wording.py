"""Other words for the same: spellings of units, and the places at which a sentence may name its source."""

from __future__ import annotations

import re
from collections.abc import Callable

from oncurve.claims.read.words import COMMON, everyday

__all__ = ["ATTRIBUTIONS", "SOURCES", "UNITS", "statements"]

Change = Callable[[str], str]
_SCALES = {"million": ("m", "mn"), "billion": ("bn", "B"), "trillion": ("trn", "T")}
_MONEY = r"(?<![\w$€£¥₹])([$€£]\d[\d.,]*\d|[$€£]\d)"


def _sub(pattern: str, put: str | Callable[[re.Match[str]], str]) -> Change:
    found = re.compile(pattern)
    return lambda text: found.sub(put, text)


def _short(place: int) -> Change:
    return _sub(_MONEY + r"[ -](million|billion|trillion)\b(?!-)", lambda m: m[1] + _SCALES[m[2]][place])


def _bare(text: str) -> str:
    """Groups of thousands run together, but for years and what has a point."""
    return re.sub(r"(?<![\d.,$€£])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)", lambda m: m[0].replace(",", ""), text)


#: each with what it does
UNITS: tuple[tuple[str, Change], ...] = (
    ("$5m, $5bn, $5trn", _short(0)),
    ("$5mn, $5B, $5T", _short(1)),
    ("$5 million for $5m", _sub(_MONEY + r" ?(mn?|bn|trn)\b", lambda m: f"{m[1]} " + {
        "m": "million", "mn": "million", "bn": "billion", "trn": "trillion"}[m[2]])),
    ("US$5", _sub(r"(?<![\w$€£¥₹])\$(?=\d)", "US$")),
    ("USD 5", _sub(r"(?<![\w$€£¥₹])\$(?=\d)", "USD ")),
    ("5 million dollars", _sub(r"(?<![\w$€£¥₹-])\$(\d[\d.,]*\d|\d) (million|billion|trillion)\b(?![- ]dollar)(?!-)",
                               r"\1 \2 dollars")),
    ("5 percent", _sub(r"(?<=\d) ?%", " percent")),
    ("5 per cent", _sub(r"(?<=\d) ?%| percent\b", " per cent")),
    ("5%", _sub(r"(?<=\d) (?:per ?cent)\b(?!age)", "%")),
    ("5 pct", _sub(r"(?<=\d)%", " pct")),
    ("GPU-hours", _sub(r"\b([A-Z]*\d+|GPU|gpu|chip|accelerator) hours\b", r"\1-hours")),
    ("params", _sub(r"\bparameters\b", "params")),
    ("5B parameters", _sub(r"(?<=\d) billion(?= (?:active )?parameters\b)", "B")),
    ("5 billion parameters", _sub(r"(?<=\d)[Bb](?= (?:active )?parameters\b)", " billion")),
    ("5T tokens", _sub(r"(?<=\d) trillion(?= tokens\b)", "T")),
    ("GW, MW", _sub(r"(?<=\d)[ -](giga|mega)watts?\b", lambda m: " " + m[1][0].upper() + "W")),
    ("gigawatts, megawatts", _sub(r"(?<=\d) ?([GM])W\b(?!h)", lambda m: {"G": " gigawatts", "M": " megawatts"}[m[1]])),
    ("5x", _sub(r"(?<=\d) times(?= (?:as|more|less|cheaper|lower|higher|dearer|the)\b)", "x")),
    ("5 times", _sub(r"(?<=\d)x(?= (?:as|more|less|cheaper|lower|higher|dearer|the|a|per)\b)", " times")),
    ("2048 for 2,048", _bare),
    ("2 048 for 2,048", _sub(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,.]*\d)", "\\1\u202f\\2")),
)

#: sources that the catalogue knows, and sources that nobody knows
SOURCES = ("SemiAnalysis", "Bernstein", "Epoch AI", "Dylan Patel", "Jane Okafor", "Reuters", "Nathan Lambert",
           "Tomas Velk", "the Financial Times")
#: words by which what is meant hangs on what stands before, or on who speaks
_HANGING = re.compile(
    r"\b(?:we|our|us|ours|I|my|he|she|it|its|they|their|them|his|her|this|these|that|those|who|which|such|said|says|say|"
    r"according|told|reports?|reported|estimates?|estimated|there|here|one|ones|"
    r"(?:the|another|each) (?:company|firm|lab|start-up|group|model|chip|run|last|other|first|same))\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:(?<=^)|(?<=[.!?] )|(?<=\n))[A-Z][^.;:!?\"“”‘()\n—–]*(?:\d[.,]\d[^.;:!?\"“”‘()\n—–]*)*\."
                       r"(?=\s|$)", re.MULTILINE)
_FEWEST, _MOST = 5, 32


def statements(text: str) -> list[str]:
    """The sentences of a text that stand by themselves, without their stop: no pronoun, no source, a figure."""
    found = (sentence[:-1] for sentence in _SENTENCE.findall(text))
    return [each for each in found if _FEWEST <= len(each.split()) <= _MOST and any(map(str.isdigit, each))
            and not _HANGING.search(each)]


def _small(rest: str) -> str:
    first = re.match(r"[A-Za-z]+\b(?![-'’]?[\dA-Z])", rest)
    return rest[0].lower() + rest[1:] if first and first[0].lower() in everyday() | COMMON else rest


def _capital(who: str) -> str:
    return who[0].upper() + who[1:]


#: what a sentence with its source may look like, the first of them the one that others are held to
ATTRIBUTIONS: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    ("According to X, …", lambda who, rest: f"According to {who}, {_small(rest)}."),
    ("X said that …", lambda who, rest: f"{_capital(who)} said that {_small(rest)}."),
    ("X says …", lambda who, rest: f"{_capital(who)} says {_small(rest)}."),
    ("X said: …", lambda who, rest: f"{_capital(who)} said: {rest}."),
    ("X said: “…”", lambda who, rest: f"{_capital(who)} said: “{rest}.”"),
    ("…, X said", lambda who, rest: f"{rest}, {who} said."),
    ("…, said X", lambda who, rest: f"{rest}, said {who}."),
    ("“…,” X said", lambda who, rest: f"“{rest},” {who} said."),
    ("…, according to X", lambda who, rest: f"{rest}, according to {who}."),
)

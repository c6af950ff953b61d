"""Other words for the same: spellings of units, and the places at which a sentence may name its source."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["ATTRIBUTIONS", "UNITS"]

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

_WHO = r"(?P<who>[A-Z][\w.&'’-]+(?: (?:of )?[A-Z][\w.&'’-]+){0,3})"
_SAID = r"(?:said|says|wrote|writes|estimated|estimates|reckons|argued|claims|claimed|reported|reports)"
_REST = r"(?P<rest>[^.;:!?\"“”()\n]+(?:\d[.,]\d[^.;:!?\"“”()\n]*)*)"
_START = r"(?:(?<=^)|(?<=[.!?] )|(?<=\n))"
_FIRST = re.compile(_START + _WHO + r" (?P<verb>" + _SAID + r") that " + _REST + r"\.(?=\s|$)", re.MULTILINE)
_ACCORDING = re.compile(_START + r"According to " + _WHO + r", " + _REST + r"\.(?=\s|$)", re.MULTILINE)
_LAST = re.compile(_START + r"(?P<rest>(?:The|A|An|In|[A-Z][a-z]*[A-Z\d][\w.-]*)[^.;:!?\"“”()\n]*"
                   r"(?:\d[.,]\d[^.;:!?\"“”()\n]*)*), (?:according to " + _WHO + r"|" + _WHO.replace("who", "also")
                   + r" (?:said|says))\.(?=\s|$)", re.MULTILINE)
#: words by which who is meant hangs on what stands before, and words of other sources
_HANGING = re.compile(r"\b(?:we|our|us|ours|I|my|he|she|it|its|they|their|them|his|her|this|these|that|those|who|which|"
                      r"such|said|says|according|told|the (?:company|firm|lab|start-up|group|model|chip))\b",
                      re.IGNORECASE)


def _worded(form: Callable[[str, str], str]) -> Change:
    """Every attribution whose words hang on nothing before, in another form."""
    def put(found: re.Match[str]) -> str:
        parts = found.groupdict()
        who, rest = parts.get("who") or parts.get("also") or "", parts["rest"]
        return found[0] if _HANGING.search(rest) else form(who, rest)

    def change(text: str) -> str:
        for pattern in (_FIRST, _ACCORDING, _LAST):
            text = pattern.sub(put, text)
            if text != before[0]:
                return text
        return text

    def outer(text: str) -> str:
        before[0] = text
        return change(text)

    before = [""]
    return outer


def _large(rest: str) -> str:
    return rest[0].upper() + rest[1:]


def _small(rest: str) -> str:
    return rest[0].lower() + rest[1:] if re.match(r"(?:The|A|An|In|At|On|Training|About|Some|Its)\b", rest) else rest


ATTRIBUTIONS: tuple[tuple[str, Change], ...] = (
    ("X said that …", _worded(lambda who, rest: f"{who} said that {_small(rest)}.")),
    ("…, X said", _worded(lambda who, rest: f"{_large(rest)}, {who} said.")),
    ("…, said X", _worded(lambda who, rest: f"{_large(rest)}, said {who}.")),
    ("according to X, …", _worded(lambda who, rest: f"According to {who}, {_small(rest)}.")),
    ("…, according to X", _worded(lambda who, rest: f"{_large(rest)}, according to {who}.")),
    ("X: …", _worded(lambda who, rest: f"{who} said: {_large(rest)}.")),
)

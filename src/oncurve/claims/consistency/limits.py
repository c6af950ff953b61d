"""Lines of rules that a text gives in bits where the rule counts bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern

__all__ = ["limits"]

_OF_RULES = Pattern(r"\b(?:rules?|licen[cs]\w+|exports?|controls?|controlled|thresholds?|limits?|case by case|"
                    r"letters?)\b", re.IGNORECASE)
_LINE = Pattern(r"\b(?:below|under|above|over|at least|at most|more than|less than|exceed\w*|beyond|up to|at)\s*$",
                re.IGNORECASE)
_BITS = Pattern(r"\d\s*(?:giga|tera)?bits?\b|\d\s*[GT](?:b/s|bps|bit)")
_UNIT = "GB per second"
_TERA = 1e3


def limits(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC105: the number of a rule's line in bits a second, where the rule has it in bytes."""
    known = _lines(catalogue)
    for amount in passages.amounts:
        if amount.kind != "bandwidth" or not known:
            continue
        words = passages.words(amount)
        number = _number(words, amount)
        source = known.get(number)
        lead = f"{passages.text[max(0, amount.start - 16) : amount.start]}{words.partition(_first_digit(words))[0]}"
        if source is None or _BITS.search(words) is None or not _LINE.search(lead):
            continue
        if any(passages.things.of_sentence(amount.sentence, "chip")) or not _OF_RULES.search(
                passages.words(passages.sentences[amount.sentence])):
            continue
        yield Slip.on(amount, "OC105", f"The rule draws its line at {number:,.0f} gigabytes a second, and not in bits.",
                      (source,))  # wrong whatever the figure was read as, and so no matter of a claim


def _lines(catalogue: Catalogue) -> dict[float, str]:
    """The speeds in gigabytes a second at which rules draw lines, with the work that says so."""
    found: dict[float, str] = {}
    for rule in catalogue.rules.values():
        for clause in rule.clauses:
            for test in clause.detail.get("tests", ()):
                if isinstance(test, Mapping) and test.get("unit") == _UNIT:
                    found.update({float(each): clause.source for key, each in test.items()
                                  if key != "metric" and isinstance(each, int | float)})
    return found


def _first_digit(words: str) -> str:
    return next((each for each in words if each.isdigit()), words)


def _number(words: str, amount: Amount) -> float:
    """The number as it is printed, in thousands of millions a second, whatever it counts."""
    printed = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    if printed is None:
        return amount.value
    return float(printed[0].replace(",", "")) * (_TERA if re.search(r"\d\s*T|tera", words) else 1.0)

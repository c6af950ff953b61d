"""The eight verdicts as a reader meets them: a shape, a word and a meaning, so that none rests on colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.claims.verdict import Verdict

__all__ = ["SIGNS", "Sign", "count_words", "sign_of"]


@dataclass(frozen=True, slots=True)
class Sign:
    """How one verdict is shown.

    Args:
        verdict: its name in the contract.
        shape: one character, unlike that of any other verdict.
        word: its name in words.
        counted: how claims with it are counted: "3 without a basis".
        meaning: what it says, as half a sentence.
        style: its style in a terminal.
        weight: how much it matters to a reader who has time for three lines; higher comes first.
    """

    verdict: Verdict
    shape: str
    word: str
    counted: str
    meaning: str
    style: str
    weight: int

    @property
    def told(self) -> str:
        """Its shape and its word, for where no picture can stand: "✓ consistent"."""
        return f"{self.shape} {self.word}"


SIGNS: dict[str, Sign] = {each.verdict: each for each in (
    Sign("not_checkable", "–", "not checkable", "not checkable",
         "a motive, a value judgement, or no quantity", "dim", 0),
    Sign("not_due", "◷", "not due", "not yet due",
         "a forecast whose day has not come", "cyan", 1),
    Sign("no_basis", "○", "no basis", "without a basis",
         "a fact is missing, or too little is known to judge", "dim", 2),
    Sign("drifted", "↛", "drifted", "drifted from the cited source",
         "the source it cites says something else", "bold magenta", 7),
    Sign("scope_dependent", "◫", "scope dependent", "open to several readings",
         "open to several readings, and they disagree", "bold yellow", 5),
    Sign("depends", "◐", "depends", "turning on one assumption",
         "one assumption, moved within its own interval, decides it", "bold yellow", 4),
    Sign("consistent", "✓", "consistent", "consistent",
         "the claim and the estimate agree", "bold green", 3),
    Sign("inconsistent", "✗", "inconsistent", "inconsistent",
         "the claim and the estimate do not agree", "bold red", 6),
)}


def sign_of(verdict: str) -> Sign:
    """How a verdict is shown."""
    return SIGNS[verdict]


def count_words(summary: dict[str, int]) -> str:
    """A summary in words, those that weigh most first: "1 inconsistent, 12 consistent and 3 without a basis"."""
    from oncurve.claims.verdict import VERDICTS

    ranked = sorted((each for each in VERDICTS if summary.get(each)), key=lambda each: -SIGNS[each].weight)
    words = [f"{summary[each]} {SIGNS[each].counted}" for each in ranked]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}" if words else ""

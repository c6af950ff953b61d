"""What a language model proposes: words of the text and their roles, found in the text by ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oncurve.claims.claim import MEASURES
from oncurve.claims.proposed.scopes import SCOPES

__all__ = ["Dropped", "Proposal", "proposals_of"]

#: characters of the words of a role, of a quote, and of what is shown of either
_LONGEST_ROLE, _LONGEST_QUOTE, _SHOWN = 120, 400, 80
#: rows of one answer that are looked at
_MOST_ROWS = 200
_ROLES = ("subject", "reference", "speaker", "scope")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a language model proposes; its words stand in the text at `start` to `end`.

    Args:
        quote: the words that hold the figure.
        start: offset of the first character.
        end: offset after the last character.
        measure: one of the 28.
        subject: what it is of, in words; None where the model does not say. So are the next three.
        reference: what it is compared with.
        speaker: who vouches for it.
        scope: what is counted.
        negated: whether it is denied; None where the model does not say.
    """

    quote: str
    start: int
    end: int
    measure: str
    subject: str | None = None
    reference: str | None = None
    speaker: str | None = None
    scope: str | None = None
    negated: bool | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A proposal that was not taken, and why.

    Args:
        quote: its words, shortened.
        measure: what it was said to be, shortened.
        reason: why it was not taken, in a clause.
    """

    quote: str
    measure: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """It as the contract prints it."""
        return {"quote": self.quote, "measure": self.measure, "reason": self.reason}


def proposals_of(rows: Iterable[Any], text: str, start: int, end: int) -> tuple[list[Proposal], list[Dropped]]:
    """The proposals of an answer's rows, and the rows that are none.

    Args:
        rows: as the model gave them; nothing is taken for granted of them.
        text: the text of the article.
        start: offset of the piece that was asked about.
        end: offset after it.
    """
    good: list[Proposal] = []
    dropped: list[Dropped] = []
    for number, row in enumerate(rows):
        if number >= _MOST_ROWS:
            dropped.append(Dropped("", "", f"only the first {_MOST_ROWS} rows of an answer are looked at"))
            break
        made = _proposal(row, text, start, end)
        if isinstance(made, Proposal):
            good.append(made)
        else:
            dropped.append(Dropped(_shown(row, "quote"), _shown(row, "measure"), made))
    return good, dropped


def _proposal(row: Any, text: str, start: int, end: int) -> Proposal | str:
    """The proposal that a row is, or why it is none."""
    if not isinstance(row, Mapping):
        return "it is no JSON object"
    quote, measure = row.get("quote"), row.get("measure")
    if not isinstance(quote, str) or not quote.strip():
        return "it quotes nothing"
    if not isinstance(measure, str) or measure not in MEASURES:
        return "its measure is none of the 28"
    roles = {name: _role(row.get(name)) for name in _ROLES}
    if any(value is False for value in roles.values()):
        return f"its {next(name for name, value in roles.items() if value is False)} is no short text"
    at = _place(quote.strip(), row.get("context"), text, (start, end))
    if isinstance(at, str):
        return at
    words: dict[str, Any] = roles
    scope = words["scope"]
    if scope is not None and scope not in SCOPES.get(measure, (scope,)):
        return f"{_short(scope)!r} is no scope of its measure"
    if measure == "export_status" and scope is None:
        return "it does not say whether restricted, allowed or licence"
    negated = row.get("negated") if isinstance(row.get("negated"), bool) else None
    quote = quote.strip()
    return Proposal(quote, at, at + len(quote), measure, **words, negated=negated)


def _role(value: Any) -> str | bool | None:
    """The words of a role, None where there are none, False where they are no short text."""
    if value is None or (isinstance(value, str) and value.strip().lower() in ("", "null", "none")):
        return None
    return value.strip() if isinstance(value, str) and len(value) <= _LONGEST_ROLE else False


def _place(quote: str, context: Any, text: str, piece: tuple[int, int]) -> int | str:
    """Where a quote stands, or why that cannot be told."""
    if len(quote) > _LONGEST_QUOTE:
        return "it quotes more than a claim's own words"
    places = _found(quote, text, *piece)
    if not places:
        return "its words do not stand in the text"
    if len(places) == 1:
        return places[0]
    around = _found(context.strip(), text, *piece) if isinstance(context, str) and context.strip() else []
    inside = [at for at in places if len(around) == 1 and around[0] <= at < around[0] + len(str(context).strip())]
    twice = "its words stand in the text more than once, and its context does not tell which"
    return inside[0] if len(inside) == 1 else twice


def _found(words: str, text: str, start: int, end: int) -> list[int]:
    """The first places at which words stand as a whole, two at most more than one can be told by."""
    places: list[int] = []
    at = text.find(words, start, end)
    while at >= 0 and len(places) < _MOST_ROWS:
        cut = (words[0].isalnum() and text[at - 1 : at].isalnum()) or (
            words[-1].isalnum() and text[at + len(words) : at + len(words) + 1].isalnum())
        if not cut:
            places.append(at)
        at = text.find(words, at + 1, end)
    return places


def _shown(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, Mapping) else None
    return _short(value) if isinstance(value, str) else ""


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"

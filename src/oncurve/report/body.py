"""The article in paragraphs, cut where claims begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncurve.report.card import Card, day_words

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["Paragraph", "Piece", "paragraphs"]

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = re.compile(r"\n")
_LONGEST = 4_000
_STICKS = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph.

    Args:
        text: its words; empty where only a label stands.
        card: the claim that it is; None between claims.
    """

    text: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the claims in it.

    Args:
        pieces: its text in order.
        cards: the claims that begin in it.
        short: whether it fits on a screen beside its claims.
    """

    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    short: bool


def paragraphs(audit: Audit, cards: Sequence[Card]) -> tuple[Paragraph, ...]:
    """The article's paragraphs in order; a first line that repeats the title or the day is left out."""
    text = audit.article.text
    repeated = {audit.article.title.strip().lower(), audit.published.isoformat(), day_words(audit.published).lower()}
    found: list[Paragraph] = []
    for start, end in _spans(text):
        inside = [card for card in cards if start <= card.audited.claim.start < end]
        if not inside and len(found) == 0 and text[start:end].strip("# \t").lower() in repeated:
            continue
        found.append(Paragraph(tuple(_pieces(text, start, end, inside)), tuple(inside), end - start < _STICKS))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _between(text, 0, len(text), _BLANK):
        if end - start <= _LONGEST:
            yield start, end
        else:
            yield from _between(text, start, end, _LINE)


def _between(text: str, start: int, end: int, gap: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    last = start
    for found in gap.finditer(text, start, end):
        if text[last:found.start()].strip():
            yield last, found.start()
        last = found.end()
    if text[last:end].strip():
        yield last, end


def _pieces(text: str, start: int, end: int, cards: Sequence[Card]) -> Iterator[Piece]:
    at = start
    for card in sorted(cards, key=lambda each: (each.audited.claim.start, -each.audited.claim.end)):
        first, last = max(card.audited.claim.start, at), min(card.audited.claim.end, end)
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last] if last > first else "", card)
        at = max(at, last)
    if at < end:
        yield Piece(text[at:end])

"""The three lines that a reader with no time takes along, and how to cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve import __version__
from oncurve.claims.saying import say
from oncurve.report.card import Card, Row, cards, day_words
from oncurve.report.claimed import bare
from oncurve.report.hinge_words import hinge_words
from oncurve.report.reading_words import reading_names
from oncurve.report.signs import count_words
from oncurve.report.visible import one_line

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["citation", "digest", "judged_words"]

_LONGEST, _LONGEST_REASON, _MOST_READINGS = 90, 280, 2


def digest(audit: Audit) -> tuple[str, str, str]:
    """What was found, in three sentences: how many of what, what stands out, and what it turns on."""
    found = cards(audit)
    if not found:
        empty = not audit.article.text.strip()
        read = "There was no text to read." if empty else "No claim that could be checked was found."
        return (read,
                "oncurve reads figures on the cost, size, speed, price, scores and supply of AI models and chips.",
                "That none was found does not mean that the article is right, or that it is wrong.")
    ranked = sorted(found, key=_rank)
    first = f"{len(found)} claim{'s' * (len(found) != 1)}: {count_words(audit.summary)}."
    return first, _headline(ranked[0]), _turn(ranked, ranked[0])


def citation(audit: Audit) -> str:
    """How to cite the audit."""
    title = one_line(audit.article.title) or _cut(one_line(audit.article.text[:_LONGEST * 2]))
    name = f"“{title}”" if title else "an empty text"
    days = dict.fromkeys((day_words(audit.published), day_words(audit.as_of)))
    return f"oncurve {__version__}, audit of {name}, by the facts known on {' and on '.join(days)}."


def judged_words(audit: Audit) -> str:
    """By what an article is judged, in one line."""
    then, now = day_words(audit.published), day_words(audit.as_of)
    if then == now:
        return f"Audited by what is known on {now}"
    return f"{then}, audited by what was known then, and again by what is known on {now}"


def _rank(card: Card) -> tuple[int, int]:
    return -card.sign.weight, card.number


def _headline(card: Card) -> str:
    said = f"{_quote(card)} is {card.sign.counted}"
    fits, apart, near = (_read_as(card, verdict) for verdict in ("consistent", "inconsistent", "depends"))
    if card.sign.verdict == "scope_dependent" and (fits or near) and (apart or near):
        words = [f"fits {fits}" if fits else "", f"may fit {near}" if near and not (fits and apart) else "",
                 f"does not fit {apart}" if apart else ""]
        return f"{said}: it {', and '.join(word for word in words if word)}."
    return f"{said}. {_cut(one_line(card.reason), _LONGEST_REASON)}"


def _read_as(card: Card, verdict: str) -> str:
    """The first readings under which the claim has a verdict, with their middles."""
    rows = [row for row in card.rows if not row.beside]
    names = reading_names([row.judged.reading for row in rows], card.audit.catalogue)
    told = [f"{_article(one_line(name))} ({one_line(_middle(row))})" for row, name in zip(rows, names, strict=True)
            if row.sign.verdict == verdict]
    return " or ".join(told[:_MOST_READINGS])


def _article(name: str) -> str:
    """The name of a reading as a sentence has it: "the final run as reported"."""
    return f"the {name}" if name.startswith(("final run", "machines")) else name


def _middle(row: Row) -> str:
    made = row.judged.reading.estimate
    return row.judged.reading.says or say(made.median, made.unit)


def _turn(ranked: list[Card], told: Card) -> str:
    for card in ranked:
        hinge = card.audited.then.hinge
        if hinge is not None and hinge.inside:
            return f"{_quote(card)} turns on {hinge_words(hinge, card.audit.catalogue)}."
    for card in ranked:
        if card.audited.changed:
            return f"{_quote(card)}: {card.sign.counted} on that day, {card.now.counted} by what is known now."
    others = [card for card in ranked if card is not told]
    if others:
        return _headline(others[0])
    return f"It rests on {len(told.sources)} source{'s' * (len(told.sources) != 1)}."


def _quote(card: Card) -> str:
    denied = ", which is denied" if card.audited.claim.negated else ""
    return f"“{_cut(bare(one_line(card.audited.claim.quote)))}”{denied} ({_cut(card.subject)})"


def _cut(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[:most - 1].rsplit(" ", 1)[0] + " …"

"""An audit as one self-contained page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.report.bill_lines import bill_lines
from oncurve.report.body import paragraphs
from oncurve.report.card import cards, day_words
from oncurve.report.digest import citation, digest, judged_words
from oncurve.report.page import page
from oncurve.report.signs import SIGNS
from oncurve.report.strips import card_strip

if TYPE_CHECKING:
    from markupsafe import Markup

    from oncurve.claims.audit import Audit
    from oncurve.report.card import Card

__all__ = ["audit_context", "html"]


def html(audit: Audit) -> str:
    """The page of an audit: the article with its claims marked, and beside each what it was held against."""
    return page("audit.html.j2", **audit_context(audit))


def audit_context(audit: Audit) -> dict[str, Any]:
    """All that a template needs to show an audit."""
    found = cards(audit)
    counts = sorted(audit.summary.items(), key=lambda each: -SIGNS[each[0]].weight)
    return {
        "audit": audit, "cards": found, "paragraphs": paragraphs(audit, found), "digest": digest(audit),
        "citation": citation(audit), "judged": judged_words(audit), "counts": [(SIGNS[name], n) for name, n in counts],
        "numbers": {source.id: place for place, source in enumerate(audit.sources, 1)}, "strip": _strip,
        "day": day_words, "lines": lambda card: bill_lines(card.audited.then.headline.reading.estimate, audit.draws)
        if card.audited.then.headline else ()}


def _strip(card: Card) -> Markup:
    from markupsafe import Markup

    return Markup(card_strip(card))  # noqa: S704 - every text in it is escaped

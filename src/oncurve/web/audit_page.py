"""An audit as a page of the server: the article beside the open claim, with what a reader may move and correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.report.audit_html import audit_context
from oncurve.report.signs import SIGNS
from oncurve.web.moving import slider_of
from oncurve.web.shell import render

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["audit_html"]


def audit_html(found: Audit, ident: str) -> str:
    """The body of the page.

    Args:
        found: the audit.
        ident: the name of its link.
    """
    from oncurve.claims.claim import MEASURES

    context = audit_context(found)
    opened = max(context["cards"], key=lambda card: (card.sign.weight, -card.number), default=None)
    return render("audit_body.html.j2", **context, ident=ident, signs=SIGNS, opened=opened and opened.number,
                  measures=sorted(MEASURES), qualifiers=("exact", "approx", "at_least", "at_most", "range", "vague"),
                  sliders={card.number: slider_of(card.audited, found) for card in context["cards"]})

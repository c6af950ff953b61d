"""An audit as a page of the server: the article beside the open claim, with what a reader may move and correct."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from oncurve.report.audit_html import audit_context
from oncurve.report.signs import SIGNS
from oncurve.web.moving import slider_of
from oncurve.web.shell import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from oncurve.claims.audit import Audit

__all__ = ["audit_html"]


_QUALIFIERS = ("exact", "approx", "at_least", "at_most", "range", "vague")


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
                  measures=_options(sorted(MEASURES)), qualifiers=_options(_QUALIFIERS),
                  sliders={card.number: slider_of(card.audited, found) for card in context["cards"]})


def _options(names: Iterable[str]) -> Callable[[str], Markup]:
    """Gives the choices of a field with one of them chosen; they are written once for all claims of a page.

    Args:
        names: our own names, which need no escaping.
    """
    from markupsafe import Markup

    made = {name: f'<option value="{name}">{name.replace("_", " ")}</option>' for name in names}
    whole = "".join(made.values())

    def chosen(name: str) -> Markup:
        plain = made.get(name, "")
        return Markup(whole.replace(plain, plain.replace('">', '" selected>', 1), 1) if plain else whole)  # noqa: S704

    return chosen

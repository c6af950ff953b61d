"""Shares of computing power."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.other_measures import is_divided, is_market_share
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_SELLERS = words("vendors makers suppliers rivals firms companies players manufacturers chipmakers others")
#: sorts of organisations that tell of shares and hold none
_TELLERS = ("analyst", "outlet", "university", "bank")
_MARKET, _SHARE = stems("market"), stems("share")
_JOINS = words("and but while with whereas as")
_MARKETS, _NEXT = words("market markets 's"), 3
_CLAUSE = 6


def _compute_share(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("compute_share", scene, quantity)
    made.subject = _holder(scene, quantity) or made.subject
    made.scope = _whole(scene)
    lands = scene.of_kind("country")
    market = next((m for m in lands if _MARKETS & set(scene.tokens.word[m.end : m.end + _NEXT])), None) or (
        lands[0] if lands else None)  # "In Taipei he said that its share of the Chinese market"
    told = is_divided(scene) or is_market_share(scene, quantity) or (scene.any_of(_MARKET) and scene.any_of(_SHARE))
    if market is not None and told:
        # of a market in parts: Acme 55%, local firms 41%
        made.subject = _unnamed(scene, quantity) or _others(scene, quantity) or _seller(scene, quantity) or made.subject
        made.reference, made.scope = market.ident, None
    return made


def _others(scene: Scene, quantity: Quantity) -> str | None:
    """The unnamed firms that a clause of its own gives a share: "; Chinese vendors took 41%"."""
    word = scene.tokens.word
    at = next((k for k in range(quantity.first - 1, max(scene.first, quantity.first - _CLAUSE) - 1, -1)
               if word[k] in _SELLERS), None)
    if at is None or any(m.kind == "organisation" and at < m.first < quantity.first for m in scene.mentions):
        return None
    k = at
    while k > scene.first and word[k - 1].isalpha() and word[k - 1] not in _JOINS:
        k -= 1
    return scene.text(k, at + 1)


def _seller(scene: Scene, quantity: Quantity) -> str | None:
    """The firm named last before a share of a market that is no bank or outlet: those only tell of it."""
    firms = [m for m in scene.of_kind("organisation") if m.end <= quantity.first
             and not (m.name is not None and m.name.sort in _TELLERS)]
    return firms[-1].ident if firms else None


def _unnamed(scene: Scene, quantity: Quantity) -> str | None:
    """The words for a holder without a name between two shares of a list: "Acme 55%, domestic vendors 41%"."""
    k = quantity.first
    while k > scene.first and scene.tokens.word[k - 1][:1].isalpha() and scene.cover[k - 1] is None:
        k -= 1
    starts = k == scene.first or scene.tokens.word[k - 1] in (",", ";", ":", "and")
    named = not _SELLERS.isdisjoint(scene.tokens.word[k : quantity.first])
    return scene.text(k, quantity.first) if starts and named else None


def _holder(scene: Scene, quantity: Quantity) -> str | None:
    kinds = ("country", "organisation", "proper")
    found = [
        m
        for m in scene.of_kind(*kinds)
        if not (
            m.kind == "organisation"
            and m.name is not None
            and m.name.sort in _TELLERS
            and scene.gap(m.first, quantity.core) > 8
        )
    ]
    before = [m for m in found if m.end <= quantity.first]
    after = [m for m in found if m.first >= quantity.end]
    word = scene.tokens.word
    group = next(
        (
            q
            for q in scene.quantities
            if q.dim == "companies" and q.end <= quantity.first and scene.gap(q.end, quantity.first) <= 8
        ),
        None,
    )
    if group is not None and not (before and before[-1].first > group.first):
        return scene.text(group.first, group.end)
    if (
        after
        and word[quantity.end : quantity.end + 1] in (["for"], ["to"], ["in"], ["sits"], ["belongs"])
        and scene.gap(quantity.end, after[0].first) <= 8
    ):
        return after[0].ident
    if (
        after
        and scene.near(quantity.core, stems("belong sits located hosted held owned lies"), 0, 20) is not None
        and (not before or scene.gap(before[-1].end, quantity.first) > 6)
    ):
        return after[0].ident
    if before:
        return before[-1].ident
    if after:
        return after[0].ident
    focus = scene.focus.get("country", "organisation")
    return focus.ident if focus is not None else None


def _whole(scene: Scene) -> str | None:
    for where in ("world", "global"):
        if scene.has(where):
            return "world AI compute"
    return "AI compute"


BUILDS = {
    "compute_share": _compute_share,
}

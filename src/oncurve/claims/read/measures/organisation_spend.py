"""What an organisation spends: sites and chips, compute, research, all of it."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["BUILDS", "scope_of"]

_RD = stems("research r&d researchers")
_COMPUTE = stems(
    "rent renting cloud running electricity keeping operating operate inference compute computing opex azure"
)
_CAPEX = stems(
    "capex capital servers chips centre centres center centers hardware infrastructure campus gpus "
    "equipment build buildings site sites venture facilities machines cards cluster pledge accelerators "
    "processors construction plants"
)


def scope_of(scene: Scene, quantity: Quantity) -> str | None:
    """capex, compute, rd or total, by the words nearest to the sum."""
    best: tuple[float, str | None] = (99.0, None)
    for scope, cues in (("rd", _RD), ("compute", _COMPUTE), ("capex", _CAPEX)):
        at = scene.near(quantity.core, cues, 14, 14)
        if at is not None:
            distance = scene.gap(at, quantity.core) + (0 if at > quantity.core else 2)
            if distance < best[0]:
                best = (distance, scope)
    if best[1] is None and scene.has("total", "altogeth", "overall"):
        return "total"
    return best[1] or ("capex" if scene.has("invest", "pledg", "commit", "promis", "outlay", "pour") else None)


def _build(scene: Scene, quantity: Quantity) -> Draft | None:
    if quantity.usd_twin or (quantity.per is not None and quantity.per.kind not in ("year", "quarter", "month")):
        return None
    if quantity.size < 1e5:
        return None
    word = scene.tokens.word
    if (
        word[quantity.first - 1 : quantity.first] == ["by"]
        and scene.has("rais", "increas", "cut", "lift")
        and not scene.has("spend")
    ):
        return None
    named = scene.subject(quantity, "organisation", "cluster", "country", after=True)
    cluster = _venture(scene, quantity)
    subject = cluster or (named.ident if named is not None and named.kind != "country" else None)
    if subject is None and named is None:
        proper = scene.subject(quantity, "proper", "model", "person")
        subject = (proper.organisation or proper.ident) if proper is not None else None
    subject = subject or (named.ident if named is not None else None) or scene.house
    if subject is None:
        return None
    return draft("organisation_spend", quantity, subject, unit=quantity.unit, scope=scope_of(scene, quantity))


def _venture(scene: Scene, quantity: Quantity) -> str | None:
    """The venture that money is put into, where one is named: "into a venture called Stargate"."""
    for mention in scene.of_kind("cluster"):
        if scene.has("into", "ventur", "project") and mention.first > quantity.first:
            return mention.ident
    return None


BUILDS = {
    "organisation_spend": _build,
}

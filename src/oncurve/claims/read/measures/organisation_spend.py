"""What an organisation spends: sites and chips, compute, research, all of it."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_RD = stems("research r&d researchers")
_COMPUTE = stems(
    "rent renting cloud running electricity keeping operating operate inference compute computing opex azure"
)
_CAPEX = stems(
    "capex capital servers chips centre centres center centers hardware infrastructure campus gpus "
    "equipment build buildings site sites venture facilities machines cards cluster pledge accelerators "
    "processors construction plants"
)


_BUDGETS = words("budget budgets spending outlay outlays investment investments plan plans projects")
_REACH = 20
_NAMED = stems("capex expenditure expenditures")


def _scope(scene: Scene, quantity: Quantity) -> str | None:
    """capex, compute, rd or total, by the words nearest to the sum."""
    if scene.near(quantity.core, _NAMED, 14, 14) is not None or _names_capital(scene, quantity):
        return "capex"
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


def _names_capital(scene: Scene, quantity: Quantity) -> bool:
    """Whether a capital budget is named before a sum: "lifts its capital budget to $85 billion"."""
    word = scene.tokens.word
    return any(word[k] == "capital" and word[k + 1] in _BUDGETS
               for k in range(max(scene.first, quantity.core - _REACH), quantity.core - 1))


def _build(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("organisation_spend", scene, quantity)
    made.subject = _venture(scene, quantity) or made.subject or scene.house
    made.scope = _scope(scene, quantity)
    return made


def _venture(scene: Scene, quantity: Quantity) -> str | None:
    """The venture that money is put into, where one is named: "into a venture called Stargate"."""
    for mention in scene.of_kind("cluster"):
        if scene.has("into", "ventur", "project") and mention.first > quantity.first:
            return mention.ident
    return None


BUILDS = {
    "organisation_spend": _build,
}

"""Duties on goods."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["BUILDS"]


_NEAR = 3


def _tariff(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("tariff_rate", scene, quantity)
    made.subject = _levied_on(scene, quantity) or _taxed(scene, quantity) or made.subject
    made.reference = _levier(scene, made.subject)
    for k in range(quantity.end, min(scene.end, quantity.end + 2)):
        if scene.stem_at(k) in ("tariff", "duty", "levy", "import"):
            made.end = k + 1
            break
    return made


_GOODS = stems(
    "goods imports import exports products chips semiconductors processors servers parts electronics "
    "machines gear hardware equipment shipments accelerators components"
)


def _levied_on(scene: Scene, quantity: Quantity) -> str | None:
    """Whose goods a duty right before them is on: "slaps 34% on American goods"."""
    word = scene.tokens.word
    for k in range(quantity.stop, min(quantity.stop + _NEAR, scene.end - 1)):
        if word[k] == "on":
            named = next((m for m in scene.cover[k + 1 : k + 1 + _NEAR] if m is not None), None)
            return named.ident if named is not None and named.kind == "country" else None
    return None


def _taxed(scene: Scene, quantity: Quantity) -> str | None:
    """Whose goods are taxed: "Chinese goods", "imports from China", "on chips made in Taiwan", else the goods."""
    word = scene.tokens.word
    countries = scene.of_kind("country")
    for mention in countries:
        if mention.end < scene.end and (
            scene.stem_at(mention.end) in _GOODS or scene.stem_at(mention.end + 1) in _GOODS
        ):
            return mention.ident
        if word[mention.first - 1] in ("from", "on", "against", "in", "for") and not (
            mention.form == "adjective" and scene.stem_at(mention.end) in ("port", "border", "custom")
        ):
            return mention.ident
    goods = scene.near(quantity.core, _GOODS, 12, 12)
    if goods is not None:
        start = goods
        while (
            start > scene.first
            and start > goods - 2
            and word[start - 1].isalpha()
            and word[start - 1]
            not in ("on", "the", "of", "all", "for", "imported", "and", "to", "foreign", "most", "a", "that")
        ):
            start -= 1
        return scene.text(start, goods + 1)
    if len(countries) > 1:
        return countries[-1].ident
    focus = [
        m for m in reversed(scene.focus.met) if m.kind == "country" and m.ident not in {c.ident for c in countries}
    ]
    return focus[0].ident if focus else (countries[0].ident if countries else None)


def _levier(scene: Scene, goods: str | None) -> str | None:
    actor: Mention | None = next((m for m in scene.of_kind("country") if m.ident != goods), None)
    if actor is not None:
        return actor.ident
    person = next(
        (
            m
            for m in scene.of_kind("person", "organisation")
            if m.name is not None and m.name.country and (m.kind == "person" or m.name.sort == "government")
        ),
        None,
    )
    if person is not None and person.name is not None and person.name.country != goods:
        return person.name.country
    known = [m.ident for m in reversed(scene.focus.met) if m.kind == "country" and m.ident != goods]
    return known[0] if known else (None if goods == "US" else "US")


BUILDS = {
    "tariff_rate": _tariff,
}

"""How a share price, an index or a market value moved; falls are negative."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_DOWN = stems(
    "fall fell fallen falling drop slide slid plunge tumble slump sink lose losing loss losses shed "
    "shedding wipe wiped erase decline dip slip crash tank crater down off lower plummet "
    "dive retreat shave knock vaporise vaporize evaporate destroy lopped nosedive skid ease surrender give "
    "gone rout selloff lighter wiping cheaper weaker worse cut lop retreating bleed bled "
    "poorer shaved stripped stripping torched incinerated vanish vanished haemorrhaged gave"
)
_UP = stems(
    "rise rose gain jump climb add soar surge rally rebound up higher leap leapt advance pop spike recover "
    "regain bounce regained grew grow swell "
    "lift lifted boost boosted rocket put stronger heavier richer adding tack tacked won claw clawed recoup recouped"
)


_MARKS = {"+": 1, "plus": 1, "minus": -1}


def _sign(scene: Scene, quantity: Quantity) -> int:
    mark = scene.tokens.word[quantity.core - 1] if quantity.core > scene.first else ""
    if mark in _MARKS:
        return _MARKS[mark]
    best: tuple[float, int] = (40.0, 0)
    for sign, cues in ((-1, _DOWN), (1, _UP)):
        for k in range(max(scene.first, quantity.first - 25), min(scene.end, quantity.end + 14)):
            s = scene.stem_at(k)
            if s in cues:
                if s == "up" and scene.tokens.word[k - 1 : k] in (
                    ["gave"],
                    ["give"],
                    ["gives"],
                    ["giving"],
                    ["given"],
                    ["opened"],
                    ["came"],
                    ["made"],
                ):
                    continue
                if s == "up" and scene.tokens.word[k + 1 : k + 2] == ["to"] and quantity.first <= k < quantity.core:
                    continue  # "by up to 4%"
                if s == "give" and scene.tokens.word[k + 1 : k + 2] != ["up"]:
                    continue
                if s == "put" and ["on"] not in (
                    scene.tokens.word[k + 1 : k + 2],
                    scene.tokens.word[quantity.stop : quantity.stop + 1],
                ):
                    continue
                distance = scene.gap(k, quantity.core) * (1.0 if k < quantity.core else 1.3)
                if distance < best[0]:
                    best = (distance, sign)
    if (
        scene.text(max(scene.first, quantity.first - 2), quantity.first)
        .lower()
        .startswith(("gave up", "give up", "gives up"))
    ):
        return -1
    return best[1]


def _build(scene: Scene, quantity: Quantity) -> Draft:
    sign = _sign(scene, quantity)
    if not sign:
        moves = [c.value or 0.0 for c in scene.made if c.measure == "market_move"]
        sign = 1 if moves and min(moves) >= 0 else -1
    factor = (100.0 if quantity.dim == "fraction" else 1.0) * sign
    unit = quantity.unit if quantity.dim == "money" else "percent"
    made = draft("market_move", quantity, _who(scene, quantity), unit=unit, factor=factor)
    if sign < 0:
        made.low, made.high = made.high, made.low
    return made


def _who(scene: Scene, quantity: Quantity) -> str | None:
    lead = scene.words_before(quantity.first, 6)
    if "together" in lead or "combined" in lead or "jointly" in lead or ("between" in lead and "them" in lead):
        named: list[str] = []
        for firm in scene.of_kind("organisation"):
            if firm.first < quantity.first and firm.ident not in named:
                named.append(firm.ident)
        if len(named) > 1:
            return " and ".join(named)
    exclude = frozenset(
        m.ident for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "outlet"
    )
    by = [
        m
        for m in scene.of_kind("organisation")
        if m.ident not in exclude and m.first >= quantity.end and _from(scene, m)
        and not any(quantity.end <= each.first < m.first for each in scene.quantities)
    ]
    if by:
        return by[0].ident
    at = scene.near(quantity.core, words("its their"), 6, 3)
    if at is not None and scene.stem_at(at + 1) in ("shar", "share", "stock", "market"):
        owners = [
            m
            for m in scene.of_kind("organisation")
            if m.end <= at and m.ident not in exclude and not scene.is_reference(m)
        ]
        if owners:
            return owners[0].ident
        told = scene.focus.get("organisation")
        if told is not None and at <= scene.first + 1:  # "Acme had a bad day. Its shares lost"
            return told.ident
    mention = scene.subject(quantity, "organisation", exclude=exclude)
    proper = [m for m in scene.of_kind("proper") if m.end <= quantity.first and scene.gap(m.end, quantity.first) <= 8]
    if (
        proper
        and (mention is None or mention.first < proper[-1].first)
        and scene.tokens.word[proper[-1].first - 1 : proper[-1].first] not in (["in"], ["at"], ["on"])
    ):
        return proper[-1].ident
    mention = mention or scene.subject(quantity, "proper")
    return mention.ident if mention is not None else None


def _from(scene: Scene, mention: Mention) -> bool:
    """Whether a name after a sum is whose value it was: "$589bn off Nvidia's market value"."""
    first, end = mention.first, mention.end
    word = scene.tokens.word
    return (
        word[first - 1] in ("off", "from", "of", "at", "for")
        and (word[end : end + 1] == ["'s"] or word[first - 1] in ("off", "from"))
        and not scene.has("rout")
    )


BUILDS = {
    "market_move": _build,
}

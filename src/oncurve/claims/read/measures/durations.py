"""Time between things: how far one trails another, and how fast something doubles or halves."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.places import country_of
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words
from oncurve.claims.read.unit_words import MONTHS
from oncurve.claims.read.words import SPEECH

__all__ = ["BUILDS", "cue_is_date"]

_KINDS = ("model", "country", "organisation", "proper")
_AHEAD = stems("ahead lead leads leading advantage edge start led before younger")
_BEHIND = stems(
    "behind lag lags trail trails trailing late later older after lagging catch slower matched match "
    "matching equalled deficit back gap"
)
_OPEN = words("open downloadable open-source openly")
_CLOSED = words("closed proprietary closed-source private")
_FIELDS = words(
    "text chips chipmaking video images image coding code reasoning software hardware robotics maths math "
    "lithography training inference speech vision memory semiconductors silicon models manufacturing agents"
)


def _groups(scene: Scene) -> list[tuple[int, str]]:
    """Open and closed models as a group, where the text sets them against each other."""
    word = scene.tokens.word
    found: list[tuple[int, str]] = []
    for at in range(scene.first, scene.end):
        w = word[at]
        if (
            w in _OPEN
            and scene.cover[at] is None
            and (
                word[at + 1 : at + 2]
                in (
                    ["-"],
                    ["weights"],
                    ["models"],
                    ["weight"],
                    ["source"],
                    ["systems"],
                    ["ones"],
                    ["model"],
                    ["rivals"],
                )
                or w == "downloadable"
            )
        ):
            found.append((at, "open-weight models"))
        elif w in _CLOSED and scene.cover[at] is None:
            found.append((at, "closed models"))
        elif w == "frontier" and word[at - 1 : at] == ["the"]:
            found.append((at, "frontier models"))
        elif w in ("us", "them") and word[at - 1 : at] in (["behind"], ["of"], ["trail"]) and scene.cover[at] is None:
            found.append((at, "US" if w == "us" else ""))
    return [g for g in found if g[1]]


def _clause_of(scene: Scene, quantity: Quantity) -> int:
    """Where the clause of a number begins, of several that one speaker is said to have told: "…, and that A was"."""
    word = scene.tokens.word
    return next((k for k in range(quantity.first - 1, scene.first, -1)
                 if word[k] == ";" or (word[k] == "that" and word[k - 1] in ("and", "but"))), scene.first)


def _entities(scene: Scene, quantity: Quantity) -> list[tuple[int, int, str, bool]]:
    """Things that may trail or lead, as place, end, name and whether marked as the reference."""
    found: list[tuple[int, int, str, bool]] = []
    word = scene.tokens.word
    mentions = [m for m in scene.of_kind(*_KINDS) if not (quantity.first <= m.first < quantity.end)]
    low = _clause_of(scene, quantity)
    mentions = [m for m in mentions if m.first >= low] or mentions
    said = [
        k
        for k in range(scene.first, quantity.first)
        if word[k] in SPEECH and word[k] not in ("put", "puts", "show", "shows", "found", "measure", "count")
    ]
    if said:
        mentions = [
            m
            for m in mentions
            if not (m.kind in ("organisation", "proper") and m.end <= said[-1] and m.first < said[-1])
        ]
    for mention in mentions:
        if (
            mention.kind == "organisation"
            and mention.name is not None
            and mention.name.sort in ("analyst", "outlet", "bank", "university", "government", "platform")
        ):
            continue
        if mention.kind == "proper" and (word[mention.first - 1] in ("in", "at") or country_of(mention.ident)
                                         or word[mention.end : mention.end + 2] == ["'s", "daily"]):
            continue
        found.append((mention.first, mention.end, mention.ident, scene.is_reference(mention)))
    for at, name in _groups(scene):
        if at < low:
            continue
        found.append(
            (
                at,
                at + 1,
                name,
                word[at - 1] in ("behind", "than", "matching", "match", "trail", "of")
                or word[at - 2 : at - 1] in (["behind"], ["trail"], ["matching"]),
            )
        )
    found.sort()
    models = [m for m in mentions if m.kind == "model"]
    if len(models) >= 2:
        found = [f for f in found if any(m.first == f[0] for m in models)]
    elif models and any(f[2] in ("US", "CN") for f in found):
        makers = {m.organisation for m in models}
        found = [f for f in found if f[2] not in makers]
    return found


def _lag(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    if (
        word[quantity.stop : quantity.stop + 2] in (["-", "old"], ["of", "age"])
        or word[quantity.stop : quantity.stop + 1] in (["old"], ["ago"], ["earlier"], ["before"])
        or quantity.per is not None
    ):
        return None
    if cue_is_date(scene, quantity):
        return None
    carried = scene.previous is not None and (
        scene.previous.claimed("capability_lag")
        or (scene.previous.sentence.question and scene.previous.has("behind", "back", "far", "stand", "lag", "trail"))
    )
    cue = scene.near(quantity.core, _BEHIND | _AHEAD, 25, 14)
    if cue is None and not carried and not scene.claimed("capability_lag"):
        return None
    if scene.near(
        quantity.core, stems("release released launch launched ban announced deadline founded moved"), 6, 6
    ) is not None and not scene.any_of(
        stems("behind lag trail lead gap match ahead catch late came equal reach level")
    ):
        return None
    last = next(
        (
            d
            for d in reversed(scene.told)
            if d.measure == "capability_lag"
        ),
        None,
    )
    if (last is not None and cue is None and not _entities(scene, quantity)) or (
        cue is None and last is not None and scene.claimed("capability_lag")
    ):
        subject, reference = last.subject, last.reference
    else:
        subject, reference = _sides(scene, quantity, cue)
    if subject is None and reference is None:
        return None
    return draft(
        "capability_lag",
        quantity,
        subject,
        unit="months",
        factor=MONTHS[quantity.unit],
        reference=reference,
        scope=_field(scene, quantity),
    )


def cue_is_date(scene: Scene, quantity: Quantity) -> bool:
    """Whether "late" near the number only dates something ("late 2021")."""
    word = scene.tokens.word
    cue = scene.near(quantity.core, _BEHIND | _AHEAD, 25, 14)
    return cue is not None and word[cue] == "late" and any(d.first <= cue < d.end for d in scene.dates)


def _field(scene: Scene, quantity: Quantity) -> str | None:
    word = scene.tokens.word
    k = quantity.end
    while k < min(scene.end, quantity.end + 8):
        if word[k] in ("for", "in", "on") and k + 1 < scene.end:
            at = k + 1 + (word[k + 1] in ("the", "ai"))
            if at < scene.end and word[at] in _FIELDS:
                return word[at]
        if word[k] in (".", ";", ","):
            break
        k += 1
    for at in range(scene.first, quantity.first):
        if word[at] in ("chips", "chipmaking", "lithography") and scene.cover[at] is None:
            return "chips"
    return None


def _sides(scene: Scene, quantity: Quantity, cue: int | None) -> tuple[str | None, str | None]:
    """Who trails and who leads."""
    found = _entities(scene, quantity)
    word = scene.tokens.word
    at = cue if cue is not None else quantity.core
    ahead = (
        cue is not None
        and scene.stem_at(cue) in _AHEAD
        and not (scene.stem_at(cue) == "start" and word[cue - 1] != "head")
    )
    if {"gap", "distance", "difference", "lag", "delay"} & set(word[scene.first : scene.end]) and "between" in word[
        scene.first : scene.end
    ]:
        names = [f[2] for f in found if f[0] > word.index("between", scene.first)]
        if len(names) >= 2:
            return _order(names[0], names[1])
    marked = [f for f in found if f[3]]
    free = [f for f in found if not f[3]]
    left = [f for f in free if f[1] <= at] or [f for f in free if f[1] <= quantity.first]
    right = [f for f in found if f[0] > min(at, quantity.stop - 1)]
    a: str | None
    b: str | None
    a = left[-1][2] if left else (free[0][2] if free and not right else None)
    b = marked[0][2] if marked else (next((f[2] for f in right if f[2] != a), None))
    if cue is not None and word[cue] == "older" and len(left) > 1:
        a, b = left[-2][2], left[-1][2]
    elif cue is not None and word[cue] == "older" and left and not right and left[0][1] <= cue:
        model = scene.focus.get("model")  # "the model is close to US models that are ten months older"
        a, b = (model.ident if model is not None else None), left[0][2]
    if a is None and b is None and len(found) == 1:
        a = found[0][2]
    if a is None and scene.home and "we" in word[scene.first : quantity.first] and scene.home != b:
        a = scene.home
    if a is None:
        a = _other(scene, b)
    if b is None:
        b = _opposite(scene, a)
    if ahead:
        a, b = b, a
    return _its_model(scene, a), b


def _its_model(scene: Scene, side: str | None) -> str | None:
    """The model of a firm, where the text says "the X model", "X produced a model"."""
    firm = next((m for m in scene.of_kind("organisation") if m.ident == side), None)
    if firm is None or not scene.has("model"):
        return side
    near = {scene.stem_at(k) for k in range(firm.end, min(scene.end, firm.end + 5))}
    known = [
        m for m in (scene.focus.get("model"), scene.focus.ahead("model")) if m is not None and m.organisation == side
    ]
    first = next((m for m in scene.focus.met if m.kind == "model" and m.organisation == side), None)
    return (first or known[0]).ident if "model" in near and known else side


def _order(a: str, b: str) -> tuple[str, str]:
    """The side that usually trails first: China behind the United States, open behind closed."""
    if a in ("US", "closed models") and b not in ("US", "closed models"):
        return b, a
    return a, b


def _other(scene: Scene, other: str | None) -> str | None:
    for mention in reversed(scene.focus.met):
        if (
            mention.kind in ("country", "model", "organisation")
            and mention.ident != other
            and (other not in ("US", "CN") or mention.kind != "organisation")
        ) and (mention.kind == "country" or (other not in ("US", "CN"))):
            return mention.ident
    focus = scene.focus.get("model", "country", "organisation")
    return focus.ident if focus is not None and focus.ident != other else None


def _opposite(scene: Scene, side: str | None) -> str | None:
    """Whom a side is measured against where the text does not repeat it."""
    if side == "CN":
        return "US"
    if side == "US":
        return "CN"
    if side == "open-weight models":
        return "closed models"
    if side == "closed models":
        return "open-weight models"
    focus = scene.focus
    for mention in reversed(focus.met):
        if mention.kind in ("country", "model") and mention.ident != side:
            return mention.ident
    return "US" if side is not None else None


_DOUBLING = stems("double doubles doubled doubling halve halves halved halving half-life")


def _doubling(scene: Scene, quantity: Quantity) -> Draft | None:
    cue = scene.near(quantity.core, _DOUBLING, 24, 12)
    carried = scene.claimed("doubling_time") or (scene.previous is not None and scene.previous.claimed("doubling_time"))
    if cue is None and not carried:
        return None
    word = scene.tokens.word
    every = scene.near(quantity.core, words("every each time times in per take took about of"), 6, 3)
    if cue is not None and every is None and not carried:
        return None
    if cue is not None and scene.has("price", "shar", "stock") and not scene.has("every", "time"):
        return None
    if (
        cue is not None
        and word[quantity.first - 1 : quantity.first] == ["in"]
        and word[cue - 1 : cue] in (["then"], ["was"], ["and"])
        and "every" not in word[scene.first : scene.end]
    ):
        return None
    made = draft("doubling_time", quantity, _what(scene, cue), unit="months", factor=MONTHS[quantity.unit])
    if cue is not None and cue < quantity.first <= cue + 6 and quantity.qualifier != "range":
        made.first = cue
    return made


def _what(scene: Scene, cue: int | None) -> str:
    word = scene.tokens.word
    if cue is None:
        last = next((c.subject for c in reversed(scene.made) if c.measure == "doubling_time"), None)
        return str(last or "language models")
    start = cue
    while start > scene.first and word[start - 1] not in (",", ";", ".", ":", "—", "that", '"') and cue - start < 14:
        start -= 1
    stop = cue
    while stop > start and word[stop - 1] in ("has", "have", "been", "is", "are", "now", "roughly", "about"):
        stop -= 1
    return scene.text(start, stop) if stop > start else "language models"


BUILDS = {
    "capability_lag": _lag,
    "doubling_time": _doubling,
}

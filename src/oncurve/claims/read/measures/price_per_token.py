"""What an API asks per million tokens."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["BUILDS", "CLAUSES", "free", "scope_of"]

_IN = stems("input inputs prompt prompts reading read incoming ingest in fed feed inbound")
_OUT = stems(
    "output outputs completion completions written write writing generated generate generation out outgoing "
    "answers reply replies produced outbound back"
)
_PRICED = stems("price priced cost costs charge charges api fee token tokens rate bill tariff asks pricing")


def scope_of(scene: Scene, quantity: Quantity) -> str | None:
    """Input or output, by the words right after the sum, else right before it."""
    if quantity.per is not None and quantity.per.scope:
        return quantity.per.scope
    word = scene.tokens.word
    for k in range(quantity.stop, min(scene.end, quantity.end + 7)):
        s = scene.stem_at(k)
        if (
            word[k] in (".", ";")
            or (word[k] in (",", "and", "but", "or", "against", "versus") and k > quantity.stop)
            or word[k] in "$€£¥"
            or (word[k][0].isdigit() and k >= quantity.end)
        ):
            break
        found = _side(word, k, s)
        if found:
            return found
    for k in range(quantity.first - 1, max(scene.first, quantity.first - 9) - 1, -1):
        if (
            word[k] in (".", ";")
            or word[k][0].isdigit()
            or word[k] in "$€£¥"
            or (word[k] in ("and", "but") and k < quantity.first - 6)
        ):
            break
        found = _side(word, k, scene.stem_at(k))
        if found and word[k] not in ("in", "out", "back"):
            return found
    return None


def _side(word: list[str], k: int, s: str) -> str | None:
    if s in _IN and not (
        word[k] == "in"
        and not (
            k + 1 >= len(word)
            or word[k + 1] in (",", ".", ";", "and", "/", ")", "but", "-")
            or word[k - 1] in ("going", "coming", "tokens")
        )
    ):
        return "input"
    if s in _OUT and not (word[k] == "out" and k + 1 < len(word) and word[k + 1] in ("of", "at")):
        return "output"
    return None


def _build(scene: Scene, quantity: Quantity) -> Draft | None:
    per = quantity.per
    if quantity.dim == "number" and per is None:
        return None
    if per is not None and per.kind != "tokens":
        return None
    factor = per.factor if per is not None else 1.0
    if per is None:
        later = next(
            (
                q
                for q in scene.quantities
                if q.first >= quantity.end
                and q.first - quantity.end <= 8
                and q.per is not None
                and q.per.kind == "tokens"
            ),
            None,
        )
        made = scene.claimed("price_per_token")
        before = scene.previous is not None and scene.previous.claimed("price_per_token")
        if not (later or made or before) or quantity.size > 2000:
            return None
        if before and not made and not later and scope_of(scene, quantity) is None:
            return None
        base = later or next(
            (
                q
                for q in reversed(scene.quantities)
                if q.first < quantity.first and q.per is not None and q.per.kind == "tokens"
            ),
            None,
        )
        if base is not None and base.per is not None:
            factor = base.per.factor
    model = scene.subject(quantity, "model")
    if model is None:
        model = scene.subject(quantity, "organisation", "proper")
    if model is None and not scene.any_of(_PRICED):
        return None
    if quantity.unit == "" and not scene.claimed("price_per_token"):
        return None
    model = _contrasted(scene, quantity, model) or model
    unit = (quantity.unit or next((q.unit for q in scene.quantities if q.dim == "money"), "USD")) + " per 1M tokens"
    made_draft = draft(
        "price_per_token",
        quantity,
        model.ident if model else None,
        unit=unit,
        factor=factor,
        scope=_paired(scene, quantity) or scope_of(scene, quantity) or _ratio_scope(scene),
    )
    stop = quantity.end
    if (
        quantity.per is not None
        and stop < scene.end
        and scene.tokens.word[stop] in ("read", "written", "in", "out", "input", "output")
        and not (
            scene.tokens.word[stop] == "in"
            and scene.tokens.word[stop + 1 : stop + 2] not in ([","], ["."], ["and"], ["/"])
        )
    ):
        made_draft.end = stop + 1
    return made_draft


def _contrasted(scene: Scene, quantity: Quantity, model: Mention | None) -> Mention | None:
    """The other model, for a sum set against the one before it: "$2.19 … against $60"."""
    word = scene.tokens.word
    if not {"against", "versus", "vs"} & set(word[max(scene.first, quantity.first - 2) : quantity.first]):
        return None
    ratio = next((c for c in scene.made if c.measure == "price_ratio"), None)
    models = scene.of_kind("model")
    other = getattr(ratio, "reference", None) or next((c.ident for c in models if scene.is_reference(c)), None)
    if any(m.first >= quantity.end and scene.gap(quantity.end, m.first) <= 6 for m in models):
        return None
    found = next((m for m in models if m.ident == other), None)
    return found or next((m for m in models if model is not None and m.ident != model.ident), None)


def _ratio_scope(scene: Scene) -> str | None:
    """The side that a price ratio of the same sentence was about."""
    return next((c.scope for c in scene.made if c.measure == "price_ratio"), None)


def _paired(scene: Scene, quantity: Quantity) -> str | None:
    """Input and output where two sums are paired by a slash: "$3/$15", "$3 / $15 per million (input/output)"."""
    word = scene.tokens.word
    after = next((q for q in scene.quantities if q.first >= quantity.stop and q.first - quantity.stop <= 2), None)
    before = next((q for q in scene.quantities if q.stop <= quantity.first and quantity.first - q.stop <= 2), None)
    if after is not None and "/" in word[quantity.stop : after.first]:
        return "input"
    if before is not None and "/" in word[before.stop : quantity.first]:
        return "output"
    tail = word[quantity.end : min(scene.end, quantity.end + 16)]
    both = {scene.stem_at(k) for k in range(quantity.end, min(scene.end, quantity.end + 16))}
    if both & {"input", "prompt", "read"} and both & {"output", "complet", "writ", "write"} and "and" in tail:
        if after is not None and after.dim == "money" and word[after.first - 1] in ("and", "or"):
            return "input"
        if before is not None and before.dim == "money" and word[quantity.first - 1] in ("and", "or"):
            return "output"
    return None


def free(scene: Scene) -> list[Draft]:
    """Models given away: "made ERNIE Lite free", "X is free to call"."""
    found: list[Draft] = []
    word = scene.tokens.word
    for at in range(scene.first, scene.end):
        if word[at] != "free" or scene.stem_at(at - 1) in ("for", "set", "not"):
            continue
        models = [m for m in scene.of_kind("model") if scene.gap(m.first, at) <= 6 and m.end <= at]
        if not models:
            continue
        model = models[-1]
        between = word[model.end : at]
        making = scene.near(model.first, stems("make making offer turn"), 4, 0)
        if not (
            (making is not None and not between)
            or (
                set(between) & {"is", "are", "now", "became", "entirely", "completely", "for", "be", "was"}
                and (scene.any_of(_PRICED) or (scene.previous is not None and scene.previous.any_of(_PRICED)))
            )
        ):
            continue
        first = making if making is not None else model.first
        found.append(Draft("price_per_token", first, at + 1, model.ident, value=0.0, unit="USD per 1M tokens"))
    return found


BUILDS = {
    "price_per_token": _build,
}
CLAUSES = (free,)

"""What an API asks per million tokens."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numerals import ONES, TENS
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS", "scope_of", "side_of_price", "stands_alone"]

_BESIDE, _AFTER = 8, 7
_TEN = 10
_READS = words("reading read reads input inputs prompt prompts")
_WRITES = words("writing written write writes output outputs generated answers")
_IN = stems("input inputs prompt prompts reading read incoming ingest in fed feed inbound")
_OUT = stems(
    "output outputs completion completions written write writing generated generate generation out outgoing "
    "answers reply replies produced outbound back"
)


def scope_of(scene: Scene, quantity: Quantity) -> str | None:
    """Input or output, by the words right after the sum, else right before it."""
    if quantity.per is not None and quantity.per.scope:
        return quantity.per.scope
    word = scene.tokens.word
    names = sum(each is not None for each in scene.cover[quantity.end : quantity.end + _AFTER])
    for k in range(quantity.stop, min(scene.end, quantity.end + _AFTER + names)):
        s = scene.stem_at(k)
        if (
            word[k] in (".", ";")
            or word[k : k + 2] == ["up", "to"]  # "$15 up to 128k tokens of prompt"
            or (word[k] in (",", "and", "but", "or", "against", "versus") and k > quantity.stop)
            or word[k] in "$€£¥"
            or (word[k][0].isdigit() and k >= quantity.end and scene.cover[k] is None)
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


def _build(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("price_per_token", scene, quantity)
    if (spoken := _spoken(scene, quantity)) is not None:
        made.value = spoken
    if quantity.per is None:
        later = [q for q in scene.quantities if q.first >= quantity.end]
        before = [q for q in reversed(scene.quantities) if q.end <= quantity.first]
        past = scene.previous.quantities if scene.previous is not None else []
        near = (q for q in (*later, *before, *past) if q.per is not None and q.per.kind == "tokens")
        base = next(near, None)
        if base is not None and base.per is not None:
            made.value, made.low, made.high = quantity.scaled(base.per.factor)
    other = _contrasted(scene, quantity, made.subject)
    made.subject = other.ident if other is not None else made.subject
    made.scope = _of_column(scene, quantity) or _paired(scene, quantity) or scope_of(scene, quantity)
    made.scope = made.scope or _ratio_scope(scene)
    word, stop = scene.tokens.word, quantity.end
    ended = word[stop + 1 : stop + 2] in ([","], ["."], ["and"], ["/"])
    if quantity.per is not None and stop < scene.end and word[stop] in _SIDES and (word[stop] != "in" or ended):
        made.end = stop + 1
    return made


def _spoken(scene: Scene, quantity: Quantity) -> float | None:
    """`a dollar ten and four forty`: a number and tens after it, of which nothing else says that they are cents."""
    match scene.tokens.word[quantity.first : quantity.stop]:
        case [whole, tens] if 0 < ONES.get(whole, 0) < _TEN and tens in TENS:
            return ONES[whole] + TENS[tens] / 100
    return None


def _of_column(scene: Scene, quantity: Quantity) -> str | None:
    """Input or output by the head of the column of a table."""
    head = (column_head(scene.tokens, quantity.core) or "").lower()
    return _SHORT_HEADS.get(head.strip(" *")) or next((side for word, side in _HEADS.items() if word in head), None)


_HEADS = {"input": "input", "output": "output", "prompt": "input", "completion": "output"}
_SHORT_HEADS = {"in": "input", "out": "output"}
_SIDES = words("read written in out input output")


def _contrasted(scene: Scene, quantity: Quantity, subject: str | None) -> Mention | None:
    """The other model, for a sum set against the one before it: "$2.19 … against $60"."""
    if not {"against", "versus", "vs"} & set(scene.words_before(quantity.first, 2)):
        return None
    ratio = next((c for c in scene.made if c.measure == "price_ratio"), None)
    models = scene.of_kind("model")
    marked = next((m.ident for m in models if scene.is_reference(m)), None)
    other = (ratio.reference if ratio is not None else None) or marked
    if any(m.first >= quantity.end and scene.gap(quantity.end, m.first) <= 6 for m in models):
        return None
    found = next((m for m in models if m.ident == other), None)
    return found or next((m for m in models if m.ident != subject), None)


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


BUILDS = {
    "price_per_token": _build,
}


def stands_alone(scene: Scene, quantity: Quantity) -> bool:
    """`A ($3.00), B ($2.50)`: the only price in a bracket after a name, where nothing says of which tokens it is."""
    word = scene.tokens.word
    named = scene.cover[quantity.first - 2] if quantity.first - 2 >= scene.first else None
    if named is None or word[quantity.first - 1] != "(" or word[quantity.end : quantity.end + 1] != [")"]:
        return False
    return (_READS | _WRITES).isdisjoint(word[scene.first : scene.end])


def side_of_price(scene: Scene, quantity: Quantity) -> str | None:
    """Whether a price is of what is read or of what is written, by the words beside it; None where they say neither."""
    word = scene.tokens.word
    near = {*scene.words_before(quantity.first, _BESIDE), *word[quantity.stop : min(scene.end, quantity.end + 2)]}
    reads, writes = not near.isdisjoint(_READS), not near.isdisjoint(_WRITES)
    return None if reads == writes else "input" if reads else "output"

"""Ratios of price or cost between two things, turned so that the subject is the cheaper one."""

from __future__ import annotations

import itertools

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.pairs import one_of_two
from oncurve.claims.read.measures.turned import CHEAPER, DEARER, Turned, turn, was_dearer
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_CUT = stems(
    "cut cuts slash slashed knock knocked reduce reduced drop dropped lower lowered off discount trim "
    "trimmed chop chopped shave shaved halve halved"
)
#: how many words may stand between "between" and the first, and between "and" and the second
_OPENED, _LINKED = 2, 3
#: what stands between a model and a ratio that is told of it: "so the mini is about 33 times cheaper"
_PREDICATE = words("is are was were costs cost comes came works worked out at about roughly some nearly almost now")
_YEARLY = words("year yearly annual annually annum annu")
_FALLS = stems("fall drop decline reduction cut collapse plunge crash sink sank sunk fell fallen")


def _pair(scene: Scene, quantity: Quantity) -> tuple[str | None, str | None]:
    """What is spoken of and what it is compared with."""
    last = next((c for c in reversed(scene.made) if c.measure in ("price_ratio", "cost_ratio")), None)
    if last is not None and not any(m.first >= last.end for m in scene.of_kind("model", "organisation")):
        pair = (last.subject, last.reference)
        return (pair[1], pair[0]) if getattr(last, "turned", False) or was_dearer(scene, last) else pair
    focus = scene.focus.get("model") or scene.focus.get("organisation")
    models = scene.of_kind("model")
    if (picked := one_of_two(scene, quantity.first, "model")) is not None:
        return picked[0].ident, picked[1].ident
    ends = _ends(scene, models)
    if ends is not None and scene.any_of(_FALLS):
        return ends
    pool = models or scene.of_kind("organisation", "country", "proper")
    # an organisation's run may stand for its model: "below what Meta's run cost"
    refs = [m for m in pool if scene.is_reference(m)]
    after = [m for m in pool if m.first >= quantity.stop]
    before = [m for m in pool if m.end <= quantity.first and m not in refs]
    subject: Mention | None = before[-1] if before else None
    reference: Mention | None = None
    marked = [m for m in refs if m.first >= quantity.stop] or [
        m
        for m in after
        if scene.tokens.word[m.first - 1] in ("of", "the", "than", "for", "as", "from", "by", "'s") or m is after[0]
    ]
    if marked:
        reference = marked[0]
    elif refs:
        reference = refs[-1]
    elif len(before) > 1 and before[-1].ident != before[0].ident:
        subject, reference = before[0], before[-1]
        said_of = set(scene.tokens.word[reference.end : quantity.first])
        if scene.near(quantity.core, ("between",), 14, 0) is not None or (said_of and said_of <= _PREDICATE):
            subject, reference = before[-1], before[0]
    if (
        reference is None
        and subject is not None
        and focus is not None
        and focus.ident != subject.ident
        and scene.any_of(_FALLS)
        and not models[1:]
    ):
        return focus.ident, subject.ident
    if subject is not None and reference is not None and subject.ident == reference.ident:
        subject = None
    if subject is None and focus is not None and (reference is None or focus.ident != reference.ident):
        subject = focus
    return (subject.ident if subject else None), (reference.ident if reference else None)


def _ends(scene: Scene, models: list[Mention]) -> tuple[str, str] | None:
    """The last and the first of what a price fell between: "between A and B", "from A to B"."""
    word = scene.tokens.word
    for a, b in itertools.pairwise(models):
        links = word[max(a.end, b.first - _LINKED) : b.first]
        for opening, closing in (("between", "and"), ("from", "to")):
            if opening in scene.words_before(a.first, _OPENED) and closing in links and a.ident != b.ident:
                return b.ident, a.ident
    return None


def _finish(
    measure: str,
    scene: Scene,
    quantity: Quantity,
    turned: Turned,
    subject: str | None,
    reference: str | None,
    scope: str | None,
) -> Draft | None:
    if turned.dearer:
        subject, reference = reference, subject
    if turned.value is not None and turned.value < 1.0:
        return None
    end = quantity.end
    word = scene.tokens.word
    for k in range(quantity.stop, min(scene.end, quantity.stop + 3)):
        if scene.stem_at(k) in CHEAPER | DEARER and word[k] not in ("down", "up", "more", "rise"):
            end = max(end, k + 1)
            break
    return Draft(
        measure,
        quantity.first,
        end,
        subject,
        reference,
        turned.value,
        turned.low,
        turned.high,
        "x",
        turned.qualifier,
        scope,
    )


def _price(scene: Scene, quantity: Quantity) -> Draft | None:
    from oncurve.claims.read.measures.price_per_token import scope_of

    turned = turn(scene, quantity)
    if turned is None or _derived(scene, quantity):
        return None
    subject, reference = _pair(scene, quantity)
    if subject is not None and _than_before(scene, quantity):
        reference = "own earlier price"
    cut = scene.near(quantity.core, _CUT, 8, 4) is not None and _ends(scene, scene.of_kind("model")) is None
    if reference is None or (cut and not any(scene.is_reference(m) for m in scene.of_kind("model", "organisation"))):
        if not (cut or scene.any_of(_FALLS)) and (subject is None or not scene.any_of(CHEAPER | DEARER)):
            return None
        if cut or reference is None:
            bound = (
                _cut_by(scene, quantity)
                or scene.bound(quantity.end, "model")
                or next((m for m in scene.of_kind("model") if m.first >= quantity.end), None)
                or scene.subject(quantity, "model")
            )
            subject = bound.ident if bound is not None else subject
            reference = "own earlier price"
            if turned.dearer:
                return None
    if subject is None or subject == reference:
        return None
    told = {each.scope for each in scene.made if each.measure == "price_per_token" and each.end <= quantity.first}
    both = {"input", "output"} <= told and not _names_side(scene, quantity)  # "$1 for input and $2 for output, 9x less"
    scope = None if both else scope_of(scene, quantity)
    return _finish("price_ratio", scene, quantity, turned, subject, reference, scope)


def _than_before(scene: Scene, quantity: Quantity) -> bool:
    """Whether a ratio is to what the thing cost before: "half of what it did", "a third of what it was"."""
    word = scene.tokens.word
    return any(word[k] == "what" and word[k + 1 : k + 2] and word[k + 1] in _ITSELF and word[k + 2 : k + 3] and (
        word[k + 2] in _ONCE) for k in range(quantity.stop, min(quantity.stop + _TOKENS_NEAR, scene.end)))


def _cut_by(scene: Scene, quantity: Quantity) -> Mention | None:
    """The model that stands right before what was done to its price: "A was cut by 80%", "A's price fell by 80%"."""
    word, at = scene.tokens.word, quantity.first
    if word[at - 1 : at] != ["by"]:
        return None
    before = [m for m in scene.of_kind("model") if m.end <= at and at - m.end <= _TOKENS_NEAR]
    if not before or not _CLAUSE_ENDS.isdisjoint(word[before[-1].end : at]):
        return None
    return before[-1]


def _names_side(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words right after a ratio name a side of the tokens: "nine times less for output"."""
    return any(scene.stem_at(k) in _TOKEN_SIDES
               for k in range(quantity.stop, min(quantity.stop + _TOKENS_NEAR, scene.end)))


_ITSELF, _ONCE = words("it they"), words("did was were used had cost")
_CLAUSE_ENDS = words(", ; : . and but while to")
_TOKENS_NEAR, _TOKEN_SIDES = 6, stems("input inputs output outputs")
_COMPUTE = stems("compute computing computation flop flops operations calculation gpu arithmetic processing")
_TRAINING = stems("train training trained build built develop pretraining run bill make")
_INFERENCE = stems("inference serve serving running answer query queries operate")


def _cost(scene: Scene, quantity: Quantity) -> Draft | None:
    if _derived(scene, quantity):
        return None
    turned = turn(scene, quantity)
    if turned is None:
        return None
    subject, reference = _pair(scene, quantity)
    if subject is None and reference is None:
        return None
    a, b = scene.clause(quantity.core)
    near = {scene.stem_at(k) for k in range(max(scene.first, a - 6), min(scene.end, b + 4))}
    if near & _COMPUTE:
        scope: str | None = "compute"
    elif near & _INFERENCE:
        scope = "inference"
    elif scene.any_of(_TRAINING) or (
        scene.previous is not None and (scene.previous.claimed("training_cost") or scene.previous.claimed("cost_ratio"))
    ):
        scope = "training"
    else:
        scope = None
    if reference is None:
        reference = _implied(scene)
    if subject is None:
        subject = _noun(scene, quantity)
    return _finish("cost_ratio", scene, quantity, turned, subject, reference, scope)


def _implied(scene: Scene) -> str | None:
    found = scene.focus.met[-1] if scene.focus.met else None
    return found.ident if found is not None and found.kind == "model" and scene.has("original", "what") else None


def _noun(scene: Scene, quantity: Quantity) -> str | None:
    del quantity
    model = next((m for m in scene.of_kind("model") if scene.is_reference(m)), None)
    if model is not None:
        return f"{model.name.label if model.name else model.ident}-level model"
    model = scene.focus.get("model")
    return model.ident if model is not None else None


def _derived(scene: Scene, quantity: Quantity) -> bool:
    """Whether the ratio only relates two sums that stand beside it ("about double the $91bn")."""
    word = scene.tokens.word
    nxt = word[quantity.stop : quantity.stop + 2]
    if nxt[:1] == ["the"] and nxt[1:] and (nxt[1][0] in "$€£" or nxt[1][0].isdigit()):
        return True
    return bool(nxt) and nxt[0][0] in "$€£"


def _decline(scene: Scene, quantity: Quantity) -> Draft | None:
    yearly = (quantity.per is not None and quantity.per.kind == "year") or (
        scene.any_of(_YEARLY) and (scene.near(quantity.core, _YEARLY, 10, 7) is not None)
    )
    if not yearly:
        return None
    falling = stems(
        "fall drop decline cheap cheaper cost costs price prices efficient efficiency progress improve "
        "improvement reduction shrink less fewer compute-efficient sink bills"
    )
    if not scene.any_of(falling) and not (
        scene.previous is not None
        and (
            scene.previous.claimed("cost_decline_rate")
            or (scene.previous.any_of(falling) and not scene.previous.claimed("doubling_time"))
        )
    ):
        return None
    if scene.near(
        quantity.core, stems("rise rising grow growing grown increase risen climb"), 6, 4
    ) is not None and not scene.has("efficien", "efficient", "progress"):
        return None
    turned = turn(scene, quantity)
    if turned is None:
        if quantity.dim != "ratio":
            return None
        turned = Turned(quantity.value, quantity.low, quantity.high, quantity.qualifier, dearer=False)
    if turned.dearer and not scene.has("efficien", "improv", "progress", "algorithm") and quantity.dim != "ratio":
        return None
    subject = scene.subject(quantity, "model", after=False) if scene.of_kind("model") else None
    return Draft(
        "cost_decline_rate",
        quantity.first,
        quantity.end,
        subject.ident if subject else _topic(scene),
        None,
        turned.value,
        turned.low,
        turned.high,
        "x per year",
        turned.qualifier,
    )


def _topic(scene: Scene) -> str:
    """What falls in price or cost, in words: the phrase after "cost of" or "price of"."""
    word = scene.tokens.word
    for at in range(scene.first, scene.end - 2):
        if scene.stem_at(at) in ("cost", "pric", "price", "bill", "comput") and word[at + 1] in (
            "of",
            "for",
            "to",
            "needed",
        ):
            stop = at + 2
            while (
                stop < scene.end
                and word[stop] not in (",", ".", "has", "is", "drops", "falls", "have", "fall", "fell", "dropped")
                and stop - at < 9
            ):
                stop += 1
            return scene.text(at + 2, stop)
    return "model training" if scene.has("train", "run") else "AI at a given level of skill"


BUILDS = {
    "price_ratio": _price,
    "cost_ratio": _cost,
    "cost_decline_rate": _decline,
}

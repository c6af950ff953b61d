"""Size of a run: parameters, tokens, FLOP, days."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words
from oncurve.claims.read.unit_words import DAYS

__all__ = ["BUILDS"]

_ACTIVE = stems(
    "active activated activates activate activating fire fires firing lit awake engaged engages switched routed live"
)
_ACTIVE_PHRASES = (
    "in use",
    "at once",
    "per token",
    "at a time",
    "for any one token",
    "for each token",
    "per forward pass",
    "any given token",
    "per step",
    "in play",
    "at work",
    "each token",
)


def _is_active(scene: Scene, quantity: Quantity) -> bool:
    word = scene.tokens.word
    if quantity.noun == "active":
        return True
    stop = min(scene.end, quantity.end + 7)
    for k in range(quantity.core, stop):
        if k >= quantity.end and (word[k] in (",", ";", ".", "(", "and", "but", "out", "from") or word[k][0].isdigit()):
            stop = k
            break
        if scene.stem_at(k) in _ACTIVE:
            return True
    tail = " ".join(word[quantity.end : stop])
    if any(phrase in tail for phrase in _ACTIVE_PHRASES):
        return True
    for k in range(quantity.first - 1, max(scene.first, quantity.first - 7) - 1, -1):
        if (
            word[k] in (";", ".", "(")
            or (word[k][0].isdigit() and scene.cover[k] is None)
            or (word[k] in (",", "and") and quantity.first - k > 2)
        ):
            return False
        if scene.stem_at(k) in _ACTIVE:
            return True
    return False


def _parameters(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    active = _is_active(scene, quantity)
    if quantity.dim == "number":
        labelled = _label(scene, quantity, ("parameter", "paramet", "param", "weight"))
        if not labelled and not (active and (quantity.size >= 1e8)):
            return None
        if not labelled and not (scene.of_kind("model") or scene.focus.get("model") or scene.claimed("parameters")):
            return None
    if quantity.dim in ("fraction", "percent"):
        return _share(scene, quantity)
    if quantity.size < 1e5 or any(word[k] == "hyper" for k in range(quantity.core, quantity.end)):
        return None
    if quantity.dim == "params" and word[quantity.end : quantity.end + 1] in (["threshold"], ["limit"]):
        return None
    model = scene.subject(quantity, "model")
    if model is None:
        model = scene.subject(quantity, "proper", "organisation")
    subject = model.ident if model is not None else "model"
    made = draft("parameters", quantity, subject, unit="parameters", scope="active" if active else None)
    tail = " ".join(word[quantity.end : quantity.end + 4])
    if active and quantity.noun != "active" and tail.startswith(("in use at once",)):
        made.end = quantity.end + 4
    return made


def _label(scene: Scene, quantity: Quantity, stems: tuple[str, ...]) -> bool:
    """Whether a label right before a bare number says what it counts ("parameters: 70B", "weights total 671B")."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - 6) - 1, -1):
        if scene.stem_at(k) in stems:
            return True
        if word[k] in (",", ";", ".") or word[k][0].isdigit():
            return False
    return False


def _share(scene: Scene, quantity: Quantity) -> Draft | None:
    """`activates a fifth of its 200bn parameters`: the share worked out."""
    if not scene.any_of(_ACTIVE) or quantity.value is None:
        return None
    if scene.near(quantity.core, _ACTIVE, 10, 14) is None:
        return None
    whole = next(
        (
            q
            for q in scene.quantities
            if q.first >= quantity.stop and q.first - quantity.stop <= 5 and q.dim in ("params", "number")
        ),
        None,
    )
    size = (
        whole.value
        if whole is not None
        else next((c.value for c in scene.made if c.measure == "parameters" and c.scope is None), None)
    )
    if size is None or size < 1e8:
        return None
    model = scene.subject(quantity, "model")
    factor = size * (1.0 if quantity.dim == "fraction" else 0.01)
    return draft(
        "parameters", quantity, model.ident if model else None, unit="parameters", factor=factor, scope="active"
    )


_CONTEXT = stems(
    "context window windows prompt prompts accepts input inputs output outputs answer answers generate "
    "generates generated price served serve processed serving budget thinking reply user users query"
)
_LEARNT = stems(
    "train training trained pretrain pretraining pretrained data dataset corpus read learn learnt learned "
    "ate eat feed fed see seen saw study digest digested ingest ingested swallow swallowed devour devoured "
    "drew drawn chew chewed diet text crawl soak soaked absorb absorbed consume consumed munched passes "
    "worth scraped"
)


def _tokens(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    if quantity.dim == "number" and (not _label(scene, quantity, ("token",)) or quantity.size < 1e8):
        return None
    if quantity.size < 1e6:
        return None
    if quantity.per is not None and quantity.per.kind in ("second", "minute", "day", "month", "hour", "week"):
        return None
    if word[quantity.first - 1 : quantity.first] in (["per"], ["every"], ["each"], ["/"]):
        return None
    near = {scene.stem_at(k) for k in range(max(scene.first, quantity.first - 9), min(scene.end, quantity.end + 5))}
    learnt = near & _LEARNT
    if quantity.size < 1e9 and not (learnt and not near & _CONTEXT):
        return None
    if near & _CONTEXT and not learnt:
        return None
    model = scene.subject(quantity, "model")
    if model is None:
        model = scene.subject(quantity, "proper", "organisation")
    return draft("training_tokens", quantity, model.ident if model else "model", unit="tokens")


_LAW = stems(
    "threshold order rule rules law act report regulation regulator regulators require requires bill limit "
    "cap notify notification presumed systemic"
)


def _compute(scene: Scene, quantity: Quantity) -> Draft | None:
    size = quantity.size
    if quantity.dim == "number" and not 1e17 <= size <= 1e32:
        return None
    if size < 1e15:
        return None
    if scene.near(quantity.core, _LAW, 16, 12) is not None and not _tied(scene, quantity):
        return None
    word = scene.tokens.word
    nobody = scene.near(quantity.core, words("nobody none no neither"), 9, 0)
    subject = scene.subject(quantity, "model")
    made = draft("training_compute", quantity, subject.ident if subject else None, unit="FLOP")
    if (nobody is not None and word[nobody] in ("nobody", "none")) or (
        nobody is not None and word[nobody + 1 : nobody + 2] in (["other"], ["one"], ["model"], ["run"], ["lab"])
    ):
        if quantity.qualifier == "at_least":
            made.qualifier, made.low, made.high = "at_most", None, quantity.value
        if "else" in word[scene.first : quantity.first] or "other" in word[scene.first : quantity.first]:
            focus = scene.focus.get("model")
            made.subject = (
                f"models other than {focus.name.label if focus and focus.name else focus.ident}"
                if focus
                else "other models"
            )
        made.first, made.negated = nobody, False
    elif subject is None:
        firm = scene.subject(quantity, "organisation", "proper")
        if firm is None:
            return None
        made.subject = firm.ident
    return made


def _tied(scene: Scene, quantity: Quantity) -> bool:
    """Whether a model stands between the words of the law and the number, so that the number is the model's."""
    models = [m for m in scene.of_kind("model") if scene.gap(m.end, quantity.core) <= 14]
    if not models:
        return False
    law = scene.near(quantity.core, _LAW, 16, 12)
    return law is None or scene.gap(law, quantity.core) > scene.gap(models[-1].end, quantity.core)


_RUN = stems(
    "tune tuned train training trained pretrain pretraining run ran took take last lasted spread finish "
    "finished job complete completed"
)
_NOT_RUN = stems(
    "build built construct construction behind lag ago later older after ahead wait waited within assemble "
    "doubled erect install went up answer notice deadline regulator old age doubling double halve halving "
    "every contract lease depreciate warranty guarantee delay until payback spent next safe"
)


def _time(scene: Scene, quantity: Quantity) -> Draft | None:
    if quantity.article and not scene.has("train"):
        return None
    word = scene.tokens.word
    near = scene.near(quantity.core, _RUN, 14, 8)
    if (
        near is None
        and not (scene.of_kind("model") and any(q.dim == "chips" for q in scene.quantities))
        and not (
            scene.claimed("chip_count")
            or scene.claimed("chip_hours")
            or (scene.previous is not None and scene.previous.claimed("chip_hours"))
        )
    ):
        return None
    blocked = scene.near(quantity.core, _NOT_RUN, 7, 5)
    if blocked is not None and not (
        word[blocked] in ("after", "within", "up", "built", "build", "double", "old", "doubled")
        and near is not None
        and scene.gap(near, quantity.core) < scene.gap(blocked, quantity.core)
    ):
        return None
    if word[quantity.end : quantity.end + 1] in (
        ["behind"],
        ["after"],
        ["ago"],
        ["later"],
        ["older"],
        ["ahead"],
        ["before"],
        ["earlier"],
    ):
        return None
    if word[quantity.first - 1 : quantity.first] in (["every"], ["in"]) and near is None:
        return None
    model = scene.subject(quantity, "model")
    if model is None:
        if near is None or not scene.has("train", "run", "pretrain"):
            return None
        model = scene.subject(quantity, "proper", "organisation")
    return draft("training_time", quantity, model.ident if model else None, unit="days", factor=DAYS[quantity.unit])


BUILDS = {
    "parameters": _parameters,
    "training_tokens": _tokens,
    "training_compute": _compute,
    "training_time": _time,
}

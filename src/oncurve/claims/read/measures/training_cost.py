"""What a model cost to train."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS", "scope_of"]

_ALL_IN = stems("everything salaries staff wages payroll failed overall")
_RUN = stems("run rent rents rental rented compute computing pretraining reinforcement finetuning gpu")
_HARDWARE = stems("servers machines hardware")
_TRAIN = stems(
    "train training trained pretraining pretrain pretrained retrain finetune finetuning build built make "
    "develop developing create creating tune tuned run distil distill"
)
_COST = stems(
    "cost costs bill price spend spent budget expense outlay tab sum paid invest figure total money dollars "
    "burn came ran put pegged"
)
_MODELS = stems("model models llm system network chatbot one ones flagship generation")


def scope_of(scene: Scene, quantity: Quantity) -> str | None:
    """final_run, all_in, hardware, rd, or None where the text does not say."""
    a, b = scene.clause(quantity.core)
    near = {scene.stem_at(k) for k in range(max(scene.first, a - 12), min(scene.end, b + 6))}
    words = scene.tokens.word[max(scene.first, a - 2) : min(scene.end, quantity.end + 8)]
    text = " ".join(words)
    if "all in" in text or "all - in" in text or (("including" in words or "counting" in words) and near & _ALL_IN):
        return "all_in"
    if near & _RUN and not near & {"exclud", "without"}:
        return "final_run"
    if near & _HARDWARE:
        return "hardware"
    if "research" in near and "train" not in near:
        return "rd"
    return None


def _build(scene: Scene, quantity: Quantity) -> Draft | None:
    per = quantity.per.kind if quantity.per is not None else ""
    if scene.tokens.word[quantity.core] == "multi" or (quantity.dim == "number" and not _asked(scene, quantity)):
        return None
    if per not in ("", "each") or quantity.usd_twin or quantity.size < 100 or (per == "each" and quantity.size < 1e5):
        return None
    training = scene.near(quantity.core, _TRAIN, 25, 14) is not None
    model = scene.subject(quantity, "model")
    if model is None and not training:
        firm = scene.subject(quantity, "organisation", "proper")
        known = scene.claimed("training_cost") or (
            scene.previous is not None and scene.previous.claimed("training_cost")
        )
        return (
            draft("training_cost", quantity, firm.ident, unit=quantity.unit, scope=scope_of(scene, quantity))
            if firm is not None and known
            else None
        )
    if model is None and scene.of_kind("organisation") and scene.near(quantity.core, _MODELS, 16, 14) is None:
        firm = scene.subject(quantity, "organisation")
        if firm is None:
            return None
        return draft("training_cost", quantity, firm.ident, unit=quantity.unit, scope=scope_of(scene, quantity))
    if (
        not training
        and not scene.of_kind("model")
        and scene.of_kind("organisation")
        and scene.has("spend", "own", "server", "capex", "chip")
    ):
        return None
    if per == "each" and not training:
        return None
    near = scene.near(quantity.core, _MODELS, 16, 14)
    if model is None or (scene.focus.get("model") is model and not scene.of_kind("model") and _generic(scene, near)):
        if near is None and model is None:
            return None
        generic = _generic(scene, near)
        firm = next(
            (
                m
                for m in scene.of_kind("organisation")
                if m.end <= quantity.first and m.name is not None and m.name.sort == "lab"
            ),
            None,
        )
        own = next(
            (m for m in scene.focus.met if m.kind == "model" and firm is not None and m.organisation == firm.ident),
            None,
        )
        if own is not None and generic is not None and not generic.endswith("s"):
            generic = own.ident
        subject = generic or (model.ident if model is not None else "model")
    else:
        subject = model.ident
    if (
        not training
        and not scene.any_of(_COST)
        and not scene.claimed("training_cost")
        and quantity.first - scene.first > 12
        and not scene.claimed("training_time")
    ):
        return None
    return draft("training_cost", quantity, subject, unit=quantity.unit or "USD", scope=scope_of(scene, quantity))


def _asked(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number answers a question about the bill."""
    about = words("bill cost pric price budget")
    asked = (
        scene.any_of(about)
        or (scene.previous is not None and scene.previous.any_of(about))
        or (
            scene.previous is not None
            and scene.previous.previous is not None
            and scene.previous.previous.sentence.question
            and scene.previous.previous.any_of(about)
        )
    )
    return quantity.size >= 1e6 and asked and scene.bound(quantity.end, "model") is not None


def _generic(scene: Scene, near: int | None) -> str | None:
    """The noun phrase of models in general: "frontier models", "a leading model"."""
    if near is None or scene.cover[near] is not None or scene.stem_at(near) in ("one", "ones", "generat", "flagship"):
        return None
    word = scene.tokens.word
    if (
        near > scene.first
        and word[near - 1] in ("the", "its", "that", "this", "their")
        and word[near] in ("model", "system", "network", "chatbot")
    ):
        return None
    start = near
    while (
        start > scene.first
        and start > near - 3
        and word[start - 1].isalpha()
        and word[start - 1]
        not in (
            "the",
            "a",
            "an",
            "its",
            "of",
            "for",
            "to",
            "and",
            "that",
            "said",
            "in",
            "train",
            "training",
            "build",
            "any",
            "their",
            "by",
            "on",
            "with",
            "or",
            "developing",
            "building",
            "each",
            "new",
            "latest",
            "such",
            "this",
            "making",
            "make",
        )
    ):
        start -= 1
    if word[near] in ("model", "system", "network", "chatbot") and start == near:
        return None
    return scene.text(start, near + 1) if word[near].endswith("s") or start < near else None


BUILDS = {
    "training_cost": _build,
}

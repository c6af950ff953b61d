"""What a training run took: parameters, tokens, operations, days, chip-hours and money."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.chips import label_of
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS", "are_at_work"]

#: within how many words after a size it is said to work
_AT_WORK = 6

_ALL_IN = stems("everything salaries staff wages payroll failed overall")
_RUN = stems("run rent rents rental rented compute computing pretraining reinforcement finetuning gpu")
_HARDWARE = stems("servers machines hardware")
_ACTIVATES = stems("activate activates activating activated")
_ACTIVATED = 4
#: what a run is paid for in where its machines are rented, and how far after a sum
_RENTED, _RENT_NEAR = words("cloud rental rented rent rents"), 3
#: how far after hours the chip may stand that they are of
_NEAR = 6


def _parameters(scene: Scene, quantity: Quantity) -> Draft:
    """A size; a share of a size that the text has given ("a fifth of its 200bn") is worked out."""
    made = plain("parameters", scene, quantity)
    if quantity.dim in ("fraction", "percent"):
        after = (q for q in scene.quantities if q.first >= quantity.stop and q.dim in ("params", "number"))
        whole = next((q.value for q in after if q.first - quantity.stop <= 5), None)
        sizes = [c.value for c in scene.told if c.measure == "parameters" and c.value is not None]
        whole = whole or max(sizes, default=None)
        factor = (whole or 1.0) * (1.0 if quantity.dim == "fraction" else 0.01)
        made.value, made.low, made.high = quantity.scaled(factor)
        made.scope = "active"
    elif scene.near(quantity.first, _ACTIVATES, _ACTIVATED, 0) is not None and "per" in scene.tokens.word[
            quantity.stop - 1 : quantity.stop + 2]:
        made.scope = "active"  # "activating 37 billion parameters per token"
    return made


def _tokens(scene: Scene, quantity: Quantity) -> Draft:
    return plain("training_tokens", scene, quantity)


def _compute(scene: Scene, quantity: Quantity) -> Draft:
    """The operations of a run; "nobody has passed 10^26" bounds those of all the others."""
    made = plain("training_compute", scene, quantity)
    word = scene.tokens.word
    nobody = scene.near(quantity.core, words("nobody none no neither"), 9, 0)
    following = word[nobody + 1] if nobody is not None else ""
    alone = nobody is not None and word[nobody] in ("nobody", "none")
    if nobody is None or not (alone or following in ("other", "one", "model", "run", "lab")):
        return made
    if quantity.qualifier == "at_least":
        made.qualifier, made.low, made.high = "at_most", None, quantity.value
    if {"else", "other"} & set(word[scene.first : quantity.first]):
        focus = scene.focus.get("model")
        label = (focus.name.label if focus.name else focus.ident) if focus else ""
        made.subject = f"models other than {label}" if label else "other models"
    made.first, made.negated = nobody, False
    return made


def _time(scene: Scene, quantity: Quantity) -> Draft:
    return plain("training_time", scene, quantity)


def _hours(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("chip_hours", scene, quantity)
    chips = scene.of_kind("chip")
    later = [c for c in chips if c.first >= quantity.stop and scene.gap(quantity.stop, c.first) <= _NEAR]
    chip = quantity.chip or next(iter(later or chips), None)
    made.scope = label_of(chip) if chip is not None else None
    return made


def _cost(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("training_cost", scene, quantity)
    made.scope = _scope(scene, quantity)
    return made


def _scope(scene: Scene, quantity: Quantity) -> str | None:
    """final_run, all_in, hardware, rd, or None where the text does not say."""
    a, b = scene.clause(quantity.core)
    near = {scene.stem_at(k) for k in range(max(scene.first, a - 12), min(scene.end, b + 6))}
    words = scene.tokens.word[max(scene.first, a - 2) : min(scene.end, quantity.end + 8)]
    text = " ".join(words)
    if "all in" in text or "all - in" in text or (("including" in words or "counting" in words) and near & _ALL_IN):
        return "all_in"
    after = scene.tokens.word[quantity.stop : min(quantity.stop + _RENT_NEAR, scene.end)]
    if after[:1] in (["at"], ["in"]) and not _RENTED.isdisjoint(after[1:]):
        return "final_run"  # "$78 million at cloud prices", beside what the machines were worth
    if near & _RUN and not near & {"exclud", "without"}:
        return "final_run"
    if near & _HARDWARE:
        return "hardware"
    if "research" in near and "train" not in near:
        return "rd"
    return None


BUILDS = {
    "parameters": _parameters,
    "training_tokens": _tokens,
    "training_compute": _compute,
    "training_time": _time,
    "chip_hours": _hours,
    "training_cost": _cost,
}


def are_at_work(scene: Scene, quantity: Quantity) -> bool:
    """Whether parameters are those that work on a token: "17B at work per token", "sets 389 billion to work"."""
    word = scene.tokens.word
    after = word[quantity.stop : min(quantity.stop + _AT_WORK, scene.end)]
    working = any(after[k : k + 2] in (["at", "work"], ["to", "work"]) for k in range(len(after)))
    tokens = "token" in word[scene.first : scene.end]
    return working and tokens

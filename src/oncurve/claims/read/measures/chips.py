"""Counts of chips: held, made and sold, smuggled; and the hours they ran."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS", "destination", "family", "label_of", "scope_of"]

_TRAINING = stems(
    "tune tuned train training trained pretraining pretrain run ran serve serving served spread took "
    "consumed reinforcement inference handle deploy host served"
)
_PRODUCED = stems(
    "make made produce produced production manufacture manufactured output fabricate fabricated yield turn "
    "churn capacity build assemble"
)
_ORDERED = stems("order ordered orders book booked reserve")
_ALLOWED = stems("allow allowed licence license licensed permit permitted quota cap import imported entitled")
_FOILED = stems(
    "seize seized intercept intercepted foil foiled attempt attempted tried caught confiscate confiscated "
    "stop stopped impound impounded thwart thwarted block blocked haul found pulled"
)
#: what a load that was stopped did not do
_CAME = words("left arrived reached made got crossed reach arrive leave")
_NEXT, _SHORT = 12, 5
_MAKES = stems("sell sold selling ship shipped deliver delivered delivering make made produce produced export exported "
               "turn churn assemble assembled manufacture manufactured send sent supply supplied")
_SYSTEMS = Pattern(r"nvl72|nvl144|cloudmatrix|superpod")


def _written(scene: Scene, chip: Mention) -> str:
    """A chip as the text writes it, in its maker's letters where the text differs in case alone."""
    text = scene.text(chip.first, chip.end).removesuffix("s")
    label = chip.name.label if chip.name is not None else text
    return label if text.casefold().removesuffix("s") == label.casefold() else text


def scope_of(scene: Scene, quantity: Quantity) -> str | None:
    """The chip type of a count: named with it, or for bare "cards" the one spoken of before."""
    if quantity.chip is not None:
        return _written(scene, quantity.chip) + ("-equivalent" if quantity.equivalent else "")
    if quantity.noun in ("gpus", "gpu", "chips", "chip", "processors", "accelerators"):
        return None
    chip = next(
        (
            m
            for m in reversed([*scene.focus.met, *(m for m in scene.of_kind("chip") if m.first < quantity.first)])
            if m.kind == "chip"
        ),
        None,
    )
    return label_of(chip) if chip is not None else None


def label_of(chip: Mention) -> str:
    """The chip's label as its maker spells it."""
    return chip.name.label if chip.name is not None else chip.ident


def family(scene: Scene, quantity: Quantity) -> str:
    """What a flow of chips is of: a chip, a family, a maker's chips, or AI chips at large."""
    if quantity.chip is not None:
        return quantity.chip.ident
    if quantity.maker is not None and quantity.maker.kind == "organisation":
        return f"{_label(quantity.maker)} AI chips"
    word = scene.tokens.word
    chips = [m for m in scene.of_kind("chip") if scene.gap(m.first, quantity.core) <= 18]
    if chips:
        return chips[0].ident
    maker = next((m for m in scene.of_kind("organisation") if m.name is not None and m.name.sort == "chipmaker"), None)
    inside = any(scene.cover[k] is maker for k in range(quantity.first, quantity.end)) if maker else False
    if maker is not None and (inside or scene.has(*_MAKES)):
        return f"{_label(maker)} AI chips"
    focus = scene.focus.get("chip")
    if (
        focus is not None and quantity.dim == "number" and not scene.has("smuggl", "smuggler", "contraband", "guess")
    ) or (focus is not None and word[quantity.first - 1 : quantity.first] == ["the"]):
        return focus.ident if focus is not None else "AI chips"
    return "AI chips"


def _label(mention: Mention) -> str:
    return mention.name.label if mention.name is not None else mention.ident


def destination(scene: Scene, quantity: Quantity) -> str | None:
    """The country the chips go to."""
    found = [m for m in scene.of_kind("country") if m.form != "adjective"]
    tied = [
        m
        for m in found
        if any(w in ("to", "into", "in", "for", "from") for w in scene.words_before(m.first, 3))
    ]
    best = tied or found or scene.of_kind("country")
    if best:
        return min(best, key=lambda m: scene.gap(m.first, quantity.core)).ident
    focus = scene.focus.get("country")
    return focus.ident if focus is not None else None


def _count(scene: Scene, quantity: Quantity) -> Draft:
    """Chips held or run: about the model that they train or serve, else the cluster, else the owner."""
    tied = scene.bound(quantity.end, "cluster") or _system(scene, quantity)
    subject = tied or _user(scene, quantity)
    ident = subject.ident if subject is not None else scene.house
    scope = scope_of(scene, quantity)
    if quantity.per is not None and quantity.per.kind == "each":
        scope = f"{scope or 'chips'} per cluster"
    return draft("chip_count", quantity, ident, unit="chips", scope=scope)


def _system(scene: Scene, quantity: Quantity) -> Mention | None:
    """The rack or pod that a sentence names before its chips: "CloudMatrix 384 strings together 384 of them"."""
    before = [m for m in scene.of_kind("chip") if m.end <= quantity.first and m is not quantity.chip]
    return next((m for m in before if _SYSTEMS.search(m.ident)), None)


def _user(scene: Scene, quantity: Quantity) -> Mention | None:
    training = scene.near(quantity.core, _TRAINING, 20, 16) is not None or scene.claimed("training_time")
    if training or any(q.dim in ("chiphours", "tokens") for q in scene.quantities):
        model = scene.subject(quantity, "model")
        if model is not None and not (scene.of_kind("cluster") and not scene.of_kind("model")):
            return model
    if scene.of_kind("cluster"):
        return scene.subject(quantity, "cluster")
    owners = [m for m in scene.of_kind("organisation", "country") if not _maker_only(scene, quantity, m)]
    before = [m for m in owners if m.end <= quantity.first]
    return next(iter([*reversed(before), *owners]), None) or _machine(scene, quantity)


def _maker_only(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Whether the firm only names the maker of the chips ("Nvidia's H100s")."""
    if quantity.first <= mention.first < quantity.end:
        return True
    name = mention.name
    return (name is not None and name.sort in ("analyst", "outlet", "bank")) or bool(
        name is not None and name.sort == "chipmaker" and scene.tokens.word[mention.end : mention.end + 1] == ["'s"]
    )


def _machine(scene: Scene, quantity: Quantity) -> Mention | None:
    """`the machine behind its chatbot`: the cluster of the firm in question."""
    if not scene.has("machin", "cluster", "supercomput", "campus"):
        return None
    firm = scene.subject(quantity, "organisation", after=False)
    if firm is None:
        return None
    cluster = scene.focus.cluster_of(firm.ident)
    return Mention("cluster", cluster, firm.first, firm.end, "described") if cluster is not None else firm


def _shipped(scene: Scene, quantity: Quantity) -> Draft | None:
    at = quantity.core
    near = {scene.stem_at(k) for k in range(max(scene.first, at - 14), min(scene.end, quantity.end + 10))}
    scope = (
        "ordered"
        if near & _ORDERED
        else "allowed per year"
        if near & _ALLOWED and not near & _PRODUCED - {"mak", "make"}
        else "produced"
        if near & _PRODUCED
        else "shipped"
    )
    reference = destination(scene, quantity)
    if scope == "produced":
        firm = [m.ident for m in scene.of_kind("country") if m.form == "adjective"]
        reference = None if not scene.of_kind("country") or firm else reference
    return draft("chips_shipped", quantity, family(scene, quantity), unit="chips", reference=reference, scope=scope)


def _finds_that(scene: Scene, at: int, quantity: Quantity) -> bool:
    """Whether a verb only tells what somebody learnt, or that a load came: "found that 3,000", "found their way"."""
    word = scene.tokens.word
    if word[at] in ("found", "find", "finds") and word[at + 2 : at + 3] in (["way"], ["ways"]):
        return True
    return word[at] in ("found", "find", "finds") and at < quantity.first and "that" in word[at + 1 : quantity.first]


def _smuggled(scene: Scene, quantity: Quantity) -> Draft:
    reference = destination(scene, quantity) or "CN"
    made = draft("chips_smuggled", quantity, family(scene, quantity), unit="chips", reference=reference)
    foiled = scene.near(quantity.core, _FOILED, 14, 12)
    if (foiled is not None and not _finds_that(scene, foiled, quantity)) or _never_came(scene, quantity):
        made.scope, made.negated = "attempted", True
    return made


def _never_came(scene: Scene, quantity: Quantity) -> bool:
    """Whether this sentence or the next says that a load never left or that none of it arrived."""
    word = scene.tokens.word
    stop = min(len(word), scene.end + _NEXT)
    for k in range(quantity.end, stop):
        if word[k] in ("never", "none", "nothing") and not _CAME.isdisjoint(word[k + 1 : k + _SHORT]):
            return True
        if k >= scene.end and word[k] in (".", "!", "?") and k > scene.end:
            return False
    return False


BUILDS = {"chip_count": _count, "chips_shipped": _shipped, "chips_smuggled": _smuggled}

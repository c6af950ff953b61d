"""Figures of runs that nobody made: what some model would take, what money buys, how a formula is filled in."""

from __future__ import annotations

import itertools

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["any_such", "is_unmade"]

_OF_RUNS = words("training_cost training_compute chip_hours training_time training_tokens parameters chip_count "
                 "organisation_spend cost_ratio")
_ON_ONE = words("training_time chip_count")
_SUMS = words("training_cost training_compute chip_hours training_tokens chip_count")
_ANY = words("a an any another each every such")
_HEADS = words("model run cluster system llm network transformer")
_MANY = words("models systems runs clusters llms")
_MAY = words("would could might may can 'd")
#: verbs by which a thing of a sort is told of, at no one time
_GENERIC = words("costs takes needs requires wants demands draws uses eats consumes has gets")
_SHALL = words("will should typically usually generally")
#: what may stand between the head of a phrase and a figure that belongs to it
_LINKS = words("trained pretrained pre-trained run on for with at of using to by over about around roughly merely only "
               "just some nearly almost up more than and in parameters params tokens - ~ ( flops flop the same")
#: what tells that a thing is presented, and not any such thing
_TOLD = words("is was are were be been as become becomes became released launched unveiled built trained introduced "
              "announced published shipped has have called")
_GIVES = words("buys buy gives give giving yields yield yielded yielding gets get")
_BEING = words("of training time compute use will would could be have been")
_TAKEN = words("look take assume suppose use consider imagine say multiply scale extrapolate plug want start")
_ANYONE = words("we you one i")
_WANTS = words("need needs require requires")
_SUPPOSING = words("assuming suppose supposing imagine assume")
_EXAMPLES = (["example", ":"], ["for", "example"], ["for", "instance"], ["e.g."], ["worked", "example"])
_USUAL = words("typical typically usual average ordinary")
_FIGURES = words("figures numbers sums costs estimates budgets prices amounts")
_STOPS = words(". ; : — – , ( but while whereas")
_CUTS = words(". ;")
_TIMES = words("× * / ÷ ⋅ x")
#: what a name before them makes of a thing: a rule of thumb named after a model, or others of its rank
_STYLED = words("scaling optimal style like class level scale type law laws formula rule era sized")
#: what stands right before a phrase that a clause is about
_LEADING = words("training train that for of how")
_ASKS = words("ask need require take cost use want demand for")
#: how many models a total is of, and what they are called
_COUNTS = words("2 3 4 5 two three four five the of these those")
_MEMBERS = words("models model sizes versions variants members three four runs")
#: things that a figure tells, by measure
_THINGS = {"chip_spec": words("gpu card accelerator"),
           "organisation_spend": words("center centre campus facility complex datacenter supercomputer plant fab site")}
_PIECED = frozenset({"chip_spec"})
_OPENING, _NEAR, _FEW, _REACH = 4, 4, 6, 14


def is_unmade(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is of no run that the text tells of, though one named elsewhere was taken for it.

    Args:
        scene: its sentence.
        draft: the claim, with its subject.
    """
    if draft.measure in _ON_ONE and _on_one_chip(scene):
        return True
    if any(_is(m, draft.subject) and not _beside(scene, m) for m in scene.mentions):
        return False
    if draft.measure in _SUMS and _multiplied(scene, draft):
        return True
    if _calculates(scene):
        return True
    return draft.subject is not None and draft.measure in _OF_RUNS and any(
        rule(scene, draft) for rule in (_supposes, _needs, _exchanges, _is_usual, _is_likened, _of_sorts))


def any_such(scene: Scene, draft: Draft) -> str | None:
    """The words for the model or run of a sort that a figure is of: `a 70B dense model would want 1.4T tokens`.

    Args:
        scene: its sentence.
        draft: the claim, with its subject.
    """
    if draft.subject is None:
        return None
    if draft.measure in _PIECED:
        return _of_a_sort(scene, draft)
    if draft.measure not in _OF_RUNS:
        return None
    if draft.measure != "parameters" and (several := _of_several(scene, draft)) is not None:
        return several
    named = [m for m in scene.mentions if _is(m, draft.subject)]
    found = _of_some_model(scene, draft, named)
    return None if found is None else scene.text(found[0] + 1, found[1] + 1)


def _of_several(scene: Scene, draft: Draft) -> str | None:
    """The words for the models that a total is of: `for all 3 models`, `all three sizes`."""
    word = scene.tokens.word
    for k in range(max(scene.first, draft.first - _REACH), min(draft.end + _FEW, scene.end - 2)):
        if word[k] != "all" or draft.first <= k < draft.end or word[k + 1] not in _COUNTS:
            continue
        between = word[draft.end : k] if k >= draft.end else word[k + 2 : draft.first]
        if word[k + 2] in _MEMBERS and _CUTS.isdisjoint(between) and "but" not in between:
            return scene.text(k, k + 3)
    return None


def _of_a_sort(scene: Scene, draft: Draft) -> str | None:
    """The words for a thing that only its figure tells: `fits on a single 80 GB GPU`, `a $11 billion data centre`."""
    word, measure = scene.tokens.word, draft.measure
    lead = scene.words_before(draft.first, _NEAR)
    at = next((k for k in range(len(lead) - 1, -1, -1) if lead[k] in ("a", "an", "single", "one")), None)
    if at is None or not _STOPS.isdisjoint(lead[at:]) or any(
            scene.cover[draft.first - len(lead) + at + 1 : draft.first]):
        return None
    head = next((k for k in range(draft.end, min(draft.end + _NEAR, scene.end)) if word[k] in _THINGS[measure]), None)
    if head is None or any(scene.cover[draft.end : head]) or not _STOPS.isdisjoint(word[draft.end : head]):
        return None
    if measure == "chip_spec" and not ({"on", "onto", "in", "into", "fit", "fits"} & set(lead[: at + 1])
                                       or word[draft.first - len(lead) + at - 1] in ("on", "onto", "in", "into")):
        return None
    return scene.text(draft.first, head + 1)


def _is(mention: Mention, subject: str | None) -> bool:
    return subject is not None and (mention.ident == subject
                                    or (mention.name is not None and mention.name.id == subject))


def _beside(scene: Scene, mention: Mention) -> bool:
    """Whether a name only measures something else: "2x GPT-4", "Chinchilla-optimal", "than Llama 3"."""
    word, k = scene.tokens.word, mention.end
    k += word[k : k + 1] == ["-"]
    if word[k : k + 1] and k < scene.end and word[k] in _STYLED:
        return True
    if any(q.dim == "ratio" and q.stop == mention.first for q in scene.quantities):
        return True
    return scene.is_reference(mention)


def _on_one_chip(scene: Scene) -> bool:
    """`would take 288 years on a single V100`: how long one chip would need for what many did."""
    word = scene.tokens.word
    alone = next((k for k in range(scene.first, scene.end) if word[k] == "single" and any(
        _of_chip(scene, j) for j in range(k + 1, min(k + _FEW, scene.end)))), scene.first)
    return not {"would", "could", "might"}.isdisjoint(word[scene.first : alone])


def _of_chip(scene: Scene, at: int) -> bool:
    mention = scene.cover[at]
    return scene.tokens.word[at] in ("gpu", "chip", "card") or (mention is not None and mention.kind == "chip")


def _multiplied(scene: Scene, draft: Draft) -> bool:
    """`The 10x Grok 2 claims suggest 3e26 FLOP`: a figure of what is a multiple of the one model that is named."""
    ends = {q.stop for q in scene.quantities if q.dim == "ratio"}
    return any(_is(m, draft.subject) and m.first in ends and scene.tokens.word[m.end : m.end + 1] != ["'s"]
               for m in scene.mentions)


def _calculates(scene: Scene) -> bool:
    """Whether a sentence is an equation in which no model is named: `256 × 102 × $98.32 = $2.57M`."""
    word = scene.tokens.word
    if "=" not in word[scene.first : scene.end] or any(m.kind == "model" and not _beside(scene, m)
                                                       for m in scene.mentions):
        return False
    return any(word[k] in _TIMES and (word[k - 1][0].isdigit() or word[k - 1] == ")")
               and (word[k + 1][0].isdigit() or word[k + 1] in "($~") for k in range(scene.first + 1, scene.end - 1))


def _phrase(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The article and the head of the phrase "a ... model" that a figure belongs to, where it stands in one."""
    word = scene.tokens.word
    for head in range(min(draft.end + _NEAR, scene.end) - 1, max(scene.first, draft.first - _REACH), -1):
        if word[head] not in _HEADS or scene.cover[head] is not None:
            continue
        if head < draft.first and not _linked(scene, head + 1, draft.first):
            continue
        for at in range(head - 1, max(scene.first - 1, head - _REACH), -1):
            if word[at] in _ANY and word[at + 1 : at + 2] != ["single"]:
                return (at, head) if at < draft.first else None
            if word[at] in _STOPS or (word[at] in _TOLD and word[at] != "trained"):
                break
    return None


def _linked(scene: Scene, first: int, end: int) -> bool:
    """Whether only such words stand between a head and a figure as tie them: "model trained on 1T tokens for"."""
    numbers = {k for q in scene.quantities for k in range(q.first, q.stop)}
    return all(scene.tokens.word[k] in _LINKS or scene.cover[k] is not None or k in numbers
               for k in range(first, end))


def _of_some_model(scene: Scene, draft: Draft, named: list[Mention]) -> tuple[int, int] | None:
    """The phrase of any model of a sort: `A 70B model would want 1.4T tokens`, `could ask for a 65B dense model`."""
    found = _phrase(scene, draft)
    if found is not None:
        at, head = found
        if any(at < m.first < head + _NEAR for m in named):
            return None  # "a run like A", "an A-class model"
        asked = scene.words_before(at, _FEW)
        if not _MAY.isdisjoint(asked) and not _ASKS.isdisjoint(asked[-3:]):
            return found
        if not any(not _beside(scene, m) for m in named) and _opens(scene, at) and _generic_after(scene, head):
            return found
    found = _opening_phrase(scene, draft)
    if found is None:
        return None
    near = [m for m in named if m.end <= draft.first + _REACH]
    if any(not _beside(scene, m) or found[0] < m.first < draft.first for m in near):
        return None
    return found if _generic_after(scene, found[1]) and _verb_after(scene, found[1]) < draft.first else None


def _opens(scene: Scene, at: int) -> bool:
    """Whether an article opens a clause, or what some model is trained for."""
    before = scene.words_before(at, 1)
    return not before or before[0] in _STOPS or before[0] in _LEADING


def _opening_phrase(scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The article and the head of a phrase "a ... model" that stands as the subject before a figure of its clause."""
    word = scene.tokens.word
    for head in range(draft.first - 1, scene.first, -1):
        if word[head] in _CUTS:
            return None
        if word[head] not in _HEADS or scene.cover[head] is not None:
            continue
        at = next((k for k in range(head - 1, max(scene.first - 1, head - _REACH), -1)
                   if word[k] in _ANY or word[k] in _STOPS or word[k] in _TOLD), None)
        if at is None or word[at] not in _ANY:
            continue
        if _opens(scene, at):
            return at, head
    return None


def _verb_after(scene: Scene, head: int) -> int:
    """The token of the verb that tells what a thing of a sort takes, after its phrase; the end where there is none."""
    word = scene.tokens.word
    for k in range(head + 1, min(head + _REACH, scene.end)):
        if word[k] in _MAY or word[k] in _GENERIC or word[k] in _SHALL:
            return k
        if word[k] in _CUTS or (word[k] in _TOLD and word[k] not in ("trained", "built")):
            break
    return scene.end


def _generic_after(scene: Scene, head: int) -> bool:
    at = _verb_after(scene, head)
    word = scene.tokens.word
    if word[at : at + 1] == ["has"] and scene.end > at:  # "a model has been trained"
        return False
    return at < scene.end or word[head + 1 : head + 4] == ["is", "actually", "spent"]


def _supposes(scene: Scene, draft: Draft) -> bool:  # noqa: ARG001 - one signature
    """`Assuming $25,000 a chip, it would be`, `If we take 4 months, we get`, `Example: a 7B model`: supposed."""
    word = scene.tokens.word
    lead = word[scene.first : scene.first + _OPENING]
    if any(lead[k : k + len(each)] == each for each in _EXAMPLES for k in (0, 1)):
        return True
    whole = word[scene.first : scene.end]
    if not _SUPPOSING.isdisjoint(lead):
        return not _MAY.isdisjoint(whole) or lead[0] in ("suppose", "imagine")
    if "if" not in lead:
        return False
    at = scene.first + lead.index("if")
    near = word[at + 1 : at + 1 + _OPENING]
    return not _ANYONE.isdisjoint(near) and not _TAKEN.isdisjoint(near)


def _needs(scene: Scene, draft: Draft) -> bool:  # noqa: ARG001 - one signature
    """`With A100s at 30% for 150 days, you need 9K to get 2e25 FLOP`: what anyone would need."""
    word = scene.tokens.word
    if word[scene.first] not in ("with", "at", "on"):
        return False
    asked = next((k for k in range(scene.first, scene.end - 2) if word[k] in ("you", "one")
                  and not _WANTS.isdisjoint(word[k + 1 : k + 3])), None)
    return asked is not None and "to" in word[asked + 2 : scene.end]


def _exchanges(scene: Scene, draft: Draft) -> bool:  # noqa: ARG001 - one signature
    """`$3 billion buys 6 months of time`, `6 months of training will give 5e26 FLOP`: what so much comes to."""
    word = scene.tokens.word
    for each in scene.quantities:
        if each.dim == "ratio" or not _leads(scene, each):
            continue
        k = each.stop
        while k < scene.end and (word[k] in _BEING or scene.cover[k] is not None):
            k += 1
        if k < scene.end and word[k] in _GIVES:
            return True
    return False


def _leads(scene: Scene, quantity: Quantity) -> bool:
    """Whether a quantity opens its clause."""
    word, k = scene.tokens.word, quantity.first - 1
    while k >= scene.first and word[k] in ("about", "around", "roughly", "some", "now", "year", "a", "for"):
        k -= 1
    return k < scene.first or word[k] in _STOPS or word[k] in ("and", "so", "that")


def _is_usual(scene: Scene, draft: Draft) -> bool:
    """`4 months as a typical duration`, `20K H100s as the typical scale`: what is usual of such runs."""
    after = scene.tokens.word[draft.end : min(draft.end + _NEAR, scene.end)]
    return "as" in after[:1] and not _USUAL.isdisjoint(after)


def _is_likened(scene: Scene, draft: Draft) -> bool:
    """`figures like $3 billion`: a figure that stands for others of its size."""
    before = scene.words_before(draft.first, _NEAR)
    return any(a in _FIGURES and b in ("like", "such") for a, b in itertools.pairwise(before))


def _of_sorts(scene: Scene, draft: Draft) -> bool:
    """`Coming models - trained on 100,000 or more GPUs - may cost`: what models of a sort may take."""
    word = scene.tokens.word
    head = next((k for k in range(scene.first, draft.first) if word[k] in _MANY and scene.cover[k] is None), None)
    if head is None or any(scene.cover[scene.first : head]):
        return False
    if {"these", "those", "both", "its", "their", "'s"} & set(word[scene.first : head]):
        return False
    return any(word[k] in ("may", "might", "could", "would") for k in range(head, min(draft.end + _REACH, scene.end)))

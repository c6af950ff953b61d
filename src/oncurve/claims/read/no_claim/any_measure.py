"""Numbers that are no claim, whatever they were read as: of sections, steps, clocks, proportions, open questions."""

from __future__ import annotations

from oncurve.claims.read.ellipsis import counts_parts
from oncurve.claims.read.no_claim.rule import Rule
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import row_head
from oncurve.claims.read.tokens import words

__all__ = ["ALWAYS", "SAVE_FOR"]

_SECTION = Pattern(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_TRANSISTORS = words("transistor transistors")
_SECTIONS = ("number", "chips", "companies", "count")
_UNITLESS = ("number", "count")
#: what opens a sentence of which nothing is stated
_SUPPOSING = words("suppose imagine supposing picture")
#: what stands before how far a figure may be off
_BOUNDS = (["plus", "or", "minus"], ["give", "or", "take"], ["+", "/", "-"])
_BARE = words("number count anaphor nought")
_NUMBERED = words("section part chapter step figure fig table appendix tier level phase footnote ref question item "
                  "slide page day week lesson module")
_CLOCK = words("am pm a.m p.m a.m. p.m.")
#: what opens a question that presupposes nothing of what it asks
_ASKS = words("can could would should might who")
#: what asks for one of several, and words of what is still to come
_CHOOSES = words("which")
_AHEAD = words("will would could can")
#: what may stand before a question
_BEFORE_ASKING = words("so and but or then well wait ok okay seriously")
_CLOSE, _NEAR = 3, 4


def _numbers_section(scene: Scene, quantity: Quantity) -> bool:
    """`2.4 Memory and links`: the number of a heading."""
    tokens, at = scene.tokens, scene.first
    if quantity.core != at or quantity.dim not in _SECTIONS or at + 1 >= scene.end:
        return False
    opens = tokens.opens_line(at)
    return opens and _SECTION.fullmatch(tokens.raw[at]) is not None and tokens.raw[at + 1][0].isupper()


def _of_transistors(scene: Scene, quantity: Quantity) -> bool:
    """`80 billion transistors`, `Transistor count: 80 billion`: how many transistors a chip has."""
    word = scene.tokens.word
    following = next((q.first for q in scene.quantities if q.first >= quantity.stop), scene.end)
    if not _TRANSISTORS.isdisjoint(word[quantity.stop - 1 : min(following, quantity.stop + _CLOSE)]):
        return True
    if not _TRANSISTORS.isdisjoint(row_head(scene.tokens, quantity.core).lower().split()):
        return True
    before = scene.words_before(quantity.first, _NEAR)
    return not _TRANSISTORS.isdisjoint(before) and (":" in before or "|" in before)


def _of_scale(scene: Scene, quantity: Quantity) -> bool:
    """`trillion-scale training`: how large things of a sort are."""
    return scene.tokens.word[quantity.stop : quantity.stop + 2] == ["-", "scale"]


def _of_figures(scene: Scene, quantity: Quantity) -> bool:
    """`nine-figure bills`: how many digits a sum has."""
    return scene.tokens.word[quantity.stop : quantity.stop + 2] == ["-", "figure"]


def _of_shot(scene: Scene, quantity: Quantity) -> bool:
    """`5-shot`: how a test was taken."""
    return scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 2)] == ["-", "shot"]


def _of_magnitudes(scene: Scene, quantity: Quantity) -> bool:
    """`in 3 to 5 years, with a gap of one to two orders of magnitude`: a number that no unit before it belongs to."""
    return quantity.elided and scene.tokens.word[quantity.stop : quantity.stop + 3] == ["orders", "of", "magnitude"]


def _is_numbering(scene: Scene, quantity: Quantity) -> bool:
    """`Section 1`, `Step 3`, `3The model has`: the number of a part of the page or of a list; a piece of a name."""
    tokens, at = scene.tokens, quantity.core
    bare = quantity.dim in _BARE or quantity.elided
    if not bare or quantity.scale != 1.0:
        return False
    if not _NUMBERED.isdisjoint(scene.words_before(at, 1)):
        return True
    if at - 2 >= scene.first and tokens.word[at - 1] == "-" and tokens.glued(at) and tokens.glued(at - 1):
        return tokens.word[at - 2].isalpha() and at + 1 < scene.end and tokens.word[at + 1].isalpha() \
            and tokens.glued(at + 1)  # "thangpt-5.4despite"
    following = tokens.raw[at + 1] if at + 1 < scene.end and tokens.glued(at + 1) else ""
    return len(following) > 1 and following[0].isupper() and following[1:].islower() and tokens.raw[at].isdigit()


def _is_proportion(scene: Scene, quantity: Quantity) -> bool:
    """`8:1`: one side of a proportion."""
    tokens, first, stop = scene.tokens, quantity.core, quantity.core + 1
    word = tokens.word
    if quantity.dim not in (*_BARE, "ratio") and not quantity.elided:
        return False
    before = first - 2 >= scene.first and word[first - 1] == ":" and tokens.glued(first) and tokens.glued(first - 1)
    after = stop + 1 < scene.end and word[stop] == ":" and tokens.glued(stop) and tokens.glued(stop + 1)
    return (before and word[first - 2][-1].isdigit()) or (after and word[stop + 1][0].isdigit())


def _is_clock(scene: Scene, quantity: Quantity) -> bool:
    """`8.30am`: an hour of the day."""
    word, k = scene.tokens.word, quantity.core + 1
    raw = word[quantity.core]
    return (quantity.scale == 1.0 and raw[:1].isdigit()
            and (raw.endswith(("am", "pm")) or (word[k : k + 1] != [] and word[k] in _CLOCK)))


def _is_asked_at_large(scene: Scene, quantity: Quantity) -> bool:
    """`Can a lab train one for $6M?`: a question of what anybody could do."""
    if not scene.sentence.question or scene.speaker is not None:
        return False
    word = scene.tokens.word
    at = scene.first
    while at < quantity.first and (not word[at].isalnum() or word[at] in _BEFORE_ASKING):
        at += 1
    opens = word[at] in _ASKS or (word[at] in _CHOOSES and not _AHEAD.isdisjoint(word[at : quantity.first]))
    return opens and not any(word[k] in ('"', ".", "!", ";") for k in range(at, quantity.first))


def _is_supposed(scene: Scene, quantity: Quantity) -> bool:
    """`Suppose a run takes 10,000 chips`: nothing of such a sentence is stated, and so none of its numbers."""
    return scene.tokens.word[scene.first] in _SUPPOSING


def _of_parts(scene: Scene, quantity: Quantity) -> bool:
    """`36 Grace CPUs`, `20,480 CUDA cores`: how many parts a machine has."""
    return quantity.dim in _UNITLESS and counts_parts(scene.tokens, quantity.stop, scene.cover)


def _is_leeway(scene: Scene, quantity: Quantity) -> bool:
    """`give or take 5%`: how far a figure may be off."""
    return scene.words_before(quantity.first, _CLOSE) in _BOUNDS


#: the rules that hold whatever a number was read as
ALWAYS: tuple[Rule, ...] = (
    _numbers_section, _of_scale, _of_figures, _of_shot, _is_numbering, _is_proportion, _is_clock, _is_asked_at_large,
    _is_supposed, _of_parts, _is_leeway,
)
#: those that hold for all measures but some, which are told so: "the count of transistors doubles every two years"
SAVE_FOR: tuple[tuple[Rule, frozenset[str]], ...] = (
    (_of_transistors, words("doubling_time")),
    (_of_magnitudes, words("price_ratio cost_ratio cost_decline_rate")),
)

"""What the text before a number lets expect of it: the question asked, the title, the claims made of its like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.tokens import words

if TYPE_CHECKING:
    from oncurve.claims.read.day import DateMention
    from oncurve.claims.read.quantity import Quantity
    from oncurve.claims.read.scene import Scene

__all__ = ["carried", "expected"]

_SHORT = 12
#: tokens up to which a first sentence is a title, which says what the whole text is about
_HEADLINE = 14
#: how many sentences back a number is still of the like
_LIKE = 2
#: words between a claim and a number that leave it the same claim of something else: "Meta 13 per cent and Amazon 12"
_LINKS = words(
    ", ; and & or : ( ) / — – - | % percent pct per cent the a to of at for in on with by from 's against versus"
)


def expected(scene: Scene) -> list[str]:
    """What a sentence lets expect of all its numbers: words of a question before, and of the title."""
    past = scene.previous
    if past is None:
        return []
    found: list[str] = []
    if past.sentence.question or scene.tokens.word[past.end - 1] == ":":
        around = past.surroundings
        found += [f"pq~={group}" for group in around.kin]
        found += [f"pq={word}" for word in set(around.seen)]
    title = scene.opening
    if title is not None and title.end - title.first <= _HEADLINE:
        found += [f"t~={group}" for group in title.surroundings.kin]
    return found


def carried(scene: Scene, first: int, dim: str) -> list[str]:
    """What the claims before a number of a dimension that begins at token `first` let expect of it."""
    found = _like(scene, first, dim)
    made = [draft for draft in scene.made if draft.end <= first]
    if made:
        last = made[-1]
        found.append(f"cl.dim={dim} {last.measure}")
        if _linked(scene, last.end, first):
            named = any(scene.cover[k] is not None for k in range(last.end, first))
            found += [f"run={last.measure}", f"run.dim={dim} {last.measure}", f"run.named={last.measure} {named}"]
    else:
        found.append(f"cl.dim={dim} none")
    past = scene.previous
    if past is not None and past.made:
        last = past.made[-1]
        found.append(f"carry={dim} {last.measure}")
        if scene.end - scene.first <= _SHORT:
            found.append(f"carry.s={dim} {last.measure}")
    return found


def _like(scene: Scene, first: int, dim: str) -> list[str]:
    """What the last number of the same dimension was a claim of."""
    for steps, here in enumerate(scene.back(_LIKE)):
        alike: Sequence[Quantity | DateMention] = here.dates if dim == "date" else here.quantities
        last = None
        for each in alike:
            if each.end <= first and (dim == "date" or getattr(each, "dim", "") == dim):
                last = each
        if last is not None:
            measure = _claimed(here.made, last.first, last.end)
            found = [f"like={dim} {measure} {steps}", f"like.m={measure} {min(steps, 1)}"]
            if steps == 0 and _linked(scene, last.end, first):
                found += [f"like.run={measure}", f"like.run.dim={dim} {measure}"]
            return found
    return [f"like={dim} first"]


def _claimed(made: Sequence[Draft], first: int, end: int) -> str:
    """The measure that the last claim at some tokens was of, or none."""
    for draft in reversed(made):
        if draft.stands_on(first, end):
            return draft.measure
    return "none"


def _linked(scene: Scene, first: int, end: int) -> bool:
    """Whether nothing but names, numbers and links stands from token `first` up to `end`."""
    word, cover = scene.tokens.word, scene.cover
    return all(cover[k] is not None or word[k] in _LINKS or word[k][0].isdigit() for k in range(first, end))

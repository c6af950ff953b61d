"""What speaks for one measure or another at a number: its form, the words around it, names, what went before.

A piece of evidence is a pair (where, what): the template that says where something was seen, and the thing itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.polarity import supposed
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, words

__all__ = ["Candidate", "Evidence", "evidence_for", "form_of", "form_of_date", "scope_evidence"]

Evidence = list[tuple[str, str]]

_CUTS = words(", ; : — – ( ) . but while whereas though although yet because which who |")
_PERCENT = words("percent pct")
_WEAK = words("and or") | _PERCENT
#: the places whose words speak for their kin too: the clause of the number, and the number itself
_KINDRED = ("L", "R", "in")
_NEAR = 3
_MOST_NEAR = 2
_CLOSE = 5
_FAR = 40
_SHORT = 12


@dataclass(slots=True)
class Candidate:
    """A place that may be a claim: tokens `first` up to `end`, and what it shows itself."""

    first: int
    end: int
    form: Evidence = field(default_factory=list)


def form_of(quantity: Quantity) -> Evidence:
    """What the quantity itself shows: dimension, unit, size, what it is per."""
    dim = quantity.dim
    per = quantity.per.kind if quantity.per is not None else ""
    size = quantity.size
    power = str(math.floor(math.log10(size))) if size > 0 else "0"
    found = [("dim", dim), ("dim.size", f"{dim} {power}"), ("dim.per", f"{dim} {per}")]
    found += [("unit", quantity.unit), ("noun", quantity.noun), ("qualifier", quantity.qualifier)]
    if per:
        found.append(("per", per))
    if quantity.chip is not None:
        found.append(("with", "chip"))
    if quantity.maker is not None:
        found.append(("with", quantity.maker.kind))
    if quantity.elided:
        found += [("elided", dim), ("with", "no unit")]
    if quantity.usd_twin:
        found.append(("with", "dollars"))
    if quantity.article:
        found.append(("with", "article"))
    if dim == "number" and quantity.value is not None and 0 < quantity.value <= 100:
        found.append(("with", "hundred" if quantity.value != int(quantity.value) else "whole"))
    return found


def form_of_date(date: DateMention) -> Evidence:
    """What a date itself shows."""
    found = [("dim", "date"), ("date", date.grain)]
    if "/" in date.iso:
        found.append(("date", "interval"))
    if date.past:
        found.append(("date", "past"))
    return found


def evidence_for(scene: Scene, candidate: Candidate, others: Sequence[Quantity]) -> Evidence:
    """All evidence at a candidate of a sentence.

    Args:
        scene: the sentence, with the claims made in it so far.
        candidate: the place.
        others: the quantities of the sentence.
    """
    found = [*candidate.form, ("always", "")]
    _around(scene, candidate, found)
    _names(scene, candidate, found)
    _numbers(scene, candidate, others, found)
    _before(scene, candidate, found)
    return found


def scope_evidence(scene: Scene, quantity: Quantity, draft: Draft, evidence: Evidence) -> Evidence:
    """Evidence for the scope of a claim: that for its measure, its place among its like, and the scope before it."""
    like = [q for q in scene.quantities if q.dim == quantity.dim]
    rank = sum(q.first < quantity.first for q in like)
    past = scene.previous.made if scene.previous is not None else []
    last = next((d.scope for d in reversed([*past, *scene.made]) if d.measure == draft.measure), "first")
    return [
        *evidence,
        ("scope.hint", draft.scope or ""),
        ("scope.rank", f"{rank} of {len(like)}"),
        ("scope.last", last or ""),
    ]


def _around(scene: Scene, candidate: Candidate, found: Evidence) -> None:
    """Stems and kin of the words of the sentence, by side and clause; words right beside the number in order."""
    first, end = scene.first, scene.end
    word, cover, a, b = scene.tokens.word, scene.cover, candidate.first, candidate.end
    for sides, places in (("Ll", range(a - 1, max(first, a - _FAR) - 1, -1)), ("Rr", range(b, min(end, b + _FAR)))):
        cuts = 0
        for k in places:
            w = word[k]
            if w in _CUTS:
                cuts += 1
                if cuts > 1:
                    break
            elif cover[k] is None and w[0].isalpha() and w not in _WEAK:
                found.extend(_pieces(sides[cuts], w))
    for k in range(a, b):
        if cover[k] is None and word[k][0].isalpha() and word[k] not in _PERCENT:
            found.extend(_pieces("in", word[k]))
    _nearest(scene, range(a - 1, max(first, a - _FAR // 2) - 1, -1), "L", found)
    _nearest(scene, range(b, min(end, b + _FAR // 2)), "R", found)
    left = [_seen(scene, k) for k in range(a - 1, a - _NEAR - 1, -1)]
    right = [_seen(scene, k) for k in range(b, b + _NEAR)]
    found += [("L1", left[0]), ("L2", left[1]), ("L12", f"{left[1]} {left[0]}"), ("L123", " ".join(reversed(left)))]
    found += [("R1", right[0]), ("R2", right[1]), ("R12", f"{right[0]} {right[1]}"), ("R123", " ".join(right))]
    found.append(("LR", f"{left[0]} _ {right[0]}"))


_PIECES: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
_MOST_PIECES = 200_000


def _pieces(where: str, word: str) -> tuple[tuple[str, str], ...]:
    """What a word in a place is evidence of: its stem, and near the number its kin."""
    known = _PIECES.get((where, word))
    if known is None:
        key = stem(word)
        groups = kin_of(key)
        known = ((where, key),)
        if where in _KINDRED:
            known += tuple((f"{where}~", kin) for kin in groups)
        if len(_PIECES) < _MOST_PIECES:
            _PIECES[where, word] = known
    return known


def _nearest(scene: Scene, places: range, side: str, found: Evidence) -> None:
    """The kin of the words within a few tokens, and of the first that have any, in the order met."""
    rank = 0
    for steps, k in enumerate(places):
        plain = scene.cover[k] is None and scene.tokens.word[k] not in _PERCENT
        groups = kin_of(scene.stems[k - scene.first]) if plain else ()
        if steps < _CLOSE:
            found += [("n~", kin) for kin in groups]
        if groups and rank < _MOST_NEAR:
            rank += 1
            found += [(f"k{side}{rank}~", kin) for kin in groups]
        elif steps >= _CLOSE and rank >= _MOST_NEAR:
            return


def _seen(scene: Scene, k: int) -> str:
    """A token as evidence: its stem, or the kind of the name that covers it."""
    if not scene.first <= k < scene.end:
        return "|"
    mention = scene.cover[k]
    if mention is not None:
        return f"<{mention.kind}>"
    key = scene.stems[k - scene.first]
    if scene.tokens.word[k] in _PERCENT:
        return "%"
    return "0" if key[0].isdigit() else key


def _names(scene: Scene, candidate: Candidate, found: Evidence) -> None:
    """Kinds of the names of the sentence by side, the nearest on each side, and those of the text so far."""
    before: str = ""
    after: str = ""
    kinds = set()
    for mention in scene.mentions:
        if mention.end <= candidate.first:
            before = mention.kind
            found.append(("name.L", mention.kind))
        elif mention.first >= candidate.end:
            after = after or mention.kind
            found.append(("name.R", mention.kind))
        else:
            found.append(("name.in", mention.kind))
        kinds.add(mention.kind)
    bound = scene.bound(candidate.end, "model", "chip", "organisation", "cluster", "country", "proper")
    if bound is not None:
        found.append(("bound", bound.kind))
        span = range(candidate.end, min(bound.first, candidate.end + _CLOSE))
        groups = {kin for k in span for kin in kin_of(scene.stem_at(k))}
        found += [("bound.by", f"{kin} {bound.kind}") for kin in sorted(groups)]
    found.append(("name.nearL", before))
    found.append(("name.nearR", after))
    found.append(("names", " ".join(sorted(kinds - {"proper", "person"}))))
    found += [("topic", kind) for kind in scene.focus.current if kind not in kinds]


def _numbers(scene: Scene, candidate: Candidate, others: Sequence[Quantity], found: Evidence) -> None:
    """Dimensions of the other numbers of the sentence, the nearest on each side with what stands between."""
    word = scene.tokens.word
    before = [q for q in others if q.end <= candidate.first]
    after = [q for q in others if q.first >= candidate.end]
    found += [("dims.L", q.dim) for q in before]
    found += [("dims.R", q.dim) for q in after]
    if before:
        near = before[-1]
        gap = candidate.first - near.end
        link = " ".join(word[near.end : candidate.first]) if gap <= 2 else "near" if gap <= 8 else "far"
        found += [("num.L", f"{near.dim} {link}"), ("num.Llink", link)]
    if after:
        near = after[0]
        gap = near.first - candidate.end
        link = " ".join(word[candidate.end : near.first]) if gap <= 2 else "near" if gap <= 8 else "far"
        found += [("num.R", f"{near.dim} {link}"), ("num.Rlink", link)]
    if scene.dates:
        found.append(("has", "date"))
    if scene.sentence.question:
        found.append(("has", "question"))
    if supposed(scene, candidate.first):
        found.append(("has", "supposed"))
    if scene.sentence.item:
        found.append(("has", "item"))
    if scene.end - scene.first <= _SHORT:
        found.append(("has", "few words"))


def _before(scene: Scene, candidate: Candidate, found: Evidence) -> None:
    """Measures claimed before in the sentence, and in the one before it."""
    made: list[Draft] = [d for d in scene.made if d.end <= candidate.first]
    if made:
        last = made[-1]
        gap = candidate.first - last.end
        near = "next" if gap <= 3 else "near" if gap <= 10 else "far"
        found += [("claimed.last", last.measure), ("claimed.near", f"{last.measure} {near}")]
        found += [("claimed", d.measure) for d in made[:-1]]
    else:
        found.append(("claimed.last", ""))
    past = scene.previous
    if past is None:
        found.append(("past", "none"))
        return
    if past.made:
        found.append(("past.last", past.made[-1].measure))
        found += [("past", d.measure) for d in past.made]
    if past.sentence.question:
        found.append(("past", "question"))

"""What speaks for one measure or another at a number: its form, the words around it, names, what went before.

A piece of evidence is written "where=what": the template that says where something was seen, and the thing itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct, field

from oncurve.claims.read.carried import carried
from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.polarity import supposed
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.specs import spoken_spec
from oncurve.claims.read.tokens import words

__all__ = ["Candidate", "Evidence", "dated_at", "evidence_for", "form_of", "form_of_date", "scope_evidence"]

Evidence = list[str]

#: parts of a month or year, which are not the ends and starts of anything else
_PARTS = words("end beginning start middle close turn")
_CLOSE = 5
_UNITLESS = words("dim=number dim=anaphor dim=count")
_SHORT = 12


class Candidate(Struct):
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
    found = [f"dim={dim}", f"dim.size={dim} {power}", f"dim.per={dim} {per}"]
    found += [f"unit={quantity.unit}", f"noun={quantity.noun}", f"qualifier={quantity.qualifier}"]
    if per:
        found.append(f"per={per}")
    if quantity.chip is not None:
        found.append("with=chip")
    if quantity.maker is not None:
        found.append(f"with={quantity.maker.kind}")
    if quantity.elided:
        found += [f"elided={dim}", "with=no unit"]
    if quantity.bare is not None and quantity.bare.dim != "number":
        found.append(f"worked={quantity.bare.dim} {dim}")
    if quantity.usd_twin:
        found.append("with=dollars")
    if quantity.article:
        found.append("with=article")
    if dim == "number" and quantity.value is not None and 0 < quantity.value <= 100:
        found.append("with=hundred" if quantity.value != int(quantity.value) else "with=whole")
    return found


def form_of_date(date: DateMention) -> Evidence:
    """What a date itself shows."""
    found = ["dim=date", f"date={date.grain}"]
    if "/" in date.iso:
        found.append("date=interval")
    if date.past:
        found.append("date=past")
    return found


def dated_at(scene: Scene, date: DateMention) -> Candidate:
    """The place of a date, with the part of it that it is: the end of "by the end of January" ends nothing else."""
    word, first = scene.tokens.word, date.first
    if first - 2 >= scene.first and word[first - 1] == "of" and word[first - 2] in _PARTS:
        first -= 2
        first -= first > scene.first and word[first - 1] == "the"
    return Candidate(first, date.end, form_of_date(date))


def evidence_for(scene: Scene, candidate: Candidate, others: Sequence[Quantity]) -> Evidence:
    """All evidence at a candidate of a sentence.

    Args:
        scene: the sentence, with the claims made in it so far.
        candidate: the place.
        others: the quantities of the sentence.
    """
    found = [*candidate.form, "always=", *scene.surroundings.around(candidate.first, candidate.end)]
    _names(scene, candidate, found)
    _numbers(scene, candidate, others, found)
    _before(scene, candidate, found)
    found += scene.expected
    if candidate.form[0] == "dim=status":
        found += scene.surroundings.turned(candidate.first)
    elif candidate.form[0] != "dim=date":
        found += scene.surroundings.beyond(candidate.first, candidate.end)
        found += scene.before
    if candidate.form[0] in _UNITLESS or "with=no unit" in candidate.form:
        spec = spoken_spec(scene)
        found.append(f"spec={spec[0] if spec is not None else ''}")
    found += carried(scene, candidate.first, candidate.form[0].removeprefix("dim="))
    return found


def scope_evidence(scene: Scene, quantity: Quantity, draft: Draft, evidence: Evidence) -> Evidence:
    """Evidence for the scope of a claim: that for its measure, its place among its like, and the scope before it."""
    like = [q for q in scene.quantities if q.dim == quantity.dim]
    rank = sum(q.first < quantity.first for q in like)
    last = next((d.scope for d in reversed(scene.told) if d.measure == draft.measure), "first")
    return [
        *evidence,
        f"scope.hint={draft.scope or ''}",
        f"scope.rank={rank} of {len(like)}",
        f"scope.last={last or ''}",
    ]


def _names(scene: Scene, candidate: Candidate, found: Evidence) -> None:
    """Kinds of the names of the sentence by side, the nearest on each side, and those of the text so far."""
    before: str = ""
    after: str = ""
    kinds = set()
    for mention in scene.mentions:
        if mention.end <= candidate.first:
            before = mention.kind
            found.append(f"name.L={mention.kind}")
        elif mention.first >= candidate.end:
            after = after or mention.kind
            found.append(f"name.R={mention.kind}")
        else:
            found.append(f"name.in={mention.kind}")
        kinds.add(mention.kind)
    bound = scene.bound(candidate.end, "model", "chip", "organisation", "cluster", "country", "proper")
    if bound is not None:
        found.append(f"bound={bound.kind}")
        span = range(candidate.end, min(bound.first, candidate.end + _CLOSE))
        groups = {kin for k in span for kin in kin_of(scene.stem_at(k))}
        found += [f"bound.by={kin} {bound.kind}" for kin in sorted(groups)]
    found.append(f"name.nearL={before}")
    found.append(f"name.nearR={after}")
    found.append(f"names={' '.join(sorted(kinds - {'proper', 'person'}))}")
    found += [f"topic={kind}" for kind in scene.focus.current if kind not in kinds]


def _numbers(scene: Scene, candidate: Candidate, others: Sequence[Quantity], found: Evidence) -> None:
    """Dimensions of the other numbers of the sentence, the nearest on each side with what stands between."""
    word = scene.tokens.word
    before = [q for q in others if q.end <= candidate.first]
    after = [q for q in others if q.first >= candidate.end]
    found += [f"dims.L={q.dim}" for q in before]
    found += [f"dims.R={q.dim}" for q in after]
    if before:
        near = before[-1]
        gap = candidate.first - near.end
        link = " ".join(word[near.end : candidate.first]) if gap <= 2 else "near" if gap <= 8 else "far"
        found += [f"num.L={near.dim} {link}", f"num.Llink={link}"]
    if after:
        near = after[0]
        gap = near.first - candidate.end
        link = " ".join(word[candidate.end : near.first]) if gap <= 2 else "near" if gap <= 8 else "far"
        found += [f"num.R={near.dim} {link}", f"num.Rlink={link}"]
    if scene.dates:
        found.append("has=date")
    if scene.sentence.question:
        found.append("has=question")
    if supposed(scene, candidate.first):
        found.append("has=supposed")
    if scene.sentence.item:
        found.append("has=item")
    if scene.end - scene.first <= _SHORT:
        found.append("has=few words")


def _before(scene: Scene, candidate: Candidate, found: Evidence) -> None:
    """Measures claimed before in the sentence, and in the one before it."""
    made: list[Draft] = [d for d in scene.made if d.end <= candidate.first]
    if made:
        last = made[-1]
        gap = candidate.first - last.end
        near = "next" if gap <= 3 else "near" if gap <= 10 else "far"
        found += [f"claimed.last={last.measure}", f"claimed.near={last.measure} {near}"]
        found += [f"claimed={d.measure}" for d in made[:-1]]
    else:
        found.append("claimed.last=")
    past = scene.previous
    if past is None:
        found.append("past=none")
        return
    if past.made:
        found.append(f"past.last={past.made[-1].measure}")
        found += [f"past={d.measure}" for d in past.made]
    if past.sentence.question:
        found.append("past=question")

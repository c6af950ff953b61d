"""Readings too unsure to be held against a text that makes several claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS
from oncurve.claims.thresholds import Thresholds
from oncurve.claims.verdict import Finding, Judgement

__all__ = ["as_left_out", "as_unread", "as_unsure", "is_read_alone", "makes_several", "others_around",
           "subject_borne_out"]

#: what is found by the text's own arithmetic and days, or by what was known when, whatever a claim was read as
_STANDS = ("OC2", "OC4", "OC5", "OC7", "OC8")
#: what the text itself shows to be wrong, and digits at another power of ten, which no misreading gives
_OWN = ("OC2", "OC7", "OC101")
#: how many sentences back a thing may be named that a figure may be of
_AROUND = 2
_NUMBERLESS = ("not_auditable", "forecast")
#: sums of money, of which a spelled number without a currency or scale leaves the unit out
_SUMS = ("organisation_spend", "training_cost", "market_move")
_UNIT = Pattern(r"\d|illion|thousand|[$€£¥₹]|dollar|euro|yuan|pound|bn\b", re.IGNORECASE)


def as_left_out(judged: Judgement, claim: Claim) -> Judgement:
    """The judgement of a sum that is refuted where its unit is left out ("Microsoft is on eighty"): no basis."""
    if not judged.accuses or claim.measure not in _SUMS or claim.unit == "percent" \
            or _UNIT.search(claim.quote) is not None:
        return judged
    found = Finding("OC804", "The unit of the figure is left out; name it with --claims to have it judged.")
    return Judgement("no_basis", "The unit of the figure is left out.", judged.readings, findings=(found,),
                     sources=judged.sources)


def makes_several(claims: list[Claim], rules: Thresholds) -> bool:
    """Whether a text makes so many claims that most that seem wrong in it are misread."""
    return sum(claim.measure not in _NUMBERLESS for claim in claims) >= rules.several


def others_around(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A claim whose measure is sure, and not whom it is of, read of each other thing of the sort named around it."""
    kinds = [kind for kind, measures in NAMED_KINDS.items() if claim.measure in measures]
    place = passages.sentence_at(claim.start)
    if place is not None:
        around = passages.things.of_sentences(place.sentence - _AROUND, place.sentence)
        near = {each.ident for each in around if each.kind in kinds and each.start < place.end}
        yield from (replace(claim, subject=each) for each in sorted(near - {claim.subject or ""}))


def subject_borne_out(claim: Claim, fitting: Mapping[int, Sequence[Claim]], passages: Passages) -> bool:
    """Whether a figure before it in its sentence fits the same thing: the sentence is of that, whoever is named.

    Args:
        claim: the claim.
        fitting: claims before it that fit what is known, by the number of their sentence.
        passages: the sentences of the article.
    """
    place = passages.sentence_at(claim.start)
    if place is None:
        return False
    here = [each for each in fitting.get(place.sentence, ()) if each.subject == claim.subject
            and each.start < claim.start]
    if not here or any(each.measure != "parameters" for each in here):
        return bool(here)
    return all(each.ident == claim.subject  # a size fits models of many lines
               for each in passages.things.of_sentence(place.sentence, "model"))


def is_read_alone(claim: Claim, alone: Iterable[Claim]) -> bool:
    """Whether the claims of its sentence, read without the rest of the text, hold this one, whomever it is of then.

    Args:
        claim: the claim.
        alone: what is read in its sentence by itself.
    """
    return any(each.measure == claim.measure and (each.quote in claim.quote or claim.quote in each.quote)
               for each in alone)


def as_unread(judged: Judgement) -> Judgement:
    """The judgement of a claim that is refuted, and that its sentence does not make by itself: no basis."""
    if not judged.accuses or any(each.code.startswith(_OWN) for each in judged.findings):
        return judged
    return _doubted(judged, "Its sentence does not say by itself what the figure is of. If it is meant as it was read: "
                            f"{judged.reason}")


def as_unsure(judged: Judgement, claim: Claim, rules: Thresholds) -> Judgement:
    """The judgement of a claim that is refuted as it was read, where the reading itself is unsure: no basis.

    Of pages that people publish, few claims are wrong and many are hard to read, so that a figure that does not fit
    is more often misread than false (docs/verdicts.md counts both). What a person or a model read is not doubted so.

    Args:
        judged: the judgement.
        claim: as it was read.
        rules: the thresholds.
    """
    if not judged.accuses or claim.confidence >= rules.sure or claim.proposed is not None:
        return judged
    if any(each.code.startswith(_OWN) for each in judged.findings):
        return judged  # whatever it is of, the figures beside it do not give it
    why = (f"It was read with a confidence of {claim.confidence:.0%}, too little to hold it against the text. If it is "
           f"meant as it was read: {judged.reason}")
    return _doubted(judged, why)


def _doubted(judged: Judgement, why: str) -> Judgement:
    kept = tuple(each for each in judged.findings if each.code.startswith(_STANDS))
    found = Finding("OC804", "The reading is unsure; correct or confirm it with --claims to have it judged.")
    return Judgement("no_basis", why, judged.readings, findings=(*kept, found), sources=judged.sources)

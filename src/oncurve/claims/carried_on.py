"""What a sentence sets out for the ones after it: a job whose bill they give, H100s that they count in."""

from __future__ import annotations

import re
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.verdict import Finding, Judgement

__all__ = ["as_bill_of_job", "of_worth_told"]

#: a job of so many tokens: "an agent that eats 10 million tokens and writes 2 million"
_JOB = Pattern(r"\b(?:eats?|reads?|uses?|using|burns?|consumes?|takes? in|feeds?|sends?|processes|job of|workload of)\b"
               r"[^.;]{0,24}\d[\d.,]* ?(?:million|thousand|billion|[kKM])\b[^.;]{0,12}\btokens\b", re.IGNORECASE)
_OF_MILLION = Pattern(r"\b(?:per|a|each|every) (?:1M|million)\b", re.IGNORECASE)
#: chips counted by what they are worth: "Nvidia chips equal to 3.15 million H100s"
_WORTH = Pattern(r"\b(?:equal to|worth|equivalent (?:to|of)) (?:\w+ ){0,2}[\d.,]+ ?(?:million |thousand )?H100s?\b|"
                 r"\bH100[- ]equivalents?\b")
_IN_NUMBER = Pattern(r"\bin (?:number|numbers|units)[\s,:]*$", re.IGNORECASE)
_BARE = Pattern(r"(?:(?:about|some|around|only|just|nearly|another) )?[\d.,]+(?: million| thousand)?")


def as_bill_of_job(judged: Judgement, claim: Claim, passages: Passages) -> Judgement:
    """The judgement of a sum told after a job of many tokens: it is the bill of the job, and no price of a million.

    Args:
        judged: the judgement as if it were a price.
        claim: the claim.
        passages: the sentences of the article.
    """
    place = passages.sentence_at(claim.start)
    if not judged.accuses or claim.measure != "price_per_token" or place is None:
        return judged
    before = passages.paragraph_before(claim.start)
    if _JOB.search(before) is None or _OF_MILLION.search(passages.words(place)) is not None:
        return judged
    found = Finding("OC802", "The sum is the bill of a job of so many tokens.")
    why = "It is told of a job of so many tokens, and is no price of a million."
    return Judgement("no_basis", why, judged.readings, sources=judged.sources, findings=(found,))


def of_worth_told(claim: Claim, passages: Passages) -> Claim:
    """A bare count of chips after one in H100-equivalents, counted so too.

    "Microsoft held chips equal to 3.15 million H100s. Meta came next on 1.84 million."
    """
    place = passages.sentence_at(claim.start)
    if claim.measure != "chip_count" or place is None or _BARE.fullmatch(claim.quote) is None \
            or claim.scope not in (None, "", "H100", "H100-equivalents"):
        return claim
    before = passages.paragraph_before(claim.start)
    if _IN_NUMBER.search(before):
        return replace(claim, scope=None)  # "worth a million H100-equivalents, in number 606,000"
    told = _WORTH.search(before)
    return replace(claim, scope="H100-equivalents") if told is not None else claim

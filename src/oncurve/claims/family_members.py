"""A figure of a family of models, read of its members: those that the text names, its largest, another size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import family_of, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS

__all__ = ["of_all_sizes", "of_base", "of_family_named", "of_flagship", "of_member"]

_SIZED = Pattern(r"[\s-]+\d+(?:\.\d+)?[BbMm]$")
_FOR_BASE = Pattern(r"\s+(?:[\w-]+\s+){0,2}?(?:for|of|on|by)\s+(?:the|its)\s+base\b", re.IGNORECASE)
_BARE_SIZE = Pattern(r"\d+(?:\.\d+)?[bt]")
#: measures of which the models of a family can be summed up, and words for all of them together
_ADDED = ("chip_hours", "training_cost", "training_compute")
_ALL_OF_IT = Pattern(r"\b(?:whole|entire) (?:[\w.-]+ ){0,3}(?:family|herd|line-?up|series)\b|\bfamily\b|"
                     r"\ball (?:two|three|four|five)\b|\b(?:two|three|four|five) (?:sizes|models|versions)\b|"
                     r"\btogether\b|\bcombined\b", re.IGNORECASE)
#: words that add up the sizes of a model
_ADDS_UP = Pattern(r"\badd(?:s|ed|ing)? up (?:all )?(?:the )?(?:two|three|four|five|sizes|models)\b|"
                   r"\b(?:two|three|four|five) (?:sizes |models |of them )?(?:together|combined|taken together)\b",
                   re.IGNORECASE)


def of_all_sizes(claim: Claim, catalogue: Catalogue) -> Claim:
    """The claim read of the family of its subject where the words add up its sizes: "add up the three and you get"."""
    model = model_of(catalogue, claim.subject)
    if model is None or claim.measure not in _ADDED or _ADDS_UP.search(claim.sentence) is None:
        return claim
    family = _SIZED.sub("", model.label)
    return replace(claim, subject=family) if family != model.label and len(family_of(catalogue, family)) > 1 else claim


def of_base(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure told "for the base", read of the model that its subject was made from."""
    model = model_of(catalogue, claim.subject)
    after = claim.sentence.partition(claim.quote)[2]
    if model is not None and model.base and claim.measure in NAMED_KINDS["model"] and _FOR_BASE.match(after):
        yield replace(claim, subject=model.base)


def of_family_named(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure of a family ("the big Llama 4"), read of each model of it that the text names by its own word."""
    if claim.measure not in NAMED_KINDS["model"] or model_of(catalogue, claim.subject) is not None or _sums_up(claim):
        return
    for model in family_of(catalogue, claim.subject):
        words = set(model.label.split()) - set((claim.subject or "").split())
        if words and all(re.search(rf"\b{re.escape(word)}\b", passages.text) for word in words):
            yield replace(claim, subject=model.id)


def of_flagship(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure of a family, read of its largest model: "Llama 3.1 took 30.8 million hours" is of its 405B.

    A number of parameters alone does not choose the model that it is then compared with.
    """
    of_model = claim.measure in NAMED_KINDS["model"] and claim.measure != "parameters" and not _sums_up(claim)
    if not of_model or model_of(catalogue, claim.subject) is not None:
        return
    family = family_of(catalogue, claim.subject)
    sizes = [(size, each.id) for each in family if (size := each.number("parameters.total"))]
    if sizes:
        yield replace(claim, subject=max(sizes)[1])


def _sums_up(claim: Claim) -> bool:
    """Whether a figure is told as that of a whole family together, which no one model's figure is."""
    told = _ALL_OF_IT.search(claim.sentence) or _ADDS_UP.search(claim.sentence)
    return claim.measure in _ADDED and told is not None


def of_member(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure read of each other model of the family whose size the sentence gives ("the 8B and the 70B took").

    A size is read of that member only where its own subject's size does not stand before it in the sentence.
    """
    sentence, model = passages.sentence_at(claim.start), model_of(catalogue, claim.subject)
    family = model.family or _SIZED.sub("", model.label) if model is not None else claim.subject
    if sentence is None or not family or claim.measure not in NAMED_KINDS["model"]:
        return
    words, before = passages.words(sentence), passages.text[sentence.start:claim.start]
    tails = {each.id: each.label.removeprefix(family).strip(" -") for each in family_of(catalogue, f"{family} family")}
    if claim.measure == "parameters":
        if not any(tail and tail in before for tail in tails.values()):
            yield from (replace(claim, subject=ident) for ident in tails)
        return
    own = next((tail for ident, tail in tails.items() if ident == claim.subject), "")
    for ident, tail in tails.items():
        if own and own in before and tail not in before:
            continue  # "the 8B took 6 million, and the 70B somewhat less"
        if tail and _BARE_SIZE.fullmatch(tail.lower()) and re.search(rf"\b{re.escape(tail)}\b", words):
            yield replace(claim, subject=ident)

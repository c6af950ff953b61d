"""Sizes of models that a sentence lists beside the one it is about: its siblings', a variant's, another maker's."""

from __future__ import annotations

import re
from dataclasses import replace

from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import family_of, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern

__all__ = ["of_another_size", "of_its_size"]

_SIZE = r"\d+(?:\.\d+)?\s?(?:[BMT]|[bm]illion|trillion)\b(?:[- ]parameters?)?"
_KINDS = r"(?:variants?|versions?|sizes?|siblings?|checkpoints?|editions?|flavou?rs?|models|variations)"
#: "8B and 70B variants", "distilled 1.5B, 7B and 70B checkpoints": sizes in a row, and what they are sizes of
_ROW = Pattern(rf"{_SIZE}(?:\s*(?:,|,?\s+and|/|&|,?\s+or)\s+{_SIZE})+")
_ROW_OF = Pattern(rf"^\s*(?:parameters?\s+)?(?:\w+\s+)?{_KINDS}\b")
_SIZES_ARE = Pattern(rf"\b(?:extra |new |more |other |different |model )*{_KINDS}\s*(?::|\(|of|with|in|are)\s*$")
#: "the 405-billion-parameter variant of", "the variant with 70 billion"
_VARIANT_OF = Pattern(r"^[- ]?(?:parameters?)?\s*(?:variant|version|edition|model|sibling)\s+of\s+")
_VARIANT_WITH = Pattern(r"\b(?:variant|version|edition|sibling)s?\s+(?:with|of|at)\s+(?:only |just |about )?$")
#: "Meta's 405 billion"
_OWNED = Pattern(r"(?:^|\s)([A-Z]\w+)['’]s?\s+(?:own |huge |giant |big )?$")
#: "Llama 3.1 70B and 405B": a size after that in the name of a model
_AFTER_NAME = Pattern(r"(\d+(?:\.\d+)?)[BM]\s*(?:,|and|/|&|or)\s*(?:the\s+)?$")
_BILLIONS = Pattern(r"\b(\d+(?:\.\d+)?)[Bb]\b")
_ALIKE = 0.05
_AROUND = 80


def of_another_size(claim: Claim, other: str, catalogue: Catalogue) -> bool:
    """Whether a claim's subject gives a size that is not that of a model whose own size is not told before the figure.

    "Llama 3 8B took 6 million hours" is not of the 70B, which stands for the line, or is named after it.
    """
    model, told = model_of(catalogue, other), _BILLIONS.search(claim.subject or "")
    subject = model_of(catalogue, claim.subject)
    told = told or (_BILLIONS.search(subject.label) if subject is not None else None)
    if model is None or told is None or _fits(model, float(told[1]) * 1e9):
        return False
    own, before = _BILLIONS.search(model.label), claim.sentence.partition(claim.quote)[0]
    return told[0] in before and (own is None or own[0] not in before)


def of_its_size(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    """A size that the words around it give to another model than the claim's subject, as that model's.

    Which is the sibling of that size where the catalogue has one, else a model of no record.

    Args:
        claim: as it was read.
        passages: the names of the article.
        catalogue: the models.
    """
    if claim.measure != "parameters" or claim.value is None:
        return claim
    model = model_of(catalogue, claim.subject)
    place = passages.sentence_at(claim.start)
    if model is None or place is None or _fits(model, claim.value):
        return claim
    before = passages.text[max(place.start, claim.start - _AROUND) : claim.start]
    start = claim.start + next((k for k, letter in enumerate(claim.quote) if letter.isdigit()), 0)
    own = passages.text[start : claim.end]
    before += passages.text[claim.start : start]
    after = passages.text[claim.end : min(place.end, claim.end + _AROUND)]
    owner = _OWNED.search(before)
    if owner is not None and catalogue.organisations.id_of(owner[1]) not in (None, model.organisation):
        return replace(claim, subject=f"a model of {owner[1]}", speaker=None)
    if claim.scope == "active" and not _in_row(before, own, after):
        return claim
    if _VARIANT_OF.match(after) or _VARIANT_WITH.search(before) or _AFTER_NAME.search(before) \
            or _VARIANT_OF.match(re.sub(rf"^{_SIZE}", "", own)) or _in_row(before, own, after):
        return replace(claim, subject=_sibling(model, claim.value, passages, claim, catalogue), speaker=None,
                       scope=None)
    return claim


def _in_row(before: str, own: str, after: str) -> bool:
    """Whether a size stands in a row of sizes that are those of several models."""
    text, at = f"{before}{own}{after}", len(before)
    for row in _ROW.finditer(text):
        if row.start() <= at < row.end():
            return _ROW_OF.match(text[row.end() :]) is not None or _SIZES_ARE.search(text[: row.start()]) is not None
    return False


def _fits(model: Model, size: float) -> bool:
    known = model.number("parameters.total")
    return known is not None and abs(size / known - 1) <= _ALIKE


def _sibling(model: Model, size: float, passages: Passages, claim: Claim, catalogue: Catalogue) -> str:
    """The model of that size of the family, or of a family that the sentence names; else words for it."""
    named = [each.ident for each in passages.named_beside(claim, "model")]
    families = [model.family or "", *(each.family for ident in named if (each := catalogue.models.get(ident)))]
    for family in dict.fromkeys(filter(None, [*named, *families])):
        alike = [each.id for each in family_of(catalogue, f"{family} family") if _fits(each, size)]
        if len(alike) == 1:
            return alike[0]
    return f"a model beside {model.label}"

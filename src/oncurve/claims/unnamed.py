"""Figures whose sentence names no model, chip or firm, where the text before leaves open which they are of."""

from __future__ import annotations

import re

from msgspec.structs import replace

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.lines import chips_of_line
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages, Place, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS
from oncurve.claims.verdict import Finding, Judgement

__all__ = ["as_unnamed", "as_unpaired"]

#: measures by the kind of thing that a figure of them is of, and what such a thing is called
_OF_KIND = {"model": NAMED_KINDS["model"], "organisation": ("organisation_spend",), "chip": ("chip_spec",)}
_NOUNS = {"model": "model", "organisation": "firm", "chip": "chip", "cluster": "site"}
_MEMORY = Pattern(r"(?i)(?:hbm|gddr|lpddr|ddr)\d?\w*")
#: what a chip is only held against
_YARDSTICK = Pattern(r"\b(?:than|over|versus|vs\.?|against|times|of|to|with) (?:the |an? |[A-Z]\w+['’]s )?$",
                     re.IGNORECASE)
#: words for many firms, where none is named
_OF_MANY = Pattern(r"\b(?:industry(?:['’]s)?|sector|(?:tech|AI|technology) (?:giants|companies|firms)|hyperscalers|"
                   r"labs|everyone|everybody)\b", re.IGNORECASE)
_OF_SITES = ("power", "chip_count")
_NEAR = 24
_RATIOS = ("price_ratio", "cost_ratio")
_LAPSED = ("OC2", "OC5", "OC7")


def as_unnamed(judged: Judgement, claim: Claim, passages: Passages, catalogue: Catalogue) -> Judgement:
    """The judgement of a figure that the reader gave to one of several things: it cannot refute what it may not be of.

    That is so where the sentence does not name the model or chip, or the firm whose spending is told, and the last
    words before it that name any name several, or another. Rows of tables have their heads, and stay as they are.

    Args:
        judged: the judgement as if the figure were of its subject.
        claim: the claim.
        passages: the names of the article.
        catalogue: to tell whose a model is.
    """
    place = passages.sentence_at(claim.start)
    kind = next((each for each in _OF_KIND if claim.measure in _OF_KIND[each]), None)
    if kind == "model" and catalogue.organisations.id_of(claim.subject or "") is not None:
        kind = "organisation"  # the chips of a firm
    if claim.measure in _OF_SITES and claim.subject in catalogue.places:
        kind = "cluster"
    if not judged.accuses or kind is None or place is None:
        return judged
    if not claim.subject or "|" in claim.sentence:
        return judged
    if any(each.ident == claim.subject and _is_told_of(each, passages, catalogue)
           for each in passages.things.of_sentence(place.sentence, kind)):
        return judged
    before = next((each for each in passages.things.before(place.start, kind)
                   if _is_told_of(each, passages, catalogue)), None)
    if before is None:
        return judged
    last = {each.ident for each in passages.things.of_sentence(before.sentence, kind)
            if _is_told_of(each, passages, catalogue)}
    if kind == "cluster" and passages.things.of_sentence(place.sentence, "organisation"):
        last |= {"a firm of the sentence"}
    if kind == "organisation" and _OF_MANY.search(passages.words(place)):
        last |= {"one of many"}
    if "|" in passages.words(passages.sentences[before.sentence]):
        last |= {"another row of the table"}
    if last == {claim.subject} or _is_form(claim.subject, last, catalogue) or (
            kind == "model" and _of_maker_named(last | {claim.subject}, place, passages, catalogue)):
        return judged
    own = next((each for each in judged.findings if each.code.startswith("OC2")), None)
    if own is not None and judged.verdict == "inconsistent":  # whosever it is, the text's own figures speak against it
        return replace(judged, reason=f"The text's own figures do not agree. {own.message}")
    kept = tuple(each for each in judged.findings if each.code[:3] in _LAPSED)
    noun = _NOUNS[kind]
    return Judgement("no_basis", f"The sentence names no {noun}, and the text before it names several or another one.",
                     judged.readings, sources=judged.sources,
                     findings=(*kept, Finding("OC802", f"Which {noun} the figure is of is not said.")))


def _is_told_of(name: Thing, passages: Passages, catalogue: Catalogue) -> bool:
    """Whether a figure may be of a name: of chips those that are of one chip and that nothing is only held against."""
    return name.kind != "chip" or (
        _MEMORY.fullmatch(name.ident) is None and not chips_of_line(catalogue, name.ident)
        and _YARDSTICK.search(passages.text[max(name.start - _NEAR, 0):name.start]) is None)


def _is_form(name: str, named: set[str], catalogue: Catalogue) -> bool:
    """Whether a chip is a form, or a site the part at some place, of the only thing that was named."""
    plain = next(iter(named))
    for shelf in (catalogue.chips, catalogue.places):
        whole, part = shelf.get(plain), shelf.get(name)
        if len(named) == 1 and whole is not None and part is not None:
            return part.label.startswith(f"{whole.label} ")
    return False


def _of_maker_named(models: set[str], place: Place, passages: Passages, catalogue: Catalogue) -> bool:
    """Whether all that it may be of are models of the one maker that the sentence names, each of which was tried."""
    makers = {catalogue.models[each].organisation if each in catalogue.models else "" for each in models}
    named = {each.ident for each in passages.things.of_sentence(place.sentence, "organisation")}
    return len(makers) == 1 and makers <= named


def as_unpaired(judged: Judgement, claim: Claim, passages: Passages) -> Judgement:
    """The judgement of a ratio of two models, of which the text leaves open which two it compares.

    That is so where the sentence does not name both, and it and the last one before it that names any name more than
    two, or other ones.

    Args:
        judged: the judgement as if the ratio were of its two sides.
        claim: the claim.
        passages: the names of the article.
    """
    place = passages.sentence_at(claim.start)
    sides = {claim.subject, claim.reference}
    if not judged.accuses or claim.measure not in _RATIOS or place is None \
            or None in sides or "earlier" in (claim.reference or ""):
        return judged
    kinds = ("model", "organisation")
    here = {each.ident for each in passages.things.of_sentence(place.sentence, *kinds)}
    before = next(passages.things.before(place.start, *kinds), None)
    last = {each.ident for each in passages.things.of_sentence(before.sentence, *kinds)} if before else set()
    models = {each.ident for each in passages.things.of_kind("model")} & (here | last)
    if sides <= here or (sides <= here | last and len(models) <= len(sides)):
        return judged
    kept = tuple(each for each in judged.findings if each.code[:3] in _LAPSED)
    return Judgement("no_basis", "The text does not tell which two models the ratio is of.", judged.readings,
                     sources=judged.sources, findings=(*kept, Finding("OC802", "What is compared is not said.")))

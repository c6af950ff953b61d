"""Models that a maker sells under the name of what they do: "DeepSeek's chat model", its reasoner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from oncurve.catalog.model import Model
from oncurve.catalog.price import ApiPrice
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.facts import clause_of_figure
from oncurve.claims.check.subject import model_of, organisation_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages, Place
from oncurve.claims.read.pattern import Pattern

__all__ = ["as_served", "before_in_role"]

#: how a text names a model by what it does, and how the records of prices do
_ROLES = {"chat": Pattern(r"\bchat(?:bot)? (?:model|endpoint|API)\b|(?<=deepseek[- ])chat\b", re.IGNORECASE),
          "reasoner": Pattern(r"\breasoner\b|\breasoning (?:model|endpoint|API)\b", re.IGNORECASE)}
#: what was asked before the day of the text
_PAST = Pattern(r"\b(?:used to|once|former(?:ly)?|until|was|were|had|before|earlier|originally|previously|at launch|"
                r"paid|charged|asked|old|back then)\b", re.IGNORECASE)
#: characters between a maker and a role: "'s ", "'s newest "
_BESIDE = 14
_PRICES = ("price_per_token", "price_ratio")


def as_served(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    """A price of what a maker sells under the name of a role ("its chat model"), as of the model of that day.

    Only where the sentence names no model of that maker, and its records say by which name they were sold.

    Args:
        claim: as it was read.
        passages: the text and its day.
        catalogue: the prices.
    """
    place = passages.sentence_at(claim.start)
    if claim.measure not in _PRICES or place is None or _PAST.search(clause_of_figure(claim)):
        return claim
    roles = [role for role, cue in _ROLES.items() if cue.search(passages.words(place))]
    maker = _maker(claim, roles[0], passages, catalogue) if len(roles) == 1 else None
    if maker is None or _named(maker, place, passages, catalogue):
        return claim
    own = {key for key, each in catalogue.models.items() if each.organisation == maker}
    sold = {row.model for row in catalogue.api_prices
            if row.model in own and not row.variant and passages.published in row.span and _is_sold_as(row, roles[0])}
    return _with(claim, roles[0], sold.pop(), catalogue) if len(sold) == 1 else claim


def _with(claim: Claim, role: str, model: str, catalogue: Catalogue) -> Claim:
    """A claim with a model where the role stands: in a ratio on the side that no model was read for."""
    sides = (claim.subject, claim.reference)
    if claim.measure == "price_per_token" or all(model_of(catalogue, each) is None for each in sides):
        return replace(claim, subject=model)
    if model_of(catalogue, claim.reference) is None and _ROLES[role].search(claim.reference or ""):
        return replace(claim, reference=model)
    return replace(claim, subject=model) if model_of(catalogue, claim.subject) is None else claim


def before_in_role(model: Model, sentence: str, catalogue: Catalogue) -> Iterator[ApiPrice]:
    """The prices of what the maker of a model sold before under the name of the role that a sentence speaks of."""
    roles = [role for role, cue in _ROLES.items() if cue.search(sentence)]
    own = {key for key, each in catalogue.models.items() if each.organisation == model.organisation}
    for row in catalogue.api_prices if len(roles) == 1 else ():
        if row.model in own - {model.id} and not row.variant and _is_sold_as(row, roles[0]):
            yield row


def _is_sold_as(row: ApiPrice, role: str) -> bool:
    return re.search(rf"\b{role}\b", f"{row.where} {row.note}") is not None


def _maker(claim: Claim, role: str, passages: Passages, catalogue: Catalogue) -> str | None:
    """The maker of what a claim is of: the one said beside the role, of the model that was read, or the text's only."""
    said = _said_beside(claim, role, passages)
    if said is not None:
        return said
    model = model_of(catalogue, claim.subject)
    if model is not None:
        return model.organisation
    firm = organisation_of(catalogue, claim.subject) or organisation_of(catalogue, (claim.subject or "").split("-")[0])
    named = {each.ident for each in passages.things.of_kind("organisation")}
    return firm.id if firm is not None else named.pop() if len(named) == 1 else None


def _said_beside(claim: Claim, role: str, passages: Passages) -> str | None:
    """The maker whose name stands right before a role in the clause of a figure: "DeepSeek's cheap chat model"."""
    place = passages.sentence_at(claim.start)
    start = place.start if place is not None else claim.start
    found = list(_ROLES[role].finditer(passages.text[start : claim.start]))
    told = start + found[-1].start() if found else start
    beside = [each.ident for each in passages.things.between(start, told, "organisation")
              if 0 <= told - each.end <= _BESIDE]
    return beside[-1] if beside else None


def _named(maker: str, sentence: Place, passages: Passages, catalogue: Catalogue) -> bool:
    """Whether a sentence names a model of a maker."""
    models = (catalogue.models.get(each.ident) for each in passages.things.of_sentence(sentence.sentence, "model"))
    return any(each is not None and each.organisation == maker for each in models)

"""Figures of other versions of a model than the one that was read: of its update, of the version before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.price_per_token import predecessor
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS

__all__ = ["of_update", "of_version_before"]

_UPDATE = Pattern(r"\b(?:updat\w+|upgrad\w+|refresh\w*|revised|new(?:er)? version|version of (?:january|february|"
                  r"march|april|may|"
                  r"june|july|august|september|october|november|december)|(?:january|february|march|april|may|"
                  r"june|july|august|september|october|november|december) (?:version|release|edition|build|model))\b",
                  re.IGNORECASE)
_TO = Pattern(r"[^.;,]{0,24}?\bto\b")


def of_update(claim: Claim, catalogue: Catalogue, day: dt.date) -> Iterator[Claim]:
    """A figure of a model that was updated ("R1 since its May update"), read of its later versions, newest first."""
    model = model_of(catalogue, claim.subject)
    if model is None or claim.measure not in NAMED_KINDS["model"]:
        return
    new = re.search(rf"\bnew(?:er)? (?:\w+ )?{re.escape(model.label)}\b", claim.sentence, re.IGNORECASE)
    if new is None and _UPDATE.search(claim.sentence) is None:
        return
    later = [each for each in catalogue.models.values() if each.organisation == model.organisation
             and re.fullmatch(rf"{re.escape(model.label)}[ -]?\(?(?:\d{{4}}|[A-Z][a-z]+ \d{{4}})\)?", each.label)
             and each.release_date is not None and each.release_date <= day]
    for each in sorted(later, key=lambda each: each.release_date or dt.date.min, reverse=True):
        yield replace(claim, subject=each.id)


def of_version_before(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A score that a line rose from ("went from 37.6% to 68.8%"), read of the version before the one that is named."""
    before, quoted, after = claim.sentence.partition(claim.quote)
    model = model_of(catalogue, claim.subject) if claim.measure == "benchmark_score" and quoted else None
    if model is None or not before.rstrip().endswith("from") or _TO.match(after) is None:
        return
    older = predecessor(model, catalogue)
    if older is not None:
        yield replace(claim, subject=older.id)

"""Which price of tokens a figure of a page is: of tokens found in a cache, in a batch, at night, at a discount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tables import cell_above

__all__ = ["of_batch", "of_cache", "with_terms"]

#: of tokens that a cache holds, and of those that it does not
_CACHED = Pattern(r"(?i)\b(?:cached?(?:[- ](?:hits?|reads?|input|tokens))?|context caching|prompt caching)\b")
_MISSED = Pattern(r"(?i)\b(?:cache[- ]miss\w*|un-?cached|non-?cached|cache writes?)\b")
#: of work that waits its turn, for which about half is asked
_BATCHED = Pattern(r"(?i)\b(?:batch(?:ed|es)?|flex)\b")
_BATCHED_AFTER = Pattern(r"(?i)(?:\(|\bin |\bvia (?:the )?|\bwith (?:the )?)(?:batch(?:ed|es)?|flex)\b")
_BLENDED = Pattern(r"(?i)\bblended\b")
_LABEL = 40
#: terms on which less or more is asked than the list price
_TERMS = Pattern(r"(?i)\b(?:off-?peak|discount\w*|promotion\w*|batch|flex|night|hours|peak|limited[- ]time|"
                 r"introductory)\b")
#: characters of a line that may say of what kind its figure is
_BEFORE, _AFTER = 48, 40
_PARTS = Pattern(r"[•·;|\n]|,\s|\.\s|\band\b|\bbut\b|[$€£¥]\s?\d")


def of_cache(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A price read as that of input tokens whose column or item speaks of a cache: that of tokens found in it.

    Args:
        claim: as it was read.
        passages: the text.
    """
    if claim.measure != "price_per_token" or claim.scope == "output":
        return
    head = cell_above(passages.text, claim.start)
    words = head or _item(passages.text, claim)
    if _CACHED.search(words) and not _MISSED.search(words):
        yield replace(claim, scope="cached_input")


def of_batch(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A price whose column, item or label speaks of batches, or of input and output in one: that of such tokens.

    Args:
        claim: as it was read.
        passages: the text.
    """
    if claim.measure != "price_per_token":
        return
    text = passages.text
    before = _PARTS.split(text[max(claim.start - _BEFORE, 0) : claim.start])[-1]
    after = _PARTS.split(text[claim.end : claim.end + _AFTER])[0]
    head = cell_above(text, claim.start)
    if _BATCHED.search(head or before) or _BATCHED_AFTER.search(after):
        yield replace(claim, scope="batch")
    label = before if before.strip() else text[: claim.start].rstrip().rpartition("\n")[2]
    if _BLENDED.search(head or (label if len(label) < _LABEL else "")):
        yield replace(claim, scope="blended_3_1")


def _item(text: str, claim: Claim) -> str:
    """The words around a figure up to the marks that part it from the figures beside it."""
    before = _PARTS.split(text[max(claim.start - _BEFORE, 0) : claim.start])[-1]
    after = _PARTS.split(text[claim.end : claim.end + _AFTER])[0]
    return f"{before} {after}"


def with_terms(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A price whose terms the sentence before tells ("at a discount from half past midnight"), with that sentence."""
    place = passages.sentence_at(claim.start)
    if claim.measure != "price_per_token" or place is None:
        return
    before = passages.text[max(place.start - _FURTHEST, 0) : place.start]
    if _TERMS.search(before) or _TERMS.search(claim.sentence):
        yield replace(claim, sentence=f"{before.strip()} {claim.sentence}")


#: characters of the sentences before that may tell on what terms a price is asked
_FURTHEST = 240

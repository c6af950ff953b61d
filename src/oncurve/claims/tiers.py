"""Which price of tokens a figure of a page is: of tokens found in a cache, in a batch, at night, at a discount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tables import cell_above

__all__ = ["FRESH", "of_batch", "of_cache", "of_tier_told", "with_terms"]

#: of tokens that no cache holds
FRESH = Pattern(r"(?i)\b(?:fresh|brand-?new|un-?cached|non-?cached|cache[- ]?miss\w*|miss(?:es|ing)? the cache|"
                r"(?:not|never|isn['’]t|aren['’]t)(?: \w+){0,3}? (?:in |by |through )?(?:the |its |a )?cached?|"
                r"(?:without|outside|bypass\w*|no) (?:the |a |its |any )?(?:(?:prompt|context|input)[- ])?"
                r"cach(?:e|ing|es))\b")
#: three parts of what is read to one of what is written, in one price
_BLEND = Pattern(r"(?i)\bblend(?:ed|s)?\b|\b(?:three|3)[- ]?(?:to|:)[- ]?(?:one|1)\b|"
                 r"\b(?:three|3) (?:parts? |times as much )?(?:of )?(?:input|prompt)(?: tokens?)?,? "
                 r"(?:to|for|and|per|with) (?:each|every|one|1)\b|"
                 r"\b(?:three|3) (?:tokens?|parts?) (?:of |in|read|fed)[\w ]{0,16}(?:to|for|per) "
                 r"(?:each|every|one|1)\b")
#: of tokens that a cache holds, however it is told: "if the prompt is already in the cache", "on hits"
_FROM_CACHE = Pattern(r"(?i)\bcache(?:d|s)?\b(?!\s?-?\s?(?:miss|write))|\b(?:context|prompt) caching\b|\bhits\b")
_STOP = Pattern(r"[,;:](?=\s)|\b(?:and|but|while|against|versus|where|whereas)\b")
_CACHE = Pattern(r"(?i)\bcach")
_EITHER_WAY = Pattern(r"(?i)\b(?:whether|regardless|even|cached or|or cached)\b")
#: what opens a clause that says when a price is asked: "if the prompt is in the cache,"
_WHEN = Pattern(r"(?i)^\s*(?:but |and |or )?(?:if|when|where|once|with|for|on|provided|as long as)\b")
_MONEY = Pattern(r"(?i)[$€£¥₹]|\b(?:cents?|dollars?|euros?|pounds?|yuan|USD|EUR|CNY|RMB)\b")
_OUTPUT = Pattern(r"(?i)\boutputs?\b|\bcompletions?\b|\bgenerat|\bwrit(?:es?|ing|ten)\b")

#: of tokens that a cache holds, and of those that it does not
_CACHED = Pattern(r"(?i)\b(?:cached?(?:[- ](?:hits?|reads?|input|tokens))?|context caching|prompt caching)\b")
_MISSED = Pattern(r"(?i)\b(?:cache[- ]miss\w*|un-?cached|non-?cached|cache writes?)\b")
#: of work that waits its turn, for which about half is asked
_BATCHED = Pattern(r"(?i)\b(?:batch(?:ed|es)?|flex)\b")
_BATCHED_AFTER = Pattern(r"(?i)(?:\(|\bin |\bvia (?:the )?|\bwith (?:the )?)(?:batch(?:ed|es)?|flex)\b")
_BLENDED = Pattern(r"(?i)\bblended\b")
_LABEL = 40
#: terms on which less or more is asked than the list price
_TERMS = Pattern(r"(?i)\b(?:off-?peak|UTC|discount\w*|(?:knock|take|shave)s? [\d.]+ ?% off|promotion\w*|batch|"
                 r"flex|night|hours|peak|limited[- ]time|introductory)\b")
#: characters of a line that may say of what kind its figure is
_BEFORE, _AFTER = 48, 40
_PARTS = Pattern(r"[•·;|\n]|,\s|\.\s|\band\b|\bbut\b|[$€£¥]\s?\d")


def of_tier_told(claim: Claim, passages: Passages) -> Claim:
    """A price with the tier that its sentence tells in words of its own: found in a cache, not found there, blended.

    A clause beside its own counts only where it says when the sentence's only price is asked ("if it is in the cache").

    Args:
        claim: as it was read.
        passages: the text.
    """
    place = passages.sentence_at(claim.start)
    if claim.measure != "price_per_token" or place is None:
        return claim
    prices = [each for each in passages.amounts.of_sentence(place.sentence, "money")
              if _MONEY.search(passages.words(each))]
    clause, when = _told_of(claim, place, passages)
    words, near = (passages.words(place), f"{clause} {when}") if len(prices) <= 1 else (clause, clause)
    if _BLEND.search(words) is not None:
        return replace(claim, scope="blended_3_1")
    if _OUTPUT.search(words) is not None:
        return claim
    if FRESH.search(words) is not None:
        return replace(claim, scope="input")
    cached = _FROM_CACHE.search(near) is not None and _CACHE.search(claim.sentence) is not None
    return replace(claim, scope="cached_input") if cached and not _EITHER_WAY.search(claim.sentence) else claim


def _told_of(claim: Claim, place: Place, passages: Passages) -> tuple[str, str]:
    """The clause of a figure, and the clauses beside it that say when it is asked."""
    text = passages.text
    before, after = _STOP.split(text[place.start : claim.start]), _STOP.split(text[claim.end : place.end])
    when = [each for each in (*before[:-1], *after[1:]) if _WHEN.match(each)]
    return f"{before[-1]}{claim.quote}{after[0]}", " ".join(when)


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

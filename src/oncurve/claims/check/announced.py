"""Words by which a sentence tells of a status that is to come: "will allow", "plans to let", "is to need"."""

from __future__ import annotations

import re

from oncurve.claims.read.pattern import Pattern

__all__ = ["told_ahead", "wished"]

#: the end of what stands before the quoted words
_LEADS = Pattern(
    r"(?:\b(?:will|would|shall|may soon|could soon)|'ll|"
    r"(?<!able)(?<!continue)(?<!continues)(?<!continued)(?<!free)\s+to)"
    r"\s+(?:(?:now|soon|again|once more|also|in future)\s+)?(?:be\s+)?$|"
    r"\b(?:will|would|shall)\s+(?:(?:also|now|soon|then|have to)\s+)*(?:need|require|get|be subject to|apply for|"
    r"ask for)\s+(?:an?\s+|the\s+)?(?:(?:export|us|american|special|government)\s+)?$", re.IGNORECASE)
#: inside them: what a government will do, and what a chip will need
_INSIDE = Pattern(r"\b(?:(?:will|shall|would)(?: soon| again| now| also)? (?:be )?(?:allow|permit|let|lift|ban|bar|"
                     r"block|stop|restrict|prohibit|forbid|forbidden)\w*|(?:will|shall) (?:soon |again |also |now )?"
                     r"(?:need|require)|(?:is|are) (?:set |about |going )?to (?:be (?:allowed|permitted|barred|banned)|"
                     r"need|require)|would need)\b", re.IGNORECASE)
#: what somebody wants or holds to be right
_WISH = Pattern(
    r"\b(?:should|ought to)\b(?! have (?!been|banned|barred|stopped|allowed|let|blocked|kept))|"
    r"\b(?:is|was|would be) (?:sheer |pure )?(?:madness|folly|lunacy|insane|stupid|foolish|reckless|wrong|wise|unwise|"
    r"a (?:mistake|blunder|crime|disgrace|disaster|gift)) to\b|\b(?:is|was|would be) like \w+ing\b|"
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|urg(?:es?|ed|ing)|demand(?:s|ed|ing)?|"
    r"wants?|wanted|lobb(?:y|ies|ied|ying)|argu(?:es?|ed|ing) (?:for|against)|pleads?|pleaded)\b", re.IGNORECASE)
#: what is wanted only as the case that a rule speaks of: "if it wants to sell", "whoever wants to ship"
_IN_CASE = Pattern(
    r"\b(?:if|whether|when|whoever|anyone|anybody|any \w+|those|all)\b(?: (?!should)[\w'’-]+){0,4}? wants? to\b|"
    r"^\W*should (?:[\w'’-]+ ){1,4}?(?:want|wish|choose|decide|try|seek)\b", re.IGNORECASE)
#: how many letters before the quoted words are looked at
_REACH = 40


def told_ahead(before: str, quote: str) -> bool:
    """Whether words tell of what is to come.

    Args:
        before: the sentence up to the quoted words.
        quote: the words that tell the status.
    """
    lead = " ".join(before[-_REACH:].split()) + " "
    return _LEADS.search(lead) is not None or _INSIDE.search(quote) is not None


def wished(before: str, quote: str) -> bool:
    """Whether words tell of what somebody wants or holds to be right: "should be banned", "called for a ban".

    Args:
        before: the sentence up to the quoted words.
        quote: the words that tell the status.
    """
    told = _IN_CASE.sub(" ", f"{before} {quote}")
    return _WISH.search(told[-(_REACH + 1 + len(quote)):]) is not None

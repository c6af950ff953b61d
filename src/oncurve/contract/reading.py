"""The JSON of what is read: an article, its claims, and what a language model had to do with them."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from oncurve.contract.estimate import Number

__all__ = ["Article", "Claim", "DroppedProposal", "Extract", "Proposals", "ProposedClaim"]


class ProposedClaim(TypedDict):
    """What of a claim a language model proposed; never its number."""

    model: str
    fields: list[str]


class Claim(TypedDict):
    """A claim as read. `start` and `end` are offsets into the article's text."""

    quote: str
    start: int
    end: int
    sentence: str
    measure: str
    subject: str | None
    reference: str | None
    value: Number
    low: Number
    high: Number
    unit: str
    qualifier: Literal["exact", "approx", "at_least", "at_most", "range", "vague"]
    scope: str | None
    speaker: str | None
    negated: bool
    time: str | None
    confidence: float
    proposed: NotRequired[ProposedClaim]


class Article(TypedDict):
    """The text that was read; claims point into it."""

    title: str
    published: str | None
    text: str
    language: NotRequired[str]
    warnings: NotRequired[list[str]]


class DroppedProposal(TypedDict):
    """A claim that a language model proposed and that was not taken, and why."""

    quote: str
    measure: str
    reason: str


class Proposals(TypedDict):
    """What a language model had to do with a reading: which, how it was asked, and what of it was dropped."""

    model: str
    prompt: str
    dropped: list[DroppedProposal]


class Extract(TypedDict):
    """`extract`."""

    article: Article
    claims: list[Claim]
    proposals: NotRequired[Proposals]

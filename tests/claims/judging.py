"""The verdicts on the claims of a text and what was found of them, as tests of many sentences ask for them."""

from __future__ import annotations

from oncurve.api import World

__all__ = ["WORLD", "by_quote", "codes", "judged", "of_whom", "verdicts"]

WORLD = World()


def judged(text: str, published: str, quote: str) -> tuple[str, set[str]]:
    """The verdict on the claim with the quote, and the codes found of it."""
    claim = next(each for each in WORLD.check_text(text, published=published).claims if quote in each.claim.quote)
    return claim.verdict, {each.code for each in claim.then.findings}


def verdicts(text: str, published: str | None = None, measure: str = "") -> list[str]:
    """The verdicts on the claims of a text, or on those of one measure, in the order of the text."""
    return [each.verdict for each in WORLD.check_text(text, published=published).claims
            if measure in ("", each.claim.measure)]


def by_quote(text: str, published: str | None = None, measure: str = "") -> dict[str, str]:
    """The verdict on each claim of a text, or on each of one measure, by its words."""
    return {each.claim.quote: each.verdict for each in WORLD.check_text(text, published=published).claims
            if measure in ("", each.claim.measure)}


def of_whom(text: str, published: str) -> dict[str, tuple[str | None, str]]:
    """The subject and verdict of each claim of a text, by its words."""
    made = WORLD.check_text(text, published=published).claims
    return {each.claim.quote: (each.claim.subject, each.verdict) for each in made}


def codes(text: str, published: str) -> set[str]:
    """The codes of all that was found in a text, of its claims and of the text."""
    audit = WORLD.check_text(text, published=published)
    of_claims = {each.code for claim in audit.claims for each in claim.then.findings}
    return of_claims | {each.code for each in audit.findings}

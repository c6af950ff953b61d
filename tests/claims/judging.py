"""The verdicts on the claims of a text and what was found of them, as tests of many sentences ask for them."""

from __future__ import annotations

from oncurve.api import World

__all__ = ["WORLD", "by_quote", "judged", "verdicts"]

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

"""The verdict on one claim of a text and what was found of it, as tests of many sentences ask for them."""

from __future__ import annotations

from oncurve.api import World

__all__ = ["WORLD", "judged"]

WORLD = World()


def judged(text: str, published: str, quote: str) -> tuple[str, set[str]]:
    """The verdict on the claim with the quote, and the codes found of it."""
    claim = next(each for each in WORLD.check_text(text, published=published).claims if quote in each.claim.quote)
    return claim.verdict, {each.code for each in claim.then.findings}

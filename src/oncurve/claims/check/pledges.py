"""Deals and pledges: with whom they were made, over how many years, and which of them a sentence means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from msgspec.structs import replace

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.facts import FIGURE, rivals
from oncurve.claims.check.partial_sums import ends_by
from oncurve.claims.check.reading import Openness, Reading, World
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["is_pledge", "meant_by_partner", "partners_of", "pledged", "sold_by"]

_PLEDGED = "spend.pledged"
_YEARS = Pattern(r"\b(?:over|within|for|in|during) (?:about |around |some |roughly |the next |the coming |"
                 r"a period of )*"
                 r"(\d+|two|three|four|five|six|seven|eight|nine|ten)[- ]years?\b|\b(\d+|two|three|four|five|six|seven|"
                 r"eight|nine|ten)-year\b", re.IGNORECASE)
_OF_ALL = "That is what was pledged in all; the sentence may be about one pledge among others."
_HALVES = Pattern(r";|,? (?:while|whereas)\b")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def is_pledge(fact: Fact) -> bool:
    """Whether a fact is of money promised for several years, or in a deal with a partner."""
    return fact.name.startswith(_PLEDGED) or (fact.kind == "forecast" and "years" in fact.detail)


def partners_of(fact: Fact) -> tuple[str, ...]:
    """The organisations with which a deal was made; none for a plan of one's own."""
    told = fact.detail.get("with", ())
    return (told,) if isinstance(told, str) else tuple(told)


def meant_by_partner(facts: Iterable[Fact], claim: Claim, catalogue: Catalogue) -> list[Fact]:
    """The deals with the partners that a sentence names; where it names none of them, what was told of no partner.

    Args:
        facts: of one subject.
        claim: the claim, whose sentence may name a partner.
        catalogue: the facts, for the partners' names.
    """
    every = list(facts)
    named = [fact for fact in every if any(_names(each, claim, catalogue) for each in partners_of(fact))]
    several = {each for fact in named for each in partners_of(fact) if _names(each, claim, catalogue)}
    of_none = [fact for fact in every if not partners_of(fact)]
    return of_none if len(several) > 1 and of_none else named or of_none  # a sum of several deals is none of them


def _names(partner: str, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a sentence names an organisation, in the half of it that the figure stands in."""
    holder = catalogue.organisations.get(partner)
    near = next((each for each in _HALVES.split(claim.sentence) if FIGURE in each), claim.sentence)
    return holder is not None and any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", near)
                                      for each in (holder.label, *holder.aliases))


def sold_by(holder: str, claim: Claim, catalogue: Catalogue) -> list[Fact]:
    """What the organisations that a sentence names have pledged to a seller: "Microsoft sold Anthropic ..."."""
    told = [fact for other in catalogue.organisations.values() if other.id != holder for fact in other.facts
            if is_pledge(fact) and holder in partners_of(fact) and _names(other.id, claim, catalogue)]
    return [replace(fact, detail={**fact.detail, "with": ()}) for fact in told]


def pledged(facts: Iterable[Fact], claim: Claim, world: World) -> list[Reading]:
    """A reading a pledge that a sentence may mean: those over as many years as it names first.

    Args:
        facts: the pledges of the claim's subject.
        claim: the claim.
        world: the facts.
    """
    meant = meant_by_partner(facts, claim, world.catalogue)
    told = _YEARS.search(claim.sentence)
    years = None if told is None else _number(told[1] or told[2])
    same = [fact for fact in meant if years is not None and fact.detail.get("years") == years]
    until, made = ends_by(claim), list[Reading]()
    if until is not None and not same:  # "before the end of 2025" is no pledge for the years up to 2028
        meant = [fact for fact in meant if _ends_in(fact, until)]
    for fact in same or meant:
        open_: Openness = "plain" if len(same or meant) == 1 or same else "possible"
        readings = rivals([fact], _words(fact), world, open_, "possible")
        of_one = bool(partners_of(fact) or same) or fact.subject not in world.catalogue.organisations
        made += readings if of_one else [replace(each, whole=_OF_ALL) for each in readings]
    return made


def _ends_in(fact: Fact, year: int) -> bool:
    """Whether a pledge is known to be one for the time up to a year."""
    years = fact.detail.get("years")
    if fact.span.end is not None:
        return fact.span.end - dt.timedelta(days=1) <= dt.date(year + 1, 6, 30)
    return years is not None and fact.known.year + int(years) <= year + 1


def _number(word: str) -> int:
    return _NUMBERS.get(word.lower()) or int(word)


def _words(fact: Fact) -> str:
    item = str(fact.detail.get("item", "")).rstrip(".")
    return f"money pledged, {item}" if item else "money pledged"

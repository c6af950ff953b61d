"""A claim that does not stand as it was read, tried in its other readings, one sort after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, Protocol, TypeVar

from oncurve.catalog.read import Catalogue
from oncurve.claims.claim import Claim
from oncurve.claims.family_members import of_base, of_family_named, of_flagship, of_member
from oncurve.claims.pairing import PAIRED
from oncurve.claims.passage import Passages
from oncurve.claims.rereading import (
    as_fleet,
    as_hours,
    as_spending,
    as_training_cost,
    free_kinds,
    free_subjects,
    kindred_subjects,
    models_of_maker,
    nearer_subjects,
    of_the_firm,
    of_year_before,
    turned_about,
)
from oncurve.claims.resettling import (
    as_fall_of_level,
    as_held,
    as_market_move,
    as_market_share,
    as_smuggled,
    as_sold,
    of_buyer,
    of_countries,
    of_earlier,
    of_its_clause,
    of_latest,
    of_line,
    of_multiple,
    of_neighbour,
    of_priced_before,
    of_sibling,
    of_trailing,
    of_what_is_worth,
    on_day_told,
)
from oncurve.claims.stated import of_same_side, turned_to_amounts, turned_to_base
from oncurve.claims.tiers import of_batch, of_cache, with_terms
from oncurve.claims.told import Told
from oncurve.claims.verdict import ACCUSING, Judgement
from oncurve.claims.versions_told import of_update, of_version_before

__all__ = ["Case", "best_reading"]


class _Audited(Protocol):
    """A claim with its judgements."""

    @property
    def verdict(self) -> str: ...

    @property
    def then(self) -> Judgement: ...


T = TypeVar("T", bound=_Audited)


class Case(NamedTuple):
    """A claim and where it stands.

    Args:
        claim: as it was read.
        voiced: the claim with the source that is cited for it as its speaker.
        claims: all claims of the article.
        passages: its amounts and names.
        then: what was known on its day.
        now: what is known now.
        published: its day.
    """

    claim: Claim
    voiced: Claim
    claims: Told
    passages: Passages
    then: Catalogue
    now: Catalogue
    published: dt.date


class _Sort(NamedTuple):
    """One sort of other readings.

    Args:
        tried: whether a claim so judged is tried in them.
        others: the readings.
        shown: the claim as the audit shows it, from the claim as read and the reading.
        chosen: which of those audited is taken; they are audited only as far as it looks.
    """

    tried: Callable[[_Audited], bool]
    others: Callable[[Case], Iterable[Claim]]
    shown: Callable[[Claim, Claim], Claim]
    chosen: Callable[[Iterator[Any], Any, Case], Any]


def best_reading(case: Case, first: T, audited: Callable[[Claim, Claim], T]) -> T:
    """The claim as it was read where that stands, else the reading of it that is taken.

    Args:
        case: the claim and where it stands.
        first: it as it was read, judged.
        audited: judges a claim: as the audit shows it, and as it is judged.
    """
    for sort in _SORTS if PAIRED not in case.claim.evidence else ():
        if sort.tried(first):
            others = (audited(sort.shown(case.claim, each), each) for each in sort.others(case))
            first = sort.chosen(others, first, case)
    return first


def _doubted(each: _Audited) -> bool:
    return each.verdict in ACCUSING


def _unknown(each: _Audited) -> bool:
    return each.verdict == "no_basis"


def _unsettled(each: _Audited) -> bool:
    return each.verdict in ("no_basis", "scope_dependent")


def _either(each: _Audited) -> bool:
    return _doubted(each) or _unknown(each)


def _doubted_and_said(each: _Audited) -> bool:
    """Where the figure is put in the name of who gave none (OC302), no other reading of it mends that."""
    return _doubted(each) and not any(found.code == "OC302" for found in each.then.findings)


def _of_family(case: Case) -> Iterator[Claim]:
    """The members of a family that the text names, and where it names one, the others of that family."""
    named = list(of_family_named(case.voiced, case.passages, case.then))
    yield from named
    yield from of_member(case.voiced, case.passages, case.then) if named else ()


def _of_subject(claim: Claim, each: Claim) -> Claim:
    return replace(claim, subject=each.subject)


def _of_pair(claim: Claim, each: Claim) -> Claim:
    return replace(claim, subject=each.subject, reference=each.reference)


def _whole(claim: Claim, each: Claim) -> Claim:
    return replace(each, speaker=claim.speaker)


def _as_read(claim: Claim, each: Claim) -> Claim:  # noqa: ARG001 - one signature
    return claim


def _fitting(*verdicts: str) -> Callable[[Iterator[T], T, Case], T]:
    """The first that is judged so."""
    def chosen(others: Iterator[T], first: T, case: Case) -> T:  # noqa: ARG001 - one signature
        return next((each for each in others if each.verdict in verdicts), first)
    return chosen


def _first(others: Iterator[T], first: T, case: Case) -> T:  # noqa: ARG001 - one signature
    """The first, whatever is known of it: the text leaves no other reading."""
    return next(others, first)


def _known(others: Iterator[T], first: T, case: Case) -> T:  # noqa: ARG001 - one signature
    """The first of which anything is known that is not refuted; one that is, where all of several are."""
    found = [each for each in others if not _unknown(each)]
    stands = next((each for each in found if not _doubted(each)), None)
    return stands if stands is not None else found[0] if len(found) > 1 else first


def _nearer(others: Iterator[T], first: T, case: Case) -> T:
    """The first that fits; where the sentence names no subject, else the nearest that is not refuted."""
    named = [each for each in others if not _unknown(each)]
    fits = next((each for each in named if each.verdict == "consistent"), None)
    if fits is not None:
        return fits
    return named[0] if named and _is_unnamed(case) and not _doubted(named[0]) else first


def _is_unnamed(case: Case) -> bool:
    """Whether the sentence of a claim does not name its subject: the reader took it from elsewhere."""
    sentence = case.passages.sentence_at(case.voiced.start)
    return sentence is not None and all(each.ident != case.voiced.subject
                                        for each in case.passages.things.of_sentence(sentence.sentence))


def _settled(others: Iterator[T], first: T, case: Case) -> T:  # noqa: ARG001 - one signature
    """The first that fits, else the first of which anything is known."""
    found = [each for each in others if not _unknown(each)]
    return next((each for each in found if each.verdict == "consistent"), found[0] if found else first)


def _guessed(others: Iterator[T], first: T, case: Case) -> T:
    """As `_settled`, but a guess of whom it is of accuses nobody, unless all of several whom it may be of refute it."""
    found = [each for each in others if not _unknown(each)]
    stands = [each for each in found if not _doubted(each)]
    return _settled(iter(stands or (found if len(found) > 1 else [])), first, case)


def _of_a_line(others: Iterator[T], first: T, case: Case) -> T:
    """The first that fits, else one that is not refuted, else the first: a line is held to its models' figures."""
    found = [each for each in others if not _unknown(each)]
    stands = [each for each in found if not _doubted(each)]
    return _settled(iter(stands or found), first, case)


def _updated(others: Iterator[T], first: T, case: Case) -> T:
    """As `_settled`, but what is known of the older version of a thing that was updated does not count."""
    found = list(others)
    return _settled(iter(found), found[0] if found else first, case)


def _latest(others: Iterator[T], first: T, case: Case) -> T:
    """The first that fits; of a price, the newest model that is on sale, whatever is known of it."""
    found = list(others)
    fits = next((each for each in found if each.verdict == "consistent"), None)
    if case.claim.measure != "price_per_token" or fits is not None:
        return fits if fits is not None else first
    return next((each for each in found if not _unknown(each)), first)


_SORTS = (
    _Sort(_either, lambda c: of_cache(c.voiced, c.passages), _as_read, _first),
    _Sort(_doubted, lambda c: of_batch(c.voiced, c.passages), _as_read, _first),
    _Sort(_doubted, lambda c: with_terms(c.voiced, c.passages), _as_read,
          _fitting("consistent", "scope_dependent")),
    _Sort(_either, lambda c: nearer_subjects(c.voiced, c.passages, c.then), _of_subject, _nearer),
    _Sort(_unknown, lambda c: free_subjects(c.voiced, c.claims, c.passages, c.then), _whole, _fitting("consistent")),
    _Sort(_doubted, lambda c: kindred_subjects(c.voiced, c.passages, c.then), _of_subject,
          _fitting("consistent", "scope_dependent")),
    _Sort(_doubted_and_said, lambda c: (*free_subjects(c.voiced, c.claims, c.passages, c.then),
                                        *free_kinds(c.voiced, c.claims, c.passages, c.then),
                                        *as_spending(c.voiced, c.passages, c.then)), _whole,
          _fitting("consistent", "scope_dependent")),
    _Sort(_unknown, lambda c: models_of_maker(c.voiced, c.passages, c.then), _of_subject, _known),
    _Sort(_doubted, lambda c: of_priced_before(c.voiced, c.claims, c.passages), _of_pair,
          _fitting("consistent", "scope_dependent")),
    _Sort(_doubted, lambda c: of_multiple(c.voiced, c.passages, c.then), _of_subject, _fitting("consistent")),
    _Sort(_doubted, lambda c: of_update(c.voiced, c.now, c.published), _of_subject, _updated),
    _Sort(_doubted, lambda c: of_base(c.voiced, c.then), _of_subject, _fitting("consistent", "scope_dependent")),
    _Sort(_doubted, lambda c: of_version_before(c.voiced, c.then), _of_subject, _fitting("consistent")),
    _Sort(_unknown, lambda c: of_update(c.voiced, c.now, c.published), _of_subject, _fitting("consistent")),
    _Sort(_unknown, lambda c: (*as_held(c.voiced, c.then), *as_market_move(c.voiced), *as_smuggled(c.voiced),
                               *as_market_share(c.voiced)), _whole, _settled),
    _Sort(_either, lambda c: as_fall_of_level(c.voiced, c.then), _whole, _settled),
    _Sort(_unknown, lambda c: on_day_told(c.voiced, c.passages), _as_read, _fitting("consistent", "scope_dependent")),
    _Sort(_unknown, lambda c: of_what_is_worth(c.voiced, c.passages, c.then), _of_subject, _settled),
    _Sort(_unknown, lambda c: of_buyer(c.voiced, c.passages, c.then), _whole, _guessed),
    _Sort(_unknown, lambda c: of_trailing(c.voiced, c.then), _of_pair, _settled),
    _Sort(_doubted, lambda c: as_sold(c.voiced, c.passages, c.then), _whole, _fitting("consistent", "scope_dependent")),
    _Sort(_unknown, _of_family, _whole, _guessed),
    _Sort(_either, lambda c: of_flagship(c.voiced, c.then), _of_subject, _fitting("consistent")),
    _Sort(_unknown, lambda c: of_line(c.voiced, c.passages, c.now, c.published), _of_pair, _of_a_line),
    _Sort(_unknown, lambda c: of_latest(c.voiced, c.passages, c.then, c.published), _of_subject, _latest),
    _Sort(_doubted, lambda c: (*of_sibling(c.voiced, c.now), *of_earlier(c.voiced, c.passages, c.then)),
          _of_subject, _fitting("consistent")),
    _Sort(_doubted, lambda c: of_member(c.voiced, c.passages, c.then), _of_subject, _fitting("consistent")),
    _Sort(_unknown, lambda c: of_neighbour(c.voiced, c.claims, c.passages, c.then), _of_subject, _known),
    _Sort(_unsettled, lambda c: of_earlier(c.voiced, c.passages, c.then), _of_subject, _fitting("consistent")),
    _Sort(_doubted, lambda c: of_countries(c.voiced, c.passages), _of_pair,
          _fitting("consistent", "scope_dependent", "depends")),
    _Sort(_doubted, lambda c: as_fleet(c.voiced, c.then), _of_subject, _fitting("consistent")),
    _Sort(_unknown, lambda c: of_the_firm(c.voiced, c.then), _whole, _fitting("consistent")),
    _Sort(_doubted, lambda c: as_hours(c.voiced), _whole, _fitting("consistent")),
    _Sort(_doubted, lambda c: of_year_before(c.voiced), _whole, _fitting("consistent")),
    _Sort(_doubted, lambda c: of_same_side(c.voiced, c.claims, c.passages), _of_pair, _fitting("consistent")),
    _Sort(_doubted, lambda c: (*turned_to_amounts(c.voiced, c.claims), *turned_to_base(c.voiced, c.now)), _whole,
          _first),
    _Sort(_doubted, lambda c: (*turned_about(c.voiced, c.then), *of_its_clause(c.voiced, c.passages)), _whole,
          _fitting("consistent", "scope_dependent")),
    _Sort(_unknown, lambda c: as_training_cost(c.voiced, c.passages, c.then), _as_read, _known),
)

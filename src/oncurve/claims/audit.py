"""An article audited: every claim judged by what was known on its day, and again by what is known now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import structs

from oncurve.catalog.names import Names
from oncurve.catalog.read import Catalogue
from oncurve.claims.article import Article
from oncurve.claims.audited import Audit, AuditedClaim, both
from oncurve.claims.check.facts import today
from oncurve.claims.check.reading import World
from oncurve.claims.claim import Claim
from oncurve.claims.consistency import Slip, slips
from oncurve.claims.findings import Setting
from oncurve.claims.judged_claims import judged_claims
from oncurve.claims.overlooked import overlooked, without_thresholds
from oncurve.claims.pairing import in_pairs
from oncurve.claims.passage import Passages
from oncurve.claims.respective import in_order
from oncurve.claims.saying import say_day
from oncurve.claims.settling import settled
from oncurve.claims.telling import without_strays
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.told import Told
from oncurve.claims.undated import adrift, counted_from_the_day, not_stale, of_another_day, tells_of_the_past
from oncurve.claims.unsure import as_unread, is_read_alone, makes_several
from oncurve.claims.verdict import Finding

__all__ = ["Audit", "AuditedClaim", "audit"]

#: findings on one figure (its scale, its currency, a ratio beside it), which no claim of another sentence has to do
#: with
_OF_ONE_FIGURE = ("OC1", "OC207")


class ClaimReader(Protocol):
    """What reads the claims of an article."""

    @property
    def names(self) -> Names:
        """The names of the catalogue that it knows."""

    def read(self, article: Article) -> list[Claim]:
        """The claims, in the order of the text."""


def audit(article: Article, then: World, now: World, reader: ClaimReader | None = None, *,
          claims: Sequence[Claim] | None = None, rules: Thresholds = THRESHOLDS) -> Audit:
    """Audit an article.

    Args:
        article: the article.
        then: the facts known on its day.
        now: the facts known now.
        reader: reads the claims; its names also find the amounts that sums are checked with.
        claims: judge these instead of reading.
        rules: the thresholds.
    """
    published = article.published or today(then)
    found = list(claims) if claims is not None else list(reader.read(article)) if reader is not None else []
    passages = Passages(article.text, reader.names, published) if reader is not None else None
    said = _said(claims, article, reader)
    if passages is not None and reader is not None:
        passages.named_by((each.subject for each in found if each.subject), reader.names)
    if passages is not None:
        found = [each if each in said else settled([each], passages, now.catalogue)[0] for each in found]
        found = in_order(in_pairs(found, passages), passages) if not said else found
    wrong = slips(passages, then.catalogue, rules) if passages is not None else []
    if passages is not None and claims is None:
        found = without_strays(without_thresholds(found, passages))
        found = sorted([*found, *overlooked(Told(found), wrong, passages)], key=lambda each: each.start)
    told = Told(found)
    given, loose = _shared_out(wrong, told, passages)
    setting = Setting(told, published, rules, given)
    judged = judged_claims(told, then, now, setting, passages, said)
    if reader is not None and makes_several(list(told), rules):
        judged = tuple(each if each.claim in said else _alone(each, article, reader) for each in judged)
    warnings = list(article.warnings)
    if article.published is None and article.text.strip():
        loose_days = counted_from_the_day(article, found, reader, published) if reader is not None else frozenset()
        past = passages is not None and tells_of_the_past(passages, published)
        judged = tuple(both(each, adrift) if each.claim in loose_days - said
                       else _of_another_day(each, now.catalogue) if past else each for each in judged)
        judged = tuple(both(each, not_stale) for each in judged)
        warnings.append(f"The article names no day; it is judged as of {say_day(published.toordinal())}.")
    warnings += _unused(now.settings, judged)
    return Audit(article, published, today(now), judged, tuple(dict.fromkeys(warnings)), now.catalogue,
                 then.draws, loose)


def _alone(each: AuditedClaim, article: Article, reader: ClaimReader) -> AuditedClaim:
    """A claim that accuses, left unsettled where its sentence, and no row of a table, does not make it by itself."""
    claim = each.claim
    if not (each.then.accuses or each.now.accuses) or claim.proposed is not None or "|" in claim.sentence:
        return each
    alone = reader.read(structs.replace(article, text=claim.sentence))
    return each if is_read_alone(claim, alone) else both(each, as_unread)


def _of_another_day(each: AuditedClaim, catalogue: Catalogue) -> AuditedClaim:
    return both(each, lambda judged: of_another_day(judged, each.claim, catalogue))


def _said(claims: Sequence[Claim] | None, article: Article, reader: ClaimReader | None) -> frozenset[Claim]:
    """The claims that a person reads otherwise than the reader: these are judged as they stand."""
    if claims is None or reader is None:
        return frozenset()
    return frozenset(claims) - frozenset(reader.read(article))


def _unused(settings: Mapping[str, str], judged: Sequence[AuditedClaim]) -> list[str]:
    """A warning for each setting that no estimate of the audit has as an input."""
    given = (given for each in judged for one in (each.then, each.now) for reading in one.readings
             for given in reading.reading.estimate.basis)
    used = {name for each in given for name in (each.key, each.name)} if settings else set()
    return [f"No claim rests on an input called {name!r}; `oncurve inputs` lists the names." for name in settings
            if name not in used]


def _shared_out(wrong: Sequence[Slip], claims: Told,
                passages: Passages | None) -> tuple[dict[tuple[int, int], list[Slip]], tuple[Finding, ...]]:
    """The slips by the claim they go to: the one they stand on, else the nearest of their sentence or paragraph."""
    given: dict[tuple[int, int], list[Slip]] = {}
    loose: list[Finding] = []
    for slip in wrong:
        number = _nearest(slip, claims, passages)
        if number is None:
            loose.append(Finding(slip.code, slip.message))
        else:
            given.setdefault((claims[number].start, claims[number].end), []).append(slip)
    return given, tuple(loose)


def _nearest(slip: Slip, claims: Told, passages: Passages | None) -> int | None:
    near = claims.nearest(slip.start, slip.end)
    if near is None or passages is None or claims.distance(near, slip.start, slip.end) == 0:
        return near
    if slip.code.startswith(_OF_ONE_FIGURE) and passages.sentence_at(slip.start) != passages.sentence_at(
            claims[near].start):
        return None
    first, last = sorted(((slip.start, slip.end), (claims[near].start, claims[near].end)))
    return near if "\n\n" not in passages.text[first[1]:last[0]] else None

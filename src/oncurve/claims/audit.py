"""An article audited: every claim judged by what was known on its day, and again by what is known now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

from msgspec import Struct, structs

from oncurve import __version__
from oncurve.basis.evidence import Source
from oncurve.basis.inputs import Draws
from oncurve.catalog.bibtex import bibtex
from oncurve.catalog.names import Names
from oncurve.catalog.read import Catalogue
from oncurve.claims.article import Article
from oncurve.claims.carried_on import as_bill_of_job, of_worth_told
from oncurve.claims.check.facts import today
from oncurve.claims.check.reading import World
from oncurve.claims.citation import cited
from oncurve.claims.claim import Claim
from oncurve.claims.consistency import Slip, slips
from oncurve.claims.family_members import of_all_sizes
from oncurve.claims.findings import Setting, changed_since, ended_since, passes, with_findings
from oncurve.claims.foretold import as_foretold
from oncurve.claims.judge import DATED, judge
from oncurve.claims.outlook import Outlook, outlook
from oncurve.claims.overlooked import overlooked, without_thresholds
from oncurve.claims.passage import Passages
from oncurve.claims.positions import Side, sides
from oncurve.claims.remembering import Remembering
from oncurve.claims.rereading import (
    as_batch,
    as_part,
    as_quarter,
    as_summand,
    as_total,
    as_word_of_one,
    total_parts,
)
from oncurve.claims.respective import in_order
from oncurve.claims.saying import say_day
from oncurve.claims.second_readings import Case, best_reading
from oncurve.claims.settling import in_pairs, settled
from oncurve.claims.stated import as_off_its_amounts
from oncurve.claims.table_modes import of_mode_told
from oncurve.claims.telling import as_carried, as_supposed, as_taken_back, without_strays
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.tiers import of_tier_told
from oncurve.claims.told import Told
from oncurve.claims.undated import adrift, counted_from_the_day, not_stale, of_another_day, tells_of_the_past
from oncurve.claims.unnamed import as_unnamed, as_unpaired
from oncurve.claims.unsure import as_left_out, as_unsure, makes_several, others_around, subject_borne_out
from oncurve.claims.verdict import VERDICTS, Finding, Judgement

__all__ = ["Audit", "AuditedClaim", "audit"]


#: then; now, from the article's day; now
_Worlds = tuple[Remembering, Remembering, Remembering]
#: findings on one figure (scale, currency, another chip), which no claim of another sentence has to do with
_OF_ONE_FIGURE = "OC1"


class ClaimReader(Protocol):
    """What reads the claims of an article."""

    @property
    def names(self) -> Names:
        """The names of the catalogue that it knows."""

    def read(self, article: Article) -> list[Claim]:
        """The claims, in the order of the text."""


class AuditedClaim(Struct, frozen=True):
    """A claim with its judgement then and now.

    Args:
        claim: what the article says.
        then: by what was known on the article's day.
        now: by what is known now.
        sides: what the parties of a public dispute on it hold.
        outlook: of a forecast whose day has not come: what the scenarios give for it.
    """

    claim: Claim
    then: Judgement
    now: Judgement
    sides: tuple[Side, ...] = ()
    outlook: tuple[Outlook, ...] = ()

    @property
    def verdict(self) -> str:
        """The headline verdict: by what was known on the article's day."""
        return self.then.verdict

    @property
    def beside(self) -> tuple[str, ...]:
        """Ids of the works that stand beside the judgement: of what each side holds, and of scenarios."""
        return (*(each.source for each in self.sides), *(each.source for each in self.outlook))

    @property
    def changed(self) -> bool:
        """Whether what is known now gives another verdict."""
        return any(each.code in ("OC401", "OC403") for each in self.then.findings)

    def to_dict(self) -> dict[str, Any]:
        """The claim as the contract prints it."""
        now = {"verdict": self.now.verdict, "agreement": self.now.to_dict()["agreement"]}
        plain = self.claim.to_dict() | self.then.to_dict()
        order = ("verdict", "agreement", "estimate", "readings")
        tail = {key: plain.pop(key) for key in ("hinge", "findings", "reason", "sources")}
        return {**{key: value for key, value in plain.items() if key not in order},
                **{key: plain[key] for key in order}, "now": now, **tail,
                **{name: [each.to_dict() for each in rows]
                   for name, rows in (("outlook", self.outlook), ("sides", self.sides)) if rows}}

    def __repr__(self) -> str:
        return f"{self.claim.measure} {self.claim.quote!r}: {self.verdict}"


@dataclass(frozen=True)
class Audit:
    """All claims of an article, judged.

    Args:
        article: the article.
        published: the day by which it is judged.
        as_of: the day of what is known now.
        claims: in the order of the text.
        warnings: what a reader should know.
        catalogue: where the works stand.
        draws: the columns that the estimates of then were worked out with.
        findings: what is wrong in the article where no claim stands near.
    """

    article: Article
    published: dt.date
    as_of: dt.date
    claims: tuple[AuditedClaim, ...]
    warnings: tuple[str, ...] = ()
    catalogue: Catalogue | None = field(default=None, repr=False, compare=False)
    draws: Draws | None = field(default=None, repr=False, compare=False)
    findings: tuple[Finding, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many claims got each verdict, in the order of the verdicts, without zeros."""
        counts = Counter(each.verdict for each in self.claims)
        return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The works that the audit stands on, each once, by id."""
        ids = sorted({source for each in self.claims
                      for source in (*each.then.sources, *each.beside)})
        if self.catalogue is None:
            return ()
        return tuple(self.catalogue.sources[each] for each in ids if each in self.catalogue.sources)

    @property
    def because(self) -> str:
        """The reasons, a line a claim."""
        return "\n".join(f"{each.claim.quote}: {each.verdict}. {each.then.reason}" for each in self.claims)

    def bibtex(self) -> str:
        """The works that the audit stands on, and no other, as BibTeX."""
        return bibtex(self.sources)

    def to_dict(self) -> dict[str, Any]:
        """The audit as the contract prints it."""
        article = {"title": self.article.title, "published": self.published.isoformat(), "text": self.article.text}
        plain: dict[str, Any] = {"article": article, "as_of": self.as_of.isoformat(),
                                 "claims": [each.to_dict() for each in self.claims], "summary": self.summary,
                                 "version": __version__}
        if self.findings:
            plain["findings"] = [each.to_dict() for each in self.findings]
        if self.warnings:
            plain["warnings"] = list(self.warnings)
        return plain

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {verdict}" for verdict, number in self.summary.items())
        return f"Audit({self.article.title or 'untitled'!r}: {counts or 'no claims'})"


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
    judged = _judged(told, then, now, setting, passages, said)
    warnings = list(article.warnings)
    if article.published is None and article.text.strip():
        loose_days = counted_from_the_day(article, found, reader, published) if reader is not None else frozenset()
        past = passages is not None and tells_of_the_past(passages, published)
        judged = tuple(_without_a_day(each) if each.claim in loose_days - said
                       else _of_another_day(each, now.catalogue) if past else each for each in judged)
        judged = tuple(structs.replace(each, then=not_stale(each.then), now=not_stale(each.now)) for each in judged)
        warnings.append(f"The article names no day; it is judged as of {say_day(published.toordinal())}.")
    warnings += _unused(now.settings, judged)
    return Audit(article, published, today(now), judged, tuple(dict.fromkeys(warnings)), now.catalogue,
                 then.draws, loose)


def _without_a_day(each: AuditedClaim) -> AuditedClaim:
    return structs.replace(each, then=adrift(each.then), now=adrift(each.now))


def _of_another_day(each: AuditedClaim, catalogue: Catalogue) -> AuditedClaim:
    return structs.replace(each, then=of_another_day(each.then, each.claim, catalogue),
                           now=of_another_day(each.now, each.claim, catalogue))


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


def _judged(claims: Told, then: World, now: World, setting: Setting, passages: Passages | None,
            said: frozenset[Claim]) -> tuple[AuditedClaim, ...]:
    """Each claim judged by the source that is cited for it, by a nearer subject and, where it is a sum, its parts."""
    worlds = Remembering(then), Remembering(now, setting.published), Remembering(now)
    if passages is None:
        return tuple(_looking_ahead(_audited(each, each, worlds, setting), worlds, setting) for each in claims)
    made, fit = [], dict[int, list[Claim]]()
    for claim in claims:
        told = claim if claim in said else of_worth_told(of_mode_told(of_tier_told(
            replace(claim, speaker=cited(claim, passages, now.catalogue, claims)), passages), passages), passages)
        voiced = told if claim in said else of_all_sizes(told, now.catalogue)
        first = _audited(claim, voiced, worlds, setting)
        if claim in said or voiced is not told:  # it says what it is of
            made.append(first)
            continue
        case = Case(claim, voiced, claims, passages, then.catalogue, now.catalogue, setting.published)
        first = best_reading(case, first, lambda shown, judged: _audited(shown, judged, worlds, setting))
        sure = subject_borne_out(first.claim, fit, passages)
        made.append(structs.replace(
            first, then=_in_context(first, first.then, passages, (setting.published, then), sure),
            now=_in_context(first, first.now, passages, (today(now), now), sure)))
        place = passages.sentence_at(first.claim.start)
        if made[-1].verdict == "consistent" and place is not None:
            fit.setdefault(place.sentence, []).append(first.claim)
    read = Told(each.claim for each in made)
    made = [structs.replace(each, then=as_off_its_amounts(each.then, each.claim, read),
                            now=as_off_its_amounts(each.now, each.claim, read)) for each in made]
    for number, parts in total_parts(claims, passages).items():
        one = made[number]
        for part in parts:
            made[part] = structs.replace(made[part], then=as_summand(made[part].then, one.then),
                                         now=as_summand(made[part].now, one.now))
        made[number] = structs.replace(one, then=as_total(one.then, [made[part].then for part in parts]),
                               now=as_total(one.now, [made[part].now for part in parts]))
    if makes_several(list(claims), setting.rules):
        made = [each if each.claim in said or _of_nothing_around(each, passages, then, setting, fit)
                else structs.replace(each, then=as_unsure(each.then, each.claim, setting.rules),
                                     now=as_unsure(each.now, each.claim, setting.rules)) for each in made]
    return tuple(_looking_ahead(each, worlds, setting) for each in made)


def _of_nothing_around(each: AuditedClaim, passages: Passages, then: World, setting: Setting,
                       fit: Mapping[int, Sequence[Claim]]) -> bool:
    """Whether a claim of whose subject alone the reader is unsure fits nothing of the sort that is named around it.

    Or its subject is borne out by a figure before it in its sentence that fits.
    """
    sure = setting.rules.sure
    if not each.then.accuses or each.claim.confidence >= sure or each.claim.measure_confidence < sure \
            or each.claim.measure in DATED:
        return False
    if subject_borne_out(each.claim, fit, passages):
        return True
    others = [judge(one, then, published=setting.published, rules=setting.rules, hinges=False)
              for one in others_around(each.claim, passages)]
    return bool(others) and all(each.accuses for each in others)


def _looking_ahead(each: AuditedClaim, worlds: _Worlds, setting: Setting) -> AuditedClaim:
    """A forecast that is not due with what the scenarios give, by what was known then or, failing that, is now."""
    then, _, now = worlds
    if each.now.verdict != "not_due":
        return each
    rules, published = setting.rules, setting.published
    rows, then_read = outlook(each.claim, each.then, then, published, rules)
    later, now_read = outlook(each.claim, each.now, now, today(now), rules)
    if not then_read:  # what the model gives by today's facts was not known then, and is not known now either
        return structs.replace(each, outlook=rows or later)
    return structs.replace(each, outlook=rows, then=structs.replace(each.then, readings=then_read),
                   now=structs.replace(each.now, readings=now_read))


def _in_context(each: AuditedClaim, judged: Judgement, passages: Passages, at: tuple[dt.date, World],
                sure: bool) -> Judgement:
    claim = each.claim
    judged = as_carried(judged, claim, at[1].catalogue)
    judged = as_bill_of_job(as_left_out(judged, claim), claim, passages)
    judged = as_taken_back(as_supposed(as_word_of_one(judged, claim, at[1].catalogue), claim), claim)
    parted = as_batch(as_quarter(as_part(judged, claim, passages), claim, passages), claim, at[1].catalogue)
    if not sure:
        parted = as_unnamed(as_unpaired(parted, claim, passages), claim, passages, at[1].catalogue)
    return as_foretold(parted, claim, at[0], at[1].catalogue)


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


def _audited(claim: Claim, voiced: Claim, worlds: _Worlds, setting: Setting) -> AuditedClaim:
    """The claim with its judgements; `voiced` is the claim with the source that is cited for it as its speaker."""
    then, hindsight, now = worlds
    slips = setting.slips_of(claim)
    made = judge(voiced, then, published=setting.published, rules=setting.rules)
    if claim.measure == "release_date" and any(each.code == "OC702" for each in slips) and judge(
            voiced, hindsight, published=setting.published, rules=setting.rules).verdict == "consistent":
        slips = [each for each in slips if each.code != "OC702"]  # the page was written on after its day
    first = with_findings(voiced, made, then, setting, slips)
    later = now if passes(claim) else hindsight
    second = judge(voiced, later, published=setting.published, rules=setting.rules, hinges=first.hinge is not None)
    if made.verdict == second.verdict:  # what the passage itself shows does not hang on the day
        second = structs.replace(second, verdict=first.verdict, reason=first.reason)
    told = changed_since(claim, first, second, setting.published) or ended_since(claim, first, second, today(now))
    if told is not None:
        first = structs.replace(first, findings=(*first.findings, told))
    return AuditedClaim(claim, first, second, sides(claim, then.catalogue))

"""Each claim of an article judged then and now, with what stands around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from msgspec import Struct, structs

from oncurve.claims.audited import AuditedClaim, both
from oncurve.claims.carried_on import as_bill_of_job, of_worth_told
from oncurve.claims.check.facts import today
from oncurve.claims.check.reading import World
from oncurve.claims.citation import cited
from oncurve.claims.claim import Claim
from oncurve.claims.family_members import of_all_sizes
from oncurve.claims.findings import Setting, changed_since, ended_since, passes, with_findings
from oncurve.claims.foretold import as_foretold
from oncurve.claims.judge import DATED, judge
from oncurve.claims.outlook import outlook
from oncurve.claims.passage import Passages
from oncurve.claims.positions import sides
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
from oncurve.claims.second_readings import Case, best_reading
from oncurve.claims.stated import as_off_its_amounts
from oncurve.claims.table_modes import of_mode_told
from oncurve.claims.telling import as_carried, as_supposed, as_taken_back
from oncurve.claims.tiers import of_tier_told
from oncurve.claims.told import Told
from oncurve.claims.unnamed import as_unnamed, as_unpaired
from oncurve.claims.unsure import as_left_out, as_unsure, makes_several, others_around, subject_borne_out
from oncurve.claims.verdict import Judgement

__all__ = ["judged_claims"]

#: then; now, from the article's day; now
_Worlds = tuple[Remembering, Remembering, Remembering]


class _Trial(Struct, frozen=True):
    """What the claims of one article are judged by.

    Args:
        claims: all of them.
        then: the facts known on its day.
        now: the facts known now.
        setting: what the claims stand in.
        worlds: the same, and what is known now from the article's day on.
        fit: the claims so far that fit what is known, by the number of their sentence.
    """

    claims: Told
    then: World
    now: World
    setting: Setting
    worlds: _Worlds
    fit: dict[int, list[Claim]]

    def judged(self, claim: Claim, voiced: Claim) -> AuditedClaim:
        """A claim judged as `voiced`."""
        return _audited(claim, voiced, self.worlds, self.setting)


def judged_claims(claims: Told, then: World, now: World, setting: Setting, passages: Passages | None,
                  said: frozenset[Claim]) -> tuple[AuditedClaim, ...]:
    """Each claim judged by the source that is cited for it, by a nearer subject and, where it is a sum, its parts.

    Args:
        claims: all claims of the article.
        then: the facts known on its day.
        now: the facts known now.
        setting: what the claims stand in.
        passages: the amounts and names of the article; None judges each claim as it stands.
        said: claims that a person reads so, which are judged as they stand.
    """
    worlds = Remembering(then), Remembering(now, setting.published), Remembering(now)
    trial = _Trial(claims, then, now, setting, worlds, {})
    if passages is None:
        made = [trial.judged(each, each) for each in claims]
    else:
        made = [_read_best(each, trial, passages, as_it_stands=each in said) for each in claims]
        made = _beside_their_amounts(made)
        made = _by_their_parts(made, total_parts(claims, passages))
        if makes_several(list(claims), setting.rules):
            made = [each if each.claim in said or _of_nothing_around(each, trial, passages)
                    else _where_unsure(each, setting) for each in made]
    return tuple(_looking_ahead(each, worlds, setting) for each in made)


def _read_best(claim: Claim, trial: _Trial, passages: Passages, *, as_it_stands: bool) -> AuditedClaim:
    """A claim read of what its sentence says that it is of, else as it fits best, with what its context makes of it."""
    now, setting = trial.now, trial.setting
    if as_it_stands:
        return trial.judged(claim, claim)
    told = replace(claim, speaker=cited(claim, passages, now.catalogue, trial.claims))
    told = of_tier_told(told, passages)
    told = of_mode_told(told, passages)
    told = of_worth_told(told, passages)
    voiced = of_all_sizes(told, now.catalogue)
    first = trial.judged(claim, voiced)
    if voiced is not told:  # it says what it is of
        return first
    case = Case(claim, voiced, trial.claims, passages, trial.then.catalogue, now.catalogue, setting.published)
    first = best_reading(case, first, trial.judged)
    sure = subject_borne_out(first.claim, trial.fit, passages)
    made = structs.replace(
        first, then=_in_context(first, first.then, passages, (setting.published, trial.then), sure),
        now=_in_context(first, first.now, passages, (today(now), now), sure))
    place = passages.sentence_at(first.claim.start)
    if made.verdict == "consistent" and place is not None:
        trial.fit.setdefault(place.sentence, []).append(first.claim)
    return made


def _beside_their_amounts(made: Sequence[AuditedClaim]) -> list[AuditedClaim]:
    """The claims, ratios and totals held against the amounts that the text gives of their sides and parts."""
    read = Told(each.claim for each in made)

    def held(each: AuditedClaim) -> AuditedClaim:
        return both(each, lambda judged: as_off_its_amounts(judged, each.claim, read))

    return [held(each) for each in made]


def _by_their_parts(made: list[AuditedClaim], totals: Mapping[int, Sequence[int]]) -> list[AuditedClaim]:
    """The claims, sums judged by their parts, and parts by their sum."""
    for number, parts in totals.items():
        one = made[number]
        for part in parts:
            made[part] = structs.replace(made[part], then=as_summand(made[part].then, one.then),
                                         now=as_summand(made[part].now, one.now))
        made[number] = structs.replace(one, then=as_total(one.then, [made[part].then for part in parts]),
                               now=as_total(one.now, [made[part].now for part in parts]))
    return made


def _where_unsure(each: AuditedClaim, setting: Setting) -> AuditedClaim:
    return both(each, lambda judged: as_unsure(judged, each.claim, setting.rules))


def _of_nothing_around(each: AuditedClaim, trial: _Trial, passages: Passages) -> bool:
    """Whether a claim of whose subject alone the reader is unsure fits nothing of the sort that is named around it.

    Or its subject is borne out by a figure before it in its sentence that fits.
    """
    setting, sure = trial.setting, trial.setting.rules.sure
    if not each.then.accuses or each.claim.confidence >= sure or each.claim.measure_confidence < sure \
            or each.claim.measure in DATED:
        return False
    if subject_borne_out(each.claim, trial.fit, passages):
        return True
    others = [judge(one, trial.then, published=setting.published, rules=setting.rules, hinges=False)
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
    """The judgement with what the words around the claim make of it: whose figure it is, of what part, from when."""
    claim, catalogue = each.claim, at[1].catalogue
    judged = as_carried(judged, claim, catalogue)
    judged = as_left_out(judged, claim)
    judged = as_bill_of_job(judged, claim, passages)
    judged = as_word_of_one(judged, claim, catalogue)
    judged = as_supposed(judged, claim)
    judged = as_taken_back(judged, claim)
    judged = as_part(judged, claim, passages)
    judged = as_quarter(judged, claim, passages)
    judged = as_batch(judged, claim, catalogue)
    if not sure:
        judged = as_unpaired(judged, claim, passages)
        judged = as_unnamed(judged, claim, passages, catalogue)
    return as_foretold(judged, claim, at[0], catalogue)


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

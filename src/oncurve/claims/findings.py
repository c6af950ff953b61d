"""What else is found about a judged claim: its look-alikes, sums, age, roots and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.claims.agreement import days_named
from oncurve.claims.arithmetic import sums
from oncurve.claims.check.export_status import PERMISSION, status_before
from oncurve.claims.check.facts import mentions
from oncurve.claims.check.reading import World, days_of
from oncurve.claims.check.subject import label, model_of
from oncurve.claims.check.training_cost import BEYOND
from oncurve.claims.claim import Claim
from oncurve.claims.consistency import Slip
from oncurve.claims.lookalike import lookalikes, said_of_another
from oncurve.claims.reason import reading_words
from oncurve.claims.saying import say_day, say_estimate
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.told import Told
from oncurve.claims.verdict import Finding, JudgedReading, Judgement

__all__ = ["PASSING", "Setting", "changed_since", "ended_since", "passes", "with_findings"]

#: measures of which a sentence in the present tense speaks of its own day
PASSING = frozenset({"price_per_token", "export_status", "tariff_rate", "forecast"})
_ON_SALE = r"\b(?:sells?|sold for|is priced|are priced|prices?|priced|charges?|asks? for)\b"
#: look-alikes that are another thing altogether, not another scope of the same
_OF_ANOTHER = ("OC602", "OC604", "OC605")
#: look-alikes of another kind or stage, which a source may have been misquoted on
_OF_A_KIND = ("OC104", "OC606")
#: a known figure told as another quantity than it is of
_MIXED = {"OC110": "It is told here for another time.", "OC601": "It is told here as what its maker spends.",
          "OC603": "It is told here as the cost of the whole.",
          "OC604": "It is told here as what one model took.", "OC605": "It is told here as the other count."}
#: families of which one finding a code and claim is enough
_ONCE = ("OC1", "OC2", "OC3", "OC6")
#: findings that a figure is printed in another scale
_SCALES = ("OC101", "OC102")
#: stands among the sources where the article's own figures are the evidence
ARTICLE = "article"
#: that a sentence tells itself what of a model it speaks of
_OF_ITS_PART = (r"base (?:model|LLM)|underlying|foundation(?:al)? model|(?:built|based) on|reinforcement|\bRL\b|"
                r"post-?train|fine-?tun")
#: that the text says itself what is left out: "earlier experiments excluded"
_SAYS_SO = (r"\b(?:research|experiments?|salar\w+|staff|trials?|failures|runs)(?: and [\w-]+)?"
            r"(?: (?:is|are|was|were))? (?:excluded|not included|not counted|left out|aside)\b|"
            r"\b(?:excluding|not counting|leaving out|leaving aside) ")
_SAID_OF_SELF = ("rd", "all_in", "hardware")


class Setting(Struct, frozen=True):
    """What a claim stands in.

    Args:
        claims: all claims of the article.
        published: the article's day.
        rules: the thresholds.
        slips: what the article gets wrong by its own words, by start and end of the claims that it goes to.
    """

    claims: Told
    published: dt.date
    rules: Thresholds = THRESHOLDS
    slips: Mapping[tuple[int, int], Sequence[Slip]] = {}

    def slips_of(self, claim: Claim) -> list[Slip]:
        """The slips that go to a claim."""
        return list(self.slips.get((claim.start, claim.end), ()))


def with_findings(claim: Claim, judged: Judgement, world: World, setting: Setting,
                  slips: Sequence[Slip] = ()) -> Judgement:
    """The judgement with all findings that the facts of its day allow, and a reason that names the first of them."""
    found = list(judged.findings)
    sources = list(judged.sources)
    if judged.verdict == "consistent" and any(each.code in _SCALES for each in slips):
        slips = [each for each in slips if each.code not in (*_SCALES, "OC301")]  # it was read in the scale meant
    found += [Finding(each.code, each.message) for each in slips]
    sources += [source for each in slips for source in each.sources]
    found += sums(claim, setting.claims, world)
    judged = _refuted_by_itself(claim, judged, slips, found)
    judged = _drifted(claim, judged, slips, found, world)
    if judged.verdict not in ("consistent", "depends", "not_checkable", "not_due"):
        alike, more = lookalikes(claim, judged.readings, world, setting.rules)
        if not judged.readings:  # nothing is known that it could be taken for another of
            alike = [each for each in alike if each.code not in (*_OF_A_KIND, "OC105")]
        found += alike
        sources += more
        other = next((each for each in alike if each.code in _OF_ANOTHER), None)
        misquoted = other or next((each for each in alike if each.code in _OF_A_KIND), None)
        if misquoted is not None and said_of_another(claim, more, world) \
                and judged.verdict in ("no_basis", "inconsistent"):
            other = misquoted
            text = f"{label(world.catalogue, claim.speaker)} gives this figure for something else: {other.message}"
            found = [each for each in found if each.code not in ("OC801", "OC802")] + [Finding("OC303", text)]
            judged = replace(judged, verdict="drifted", reason=text)
        elif other is not None and judged.verdict == "no_basis" and judged.headline is not None:
            found = [each for each in found if each.code not in ("OC801", "OC802")]
            text = f"{reading_words(judged.headline)}. {other.message}"
            judged = replace(judged, verdict="inconsistent", reason=text)
    found += _stated_limit(claim, judged, world)
    found += _stale_status(claim, judged, world)
    found += _roots(judged, world.catalogue)
    judged, more_found = _dates(claim, judged, setting, world)
    found += more_found
    sources += [source for source in judged.sources if source not in sources]
    unique = tuple({(each.code, "" if each.code[:3] in _ONCE else each.message): each
                    for each in reversed(found)}.values())[::-1]
    reason = judged.reason
    if judged.accuses:
        told = next((each.message for each in unique if each.code[:3] in ("OC1", "OC2", "OC6") or each.code == "OC402"),
                    "")
        reason = f"{reason} {told}" if told and told not in reason else reason
    return replace(judged, findings=unique, sources=tuple(dict.fromkeys(sources)), reason=reason)


def passes(claim: Claim) -> bool:
    """Whether a claim in the present tense is of its own day, so that what holds today is set beside it."""
    return claim.measure in PASSING or (claim.measure == "cost_ratio" and mentions(claim, _ON_SALE))


def _refuted_by_itself(claim: Claim, judged: Judgement, slips: Sequence[Slip], found: list[Finding]) -> Judgement:
    """A claim that the figures or days beside it contradict is inconsistent, also where no fact is known."""
    own = next((each for each in slips if each.refutes and each.start < claim.end and claim.start < each.end), None)
    mixed = next((each for each in slips if each.refutes and each.code in _MIXED
                  and each.start < claim.end and claim.start < each.end), None)
    open_to = ("consistent", "scope_dependent") if mixed is not None and mixed.code == "OC605" else ("consistent",)
    if mixed is not None and judged.verdict in open_to and not claim.negated:
        return replace(judged, verdict="inconsistent", reason=f"{mixed.message} {_MIXED[mixed.code]}",
                       sources=mixed.sources or judged.sources)
    dated = own is not None and own.code.startswith("OC7") and claim.measure in ("release_date", "training_date")
    unfit = judged.verdict == "no_basis" or dated or _sum_unlike_parts(own, judged)
    if own is None or claim.negated or not unfit:
        return judged
    found[:] = [each for each in found if each.code not in ("OC801", "OC802")]
    what = f"The sentence's own {'days' if dated else 'figures'} do not agree. "
    told = own.message if own.sources and own.code.startswith(("OC1", "OC6")) else f"{what}{own.message}"
    return replace(judged, verdict="inconsistent", reason=told,
                   sources=judged.sources or own.sources or (ARTICLE,))


def _sum_unlike_parts(own: Slip | None, judged: Judgement) -> bool:
    """Whether a total that its parts do not give is known from estimates alone, which bear more than one figure."""
    if own is None or own.code != "OC203" or judged.verdict != "consistent":
        return False
    return not any(each.reading.reported and each.verdict == "consistent" for each in judged.readings)


def _drifted(claim: Claim, judged: Judgement, slips: Sequence[Slip], found: list[Finding], world: World) -> Judgement:
    """A figure that the cited source gives otherwise is drifted, whatever the reading was compared with.

    A known figure of the cited source, printed in another scale, is such a figure.
    """
    here = [each for each in slips if each.start < claim.end and claim.start < each.end]
    other = next((each for each in here if each.code == "OC301"), None)
    scaled = next((each for each in here if each.code in ("OC101", "OC102")
                   and said_of_another(claim, each.sources, world)), None)
    open_to = ("inconsistent", "no_basis", "scope_dependent") if other is not None else ("inconsistent", "no_basis")
    if claim.negated or judged.verdict not in open_to or (other is None and scaled is None):
        return judged
    if other is not None:
        return replace(judged, verdict="drifted", reason=other.message, sources=other.sources)
    text = f"{label(world.catalogue, claim.speaker)} gives another figure. {scaled.message if scaled else ''}"
    found.append(Finding("OC301", text))
    return replace(judged, verdict="drifted", reason=text, sources=scaled.sources if scaled else judged.sources)


def _stated_limit(claim: Claim, judged: Judgement, world: World) -> list[Finding]:
    """What the maker's own report says that its figure leaves out."""
    if claim.measure != "training_cost" or not (judged.accuses or judged.verdict == "scope_dependent"):
        return []
    if not mentions(claim, BEYOND) or mentions(claim, f"{_OF_ITS_PART}|{_SAYS_SO}") or _above(judged):
        return []
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return []
    for event in world.catalogue.events.values():
        if event.speaker != model.organisation:
            continue
        for each in event.unsaid:
            if each.measure == claim.measure and each.scope in _SAID_OF_SELF and each.subject == model.id and each.note:
                return [Finding("OC304", f"{event.label} says so itself: {each.note}.")]
    return []


def _above(judged: Judgement) -> bool:
    """Whether the figure lies well above what the maker reports, so that it does not pass that for the whole."""
    told = [each.reading.estimate.high for each in judged.readings if each.reading.reported]
    claimed = next((each.claimed for each in judged.readings if each.claimed is not None), None)
    return bool(told) and claimed is not None and claimed.middle > 2 * min(told)


def _stale_status(claim: Claim, judged: Judgement, world: World) -> list[Finding]:
    """A status that held until an earlier day."""
    if claim.measure != "export_status" or judged.verdict not in ("inconsistent", "scope_dependent"):
        return []
    if any(each.reading.name == PERMISSION and each.verdict == "consistent" for each in judged.readings):
        return []  # it is allowed again, under licences
    told = status_before(claim, world)
    return [] if told is None else [Finding("OC402", told)]


def _roots(judged: Judgement, catalogue: Catalogue) -> list[Finding]:
    """Agreement that rests on one root, or on one estimate."""
    if judged.verdict not in ("consistent", "depends"):
        return []
    agreeing = [each for each in judged.readings if each.verdict == "consistent" and each.reading.open != "shown"]
    sources = {source for each in agreeing for source in each.reading.estimate.sources}
    roots = {catalogue.root_of(source) for source in sources}
    if len(sources) > 1 and len(roots) == 1:
        root = catalogue.sources.get(next(iter(roots)))
        text = f"The {len(sources)} sources that agree all go back to “{root.title if root else ''}”."
        return [Finding("OC502", text)]
    facts = [given.evidence for each in agreeing for given in each.reading.estimate.basis]
    known = {source for each in judged.readings for source in each.reading.estimate.sources}
    guessed = all(isinstance(fact, Fact) and fact.kind in ("estimated", "imputed") for fact in facts)
    if len(sources) == 1 and len(known) == 1 and facts and guessed:
        source = catalogue.sources.get(next(iter(sources)))
        return [Finding("OC803", f"The only figure known is an estimate, in “{source.title if source else ''}”.")]
    return []



def _dates(claim: Claim, judged: Judgement, setting: Setting, world: World) -> tuple[Judgement, list[Finding]]:
    """A training that ended after the release, or a release before the training: both cannot hold."""
    days = days_named(claim) if claim.measure in ("release_date", "training_date") and not claim.negated else None
    if days is None:
        return judged, []
    if claim.measure == "training_date":
        released = _release(claim, setting, world)
        if released is None or days[0] <= released:
            return judged, []
        begun = claim.scope in ("start", "began")
        text = f"Training cannot have {'begun' if begun else 'ended'} after the release on {_day(released)}."
    else:
        ended = _trained_before(claim, world)
        if ended is None or ended <= days[1]:
            return judged, []
        text = f"It cannot have come out before {_day(ended)}, when its training went on."
    if judged.verdict not in ("drifted", "not_checkable"):
        judged = replace(judged, verdict="inconsistent", reason=text, sources=judged.sources or (ARTICLE,))
    return judged, [Finding("OC701", text)]


def _day(day: dt.date) -> str:
    return say_day(day.toordinal())


def _trained_before(claim: Claim, world: World) -> dt.date | None:
    """The first day on which training may have ended, as a source gives it."""
    model = model_of(world.catalogue, claim.subject)
    fact = model.fact("training_date.end") if model is not None else None
    if fact is None:
        return None
    return dt.date.fromordinal(round(days_of(fact)[0]))


def _release(claim: Claim, setting: Setting, world: World) -> dt.date | None:
    """The release of the same thing, by the passage, else by the catalogue."""
    for other in setting.claims.of("release_date"):
        days = days_named(other) if other.subject == claim.subject else None
        if days is not None:
            return days[1]
    model = model_of(world.catalogue, claim.subject)
    return model.release_date if model is not None else None


def changed_since(claim: Claim, then: Judgement, now: Judgement, published: dt.date) -> Finding | None:
    """OC401 or OC403 where what is known now gives another verdict than what was known then.

    Of what passes with its day, the present state tells nothing of a day for which nothing is known.
    """
    if then.verdict == now.verdict or now.verdict in ("no_basis", "not_due"):
        return None
    headline = now.headline
    if then.verdict == "no_basis":
        first = _first_known(now)
        if first is None or headline is None or first <= published or passes(claim):
            return None
        same = now.verdict == "consistent"
        text = (f"No source gave this on the article's day; it has been known since {say_day(first.toordinal())}"
                if same else f"No source on record tells of this by the article's day; since "
                             f"{say_day(first.toordinal())} there is one that bears on it")
        return Finding("OC403", f"{text}: {_told(headline)}.")
    if headline is None:
        return None
    asked = [each for each in now.readings if each.reading.open != "shown"]
    other = next((each for each in asked if each.verdict == "inconsistent"), None)
    if then.verdict == "consistent" and now.verdict == "scope_dependent" and other is not None:
        return Finding("OC401", f"It still fits; by what is known now it does not fit {_told(other)}.")
    what = f"What is known now makes it {now.verdict.replace('_', ' ')}"
    return Finding("OC401", f"{what}: {_told(headline)}.")


def ended_since(claim: Claim, then: Judgement, now: Judgement, day: dt.date) -> Finding | None:
    """OC401 where a price that an article rightly gave was asked until a day since, and none is known after it."""
    headline = now.headline
    if claim.measure != "price_per_token" or then.verdict != "consistent" or headline is None:
        return None
    facts = [given.evidence for given in headline.reading.estimate.basis if isinstance(given.evidence, Fact)]
    ends = [fact.span.end for fact in facts if fact.span.end is not None and fact.span.end <= day]
    if not ends or len(ends) < len(facts):
        return None
    last = max(ends) - dt.timedelta(days=1)
    return Finding("OC401", f"It was asked until {say_day(last.toordinal())}; since then it is on the list no more.")


def _told(each: JudgedReading) -> str:
    if each.reading.says.startswith("On "):
        return each.reading.says[:1].lower() + each.reading.says[1:]
    return f"{each.reading.definition}, {each.reading.says or say_estimate(each.reading.estimate)}"


def _first_known(now: Judgement) -> dt.date | None:
    """The day from which the facts behind the headline could be known."""
    headline = now.headline
    if headline is None:
        return None
    days = [given.evidence.known for given in headline.reading.estimate.basis if isinstance(given.evidence, Fact)]
    return max(days, default=None)


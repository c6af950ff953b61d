"""Second readings: a figure of a nearer thing, a total of the parts beside it, a part of a whole.

Where a figure does not fit the one of two things that the reader gave it to and fits a nearer one, it is that one's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import chip_of
from oncurve.claims.claim import Claim
from oncurve.claims.consistency.results import true_results
from oncurve.claims.foretold import COUNTS
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_estimate
from oncurve.claims.sizing import of_another_size
from oncurve.claims.told import Told
from oncurve.claims.verdict import ACCUSING, Finding, Judgement

__all__ = ["NAMED_KINDS", "as_batch", "as_fleet", "as_hours", "as_part", "as_quarter", "as_spending",
           "as_summand", "as_total", "as_training_cost", "as_word_of_one", "free_kinds", "free_subjects",
           "kindred_subjects", "models_of_maker", "nearer_subjects", "of_the_firm",
           "of_year_before", "total_parts", "turned_about"]

#: measures, by the kind of thing that they are of
NAMED_KINDS = {
    "model": ("training_cost", "training_compute", "chip_hours", "training_time", "training_tokens", "parameters",
              "release_date", "training_date", "price_per_token", "benchmark_score", "chip_count"),
    "chip": ("chip_spec", "chips_shipped", "release_date"),
    "organisation": ("organisation_spend", "chips_shipped", "chip_count", "market_move"),
}
_GROUP = Pattern(r"^[a-z][\w -]* (?:models|systems|labs|rivals|competitors|peers|companies|firms)$")
_AS_ADJECTIVE = Pattern(r"\s+(?:chips?|GPUs?|accelerators?|cards?|hardware|silicon)\b", re.IGNORECASE)
_TO_TRAIN = Pattern(r"\b(?:to (?:pre-?)?train|training [\w.-]+|(?:on|into) training)\b", re.IGNORECASE)
_TRAINS = Pattern(r"\b(?:pre-?)?train\w*|\b(?:runs?|ran|running|serv\w+)\b", re.IGNORECASE)
_QUARTERLY = Pattern(r"\bquarter(?:ly|s)?\b|\bQ[1-4]\b", re.IGNORECASE)
#: how far around spending a text may speak of quarters, and how unlike the quarters of a year may be
_AROUND, _QUARTERS, _ALIKE = 1500, 4, 1.5
#: a quarter of an earlier year may have been this small against a quarter of the year that is known
_LEAST_SHARE = 0.2
#: words that tell which side of a ratio is the dearer
_WAY = Pattern(r"\b(?:cheap\w*|dear\w*|cost(?!s? (?:\w+ )?[$€£¥\d])\w*|expensive|pric(?:ier|ey)|more|less|lower|higher|"
                  r"fraction|half (?:the|of|as|what)|times as)\b", re.IGNORECASE)
#: the thing that the figure beside it is told of
_TOLD_OF = Pattern(r"([\w.-]+) (?:being|is|was|comes?|came) (?:about |some |roughly |almost |nearly )?$")
_BEHIND = Pattern(r"\b(?:behind|younger|lag\w*|trail\w*|ahead|lead\w*|older|later|after|before)\b", re.IGNORECASE)
_MONEY = Pattern(r"[$€£¥₹]|dollar|euro|pound|yuan|USD|EUR|cents?\b", re.IGNORECASE)
_HOURS = Pattern(r"\b(?:GPU|chip|H\d00)[- ]?hours?\b", re.IGNORECASE)
_WORD_OF = Pattern(r"as published by ([^,]+?)(?: in \d{4})?$")
#: words that tell of all chips that a firm has, and how many times more it has where a count is of a part
_WHOLE_FLEET = Pattern(r"\b(?:all|total|fleet|only|just|own(?:s|ed)?|stock\w*|altogether|in all)\b", re.IGNORECASE)
_PART, _OF_WHOLE = 50, (Pattern(r"^\s*of (?:it|them|these|that)\b"), Pattern(r"\bof (?:it|them|these)$"))


def nearer_subjects(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """The claim, read of each thing of its kind that its sentence names nearer to the figure than its subject."""
    if _is_group(claim):
        return
    kinds = [kind for kind, measures in NAMED_KINDS.items() if claim.measure in measures]
    here = [each for each in passages.named_beside(claim) if each.kind in kinds]
    own = [each for each in here if each.ident == claim.subject and not _AS_ADJECTIVE.match(passages.text, each.end)]
    limit = min((passages.distance(each, claim) for each in own), default=None)
    for other in sorted(here, key=lambda each: passages.distance(each, claim)):
        nearer = limit is None or (passages.distance(other, claim) < limit and not passages.is_compared(other, claim))
        if other.ident != claim.subject and nearer and _is_known(other.kind, other.ident, claim, catalogue):
            yield replace(claim, subject=other.ident)


def _is_group(claim: Claim) -> bool:
    """Whether a figure is told of many: "typical of comparable models"."""
    return _GROUP.search(claim.subject or "") is not None


def free_subjects(claim: Claim, claims: Told, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """The claim, read of each other thing of its kind in its sentence of which the text says nothing of this sort.

    "The H800 keeps the H100's speed, but its links are slower": the links are the H800's, which has no other.
    """
    if _is_group(claim):
        return
    kinds = [kind for kind, measures in NAMED_KINDS.items() if claim.measure in measures]
    taken = {each.subject for each in _alike(claim, claims, passages) if each.scope == claim.scope}
    for kind in kinds:
        named = [each.ident for each in passages.named_beside(claim, kind) if not passages.is_compared(each, claim)]
        for ident in dict.fromkeys(named):
            if ident != claim.subject and ident not in taken and _is_known(kind, ident, claim, catalogue):
                yield replace(claim, subject=ident)


def free_kinds(claim: Claim, claims: Told, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A number of chips, read of each other chip of its sentence that no other number is of ("and the rest H20s")."""
    if claim.measure not in ("chip_count", "chips_shipped") or not claim.scope:
        return
    taken = {each.scope for each in _alike(claim, claims, passages)}
    for each in passages.named_beside(claim, "chip"):
        if (key := catalogue.chips.id_of(each.ident)) is None:
            continue
        if catalogue.chips[key].label not in (taken | {claim.scope}):
            yield replace(claim, scope=catalogue.chips[key].label)


def as_spending(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """The cost of a model, read as spending of an organisation that is named nearer to the figure than the model."""
    if claim.measure != "training_cost" or (claim.subject or "") not in catalogue.models \
            or _TO_TRAIN.search(claim.sentence):
        return
    here = passages.named_beside(claim)
    limit = min((passages.distance(each, claim) for each in here if each.ident == claim.subject), default=None)
    for other in sorted(here, key=lambda each: passages.distance(each, claim)):
        key = catalogue.organisations.id_of(other.ident) if other.kind == "organisation" else None
        if key is not None and limit is not None and passages.distance(other, claim) < limit:
            yield replace(claim, measure="organisation_spend", subject=key, scope=None)


def of_the_firm(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """The cost of a firm's runs together ("the final runs of its models"), read as what it spends on them."""
    key = catalogue.organisations.id_of(claim.subject or "")
    if claim.measure == "training_cost" and key is not None and claim.qualifier not in ("at_least", "at_most"):
        yield replace(claim, measure="organisation_spend", subject=key, scope="compute")


def _is_known(kind: str, ident: str, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the catalogue has a thing of a kind that measures are of; not the maker of a chip for chips sold."""
    chip = chip_of(catalogue, claim.subject) if claim.measure == "chips_shipped" else None
    shelves = {"model": catalogue.models, "chip": catalogue.chips, "organisation": catalogue.organisations}
    known = shelves[kind].id_of(ident) is not None and (chip is None or chip.vendor != ident)
    return known and not (kind == "model" and of_another_size(claim, ident, catalogue))


def _alike(claim: Claim, claims: Told, passages: Passages) -> list[Claim]:
    """The other claims of the same measure in the sentence."""
    place = passages.sentence_at(claim.start)
    beside = claims.within(place.start, place.end, claim.measure) if place is not None else [
        each for each in claims.of(claim.measure) if passages.sentence_at(each.start) is None]
    return [each for each in beside if each.start != claim.start]


def kindred_subjects(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """Where the sentence names no model, the claim read of each other model of that developer that the text names.

    "A foundation model for only $5.58 million" is whichever of a developer's models the figure belongs to.
    """
    if claim.measure not in NAMED_KINDS["model"] or (claim.subject or "") not in catalogue.models:
        return
    if any(each.ident in catalogue.models for each in passages.named_beside(claim, "model")):
        return
    maker = catalogue.models[claim.subject or ""].organisation
    for ident in dict.fromkeys(each.ident for each in passages.things.of_kind("model")):
        if ident in catalogue.models and ident != claim.subject and catalogue.models[ident].organisation == maker:
            yield replace(claim, subject=ident)


def models_of_maker(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure of a model told of its maker ("DeepSeek, for less"), read of each of its models that the text names.

    Those named before the figure come first, the nearest of them at the head.
    """
    maker = catalogue.organisations.id_of(claim.subject or "")
    if maker is None or claim.measure not in (*NAMED_KINDS["model"], "cost_ratio", "price_ratio"):
        return
    if claim.measure == "chip_count" and _TRAINS.search(claim.sentence) is None:
        return  # chips that a firm has are not those of one of its runs
    named = [each for each in passages.things.of_kind("model") if each.ident in catalogue.models
             and catalogue.models[each.ident].organisation == maker]
    named.sort(key=lambda each: (each.start > claim.start, abs(each.start - claim.start)))
    for ident in dict.fromkeys(each.ident for each in named):
        yield replace(claim, subject=ident)


def as_fleet(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """Chips told of a model in a sentence that trains none, read as those of its maker: "and 50,000 Hoppers"."""
    model = catalogue.models.get(claim.subject or "")
    if claim.measure == "chip_count" and model is not None and _TRAINS.search(claim.sentence) is None:
        yield replace(claim, subject=model.organisation)


def as_batch(judged: Judgement, claim: Claim, catalogue: Catalogue) -> Judgement:
    """The judgement of a handful of chips told of a firm that holds very many: they are a part of its fleet."""
    headline = judged.headline
    if not judged.accuses or claim.measure != "chip_count" or claim.negated \
            or catalogue.organisations.id_of(claim.subject or "") is None or headline is None \
            or headline.claimed is None or _WHOLE_FLEET.search(claim.sentence):
        return judged
    if headline.claimed.high * _PART >= headline.reading.estimate.low:
        return judged
    return Judgement("no_basis", "It counts a part of the chips that the firm has; only the whole is known.",
                     judged.readings, sources=judged.sources,
                     findings=(Finding("OC802", "The catalogue lacks this part of the fleet."),))


def as_word_of_one(judged: Judgement, claim: Claim, catalogue: Catalogue) -> Judgement:
    """The judgement of a count of which only one person's word is known: that alone refutes no other's."""
    headline = judged.headline
    if judged.verdict != "inconsistent" or claim.measure not in COUNTS or headline is None \
            or any(each.verdict == "consistent" for each in judged.readings):
        return judged
    told = [each.reading.definition for each in judged.readings if each.reading.open == "plain"]
    words = [name for each in told for name in _WORD_OF.findall(each) if catalogue.people.id_of(name) is not None]
    if not told or len(words) < len(told):
        return judged
    text = (f"Only the word of {words[0]} is known on this: "
            f"{headline.reading.says or say_estimate(headline.reading.estimate)}.")
    return Judgement("no_basis", text, judged.readings, sources=judged.sources,
                     findings=(Finding("OC802", "The catalogue lacks a count by anybody else."),))


def as_hours(claim: Claim) -> Iterator[Claim]:
    """A bare number told as money beside hours ("in GPU hours: 2.79 million against 30.84"), read as chip-hours."""
    if claim.measure == "training_cost" and _MONEY.search(claim.quote) is None and _HOURS.search(claim.sentence):
        yield replace(claim, measure="chip_hours", scope=None, unit="chip-hours")


def of_year_before(claim: Claim) -> Iterator[Claim]:
    """A day without a year, read as that of the year before."""
    if claim.measure in ("release_date", "training_date") and re.search(r"\d{4}", claim.quote) is None \
            and (told := re.fullmatch(r"(\d{4})(-\d\d-\d\d)", claim.time or "")) is not None:
        yield replace(claim, time=f"{int(told[1]) - 1}{told[2]}")


def turned_about(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A ratio or lag read the other way round, where no word gives it a direction, or the thing told of is the other.

    "That's a factor of 24" has no direction; "o1-pro is still at $150, so o3-pro being 87% cheaper" tells of o3-pro.
    """
    if claim.measure not in ("price_ratio", "cost_ratio", "capability_lag") or not claim.reference:
        return
    told = _BEHIND if claim.measure == "capability_lag" else _WAY
    named = _TOLD_OF.search(claim.sentence.partition(claim.quote)[0])
    if told.search(claim.sentence) is None or (named and catalogue.models.id_of(named[1]) == claim.reference):
        yield replace(claim, subject=claim.reference, reference=claim.subject)


def as_training_cost(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """Spending by nobody in particular on training ("labs burn billions to train one"), read as what a run costs."""
    if claim.measure != "organisation_spend" or catalogue.organisations.id_of(claim.subject or "") is not None:
        return
    if _TO_TRAIN.search(claim.sentence) is None:
        return
    cost = replace(claim, measure="training_cost", subject=None, reference=None, scope=None, time=None)
    yield from nearer_subjects(cost, passages, catalogue)


def total_parts(claims: Told, passages: Passages) -> dict[int, list[int]]:
    """For each claim whose figure is the sum of figures before it: the numbers of the claims on these parts."""
    found: dict[int, list[int]] = {}
    for total, parts in true_results(passages):
        for number in claims.on(total.start, total.end):
            found[number] = sorted({other for part in parts for other in claims.on(part.start, part.end)})
    return found


def as_total(judged: Judgement, parts: Sequence[Judgement]) -> Judgement:
    """The judgement of a sum that adds up, by what is known of its parts.

    Args:
        judged: the judgement as if the figure were of one thing.
        parts: those of the parts.
    """
    if judged.verdict not in (*ACCUSING, "scope_dependent", "no_basis"):
        return judged
    if any(each.code == "OC602" for each in judged.findings):  # parts of two kinds make no sum
        return judged
    kept = tuple(each for each in judged.findings if each.code[:3] in ("OC4", "OC5", "OC7"))
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    if parts and all(part.verdict == "consistent" for part in parts):
        return Judgement("consistent", "It is the sum of the figures before it, each of which fits what is known.",
                         parts[0].readings, findings=kept, sources=sources)
    if judged.verdict == "scope_dependent":
        return judged
    return Judgement("no_basis", "It is the sum of the figures before it, not all of which are known.",
                     findings=kept, sources=sources)


def as_summand(judged: Judgement, whole: Judgement) -> Judgement:
    """The judgement of a part of a sum that adds up and that fits what is known: the whole cannot refute its part.

    Args:
        judged: the judgement as if the figure were of the whole.
        whole: that of the sum.
    """
    if not judged.accuses or whole.verdict != "consistent":
        return judged
    kept = tuple(each for each in judged.findings if each.code[:3] in ("OC2", "OC4", "OC5", "OC7"))
    own = [each for each in judged.readings if each.verdict == "consistent"]
    if own:
        return Judgement("consistent", f"It is a part of the sum, which fits: {own[0].reading.definition}.",
                         (own[0], *(each for each in judged.readings if each is not own[0])), findings=kept,
                         sources=judged.sources)
    return Judgement("no_basis", "It is a part of the sum, which fits, and of this part alone nothing is known.",
                     findings=(*kept, Finding("OC802", "The catalogue lacks this part of the sum.")),
                     sources=judged.sources)


def as_part(judged: Judgement, claim: Claim, passages: Passages) -> Judgement:
    """The judgement of a figure that is told as a part of another ("85 billion of it"): the whole cannot refute it."""
    if not judged.accuses or claim.measure in ("parameters", "benchmark_score") \
            or not _is_part(claim, passages):
        return judged
    kept = tuple(each for each in judged.findings if each.code[:3] in ("OC2", "OC5", "OC7"))
    return Judgement("no_basis", "It is a part of the amount before it, and only the whole is known.",
                     findings=(*kept, Finding("OC802", "The catalogue lacks this part of the amount.")),
                     sources=judged.sources)


def as_quarter(judged: Judgement, claim: Claim, passages: Passages) -> Judgement:
    """The judgement of spending without a time in an article on quarters: the year's cannot refute a quarter's."""
    headline = judged.headline
    if not judged.accuses or claim.measure != "organisation_spend" or claim.time \
            or not claim.value or headline is None or headline.claimed is None:
        return judged
    around = passages.text[max(claim.start - _AROUND, 0) : claim.end + _AROUND]
    share = headline.claimed.middle * _QUARTERS / headline.reading.estimate.median
    if _QUARTERLY.search(around) is None or not _LEAST_SHARE <= share <= _ALIKE:
        return judged
    told = "It may be what was spent in a quarter; what is known is the sum of a year."
    kept = tuple(each for each in judged.findings if each.code[:3] in ("OC2", "OC5", "OC7"))
    return Judgement("no_basis", told, judged.readings, sources=judged.sources,
                     findings=(*kept, Finding("OC802", "The catalogue lacks the spending of that quarter.")))


def _is_part(claim: Claim, passages: Passages) -> bool:
    after = (" of" if claim.quote.endswith(" of") else "") + passages.text[claim.end:claim.end + 14]
    return _OF_WHOLE[0].search(after) is not None or _OF_WHOLE[1].search(claim.quote) is not None

"""Claims settled by the passage they stand in: short names made full, and the country of the clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.subject import JOINT, family_of, find_thing, model_of, place_of
from oncurve.claims.claim import Claim
from oncurve.claims.pairing import PAIRED
from oncurve.claims.passage import Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.words import everyday
from oncurve.claims.served import as_served
from oncurve.claims.sizing import of_its_size
from oncurve.claims.units import money_of

__all__ = ["settled"]

#: what parts one destination of a sentence from another
_CLAUSE = Pattern(r"[;:]|,\s*(?:but|while|whereas|though|yet|and)\b|\b(?:while|whereas)\b")
#: how a sentence picks one model of a family
_LARGEST = Pattern(r"\b(?:largest|biggest|full-size)\b", re.IGNORECASE)
_SMALLEST = Pattern(r"\bsmallest\b", re.IGNORECASE)
_PARAMETERS, _TOKENS = Pattern(r"\bparameters?\b", re.IGNORECASE), Pattern(r"\btokens?\b", re.IGNORECASE)
_A_YEAR = Pattern(r"^\s*(?:a|per|each|every) year\b|^\s*(?:yearly|annually)\b", re.IGNORECASE)
_OWNS = Pattern(r"\b(?:own(?:s|ed)?|holds?|held|possess\w*|fleet|stock(?:pile)?|has (?:bought|amassed|some|"
                r"about))\b", re.IGNORECASE)
_TRAINS = Pattern(r"\b(?:pre-?)?train\w*|\bran on\b", re.IGNORECASE)
_FAMILY = Pattern(r"\s+(?:family|series|herd|line-?up|suite|models)\b", re.IGNORECASE)
_KIND = {"chip_hours": "chiphours", "training_tokens": "tokens", "parameters": "params", "training_cost": "money"}
#: how a sentence gives one figure for several things, and how it names them
_TOGETHER = Pattern(r"\b(?:together|combined|jointly|between them|in (?:all|sum|total)|altogether|in aggregate|"
                    r"total(?:l?ed|l?ing)?)\b", re.IGNORECASE)
_FROM = Pattern(r"\bfrom\s*$")
#: a fall that goes on from one model to a later one
_FELL = Pattern(r"\b(?:fell|falls?|fallen|dropp?\w*|declin\w+|cut|shrank|shrunk|came down|plung\w+|collaps\w+)\b",
                re.IGNORECASE)
_TO_LATER = Pattern(r"(?: \([^)]*\)| in [\w -]{4,16})? to (?:[\w’'-]+ ){0,3}")
_LED = 12
#: characters around a lag in which the sides of it are named
_CLOSE = 90
_IN_ALL = Pattern(r"[\w\s-]{0,16}?\s*\b(?:in (?:all|sum|total)|altogether|together|combined)\b", re.IGNORECASE)
_HYPHEN = Pattern(r"[\s\d-]")
_LISTED = Pattern(r"\s*(?:,|,?\s*(?:and|plus|&))\s*(?:the\s+)?", re.IGNORECASE)
_FEWEST, _SAME_SIZE = 2, 0.05
#: more parameters than any model is told to have, though not more tokens than it read
_MOST_PARAMETERS = 5e12
#: money for a million tokens, from which it is none
_NO_PRICE = 1e5
#: what goods only pass on their way: "through third countries like "
_PASSED = Pattern(r"\b(?:through|via|by way of|transiting)\s+(?:(?!to\b|into\b|for\b)[\w'’.-]+,?\s+){0,6}$")
#: who sells, not where to
_SELLER = "US"


#: two that ask the same, and the price after them
_SAME = Pattern(r"\b(?:no more|no less|as much|as little|the same|exactly what|just what)\b", re.IGNORECASE)
_THAN = Pattern(r"[^,;.:]{0,30}\b(?:than|as)\b[^,;.:]{0,30}|[^,;.:]{0,20}\bthe same as\b[^,;.:]{0,12}", re.IGNORECASE)
_STATED = Pattern(r"(?: (?:does|did|do|is|was))?\s*[:–—-]\s*")


def settled(claims: Sequence[Claim], passages: Passages, catalogue: Catalogue) -> list[Claim]:
    """The claims with what the passage itself settles.

    A subject that no record has ("M2") is the thing that these words name in the passage; a family ("Llama 2") whose
    sentence gives a size is the model of that size. A chip goes to the one country that the clause of the claim
    names, where the reader took that of another clause.

    Args:
        claims: as they were read.
        passages: the names of the article.
        catalogue: to tell known names from others.
    """
    made = [_of_first_compared(as_served(_subject(_measure(_later(claim, passages)), passages, catalogue), passages,
                                        catalogue), passages) for claim in claims]
    made = [_not_behind_its_maker(claim, claims, catalogue) for claim in made]
    return [of_its_size(_side(_destination(claim, passages), passages, catalogue), passages, catalogue)
            for claim in made]


def _not_behind_its_maker(claim: Claim, claims: Sequence[Claim], catalogue: Catalogue) -> Claim:
    """A lag read as one behind the maker of the model, whose word it is, as behind what the sentence speaks of."""
    model = catalogue.models.get(claim.subject or "") if claim.measure == "capability_lag" else None
    maker = catalogue.organisations.id_of(claim.reference) if model is not None and claim.reference else None
    if model is None or maker is None or maker != model.organisation:
        return claim
    others = [each.reference for each in claims if each.measure == claim.measure and each.subject == claim.subject
              and each.sentence == claim.sentence and each.reference not in (None, claim.reference)]
    return replace(claim, reference=others[0] if others else "frontier models")


def _of_first_compared(claim: Claim, passages: Passages) -> Claim:
    """A price told of two models that ask the same, as of the one that is spoken of: "no more for A than for B: $2"."""
    place = passages.sentence_at(claim.start)
    if claim.measure != "price_per_token" or place is None:
        return claim
    named = [each for each in passages.things.of_sentence(place.sentence, "model") if each.end <= claim.start]
    if len(named) < 2 or claim.subject not in {each.ident for each in named[-2:]}:
        return claim
    first, second = named[-2:]
    text = passages.text
    same = _SAME.search(text[place.start : first.start]) is not None or _SAME.search(text[first.end : second.start])
    if same and _THAN.fullmatch(text[first.end : second.start]) and _STATED.fullmatch(text[second.end : claim.start]):
        return replace(claim, subject=first.ident, evidence=(*claim.evidence, PAIRED))
    return claim


def _later(claim: Claim, passages: Passages) -> Claim:
    """A fall in price "from GPT-4 to GPT-4o" is told of the later model against the one before it."""
    sentence = passages.sentence_at(claim.start)
    if claim.measure != "price_ratio" or sentence is None or not _FELL.search(passages.words(sentence)):
        return claim
    for one, other in itertools.pairwise(passages.things.of_sentence(sentence.sentence, "model")):
        led = passages.text[max(one.start - _LED, 0):one.start].rstrip()
        if _FROM.search(led) and _TO_LATER.fullmatch(passages.text, one.end, other.start) and one.ident != other.ident:
            return replace(claim, subject=other.ident, reference=one.ident)
    return claim


def _measure(claim: Claim) -> Claim:
    """A measure that the words of the sentence settle.

    A price of tokens that no million of them ever had is the cost of training; a ratio a year is a rate; a size is no
    number of tokens.
    """
    if claim.measure == "cost_ratio" and _A_YEAR.match(claim.sentence.partition(claim.quote)[2]) and not claim.negated:
        return replace(claim, measure="cost_decline_rate", subject=None, reference=None, scope=None, unit="x per year")
    if claim.measure == "parameters" and not _PARAMETERS.search(claim.quote) and (claim.value or 0) > _MOST_PARAMETERS:
        return replace(claim, measure="training_tokens", scope=None, unit="tokens")
    if claim.measure == "training_tokens" and _PARAMETERS.search(claim.sentence) and not _TOKENS.search(claim.sentence):
        return replace(claim, measure="parameters", scope=None, unit="parameters")
    tiers = [tier for tier in ("input", "output") if re.search(rf"\b{tier}\b", claim.quote, re.IGNORECASE)]
    if claim.measure == "price_per_token" and len(tiers) == 1 and claim.scope in ("input", "output", None):
        claim = replace(claim, scope=tiers[0])
    if claim.measure != "price_per_token" or (claim.value or 0.0) < _NO_PRICE:
        return claim
    return replace(claim, measure="training_cost", scope=None, unit=money_of(claim.unit) or claim.unit)


def _country_before(claim: Claim, sentence: Place, passages: Passages,
                    catalogue: Catalogue) -> tuple[str, str | None] | None:
    """The country whose models trail in the clause of a lag, and the other, where the reader took a model named later.

    "Chinese models are 7 months behind their American counterparts …, with models like GPT-5 closed" is of no model.
    """
    lag = "capability_lag" in (claim.measure, claim.scope)
    model = model_of(catalogue, claim.subject)
    if not lag or model is None:
        return None
    here = passages.things.of_sentence(sentence.sentence)
    if any(each.start < claim.end for each in here if each.ident in (claim.subject, model.organisation)):
        return None
    places = [each for each in here if each.kind == "country"]
    before = [each for each in places if claim.start - _CLOSE <= each.start < claim.start]
    if not before:
        return None
    after = [each.ident for each in places if claim.end <= each.start < claim.end + _CLOSE
             and each.ident != before[-1].ident]
    return before[-1].ident, after[0] if after else None


def _side(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    """A lag of all models of a country is behind those of others, not behind one model that the sentence leaves out.

    And chips that a firm owns are the firm's, not those of a model that it trained.
    """
    sentence = passages.sentence_at(claim.start)
    if sentence is None:
        return claim
    here = {each.ident for each in passages.things.of_sentence(sentence.sentence)}
    if claim.measure == "capability_lag" and place_of(catalogue, claim.subject) is not None \
            and claim.reference not in here and model_of(catalogue, claim.reference) is not None:
        return replace(claim, reference=None)
    if (side := _country_before(claim, sentence, passages, catalogue)) is not None:
        return replace(claim, subject=side[0], reference=side[1])
    model = model_of(catalogue, claim.subject) if claim.measure == "chip_count" else None
    words = passages.words(sentence)
    if model is not None and model.id not in here and _OWNS.search(words) and not _TRAINS.search(words):
        return replace(claim, subject=model.organisation)
    return claim


def _subject(claim: Claim, passages: Passages, catalogue: Catalogue) -> Claim:
    if not claim.subject:
        return claim
    if claim.measure == "chip_hours" and (family := _whole_family(claim, passages, catalogue)) is not None:
        return replace(claim, subject=f"{family} family")
    if claim.measure == "chip_hours" and (joined := _sum_of_members(claim, passages, catalogue)):
        return replace(claim, subject=joined)
    if claim.measure == "chip_hours" and (joined := _joined(claim, passages, catalogue)):
        return replace(claim, subject=joined)
    model = model_of(catalogue, claim.subject)
    if claim.measure == "parameters" and model is not None and _is_of_smallest(claim):
        sizes = [size for each in family_of(catalogue, f"{model.family or model.label} family")
                 if (size := each.number("parameters.total"))]
        if (model.number("parameters.total") or 0.0) > min(sizes, default=0.0):
            return replace(claim, subject=f"the smallest {model.family or 'model beside ' + model.label}")
    if find_thing(catalogue, claim.subject) is not None:
        return claim
    words = compact(claim.subject)
    meant = {each for each in passages.called(words) if find_thing(catalogue, each) is not None}
    if len(meant) == 1:
        return replace(claim, subject=meant.pop())
    member = _named_member(claim, passages, catalogue) or _member(claim, passages, catalogue)
    if member is None and claim.subject[0].isupper() and words in everyday() and not _HYPHEN.search(claim.subject):
        return replace(claim, subject=None)  # the first word of a sentence is no name: "Posted on 2 February"
    return replace(claim, subject=member) if member else claim


def _is_of_smallest(claim: Claim) -> bool:
    """Whether the clause of a size says that it is of the smallest one."""
    before = re.split(r"[,;:](?=\s)|\band\b|\bbut\b", claim.sentence.partition(claim.quote)[0])[-1]
    return _SMALLEST.search(before) is not None


def _whole_family(claim: Claim, passages: Passages, catalogue: Catalogue) -> str | None:
    """The family of a claim's model, where its sentence speaks of the family ("the whole Llama 3.1 family")."""
    model = model_of(catalogue, claim.subject)
    if model is None or not model.family or len(family_of(catalogue, f"{model.family} family")) < _FEWEST:
        return None
    here = [each for each in passages.named_beside(claim)
            if each.ident == model.id and compact(passages.words(each)) == compact(model.family)]
    return model.family if any(_FAMILY.match(passages.text, each.end) for each in here) else None


def _sum_of_members(claim: Claim, passages: Passages, catalogue: Catalogue) -> str:
    """The members of a family, joined, that a sentence names by size and gives the total of ("8.46 million in all")."""
    sentence = passages.sentence_at(claim.start)
    model = model_of(catalogue, claim.subject)
    family = model.family if model is not None else claim.subject
    if sentence is None or not family or _IN_ALL.match(passages.text, claim.end) is None:
        return ""
    words = passages.words(sentence)
    members = family_of(catalogue, f"{family} family")
    found = sorted((told.start(), each.id) for each in members if (tail := each.label.removeprefix(family).strip(" -"))
                   and (told := re.search(rf"\b{re.escape(tail)}\b", words)) is not None)
    return JOINT.join(ident for _, ident in found) if _FEWEST <= len(found) < len(members) else ""


def _joined(claim: Claim, passages: Passages, catalogue: Catalogue) -> str:
    """The models of a family that a sentence lists for one figure ("Scout and Maverick together"), else nothing."""
    sentence, model = passages.sentence_at(claim.start), model_of(catalogue, claim.subject)
    if sentence is None or model is None or not model.family:
        return ""
    words = passages.words(sentence)
    if len(passages.amounts.of_sentence(sentence.sentence, "chiphours")) != 1 or _TOGETHER.search(words) is None:
        return ""
    tails = ((each.id, each.label.removeprefix(model.family).strip(" -"))
             for each in family_of(catalogue, f"{model.family} family"))
    found = sorted((told.start(), told.end(), ident) for ident, tail in tails
                   if tail and (told := re.search(rf"\b{re.escape(tail)}\b", words)) is not None)
    between = (words[one[1]:other[0]].replace(model.family, "") for one, other in itertools.pairwise(found))
    if len(found) < _FEWEST or not all(_LISTED.fullmatch(each) for each in between):
        return ""
    return JOINT.join(ident for _, _, ident in found)


def _named_member(claim: Claim, passages: Passages, catalogue: Catalogue) -> str | None:
    """Of a family ("Llama 4"), the one member whose own word ("Maverick") its sentence gives."""
    sentence = passages.sentence_at(claim.start)
    if sentence is None or not claim.subject:
        return None
    words = passages.words(sentence)
    found = {each.id for each in family_of(catalogue, claim.subject)
             if (tail := each.label.removeprefix(claim.subject).strip(" -")) and tail != each.label and tail.isalpha()
             and re.search(rf"\b{tail}\b", words)}
    return found.pop() if len(found) == 1 else None


def _member(claim: Claim, passages: Passages, catalogue: Catalogue) -> str | None:
    """Of a family ("Llama 2"), the model whose size the sentence gives, in figures or as the largest or smallest."""
    sized = [(size, model.id) for model in family_of(catalogue, claim.subject)
             if (size := model.number("parameters.total"))]
    sentence = passages.sentence_at(claim.start)
    if len(sized) < _FEWEST or sentence is None:
        return None
    told = [each.value for each in passages.amounts.of_sentence(sentence.sentence, "params")
            if not (each.start < claim.end and claim.start < each.end)]  # never by the claim's own figure
    if not told and sentence.sentence and compact(claim.subject or "") not in compact(passages.words(sentence)):
        told = [each.value for each in passages.amounts.of_sentence(sentence.sentence - 1, "params")
                if each.paragraph == sentence.paragraph]
    near = {ident for size, ident in sized if any(abs(value / size - 1) <= _SAME_SIZE for value in told)}
    if len(near) == 1:
        return near.pop()
    words = passages.words(sentence)
    if compact(claim.subject or "") not in compact(words):
        return None
    cues = sorted((found.start(), pick(sized)[1]) for cue, pick in ((_LARGEST, max), (_SMALLEST, min))
                  for found in cue.finditer(words))
    if len(cues) > 1:  # "1.7 million and 184,320 hours for its largest and smallest": in this order
        alike = passages.amounts.of_sentence(sentence.sentence, _KIND.get(claim.measure, ""))
        own = next((at for at, each in enumerate(alike) if each.start < claim.end and claim.start < each.end), None)
        return cues[own][1] if own is not None and own < len(cues) else None
    return cues[0][1] if cues else None


def _destination(claim: Claim, passages: Passages) -> Claim:
    if claim.measure != "export_status":
        return claim
    sentence = passages.sentence_at(claim.start)
    if sentence is None:
        return claim
    text = passages.text
    stops = [sentence.start, *(sentence.start + found.end()
                               for found in _CLAUSE.finditer(text[sentence.start:sentence.end])), sentence.end]
    first = max(stop for stop in stops if stop <= claim.start)
    last = min((stop for stop in stops if stop >= claim.end), default=sentence.end)
    places = [each for each in passages.things.between(first, last, "country")
              if each.ident != _SELLER and not _PASSED.search(text[sentence.start:each.start])]
    quoted = {each.ident for each in places if claim.start <= each.start < claim.end}
    named = quoted or {each.ident for each in places}
    return replace(claim, reference=named.pop()) if len(named) == 1 and claim.reference not in named else claim

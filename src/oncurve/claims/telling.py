"""How a text tells a figure: as what could be, or as a mistake that it takes back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oncurve.catalog.names import load_names
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import label
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.verdict import Finding, Judgement

__all__ = ["as_carried", "as_supposed", "as_taken_back", "without_strays"]

_RUNS = frozenset({"training_cost", "training_compute", "chip_hours", "training_time"})
#: a run that somebody could make, which is none of those that were made
_COULD = Pattern(r"\b(?:you|one|anyone|anybody|somebody|someone|they|we|a (?:lab|start-?up|team|company))\s+"
                 r"(?:now |today |probably |easily )?(?:could|can|might|would)\b[^.;]{0,60}"
                 r"\b(?:train|build|make|reproduc\w+)\b|"
                 r"\b(?:a|any|one|each|every)(?: single)? (?:\w+ ){0,2}(?:runs?|models?) (?:could|can|may|might) "
                 r"(?:now |today |easily )?cost\b", re.IGNORECASE)
_TAKEN_BACK = Pattern(r"\b(?:an?|the) (?:earlier|previous|original|first) (?:version|edition|draft)\b[^.;]{0,40}"
                      r"\b(?:said|stated|gave|put|had|misstated|claimed|listed|reported)\b|"
                      r"\b(?:wrongly|mistakenly|incorrectly|erroneously) (?:said|stated|gave|put|claimed|reported)\b|"
                      r"\bmisstated\b|\b(?:never|did ?n[o'’]t|did not|ha[sd] not|nobody|no one)\s+(?:has\s+|ever\s+)?"
                      r"(?:said|claimed|wrote|stated|reported|say|claim|write)\b", re.IGNORECASE)
#: the day up to which the data of a model reach
_RATES = frozenset({"cost_decline_rate", "doubling_time"})
_SHORT, _WORD = 2, Pattern(r"[\w&.]*\w")
_SPEAKS = Pattern(r"\b(?:it|they|he|she|institute|group|firm|authors?|researchers?|report|paper|study|analysis)\s+"
                  r"(?:also )?(?:say|said|estimat|f[oi]u?nd|put|reckon|report|calculat|wr[io]te|show|conclud|project)",
                  re.IGNORECASE)
_OF_DATA = Pattern(r"\b(?:data (?:end|cut-?off|up to|until|through)|knowledge cut-?off|cut-?off)\b[^.;]{0,20}$",
                   re.IGNORECASE)
_TRAINING = Pattern(r"\btrain\w*|\bfinish\w*|\bruns?\b|\bran\b|\bcook\w*|\bcomplet\w+|\bbuil(?:d|t)\b|\bweights\b",
                    re.IGNORECASE)


def as_supposed(judged: Judgement, claim: Claim) -> Judgement:
    """The judgement of what a run would cost that anybody could make: the runs that were made do not refute it."""
    if not judged.accuses or claim.measure not in _RUNS or _COULD.search(claim.sentence) is None:
        return judged
    text = "It tells what could be done, not what was; runs that were made do not speak against it."
    return Judgement("no_basis", text, judged.readings, sources=judged.sources,
                     findings=(Finding("OC802", "The catalogue lacks what such a run would take."),))


def as_carried(judged: Judgement, claim: Claim, catalogue: Catalogue) -> Judgement:
    """The judgement of a rate laid at the door of who spoke before: a sentence that names nobody drifts from none.

    Those who publish one rate have published others, and the writer may have worked this one out.
    """
    if judged.verdict != "drifted" or claim.measure not in _RATES or not claim.speaker:
        return judged
    if _names(claim.sentence, claim.speaker, catalogue) or _SPEAKS.search(claim.sentence):
        return judged
    text = "The sentence names no source, and the one that was named before it gives other rates of this kind."
    return Judgement("no_basis", text, judged.readings, sources=judged.sources,
                     findings=(Finding("OC802", "The catalogue lacks whose figure this is."),))


def _names(sentence: str, speaker: str, catalogue: Catalogue) -> bool:
    """Whether a sentence names a speaker, by a part of the name or by a word that stands for it ("a16z")."""
    parts = {part.lower() for part in (*label(catalogue, speaker).split(), *speaker.split("-")) if len(part) > _SHORT}
    names = load_names(catalogue.added, catalogue.index)
    return any(word.lower() in parts or any(entry.name.id == speaker for entry in names.spelled(word))
               for word in _WORD.findall(sentence))


def as_taken_back(judged: Judgement, claim: Claim) -> Judgement:
    """The judgement of a figure that the text itself calls a mistake: it is no claim of the text's."""
    if not judged.accuses or _TAKEN_BACK.search(claim.sentence.partition(claim.quote)[0]) is None:
        return judged
    return Judgement("not_checkable", "The text itself does not claim this figure: it takes it back, or denies that it "
                                      "was ever given.", judged.readings, sources=judged.sources)


def without_strays(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without days of training in sentences that tell of no training, and days on which nothing came out."""
    return [each for each in claims if (each.measure != "training_date" or (
                _TRAINING.search(each.sentence) and not _OF_DATA.search(each.sentence.partition(each.quote)[0])))
            and (each.measure != "release_date" or each.subject)]

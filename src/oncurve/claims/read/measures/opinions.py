"""Judgements and motives told as facts, by how they are built: "for one reason only", "90% spite and 10% law"."""

from __future__ import annotations

import re

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.judgements import judgement
from oncurve.claims.read.no_amounts import rhetorical_shares
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, stems

__all__ = ["CLAUSES"]

_FELT = (r"(?:hurt|wound|please|impress|punish|mislead|deceive|annoy|irritate|taunt|mock|spite|upset|shame|needle|"
         r"tease|provoke|flatter|frighten|scare|spook|humiliate|embarrass|charm|court|appease|placate|save face|"
         r"look \w+|win (?:applause|favour|friends|votes)|score points|show off)")
_FEELINGS = (r"(?:fear|spite|envy|desperation|vanity|greed|pride|malice|jealousy|hubris|habit|panic|laziness|revenge|"
             r"stubbornness|cowardice|arrogance|ambition)")
_MOTIVES = Pattern(
    r"\bfor (?:one|a single|the sole|no other) reason(?: only| alone)?\b|"
    rf"\b(?:purely|solely|merely|simply|just) to {_FELT}\b[^,.;]*|\bonly (?:\w+ ){{1,8}}?to {_FELT}\b[^,.;]*|"
    rf"\b(?:out of|driven by|was|is) (?:sheer |pure |plain |nothing but )?{_FEELINGS}\b[^,.;]*|"
    r"\b(?:because|since|as|that|:) (?:he|she|they|it|(?:\w+ )?\w+) (?:cannot|can't|could not|couldn't) "
    r"(?:bear|stand|stomach|abide|admit|resist|forgive)\b[^,.;]*|\bin order to save face\b|"
    r"\b(?:he|she|they) (?:(?:just|only|simply|really|merely) )?(?:wants?|craves?|is after|are after|covets?) "
    r"(?:(?:the|our|your|their|all|\w+['’]s) )*(?:\w+ )?(?:money|cash|profits?|power|glory|credit|attention|headlines|"
    r"applause|fame|revenge)\b[^.;]*|"
    r"\b(?:would|will|'d) (?:say|do|sign|promise) (?:anything|whatever it takes) (?:to|for)\b[^.;]*",
    re.IGNORECASE)
_SUPERLATIVE = Pattern(
    r"\bthe (?:most|least) (?!recent|advanced|powerful|expensive|costly|capable|efficient)\w+ (?:\w+ ){1,3}?"
    r"(?:in|of|on) (?:the |all |its )?(?:history|world|industry|field|business|planet|earth|century|generation|"
    r"decade)\b[^,.;]*|"
    r"\bthe (?:most \w+|\w+est) (?:thing|deed|act|move|decision|idea|folly|blunder|mistake|trick|gift|bet)\b[^,.;]*|"
    r"\bthe (?:best|worst|\w+est) \w+ (?:\w+ ){0,5}(?:in|for) (?:\w+ ){0,2}(?:years|decades|centuries)\b|"
    r"\bnext to [^,.;]+, everything\b[^.;]*|"
    r"\btimes the \w+ (?:that )?(?:i|we|you|he|she|they) (?:will|am|are|is)\b[^,.;]*|"
    r"\b(?:\w+ )?miles (?:back|behind|ahead)\b[^,.;]*|\bin the dust\b|"
    r"\b(?:could|can) ?(?:not|n't) (?:teach|beat|fight|find|boil|organise|run) an? [^,.;]*|"
    r"\b(?:is|are|was|were) (?:(?:simply|just|plainly|frankly|utterly|downright|quite|truly|nothing short of|a) ){0,2}"
    r"(?:obscene|shameful|disgraceful|ridiculous|preposterous|insane|immoral|outrageous|scandalous|pathetic|laughable|"
    r"heroic|cowardly|foolish|stupid|idiotic|shameless|sinful|vulgar|despicable|contemptible)\b|"
    r"\b(?:is|are|was|were) (?:(?:simply|just|plainly|frankly|quite|by far|far|still) ){0,2}(?:a|the) "
    r"(?:better|worse|finer|wiser|nicer|shrewder|greater|braver|kinder) (?:judge|leader|person|man|woman|boss|thinker|"
    r"writer|friend|citizen|engineer|scientist|listener|businessman|guide|role model|influence|place)\b[^.;]*|"
    r"\b(?:is|are|was|were) (?:an? )?(?:far |much |vastly |infinitely )?(?:more|less) (?:gifted|talented|honest|"
    r"ruthless|visionary|charismatic|likeable|trustworthy|decent|courageous|imaginative|brilliant|"
    r"principled|sincere) [^.;]*|"
    r"\b(?:has|have|had) (?:(?:simply|completely|collectively|clearly) )?(?:lost (?:its|their|his|her|your) "
    r"(?:collective )?(?:minds?|marbles|soul)|gone (?:mad|insane|crazy|bonkers))\b[^,.;]*|"
    r"\bis an? (?:toy|joke|pocket calculator|abacus|farce|circus|disgrace|miracle|marvel)\b[^,.;]*|"
    r"\b(?:has|have|had) no (?:idea|clue|shame|conscience|business)\b[^,.;]*|"
    r"\bworth (?:far |much )?more to (?:mankind|humanity|the world|america|china|europe|us|society)\b[^,.;]*",
    re.IGNORECASE)
_CUES = stems("reason purely solely merely simply just only out driven because since spite vanity greed envy pride "
              "cannot can't could couldn't order that he she they most least idea clue shame conscience business worth "
              "was is are were the could can cannot dust miles want wants crave covet after anything whatever")
_RATIOS = ("ratio", "fraction")
#: what can be compared and measured
_MEASURED = stems(
    "cheap dear expensive costly pric large big small fast slow quick long short heavy light strong weak good well bad "
    "high low great few many old new young early late efficient powerful capable compute accurate dense power "
    "productive effective fewer less more energy chip token parameter data money people time work output hour gpu "
    "much memory room space rich poor intensive hungry demanding scarce common frequent likely"
)
_REACH = 4


def _motive(scene: Scene) -> list[Draft]:
    """A motive or a judgement of value, by the words that open it."""
    if scene.present.isdisjoint(_CUES) or any(each.measure == "not_auditable" for each in scene.made):
        return []
    text = scene.text(scene.first, scene.end)
    found = _MOTIVES.search(text) or _SUPERLATIVE.search(text)
    if found is None:
        return []
    first, end = scene.covering(found.start(), found.end())
    return [_opinion(scene, first, end)]


def _opinion(scene: Scene, first: int, end: int) -> Draft:
    named = scene.of_kind("organisation", "model", "chip", "country", "person")
    before = [each for each in named if each.end <= first and each.ident != scene.speaker]
    return Draft("not_auditable", first, end, before[-1].ident if before else None, qualifier="vague")


def _made_of(scene: Scene) -> list[Draft]:
    """`is 90% spite and 10% law`: shares of a whole that are of nothing that is measured."""
    at = rhetorical_shares(scene)
    if at is None:
        return []
    a, b = scene.quantities[at], scene.quantities[at + 1]
    return [_opinion(scene, a.first, min(b.stop + 1, scene.end))]


def _times_as(scene: Scene) -> list[Draft]:
    """`a hundred times dumber than`, `twice as honest as`: so many times a thing that nobody measures."""
    word = scene.tokens.word
    if "will" in scene.present or any(each.iso[:4] > scene.published[:4] for each in scene.dates):
        return []
    for each in scene.quantities:
        if each.dim not in _RATIOS or any(d.stands_on(each.first, each.end) for d in scene.made):
            continue
        k = each.stop
        if word[k : k + 1] in (["more"], ["as"], ["less"]):
            k += 1
        if k >= scene.end or not word[k].isalpha() or scene.cover[k] is not None:
            continue
        graded = word[k].endswith("er") or word[k - 1] in ("more", "less", "as")
        if graded and not _is_measured(word[k]) and word[k + 1 : k + 2] in (["than"], ["as"]):
            return [_opinion(scene, each.first, min(k + _REACH, scene.end))]
    return []


def _is_measured(word: str) -> bool:
    """Whether a word, or what it is the comparative of, tells a thing that can be measured."""
    shorter = (word, word.removesuffix("er"), word.removesuffix("r"), word.removesuffix("ier") + "y", word[:-3])
    return any(stem(each) in _MEASURED for each in shorter if each)


def _built(scene: Scene) -> list[Draft]:
    """A judgement by how it is built, where no other is read."""
    if any(each.measure == "not_auditable" for each in scene.made):
        return []
    place = judgement(scene)
    return [] if place is None else [_opinion(scene, *place)]


def _once(scene: Scene) -> list[Draft]:
    """One judgement a sentence at most."""
    if scene.sentence.question:
        return []
    return _motive(scene) or _made_of(scene) or _times_as(scene) or _built(scene)


CLAUSES = (_once,)

"""Who is cited for a figure: the source that the words around it name, not merely a maker that acts in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.subject import chip_of, family_of, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages, Place, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.told import Told

__all__ = ["cited", "source_of", "sources_cited"]

_VERBS = (
    r"say|says|said|write|writes|wrote|written|report|reports|reported|estimate|estimates|estimated|put|puts|count|counts|"
    r"counted|find|finds|found|list|lists|listed|give|gives|gave|measure|measures|measured|claim|claims|claimed|"
    r"reckon|reckons|reckoned|calculate|calculates|calculated|publish|publishes|published|show|shows|showed|state|"
    r"states|stated|insist|insists|announce|announced|announces|tell|tells|told|disclose|discloses|disclosed|assign|"
    r"assigns|credit|credits|quote|quotes|take|takes|expect|expects|expected|see|sees|repeat|repeats|repeated|guide|"
    r"place|places|placed|rank|ranks|ranked|confirm|confirms|confirmed|admit|admits|admitted|concede|concedes|conceded|acknowledge|acknowledges|acknowledged|"
    r"reveal|reveals|revealed|testify|testifies|testified|maintain|maintains|maintained|"
    r"guides|guided|guides? to|guided to|plan|plans|planned|forecast|forecasts"
)
_DOCUMENTS = (
    r"report|reports|card|model card|paper|table|tables|list|lists|price list|data|figures?|counts?|study|index|"
    r"analysts?|analysis|filings?|prospectus|accounts|essay|update|estimates?|runs?|harness|tests?|authors|notes?|"
    r"guidance|chief executive|founders?|executives?|spokes\w+|boss|head|researchers?|economists?|document\w*|blog|"
    r"release|tally|tracker|"
    r"README|readme|datasheet|data sheet|preprint|announcement|repository|post|log|statistics|dataset|database|"
    r"latest count|newest figures|updated list|technical report|model page|page|site|numbers?|own"
)
#: what a source gives: "gives a median of 140,000"
_AMOUNTS = "median|mean|average|figure|total|sum|count|number|share|rate|range|value|score|middle|central|best|low|high"
_AFTER = Pattern(rf"^(?:['’]s?|s['’])?\s*,?\s*(?:\w+\s+){{0,2}}?(?:{_VERBS})\b"
                 rf"(?! (?:been|(?:a|an|the)(?! (?:{_AMOUNTS})))\b)(?! to (?!being\b|having\b))|"
                 r"^\s+(?:speaks?|spoke|talks?|talked|tells?|told)\s+of\b|"
                 r"^\s+(?:\w+\s+){0,2}?puts? (?:the|its|their|this|that) (?:\w+ ){1,4}?(?:at|near|between)\b|"
                 r"^\s+(?:has |had )?(?:tells?|told|informed|assured|warned)\s+(?:\w+\s+){1,5}?(?:that|how)\b")
#: "CAISI, an arm of NIST, has tested V4 and puts it …": the verb of a source after what else it is and does
_AND_SAYS = Pattern(r"^(?:,\s+[^,.;:]{2,60},)?\s+(?:has |have |had )?\w+\b[^,.;:]{0,70}?\s+and\s+(?:it\s+)?"
                    r"(?:puts?|places?|placed|finds?|found|concludes?|concluded|reckons?|reckoned|judges?|judged|estimates?|"
                    r"estimated)\s+(?:that|it|them|its|their|the)\b")
#: "Acme, by its own account, trained it for so much", "by its own reckoning Acme …"
_OWN_ACCOUNT = (r"(?:by|on) (?:its|their|his|her) own (?:account|reckoning|count|estimates?|telling|admission|figures?|"
                r"numbers?|calculations?)")
_BY_ACCOUNT = Pattern(rf"^,?\s+{_OWN_ACCOUNT}\b", re.IGNORECASE)
_ACCOUNT_OF = Pattern(rf"(?:^|[,;:]\s*|\band )\s*{_OWN_ACCOUNT},?\s+(?:the )?$", re.IGNORECASE)
_APPOSITION = Pattern(r"^,\s+(?:an?|the|its|which|whose|who|part|head|chief|formerly)\b[^,.;:]{2,60},(?=\s)")
_OWN = Pattern(rf"^(?:['’]s?|s['’])\s+(?:(?:\w+\s+){{0,3}}?(?:{_DOCUMENTS})|"
               r"official (?:\w+ )?(?:bill|costs?|budget|price tag|number|tab))\b")
_BEFORE = Pattern(
    r"\b(?:according to|by|says|said|writes|wrote|reports|going by|per|quoting|citing|from)\s+(?:the\s+)?"
    r"(?:(?!(?:that|how|why|when|whether|if|what)\b)\w+\s+)?$",
    re.IGNORECASE,
)
_MAKER = Pattern(
    rf"\b(?:(?:the|its|their|model's) (?:maker|makers|developer|developers|vendor|authors|creator|company)"
    rf"(?:['’]s?)?)\s+(?:\w+\s+){{0,2}}?(?:{_VERBS}|{_DOCUMENTS})\b|\bby its maker|"
    r"\b(?:the|its|their|own) (?:\w+ )?(?:README|technical report|model card|card|data ?sheet|release notes)\b",
    re.IGNORECASE,
)
_PRONOUN = Pattern(
    rf"\b(?:it|they|he|she|the (?:company|lab|firm|maker|team|authors?))\s+(?:has |had |have )?(?:{_VERBS})\b|"
    r"according to (?:it|them|the (?:company|lab|firm))\b",
    re.IGNORECASE,
)
#: somebody else who tells of it, with "that" left out: "Huang said Nvidia's share had fallen"
_TOLD_OF = Pattern(r"[\w)’'] (?:says|said|writes|wrote|reports) (?:the )?$")
#: a second source whose verb is left out
_GAP_BEFORE = Pattern(r"(?:[,;]|\band|\bbut|\bwhile)\s+(?:the\s+)?$")
_GAP = Pattern(
    r"^,?\s+(?:(?:got|gets|saw|sees|has|had)\s+)?"
    r"(?:(?:at|about|some|roughly|around|only|just|nearly|almost|more than|less than)\s+){0,2}[$€£¥]?\d"
)
#: who speak about somebody, and not for them
_ABOUT = Pattern(r"\b(?:admirers?|fans?|critics?|rivals?|competitors?|opponents?|foes|defenders?|friends?|"
                 r"customers?|users?|"
                 r"investors?|backers?|sceptics?|skeptics?) (?:of|in) (?:the )?$", re.IGNORECASE)
#: a document that is of a model or chip, and so of its maker: "the README of Qwen3", "R1's paper"
_PAPER_OF = Pattern(
    r"\b(?:README|(?:model |data |system )?cards?|(?:technical |tech )?report|paper|(?:model |product |release )?page|"
    r"blog(?: post)?|announcement|(?:release )?notes|documentation|data ?sheet|white ?paper|preprint|repository|"
    r"repo)\s+"
    r"(?:of|for|on|to|about|accompanying|behind)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_OWN_PAPER = Pattern(
    r"^(?:['’]s)?(?: own)? (?:README|(?:model |data |system )?card|(?:technical |tech )?report|paper|data ?sheet|"
    r"(?:model |product )?page|blog(?: post)?|announcement|documentation|release notes|repository)\b", re.IGNORECASE)
#: what is called official, and so put in the maker's name: "the official cost of training R1"
_OFFICIAL_OF = Pattern(r"\bofficial (?:\w+ )?(?:bill|costs?|budget|price tag|number|figure|tab) (?:of|for|to) "
                       r"(?:(?:train|build|mak|develop)(?:ing)? )?(?:the )?$", re.IGNORECASE)
_POST = Pattern(r",?\s+(?:(?:[\w-]+\s+){0,3}?(?:of|from|at|with)\s+(?:the\s+)?)", re.IGNORECASE)
_STOP = Pattern(r"[;:]|,\s*(?:where|while|but|and|whereas)\b|\bwhere\b|\bwhile\b|\bbut\b")
_STOP_COST = 400
_NAMED = ("organisation", "person")
#: a turn of a conversation, and what tells that somebody goes on speaking
_SPOKEN = Pattern(r"\s*(?:\([^)]*\)\s*)?:")
_HEARD = Pattern(r"[“”«»]|\b(?:I|we|our|my)\b|\b(?:adds?|added|continue[sd]?|also|further|went on)\b|"
                 r"\b(?:he|she|it|they|the (?:company|lab|firm|authors?|report|paper|study|analysts?)) "
                 rf"(?:\w+ )?(?:{_VERBS})\b", re.IGNORECASE)


class _Citation(Struct, frozen=True):
    start: int
    end: int
    who: str


def cited(claim: Claim, passages: Passages, catalogue: Catalogue, claims: Told) -> str | None:
    """The source that is cited for a claim's figure, as an id or the reader's words; None for the writer's own.

    The reader's speaker stands, unless the figure's own clause names another source, or the speaker is the maker
    of the thing and only acts in the sentence ("the lab spent ...").

    Args:
        claim: the claim.
        passages: the names of its article.
        catalogue: for makers, and to tell names apart.
        claims: all claims of the article.
    """
    sentence = passages.sentence_at(claim.start)
    if sentence is None:
        return claim.speaker
    found = list(_citations(sentence, claim, passages, catalogue))
    posts = [each for each in passages.things.of_sentence(sentence.sentence) if each.ident == claim.speaker
             and _is_post(each, passages)]
    if posts and found:
        return _nearest(found, claim, passages)
    later = [each for each in found if _of_next_clause(each, claim, passages)]
    found = [each for each in found if each not in later]
    if not found and claim.speaker is not None and _is_one_of(claim.speaker, later, catalogue):
        return None
    if claim.speaker is None:
        return _nearest(found, claim, passages) if found else None
    if _is_one_of(claim.speaker, found, catalogue):
        nearest = _nearest(found, claim, passages)
        return nearest if len(found) > 1 and nearest else claim.speaker
    if found and len({each.who for each in found}) >= 1 and _cost(found, claim, passages) < _STOP_COST:
        return _nearest(found, claim, passages)
    if _only_acts(claim, passages, sentence, catalogue) or _of_another_matter(claim, claims, passages):
        return None
    return claim.speaker


def _of_another_matter(claim: Claim, claims: Told, passages: Passages) -> bool:
    """Whether a sentence names no source, and the one that names the speaker last is of other measures or far.

    "Epoch reckons that China trails by seven months. On this test A scored 65.8%": the score is the writer's own.
    """
    sentence, named = passages.sentence_at(claim.start), passages.things.of_ident(claim.speaker or "")
    if sentence is None or any(each.start < claim.start for each in named.of_sentence(sentence.sentence)):
        return False
    last = next(named.before(sentence.start), None)
    there = passages.sentence_at(last.start) if last is not None else None
    if last is None or there is None:
        return False
    between = passages.text[last.end : claim.start]
    if _SPOKEN.match(between) or _HEARD.search(between) or between.count('"') % 2:
        return False
    if there.paragraph != sentence.paragraph:
        return True
    told = {each.measure for each in claims.within(there.start, there.end) if each.speaker == claim.speaker}
    return bool(told) and claim.measure not in told


def source_of(place: Place, sentence: Place, passages: Passages, catalogue: Catalogue) -> str | None:
    """Id of the source that a sentence cites nearest to a stretch of it, or None.

    "The maker reports" cites whoever made the model that is named last before it.
    """
    found = [*_named_sources(sentence, passages), *_papers(sentence, passages, catalogue)]
    for match in _MAKER.finditer(passages.words(sentence)):
        at = sentence.start + match.start()
        models = [catalogue.models[key] for each in passages.things.of_paragraph(place.paragraph, "model")
                  if each.start < at and (key := catalogue.models.id_of(each.ident))]
        found += [_Citation(at, sentence.start + match.end(), models[-1].organisation)] if models else []
    return min(found, key=lambda each: _distance(each, place, passages)).who if found else None


def sources_cited(sentence: Place, passages: Passages, catalogue: Catalogue) -> set[str]:
    """Compact names of those whom a sentence cites."""
    ids = {each.who for each in (*_named_sources(sentence, passages), *_papers(sentence, passages, catalogue))}
    shelves = (catalogue.organisations, catalogue.people)
    return {compact(shelf[key].label) for each in ids for shelf in shelves if (key := shelf.id_of(each)) is not None}


def _named_sources(sentence: Place, passages: Passages) -> Iterable[_Citation]:
    text = passages.text
    found, told = False, 0
    here = passages.things.of_sentence(sentence.sentence, *_NAMED)
    for thing in here:
        if _is_post(thing, passages) or thing.start < told:  # in what is told of another: "CAISI, an arm of NIST, says"
            continue
        post = next((each for each in here if each.start >= thing.end and _is_post(each, passages)), None)
        end = post.end if post is not None and thing.kind == "person" else thing.end
        after, before = text[end : sentence.end], text[sentence.start : thing.start]
        if _ABOUT.search(before):
            continue
        apart = _APPOSITION.match(after)
        says = (_OWN.match(after) or _AFTER.match(after) or _AND_SAYS.match(after)
                or (apart and _AFTER.match(after[apart.end():]))
                or _BY_ACCOUNT.match(after) or _ACCOUNT_OF.search(before))
        gap = found and _GAP_BEFORE.search(before) and _GAP.match(after)  # "A puts it at 5, B at 7"
        if says or gap or (_BEFORE.search(before) and not _agent(before, after) and not _TOLD_OF.search(before)):
            found = found or says is not None
            told = end + apart.end() if apart and says else told
            yield _Citation(thing.start, thing.end, thing.ident)


def _papers(sentence: Place, passages: Passages, catalogue: Catalogue) -> Iterable[_Citation]:
    """The makers of models and chips whose own documents a sentence names."""
    for thing in passages.things.of_sentence(sentence.sentence, "model", "chip"):
        known = model_of(catalogue, thing.ident) if thing.kind == "model" else chip_of(catalogue, thing.ident)
        members = family_of(catalogue, thing.ident) if known is None and thing.kind == "model" else []
        maker = getattr(known or (members[0] if members else None), "organisation", None) or getattr(
            known, "vendor", None)
        before, after = passages.text[sentence.start:thing.start], passages.text[thing.end:sentence.end]
        told = _PAPER_OF.search(before) or _OWN_PAPER.search(after) or _OFFICIAL_OF.search(before)
        if maker and told and not (thing.kind == "chip" and told[0].strip().endswith("card")):  # a card of chips
            yield _Citation(thing.start, thing.end, maker)


def _is_post(thing: Thing, passages: Passages) -> bool:
    """Whether an organisation only tells where the person before it works: "Kessler of the Commerce Department"."""
    person = next(passages.things.before(thing.start, "person"), None) if thing.kind == "organisation" else None
    return person is not None and person.sentence == thing.sentence and \
        _POST.fullmatch(passages.text[person.end:thing.start]) is not None


def _citations(sentence: Place, claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterable[_Citation]:
    yield from _named_sources(sentence, passages)
    yield from _papers(sentence, passages, catalogue)
    words = passages.words(sentence)
    model = model_of(catalogue, claim.subject)
    for match in _MAKER.finditer(words):
        if model is not None:
            yield _Citation(sentence.start + match.start(), sentence.start + match.end(), model.organisation)
    for match in _PRONOUN.finditer(words):
        kinds = ("person",) if match[0][:2].lower() in ("he", "sh") else _NAMED
        first = next(iter(passages.things.of_sentence(sentence.sentence, *kinds)), None)
        if first is not None and first.start - sentence.start < match.start():
            yield _Citation(sentence.start + match.start(), sentence.start + match.end(), first.ident)


def _agent(before: str, after: str) -> bool:
    """Whether "by" or "from" tells who did a thing, not who says so ("trained by Meta")."""
    passive = re.search(r"\b\w+(?:ed|en|ught|old|ade|ut)\s+(?:by|from)\s+(?:the\s+)?(?:\w+\s+)?$", before) is not None
    return passive or (before.rstrip().endswith(("by", "from")) and not _OWN.match(after))


def _is_one_of(speaker: str, found: list[_Citation], catalogue: Catalogue) -> bool:
    ids = {speaker, catalogue.people.id_of(speaker), catalogue.organisations.id_of(speaker)}
    return any(each.who in ids for each in found)


def _distance(each: _Citation, place: Claim | Place, passages: Passages) -> int:
    first, last = (each.end, place.start) if each.end <= place.start else (place.end, each.start)
    return max(last - first, 0) + _STOP_COST * len(_STOP.findall(passages.text[first:last]))


def _of_next_clause(each: _Citation, claim: Claim, passages: Passages) -> bool:
    """Whether a source is named after a semicolon, for a figure of its own: "$62 million; the index: $170 million"."""
    sentence = passages.sentence_at(claim.start)
    return sentence is not None and each.start >= claim.end and ";" in passages.text[claim.end:each.start] and any(
        amount.start >= each.end for ends in (passages.amounts, passages.ranges)
        for amount in ends.of_sentence(sentence.sentence))


def _cost(found: list[_Citation], claim: Claim, passages: Passages) -> int:
    return min(_distance(each, claim, passages) for each in found)


def _nearest(found: list[_Citation], claim: Claim, passages: Passages) -> str:
    return min(found, key=lambda each: _distance(each, claim, passages)).who


def _only_acts(claim: Claim, passages: Passages, sentence: Place, catalogue: Catalogue) -> bool:
    """Whether the speaker stands in the sentence as the one who spent, trained or sold, with no word of saying."""
    thing = model_of(catalogue, claim.subject) or chip_of(catalogue, claim.subject)
    speaker = catalogue.organisations.id_of(claim.speaker or "")
    here = any(thing.ident == speaker for thing in passages.things.of_sentence(sentence.sentence))
    maker = speaker in {claim.subject, getattr(thing, "organisation", None), getattr(thing, "vendor", None)}
    said = _PRONOUN.search(passages.words(sentence)) is not None
    return here and maker and speaker is not None and not said

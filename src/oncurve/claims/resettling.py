"""Readings of a claim of which nothing is known as it was read: another measure, version or maker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.price_per_token import of_level
from oncurve.claims.check.subject import chip_of, find_thing, holder_of, model_of, organisation_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS
from oncurve.claims.told import Told

__all__ = [
    "as_fall_of_level",
    "as_held",
    "as_market_move",
    "as_market_share",
    "as_smuggled",
    "as_sold",
    "of_buyer",
    "of_countries",
    "of_earlier",
    "of_its_clause",
    "of_latest",
    "of_line",
    "of_multiple",
    "of_neighbour",
    "of_priced_before",
    "of_sibling",
    "of_trailing",
    "of_what_is_worth",
    "on_day_told",
]

_CLAUSE_BEGINS = Pattern(r"(?:[,;:]|\b(?:so|hence|thus|that|and|but|then|makes?|made|making|means))\s+$", re.IGNORECASE)
_IS_SO = Pattern(r"\s+(?:(?:itself|then|therefore) )?(?:is|was|were|are|came|comes|becomes|works? out|(?:will|would|"
                 r"must|should) "
                 r"(?:be|have been))\b[^,;:]{0,24}|\s+", re.IGNORECASE)

_HELD = Pattern(r"\b(?:stocks?|stockpiles?|fleet|own(?:s|ed)?|hold(?:s|ings)?|held|ha[sd]|have|possess\w*|worth|"
                r"inventory)\b",
                re.IGNORECASE)
_BOUGHT = Pattern(r"\b(?:bought|purchased|acquired|amassed|stockpiled|secured)\b", re.IGNORECASE)
_TRAILS = Pattern(r"\b(?:trails?|trailed|lags?|lagged|is behind|falls? behind)\b", re.IGNORECASE)
_EQUIVALENT = Pattern(r"\bH100[- ]?equivalents?\b", re.IGNORECASE)
_SHARES = Pattern(r"\b(?:shares?|shareholders?|stock market|market (?:value|capitali[sz]ation)|rout|sell-?off|"
                  r"wall street)\b",
                  re.IGNORECASE)
_FELL = Pattern(r"\b(?:rout|sell-?off|cost|lost|lose|loss|wiped|fell|fall|drop\w*|shed|plung\w+|"
                r"slump\w*)\b", re.IGNORECASE)
#: of which amounts a ratio is
_AMOUNTS_OF = {"price_ratio": "price_per_token", "cost_ratio": "training_cost"}
#: what the reader calls anything as good as a model
_AT_LEVEL = "-level model"
_MULTIPLE = Pattern(r"\btimes\b|\bfold\b|\bhalf\b|\btwice\b", re.IGNORECASE)
_MARKET_SHARE = Pattern(r"\bshare of (?:the |its )?(?:[\w'’-]+ ){0,4}?market\b|\bmarket share\b", re.IGNORECASE)
_SMUGGLED = Pattern(r"\bsmuggl\w+|\bblack[- ]market\b", re.IGNORECASE)
_OF_MAKER = Pattern(r"^(.+?)['\u2019]s?\s")
_NEW = dt.timedelta(days=75)
_MOST_ON_SALE = 8
_MOST_OF_LINE = 3
_CLAUSE = Pattern(r"[,;:](?=\s)|\band\b(?=\s+\w+ (?:is|costs?|at|for|has|gets)\b)")
_SORT = Pattern(r"\b(?:nano|mini|lite|flash|pro|small|medium|large|haiku|sonnet|opus|micro|premier|max|air)\b",
                re.IGNORECASE)
#: how the model is told of that was made before another of its name, and how near to its figure
_TRIAL, _NEAR_TRIAL = Pattern(r"\b(?:prototype|precursor|first version|trial version|zero)\b", re.IGNORECASE), 30
_IT = Pattern(r"\b(?:it|they|the model)\b", re.IGNORECASE)
_BACK = 6
_CHINESE = Pattern(r"\bChin(?:a|ese)\b")
_COMPARED = r"\b(?:of|than|to|with|against|versus|vs\.?|like|beside|unlike)\s+(?:[\w'’]+\s+)?"
_BARE_SIZE = Pattern(r"\d+(?:\.\d+)?[bt]")


def as_held(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """Chips that somebody holds, read as sold to the holder ("its stock of Hopper chips"): a count of what is held."""
    if claim.measure != "chips_shipped" or not claim.reference or _HELD.search(claim.sentence) is None:
        return
    holder = holder_of(catalogue, claim.reference)
    if holder is not None:
        chip = chip_of(catalogue, claim.subject)
        name = chip.label if chip is not None else claim.subject
        scope = "H100-equivalents" if "equivalent" in f"{claim.quote} {claim.unit}".lower() else name
        yield replace(claim, measure="chip_count", subject=holder.id, reference=None, scope=scope)


def of_what_is_worth(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """Chips told in H100-equivalents, read of the maker that is named: the H100 is only what they are counted in."""
    if claim.measure != "chips_shipped" or _EQUIVALENT.search(claim.sentence) is None \
            or chip_of(catalogue, claim.subject) is None:
        return
    makers = {chip.vendor for chip in catalogue.chips.values()}
    for ident in _firms_beside(claim, passages):
        if ident in makers:
            yield replace(claim, subject=ident)


def of_buyer(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """Chips that a firm bought ("High-Flyer bought 10,000 A100s"), read as those that it holds."""
    chip = chip_of(catalogue, claim.subject) if claim.measure == "chips_shipped" else None
    if chip is None or _BOUGHT.search(claim.sentence) is None:
        return
    for ident in _firms_beside(claim, passages):
        firm = organisation_of(catalogue, ident)
        if firm is not None and firm.id != chip.vendor:
            yield replace(claim, measure="chip_count", subject=firm.id, reference=None, scope=chip.label, time=None)


def as_sold(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """Chips of a maker counted in a country ("160,000 AMD cards in China"), read as sold there by the maker."""
    place = holder_of(catalogue, claim.subject) if claim.measure == "chip_count" else None
    if place is None or organisation_of(catalogue, claim.subject) is not None or _HELD.search(claim.sentence):
        return
    makers = {chip.vendor for chip in catalogue.chips.values()}
    for ident in _firms_beside(claim, passages):
        if ident in makers:
            yield replace(claim, measure="chips_shipped", subject=ident, reference=place.id, scope="shipped")


def _firms_beside(claim: Claim, passages: Passages) -> list[str]:
    """The firms that the sentence of a claim names beside the source of its figure, each once."""
    named = passages.named_beside(claim, "organisation")
    return list(dict.fromkeys(each.ident for each in named if each.ident != claim.speaker))


def of_trailing(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A lag read of a group behind a model that the sentence says trails it, read the other way about."""
    if claim.measure == "capability_lag" and claim.subject and find_thing(catalogue, claim.subject) is None \
            and model_of(catalogue, claim.reference) is not None and _TRAILS.search(claim.sentence):
        yield replace(claim, subject=claim.reference, reference=claim.subject)


def as_market_share(claim: Claim) -> Iterator[Claim]:
    """A share of a market, read as a move of shares: a share of what is sold."""
    if claim.measure == "market_move" and claim.unit == "percent" and _MARKET_SHARE.search(claim.sentence):
        value = abs(claim.value) if claim.value is not None else None
        yield replace(claim, measure="compute_share", value=value)


def as_smuggled(claim: Claim) -> Iterator[Claim]:
    """Chips that a sentence says are smuggled, read as shipped: a count of what was smuggled."""
    if claim.measure == "chips_shipped" and _SMUGGLED.search(claim.sentence):
        yield replace(claim, measure="chips_smuggled", scope=None)
    if claim.measure == "chip_count" and claim.speaker and claim.subject == claim.speaker \
            and _SMUGGLED.search(claim.sentence):  # who counts them does not hold them
        yield replace(claim, measure="chips_smuggled", subject="AI chips", scope=None)


def as_market_move(claim: Claim) -> Iterator[Claim]:
    """A sum that shareholders lost, read as spending of the company: a move of its value."""
    if claim.measure == "organisation_spend" and _SHARES.search(claim.sentence):
        fell = claim.value is not None and _FELL.search(claim.sentence) is not None
        yield replace(claim, measure="market_move", scope=None,
                      value=-abs(claim.value) if fell and claim.value is not None else claim.value)


def as_fall_of_level(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """By how much what is as good as a model came down ("answers of GPT-4's quality cost a tenth of what they did")."""
    model = model_of(catalogue, (claim.subject or "").removesuffix(_AT_LEVEL))
    if claim.measure in _AMOUNTS_OF and model is not None and of_level(claim, model):
        yield replace(claim, measure="price_ratio", subject=model.id, reference="own earlier price", scope=None)


def on_day_told(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A move of the market without a day, read of the last day that its paragraph names before it."""
    place = passages.sentence_at(claim.start)
    if claim.measure != "market_move" or claim.time or place is None:
        return
    days = [each for each in passages.days.of_paragraph(place.paragraph) if each.end <= claim.start
            and each.grain == "day" and each.first == each.last]
    if days and days[-1].sentence < place.sentence:
        yield replace(claim, time=days[-1].first.isoformat())


def of_latest(claim: Claim, passages: Passages, catalogue: Catalogue, day: dt.date) -> Iterator[Claim]:
    """A figure of a model that only its maker is named for, read of the maker's newest models, newest first.

    Only where the text names no model of that maker, and of models that came out shortly before the day.
    """
    if claim.measure not in NAMED_KINDS["model"]:
        return
    told = _OF_MAKER.match(claim.subject or "")
    maker = organisation_of(catalogue, claim.subject) or (organisation_of(catalogue, told[1]) if told else None)
    named = (catalogue.models.get(each.ident) for each in passages.things.of_kind("model"))
    if maker is None or any(each is not None and each.organisation == maker.id for each in named):
        return
    models = [each for each in catalogue.models.values() if each.organisation == maker.id and _is_new(each, day)]
    models.sort(key=lambda each: each.release_date or dt.date.min, reverse=True)
    if claim.measure == "price_per_token":  # what is on sale under the maker's name is its newest model
        models = _on_sale(maker.id, catalogue, day) or models[:1]
    for model in models:
        yield replace(claim, subject=model.id)


def of_line(claim: Claim, passages: Passages, catalogue: Catalogue, day: dt.date) -> Iterator[Claim]:
    """A figure of a line of models ("Claude Sonnet") or of a size ("the 405B model"), read of its newest models.

    Likewise what a ratio compares with such a line.
    """
    ratio = claim.measure in ("price_ratio", "cost_ratio")
    if claim.measure not in NAMED_KINDS["model"] and not ratio:
        return
    own = _of_name(claim.subject, passages, catalogue, day)
    if own and not ratio and re.search(rf"{_COMPARED}{re.escape(claim.subject or '')}", claim.sentence, re.IGNORECASE):
        return  # the line is what another thing is compared with
    other = _of_name(claim.reference, passages, catalogue, day) if ratio else []
    if ratio and own and organisation_of(catalogue, claim.reference) is not None:
        return  # of whose maker it is told what it costs is not clear
    for model in own:
        yield replace(claim, subject=model.id)
    for model in other:
        yield replace(claim, reference=model.id)


def _of_name(name: str | None, passages: Passages, catalogue: Catalogue, day: dt.date) -> list[Model]:
    """The newest models out by a day in whose labels the words of a name stand that is of no one thing.

    Of a size, those of the makers that the text names; of all makers only where one model alone has that size.
    """
    words = (name or "").lower().replace("-", " ").split()
    sized = bool(words) and _BARE_SIZE.fullmatch(words[0]) is not None and words[1:] in ([], ["model"])
    if not words or find_thing(catalogue, name) is not None or not (sized or all(word.isalpha() for word in words)):
        return []
    wanted = set(words[:1] if sized else words)
    found = [each for each in catalogue.models.values() if each.release_date is not None and each.release_date <= day
             and "(" not in each.label and wanted <= set(each.label.lower().replace("-", " ").split())]
    if sized:
        makers = {each.ident for each in passages.things.of_kind("organisation")}
        named = [each for each in found if each.organisation in makers]
        found = named or (found if len(found) == 1 else [])
    return sorted(found, key=lambda each: each.release_date or dt.date.min, reverse=True)[:_MOST_OF_LINE]


def of_multiple(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A multiple of an amount told before ("the big one used nine times as many"), read of the other models told of."""
    if claim.measure not in NAMED_KINDS["model"] or _MULTIPLE.search(claim.quote) is None:
        return
    named = (model_of(catalogue, each.ident) for each in passages.things.of_kind("model"))
    for ident in dict.fromkeys(each.id for each in named if each is not None):
        if ident != claim.subject:
            yield replace(claim, subject=ident)


def _on_sale(maker: str, catalogue: Catalogue, day: dt.date) -> list[Model]:
    """The models of a maker that it had a price for on a day, newest first."""
    priced = {row.model for row in catalogue.api_prices if day in row.span}
    found = [each for each in catalogue.models.values() if each.organisation == maker and each.id in priced]
    return sorted(found, key=lambda each: each.release_date or dt.date.min, reverse=True)[:_MOST_ON_SALE]


def _is_new(model: Model, day: dt.date) -> bool:
    out = model.release_date
    return out is not None and dt.timedelta(0) <= day - out <= _NEW


def of_sibling(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure whose clause names only a size or sort of model ("nano is five cents", "the prototype"), of that one."""
    model = model_of(catalogue, claim.subject)
    if model is None or claim.measure not in NAMED_KINDS["model"]:
        return
    clause = _CLAUSE.split(claim.sentence.partition(claim.quote)[0])[-1]
    told = [word.lower() for word in _SORT.findall(clause)]
    line = _SORT.sub("", model.label).strip()
    trial = _TRIAL.search(f"{clause}{claim.sentence.partition(claim.quote)[2][:_NEAR_TRIAL]}") is not None
    for each in catalogue.models.values():
        if trial and each.organisation == model.organisation and each.label.startswith(f"{model.label}-"):
            yield replace(claim, subject=each.id)
        sort = _SORT.findall(each.label)
        if each.id != model.id and each.organisation == model.organisation and len(sort) == 1 \
                and sort[0].lower() in told and _SORT.sub("", each.label).strip() == line:
            yield replace(claim, subject=each.id)


def of_earlier(claim: Claim, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure before any model of its sentence ("it gets 98%"), read of the models that the sentences before name."""
    sentence = passages.sentence_at(claim.start)
    if claim.measure not in NAMED_KINDS["model"] or sentence is None:
        return
    before = passages.text[sentence.start:claim.start]
    here = passages.things.of_sentence(sentence.sentence, "model")
    if any(each.start < claim.start for each in here) or (here and _IT.search(before) is None):
        return
    earlier = passages.things.of_sentences(sentence.sentence - _BACK, sentence.sentence - 1, "model")
    for ident in dict.fromkeys(each.ident for each in reversed(earlier)):
        if ident != claim.subject and model_of(catalogue, ident) is not None:
            yield replace(claim, subject=ident)


def of_neighbour(claim: Claim, claims: Told, passages: Passages, catalogue: Catalogue) -> Iterator[Claim]:
    """A figure told of a maker, read of its model that another figure of the sort in the sentence is of."""
    maker, sentence = organisation_of(catalogue, claim.subject), passages.sentence_at(claim.start)
    if maker is None or sentence is None or claim.measure not in NAMED_KINDS["model"]:
        return
    for each in claims.within(sentence.start, sentence.end, claim.measure):
        model = model_of(catalogue, each.subject)
        if model is not None and model.organisation == maker.id:
            yield replace(claim, subject=model.id)


def of_priced_before(claim: Claim, claims: Told, passages: Passages) -> Iterator[Claim]:
    """A ratio whose sentence names one side alone, read of what the amounts before are of: "A costs 2. B: 9x more"."""
    place = passages.sentence_at(claim.start)
    if claim.measure not in _AMOUNTS_OF or place is None:
        return
    here = {each.ident for each in passages.things.of_sentence(place.sentence)}
    named = [each for each in (claim.subject, claim.reference) if each in here]
    before = passages.sentences[max(place.sentence - 1, 0)]
    told = [each for each in claims.within(before.start, before.end, _AMOUNTS_OF[claim.measure])
            if each.end <= place.start and each.subject not in named]
    if len(named) == 1 and told and before is not place:
        yield replace(claim, subject=told[-1].subject, reference=named[0])
        if claim.subject == named[0]:
            yield replace(claim, reference=told[-1].subject)


def of_countries(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A lag in a sentence that names no model ("six to nine months overall"), read of China's models and America's."""
    sentence = passages.sentence_at(claim.start)
    if claim.measure != "capability_lag" or sentence is None or _CHINESE.search(passages.text) is None:
        return
    if not passages.things.of_sentence(sentence.sentence, "model"):
        yield replace(claim, subject="CN", reference="US")


def of_its_clause(claim: Claim, passages: Passages) -> Iterator[Claim]:
    """A ratio of the model that is the subject of its own clause: "A asks $15 and B $1, so B was 15 times cheaper"."""
    sentence = passages.sentence_at(claim.start)
    if claim.measure not in ("price_ratio", "cost_ratio") or not claim.reference or sentence is None:
        return
    before = [each for each in passages.things.of_sentence(sentence.sentence, "model") if each.end <= claim.start]
    if len(before) > 1 and before[-1].ident == claim.reference and claim.subject in {each.ident for each in before} \
            and _CLAUSE_BEGINS.search(passages.text[sentence.start:before[-1].start]) \
            and _IS_SO.fullmatch(passages.text[before[-1].end:claim.start]):
        yield replace(claim, subject=claim.reference, reference=claim.subject)

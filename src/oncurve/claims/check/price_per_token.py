"""What users are asked for tokens."""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_name
from collections.abc import Sequence

from msgspec.structs import replace

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import add_months
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.catalog.price import ApiPrice
from oncurve.catalog.read import Catalogue
from oncurve.claims.agreement import days_named
from oncurve.claims.check.facts import FIGURE, asked_day, clause_of_figure, missing, source_words
from oncurve.claims.check.reading import (
    Answer,
    Found,
    NoBasis,
    Openness,
    Reading,
    World,
    by_openness,
    from_fact,
    reading,
)
from oncurve.claims.check.subject import model_of, organisation_of, spelled
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_day
from oncurve.claims.tiers import FRESH

__all__ = ["MEASURE", "TIERS", "maker_pays", "of_level", "predecessor", "prices_at", "readings", "tiers_named"]

MEASURE = "price_per_token"
TIERS = {"input": "input tokens", "output": "output tokens", "cached_input": "input tokens found in the cache",
         "blended_3_1": "three input tokens to one output token"}
_CUES = {"output": r"\boutput|\bgenerat|\bwrit(?:e|es|ing|ten)\b|\bcompletion|\bproduc(?:e[sd]?|ing)\b|"
                   r"\b(?:answers|repl(?:y|ies)|responses|prose)\b|\b(?:says?|sends?|comes?) back\b|"
                   r"\btokens (?:that )?(?:it|they|the model) (?:gives?|returns?|hands? you|sends?|makes?)\b",
         "cached_input": r"\bcache(?!\s?-?\s?miss)(?:d|[sd]?\b)", "blended_3_1": r"\bblend"}
#: "prompts up to 200,000 tokens" tells how long they are, not that they are what is priced
_CUES["input"] = (r"\binput|\bprompt(?! caching)(?!s? (?:up to|of|over|above|longer|under|below|beyond))|"
                  r"\breads?\b|\bfed\b|\byou (?:type|feed|send|put in)\b")
#: another price of the sentence, of which its words may be
_PRICE = Pattern(r"[$€£¥]\s?\d|\b\w+ (?:dollars?|cents?|euros?|yuan)\b", re.IGNORECASE)
#: tiers that are a price's only where words say so
_TOLD = ("cached_input", "blended_3_1")
_OF_TOKENS = Pattern(r"\b(input|output)\s+tokens?\b", re.IGNORECASE)
#: a tier by its noun, which holds for each price of a sentence: "A asks $10 and B $1 per million output tokens"
_BY_NOUN = Pattern(r"\b(?:(?:in|out)puts?|completions?|prompts?)\b", re.IGNORECASE)
#: "costs OpenAI $10", "the company spends $10": what the maker pays, not what it asks
_MAKER_PAYS = (r"\b(?:costs?|costing)\s+(?:the\s+)?(?:company|lab|firm|start-?up|maker|{names})\b"
               r"(?!['’]|\s(?:users|customers|clients|buyers|developers|subscribers))"
               r"|\b(?:company|lab|firm|maker|{names})\s+(?:spends|pays|loses)\b")
#: the price of tokens that the cache does not hold, beside that of those it does
_OTHERWISE = Pattern(r"\b(?:otherwise|cache miss\w*|un-?cached|without|normally|not in the cache|else)\b",
                     re.IGNORECASE)
#: the price of long prompts
_LONG = Pattern(r"\b(?:beyond|above|over|longer than|past|exceed\w*|more than)\s+(?:that\b|this\b|it\b|"
                r"(?:about |some )?\d[\d,]*\s?(?:k\b|thousand|tokens|million tokens))|\b(?:above|beyond)\s*(?=[.,;]|$)|"
                r"\blong(?:er)?[- ](?:context|prompts?|inputs?|requests?)\b",
                re.IGNORECASE)
#: the size of a context, by which some models are sold: "32K", "32,000-token"
_CONTEXT = Pattern(r"(?<![\d.,$])(\d{1,3})(?:[- ]?[kK]\b|,000[- ]token)")
#: the price of quiet hours, or of busy ones
_HOURS = Pattern(r"\b(off[- ]?)?peak\b", re.IGNORECASE)
_BOTH_LONG = Pattern(rf"{FIGURE}\s*(?:and|/)\s*[$€£¥]?[\d.]+\s+(?:above|beyond)\b")
#: what a maker asks on its platform at home, which reports may quote
_ELSEWHERE = "price in China"
#: rows of tables, two sums with a bar between them, and lists in the same order: the place tells the tier
_SETTLED = Pattern(rf"\|[^|]*\||{FIGURE}\s*/\s*[$€£¥]\s?\d|\d\s*/\s*[$€£¥]?\s?{FIGURE}|\brespectively\b", re.IGNORECASE)
#: terms that a sentence names on which another price than the list's is asked, as the variants of prices name them
_TERMS = (("off-peak", Pattern(r"\boff-?peak|\bdiscount|\bhours\b|\bnight|\bUTC\b", re.IGNORECASE)),
          ("discount", Pattern(r"\bdiscount|\bpromotion|\blimited[- ]time", re.IGNORECASE)))
#: a discount for everybody at any hour is what users see as the price
_PROMOTED = "discount for a limited time"
_UNTIL = Pattern(r"[^,;.]{0,40}\b(?:until|till|through|before|up to)\b", re.IGNORECASE)
_VERSION = Pattern(r"[\s-]*v?\d+(?:\.\d+)*\b")
#: "input from $10 to $2", after another of which the verb was said
_FROM_TO = Pattern(rf"\b(?:inputs?|outputs?|tokens) from (?:about )?[$€£¥]?{FIGURE} (?:[\w ]{{0,24}} )?to [$€£¥]\s?\d")
#: "cut from $5 to $2.50", "to $5/$25, from $15/$75": the figure is of what was asked before
_CUT_FROM = Pattern(r"\b(?:cut|slash|lower|reduc|drop|fell|fall|trim|halv|rais|rose|rise|down|up|went|goes|to)\w*\b"
                    r"[^;]{0,60}?"
                    rf"\bfrom (?:about |some )?(?:[$€£¥][\d.,]+ ?(?:/|and) ?)?[$€£¥]?{FIGURE}", re.IGNORECASE)


#: what was asked where another price is asked now: "input was $10 and output $40; it's now 2 and 8"
_WAS = Pattern(rf"\b(?:was|were|used to be)\b[^.;]*{FIGURE}[^.]*?[;,] (?:\w+['’]s |it is |and |but )?now\b",
               re.IGNORECASE)
#: a length of prompts for which prices hold, which names no tier: "$3 and $15 up to 128k tokens of prompt"
_UP_TO = Pattern(r"\b(?:up to|above|below|under|over|beyond) [\d,.]+ ?k?(?: tokens)? of (?:the )?prompts?\b",
                 re.IGNORECASE)
#: anything as good as what was spoken of before: "equivalent capability was to be had for", "frontier-level answers"
_AS_GOOD = Pattern(r"\b(?:equivalent|comparable|similar|equal|same|such) (?:level of )?"
                   r"(?:capabilit\w+|performance|quality|skill|intelligence|answers?|results?|accuracy)\b|"
                   r"\b(?:frontier|state[- ]of[- ]the[- ]art|flagship)[- ](?:class|level|grade|quality|equivalent)\b",
                   re.IGNORECASE)
#: a day long past that a sentence tells of: "when it came out in November 2021, it cost"
_BACK_THEN = Pattern(rf"\b(?:in|since|by|until) (?:(?:early |mid-?|late )?({'|'.join(month_name[1:])}) )?(?:of )?"
                     r"(20\d\d)\b")
_FOLLOWS = Pattern(r";|,\s+(?:so|but|while|whereas|which (?:makes|means)|making|meaning)\b")
_IS_PAST = Pattern(r"\b(?:was|were|had|cost|charged|asked|became|came|priced|could)\b", re.IGNORECASE)


def readings(claim: Claim, world: World) -> Answer:
    """The list price of the tier on the day; a tier that the sentence does not name is open."""
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return missing(claim, world, "a price of tokens")
    if claim.scope == "batch":
        return NoBasis(f"what is asked for {model.label} where the answers may wait")
    if of_level(claim, model):
        return NoBasis(f"the lowest price of anything as good as {model.label}")
    day = _day_told(claim, model, world)
    named = tiers_named(claim)
    variant = _variant_told(claim) or _context_told(claim, model, world)
    if any(told.search(claim.sentence) for told in (_CUT_FROM, _FROM_TO, _WAS)):
        return _earlier(claim, model, named or ("output", "input"), day, world)
    made: list[Reading] = []
    for tier in (*named, *(each for each in ("output", "input") if each not in named)):
        for number, row in enumerate(prices_at(world, model.id, tier, day, variant)):
            open_: Openness = "plain" if (tier in named or not named) and not number else \
                ("possible" if tier in named or not named else "shown")
            made.append(_reading(row, tier, number, open_, world))
        if tier in named or not named:
            made += [_reading(row, tier, number, "possible", world)
                     for number, row in enumerate(_coming(world, model.id, tier, day))]
            made += [_reading(row, f"{tier}, {row.variant}", 0,
                              "possible" if _PROMOTED in row.variant and not _named_terms(claim) else "plain", world)
                     for row in _on_terms(claim, model.id, tier, day, world)]
    if "blended_3_1" in named and not any(each.name == "blended_3_1" for each in made):
        made = [*_mixed(model, day, world), *made]
    if not named:
        made += [_reading(row, "blended_3_1", number, "possible", world)
                 for number, row in enumerate(prices_at(world, model.id, "blended_3_1", day))]
    if not made:
        return missing(claim, world, "a price of tokens")
    if maker_pays(claim, model, world):
        return _cost_not_price(made, model, world)
    return Found(tuple(by_openness(made)))


def _mixed(model: Model, day: dt.date, world: World) -> list[Reading]:
    """What three input tokens and one output token cost in the middle, by the list."""
    rows = {tier: next(iter(prices_at(world, model.id, tier, day)), None) for tier in ("input", "output")}
    given = {tier: Input.of_fact(row.fact(), f"{row.fact().name}@{row.span.start}")
             for tier, row in rows.items() if row is not None}
    if len(given) < len(rows):
        return []
    unit = next(row.unit for row in rows.values() if row is not None)
    return [reading("blended_3_1", f"the list price of {TIERS['blended_3_1']}",
                    Quantity(MEASURE, unit, _of_four, given, TIERS["blended_3_1"]), world)]


def _of_four(**prices: Array) -> Array:
    return (3 * prices["input"] + prices["output"]) / 4


def _context_told(claim: Claim, model: Model, world: World) -> tuple[str, ...]:
    """The price by the size of its context that a sentence asks for: "GPT-4 with 32K of context", "GPT-4-32K"."""
    before, _, after = claim.sentence.partition(FIGURE)
    told = [each[1] for each in _CONTEXT.finditer(before)] or [each[1] for each in _CONTEXT.finditer(after)][:1]
    names = {row.variant for row in world.catalogue.api_prices if row.model == model.id}
    return tuple(name for name in names if told and name == f"{told[-1]}K context")


def _variant_told(claim: Claim) -> tuple[str, ...]:
    """How the prices are named that the sentence asks for, where they are those of long prompts or of some hours."""
    if _LONG.search(clause_of_figure(claim, one=True)) is not None or _BOTH_LONG.search(claim.sentence) is not None:
        return ("context", "prompt")
    hours = _HOURS.search(claim.sentence)
    return () if hours is None else ("off-peak",) if hours[1] else ("peak",)


def _day_told(claim: Claim, model: Model, world: World) -> dt.date:
    """The day that the claim speaks of; one to come where the price of that day is already announced."""
    day = asked_day(claim, world)
    told = days_named(claim)
    ahead = told is not None and told[0] > day and any(row.span.start == told[0] for row in world.catalogue.api_prices
                                                       if row.model == model.id)
    then = set(_BACK_THEN.findall(claim.sentence)) if told is None else set()
    if len(then) == 1 and _IS_PAST.search(claim.sentence):
        month, year = then.pop()
        return min(day, add_months(dt.date(int(year), list(month_name).index(month) if month else 12, 1), 1)
                   - dt.timedelta(days=1))
    held = _UNTIL.match(claim.sentence.partition(FIGURE)[2])  # "$0.28 until 8 February": what is asked before that day
    return told[0] if told is not None and ahead and held is None else day


def of_level(claim: Claim, model: Model) -> bool:
    """Whether a price is that of anything as good as a model: "GPT-4-class quality", "of GPT-4's quality"."""
    names = spelled(model)
    told = (rf"(?:{names})[- ](?:class|level|quality|grade|equivalent)\b",
            rf"(?:{names})\W?s (?:performance|level|quality|class)\b",
            rf"\b(?:equivalent|equal|comparable|similar) to (?:that of )?(?:{names})(?![.\w])",
            rf"\b(?:quality|level|class|calibre|performance|skill|grade) of (?:{names})(?![.\w])",
            rf"\bas (?:good|capable|able|strong|clever|smart) as (?:that of |those of )?(?:{names})(?![.\w])")
    if re.search("|".join(told), claim.sentence, re.IGNORECASE) is not None:
        return True
    return _AS_GOOD.search(claim.sentence) is not None and re.search(rf"(?<!\w)(?:{names})", claim.sentence) is None


def _earlier(claim: Claim, model: Model, tiers: Sequence[str], day: dt.date, world: World) -> Answer:
    """What was asked before: for the model itself, else for what the maker sold before it ("cut from $15/$75")."""
    made = [_reading(row, tier, number, "plain", world) for tier in tiers
            for number, row in enumerate(_ended(world, model.id, tier, day))]
    older = predecessor(model, world.catalogue)
    if not made and older is not None:
        made = [replace(each, definition=f"{each.definition}, of {older.label}, which came before it") for tier in tiers
                for number, row in enumerate(prices_at(world, older.id, tier, day))
                for each in (_reading(row, tier, number, "plain", world),)]
    return Found(tuple(made)) if made else missing(claim, world, "an earlier price of tokens")


def predecessor(model: Model, catalogue: Catalogue) -> Model | None:
    """The latest earlier model of its maker whose name differs in its version alone: Opus 4.1 of Opus 4.5."""
    if model.release_date is None:
        return None
    line = _VERSION.sub("", model.label)
    older = [each for each in catalogue.models.values() if each.organisation == model.organisation
             and _VERSION.sub("", each.label) == line and each.release_date is not None
             and each.release_date < model.release_date]
    return max(older, key=lambda each: each.release_date or dt.date.min, default=None)


def _ended(world: World, model: str, tier: str, day: dt.date) -> list[ApiPrice]:
    """The prices of a model that were asked before those of the day, the latest first."""
    rows = [row for row in world.catalogue.api_prices if row.model == model and row.tier == tier and not row.variant]
    now = {row.amount for row in rows if day in row.span}
    ended = [row for row in rows if row.span.start is not None and row.span.start <= day and row.amount not in now]
    return sorted(ended, key=lambda row: row.span.start or dt.date.min, reverse=True)


def _reading(row: ApiPrice, tier: str, number: int, open_: Openness, world: World) -> Reading:
    fact = row.fact()
    since = f" since {say_day(row.span.start.toordinal())}" if row.span.start else ""
    name = tier if not number else f"{tier} ({row.source})"
    what = f"{TIERS.get(row.tier, row.tier)}{f' ({row.variant})' if row.variant else ''}"
    words = f"the list price of {what}{since}, in “{source_words(fact, world)}”"
    return from_fact(fact, world, name, words, open=open_)


def tiers_named(claim: Claim) -> tuple[str, ...]:
    """The tiers that the clause of the figure names; else the sentence's only one, the scope, all of the sentence's."""
    if claim.scope in TIERS and (claim.scope in _TOLD or any(
            each.search(claim.sentence) for each in (_SETTLED, _UP_TO))):
        return (str(claim.scope),)
    if claim.scope == "input" and FRESH.search(claim.sentence):
        return ("input",)
    told = {each.lower() for each in _OF_TOKENS.findall(clause_of_figure(claim, one=True))}
    if len(told) == 1 and "cached_input" not in _tiers_in(claim.sentence):
        return (told.pop(),)
    whole = _tiers_in(claim.sentence)
    if whole == ("cached_input",) and _OTHERWISE.search(clause_of_figure(claim, one=True)):
        return ("input",)
    clause = _tiers_in(clause_of_figure(claim, one=True))
    if len(clause) == 1:
        return clause
    if claim.scope in TIERS and not _tiers_in(_before_what_follows(claim)):
        return (str(claim.scope),)
    by_noun = len(whole) == 1 and _BY_NOUN.search(claim.sentence) is not None
    if claim.scope in TIERS and not by_noun and (claim.scope in whole or _PRICE.search(claim.sentence)):
        return (str(claim.scope),)
    return whole


def _before_what_follows(claim: Claim) -> str:
    """A sentence up to what it concludes of its figure: "at $5 and $15[, so on the input side A is cheaper]"."""
    before, figure, after = claim.sentence.partition(FIGURE)
    return f"{before}{figure}{_FOLLOWS.split(after)[0]}"


def _tiers_in(text: str) -> tuple[str, ...]:
    found = tuple(tier for tier, cue in _CUES.items() if re.search(cue, text, re.IGNORECASE))
    return ("cached_input",) if "cached_input" in found else found


def prices_at(world: World, model: str, tier: str, day: dt.date, variant: tuple[str, ...] = ()) -> list[ApiPrice]:
    """The prices in force on a day, one a rival source; the last ones before it where none is.

    Args:
        world: the facts.
        model: id of the model.
        tier: which tokens.
        day: the day.
        variant: how the variant that is asked for begins, such as that of long prompts, where it has its own price.
    """
    every = [row for row in world.catalogue.api_prices if row.model == model and row.tier == tier]
    rows = [row for row in every if row.variant.startswith(variant)] if variant else []
    rows = rows or [row for row in every if not row.variant]
    held = [row for row in rows if day in row.span]
    if not held:
        ended = [row for row in rows if row.span.end is not None and row.span.end <= day]
        last = max((row.span.end for row in ended if row.span.end), default=None)
        held = [row for row in ended if row.span.end == last]
    held += [row for row in every if row.variant == _ELSEWHERE and day in row.span]
    distinct: dict[float, ApiPrice] = {}
    for row in sorted(held, key=lambda row: (row.from_user, not row.variant, row.known), reverse=True):
        distinct.setdefault(row.amount, row)
    return list(distinct.values())


def _coming(world: World, model: str, tier: str, day: dt.date) -> list[ApiPrice]:
    """The prices announced by a day that begin after it."""
    return [row for row in world.catalogue.api_prices
            if row.model == model and row.tier == tier and not row.variant and row.known <= day
            and row.span.start is not None and row.span.start > day]


def _named_terms(claim: Claim) -> list[str]:
    return [name for name, cue in _TERMS if cue.search(claim.sentence)]


def _on_terms(claim: Claim, model: str, tier: str, day: dt.date, world: World) -> list[ApiPrice]:
    """The prices of a day that are asked on terms which the sentence names: at night, at a discount."""
    told = _named_terms(claim)
    return [row for row in world.catalogue.api_prices if row.model == model and row.tier == tier and day in row.span
            and any(name in row.variant for name in (*told, _PROMOTED))]


def maker_pays(claim: Claim, model: Model, world: World) -> bool:
    """Whether a sentence tells what the maker of a model spends: "it costs OpenAI", "the lab pays"."""
    maker = organisation_of(world.catalogue, model.organisation)
    names = "|".join(re.escape(name) for name in ((maker.label, *maker.aliases) if maker else ("its maker",)))
    return re.search(_MAKER_PAYS.format(names=names), claim.sentence, re.IGNORECASE) is not None


def _cost_not_price(made: list[Reading], model: Model, world: World) -> NoBasis:
    maker = organisation_of(world.catalogue, model.organisation)
    who = maker.label if maker else "its maker"
    prices = ", ".join(f"{say(each.estimate.median, each.estimate.unit)} ({each.name.replace('_', ' ')})"
                       for each in made if each.open != "possible")
    message = f"What {who} asks of buyers is a price, not what it spends; the prices asked are {prices}."
    sources = tuple(source for each in made for source in each.estimate.sources)
    return NoBasis(f"what it costs {who} to serve {model.label}", tuple(dict.fromkeys(sources)), (("OC601", message),))

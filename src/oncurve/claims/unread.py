"""Claims in sentences of a plain form that the reader took for none: prices, licences, smuggled chips, forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from oncurve.claims.claim import MEASURES, Claim, Qualifier
from oncurve.claims.passage import Amount, Day, Passages, Place, Thing
from oncurve.claims.read.pattern import Pattern

__all__ = ["claim_of", "unread"]

_MILLION = 1e6
#: money for a million tokens, from which it is none
_NO_PRICE = 1e3
#: a count from which chips are worth telling
_LEAST_COUNT = 1e3
_PRICED = Pattern(r"\b(?:costs?|charg\w+|price[ds]?|sells?|sold|asks?|pays?|paid|bills?|billed|for|at|wants?)\b",
                  re.IGNORECASE)
_TO_TRAIN = Pattern(r"\b(?:pre-?)?train(?:ed|ing)?\b", re.IGNORECASE)
_TIERS = (("output", Pattern(r"\boutputs?\b|\banswers?\b|\bgenerat\w+|\bcomplet\w+", re.IGNORECASE)),
          ("input", Pattern(r"\binputs?\b|\bprompts?\b|\bread\b", re.IGNORECASE)))
_SMUGGLED = Pattern(r"\bsmuggl\w+|\bblack market\b|\bsmugglers?\b", re.IGNORECASE)
_ILLICIT = Pattern(r"\bsmuggl\w+|\bblack[- ]market\b|\b(?:banned|restricted|illicit|barred)\b[^.;]{0,60}"
                   r"\b(?:reached|got into|entered|found their way|flowed|were sold|went)\b", re.IGNORECASE)
_GROWS = Pattern(r"\b(?:grow[ns]?|grew|growing|risen|rises?|rose|rising|climb\w*|increas\w+|multipl\w+)\b",
                 re.IGNORECASE)
_OF_RUNS = Pattern(r"\b(?:training runs?|training (?:costs?|bills?)|runs)\b", re.IGNORECASE)
_MONEY_WORDS = Pattern(r"\b(?:costs?|outlays?|bills?|price|spending|money|budgets?|expense)\b", re.IGNORECASE)
_COMPUTE, _TRAINED = Pattern(r"\bcomput(?:e|ing)\b", re.IGNORECASE), Pattern(r"\btrain\w*|\bfrontier\b", re.IGNORECASE)
_MARKET = Pattern(r"\bshare of (?:the |its )?(?:[\w'’-]+ ){0,4}?market\b|\bmarket share\b", re.IGNORECASE)
#: countries whose markets for chips are spoken of
_MARKETS = ("CN", "US")
_CHIPS = Pattern(r"\b(?:chips|GPUs|accelerators|processors|cards)\b", re.IGNORECASE)
_FORESEES = Pattern(r"\b(?:expects?|predicts?|forecasts?|projects|foresees?|reckons?|wagers?|bets?|will|shall)\b|"
                    r"['’]ll\b", re.IGNORECASE)
_FORETOLD = ("percent", "money", "chips", "ratio", "power")
_COUNTS = ("number", "count")
_PERMIT = r"(?:licen[cs]es?|permits?|permission|authori[sz]ations?|approval|notice|notification|paperwork)\b"
_STATUS = (
    ("allowed", Pattern(rf"\b(?:without|with no|needs? no|needed no|(?:do|does|did|is|are) not (?:need|require)\w*|"
                           rf"no (?:american |u\.?s\.? |export )*(?=licen|permit))[^.;,]{{0,40}}?{_PERMIT}"
                           r"(?: (?:at all|whatsoever|of any kind))?(?: (?:to|from) Washington)?|"
                           r"\b(?:still |now )?(?:allows?|permits?|lets? through)\b[^.;,]{0,40}?"
                           r"\b(?:sales|exports?|shipments?|deliveries)\b", re.IGNORECASE)),
    ("licence", Pattern(rf"\b(?:needs?|requires?|must (?:have|get|obtain|seek))\s+(?:\w+\s+){{0,4}}?{_PERMIT}",
                           re.IGNORECASE)),
    ("restricted", Pattern(r"\b(?:presumption of denial|"
                              r"presum\w+ (?:that )?[^.;,]{0,60}?\b(?:refus\w+|denied|rejected)|"
                              r"refused (?:as a matter of course|as a rule|out of hand)|"
                              r"(?:is|are|was|were) (?:barred|banned|forbidden)|"
                              r"(?:may|can) ?not (?:be )?(?:sold|shipped|sent|exported|sell|ship|send|export)|"
                              r"off[- ]limits)\b", re.IGNORECASE)),
)
_SHIPS = Pattern(r"\b(?:order|buy|bought|sell|sold|ship|sen[dt]|go(?:es)?|went|export|import|deliver|suppl|receive|"
                 r"take|move[ds]?)\w*\b", re.IGNORECASE)
_DENIED = Pattern(r"\b(?:not|never|no longer|n['’]t|nobody|unless|if|whether|would|until|before|charge[sd]?|"
                  r"accus\w+|illegal\w*|arrest\w*|smuggl\w+|indict\w*|guilty|caught)\b", re.IGNORECASE)
_REACH, _FAR = 64, 90
_EVIDENCE = ("read from a plain form of words",)
_QUALIFIERS: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", r"\b(?:more than|over|at least|upwards of|no fewer than)\b"),
    ("at_most", r"\b(?:at most|fewer than|less than|under|up to|no more than|only)\b"),
    ("approx", r"\b(?:about|some|around|roughly|nearly|almost|close to)\b"),
)


def unread(claims: Sequence[Claim], free: Sequence[Amount], passages: Passages) -> Iterator[Claim]:
    """The claims of these sorts that stand in the passage and were not read.

    Args:
        claims: those that were read.
        free: the amounts that no claim stands on.
        passages: the amounts and names of the article.
    """
    read = {place.sentence: claim.measure for claim in claims if (place := passages.sentence_at(claim.start))}
    for amount in free:
        sentence = passages.sentences[amount.sentence]
        yield from _price(amount, sentence, passages)
        if amount.sentence not in read:
            yield from _smuggled(amount, sentence, passages)
            yield from _worth(amount, sentence, passages)
            yield from _growth(amount, sentence, passages)
            yield from _market_share(amount, sentence, passages)
            yield from _foretold(amount, sentence, passages)
    for amount in passages.ranges:
        if amount.sentence not in read:
            yield from _growth(amount, passages.sentences[amount.sentence], passages)
    taken = {place.sentence for claim in claims if claim.measure == "export_status"
             and (place := passages.sentence_at(claim.start))}
    things: dict[int, list[Thing]] = {}
    for thing in passages.things:
        things.setdefault(thing.sentence, []).append(thing)
    for sentence in passages.sentences:
        if sentence.sentence not in taken and sentence.sentence in things:
            yield from _status(sentence, things[sentence.sentence], passages)


def _price(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """What a million tokens cost: "a million output tokens of its chat model now costs $1.10"."""
    if amount.kind != "money" or amount.per or not 0 < amount.value < _NO_PRICE:
        return
    here = passages.of_sentence(amount.sentence)
    tokens = [each for each in here if each.kind == "tokens"]
    words = passages.words(sentence)
    prices = [each for each in here if each.kind == "money"]
    if [each.value for each in tokens] != [_MILLION] or len(prices) != 1 or _TO_TRAIN.search(words):
        return
    subject = _nearest(("model",), amount, passages) or _nearest(("organisation",), amount, passages)
    if _PRICED.search(words) is None or subject is None:
        return
    tier = next((name for name, cue in _TIERS if cue.search(words)), None)
    yield claim_of(amount, sentence, passages, "price_per_token", subject=subject.ident,
                   unit=f"{amount.unit} per 1M tokens", scope=tier)


def _smuggled(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """A bare number of chips that were smuggled: "takes 140,000 as its middle guess for the chips smuggled"."""
    words = passages.words(sentence)
    if amount.kind not in ("number", "count", "chips") or not (_SMUGGLED.search(words) and _CHIPS.search(words)):
        return
    numbers = [each for each in passages.of_sentence(amount.sentence) if each.value >= _LEAST_COUNT]
    if numbers == [amount]:
        yield claim_of(amount, sentence, passages, "chips_smuggled", subject="AI chips",
                   reference=_abroad(amount, passages))


def _worth(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """What smuggled chips were worth: "banned chips worth $10 billion reached China"."""
    words = passages.words(sentence)
    if amount.kind != "money" or _ILLICIT.search(words) is None or not _CHIPS.search(words):
        return
    here = [each for each in passages.of_sentence(amount.sentence) if each.kind == "money"]
    if here != [amount]:
        return
    place = _abroad(amount, passages)
    if place is not None:
        yield claim_of(amount, sentence, passages, "chips_smuggled", subject="AI chips", reference=place,
                   unit=amount.unit)


def _foretold(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """A figure of a year to come: "in 2030, the bank expects, China will make 86% of the accelerators it uses"."""
    told = amount.kind in _FORETOLD or (amount.kind in _COUNTS and amount.value >= _LEAST_COUNT)
    before = passages.text[max(amount.start - _FAR, sentence.start):amount.start]
    if not told or _FORESEES.search(re.split(r"[;:]", before)[-1]) is None:
        return
    days = [each for each in passages.days if each.sentence == amount.sentence
            and each.first.year > passages.published.year]
    if days:
        thing = _nearest(("country", "organisation", "model", "chip"), amount, passages)
        yield claim_of(amount, sentence, passages, "forecast", subject=thing.ident if thing else None,
                   time=_iso(days[-1]))


def _market_share(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """A share of a market, of several the one that it came to: "its share of the market sank from 95% to 50%"."""
    if amount.kind != "percent" or _MARKET.search(passages.words(sentence)) is None:
        return
    here = [each for each in passages.of_sentence(amount.sentence) if each.kind == "percent"]
    before = amount.before.rstrip()
    if before.endswith("from") or (len(here) > 1 and not (here[-1] is amount and before.endswith("to"))):
        return
    firm = _nearest(("organisation",), amount, passages)
    place = next((each.ident for each in passages.things if each.sentence == amount.sentence
                  and each.kind == "country" and each.ident in _MARKETS), None)
    if firm is not None and place is not None:
        yield claim_of(amount, sentence, passages, "compute_share", subject=firm.ident, reference=place)


def _growth(amount: Amount, sentence: Place, passages: Passages) -> Iterator[Claim]:
    """A rate a year of what training costs or takes: "the outlay for the biggest runs has grown 2.4 times a year"."""
    words = passages.words(sentence)
    if "?" in words or re.search(r"\bif\b", words, re.IGNORECASE):
        return
    money = _OF_RUNS.search(words) is not None and _MONEY_WORDS.search(words) is not None
    compute = _COMPUTE.search(words) is not None and _TRAINED.search(words) is not None
    if amount.kind == "ratio" and amount.per == "year" and _GROWS.search(words) and (money or compute):
        ends: dict[str, Any] = {} if amount.top is None else {
            "value": None, "low": amount.value, "high": amount.top, "qualifier": "range"}
        yield claim_of(amount, sentence, passages, "cost_decline_rate", unit="x per year", **ends)


def _status(sentence: Place, here: Sequence[Thing], passages: Passages) -> Iterator[Claim]:
    """Whether a chip may go to a country: "could order H800s with no licence at all"."""
    chips = [each for each in here if each.kind == "chip"]
    places = {each.ident for each in here if each.kind == "country"} - {"US"}
    if len({each.ident for each in chips}) != 1 or len(places) != 1:
        return
    words = passages.words(sentence)
    for scope, cue in _STATUS:
        told = cue.search(words)
        if told is None:
            continue
        sent = [each for each in _SHIPS.finditer(words[:told.start()]) if told.start() - each.start() <= _REACH]
        if _DENIED.search(words[max(told.start() - 2 * _REACH, 0):told.start()]):
            return
        start = sentence.start + (sent[0].start() if sent else told.start())
        end = sentence.start + told.end()
        days = [each for each in passages.days if each.sentence == sentence.sentence]
        yield Claim(passages.text[start:end], start, end, words, "export_status", chips[0].ident, places.pop(),
                    scope=scope, time=_iso(days[0]) if len(days) == 1 else None,
                    evidence=_EVIDENCE)
        return


def _abroad(amount: Amount, passages: Passages) -> str | None:
    """The first country but the United States that an amount's sentence names."""
    return next((each.ident for each in passages.things if each.sentence == amount.sentence
                 and each.kind == "country" and each.ident != "US"), None)


def _nearest(kinds: tuple[str, ...], amount: Amount, passages: Passages) -> Thing | None:
    """The thing of these kinds of an amount's sentence that stands nearest to it."""
    here = [each for each in passages.things if each.sentence == amount.sentence and each.kind in kinds]
    return min(here, key=lambda each: passages.distance(each, amount), default=None)


def _iso(day: Day) -> str:
    """A date of the text as a claim gives it."""
    if day.grain == "year":
        return str(day.last.year)
    return day.first.isoformat() if day.first == day.last else f"{day.last:%Y-%m}"


def claim_of(amount: Amount, sentence: Place, passages: Passages, measure: str, *,
             evidence: tuple[str, ...] = _EVIDENCE, **more: str | None) -> Claim:
    """The claim that an amount makes as a measure, put as firmly as the words right before it put it.

    Args:
        amount: the amount.
        sentence: where it stands.
        passages: the article.
        measure: what it is read as.
        evidence: why.
        more: the other fields of the claim; the unit is that of the measure where none is given.
    """
    around = f"{passages.text[max(amount.start - 16, sentence.start):amount.start]} {passages.words(amount)}"
    told = (name for name, cue in _QUALIFIERS if re.search(cue, around, re.IGNORECASE))
    qualifier: Qualifier = next(told, "exact")
    low = amount.value if qualifier == "at_least" else None
    high = amount.value if qualifier == "at_most" else None
    made = Claim(passages.words(amount), amount.start, amount.end, passages.words(sentence), measure,
                 value=amount.value, low=low, high=high, unit=MEASURES[measure], qualifier=qualifier,
                 evidence=evidence)
    return replace(made, **more)  # type: ignore[arg-type]

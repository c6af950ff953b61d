"""Figures that are known of a named thing, but for a power of ten or the kind of chip: misprints."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.citation import sources_cited
from oncurve.claims.consistency.known import Figure, figures_near, same_figure, with_kinds
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.consistency.totals import true_totals
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["TIME_UNITS", "misprints"]

_KINDS = frozenset(
    {"percent", "chiphours", "chips", "params", "tokens", "flop", "money", "speed", "bandwidth", "memory"}
)
#: facts of a model of which even a round figure, a thousand times off, is a misprint
_OF_A_MODEL = ("cost.", "tokens.", "parameters.", "chip_hours.")
_TRAINED = Pattern(r"\btrain|\bdata\b|\bcorpus\b|\boperations\b|\bcosts?\b|\bpre-?train|\bparameters?\b|\bran on\b|"
                   r"\bsaw\b|\btook\b|\bfed\b|\blearn\w*|\bread\b", re.IGNORECASE)
#: verbs of training whose time is told
_LEARNT = Pattern(r"\b(?:pre-?)?train|\blearn(?:t|ed|s|ing)?\b|\btaught\b|\bruns?\b", re.IGNORECASE)
_NOT_TRAINED = Pattern(r"\bcontext|\bwindow|\blong\b|\bprompt|\bprice|\bper\b", re.IGNORECASE)
_THOUSANDS = (3, 6, 9, -3, -6, -9)
_TENS = (1, 2, -1, -2)
_PERCENT = (-2,)
_FEWEST_DIGITS, _DIGITS_FOR_TENS = 2, 3
_SMALL = 1e3
_KINDS_OF_FACTS = {"chip_hours": "chip-hours", "cost": "training cost", "spend": "spending", "flop": "training compute",
                   "tokens": "training tokens", "organisation_spend": "spending", "peak": "speed",
                   "compute_share": "share of computing power", "chip_count": "chips", "fleet": "chips"}
_WHOLE_STAGES = frozenset({"", "final_run", "pretraining", "total"})
#: days in each unit of time
TIME_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_ROUGHLY = 0.15
_BESIDE = 24
#: what tells that a time lies between two days, and is none of training
_FROM_NOW = Pattern(r"\s*(?:from now|ago|later|earlier|hence|on\b|before|after|from its|since)", re.IGNORECASE)
_WITHIN = Pattern(r"\b(?:next|past|last|coming|previous|first)\s*$", re.IGNORECASE)
#: what stands between the ends of a range: "from 2 to 3 million", "between $500 million and $1 billion"
_FIRST_END = Pattern(r"(?<=\w)\s*(?:\bto\b|\band\b|[–—-])\s*(?=[$€£¥~\w])")
_DOUBLING = Pattern(r"\bdoubl\w+|\btwice as (?:long|much|many)\b", re.IGNORECASE)
#: how a sentence names a developer's own document without its author, and the kinds of source that these are
_PAPER = Pattern(r"\b(?:the|its|their|own) (?:\w+ )?(?:paper|technical report|model card|card)\b", re.IGNORECASE)
_PAPERS = frozenset({"report", "paper", "model card"})
_FILED = Pattern(r"\b(?:accounts|prospectus|filings?|annual report|10-[KQ])\b", re.IGNORECASE)


def misprints(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC101 and OC102: a known figure at another power of ten. OC104: one that is of another kind of chip."""
    totals = {total for total, _ in true_totals(passages)}
    for amount in passages.ranges:
        slip = _power(amount, figures_near(amount, passages, catalogue), _FIRST_END.split(passages.words(amount))[0])
        if amount.kind in _KINDS and slip is not None:
            yield slip
            yield from _drift(slip, amount, passages, catalogue)
    for amount in with_kinds(passages.amounts):
        if amount.kind == "duration":
            yield from _unit_of_time(amount, passages, catalogue)
        if (
            amount.kind not in _KINDS
            or amount.value <= 0
            or (amount.per and amount.per != "tokens")
            or amount in totals
        ):
            continue
        text = passages.words(amount)
        known = _of_the_run(amount, figures_near(amount, passages, catalogue), passages)
        alike = [each for each in known if same_figure(amount, each.value, text)]
        if alike:
            slip = _other_chip(amount, alike, catalogue)
            if slip is not None:
                yield slip
                yield from _drift(slip, amount, passages, catalogue)
            continue
        slip = (_power(amount, known, text) or _cited_power(amount, known, text, passages, catalogue)
                or _round_power(amount, known, text, passages))
        if slip is not None:
            yield slip
            yield from _drift(slip, amount, passages, catalogue)


def _of_the_run(amount: Amount, known: list[Figure], passages: Passages) -> list[Figure]:
    """Of chips that a model is trained on, what is known of models: not how many of the chip were sold."""
    if amount.kind != "chips" or _TRAINED.search(passages.words(passages.sentences[amount.sentence])) is None:
        return known
    if not passages.things.of_sentence(amount.sentence, "model"):
        return known
    return [each for each in known if each.place.kind == "model"]


def _unit_of_time(time: Amount, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC108: a time of training, or of doubling, that would be right in another unit: "two hours" for two months."""
    sentence = passages.words(passages.sentences[time.sentence])
    doubling = _DOUBLING.search(sentence) is not None
    known = [each for each in figures_near(time, passages, catalogue)
             if each.value > 0 and doubling == (each.name == "doubling_time")]
    told = doubling or _LEARNT.search(sentence)
    before = passages.text[max(time.start - _BESIDE, 0):time.start]
    if not doubling and (_FROM_NOW.match(passages.text, time.end) or _WITHIN.search(before)):
        return  # "in as little as three years from now"
    if not told or any(_about(time.days, each.value) for each in known):
        return
    for each in known:
        for unit, days in TIME_UNITS.items():
            if unit != time.unit.rstrip("s") and _about(time.value * days, each.value):
                how = f"{each.label} trained for {say(each.value, 'days')}: "
                text = f"{'' if doubling else how}{time.value:g} {unit}s, not {passages.words(time)}."
                text = f"{each.label} gives {text}" if doubling else text
                yield Slip.on(time, "OC108", text, (each.source,), refutes=True)
                return


def _about(days: float, known: float) -> bool:
    return days > 0 and max(days / known, known / days) <= 1 + _ROUGHLY


def _other_chip(amount: Amount, alike: list[Figure], catalogue: Catalogue) -> Slip | None:
    if amount.kind not in ("chiphours", "chips") or not amount.chip:
        return None
    told = catalogue.chips.id_of(amount.chip)
    counted = {str(each.detail.get("chip", "")) for each in alike}
    if told is None or "" in counted or any(_kind(told, catalogue) == _kind(each, catalogue) for each in counted):
        return None
    other = catalogue.chips.id_of(next(iter(counted)))
    if other is None:
        return None
    names = catalogue.chips[other].label, catalogue.chips[told].label
    return Slip.on(
        amount,
        "OC104",
        f"The figure of {alike[0].label} is of {names[0]}, not of {names[1]}.",
        (alike[0].source,),
        refutes=True,
    )


def _kind(chip: str, catalogue: Catalogue) -> str:
    key = catalogue.chips.id_of(chip)
    words = catalogue.chips[key].label.split() if key else [chip]
    return words[0].lower() if any(letter.isdigit() for letter in words[0]) else " ".join(words[:2]).lower()


def _drift(slip: Slip, amount: Amount, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC301 where the sentence puts the figure in the name of the source that gives the other one."""
    source = catalogue.sources.get(slip.sources[0])
    if source is not None and _cited((source.id,), amount, passages, catalogue):
        yield Slip.on(
            slip,
            "OC301",
            f"The source that is cited, “{source.title}”, says otherwise. {slip.message}",
            slip.sources,
            refutes=True,
        )


def _cited(sources: Iterable[str], amount: Amount, passages: Passages, catalogue: Catalogue) -> set[str]:
    """Those of some sources that the sentence of an amount names: by who made them, or as accounts and filings."""
    sentence = passages.sentences[amount.sentence]
    names = sources_cited(sentence, passages, catalogue)
    filings = _FILED.search(passages.words(sentence)) is not None
    found = set()
    for known in (catalogue.sources[each] for each in set(sources) if each in catalogue.sources):
        filed = filings and (known.kind == "filing" or _FILED.search(known.title) is not None)
        producer = compact(known.producer)
        document = _PAPER.search(passages.words(sentence)) is not None and known.kind in _PAPERS
        named = any(producer.startswith(name) or name.startswith(producer) for name in names)
        if filed or named or (document and not names):
            found.add(known.id)
    return found


def _cited_power(amount: Amount, known: list[Figure], text: str, passages: Passages,
                 catalogue: Catalogue) -> Slip | None:
    """A slip of ten in a figure of few digits, where the sentence names the source that gives the other figure."""
    digits = _digits(amount, text)
    if digits > _FEWEST_DIGITS or not known:
        return None
    cited = _cited((each.source for each in known), amount, passages, catalogue)
    own = [each for each in known if each.source in cited]
    return _power(amount, own, text, _TENS if digits == _FEWEST_DIGITS else _THOUSANDS)


def _round_power(amount: Amount, known: list[Figure], text: str, passages: Passages) -> Slip | None:
    """A slip of thousands in a figure of one digit ("300 million tokens" for 300 billion) where training is told."""
    words = passages.words(passages.sentences[amount.sentence])
    if _TRAINED.search(words) is None or _NOT_TRAINED.search(words) is not None:
        return None
    own = [each for each in known if each.name.startswith(_OF_A_MODEL) and each.place.sentence == amount.sentence]
    return _power(amount, own, text, _THOUSANDS)


def _digits(amount: Amount, text: str) -> int:
    """How many digits a figure is given with; of one in words, those of its value."""
    written = re.sub(r"\D", "", text).strip("0")
    return len(written or f"{amount.value:.3g}".partition("e")[0].replace(".", "").strip("0"))


def _what(each: Figure) -> str:
    """What a known figure is of, in words: "what is known of the chip-hours of DeepSeek-V3 (final run)"."""
    kind, _, stage = each.name.partition(".")
    words = _KINDS_OF_FACTS.get(kind, kind.replace("_", " "))
    told = stage.replace("_", " ") if stage not in _WHOLE_STAGES else ""
    return f"what is known of the {words} of {each.label}" + (f" ({told})" if told else "")


def _power(amount: Amount, known: list[Figure], text: str, powers: tuple[int, ...] = ()) -> Slip | None:
    digits = _digits(amount, text)
    fewest = 1 if powers else _FEWEST_DIGITS
    powers = powers or (_THOUSANDS if digits < _DIGITS_FOR_TENS else (*_THOUSANDS, *_TENS))
    if amount.kind == "percent":
        powers = _PERCENT
    if digits < fewest or (amount.kind in ("chips", "money") and amount.value < _SMALL):
        return None
    for power in powers:
        for each in known:
            if each.name.startswith("price.") or not same_figure(amount, each.value * 10.0**power, text, strict=True):
                continue
            way = "high" if power > 0 else "low"
            factor = f"{10 ** abs(power):,}"
            code = "OC101" if power % 3 == 0 else "OC102"
            unit = amount.unit or "chips"
            return Slip.on(
                amount,
                code,
                f"The figure is {factor} times too {way}: {_what(each)} is {say(each.value, unit, 4)}.",
                (each.source,),
                refutes=math.log10(amount.value) > 0,
            )
    return None

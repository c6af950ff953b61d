"""Days of export rules that a passage mixes up: publication for effect, a breach before a rule, a sale after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.span import month_span
from oncurve.catalog.read import Catalogue
from oncurve.catalog.rule import Rule
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Day, Passages, Place, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day, say_span

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.answers.export_screening import Screening

__all__ = ["legality"]

_EFFECT = Pattern(
    r"\b(?:(?:took|takes?|taken|taking|came|comes?|went|goes|gone|entered|put)\s+(?:in)?(?:to\s+)?(?:effect|force)|"
    r"kick(?:ed|s)\s+in|(?:effective|binding|in\s+(?:force|effect)|applie[ds]|appl(?:y|ying))\s+"
    r"(?:from|since|on|as\s+of)|"
    r"(?:banned|barred|restricted|blocked|forbidden|prohibited|controlled|off[- ]limits|illegal|licen[cs]es?|"
    r"authori[sz]ation|permission|restrictions?|controls?|ban)\b[^.;:]{0,60}?\b(?:since|as\s+of|starting))\b",
    re.IGNORECASE,
)
_OF_CHIPS = Pattern(r"\bexport|\bchips?\b|\bsemiconductor|\bdiffusion\b|\bhigh-bandwidth memory\b|\bHBM\b|\bGPUs?\b|"
                    r"\baccelerators?\b|\b3A090\b", re.IGNORECASE)
_PUBLISHED = Pattern(
    r"\b(?:publish\w*|releas\w*|announc\w*|issu\w+|unveil\w*|adopt\w*|written|dated)\b[^.;,]{0,24}$", re.IGNORECASE
)
_BREACH = Pattern(
    r"\b(?:smuggl\w+|illegal\w*|illicit\w*|unlawful\w*|violat\w+|breach\w*|black[- ]market|evad\w+|evasion|"
    r"circumvent\w*|contraband|bypass\w*|dodg\w+|flout\w*|defied|defying|sanctions[- ]busting|banned|"
    r"(?:broke|breaking|broken)\s+(?:\w+\s+){0,2}?(?:laws?|rules?|controls?)|"
    r"despite\s+(?:\w+\s+){0,3}?(?:ban|controls?|curbs?|restrictions?|rules?))\b",
    re.IGNORECASE,
)
_LAWFUL = Pattern(
    r"\b(?:legal(?:ly)?|lawful(?:ly)?|before|prior\s+to|ahead\s+of|not\s+(?:yet\s+)?(?:illegal|smuggled|banned|in\s+breach|"
    r"barred|restricted|controlled)|no\s+(?:violation|breach)|(?:did|does|do)\s+not\s+(?:violate|breach|break)|"
    r"without\s+(?:violating|breaching|breaking)|later\s+banned|since\s+banned|now\s+banned|now-banned|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
#: words for a deal that came before the rule, or was free
_BEFOREHAND = Pattern(
    r"\b(?:before|prior\s+to|ahead\s+of)\b[^.;:]{0,40}?\b(?:ban(?:s|ned|ning)?|barred|bars?|blocked|controls?|curbs?|"
    r"restrict\w*|rules?|prohibit\w*|forbidden|off[- ]limits|sanctions?)\b|\b(?:legally|lawfully)\b",
    re.IGNORECASE,
)
_GOT = Pattern(
    r"\b(?:bought|buy(?:s|ing)?|purchas\w+|acquir\w+|obtain\w*|sold|sells?|selling|sales?|ship\w*|import\w*|deliver\w*|"
    r"order(?:s|ed)?|stockpil\w*|procur\w*|receiv\w+|smuggl\w+|got)\b",
    re.IGNORECASE,
)
_SINCE = Pattern(r"\b(?:since|as\s+of|from|starting)\s+(?:early\s+|late\s+|mid-)?$", re.IGNORECASE)
_PART = Pattern(r"\b(early|mid|middle|late)[- ](?:of |in )?\d{4}$", re.IGNORECASE)
#: the first and the last month of a part of a year, as dates without a hyphen are read
_PARTS = {"early": (1, 3), "mid": (5, 8), "middle": (5, 8), "late": (10, 12)}
_NEAR = 60
_DAY = dt.timedelta(days=1)


def legality(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC704: a breach on a day on which there was no rule. OC705: the day of publication told as that of effect.

    OC706: a deal said to have come before a rule, on a day on which the rule held.
    """
    screening = cache(lambda: _screening(catalogue))
    for sentence in passages.sentences:
        words = passages.words(sentence)
        days = [each for each in passages.days.of_sentence(sentence.sentence) if each.first <= each.last]
        if not days:
            continue
        if _OF_CHIPS.search(words) or passages.things.of_sentence(sentence.sentence, "chip"):
            yield from _published(sentence, days, passages, catalogue)
        if _BREACH.search(words) and not _LAWFUL.search(words):
            yield from _held_to_the_law(sentence, days, passages, screening, _free_then)
        elif _BEFOREHAND.search(words):
            yield from _held_to_the_law(sentence, days, passages, screening, _barred_then)


def _screening(catalogue: Catalogue) -> Screening:
    from oncurve.answers.export_screening import Screening

    return Screening(catalogue)


def _published(sentence: Place, days: list[Day], passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    words = passages.words(sentence)
    for verb in _EFFECT.finditer(words):
        day = _nearest(days, sentence.start + verb.start(), sentence.start + verb.end())
        if day is None or _PUBLISHED.search(passages.text[sentence.start : day.start]):
            continue
        rule = _only_published(day, words, catalogue)
        if rule is not None:
            yield Slip.on(day, "OC705", _told(rule, day), _sources(rule))
            return


def _nearest(days: list[Day], start: int, end: int) -> Day | None:
    """The day that stands nearest to some words, those after them first."""
    after = min((each for each in days if 0 <= each.start - end <= _NEAR), key=lambda each: each.start, default=None)
    return after or next((each for each in reversed(days) if 0 <= start - each.end <= _NEAR), None)


def _only_published(day: Day, words: str, catalogue: Catalogue) -> Rule | None:
    """The rule that came out within the day or month, and took effect on none of its days, as no other rule did.

    Of several, the one that the sentence names, else the one that was published then and not only released.
    """
    if day.grain not in ("day", "month"):
        return None
    made = [each for each in catalogue.rules.values() if each.country == "US"]
    rules = [each for each in made if each.sort not in ("bill", "practice")]
    if any(_within(day, each.day(name)) for each in rules for name in ("effective", "compliance")):
        return None
    late = [each for each in rules if any(_within(day, each.day(name)) for name in ("released", "published"))]
    named = [each for each in late if any(name.lower() in words.lower() for name in (each.label, *each.aliases))]
    return min(
        named or late,
        key=lambda each: (not _within(day, each.day("published")), each.binds_from or dt.date.max),
        default=None,
    )


def _within(day: Day, other: dt.date | None) -> bool:
    return other is not None and day.first <= other <= day.last


def _told(rule: Rule, day: Day) -> str:
    published = _within(day, rule.day("published"))
    effective, binds = rule.day("effective"), rule.binds_from
    when = say_span(day.first.toordinal(), day.last.toordinal())
    said = f"{when}: “{rule.label}” was only {'published' if published else 'released'} then."
    if effective is not None:
        said += f" It took effect on {say_day(effective.toordinal())}"
        if binds is not None and binds != effective:
            said += f", to be obeyed from {say_day(binds.toordinal())}"
        said += "."
    return said


def _sources(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.source for fact in rule.facts if fact.unit == "date"))


def _held_to_the_law(
    sentence: Place,
    days: list[Day],
    passages: Passages,
    screening: Callable[[], Screening],
    slip_of: Callable[[Thing, str, Day, Screening], Slip | None],
) -> Iterator[Slip]:
    """The first chip of a sentence whose deal the law of its day gainsays."""
    words = passages.words(sentence)
    chips = passages.things.of_sentence(sentence.sentence, "chip")
    days = [each for each in days if not _SINCE.search(passages.text[sentence.start : each.start])]
    got = [_nearest(days, sentence.start + each.start(), sentence.start + each.end()) for each in _GOT.finditer(words)]
    day = next((each for each in got if each is not None), None)
    if not chips or day is None or day.last >= passages.published:
        return
    to, told = _destination(sentence, passages, screening().catalogue), _narrowed(day, passages)
    if to is None:
        return
    for chip in chips:
        slip = slip_of(chip, to, told, screening())
        if slip is not None:
            yield slip
            return


def _narrowed(day: Day, passages: Passages) -> Day:
    """A part of a year, where the text says which: "mid-2023" is May to August."""
    said = _PART.search(passages.text[max(day.start - len("middle of "), 0) : day.end])
    if day.grain != "year" or said is None:
        return day
    first, last = _PARTS[said.group(1).lower()]
    end = month_span(f"{day.first.year}-{last}").end
    return replace(day, first=dt.date(day.first.year, first, 1), last=day.last if end is None else end - _DAY)


def _destination(sentence: Place, passages: Passages, catalogue: Catalogue) -> str | None:
    """The country abroad that a sentence, else its paragraph, names or names a company of."""
    for near in (passages.things.of_sentence(sentence.sentence), passages.things.of_paragraph(sentence.paragraph)):
        for thing in near:
            shelf = catalogue.organisations if thing.kind == "organisation" else catalogue.places
            record = shelf.get(thing.ident) if thing.kind in ("organisation", "place", "country") else None
            country = getattr(record, "country", "") if record is not None else ""
            if country and country != "US":
                return str(country)
    return None


class _Period(Struct, frozen=True):
    """What the law said of a shipment while a deal may have been made, and who asks."""

    asked: Shipment
    statuses: Sequence[str]
    first: int
    last: int
    words: str

    @classmethod
    def of(cls, chip: Thing, to: str, day: Day, screening: Screening) -> _Period | None:
        """None where the chip's figures are not known, or it was not there yet."""
        item = screening.chip(chip.ident)
        if item is None or not item.metrics or (item.released is not None and item.released > day.last):
            return None
        from oncurve.answers.export_items import Shipment

        asked = Shipment(item, to, to, day.last)
        law = screening.law
        when = say_span(day.first.toordinal(), day.last.toordinal())
        return cls(asked, screening.timeline(screening.treated(asked)), law.index(day.first), law.index(day.last),
                   f"{when}: {item.label} could {{}} {law.places.name_of(to)}")

    @property
    def then(self) -> set[str]:
        """Every status of the days on which the deal may have been made."""
        return set(self.statuses[self.first : self.last + 1])

    def slip(self, code: str, day: Day, text: str, screening: Screening) -> Slip:
        """The finding, with the works that the law rests on."""
        from oncurve.answers.export_status import answer_to

        return Slip.on(day, code, text, tuple(answer_to(screening, self.asked).to_dict()["sources"]))


def _free_then(chip: Thing, to: str, day: Day, screening: Screening) -> Slip | None:
    from oncurve.export.status import FREE

    period = _Period.of(chip, to, day, screening)
    if period is None or not period.then <= set(FREE):
        return None
    after = period.last + 1
    later = zip(screening.regimes[after:], period.statuses[after:], strict=True)
    since = next((regime.start for regime, status in later if status not in (*FREE, "unknown")), None)
    if since is None:
        return None
    text = (f"{period.words.format('go to')} without a licence then; one has been needed since "
            f"{say_day(since.toordinal())}.")
    return period.slip("OC704", day, text, screening)


def _barred_then(chip: Thing, to: str, day: Day, screening: Screening) -> Slip | None:
    from oncurve.export.status import FREE

    period = _Period.of(chip, to, day, screening)
    if period is None or period.then & {*FREE, "unknown"}:
        return None
    start = period.first
    while start and period.statuses[start - 1] not in (*FREE, "unknown"):
        start -= 1
    since = screening.regimes[start].start
    text = f"{period.words.format('not go to')} without a licence even then, since {say_day(since.toordinal())}."
    return period.slip("OC706", day, text, screening)

"""One audited claim, laid out for a reader: what every form of the report shows of it, in the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from oncurve.basis.estimate import Estimate
from oncurve.claims.codes import CODES
from oncurve.claims.saying import say_day, say_estimate
from oncurve.claims.verdict import JudgedReading
from oncurve.report.basis_rows import BasisRow, basis_rows
from oncurve.report.claimed import claim_words, proposed_words, subject_words
from oncurve.report.hinge_words import hinge_words
from oncurve.report.outlook import Ahead, ahead
from oncurve.report.page import upper
from oncurve.report.signs import Sign, sign_of

if TYPE_CHECKING:
    from oncurve.basis.evidence import Source
    from oncurve.claims.audit import Audit, AuditedClaim
    from oncurve.claims.positions import Side

__all__ = ["Card", "Found", "Row", "cards", "day_words", "estimate_words"]

#: the status of a chip on its way somewhere, by its level
_STATUS = {0: "no licence needed", 1: "a licence is needed", 2: "a licence is needed, and presumed to be denied"}

_LONG_START = 24
#: how a reason begins to tell the hinge
_ON_THE_HINGE = " Whether the claim fits depends on"


@dataclass(frozen=True, slots=True)
class Row:
    """One reading of the sentence.

    Args:
        label: what is counted, in words; "…" stands for what all readings have in common.
        value: the estimate in words.
        sign: the verdict under this reading alone.
        judged: the reading itself.
        beside: whether it only stands beside, for comparison.
    """

    label: str
    value: str
    sign: Sign
    judged: JudgedReading
    beside: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the title of its code; its message is left out where the reason says it already."""

    code: str
    title: str
    message: str


@dataclass(frozen=True)
class Card:
    """An audited claim as a reader meets it.

    Args:
        number: its place in the article, from 1.
        audited: the claim with its judgements.
        audit: the audit that it stands in.
    """

    number: int
    audited: AuditedClaim
    audit: Audit = field(repr=False)

    @property
    def anchor(self) -> str:
        """The name by which links reach it."""
        return f"claim-{self.number}"

    @property
    def sign(self) -> Sign:
        """The headline verdict: by what was known on the article's day."""
        return sign_of(self.audited.verdict)

    @property
    def now(self) -> Sign:
        """The verdict by what is known now."""
        return sign_of(self.audited.now.verdict)

    @cached_property
    def sentence(self) -> tuple[str, str, str]:
        """The sentence in three: before the quote, the quote, after it."""
        claim, text = self.audited.claim, self.audit.article.text
        start = text.rfind(claim.sentence, 0, claim.start + len(claim.sentence))
        if start < 0 or not start <= claim.start < start + len(claim.sentence):
            return "", claim.quote, ""
        return text[start:claim.start], claim.quote, text[claim.end:max(start + len(claim.sentence), claim.end)]

    @cached_property
    def subject(self) -> str:
        """What the claim is about, in words: "training cost of DeepSeek-V3"."""
        return subject_words(self.audited.claim, self.audit.catalogue)

    @cached_property
    def claimed(self) -> str:
        """What is claimed, in words."""
        return claim_words(self.audited.claim)

    @property
    def proposed(self) -> str:
        """What a language model had to do with the claim; empty where it had nothing."""
        return proposed_words(self.audited.claim)

    @cached_property
    def estimated(self) -> str:
        """The estimate of the headline reading, in words; empty where there is none."""
        headline = self.audited.then.headline
        return estimate_words(headline) if headline else ""

    @cached_property
    def learnt(self) -> str:
        """The estimate by what is known now, where there was none then; empty otherwise."""
        headline = self.audited.now.headline
        return estimate_words(headline) if headline and not self.estimated else ""

    @cached_property
    def counted(self) -> str:
        """What the headline estimate is of."""
        headline = self.audited.then.headline
        return headline.reading.definition if headline else ""

    @cached_property
    def reason(self) -> str:
        """Why, in one or two sentences; what the hinge says by itself is left to it."""
        told = self.audited.then.reason
        hinge = self.audited.then.hinge
        return told.partition(_ON_THE_HINGE)[0] if hinge is not None and hinge.inside else told

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every reading, the headline first."""
        return tuple(Row(upper(each.reading.definition.removeprefix(self.common)) if not self.common else
                         "… " + each.reading.definition.removeprefix(self.common), estimate_words(each),
                         sign_of(each.verdict), each, each.reading.open == "shown")
                     for each in self.audited.then.readings)

    @cached_property
    def common(self) -> str:
        """The words with which every reading's definition begins, where they are many."""
        told = [each.reading.definition.split(" ") for each in self.audited.then.readings]
        shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*told, strict=False))]
        start = " ".join(shared) + " "
        return start if len(told) > 1 and len(start) > _LONG_START else ""

    @cached_property
    def basis(self) -> tuple[BasisRow, ...]:
        """What the headline estimate rests on."""
        headline = self.audited.then.headline
        return basis_rows(headline.reading.estimate, self.audit.catalogue) if headline else ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of the headline estimate."""
        headline = self.audited.then.headline
        return headline.reading.estimate.warnings if headline else ()

    @cached_property
    def hinge(self) -> str:
        """Which input decides and where it flips, as a sentence; empty where none does."""
        hinge = self.audited.then.hinge
        if hinge is None:
            return ""
        place = "within" if hinge.inside else "outside"
        return f"{upper(hinge_words(hinge, self.audit.catalogue))}. That lies {place} its own 90% interval."

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """What else was found."""
        return tuple(Found(each.code, CODES[each.code].title if each.code in CODES else "",
                           "" if each.message.rstrip(".") in self.reason else each.message)
                     for each in self.audited.then.findings)

    @property
    def sides(self) -> tuple[Side, ...]:
        """What the parties of a public dispute hold."""
        return self.audited.sides

    @cached_property
    def outlook(self) -> Ahead | None:
        """What the scenarios give for a forecast whose day has not come."""
        return ahead(self.audited.outlook)

    @cached_property
    def then_and_now(self) -> str:
        """How the verdict has moved, as a sentence; empty where nothing has."""
        day, later = say_day(self.audit.published.toordinal()), say_day(self.audit.as_of.toordinal())
        if self.audited.verdict != self.audited.now.verdict:
            moved = f"By what was known on {day}: {self.sign.word}. By what is known on {later}: {self.now.word}."
            return moved if self.audited.changed else f"{moved} {self.audited.now.reason}"
        then, now = self.audited.then.headline, self.audited.now.headline
        if then and now and estimate_words(then) != estimate_words(now):
            return f"Still {self.now.word} by what is known on {later}; the estimate is now {estimate_words(now)}."
        return ""

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The works that the verdict rests on."""
        if self.audit.catalogue is None:
            return ()
        known = self.audit.catalogue.sources
        ids = dict.fromkeys((*self.audited.then.sources, *self.audited.beside))
        return tuple(known[each] for each in ids if each in known)


def cards(audit: Audit) -> tuple[Card, ...]:
    """Every claim of an audit, in the order of the text."""
    return tuple(Card(number, each, audit) for number, each in enumerate(audit.claims, 1))


def estimate_words(judged: JudgedReading) -> str:
    """The estimate of a reading in words."""
    made: Estimate = judged.reading.estimate
    if judged.reading.says.startswith("On ") and made.unit == "none":
        return _STATUS.get(round(made.median), judged.reading.says)
    return judged.reading.says or say_estimate(made)


def day_words(day: dt.date) -> str:
    """A day in words."""
    return say_day(day.toordinal())

"""What the scenario model gives for a forecast whose day has not come: readings beside it, and never its verdict."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from oncurve.basis.errors import BadUsage, OncurveError
from oncurve.basis.estimate import Estimate, significant
from oncurve.basis.span import month_span
from oncurve.claims.agreement import claimed_interval, unit_of
from oncurve.claims.check.forecast import MEASURE
from oncurve.claims.check.reading import Reading
from oncurve.claims.check.subject import chip_of, holder_of
from oncurve.claims.claim import Claim
from oncurve.claims.judge import judged_reading
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day, say_span
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.units import in_unit
from oncurve.claims.verdict import JudgedReading, Judgement

if TYPE_CHECKING:
    from oncurve.catalog.read import Catalogue
    from oncurve.claims.remembering import Remembering
    from oncurve.scenario.outcome import Outcome, Run
    from oncurve.scenario.scenario import Model

__all__ = ["SCENARIOS", "Outlook", "outlook", "quantity_of"]

#: how things stand, then each side's own numbers
SCENARIOS = ("status-quo", "essay", "critics")
_CHINA, _US = "CN", "US"
_DRAWS = 2048
#: the unit of outcomes that count H100-equivalents: a number of chips of any kind is another quantity
_CHIP = "chip"
#: of a period, and not a day or month up to which is counted
_LEAST_DAYS = 85
#: outcomes counted from the beginning, of which a forecast for one year asks that year's part
_IN_ALL = ("sold_to_china", "smuggled", "made_in_china")
_UNTIL = Pattern(r"\b(?:(?:by|until|up to)\s+(?:the\s+)?(?:end|close|start|middle|late|early|mid\b|20\d\d|"
                 r"[a-z]+\s+20)|in all\b|in total\b|altogether|cumulative)", re.IGNORECASE)
_CHINESE_MAKERS = Pattern(r"\bChinese (?:\w+ )?(?:chip ?makers?|makers?|firms|companies|fabs?|foundries|vendors)\b",
                          re.IGNORECASE)
_EQUIVALENT = Pattern(r"\b[A-Z]\d{2,3}[- ]?(?:e\b|equivalents?\b)", re.IGNORECASE)
_LARGEST = Pattern(r"\b(?:largest|biggest|frontier|most compute)\b", re.IGNORECASE)
_CHINESE = Pattern(r"\bchin(?:a|ese)\b", re.IGNORECASE)
_MADE = Pattern(r"\b(?:domestic(?:ally)?|home-?grown|homemade|made in China|Chinese[- ]made|make|makes|made|"
                r"manufactur\w+|produc\w+|fab\w*)\b", re.IGNORECASE)


class Outlook(Struct, frozen=True):
    """What one scenario gives for the quantity of a forecast by its day.

    Args:
        scenario: its name.
        label: what it stands for.
        quantity: the name of the outcome, as `oncurve scenario --json` has it.
        words: what is counted.
        day: the last day of the quarter in which the forecast falls due.
        unit: of the figures.
        value: the median.
        low: lower end of the 90% interval.
        high: upper end of it.
        known: the day of the facts that it starts from.
        source: the source of the scenario's own numbers, else that of the assumptions.
    """

    scenario: str
    label: str
    quantity: str
    words: str
    day: dt.date
    unit: str
    value: float
    low: float
    high: float
    known: dt.date
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"scenario": self.scenario, "label": self.label, "quantity": self.quantity, "definition": self.words,
                "day": self.day.isoformat(), "unit": self.unit, "value": float(significant(self.value)),
                "low": float(significant(self.low)), "high": float(significant(self.high)),
                "known": self.known.isoformat(), "source": self.source}


def outlook(claim: Claim, judged: Judgement, world: Remembering, known: dt.date,
            rules: Thresholds = THRESHOLDS) -> tuple[tuple[Outlook, ...], tuple[JudgedReading, ...]]:
    """The scenarios' own figures for a forecast that is not due, and the claim beside each.

    The figures take nothing from the claim but what, and of when, it is; the verdict stays that it is not due.

    Args:
        claim: the claim.
        judged: its judgement by the same facts.
        world: the facts.
        known: the day of the facts.
        rules: the thresholds.

    Returns:
        A row and a reading for each of `SCENARIOS`; none where the model does not give the quantity, its horizon ends
        before the day, or the facts of the day do not carry every one of them. A number of chips of any kind has rows
        and no readings: the model counts H100-equivalents, and the two are not the same.
    """
    if judged.verdict != "not_due" or judged.due is None:
        return (), ()
    name = quantity_of(claim, world.catalogue)
    if name is None:
        return (), ()
    try:
        rows, made = _rows(world.scenarios(_DRAWS), name, (_first_day(claim), judged.due), known)
    except OncurveError:  # the counts that it starts from, or a rule that a scenario changes, were not known yet
        return (), ()
    if rows and rows[0].unit == _CHIP and not _EQUIVALENT.search(f"{claim.scope or ''} {claim.sentence}"):
        return rows, ()
    return rows, tuple(_beside(claim, row, each, world.catalogue, rules) for row, each in zip(rows, made, strict=True))


def _beside(claim: Claim, row: Outlook, made: Estimate, catalogue: Catalogue, rules: Thresholds) -> JudgedReading:
    """The claim beside what one scenario gives by its day."""
    there, interval = None, claimed_interval(claim, rules)
    if interval is not None:
        found = in_unit(interval, unit_of(claim), made.unit, catalogue, row.known, rules)
        there = found[0] if found is not None else None
    label = row.label.rstrip(".")
    each = Reading(f"scenario:{row.scenario}", f"{row.words}: {label}", made, "shown", short=label)
    return judged_reading(each, there, claim.negated, rules)


def quantity_of(claim: Claim, catalogue: Catalogue) -> str | None:
    """The outcome of the scenario model that a forecast is of; None where the model gives no such thing."""
    measure = (claim.scope or "") if claim.measure == MEASURE else claim.measure
    subject, other = _place(claim.subject, catalogue), _place(claim.reference, catalogue)
    if measure == "capability_lag":
        return "lag" if _CHINA in (subject, other) and {subject, other} <= {_CHINA, _US, None} else None
    if measure == "compute_share":
        return "china_share" if subject == _CHINA else None
    if measure == "training_compute":
        if not _LARGEST.search(claim.sentence) or claim.subject in catalogue.models:
            return None
        return "largest_run_cn" if _CHINESE.search(claim.sentence) else "largest_run_us"
    return None if _one_kind(claim, catalogue) else _chips(measure, subject, other, claim)


def _chips(measure: str, subject: str | None, other: str | None, claim: Claim) -> str | None:
    if measure == "chips_smuggled":
        return "smuggled" if _CHINA in (subject, other) else None
    if measure == "chips_shipped":
        if other == _CHINA and subject != _CHINA:
            return "sold_to_china"
        chinese = subject == _CHINA or (subject is None and _CHINESE_MAKERS.search(claim.sentence))
        return "made_in_china" if chinese and _MADE.search(claim.sentence) else None
    if measure == "chip_count":
        if subject == _CHINA and _MADE.search(claim.sentence):
            return "made_in_china"
        return {_CHINA: "china_held", _US: "us_held"}.get(subject or "")
    return None


def _place(name: str | None, catalogue: Catalogue) -> str | None:
    found = holder_of(catalogue, name)
    return None if found is None else str(found.id)


def _one_kind(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the figure is of one kind of chip, which the model's sums in H100-equivalents do not give."""
    words = re.findall(r"[\w-]+", _EQUIVALENT.sub("", claim.quote))
    return any(chip_of(catalogue, word) is not None for word in (claim.subject or "", *words))


def _first_day(claim: Claim) -> dt.date | None:
    """The first day of the time that a figure is of; None where the sentence counts up to a day."""
    if not claim.time or _UNTIL.search(claim.sentence):
        return None
    try:
        span = month_span(claim.time.removeprefix("FY"))
    except BadUsage:
        return None
    whole = span.start is not None and span.end is not None and (span.end - span.start).days >= _LEAST_DAYS
    return span.start if whole else None


def _rows(model: Model, name: str, days: tuple[dt.date | None, dt.date],
          known: dt.date) -> tuple[tuple[Outlook, ...], tuple[Estimate, ...]]:
    from oncurve.scenario.outcome import OUTCOMES
    from oncurve.scenario.policy import policy_named

    quarters, of = model.base.quarters, OUTCOMES[name]
    last = quarters.index(days[1])
    if not 0 <= last < quarters.count:
        return (), ()
    first = quarters.index(days[0]) if days[0] is not None and name in _IN_ALL else 0
    words = _words(of, quarters.start(first) if first > 0 else None, quarters.last_day(last))
    assumed = model.catalogue.assumption("run_follows_stock").source
    rows, made = [], []
    for policy in map(policy_named, SCENARIOS):
        each = model.estimate(words, of.unit, _sample(of, model.run(policy), first, last), policy)
        made.append(each)
        rows.append(Outlook(policy.name, policy.label, name, words, quarters.last_day(last), of.unit, each.median,
                            each.low, each.high, known, policy.source or assumed))
    return tuple(rows), tuple(made)


def _words(of: Outcome, first: dt.date | None, last: dt.date) -> str:
    """What is counted, and of when."""
    if first is not None:
        return f"{of.words.removesuffix(' in all')}, {say_span(first.toordinal(), last.toordinal())}"
    return f"{of.words}, {'until' if of.name in _IN_ALL else 'on'} {say_day(last.toordinal())}"


def _sample(of: Outcome, worked: Run, first: int, last: int) -> Any:
    """The draws at the end of a quarter, less what had been reached before the first."""
    values = of.values(worked)
    return values[last] - values[first - 1] if first > 0 else values[last]

"""What an estimate rests on, as rows: each input with its value, its kind and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncurve.basis.evidence import Assumption, Source
from oncurve.basis.spread import Exactly
from oncurve.claims.check.subject import label
from oncurve.claims.reason import input_words
from oncurve.claims.saying import say, say_interval

if TYPE_CHECKING:
    from oncurve.basis.estimate import Estimate
    from oncurve.basis.inputs import Input
    from oncurve.catalog.read import Catalogue

__all__ = ["BasisRow", "basis_rows"]


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One input.

    Args:
        key: its name for `--set`.
        name: what it is, in words, with the thing it belongs to.
        value: its value and 90% interval, in words.
        kind: measured, reported, estimated, assumed …
        share: its share of the variance, from 0 to 1.
        source: the work that it comes from.
        where: the place in that work.
        note: how it was derived, or why it is assumed.
    """

    key: str
    name: str
    value: str
    kind: str
    share: float
    source: Source | None
    where: str
    note: str


def basis_rows(made: Estimate, catalogue: Catalogue | None) -> tuple[BasisRow, ...]:
    """The inputs of an estimate, those that decide most first."""
    shares = {each.name: each.share_of_variance for each in made.drivers}
    rows = (_row(each, shares.get(each.key, 0.0), catalogue) for each in made.basis)
    return tuple(sorted(rows, key=lambda row: -row.share))


def _row(given: Input, share: float, catalogue: Catalogue | None) -> BasisRow:
    evidence = given.evidence
    source = catalogue.sources.get(evidence.source) if catalogue is not None and evidence is not None else None
    note = given.note or (evidence.because if isinstance(evidence, Assumption) else evidence.note if evidence else "")
    return BasisRow(given.key, _name(given, catalogue), _value(given), evidence.kind if evidence else "set by you",
                    share, source, evidence.where if evidence else "", note)


def _name(given: Input, catalogue: Catalogue | None) -> str:
    if catalogue is not None and given.name in catalogue.sources:
        return f"figure given by {catalogue.sources[given.name].producer}"
    if given.unit == "none" and " by " in given.name:
        return f"{given.name.partition(' by ')[0].replace('_', ' ')} of {_named(given.about, catalogue)}"
    words = input_words(given.key).removeprefix("the ") if "." not in given.name else given.name.replace(".", ", ")
    return f"{words.replace('_', ' ')} of {_named(given.about, catalogue)}" if given.about else words


def _named(ident: str, catalogue: Catalogue | None) -> str:
    if catalogue is None:
        return ident
    return str(catalogue.events[ident].label) if ident in catalogue.events else label(catalogue, ident)


def _value(given: Input) -> str:
    spread = given.spread
    if given.unit == "none" and given.evidence is not None and given.evidence.kind == "enacted":
        return "in force"
    if isinstance(spread, Exactly):
        return say(spread.median, given.unit, 4)
    return f"{say(spread.median, given.unit)} ({say_interval(spread.low, spread.high, given.unit)})"

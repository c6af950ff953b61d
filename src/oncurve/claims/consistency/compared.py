"""Ratios of an amount to what another named thing took, which the passage leaves to the reader to know."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.known import Figure, figures_near
from oncurve.claims.consistency.slip import Slip, fits
from oncurve.claims.passage import Amount, Passages, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["compared"]

_OF_OTHER = Pattern(
    r"^\s*(?:what|as (?:many|much) as|that of|those of|more than|the (?:compute|hours|tokens|parameters|size|work) "
    r"of)\s+"
    r"(?:for )?(?:the )?(?:\w+['\u2019]s )?$"
)
_KINDS = ("flop", "chiphours", "params", "tokens")
_WHOLE = (".final_run", ".pretraining", ".total")
_SLACK = 0.3


def compared(passages: Passages, catalogue: Catalogue, rules: Thresholds) -> Iterator[Slip]:
    """OC207: an amount told as so many times what another model took, where the catalogue knows the other.

    Only two models of which each has figures are compared, and every known figure of the other counts.
    """
    for ratio in passages.amounts:
        other = _other(ratio, passages) if ratio.kind in ("ratio", "fraction") and not ratio.per else None
        if other is None or ratio.value <= 0:
            continue
        here = passages.amounts.of_sentence(ratio.sentence, *_KINDS)
        own = [each for each in here if each.end <= ratio.start and not each.per]
        if not own or any(each.kind == own[-1].kind and each.start > ratio.end for each in here):
            continue
        slips = [_off(ratio, each, _known(each, other, passages, catalogue), rules) for each in own]
        if None not in slips and slips[-1] is not None:  # of two amounts, the ratio may be that of either
            yield slips[-1]


def _known(own: Amount, other: Thing, passages: Passages, catalogue: Catalogue) -> list[Figure]:
    return [each for each in figures_near(own, passages, catalogue)
            if each.place is other and each.value > 0 and each.name.endswith(_WHOLE)]


def _other(ratio: Amount, passages: Passages) -> Thing | None:
    """The model that the words after a ratio name: "twice what GPT-3 took"."""
    first = next((each for each in passages.things.of_sentence(ratio.sentence, "model")
                  if each.start >= ratio.end), None)
    told = first is not None and _OF_OTHER.match(passages.text[ratio.end : first.start])
    return first if told else None


def _off(ratio: Amount, own: Amount, known: list[Figure], rules: Thresholds) -> Slip | None:
    results = [own.value / each.value for each in known]
    if not known or fits(ratio.value, results, _SLACK + rules.approx * (ratio.rough + own.rough)):
        return None
    text = (f"{say(own.value, own.unit)} is {say(results[0], '', 2).strip()} times what is known of {known[0].label}, "
            f"{say(known[0].value, own.unit)}, not {say(ratio.value, '', 2).strip()} times.")
    return Slip.on(ratio, "OC207", text, (known[0].source,), refutes=True)

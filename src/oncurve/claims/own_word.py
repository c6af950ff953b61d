"""Whether a reading is what a source itself published or said."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.verdict import JudgedReading

__all__ = ["made_by", "told_by"]


def told_by(each: JudgedReading, speakers: AbstractSet[str]) -> bool:
    """Whether the reading is a statement of the source itself, by the ids of who is cited."""
    told = [given.evidence for given in each.reading.estimate.basis if isinstance(given.evidence, Fact)]
    return len(told) == 1 and told[0].name.rpartition(" by ")[2] in speakers


def made_by(each: JudgedReading, names: AbstractSet[str], catalogue: Catalogue) -> bool:
    """Whether the reading is one published figure of the maker of these names."""
    made = each.reading.estimate
    if len(made.basis) != 1 or len(made.sources) != 1:
        return False
    producer = compact(catalogue.sources[made.sources[0]].producer) if made.sources[0] in catalogue.sources else ""
    return bool(producer) and any(name and (producer.startswith(name) or name.startswith(producer)) for name in names)

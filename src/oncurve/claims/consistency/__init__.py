"""What a passage gets wrong by its own words and by arithmetic, whatever its claims are read as."""

from __future__ import annotations

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.compared import compared
from oncurve.claims.consistency.compounding import compoundings
from oncurve.claims.consistency.confused import confused
from oncurve.claims.consistency.horizons import horizons
from oncurve.claims.consistency.independence import dependent_witnesses
from oncurve.claims.consistency.legality import legality
from oncurve.claims.consistency.limits import limits
from oncurve.claims.consistency.magnitudes import magnitudes
from oncurve.claims.consistency.misprints import misprints
from oncurve.claims.consistency.mixing import mixing
from oncurve.claims.consistency.near_misses import near_misses
from oncurve.claims.consistency.operations import operations
from oncurve.claims.consistency.prices_as_costs import prices_as_costs
from oncurve.claims.consistency.products import products
from oncurve.claims.consistency.quoted import quoted
from oncurve.claims.consistency.ratios import ratios
from oncurve.claims.consistency.results import results
from oncurve.claims.consistency.sequence import sequence
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.consistency.stale import stale
from oncurve.claims.consistency.totals import totals
from oncurve.claims.consistency.work import work
from oncurve.claims.passage import Passages
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["Slip", "slips"]


def slips(passages: Passages, catalogue: Catalogue, rules: Thresholds = THRESHOLDS) -> list[Slip]:
    """Everything that a passage gets wrong, in the order of its text.

    Args:
        passages: the amounts, names and days of the article.
        catalogue: what is known on its day.
        rules: the thresholds.
    """
    found = [
        *near_misses(passages),
        *results(passages, rules),
        *totals(passages, rules),
        *products(passages, rules),
        *operations(passages, catalogue),
        *ratios(passages, rules),
        *compoundings(passages),
        *compared(passages, catalogue, rules),
        *sequence(passages),
        *dependent_witnesses(passages, catalogue),
        *magnitudes(passages, catalogue),
        *misprints(passages, catalogue),
        *horizons(passages, catalogue),
        *quoted(passages, catalogue),
        *mixing(passages, catalogue),
        *prices_as_costs(passages),
        *confused(passages, catalogue, rules),
        *stale(passages, catalogue),
        *legality(passages, catalogue),
        *limits(passages, catalogue),
        *work(passages, catalogue, rules),
    ]
    found += [Slip(each.start, each.end, "OC101", f"The figure is off by thousands. {each.message}", each.sources, True)
              for each in found if each.thousands]
    return sorted({(each.start, each.code): each for each in found}.values(), key=lambda each: (each.start, each.code))

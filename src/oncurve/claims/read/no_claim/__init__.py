"""Numbers that the words around them show to be no claim of the measure that they look like.

What a rule is about stands in the name of its module; the table at the end of each says for which measures it holds.
"""

from __future__ import annotations

import functools

from oncurve.claims.read.no_claim import (
    any_such,
    chip_counts,
    chip_figures,
    companies,
    contexts,
    laws,
    markets,
    model_sizes,
    notes,
    ratios,
    run_costs,
    score_tables,
    scores,
    shares,
    sites,
    spans_of_time,
    takings,
    token_prices,
    users,
    worked_sums,
)
from oncurve.claims.read.no_claim.any_measure import ALWAYS, SAVE_FOR
from oncurve.claims.read.no_claim.rule import Rule, Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene

__all__ = ["TABLES", "is_no_claim", "rules_for"]

#: the rules of each module by measure
TABLES: tuple[Rules, ...] = tuple(module.RULES for module in (
    any_such, chip_counts, chip_figures, companies, contexts, laws, markets, model_sizes, notes, ratios, run_costs,
    score_tables, scores, shares, sites, spans_of_time, takings, token_prices, users, worked_sums,
))


def is_no_claim(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number read as a measure is no claim of it.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    return any(rule(scene, quantity) for rule in rules_for(measure))


@functools.cache
def rules_for(measure: str) -> tuple[Rule, ...]:
    """All rules that hold for a measure.

    Args:
        measure: its name.
    """
    general = [rule for rule, others in SAVE_FOR if measure not in others]
    return (*ALWAYS, *general, *(rule for table in TABLES for rule in table.get(measure, ())))

"""What training every model of the catalogue cost, and for which no answer can be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oncurve.answers.training_cost import ModelCost
from oncurve.basis.errors import MissingFact
from oncurve.catalog.read import Catalogue

__all__ = ["EveryCost", "every_cost"]


@dataclass(frozen=True, slots=True)
class EveryCost:
    """The costs of all models that have a basis, and what the others lack."""

    models: tuple[ModelCost, ...]
    without_basis: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """Summaries as the contract prints them: one estimate a scope, without bases and draws."""
        return {
            "models": [{"model": each.model, "scopes": {name: _summary(scope.estimate.to_dict())
                                                        for name, scope in each.scopes.items()}}
                       for each in self.models],
            "without_basis": [{"model": model, "missing": missing} for model, missing in self.without_basis],
        }


def _summary(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: plain[name] for name in ("median", "low", "high", "level", "unit", "method")}


def every_cost(catalogue: Catalogue, ask: Callable[[str], ModelCost]) -> EveryCost:
    """Ask the cost of each model in turn.

    Args:
        catalogue: whose models to go through.
        ask: the question for one model id.
    """
    costs, without = [], []
    for model in catalogue.models:
        try:
            costs.append(ask(model))
        except MissingFact as error:
            without.append((model, error.missing))
    return EveryCost(tuple(costs), tuple(without))

"""Which answers moved between two states of the facts, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oncurve.answers.world import World
from oncurve.basis.errors import OncurveError
from oncurve.basis.estimate import Estimate

__all__ = ["AnswerMove", "moved_costs"]

#: a cost whose median differs by less has not moved
_ALIKE = 1e-6


@dataclass(frozen=True, slots=True)
class AnswerMove:
    """The cost of one model before and after; None where there was, or is, no basis for one."""

    model: str
    before: Estimate | None
    after: Estimate | None

    @property
    def factor(self) -> float | None:
        """Median after over median before."""
        if self.before is None or self.after is None or not self.before.median:
            return None
        return float(self.after.median or 0) / float(self.before.median)

    def to_dict(self) -> dict[str, Any]:
        """The move as plain data."""
        def told(estimate: Estimate | None) -> dict[str, Any] | None:
            plain = None if estimate is None else estimate.to_dict()
            return plain and {name: plain[name] for name in ("median", "low", "high", "unit")}

        return {"model": self.model, "before": told(self.before), "after": told(self.after),
                "factor": None if self.factor is None else float(f"{self.factor:.6g}")}


def moved_costs(before: World, after: World, models: Iterable[str]) -> list[AnswerMove]:
    """The costs of the final run, on hardware, that differ between two worlds, the furthest moved first.

    Args:
        before: the world of the older facts.
        after: that of the newer ones, with the same draws.
        models: ids to ask for.
    """
    moves = [AnswerMove(model, _cost(before, model), _cost(after, model)) for model in models]
    moved = [each for each in moves if (each.before is None) != (each.after is None)
             or (each.factor is not None and abs(each.factor - 1) > _ALIKE)]
    return sorted(moved, key=lambda each: (each.factor is None, -max(each.factor or 1, 1 / (each.factor or 1)),
                                           each.model))


def _cost(world: World, model: str) -> Estimate | None:
    try:
        return world.cost(model, scopes=("hardware",), drivers=False).scopes["hardware"].estimate
    except OncurveError:
        return None

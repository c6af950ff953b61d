"""Research behind a final run: experiments, abandoned runs, staff and data, and the rival ways to put it."""

from __future__ import annotations

from typing import Any

import numpy as np

from oncurve.basis.evidence import Assumption
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.cost.bill import Bill, Line
from oncurve.cost.prices import Prices
from oncurve.cost.run import Run
from oncurve.cost.staff import staff_cost

__all__ = ["by_share_of_research", "research_bill", "scaled_development"]


def research_bill(run: Run, prices: Prices, final_run: Quantity, warnings: tuple[str, ...] = ()) -> Bill:
    """Research beside the final run, at the same rent as that.

    Args:
        run: the run.
        prices: for the assumptions.
        final_run: what the final run cost, in USD.
        warnings: what holds of the final run.
    """
    # How much a laboratory tries before a run is its own habit: one factor for all its models.
    factor = prices.own("experiments_factor", run.model.organisation, "research_compute_factor")
    failed, data = prices.shared("failed_run_share"), prices.shared("data_cost_factor")
    staff = staff_cost(run, prices)
    by_run = prices.common("research over the final run", "x", _by_run, factor=factor, failed=failed, data=data)

    def lines() -> tuple[Line, ...]:
        beside = prices.common("experiments over the final run", "x", _beside, factor=factor)
        return (
            Line("experiments", Quantity("experiments", "USD", _times, {"run": final_run, "share": beside}),
                 "compute beside the final run"),
            Line("abandoned runs", Quantity("abandoned runs", "USD", _times, {"run": final_run, "share": failed}),
                 "starts and restarts that were not kept"),
            Line("staff", staff, "pay, overhead and equity"),
            Line("data", Quantity("data", "USD", _times, {"run": final_run, "share": data}),
                 "licences, annotation, cleaning; data written by other models not counted"),
        )

    return Bill("research and development", _scale_and_add, {"run": final_run, "factor": by_run, "staff": staff},
                method="experiments, abandoned runs, staff and data", warnings=warnings, lines=lines)


def by_share_of_research(prices: Prices, final_run: Quantity) -> Quantity:
    """All compute for research, from the published share that final runs take of it, in USD."""
    share = prices.shared("final_run_share_of_rd_compute")
    return Quantity("research compute by the share of final runs", "USD", _over, {"run": final_run, "share": share},
                    "cost of the final run over the share of final runs in research compute")


def scaled_development(final_run: Quantity, factor: Assumption, staff: Quantity | None, method: str) -> Quantity:
    """The final run times a factor for experiments, plus staff, in USD.

    Args:
        final_run: cost of the final run.
        factor: all compute of the project over that of the final run.
        staff: cost of the staff; None leaves it out.
        method: the method's name.
    """
    given = Input.of_assumption(factor)
    arguments: dict[str, Any] = {"run": final_run, "factor": given}
    if staff is None:
        return Quantity("development", "USD", _scale, arguments, method)
    return Quantity("development", "USD", _scale_and_add, arguments | {"staff": staff}, method)


def _beside(factor: Any) -> Any:
    """Compute beside the final run, over that of the final run."""
    return np.maximum(factor - 1, 0)


def _by_run(factor: Any, failed: Any, data: Any) -> Any:
    """All of the research that grows with the final run, over that run."""
    return _beside(factor) + failed + data


def _times(run: Any, share: Any) -> Any:
    return run * share


def _over(run: Any, share: Any) -> Any:
    return run / share


def _scale(run: Any, factor: Any) -> Any:
    return run * factor


def _scale_and_add(run: Any, factor: Any, staff: Any) -> Any:
    total = run * factor
    total += staff
    return total

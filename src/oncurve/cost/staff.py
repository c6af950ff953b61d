"""What the people behind a model cost."""

from __future__ import annotations

from typing import Any

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.cost.prices import Prices
from oncurve.cost.run import Run

__all__ = ["staff_cost"]

_MONTHS_PER_YEAR = 12
#: Projects whose contributors and length are counted, by the model's id.
_COUNTED = {"gpt-3-175b": "gpt_3", "opt-175b": "opt", "gpt-4": "gpt_4", "gemini-1-0-ultra": "gemini"}


def staff_cost(run: Run, prices: Prices) -> Quantity:
    """Pay, overhead and equity of those who worked on a model, for the part of their time that it took, in USD.

    After B. Cottier et al. (2024), with the uncertainty of every part carried through.
    """
    model = run.model
    project = _COUNTED.get(model.id, "")
    named = run.fact("contributors")
    people = prices.assumption(f"contributors_{project}", "contributors")
    months = prices.assumption(f"project_months_{project}", "project_months")
    own = project and people.name != "contributors"
    arguments = {
        "people": Input.of_fact(named, "contributors", about=model.id) if named is not None
        else Input.of_assumption(people, "contributors", about=model.id) if own else prices.shared("contributors"),
        "months": Input.of_assumption(months, "project_months", about=model.id) if own
        else prices.shared("project_months"),
        "time": prices.shared("staff_time_share"), "salary": prices.shared("staff_salary"),
        "overhead": prices.shared("staff_overhead"), "equity": prices.shared("staff_equity"),
    }
    if model.country == "CN":
        arguments["place"] = prices.shared("staff_salary_china_factor")
    if named is None and not own:
        return prices.common("staff", "USD", _pay, **arguments)
    return Quantity("staff", "USD", _pay, arguments, "contributors times months, share of time and yearly cost")


def _pay(*, people: Any, months: Any, time: Any, salary: Any, overhead: Any, equity: Any, place: Any = 1.0) -> Any:
    return people * (months / _MONTHS_PER_YEAR) * time * (salary * overhead + equity) * place

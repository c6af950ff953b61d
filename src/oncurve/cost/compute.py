"""Training FLOP of a run, by every route that its facts allow."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from oncurve.architecture.flop import six_nd
from oncurve.architecture.parameters import active_parameters
from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.cost.prices import Prices
from oncurve.cost.run import DEVELOPER, Run
from oncurve.cost.spreads import around, log_widths

__all__ = ["Route", "active_parameter_input", "flop_routes", "speed_flop"]

_FLOP_PER_TFLOP = 1e12
_SECONDS_PER_HOUR = 3600


class Route(Struct, frozen=True):
    """One way to a number.

    Args:
        name: what it goes by: `reported`, `six_nd`, `chips_days`, `hours_mfu`, `estimated`.
        quantity: the number.
        independent: whether it rests on what the developer disclosed, not on a third party's estimate.
    """

    name: str
    quantity: Quantity
    independent: bool = True


def flop_routes(run: Run, prices: Prices) -> list[Route]:
    """Training FLOP by each route from facts, the best first; chip-hours are not used here.

    FLOP that were worked out from a cost, or from benchmark scores, are left out: the one would let a claim
    on cost confirm itself, the other a claim on capability.
    """
    routes = []
    stated = [fact for fact in run.facts("flop.final_run")
              if not fact.detail.get("from_cost") and not fact.detail.get("from_scores")]
    reported = max((fact for fact in stated if fact.kind in DEVELOPER), key=_newest, default=None)
    if reported is not None:
        routes.append(Route("reported", _stated(run, reported, prices, "training_compute_counted_error")))
    counted = _six_nd(run, prices)
    if counted is not None:
        routes.append(counted)
    others = (fact for fact in stated if fact.kind not in DEVELOPER and not _is_count(fact))
    other = max(others, key=_newest, default=None)
    if other is not None:
        routes.append(Route("estimated", _stated(run, other, prices, "training_compute_error"), False))
    return sorted(routes, key=lambda route: not route.independent)


def speed_flop(hours: Quantity, peak: Input, mfu: Input) -> Quantity:
    """FLOP from chip-hours, peak (TFLOP per second) and utilisation."""
    return Quantity("training compute", "FLOP", _from_hours, {"hours": hours, "peak": peak, "mfu": mfu},
                    "chip-hours times peak times utilisation")


def active_parameter_input(run: Run) -> Input | None:
    """Parameters that a token passes through: as stated, all of them in a dense model, else from the shape."""
    stated = run.fact("parameters.active")
    shape = run.model.shape
    if stated is None and (shape is None or shape["kind_of"] == "dense"):
        whole = run.fact("parameters.total")
        stated = None if whole is None or whole.detail.get("mixture") else whole
    if stated is not None:
        return Input.of_fact(stated, "active_parameters", about=run.model.id)
    fact = run.fact("shape")
    if fact is None or shape is None:
        return None
    try:
        count = active_parameters(Shape.from_table(shape)).with_head
    except BadUsage:
        return None
    return Input("active_parameters", "parameter", Exactly(float(count)), run.model.id, fact, "counted from the shape")


def _six_nd(run: Run, prices: Prices) -> Route | None:
    parameters, tokens = active_parameter_input(run), _tokens(run)
    if parameters is None or tokens is None:
        return None
    disclosed = all(each.evidence is not None and each.evidence.kind in DEVELOPER for each in (parameters, tokens))
    rule = Input.of_assumption(prices.assumption("training_compute_counted_error"), "counted_compute_error",
                               about=run.model.id)
    quantity = Quantity("training compute", "FLOP", _counted,
                        {"parameters": parameters, "tokens": tokens, "error": rule},
                        "six operations per active parameter and token")
    return Route("six_nd", quantity, disclosed)


def _tokens(run: Run) -> Input | None:
    fact = run.fact("tokens.pretraining") or run.fact("tokens.final_run")
    return None if fact is None else Input.of_fact(fact, "tokens", about=run.model.id)


def _stated(run: Run, fact: Fact, prices: Prices, error: str) -> Quantity:
    if fact.low is not None and fact.high is not None:
        given = Input.of_fact(fact, "training_flop", about=run.model.id)
    else:
        spread = around(fact.number, log_widths(prices.assumption(error)))
        given = Input("training_flop", "FLOP", spread, run.model.id, fact, f"within {error.replace('_', ' ')}")
    return constant("training compute", given, f"FLOP as {fact.kind}")


def _is_count(fact: Fact) -> bool:
    """Whether the fact is the product that `six_nd` works out anyway."""
    return "6nd" in str(fact.detail.get("method", "")).lower()


def _newest(fact: Fact) -> tuple[bool, int]:
    return bool(fact.detail.get("primary")), fact.known.toordinal()


def _counted(parameters: Any, tokens: Any, error: Any) -> Any:
    return six_nd(parameters, tokens) * error


def _from_hours(hours: Any, peak: Any, mfu: Any) -> Any:
    return hours * (peak * _FLOP_PER_TFLOP * _SECONDS_PER_HOUR) * mfu

"""What each idea of a model's design saves in chip-hours: a waterfall, in both orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from oncurve.answers.productive import productive
from oncurve.answers.simulated_run import run_quantity
from oncurve.architecture.dimensions import Dimensions, dimensions
from oncurve.architecture.parameters import active_parameters, attention_parameters, total_parameters
from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import Quantity, set_together
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.read import Catalogue
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.outcome import Outcome
from oncurve.training.plan import Plan
from oncurve.training.stages import DUALPIPE
from oncurve.training.step import step_seconds

__all__ = ["Ablated", "ablation"]

_GIGA = 1e9
_SECONDS_PER_HOUR = 3600
#: A model of equal loss without experts has active^(1 - e) x total^e parameters.
_EQUIVALENCE = "dense_equivalent_exponent"
State = tuple[Dimensions, Layout]


@dataclass(frozen=True, slots=True)
class Ablated:
    """One idea taken away.

    Args:
        feature: which.
        instead: what stands in its place.
        order: "first to last", or the reverse.
        without: chip-hours of the run without it and those taken away before.
        saves: chip-hours that it saves at that place; negative where it costs.
    """

    feature: str
    instead: str
    order: str
    without: Estimate
    saves: Estimate

    def to_dict(self) -> dict[str, Any]:
        """As the contract prints it."""
        brief: dict[str, list[Any]] = {"basis": [], "drivers": []}
        return {"feature": self.feature, "instead": self.instead, "order": self.order,
                "without": self.without.to_dict() | brief, "saves": self.saves.to_dict() | brief}


def ablation(catalogue: Catalogue, plan: Plan, draws: Draws,
             settings: Mapping[str, str] | None = None) -> tuple[Ablated, ...]:
    """Take the ideas away one after the other, then in the reverse order; each against the run before it.

    What an idea saves depends on which others are there, so that both orders are shown. All are simulated from the
    same draws, so that what a run differs from another by chance cancels.

    Args:
        catalogue: the facts.
        plan: the run.
        draws: the columns of draws.
        settings: values or intervals of named inputs.

    Raises:
        UnknownName: a setting names no input of the run.
        BadUsage: the run has none of these ideas, or its tokens are not known.
    """
    if not plan.tokens:
        raise BadUsage("Without tokens there are no chip-hours to save", "", "Give --tokens.")
    there = [each for each in _FEATURES if each[2](plan)]
    if not there:
        raise BadUsage("The run has nothing that can be taken away", "It has no latent attention, experts, narrow "
                       "numbers, further tokens, DualPipe or limited routing", "Try --model deepseek-v3 --ablate.")
    orders = {"first to last": there, "last to first": there[::-1]}
    hours = _all_hours(catalogue, plan, [gone for features in orders.values() for gone in _growing(features)], settings)
    found: list[Ablated] = []
    seen: dict[int, Any] = {}
    for order, features in orders.items():
        for (name, instead, _), (less, more) in zip(features, pairwise(_growing(features)), strict=True):
            before, after = hours[less], hours[more]
            saved = Quantity(f"saved by {name}", "chip hour", _less, {"after": after, "before": before},
                             "simulated without it, less with it")
            without, saves = (estimate(each, draws, drivers=False, seen=seen) for each in (after, saved))
            found.append(Ablated(name, instead, order, without, saves))
    return tuple(found)


def _growing(features: Sequence[_Feature]) -> list[frozenset[str]]:
    """What is gone from the run, from nothing to all of these."""
    return [frozenset(name for name, _, _ in features[:count]) for count in range(len(features) + 1)]


def _less(after: Any, before: Any) -> Any:
    return after - before


def _all_hours(catalogue: Catalogue, plan: Plan, sets: Iterable[frozenset[str]],
               settings: Mapping[str, str] | None) -> dict[frozenset[str], Quantity]:
    """Chip-hours of the run without each of these sets of ideas, all in the layouts of the one simulated step."""
    step, _ = run_quantity(catalogue, plan, plan.run())
    arguments: dict[str, Any] = {name: given for name, given in step.arguments.items() if name != "place"}
    arguments |= {"step": step, "productive": productive(catalogue, step),
                  "exponent": Input.of_assumption(catalogue.assumption(_EQUIVALENCE)),
                  "tokens": Input("tokens", "token", Exactly(float(plan.tokens or 0)), plan.about)}
    made = {gone: Quantity("chip_hours", "chip hour", partial(_simulated, plan, gone), arguments) for gone in sets}
    return set_together(made, settings or {})


def _simulated(plan: Plan, gone: frozenset[str], *, step: Outcome, **drawn: Any) -> Any:
    dims, layout = _without(plan.shape, (dimensions(plan.shape), step.layout), gone, drawn["exponent"])
    system = replace(plan.system, network=drawn["network"] * _GIGA)
    seconds = step_seconds(dims, layout, system, Efficiency.of(drawn)) * drawn["scatter"]
    share = drawn["tokens"] / (layout.batch * layout.sequence)
    return seconds * share * layout.chips / drawn["productive"] / _SECONDS_PER_HOUR


def _without(shape: Shape, state: State, gone: frozenset[str], exponent: Any) -> State:
    dims, layout = state
    if "FP8" in gone:
        layout = layout.having(bits=np.full_like(np.asarray(layout.bits), 16.0))
    if "DualPipe" in gone:
        layout = layout.having(schedule=np.zeros_like(np.asarray(layout.schedule)))
    if "node-limited routing" in gone:
        layout = layout.having(reach=np.asarray(np.inf))
    if "multi-token prediction" in gone:
        dims = replace(dims, heads_in_all=1.0, moe_layers=dims.moe_layers - shape.mtp_depth * shape.is_moe)
    if "MLA" in gone:
        dims = _with_plain_attention(shape, dims)
    if "expert sparsity" in gone:
        dims, layout = _dense(shape, dims, exponent), layout.having(ep=np.ones_like(np.asarray(layout.ep)))
    return dims, layout


def _with_plain_attention(shape: Shape, dims: Dimensions) -> Dimensions:
    """Multi-head attention of as many heads as wide as the value heads."""
    width = float(shape.v_head_dim)
    plain = 4.0 * shape.hidden * shape.heads * width
    return replace(dims, latent=0.0, query_latent=0.0, key_latent=0.0, key_width=width, value_width=width,
                   kv_heads=float(shape.heads),
                   parameters=dims.parameters + (plain - attention_parameters(shape)) * dims.layers)


def _dense(shape: Shape, dims: Dimensions, exponent: Any) -> Dimensions:
    """A model without experts of equal loss: wider feed-forward blocks in the same layers."""
    active = active_parameters(shape).with_both
    total = total_parameters(shape)
    wanted = active ** (1 - exponent) * total ** exponent
    others = active - shape.ffn_matrices * shape.hidden * (
        shape.moe_layers * (shape.experts_active_routed * shape.expert_ffn_dim
                            + shape.experts_shared * (shape.shared_expert_ffn_dim or shape.expert_ffn_dim))
        + (shape.layers - shape.moe_layers) * shape.ffn_dim)
    inner = (wanted - others) / (shape.ffn_matrices * shape.hidden * shape.layers)
    return replace(dims, dense_layers=dims.layers, moe_layers=0.0, experts=1.0, active=0.0, expert_ffn=0.0,
                   shared_ffn=0.0, ffn=inner, expert_parameters=0.0, parameters=wanted, active_parameters=wanted)


_Feature = tuple[str, str, Callable[[Plan], bool]]
#: What can be taken away, in the order of the report: what stands instead, and whether a run has it.
_FEATURES: tuple[_Feature, ...] = (
    ("MLA", "multi-head attention of as many heads", lambda plan: plan.shape.is_latent),
    ("expert sparsity", "a model of equal loss without experts", lambda plan: plan.shape.is_moe),
    ("FP8", "matrix products at 16 bits", lambda plan: plan.said.get("bits", 16) < 16),
    ("multi-token prediction", "one token predicted at a time", lambda plan: plan.shape.mtp_depth > 0),
    ("DualPipe", "1F1B on the same stages", lambda plan: plan.said.get("schedule") == DUALPIPE),
    ("node-limited routing", "every expert open to every token",
     lambda plan: plan.shape.is_moe and plan.said.get("ep", 1) > 1),
)



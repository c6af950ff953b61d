"""What a sweep can do with an item: one function a task, called in whatever process or machine works on the chunk."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from oncurve.api import World
from oncurve.basis.errors import BadInput, OncurveError
from oncurve.basis.inputs import DEFAULT_DRAWS, DEFAULT_SEED

__all__ = ["TASKS", "WorldSpec", "work_on"]

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorldSpec:
    """The world of which a sweep asks, as plain data that another machine can make it from.

    Args:
        as_of: the day, as ISO text; "" is today.
        facts: folders of the user's own facts; a cluster must see them under the same names.
        settings: name and value of inputs.
        seed: of the draws.
        draws: how many.
        dollars: a year, for real dollars; 0 for nominal.
        imported: the folder of the index of imported data, "" for none.
    """

    as_of: str = ""
    facts: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    seed: int = DEFAULT_SEED
    draws: int = DEFAULT_DRAWS
    dollars: int = 0
    imported: str = ""

    @classmethod
    def of(cls, world: World) -> WorldSpec:
        """The description of a world."""
        return cls(world.as_of.isoformat() if world.as_of else "", tuple(str(each) for each in world.folders),
                   tuple(sorted(world.settings.items())), world.draws.seed, world.draws.n, world.dollars or 0,
                   "" if world.imported is None else str(world.imported))

    def world(self) -> World:
        """The world that it describes."""
        return _world(self)


@functools.lru_cache(maxsize=2)
def _world(spec: WorldSpec) -> World:
    """A world is kept by the process that works on chunk after chunk."""
    return World(spec.as_of or None, facts=spec.facts, settings=dict(spec.settings), seed=spec.seed, draws=spec.draws,
                 dollars=spec.dollars or None, imported=spec.imported or None)


def audit(world: World, item: Item) -> Item:
    """Audit an article: `text`, or the `path` of a file, and its day `published`, if known."""
    if "path" in item:
        return world.check(Path(str(item["path"])), published=item.get("published")).to_dict()
    if not isinstance(item.get("text"), str):
        raise BadInput("there is no string `text`", hint='Write {"id": …, "published": …, "text": …} a line.')
    return world.check_text(item["text"], published=item.get("published")).to_dict()


def layouts(world: World, item: Item) -> Item:
    """The best layouts of `model` on so many `chips` of the kinds `chip`; `top` and `precision` as in the command."""
    kinds = item.get("chip", ())
    asked = {name: item[name] for name in ("chips", "top", "layout", "precision") if name in item}
    return world.layouts(str(item.get("model", "")), chip=(kinds,) if isinstance(kinds, str) else tuple(kinds),
                         **asked).to_dict()


def scenario(world: World, item: Item) -> Item:
    """What follows from the scenario `name` up to the day `until`, with `settings` of its own."""
    answer = _with(world, item).scenario(*_names(item), until=item.get("until"))
    found: Item = answer.to_dict()
    return found


def backtest(world: World, item: Item) -> Item:
    """Past forecasts of `what` against what came."""
    return _with(world, item).backtest(item.get("what")).to_dict()


def cost(world: World, item: Item) -> Item:
    """What training `model` cost, with `settings` of its own."""
    return _with(world, item).cost(str(item.get("model", "")), drivers=False).to_dict()


def _names(item: Item) -> tuple[str, ...]:
    names = item.get("name", ())
    return (names,) if isinstance(names, str) else tuple(names)


def _with(world: World, item: Item) -> World:
    """The world under the settings of an item."""
    settings = item.get("settings")
    if not settings:
        return world
    return cast(World, world.setting({**world.settings, **{str(name): str(value) for name, value in settings.items()}}))


#: the tasks by name
TASKS: dict[str, Callable[[World, Item], Item]] = {
    "audit": audit, "backtest": backtest, "cost": cost, "layouts": layouts, "scenario": scenario,
}


def work_on(task: str, spec: WorldSpec, items: Sequence[Item]) -> list[str]:
    """One line of JSON for each item, in order; one that fails gives its error and stops nothing.

    Args:
        task: its name.
        spec: the world.
        items: what to work on, each with an `id`.
    """
    do = TASKS[task]
    lines = []
    for item in items:
        told: Item = {"id": item.get("id")}
        try:
            told |= do(spec.world(), item)
        except OncurveError as error:
            told |= error.to_dict()
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            what = f"oncurve met a fault of its own ({type(error).__name__}: {str(error)[:200]})"
            told |= OncurveError(what, "", "Report it with this item.").to_dict()
        lines.append(json.dumps(told, ensure_ascii=False, allow_nan=False, default=str))
    return lines

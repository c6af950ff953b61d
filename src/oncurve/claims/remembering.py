"""The facts of a day as one audit asks them: what a model cost is worked out once, and kept for the next article."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, cast
from weakref import ref

from oncurve.basis.errors import MissingFact
from oncurve.basis.inputs import Draws
from oncurve.claims.check.reading import World

if TYPE_CHECKING:
    from oncurve.scenario.scenario import Model

__all__ = ["Remembering"]

#: the answers worked out last, of all worlds: articles of a day speak of the same models
_LAST: OrderedDict[tuple[Any, ...], tuple[ref[World], Any]] = OrderedDict()
_MOST = 24


class Remembering:
    """The facts of a day, asked about one article: what a model cost is worked out once.

    Args:
        world: what is known.
        day: the day that the article speaks from, where it is not the world's.
    """

    def __init__(self, world: World, day: dt.date | None = None) -> None:
        self._world = world
        self.catalogue = world.catalogue
        self.draws = world.draws
        self.as_of: dt.date | None = day or world.as_of
        self._known: dict[tuple[Any, ...], Any] = {}

    @property
    def settings(self) -> Mapping[str, str]:
        """What the user set."""
        return self._world.settings

    def setting(self, chosen: Mapping[str, str]) -> World:
        """The same facts with other settings."""
        return self._world.setting(chosen)

    def cost(self, model: str, *, hide: Collection[str] = (), drivers: bool = True) -> Any:
        """The training cost of a model."""
        return self._once(("cost", model, frozenset(hide), drivers),
                          lambda: self._set(lambda world: world.cost(model, hide=hide, drivers=drivers)))

    def compute(self, model: str, *, hide: Collection[str] = ()) -> Any:
        """The training compute of a model."""
        return self._once(("compute", model, frozenset(hide)),
                          lambda: self._set(lambda world: world.compute(model, hide=hide)))

    def simulate(self, model: str, *, hide: Collection[str] = (), **asked: Any) -> Any:
        """The simulated training run of a model, by what is known now."""
        return self._once(("simulate", model, frozenset(hide), *sorted(asked.items())),
                          lambda: self._set(lambda world: world.simulate(model, hide=hide, **asked)))

    def lag(self, subject: str, *, behind: str, rivals: bool = True) -> Any:
        """The months by which one side trails another, as of the day that the article speaks from."""
        from oncurve.answers.lag import lag

        return self._once(("lag", subject, behind, rivals, self.as_of),
                          lambda: lag(self.catalogue, subject, behind, draws=self.draws, as_of=self.as_of,
                                      rivals=rivals))

    def scenarios(self, draws: int) -> Model:
        """The scenario model on so many draws; its runs are made when asked for, and kept with it."""
        from oncurve.scenario.scenario import LAST, Model

        return cast("Model", self._once(("scenarios", draws), lambda: Model(
            self.catalogue, Draws(self.draws.seed, draws), LAST)))

    def _set(self, ask: Callable[[World], Any]) -> Any:
        """The answer with those of the user's settings that are inputs of the question: an article asks many."""
        if not self.settings:
            return ask(self._world)
        plain = ask(self._world.setting({}))
        names = {name for given in plain.inputs() for name in (given.key, given.name)}
        own = {name: text for name, text in self.settings.items() if name in names}
        return ask(self._world.setting(own)) if own else plain

    def export(self, chip: str, *, to: str, hq: str | None = None, on: str | dt.date | None = None,
               **columns: str) -> Any:
        """Which export rule applies on a day."""
        return self._world.export(chip, to=to, hq=hq, on=on, **columns)

    def _once(self, key: tuple[Any, ...], work: Callable[[], Any]) -> Any:
        if key not in self._known:
            try:
                self._known[key] = _worked_out(self._world, (*key, *self.settings.items()), work), None
            except MissingFact as missing:
                self._known[key] = None, missing
        found, problem = self._known[key]
        if problem is not None:
            raise problem
        return found


def _worked_out(world: World, key: tuple[Any, ...], work: Callable[[], Any]) -> Any:
    """What was worked out of a world's facts for an earlier article, or is now."""
    place = id(world), *key
    kept = _LAST.pop(place, None)
    # the world may be another one, at the place where an older one was
    _LAST[place] = kept = kept if kept is not None and kept[0]() is world else (ref(world), work())
    while len(_LAST) > _MOST:
        _LAST.popitem(last=False)
    return kept[1]

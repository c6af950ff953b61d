"""What is known of one training run: its facts, less those that are hidden, its chip and its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.span import add_months
from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue

__all__ = ["DEVELOPER", "Run", "RunDays", "best_of"]

#: Kinds by how near they are to the run itself.
_RANK = {"measured": 0, "reported": 0, "enacted": 0, "estimated": 1, "assumed": 2, "forecast": 3, "imputed": 4}
#: Kinds that somebody who saw the run gives.
DEVELOPER = ("measured", "reported")
#: Hiding one kind of report hides what is worked out from it: words of `derivation` and `method`.
_DERIVED = {"chip_hours": ("hour", "hardware", "chips", "utilisation"), "cost": ("cost", "dollar"),
            "chips": ("chips",), "training_time": ("time", "days"), "flop": ("flop",)}
_MONTHS_BEFORE_RELEASE = "months_before_release"
_MID_MONTH = 15


class RunDays(Struct, frozen=True):
    """First and last day of a run; `inferred` says in words what was worked out, and from what."""

    start: dt.date
    end: dt.date
    inferred: str = ""


def best_of(facts: Iterable[Fact]) -> Fact | None:
    """The value nearest the run: the developer's before estimates, primary before others, newest first."""
    return min(facts, key=_distance, default=None)


def _distance(fact: Fact) -> tuple[int, bool, int]:
    return _RANK[fact.kind], not fact.detail.get("primary"), -fact.known.toordinal()


@dataclass
class Run:
    """The final training run of a model.

    Args:
        catalogue: the facts known by its day.
        model: the model that was trained.
        hide: kinds of report to leave out (`cost`, `chip_hours`, `flop`, `chips`, `training_time`, `mfu`,
            `tokens`, `parameters`), with all that is derived from them, or `source:ID` for one work.
    """

    catalogue: Catalogue
    model: Model
    hide: frozenset[str] = field(default_factory=frozenset)
    _best: dict[str, Fact | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_name = self._named()

    def _named(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        dead = [(f.name, f.detail["supersedes"], f.known) for f in self.model.facts if "supersedes" in f.detail]
        for fact in self.model.facts:
            if dead and any(fact.name == name and fact.source == source and fact.known < known
                            for name, source, known in dead):
                continue
            if not (self.hide and self._hidden(fact)):
                found.setdefault(fact.name, []).append(fact)
        return found

    def _hidden(self, fact: Fact) -> bool:
        if fact.name.partition(".")[0] in self.hide or f"source:{fact.source}" in self.hide:
            return True
        if "cost" in self.hide and (fact.detail.get("from_cost") or "rate" in fact.detail):
            return True
        told = f"{fact.detail.get('derivation', '')} {fact.detail.get('method', '')}".lower()
        return any(word in told for kind in self.hide for word in _DERIVED.get(kind, ())) if told.strip() else False

    def facts(self, name: str) -> list[Fact]:
        """All rival values of `name` that are not hidden."""
        return self._by_name.get(name, [])

    def fact(self, name: str) -> Fact | None:
        """The value of `name` nearest the run, or None."""
        if name not in self._best:
            self._best[name] = best_of(self._by_name.get(name, ()))
        return self._best[name]

    def under(self, prefix: str) -> dict[str, Fact]:
        """The best value of each name under `prefix.`, by the rest of the name."""
        cut = len(prefix) + 1
        return {name[cut:]: fact for name in self._by_name if name.startswith(f"{prefix}.")
                if (fact := self.fact(name)) is not None}

    @cached_property
    def base(self) -> Model | None:
        """The model that the run started from, where it did not start from nothing."""
        return self.catalogue.models.get(self.model.base) if self.model.base else None

    @cached_property
    def chip_fact(self) -> Fact | None:
        """The fact that names the chip."""
        named = self.fact("training_chip")
        if named is not None:
            return named
        for prefix in ("chip_hours", "chips"):
            for fact in self.under(prefix).values():
                if "chip" in fact.detail:
                    return fact
        return None

    @cached_property
    def chip(self) -> Chip | None:
        """The chip that it ran on, where that is known."""
        fact = self.chip_fact
        if fact is None:
            return None
        name = str(fact.detail.get("chip") or fact.amount)
        return self.catalogue.chips.get(name)

    @cached_property
    def precision(self) -> str:
        """The format of most multiplications: `bf16` where nothing else is stated."""
        fact = self.fact("training_precision")
        stated = str(fact.amount) if fact is not None else ""
        return {"fp16": "bf16", "bfloat16": "bf16"}.get(stated, stated) or "bf16"

    @cached_property
    def days(self) -> RunDays | None:
        """First and last day, as far as they are known; None where not even a release is."""
        start, end = self.fact("training_date.start"), self.fact("training_date.end")
        inferred = []
        last = _middle(end)
        if last is None:
            release = self.fact("release_date") or self.fact("announced_date")
            if release is None:
                return None
            months = self.catalogue.assumptions[_MONTHS_BEFORE_RELEASE].amount
            last = add_months(release.date, -round(months))
            inferred.append(f"its end from the release on {release.date}")
        first = _middle(start)
        if first is None or first > last:
            length = self.fact("training_time.pretraining") or self.fact("training_time.final_run")
            first = last - dt.timedelta(days=round(length.number)) if length is not None else add_months(last, -3)
            inferred.append("its start from its length" if length is not None else "its start as three months earlier")
        return RunDays(first, last, " and ".join(inferred))


def _middle(fact: Fact | None) -> dt.date | None:
    """The day a dated fact names: the middle of its span where it gives one, of the month where no day is given."""
    if fact is None:
        return None
    if fact.span.start is not None and fact.span.end is not None:
        return fact.span.middle
    day = fact.date
    return day.replace(day=_MID_MONTH) if str(fact.amount).count("-") == 1 else day

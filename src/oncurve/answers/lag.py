"""Months by which one model, country or kind of weights trails another, under every definition there is data for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from oncurve.answers.near import nearest
from oncurve.answers.record_runs import CLOSE, WIDEST
from oncurve.answers.skill import place_of_model
from oncurve.basis.errors import BadUsage, MissingFact, UnknownName
from oncurve.basis.estimate import Estimate, quantiles, significant
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.span import DAYS_A_MONTH
from oncurve.basis.spread import Array, Exactly, Joint
from oncurve.capability.lag import Side, at_release, crossing, crossing_rival, day_average, trend_lag
from oncurve.capability.shipped import ANCHORS, SOURCE, ScoredModel, Shipped, load_shipped, shipped_table
from oncurve.catalog.read import Catalogue

if TYPE_CHECKING:
    from oncurve.capability.ho2025 import OneDimension

__all__ = ["MEASURES", "LagAnswer", "LagMeasure", "lag"]

MEASURES = ("crossing", "tolerance", "trend", "training_date", "horizon", "benchmark", "day_average", "at_release")

_TABLE_ENDS = dt.date(2025, 12, 3)
_KINDS = {"open": "open", "open-weight": "open", "open weights": "open", "closed": "closed", "proprietary": "closed"}
_LAG = "months_before_release"
_HORIZON = "metr-time-horizon"
Flags = npt.NDArray[np.bool_]


class LagMeasure(Struct, frozen=True):
    """One definition of a lag, computed.

    Args:
        measure: its name.
        definition: what it is, in words.
        estimate: months; positive where the asker trails.
        rivals: values of the same by other methods.
        reached: the models that the crossing falls on, with their share of the draws.
    """

    measure: str
    definition: str
    estimate: Estimate
    rivals: tuple[dict[str, Any], ...] = ()
    reached: tuple[dict[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        sample = self.estimate.values()
        chances = {"ahead": float(np.mean(sample < 0)), "at least 6 months": float(np.mean(sample >= 6)),
                   "7 to 10 months": float(np.mean((sample >= 7) & (sample <= 10))),
                   "at least 12 months": float(np.mean(sample >= 12))}
        return {"measure": self.measure, "definition": self.definition, "estimate": self.estimate.to_dict(),
                "probability_of": {name: significant(value, 3) for name, value in chances.items()},
                "rivals": list(self.rivals), "reached": list(self.reached)}


class LagAnswer(Struct, frozen=True):
    """Every measure of one lag, side by side and never merged.

    Args:
        subject: who trails.
        behind: whom.
        measures: one row a definition.
        warnings: what a reader should know.
    """

    subject: str
    behind: str
    measures: tuple[LagMeasure, ...]
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"subject": self.subject, "behind": self.behind, "measures": [each.to_dict() for each in self.measures],
                "warnings": list(self.warnings)}


class _Question(Struct):
    catalogue: Catalogue
    draws: Draws
    shipped: Shipped
    until: dt.date
    subject: str
    behind: str
    rivals: bool = True
    thin: set[str] = field(default_factory=set)

    @property
    def days(self) -> Array:
        return np.asarray([model.date.toordinal() for model in self.shipped.models], dtype=np.float64)

    @property
    def out(self) -> Flags:
        """Which models were released by the day of the question."""
        return np.asarray([model.date <= self.until for model in self.shipped.models], dtype=np.bool_)

    def members(self, name: str, *, firm: bool = True) -> Flags:
        """The models of a side by its name, without those whose skill is hardly known."""
        found = _members(self.shipped, self.catalogue, name) & self.out
        if firm and found.sum() > 2:
            vague = found & (_widths() > WIDEST)
            self.thin |= {self.shipped.models[place].name for place in np.flatnonzero(vague)}
            found &= ~vague
        if not found.any():
            raise MissingFact(name, "scores of its models in the table by that day",
                              "`oncurve capability` lists the models that have scores.")
        return found

    def side(self, which: Flags, skill: Array) -> Side:
        return Side.of(skill[:, which], self.days[which])


@cache
def _widths() -> Array:
    """Width of the 90% interval of each model's skill, in points of the index."""
    skill = np.sort(load_shipped().skill["all"], axis=0)
    return np.asarray(skill[int(0.95 * len(skill))] - skill[int(0.05 * len(skill))])


def _members(shipped: Shipped, catalogue: Catalogue, name: str) -> Flags:
    models = shipped.models
    kind = _KINDS.get(name.lower())
    if kind is not None:
        return np.asarray([model.openness == kind for model in models], dtype=np.bool_)
    country = _country(catalogue, name)
    if country is not None:
        return np.asarray([_home(catalogue, model) == country for model in models], dtype=np.bool_)
    by_maker = _maker(catalogue, name)
    if by_maker is not None:
        return np.asarray([_maker(catalogue, model.organisation) == by_maker for model in models], dtype=np.bool_)
    mine = place_of_model(shipped, catalogue, name)
    return np.asarray(np.arange(len(models)) == mine, dtype=np.bool_)


def _country(catalogue: Catalogue, name: str) -> str | None:
    return catalogue.places.id_of(name)


def _home(catalogue: Catalogue, model: ScoredModel) -> str:
    """The country of a model as the catalogue has it, or of its maker; "" where it has neither."""
    if model.id:
        return catalogue.models[model.id].country
    maker = catalogue.organisations.id_of(model.organisation)
    return catalogue.organisations[maker].country if maker else ""


def _maker(catalogue: Catalogue, name: str) -> str | None:
    return catalogue.organisations.id_of(name)


def lag(catalogue: Catalogue, subject: str, behind: str, *, draws: Draws, as_of: dt.date | None = None,
        measure: str | None = None, rivals: bool = True) -> LagAnswer:
    """Months by which `subject` trails `behind`.

    Args:
        catalogue: for names, dates of training and assumptions.
        subject: a model, a country, an organisation, `open` or `closed`.
        behind: the same.
        draws: columns for the dates of training.
        as_of: use models released by that day; None is the end of the table.
        measure: one of `MEASURES`, or `benchmark:NAME`; None is every one there is data for.
        rivals: whether to set the values of rival methods beside, which takes most of the time.

    Raises:
        UnknownName: a name, or a measure, is not known.
        MissingFact: a side has no scored model.
    """
    shipped = load_shipped()
    until = min(as_of, _TABLE_ENDS) if as_of is not None else _TABLE_ENDS
    asked = _Question(catalogue, draws, shipped, until, subject, behind, rivals)
    wanted = (measure or "").split(":")[0]
    if measure and wanted not in MEASURES:
        raise UnknownName("measure of a lag", measure, nearest(wanted, MEASURES), known=MEASURES)
    ours, theirs = asked.members(subject), asked.members(behind)
    theirs &= ~ours
    if not theirs.any():
        raise BadUsage(f"{subject} and {behind} are the same models", "", "Name two sides that differ.")
    single = ours.sum() == 1
    made = _of_model(asked, int(np.flatnonzero(ours)[0]), theirs) if single else _of_sides(asked, ours, theirs)
    rows = tuple(row for row in made if not measure or row.measure == measure
                 or (wanted == "benchmark" and row.measure.startswith("benchmark")
                     and measure.lower() in (wanted, row.measure.lower())))
    if not rows:
        raise MissingFact(f"{subject} behind {behind}", f"what the measure {measure!r} needs",
                          "Leave out --measure to see every measure there is data for.")
    return LagAnswer(subject, behind, rows, _warnings(asked, as_of))


def _warnings(asked: _Question, as_of: dt.date | None) -> tuple[str, ...]:
    found = []
    if as_of is not None and as_of < _TABLE_ENDS:
        found.append("the scale was fitted to scores known by December 2025")
    if as_of is None or as_of > _TABLE_ENDS:
        found.append(f"the table of scores ends on {_TABLE_ENDS.isoformat()}; later models are not in it")
    if asked.thin:
        found.append(f"left out of the sides, for their skill is hardly known: {', '.join(sorted(asked.thin))}")
    return tuple(found)


def _estimate(months: Array, basis: Sequence[Input], method: str, *more: str) -> Estimate:
    low, middle, high = (float(value) for value in quantiles(np.asarray(months, dtype=np.float64)))
    none = float(np.mean(~np.isfinite(months)))
    warnings = (*more, f"in {none:.0%} of the draws no rival had come as far") if none else more
    return Estimate(middle, low, high, "months", tuple(basis), method=method, warnings=warnings,
                    draws=np.asarray(months, dtype=np.float64))


def _skill_input(asked: _Question, place: int) -> Input:
    model = asked.shipped.models[place]
    fact = Fact(model.id or model.name, "capability", float(asked.shipped.centre[place]), "index", "estimated",
                _TABLE_ENDS, SOURCE, "fitted to its scores")
    return Input("capability", "index", Joint(asked.shipped.skill["all"][:, place]), model.id or model.name, fact)


def _date_input(asked: _Question, place: int) -> Input:
    model = asked.shipped.models[place]
    fact = Fact(model.id or model.name, "release_date", model.date.isoformat(), "date", "reported", model.date, SOURCE,
                "model versions")
    return Input("release_date", "date", Exactly(float(model.date.toordinal())), model.id or model.name, fact)


def _of_model(asked: _Question, place: int, theirs: Flags) -> Iterator[LagMeasure]:
    """The measures of one model against a side."""
    shipped, day = asked.shipped, float(asked.days[place])
    own, rivals = shipped.skill["all"][:, place], asked.side(theirs, shipped.skill["all"])
    order = np.flatnonzero(theirs)[np.argsort(asked.days[theirs], kind="stable")]
    basis = [_skill_input(asked, place), _date_input(asked, place)]
    first = crossing_rival(own, rivals)
    reached = _reached(asked, first, order)
    values, counts = _counted(first[first >= 0])
    named = [_date_input(asked, int(order[value])) for value in values[np.argsort(-counts, kind="stable")][:2]]
    label, behind = shipped.models[place].name, asked.behind
    public = _public(asked, place, theirs) if asked.rivals else ()
    yield LagMeasure("crossing", f"from the first release of {behind} at least as capable to that of {label}",
                     _estimate(crossing(own, day, rivals), [*basis, *named], "on every draw of the index"),
                     public[:1], reached)
    close = crossing(own, day, rivals, tolerance=CLOSE)
    near = _reached(asked, crossing_rival(own - CLOSE, rivals), order)
    words = f"from the first release of {behind} within {CLOSE:g} points of {label} or above"
    yield LagMeasure("tolerance", words,
                     _estimate(close, basis, "on every draw of the index"), public[1:2], near)
    if rivals.days.size > 2:
        yield LagMeasure("trend", f"from the line through the records of {behind}, where it reaches {label}'s level",
                         _estimate(trend_lag(own, day, rivals), basis, "line through each draw's records"),
                         public[2:])
    trained = _by_training(asked, place, order, first)
    if trained is not None:
        yield trained
    yield from _by_horizon(asked, place, theirs)
    yield from _by_benchmark(asked, place, theirs)


def _counted(first: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The distinct places (-1 for none), lowest first, and how often each stands there."""
    counts = np.bincount(first + 1)
    values = np.flatnonzero(counts)
    return values - 1, counts[values]


def _reached(asked: _Question, first: npt.NDArray[np.intp], order: npt.NDArray[np.intp]) -> tuple[dict[str, Any], ...]:
    values, counts = _counted(first)
    rows = []
    for value, count in sorted(zip(values, counts, strict=True), key=lambda pair: -pair[1])[:4]:
        model = asked.shipped.models[order[value]] if value >= 0 else None
        rows.append({"model": model.name if model else None, "date": model.date.isoformat() if model else None,
                     "share": significant(float(count) / first.size, 3)})
    return tuple(rows)


@lru_cache(maxsize=1)
def _public_fit() -> OneDimension:
    """The public fit of the shipped table."""
    from oncurve.capability.ho2025 import fit_ho2025

    return fit_ho2025(shipped_table())


def _public(asked: _Question, place: int, theirs: Flags) -> tuple[dict[str, Any], ...]:
    """Crossing, tolerance and trend by the public one-dimensional fit."""
    table, fit = shipped_table(), _public_fit()
    places = [table.models.index(model.name) for model in asked.shipped.models]
    low, high = (fit.capability[table.models.index(name)] for name, _ in ANCHORS)
    skill = (fit.capability[places] - low) / (high - low) * (ANCHORS[1][1] - ANCHORS[0][1])
    rivals, own = asked.side(theirs, skill[None]), skill[place:place + 1]
    day = float(asked.days[place])
    found = [crossing(own, day, rivals), crossing(own, day, rivals, tolerance=CLOSE)]
    if rivals.days.size > 2:
        found.append(trend_lag(own, day, rivals))
    return tuple({"source": "ho2025", "months": significant(float(value[0]), 4) if np.isfinite(value[0]) else None,
                  "definition": "by the public one-dimensional fit, without uncertainty"} for value in found)


def _training_days(asked: _Question, place: int) -> tuple[Array, Input] | None:
    """Draws of the day on which a model's training ended, as a source says or reckoned back from the release."""
    model = asked.shipped.models[place]
    if _LAG not in asked.catalogue.assumptions:
        return None
    assumed = Input.of_assumption(asked.catalogue.assumptions[_LAG], about=model.id or model.name)
    months = np.broadcast_to(np.asarray(asked.draws.values(assumed)), (asked.draws.n,))
    count = asked.shipped.skill["all"].shape[0]
    return model.date.toordinal() - np.resize(months, count) * DAYS_A_MONTH, assumed


def _by_training(asked: _Question, place: int, order: npt.NDArray[np.intp],
                 first: npt.NDArray[np.intp]) -> LagMeasure | None:
    own = _training_days(asked, place)
    theirs = {int(value): _training_days(asked, int(order[value])) for value in _counted(first[first >= 0])[0]}
    if own is None or not theirs or any(each is None for each in theirs.values()):
        return None
    months = np.full(first.size, -np.inf)
    for value, found in theirs.items():
        assert found is not None
        mine = first == value
        months[mine] = (own[0][mine] - found[0][mine]) / DAYS_A_MONTH
    basis = [_skill_input(asked, place), own[1]]
    label = asked.shipped.models[place].name
    return LagMeasure("training_date",
                      f"between the ends of training of the first of {asked.behind} at least as capable and of {label}",
                      _estimate(months, basis, "releases, each less the usual months before"))


def _by_horizon(asked: _Question, place: int, theirs: Flags) -> Iterator[LagMeasure]:
    """On METR's time horizons, where the facts at hand hold them."""
    held = {row.model: row.amount for row in asked.catalogue.scores if row.benchmark == _HORIZON}
    models = asked.shipped.models
    rivals = [number for number in np.flatnonzero(theirs) if models[number].id in held]
    if models[place].id in held and rivals:
        side = Side.of(np.asarray([[held[models[number].id] for number in rivals]]), asked.days[rivals])
        months = crossing(np.asarray([held[models[place].id]]), float(asked.days[place]), side)
        yield LagMeasure("horizon", f"from the first release of {asked.behind} with as long a time horizon",
                         _estimate(np.repeat(months, 2), [_date_input(asked, place)], "as measured"))


def _by_benchmark(asked: _Question, place: int, theirs: Flags) -> Iterator[LagMeasure]:
    """On each benchmark alone, as scored."""
    table = shipped_table()
    models = {name: number for number, name in enumerate(table.models)}
    scores: Mapping[str, dict[int, float]] = {name: {} for name in table.benchmarks}
    for m, b, y in zip(table.model, table.benchmark, table.score, strict=True):
        scores[table.benchmarks[b]][int(m)] = float(y)
    me = models[asked.shipped.models[place].name]
    for name in sorted(scores):
        mine = scores[name]
        rivals = [number for number in np.flatnonzero(theirs) if models[asked.shipped.models[number].name] in mine]
        if me not in mine or not rivals:
            continue
        shares = np.asarray([[mine[models[asked.shipped.models[number].name]] for number in rivals]])
        side = Side.of(shares, asked.days[rivals])
        months = crossing(np.asarray([mine[me]]), float(asked.days[place]), side)
        yield LagMeasure(f"benchmark:{name}", f"from the first release of {asked.behind} that scored as high on {name}",
                         _estimate(np.repeat(months, 2), [_date_input(asked, place)], "as scored"))


def _of_sides(asked: _Question, ours: Flags, theirs: Flags) -> Iterator[LagMeasure]:
    """The measures of one side against another, over time and now."""
    skill = asked.shipped.skill["all"]
    mine, other = asked.side(ours, skill), asked.side(theirs, skill)
    last = float(min(asked.until.toordinal(), int(asked.days[asked.out].max())))
    table, fit = shipped_table(), _public_fit()
    flat = np.asarray([fit.capability[table.models.index(model.name)] for model in asked.shipped.models])[None]
    whole = asked.members(asked.subject, firm=False)
    rough = asked.side(whole, flat), asked.side(asked.members(asked.behind, firm=False) & ~whole, flat)
    places: list[tuple[str, str, Callable[[Side, Side], Array]]] = [
        ("day_average", "on every day, how old the first model at least as good as the best of that day was, averaged",
         lambda one, two: day_average(one, two, last)),
        ("at_release", "of each model that set a record of its side, on the day it came out, averaged", at_release)]
    for name, words, formula in places:
        value = float(formula(*rough)[0])
        yield LagMeasure(name, words, _estimate(formula(mine, other), [], "on every draw of the index"),
                         ({"source": "ho2025", "months": significant(value, 4) if np.isfinite(value) else None,
                           "definition": "by the public one-dimensional fit, without uncertainty"},))
    best = mine.skill.max(1)
    yield LagMeasure("crossing", "from the first model of the other side as good as the best of this side, to the day",
                     _estimate(crossing(best, last, other), [], "on every draw of the index"))
    if other.days.size > 2:
        yield LagMeasure("trend", "from the line through the other side's records, where it reaches this side's best",
                         _estimate(trend_lag(best, last, other), [], "line through each draw's records"))

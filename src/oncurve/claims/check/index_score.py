"""Scores that the capability index expects of a model, where nobody has tested it or to set beside those who have."""

from __future__ import annotations

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Z90, Normal
from oncurve.capability.shipped import SOURCE, load_shipped
from oncurve.catalog.model import Model
from oncurve.claims.check.reading import Openness, Reading, World

__all__ = ["expected_score"]

_PERCENT = 100.0


def expected_score(model: Model, benchmark: str, world: World, open_: Openness) -> Reading | None:
    """The score that a model's other scores let one expect, with the interval of a new test; None without scores.

    Args:
        model: of the catalogue.
        benchmark: id of the benchmark.
        world: the facts known by a day.
        open_: how open the sentence is to it.
    """
    shipped = load_shipped()
    place = shipped.place(model.id)
    column = next((number for number, name in enumerate(shipped.benchmarks)
                   if world.catalogue.benchmarks.id_of(name) == benchmark), None)
    if place is None or column is None or (world.as_of is not None and shipped.models[place].date > world.as_of):
        return None
    middle, width = float(shipped.expected[place, column]), Z90 * float(shipped.width[place, column])
    low, high = max(middle - width, 0.0), min(middle + width, _PERCENT)
    fact = Fact(model.id, f"score.{benchmark}", middle, "percent", "imputed", shipped.models[place].date, SOURCE,
                "expected from its scores on other benchmarks", low, high)
    given = Input("expected_score", "percent", Normal(low, middle, high), model.id, fact)
    made = Estimate(middle, low, high, "percent", (given,), method="capability index",
                    warnings=("expected from scores on other benchmarks, not measured",))
    return Reading("index", "the score to expect from its other scores, by the capability index", made, open_,
                   short="expected by the index", indirect=True)

"""Pictures of scenarios: stocks as areas with bands, the lead as a fan, flows as a Sankey diagram, and the tornado."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.chart.vega import Band, Ribbon, band_chart, fan_chart, flow_chart, tornado_chart

if TYPE_CHECKING:
    from oncurve.scenario.scenario import Scenario, ScenarioAnswer, SeriesOf

__all__ = ["charts", "write_charts"]

_WAYS = (("sold_to_china", "sold under the rules"), ("smuggled", "smuggled"), ("made_in_china", "made in China"))
_MOST_BARS = 12


def charts(found: ScenarioAnswer) -> dict[str, dict[str, Any]]:
    """Every picture of an answer as a Vega-Lite spec, by name."""
    made = {
        "lead": fan_chart("Months by which China trails", "months",
                          [_band(each, "lag", each.policy.label or each.policy.name) for each in found.scenarios]),
        "stocks": band_chart("Chips held, in H100-equivalents", "H100-equivalents", _stocks(found)),
        "runs": band_chart("Largest training runs", "FLOP", [
            _band(found.scenarios[0], "largest_run_us", "United States"),
            *(_band(each, "largest_run_cn", f"China, {each.policy.name}") for each in found.scenarios)]),
    }
    for each in found.scenarios:
        came = sum(each.outcomes[name].median for name, _ in _WAYS)
        held = min(each.outcomes["china_held"].median / came, 1.0) if came else 0.0
        ribbons = [Ribbon(words, to, each.outcomes[name].median * share)
                   for to, share in (("held by China", held), ("retired", 1 - held)) for name, words in _WAYS]
        made[f"flows-{each.policy.name}"] = flow_chart(
            f"What reached China by {found.until}, {each.policy.label or each.policy.name}", "H100-equivalents",
            [ribbon for ribbon in ribbons if ribbon.amount > 0])
    if found.tornado:
        middle = found.scenarios[0].outcomes["lag"].median
        bars = [(bar.name, bar.low, bar.high) for bar in found.tornado[:_MOST_BARS]]
        made["tornado"] = tornado_chart(f"What decides the lag on {found.until}", "months", bars, middle)
    return made


def _stocks(found: ScenarioAnswer) -> list[Band]:
    first = found.scenarios[0]
    return [_band(first, "us_held", "US firms named"),
            *(_band(each, "china_held", f"China, {each.policy.name}") for each in found.scenarios)]


def _band(each: Scenario, name: str, words: str) -> Band:
    row: SeriesOf = next(row for row in each.series if row.name == name)
    return Band(words, [day.isoformat() for day in row.dates], row.median, row.low, row.high)


def write_charts(found: ScenarioAnswer, folder: str) -> list[Path]:
    """Write every picture to a folder as `NAME.vl.json`; the paths.

    Raises:
        BadUsage: the folder cannot be written.
    """
    place = Path(folder)
    paths = []
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, spec in charts(found).items():
            path = place / f"{name}.vl.json"
            path.write_text(json.dumps(spec, ensure_ascii=False, allow_nan=False), encoding="utf-8")
            paths.append(path)
    except OSError as error:
        what = f"The pictures cannot be written to {folder} ({error.strerror})"
        raise BadUsage(what, "", "Name another folder.") from None
    return paths

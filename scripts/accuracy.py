"""Writes the tables of docs/accuracy.md that are worked out from the catalogue: `python scripts/accuracy.py`.

Each table stands between a pair of marks, `<!-- cost -->` and `<!-- /cost -->`; what stands around them is left alone.
"""

from __future__ import annotations

import re
from pathlib import Path

from oncurve.answers.backtest import Backtest, backtest, binomial_band, by_days, by_shipped_intervals
from oncurve.catalog.read import Catalogue

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"


def cost_tables(catalogue: Catalogue) -> str:
    """How well chip-hours are predicted, by quality of evidence, and run by run."""
    left_out, days = backtest(catalogue), by_days(catalogue)
    low, high = binomial_band(left_out.n)
    inside = sum(row.inside for row in left_out.rows)
    told = (
        f"{left_out.n} independent runs, each with its own report hidden: the 90% interval holds the reported "
        f"chip-hours of {inside} ({left_out.coverage:.1%}; chance allows {low} to {high}). Mean log interval score "
        f"{left_out.score:.2f}, against {left_out.rival_score:.2f} of one factor for all "
        f"({left_out.factor[0]:g}x to {left_out.factor[1]:g}x): {left_out.skill:.0%} better."
    )
    lines = [
        told, "",
        "| what is known of the run | runs | inside | mean width, high over low | score | one factor for all |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in (left_out, days):
        lines += [_row(quality, each.of_quality(quality)) for quality in sorted({row.quality for row in each.rows})]
    shipped = by_shipped_intervals(catalogue)
    lines.append(_row("the intervals that ship, on the same runs (set with them in view)", shipped))
    lines += ["", "| run | reported, thousand chip-hours | predicted (90% interval) | inside |",
              "| --- | ---: | ---: | :-: |"]
    for row in left_out.rows:
        label = catalogue.models[row.model].label
        lines.append(f"| {label} | {_thousand(row.actual)} | {_thousand(row.median)} ({_thousand(row.low)} to "
                     f"{_thousand(row.high)}) | {'yes' if row.inside else '**no**'} |")
    return "\n".join(lines)


def _row(name: str, found: Backtest) -> str:
    width = sum(row.high / row.low for row in found.rows) / found.n
    inside = sum(row.inside for row in found.rows)
    return f"| {name} | {found.n} | {inside} | {width:.1f}x | {found.score:.2f} | {found.rival_score:.2f} |"


def _thousand(hours: float) -> str:
    return f"{hours / 1000:,.3g}" if hours < 1e6 else f"{float(f'{hours / 1000:.3g}'):,.0f}"


def with_tables(page: str, catalogue: Catalogue) -> str:
    """The page with its tables renewed."""
    for name, table in (("cost", cost_tables(catalogue)),):
        marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        page = marks.sub(lambda match, table=table: f"{match[1]}{table}\n{match[2]}", page)
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), Catalogue.load()), encoding="utf-8")

"""The hindcast of supply and the rebound, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.scenario.hindcast import Hindcast
    from oncurve.scenario.rebound import Rebound

__all__ = ["TARGET_WORDS", "better", "print_rebound", "print_supply_hindcast"]

_A_YEAR = 4
#: what the supply model forecasts, as people say it
TARGET_WORDS = {"": "all", "us_stock": "US stock, H100-equivalents", "china_stock": "China's stock, H100-equivalents",
         "china_sales": "sales to China in the quarter, H100-equivalents", "largest_run": "largest run, FLOP"}


def print_supply_hindcast(found: Hindcast) -> None:
    """Print coverage and skill by target, then the forecasts a year ahead."""
    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short
    from oncurve.scenario.hindcast import TARGETS

    rows = []
    for target in ("", *TARGETS):
        own = [row for row in found.rows if target in ("", row.target)]
        low, high = found.bands[target]
        rows.append({"what": TARGET_WORDS[target], "forecasts": len(own),
                     "in the 90% interval": f"{found.coverage(target):.0%}",
                     "expected": f"{low:.0%} to {high:.0%}", "interval score": better(found.skill(target))})
    print_rows(rows, f"From {found.figures} dated figures published in 2022 to 2024. Expected: where coverage lies "
                     "nine times in ten if errors are as the model says; they hang together, so that they hit or miss "
                     "at once. The score is set against a straight line through the logarithms.")
    ahead = [{"what": TARGET_WORDS[row.target], "known by": str(row.origin), "quarter from": str(row.quarter),
              "foreseen": f"{short(row.median, '')} [{short(row.low, '')} to {short(row.high, '')}]",
              "published later": short(row.came, "")} for row in found.rows if row.ahead == _A_YEAR]
    print_rows(ahead, "The forecasts four quarters ahead; --json has all.")
    terminal().print("Started at the earliest day with five quarters of revenue behind it.")


def better(skill: float) -> str:
    """How much smaller a score is than that of a simple forecast, in words."""
    return f"{abs(skill):.0%} {'better' if skill >= 0 else 'worse'}"


def print_rebound(found: Rebound) -> None:
    """Print spending by quarter, the estimate, and what else may have moved it."""
    from rich.text import Text

    from oncurve.chart.spark import spark
    from oncurve.report.console import terminal
    from oncurve.report.short import short

    console = terminal()
    revenue = [row[1] for row in found.quarters]
    capex = [row[2] for row in found.quarters if row[2] is not None]
    console.print(Text(f"Nvidia's data-centre revenue  {spark(revenue, 0)}  {short(revenue[0], 'USD')} to "
                       f"{short(revenue[-1], 'USD')} a quarter"))
    console.print(Text(f"Capital spending of three     {spark(capex, 0)}  {short(capex[0], 'USD')} to "
                       f"{short(capex[-1], 'USD')} a quarter"))
    console.print(Text(f"Revenue grew {found.spending_growth} while the price of a fixed score fell "
                       f"{found.cost_decline}: use grew by {found.elasticity.median:.2f} percent for each percent that "
                       "the price fell."))
    back = found.rebound
    console.print(Text(f"Rebound {back.median:.0%} [{back.low:.0%} to {back.high:.0%}]: above 100% cheaper models went "
                       "with more spending on chips, not less.", style="bold"))
    console.print(Text(f"In the year before January 2025 revenue grew {found.before:.2f} times, after it at "
                       f"{found.after:.2f} times a year."))
    for each in found.confounders:
        console.print(Text(f"! {each}", style="yellow"))

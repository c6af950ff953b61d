"""Scenarios for the terminal: what each comes to, by quarter and at the end, and what decides between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.scenario.scenario import Decided, Scenario, ScenarioAnswer

__all__ = ["print_policies", "print_scenarios"]

_ROWS = (("lag", "China trails by"), ("lag_from_controls", "of which controls"), ("probability_of_lead", "lead beyond"),
         ("china_held", "held by China"), ("china_usable", "usable by China"), ("us_held", "held by US firms named"),
         ("china_share", "China's share"), ("sold_to_china", "sold to China"), ("smuggled", "smuggled"),
         ("made_in_china", "made in China"), ("china_power", "power of China's chips"),
         ("paid_by_china", "paid by China"), ("duties_borne_by_buyers", "duties, by buyers"),
         ("duties_borne_by_sellers", "duties, by sellers"),
         ("rented_abroad", "rented abroad"), ("largest_run_us", "largest US run, FLOP"),
         ("largest_run_cn", "largest Chinese run, FLOP"))
_WIDTH, _MOST_BARS = 40, 10


def print_policies() -> None:
    """List the scenarios that come with oncurve."""
    from oncurve.report.listing import print_rows
    from oncurve.scenario.policy import SHIPPED, policy_named

    found = [policy_named(name) for name in SHIPPED]
    print_rows([{"scenario": each.name, "what": each.label, "from": str(each.since or "the beginning"),
                 "because": each.because} for each in found],
               "Copy one to write your own: `oncurve scenario FILE.toml`.")


def print_scenarios(found: ScenarioAnswer) -> None:
    """Print each scenario's outcomes with its lag by quarter, then what decides."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short

    console = terminal()
    lags = [row for each in found.scenarios for row in each.series if row.name == "lag"]
    ends = (min(min(row.low) for row in lags), max(max(row.high) for row in lags))
    for each in found.scenarios:
        console.print(Text(f"{each.policy.name}: {each.policy.label}", style="bold"))
        if each.policy.because:
            console.print(Text(each.policy.because, style="dim"))
        _fan(each, ends)
        console.print()
    rows = []
    for name, words in _ROWS:
        told = next((each.outcomes[name].method for each in found.scenarios if name in each.outcomes), "")
        row = {f"on {found.until}": told if name == "probability_of_lead" else words}
        for each in found.scenarios:
            made = each.outcomes.get(name)
            if made is not None:
                ends_words = "" if made.exact else f" [{short(made.low, made.unit)} to {short(made.high, made.unit)}]"
                row[each.policy.name] = (f"{made.median:.0%}" if made.unit == "fraction"
                                         else short(made.median, made.unit)) + ends_words
        if len(row) > 1:
            rows.append(row)
    print_rows(rows, "Medians with 90% intervals; chips in H100-equivalents. --json has every quarter.")
    for decided in found.comparisons:
        console.print(Text(_decided(decided)))
    _deep(found)
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _fan(each: Scenario, ends: tuple[float, float]) -> None:
    from rich.text import Text

    from oncurve.chart.spark import spark
    from oncurve.report.console import terminal

    row = next(row for row in each.series if row.name == "lag")
    console = terminal()
    for words, values in (("95%", row.high), ("lag", row.median), ("5%", row.low)):
        style = "cyan" if words == "lag" else "dim"
        last = f"{values[-1]:.1f} months"
        console.print(Text.assemble(f"  {words:>4} ", (spark(values, *ends), style), f" {last}"), soft_wrap=True)
    years = " ".join(f"{day.year}" for day in row.dates if day.month == 3)
    console.print(Text(f"       {years}"[:_WIDTH * 2], style="dim"), soft_wrap=True)


def _decided(each: Decided) -> str:
    first, second = each.between
    made = each.difference
    words = (f"{first} against {second}: the lag is {made.median:+.1f} months [{made.low:.1f} to {made.high:.1f}]; "
             f"longer in {each.probability:.0%} of draws.")
    if each.flip is None:
        return f"{words} No single assumption turns the order, even at twice its interval."
    inside = "within" if each.flip.inside else "outside"
    return (f"{words} The order turns where {each.flip.name} is {each.flip.flips_at:.3g} ({each.flip.value:.3g} now), "
            f"{inside} its interval.")


def _deep(found: ScenarioAnswer) -> None:
    from rich.text import Text

    from oncurve.chart.spark import tornado_row
    from oncurve.report.console import terminal

    console = terminal()
    if found.tornado:
        bars = found.tornado[:_MOST_BARS]
        ends = (min(min(bar.low, bar.high) for bar in bars), max(max(bar.low, bar.high) for bar in bars))
        middle = found.scenarios[0].outcomes["lag"].median
        console.print(Text(f"Lag at the ends of each input's interval, from {ends[0]:.1f} to {ends[1]:.1f} months, and "
                           "its total share of the variance:"))
        total = {share.name: share for share in found.shares}
        for bar in bars:
            share = total.get(bar.name)
            words = f" {bar.low:5.1f} … {bar.high:5.1f}" + (f"  {share.total:.0%}" if share else "")
            console.print(Text.assemble(f"  {bar.name[:30]:<30} ",
                                        (tornado_row(bar.low, bar.high, ends, middle, _WIDTH), "cyan"), words),
                          soft_wrap=True)
    elif found.drivers:
        named = ", ".join(f"{each.name} {each.share_of_variance:.0%}" for each in found.drivers[:5])
        console.print(Text(f"The lag's interval comes from: {named}", style="dim"))

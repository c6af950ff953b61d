"""Stocks of chips, who is able, and scenarios, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.scenario.holdings import Holdings

__all__ = ["print_stocks"]


def print_stocks(found: Holdings) -> None:
    """Print the reconciled sum with its parts on one axis, then every source's figure."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short

    console = terminal()
    counted = f"H100-equivalents by dense {found.precision} operations"
    if found.reconciled is not None:
        console.print(Text(f"{found.holder} on {found.on}: {found.reconciled} in {counted}"
                           .replace(" chip in", " in"), style="bold"))
        console.print(Text(f"Method: {found.reconciled.method}.", style="dim"))
        _parts(found)
        drivers = ", ".join(f"{each.name} {each.share_of_variance:.0%}" for each in found.reconciled.drivers[:4])
        if drivers:
            console.print(Text(f"Its interval comes from: {drivers}", style="dim"))
        console.print()
    rows = []
    for each in found.series:
        value = each.estimate
        ends = "" if value.exact else f"{short(value.low, value.unit)} to {short(value.high, value.unit)}"
        rows.append({"what": each.measure, "figure": short(value.median, value.unit), "interval": ends,
                     "period": each.period, "source": each.source})
    print_rows(rows, "Rival figures stand side by side; they are no parts of a sum. --json has the notes.")
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _parts(found: Holdings) -> None:
    from rich.text import Text

    from oncurve.chart.text import text_axis, text_strip
    from oncurve.report.console import terminal
    from oncurve.report.marks import axis_of, estimate_mark
    from oncurve.report.short import short

    assert found.reconciled is not None
    console = terminal()
    named = [("in all", found.reconciled), *found.parts]
    marks = [estimate_mark(each, name, short(each.median, each.unit)) for name, each in named]
    axis, width = axis_of(marks, "chip"), 36
    for mark in marks:
        console.print(Text.assemble(f"  {mark.label[:26]:<26} ", (text_strip(mark, axis, width), "cyan"),
                                    f"  {mark.value}"), soft_wrap=True)
    line, words = text_axis(axis, width, lambda tick: short(tick, "chip"))
    console.print(Text(" " * 29 + line, style="dim"), soft_wrap=True)
    console.print(Text(" " * 29 + words, style="dim"), soft_wrap=True)

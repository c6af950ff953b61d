"""What moved between two audits, for the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oncurve.claims.saying import say, say_interval, say_span
from oncurve.report.signs import SIGNS
from oncurve.report.visible import one_line

if TYPE_CHECKING:
    from rich.text import Text

    from oncurve.claims.difference import Difference, Move

__all__ = ["print_difference"]

_HEADS = {"verdict": "Verdicts that moved", "new": "Claims that are new", "gone": "Claims that are gone",
          "estimate": "Estimates that moved"}


def print_difference(found: Difference) -> None:
    """Print every move under its kind, verdicts first, and how many claims stayed as they were."""
    from rich.padding import Padding
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    kind = ""
    for move in found.moves:
        if move.kind != kind:
            kind = move.kind
            console.print(Text(_HEADS[kind], style="bold"))
        console.print(Padding(_words(move), (0, 0, 0, 2), expand=False))
        reason = one_line(str((move.after or {}).get("reason") or ""))
        if move.kind in ("verdict", "new") and reason:
            console.print(Padding(Text(reason, style="dim"), (0, 0, 0, 4), expand=False))
    same = "1 claim is as it was." if found.unchanged == 1 else f"{found.unchanged} claims are as they were."
    console.print(Text(same, style="dim"))


def _words(move: Move) -> Text:
    from rich.text import Text

    place = f"{one_line(move.article)}: " if move.article else ""
    words = Text.assemble(place, (one_line(move.quote), "bold"), f" ({one_line(move.measure).replace('_', ' ')})  ")
    if move.kind == "estimate":
        return words.append(f"{_estimate(move.before)} → {_estimate(move.after)}")
    parts = [_verdict(side) for side in (move.before, move.after) if side is not None]
    return words.append(Text(" → ").join(parts))


def _verdict(side: Mapping[str, Any]) -> Text:
    from rich.text import Text

    sign = SIGNS.get(str(side.get("verdict")))
    return Text(f"{sign.shape} {sign.word}", style=sign.style) if sign else Text(one_line(str(side.get("verdict"))))


def _estimate(side: Mapping[str, Any] | None) -> str:
    made = (side or {}).get("estimate")
    if not isinstance(made, dict):
        return "none"
    low, median, high, unit = (made.get(name) for name in ("low", "median", "high", "unit"))
    if unit == "date" and isinstance(low, str) and isinstance(high, str):
        return say_span(dt.date.fromisoformat(low).toordinal(), dt.date.fromisoformat(high).toordinal())
    if not isinstance(median, int | float):
        return "not known"
    ends = [each for each in (low, high) if isinstance(each, int | float)]
    around = f" ({say_interval(ends[0], ends[1], str(unit))})" if len(ends) == 2 and ends[0] < ends[1] else ""
    return say(median, str(unit)) + around

"""What an import landed, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oncurve.answers.moved import AnswerMove
    from oncurve.answers.public_costs import PublicCosts
    from oncurve.basis.estimate import Estimate
    from oncurve.store.importing import Imported
    from oncurve.store.landing import Landed
    from oncurve.store.vintages import FactMove

__all__ = ["print_imported", "print_moved", "print_public_costs", "print_swept"]

_MOST_FILES = 12


def print_imported(found: Imported) -> None:
    """Print what became of each file, why rows were rejected, what was mended, and how names were matched."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    rows = [_row(each) for each in found.files]
    if len(rows) > _MOST_FILES:
        groups: dict[tuple[str, str], list[Landed]] = {}
        for each in found.files:
            groups.setdefault((each.dataset, each.vintage), []).append(each)
        rows = [_row_of(*group, files) for group, files in groups.items()]
    if rows:
        print_rows(rows, "Every row landed, was there already, or is kept as a reject with its reason.")
    console = terminal()
    for title, attribute in (("Rejected rows", "reasons"), ("Cells mended or left out", "mended")):
        counted = _summed(found.files, attribute)
        if counted:
            console.print(Text(f"{title}: " + ", ".join(f"{name} {times:,}" for name, times in counted.items())))
    for kind, ways in _matched(found.files).items():
        console.print(Text(f"Names of {kind}: " + ", ".join(f"{how} {times:,}" for how, times in ways.items())))
    if found.files:
        console.print(Text(f"Each with its line: {found.files[0].rejects.parent}", style="dim"))
    for file, error in found.failed:
        console.print(Text(f"Not imported: {file}: {error}", style="red"))


def print_moved(before: str, after: str, facts: Sequence[FactMove], answers: Sequence[AnswerMove]) -> None:
    """Print how many facts moved between two vintages, by name, and the costs that moved furthest with them."""
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short

    counted: dict[str, Counter[str]] = {}
    for each in facts:
        counted.setdefault(each.name, Counter())[each.what] += 1
    rows = [{"fact": name, **{what: str(kinds[what]) for what in ("changed", "came", "withdrawn")}}
            for name, kinds in sorted(counted.items(), key=lambda item: -item[1].total())]
    print_rows(rows, f"Facts that moved from {before} to {after}.")
    moved = [each for each in answers if each.factor is not None]
    told = [{"model": each.model, "before": _median(each.before, short), "after": _median(each.after, short),
             "factor": f"{each.factor:.3g}"} for each in moved[:_MOST_FILES]]
    if told:
        print_rows(told, f"The costs that moved furthest, hardware of the run, of {len(moved):,} that moved; "
                         f"{sum(each.before is None for each in answers):,} came and "
                         f"{sum(each.after is None for each in answers):,} lost their basis.")


def _median(estimate: Estimate | None, say: Callable[[float, str], str]) -> str:
    return "" if estimate is None else say(float(estimate.median or 0), "USD")


def print_public_costs(found: PublicCosts) -> None:
    """Print the systems that the public pipeline costs, by date, and those that it cannot."""
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short

    rows = [{"system": each.system, "date": each.date, "chip": each.chip + (" (imputed)" if each.imputed else ""),
             "cost": short(each.real, "USD"),
             "90% interval": f"{short(each.low, 'USD')} to {short(each.high, 'USD')}"}
            for each in found.systems]
    print_rows(rows, f"{len(rows)} systems by the public pipeline of Cottier et al. (2024), in dollars of "
                     f"{found.dollars}. Without a basis: "
                     + "; ".join(f"{name} ({why})" for name, why in found.without))


def print_swept(told: Mapping[str, Any]) -> None:
    """Print what became of a sweep: how much was done, failed or done before, and the verdicts of its claims."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    console.print(Text(f"{told['items']:,} done, {told['failed']:,} of them with an error; {told['resumed']:,} had "
                       f"been done before. Results: {told['folder']}"))
    if told.get("summary"):
        console.print(Text("Claims: " + ", ".join(f"{name} {times:,}" for name, times in told["summary"].items())))
    if "families" in told:
        console.print(Text(f"Families of claims that stand in more than one article: {told['families']:,}"))


def _row(each: Landed) -> dict[str, str]:
    return _row_of(each.file, each.vintage, [each])


def _row_of(name: str, vintage: str, files: list[Landed]) -> dict[str, str]:
    row = {"what": name, "vintage": vintage, "files": str(len(files)),
           "known": max(each.known for each in files).isoformat()}
    for column in ("rows", "landed", "rejected", "unchanged"):
        row[column] = f"{sum(getattr(each, column) for each in files):,}"
    return row


def _summed(files: tuple[Landed, ...], attribute: str) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in files:
        total.update(getattr(each, attribute))
    return dict(total.most_common())


def _matched(files: tuple[Landed, ...]) -> dict[str, dict[str, int]]:
    total: dict[str, Counter[str]] = {}
    for each in files:
        for kind, ways in each.matched.items():
            total.setdefault(kind, Counter()).update(ways)
    return {kind: dict(ways.most_common()) for kind, ways in total.items()}

"""Export answers for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.answers.export_sentence import say_day
from oncurve.answers.export_status import NOT_ADVICE
from oncurve.export.status import plainly
from oncurve.report.export_text import design_text, history_text

if TYPE_CHECKING:
    from rich.console import Console

    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory
    from oncurve.answers.export_status import ExportStatus
    from oncurve.answers.law import LawList

__all__ = ["print_design", "print_history", "print_law", "print_status"]

_MARKS = {True: "yes", False: "no", None: "unknown"}
_MOST_CHIPS = 12


def print_status(answer: ExportStatus) -> None:
    """Print the status with its reasons, margins, what would change it, and its sources."""
    from rich.text import Text

    console = _console()
    plain = answer.to_dict()
    console.print(Text(plain["sentence"], style="bold"))
    console.print()
    table = _table(("test", "value", "limit", "margin", "holds"))
    for row in plain["because"]:
        table.add_row(
            Text(row["test"]), _say(row["value"]), _say(row["limit"]), _say(row["margin"]), _MARKS[row["holds"]]
        )
    console.print(table)
    for line in _more(plain):
        console.print(Text(line))
    for warning in plain["warnings"]:
        console.print(Text(f"! {warning}", style="yellow"))
    _print_sources(console, answer, plain["sources"])
    console.print(Text(NOT_ADVICE, style="dim"))


def _more(plain: dict[str, Any]) -> list[str]:
    lines = [""]
    if plain["classification"]:
        lines.append(f"Classification: {plain['classification']}.")
    lines.append(f"Enforced: {plainly(plain['as_enforced'])}. As written: {plainly(plain['as_written'])}.")
    spec, date = plain["flips"]["spec"], plain["flips"]["date"]
    if spec:
        lines.append(
            f"Nearest change of a figure: {spec['metric']} from {_say(spec['from'])} to {_say(spec['to'])} "
            f"({spec['change']:+.2%}) gives {plainly(spec['status'])}."
        )
    if date["before"]:
        lines.append(f"Until {date['before']['until']}: {plainly(date['before']['status'])}.")
    if date["after"]:
        lines.append(f"From {date['after']['from']}: {plainly(date['after']['status'])}.")
    lines += [f"Also: {each['reading']}: {plainly(each['status'])}." for each in plain["also"]]
    for each in plain["conditions"]:
        lines.append(
            f"Charged: {each['rate']:g}{'%' if each['unit'] == 'percent' else each['unit']} of {each['base']} "
            f"({each['rule']}, {each['name']})."
        )
    lines += [f"At the destination: {each['status']} ({each['rule']})." for each in plain["destination_gate"]]
    return lines


def print_history(history: ExportHistory) -> None:
    """Print the stretches of a chip's status, oldest first."""
    from rich.text import Text

    console = _console()
    buyer = "" if history.headquarters == history.destination else f", buyer headquartered in {history.headquarters}"
    console.print(Text(f"{history.shipment.item.label} to {history.destination}{buyer}", style="bold"))
    console.print(Text(history_text(history, console.width)), no_wrap=True, crop=False)
    console.print()
    table = _table(("from", "until", "status", "as written", "rule"))
    for each in history.stretches:
        written = "" if each.written == each.status else plainly(each.written)
        label = each.label + (f" (announced {each.announced})" if each.announced else "")
        table.add_row(str(each.start), str(each.end or ""), plainly(each.status), written, Text(label))
    console.print(table)
    console.print(Text(NOT_ADVICE, style="dim"))


def print_design(design: ExportDesign) -> None:
    """Print the frontier in both views, and the real chips nearest to it."""
    from rich.text import Text

    console = _console()
    plain = design.to_dict()
    console.print(
        Text(
            f"The most that is {plainly(design.at_most)} or freer, to {design.destination} "
            f"on {say_day(design.shipment.on)}",
            style="bold",
        )
    )
    console.print(Text(design_text(design, console.width)), no_wrap=True, crop=False)
    console.print()
    for key, words in (("by_density", "density (TPP per mm2)"), ("by_dram_bandwidth", "DRAM bandwidth (GB/s)")):
        table = _table((words, "TPP must stay below", "status there", "from that on"))
        for band in plain[key]:
            top = "no limit" if band["unlimited"] else _say(band["tpp_below"] or 0)
            span = (
                f"{_say(band['from'])} to {_say(band['to'])}"
                if band["to"] is not None
                else f"{_say(band['from'])} and more"
            )
            table.add_row(span, top, plainly(band["status"] or "none"), plainly(band["from_there"] or ""))
        console.print(table)
        console.print()
    table = _table(("chip", "TPP", "density", "GB/s", "status", "best of its kind"))
    for row in [row for row in plain["chips"] if row["allowed"]][:_MOST_CHIPS]:
        table.add_row(
            row["label"],
            _say(row["tpp"]),
            _say(row["performance_density"]),
            _say(row["dram_bandwidth"]),
            plainly(row["status"]),
            "yes" if row["on_frontier"] else "",
        )
    console.print(table)


def print_law(law: LawList) -> None:
    """Print rules with their dates; one rule with its clauses."""
    from rich.text import Text

    console = _console()
    rows = law.to_dict()["rules"]
    if law.full:
        for name, value in rows[0].items():
            if name not in ("clauses", "facts") and value:
                console.print(Text(f"{name.replace('_', ' ')}: ", style="bold") + Text(_flat(value)), soft_wrap=True)
        for number, clause in enumerate(rows[0].get("clauses", ()), 1):
            console.print(Text(f"\nclause {number}: ", style="bold") + Text(_flat(clause)), soft_wrap=True)
        for fact in rows[0].get("facts", ()):
            console.print(Text(f"\n{fact['name']}: ", style="bold") + Text(f"{_say(fact['value'])} {fact['unit']}"))
        return
    table = _table(("id", "title", "published", "binds from", "ends", "state"))
    for row in rows:
        state = row.get("state") or (
            "stayed for a time"
            if row["stayed"]
            else "not enforced"
            if row["not_enforced"]
            else row["sort"]
            if row["sort"] in ("bill", "practice", "foreign")
            else ""
        )
        table.add_row(
            row["id"],
            Text(row["title"]),
            row["published"] or row["introduced"] or "",
            row["compliance"] or row["effective"] or "",
            row["ends"] or "",
            state,
        )
    console.print(table)
    console.print(Text(f"{len(rows)} rules. `oncurve law ID` shows one with its clauses.", style="dim"))


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')} {_flat(each)}" for name, each in value.items())
    return ", ".join(_flat(each) for each in value) if isinstance(value, list) else _say(value)


def _print_sources(console: Console, answer: ExportStatus, ids: list[str]) -> None:
    from rich.text import Text

    sources = answer.screening.catalogue.sources
    console.print(Text("\nSources", style="bold"))
    for each in ids:
        if each in sources:
            source = sources[each]
            console.print(
                Text(f"  {source.title}. {source.producer}, {source.published or 'undated'}. {source.url}", style="dim")
            )


def _say(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _table(columns: tuple[str, ...]) -> Any:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(
            name, overflow="fold", justify="right" if name in ("value", "margin", "TPP", "density", "GB/s") else "left"
        )
    return table


def _console() -> Console:
    from oncurve.report.console import terminal

    return terminal()

"""An audit, and the claims of an article, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oncurve.chart.text import CLAIM, text_axis, text_strip
from oncurve.report.card import Card, cards, day_words
from oncurve.report.claimed import claim_words, proposed_words, subject_words
from oncurve.report.digest import citation, digest, judged_words
from oncurve.report.marks import axis_of, claim_mark, estimate_mark, shown_rows, worth_a_strip
from oncurve.report.short import short
from oncurve.report.signs import count_words
from oncurve.report.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from oncurve.basis.evidence import Source
    from oncurve.claims.article import Article
    from oncurve.claims.audit import Audit
    from oncurve.claims.claim import Claim
    from oncurve.claims.proposed.proposal import Dropped

__all__ = ["print_audit", "print_claims", "print_dropped", "print_folder", "print_sources", "work_words"]

_INDENT = 4
_LABEL = 10
_STRIP, _NARROW_STRIP, _NARROW = 32, 24, 84
_MOST_ROWS, _MOST_BASIS, _MOST_SOURCES, _MOST_SIDES = 5, 4, 4, 6


def print_audit(audit: Audit) -> None:
    """Print a digest of three lines, then every claim with its verdict, its strip and what it rests on."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    if audit.article.title:
        console.print(Text(one_line(audit.article.title), style="bold"))
    console.print(Text(judged_words(audit), style="dim"))
    for warning in audit.warnings:
        _hang(console, Text("! ", style="yellow"), Text(one_line(warning), style="yellow"))
    found = cards(audit)
    if len(found) != 1:
        console.print()
        for line in digest(audit):
            _hang(console, Text("▌ ", style="cyan"), Text(line))
        _hang(console, Text("  "), Text(f"To quote: {citation(audit)}", style="dim italic"))
    for card in found:
        console.print()
        _print_card(console, card)
    if len(found) > 1:
        console.print()
        _hang(console, Text(""), Text(f"{digest(audit)[0]} --html OUT writes a page, --json all numbers.", style="dim"))


def _print_card(console: Console, card: Card) -> None:
    from rich.text import Text

    sign, audited = card.sign, card.audited
    head = Text.assemble((f"{card.number:>2} ", "dim"), (f"{sign.shape} {sign.word}", sign.style), "  ")
    _hang(console, head, Text(one_line(card.subject), style="dim"))
    before, quote, after = (one_line(part) for part in card.sentence)
    space_before = " " if before and card.sentence[0][-1:].isspace() else ""
    space_after = " " if after and card.sentence[2][:1].isspace() else ""
    _hang(console, _pad(), Text.assemble(before + space_before, ("[", "dim"), (quote, "bold reverse"), ("]", "dim"),
                                         space_after + after))
    drawn = _print_strip(console, card)
    reason = one_line(card.reason)
    if drawn and card.sign.verdict == "scope_dependent":
        reason = f"{reason.partition('. ')[0]}: ✓ marks what the claim fits, ✗ what it does not."
    _line(console, "why", reason)
    if card.proposed:
        _line(console, "model", one_line(card.proposed), "yellow")
    if card.hinge and audited.then.hinge is not None and audited.then.hinge.inside:
        _line(console, "hinge", one_line(card.hinge), "bold")
    for each in card.findings:
        _line(console, each.code, one_line(f"{each.title}: {each.message}" if each.message else each.title), "magenta")
    if card.outlook is not None:
        _line(console, "outlook", one_line(card.outlook.head))
        for label, figures, _ in card.outlook.rows if not drawn else ():
            _line(console, "", one_line(f"{figures}  {label}"))
    for place, side in enumerate(card.sides[:_MOST_SIDES]):
        _line(console, "" if place else "sides", one_line(f"{side.party}: {side.holds} ({side.interest})"))
    if card.then_and_now:
        _line(console, "now", one_line(card.then_and_now))
    for number, source in enumerate(card.sources[:_MOST_SOURCES]):
        _line(console, "" if number else "sources", work_words(source), "dim")
        if source.url:
            console.print(Text(" " * (_INDENT + _LABEL) + one_line(source.url), style="dim"), soft_wrap=True)
    if len(card.sources) > _MOST_SOURCES:
        _line(console, "", f"and {len(card.sources) - _MOST_SOURCES} more works", "dim")


def _print_strip(console: Console, card: Card) -> bool:
    """Print the claim against its readings; whether that took a picture."""
    from rich.text import Text

    claim, rows = claim_mark(card.audited), shown_rows(card, _MOST_ROWS) if card.rows else ()
    if not worth_a_strip(card, claim, rows):
        headline = card.audited.then.headline
        against = "on record" if headline is not None and headline.reading.reported else "estimate"
        known = f"; {against}: {card.estimated}" if headline else f"; known now: {card.learnt}" if card.learnt else ""
        _line(console, "claim", one_line(card.claimed + known))
        return False
    assert claim is not None
    if card.common:
        _line(console, "", f"{one_line(card.common)} …", "dim")
    marks = [estimate_mark(row.judged.reading.estimate, row.label, row.value) for row in rows]
    unit, width = rows[0].judged.reading.estimate.unit, _STRIP if console.width >= _NARROW else _NARROW_STRIP
    axis = axis_of([claim, *marks], unit)
    _strip_row(console, "claim", text_strip(claim, axis, width, CLAIM), Text(claim.value, style="bold"))
    for number, (row, mark) in enumerate(zip(rows, marks, strict=True)):
        words = Text.assemble((f"{row.sign.shape} ", row.sign.style), (mark.value, "bold" if not number else ""),
                              (f"  {one_line(row.label)}", "dim"))
        _strip_row(console, "" if number else "estimate", text_strip(mark, axis, width), words)
    line, words_under = text_axis(axis, width, lambda tick: short(tick, unit))
    _strip_row(console, "", line, Text("log scale" if axis.log else "", style="dim"))
    _strip_row(console, "", words_under.ljust(width), Text(""))
    if len(card.rows) > len(rows):
        _line(console, "", f"and {len(card.rows) - len(rows)} more readings: --json and --html have all", "dim")
    return True


def _strip_row(console: Console, name: str, strip: str, words: Text) -> None:
    from rich.text import Text

    head = Text.assemble(" " * _INDENT, (name.ljust(_LABEL), "dim"), (strip, "cyan"))
    if console.width >= _NARROW:
        head.append("  ")
        _hang(console, head, words)
        return
    console.print(_trimmed(head), soft_wrap=True)
    if words.plain.strip():
        _hang(console, Text(" " * (_INDENT + _LABEL)), words)


def _line(console: Console, name: str, text: str, style: str = "") -> None:
    from rich.text import Text

    head = Text.assemble(" " * _INDENT, (name.ljust(_LABEL), "dim"))
    _hang(console, head, Text(text, style=style))


def _pad() -> Text:
    from rich.text import Text

    return Text(" " * _INDENT)


def _hang(console: Console, head: Text, body: Text) -> None:
    """Print `body` after `head`, folded lines standing under its first."""
    from rich.text import Text

    room = max(console.width - head.cell_len, 16)
    lines = body.wrap(console, room) if body.plain else [Text("")]
    shown = []
    for number, line in enumerate(lines):
        line.rstrip()
        lead = head if not number else Text(" " * head.cell_len)
        if number and head.plain.startswith("▌"):
            lead = head
        shown.append(_trimmed(Text.assemble(lead, line)))
    console.print(Text("\n").join(shown), soft_wrap=True)


def _trimmed(text: Text) -> Text:
    text.rstrip()
    return text


def work_words(source: Source) -> str:
    """A work in one line: producer, year and title."""
    year = f" ({source.published.year})" if source.published else ""
    return one_line(f"{source.producer}{year}. {source.title}.")


def print_sources(sources: Sequence[Source], most: int = 12, more: str = "") -> None:
    """Print works, one a line.

    Args:
        sources: the works.
        most: how many are printed at most.
        more: where the others stand.
    """
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    console.print(Text("Sources", style="bold"))
    for source in sources[:most]:
        console.print(Text(f"  {work_words(source)} {one_line(source.url)}"), soft_wrap=True)
    if len(sources) > most:
        console.print(Text(f"  and {len(sources) - most} more. {more}".rstrip(), style="dim"))


def print_folder(rows: Sequence[tuple[str, Audit | None, str]]) -> None:
    """Print one line an article: how many claims got which verdict, or why it could not be read.

    Args:
        rows: the article's name, its audit, and what went wrong where there is none.
    """
    from rich.table import Table
    from rich.text import Text

    from oncurve.report.console import terminal

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("article", overflow="fold")
    table.add_column("day", no_wrap=True)
    table.add_column("claims", justify="right", no_wrap=True)
    table.add_column("verdicts", overflow="fold")
    for name, audit, wrong in rows:
        if audit is None:
            table.add_row(Text(one_line(name)), "", "", Text(one_line(wrong), style="red"))
        else:
            table.add_row(Text(one_line(name)), audit.published.isoformat(), str(len(audit.claims)),
                          Text(count_words(audit.summary) or "none that could be checked"))
    console = terminal()
    console.print(table)
    failed = sum(audit is None for _, audit, _ in rows)
    told = f"{len(rows)} article{'s' * (len(rows) != 1)}" + (f", {failed} could not be read" if failed else "")
    console.print(Text(f"{told}. --html DIR writes a page for each.", style="dim"))


def print_claims(article: Article, claims: Sequence[Claim], *, explain: bool = False) -> None:
    """Print the claims of an article, unjudged.

    Args:
        article: the article.
        claims: what was read in it.
        explain: whether to say why each was read so.
    """
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    if article.title:
        console.print(Text(one_line(article.title), style="bold"))
    told = f"{len(claims)} claims" if len(claims) != 1 else "1 claim"
    day = f", {day_words(article.published)}" if article.published else ", no day named"
    console.print(Text(told + day, style="dim"))
    for warning in article.warnings:
        _hang(console, Text("! ", style="yellow"), Text(one_line(warning), style="yellow"))
    for number, claim in enumerate(claims, 1):
        console.print()
        words = Text.assemble((one_line(claim.quote), "bold"), (f"  {one_line(subject_words(claim, None))}", "dim"))
        _hang(console, Text(f"{number:>2} ", style="dim"), words)
        _line(console, "read as", f"{one_line(claim_words(claim))} ({claim.qualifier})")
        if claim.speaker:
            _line(console, "said by", one_line(claim.speaker))
        if claim.proposed is not None:
            _line(console, "model", one_line(proposed_words(claim)), "yellow")
        if explain:
            _line(console, "sure", f"{claim.confidence:.0%}, of measure and subject together")
            for step, why in enumerate(claim.evidence):
                _line(console, "" if step else "because", one_line(why))


def print_dropped(dropped: Sequence[Dropped]) -> None:
    """Print what a language model proposed and what was not taken, with the reasons."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    console.print()
    told = f"{len(dropped)} proposals were not taken" if len(dropped) != 1 else "1 proposal was not taken"
    console.print(Text(told if dropped else "No proposal was dropped", style="dim"))
    for each in dropped:
        _hang(console, Text(" - ", style="dim"), Text.assemble(
            (one_line(each.quote) or "(no words)", "bold"), (f"  {one_line(each.measure).replace('_', ' ')}", "dim")))
        _line(console, "because", one_line(each.reason))

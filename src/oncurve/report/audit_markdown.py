"""An audit as Markdown, in which no text of a stranger can become a link, an image, HTML or a table's edge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from oncurve.report.card import Card, cards
from oncurve.report.digest import citation, digest, judged_words
from oncurve.report.page import safe_address
from oncurve.report.visible import one_line

if TYPE_CHECKING:
    from oncurve.basis.evidence import Source
    from oncurve.claims.audit import Audit

__all__ = ["markdown", "markdown_text", "work_line"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$^&])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|javascript|data|mailto):|\bwww\.|@")
_START = re.compile(r"^([-+=:]+|\d+[.)])(?=\s|$)")


def markdown(audit: Audit) -> str:
    """The digest, every claim with its verdict and what it rests on, and the works used."""
    found = cards(audit)
    numbers = {source.id: place for place, source in enumerate(audit.sources, 1)}
    parts = [f"# {markdown_text(audit.article.title) or 'Untitled article'}", f"{judged_words(audit)}."]
    parts += [f"> **Note:** {markdown_text(each)}" for each in audit.warnings]
    parts.append("\n>\n".join(f"> {markdown_text(line)}" for line in digest(audit)))
    parts.append(f"To quote: {markdown_text(citation(audit))}")
    if found:
        parts += ["## Verdicts", _table(found), "## Claims", *(_card(card, numbers) for card in found)]
    if audit.sources:
        parts += ["## Sources", "\n".join(f"{place}. {work_line(source)}"
                                          for place, source in enumerate(audit.sources, 1))]
    return "\n\n".join(parts) + "\n"


def _table(found: Iterable[Card]) -> str:
    rows = ["| No. | Claim | Estimate | Verdict | Now |", "| ---: | --- | --- | --- | --- |"]
    rows += [f"| {card.number} | {markdown_text(card.audited.claim.quote)} | {markdown_text(card.estimated) or 'none'} "
             f"| {card.sign.shape} {card.sign.word} | {card.now.shape} {card.now.word} |" for card in found]
    return "\n".join(rows)


def _card(card: Card, numbers: dict[str, int]) -> str:
    before, quote, after = (markdown_text(part) for part in card.sentence)
    gap = " " if card.sentence[0][-1:].isspace() else ""
    end = " " if card.sentence[2][:1].isspace() else ""
    parts = [f"### {card.number}. {card.sign.shape} {card.sign.word}: {markdown_text(card.subject)}",
             f"> {before}{gap}**{quote}**{end}{after}",
             f"Claim: **{markdown_text(card.claimed)}**" + (
                 f". Estimate: **{markdown_text(card.estimated)}**" if card.estimated else ""),
             markdown_text(card.reason)]
    if card.proposed:
        parts.append(f"**Language model:** {markdown_text(card.proposed)}")
    if card.hinge:
        inside = card.audited.then.hinge is not None and card.audited.then.hinge.inside
        parts.append(f"**{'What decides it' if inside else 'What would change it'}:** {markdown_text(card.hinge)}")
    parts += [f"**{each.code}** {markdown_text(f'{each.title}: {each.message}' if each.message else each.title)}"
              for each in card.findings]
    if card.then_and_now:
        parts.append(f"**Then and now:** {markdown_text(card.then_and_now)}")
    if card.outlook is not None:
        parts.append(f"**Outlook:** {markdown_text(card.outlook.head)}.\n\n" + "\n".join(
            f"- {markdown_text(label)}: {markdown_text(figures)}" for label, figures, _ in card.outlook.rows))
    if card.sides:
        parts.append("What each side holds:\n\n" + "\n".join(
            f"- **{markdown_text(side.party)}**{f' ({side.on})' if side.on else ''}: {markdown_text(side.holds)}. "
            f"Interest: {markdown_text(side.interest)}." for side in card.sides))
    if len(card.rows) > 1:
        parts.append("\n".join(["| Read as | Comes to | The claim is |", "| --- | --- | --- |", *(
            f"| {markdown_text(row.judged.reading.definition)} | {markdown_text(row.value)} | "
            f"{'not set against it' if row.judged.reading.apart else f'{row.sign.shape} {row.sign.word}'} |"
            for row in card.rows)]))
    if card.basis:
        parts.append("Rests on:\n\n" + "\n".join(
            f"- {markdown_text(row.name)}: {markdown_text(row.value)} ({row.kind}"
            f"{_reference(row.source, numbers)}{', ' + markdown_text(row.where) if row.where else ''})"
            for row in card.basis))
    if card.sources:
        parts.append("Sources: " + ", ".join(
            f"\\[{numbers[each.id]}\\]" if each.id in numbers else markdown_text(each.producer)
            for each in card.sources))
    return "\n\n".join(parts)


def _reference(source: Source | None, numbers: dict[str, int]) -> str:
    if source is None:
        return ""
    place = f" \\[{numbers[source.id]}\\]" if source.id in numbers else ""
    return f", {markdown_text(source.producer)}{place}"


def work_line(source: Source) -> str:
    """A work with its link, where its address is one of the web."""
    address = safe_address(source.url)
    title = markdown_text(source.title)
    target = address.replace("(", "%28").replace(")", "%29")
    year = f" ({source.published.year})" if source.published else ""
    interest = f" Interest: {markdown_text(source.interest)}." if source.interest else ""
    return f"{markdown_text(source.producer)}{year}. {f'[{title}]({target})' if address else title}.{interest}"


def markdown_text(text: str) -> str:
    """A text that Markdown shows as it is: on one line, with nothing in it that Markdown or HTML would act on."""
    plain = _SPECIAL.sub(r"\\\1", one_line(text))
    plain = _ADDRESS.sub(lambda found: found[0][:-1] + "\u2060" + found[0][-1] if found[0] != "@" else "\\@", plain)
    return _START.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", plain)

"""Which variant of a chip is meant: by its memory ("the 40-gigabyte A100"), by its form ("the PCIe edition")."""

from __future__ import annotations

from collections.abc import Sequence

from oncurve.catalog.names import Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["by_form", "by_memory", "by_place"]

#: how far from its chip a memory may be told
_NEAR = 9
#: tokens after a project in which its place may stand, and those of a dateline
_PLACED, _DATELINE = 6, 4
#: what a form is called, and what may stand between a form and its chip
_EDITIONS = words("edition version variant form model flavour flavor card kind")
_BEFORE, _AFTER = words("the a an its nvidia 's older newer ' original"), words("in as 's ( the a an its")


def by_memory(mentions: Sequence[Mention], quantities: Sequence[Quantity], names: Names) -> None:
    """Makes chips of a sentence the variants whose memory stands beside them.

    Args:
        mentions: the names of the sentence; changed in place.
        quantities: its quantities.
        names: to know the variants by.
    """
    chips = [each for each in mentions if each.kind == "chip"]
    for quantity in quantities:
        if quantity.dim != "memory" or quantity.unit != "GB" or not quantity.value:
            continue
        near = [each for each in chips if _gap(each, quantity) <= _NEAR]
        chip = min(near, key=lambda each: _gap(each, quantity), default=None)
        variant = names.get("chip", f"{chip.ident}-{quantity.value:g}gb") if chip is not None else None
        if chip is not None and variant is not None:
            chip.ident, chip.name = variant.id, variant


def _gap(mention: Mention, quantity: Quantity) -> int:
    """How many tokens lie between a name and a number."""
    return max(mention.first - quantity.stop, quantity.first - mention.end, 0)


def by_form(mentions: Sequence[Mention], tokens: Tokens, names: Names) -> None:
    """Makes chips of a sentence the variants whose form stands beside them: "the H100 in its PCIe version".

    What follows may then speak of "such a card", and mean that form.

    Args:
        mentions: the names of the sentence; changed in place.
        tokens: the words of the text.
        names: to know the variants by.
    """
    for chip in mentions:
        if chip.kind != "chip" or chip.name is None:
            continue
        forms = (form for form in _forms(tokens, chip) if form.isalpha())
        named = (entry.name for form in forms for entry in names.spelled(f"{chip.name.label} {form}"))
        variant = next((name for name in named if name.kind == "chip"), None)
        if variant is not None:
            chip.ident, chip.name = variant.id, variant


def by_place(mentions: Sequence[Mention], tokens: Tokens, names: Names, first: int) -> None:
    """Makes a project the site of it at the place that the sentence, or the head of its dateline, names.

    Args:
        mentions: the names of the sentence; changed in place.
        tokens: the words of the text.
        names: to know the sites by.
        first: the first token of the sentence.
    """
    for project in mentions:
        if project.kind != "cluster" or project.name is None:
            continue
        near = [*range(first, min(project.end + _PLACED, len(tokens))), *range(min(_DATELINE, first))]
        places = (tokens.raw[k] for k in near if not project.first <= k < project.end and tokens.raw[k][0].isupper())
        sites = (entry.name for place in places for entry in names.spelled(f"{project.name.label} {place}"))
        site = next((name for name in sites if name.kind == "cluster" and name.id != project.ident), None)
        if site is not None:
            project.ident, project.name = site.id, site


def _forms(tokens: Tokens, chip: Mention) -> list[str]:
    """The words where a form of a chip may stand: right before it, before "edition of" it, and after "in its"."""
    word, raw = tokens.word, tokens.raw
    found = [raw[chip.first - 1]] if chip.first else []
    at = chip.first - 1
    while at > 1 and word[at] in _BEFORE:
        at -= 1
    if at > 1 and word[at] == "of" and word[at - 1] in _EDITIONS:
        found.append(raw[at - 2])
    at = chip.end
    while at < len(word) - 1 and word[at] in _AFTER:
        at += 1
    if chip.end < at < len(word) - 1 and (word[at + 1] in _EDITIONS or word[at + 1] == ")"):
        found.append(raw[at])
    return found

"""Lines of chips ("Blackwell", "Hopper", "Ascend"): what holds of the line is what holds of its members."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import FIGURE, asked_day, mentions
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["chips_of_line", "of_line", "without_variants"]

#: what hangs on the name of a line: "Blackwell GPUs", "the MI300 series"
_TAIL = Pattern(r"[\s-]+(?:(?:AI |accelerator )?(?:chips?|GPUs?|cards?|accelerators?|processors?)|family|series|line|"
                r"generation|architecture|class|superchips?)$", re.IGNORECASE)
_PLAY = r"\bgam(?:e|er|ers|ing)\b|\bconsumers?\b|\bGeForce\b|\bRTX\b|\bworkstations?\b"
#: the number of a member: "910C", "960", both of "960/970 chips"
_NUMBERED = Pattern(r"(?<![\w.$-])\d{3}(?!GB|TB|MB|[kM]?W\b)[A-Z]{0,2}(?![\w%]|[.,]\d)"
                    r"(?! (?:GB|TB|W|kW|T?FLOPS|PFLOPS|MW|MB)\b)(?:(?<=/\d{3})|(?! (?:chips|GPUs|cards)\b))")
_MOST_NAMED = 4


def chips_of_line(catalogue: Catalogue, name: str | None) -> list[Chip]:
    """The chips of a line, by the name of their design or by what their labels begin with; none for a single chip.

    Args:
        catalogue: the facts.
        name: of the line: "Blackwell", "Hopper GPUs", "Ascend".
    """
    bare = compact(_TAIL.sub("", name or ""))
    if not bare or catalogue.chips.id_of(name or "") is not None:
        return []
    lines = _LINES.get(catalogue)
    if lines is None:
        lines = _LINES[catalogue] = _lines(catalogue)
    return lines.get(bare, [])


#: the lines of each catalogue, found once
_LINES: WeakKeyDictionary[Catalogue, dict[str, list[Chip]]] = WeakKeyDictionary()


def _lines(catalogue: Catalogue) -> dict[str, list[Chip]]:
    """The members of each line; a design ("Blackwell") has those of its later forms too ("Blackwell Ultra")."""
    found: dict[str, list[Chip]] = {}
    for chip in catalogue.chips.values():
        words = chip.architecture.split()
        names = {compact(" ".join(words[: k + 1])) for k in range(len(words))}
        label = chip.label
        names |= {compact(label[:at]) for at in range(2, len(label)) if _parts_here(label, at)}
        for name in names:
            found.setdefault(name, []).append(chip)
    return {name: chips for name, chips in found.items() if len(chips) > 1}


def _parts_here(label: str, at: int) -> bool:
    """Whether a name may end within a label: before a blank, or where letters and digits meet ("Ascend", "MI300")."""
    return label[at] == " " or label[at].isdigit() != label[at - 1].isdigit()


def of_line(claim: Claim, line: list[Chip], world: World, ask: Callable[[Claim, World], Answer]) -> Answer | None:
    """What holds of every member of a line that was out on the claim's day; where they differ, each has its say.

    Args:
        claim: the claim on the line.
        line: its chips.
        world: the facts.
        ask: what answers for a single chip.

    Returns:
        None where nothing is known of any member.
    """
    told = named_members(claim, line)
    if told is not None and not told:
        return NoBasis(f"the data sheet of the {claim.subject} that the sentence tells apart by its number")
    members = told or _out(claim, line, asked_day(claim, world))
    groups: dict[tuple[object, ...], list[tuple[Chip, Reading]]] = {}
    for chip in members:
        found = ask(dataclasses.replace(claim, subject=chip.id), world)
        if not isinstance(found, Found):
            continue
        for each in found.readings:
            own = each.estimate
            key = (each.name.partition(" (")[0], each.open, own.unit, own.low, own.median, own.high)
            groups.setdefault(key, []).append((chip, each))
    made = [_together(alike, len(members)) for alike in sorted(groups.values(), key=len, reverse=True)]
    return Found(tuple(made)) if made else None


def named_members(claim: Claim, line: list[Chip]) -> list[Chip] | None:
    """The members of a numbered line that the words before a figure tell by their numbers; None where they tell none.

    "the 960/970 chips (up to 8 PFLOPS)" is of no other Ascend, whether they are known or not.
    """
    name = _TAIL.sub("", claim.subject or "").lower()
    own = [chip for chip in line if chip.label.lower().startswith(f"{name} ")]
    tails = {tail for chip in own if (tail := chip.label.split()[-1])[:3].isdigit()}
    before = claim.sentence.partition(FIGURE)[0]
    if not tails or before == claim.sentence:
        return None
    found = list(_NUMBERED.finditer(before))
    if not found:
        return None
    last = [each[0] for each in found if found[-1].start() - each.end() <= 1 or each is found[-1]]
    return [chip for chip in line if any(_is_tail(chip.label.split()[-1], word) for word in last)]


def _is_tail(tail: str, word: str) -> bool:
    return tail == word or (tail[:-2] == word and word.isdigit())


def without_variants(line: list[Chip]) -> list[Chip]:
    """The chips of a line without those that are cut down or varied from another of it, whose figures differ."""
    inside = {chip.id for chip in line}
    return [chip for chip in line if chip.variant_of not in inside]


def _out(claim: Claim, line: list[Chip], day: dt.date) -> list[Chip]:
    """The members of one market that were out on a day; all that have a day of release, where none was."""
    play = mentions(claim, _PLAY)
    dated = [chip for chip in line if chip.release_date is not None and _for_play(chip) == play]
    return [chip for chip in dated if chip.release_date is not None and chip.release_date <= day] or dated


def _for_play(chip: Chip) -> bool:
    fact = chip.fact("market")
    return fact is not None and fact.amount != "datacenter"


def _together(alike: list[tuple[Chip, Reading]], whole: int) -> Reading:
    """One reading for members of whom the same holds, with their names where it does not hold of all."""
    chip, first = alike[0]
    if len(alike) == 1 and whole > 1:
        return replace(first, name=f"{first.name} ({chip.label})")
    names = [each.label for each, _ in alike]
    shown = ", ".join(names[:_MOST_NAMED])
    shown += f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return replace(first, name=f"{first.name} ({shown})", definition=first.definition.replace(chip.label, shown, 1),
                   says=first.says.replace(chip.label, f"each of {shown}", 1))

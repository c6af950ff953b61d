"""Sheets and lists of figures: what an entry of one is, and the model or chip that such a sheet is of."""

from __future__ import annotations

from collections.abc import Mapping

from oncurve.claims.read.agents import agent_of
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["MEMORY", "is_entry", "is_yardstick", "label_end", "of_sheet_after"]

#: kinds of memory, which are named as chips are
MEMORY = Pattern(r"(?i)(?:hbm|gddr|lpddr|ddr)(?:\d\w*)?")
#: tokens of the label of an entry, of a heading, and of a heading that is told by its form alone
_LABEL, _HEADING, _VALUE, _FAR = 8, 14, 5, 11
#: what parts the name of a heading from what it is, and what names two things alike
_TWO, _JOINS = words("- \u2013 \u2014 : ( ,"), words("vs v versus and or against to with")
_ENDS = (".", "!", "?", ",", ";", ":")
_MARKS = words("- * • – | # > ▪ ‣ · 1 2 3 4 5 6 7 8 9 0")


def is_entry(scene: Scene) -> bool:
    """Whether a line is an entry of a sheet: a label and a colon before what it says, or a row of a table."""
    if scene.entry is None:
        scene.entry = _is_entry(scene)
    return scene.entry


def _is_entry(scene: Scene) -> bool:
    word, first = scene.tokens.word, _past_marks(scene)
    if not _opens_line(scene) or first >= scene.end:
        return False
    if word[scene.first] == "|":
        return True
    below = scene.previous is not None and _is_heading(scene.previous)
    if below and scene.end - scene.first <= _VALUE and scene.quantities:
        return True  # a figure alone on the line below a name
    colon = next((k for k in range(first + 1, min(first + _LABEL, scene.end)) if word[k] in (":", "|")), None)
    return colon is not None and not any(m is not None and m.kind in ("model", "chip", "person", "organisation")
                                         and not MEMORY.fullmatch(m.ident) for m in scene.cover[first:colon])


def is_yardstick(scene: Scene, mention: Mention) -> bool:
    """Whether a name is what a multiple is of: "2.4x the memory of the H100"."""
    word = scene.tokens.word
    return any(q.dim in ("ratio", "percent", "fraction") and 0 < mention.first - q.stop <= _FAR
               and "of" in word[q.stop : mention.first] for q in scene.quantities)


def label_end(scene: Scene) -> int | None:
    """The colon that ends the label at the head of a line; None where a line has no label."""
    word, first = scene.tokens.word, _past_marks(scene)
    if not _opens_line(scene):
        return None
    return next((k for k in range(first + 1, min(first + _LABEL, scene.end)) if word[k] == ":"), None)


def of_sheet_after(scene: Scene, agent: Mention | None, before: Mapping[str, Mention]) -> dict[str, Mention]:
    """The model and chip that entries of a sheet are of after a sentence: those of its heading, or its subject.

    Args:
        scene: the sentence.
        agent: the grammatical subject of the sentence before.
        before: the things of the sheet until then.
    """
    things = dict(before)
    for kind in ("model", "chip"):
        named = {m.ident: m for m in reversed(scene.mentions)
                 if m.kind == kind and not (kind == "chip" and MEMORY.fullmatch(m.ident))
                 and not (scene.sentence.item and (scene.is_reference(m) or is_yardstick(scene, m)))}
        if not named:
            continue
        if scene.sentence.item and any(q.chip is not None for q in scene.quantities):
            continue  # "- two A1 chips, one host": what a thing is made of is not what the list is about
        subject = agent_of(scene, agent)
        if _is_heading(scene) and (len(named) == 1 or _is_first(scene, kind)):
            things[kind] = list(named.values())[-1]
        elif subject is not None and subject.ident in named and not is_entry(scene):
            things[kind] = subject
    if _is_heading(scene):  # a section on a firm ends where another begins
        firms = list({m.ident: m for m in scene.mentions if m.kind == "organisation"}.values())
        things.pop("organisation", None)
        if firms and (len(firms) == 1 or _is_first(scene, "organisation")):
            things["organisation"] = firms[0]
    return things


def _is_first(scene: Scene, kind: str) -> bool:
    """Whether of several names in a heading the first is what it is about: "Acme A1 - a Borealis flagship"."""
    named = [m for m in scene.mentions if m.kind == kind and not MEMORY.fullmatch(m.ident)]
    between = scene.tokens.word[named[0].end : named[1].first] if len(named) > 1 else []
    return kind != "model" and not _TWO.isdisjoint(between[:1]) and _JOINS.isdisjoint(between)


def _is_heading(scene: Scene) -> bool:
    """Whether a sentence is a short line of its own that ends with no mark."""
    tokens = scene.tokens
    if scene.end - _past_marks(scene) > _HEADING or tokens.word[scene.end - 1] in _ENDS or not _opens_line(scene):
        return False
    stop = tokens.start[scene.end] if scene.end < len(tokens) else len(tokens.text)
    ended = scene.end >= len(tokens) or "\n" in tokens.text[tokens.end[scene.end - 1] : stop]
    return ended and not is_entry(scene)


def _opens_line(scene: Scene) -> bool:
    tokens, first = scene.tokens, scene.first
    return tokens.opens_line(first)


def _past_marks(scene: Scene) -> int:
    """The first token of a line after its bullet or number."""
    first = scene.first
    while first < scene.end and scene.tokens.word[first] in _MARKS:
        first += 1
    return first

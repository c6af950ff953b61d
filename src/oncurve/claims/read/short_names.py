"""What short names of models stand for: "V3", "Sonnet", "Large 2", by names met before and makers named near."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.mentions import Mention

__all__ = ["resolve_short_names"]


def resolve_short_names(mentions: list[Mention], focus: Focus, names: Names) -> None:
    """Gives every short name of a sentence the model that it stands for, where one can be told."""
    for index, mention in enumerate(mentions):
        if mention.form != "short":
            continue
        known = _met(mention, [*focus.met, *mentions[:index]])
        if known is not None:
            mention.ident, mention.name = known.ident, known.name
        else:
            _made(mention, list(_makers(mentions, index, focus)), names)
        mention.form = "alias"


def _key(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")


def _met(mention: Mention, before: list[Mention]) -> Mention | None:
    key = _key(mention.ident)
    return next(
        (m for m in reversed(before) if m.kind == "model" and m.form != "short" and _key(m.ident).endswith(key)), None
    )


def _makers(mentions: list[Mention], index: int, focus: Focus) -> Iterator[Mention]:
    yield from (m for m in reversed(mentions[:index]) if m.kind in ("organisation", "proper"))
    yield from (m for m in reversed(focus.met) if m.kind == "organisation")
    yield from (m for m in mentions[index:] if m.kind == "organisation")
    ahead = focus.ahead("organisation")
    if ahead is not None:
        yield ahead


def _model(names: Names, text: str) -> Name | None:
    return next((e.name for e in names.spelled(text) if e.name.kind == "model"), None)


def _made(mention: Mention, makers: list[Mention], names: Names) -> None:
    """The model of the nearest maker that has one so called; else a model of the nearest lab that is new to us."""
    for maker in makers:
        name = _model(names, f"{maker.name.label if maker.name else maker.ident} {mention.ident}")
        if name is not None:
            mention.ident, mention.name = name.id, name
            return
    name = _model(names, f"DeepSeek {mention.ident}")
    if not makers and name is not None:
        mention.ident, mention.name = name.id, name
    elif mention.ident[:1] in "VRKM" and mention.ident[1:2].isdigit():
        own = next((m for m in makers if m.name is None or m.name.sort in ("lab", "")), None)
        if own is not None:
            mention.ident = f"{own.name.label if own.name else own.ident}-{mention.ident}"

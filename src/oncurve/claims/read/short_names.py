"""What short names of models stand for: "V3", "Sonnet", "Large 2", by names met before and makers named near."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens

__all__ = ["bare_families", "resolve_short_names"]

_FAR = 60
_SIZE = re.compile(r"[ -]?\d+(?:\.\d+)?[BbTt]\b.*")


def resolve_short_names(
    mentions: list[Mention], focus: Focus, names: Names, ahead: list[Mention], published: str
) -> None:
    """Gives every short name of a sentence the model that it stands for; `ahead` is the names that follow.

    A word alone ("Opus") is the newest model so called that was out on the day of publication.
    """
    for index, mention in enumerate(mentions):
        if mention.form != "short":
            continue
        before = [*focus.met, *mentions[max(0, index - _FAR) : index]]
        known = _met(mention, before) or _met(mention, ahead[::-1])
        if known is not None and known is not mention:
            mention.ident, mention.name = known.ident, known.name
        else:
            families = [m for m in reversed(before) if m.kind == "model" and m.form != "short"]
            families += [m for m in ahead if m.kind == "model" and m.form != "short"]
            _made(mention, list(_makers(mentions, index, focus)), families, names)
        if mention.name is None and mention.ident.isalpha():
            newest = names.latest(mention.ident, published)
            if newest is not None:
                mention.ident, mention.name = newest.id, newest
        mention.form = "alias"


def bare_families(mentions: list[Mention], met: list[Mention], tokens: Tokens) -> None:
    """Gives the name of a family alone the generation last spoken of: after "Llama 2" "the biggest Llama" is one."""
    for index, mention in enumerate(mentions):
        word = tokens.raw[mention.first]
        if mention.kind != "model" or mention.end - mention.first != 1 or not word.isalpha() or mention.name is None:
            continue
        if not any(c.isdigit() for c in mention.name.label):
            continue  # a name in its own right
        last = next((m for m in reversed([*met, *mentions[:index]]) if m.kind == "model"
                     and tokens.raw[m.first].lower() == word.lower()), None)
        if last is not None and last.end > last.first + 1 and last.ident != mention.ident:
            mention.ident, mention.name, mention.form = last.ident, last.name, last.form


def _key(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")


def _met(mention: Mention, before: list[Mention]) -> Mention | None:
    key = _key(mention.ident)
    named = [m for m in reversed(before) if m.kind == "model" and m.form != "short"]
    whole = next((m for m in named if _key(m.ident).endswith(key)), None)
    if whole is None and mention.ident.isalpha():
        whole = next((m for m in named if key in _key(m.ident)), None)
    return whole


def _makers(mentions: list[Mention], index: int, focus: Focus) -> Iterator[Mention]:
    yield from (m for m in reversed(mentions[max(0, index - _FAR) : index]) if m.kind == "organisation")
    yield from (m for m in reversed(mentions[max(0, index - _FAR) : index]) if m.kind == "proper")
    yield from (m for m in reversed(focus.met) if m.kind == "organisation")
    yield from (m for m in mentions[index : index + _FAR] if m.kind == "organisation")
    ahead = focus.ahead("organisation")
    if ahead is not None:
        yield ahead


def _model(names: Names, text: str) -> Name | None:
    return next((e.name for e in names.spelled(text) if e.name.kind == "model"), None)


def _label(mention: Mention) -> str:
    return mention.name.label if mention.name is not None else mention.ident


def _branded(mention: Mention, makers: list[Mention], names: Names) -> bool:
    """Names a code by the brand that its maker gives to such codes: Moonshot's "K4" is "Kimi K4"."""
    letter = mention.ident[0]
    for maker in makers:
        if maker.kind != "organisation" or _new(maker):
            continue
        labels = [name.label for name in names.made_by(maker.ident)]
        whole = next((label for label in labels if re.fullmatch(rf".+[ -]{re.escape(mention.ident)}", label)), None)
        alike = whole or next((label for label in labels if re.search(rf"[ -]{letter}\d", label)), None)
        if alike is not None:
            brand = re.split(rf"(?<=[ -]){letter}\d", alike)[0]
            mention.ident = brand + mention.ident
            mention.name = _model(names, mention.ident) or Name(mention.ident, "model", mention.ident, maker.ident)
            mention.ident = mention.name.id
            return True
    return False


def _sized(maker: Mention, size: str, names: Names) -> Name | None:
    """The one model of a firm whose name ends with a size: "Meta's flagship 405B"; None where several do."""
    return _of_size(maker.ident, size, names) if maker.kind == "organisation" else None


def _of_size(firm: str, size: str, names: Names) -> Name | None:
    """The one model of a firm, by its id, whose name ends with a size."""
    if not re.fullmatch(r"\d+(?:\.\d+)?[Bb]", size):
        return None
    own = [name for name in names.made_by(firm) if name.label.lower().endswith(f" {size.lower()}")]
    return own[0] if len(own) == 1 else None


def _new(maker: Mention) -> bool:
    """Whether a firm is not of the catalogue."""
    return maker.name is None or maker.form == "shape"


def _made(mention: Mention, makers: list[Mention], families: list[Mention], names: Names) -> None:
    """The model of the nearest maker or family that has one so called; else one that is new to us, by its owner."""
    stranger = next((m for m in makers if m.kind == "organisation" and _new(m)), None)
    if mention.name is not None and (stranger is None or any(m.ident == mention.organisation for m in makers)):
        mention.ident = mention.name.id
        return
    for maker in [*makers, *families]:
        name = _model(names, f"{_label(maker)} {mention.ident}") or _sized(maker, mention.ident, names)
        if name is None and maker.kind == "model" and not _SIZE.search(_label(maker)):
            name = _of_size(maker.organisation, mention.ident, names)  # "V2 ..., where the older 67B": no V2 of a size
        if name is not None:
            mention.ident, mention.name = name.id, name
            return
    code = mention.ident[:1].isalpha() and mention.ident[1:2].isdigit()
    if code and _branded(mention, makers, names):
        return
    owner = next((m for m in makers if mention.first - 2 <= m.end <= mention.first), None)
    owner = owner or stranger
    name = _model(names, f"DeepSeek {mention.ident}")
    if code and owner is None and name is not None:
        mention.ident, mention.name = name.id, name
    elif code:
        own = owner or next((m for m in makers if m.name is None or m.name.sort in ("lab", "")), None)
        if own is not None:
            mention.ident, mention.name = f"{_label(own)}-{mention.ident}", None
    elif mention.ident[:1].isdigit() and families:
        family = _SIZE.sub("", _label(families[0])).rstrip(" -")
        mention.ident = f"{family} {mention.ident}"

"""Things named by what sets them apart from their kin: "the 8-billion one", "a used 3090", "its forerunner"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["Sibling", "is_kin", "siblings"]

_SIZE = re.compile(r"[ -]?(?:\d+x)?\d+(?:\.\d+)?[BbTtMm]\b.*")
_VERSION = re.compile(r"[ -]?[vV]?\d.*")
_LAST = re.compile(r"(.*\D)(\d)")
_NUMBER = re.compile(r"\d(?:\.\d)?[a-z]?")
_LEAST, _MOST = 5e7, 5e12
_BILLION = 1e9
_FAMILIES = 3
_KINDS = words("number anaphor params count tokens")
#: words after a size that say that it is one of several models
_ONES = words(
    "one ones version versions edition editions variant variants model models sibling siblings member moe dense"
)
_BEFORE = words("predecessor forerunner precursor antecessor ancestor")
_OLDER = words("previous earlier preceding older last prior")
_AFTER = words("successor heir")
_KIN = words("sibling sister brother stablemate sister-model")
_LITTLE, _LEAST_OF = words("little smaller small lesser younger tiny lighter baby"), words("smallest tiniest least")
_GREAT, _MOST_OF = words("big bigger larger large heavier elder"), words("biggest largest")
_BARE_SIZE = re.compile(r"(\d+(?:\.\d+)?)([BbMm])")
_MADE = words("model version generation release one edition")
_CODED = re.compile(r"\d{3,4}[A-Z]?")


class Sibling(Struct):
    """A thing that tokens `first` up to `end` stand for; `how` says by what, and whether the catalogue has it."""

    kind: str
    ident: str
    first: int
    end: int
    how: str
    name: Name | None = None


def siblings(
    tokens: Tokens, names: Names, numbers: Sequence[Quantity], models: Sequence[Mention], span: tuple[int, int]
) -> list[Sibling]:
    """What the sizes, versions, codes and words of kinship among some tokens stand for.

    Args:
        tokens: the text.
        names: the names of the catalogue.
        numbers: the quantities among the tokens.
        models: the models met so far and in the sentence, the nearest first.
        span: the first token and the one after the last.
    """
    families = list(_families(models))
    found: list[Sibling] = []
    for quantity in numbers:
        if families and quantity.dim in _KINDS and quantity.value and _LEAST <= quantity.value <= _MOST:
            found += _sized(tokens, names, quantity, families)
        elif quantity.elided or quantity.dim in ("number", "anaphor", "count", "chips"):
            found += _versioned(tokens, names, quantity.core, families)
            found += _coded(tokens, names, quantity.core)
    if models:
        found += _kin(tokens, names, models, span)
    return found


def _families(models: Sequence[Mention]) -> Iterator[tuple[str, str, Mention]]:
    """The families of some models, with the sign that stands before a size in their names."""
    seen: set[str] = set()
    for mention in models:
        label = mention.name.label if mention.name is not None else mention.ident
        size = _SIZE.search(label)
        family = label[: size.start()] if size is not None else label
        if family and family not in seen and len(seen) < _FAMILIES:
            seen.add(family)
            yield family, "-" if size is not None and size.group()[0] == "-" else " ", mention


def _known(names: Names, text: str, kind: str = "model") -> Name | None:
    return next((entry.name for entry in names.spelled(text) if entry.name.kind == kind), None)


def _sized(
    tokens: Tokens, names: Names, q: Quantity, families: Sequence[tuple[str, str, Mention]]
) -> Iterator[Sibling]:
    """The members of the families that have the size of a quantity."""
    size = f"{(q.value or 0) / _BILLION:g}B"
    word = tokens.word
    one = any(w in _ONES for w in word[q.end : q.end + 3])
    for rank, (family, sign, _) in enumerate(families):
        known = _known(names, family + sign + size)
        how = f"size{min(rank, 1)}:{'known' if known else 'new'}:{'one' if one else 'bare'}"
        yield Sibling("model", known.id if known else family + sign + size, q.first, q.end, how, known)


def _versioned(
    tokens: Tokens, names: Names, at: int, families: Sequence[tuple[str, str, Mention]]
) -> Iterator[Sibling]:
    """The members of the families that a bare number is the version of: "up from 56% for 1.3"."""
    if not _NUMBER.fullmatch(tokens.raw[at]):
        return
    for rank, (family, _, _) in enumerate(families):
        stem = _VERSION.sub("", family)
        known = _known(names, f"{stem} {tokens.raw[at]}") if stem else None
        if known is not None:
            yield Sibling("model", known.id, at, at + 1, f"version{min(rank, 1)}", known)


def _coded(tokens: Tokens, names: Names, at: int) -> Iterator[Sibling]:
    """The chip that a bare number names: "a used 3090"."""
    name = names.coded(tokens.raw[at]) if _CODED.fullmatch(tokens.raw[at]) else None
    if name is not None:
        yield Sibling("chip", name.id, at, at + 1, "code", name)


def _older(label: str) -> str:
    """The label of the version before one: "GLM-7" comes after "GLM-6"; "" where a label has no such version."""
    found = _LAST.fullmatch(label)
    number = int(found.group(2)) if found is not None else 0
    return f"{found.group(1)}{number - 1}" if found is not None and number > 1 else ""


def is_kin(word: str) -> bool:
    """Whether a word calls a thing another member of the same family."""
    return word in _KIN


def _size_of(label: str, family: str) -> float | None:
    """The size, in billions, that a label of a family ends with; None where it is of another family."""
    rest = label[len(family) :] if label.startswith(family) else ""
    found = _SIZE.fullmatch(rest)
    number = _BARE_SIZE.search(rest) if found is not None else None
    return float(number.group(1)) / (1.0 if number.group(2) in "Bb" else 1000.0) if number is not None else None


def _sister(tokens: Tokens, names: Names, models: Sequence[Mention], at: int) -> Sibling:
    """The other member of a family: "its smaller sibling", told by size where the catalogue knows several."""
    how = frozenset(tokens.word[max(0, at - 2) : at])
    before = [m for m in models if m.end <= at] or list(models)
    for model in before[:_FAMILIES]:
        told = [m.name for m in models if m.name is not None]
        for known in (told, names.made_by(model.organisation) if model.organisation else ()):
            name = _other(model, known, how)
            if name is not None:
                return Sibling("model", name.id, at, at + 1, "kin", name)
    nearest = before[0]
    label = nearest.name.label if nearest.name is not None else nearest.ident
    return Sibling("model", f"{tokens.word[at]} of {label}", at, at + 1, "kin:new")


def _other(model: Mention, known: Sequence[Name], how: frozenset[str]) -> Name | None:
    """The one of some models that is of a model's family and smaller or larger than it, as words say."""
    family, _, _ = next(_families([model]), (model.ident, "", model))
    own = _size_of(model.name.label if model.name is not None else model.ident, family)
    if own is None:
        return None
    sizes = {size: n for n in known if n.id != model.ident and (size := _size_of(n.label, family)) is not None}
    if how & (_LITTLE | _LEAST_OF):
        sizes = {size: n for size, n in sizes.items() if size < own}
    elif how & (_GREAT | _MOST_OF):
        sizes = {size: n for size, n in sizes.items() if size > own}
    if sizes and how & (_LEAST_OF | _MOST_OF):
        return sizes[min(sizes) if how & _LEAST_OF else max(sizes)]
    return next(iter(sizes.values())) if len(sizes) == 1 else None


def _kin(tokens: Tokens, names: Names, models: Sequence[Mention], span: tuple[int, int]) -> Iterator[Sibling]:
    """The models before and after one: "its forerunner", "the previous version"."""
    word, model = tokens.word, models[0]
    for at in range(*span):
        w = word[at]
        if w in _BEFORE or (w in _OLDER and word[at + 1 : at + 2] and word[at + 1] in _MADE):
            name = names.get("model", model.name.predecessor) if model.name is not None else None
            if name is not None:
                yield Sibling("model", name.id, at, at + 1, "before", name)
            elif older := _older(model.name.label if model.name is not None else model.ident):
                known = _known(names, older)
                yield Sibling("model", known.id if known else older, at, at + 1, "before:new", known)
        elif w in _KIN and not any(tokens.word[at + 1 : at + 2] == [mark] for mark in (",", "-")):
            yield _sister(tokens, names, models, at)
        elif w in _AFTER and model.name is not None:
            later = names.successor(model.name.id)
            if later is not None:
                yield Sibling("model", later.id, at, at + 1, "after", later)

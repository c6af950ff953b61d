"""What stands in an article, in the order of its text, to be asked for by sentence, paragraph, kind and offset."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

from msgspec import Struct

__all__ = ["Place", "Placed"]


class Place(Struct, frozen=True):
    """A stretch of the article.

    Args:
        start: offset of its first character.
        end: offset after its last character.
        sentence: number of the sentence.
        paragraph: number of the paragraph.
    """

    start: int
    end: int
    sentence: int
    paragraph: int


T = TypeVar("T", bound=Place)


class Placed(Sequence[T]):
    """Stretches of one sort: the amounts of an article, its names, its days.

    The checks of an audit ask of every figure what stands around it. A search through all of the article for each of
    them would take four times as long for an article twice as long; here each question costs what its answer holds.
    Where `kinds` are given, only stretches of these count; without any, all do.

    Args:
        found: the stretches; they are kept in the order in which they begin.
    """

    __slots__ = ("_all", "_found", "_idents", "_paragraphs", "_sentences")

    def __init__(self, found: Iterable[T]) -> None:
        self._all = tuple(sorted(found, key=_start))
        self._sentences = _by(self._all, "sentence")
        self._paragraphs = _by(self._all, "paragraph")
        self._idents: dict[str, Placed[T]] | None = None
        #: the answers so far, as many checks ask the same
        self._found: dict[Any, tuple[T, ...]] = {}

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._all[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of_kind(self, *kinds: str) -> tuple[T, ...]:
        """Those of the whole article."""
        return self._of(self._all, ("", 0, *kinds), kinds)

    def of_sentence(self, number: int, *kinds: str) -> tuple[T, ...]:
        """Those of a sentence, by its number."""
        return self._of(self._sentences.get(number, ()), ("sentence", number, *kinds), kinds)

    def of_sentences(self, first: int, last: int, *kinds: str) -> tuple[T, ...]:
        """Those of some sentences after another, the last included."""
        return tuple(each for number in range(first, last + 1) for each in self.of_sentence(number, *kinds))

    def of_paragraph(self, number: int, *kinds: str) -> tuple[T, ...]:
        """Those of a paragraph, by its number."""
        return self._of(self._paragraphs.get(number, ()), ("paragraph", number, *kinds), kinds)

    def first_named(self, number: int) -> tuple[T, ...]:
        """Those of a paragraph that name things of the catalogue, each thing once, where it is named first."""
        asked = ("first", number)
        if asked not in self._found:
            named: dict[Any, T] = {}
            for each in self.of_paragraph(number):
                named.setdefault((getattr(each, "kind", ""), getattr(each, "ident", "")), each)
            self._found[asked] = tuple(named.values())
        return self._found[asked]

    def of_ident(self, ident: str) -> Placed[T]:
        """Those that name one thing of the catalogue, by its id."""
        if self._idents is None:
            self._idents = {key: Placed(group) for key, group in _by(self._all, "ident").items()}
        return self._idents.get(ident) or Placed(())

    def between(self, first: int, last: int, *kinds: str) -> tuple[T, ...]:
        """Those that begin from one offset on and before another."""
        every = self.of_kind(*kinds)
        return every[bisect_left(every, first, key=_start):bisect_left(every, last, key=_start)]

    def before(self, offset: int, *kinds: str) -> Iterator[T]:
        """Those that end at an offset or before it, the nearest first; as many are looked up as are taken."""
        every = self.of_kind(*kinds)
        back = (every[at] for at in range(bisect_left(every, offset, key=_start) - 1, -1, -1))
        return (each for each in back if each.end <= offset)

    def after(self, offset: int, *kinds: str) -> Iterator[T]:
        """Those that begin at an offset or after it, the nearest first; as many are looked up as are taken."""
        every = self.of_kind(*kinds)
        return (every[at] for at in range(bisect_left(every, offset, key=_start), len(every)))

    def _of(self, among: tuple[T, ...], asked: tuple[str | int, ...], kinds: tuple[str, ...]) -> tuple[T, ...]:
        if not kinds or not among:
            return among
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = tuple(each for each in among if getattr(each, "kind", "") in kinds)
        return found


def _start(each: Place) -> int:
    return each.start


def _by(every: tuple[T, ...], trait: str) -> dict[Any, tuple[T, ...]]:
    found: dict[Any, list[T]] = {}
    for each in every:
        found.setdefault(getattr(each, trait), []).append(each)
    return {key: tuple(group) for key, group in found.items()}

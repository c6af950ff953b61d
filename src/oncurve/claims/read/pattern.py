"""Regular expressions that are compiled when they are first looked for: of some hundred, an article needs a few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Pattern"]

_WAYS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class Pattern:
    """A regular expression, to be searched with as `re.Pattern` is.

    Args:
        source: as `re.compile` takes it; it may hold a mistake, which is told when it is first looked for.
        flags: likewise.

    >>> Pattern(r"[a-z]+").search("42 chips").group()
    'chips'
    """

    __slots__ = ("_flags", "_source", *_WAYS)

    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    @property
    def pattern(self) -> str:
        """The expression itself."""
        return self._source

    def __getattr__(self, name: str) -> Any:
        if name not in _WAYS:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        compiled = re.compile(self._source, self._flags)
        for way in _WAYS:
            setattr(self, way, getattr(compiled, way))
        return getattr(self, name)

"""A table that is filled as it is asked: what is worked out of a word, once for every word."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["Remembered"]

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """What a function gives for each key, worked out when the key is first looked up.

    Args:
        make: what is worked out.
        most: the table is emptied when it holds so many, so that memory stays flat over any number of texts.

    >>> lengths = Remembered(len)
    >>> lengths["token"], lengths
    (5, {'token': 5})
    """

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[Key], Value], most: int = 50_000) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: Key) -> Value:
        value = self._make(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value

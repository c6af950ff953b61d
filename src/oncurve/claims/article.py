"""Articles: text with its title and day, from whatever file it comes in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text, which the offsets of claims point into."""

    title: str
    published: dt.date | None
    text: str
    language: str = "en"
    warnings: tuple[str, ...] = ()

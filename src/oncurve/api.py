"""The world with every verb: the models of `answers`, and the reader and judge of articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from oncurve.answers import world

if TYPE_CHECKING:
    from oncurve.claims.article import Article
    from oncurve.claims.audit import Audit
    from oncurve.claims.claim import Claim
    from oncurve.claims.read.reader import Reader

__all__ = ["World"]


class World(world.World):
    """What was known by a day, the questions that can be asked of it, and the audit of articles.

    >>> audit = World().claim("DeepSeek-V3 has 671 billion parameters.", published="2025-01-06")
    >>> [claim.verdict for claim in audit.claims]
    ['consistent']
    """

    @cached_property
    def reader(self) -> Reader:
        """The reader of claims, ready for many articles."""
        from oncurve.claims.read.reader import Reader

        return Reader(self.catalogue)

    def extract(self, source: str | Path | IO[bytes], *, published: str | dt.date | None = None
                ) -> tuple[Article, list[Claim]]:
        """The article and the claims in it, unjudged."""
        from oncurve.claims.article import read_article

        article = read_article(source, published=published)
        return article, self.reader.read(article)

"""Asks a language model about an article, piece by piece, and holds what it says to the text.

Whatever goes wrong with the model ends in the grammar's own reading and a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from msgspec.structs import replace

from oncurve.catalog.names import Names
from oncurve.claims.article import Article
from oncurve.claims.claim import Claim
from oncurve.claims.proposed.endpoint import Endpoint
from oncurve.claims.proposed.merging import merged
from oncurve.claims.proposed.pieces import pieces
from oncurve.claims.proposed.prompt import messages_for, prompt_version, rows_of
from oncurve.claims.proposed.proposal import Dropped, Proposal, proposals_of
from oncurve.claims.proposed.unanswered import Unanswered
from oncurve.claims.proposed.vetting import vetted
from oncurve.claims.read.reader import Reader

__all__ = ["MOST_PIECES", "Memory", "Proposer", "Reading", "key_of"]

#: pieces of one article that the model is asked about, unless told otherwise
MOST_PIECES = 40
#: answers in a row that cannot be used, after which it is not asked again
_MOST_FAILURES = 3

Tell = Callable[[int, int], None]


class Memory(Protocol):
    """Where answers are kept, by key."""

    def get(self, key: str) -> str | None:
        """What is kept under a key; None where nothing is."""

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key. Raises OSError where it cannot be kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the grammar and a language model read it together; a reader of this one article.

    Args:
        article: the article, with a warning for all that went wrong.
        claims: in the order of the text.
        dropped: proposals that were not taken, each with its reason.
        names: the names of the catalogue.
        model: the model that was asked.
        asked: how many questions went out.
        kept: how many answers had been kept from before.
    """

    article: Article
    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    names: Names
    model: str
    asked: int
    kept: int

    def read(self, article: Article) -> list[Claim]:
        """The claims of the article, as they were read."""
        assert article.text == self.article.text
        return list(self.claims)

    def to_dict(self) -> dict[str, Any]:
        """What the model had to do with it, as the contract prints it."""
        return {"model": self.model, "prompt": prompt_version(), "dropped": [each.to_dict() for each in self.dropped]}


class Proposer:
    """Lets a language model propose claims.

    Args:
        endpoint: whom to ask.
        memory: keeps answers, so that the same question is asked once; None keeps none.
        most: pieces of one article to ask about.
        tell: is told how many of an article's pieces are done, and how many there are.
    """

    def __init__(self, endpoint: Endpoint, memory: Memory | None = None, *, most: int = MOST_PIECES,
                 tell: Tell | None = None) -> None:
        self.endpoint = endpoint
        self.memory = memory
        self.most = most
        self.tell = tell
        #: why the model is not asked any more
        self._silent = ""
        self._failures = 0

    def read(self, article: Article, reader: Reader) -> Reading:
        """The article, read by the grammar and with what the model proposes.

        Args:
            article: the article.
            reader: whose grammar and names decide.

        Raises:
            BadUsage: the library that asks is not installed.
        """
        own = reader.read(article)
        task = _Task(self.endpoint.model)
        if article.language == "en":
            self._ask_all(article.text, task)
        good, wrong = vetted(task.proposals, article.text, article.published, reader, task.model)
        claims, yielding = merged(own, good)
        return Reading(replace(article, warnings=(*article.warnings, *task.warnings)), tuple(claims),
                       (*task.dropped, *wrong, *yielding), reader.names, task.model, task.asked, task.kept)

    def _ask_all(self, text: str, task: _Task) -> None:
        cut = list(pieces(text))
        if len(cut) > self.most:
            task.warnings.append(f"{task.model} is asked about the first {self.most} of {len(cut)} pieces; the "
                                 "rest is the grammar's own reading.")
        wrong: list[tuple[int, str]] = []
        total = min(len(cut), self.most)
        for number, (start, end) in enumerate(cut[:total]):
            try:
                rows = self._rows(text[start:end], task)
            except Unanswered as problem:
                wrong.append((number, problem.reason))
            else:
                good, bad = proposals_of(rows, text, start, end)
                task.proposals += good
                task.dropped += bad
            if self.tell is not None:
                self.tell(number + 1, total)
        if wrong:
            which = "the article" if len(wrong) == total else f"{len(wrong)} of {total} pieces of the article"
            reasons = "; ".join(dict.fromkeys(reason for _, reason in wrong))
            task.warnings.append(f"{which[0].upper()}{which[1:]} is read by the grammar alone: {task.model} gave no "
                                 f"answer that can be used ({reasons}).")

    def _rows(self, piece: str, task: _Task) -> list[Any]:
        """The rows of the answer about a piece: the one that was kept, else asked for."""
        key = key_of(piece, task.model)
        said = self._remembered(key)
        if said is not None:
            try:
                rows = rows_of(said)
                task.kept += 1
                return rows
            except Unanswered:  # what was kept has come to harm
                pass
        if self._silent:
            raise Unanswered(self._silent)
        task.asked += 1
        try:
            said = self.endpoint.ask(messages_for(piece))
            rows = rows_of(said)
        except Unanswered as problem:
            self._failures += 1
            if problem.lasting or self._failures >= _MOST_FAILURES:
                self._silent = problem.reason
            raise
        self._failures = 0
        self._keep(key, said, task)
        return rows

    def _remembered(self, key: str) -> str | None:
        return self.memory.get(key) if self.memory is not None else None

    def _keep(self, key: str, said: str, task: _Task) -> None:
        if self.memory is None:
            return
        try:
            self.memory.put(key, said)
        except OSError as error:
            told = f"What {task.model} said cannot be kept ({error.strerror}); it is asked again next time."
            task.warnings += [] if told in task.warnings else [told]


class _Task:
    """What one article's reading gathers."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.proposals: list[Proposal] = []
        self.dropped: list[Dropped] = []
        self.warnings: list[str] = []
        self.asked = 0
        self.kept = 0


def key_of(piece: str, model: str) -> str:
    """The key of an answer: a hash of the text, the model and the wording of the question."""
    plain = json.dumps([prompt_version(), model, piece])
    return hashlib.sha256(plain.encode()).hexdigest()


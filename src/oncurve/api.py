"""The world with every verb: the models of `answers`, and the reader and judge of articles."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Union

from msgspec.structs import replace

from oncurve.answers import world
from oncurve.basis.span import parse_date

if TYPE_CHECKING:
    from oncurve.answers.lint import Linted
    from oncurve.claims.article import Article
    from oncurve.claims.audit import Audit, ClaimReader
    from oncurve.claims.claim import Claim
    from oncurve.claims.proposed.proposer import Proposer, Reading
    from oncurve.claims.read.reader import Reader
    from oncurve.scenario.able import AbleAnswer
    from oncurve.scenario.able_hindcast import AbleHindcast
    from oncurve.scenario.hindcast import Hindcast
    from oncurve.scenario.holdings import Holdings
    from oncurve.scenario.ledger_table import Entry
    from oncurve.scenario.rebound import Rebound
    from oncurve.scenario.scenario import ScenarioAnswer

__all__ = ["World"]

#: worlds of other days that are kept
_DAYS_KEPT = 8
Day = str | dt.date | None
#: the models whose reinforcement learning together made a reasoning model
_REASONING = ("deepseek-r1-zero", "deepseek-r1")
Source = Union[str, Path, IO[bytes], "Article"]


class World(world.World):
    """What was known by a day, the questions that can be asked of it, and the audit of articles.

    >>> audit = World().claim("DeepSeek-V3 has 671 billion parameters.", published="2025-01-06")
    >>> [claim.verdict for claim in audit.claims]
    ['consistent']
    """

    #: lets a language model propose claims beside the grammar's own; None asks nobody
    proposer: Proposer | None = None

    @cached_property
    def reader(self) -> Reader:
        """The reader of claims, ready for many articles."""
        from oncurve.catalog.names import load_names
        from oncurve.claims.read.reader import Reader

        return Reader(load_names(self.catalogue.added, self.catalogue.index))

    def extract(self, source: Source, *, published: Day = None) -> tuple[Article, list[Claim]]:
        """The article of a file or stream, and the claims in it, unjudged.

        Args:
            source: a .txt, .md, .html, .pdf or .docx file, a stream of bytes, or an article already read.
            published: the article's day; None takes it from the article.

        Raises:
            BadInput: the file cannot be read.
        """
        return self._read(_article(source, published))[:2]

    def extract_text(self, text: str, *, published: Day = None) -> tuple[Article, list[Claim]]:
        """The article that a text is, and the claims in it, unjudged."""
        from oncurve.claims.article import article_of_text

        return self._read(article_of_text(text, published=_day(published)))[:2]

    def reading(self, source: Source, *, published: Day = None) -> Reading:
        """The article and its claims, unjudged, with what `proposer` had to do with them; arguments as for `extract`.

        Raises:
            BadUsage: no `proposer` is set.
            BadInput: the file cannot be read.
        """
        reading = self._read(_article(source, published))[2]
        if reading is None:
            from oncurve.basis.errors import BadUsage

            raise BadUsage("No language model proposes claims", "", "Set `proposer` of the world.")
        return reading

    def check(self, source: Source, *, published: Day = None,
              claims: Sequence[Mapping[str, Any]] | None = None) -> Audit:
        """Read an article and audit every claim in it, by what was known on its day and again by now.

        Args:
            source: as for `extract`.
            published: the article's day; None takes it from the article.
            claims: corrected readings to judge in place of our own, as `extract` gives them.
        """
        return self._audit(_article(source, published), claims)

    def check_text(self, text: str, *, published: Day = None) -> Audit:
        """Audit the claims of a text."""
        from oncurve.claims.article import article_of_text

        return self._audit(article_of_text(text, published=_day(published)), None)

    def claim(self, sentence: str, *, published: Day = None) -> Audit:
        """Audit one sentence."""
        return self.check_text(sentence, published=published)

    def stocks(self, holder: str, *, on: Day = None, precision: str = "8-bit") -> Holdings:
        """Chips that an organisation or country holds on a day, by every source, and one reconciled sum.

        Args:
            holder: its name.
            on: the day; the last that the counts by quarter reach where it is not given.
            precision: of H100-equivalents, "8-bit" or "16-bit".
        """
        from oncurve.scenario.holdings import holdings

        return holdings(self.catalogue, holder, self.draws, on=_day(on), precision=precision, settings=self.settings)

    def able(self, *, on: Day = None, **asked: Any) -> AbleAnswer:
        """Who could make a run that begins on a day, what binds each, and the count over time.

        Args:
            on: the day; the world's day where it is not given.
            asked: `budget` in USD or `flop` of the run, else a run of the day's frontier of a `kind`, "pretraining" or
                "reasoning"; `by`, the day by which the model is out; `count`, the number whose crossing is asked for.
        """
        from oncurve.scenario.able import Question, answer_able

        day = _day(on) or self.as_of or dt.datetime.now(tz=dt.UTC).date()
        more = {key: value for key, value in asked.items() if value is not None}
        if "by" in more:
            more["by"] = _day(more["by"])
        return answer_able(self.catalogue, Question(day, **more), self.draws, settings=self.settings,
                           hours=self._reasoning_hours())

    def _reasoning_hours(self) -> tuple[float, float, float] | None:
        """Chip-hours of the reinforcement learning behind DeepSeek-R1, simulated: 5%, median and 95%.

        None where the settings of it were not known by the world's day.
        """
        from oncurve.basis.errors import MissingFact
        from oncurve.basis.estimate import quantiles

        try:
            parts = [self.reinforcement(name).estimates["chip_hours"] for name in _REASONING]
        except MissingFact:
            return None
        return quantiles(parts[0].values() + parts[1].values())

    def ledger(self, name: str, *, until: Day = None, precision: str = "8-bit") -> Iterator[Entry]:
        """Every movement of chips in a scenario, by quarter, place and kind; arguments as for `scenario`."""
        from oncurve.scenario.ledger_table import entries
        from oncurve.scenario.scenario import LAST, Model

        return entries(Model(self.catalogue, self.draws, _day(until) or LAST, self.settings, precision), name)

    def rebound(self) -> Rebound:
        """Whether cheaper models meant less demand for chips: an estimate, with its confounders named."""
        from oncurve.scenario.rebound import rebound

        return rebound(self.catalogue, self.draws)

    def supply_hindcast(self) -> Hindcast:
        """What was known in 2023 and 2024 of stocks, sales and runs, scored against what was published later."""
        from oncurve.scenario.hindcast import hindcast

        return hindcast(self.catalogue, self.draws)

    def able_hindcast(self) -> AbleHindcast:
        """Who January 2025 foresaw to be able to make a model of DeepSeek-R1's class, scored against who had one."""
        from oncurve.scenario.able_hindcast import able_hindcast

        return able_hindcast(self.catalogue, self.draws)

    def scenario(self, *names: str, until: Day = None, **more: Any) -> ScenarioAnswer:
        """What scenarios come to: stocks, runs, the lag, and what decides between them.

        Args:
            names: shipped scenarios or files; the first is the one that the others are compared with.
            until: the last day; the end of 2030 where it is not given.
            more: `threshold` in months and `by`, a day: the probability that the lead then exceeds it; `deep` for the
                tornado and total shares; `precision` of H100-equivalents.
        """
        from oncurve.scenario.scenario import LAST, Model, answer_scenarios

        precision = more.pop("precision", "8-bit")
        model = Model(self.catalogue, self.draws, _day(until) or LAST, self.settings, precision)
        return answer_scenarios(model, names, **more | {"by": _day(more.get("by"))})

    def lint(self, path: str | Path | None = None) -> Linted:
        """Check the catalogue, or a folder or file of one's own, for wrong units, ranges, sums and sources."""
        from oncurve.answers.lint import lint_place

        return lint_place(None if path is None else Path(path), self.catalogue)

    def _audit(self, article: Article, edited: Sequence[Mapping[str, Any]] | None) -> Audit:
        from oncurve.claims.audit import audit
        from oncurve.claims.claim import claim_of_dict

        claims = None if edited is None else [claim_of_dict(each, article.text) for each in edited]
        then = self._on(self._by(article.published))
        reader: ClaimReader = self.reader
        if self.proposer is not None:
            article, _, reading = self._read(article)
            reader = reading if reading is not None else reader
        return audit(article, then, self, reader, claims=claims)

    def _read(self, article: Article) -> tuple[Article, list[Claim], Reading | None]:
        """An article, its claims, and the reading that they are from where a language model had a part in it."""
        if self.proposer is None:
            return article, self.reader.read(article), None
        reading = self.proposer.read(article, self.reader)
        return reading.article, list(reading.claims), reading

    @cached_property
    def _days(self) -> OrderedDict[dt.date | None, world.World]:
        return OrderedDict()

    def _on(self, day: dt.date | None) -> world.World:
        """The same world as of another day; the last few are kept, since the articles of a day stand together."""
        if day not in self._days:
            self._days[day] = self.at(day)
            self._days[day].draws = self.draws.beside()
            while len(self._days) > _DAYS_KEPT:
                self._days.popitem(last=False)
        self._days.move_to_end(day)
        return self._days[day]

    def _by(self, published: dt.date | None) -> dt.date | None:
        """The day by which an article is judged: its own, and never later than the world's."""
        if published is None or self.as_of is None:
            return published or self.as_of
        return min(published, self.as_of)


def _article(source: Source, published: Day) -> Article:
    from oncurve.claims.article import Article, read_article

    if not isinstance(source, Article):
        return read_article(source, published=_day(published))
    return source if published is None else replace(source, published=_day(published))


def _day(day: Day) -> dt.date | None:
    return None if day is None else parse_date(day)

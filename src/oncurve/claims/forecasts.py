"""Forecasts kept until their day and scored when it has passed: those of the catalogue and of one's own audits."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.basis.span import month_span, parse_date
from oncurve.catalog.event import Event, Said
from oncurve.claims.audit import Audit
from oncurve.claims.check.facts import today
from oncurve.claims.check.forecast import due_day
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import label
from oncurve.claims.claim import MEASURES, Claim, claim_of_dict
from oncurve.claims.judge import judge
from oncurve.claims.saying import say, say_day, say_interval
from oncurve.claims.verdict import Judgement

__all__ = ["Forecast", "Ledger", "Scored", "forecasts_in", "forecasts_known", "line_of", "scored"]

_ID_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """A dated claim about what is to come.

    Args:
        claim: what is forecast; its measure is what can be scored.
        published: the day on which it was made.
        due: the last day of what it is about; None where it names none.
        where: the title of the article or document.
        source: source id, for those of the catalogue.
    """

    claim: Claim
    published: dt.date
    due: dt.date | None
    where: str = ""
    source: str = ""

    @property
    def id(self) -> str:
        """A short id: the same forecast of the same day has the same one."""
        text = f"{self.claim.quote}|{self.claim.sentence}|{self.published.isoformat()}"
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()[:_ID_DIGITS]

    def to_dict(self) -> dict[str, Any]:
        """The forecast as plain data, from which `Ledger` reads it again."""
        return {"id": self.id, "claim": self.claim.to_dict(), "published": self.published.isoformat(),
                "due": self.due.isoformat() if self.due else None, "where": self.where, "source": self.source}


@dataclass(frozen=True, slots=True)
class Scored:
    """A forecast with what came of it.

    Args:
        forecast: the forecast.
        judgement: by what is known now; None before its day.
    """

    forecast: Forecast
    judgement: Judgement | None

    @property
    def status(self) -> str:
        """Whether it is "not_due", "open" where its day has passed and no fact tells what came, or "scored"."""
        if self.judgement is None or self.judgement.verdict == "not_due":
            return "not_due"
        unknown = self.judgement.verdict in ("no_basis", "not_checkable") or self._only_forecast
        return "open" if unknown else "scored"

    @property
    def _only_forecast(self) -> bool:
        """Whether all that it was set against are forecasts themselves."""
        headline = self.judgement.headline if self.judgement is not None else None
        basis = headline.reading.estimate.basis if headline is not None else ()
        return bool(basis) and all(getattr(each.evidence, "kind", "") == "forecast" for each in basis)

    def to_dict(self) -> dict[str, Any]:
        """The row as `oncurve forecasts --json` prints it."""
        forecast, claim = self.forecast, self.forecast.claim
        plain = {"id": forecast.id, "quote": claim.quote, "measure": claim.measure, "subject": claim.subject,
                 "speaker": claim.speaker, "where": forecast.where, "published": forecast.published.isoformat(),
                 "due": forecast.due.isoformat() if forecast.due else None, "status": self.status}
        if self.judgement is None:
            return {**plain, "verdict": "not_due", "agreement": None, "reason": None, "sources": []}
        told = self.judgement.to_dict()
        return {**plain, **{name: told[name] for name in ("verdict", "agreement", "reason", "sources")}}


def forecasts_in(audit: Audit) -> list[Forecast]:
    """The forecasts of an article: its claims that were not due on its day."""
    return [Forecast(each.claim, audit.published, each.then.due or due_day(each.claim), audit.article.title or "")
            for each in audit.claims if each.then.verdict == "not_due"]


def forecasts_known(world: World) -> list[Forecast]:
    """The dated forecasts of the catalogue that have a figure, oldest first."""
    found = []
    for event in world.catalogue.events.values():
        for said in event.said:
            due = _due(said)
            if said.kind == "forecast" and due is not None and said.measure in MEASURES and _has_figure(said):
                found.append(Forecast(_claim_of(event, said, world), said.known, due, event.label, said.source))
    return sorted(found, key=lambda each: (each.due or dt.date.max, each.id))


def _due(said: Said) -> dt.date | None:
    try:
        end = month_span(str(said.detail["time"]).removeprefix("FY")).end if said.detail.get("time") else None
    except BadUsage:
        return None
    return None if end is None else end - dt.timedelta(days=1)


def _has_figure(said: Said) -> bool:
    return not isinstance(said.amount, str) and any(each is not None for each in (said.amount, said.low, said.high))


def _claim_of(event: Event, said: Said, world: World) -> Claim:
    amount = None if isinstance(said.amount, str) else said.amount
    unit = said.unit or MEASURES[said.measure]
    quote = say(amount, unit) if amount is not None else say_interval(said.low or 0.0, said.high or float("inf"), unit)
    what = f"{said.note or said.measure.replace('_', ' ')}: {quote}"
    ranged = amount is None
    return Claim(quote, 0, len(quote), f"{label(world.catalogue, said.subject)}, {what}", said.measure,
                 said.subject or None, said.reference or None, amount, said.low if ranged else None,
                 said.high if ranged else None, unit, "range" if ranged else "approx", said.scope or None,
                 event.speaker or None, time=str(said.detail["time"]))


def scored(forecasts: Iterable[Forecast], world: World, *, due: bool = False) -> list[Scored]:
    """Each forecast with what came of it by the world's day.

    Args:
        forecasts: what to score.
        world: what is known now.
        due: leave out those whose day has not come.
    """
    made = []
    for forecast in forecasts:
        passed = forecast.due is not None and forecast.due < today(world)
        if passed:
            made.append(Scored(forecast, judge(_measured(forecast.claim), world, published=forecast.published)))
        elif not due:
            made.append(Scored(forecast, None))
    return made


def _measured(claim: Claim) -> Claim:
    """The claim as one of the measure that it predicts, where it has a figure for it."""
    if claim.measure == "forecast" and claim.scope in MEASURES and claim.value is not None:
        return replace(claim, measure=claim.scope, scope=None)
    return claim


class Ledger:
    """The user's own forecasts, kept in one file, a JSON object a line.

    Args:
        path: the file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Forecast]:
        """All that are kept.

        Raises:
            BadInput: a line is none of ours.
        """
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [self._forecast(line, number) for number, line in enumerate(lines, 1) if line.strip()]

    def keep(self, forecasts: Sequence[Forecast]) -> int:
        """Adds those that are not kept yet, and tells how many they were."""
        known = {each.id for each in self.read()}
        new = {each.id: each for each in forecasts if each.id not in known}
        if new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as stream:
                stream.writelines(json.dumps(each.to_dict(), ensure_ascii=False) + "\n" for each in new.values())
        return len(new)

    def _forecast(self, line: str, number: int) -> Forecast:
        try:
            plain = json.loads(line)
            claim = claim_of_dict(plain["claim"], plain["claim"]["sentence"])
            due = parse_date(plain["due"]) if plain.get("due") else None
            return Forecast(claim, parse_date(plain["published"]), due, plain.get("where", ""), plain.get("source", ""))
        except (ValueError, KeyError, TypeError, AttributeError, OncurveError) as error:
            raise BadInput("this is no forecast that was kept here", file=str(self.path), where=f"line {number}",
                           hint="Take the line out, or the file away.") from error


def line_of(each: Scored) -> str:
    """One line for a reader: what was forecast, for when, and what came."""
    forecast = each.forecast
    day = say_day(forecast.due.toordinal()) if forecast.due else "no day named"
    what = f"{forecast.claim.sentence[:100]} ({forecast.claim.speaker or forecast.where}, due {day})"
    if each.judgement is None:
        return f"not due   {what}"
    verdict = each.judgement.verdict.replace("_", " ")
    return f"{each.status.replace('_', ' '):9s} {what}\n          {verdict}: {each.judgement.reason}"

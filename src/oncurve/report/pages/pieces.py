"""What pages are put together from: estimates in words, and links to things, sources and addresses."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oncurve.basis.estimate import Estimate
from oncurve.claims.reason import input_words
from oncurve.claims.saying import say, say_day, say_estimate
from oncurve.report.answer import Cell, Grid, Link
from oncurve.report.page import upper

if TYPE_CHECKING:
    from oncurve.basis.evidence import Source
    from oncurve.catalog.read import Catalogue

__all__ = ["amount_words", "day_number", "day_words", "ends_words", "estimate_of", "facts_grid", "in_words",
           "input_label", "said", "source_link", "sources_of", "thing_link", "value_words"]

#: units that people say otherwise, and the factor to what they say
_PLAIN = {"fraction": ("percent", 100.0), "second": ("seconds", 1.0), "token per second": ("tokens a second", 1.0),
          "USD per chip-hour": ("USD a chip-hour", 1.0), "mm2": ("mm²", 1.0)}
_SHELVES = ("models", "chips", "organisations", "events", "sources")


def estimate_of(plain: Mapping[str, Any]) -> Estimate:
    """An estimate of the contract, to be drawn or said; an open side is infinite."""
    def end(name: str, open_end: float) -> float:
        value = plain.get(name)
        if isinstance(value, str):
            return float(dt.date.fromisoformat(value).toordinal())
        return open_end if value is None else float(value)

    return Estimate(end("median", math.nan), end("low", -math.inf), end("high", math.inf), plain["unit"],
                    method=plain.get("method", ""), warnings=tuple(plain.get("warnings", ())))


def said(plain: Mapping[str, Any] | None) -> str:
    """An estimate of the contract in words; "none" where there is none."""
    if not plain or plain.get("median") is None:
        return "none"
    made = estimate_of(plain)
    if made.unit == "date" and not (math.isfinite(made.low) and math.isfinite(made.high)):
        early = f"{say(made.low, 'date')} at the earliest" if math.isfinite(made.low) else "no day too early"
        late = f"{say(made.high, 'date')} at the latest" if math.isfinite(made.high) else "perhaps never"
        return f"{say(made.median, 'date')} ({early}, {late})"
    unit, factor = _PLAIN.get(made.unit, (made.unit, 1.0))
    return say_estimate(replace(made, median=made.median * factor, low=made.low * factor, high=made.high * factor,
                                unit=unit))


def amount_words(value: Any, unit: str, digits: int = 4) -> str:
    """A value of a fact in words, a number in so many significant digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit, factor = _PLAIN.get(unit, (unit, 1.0))
        return say(float(value) * factor, unit, digits)
    return str(value).replace(",", ", ") if "=" in str(value) else str(value)


def ends_words(amount: Any, low: float | None, high: float | None, unit: str | None) -> str:
    """What somebody states in words: an amount, else from one end to the other; "" where there is neither."""
    told = [amount] if amount is not None else [end for end in (low, high) if end is not None]
    return " to ".join(amount_words(each, unit or "none") for each in told)


def value_words(plain: Mapping[str, Any]) -> str:
    """A fact or an input of the contract in words: its value, with what is known of its ends."""
    value, low, high = (None if plain.get(name) is None else amount_words(plain[name], plain["unit"])
                        for name in ("value", "low", "high"))
    if low is None and high is None:
        return str(value)
    return f"{value} ({low} to {high})" if low and high else \
        f"{value} (at least {low})" if low else f"{value} (at most {high})"


def day_number(day: str) -> float:
    """A day as a number on an axis; a month is its first day, a year its first of January."""
    year, month, first = ([int(each) for each in day.split("-")] + [1, 1])[:3]
    return float(dt.date(year, month, first).toordinal())


def day_words(day: str) -> str:
    """An ISO day as people say it."""
    return say_day(day_number(day))


def input_label(key: str, catalogue: Catalogue) -> str:
    """A named input as a label, with the thing that it belongs to: "DeepSeek-V3: active parameters"."""
    about, _, rest = key.partition(".")
    thing = str(thing_link(about, catalogue)) if rest else about
    if not rest or thing == about:
        return upper(", ".join(input_words(part) for part in key.split(".")).removeprefix("the "))
    return f"{thing}: {', '.join(input_words(part).removeprefix('the ') for part in rest.split('.'))}"


def thing_link(ident: str | None, catalogue: Catalogue) -> Cell:
    """A thing of the catalogue by its label, leading to its page; other words as they are."""
    if not ident:
        return ""
    for shelf in _SHELVES:
        things: Mapping[str, Any] = getattr(catalogue, shelf)
        if ident in things:
            found = things[ident]
            return Link(str(getattr(found, "label", "") or getattr(found, "title", ident)), f"/{shelf}/{ident}")
    if ident in catalogue.places:
        return catalogue.places[ident].label
    if ident in catalogue.people:
        return catalogue.people[ident].label
    return ident


def in_words(cell: Cell) -> str:
    """A thing within a sentence: a country with the article that it takes."""
    words = str(cell)
    return f"the {words}" if words.startswith("United ") or words == "Netherlands" else words


def source_link(ident: str | None, catalogue: Catalogue) -> Cell:
    """A source by who made it and when, leading to its page."""
    found = catalogue.sources.get(ident) if ident else None
    if found is None:
        return ident or ""
    year = f" ({found.published.year})" if found.published else ""
    return Link(f"{found.producer}{year}", f"/sources/{ident}")


def sources_of(ids: Iterable[str | None], catalogue: Catalogue) -> tuple[Source, ...]:
    """The works with these ids, each once."""
    known = dict.fromkeys(each for each in ids if each and each in catalogue.sources)
    return tuple(catalogue.sources[each] for each in known)


def facts_grid(facts: Iterable[Mapping[str, Any]], catalogue: Catalogue, caption: str, *,
               about: bool = False) -> Grid:
    """Facts as a table, each with its kind, its day and its source.

    Args:
        facts: as the contract prints them.
        catalogue: where the works stand.
        caption: of the table.
        about: whether to say what each is a fact of.
    """
    rows, data = [], []
    for fact in facts:
        where = ", ".join(part for part in (fact.get("where", ""), fact.get("note", "")) if part)
        first: tuple[Cell, ...] = (thing_link(fact["subject"], catalogue),) if about else ()
        rows.append((*first, _name(fact), value_words(fact), fact["kind"], fact["known"],
                     source_link(fact["source"], catalogue), where))
        data.append({name: cell for name, cell in fact.items() if name != "detail"})
    columns = (*(("Of",) if about else ()), "Fact", "Value", "Kind", "Known since", "Source", "Where, and note")
    return Grid(caption, columns, tuple(rows), data=tuple(data), wide=True)


def _name(fact: Mapping[str, Any]) -> str:
    words = upper(str(fact["name"]).replace(".", ", ").replace("_", " "))
    item = (fact.get("detail") or {}).get("item")
    span = " to ".join(day for day in (fact.get("from"), fact.get("until")) if day)
    return words + (f": {item}" if item else "") + (f" ({span})" if span else "")

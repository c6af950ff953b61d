"""The reasons of an answer on exports: every test with its value, its limit and its margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any

from oncurve.answers.export_items import Shipment, Stamp
from oncurve.export.case import BY_DESTINATION, BY_HEADQUARTERS, Case, States
from oncurve.export.metric import UNMEASURED, Measured
from oncurve.export.provision import OPERATIONS, PARTY_METRICS, Provision, Test

__all__ = ["METRIC_WORDS", "Line", "line_row", "lines_of", "place_row", "plain_number"]

#: how an answer calls a metric
METRIC_WORDS = {
    "tpp": "total processing performance",
    "density": "performance density",
    "io": "input and output",
    "link": "links to other chips",
    "dram_bandwidth": "DRAM bandwidth",
    "dram_bandwidth_io": "DRAM bandwidth with input and output",
    "bandwidth_density": "memory bandwidth density",
    "transistors": "transistors",
    "hbm": "stacks of HBM",
    "training_operations": "operations of training",
    "open_weights": "open weights",
    "listed_share": "share owned by listed parties",
    "order_tpp": "performance ordered in the year",
    "area": "die area",
}
_DIGITS = 6
_PLACES = (("to", "to_except", "destination", BY_DESTINATION), ("hq", "hq_except", "headquarters", BY_HEADQUARTERS))


def plain_number(value: float | None) -> float | int | None:
    """A number as it is printed: six digits, whole where it is whole, None where it has no bound."""
    if value is None or value in (float("inf"), float("-inf")):
        return None
    if value.is_integer() and abs(value) < 1e15:
        return int(value)
    return float(f"{value:.{_DIGITS}g}")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A reason that an answer can give, before the item, the countries and the buyer are looked at.

    Args:
        words: what is tested.
        rule: id of the rule.
        source: id of the work in which the clause is read.
        test: the comparison, where it is one.
        market: the market that is asked for, or "".
        place: "destination" or "headquarters", or "".
        limit: the countries that are listed, for a place.
        holds: whether it holds, where no item decides.
        pieces: its JSON before the value, between value and verdict, and after the margin, for a comparison.
        memory: what was put into text of it.
    """

    words: str
    rule: str
    source: str
    test: Test | None = None
    market: str = ""
    place: str = ""
    limit: str = ""
    holds: bool | None = None
    pieces: tuple[str, str, str] = ("", "", "")
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)


def lines_of(case: Case, states: States, paragraph: str, shipment: Shipment) -> tuple[tuple[Line, ...], ...]:
    """The reasons that bear on a shipment in the order in which the law asks: of the item and parties, then of places.

    Args:
        case: the provisions that can matter.
        states: whether each fits the item.
        paragraph: the paragraphs in which the item may fall.
        shipment: the question, of which the kind and maker of the item and the share of listed owners count.
    """
    fitting = tuple([states[each] is not False for each in _deciding(case, paragraph)])
    item = shipment.item
    key = ("lines", paragraph, fitting, item.kind, item.vendor, shipment.parties.listed_share is None)
    found: tuple[tuple[Line, ...], ...] | None = case.memory.get(key)
    if found is None:
        own = _once(_own_lines(case, states, paragraph, shipment))
        found = case.memory[key] = own, _once(list(_places(case, states, paragraph)))
    return found


def _deciding(case: Case, paragraph: str) -> tuple[int, ...]:
    """The provisions of which an answer tells by whether they fit; limbs are told whether they do or not."""
    key = ("deciding", paragraph)
    found: tuple[int, ...] | None = case.memory.get(key)
    if found is None:
        bearing = case.bearing(paragraph)
        found = case.memory[key] = tuple([each for each in bearing if case.provisions[each].does != "classify"])
    return found


def _own_lines(case: Case, states: States, paragraph: str, shipment: Shipment) -> list[Line]:
    own: list[Line] = []
    settled = " or " not in paragraph
    for index in case.bearing(paragraph):
        provision, fits = case.provisions[index], states[index] is not False
        if provision.does == "classify":
            if provision.is_about_kind(shipment.item.kind):
                own += _tests(provision, shipment)
        elif provision.does in ("presume", "rebut") and shipment.item.kind == "logic":
            own += _tests(provision, shipment) or [_named(provision, holds=fits)]
        elif case.place[index] and (settled or provision.does == "require"):
            if provision.lists["chips"] and fits:
                own.append(_named(provision, holds=True))
            binds = provision.lists["binds"]
            if fits or not binds or shipment.item.vendor in binds:
                own += _tests(provision, shipment)
    return own


def line_row(line: Line, shipment: Shipment) -> dict[str, Any]:
    """What a line says of the item and the parties of a shipment."""
    item = shipment.item
    if line.market:
        return _said(line, item.market or None, line.market, None if not item.market else item.market == line.market)
    if line.test is None:
        return _said(line, None, None, line.holds)
    test, share = line.test, shipment.parties.listed_share
    if test.metric == "listed_share" and share is not None:
        found, holds = Measured(share, share, share), test.state({test.metric: Measured(share, share, share)})
    else:
        found, holds = item.metrics.get(test.metric, UNMEASURED), test.state(item.metrics)
    row = _said(line, plain_number(found.value), plain_number(test.limit), holds)
    row["margin"] = None if found.value is None else plain_number(test.margin(found.value))
    if found.value is None and test.metric in item.metrics:
        row["bounds"] = [plain_number(found.low), plain_number(found.high)]
    return row


def place_row(line: Line, stamp: Stamp) -> dict[str, Any]:
    """What a line says of a country."""
    return _said(line, stamp.to_treated if line.place == "destination" else stamp.hq_treated, line.limit, line.holds)


def _said(line: Line, value: Any, limit: Any, holds: bool | None) -> dict[str, Any]:
    return {"test": line.words, "value": value, "limit": limit, "holds": holds, "margin": None, "rule": line.rule}


def _once(lines: list[Line]) -> tuple[Line, ...]:
    """The lines without those that say the same of one rule twice."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        found.setdefault((line.words, line.rule), line)
    return tuple(found.values())


def _tests(provision: Provision, shipment: Shipment) -> list[Line]:
    """The lines of a provision's tests; those of the buyer where a share is known."""
    made: dict[str, list[Line]] = provision.memory.get("lines") or {}
    if not made:
        made = provision.memory["lines"] = {"item": list(_of_item(provision)), "buyer": list(_of_buyer(provision))}
    known = shipment.parties.listed_share is not None and provision.lists["buyers"]
    return [*made["item"], *made["buyer"]] if known else made["item"]


def _of_item(provision: Provision) -> Iterator[Line]:
    market = str(provision.clause.detail.get("market") or "")
    if market and provision.does != "presume":
        words = "for data centres" if market == "datacenter" else "not for data centres"
        yield Line(f"{_where(provision)}: {words}", provision.rule, provision.clause.source, market=market)
    for test in provision.tests:
        if test.metric not in PARTY_METRICS:
            yield _compared(provision, test)


def _of_buyer(provision: Provision) -> Iterator[Line]:
    return (_compared(provision, each) for each in provision.tests if each.metric == "listed_share")


def _compared(provision: Provision, test: Test) -> Line:
    words = f"{_where(provision)}: {METRIC_WORDS[test.metric]} {OPERATIONS[test.operation]} {test.limit:,.10g}"
    pieces = (
        f'{{"test":{encode_basestring(words)},"value":',
        f',"limit":{plain_number(test.limit)!r},"holds":',
        f',"rule":"{provision.rule}"}}',
    )
    return Line(words, provision.rule, provision.clause.source, test, pieces=pieces)


def _named(provision: Provision, *, holds: bool) -> Line:
    key = ("named", holds)
    if key not in provision.memory:
        provision.memory[key] = Line(_where(provision), provision.rule, provision.clause.source, holds=holds)
    found: Line = provision.memory[key]
    return found


def _where(provision: Provision) -> str:
    detail = provision.clause.detail
    words = str(detail.get("label") or provision.clause.where or "")
    return words if words.startswith("3A090") else ", ".join(part for part in (provision.rule, words) if part)


def _places(case: Case, states: States, paragraph: str) -> Iterator[Line]:
    """Whether destination and headquarters are within the reach of each licence requirement."""
    for index in case.bearing(paragraph):
        provision = case.provisions[index]
        if provision.does == "require" and states[index] is not False and (case.place[index] or case.general[index]):
            key = ("places", case.place[index])
            if key not in provision.memory:
                provision.memory[key] = list(_of_places(provision, case.place[index]))
            yield from provision.memory[key]


def _of_places(provision: Provision, reach: int) -> Iterator[Line]:
    for key, except_key, name, bit in _PLACES:
        tokens, outside = provision.lists[key], provision.lists[except_key]
        if tokens:
            limit = " ".join(tokens) + (" without " + " ".join(outside) if outside else "")
            where = provision.rule if provision.lists["binds"] else _where(provision)
            words, source = f"{where}: {name} among {limit}", provision.clause.source
            yield Line(words, provision.rule, source, place=name, limit=limit, holds=bool(reach & bit))

"""The reasons of an answer on exports: every test with its value, its limit and its margin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oncurve.answers.export_items import Shipment, Stamp
from oncurve.export.item import Item
from oncurve.export.metric import Measured
from oncurve.export.provision import OPERATIONS, PARTY_METRICS, Provision, Test
from oncurve.export.rules import BY_DESTINATION, BY_HEADQUARTERS, Place, Regime, Signature

__all__ = ["METRIC_WORDS", "because", "plain_number"]

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
    if float(value).is_integer() and abs(value) < 1e15:
        return int(value)
    return float(f"{value:.{_DIGITS}g}")


def because(
    shipment: Shipment, regime: Regime, states: Signature, paragraph: str, stamp: Stamp
) -> list[dict[str, Any]]:
    """Each test that bears on a shipment, in the order in which the law asks.

    Args:
        shipment: the question.
        regime: the law of the day.
        states: whether each provision fits the item.
        paragraph: the paragraphs in which the item may fall.
        stamp: how the countries are printed.
    """
    rows: list[dict[str, Any]] = []
    settled = " or " not in paragraph
    place = regime.place(shipment.destination, shipment.headquarters)
    about = regime.parties(shipment.parties)
    for index in regime.bearing(paragraph):
        provision = regime.provisions[index]
        if not about[index]:
            continue
        if provision.does == "classify":
            if _same_kind(provision, shipment):
                rows += _tests(shipment, provision)
        elif provision.does in ("presume", "rebut") and shipment.item.kind == "logic":
            rows += _tests(shipment, provision) or [_named(provision, states[index] is not False)]
        elif place[index] and (settled or provision.does == "require"):
            if provision.lists["chips"] and states[index] is not False:
                rows.append(_named(provision, True))
            binds = provision.lists["binds"]
            if states[index] is not False or not binds or shipment.item.vendor in binds:
                rows += _tests(shipment, provision)
    rows += _places(regime, place, states, paragraph, about, stamp)
    return list({(row["test"], row["rule"]): row for row in rows}.values())


def _same_kind(provision: Provision, shipment: Shipment) -> bool:
    wanted = provision.clause.detail.get("item")
    return wanted == shipment.item.kind if wanted else shipment.item.kind in ("ic", "logic")


def _tests(shipment: Shipment, provision: Provision) -> list[dict[str, Any]]:
    """The lines of a provision's tests; those of the item are remembered by it."""
    item, share = shipment.item, shipment.parties.listed_share
    key = ("lines", provision)
    if key not in item.memory:
        item.memory[key] = list(_item_tests(item, provision))
    found: list[dict[str, Any]] = item.memory[key]
    if share is not None and provision.lists["buyers"]:
        return [*found, *(_line(provision, each, share) for each in provision.tests if each.metric == "listed_share")]
    return found


def _item_tests(item: Item, provision: Provision) -> Iterator[dict[str, Any]]:
    market = provision.clause.detail.get("market")
    if market and provision.does != "presume":
        words = "for data centres" if market == "datacenter" else "not for data centres"
        holds = None if not item.market else item.market == market
        yield _said(provision, f"{_where(provision)}: {words}", item.market or None, market, holds)
    for test in provision.tests:
        if test.metric not in PARTY_METRICS:
            found = item.metrics.get(test.metric)
            row = _line(provision, test, None if found is None else found.value)
            row["holds"] = test.state(item.metrics)
            if found is not None and found.value is None:
                row["bounds"] = [plain_number(found.low), plain_number(found.high)]
            yield row


def _line(provision: Provision, test: Test, value: float | None) -> dict[str, Any]:
    """The line of one test: what is compared with what, and by how much it holds or misses."""
    words = f"{_where(provision)}: {METRIC_WORDS[test.metric]} {OPERATIONS[test.operation]} {test.limit:,.10g}"
    holds = None if value is None else test.state({test.metric: Measured(value, value, value)})
    row = _said(provision, words, plain_number(value), plain_number(test.limit), holds)
    row["margin"] = None if value is None else plain_number(test.margin(value))
    return row


def _said(provision: Provision, words: str, value: Any, limit: Any, holds: bool | None) -> dict[str, Any]:
    return {"test": words, "value": value, "limit": limit, "holds": holds, "margin": None, "rule": provision.rule}


def _named(provision: Provision, holds: bool) -> dict[str, Any]:
    return _said(provision, _where(provision), None, None, holds)


def _where(provision: Provision) -> str:
    detail = provision.clause.detail
    words = str(detail.get("label") or provision.clause.where or "")
    return words if words.startswith("3A090") else ", ".join(part for part in (provision.rule, words) if part)


def _places(
    regime: Regime, place: Place, states: Signature, paragraph: str, about: tuple[bool, ...], stamp: Stamp
) -> Iterator[dict[str, Any]]:
    """Whether destination and headquarters are within the reach of each licence requirement."""
    values = {"destination": stamp.to_treated, "headquarters": stamp.hq_treated}
    for index in regime.bearing(paragraph):
        provision = regime.provisions[index]
        if provision.does != "require" or not about[index] or states[index] is False:
            continue
        if not place[index] and not regime.general[index]:
            continue
        for key, except_key, name, bit in _PLACES:
            tokens = provision.lists[key]
            if tokens:
                outside = provision.lists[except_key]
                limit = " ".join(tokens) + (" without " + " ".join(outside) if outside else "")
                where = provision.rule if provision.lists["binds"] else _where(provision)
                words = f"{where}: {name} among {limit}"
                line = (index, name, values[name], bool(place[index] & bit))
                if line not in regime.memory:
                    regime.memory[line] = _said(provision, words, values[name], limit, line[-1])
                yield regime.memory[line]

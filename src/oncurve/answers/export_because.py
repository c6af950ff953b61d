"""The reasons of an answer on exports: every test with its value, its limit and its margin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oncurve.answers.export_items import Shipment
from oncurve.export.provision import OPERATIONS, PARTY_METRICS, Provision, Test
from oncurve.export.rules import Regime, Signature

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
_PLACES = (("to", "to_except", "destination"), ("hq", "hq_except", "headquarters"))


def plain_number(value: float | None) -> float | int | None:
    """A number as it is printed: six digits, whole where it is whole, None where it has no bound."""
    if value is None or value in (float("inf"), float("-inf")):
        return None
    if float(value).is_integer() and abs(value) < 1e15:
        return int(value)
    return float(f"{value:.{_DIGITS}g}")


def because(shipment: Shipment, regime: Regime, states: Signature, paragraph: str) -> list[dict[str, Any]]:
    """Each test that bears on a shipment, in the order in which the law asks.

    Args:
        shipment: the question.
        regime: the law of the day.
        states: whether each provision fits the item.
        paragraph: the paragraphs in which the item may fall.
    """
    rows: list[dict[str, Any]] = []
    settled = " or " not in paragraph
    place = regime.place(shipment.destination, shipment.headquarters)
    about = regime.parties(shipment.parties)
    for index, provision in enumerate(regime.provisions):
        if provision.does in ("charge", "gate") or not about[index]:
            continue
        if provision.does == "classify":
            if _same_kind(provision, shipment):
                rows += _tests(shipment, provision)
        elif provision.does in ("presume", "rebut") and shipment.item.kind == "logic":
            rows += list(_tests(shipment, provision)) or [_named(provision, states[index] is not False)]
        elif place[index] and _bears(provision, paragraph) and (settled or provision.does == "require"):
            if provision.lists["chips"] and states[index] is not False:
                rows.append(_named(provision, True))
            binds = provision.lists["binds"]
            if states[index] is not False or not binds or shipment.item.vendor in binds:
                rows += _tests(shipment, provision)
    rows += _places(shipment, regime, states, paragraph, about)
    return list({(row["test"], row["rule"]): row for row in rows}.values())


def _same_kind(provision: Provision, shipment: Shipment) -> bool:
    wanted = provision.clause.detail.get("item")
    return wanted == shipment.item.kind if wanted else shipment.item.kind in ("ic", "logic")


def _bears(provision: Provision, paragraph: str) -> bool:
    lists = provision.lists["paragraphs"]
    return not lists or "*" in lists or any(each in paragraph.split(" or ") for each in lists)


def _tests(shipment: Shipment, provision: Provision) -> Iterator[dict[str, Any]]:
    market = provision.clause.detail.get("market")
    if market and provision.does != "presume":
        item = shipment.item
        yield {
            "test": f"{_where(provision)}: {'for data centres' if market == 'datacenter' else 'not for data centres'}",
            "value": item.market or None,
            "limit": market,
            "holds": None if not item.market else item.market == market,
            "margin": None,
            "rule": provision.rule,
        }
    for test in provision.tests:
        if test.metric not in PARTY_METRICS:
            yield _row(shipment, provision, test)
        elif test.metric == "listed_share" and shipment.parties.listed_share is not None:
            value = shipment.parties.listed_share
            yield {
                "test": f"{_where(provision)}: {METRIC_WORDS[test.metric]} {OPERATIONS[test.operation]} {test.limit:g}",
                "value": value,
                "limit": plain_number(test.limit),
                "holds": test.margin(value) >= 0,
                "margin": plain_number(test.margin(value)),
                "rule": provision.rule,
            }


def _row(shipment: Shipment, provision: Provision, test: Test) -> dict[str, Any]:
    found = shipment.item.metrics.get(test.metric)
    row: dict[str, Any] = {
        "test": f"{_where(provision)}: {METRIC_WORDS[test.metric]} {OPERATIONS[test.operation]} {test.limit:,.10g}",
        "value": plain_number(found.value) if found is not None else None,
        "limit": plain_number(test.limit),
        "holds": test.state(shipment.item.metrics),
        "margin": plain_number(test.margin(found.value)) if found is not None and found.value is not None else None,
        "rule": provision.rule,
    }
    if found is not None and found.value is None:
        row["bounds"] = [plain_number(found.low), plain_number(found.high)]
    return row


def _named(provision: Provision, holds: bool) -> dict[str, Any]:
    return {
        "test": f"{_where(provision)}",
        "value": None,
        "limit": None,
        "holds": holds,
        "margin": None,
        "rule": provision.rule,
    }


def _where(provision: Provision) -> str:
    detail = provision.clause.detail
    words = str(detail.get("label") or provision.clause.where or "")
    return words if words.startswith("3A090") else ", ".join(part for part in (provision.rule, words) if part)


def _places(
    shipment: Shipment, regime: Regime, states: Signature, paragraph: str, about: tuple[bool, ...]
) -> Iterator[dict[str, Any]]:
    """Whether destination and headquarters are within the reach of each licence requirement."""
    values = {"destination": shipment.destination, "headquarters": shipment.headquarters}
    for index, provision in enumerate(regime.provisions):
        countries = regime.countries[index]
        if (
            provision.does != "require"
            or not about[index]
            or not _bears(provision, paragraph)
            or states[index] is False
        ):
            continue
        if "*" in provision.lists["paragraphs"] and shipment.destination not in countries["to"]:
            continue
        for key, except_key, name in _PLACES:
            tokens = provision.lists[key]
            if not tokens:
                continue
            outside = provision.lists[except_key]
            limit = " ".join(tokens) + (" without " + " ".join(outside) if outside else "")
            value = values[name]
            holds = value in countries[key] and value not in countries[except_key]
            where = provision.rule if provision.lists["binds"] else _where(provision)
            yield {
                "test": f"{where}: {name} among {limit}",
                "value": value,
                "limit": limit,
                "holds": holds,
                "margin": None,
                "rule": provision.rule,
            }

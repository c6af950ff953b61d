"""Epoch AI's tables of prices: chips by the hour and to own, tokens; and the producer price index."""

from __future__ import annotations

import re

from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_HARDWARE = Origin("epoch-ai-hardware-prices", "Hardware prices", "Epoch AI",
                   "https://epoch.ai/data/machine-learning-hardware", "CC BY 4.0")
_TOKENS = Origin("epoch-ai-llm-prices", "LLM inference prices", "Epoch AI",
                 "https://epoch.ai/data-insights/llm-inference-price-trends", "CC BY 4.0")
_INDEX = Origin("bls-ppi-data-processing", "Producer price index: data processing and related services",
                "US Bureau of Labor Statistics", "https://fred.stlouisfed.org/series/PCU518210518210", "public domain")
_CONTRACTS = {"Price per chip-hour (on-demand)": "on_demand", "Price per chip-hour (1-year CUD)": "reserved_1y",
              "Price per chip-hour (3-year CUD)": "reserved_3y"}
_HUNDRED = 100.0
_BOUGHT = "Price (hardware purchase)"
_NO_SALE = re.compile(r"not a real sale|estimat|not sold|converted", re.IGNORECASE)


def _price(found: Found) -> None:
    name = found.name("Hardware model")
    chip = found.names.chip(name).id
    day = found.day("Price date")
    if day is None:
        found.reject("no day", f"its price date, {found.cell('Price date')!r}, is no day")
        return
    notes, where = found.text("Notes"), found.text("Price source")
    vendor = found.text("Vendor")
    provider = found.names.match("organisations", vendor).id if vendor else ""
    evidence = "estimated" if _NO_SALE.search(notes) else "reported"
    for column, contract in _CONTRACTS.items():
        found.observe("rental", chip, found.number(column), "USD per chip-hour",
                      {"contract": contract, "provider": provider, "region": found.text("Location")}, since=day,
                      evidence=evidence, place=where, note=notes)
    basis = "single" if "single-unit" in notes.lower() else "server_share"
    found.observe("purchase", chip, found.number(_BOUGHT), "USD per chip",
                  {"basis": basis, "vendor": provider, "dgx": "yes" if "DGX" in notes else ""}, since=day,
                  evidence=evidence, place=where, note=notes)
    if not found.observations:
        found.reject("no price", "none of its four price columns holds a price")


def _token_price(found: Found) -> None:
    model = found.names.model(found.name("Model Name")).id
    day = found.day("Release Date")
    if day is None:
        found.reject("no day", f"its release date, {found.cell('Release Date')!r}, is no day")
        return
    found.observe("api_prices", model, found.number("USD per 1M Tokens"), "USD per 1M tokens",
                  {"tier": "blended_3_1", "variant": ""}, since=day, place="USD per 1M Tokens",
                  note="the day may be the one on which the price was collected")
    for column in ("MMLU", "GPQA Diamond", "HumanEval", "MATH-500", "MATH 5"):
        share = found.share(column, out_of=_HUNDRED)
        found.observe("scores", model, None if share is None else share * _HUNDRED, "percent",
                      {"benchmark": found.names.match("benchmarks", column).id, "relation": "third party"},
                      since=day, place=column)
    if not found.observations:
        found.reject("no price", "it holds neither a price nor a score")


def _index_level(found: Found) -> None:
    column = "observation_date" if "observation_date" in found.row.cells else "DATE"
    day = found.day(column)
    if day is None:
        found.reject("no month", f"its date, {found.cell(column)!r}, is no day")
        return
    level = found.number("PCU518210518210")
    if level is None:
        found.reject("no level", "the month has no level of the index")
        return
    found.observe("price_index", "PCU518210518210", level, "count",
                  {"index": "PCU518210518210", "month": f"{day:%Y-%m}"}, since=day, evidence="measured", place=column)


IMPORTERS = (
    Importer("epoch-prices", "hardware", _HARDWARE, ("Price source", "Price date", "Hardware model", _BOUGHT),
             ("Hardware model",), _price, ("Price date",), repeats=True),
    Importer("epoch-prices", "tokens", _TOKENS, ("Model Name", "Release Date", "USD per 1M Tokens"), ("Model Name",),
             _token_price, ("Release Date",), repeats=True),
    Importer("price-index", "PCU518210518210", _INDEX, ("observation_date", "PCU518210518210"), ("observation_date",),
             _index_level, ("observation_date",)),
    Importer("price-index", "PCU518210518210", _INDEX, ("DATE", "PCU518210518210"), ("DATE",), _index_level,
             ("DATE",)),
)

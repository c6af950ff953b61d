"""Facts of one thing: the newest, the developer's own, corrections, and plain data."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.evidence import Fact
from oncurve.basis.span import Span
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record, compact, fact_of_row, row_of_fact


def told(amount: float, source: str, day: str, **detail: object) -> Fact:
    """A fact about a chip's power."""
    return Fact("c1", "tdp", amount, "W", "reported", dt.date.fromisoformat(day), source, detail=detail)


def thing(*facts: Fact) -> Record:
    """A thing with these facts, newest first, as the catalogue orders them."""
    return Record("c1", "C1", (), tuple(sorted(facts, key=lambda fact: fact.known, reverse=True)))


def test_the_newest_value_is_taken() -> None:
    """Of two rivals, the later known one answers, and both are kept."""
    record = thing(told(300, "maker", "2024-01-01"), told(310, "tester", "2024-06-01"))
    assert record.number("tdp") == 310
    assert len(record.facts_of("tdp")) == 2


def test_the_developers_own_word_goes_first_where_it_is_marked() -> None:
    """A later estimate by a third party does not push out a value marked as the developer's own."""
    record = thing(told(300, "maker", "2024-01-01", primary=True), told(310, "tester", "2024-06-01"))
    assert record.number("tdp") == 300


def test_a_correction_takes_the_place_of_what_it_supersedes() -> None:
    """The old value stays among the facts and is no rival any more."""
    record = thing(told(300, "maker", "2024-01-01"), told(350, "erratum", "2024-02-01", supersedes="maker"))
    assert [fact.amount for fact in record.facts_of("tdp")] == [350]
    assert [fact.amount for fact in record.facts] == [350, 300]


def test_a_fact_survives_the_index() -> None:
    """A fact written to a row of the index and read again is the same fact."""
    full = Fact("c1", "move", -17.0, "percent", "measured", dt.date(2025, 1, 27), "exchange", "close", -18.0, -16.0,
                Span(dt.date(2025, 1, 27), dt.date(2025, 1, 28)), "a note", "the day itself", {"subject": "nvidia"})
    assert fact_of_row("c1", row_of_fact(full)) == full


def test_names_are_compared_without_case_spaces_and_punctuation() -> None:
    """Two spellings of one name are equal, and Command R+ is not Command R."""
    assert compact("DeepSeek-V3") == compact("deep seek v3")
    assert compact("Command R+") != compact("Command R")


def test_the_shape_is_read_from_the_model() -> None:
    """The dimensions of DeepSeek-V3 come from its own repository."""
    shape = Catalogue.load().model("deepseek-v3").shape
    assert shape is not None
    assert (shape["kind_of"], shape["layers"], shape["hidden"], shape["experts_routed"]) == ("moe", 61, 7168, 256)
    assert shape["tied_embeddings"] is False


def test_a_thing_is_plain_data() -> None:
    """`to_dict` holds the fields and facts, dates as text."""
    plain = Catalogue.load().chip("h800").to_dict()
    assert plain["vendor"] == "nvidia"
    assert plain["variant_of"] == "h100"
    power = next(fact for fact in plain["facts"] if fact["name"] == "tdp")
    assert power["value"] == 700
    assert isinstance(power["known"], str)


def test_facts_are_listed_by_prefix() -> None:
    """All peaks of a chip are found under `peak`."""
    peaks = {fact.name: fact.number for fact in Catalogue.load().chip("h100").facts_under("peak")}
    assert peaks["peak.bf16"] == 989.4
    assert Catalogue.load().chip("h100").peak("fp8") == 1978.9
    assert Catalogue.load().chip("v100").peak("fp8") is None

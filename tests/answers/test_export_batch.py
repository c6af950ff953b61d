"""A list of shipments is answered as each of its rows is answered alone."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncurve.answers.export_batch import export_lines
from oncurve.answers.export_items import COLUMNS
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_status import answer_to
from oncurve.basis.errors import OncurveError
from oncurve.catalog.read import Catalogue

CATALOGUE = Catalogue.load()
CHIPS = st.sampled_from([*sorted(CATALOGUE.chips), "NVIDIA H100 SXM", "A100 80GB SXM"])
LIMITS = (600, 1100, 1400, 1600, 1700, 2400, 4500, 4800, 5000, 6500, 14_000, 17_500, 20_800, 21_000, 21_100)
COUNTRY = st.sampled_from(["CN", "HK", "MO", "US", "RU", "SA", "AE", "VN", "IL", "CY", "NI", "KH", "JP", "China", "PR"])
NUMBER = st.one_of(
    st.just(""), st.sampled_from(LIMITS).map(str), st.floats(0.01, 1e5, allow_nan=False).map(lambda x: f"{x:.7g}")
)


@pytest.fixture(scope="module")
def screening() -> Screening:
    """The law as it stands."""
    return Screening(CATALOGUE)


def days() -> st.SearchStrategy[str]:
    """Days from before the first rule to past the last, and some on which no more is known."""
    return st.one_of(
        st.dates(dt.date(2022, 7, 1), dt.date(2028, 12, 31)).map(str),
        st.sampled_from(["0001-01-01", "2100-01-01", "9999-12-31"]),
    )


ROW = st.fixed_dictionaries(
    {"chip": CHIPS, "date": days(), "destination": COUNTRY},
    optional={"headquarters": COUNTRY, "end_use": st.sampled_from(["datacenter", "consumer", ""])},
)
ITEM = st.fixed_dictionaries(
    {
        "chip": st.sampled_from(["", "a chip", 'one "quoted" çip', "two\u2028lines"]),
        "date": days(),
        "destination": COUNTRY,
        "headquarters": COUNTRY,
        "item_kind": st.sampled_from(["", "", "hbm", "co-packaged hbm", "logic", "weights"]),
        "end_use": st.sampled_from(["datacenter", "consumer", ""]),
        "tpp": NUMBER,
        "performance_density": NUMBER,
        "die_area_mm2": NUMBER,
        "io_gb_s": NUMBER,
        "memory_bandwidth_gb_s": NUMBER,
    },
    optional={
        "bandwidth_density": st.sampled_from(["2", "2.5", "3.3"]),
        "transistors_bn": st.sampled_from(["29.9", "30", "35", "80"]),
        "hbm": st.sampled_from(["yes", "no"]),
        "training_operations": st.sampled_from(["1e26", "2e26"]),
        "open_weights": st.sampled_from(["yes", "no"]),
        "osat": st.sampled_from(["approved", "US-owned site", "not approved"]),
        "designer_hq": st.sampled_from(["approved", "CN", "TW"]),
        "exporter_kind": st.sampled_from(["foundry", "osat", "distributor"]),
        "activity": st.sampled_from(["use or service", "technical analysis", "reexport"]),
        "buyer": st.sampled_from(["g42", "government", "entity list", "50% owned by a listed party", "us ai firm"]),
    },
)
#: rows that cannot be answered
WRONG = st.sampled_from(
    [
        {"chip": "H20", "date": "yesterday", "destination": "CN"},
        {"chip": "H20", "date": "2025-01-01", "destination": ""},
        {"chip": "H20", "date": "2025-01-01", "destination": "Atlantis"},
        {"chip": "x", "date": "2025-01-01", "destination": "CN", "tpp": "many"},
        {"chip": "x", "date": "2025-01-01", "destination": "CN", "end_use": "war"},
    ]
)


def alone(screening: Screening, row: dict[str, str]) -> Any:
    """The answer to a row by itself, as a list prints it."""
    try:
        return answer_to(screening, screening.shipment(row)).to_dict()
    except OncurveError as error:
        return error.to_dict()


def listed(screening: Screening, rows: list[dict[str, str]]) -> list[str]:
    """The answers to rows that stand in one list."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return list(export_lines(screening, io.StringIO(text.getvalue(), newline="")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(ROW, ITEM, ITEM, WRONG), min_size=1, max_size=25))
def test_a_row_of_a_list_is_answered_as_it_is_alone(screening: Screening, rows: list[dict[str, str]]) -> None:
    """Byte for byte: whatever stands beside it, a row gets the JSON of the single question."""
    for row, line in zip(rows, listed(screening, rows), strict=True):
        assert line == json.dumps(alone(screening, row), ensure_ascii=False, separators=(",", ":"))


def test_buyers_that_no_rule_names_are_one_case(screening: Screening) -> None:
    """However many buyers a list names, and however it calls what they do, the law keeps one path for all of them."""
    row = {"chip": "h20", "date": "2025-12-01", "destination": "CN"}
    asked = [screening.shipment({**row, "buyer": f"bank {each}", "activity": f"sale {each}"}) for each in range(3)]
    asked += [screening.shipment(row)]
    assert len({each.parties for each in asked}) == 1
    named = screening.shipment({**row, "buyer": "a firm on the entity list, g42", "activity": "use in the cloud"})
    assert named.parties.buyers == {"g42", "listed"}
    assert named.parties.activity.split() == ["cloud", "use"]


def test_an_answer_that_stands_on_no_work_names_none() -> None:
    """By what was known in 2020 there is no rule on chips: bare figures give no source, in a list as alone."""
    early = Screening(CATALOGUE.known_by(dt.date(2020, 1, 1)))
    row = {"chip": "x", "date": "2020-01-01", "destination": "CN", "tpp": "4800"}
    assert alone(early, row)["sources"] == json.loads(listed(early, [row])[0])["sources"] == []


MEASURED = ("tpp", "performance_density", "io_gb_s", "memory_bandwidth_gb_s")


@settings(max_examples=150, deadline=None)
@given(st.tuples(*(st.integers(1, 25_000).map(float) for _ in MEASURED)), days(), COUNTRY, COUNTRY, st.booleans())
def test_what_is_said_to_flip_an_answer_does(
    screening: Screening, numbers: tuple[float, ...], day: str, to: str, hq: str, for_games: bool
) -> None:
    """With one figure moved to its new value the status is the one that was told; nearly there it is still the old."""
    row = {
        "chip": "x",
        "date": day,
        "destination": to,
        "headquarters": hq,
        "end_use": "consumer" if for_games else "datacenter",
        **dict(zip(MEASURED, map(str, numbers), strict=True)),
    }
    row["performance_density"] = str(numbers[1] / 1000)
    plain = alone(screening, row)
    flip = plain["flips"]["spec"]
    if flip is None:
        return
    names = {"tpp": "tpp", "density": "performance_density", "io": "io_gb_s"}
    column = names.get(flip["metric"], "memory_bandwidth_gb_s")
    around = [flip["to"], flip["to"] * (1 + 1e-12), flip["to"] * (1 - 1e-12)]
    assert flip["status"] in {alone(screening, {**row, column: repr(each)})["status"] for each in around}
    for share in (0.3, 0.9, 0.9999):
        nearly = flip["from"] + (flip["to"] - flip["from"]) * share
        assert alone(screening, {**row, column: repr(nearly)})["status"] == plain["status"]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ITEM, min_size=12, max_size=12), st.integers(2, 40))
def test_figures_are_answered_alike_however_many_rows_state_them(
    screening: Screening, rows: list[dict[str, str]], times: int
) -> None:
    """A list of the same rows many times over gives the same lines as many times over."""
    assert listed(screening, rows * times) == listed(screening, rows) * times


def test_a_die_without_an_area_is_no_die(screening: Screening) -> None:
    """An area of 0 is an error of its row, and no fault of the program."""
    row = {"chip": "x", "date": "2025-01-01", "destination": "CN", "tpp": "4800", "die_area_mm2": "0"}
    assert "die_area_mm2 is 0" in json.loads(listed(screening, [row])[0])["error"]["message"]
    assert alone(screening, row)["error"]["kind"] == json.loads(listed(screening, [row])[0])["error"]["kind"]


NAMES = st.text(st.sampled_from("HhAaXx 1020-()\u00e9\n\"nvidiaL4"), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(NAMES, CHIPS), min_size=1, max_size=15))
def test_a_chip_that_is_known_is_known_beside_figures(screening: Screening, names: list[str]) -> None:
    """Figures stand in for chips that the catalogue does not know, and for no other, however a name is written."""
    row = {"date": "2024-05-01", "destination": "CN", "end_use": "datacenter", "tpp": "5000"}
    lines = listed(screening, [{"chip": name, **row} for name in names])
    for name, line in zip(names, lines, strict=True):
        known = screening.chip(name)
        assert json.loads(line)["chip"] == (name if known is None else known.chip)

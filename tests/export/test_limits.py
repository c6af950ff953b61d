"""Every limit and day of the rules, just inside and just outside, against the law written down a second time here."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.answers.export_items import Shipment
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_status import answer_to
from oncurve.catalog.read import Catalogue
from oncurve.export.item import item_of_numbers
from oncurve.export.parties import Parties

RULES = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data" / "rules" / "us"
DAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def screening() -> Screening:
    """The law as it stands."""
    return Screening(Catalogue.load())


def status(
    screening: Screening,
    numbers: dict[str, float],
    to: str = "CN",
    on: dt.date = DAY,
    *,
    hq: str = "",
    kind: str = "ic",
    market: str = "datacenter",
    parties: Parties | None = None,
) -> str:
    """The status of an item described by numbers."""
    item = item_of_numbers("an item", kind, numbers, market)
    return answer_to(screening, Shipment(item, to, hq or to, on, parties or Parties())).status


def by_hand(tpp: float, density: float, market: str, io: float, on: dt.date) -> str:
    """The control list for China, as the two rules print it."""
    if on < dt.date(2022, 10, 21):
        return "not_controlled"
    if on < dt.date(2023, 11, 17):
        return "presumption_of_denial" if tpp >= 4800 and io >= 600 else "not_controlled"
    if market != "datacenter":
        return "nac_notification" if tpp >= 4800 else "not_controlled"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "presumption_of_denial"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "nac_notification"
    return "not_controlled"


def near(*limits: float) -> st.SearchStrategy[float]:
    """Values on, just below and just above each limit, and any other."""
    edges = [value for limit in limits for value in (math.nextafter(limit, 0), limit, math.nextafter(limit, math.inf))]
    return st.one_of(st.sampled_from(edges), st.floats(0, 2 * max(limits), allow_nan=False))


DAYS = [
    dt.date(2022, 8, 1),
    dt.date(2022, 10, 20),
    dt.date(2022, 10, 21),
    dt.date(2023, 11, 16),
    dt.date(2023, 11, 17),
    dt.date(2024, 4, 3),
    dt.date(2024, 4, 4),
    dt.date(2025, 12, 1),
]


@settings(max_examples=400, deadline=None)
@given(
    tpp=near(1600, 2400, 4800),
    density=near(1.6, 3.2, 5.92),
    io=near(600),
    market=st.sampled_from(["datacenter", "other"]),
    on=st.sampled_from(DAYS),
)
def test_the_control_list_holds_at_every_edge(
    screening: Screening, tpp: float, density: float, io: float, market: str, on: dt.date
) -> None:
    """For China the status is that of the rules' own words, on, below and above each of their limits and days."""
    numbers = {"tpp": tpp, "density": density, "io": io, "dram_bandwidth": 0.0}
    assert status(screening, numbers, on=on, market=market) == by_hand(tpp, density, market, io, on)


@pytest.mark.parametrize(
    ("tpp", "dram", "expected"),
    [
        (math.nextafter(21_000, 0), math.nextafter(6500, 0), "case_by_case"),
        (21_000, 6000, "presumption_of_denial"),
        (20_000, 6500, "presumption_of_denial"),
    ],
)
def test_january_2026_eases_below_both_numbers_alone(
    screening: Screening, tpp: float, dram: float, expected: str
) -> None:
    """91 FR 1684 asks for less than 21,000 and less than 6,500 GB per second, from 15 January 2026 on."""
    numbers = {"tpp": tpp, "density": 10, "dram_bandwidth": dram, "io": 0}
    assert status(screening, numbers, on=dt.date(2026, 1, 15)) == expected
    assert status(screening, numbers, on=dt.date(2026, 1, 14)) == "presumption_of_denial"
    assert status(screening, numbers, to="RU", on=dt.date(2026, 1, 15)) == "presumption_of_denial"


@pytest.mark.parametrize(
    ("density", "packager", "on", "expected"),
    [
        (2.0, "", "2025-01-10", "not_controlled"),
        (2.01, "", "2025-01-10", "presumption_of_denial"),
        (2.8, "", "2024-12-30", "not_controlled"),
        (2.8, "", "2024-12-31", "presumption_of_denial"),
        (3.29, "US", "2025-01-10", "exception"),
        (3.3, "US", "2025-01-10", "presumption_of_denial"),
        (2.8, "JP", "2025-01-10", "exception"),
        (2.8, "CN", "2025-01-10", "presumption_of_denial"),
    ],
)
def test_memory_stacks_by_density_packager_and_day(
    screening: Screening, density: float, packager: str, on: str, expected: str
) -> None:
    """3A090.c is above 2 GB per second and mm2, complied with from 31 December 2024; the exception is below 3.3."""
    found = status(
        screening,
        {"bandwidth_density": density},
        on=dt.date.fromisoformat(on),
        kind="hbm",
        parties=Parties(packager=packager),
    )
    assert found == expected


def test_memory_in_a_package_goes_by_its_chip(screening: Screening) -> None:
    """Co-packaged memory is not 3A090.c."""
    assert (
        status(screening, {"bandwidth_density": 2.8}, on=dt.date(2025, 1, 10), kind="co-packaged") == "not_controlled"
    )


@pytest.mark.parametrize(
    ("billions", "hbm", "osat", "exporter", "on", "expected"),
    [
        (29.9, 1, "approved", "foundry", "2025-03-01", "not_controlled"),
        (30.0, 0, "approved", "foundry", "2025-03-01", "presumption_of_denial"),
        (29.9, 0, "", "foundry", "2025-03-01", "presumption_of_denial"),
        (34.9, 0, "approved", "osat", "2027-06-01", "not_controlled"),
        (34.9, 1, "approved", "osat", "2027-06-01", "presumption_of_denial"),
        (35.0, 0, "approved", "osat", "2027-06-01", "presumption_of_denial"),
        (39.9, 0, "approved", "osat", "2029-06-01", "not_controlled"),
        (60.0, 1, "", "distributor", "2025-03-01", "not_controlled"),
        (60.0, 1, "", "foundry", "2025-01-30", "not_controlled"),
    ],
)
def test_a_foundry_presumes_until_it_is_shown_otherwise(
    screening: Screening, billions: float, hbm: int, osat: str, exporter: str, on: str, expected: str
) -> None:
    """Transistors, packager, memory and year overcome the presumption of note 1; other exporters are not bound."""
    found = status(
        screening,
        {"transistors": billions * 1e9, "hbm": hbm},
        on=dt.date.fromisoformat(on),
        kind="logic",
        parties=Parties(exporter=exporter, osat=osat, designer_hq="CN"),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("share", "on", "expected"),
    [
        (50, "2025-10-15", "licence_required"),
        (49.9, "2025-10-15", "not_controlled"),
        (50, "2025-09-28", "not_controlled"),
        (50, "2025-11-09", "licence_required"),
        (50, "2025-11-10", "not_controlled"),
        (50, "2026-11-10", "licence_required"),
    ],
)
def test_affiliates_by_share_and_stay(screening: Screening, share: float, on: str, expected: str) -> None:
    """Half owned by listed parties counts from 29 September 2025, not while the rule is stayed, and again after."""
    found = status(
        screening,
        {"tpp": 100, "density": 0.1, "io": 0, "dram_bandwidth": 0},
        to="SG",
        on=dt.date.fromisoformat(on),
        parties=Parties(buyers=frozenset({"affiliate"}), listed_share=share),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("operations", "open_weights", "on", "written"),
    [
        (1.01e26, 0, "2025-06-01", "presumption_of_denial"),
        (1e26, 0, "2025-06-01", "not_controlled"),
        (1.01e26, 1, "2025-06-01", "not_controlled"),
        (1.01e26, 0, "2025-05-14", "not_controlled"),
    ],
)
def test_weights_are_controlled_on_paper(
    screening: Screening, operations: float, open_weights: int, on: str, written: str
) -> None:
    """4E091 takes closed weights above 10^26 operations, from 15 May 2025, and was never enforced."""
    item = item_of_numbers("weights", "weights", {"training_operations": operations, "open_weights": open_weights})
    answer = answer_to(screening, Shipment(item, "IN", "IN", dt.date.fromisoformat(on)))
    assert (answer.enforced.status, answer.written.status) == ("not_controlled", written)


LIMITS = [
    ("US-ACS-2023-11", "at_least = 2400", "at_least = 2300", 2300, 2400),
    ("US-ACS-2023-11", "at_least = 4800", "at_least = 5000", 4800, 5000),
]


@pytest.mark.parametrize(("rule", "old", "new", "low", "high"), LIMITS)
def test_one_changed_limit_changes_the_cases_between_and_no_other(
    screening: Screening, tmp_path: Path, rule: str, old: str, new: str, low: float, high: float
) -> None:
    """With a limit moved in the data, the status moves for items between the old limit and the new alone."""
    text = (RULES / f"{rule}.toml").read_text()
    assert old in text
    (tmp_path / "rules" / "us").mkdir(parents=True)
    (tmp_path / "rules" / "us" / f"{rule}.toml").write_text(re.sub(re.escape(old), new, text))
    moved = Screening(Catalogue.load(facts=[tmp_path]))
    for tpp in (1500, 1700, 2200, low, (low + high) / 2, math.nextafter(high, 0), high, 7000):
        numbers = {"tpp": tpp, "density": 2.0, "io": 0.0, "dram_bandwidth": 0.0}
        changed = status(screening, numbers) != status(moved, numbers)
        assert changed == (low <= tpp < high), tpp
        assert status(screening, numbers, to="SG") == status(moved, numbers, to="SG")

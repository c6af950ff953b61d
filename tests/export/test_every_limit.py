"""Every limit and every day of every rule decides the cases beside it, and no other."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from oncurve.answers.export_items import Shipment
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_status import answer_to
from oncurve.catalog.read import Catalogue
from oncurve.export.item import Item, item_of_numbers
from oncurve.export.parties import Parties
from oncurve.export.tariff import charges

RULES = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data" / "rules" / "us"
LIMIT = re.compile(r'metric = "(\w+)", (?:at_least|above|below|at_most) = ([\d_.e+]+)')
#: what a rule is about, where it is not plain chips to China
METRICS = ("tpp", "density", "io", "link", "dram_bandwidth", "dram_bandwidth_io")


class Asked(NamedTuple):
    """A shipment in which a rule decides, but for the numbers of its item."""

    on: str
    kind: str = "ic"
    vendor: str = ""
    to: str = "CN"
    parties: Parties = Parties()


ASKED = {
    "US-ISINF-2022-08": Asked("2022-10-01", vendor="nvidia"),
    "US-IFR-2022-10": Asked("2023-06-01"),
    "US-ISINF-2023-10": Asked("2023-11-01", vendor="nvidia", to="SA"),
    "US-ACS-2023-11": Asked("2024-02-01"),
    "US-HBM-2024-12": Asked("2025-02-01", "hbm", parties=Parties(packager="US")),
    "US-DIFF-2025-01": Asked("2025-06-01", "weights", to="IN"),
    "US-FOUNDRY-2025-01": Asked("2025-03-01", "logic", parties=Parties(exporter="foundry", osat="approved")),
    "US-ISINF-2025-04": Asked("2025-06-01", vendor="nvidia"),
    "US-AFFIL-2025-09": Asked("2025-10-15", to="SG"),
    "US-CBC-2026-01": Asked("2026-02-01"),
    "US-232-2026-01": Asked("2026-02-01"),
    "US-BILL-HR6875": Asked("2026-03-01"),
    "US-BILL-S3374": Asked("2026-03-01"),
}


def limits() -> list[tuple[str, int, str, float]]:
    """Each limit of each rule: its rule, its place in the file, the metric, and the number."""
    return [
        (path.stem, number, match.group(1), float(match.group(2).replace("_", "")))
        for path in sorted(RULES.glob("*.toml"))
        for number, match in enumerate(LIMIT.finditer(path.read_text()))
    ]


def moved(rule: str, number: int, limit: float, folder: Path) -> Catalogue:
    """The catalogue with one limit of a rule changed in its file."""
    text = (RULES / f"{rule}.toml").read_text()
    match = list(LIMIT.finditer(text))[number]
    target = folder / "rules" / "us" / f"{rule}.toml"
    target.parent.mkdir(parents=True)
    target.write_text(text[: match.start(2)] + f"{limit:.10g}" + text[match.end(2) :])
    return Catalogue.load(facts=[folder])


@cache
def points(metric: str, catalogue: Catalogue) -> tuple[float, ...]:
    """A value in each interval that the limits of all rules cut a metric into."""
    found = sorted(
        {
            float(next(test[key] for key in ("at_least", "above", "below", "at_most") if key in test))
            for rule in catalogue.rules.values()
            for clause in rule.clauses
            for test in clause.detail.get("tests", ())
            if test["metric"] == metric
        }
    )
    return tuple([(low + high) / 2 for low, high in zip([0.0, *found], [*found, found[-1] * 2], strict=True)])


def items(asked: Asked, metric: str, value: float, catalogue: Catalogue) -> list[Item]:
    """Items with one metric at a value, and the others in every interval of theirs that can matter beside it."""
    if asked.kind != "ic":
        plain = {
            "hbm": {"bandwidth_density": 2.5},
            "logic": {"transistors": 3.2e10, "hbm": 0.0},
            "weights": {"training_operations": 2e26, "open_weights": 0.0},
        }
        return [item_of_numbers("an item", asked.kind, {**plain[asked.kind], metric: value}, "datacenter")]
    others = {
        "tpp": points("tpp", catalogue),
        "density": (1.0, 2.0, 4.0, 9.0),
        "io": (100.0, 800.0, 1200.0),
        "link": (100.0, 700.0),
        "dram_bandwidth": (500.0, 1300.0, 4700.0, 6000.0, 8000.0),
    }
    if metric == "dram_bandwidth_io":
        others |= {"io": (1050.0,), "dram_bandwidth": (value - 1050.0,)}
    elif metric in others:
        others[metric] = (value,)
    made = []
    for chosen in itertools.product(*others.values()):
        item = item_of_numbers("an item", "ic", dict(zip(others, chosen, strict=True)), "datacenter")
        made.append(Item("an item", "ic", item.metrics, "", asked.vendor, "US", "datacenter"))
    return made


def outcome(screening: Screening, asked: Asked, item: Item) -> tuple[Any, ...]:
    """What follows for an item: by what is enforced, in law, and the duties."""
    answer = answer_to(screening, Shipment(item, asked.to, asked.to, dt.date.fromisoformat(asked.on), asked.parties))
    duties = tuple(each["name"] for each in charges(answer.case, answer.states))
    return answer.status, answer.written.status, duties


CATALOGUE = Catalogue.load()


def the_law(catalogue: Catalogue, rule: str) -> Screening:
    """The law, with a bill as enacted where the rule is one."""
    return Screening(catalogue, (rule,) if rule.startswith("US-BILL") else ())


@pytest.mark.parametrize(("rule", "number", "metric", "limit"), limits(), ids=lambda each: str(each))
def test_a_changed_limit_changes_the_cases_between_and_no_other(
    tmp_path: Path, rule: str, number: int, metric: str, limit: float
) -> None:
    """With one limit moved in the data, some items between the old and the new change, and none outside."""
    asked = ASKED[rule]
    if metric == "hbm" or (rule == "US-FOUNDRY-2025-01" and limit != 30e9):
        asked = asked._replace(on="2027-06-01" if limit in (0.0, 35e9) and number < 4 else "2029-06-01")
    plain, decides = the_law(CATALOGUE, rule), False
    for place, new in enumerate((limit * 1.01, limit * 0.99) if limit else (0.5,)):
        other = the_law(moved(rule, number, new, tmp_path / str(place)), rule)
        if metric in ("listed_share", "order_tpp"):
            decides |= parties_differ(plain, other, metric, sorted((limit, new)))
            continue
        low, high = sorted((limit, new))
        for value in (low * 0.998, (low + high) / 2, high * 1.002 + 1e-9):
            differ = [
                outcome(plain, asked, item) != outcome(other, asked, item)
                for item in items(asked, metric, value, CATALOGUE)
            ]
            assert not any(differ) or low < value < high
            decides |= any(differ)
    assert decides != ((rule, number) in COVERED)


#: limits that another limb of the law always covers, so that nothing hangs on them
COVERED = {("US-ACS-2023-11", 6): "b.1 below 5.92: what b.1 loses there stays in b.2"}


def parties_differ(plain: Screening, other: Screening, metric: str, between: list[float]) -> bool:
    """Whether a limit on the parties decides: half a listed owner, or an order under License Exception LPP."""
    item = item_of_numbers("an item", "ic", {"tpp": 9000.0, "density": 9.0, "io": 0.0}, "datacenter")
    low, high = between
    found = False
    for value in (low * 0.998, (low + high) / 2, high * 1.002):
        if metric == "listed_share":
            parties, on = Parties(buyers=frozenset({"affiliate"}), listed_share=value), "2025-10-15"
        else:
            parties, on = Parties(order_tpp=value), "2025-06-01"
        asked = Asked(on, to="IN", parties=parties)
        differs = outcome(plain, asked, item) != outcome(other, asked, item)
        assert not differs or low < value < high
        found |= differs
    return found


#: one question in which each rule can be seen at work: chip, destination, headquarters, and what a row may say beside
SEEN: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "US-ISINF-2022-08": ("A100 80GB", "CN", "CN", {}),
    "US-IFR-2022-10": ("MI250X", "CN", "CN", {}),
    "US-MACAU-2023-01": ("H100", "MO", "MO", {}),
    "US-ISINF-2023-08-ME": ("H100", "SA", "SA", {}),
    "US-ISINF-2023-10": ("A800", "CN", "CN", {}),
    "US-ACS-2023-11": ("MI300X", "VN", "VN", {}),
    "US-HQ-2023-11": ("MI300X", "SG", "CN", {}),
    "US-CORR-2024-04": ("L40", "VN", "VN", {}),
    "US-DCVEU-2024-10": ("H100", "KZ", "KZ", {"buyer": "veu"}),
    "US-HBM-2024-12": ("", "CN", "CN", {"item_kind": "hbm", "bandwidth_density": "5"}),
    "US-DIFF-2025-01": ("H100", "CH", "CH", {}),
    "US-FOUNDRY-2025-01": ("", "CN", "CN", {"item_kind": "logic", "exporter_kind": "foundry"}),
    "US-ISINF-2025-04": ("H20", "CN", "CN", {}),
    "US-GP10-2025-05": ("Ascend 910B", "MY", "MY", {"activity": "use or service"}),
    "US-REVSHARE-2025-08": ("H20", "CN", "CN", {}),
    "US-AFFIL-2025-09": ("L20", "SG", "SG", {"buyer": "50% owned by a listed party"}),
    "US-232-2026-01": ("H200", "CN", "CN", {}),
    "US-CBC-2026-01": ("H200", "CN", "CN", {}),
    "US-UAE-2026-07": ("B200", "AE", "AE", {"buyer": "g42"}),
    "CN-STATE-DC-2025-11": ("H20", "CN", "CN", {}),
    "CN-H20-2025-08": ("H20", "CN", "CN", {}),
    "CN-RTX6000D-2025-09": ("RTX PRO 6000D", "CN", "CN", {}),
    "CN-H200-2026-01": ("H200", "CN", "CN", {}),
}
DAY = re.compile(r"\[(?:compliance|effective)\]\namount = (\d{4}-\d\d-\d\d)")


def said(screening: Screening, row: dict[str, str]) -> dict[str, Any]:
    """What an answer says of the law of its day."""
    plain = answer_to(screening, screening.shipment(row)).to_dict()
    told = ("status", "classification", "rule", "policy", "as_written", "conditions", "destination_gate")
    return {key: plain[key] for key in told}


@pytest.mark.parametrize("rule", sorted(SEEN))
def test_a_moved_day_changes_the_answers_between_and_no_other(tmp_path: Path, rule: str) -> None:
    """With the day from which a rule binds put off in the data, the days between change, and those around do not."""
    (path,) = RULES.parent.glob(f"*/{rule}.toml")
    text = path.read_text()
    day = CATALOGUE.rules[rule].binds_from
    assert day is not None
    begins = [match for match in DAY.finditer(text) if match.group(1) == str(day)][-1]
    late = day + dt.timedelta(days=2)
    target = tmp_path / "rules" / path.parent.name / path.name
    target.parent.mkdir(parents=True)
    target.write_text(text[: begins.start(1)] + str(late) + text[begins.end(1) :])
    plain, moved_law = Screening(CATALOGUE), Screening(Catalogue.load(facts=[tmp_path]))
    chip, to, hq, more = SEEN[rule]
    differ = []
    for days in range(-2, 5):
        on = day + dt.timedelta(days=days)
        row = {"chip": chip, "destination": to, "headquarters": hq, "date": str(on), **more}
        if said(plain, row) != said(moved_law, row):
            differ.append(on)
    assert differ == [day, day + dt.timedelta(days=1)]


def test_every_rule_with_clauses_is_seen_or_always_stood() -> None:
    """No rule is left out of the test of days but bills, and those that stood before the first chip rule."""
    told = {key for key, rule in CATALOGUE.rules.items() if rule.clauses and rule.sort != "bill"}
    first = min(day for key in SEEN if (day := CATALOGUE.rules[key].binds_from) is not None)
    old = {key for key in told if (day := CATALOGUE.rules[key].binds_from) is not None and day < first}
    assert told - old == set(SEEN)

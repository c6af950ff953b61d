"""The shipped export rules: every clause has its evidence, every day its place, and every country a code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from oncurve.basis.quantity import parse_unit
from oncurve.catalog.read import Catalogue
from oncurve.catalog.rule import Clause, Rule
from oncurve.export.provision import OPERATIONS, provisions_of
from oncurve.export.status import ORDER

DOES = {"classify", "require", "review", "excuse", "presume", "rebut", "outside", "charge", "gate"}
#: the keys that a clause may hold beside its evidence; one that is misspelt would be silently without effect
KEYS = {"label", "paragraph", "paragraphs", "market", "item", "tests", "to", "to_except", "hq", "hq_except",
        "hq_within", "status", "name", "binds", "chips", "buyers", "packagers", "exporters", "designers",
        "designer_hq", "designer_hq_except", "osats", "activities", "activities_except", "made_outside", "attests",
        "if_unknown", "gap", "open", "reaches_use", "rate", "rate_unit", "base", "free_for"}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def clauses(catalogue: Catalogue) -> Iterator[tuple[Rule, Clause]]:
    """Each clause with its rule."""
    for rule in catalogue.rules.values():
        yield from ((rule, clause) for clause in rule.clauses)


def test_every_clause_has_its_evidence(catalogue: Catalogue) -> None:
    """A source on file, known no later than it was published, and a kind."""
    for rule, clause in clauses(catalogue):
        assert clause.source in catalogue.sources, rule.id
        published = catalogue.sources[clause.source].published
        assert published is None or clause.known <= published, (rule.id, clause.source)
        assert clause.kind in ("enacted", "reported", "forecast"), rule.id


def test_every_clause_says_only_what_the_law_reads(catalogue: Catalogue) -> None:
    """No key is misspelt, every test has one comparison with a unit that reads, every status is one there is."""
    for rule, clause in clauses(catalogue):
        assert clause.does in DOES, rule.id
        assert set(clause.detail) <= KEYS, (rule.id, set(clause.detail) - KEYS)
        for test in clause.detail.get("tests", ()):
            assert len(set(test) & set(OPERATIONS)) == 1, rule.id
            parse_unit(test["unit"])
        if clause.does in ("review", "excuse") or (clause.does == "require" and not clause.detail.get("paragraphs")):
            assert clause.detail["status"] in ORDER, rule.id


def test_every_rule_binds_from_a_day_that_was_known(catalogue: Catalogue) -> None:
    """A rule has the day it binds from (a bill, of its introduction); nothing ends before it begins."""
    for rule in catalogue.rules.values():
        begins = rule.day("introduced") if rule.sort == "bill" else rule.binds_from
        assert begins is not None, rule.id
        assert rule.says.endswith("."), rule.id
        for provision in provisions_of(rule):
            assert provision.end is None or provision.start is None or provision.start < provision.end, rule.id


def test_chips_makers_and_countries_of_clauses_exist(catalogue: Catalogue) -> None:
    """Named chips and makers are in the catalogue; places are codes or groups that exist."""
    codes = {name[:2] for group in catalogue.groups.values() for name in group.names}
    for rule, clause in clauses(catalogue):
        assert all(chip in catalogue.chips for chip in clause.detail.get("chips", ())), rule.id
        assert all(maker in catalogue.organisations for maker in clause.detail.get("binds", ())), rule.id
        for key in ("to", "to_except", "hq", "hq_except", "hq_within", "packagers", "designer_hq", "made_outside"):
            for token in clause.detail.get(key, ()):
                known = token in codes or token in ("*", "**") or token.replace(":", "-") in catalogue.groups
                assert known, (rule.id, token)


def test_country_groups_change_on_the_days_of_their_rules(catalogue: Catalogue) -> None:
    """Nicaragua joined D:5 on 15 March 2024, Cambodia left it on 3 February 2026, the Emirates D:4 on 10 July 2026."""

    def within(group: str, country: str, day: dt.date) -> bool:
        return any(country in each.countries and day in each.span for each in catalogue.groups[group].members)

    for group, country, day, joins in (
        ("D-5", "KH", dt.date(2026, 2, 3), False), ("D-5", "NI", dt.date(2024, 3, 15), True),
        ("D-4", "AE", dt.date(2026, 7, 10), False), ("A-5", "AE", dt.date(2026, 7, 10), True),
    ):  # fmt: skip
        assert within(group, country, day) == joins
        assert within(group, country, day - dt.timedelta(days=1)) == (not joins)


def test_the_numbers_of_the_october_2023_rule_are_its_own(catalogue: Catalogue) -> None:
    """4,800; 1,600 and 5.92; 2,400 to 4,800 and 1.6 to 5.92; 1,600 and 3.2 to 5.92 (88 FR 73458, 3A090.a and .b)."""
    found = {}
    for clause in catalogue.rules["US-ACS-2023-11"].clauses:
        if clause.does == "classify":
            found[clause.where] = [
                (test["metric"], *(test[key] for key in OPERATIONS if key in test)) for test in clause.detail["tests"]
            ]
    assert found == {
        "3A090.a.1": [("tpp", 4800)],
        "3A090.a.2": [("tpp", 1600), ("density", 5.92)],
        "3A090.b.1": [("tpp", 2400), ("tpp", 4800), ("density", 1.6), ("density", 5.92)],
        "3A090.b.2": [("tpp", 1600), ("density", 3.2), ("density", 5.92)],
    }

"""Lint finds clauses of rules that cannot be applied as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.answers.lint import lint, lint_folder
from oncurve.catalog.read import Catalogue

HEAD = '''label = "A rule for a test"
sort = "rule"
country = "US"
issuer = "bis"
law = "15 CFR 742"
says = "Nothing that is law."

[evidence]
kind = "enacted"
known = 2024-01-01
source = "fr-2023-23055"

[effective]
amount = 2024-01-01
unit = "date"
'''
LIMB = '''
[[clause]]
does = "classify"
where = "3A090.x"
paragraph = "3A090.x"
tests = [{ metric = "tpp", at_least = 100, unit = "TPP" }]
'''
NEED = '\n[[clause]]\ndoes = "require"\nwhere = "742.6"\nparagraphs = ["3A090.x"]\nto = ["CN"]\n'


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def found(tmp_path: Path, catalogue: Catalogue, text: str) -> list[tuple[str, str]]:
    """Code and place of each problem of one new rule."""
    path = tmp_path / "rules" / "us" / "US-TEST-2024-01.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return [(problem.code, problem.where) for problem in lint_folder(tmp_path, catalogue).problems]


def test_the_rules_of_the_catalogue_can_be_applied_as_written(catalogue: Catalogue) -> None:
    """No shipped rule or list of countries has any of these faults."""
    assert [problem for problem in lint(catalogue).problems if problem.file.startswith("rules")] == []


def test_a_sound_rule_has_no_problem(tmp_path: Path, catalogue: Catalogue) -> None:
    """The rule that the broken ones are made from is itself in order."""
    assert found(tmp_path, catalogue, HEAD + LIMB + NEED) == []


BROKEN = [
    ("no unit", LIMB.replace(', unit = "TPP"', "") + NEED, ("OD120", "clause 1")),
    ("another unit", LIMB.replace('"TPP"', '"FLOP"') + NEED, ("OD120", "clause 1")),
    ("no such metric", LIMB.replace('"tpp"', '"weight"') + NEED, ("OD120", "clause 1")),
    ("no such group", LIMB + NEED.replace('"CN"', '"D:7"'), ("OD121", "clause 2")),
    ("no such country", LIMB + NEED.replace('"CN"', '"XX"'), ("OD121", "clause 2")),
    ("no such group of designers", LIMB + NEED + 'designer_hq_except = ["D:7"]\n', ("OD121", "clause 2")),
    ("no such source", LIMB + 'source = "fr-2099-99999"\n' + NEED, ("OD119", "clause 1")),
    ("twice at once", LIMB + NEED + NEED, ("OD122", "clause 3")),
    (
        "a gap",
        LIMB + NEED + "until = 2024-06-01\n" + NEED + "from = 2025-06-01\n",
        ("OD122", "clause 3"),
    ),
    ("ends before it begins", LIMB + NEED + "until = 2023-06-01\n", ("OD123", "clause 2")),
    ("no limb for it", LIMB + NEED.replace("3A090.x", "3A090.y"), ("OD123", "clause 2")),
    ("no such chip", LIMB + NEED + 'chips = ["h8000"]\n', ("OD123", "clause 2")),
    ("no such maker", LIMB + NEED + 'binds = ["nvidea"]\n', ("OD123", "clause 2")),
    ("nobody left", LIMB + NEED + 'to_except = ["CN"]\n', ("OD123", "clause 2")),
]


@pytest.mark.parametrize(("text", "problem"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_a_clause_that_cannot_be_applied_is_named(
    tmp_path: Path, catalogue: Catalogue, text: str, problem: tuple[str, str]
) -> None:
    """Each fault is found where it stands, under its code."""
    assert problem in found(tmp_path, catalogue, HEAD + text)


def test_a_rule_that_ends_before_it_binds_is_named(tmp_path: Path, catalogue: Catalogue) -> None:
    """A last day before the first is told of the rule itself."""
    ends = '\n[ends]\namount = 2023-01-01\nunit = "date"\n'
    assert ("OD123", "ends") in found(tmp_path, catalogue, HEAD + ends + LIMB + NEED)


def test_a_gap_that_the_law_leaves_is_no_problem_when_it_is_explained(tmp_path: Path, catalogue: Catalogue) -> None:
    """The wording of a rule may leave a year open; saying so is enough."""
    first = NEED + 'until = 2024-06-01\ngap = "the wording names no later day"\n'
    assert found(tmp_path, catalogue, HEAD + LIMB + first + NEED + "from = 2025-06-01\n") == []

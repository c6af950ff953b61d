"""Codes: every finding has a page that explains it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oncurve.answers.lint import CODES as LINT_CODES
from oncurve.basis.errors import UnknownName
from oncurve.claims.codes import CODES, FAMILIES, find_codes
from oncurve.claims.fact_codes import FACT_CODES

SOURCE = Path(__file__).parents[2] / "src" / "oncurve"


def test_every_code_that_the_judge_gives_is_explained() -> None:
    """No finding carries a code that `oncurve rule` does not know."""
    written = {code for path in SOURCE.rglob("*.py") for code in re.findall(r'"(OC\d{3})"', path.read_text("utf-8"))}
    assert written <= set(CODES)


def test_every_code_of_lint_is_explained() -> None:
    """The codes of `oncurve lint` and those that `oncurve rule` lists are the same."""
    assert set(FACT_CODES) == set(LINT_CODES)


@pytest.mark.parametrize("code", find_codes(), ids=lambda each: each.code)
def test_a_code_says_what_it_means_and_shows_it(code: object) -> None:
    """Each code has a title, an explanation in full sentences, and an example."""
    plain = code.to_dict()
    assert all(plain.values())
    assert plain["explanation"].endswith(".")
    assert len(plain["example"]) > len("a word")


def test_the_codes_fall_into_the_eight_families_of_the_contract() -> None:
    """The first digit names the family, and each family has codes."""
    assert {code[2] for code in CODES} == set(FAMILIES) == set("12345678")


def test_a_code_is_found_in_any_case_and_a_wrong_one_gets_its_neighbours() -> None:
    """`oc301` is OC301; of OC399, which is none, the nearest of its kind are named."""
    assert [each.code for each in find_codes(" oc301 ")] == ["OC301"]
    with pytest.raises(UnknownName, match=r"No code is called 'OC399'\. The nearest known: OC"):
        find_codes("OC399")


def test_the_command_prints_a_code_with_its_example() -> None:
    """`oncurve rule OC301 --json` is the record, and `oncurve rule` lists all."""
    one = subprocess.run([sys.executable, "-m", "oncurve", "rule", "OC301", "--json"], capture_output=True, check=True)
    assert json.loads(one.stdout)["rules"] == [find_codes("OC301")[0].to_dict()]
    every = subprocess.run([sys.executable, "-m", "oncurve", "rule"], capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in every.stdout.splitlines()] == [each.code for each in find_codes()]

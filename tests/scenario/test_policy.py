"""Scenario files: what a reader may write, and what is said of a mistake, with its line."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.basis.errors import BadInput
from oncurve.catalog.read import Catalogue
from oncurve.scenario.policy import SHIPPED, policy_named, read_policy

WANTED = {"as-it-was", "no-controls-2022", "no-2023-amendment", "status-quo", "well-enforced", "open-sales",
          "case-by-case", "tariff", "bills-enacted", "domestic-surge", "essay", "critics"}


def test_the_promised_scenarios_come_with_the_package() -> None:
    """The ten named scenarios are there, and each side's own numbers."""
    assert set(SHIPPED) >= WANTED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_names_rules_and_sources_that_exist(name: str) -> None:
    """Every rule and source that a shipped scenario names is in the catalogue, and it says what it stands for."""
    catalogue, policy = Catalogue.load(), policy_named(name)
    for rule in (*policy.rules.without, *policy.rules.kept, *policy.rules.under):
        assert rule in catalogue.rules
    assert not policy.source or policy.source in catalogue.sources
    assert policy.label
    assert policy.because


def test_the_two_sides_rest_on_their_own_words() -> None:
    """The essay's numbers and its critics' name the source that they come from."""
    assert policy_named("essay").source == "dario-amodei-2025-01-29"
    assert policy_named("critics").source


@pytest.mark.parametrize(("text", "words"), [
    ('label = "x"\n\n[domestic]\nwafer = 2\n', r"line 4: \[domestic\] has no key 'wafer'; the nearest is 'wafers'"),
    ('[licenses]\ncase_by_case = 1\n', r"line 1: a scenario has no key 'licenses'; the nearest is 'licences'"),
    ('labl = "x"\n', "line 1: a scenario has no key 'labl'; the nearest is 'label'"),
    ("[smuggling]\n# chips\nscale = -1\n", "line 3: scale is -1; a flow or share cannot be negative"),
    ("[licences]\ncase_by_case = 1.5\n", "line 2: case_by_case is 1.5; it is at most 1"),
    ('label = "x"\nfrom = 2026-02-30\n', "line 2: the file is no TOML"),
    ('label = "x"\nfrom = "2026-13-01"\n', "line 2: from is '2026-13-01', which is no date"),
    ("from = 1999-01-01\n", "line 1: from is 1999-01-01, outside 2015 to 2060"),
    ('[rules]\nwithout = "US-ACS-2023-11"\n', "line 2: without is 'US-ACS-2023-11'; write a list of ids"),
    ('[tariff]\nrate = "25%"\n', "line 2: rate is '25%', which is no number"),
    ("[inputs]\nsmic_yield = true\n", "line 2: smic_yield is True"),
    ("[rules\n", "line 1: the file is no TOML"),
    ('label = "x"\ninputs = 3\n', "line 2: inputs is 3, which is no table"),
    ("\n\n[[inputs]]\nsmic_yield = 0.4\n", r"line 3: inputs is \[\{'smic_yield': 0.4\}\], which is no table"),
    ("domestic = 3\n", "line 1: domestic is 3, which is no table"),
    ('label = "x"\nrules = ["x"]\n', r"line 2: rules is \['x'\], which is no table"),
    ('label = "x"\n[[domestic]]\nwafers = 2\n', r"line 2: domestic is \[\{'wafers': 2\}\], which is no table"),
    ("[inputs]\nsmic_yield = [true, false]\n", r"line 2: smic_yield is \[True, False\]"),
])
def test_a_mistake_is_named_with_its_line(text: str, words: str) -> None:
    """A misspelt key, a negative flow or an impossible date is told with its line and what is near."""
    with pytest.raises(BadInput, match=words):
        read_policy(text, "mine.toml", "mine")


def test_an_interval_of_an_input_is_read() -> None:
    """A reader sets a named input to a value or an interval."""
    found = read_policy("[inputs]\nsmic_yield = [0.4, 0.6]\nservice_life = 5\n", "mine.toml", "mine")
    assert found.inputs == {"smic_yield": "0.4 to 0.6", "service_life": "5"}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever a file holds, it is read or refused with its place, and nothing else happens."""
    with contextlib.suppress(BadInput):
        read_policy(text, "mine.toml", "mine")


KEYS = ("[domestic]\nwafers", "[licences]\ncase_by_case", "[inputs]\nsmic_yield", "from", "[rules]\nkept")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(KEYS),
       st.one_of(st.floats(), st.integers(), st.booleans(), st.text(max_size=8), st.lists(st.floats(), max_size=3)))
def test_no_value_breaks_the_reader(key: str, value: object) -> None:
    """Any value for a key is taken or refused with its line."""
    text = f"{key} = {json.dumps(value)}\n".replace("NaN", "nan").replace("Infinity", "inf")
    refused = ""
    try:
        read_policy(text, "mine.toml", "mine")
    except BadInput as error:
        refused = str(error)
    assert not refused or "line" in refused or "too deep" in refused

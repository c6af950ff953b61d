"""Ways of setting and wording a text leave its claims as they are; swapped sources change sources alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest

from fuzz.mutations import KINDS, Kind, Trial, claims_of, passages, rows, swapping, tally, trials_of
from fuzz.wording import ATTRIBUTIONS

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"
FEW = passages(75)
#: the share of claims that may come out otherwise, where it is not none
SPARE = {"lines broken at 60 characters": 0.03, "two hyphens for a dash": 0.06, "spaced en dash for an em dash": 0.06}
SETTINGS = [kind for kind in KINDS if kind.group not in ("case", "units")]


@pytest.mark.parametrize("kind", SETTINGS, ids=lambda kind: kind.name)
def test_how_a_text_is_set_changes_no_claim(kind: Kind) -> None:
    """Spaces, quotes, dashes, markup and characters without width change nothing of what is read."""
    found = tally(trials_of(kind, FEW))
    assert found.changed <= SPARE.get(kind.name, 0.0) * found.claims


def test_a_change_of_meaning_is_noticed() -> None:
    """Another number, another model and another source are each counted as a change."""
    text, day = "According to Reuters, DeepSeek-V3 has 671 billion parameters.", dt.date(2025, 1, 30)
    for other in (text.replace("671", "617"), text.replace("V3", "R1"), text.replace("Reuters", "Bernstein"),
                  text.replace("has", "has not"), "Nothing was said."):
        assert tally([Trial(text, other, day)]).changed == 1
    assert tally([Trial(text, text.replace("Reuters", "Bernstein"), day, ("Reuters", "Bernstein"))]).changed == 0


def test_a_source_is_found_in_every_place() -> None:
    """Wherever a plain sentence names its source, the claim is the same and the source is that one."""
    for who in ("Reuters", "Dylan Patel", "Jane Okafor"):
        for _, form in ATTRIBUTIONS:
            found = claims_of(form(who, "DeepSeek-V3 has 671 billion parameters"), dt.date(2025, 1, 30))
            told = [(each.measure, each.subject, each.value) for each in found]
            assert told == [("parameters", "deepseek-v3", 671e9)]
            assert (found[0].speaker or "").lower() == who.lower()


def test_swapped_sources_change_sources_alone() -> None:
    """Two sources in each other's place leave all but a few claims as they were, with the other source."""
    found = tally(list(swapping(passages(6))))
    assert found.claims > 60
    assert found.changed <= 0.1 * found.claims


def test_the_page_lists_every_mutation() -> None:
    """docs/accuracy.md has a row for every kind that is tried."""
    page = PAGE.read_text(encoding="utf-8")
    names = [kind.name for kind in KINDS] + [name for name, _ in ATTRIBUTIONS[1:]]
    assert [name for name in names if f"| {name} |" not in page] == []


@pytest.mark.slow
def test_ten_thousand_mutations_change_few_claims() -> None:
    """Over more than ten thousand changed texts, one claim in a hundred comes out otherwise, by group few."""
    texts, claims, changed = defaultdict(int), defaultdict(int), defaultdict(int)
    for group, _, found in rows(9):
        texts[group] += found.mutations
        claims[group] += found.claims
        changed[group] += found.changed - found.strangers * (group == "case")
    assert sum(texts.values()) > 10_000
    assert sum(changed.values()) < sum(claims.values()) / 100
    limits = {"case": 0.035, "spacing": 0.005, "quotes": 0.0, "dashes": 0.01, "markup": 0.0, "zero-width": 0.0,
              "units": 0.02, "sources": 0.03}
    assert {group: changed[group] <= limits[group] * claims[group] for group in claims} == dict.fromkeys(claims, True)

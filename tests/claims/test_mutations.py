"""What a text says does not hang on how it is set: case, spaces, quotes, markup."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
WRITTEN = Path(__file__).parents[1] / "cases" / "claims" / "written"
LINES = [line for name in ("plain", "short") for line in (WRITTEN / f"{name}.jsonl").read_text().splitlines()[::3]]
PASSAGES = [(each["text"], dt.date.fromisoformat(each["published"])) for each in map(json.loads, LINES)]

SETTINGS: dict[str, Callable[[str], str]] = {
    "double spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0", 10),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "typographic quotes": lambda text: text.replace("'", "\u2019").replace(' "', " \u201c").replace('"', "\u201d"),
    "bold numbers": lambda text: re.sub(r"(\d[\d.,]*)", r"**\1**", text, count=3),
    "paragraphs of HTML": lambda text: "<p>" + text.replace("\n", "<br>") + "</p>",
}


def claims(text: str, day: dt.date) -> Counter[tuple[object, ...]]:
    """The claims of a text, names without regard to case and marks."""
    return Counter(
        (c.measure, re.sub(r"\W", "", str(c.subject)).lower(), c.value, c.low, c.high, c.scope, c.negated)
        for c in READER.read_text(text, day)
    )


def changed(setting: Callable[[str], str]) -> float:
    """The share of claims that are read otherwise when all passages are set so."""
    lost = total = 0
    for text, day in PASSAGES:
        plain, anew = claims(text, day), claims(setting(text), day)
        lost += max((plain - anew).total(), (anew - plain).total())
        total += plain.total()
    assert total > len(PASSAGES)
    return lost / total


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_setting_changes_no_claim(setting: Callable[[str], str]) -> None:
    """Spaces, quotes and markup change nothing of what is read."""
    assert changed(setting) == 0


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title], ids=["capitals", "small letters", "title"])
def test_case_changes_few_claims(case: Callable[[str], str]) -> None:
    """A text all in capitals, all in small letters or set as a title reads as before but for names nobody can tell."""
    assert changed(case) <= (0.1 if case is str.title else 0.03)

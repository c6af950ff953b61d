"""A line break that only keeps to a width says nothing; any other ends a line."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.lines import unwrapped
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
PARAGRAPH = ("The developer of Claude 3.5 Sonnet will not say what it cost. DeepSeek, whose latest model is its answer "
             "to that one, says that V3 took 2.788 million H800 hours; at two dollars an hour that comes to "
             "$5.576 million, and the model has 671 billion parameters, of which 37 billion are active.")
TWO = ("# What it cost\n\nOne paragraph that is long and stands on a line of its own, as pages give them to a reader."
       "\n\nAnother one that is long and stands on a line of its own, as pages of the web give them to readers here.")


@pytest.mark.parametrize("width", [40, 55, 60, 72, 80, 100, 120])
def test_a_paragraph_broken_at_any_width_is_one(width: int) -> None:
    """Broken as mails are, a paragraph comes back as it was, and its claims with it."""
    broken = textwrap.fill(PARAGRAPH, width, break_long_words=False, break_on_hyphens=False)
    assert "\n" in broken
    assert unwrapped(broken) == PARAGRAPH
    plain, anew = (READER.read_text(text, dt.date(2025, 1, 28)) for text in (PARAGRAPH, broken))
    assert [(each.measure, each.subject, each.value, each.scope) for each in anew] == [
        (each.measure, each.subject, each.value, each.scope) for each in plain]
    assert all(broken[each.start:each.end] == each.quote for each in anew)


@pytest.mark.parametrize("text", [
    "Parameters: 671 billion\nActive: 37 billion\nTokens: 14.8 trillion\nHours: 2.788 million on H800s",
    "- DeepSeek-V3 has 671 billion parameters\n- Llama 3.1 has 405 billion\n- Grok-1 has 314 billion of them",
    "What a run costs, and who says so\nDeepSeek says that it spent $5.58 million.\nNobody else says what it spent.",
    TWO,
    "\n" * 500, "word\n" * 500, "x" * 500 + "\n" + "y" * 500, ""])
def test_lines_of_their_own_stay_lines(text: str) -> None:
    """Lists, headlines, long paragraphs and odd texts keep every break."""
    assert unwrapped(text) == text


def test_paragraphs_stay_apart_in_a_broken_text() -> None:
    """Blank lines, items and short last lines end what they ended."""
    text = "\n\n".join(textwrap.fill(PARAGRAPH, 60) for _ in range(3)) + "\n- an item\n- another"
    found = unwrapped(text)
    assert found.count("\n\n") == 2
    assert found.endswith("\n- an item\n- another")
    assert len(found) == len(text)

"""An audit as it prints in a terminal or into a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from oncurve.claims.verdict import VERDICTS
from oncurve.report.signs import SIGNS

SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "article.txt"


def printed(*arguments: str, width: int = 100, text: str | None = None) -> str:
    """What a command prints into a pipe at some width."""
    environment = {**os.environ, "COLUMNS": str(width), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-m", "oncurve", *arguments], capture_output=True, text=True, check=True,
                          env=environment, input=text)
    return done.stdout


@pytest.fixture(scope="module")
def sample() -> str:
    """The audit of the sample article at 100 columns."""
    return printed("check", str(SAMPLE))


def test_every_verdict_has_a_shape_and_a_word_of_its_own() -> None:
    """No two verdicts look alike without colour."""
    assert set(SIGNS) == set(VERDICTS)
    assert len({each.shape for each in SIGNS.values()}) == len({each.word for each in SIGNS.values()}) == len(VERDICTS)


def test_each_claim_is_marked_in_its_sentence(sample: str) -> None:
    """The quote stands in brackets inside the sentence of the article."""
    assert "Nvidia lost [17%] on Monday" in sample


def test_the_digest_comes_first_and_has_three_lines(sample: str) -> None:
    """A reader meets the counts before the first claim."""
    before = sample.partition("\n 1 ")[0]
    assert "claims: " in before
    assert before.count("▌") >= 3


def test_no_colour_goes_into_a_pipe(sample: str) -> None:
    """What is piped holds no escape sequence."""
    assert "\x1b" not in sample


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit_the_terminal(width: int) -> None:
    """At any width from 60 to 200 columns, only addresses may be longer than the terminal."""
    long = [line for line in printed("check", str(SAMPLE), width=width).splitlines()
            if len(line) > width and "http" not in line]
    assert long == []


def test_a_text_without_claims_says_so_and_no_more() -> None:
    """An article without a figure is neither praised nor blamed."""
    shown = printed("check", "-", text="The weather in Lisbon was mild, and the ferries ran.")
    assert "No claim that could be checked was found." in shown
    assert "✓" not in shown


def test_an_article_without_a_day_is_judged_by_today_and_told_so() -> None:
    """The reader learns by which day it was judged."""
    shown = printed("claim", "DeepSeek-V3 has 671 billion parameters.")
    assert "names no day" in shown


def test_commands_to_the_terminal_are_shown_as_text() -> None:
    """An escape sequence or a turn of direction in an article never reaches the terminal."""
    shown = printed("claim", "DeepSeek-V3 \x1b[31m\u202ehas\u202c 671 billion parameters, \x07it says.",
                    "--published", "2025-01-28")
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[U+001B]" in shown


def test_a_terminal_of_few_letters_gets_question_marks_not_an_error() -> None:
    """Where standard output cannot show a sign, the rest is printed all the same."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "oncurve", "claim", "DeepSeek-V3 has 671 billion parameters."],
                          capture_output=True, env=environment, check=True)
    assert b"consistent" in done.stdout


def test_what_was_found_stands_at_the_end_too(sample: str) -> None:
    """A long audit ends in the counts, where a reader of a terminal looks first."""
    assert " claims: " in " ".join(sample.splitlines()[-2:])

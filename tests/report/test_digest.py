"""The three lines to quote."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.basis.hinge import Hinge
from oncurve.claims.audit import Audit
from oncurve.report.digest import citation, digest
from oncurve.report.hinge_words import hinge_words


def test_the_first_line_counts_every_claim_once(sample: Audit) -> None:
    """The numbers in the first line add up to the claims it names."""
    numbers = [int(word) for word in digest(sample)[0].replace(":", "").split() if word.isdigit()]
    assert numbers[0] == sum(numbers[1:]) == len(sample.claims)


def test_what_stands_out_comes_before_what_fits(world: World) -> None:
    """Of a right and a wrong figure, the second line is about the wrong one."""
    audit = world.check_text("Llama 3.1 405B took 30.84 million H100 hours. DeepSeek-V3 has 900 billion parameters.",
                             published="2025-01-30")
    assert "900 billion parameters" in digest(audit)[1]
    assert "inconsistent" in digest(audit)[1]


def test_an_open_sentence_is_told_by_what_it_fits_and_what_not(world: World) -> None:
    """$5.58 million fits DeepSeek-V3's reported final run, and not its whole development."""
    line = digest(world.claim("DeepSeek trained V3 for $5.58 million, research left out.", published="2025-01-30"))[1]
    fits, _, apart = line.partition("does not fit")
    assert "final run" in fits
    assert "research and development" in apart


def test_it_can_be_cited(sample: Audit) -> None:
    """The citation names the version, the article and both days of the facts."""
    words = citation(sample)
    for part in ("oncurve 0.", sample.article.title, "30 January 2025", "1 August 2026"):
        assert part in words


@pytest.mark.parametrize(("value", "flips", "words"), [
    (2.0, 1.4, "taken as 2 times, and below 1.4 times the claim fits"),
    (1.3611e25, 1.3614e25, "taken as 1.3611×10²⁵ times, and above 1.3614×10²⁵ times the claim"),
    (5.0, 5.0, "taken as 5 times, which is on the edge"),
])
def test_a_hinge_shows_as_many_digits_as_tell_its_values_apart(value: float, flips: float, words: str) -> None:
    """Two values that differ are never printed alike."""
    assert words in hinge_words(Hinge("mfu", value, flips, "x", "consistent", True, 1.0))


def test_a_deciding_input_is_told_by_its_last_word_and_of_whom_by_its_first() -> None:
    """"meta.spend.capex" is the capex of Meta."""
    told = hinge_words(Hinge("meta.spend.capex", 71e9, 71.3e9, "USD", "consistent", True, 1.0), World().catalogue)
    assert told.startswith("capex of Meta: taken as $71 billion")

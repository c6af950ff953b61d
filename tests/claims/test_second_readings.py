"""What a claim is taken for where its first reading leaves it without a basis, or on the wrong thing."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.audit import AuditedClaim

WORLD = World()


def claim_on(words: str, text: str, published: str) -> AuditedClaim:
    """The audited claim that stands on some words of a passage."""
    start = text.index(words)
    audit = WORLD.check_text(text, published=published)
    return next(each for each in audit.claims if each.claim.start < start + len(words) and start < each.claim.end)


@pytest.mark.parametrize(
    ("text", "words", "published", "verdict"),
    [
        ("SemiAnalysis puts DeepSeek's stock of Hopper chips at around 50,000.", "around 50,000", "2025-02-03",
         "consistent"),
        ("Monday's rout cost Nvidia's shareholders nearly $600 billion.", "nearly $600 billion", "2025-01-30",
         "consistent"),
        ("Since its May update, DeepSeek says, R1 has reached 91.4% on AIME 2024.", "91.4%", "2025-06-03",
         "consistent"),
        ("DeepSeek's chat model is sold at $1.68 per million output tokens.", "$1.68", "2025-10-20", "inconsistent"),
        ("For each trillion tokens of pre-training, DeepSeek-V2 took 172,800 H800 hours.", "172,800", "2024-05-31",
         "consistent"),
        ("A firm from Singapore, with no Chinese parent, can buy H100s without an American licence.", "H100s",
         "2024-03-20", "consistent"),
        ("Saudi buyers no longer need an American licence for GB300s.", "licence for GB300s", "2026-08-12",
         "inconsistent"),
    ],
)
def test_words_decide_what_a_figure_is_of(text: str, words: str, published: str, verdict: str) -> None:
    """A stock is what is held, a rout moves shares, an update is a later version, a rate is no total."""
    assert claim_on(words, text, published).verdict == verdict


def test_a_bound_is_held_against_the_bound_that_was_given() -> None:
    """Kessler's 200,000 at most is not what a sentence says that gives him two million at most."""
    text = ("Huawei will make at most two million AI chips in 2025, Jeffrey Kessler of the Commerce Department "
            "testified in June.")
    found = claim_on("at most two million", text, "2025-07-03")
    assert found.verdict == "drifted"
    assert "200,000" in found.then.reason


def test_what_an_organisation_is_reported_to_own_is_not_its_own_word() -> None:
    """Where SemiAnalysis says that DeepSeek owns chips, SemiAnalysis is the source: its 50,000 are of every Hopper."""
    found = claim_on("50,000 H100s", "SemiAnalysis says that DeepSeek owns 50,000 H100s.", "2025-02-03")
    assert found.verdict == "drifted"
    assert {each.code for each in found.then.findings} >= {"OC303"}


def test_a_figure_before_a_semicolon_is_not_of_the_source_after_it() -> None:
    """The index named after a semicolon for its own $170 million is not cited for the $61.7 million before it."""
    text = ("Meta's Llama 3.1 405B took 30.84 million H100 hours, which at $2 an hour would be $61.7 million; "
            "Stanford's AI Index puts it at $170 million.")
    assert claim_on("$61.7 million", text, "2025-06-02").verdict != "drifted"


def test_an_unnamed_leak_refutes_nothing() -> None:
    """A leak that proved wrong is no evidence against the size that its maker later gave."""
    text = "DeepSeek-V4, still unreleased, has 1.6 trillion parameters, a blogger writes."
    assert claim_on("1.6 trillion", text, "2026-04-10").verdict == "no_basis"


@pytest.mark.parametrize(("part", "verdict"), [("a seventh", "consistent"), ("a fifth", "inconsistent")])
def test_a_part_in_words_is_as_rough_as_its_denominator(part: str, verdict: str) -> None:
    """The H20's 148 teraflops are a seventh of the H100's 989, though not to the last digit, and no fifth."""
    text = f"In dense BF16 Nvidia's H20 has {part} of the speed of an H100."
    assert claim_on(part, text, "2024-04-02").verdict == verdict


def test_a_forecast_of_a_price_is_not_due_before_its_day() -> None:
    """A price that analysts expect by the end of 2027 is kept until then."""
    text = "Bank analysts expect the price of a million tokens to have fallen another hundredfold by December 2027."
    assert claim_on("hundredfold", text, "2026-09-03").verdict == "not_due"


def test_a_forecast_of_four_years_is_no_figure_of_one() -> None:
    """What OpenAI is to spend on compute to 2028 is not set against what it spent in 2025."""
    audit = WORLD.check_text("In all OpenAI's costs ran to $34 billion in 2025, the leaked accounts show.",
                             published="2026-07-01")
    assert audit.claims[0].verdict == "consistent"
    assert all(each.reading.estimate.median != 235e9 for each in audit.claims[0].then.readings)


def test_a_maker_named_only_with_its_chip_is_not_cited() -> None:
    """Where a cloud provider tells customers of Nvidia's chip, Nvidia is misquoted by nobody."""
    text = "Nvidia's H100 SXM delivers 1,979 teraflops of dense BF16 arithmetic, a cloud provider tells its customers."
    assert claim_on("1,979 teraflops", text, "2023-06-05").verdict == "inconsistent"


@pytest.mark.parametrize(("which", "verdict"), [("even", "inconsistent"), ("but not", "consistent")])
def test_a_parent_counts_in_its_own_clause(which: str, verdict: str) -> None:
    """H100s may go to Singapore, and since November 2023 not to a firm there whose parent sits in China."""
    text = f"H100s may go to Singapore without an American licence, {which} to a firm there whose parent sits in China."
    assert claim_on("H100s may go to Singapore", text, "2024-03-26").verdict == verdict


@pytest.mark.parametrize("lost", ["$589 billion", "$593 billion"])
def test_two_reports_of_one_move_do_not_refute_each_other(lost: str) -> None:
    """Nvidia's loss of 27 January 2025 was told as 589 and as 593 billion dollars: either is rightly quoted."""
    text = f"In January Nvidia lost {lost} of market value in one day."
    assert claim_on(lost, text, "2025-01-31").verdict == "consistent"

"""What a passage gets wrong by itself: shares, orders of days, utilisations, and what stands beside them rightly."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


def codes_of(text: str, published: str) -> set[str]:
    """Every code that an audit of a passage gives, but for what came out later."""
    audit = WORLD.check_text(text, published=published)
    of_claims = {each.code for claim in audit.claims for each in claim.then.findings}
    return {each for each in of_claims | {each.code for each in audit.findings} if not each.startswith(("OC4", "OC8"))}


@pytest.mark.parametrize(
    ("right", "wrong", "published", "code"),
    [
        ("Meta's paper gives Llama 3.1 405B a utilisation between 38% and 43% on its 16,384 H100s.",
         "Meta's paper gives Llama 3.1 405B a utilisation between 138% and 143% on its 16,384 H100s.", "2024-09-11",
         "OC209"),
        (("OpenAI asks $10 per million output tokens for the August version of GPT-4o, against $15 for that of May, "
         "a third less."),
         ("OpenAI asks $10 per million output tokens for the August version of GPT-4o, against $15 for that of May, "
         "two thirds less."), "2024-08-29", "OC207"),
        ("In GPU-hours R1's reasoning stages are small: 147,000 on top of 2.788 million for the base, about 5%.",
         "In GPU-hours R1's reasoning stages are small: 147,000 on top of 2.788 million for the base, about 50%.",
         "2025-10-29", "OC207"),
        ("DeepMind reported for Gopher 300 billion tokens and 6.3e23 FLOP, twice what GPT-3 took.",
         "DeepMind reported for Gopher 300 billion tokens and 6.3e23 FLOP, twenty times what GPT-3 took.",
         "2023-05-24", "OC207"),
        ("Kimi K2 was released on 11 July 2025, five months after R1, which appeared on 20 January 2025.",
         "Kimi K2 was released on 11 July 2025, five months before R1, which appeared on 20 January 2025.",
         "2025-07-30", "OC701"),
        ("METR puts the doubling of agents' time horizons at 131 days since 2023.",
         "METR puts the doubling of agents' time horizons at 131 hours since 2023.", "2026-02-25", "OC108"),
        ("Abu Dhabi's TII kept 384 A100s running for two months on Falcon-40B, which saw a trillion tokens.",
         "Abu Dhabi's TII kept 384 A100s running for two days on Falcon-40B, which saw a trillion tokens.",
         "2023-06-14", "OC206"),
        ("OpenAI cut o3 from $40 to $8 per million output tokens, a fall of 80%.",
         "OpenAI cut o3 from $40 to $8 per million output tokens, a fall of 60%.", "2025-07-16", "OC207"),
        ("R1's own stages come to $294,000 of rent. That is the price of the last stages alone.",
         "R1's own stages come to $294,000 of rent. That is the whole price of the model.", "2025-09-25", "OC603"),
    ],
)
def test_the_wrong_one_of_two_is_found(right: str, wrong: str, published: str, code: str) -> None:
    """Of a passage that adds up and the same with one figure, unit or order changed, the second gets the code."""
    assert code not in codes_of(right, published)
    assert code in codes_of(wrong, published)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (("Epoch AI estimates that Amazon owned some 1.86 million Trainium chips at the end of 2025, worth about "
         "1.02 million H100s."), "2026-05-19"),
        (("OpenAI's leaked accounts show $19.18 billion for research and development in 2025 out of total costs of "
         "$34 billion, some 56%."), "2026-06-30"),
        (("Stanford's AI Index puts PaLM at $12.4 million and GPT-4 at $78.4 million, both by what the machines would "
         "rent for."), "2024-06-05"),
    ],
)
def test_what_is_right_is_not_accused(text: str, published: str) -> None:
    """Chips beside what they are worth, a part beside its whole, and a rent called a rent get no finding."""
    assert codes_of(text, published) == set()


@pytest.mark.parametrize("head", ["SAN FRANCISCO, 2 June 2025 - ", "BEIJING (Reuters), June 2, 2025: "])
def test_a_dateline_gives_the_day(head: str) -> None:
    """An agency's dateline is the day by which its article is judged."""
    audit = WORLD.check_text(f"{head}OpenAI sells GPT-4.1 at $2 per million input tokens.")
    assert audit.published.isoformat() == "2025-06-02"


def test_a_name_of_small_letters_is_known_where_little_else_is_large() -> None:
    """The old price of o3 is found stale also in a sentence whose only capital is its first letter."""
    audit = WORLD.check_text("A user of o3 still pays $40 per million output tokens.", published="2025-06-18")
    assert audit.claims[0].claim.subject == "o3"
    assert "OC402" in {each.code for each in audit.claims[0].then.findings}

"""Who needs leave for a chip, in words that lean on those before or name no licence."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    # the RTX 4090D misses the line of October 2023 that the RTX 4090 crosses
    ("The RTX 4090 needs a licence for China. The 4090D needs none.", "2024-01-15", "needs none", "consistent"),
    ("The RTX 4090 needs a licence for China; the 4090D does not require one.", "2024-01-15", "does not", "consistent"),
    ("For China the RTX 4090 needs a licence. The 4090D, its slower cousin, needs one.", "2024-01-15", "needs one",
     "inconsistent"),
    # the H800 was free of the rule of October 2022 until 23 October 2023
    ("Nothing in the rules keeps Nvidia from supplying H800s to Alibaba.", "2023-08-01", "supplying", "consistent"),
    ("Nvidia is free to deliver H800s to Chinese clouds, a broker told his clients.", "2023-08-01", "free to deliver",
     "consistent"),
    ("Nvidia is free to deliver H800s to Chinese clouds, a broker told his clients.", "2023-12-01", "free to deliver",
     "inconsistent"),
    ("Nvidia is not free to sell the H100 in China.", "2023-08-01", "free to sell", "consistent"),
    # the RTX 5090D needed no licence until the letters of April 2025
    ("Nvidia need not ask Washington before it ships an RTX 5090D to China.", "2025-02-20", "ask Washington",
     "consistent"),
    ("Chinese gamers get Nvidia's RTX 5090D without anybody having to ask Washington.", "2025-02-20", "without anybody",
     "consistent"),
])
def test_leave_is_told_in_few_words(text: str, published: str, quote: str, verdict: str) -> None:
    """What is needed, asked or free, by the rules of the day."""
    assert judged(text, published, quote)[0] == verdict


@pytest.mark.parametrize(("text", "verdict"), [
    ("A university in Munich may buy H100s without a US licence.", "consistent"),
    ("Our hospitals in Zurich and Basel may bring in H100s without an American licence.", "consistent"),
    ("A university in Wuhan may buy H100s without a US licence.", "inconsistent"),
    ("The broker, speaking in Zurich, said that Alibaba may buy H100s without a US licence.", "inconsistent"),
])
def test_chips_go_to_the_country_of_the_town(text: str, verdict: str) -> None:
    """Germany and Switzerland needed none in May 2025, China did; where somebody speaks is no destination."""
    assert judged(text, "2025-05-23", "without a")[0] == verdict

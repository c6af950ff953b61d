"""Figures put in the name of a work, an agency or an index that published another."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged


@pytest.mark.parametrize(("text", "published", "quote"), [
    ("The technical report puts Llama 3.1 405B's bill at 50 million H100-hours.", "2024-08-02", "50 million"),
    ("Reinforcement learning of DeepSeek-R1-Zero kept 640 H800s busy, according to the Nature article.", "2025-09-24",
     "640 H800s"),
    ("CAISI, which belongs to NIST, tested DeepSeek-V4-Pro and found it two years behind the American frontier.",
     "2026-05-08", "two years"),
    ("CAISI, the evaluators at NIST, says that DeepSeek-V4-Pro trails the frontier by 20 months.", "2026-05-08",
     "20 months"),
    ("By METR's count the length of tasks that agents can do has doubled every 250 days since 2023.", "2026-02-09",
     "250 days"),
    ("Text of the quality of GPT-3 has become 100 times cheaper, according to Andreessen Horowitz.", "2024-12-01",
     "100 times"),
    ("Answers as good as GPT-3.5's cost a twentieth of what they did, Stanford's AI Index finds.", "2025-05-04",
     "a twentieth"),
    ("Demis Hassabis says that training DeepSeek's model cost half a billion dollars.", "2025-02-13", "half a billion"),
])
def test_another_figure_than_the_work_gives_is_drift(text: str, published: str, quote: str) -> None:
    """Meta's 30.84 million hours, Nature's 512 chips, CAISI's 8 months, METR's 131 days, 1,000 and 280 times."""
    verdict, codes = judged(text, published, quote)
    assert verdict == "drifted"
    assert codes & {"OC301", "OC302", "OC303"}


@pytest.mark.parametrize(("text", "published", "quote"), [
    ("The technical report puts Llama 3.1 405B's bill at 30.84 million H100-hours.", "2024-08-02", "30.84 million"),
    ("By METR's count the length of tasks that agents can do has doubled every 131 days since 2023.", "2026-02-09",
     "131 days"),
    ("By METR's count the length of tasks that agents can do has doubled every 196 days since 2019.", "2026-02-09",
     "196 days"),
    ("Text of the quality of GPT-3 has become 1,000 times cheaper, according to Andreessen Horowitz.", "2024-12-01",
     "1,000 times"),
    ("Answers as good as GPT-3.5's cost a 280th of what they did, Stanford's AI Index finds.", "2025-05-04", "a 280th"),
])
def test_the_figure_that_the_work_gives_stands(text: str, published: str, quote: str) -> None:
    """The same sentences with what was published; a rate counts from the year that the sentence names."""
    assert judged(text, published, quote)[0] == "consistent"


def test_a_fall_over_other_years_than_those_published_is_not_refuted() -> None:
    """The 62 times since March 2023 say nothing of the price two years before June 2026."""
    text = "GPT-4-class quality has become about 95% cheaper in two years."
    assert judged(text, "2026-06-20", "about 95% cheaper")[0] not in ("inconsistent", "drifted")

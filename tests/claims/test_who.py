"""Who is spoken of and who speaks: pronouns, contrasts, lists, sources, and names that nobody has heard of."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

sys.path.insert(0, str(Path(__file__).parent))
from labelled_cases import passages, read, renamed, whole_share

READER = Reader(load_names())
AUTHORS = ("practice", "written/a", "written/b", "written/c", "written/d")


def claims(text: str, day: str = "2025-06-01") -> dict[str, Claim]:
    """The claims of a text by measure; of two of one measure, the last."""
    return {claim.measure: claim for claim in READER.read_text(text, dt.date.fromisoformat(day))}


def test_a_pronoun_and_a_description_stand_for_the_model_before() -> None:
    """The words "the model" and "it" go back to what the text is about, not to a firm or rival named in passing."""
    text = "Hoshizora AI released Subaru-2 on Tuesday. The model has 34 billion parameters, fewer than Llama 3.1 405B. "
    found = claims(text + "It was trained on 512 H100s.")
    assert found["parameters"].subject == "Subaru-2"
    assert found["chip_count"].subject == "Subaru-2"


def test_a_city_and_a_role_stand_for_the_firm() -> None:
    """The words "the Hangzhou start-up" stand for the one that the text or the world knows."""
    found = claims("DeepSeek's rivals took note. The Hangzhou start-up's V3 cost $5.6 million to train.")
    assert found["training_cost"].subject == "deepseek-v3"
    found = claims("Europe is not idle: the Paris lab runs 18,000 H100s of its own.")
    assert found["chip_count"].subject == "mistral"


def test_a_contrast_gives_the_second_number_to_the_second_name() -> None:
    """What stands "against" a number is the other model's."""
    text = "On SWE-bench Verified Claude Opus 4.5 gets 80.9%, against 77.2% for Claude Sonnet 4.5."
    found = [
        (c.value, c.subject) for c in READER.read_text(text, dt.date(2025, 12, 1)) if c.measure == "benchmark_score"
    ]
    assert found == [(80.9, "claude-opus-4-5"), (77.2, "claude-sonnet-4-5")]


def test_an_ellipsis_keeps_the_subject() -> None:
    """Two dollars in and eight out are one model's prices."""
    text = "OpenAI now sells o3 at $2 per million tokens in and $8 out."
    found = [
        (c.value, c.subject) for c in READER.read_text(text, dt.date(2025, 6, 11)) if c.measure == "price_per_token"
    ]
    assert found == [(2.0, "o3"), (8.0, "o3")]


def test_sizes_and_versions_are_models_of_their_own() -> None:
    """Llama 3.1 405B is not Llama 3."""
    found = claims("Meta says Llama 3.1 405B was trained on 15.6 trillion tokens.")
    assert found["training_tokens"].subject == "llama-3-1-405b"


@pytest.mark.parametrize("lab", ["Norrin", "DeepSeek"])
def test_a_code_belongs_to_the_lab_that_the_text_names(lab: str) -> None:
    """A bare "V3" is DeepSeek's only where no other lab is spoken of."""
    found = claims(f"{lab} says its V3 has 671 billion parameters.")
    assert (found["parameters"].subject or "").lower() == f"{lab}-v3".lower()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Epoch AI reckons that Grok 3 took 4.6e26 FLOP to train.", "epoch-ai"),
        ("Grok 3 took 4.6e26 FLOP to train, according to Epoch AI.", "epoch-ai"),
        ("By Epoch AI's count, Grok 3 took 4.6e26 FLOP to train.", "epoch-ai"),
        ("Grok 3 took 4.6e26 FLOP to train, a person familiar with the run told Reuters.", "reuters"),
        ("Nvidia's chief told a hall in Taipei that Grok 3 took 4.6e26 FLOP to train.", "Jensen Huang"),
        ("Grok 3 took 4.6e26 FLOP to train.", None),
    ],
)
def test_the_speaker_is_the_innermost_source(text: str, speaker: str | None) -> None:
    """A verb of saying on either side, "according to", a count, an outlet for who has no name, a person for a role."""
    assert claims(text)["training_compute"].speaker == speaker


def test_an_actor_is_no_speaker() -> None:
    """Who bans or buys does not vouch for the figure of it."""
    found = claims(
        "The Commerce Department banned the H20 from China on Tuesday. Meta bought 350,000 H100s.", "2025-04-20"
    )
    assert found["export_status"].speaker is None
    assert found["chip_count" if "chip_count" in found else "chips_shipped"].speaker is None


@pytest.mark.parametrize(("one", "other"), [("Reuters", "Bloomberg"), ("Epoch AI", "SemiAnalysis")])
def test_swapping_two_sources_changes_only_the_speakers(one: str, other: str) -> None:
    """The measure, numbers, subject and reference do not hang on who says it."""
    changed = seen = 0
    for passage in passages(*AUTHORS):
        swap = {one: other, other: one}
        text = re.sub(rf"\b({one}|{other})\b", lambda m, swap=swap: swap[m.group()], passage["text"])
        if text == passage["text"]:
            continue
        before, after = map(facts, (read(READER, passage), read(READER, {**passage, "text": text})))
        seen += len(before)
        changed += sum((Counter(before) - Counter(after)).values())
    assert seen >= 20
    assert changed <= 0.03 * seen


def facts(found: list[Claim]) -> list[tuple[object, ...]]:
    """What claims say, whoever says it; a source that is itself spoken of stands for any."""
    sources = ("reuters", "bloomberg", "epoch", "semianalysis")
    told = [None if any(s in (c.subject or "").lower() for s in sources) else c.subject for c in found]
    return [
        (c.measure, c.value, c.low, c.high, c.unit, c.reference, subject)
        for c, subject in zip(found, told, strict=True)
    ]


def test_names_that_nobody_knows_are_read_nearly_as_well() -> None:
    """With every model, lab and person renamed, at most six points of whole F1 are lost."""
    known = list(passages(*AUTHORS))[::2]
    unknown = [renamed(passage, READER.names) for passage in known]
    assert sum(a["text"] != b["text"] for a, b in zip(known, unknown, strict=True)) > 0.4 * len(known)
    assert whole_share(READER, unknown) >= whole_share(READER, known) - 6

"""Corrected readings are judged as the person who corrected them says."""

from __future__ import annotations

from oncurve.api import World

TEXT = "30 January 2025\n\nDeepSeek-V3 has 671 billion parameters. DeepSeek-V2 came before it."


def test_a_corrected_subject_is_kept() -> None:
    """A figure that is said to be of another model is held against that one, though the sentence names the first."""
    world = World()
    article, claims = world.extract_text(TEXT)
    plain = [each.to_dict() for each in claims]
    number = next(at for at, each in enumerate(plain) if each["measure"] == "parameters")
    plain[number] |= {"subject": "deepseek-v2", "confidence": 1.0}
    judged = world.check(article, claims=plain).claims[number]
    assert judged.claim.subject == "deepseek-v2"
    assert judged.verdict == "inconsistent"


def test_readings_that_nobody_changed_are_judged_as_before() -> None:
    """What `extract` gives, handed back as it is, comes to the same audit."""
    world = World()
    article, claims = world.extract_text(TEXT)
    assert world.check(article, claims=[each.to_dict() for each in claims]).to_dict() == \
        world.check_text(TEXT).to_dict()


def test_a_corrected_speaker_is_kept() -> None:
    """A figure that is said to be no word of DeepSeek's is not held against DeepSeek's own, though it is named."""
    world = World()
    article, claims = world.extract_text("DeepSeek says that training DeepSeek-V3 cost $15.5 million.",
                                         published="2025-01-30")
    (plain,) = [each.to_dict() for each in claims]
    assert [each.verdict for each in world.check(article, claims=[plain]).claims] == ["drifted"]
    (judged,) = world.check(article, claims=[plain | {"speaker": "Zhao Lin"}]).claims
    assert judged.claim.speaker == "Zhao Lin"
    assert "OC301" not in {each.code for each in judged.then.findings}
    assert judged.verdict != "drifted"


def test_a_corrected_subject_is_kept_beside_words_of_a_sum() -> None:
    """Hours that are said to be of one size are held against it, though the words before them add up all sizes."""
    world = World()
    article, claims = world.extract_text("Llama 3.1 came in three sizes. Add up the three and Meta needed 30.84 "
                                         "million GPU hours for Llama 3.1 405B.", published="2024-07-30")
    (plain,) = [each.to_dict() for each in claims if each.measure == "chip_hours"]
    assert [each.verdict for each in world.check(article, claims=[plain | {"subject": "Llama 3.1"}]).claims] == \
        ["inconsistent"]
    (judged,) = world.check(article, claims=[plain | {"subject": "Llama 3.1 405B", "confidence": 1.0}]).claims
    assert judged.verdict == "consistent"

"""Opinions and motives told as facts, and what is told of days to come, by how they are built."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD


def _read(text: str, published: str = "2026-06-02") -> list[tuple[str, str]]:
    return [(each.claim.measure, str(each.verdict)) for each in WORLD.check_text(text, published=published).claims]


@pytest.mark.parametrize("text", [
    "One afternoon with Jensen Huang, the lobbyist jokes, is worth fifty hearings in the Senate.",
    "Beside Nvidia's, Intel's accelerators are stuck in the Middle Ages.",
    "Huawei and Nvidia are worlds apart, a trader scoffed.",
    "The whole of Stargate is theatre, a rival says.",
    "Taxing Nvidia is like locking the stable door, a lawyer said.",
    "Grok 4 is to Claude what a kazoo is to an organ.",
    "Washington has nobody but itself to blame for Huawei's rise.",
    "Nvidia ought to be ashamed of the H20.",
    "xAI is in it for the headlines, its critics say.",
    "Altman wants the market, all of it, a rival complains.",
    "OpenAI gave its weights away to embarrass Meta.",
    "The ban on the H20 was never about safety, a lawyer said; it was about pride.",
    "Nobody in Brussels believes in Mistral any longer.",
    "The chip war is already lost, a general thinks.",
    "Musk opened Grok-1 for a single reason, a lawyer says: to embarrass OpenAI.",
])
def test_a_judgement_is_read_as_one(text: str) -> None:
    """What it is built like tells an opinion, whoever it is about."""
    assert ("not_auditable", "not_checkable") in _read(text)


@pytest.mark.parametrize("text", [
    "The H20 is sold in China.",
    "Nvidia's H200 is worth three H20s to most buyers, with 141 GB of memory.",
    "The site in Abilene is finished in 2030.",
    "The model should have arrived at the start of March.",
    "Mistral Large is a model like the others of its size.",
    "Meta made Llama 3 available to everybody.",
    "The rule was published in January and is in force.",
])
def test_a_plain_fact_is_no_judgement(text: str) -> None:
    """Facts in words that opinions use too stay out."""
    assert "not_auditable" not in {measure for measure, _ in _read(text)}


@pytest.mark.parametrize("text", [
    "Most of the world's training will run on Huawei's chips by the end of 2031, a broker forecasts.",
    "China will etch its own 3nm chips by 2030, a former engineer believes.",
    "Before the decade is out most training will happen in the Gulf, a banker says.",
    "Sometime in the 2030s, an economist thinks, machines will outwit their makers.",
    "The ban on the H20 is bound to be lifted before the midterms, a lobbyist thinks.",
    "India could have a frontier lab by the spring of 2028, a minister hopes.",
    "We see Huawei covering two thirds of Chinese demand by 2029.",
    "In ten years' time nobody will remember Llama 4, a columnist predicts.",
    "China's share of the world's compute is set to double by 2028, says a think tank.",
])
def test_what_somebody_foretells_is_not_due(text: str) -> None:
    """It is kept until its day, by whichever verb it is told."""
    assert "not_due" in {verdict for _, verdict in _read(text)}


@pytest.mark.parametrize("text", [
    "You may believe both banks, or neither.",
    "It will start shipping the Ascend 960 in 2027, Huawei says.",
    "Could anybody train GPT-4 again by 2028?",
    "On 1 May 2026 Nvidia shipped the first of them, a dealer believes.",
])
def test_a_plan_or_an_aside_is_no_forecast(text: str) -> None:
    """What a firm says of itself is a plan; what a reader may do is no prediction."""
    assert "forecast" not in {measure for measure, _ in _read(text)}


def test_what_will_have_come_by_a_later_year_is_not_judged_by_what_holds_now() -> None:
    """A ratio told of a year to come is kept as a forecast is."""
    text = "The price of GPT-4-level output will have fallen fiftyfold by 2029, an economist reckons."
    assert {verdict for _, verdict in _read(text)} == {"not_due"}

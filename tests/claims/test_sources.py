"""Who is heard to vouch for a figure, and statuses that lean on one told before; sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def read(text: str) -> list[Claim]:
    """The claims of a text of May 2025."""
    return READER.read_text(text, dt.date(2025, 5, 4))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A plant engineer in Gdańsk says the model cost $12 million to train.", "plant engineer in Gdańsk"),
        ("Training cost $30 million, conceded a trustee of the fund.", "trustee of the fund"),
        ("By outside estimates, GPT-4 cost $80 million to train.", "outside estimates"),
        ("The indictment is brief, but the ledger shows that 5,000 H100s went to Johor.", "ledger"),
        ("Omdia has Meta buying 224,000 H100s this year.", "omdia"),
        ("– the landlord: 41 megawatts", "landlord"),
        ("MS. ORTEGA-LUND: Yes.\nMR. KHAN: It cost $9 million to train GPT-4.", "MR. KHAN"),
        ("The Minister: The cluster holds 5,000 H100s. It draws 12 megawatts.", "The Minister"),
        ("Mistral told lawmakers that it runs 18,000 H100s. It spent $90 million on training, it added.", "mistral"),
        ("DeepSeek-V3 cost $5.6 million to train.", None),
    ],
)
def test_the_last_claim_of_a_text_has_its_source(text: str, speaker: str | None) -> None:
    """A source needs no name and no word of a list: a phrase before a verb of saying, a turn, a heading will do."""
    assert read(text)[-1].speaker == speaker


def test_a_press_release_speaks_for_its_issuer_to_its_last_line() -> None:
    """Nobody is quoted in a release, and yet all that it says is said by the firm."""
    text = (
        "TALLINN, 4 May 2025 — Hiiu Labs today announces Kadakas-2, trained on 6 trillion tokens with 512 H200s. "
        "Our customers can use it from today. Training cost $3 million."
    )
    found = read(text)
    assert len(found) >= 4
    assert {claim.speaker for claim in found} == {"Hiiu Labs"}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The A100 may not be exported to Iran. The L4 may.", [("a100", "restricted"), ("l4", "allowed")]),
        (
            "The H800 is off limits to Chinese buyers; the H20 is not.",
            [("h800", "restricted"), ("h20", "allowed")],
        ),
        ("The H200 needs a licence for Qatar, and so does the B200.", [("h200", "licence"), ("b200", "licence")]),
        ("The B300 is banned in China. So is the GB300.", [("b300", "restricted"), ("gb300", "restricted")]),
        (
            "Is the MI300X allowed in Turkey? No. And the MI250? Yes.",
            [("mi300x", "restricted"), ("mi250", "allowed")],
        ),
        ("Can Nvidia ship the B30A to Russia? It cannot.", [("b30a", "restricted")]),
        ("Can I have an H100 for my birthday? No.", []),
    ],
)
def test_a_status_in_few_words_leans_on_the_one_before(text: str, statuses: list[tuple[str, str]]) -> None:
    """The words "is not", "so is", "no" mean the status that was told or asked for just before."""
    found = [(claim.subject, claim.scope) for claim in read(text) if claim.measure == "export_status"]
    assert found == statuses


def test_a_status_is_quoted_with_its_clause() -> None:
    """A reader sees from the quote alone what is ruled on which chip, and where it may not go."""
    (claim,) = [c for c in read("The H20 goes to China without a licence, he said.") if c.measure == "export_status"]
    assert claim.quote == "H20 goes to China without a licence"
    assert (claim.scope, claim.reference) == ("allowed", "CN")

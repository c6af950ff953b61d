"""Money told by its time, moves and shares of markets, judgements, and whom a person speaks for."""

from __future__ import annotations

import pytest

from oncurve.api import World
from tests.claims.judging import verdicts

WORLD = World()


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Meta said on Wednesday that its capex this year would come to $70-72 billion.", "2025-10-31", ["consistent"]),
        ("Microsoft's capex was $34.9 billion.", "2025-11-02", ["scope_dependent"]),
        ("Meta spent $19.4 billion on capex in three months.", "2025-11-02", ["consistent"]),
        ("Meta spent $29.4 billion on capex in three months.", "2025-11-02", ["inconsistent"]),
        ("SpaceX's AI segment spent $12.7 billion on capex in 2025.", "2026-05-25", ["consistent"]),
        ("Alibaba will spend 380 billion yuan over three years.", "2025-02-26", ["consistent"]),
        ("Alibaba will spend 380 billion yuan over the next ten years.", "2025-02-26", ["inconsistent"]),
        ("Alibaba has committed 380 billion yuan; over ten years it has grown tenfold.", "2025-02-26", ["consistent"]),
        ("Sam Altman puts his company's commitments at about $1.4 trillion.", "2025-11-12", ["consistent"]),
        ("Alphabet raises its capex plan by $10 billion to $85 billion.", "2025-07-24", ["consistent"]),
        ("Alphabet's capital spending rose by $10 billion last year.", "2025-07-24", ["no_basis"]),
        ("Alphabet lifts its capital budget to $85 billion for its cloud.", "2025-07-24", ["consistent"]),
        ("Microsoft will put $80 billion into data centres in the fiscal year to June.", "2025-01-07", ["consistent"]),
        ("Microsoft will put $18 billion into data centres in the fiscal year to June.", "2025-01-07", ["drifted"]),
        ("Amazon expects capex of $200 billion in 2026, up from $83 billion in 2024.", "2026-02-06",
         ["consistent", "consistent"]),
        ("Amazon spent $131.8 billion on capex in 2025.", "2026-02-10", ["consistent"]),
        ("Amazon spent $165 billion on capex in 2025.", "2026-02-10", ["inconsistent"]),
        ("Epoch AI says OpenAI spent $7 billion on compute in 2024, of which $5 billion on R&D.", "2025-10-12",
         ["consistent", "consistent"]),
        ("Inference alone took $1.8 billion at OpenAI in 2024.", "2025-10-20", ["consistent"]),
    ],
)
def test_spending_is_held_against_the_time_and_kind_that_is_told(text: str, day: str, expected: list[str]) -> None:
    """A plan told on a day is of the year, a quarter's sum is no year's, and a pledge is for its own years."""
    assert verdicts(text, day, "organisation_spend") == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Alibaba will put 380 billion yuan a year into AI.", {"OC110"}),
        ("ByteDance plans to spend $160 billion next year.", {"OC109"}),
        ("Anthropic pays SpaceX $1.25 billion a month. Over a full year that comes to $18 billion.", {"OC201"}),
        ("Anthropic pays SpaceX $1.25 billion a month. Over a full year that comes to $15 billion.", set()),
        ("Anthropic pays SpaceX $1.25 billion a month. In a full year, revenue was $30 billion.", set()),
        ("Prices fall tenfold a year, or thirtyfold in three years.", {"OC207"}),
        ("Prices fall twofold a year, or fourfold in two years.", set()),
        ("Training compute grew 4x a year. Over three years, prices fell 12x.", set()),
        ("Three quarters of the world's GPU cluster performance sits in the United States, and 35% in China.",
         {"OC205"}),
        ("75% of AI supercomputer performance sits in the United States and 35% in China.", {"OC205"}),
        ("Broken down by maker, the Chinese accelerator market is Nvidia 55%, AMD 4%, local firms 41%.", set()),
    ],
)
def test_sums_shares_and_currencies_that_do_not_agree_are_found(text: str, codes: set[str]) -> None:
    """Months make a year, shares make a whole, and yuan are no dollars."""
    audit = WORLD.check_text(text, published="2025-12-30" if "ByteDance" in text else "2026-05-25")
    found = {each.code for claim in audit.claims for each in claim.then.findings}
    assert found & {"OC101", "OC109", "OC110", "OC201", "OC205", "OC207"} == codes


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("The Dow ended Monday 0.65% higher.", "2025-01-28", ["consistent"]),
        ("Not even the Dow was spared on Monday, which ended the day 2.4% down.", "2025-01-28", ["inconsistent"]),
        ("Oracle is $244 billion heavier than on Tuesday night.", "2025-09-11", ["consistent"]),
        ("Wednesday's session cost Nvidia's owners 6.9%.", "2025-04-17", ["consistent"]),
        ("Nvidia's slide on Tuesday, 9.5%, was worth $279 billion.", "2024-09-04", ["consistent", "consistent"]),
        ("On Thursday the market put another $277 billion on Nvidia.", "2024-02-23", ["consistent"]),
        ("Nvidia's stock rose. The jump was due to an order worth $2 billion.", "2024-02-23", []),
        ("Meta's shares dropped, wiping out $208 billion of market value on Thursday.", "2025-10-31", ["no_basis"]),
        ("Its newest rack is 10% heavier than the last one Nvidia sold.", "2025-04-17", []),
    ],
)
def test_a_move_is_told_without_the_words_for_it(text: str, day: str, expected: list[str]) -> None:
    """An index ends the day down, a session costs owners, and a firm is heavier than it was."""
    assert verdicts(text, day, "market_move") == expected


def test_shares_of_cards_sold_are_no_shares_of_computing_power() -> None:
    """Of a market that is divided among makers, one without a name is not the country that it is in."""
    text = "IDC splits China's accelerator market of 2025: Nvidia 55%, domestic vendors 41%, AMD 4%."
    assert verdicts(text, "2026-04-03", "compute_share") == ["consistent", "no_basis", "no_basis"]
    text = "Nvidia's share of China's AI chip market fell to 55% in 2025, IDC data show; Chinese vendors took 41%."
    assert verdicts(text, "2026-04-03", "compute_share") == ["consistent", "no_basis"]


def test_what_was_said_of_one_year_is_not_held_against_another() -> None:
    """Zuckerberg foresaw 350,000 chips for the end of 2024, and 1.3 million for that of 2025."""
    text = "Meta will end the year with more than 1.3 million GPUs, according to Zuckerberg."
    assert verdicts(text, "2025-01-24", "chip_count") == ["consistent"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If you ask me, Meta's outlays are obscene.", ["not_checkable"]),
        ("Altman is simply a better judge of people than Musk.", ["not_checkable"]),
        ("They spend so much because Mark Zuckerberg cannot bear to lose.", ["not_checkable"]),
        ("Elon Musk is far more ruthless than anybody else in the business.", ["not_checkable"]),
        ("The whole valley has lost its mind over agents.", ["not_checkable"]),
        ("V3 is far more efficient than GPT-4o.", []),
        ("V3 is a better model than GPT-4o.", []),
        ("It would be foolish to think that the chips came cheap.", []),
    ],
)
def test_a_bare_judgement_is_told_as_one(text: str, expected: list[str]) -> None:
    """What is obscene, who is the better judge, and what somebody cannot bear: nothing that could be computed."""
    assert verdicts(text, "2025-11-04", "not_auditable") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bernstein's Stacy Rasgon thinks that training DeepSeek-V3 cost $250 million.",
        "Demis Hassabis says that DeepSeek spent $1.6 billion on V3.",
        "Dario Amodei says that Claude 3.5 Sonnet cost hundreds of millions of dollars to train.",
    ],
)
def test_a_figure_that_its_speaker_did_not_give_has_drifted(text: str) -> None:
    """An analyst speaks for the bank where no word of their own is known; a wide figure may be misquoted as well."""
    assert verdicts(text, "2025-02-12", "training_cost") == ["drifted"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kessler said Huawei can make up to two million AI chips in 2025.", "drifted"),
        ("Kessler said Huawei can make up to 200,000 AI chips in 2025.", "consistent"),
        ("Huang said Nvidia's market share in China had fallen to 20%.", "drifted"),
        ("Huang said Nvidia's market share in China had fallen to 50%.", "no_basis"),
        ("Huawei can make up to two million AI chips in 2025, said Jeffrey Kessler.", "drifted"),
    ],
)
def test_who_tells_of_a_firm_is_not_the_firm(text: str, verdict: str) -> None:
    """Of "Huang said Nvidia's share had fallen" the source is Huang; of "…, said Kessler" it is Kessler."""
    found = [each.verdict for each in WORLD.check_text(text, published="2025-06-13").claims]
    assert found == [verdict]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek has a cluster of 1,024 H800s.", ["consistent"]),
        ("DeepSeek has a cluster of 200,000 H800s.", ["inconsistent"]),
        ("DeepSeek's fleet averaged some 227 nodes of eight H800s.", []),
    ],
)
def test_a_cluster_is_a_part_of_what_a_firm_has(text: str, expected: list[str]) -> None:
    """A fleet of 10,000 does not refute a cluster of fewer, and what each node holds is nobody's fleet."""
    found = verdicts(text, "2025-03-04", "chip_count")
    assert [each.replace("no_basis", "consistent") for each in found] == expected

"""Whom the build of a sentence rules out as what a number is about."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
DAY = dt.date(2025, 12, 1)


def claims(text: str, measure: str) -> list[Claim]:
    """The claims of one measure in a text."""
    return [claim for claim in READER.read_text(text, DAY) if claim.measure == measure]


def last(text: str, measure: str) -> str:
    """The subject of the last claim of a measure."""
    return str(claims(text, measure)[-1].subject)


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        (
            "Mistral Large 2 needed about a third of the compute of Llama 3.1 405B. Its 123 billion parameters help.",
            "parameters",
            "mistral-large-2",
        ),
        ("Grok-1 is no rival of Gemini Ultra. Its 314 billion parameters are open to all.", "parameters", "grok-1"),
        ("Kimi K2 beat Qwen3-235B-A22B on most tests. It cost $4.6 million to train.", "training_cost", "kimi-k2"),
        ("The B200 outsells the H200. It has 192 GB of memory.", "chip_spec", "b200"),
        ("Falcon 180B was bigger than Llama 2 70B. It saw 3.5 trillion tokens.", "training_tokens", "falcon-180b"),
    ],
)
def test_an_opening_pronoun_is_the_subject_of_the_sentence_before(text: str, measure: str, subject: str) -> None:
    """What "it" and "its" open with is said of the grammatical subject, not of the name met last."""
    assert last(text, measure) == subject


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Gemini 1.5 Pro is cheap. Models costing $5 billion were under way, he told a hearing.", "training_cost"),
        (
            "Claude 3 Opus is out. Models costing $5 billion are under way, and $50 billion ones will come.",
            "training_cost",
        ),
        ("GPT-5 came out. By 2030, systems trained with 1e29 FLOP will exist.", "training_compute"),
        ("Claude 3 Opus is large. The report counts models with more than 100 billion parameters.", "parameters"),
        ("GPT-4 led. Models that cost $100 million were rare in 2023.", "training_cost"),
    ],
)
def test_a_bare_plural_borrows_no_name(text: str, measure: str) -> None:
    """Models in general are none of those that the text has named."""
    assert last(text, measure).lower() in {"model", "models", "systems"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Mistral Large 2 needed a third of the compute of Llama 3.1 405B: 1e25 against 3.8e25 FLOP.",
            ["mistral-large-2", "llama-3-1-405b"],
        ),
        (
            "Falcon 180B took a tenth of the compute of Gemini Ultra: 3.8e24 versus 5e25 FLOP.",
            ["falcon-180b", "gemini-ultra"],
        ),
        ("Kimi K2 needed a twentieth of the compute of GPT-4: 1e24 against 2e25 FLOP.", ["kimi-k2", "gpt-4"]),
        ("Grok-1 took a seventh of the compute of Claude 3 Opus (3e24 vs 2e25 FLOP).", ["grok-1", "claude-3-opus"]),
    ],
)
def test_two_numbers_after_a_comparison_are_of_its_two_sides(text: str, subjects: list[str]) -> None:
    """The first number is of what is compared, the second of what it is held against."""
    assert [claim.subject for claim in claims(text, "training_compute")] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4 costs $30. Google's Gemini 1.5 Pro was slashed by 64% in October 2024, from $3.50 to $1.25 per million.",
        "Claude 3 Opus was dear. Mistral cut the price of Mistral Large by a third in September 2024.",
        "GPT-4o is dear. DeepSeek lowered the price of DeepSeek-V3.2-Exp by 50% in September 2025.",
        "GPT-4 Turbo was dearer. OpenAI reduced the price of GPT-3.5 Turbo by 25% in June 2023.",
    ],
)
def test_a_price_that_falls_is_held_against_its_own_past(text: str) -> None:
    """A cut names no rival, even where the sentence before does."""
    assert [claim.reference for claim in claims(text, "price_ratio")] == ["own earlier price"]


def test_a_price_cut_below_a_rival_keeps_the_rival() -> None:
    """A price that is cut to less than somebody else's is held against theirs."""
    found = claims("DeepSeek cut the price of DeepSeek-V3 by 90% compared with GPT-4o.", "price_ratio")
    assert [claim.reference for claim in found] == ["gpt-4o"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("DeepSeek is small. The hyperscalers' capital spending reached about $320 billion in 2025.", "hyperscalers"),
        ("OpenAI leads. Big tech's capex will pass $400 billion in 2025.", "Big tech"),
        ("Moonshot is small. Chinese firms' outlays on AI came to $98 billion in 2025.", "Chinese firms"),
        ("Anthropic grew. The four largest clouds' budgets added up to $380 billion.", "four largest clouds"),
    ],
)
def test_a_group_that_owns_the_spending_is_its_subject(text: str, subject: str) -> None:
    """A group that is named as the owner spends, not a firm of the sentence before."""
    assert last(text, "organisation_spend") == subject


@pytest.mark.parametrize(
    ("text", "measure", "model"),
    [
        ("Llama 4 Behemoth is huge.\n\nThe first phase will host 50,000 GB300 superchips.", "chip_count", "llama"),
        ("Grok 3 beat GPT-4o.\n\nNext door, a new hall will house 30,000 GB200s.", "chip_count", "g"),
        ("DeepSeek-V3 is small.\n\nThe company bought 10,000 A100s in 2021.", "chip_count", "deepseek-v3"),
        ("Mistral Large 3 is out.\n\nWe will open a 1.4-gigawatt campus near Paris.", "power", "mistral-large"),
        ("Grok 3 beat GPT-4o.\n\nThe campus draws 300 megawatts.", "power", "g"),
    ],
)
def test_chips_and_power_are_held_by_no_model(text: str, measure: str, model: str) -> None:
    """What is hosted, bought or drawn belongs to a firm or a site."""
    assert all(not str(claim.subject).startswith(model) for claim in claims(text, measure))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("A: What of GPT-4?\nB: Over a hundred million dollars.\nA: And Moonshot says 4.6 million.", "moonshot"),
        ("Grok 3 took maybe $200 million. But Mistral says it spent only $15 million.", "mistral"),
        ("GPT-4 cost over $100 million. DeepSeek claims $5.6 million.", "deepseek"),
        ("Gemini Ultra cost $191 million. Alibaba says that it spent $10 million.", "alibaba"),
    ],
)
def test_a_firm_that_states_a_cost_speaks_of_its_own(text: str, subject: str) -> None:
    """A firm that is the source of a cost does not tell that of another firm's model."""
    assert last(text, "training_cost") == subject


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        ("DeepSeek's V3.2 saw 2,048 H800s, the company says; R1 cost $294,000.", "training_cost", "deepseek-r1"),
        (
            "Llama 3.3 70B took 7 million GPU hours, and Gemma 2 27B saw 13 trillion tokens.",
            "training_tokens",
            "gemma-2-27b",
        ),
        (
            "GPT-4 cost $100 million. The final run of Llama 3.1 405B cost about $120 million.",
            "training_cost",
            "llama-3-1-405b",
        ),
        ("Kimi K2 is large; Qwen2.5-72B has only 72 billion parameters.", "parameters", "qwen2-5-72b"),
    ],
)
def test_the_model_before_the_verb_is_the_subject(text: str, measure: str, subject: str) -> None:
    """A model right before the verb of a number comes before all that is named elsewhere."""
    assert last(text, measure) == subject


@pytest.mark.parametrize(
    "text",
    [
        "The B300 may not be shipped.\n\nCNAS thinks that between 10,000 and 90,000 chips were smuggled in 2024.",
        "The B300 is barred. Some 100,000 chips were smuggled into China in 2024, with a median of 140,000.",
        "Nvidia's H20 has 96 GB of memory. More than 20,000 processors were smuggled in 2024.",
        "The H100 is banned. Some 100,000 GPUs were smuggled into China in 2024, CNAS thinks.",
    ],
)
def test_chips_that_are_counted_without_a_name_are_no_chips_named_elsewhere(text: str) -> None:
    """A count of smuggled chips in general is not of the chip that was spoken of before."""
    assert {claim.subject for claim in claims(text, "chips_smuggled")} == {"AI chips"}


def test_chips_that_are_pointed_at_are_those_named_before() -> None:
    """A count "of them" stays with the chip of the sentence before."""
    assert last("The H100 is banned. Smugglers took 12,500 of them to China in 2023.", "chips_smuggled") == "h100"


@pytest.mark.parametrize(
    "text",
    [
        "GPT-5 was trained on H100s. The H20, which the U.S. stopped in April and let go again in July, is slow.",
        "DeepSeek trained V3 on the H800, which Washington stopped in October 2023.",
        "Qwen2.5 was trained on the A800, which was barred in October 2023.",
        "Llama 3.1 was trained on the H100, which reached Europe in March 2023.",
    ],
)
def test_a_clause_on_a_chip_dates_no_training(text: str) -> None:
    """What happened to a chip on a day is no date of the model that was trained on it."""
    assert claims(text, "training_date") == []


@pytest.mark.parametrize("text", ["sources\nLlama 2", "GPT-4", "It GPT-4", "Then the Mistral Large 2"])
def test_a_text_may_end_with_a_name(text: str) -> None:
    """Nothing follows it that could be looked at, and nothing is claimed."""
    assert READER.read_text(text) == []


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        ("The model that shook Silicon Valley last spring took 45 days on 900 A100s.", "training_time", "model"),
        ("The chatbot that startled Capitol Hill was trained on 2,048 H800s.", "chip_count", "chatbot"),
        ("The company whose chatbot has charmed Hollywood holds 40,000 GPUs.", "chip_count", "company"),
        ("A planned site at Barrow in Alaska is designed to draw more than 120 megawatts.", "power", "Barrow site"),
        ("The campus near Umea in Lapland will take 80 megawatts of power.", "power", "Umea"),
    ],
)
def test_whom_a_thing_impressed_and_where_it_lies_are_not_the_thing(text: str, measure: str, subject: str) -> None:
    """The object of an aside and the region of a site are no owners of what is told."""
    assert last(text, measure) == subject


def test_the_one_who_asks_holds_no_chips() -> None:
    """A tag of a turn in a talk is nobody whom an amount is of."""
    text = "INTERVIEWER: And the run? MBEKI: Six weeks on 2,048 H100s. INTERVIEWER: Of how many? MBEKI: 5,000 H100s."
    assert all(claim.subject != "INTERVIEWER" for claim in READER.read_text(text, DAY))


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        ("TSMC's shares leapt 4.9%; those of Advantest fell back 2.7%.", "market_move", "Advantest"),
        ("AMD's stock gained 1%, that of Intel dropped 4%.", "market_move", "intel"),
        ("gpt-oss-120b has 117bn parameters and its smaller sister 21bn.", "parameters", "gpt-oss-20b"),
        ("Llama 3.1 405B took 30.8 million H100-hours; its smallest sibling needed 1.46 million.", "chip_hours",
         "llama-3-1-8b"),
        ("Qwen3-235B-A22B has 235bn parameters; its little sibling makes do with 30bn.", "parameters",
         "sibling of Qwen3-235B-A22B"),
        ("Like its smaller sibling, gpt-oss-120b was trained on H100s and has 117bn parameters.", "parameters",
         "gpt-oss-120b"),
    ],
)
def test_what_stands_for_another_thing_has_what_follows(text: str, measure: str, subject: str) -> None:
    """Siblings and "those of" somebody are what is told of, not the name that came before."""
    assert last(text, measure) == subject


@pytest.mark.parametrize(
    "text",
    [
        "A man was convicted of sending 4,200 Nvidia processors, among them A100s and H100s, to China.",
        "Agents seized 900 Nvidia chips, including H100s and H200s, that were bound for China.",
        "The ring moved 3,000 GPUs (H100s and H200s) into China, prosecutors said.",
        "He sent 500 Nvidia chips, H100s among them, to China. A third load, of 210 boards, was seized on the way.",
    ],
)
def test_a_load_of_several_sorts_is_of_no_one_of_them(text: str) -> None:
    """Smuggled chips of which some are named are chips in general."""
    assert {claim.subject for claim in claims(text, "chips_smuggled")} == {"AI chips"}

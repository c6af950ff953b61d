"""Sums, products, differences, shares and yearly parts that a passage states beside what they come from."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: a sentence, a wrong result, and the right one by arithmetic
STATED = [
    ("The machine in Bologna has 3,456 nodes with four A100s apiece, {} chips in all.", "18,824", "13,824"),
    ("The cluster is made of 512 servers of eight H100s each, so {} GPUs altogether.", "5,096", "4,096"),
    ("Each of the twelve halls holds 8,000 chips, {} between them.", "69,000", "96,000"),
    ("Llama 3 8B took 1.3 million H100-hours. The 70B took 6.4 million. Together the pair used {} million hours.",
     "8.7", "7.7"),
    (("Amazon spent $26 billion on buildings and machines in the first quarter and $31 billion in "
     "the second; over the half-year that makes {} billion."), "$67", "$57"),
    ("The company's market value rose from $3.1 trillion to $3.9 trillion, a gain of {} billion.", "$600", "$800"),
    ("In a single day the shares took the firm from $1.20 trillion to $1.05 trillion, wiping out {} billion.",
     "$250", "$150"),
    ("A pledge of $60 billion over four years comes to {} billion a year.", "$20", "$15"),
    ("Oracle is to be paid $300 billion over five years, or {} billion a year.", "$90", "$60"),
    ("Of the 120,000 chips in the hall, 70,000 are H100s and the remaining {} are H200s.", "60,000", "50,000"),
    ("Half of the $12 billion budget, some {} billion, goes on chips.", "$8", "$6"),
    ("A third of the 15 trillion tokens, {} trillion, was code.", "7.5", "5"),
    ("The run took 54 days on 2,048 chips, that is {} million chip-hours.", "3.65", "2.65"),
    ("With 32 billion active parameters and 15 trillion tokens the run needed {} FLOP.", "2.9e25", "2.9e24"),
    ("At 700 watts a card, 10,000 H100s draw {} megawatts.", "70", "7"),
    ("Microsoft spent $24.2 billion in the quarter and Alphabet $22.4 billion. The two of them laid out {} billion.",
     "$56.6", "$46.6"),
    ("The price fell from $10 to $2.50, a cut of {}.", "$8.50", "$7.50"),
    ("Revenue was $13 billion and costs were $22 billion, which left a loss of {} billion.", "$19", "$9"),
    (("The stock of smuggled chips came to 80,000 in the first half and 60,000 in the "
     "second, {} for the year as a whole."), "160,000", "140,000"),
    ("Renting 4,000 GPUs for 30 days at $2.50 an hour sets you back {} million.", "$72", "$7.2"),
    ("The firm bought 20,000 cards at $30,000 apiece, a bill of {}.", "$60 million", "$600 million"),
    ("Two sites of 1.2 gigawatts and one of 800 megawatts come to {} gigawatts.", "4.2", "3.2"),
    (("Pre-training cost $5.3 million, the extension of context $0.24 million and post-training "
     "$0.01 million; all in, {} million."), "$6.55", "$5.55"),
    ("In 2023 it had 16,000 H100s and it has added 84,000 since, so that it now owns {}.", "120,000", "100,000"),
    ("Of 40 billion yuan, 25 billion went on chips, leaving {} billion for buildings.", "25", "15"),
    ("Its context was stretched from 8,000 tokens to 128,000, {} times as long.", "sixty", "sixteen"),
    ("Humain is to take 18,000 chips this year and 40,000 next, which is {} over the two years.", "68,000", "58,000"),
    ("Frontera has 9,408 nodes, each with four MI250X cards, hence {} cards.", "27,632", "37,632"),
    ("The run lasted 60 days. On 4,096 A100s that makes {} million GPU-hours.", "8.9", "5.9"),
    (("Energy came to 3 million euros and staff to 2 million. The chips cost 9 million, "
     "so the bill was {} million euros in total."), "16", "14"),
    ("Its valuation climbed from $61 billion to $183 billion, {} what it had been.", "five times", "three times"),
    ("Capital outlays went from $52 billion in 2024 to $91 billion in 2025, $39 billion more, a rise of {}.",
     "55%", "75%"),
    ("The first site has 60,000 chips, the second 45,000. The two sites together have {}.", "150,000", "105,000"),
    ("Nvidia is to hand over 15% of its $20 billion of sales there, {} billion.", "$5", "$3"),
    ("A quarter of the 400,000 chips, or {}, stand idle.", "140,000", "100,000"),
    ("Stargate would spend $100 billion at once and $400 billion later, {} billion altogether.", "$600", "$500"),
    ("The order is for 6 gigawatts in five years, {} gigawatts a year.", "2.2", "1.2"),
    ("Grok's cluster grew from 100,000 GPUs to 200,000, an increase of {}.", "150,000", "100,000"),
    ("The cabinet holds 72 chips of 1.2 kilowatts each, {} kilowatts for the lot.", "146", "86"),
    ("Input costs $5 per million tokens; ten million tokens therefore cost {}.", "$500", "$50"),
    ("The seven stages took a month each, {} months in all.", "ten", "seven"),
    ("Sales to China made up 13% of revenue of $130 billion, that is {} billion.", "$27", "$17"),
    ("The model reads at $0.15 and writes at $0.60 per million tokens, so an answer is {} times as dear as a question.",
     "six", "four"),
    ("Llama 2 70B, with 2 trillion tokens, needed {} FLOP.", "8.4e24", "8.4e23"),
    ("Of 15,000 processors seized, 9,000 were H100s and the other {} A100s.", "8,000", "6,000"),
    ("The ministry paid 40 million pounds for 5,448 chips, about {} a chip.", "£17,000", "£7,300"),
    ("The two tranches, $10 billion and $12.5 billion, brought the round to {} billion.", "$32.5", "$22.5"),
    ("At $3 an hour, the 2.8 million hours would have come to {} million.", "$84", "$8.4"),
    ("Its 32 halls of 4,000 cards apiece make {} cards.", "182,000", "128,000"),
    ("The hall in Ohio holds 24,000 cards and its twin in Texas 36,000. That is {} in all.", "80,000", "60,000"),
    ("Spending went up from $52.5 billion to $75 billion, $22.5 billion more, or {}.", "63%", "43%"),
    ("Eight nodes with eight cards apiece come to {} cards.", "84", "64"),
    ("Training took 1.8 million hours at $2.20 each, {} altogether.", "$5.96 million", "$3.96 million"),
    ("A price of $2.19 against one of $60 is a difference of {}.", "$75.81", "$57.81"),
    ("A 25% duty on a $40,000 chip adds {}.", "$15,000", "$10,000"),
    ("5,000 of the 20,000 chips, a {}, stand in Singapore.", "third", "quarter"),
    ("Of the campus's 5 gigawatts, 1.2 are built; {} are still to come.", "4.8", "3.8"),
    ("$294,000 is {} of $5.576 million.", "15%", "5%"),
    ("54 days on 16,000 H100s are {} million hours.", "30.7", "20.7"),
    ("China's makers shipped 1.65 million of the 4 million cards, foreigners the other {} million.", "3.35", "2.35"),
    ("The bill of $9 million was split evenly among three labs, {} million each.", "$4", "$3"),
    (("With 37 billion active parameters and 14.8 trillion tokens, the rule of six operations per parameter and token "
     "gives {} FLOP."), "3.3e25", "3.3e24"),
    ("Its shares lost 17%, taking the firm from $3.49 trillion to {}.", "$2.30 trillion", "$2.90 trillion"),
]


def _found(text: str) -> set[str]:
    audit = World().check_text(text, published="2025-11-01").to_dict()
    told = [*audit.get("findings", []), *(each for claim in audit["claims"] for each in claim["findings"])]
    return {each["code"] for each in told if each["code"][:3] in ("OC1", "OC2", "OC6")}


@pytest.mark.parametrize(("sentence", "wrong", "right"), STATED)
def test_a_result_that_its_amounts_do_not_give_is_found(sentence: str, wrong: str, right: str) -> None:
    """A wrong sum, product, difference, share or yearly part is found, and the right one is left alone."""
    assert any(code.startswith("OC2") for code in _found(sentence.format(wrong)))
    assert not _found(sentence.format(right))


@pytest.mark.parametrize("text", [
    "Alpha has 5,000 chips and Beta 7,000. Together with Gamma they have ordered 2,000 more.",
    "The two labs spent $3 billion and $4 billion last year. The industry as a whole spent $80 billion.",
    "Customs found 1,420 cards; the driver spoke of three earlier trips, with some 2,000 A100s between them.",
    ("Alpha put $6.3 billion into land for the quarter and Beta $7.8 billion. For the year the two mean to lay out "
    "some $60 billion between them."),
    "Its three sizes used 184,320, 368,640, 1,038,336 hours, or 1,591,296 together.",
    "With Alpha's ten gigawatts and Beta's six that makes 26, for it had ten already.",
    ("It raised $10 billion in May, and its valuation went from $60 billion to $180 billion, a gain for all of 9,000 "
    "shareholders."),
    "It costs $5 per million input tokens and $15 per million output tokens, half the price of GPT-4 Turbo.",
    ("It is trained on 3.5 trillion tokens for less than $2 million, with 480 billion parameters of which 17 billion "
    "are active, roughly one eighth of that of comparable models."),
    "Two prizewinners came, one of them 76 and worried.",
    "The fund is to pay for a campus of five gigawatts, the first 200 megawatts of it due next year.",
    "The pledge is $300 billion over five years, while its rival spends $90 billion a year.",
])
def test_amounts_that_are_no_parts_are_not_added(text: str) -> None:
    """What stands beside a total and is no part of it is not added to it."""
    assert not any(code.startswith("OC2") for code in _found(text))


@pytest.mark.parametrize("text", [
    "OpenAI's o1 cost $15 and $60: 27 times more.",
    "Llama 3.1 405B needed 30.84 million H100 hours on 15 trillion tokens, eleven times what DeepSeek-V3 took.",
    ("DeepSeek charges $0.28 for a million input tokens and $0.42 for output for V3.2, about 30 times less than Claude "
     "Opus 4.5 at $5 and $25."),
])
def test_a_ratio_may_be_of_any_amounts_beside_it(text: str) -> None:
    """Prices of input and output are no pair; of hours and tokens either may be meant; of two prices any mix."""
    audit = World().check_text(text, published="2026-02-05").to_dict()
    assert not [each for claim in audit["claims"] for each in claim["findings"] if each["code"] == "OC207"]

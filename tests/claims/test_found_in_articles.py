"""Wrong figures of whole articles that must be found, though the reader is unsure whom they are of."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD, by_quote, codes

ACCUSED = frozenset(("inconsistent", "drifted"))


LINKS = """The A800 arrived with the same 312 teraflops and a link cut to 400 GB/s. Then came the H800: an H100 in \
every respect that matters for arithmetic, except that NVLink fell to {}, where the H100 has 900. It has 80 GB of \
memory."""


@pytest.mark.parametrize(("told", "accused"), [("300 GB/s", True), ("400 GB/s", False)])
def test_what_fits_nothing_named_around_is_wrong(told: str, accused: bool) -> None:
    """The H800's links move 400 GB/s, the A800's too and the H100's 900: 300 is none of them."""
    found = {quote: verdict for quote, verdict in by_quote(LINKS.format(told), "2024-12-10").items() if told in quote}
    assert any(verdict in ACCUSED for verdict in found.values()) is accused


def test_a_wrong_cell_of_a_long_table_is_found() -> None:
    """Claude Opus 4 asked $75 for output."""
    prose = "The model was built for agents, and their work is many short steps. " * 10
    table = ("| per million tokens, US dollars | input | output |\n|---|---|---|\n| GPT-4.1 | 2.00 | 8.00 |\n"
             "| Claude Sonnet 4 | 3.00 | 15.00 |\n| Claude Opus 4 | 15.00 | 60.00 |\n")
    found = by_quote(f"{prose}\n\n{table}", "2025-07-11")
    assert {quote for quote, verdict in found.items() if verdict in ACCUSED} == {"60.00"}


@pytest.mark.parametrize(("told", "accused"), [("at least", True), ("at most", False)])
def test_a_bound_in_the_name_of_a_speaker_is_not_turned_about(told: str, accused: bool) -> None:
    """Kessler told Congress that it would be 200,000 or fewer."""
    text = f"Jeffrey Kessler told Congress that Huawei would turn out {told} 200,000 Ascend AI chips in 2025."
    assert (next(iter(by_quote(text, "2025-08-12").values())) in ACCUSED) is accused


@pytest.mark.parametrize(("text", "verdict"), [
    ("The three sizes of Llama 3.1 together took {} GPU hours.", ("inconsistent", "consistent")),
    ("The whole Llama 3.1 family took {} GPU hours.", ("inconsistent", "consistent")),
    ("Llama 3.1 took {} GPU hours.", ("consistent", "consistent")),
])
def test_the_figure_of_one_model_is_not_that_of_its_family(text: str, verdict: tuple[str, str]) -> None:
    """The 405B took 30.84 million, all three 39.3 million; who names the line alone may mean either."""
    for told, expected in zip(("30.84 million", "39.3 million"), verdict, strict=True):
        assert next(iter(by_quote(text.format(told), "2024-07-26").values())) == expected


def test_a_pronoun_after_a_colon_stands_for_what_the_text_is_about() -> None:
    """The H20, and not the H100 that it is then held against, does 148 teraflops dense."""
    text = ("The RTX 4090D draws 425 watts. The replacement for the datacentre is the H20. People call it a toy. For "
            "training, fair enough: it is rated at 148 teraflops of BF16, and its processing score is 2,368 against "
            "some 15,800 for an H100.")
    found = {each.claim.quote: each.claim.subject for each in WORLD.check_text(text, published="2024-12-10").claims}
    assert found["148 teraflops"] == "h20"


@pytest.mark.parametrize(("text", "published", "quote"), [
    # 34 over 12.48 billion is 2.72
    ("The accounts put OpenAI's costs at $12.48 billion in 2024 and $34 billion in 2025, 2.7 times as much.",
     "2026-06-30", "2.7 times"),
    # V3, R1's base, took 2.788 million hours
    ("In GPU-hours R1's reasoning is small: 147,000 on top of 2.788 million for the base.", "2025-10-29",
     "2.788 million"),
    # 2,039 GB/s is of the A100 with 80 GB, 1,555 of the one with 40
    ("The A100 in the 80-gigabyte version reads at 2,039 gigabytes a second, the 40-gigabyte one at 1,555.",
     "2024-12-11", "2,039"),
])
def test_what_a_figure_is_of_is_told_beside_it(text: str, published: str, quote: str) -> None:
    """A multiple of the two sums before it, hours of a base, the speed of the version that is named with it."""
    assert not any(verdict in ACCUSED for told, verdict in by_quote(text, published).items() if quote in told)


@pytest.mark.parametrize(("true", "false", "published"), [
    # Musk of Colossus 2 in January 2026: a gigawatt; 1.5 was planned for April
    ("Colossus 2 draws a gigawatt and would be expanded to 1.5 gigawatts in April.", "Colossus 2 draws 1.5 gigawatts.",
     "2026-02-15"),
    # OpenAI: o1-pro $150 and $600, o3-pro $20 and $80
    ("o1-pro is still listed at $150 and $600, so o3-pro being 87% cheaper is no small thing.",
     "o1-pro is still listed at $150 and $600, so o3-pro being 67% cheaper is no small thing.", "2025-07-15"),
    # OpenAI: o3 $10 and $40 until 10 June 2025, $2 and $8 since
    ("o3's input price was $10 and its output price $40; it's now $2 and $8.",
     "o3's input price is $10 and its output price $40.", "2025-07-15"),
    # an H20 scores 2,368: 148 teraflops times 16
    ("The H20 (96GB of memory, 4TB/s, and a score of just 2,368) would pass.",
     "The H20 (96GB of memory, 4TB/s, and a score of just 5,368) would pass.", "2025-11-15"),
    # 2.1 million hours in all; for each trillion tokens nobody has told them
    ("OpenAI says that gpt-oss-120b needed 300,000 H100-hours per trillion tokens.",
     "OpenAI says that gpt-oss-120b needed 300,000 H100-hours.", "2025-09-01"),
    # OpenAI: o3-mini $1.10 and $4.40
    ("OpenAI came back last Friday with o3-mini at a dollar ten and four forty.",
     "OpenAI came back last Friday with o3-mini at a dollar ten and six forty.", "2025-02-07"),
    ("The RTX 5090D V2 stays under the limits.", "The RTX 5090D V2 is barred from China.", "2025-11-15"),
])
def test_what_is_to_come_or_was_is_not_told_of_today(true: str, false: str, published: str) -> None:
    """The words beside a figure say which day, which of two things and which share of a whole it is of."""
    assert ACCUSED.isdisjoint(by_quote(true, published).values())
    assert not ACCUSED.isdisjoint(by_quote(false, published).values())


@pytest.mark.parametrize(("figure", "verdict"), [("1.7 times", "consistent"), ("3.6 times", "drifted")])
def test_a_figure_that_fits_tells_what_the_next_one_in_its_sentence_is_of(figure: str, verdict: str) -> None:
    """Of CloudMatrix, which "it" stands for: SemiAnalysis counts 300 petaflops against 180 of the NVL72."""
    text = ("Huawei could make 200,000 Ascend chips this year. Nvidia sells the GB200 NVL72, and the H20 to China. Its "
            "rival joins 384 chips to a CloudMatrix 384. SemiAnalysis estimates that it can reach 300 petaflops, or "
            f"{figure} the computing power of Nvidia's GB200 NVL72. The H20 has 96 GB of memory and 4 TB/s.")
    assert by_quote(text, "2025-08-12")[f"{figure} the"] == verdict


@pytest.mark.parametrize(("text", "found"), [
    ("A reactor's output, which Meta has agreed to take for years starting in June 2027, is 1,121 megawatts.", False),
    ("Huawei claims 6.7 times the power of the rack that Nvidia has announced for 2026.", False),
    ("The reactor, which Meta has run since June 2027, gives 1,121 megawatts.", True),
])
def test_what_begins_later_is_not_told_as_past(text: str, found: bool) -> None:
    """A contract may be made before the day from which it runs; nobody has run a thing since a day to come."""
    assert ("OC702" in codes(text, "2025-10-02")) is found


@pytest.mark.parametrize(("text", "verdict"), [
    # DeepSeek 57.6, Epoch 33.3
    ("On SWE-bench Verified R1-0528 has 57.6 as DeepSeek tells it, and 33.3 when Epoch ran it.", "consistent"),
    ("On SWE-bench Verified R1-0528 has 57.6 as DeepSeek tells it, and 43.3 when Epoch ran it.", "inconsistent"),
    # OpenAI had told 25.2 of a preview; nothing of Epoch's was on record by June
    ("On FrontierMath o3 has 25.2% as OpenAI tells it; Epoch got 10.3% for the model.", "no_basis"),
])
def test_a_score_that_somebody_got_is_held_against_theirs(text: str, verdict: str) -> None:
    """Who ran a test is told beside the figure, and another's score says nothing of it."""
    assert list(by_quote(text, "2025-06-13").values())[-1] == verdict


@pytest.mark.parametrize(("figure", "verdict"), [("39.3 million", "consistent"), ("30.84 million", "inconsistent")])
def test_sizes_that_are_added_up_are_the_family(figure: str, verdict: str) -> None:
    """Meta's card: 39.3 million hours for the three sizes of Llama 3.1, of which 30.84 for the largest."""
    text = f"Llama 3.1 405B is out. Meta published all three sizes. Add up the three and you get {figure} GPU hours."
    assert next(iter(by_quote(text, "2024-07-26").values())) == verdict


def test_a_list_before_a_sum_of_other_things_is_no_sum() -> None:
    """The sizes are listed; what all three took together stands in the next sentence."""
    text = "Meta published Llama 3.1 in three sizes: 8B, 70B and 405B. All three together took 39.3 million GPU hours."
    assert set(by_quote(text, "2024-07-26").values()) == {"consistent"}


EPOCH = ("By Epoch's estimate Microsoft held Nvidia processors equal to 3.15 million H100s at the end of 2025. "
         "Meta came next on {}.")


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    # 10 million in at $2 and 2 million out at $8 is $36
    ("Take an agent that eats 10 million tokens and writes 2 million. With Opus 4 you pay $300. o3 brings that to $36.",
     "2025-07-14", "$36", "no_basis"),
    ("With Opus 4 you pay $300. o3 brings that to $36.", "2025-07-14", "$36", "inconsistent"),
    # Epoch AI at the end of 2025: Meta's Nvidia chips are worth 1.84 million H100s
    (EPOCH.format("1.84 million"), "2026-06-18", "1.84 million", "consistent"),
    (EPOCH.format("2.84 million"), "2026-06-18", "2.84 million", "drifted"),
    # xAI: $3 and $15, doubled above 128K
    ("Grok 4 costs $3 and $15 up to 128k tokens of prompt.", "2025-07-14", "$15", "consistent"),
    ("Grok 4 costs $3 and $25 up to 128k tokens of prompt.", "2025-07-14", "$25", "inconsistent"),
    # DeepSeek's discount of the night, from 16:30 to 00:30 UTC
    ("Night owls, between 16:30 and 00:30 UTC, get R1 at 75% off.", "2025-07-14", "75% off", "no_basis"),
])
def test_what_a_sentence_sets_out_holds_for_the_next(text: str, published: str, quote: str, verdict: str) -> None:
    """The bill of a job is no price of a million, and what is counted in H100s goes on being counted so."""
    assert by_quote(text, published)[quote] == verdict


def test_a_slip_that_no_claim_holds_is_not_laid_at_the_door_of_the_next_one() -> None:
    """Nature gave R1's stage 294,000 dollars; Amodei's months, in the sentence before, have nothing to do with it."""
    text = ("Dario Amodei replied that V3 resembled American models seven to ten months older. R1's reasoning stage, "
            "we learnt from Nature, had added a mere $29.4m to the cost of the base model.")
    audit = WORLD.check_text(text, published="2026-05-11")
    of_claims = {each.claim.quote: {found.code for found in each.then.findings} for each in audit.claims}
    assert not any("OC102" in own for quote, own in of_claims.items() if "months" in quote)
    assert "OC102" in {code for own in of_claims.values() for code in own} | {each.code for each in audit.findings}


@pytest.mark.parametrize(("text", "found"), [
    ("AMD had warned of $800 million. Nvidia's revenue from China was $17 billion, or 13% of the total.", False),
    ("The run cost $800 million. They raised $17 billion; the run is 13% of that.", True),
])
def test_a_share_of_a_total_that_is_not_told_is_held_against_none(text: str, found: bool) -> None:
    """Nvidia's whole revenue is no amount of the sentence; 800 million of 17 billion are 4.7%."""
    assert ("OC207" in codes(text, "2025-08-12")) is found


@pytest.mark.parametrize(("figure", "accused"), [("606,000", False), ("906,000", True)])
def test_chips_in_number_are_no_equivalents(figure: str, accused: bool) -> None:
    """Epoch AI: Oracle held 605,816 Nvidia chips at the end of 2025, worth 1.03 million H100s."""
    text = (f"Oracle ended 2025 with Nvidia chips worth 1.03 million H100-equivalents, in number some {figure}, by"
            " Epoch AI's estimate.")
    assert (by_quote(text, "2026-06-12")[f"some {figure}"] in ACCUSED) is accused

"""Sentences in which another firm, model or quarter stands beside the one that a figure is of."""

from __future__ import annotations

import pytest

from tests.claims.judging import WORLD, of_whom

ACCUSED = frozenset(("inconsistent", "drifted"))


@pytest.mark.parametrize("span", ["From 2022 to 2025", "From 2022 through 2025", "Between 2022 and 2025"])
def test_years_from_and_to_are_one_time(span: str) -> None:
    """Epoch AI: 1.81 million chips in these four years together; neither year is a count of chips."""
    found = of_whom(f"{span} Nvidia shipped about 1.8 million chips to China, Epoch AI counts.", "2026-04-20")
    assert [verdict for _, verdict in found.values()] == ["consistent"]


def test_the_day_that_names_a_snapshot_is_no_day_of_release() -> None:
    """GPT-4o came out in May 2024; the snapshot of November has the day in its name."""
    found = WORLD.check_text("GPT-4o (2024-11-20) scores 46.0% on GPQA Diamond.", published="2024-12-30").claims
    assert {each.claim.measure for each in found} == {"benchmark_score"}
    dated = WORLD.check_text("- GPT-4o (2024-05-13)", published="2024-12-30").claims
    assert {each.claim.measure for each in dated} <= {"release_date"}


@pytest.mark.parametrize(("model", "verdict"), [
    ("o3-mini (high)", "consistent"), ("o3-mini-high", "consistent"), ("o3-mini (medium)", "no_basis"),
    ("o3-mini, at medium effort,", "no_basis"),
])
def test_a_score_is_held_against_those_at_its_effort(model: str, verdict: str) -> None:
    """OpenAI told 87.3% on AIME 2024 for the high effort; what it got at a lower one is not on record on that day."""
    found = of_whom(f"{model} scores 87.3% on AIME 2024.", "2025-03-12")
    assert [each for _, each in found.values()] == [verdict]


def test_a_year_s_budget_is_not_held_against_another_firm_s_quarter() -> None:
    """What stands after a semicolon has a time of its own."""
    text = ("Capital spending in the June quarter was $22.4bn at Alphabet and $17.0bn at Meta. Meta has narrowed its "
            "range to $66-72bn; Microsoft expects more in the September quarter.")
    assert not {quote for quote, (_, verdict) in of_whom(text, "2025-08-29").items() if verdict in ACCUSED}


def test_a_quarter_beside_a_fiscal_year_is_a_quarter() -> None:
    """Microsoft's capex of October to December 2024: $22.6 billion."""
    text = ("Microsoft keeps to capital spending of $80 billion for the fiscal year to June, after {} in the December "
            "quarter.")
    assert of_whom(text.format("$22.6 billion"), "2025-02-03")["$22.6 billion"][1] == "consistent"
    assert of_whom(text.format("$35.5 billion"), "2025-02-03")["$35.5 billion"][1] in ACCUSED


@pytest.mark.parametrize(("text", "amount"), [
    ("DeepSeek-V3 took 2.788 million GPU-hours. Llama 3.1 405B needed 30.84 million hours, eleven times as many.",
     339_240_000),
    ("Huawei plans 600,000 Ascend 910C chips for 2026, about double this year's output.", 1_200_000),
])
def test_a_multiple_beside_an_amount_tells_of_it(text: str, amount: float) -> None:
    """Eleven times as many as the other took is no hours beyond those told."""
    claims = WORLD.extract_text(text, published="2025-10-02")[1]
    assert amount not in {each.value for each in claims}


def test_hours_are_not_worked_out_of_another_model_s_chips() -> None:
    """2,048 chips and two months are V3's, though its name stands a sentence before."""
    text = ("DeepSeek-V3 is the cheapest. It ran on 2,048 chips for two months. Meta's Llama 3.1 405B needed 30.84 "
            "million GPU-hours.")
    found = WORLD.check_text(text, published="2025-02-03")
    assert not {code.code for each in found.claims for code in each.then.findings if code.code.startswith("OC2")}


def test_a_ratio_to_the_figure_after_it_is_not_worked_out_of_others() -> None:
    """4.5 over 1.98 is a little more than two, whatever stands before."""
    text = "Peak throughput of the B200 is 20 petaflops of FP4; FP8 comes to 4.5, a little more than double the 1.98."
    found = WORLD.check_text(text, published="2024-03-25")
    assert "OC207" not in {code.code for each in found.claims for code in each.then.findings}


def test_over_a_link_is_no_bound() -> None:
    """The dies are joined over a link of 10 TB/s; the chip's memory moves 8."""
    (claim,) = WORLD.check_text("The B200 joins two dies over a 10 TB/s interface.", published="2024-03-25").claims
    assert claim.claim.qualifier == "exact"
    assert claim.verdict not in ACCUSED


@pytest.mark.parametrize("size", ["Its dense 67B model", "The firm's 67B model", "The older 67B"])
def test_a_size_names_the_model_of_its_firm(size: str) -> None:
    """DeepSeek LLM 67B took 300,600 hours for each trillion tokens."""
    text = (f"DeepSeek-V2 needs 172,800 H800 hours per trillion tokens. {size} needed 300,600 GPU-hours per trillion "
            "tokens.")
    found = of_whom(text, "2024-08-12")
    assert {subject for subject, _ in found.values()} == {"deepseek-v2", "deepseek-llm-67b"}
    assert not {verdict for _, verdict in found.values()} & ACCUSED


@pytest.mark.parametrize(("scores", "accused"), [("97.3 and 96.4", False), ("96.4 and 97.3", True)])
def test_two_figures_of_the_two_are_in_the_order_of_their_names(scores: str, accused: bool) -> None:
    """On MATH-500 DeepSeek told 97.3 for R1, OpenAI 96.4 for o1."""
    text = f"DeepSeek's R1 gets 79.8% on AIME 2024, against OpenAI's o1; on MATH-500 the two stand at {scores}."
    found = of_whom(text, "2025-02-03")
    assert any(verdict in ACCUSED for _, verdict in found.values()) is accused


def test_operations_of_so_many_bits_are_one_speed() -> None:
    """H200: 989 teraflops in BF16."""
    found = of_whom("The H200 performs 989 trillion 16-bit operations a second.", "2026-01-15")
    assert found == {"989 trillion 16-bit operations a second": ("h200", "consistent")}


def test_what_the_maker_has_in_stock_is_no_order() -> None:
    """Reuters: orders for 2 million H200s, 700,000 in stock."""
    text = "Chinese firms ordered more than 2 million H200s for 2026, against roughly 700,000 in Nvidia's stock."
    assert {verdict for _, verdict in of_whom(text, "2026-01-15").values()} == {"consistent"}


def test_the_seller_s_ruling_is_not_the_buyer_s() -> None:
    """Washington weighs the H200 case by case since January 2026, whatever Beijing does."""
    text = ("The United States on Thursday began reviewing exports of the H200 to China case by case, as Chinese "
            "officials signalled that they would keep it out.")
    assert not {verdict for _, verdict in of_whom(text, "2026-01-16").values()} & ACCUSED


def test_tokens_of_reply_are_output() -> None:
    """GPT-4 of March 2023: $0.03 for a thousand tokens of prompt, $0.06 for a thousand of completion."""
    text = "GPT-4 costs $0.03 for a thousand tokens of prompt and {} for a thousand tokens of reply."
    assert {verdict for _, verdict in of_whom(text.format("$0.06"), "2023-08-24").values()} == {"consistent"}
    assert ACCUSED & {verdict for _, verdict in of_whom(text.format("$0.09"), "2023-08-24").values()}


@pytest.mark.parametrize(("total", "summed"), [("All three sizes together come to 39.3 million.", False),
                                               ("The two sizes together come to 39.3 million.", True)])
def test_a_total_of_more_than_is_listed_is_not_added_up(total: str, summed: bool) -> None:
    """Of three sizes two are given, so that these need not add up to what the three took."""
    text = f"GPU-hours: 30.84 million for Llama 3.1 405B. The 70B needed 7 million. {total}"
    found = WORLD.check_text(text, published="2024-08-12")
    assert ("OC203" in {code.code for each in found.claims for code in each.then.findings}) is summed


def test_a_score_on_the_firm_s_own_test_is_none_on_the_test_named_before() -> None:
    """Anthropic's internal coding evaluation has no record."""
    text = ("Claude 3.5 Sonnet gets 92.0% on HumanEval, and in the company's internal agentic coding test it solved "
            "64% of the problems.")
    assert of_whom(text, "2024-08-12")["64% of the problems"][1] not in ACCUSED


@pytest.mark.parametrize(("share", "accused"), [("78%", False), ("79%", False), ("74%", True)])
def test_a_cut_told_in_whole_percent_may_be_cut_off_or_rounded(share: str, accused: bool) -> None:
    """Gemini 1.5 Flash went from $0.35 to $0.075 a million input tokens: 78.6% off."""
    text = f"Google cut the input price of Gemini 1.5 Flash by {share}."
    assert bool({verdict for _, verdict in of_whom(text, "2024-08-12").values()} & ACCUSED) is accused


def test_an_order_on_investment_is_no_rule_on_chips() -> None:
    """The order of August 2023 bars what may be invested, and no sale."""
    text = ("Baidu has ordered 100,000 A800s. On the same day the president signed an order restricting American "
            "investment in Chinese AI.")
    assert "export_status" not in {each.claim.measure for each in WORLD.check_text(text, published="2023-08-24").claims}


@pytest.mark.parametrize(("days", "verdict"), [("3.7 days", "consistent"), ("7.3 days", "inconsistent")])
def test_days_for_a_trillion_tokens_are_no_days_of_the_run(days: str, verdict: str) -> None:
    """V3's report: 180,000 hours or 3.7 days on its 2,048 chips for each trillion tokens."""
    text = f"DeepSeek-V3 took 180K H800-hours for every trillion tokens, i.e. {days} on a cluster of 2,048."
    assert of_whom(text, "2025-01-20")[days][1] == verdict


def test_a_ratio_is_of_the_model_that_it_is_said_of() -> None:
    """$5 and $0.15 a million input tokens."""
    text = "GPT-4o mini is cheap. Its big brother GPT-4o is at $5 for input, so the mini is 33 times cheaper."
    assert of_whom(text, "2024-07-20")["33 times cheaper"] == ("gpt-4o-mini", "consistent")


def test_what_each_firm_may_have_is_not_what_all_may() -> None:
    """More than 400,000 H200s were approved for three firms together."""
    text = "Alibaba, Tencent and ByteDance have been cleared to buy up to 75,000 H200s each."
    assert not {verdict for _, verdict in of_whom(text, "2026-05-16").values()} & ACCUSED


def test_a_ratio_to_another_time_s_figure_needs_no_such_figure() -> None:
    """What 2025's output is stands nowhere else in the sentence."""
    text = ("Huawei plans 600,000 Ascend 910C chips next year, double the figure for 2025, and dies may rise to 1.6 "
            "million from a million.")
    found = WORLD.check_text(text, published="2025-10-02")
    assert "OC207" not in {code.code for each in found.claims for code in each.then.findings}


@pytest.mark.parametrize(("text", "scope"), [
    ("No H100 may go to a data centre in Abu Dhabi unless the exporter first obtains a licence.", {"licence"}),
    ("No H100 may be sold to Russia.", {"restricted"}), ("The H20 may go to Japan.", {"allowed"}),
    ("Firms in Oman may import B200s licence-free.", {"allowed"}),
])
def test_what_no_chip_may_do_is_not_allowed(text: str, scope: set[str]) -> None:
    """A sentence that opens with "No H100 may" allows nothing."""
    found = WORLD.extract_text(text, published="2024-03-19")[1]
    assert {each.scope for each in found if each.measure == "export_status"} == scope


def test_a_price_of_the_maker_s_service_before_is_stale_and_no_misquotation() -> None:
    """$2.19 was asked until September 2025 on the interface on which V3.2-Exp asks $0.42."""
    text = "DeepSeek's own API still bills $2.19 per million output tokens in reasoner mode."
    (claim,) = WORLD.check_text(text, published="2025-10-21").claims
    assert claim.verdict == "inconsistent"
    assert "OC402" in {each.code for each in claim.then.findings}


def test_a_half_year_s_sum_is_not_the_whole_year_s() -> None:
    """OpenAI's research of January to June 2025 cost $6.7 billion; nothing was known of the year in February 2026."""
    text = "In all of 2025, an author asserts, OpenAI put $19.2 billion into research and development."
    assert {verdict for _, verdict in of_whom(text, "2026-02-03").values()} == {"no_basis"}


def test_training_that_finished_after_the_release_cannot_have() -> None:
    """The date after "finished" is of the training, though the release stands between."""
    text = "Training of Llama 2 70B, the weights of which Meta put online on 18 July this year, finished in September."
    (claim,) = [each for each in WORLD.check_text(text, published="2023-11-14").claims
                if each.claim.measure == "training_date"]
    assert claim.verdict in ACCUSED
    assert "OC701" in {each.code for each in claim.then.findings}


def test_what_works_on_any_one_token_is_active() -> None:
    """GLM-4.5: 355 billion parameters, 32 billion of them for a token."""
    text = "Of the 355 billion weights in GLM-4.5 no more than a sliver works on any one token: 32 billion."
    assert {verdict for _, verdict in of_whom(text, "2025-08-04").values()} == {"consistent"}

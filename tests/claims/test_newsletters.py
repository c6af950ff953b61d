"""Pages on the progress of AI: what falls by the year and what over years, whose pace it is, what is lost."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.claim import Claim

_FAIR = {"consistent", "scope_dependent", "depends", "no_basis", "not_due", "not_checkable"}


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue of today."""
    return World()


def _read(world: World, text: str, day: str = "2026-02-10") -> list[Claim]:
    return [each.claim for each in world.check_text(text, published=day).claims]


def _of(world: World, text: str, measure: str, day: str = "2026-02-10") -> list[str]:
    return [each.verdict for each in world.check_text(text, published=day).claims if each.claim.measure == measure]


@pytest.mark.parametrize("text", [
    "Between March 2023 and August 2024 the price of answers as good as GPT-4's fell 60-fold.",
    "Token prices came down by a factor of 1,000 over the past three years.",
    "GPT-4 arrived in March 2023. Since then the price of that level of skill has come down by a factor of 62.",
])
def test_a_fall_of_several_years_is_no_rate_a_year(world: World, text: str) -> None:
    """What fell a thousandfold in three years did not fall a thousandfold a year."""
    assert [each.measure for each in _read(world, text) if each.unit in ("x", "x per year")] == ["price_ratio"]


@pytest.mark.parametrize("text", [
    "Training a model of fixed skill has become threefold cheaper with every passing year since 2022.",
    "Since 2021 the price of a given level of skill has fallen tenfold every twelve months.",
])
def test_a_fall_told_by_the_year_stays_a_rate(world: World, text: str) -> None:
    """How long a rate has held does not make it a fall of that whole time."""
    assert [each.measure for each in _read(world, text) if each.unit in ("x", "x per year")] == ["cost_decline_rate"]


@pytest.mark.parametrize("text", [
    "Drafting tokens with a little model gives speedups of up to 3x.",
    "Four-bit weights cut memory by 3-4x and leave most scores as they were.",
])
def test_how_much_a_trick_speeds_up_is_no_fall_in_cost(world: World, text: str) -> None:
    """A trick that makes a model quicker is told by a factor that is of no year."""
    assert not [each for each in _read(world, text) if each.measure in ("cost_decline_rate", "price_ratio")]


@pytest.mark.parametrize("text", [
    "The report counts that hardware costs fell 30% annually, while energy efficiency improved by 40% annually.",
    "Chip prices have been falling 25% a year for each unit of arithmetic, the institute reckons.",
    "Moore's law, by which transistors on a chip double every two years, would have given far less.",
])
def test_the_pace_of_chips_and_energy_is_not_set_against_that_of_skill(world: World, text: str) -> None:
    """No published rate of prices or algorithms speaks against how fast hardware gets cheaper."""
    assert set(_of(world, text, "cost_decline_rate") + _of(world, text, "doubling_time")) <= {"no_basis"}


def test_a_median_over_tasks_is_a_rate_of_prices_and_not_of_task_lengths(world: World) -> None:
    """Epoch AI's note of March 2025 gives 9 to 900 times a year over six benchmarks."""
    text = "Inference prices fell by 9x to 900x per year across different tasks, with a median of 50x annually."
    assert set(_of(world, text, "cost_decline_rate")) <= {"consistent", "scope_dependent"}


def test_a_rate_within_a_published_range_is_not_refuted_by_the_middle_of_others(world: World) -> None:
    """A rate of 200 lies between the 9 and 900 that Epoch AI found, though nobody gives it as his own."""
    text = "For models that came out since early 2024 the median price decline rate is 200x per year."
    assert set(_of(world, text, "cost_decline_rate")) <= _FAIR
    absurd = "The price of a given level of skill falls 30,000-fold a year."
    assert _of(world, absurd, "cost_decline_rate") == ["inconsistent"]


def test_how_long_tasks_are_is_no_time_to_double(world: World) -> None:
    """Minutes are the length of a task, and no pace doubles in them."""
    text = "Its time horizon doubled from about 60 minutes to two hours, and the doubling time is seven months."
    assert [each.value for each in _read(world, text) if each.measure == "doubling_time"] == [7]


@pytest.mark.parametrize("text", [
    "OpenAI's net loss reached $38.5 billion in 2025.",
    "OpenAI's losses widened from $5 billion in 2024 to $38.5 billion a year later.",
])
def test_a_loss_is_no_spending(world: World, text: str) -> None:
    """What a firm loses is what it spends less what it earns, with much besides."""
    assert not [each for each in _read(world, text) if each.measure == "organisation_spend"]


def test_a_letter_after_a_word_that_it_numbers_ends_a_sentence(world: World) -> None:
    """Nvidia is no part of the round of money before it."""
    text = "The team raised less than a Series A. Nvidia lost $589 billion of its value in one day."
    audit = world.check_text(text, published="2025-01-28")
    assert [(each.claim.measure, each.claim.subject) for each in audit.claims] == [("market_move", "nvidia")]


def test_a_model_that_another_rivals_does_not_take_its_figures(world: World) -> None:
    """What is told of a model that matches GPT-4 is not told of GPT-4."""
    text = ("The cheap model that rivals GPT-4\n\nA small team made a 671-billion-parameter model on a budget.\n\n"
            "DeepSeek-V3, as it is called, came out in December.")
    assert "gpt-4" not in {each.subject for each in _read(world, text, "2025-01-05")}


def test_what_as_good_answers_cost_is_not_the_price_of_the_model_they_equal(world: World) -> None:
    """Others sell what is as good as GPT-4 for a tenth of what GPT-4 costs."""
    text = "GPT-4 cost $30 per million input tokens at first. Two years on, equivalent capability went for $3."
    assert set(_of(world, text, "price_per_token", "2025-06-01")) <= {"consistent", "no_basis", "scope_dependent"}


def test_a_price_told_of_an_earlier_day_is_set_against_that_day(world: World) -> None:
    """OpenAI asked 6 cents a thousand tokens of GPT-3 until September 2022, and 2 cents after."""
    text = "When anybody could use GPT-3, in November 2021, it cost $60 per million tokens."
    assert _of(world, text, "price_per_token", "2024-11-12") == ["consistent"]
    assert _of(world, "GPT-3 costs $60 per million tokens.", "price_per_token", "2023-02-01") == ["inconsistent"]


def test_a_lag_in_one_field_is_not_set_against_that_in_all(world: World) -> None:
    """Open models may be a month behind in one thing and six in all."""
    text = "In coding benchmarks open models trail closed ones by only one month."
    assert _of(world, text, "capability_lag", "2026-06-20") == ["no_basis"]
    whole = "Open models trail closed ones by only three days."
    assert _of(world, whole, "capability_lag", "2026-06-20") == ["inconsistent"]


@pytest.mark.parametrize("text", [
    "85% ┤ ● GPT-4 (86.4%) on MMLU",
    "We ask for a minimum MMLU score of 42 and take the cheapest model that passes, GPT-3.",
    "The price of GPT-3.5-level MMLU accuracy (64.8%) fell to seven cents.",
])
def test_a_bar_to_be_reached_and_a_mark_of_a_chart_are_no_scores(world: World, text: str) -> None:
    """What is asked of a model is not what it scored."""
    assert {each.value for each in _read(world, text) if each.measure == "benchmark_score"} <= {86.4}


def test_what_any_run_could_cost_is_not_set_against_one_that_was_made(world: World) -> None:
    """A range has the digits of its ends, and is no known sum at another power of ten."""
    text = "Training GPT-5 takes a large cluster. A single training run can cost between $500 million and $1 billion."
    audit = world.check_text(text, published="2026-06-18")
    assert {each.verdict for each in audit.claims} <= _FAIR
    assert not [found for each in audit.claims for found in each.then.findings if found.code == "OC102"]


def test_a_day_before_which_money_is_to_be_spent_may_lie_ahead(world: World) -> None:
    """The end of the year lies after an article of August, and so do payments before it."""
    text = "Microsoft has said that it paid about $10 billion, and has put by as much before the end of 2025."
    audit = world.check_text(text, published="2025-08-09")
    assert not [found for each in audit.claims for found in each.then.findings if found.code == "OC702"]


def test_a_pupil_who_learns_independently_is_no_independent_witness(world: World) -> None:
    """That one who learns has no teacher says nothing of who vouches for a figure."""
    text = ("DeepSeek has around 50,000 Hopper chips, reports say. A model that relies on a teacher is not one that is "
            "learning independently, and it says so itself.")
    audit = world.check_text(text, published="2025-02-01")
    assert not [found for each in audit.claims for found in each.then.findings if found.code == "OC502"]


@pytest.mark.parametrize("text", [
    "Together Amazon, Alphabet, Meta and Microsoft will lay out about $680 billion, and Microsoft alone $145 billion.",
    "Amazon guided to $200 billion for 2026 and Meta to about $125 billion, taking combined outlays to $325 billion.",
    "Power and cooling at OpenAI's sites add billions more annually.",
    "OpenAI spent $19 billion on research in 2025; another $6 billion went to marketing, operating and other costs.",
    "Microsoft is on pace for roughly $145 billion of spending.",
])
def test_sums_of_several_firms_and_of_other_things_are_not_held_against_one(world: World, text: str) -> None:
    """What four firms spend together, or one on marketing, says nothing of one firm's spending on machines."""
    assert set(_of(world, text, "organisation_spend")) <= _FAIR


def test_a_sum_before_the_end_of_a_year_is_not_the_pledge_of_four(world: World) -> None:
    """Stargate's founders pledged $500 billion over four years, and less for the first of them."""
    text = "For Stargate they have committed $10 billion to $20 billion before the end of 2025."
    assert set(_of(world, text, "organisation_spend", "2025-08-09")) <= _FAIR
    wrong = "Stargate's founders have committed $50 billion over four years."
    assert _of(world, wrong, "organisation_spend", "2025-08-09") == ["inconsistent"]


def test_what_a_loss_rose_from_is_a_loss(world: World) -> None:
    """The smaller of two losses is no spending either."""
    text = "OpenAI's net loss for 2025 was $39 billion, up from $5 billion a year earlier."
    assert not [each for each in _read(world, text, "2026-06-20") if each.measure == "organisation_spend"]


def test_a_sum_after_a_table_is_of_none_of_its_rows(world: World) -> None:
    """A line on all firms of a table names none of them."""
    text = ("| Company | Capex |\n|---|---|\n| Amazon | $200B |\n| Google | $180B |\n| Meta | $125B |\n\n"
            "Compared to $410B in 2025, that is an increase of 77%.")
    found = [each for each in world.check_text(text, published="2026-05-01").claims if each.claim.value == 4.1e11]
    assert {each.verdict for each in found} <= _FAIR


def test_cheaper_after_a_cost_of_training_is_a_ratio_of_costs(world: World) -> None:
    """R1 went on from V3, whose run counts where it is said to have cost $5.6 million."""
    text = "DeepSeek-R1 cost about $5.9 million to train. That makes it some 17 times cheaper than GPT-4."
    audit = world.check_text(text, published="2026-03-09")
    assert [each.claim.measure for each in audit.claims] == ["training_cost", "cost_ratio"]
    assert {each.verdict for each in audit.claims} <= _FAIR


def test_the_price_of_a_score_is_set_against_what_is_known_of_that_score(world: World) -> None:
    """Andreessen Horowitz has the price of an MMLU score of 42 down a thousandfold in three years."""
    text = "What the cheapest model with an MMLU score of 42 costs has come down by a factor of 1,000 in three years."
    assert set(_of(world, text, "price_ratio", "2024-12-01")) <= {"consistent"}


def test_what_day_it_is_today_is_no_day_of_release(world: World) -> None:
    """A prompt that tells the day tells of nothing that came out."""
    text = "Gemini 3.1 Pro has read the list. Today's date is March 11th 2026, for context."
    assert not [each for each in _read(world, text, "2026-03-11") if each.measure == "release_date"]


def test_a_score_cut_to_whole_percent_fits(world: World) -> None:
    """88.6 is printed as 88 by some and as 89 by others, and never as 87."""
    for told, fits in (("88%", True), ("89%", True), ("86%", False)):
        verdicts = _of(world, f"Llama 3.1 405B scores {told} on MMLU.", "benchmark_score", "2026-03-01")
        assert (verdicts == ["consistent"]) is fits


@pytest.mark.parametrize("text", [
    "Hassabis says that Chinese models are now just “a matter of months” behind Western ones.",
    "Chinese AI models now lag American systems by only a matter of months, Hassabis believes.",
])
def test_a_lag_of_months_that_names_no_number_is_read(world: World, text: str) -> None:
    """That somebody is behind is a claim, whether or not he says how far."""
    found = [each for each in _read(world, text, "2026-01-16") if each.measure == "capability_lag"]
    assert [(each.subject, each.qualifier, each.value) for each in found] == [("CN", "vague", None)]


def test_a_price_in_a_row_that_tells_its_month_is_of_that_month(world: World) -> None:
    """OpenAI asked $5 and $15 for GPT-4o when it came out, and half as much later."""
    text = ("| When | Model | Input/1M | Output/1M |\n|---|---|---|---|\n| May 2024 | GPT-4o | $5.00 | $15.00 |\n"
            "| Nov 2023 | GPT-4 Turbo | $10.00 | $30.00 |\n")
    assert _of(world, text, "price_per_token", "2025-12-01") == ["consistent"] * 4


def test_tenfold_every_twelve_months_is_one_rate(world: World) -> None:
    """Twelve months are the year of the rate and no time to double."""
    text = "The price of a given level of AI falls tenfold every 12 months."
    assert [each.measure for each in _read(world, text)] == ["cost_decline_rate"]


def test_components_on_a_chip_double_at_a_pace_of_their_own(world: World) -> None:
    """Moore's law is of no skill, and a single chip with two years makes no sum."""
    text = "Moore's law says that the number of components on a single chip doubles every two years at little cost."
    audit = world.check_text(text, published="2025-02-12")
    assert {each.verdict for each in audit.claims} <= _FAIR
    assert not [found for each in audit.claims for found in each.then.findings if found.code.startswith("OC2")]


def test_orders_of_magnitude_after_years_are_no_years(world: World) -> None:
    """A number after another takes its unit only where it has none of its own."""
    text = "He puts China's odds of catching up in 3-5 years low, one to two orders of magnitude behind in chips."
    assert not [each for each in _read(world, text) if each.measure == "capability_lag" and each.high == 24]


def test_sales_that_go_on_in_a_list_are_no_spending(world: World) -> None:
    """What came in in each of three years is told once."""
    text = "Anthropic's revenue went from nothing to $100 million in 2023, $1 billion in 2024 and $9 billion in 2025."
    assert not [each for each in _read(world, text) if each.measure == "organisation_spend"]


def test_the_growth_of_a_firm_is_no_fall_in_cost(world: World) -> None:
    """A firm that grows tenfold a year makes nothing ten times cheaper."""
    text = "Anthropic's roughly 10x annual growth may not hold for a third year."
    assert not [each for each in _read(world, text) if each.measure == "cost_decline_rate"]


def test_years_to_come_are_no_time_of_training(world: World) -> None:
    """GPT-4 took about three months to train; three years from now is a day."""
    text = "GPT-4 cost about $100 million to train; such runs may cost $10 billion in three years from now."
    audit = world.check_text(text, published="2025-09-01")
    assert not [found for each in audit.claims for found in each.then.findings if found.code == "OC108"]


def test_many_thousands_may_be_tens_of_thousands(world: World) -> None:
    """GPT-4 ran on some 25,000 chips."""
    text = "GPT-4 was trained on many thousands of chips."
    assert _of(world, text, "chip_count", "2025-09-01") == ["consistent"]


def test_what_a_task_needs_is_no_speed_of_a_chip(world: World) -> None:
    """A rate of thought that needs 300 teraflops says nothing of what an H100 does."""
    text = "An H100 would do. To think at that rate would require about 300 teraflops."
    assert not [each for each in _read(world, text) if each.measure == "chip_spec"]


def test_a_fall_from_one_model_to_another_is_of_the_later_one(world: World) -> None:
    """GPT-4o's tokens cost a twelfth of GPT-4's, and not twelve times as much."""
    text = "The price per token dropped 12 times from GPT-4 to last year's GPT-4o."
    audit = world.check_text(text, published="2025-03-01")
    assert [(each.claim.subject, each.claim.reference) for each in audit.claims] == [("gpt-4o", "gpt-4")]
    assert {each.verdict for each in audit.claims} <= {"consistent", "scope_dependent"}


@pytest.mark.parametrize("text", [
    "That $800 billion figure for Anthropic sounds absurd.",
    "Anthropic's billion-dollar monthly bill for compute worries its backers.",
])
def test_a_sum_told_again_and_one_of_a_month_are_held_against_no_year(world: World, text: str) -> None:
    """A month's bill is none of several years, and what was told before is told no more."""
    assert set(_of(world, text, "organisation_spend", "2026-05-23")) <= _FAIR


def test_a_run_that_goes_on_from_another_may_be_told_with_it(world: World) -> None:
    """Before R1's own $294,000 was known, its $6 million were those of V3, which it goes on from, and a little."""
    text = "DeepSeek-R1 matches o1 with a reported $6M training budget."
    assert _of(world, text, "training_cost", "2025-01-28") == ["scope_dependent"]
    wrong = "DeepSeek-R1 matches o1 with a reported $600M training budget."
    assert _of(world, wrong, "training_cost", "2025-01-28") == ["inconsistent"]


@pytest.mark.parametrize("text", [
    "Alphabet was not far behind: third-quarter capex reached $24 billion, nearly double last year's $13.1 billion.",
    "Meta said that it will spend more than the roughly $30 billion it expects to add this year.",
    "That could push Meta's annual capex well past $100 billion.",
    "DeepSeek is cheap. It shook the AI industry's hundred-billion-dollar capex commitments.",
])
def test_quarters_growth_and_what_could_be_are_no_spending_of_a_year(world: World, text: str) -> None:
    """A quarter, an addition, a thing that may come and an industry's sum are not a firm's year."""
    assert set(_of(world, text, "organisation_spend", "2025-10-31")) <= _FAIR


def test_a_half_year_does_not_refute_a_year(world: World) -> None:
    """By February 2026 OpenAI's research spending was known for the first half of 2025 alone."""
    text = "OpenAI spent $19 billion on research in 2025."
    assert set(_of(world, text, "organisation_spend", "2026-02-10")) <= _FAIR


def test_a_lag_of_a_country_is_of_no_model_that_a_long_sentence_names_later(world: World) -> None:
    """Epoch AI has Chinese models 7 months behind American ones, 4 to 14."""
    text = ("A report by Epoch AI finds that Chinese AI models are, on average, 7 months behind their American "
            "counterparts [1] Group 2: closed models such as GPT-5, Gemini 3 and Claude 4 lead the tests [2]")
    found = [each for each in world.check_text(text, published="2026-01-08").claims
             if each.claim.measure == "capability_lag" and each.claim.value == 7]
    assert [(each.claim.subject, each.claim.reference) for each in found] == [("CN", "US")]
    assert {each.verdict for each in found} <= _FAIR

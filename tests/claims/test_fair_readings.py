"""What is rightly said is not accused, and what a passage gets wrong by itself is found."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


def _codes(text: str, published: str) -> set[str]:
    audit = WORLD.check_text(text, published=published)
    return {found.code for each in audit.claims for found in each.then.findings} | {
        found.code for found in audit.findings}


def _verdict(text: str, published: str, quote: str) -> str:
    audit = WORLD.check_text(text, published=published)
    return next(each.verdict for each in audit.claims if quote in each.claim.quote)


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # Llama 3.1 model card: 1.46M + 7.0M + 30.84M = 39.3M hours
        ("The whole Llama 3.1 family took Meta 39.3 million hours on H100s.", "2024-08-15", "39.3 million"),
        # Snowflake, 24 April 2024
        ("Snowflake boasts that Arctic was trained on a budget of under $2 million.", "2024-05-01", "$2 million"),
        # DeepSeek-V3 report, Table 1: pre-training 5.328M dollars
        ("V3's pre-training alone comes out at $5.3 million.", "2025-02-03", "$5.3 million"),
    ],
)
def test_a_family_a_budget_and_a_stage_are_read_as_what_they_are(text: str, published: str, quote: str) -> None:
    """The sum of a family, the budget of a run and the cost of a stage are right where their sources give them."""
    assert _verdict(text, published, quote) == "consistent"


def test_a_saving_for_each_token_is_not_refuted_by_the_whole() -> None:
    """DeepSeek-V2 took 172.8K hours a trillion tokens, its 67B model 300.6K: 42.5% less, though more in all."""
    text = "Training DeepSeek-V2 cost 42.5% less than training the firm's earlier 67B model."
    assert _verdict(text, "2024-05-15", "42.5%") == "scope_dependent"


def test_what_others_took_says_nothing_of_a_model_that_is_not_known() -> None:
    """A ratio to a model that no record has is not set against the models of others."""
    text = "Training DeepSeek-V3 cost ten times less than training Lumen-1."
    assert _verdict(text, "2025-01-15", "ten times") == "no_basis"


@pytest.mark.parametrize(
    ("text", "published", "quote"),
    [
        # Wired, 17 April 2023: "more than" a hundred million
        ("Asked at MIT what GPT-4 had cost to train, Sam Altman answered: about $1 billion.", "2023-05-02", "$1 b"),
        # testimony of 12 June 2025: at most 200,000
        (("Jeffrey Kessler of the Commerce Department told the House that Huawei would make no more than 500,000 "
         "Ascend chips this year."), "2025-07-01", "500,000"),
    ],
)
def test_a_bound_is_not_quoted_as_another_figure(text: str, published: str, quote: str) -> None:
    """Who gave a bound has not given a figure ten times beyond it, nor another bound."""
    assert _verdict(text, published, quote) == "drifted"


def test_a_bound_quoted_near_itself_is_quoted_rightly() -> None:
    """"More than a hundred million" told as a hundred million is no misquotation."""
    text = "Sam Altman has said that training GPT-4 cost more than $100 million."
    assert _verdict(text, "2023-05-02", "$100 million") != "drifted"


@pytest.mark.parametrize(
    ("wrong", "right", "published", "code"),
    [
        ("Take 2,048 H800s, 54 days, $2 an hour, and V3's pre-training comes out at $53 million.",
         "Take 2,048 H800s, 54 days, $2 an hour, and V3's pre-training comes out at $5.3 million.", "2025-02-03",
         "OC201"),
        ("DeepSeek bought the 2,048 H800s on which V3 was trained for $5.6 million.",
         "DeepSeek rented the 2,048 H800s on which V3 was trained for $5.6 million.", "2025-02-18", "OC606"),
        (("DeepSeek put the finished V3 online in October 2024; the weeks of November and December went into training "
         "it."), ("DeepSeek put the finished V3 online in December 2024; the weeks of November and December went into "
         "training it."), "2025-02-20", "OC701"),
        ("METR says the tasks that AI agents manage get twice as long every 131 months.",
         "METR says the tasks that AI agents manage get twice as long every 131 days.", "2026-03-18", "OC108"),
        ("On DeepSeek's platform a million output tokens of its chat model now costs $1.10.",
         "On DeepSeek's platform a million output tokens of its chat model now costs $0.42.", "2025-10-20", "OC402"),
    ],
)
def test_a_slip_is_found_and_its_true_twin_is_not_accused(wrong: str, right: str, published: str, code: str) -> None:
    """Chips by days by price, rent told as purchase, release before training, units of time and old prices."""
    assert code in _codes(wrong, published)
    assert code not in _codes(right, published)


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        # the letter of April 2025 names buyers headquartered in China wherever they sit
        ("A Singapore subsidiary of a Shenzhen company may take H20s without an American licence.", "2025-05-20",
         "H20s", "inconsistent"),
        # capital spending of the whole company in 2025
        ("Alphabet spent $91 billion on the training of Gemini last year.", "2026-02-20", "$91 billion",
         "inconsistent"),
        # Huang, 21 May 2025: from 95% to 50%
        ("Jensen Huang told reporters that Nvidia's share of the Chinese market had sunk from 95% to 15%.",
         "2025-05-23", "15%", "drifted"),
        # Financial Times, 24 July 2025: over a billion
        ("Banned Nvidia chips worth $10 billion reached China in three months, the Financial Times reported.",
         "2025-07-28", "$10 billion", "drifted"),
        (("More than $1 billion worth of banned Nvidia chips got into China within three months, the Financial Times "
         "found."), "2025-07-29", "$1 billion", "consistent"),
        # Epoch AI: 958,410 in 2024; of the H800 in 2023 it was 115,429
        ("Nvidia shipped a mere 100,000 H20s to China in 2024, by Epoch AI's estimate.", "2026-05-05", "100,000",
         "drifted"),
        # testimony of 12 June 2025
        ("Huawei can make no more than 200,000 Ascend chips this year, Jeffrey Kessler told lawmakers.", "2025-06-20",
         "200,000", "consistent"),
        # Cottier et al. 2024: 2.4x a year [2.0, 2.9]
        ("The outlay for the biggest training runs has grown 2.4 times a year since 2016, Epoch AI's study finds.",
         "2024-06-20", "2.4 times", "consistent"),
        # DeepSeek-V4-Pro model card: 1.6 trillion parameters
        ("By parameters DeepSeek-V4-Pro, at 1.6 trillion, is the largest that one can download.", "2026-05-07",
         "1.6 trillion", "consistent"),
        # Epoch AI on OpenAI's compute of 2024
        (("Epoch AI puts OpenAI's R&D compute in 2024 at about $5 billion and the final runs of its released models at "
         "about $500 million."), "2025-12-01", "$500 million", "consistent"),
        # data sheet of the 40 GB A100
        (("Nvidia's A100 in the 80-gigabyte version reads its memory at 2,039 gigabytes a second, the 40-gigabyte one "
         "at 1,555."), "2023-05-01", "40-gigabyte", "consistent"),
    ],
)
def test_what_the_source_says_decides(text: str, published: str, quote: str, verdict: str) -> None:
    """The verdict follows what is documented of the very thing that the sentence speaks of."""
    assert _verdict(text, published, quote) == verdict


def test_a_count_that_has_run_out_refutes_nothing() -> None:
    """Colossus held 100,000 chips until February 2025: that does not speak against twice as many in March."""
    text = "Colossus in Memphis had 200,000 Nvidia chips running by the middle of February."
    assert _verdict(text, "2025-03-01", "200,000") != "inconsistent"


def test_a_share_of_the_sum_after_it_is_worked_out() -> None:
    """0.294 is 5% of 5.576 and not 50%, and each sum goes to the model that it is of."""
    text = "The reasoning stage of R1 cost $294,000. That is {}% of the $5.576 million that went into V3."
    assert "OC207" in _codes(text.format(50), "2025-10-06")
    assert "OC207" not in _codes(text.format(5), "2025-10-06")
    assert _verdict(text.format(5), "2025-10-06", "$5.576") != "inconsistent"


def test_a_price_that_has_ended_since_is_told() -> None:
    """DeepSeek asked 2.19 for R1's output until September 2025: right in July, and changed since."""
    text = "DeepSeek asks $2.19 per million output tokens of its reasoner."
    assert _verdict(text, "2025-07-20", "$2.19") == "consistent"
    assert "OC401" in _codes(text, "2025-07-20")


@pytest.mark.parametrize(
    ("text", "published", "quote", "verdict"),
    [
        # list price of GPT-5.6 Luna in July 2026: 1 for input, 6 for output
        ("OpenAI asks $6 per million output tokens for GPT-5.6 Luna with short prompts.", "2026-07-20", "$6",
         "consistent"),
        # Gemma 2 report
        ("Google trained the 27-billion-parameter Gemma 2 on 13 trillion tokens.", "2024-07-02", "13 trillion",
         "consistent"),
        # Llama 2 model card: 184,320 hours for 7B
        ("The hours were 1,720,320 and 184,320 A100 hours for Llama 2's largest and smallest.", "2023-09-01",
         "184,320", "consistent"),
    ],
)
def test_the_words_beside_a_figure_say_what_it_is_of(text: str, published: str, quote: str, verdict: str) -> None:
    """Output tokens, the size of a model and the order of two are told by the words beside the figure."""
    assert _verdict(text, published, quote) == verdict


def test_a_rate_of_compute_for_a_skill_is_no_price() -> None:
    """Epoch AI's eight months are of the compute for a score: what a sentence on it is judged by."""
    text = "The compute needed to reach a given skill halves every eight months."
    assert _verdict(text, "2024-04-01", "eight months") in ("consistent", "scope_dependent", "depends")


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("The largest and the smallest took 1,720,320 and 184,320 A100 hours, 1,940,640 together.",
         "The largest and the smallest took 1,720,320 and 184,320 A100 hours, 1,904,640 together.", "OC203"),
        ("Google writes that a TPU v5p has 2,765 gigabits a second of memory bandwidth.",
         "Google writes that a TPU v5p has 2,765 gigabytes a second of memory bandwidth.", "OC105"),
        ("An MI300X reads its memory at 3.35 terabytes a second.",
         "An MI300X reads its memory at 5.3 terabytes a second.",
         "OC104"),
    ],
)
def test_figures_to_the_digit_and_units_of_bits_are_checked(wrong: str, right: str, code: str) -> None:
    """Two digits that changed places, bits for bytes and the figure of another maker's chip are found."""
    assert code in _codes(wrong, "2024-03-01")
    assert code not in _codes(right, "2024-03-01")


def test_the_parts_of_a_true_sum_are_not_refuted_by_the_whole() -> None:
    """R1's 147,000 hours are 101,000, 5,000 and 41,000: each part is left as a part."""
    text = ("The Nature paper on R1 counts 101,000 H800 hours for R1-Zero, 5,000 for making fine-tuning data and "
            "41,000 for R1 itself, which makes 147,000.")
    verdicts = [each.verdict for each in WORLD.check_text(text, published="2025-09-22").claims]
    assert "inconsistent" not in verdicts
    assert verdicts[-1] == "consistent"


def test_who_says_that_no_licence_is_needed_does_not_mean_one_that_is_given() -> None:
    """From April 2025 the H20 needed a licence for China, given or not."""
    assert _verdict("H20 sales to China need no American licence.", "2025-09-08", "H20") == "inconsistent"


def test_a_multiple_is_of_the_model_that_it_fits() -> None:
    """184,320 hours times a little over nine are those of the 70B model, 1.72 million."""
    text = ("Meta's card puts the pre-training of Llama 2 70B at 1.72 million A100 hours. The 7B model took 184,320 "
            "hours, so the big one used a little over nine times as many.")
    audit = WORLD.check_text(text, published="2023-08-10")
    assert {each.verdict for each in audit.claims} == {"consistent"}
    assert "OC207" in _codes(text.replace("nine times", "ninety times"), "2023-08-10")

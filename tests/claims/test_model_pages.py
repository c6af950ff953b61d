"""Launch posts, price pages and model cards: what their numbers are of, and what they do not accuse of."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.article import article_of_text
from oncurve.claims.audit import AuditedClaim

ACCUSED = ("inconsistent", "drifted")


def _claims(text: str, day: str = "2025-06-01") -> list[AuditedClaim]:
    return list(World().check_text(text, published=day).claims)


def _of(text: str, quote: str, day: str = "2025-06-01") -> AuditedClaim:
    return next(each for each in _claims(text, day) if quote in each.claim.quote)


def _accused(text: str, day: str = "2025-06-01") -> list[str]:
    return [each.claim.quote for each in _claims(text, day) if each.verdict in ACCUSED]


@pytest.mark.parametrize("text", [
    "GPT-4o for a desk: 40,000 × 600 × $2.50 = $60 for reading and 40,000 × 200 × $10 = $80 for writing.",
    "Gemini 2.5 Pro takes files.\n- Ratio of input to output: 8:1 (output is 8x dearer than input)\n- Total: $0.071",
    "GPT-4o mini has a 128K context and Claude 3.5 Haiku one of 200K, which matters more than what each costs.",
    "Section 2: where o3 stands. On GPQA Diamond o3 scores 83.3%.",
    "In the arena GPT-4o and o1 scored 1377 and 1353, so near that nobody cares.",
], ids=["sum", "proportion", "context", "section", "arena"])
def test_numbers_beside_the_claims_of_a_page_accuse_nobody(text: str) -> None:
    """A worked sum, a proportion, a context, a heading and a rank are no prices, costs or scores."""
    assert _accused(text) == []


def test_a_price_page_that_is_wrong_is_still_accused() -> None:
    """$6 for a million input tokens of GPT-4o is not its price of $2.50, sums beside it or not."""
    text = "GPT-4o costs $6 per million input tokens. A call: 3,000 × $6 = $18."
    assert _accused(text)[:1] == ["$6 per million input tokens"]


TABLE = ("Prices for a million tokens\n\n"
         "| Model | Input | Cached input | Output | Context |\n|---|---|---|---|---|\n"
         "| GPT-4o | $2.50 | $1.25 | $10.00 | 128K |\n")


def test_a_column_of_cached_tokens_is_held_against_the_price_of_cached_tokens() -> None:
    """GPT-4o asks $1.25 for tokens that its cache holds: half its list price for input, and no error."""
    assert _accused(TABLE) == []
    wrong = TABLE.replace("$1.25", "$0.25")
    assert _accused(wrong) == ["$0.25"]


def test_a_row_that_lost_its_first_bar_is_read_under_the_right_heads() -> None:
    """A page that breaks a row after its first cell still names input before output."""
    text = TABLE.replace("| GPT-4o | ", "gpt-4o |\nGPT-4o | ").replace("| Model |", "| Name | Model |").replace(
        "|---|---|---|---|---|", "|---|---|---|---|---|---|")
    assert _accused(text) == []


def test_a_price_at_night_is_held_against_the_price_at_night() -> None:
    """From 26 February 2025 DeepSeek asked half as much for V3 at night: the sentence before tells so."""
    text = ("Between half past midnight and half past eight DeepSeek-V3 comes at a discount of 50 per cent. "
            "That is $0.135 per million tokens of input and $0.55 per million tokens of output.")
    assert _accused(text, "2025-02-27") == []


def test_two_sums_with_a_bar_between_them_are_input_and_output() -> None:
    """$2.50/$10.00 are GPT-4o's two prices, though the words after speak of input alone."""
    assert _accused("GPT-4o stays at $2.50/$10.00 — nothing moved on input this month.") == []


@pytest.mark.parametrize("text", [
    "Hallucinations are down in GPT-4.5, at a 37.1% rate on SimpleQA where GPT-4o stood at 61.8%.",
    "- Fewer hallucinations: 37.1% against 61.8% for GPT-4o on SimpleQA",
    "Kimi K2 solves 65.8% of SWE-bench Verified at 76% lower cost than its rivals.",
], ids=["rate", "label", "apart"])
def test_how_often_a_model_errs_is_no_score(text: str) -> None:
    """Shares of made-up answers, and how much less a thing costs, are not held against scores."""
    assert _accused(text) == []


def test_a_bracket_after_a_score_is_on_the_same_test() -> None:
    """`MMLU at 84% trails A (88.7%)`: what stands in brackets is on MMLU, whatever the sentence before was on."""
    text = "HumanEval is where it shines. MMLU at 84.0% trails Claude 3.5 Sonnet (88.3%) and GPT-4o (88.7%) by little."
    assert _of(text, "88.7%").claim.reference == "mmlu"


def test_the_number_of_a_note_after_a_test_is_no_score() -> None:
    """`88.6% on HumanEval 3.` ends with the number of a note."""
    assert [each.claim.quote for each in _claims("GPT-4.5 reached 88.6% on HumanEval 3.")] == ["88.6%"]


def test_a_figure_that_could_be_of_several_models_accuses_none() -> None:
    """A sentence that names no model, after one that names three, does not tell whose price it is."""
    text = "GPT-4o, Claude 3.5 Sonnet and DeepSeek-V3 are what people compare. Output is $7.77 per million tokens."
    assert _accused(text) == []
    assert _accused("DeepSeek-V3 is what people compare. Its output is $7.77 per million tokens.") != []


HTML = ("<table>\n <tr>\n <th>Test</th>\n  <th>Shots</th>\n  <th>Llama 3.1 8B</th>\n  <th>Llama 3.1 405B</th>\n </tr>\n"
        " <tr>\n  <td>GPQA</td>\n  <td>0</td>\n  <td>30.4</td>\n  <td>50.7</td>\n </tr>\n</table>")


def test_a_table_of_html_is_read_row_by_row() -> None:
    """The cells of a row stand under the models that its head names."""
    found = {each.claim.quote: each.claim.subject for each in _claims(HTML)}
    assert found.get("50.7") == "llama-3-1-405b"
    assert found.get("30.4") == "llama-3-1-8b"
    assert "0" not in found


def test_a_plan_to_release_is_no_release() -> None:
    """What was due to come in December 2024 and came in February 2025 was not told wrongly."""
    assert _accused("He had said that Grok 3 was due to launch in December 2024.", "2025-03-01") == []


def test_a_day_of_launch_beside_the_word_trained_is_one_of_release() -> None:
    """`On 17 February 2025 xAI launched Grok 3, trained on its own cluster`: the day is that of the launch."""
    claim = _of("On February 17, 2025, xAI launched Grok 3, trained on a cluster of its own.", "February 17")
    assert claim.claim.measure == "release_date"


def test_hours_are_of_the_chip_that_follows_them() -> None:
    """Of two runs in a sentence each has hours of its own chip."""
    text = ("Llama 3.1 405B took 30.84 million GPU hours on H100 cards, while DeepSeek-V3 used about 2.79 million "
            "GPU hours on H800 cards.")
    assert _of(text, "2.79 million").claim.scope == "H800"


def test_experts_chosen_out_of_many_are_no_sum() -> None:
    """`8 experts and 1 shared one from a total of 257` adds nothing up."""
    text = "Qwen3-235B-A22B sends each token to 4 experts and 4 more, chosen from a total of 128 experts."
    assert not any(found.code == "OC203" for each in _claims(text) for found in each.then.findings)


@pytest.mark.parametrize("text", [
    "Llama 3.1 405B is the largest of its line, which also has 8B and 70B variants.",
    "From DeepSeek-R1 the firm distilled 1.5B, 7B and 32B checkpoints for laptops.",
    "Mistral Large 2 has 123 billion parameters, and Meta launched a 405-billion-parameter variant of Llama 3.1.",
    "Qwen2.5-72B leads the line. There are three new sizes: 3B, 14B, and 32B.",
    "Meta put out Llama 3.1 70B and 405B on July 23, 2024.",
], ids=["variants", "checkpoints", "of another", "sizes", "pair of names"])
def test_sizes_of_siblings_accuse_nobody(text: str) -> None:
    """A row of sizes is of several models, and none of them is held against the one that the sentence is about."""
    assert _accused(text) == []


def test_a_size_that_is_wrong_is_still_accused() -> None:
    """Mistral Large 2 has 123 billion parameters, not 223."""
    assert _accused("Mistral Large 2 has 223 billion parameters.") == ["223 billion parameters"]


def test_a_table_on_one_line_is_read_row_by_row() -> None:
    """A page that loses its line breaks keeps its rows: 82.0% and 87.2% are GPT-4o mini's, on two tests."""
    text = ("| Test | GPT-4o mini | GPT-3.5 Turbo | |---|---|---| | MMLU | 82.0% | 69.8% | "
            "| HumanEval | 87.2% | 68.0% |")
    found = {each.claim.quote: (each.claim.subject, each.claim.reference) for each in _claims(text)}
    assert found["82.0%"] == ("gpt-4o-mini", "mmlu")
    assert found["87.2%"] == ("gpt-4o-mini", "humaneval")


def test_items_of_a_list_that_lost_its_lines_stay_items() -> None:
    """Each price of a list with bullets on one line is of its own kind of tokens."""
    text = ("DeepSeek R1 Pricing\n• Input (cache hit): $0.14 per million tokens • Input (cache miss): $0.55 per "
            "million tokens • Output: $2.19 per million tokens")
    assert _accused(text, "2025-02-20") == []


def test_a_page_that_was_written_on_is_not_refuted_by_its_day() -> None:
    """A note on releases that came after the page's day, each on its true day, is an addition and no mistake."""
    text = "OpenAI had by then released GPT-5.2 (December 2025), so that what follows is of its time."
    assert _accused(text, "2025-11-28") == []


def test_scores_follow_the_labels_of_their_tests() -> None:
    """`HumanEval: 86.5% GPQA: 84.6%`: each score is on the test before the colon."""
    text = "Grok 3 overall HumanEval: 86.5% GPQA: 84.6% AIME 2025: 93.3%"
    found = {each.claim.quote: each.claim.reference for each in _claims(text)}
    assert found.get("84.6%", "gpqa").startswith("gpqa")
    assert found.get("93.3%") == "aime-2025"


def test_a_model_available_in_a_year_did_not_come_out_in_it() -> None:
    """What is available in 2026 may have come out the year before."""
    assert _accused("DeepSeek-V3.2 is the cheapest one available by API in 2026.", "2026-04-01") == []


def test_until_when_a_model_is_served_is_no_day_of_release() -> None:
    """`stays available until October 15, 2025`: the day of its end."""
    assert _accused("DeepSeek-V3.1 stays available until October 15, 2025.", "2025-10-05") == []


@pytest.mark.parametrize("text", [
    "GPT-5 set a record on a telephone test, a benchmark released just 2 months ago.",
    "The retirement of Claude 3 Opus in January 2026 closed that chapter.",
    "Next to o3, GPT-5 gives the same quality with half the output tokens.",
    "GPT-5's misinformation rate fell from 4.8% to 2.1% on MMLU-like questions.",
], ids=["benchmark", "retired", "tokens", "rate"])
def test_other_deeds_and_counts_of_a_launch_accuse_nobody(text: str) -> None:
    """When a test came out, when a model was retired and how many tokens it needs are no release, price or score."""
    assert _accused(text, "2026-02-10") == []


def test_an_edition_that_is_sold_apart_has_no_price_of_the_plain_model() -> None:
    """GPT-3.5 Turbo Instruct costs what it costs, and not what GPT-3.5 Turbo does."""
    assert _accused("gpt-3.5-turbo-instruct costs $1.50 per million input tokens.", "2024-03-04") == []


def test_a_price_of_before_in_an_article_without_a_day_is_no_error() -> None:
    """o3 cost $10 for input until June 2025: an undated text that names days of that spring may be of that time."""
    text = "It came out on 16 April 2025 with much ado. o3 costs $10 per million input tokens."
    audit = World().check_text(text)
    assert not any(each.verdict in ACCUSED for each in audit.claims)
    assert _accused(text, "2026-05-01") != []


@pytest.mark.parametrize("text", [
    "The H100 runs gpt-oss, which comes under the Apache 2.0 license for commercial use.",
    "A window of 200K on an H100 takes a long legal contract in one call.",
])
def test_licences_of_software_and_papers_of_law_say_nothing_of_exports(text: str) -> None:
    """Apache's licence and a legal contract are no rulings on chips."""
    assert not any(each.claim.measure == "export_status" for each in _claims(text))


def test_a_score_after_a_bracket_is_of_the_model_before_it() -> None:
    """`It scores 86.8% (against GPT-4's 86.4%), 95.0% on GSM8K`: the 95.0% is not GPT-4's."""
    text = "Claude 3 Opus is the flagship. It scores 86.8% on MMLU (compared to GPT-4's 86.4%), 95.0% on GSM8K."
    assert _of(text, "95.0%", "2024-03-07").claim.subject == "claude-3-opus"


def test_short_names_head_columns() -> None:
    """A column headed `Sonnet` beside `Opus` and `Haiku` is Claude 3 Sonnet's in an article on Claude 3."""
    text = ("Claude 3 comes in three sizes.\n\n| Test | Opus | Sonnet | Haiku |\n|---|---|---|---|\n"
            "| MMLU | 86.8 | 79.0 | 75.2 |\n")
    found = {each.claim.quote: each.claim.subject for each in _claims(text, "2024-03-07")}
    assert found.get("79.0") == "claude-3-sonnet"


@pytest.mark.parametrize("text", [
    "Gemini Ultra leads GPT-4 on 30 of 32 academic benchmarks, MMLU among them.",
    "On MMLU expert humans are at 89.8%, and GPT-4 is at 86.4%.",
    "Phi-4 has the edge in knowledge, averaging 70.5 versus 37.3. HumanEval sets them apart most.",
    "Grok 4 leads on GPQA.\nAGI: 94%",
    "I would call any model with a score above 99% on GPQA Diamond, Grok 4 or another, a system of its own.",
    "Gemini Ultra stands beside GPT-4 (5 shots) on MMLU.",
    "Gemini Ultra scored 90.04% on MMLU.",
], ids=["wins", "people", "average", "label", "bar", "shots", "digits"])
def test_shares_of_comparison_pages_that_are_no_scores_accuse_nobody(text: str) -> None:
    """Wins, people's scores, means, bars that somebody sets and one digit more than is printed accuse no model."""
    assert _accused(text) == []


@pytest.mark.parametrize("text", [
    "Elon Musk launched xAI in July 2023 to understand the universe. Grok is its chatbot.",
    "Phi-4 has a context window of 16K, against 32K for Gemma 3 27B.",
    "In my report of that summer (The sky, Jun/2025) I foresaw Grok 4.",
], ids=["firm", "window", "report"])
def test_what_happened_to_others_accuses_no_model(text: str) -> None:
    """The birth of a firm, a window and a report have nothing to do with a model's facts."""
    assert _accused(text, "2025-08-01") == []


def test_a_doubling_that_happened_once_is_no_rate() -> None:
    """`then doubled to 200,000 only 92 days later` says nothing of how fast sites grow."""
    text = "The Colossus cluster reached 100,000 GPUs, then doubled to 200,000 only 92 days later."
    assert not any(each.claim.measure == "doubling_time" for each in _claims(text, "2025-08-01"))


def test_what_a_model_activates_for_each_token_is_its_active_size() -> None:
    """`activating 37 billion parameters per token` tells the active ones."""
    claim = _of("DeepSeek-V3 is sparse, activating about 37 billion parameters per token.", "37 billion")
    assert claim.claim.scope == "active"
    assert claim.verdict == "consistent"


@pytest.mark.parametrize("text", [
    "A single query to o3 on a hard problem can cost $0.50 to $1.20.",
    "GPT-5 does it for $0.73 per task.",
    "GPT-4o mini and Mistral Large 2 are compared often, and so is o3. At that scale a 40x price difference counts.",
    "Mistral's new model fights Meta's 405 billion. Mistral Large 2 is dense.",
    "Claude 3 Haiku $0.25 $1.25 200,000 4096",
], ids=["query", "task", "of what", "owner", "row"])
def test_prices_of_other_things_accuse_no_model(text: str) -> None:
    """What a query costs, a ratio of nothing named, another maker's size and two prices of a row are no errors."""
    assert _accused(text, "2025-09-01") == []


def test_a_ratio_between_those_of_input_and_output_is_one_of_a_mix() -> None:
    """DeepSeek-V3.2 asks 4.5 times less than GPT-5 for input and 24 times less for output: ten times is a mix's."""
    assert _accused("DeepSeek-V3.2 is 10 times cheaper than GPT-5.", "2026-04-23") == []
    assert _accused("DeepSeek-V3.2 is 100 times cheaper than GPT-5.", "2026-04-23") == ["100 times cheaper"]


@pytest.mark.parametrize("line", [
    "- Batch input tokens: $0.40 per 1M tokens (50% off, asynchronous, 24-hour SLA)",
    "- Batch output tokens: $1.60 per 1M tokens (50% off, same conditions)",
])
def test_a_batch_price_is_not_held_against_the_list_price(line: str) -> None:
    """What waits its turn costs half: the list price does not refute it."""
    text = f"As of May 2026, Amazon Nova Pro is priced at:\n- Output tokens: $3.20 per 1M tokens (on-demand)\n{line}\n"
    listed, batch = _claims(text, "2026-05-20")[:2]
    assert listed.verdict == "consistent"
    assert batch.verdict == "no_basis"
    assert _claims(text.replace("$3.20", "$5.20"), "2026-05-20")[0].verdict == "inconsistent"


def test_a_score_in_brackets_is_of_the_test_before_them() -> None:
    """`on SWE-bench Verified (77.2%, rising to 82.0% ...) and on OSWorld (61.4%)`: the 82.0% is no OSWorld score."""
    text = ("At launch, Claude Sonnet 4.5 set a new record on SWE-bench Verified (77.2%, rising to 82.0% with "
            "high-compute parallel runs) and on OSWorld (61.4%).")
    found = {each.claim.quote: each for each in _claims(text, "2025-10-20")}
    assert found["82.0%"].claim.reference == found["77.2%"].claim.reference
    assert all(each.verdict != "inconsistent" for each in found.values())


def test_the_day_a_model_came_out_is_not_the_pages() -> None:
    """A page that begins with when a thing came out may be of any later day."""
    text = ("Claude Sonnet 4.5\nReleased September 29, 2025, Claude Sonnet 4.5 was Anthropic's mid-tier model. "
            "It has since been succeeded by Sonnet 4.6 (February 2026).\n")
    assert article_of_text(text).published is None
    assert article_of_text("Notes on chips\nReleased September 29, 2025\nThe chips are here.").published is not None


@pytest.mark.parametrize(("said", "verdict"), [("6.00", "consistent"), ("9.00", "inconsistent")])
def test_a_blended_price_is_of_three_tokens_read_and_one_written(said: str, verdict: str) -> None:
    """A label above the figure tells that it is blended: (3 x $3 + $15) / 4 = $6."""
    text = f"Claude Sonnet 4.5\nContext window\n200K tokens\nAPI (blended)\n${said}/1M\nConsumer access\nFree\n"
    assert _of(text, said, "2025-11-20").verdict == verdict

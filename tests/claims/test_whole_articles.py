"""Sentences of whole articles: datelines, corrections, what could be, pairs of figures, and what "it" stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.claims.article import read_article
from tests.claims.judging import WORLD, of_whom

ARTICLE = """# A year after the shock

By our technology correspondent

LONDON, Jan 26, 2026 — A year ago a lab in Hangzhou shook the markets. DeepSeek's R1, released on January 20, 2025, \
was offered at $2.19 per million output tokens. GPT-5 came out on August 7.
"""


def test_the_day_of_a_dateline_is_the_article_s_and_no_release_in_its_text() -> None:
    """"Released on January 20" tells when R1 came out; the dateline tells when the article did."""
    audit = WORLD.check_text(ARTICLE)
    assert audit.published.isoformat() == "2026-01-26"
    assert {each.verdict for each in audit.claims} == {"consistent"}  # GPT-5: 7 August 2025


@pytest.mark.parametrize(("text", "day"), [
    ("Stop saying six million\n\nPosted on 2 February 2025 by an engineer\n\nV3 cost $5.576 million.", "2025-02-02"),
    ("Chips\n\nBy A. Author | Published 3 May 2025\n\nThe H20 has 96 GB of memory.", "2025-05-03"),
])
def test_a_line_that_says_when_it_was_posted_gives_the_day(text: str, day: str) -> None:
    """What marks the text, and not a thing in it, gives its day."""
    assert WORLD.check_text(text).published.isoformat() == day


@pytest.mark.parametrize(("text", "published", "verdicts"), [
    # OpenAI: GPT-5.1 $1.25 and $10, GPT-5.2 $1.75 and $14
    ("GPT-5.2 went the other way, to $1.75 and $14 from $1.25 and $10.", "2026-03-03", ["consistent"] * 4),
    # Google: $2 and $12 up to 200K, $4 and $18 above
    ("Gemini 3 Pro is listed at $2 and $12 for prompts up to 200,000 tokens, and at $4 and $18 above.", "2026-03-03",
     ["consistent"] * 4),
    ("Gemini 3 Pro is listed at $3 and $15 for prompts up to 200,000 tokens.", "2026-03-03", ["inconsistent"] * 2),
    # DeepSeek $0.55 and $2.19, OpenAI $15 and $60
    ("R1 is $0.55 per million input tokens and $2.19 per million output tokens, against $15 and $60 for o1.",
     "2025-01-21", ["consistent"] * 4),
    # announced in December 2024: $1.10 from 8 February
    ("V3 is $0.28 per million output tokens until 8 February 2025, when it goes to $1.10.", "2025-02-02",
     ["consistent"] * 2),
])
def test_pairs_of_prices_are_those_of_input_and_output(
        text: str, published: str, verdicts: list[str]) -> None:
    """Two prices that stand together are of one model; those after "from" of what was sold before."""
    audit = WORLD.check_text(text, published=published)
    assert [each.verdict for each in audit.claims if each.claim.measure == "price_per_token"] == verdicts


def test_the_rival_of_a_score_may_be_named_in_the_sentence_before() -> None:
    """"On MATH-500 it is 97.3% to 96.4%" goes on with the two models of the sentence before (R1's report)."""
    text = ("R1 scores 79.8% on AIME 2024 and o1 79.2%. On MATH-500 it's 97.3% to 96.4%. On SWE-bench Verified it's "
            "49.2% against 48.9%. o3-mini, out since Friday, costs $1.10 per million input tokens.")
    found = of_whom(text, "2025-02-03")
    assert found["96.4%"] == ("o1", "consistent")
    assert found["48.9%"] == ("o1", "consistent")
    assert found["49.2%"] == ("deepseek-r1", "consistent")


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    # the text takes it back: 236 billion is V2's
    ("DeepSeek-V3 is out. Correction: an earlier version said that V3 has 236 billion parameters.", "2025-02-04",
     "236", "not_checkable"),
    ("DeepSeek-V3 has 236 billion parameters.", "2025-02-04", "236", "inconsistent"),
    # what anybody could train today is not what GPT-3 cost
    ("GPT-3 cost millions. Today you could train something better than GPT-3 for well under a million dollars.",
     "2025-02-02", "under a million", "no_basis"),
    # GPT-5: 9.9%, Grok 4: 15.9% (ARC Prize)
    ("GPT-5 is here. On ARC-AGI-2, though, it only got 9.9 percent, and Grok 4 from July has 15.9 percent.",
     "2025-08-09", "9.9", "consistent"),
    # OpenAI: nano costs 5 and 40 cents
    ("GPT-5 mini is 25 cents and two dollars per million tokens, nano is five cents and forty cents.", "2025-08-09",
     "five cents", "consistent"),
    # 28 July 2025, of the month that was named before
    ("Qwen3-Coder came out on the 22nd of July, and GLM-4.5 was released on the 28th.", "2025-08-09", "28th",
     "consistent"),
    # a few tens of millions, as he wrote it
    ("Claude 3.5 Sonnet cost a few $10 millions to train.", "2025-02-02", "few", "consistent"),
])
def test_what_a_text_tells_is_judged_as_it_is_told(
        text: str, published: str, quote: str, verdict: str) -> None:
    """Corrections, possibilities, pronouns, siblings and bare days are read as a careful reader would."""
    made = WORLD.check_text(text, published=published).claims
    assert next(each.verdict for each in made if quote in each.claim.quote) == verdict


def test_a_ratio_of_two_named_models_is_not_read_off_the_prices_of_one() -> None:
    """$15 and $75 are both of Opus 4.1; GPT-5 at $1.25 is twelve times cheaper on input."""
    text = ("Compare that with Claude Opus 4.1, at $15 and $75 per million tokens. So GPT-5 is twelve times cheaper "
            "than Opus 4.1 on input.")
    audit = WORLD.check_text(text, published="2025-08-09")
    assert not [found for each in audit.claims for found in each.then.findings if found.code == "OC207"]


def test_the_end_of_a_promotion_is_no_end_of_training() -> None:
    """Only sentences that tell of training tell when it ended."""
    text = "V3 was cheap until this week's end of the promotion on February 8."
    assert not [each for each in WORLD.check_text(text, published="2025-02-10").claims
                if each.claim.measure == "training_date"]


def test_first_words_of_sentences_are_no_models() -> None:
    """"Posted on 2 February" is no release of a thing called Posted."""
    assert not WORLD.check_text("Posted on 2 February 2025 by a tired engineer.", published="2025-02-03").claims


@pytest.mark.parametrize(("text", "published", "quote", "verdict"), [
    # Llama 3.1 model card: 1.46M and 7.0M hours, 8.46M for these two
    ("The 8B and the 70B of Llama 3.1 took 1.46 and 7.0 million H100 hours, 8.46 million in all.", "2024-07-30", "8.46",
     "consistent"),
    ("The 8B and the 70B of Llama 3.1 took 1.46 and 7.0 million H100 hours, 10.46 million in all.", "2024-07-30",
     "10.46", "inconsistent"),
    # Gemma 3 report: there is a 12B; a 27B of 12 billion parameters there is not
    ("Gemma 3's 12-billion-parameter version learnt from 12 trillion tokens, two fewer than the 27B.", "2025-03-20",
     "12-billion", "consistent"),
    ("Gemma 3 27B has 12 billion parameters.", "2025-03-20", "12 billion", "inconsistent"),
    # OpenAI: $0.10; nobody says that it is given away
    ("GPT-4.1 nano at $0.10 per million input tokens is basically free.", "2025-04-16", "free", "not_checkable"),
    # the denial that a figure was ever given does not give it
    ("DeepSeek's engineers never said that training the whole of V3 cost $6.6 million.", "2025-02-10", "6.6",
     "not_checkable"),
    # $75 against $10
    ("Claude Opus 4.1's output tokens cost 75 times those of GPT-5.", "2025-08-15", "75 times", "inconsistent"),
    # 20 January to 1 December 2025: ten months and ten days
    ("DeepSeek-V3.2 was published on 1 December, ten months and a half after R1.", "2025-12-05", "ten months",
     "consistent"),
])
def test_parts_members_and_figures_of_speech_are_what_they_say(
        text: str, published: str, quote: str, verdict: str) -> None:
    """Sums of named sizes, a size that names its model, hyperbole, denials and halves of months are read as such."""
    made = WORLD.check_text(text, published=published).claims
    assert next(each.verdict for each in made if quote in each.claim.quote) == verdict


def test_a_fall_at_a_level_of_skill_is_not_the_price_of_one_maker() -> None:
    """The AI Index counts whoever sells answers as good as those of GPT-3.5."""
    text = "Stanford's index counts a 280-fold fall in the price of GPT-3.5-level answers in about two years."
    made = WORLD.check_text(text, published="2025-04-12").claims
    assert "inconsistent" not in {each.verdict for each in made}


def test_lines_that_label_a_plain_text_are_no_claims(tmp_path: Path) -> None:
    """`Title:` and `Date:` above a text give its headline and day, and nothing of them is read as a claim."""
    path = tmp_path / "note.txt"
    path.write_text("Title: Chips and the catch-up\nDate: 2025-08-20\nBy: A. Writer\n\n"
                    "DeepSeek-V3 has 671 billion parameters.\n", encoding="utf-8")
    article = read_article(path)
    assert (article.title, str(article.published)) == ("Chips and the catch-up", "2025-08-20")
    assert [each.claim.measure for each in WORLD.check_text(article.text).claims] == ["parameters"]


LINKS = """The old rule looked at how fast a chip passes data to its neighbours: anything above 600 gigabytes a second \
was caught. The A800 was cut to 400 GB/s to stay under it.
"""
FALLS = """GPT-4 cost $30 per million input tokens in March 2023; GPT-4o mini was 15 cents in July 2024, a 200-fold \
fall in 16 months. Andreessen Horowitz speaks of constant quality: prices drop by ten times a year. Epoch AI finds a \
range from 9 to 900 times a year. DeepSeek charges $0.28 for a million input tokens and $0.42 for output for V3.2, \
about 30 times less than Claude Opus 4.5 at $5 and $25. xAI says so.
"""


def test_a_speed_whose_kind_goes_unsaid_may_be_that_of_the_links() -> None:
    """The A800 passes 400 GB/s to other chips and 2,039 GB/s to its memory; where a rule draws its line is no claim."""
    found = of_whom(LINKS, "2023-10-19")
    assert found == {"400 GB/s": ("a800", "scope_dependent")}


def test_falls_between_two_models_and_ranges_of_a_source_are_right() -> None:
    """A fall is of the later model, a range of what its source published, and a ratio of two prices of any mix."""
    found = of_whom(FALLS, "2026-02-05")
    assert found["200-fold fall"] == ("gpt-4o-mini", "consistent")
    assert found["from 9 to 900 times"][1] == "consistent"
    assert found["about 30 times less"] == ("deepseek-v3-2", "scope_dependent")


FIGURES = """On 27 January Nvidia lost $589 billion of its market value. Its shares fell 17%. The Nasdaq dropped 3.1% \
and Broadcom 17.4%.

R1's API was priced at $0.55 per million input tokens and $2.19 per million output tokens. OpenAI's o1 cost $15 and \
$60: 27 times more. o3 was cut by 80% in June, to $2 for input and $8 for output, and GPT-5, launched on 7 August, \
costs $1.25.

The H20 has 4 TB/s of bandwidth but only 148 teraflops, about a seventh of the H100's 989.

Epoch AI reckons that Chinese models trail by seven months on average. On SWE-bench Verified, Kimi K2 scored 65.8%; \
Claude Opus 4 reached 72.5%.
"""


def test_figures_that_lean_on_those_before_them_are_right() -> None:
    """Moves of a day named before, ratios to prices named before, and scores after a source of something else."""
    found = of_whom(FIGURES, "2025-09-08")
    assert found["80%"] == ("o3", "consistent")
    assert found["27 times more"] == ("deepseek-r1", "consistent")
    fits = ("$589 billion", "17%", "3.1%", "17.4%", "about a seventh of the H100", "65.8%")
    assert {found[each][1] for each in fits} == {"consistent"}
    assert found["72.5%"][1] == "scope_dependent"  # by its maker; others measured less


def test_a_year_of_something_is_no_lag() -> None:
    """How long models have been cheap tells nothing of who trails whom."""
    assert of_whom("Inside the numbers of a year of cheap models.", "2025-09-08") == {}


NOTES = """- B300: 288 GB HBM3e, 15 PF dense FP4; B200: 9 PF dense FP4, 1000 W.
- Capex 2025: Amazon ~$125B, Alphabet $91-93B, Meta $70-72B, Microsoft $34.9B in the Sept quarter.
- China has told firms to stop buying the H20.
"""


def test_notes_in_short_are_read_by_their_labels() -> None:
    """Petaflops in two letters, the year of a label for its sums but one of a quarter, pressure that is no ban."""
    found = of_whom(NOTES, "2025-11-28")
    assert found["stop buying the H20"] == ("h20", "scope_dependent")
    assert found["15 PF"][0] == "b300"
    right = ("9 PF", "~$125B", "$91-93B", "$70-72B", "$34.9B")
    assert {found[each][1] for each in right} == {"consistent"}


FALSE = """SemiAnalysis found that DeepSeek owns 50,000 H100s. The H800, which the US still lets Nvidia sell to China, \
has half the memory of the H100.

Alphabet will spend $75 billion on capex this year, Meta $60 billion to $65 billion, Microsoft $80 billion and Amazon \
$100 billion.
"""


def test_what_a_list_tells_once_holds_for_all_of_it() -> None:
    """Of chips of a firm no model need be named; "lets Nvidia sell" is one ruling; the year of a list is told once."""
    made = WORLD.check_text(FALSE, published="2025-03-10").claims
    assert [(each.claim.subject, each.verdict) for each in made if each.claim.measure == "export_status"] == [
        ("h800", "inconsistent")]
    found = {each.claim.quote: each.verdict for each in made}
    assert found["50,000 H100s"] == "drifted"  # it spoke of 50,000 Hoppers, 10,000 of them H100s
    told = [(each.claim.subject, each.claim.time) for each in made if each.claim.measure == "organisation_spend"]
    assert told == [(firm, "2025") for firm in ("alphabet", "meta", "microsoft", "amazon")]


RULINGS = """On December 8, 2025 Donald Trump said that the H200 could be sold to approved customers in China \
for a cut of 25%. Blackwell chips such as the B200 stay barred, and so does the B30A. Beijing did not cheer. Its \
regulators told firms in September to stop buying the RTX Pro 6000D.

AMD's MI308 pays as well. CNAS thinks that a black market moved 140,000 chips in 2024. Huawei's Ascend 910C does \
about 800 teraflops in FP16, or 80% of an H100.
"""


def test_rulings_and_figures_of_a_chronicle() -> None:
    """"So does" repeats its own sentence; what was told is past; bare smuggled chips are those at large."""
    made = WORLD.check_text(RULINGS, published="2026-03-15").claims
    ruled = [(each.claim.subject, each.claim.scope, each.claim.time, each.verdict) for each in made
             if each.claim.subject in ("b200", "b30a", "rtx-pro-6000d")]
    assert ruled == [("b200", "restricted", None, "consistent"), ("b30a", "restricted", None, "consistent"),
                     ("rtx-pro-6000d", "restricted", "2025-09", "consistent")]
    found = {each.claim.quote: (each.claim.subject, each.verdict) for each in made}
    assert found["140,000 chips"] == ("AI chips", "consistent")
    assert found["80% of an H100"] == ("ascend-910c", "consistent")  # 78.8%


def test_what_a_newspaper_heard_is_not_put_in_the_developer_s_mouth() -> None:
    """An unnamed source told CNBC of $4.6 million; the founders of Moonshot called that no official number."""
    claim = WORLD.check_text("Kimi K2 Thinking cost $4.6 million to train.", published="2025-11-12").claims[0]
    assert claim.verdict == "consistent"
    assert "its developer" not in claim.then.reason


@pytest.mark.parametrize(("text", "day", "quote"), [
    # GPT-4o mini came out on 18 July 2024, a Thursday; a day of the week before its date is that day
    ("GPT-4o mini landed on Thursday 18 July.", "2024-07-26", "Thursday 18 July"),
    ("Llama 3.1 came out on Tuesday, and GPT-4o mini on Thursday, July 18.", "2024-07-26", "Thursday, July 18"),
    # R1 asked $0.55 and $2.19
    ("R1 is fifty-five cents and two dollars nineteen.", "2025-02-07", "two dollars nineteen"),
    # 148 teraflops at 16 bits make 2,368, 989.4 make 15,830
    ("The H20's score on the government scale is 2,368 against some 15,800 for an H100.", "2024-12-10", "15,800"),
    # China's duty on American goods was 10% from 14 May 2025, America's on Chinese ones 30%
    ("A truce keeps U.S. duties on Chinese goods at 30% and China's on American goods at 10%.", "2025-08-12", "10%"),
    ("Beijing at present levies an extra duty of 125% on goods from the United States.", "2025-05-06", "125%"),
])
def test_a_figure_is_read_as_it_stands_in_an_article(text: str, day: str, quote: str) -> None:
    """Dates, prices said aloud, what rules count in, and whose duty it is."""
    verdicts = {each: verdict for each, (_, verdict) in of_whom(text, day).items() if quote in each}
    assert set(verdicts.values()) == {"consistent"}


ACCUSED = ("inconsistent", "drifted")
AMODEI = """Dario Amodei set out his view in January. DeepSeek's model, he wrote, came close to American ones seven to \
ten months older; his own Claude 3.5 Sonnet had cost "a few $10Ms" to train."""


@pytest.mark.parametrize(("text", "day", "quote"), [
    # Amodei, and not the lab whose model he speaks of, wrote so; his "few $10Ms" are tens of millions
    (AMODEI, "2025-11-15", "seven to ten months"),
    (AMODEI, "2025-11-15", "$10Ms"),
    # R1-Zero, the prototype, took 198 hours
    ("R1 ran for 198 hours on the prototype and then 80 hours on the finished article.", "2025-11-15", "198 hours"),
    # what most of a sum went to is not the kind of the sum
    ("Per Epoch, OpenAI's 2024 compute bill was around $7bn; most of it R&D.", "2025-11-21", "$7bn"),
    # a stock is no shipment of nine months
    ("Nvidia ordered 300,000 more H20s, on top of an existing inventory of between 600,000 and 700,000.",
     "2025-08-12", "between 600,000"),
    # 2,048 chips trained a model; they are not all that the firm has
    ("DeepSeek, whose cheap model rattled markets in January, trained it on 2,048 H800 chips.", "2025-08-12", "2,048"),
    # $5 and $15 are what GPT-4o asks for input and for output, whatever follows from that
    ("GPT-4o is still at $5 and $15, so on the input side the mini is 33 times cheaper.", "2024-07-26", "$15"),
])
def test_a_true_figure_of_an_article_is_not_accused(text: str, day: str, quote: str) -> None:
    """True figures of articles that were accused for whom they were taken to be of, or what."""
    verdicts = {verdict for each, (_, verdict) in of_whom(text, day).items() if quote in each}
    assert verdicts
    assert verdicts.isdisjoint(ACCUSED)


def test_what_is_only_thought_of_is_no_ruling() -> None:
    """Who might let a chip go has not let it go."""
    text = "Trump said he might let Nvidia sell China a version of its Blackwell processor."
    assert not any("let Nvidia" in quote for quote in of_whom(text, "2025-08-12"))


def test_scores_of_a_table_are_those_of_the_mode_told_above_it() -> None:
    """79.6% on GPQA Diamond is what Claude Opus 4 reaches when it thinks, and refutes no figure got without that."""
    rows = "| Benchmark | Claude Opus 4 |\n|---|---|\n| GPQA Diamond | 74.9 |\n"
    told = of_whom(f"All rivals are run without extended thinking.\n\n{rows}", "2025-07-11")
    assert told["74.9"][1] not in ACCUSED

"""How sentences and lines are built: labels that name what is counted, ends of a fall, rules that are widened."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def read(text: str) -> list[Claim]:
    """The claims of a text of June 2025."""
    return READER.read_text(text, dt.date(2025, 6, 10))


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Campus Vinterby:\nGPUs: 48,000\nOpening: spring", "chip_count", 48_000),
        ("Campus Vinterby:\nChips: 48,000\nMegawatts: 90\nOpening: spring", "power", 90),
        ("Corvus-2\n- Training tokens: 3.2 trillion\n- Languages: 14", "training_tokens", 3.2e12),
        ("Model: Corvus-2\nGPU-hours: 1.9M\nTokens: 3T", "chip_hours", 1.9e6),
    ],
)
def test_a_label_names_what_its_number_counts(text: str, measure: str, value: float) -> None:
    """A bare number after a label and a colon has the unit of the label."""
    assert (measure, value) in [(claim.measure, claim.value) for claim in read(text)]


@pytest.mark.parametrize("row", ["Construction workers: 3,500", "Permanent jobs: 400", "Headcount: 400",
                                 "Turbines: 12"])
def test_a_label_of_something_else_lends_no_unit(row: str) -> None:
    """What a line counts by its own label has not the unit of the line before."""
    claims = read(f"Vinterby at a glance\n• Power: 2 GW\n• {row}\n• Opening: 2027")
    assert [claim.measure for claim in claims] == ["power"]


@pytest.mark.parametrize(
    "text",
    [
        "I asked Opus 4 for a sonnet and it cost me eleven cents.",
        "An evening with o1-pro set us back $23.",
        "We tried it twice on Claude 3.7 Sonnet, which put $41 on our card.",
        "Who can build a rival of GPT-4 for $6M?",
        "Could anybody train a frontier model with 2,000 GPUs and $5 million?",
    ],
)
def test_what_nobody_states_is_no_claim(text: str) -> None:
    """What a try cost its writer, and what is asked of anybody, are no claims of the field."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("From GPT-3.5 Turbo to GPT-4o mini, prices fell by 60%.", 2.5),
        ("Prices have dropped about 90x from GPT-3.5 Turbo to GPT-4o mini.", 90),
        ("Between GPT-3.5 Turbo and GPT-4o mini the price of a token fell tenfold.", 10),
    ],
)
def test_a_price_falls_from_the_first_to_the_last(text: str, value: float) -> None:
    """The cheaper one is what a price fell to, whichever words stand between."""
    (claim,) = [each for each in read(text) if each.measure == "price_ratio"]
    assert claim.subject == "gpt-4o-mini"
    assert (claim.reference or "").startswith("gpt-3-5")
    assert claim.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "In October the department stretched its rules to cover the L40S.",
        "Washington has widened the controls to take in the L40S.",
        "The new rule sweeps in the L40S as well.",
        "The ministry broadened the ban so that it also catches the L40S.",
    ],
)
def test_rules_that_are_widened_restrict(text: str) -> None:
    """A chip that controls are widened to hold of is restricted."""
    (claim,) = read(text)
    assert (claim.measure, claim.subject, claim.scope) == ("export_status", "l40s", "restricted")


def test_rules_that_may_be_widened_restrict_nothing_yet() -> None:
    """What somebody only weighs is no status."""
    claims = read("Officials are weighing whether to widen the controls to take in the L40S.")
    assert not [each for each in claims if each.measure == "export_status"]


def test_a_share_of_all_computing_is_one_by_any_name() -> None:
    """Muscle, heft and power are computing where they are the world's."""
    (claim,) = read("American firms own two thirds of the world's AI muscle.")
    assert claim.measure == "compute_share"
    assert claim.value == pytest.approx(200 / 3)


def test_confidence_falls_where_two_may_be_meant() -> None:
    """A reading is as sure as its measure and its subject together."""
    (sure,) = read("DeepSeek-V3 has 671 billion parameters.")
    unsure = read("Corvus and Skagen each showed a model, Heron-2 and Osprey-3. The larger has 671 billion parameters.")
    assert all(each.confidence < sure.confidence for each in unsure)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Heron-2 gets nine MMLU questions in ten right.", "benchmark_score", 90),
        ("Heron-2 got one in four questions of Humanity's Last Exam right.", "benchmark_score", 25),
        ("Three in five of the world's AI chips are in Microsoft's hands.", "compute_share", 60),
    ],
)
def test_shares_may_be_counted(text: str, measure: str, value: float) -> None:
    """So many in so many is one share."""
    assert (measure, value) in [(claim.measure, claim.value) for claim in read(text)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Acme will sell half a million H20s to China next year, Jefferies forecasts.", "chips_shipped"),
        ("Training runs will cost eight billion dollars by 2029, Dario Amodei predicts.", "training_cost"),
        ("By 2030, Epoch AI projects, a single run could use 3e29 FLOP.", "training_compute"),
    ],
)
def test_a_prediction_may_be_told_after_its_figure(text: str, measure: str) -> None:
    """Who predicts may stand after what is predicted, or in the middle of it."""
    assert [(claim.measure, claim.scope) for claim in read(text)] == [("forecast", measure)]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody at Acme opened the weights but for one reason alone, a rival sneered.",
        "Skagen Labs cut its prices purely to spite its landlord.",
        "The minister's plan is eighty per cent fog and twenty per cent paper.",
        "The chip war is a hundred times sillier than the trade war.",
        "Norrland AI is the most overpraised lab in the history of computing.",
        "He signs such deals because he cannot bear to come second.",
    ],
)
def test_motives_and_judgements_are_said_to_be_such(text: str) -> None:
    """A motive, a judgement of value and a hyperbole with figures are read as not auditable, and as nothing else."""
    assert [claim.measure for claim in read(text)] == ["not_auditable"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nine developers had produced a model beyond 10^25 FLOP by January.", 9),
        ("Fewer than ten organisations have trained a model with more than 10^25 FLOP.", 10),
        ("Two foundries, or three on a good day, can etch at three nanometres.", None),
    ],
)
def test_firms_are_counted_by_what_they_have_done(text: str, value: float | None) -> None:
    """How large a model firms have trained is what they are counted by, and no claim of any model."""
    assert [(claim.measure, claim.value) for claim in read(text)] == [("companies_able", value)]


def test_years_of_an_interval_are_shared() -> None:
    """The first day of an interval is of the year that its last day names."""
    (claim,) = read("Training of BLOOM ran from 11 March to 6 July 2022.")
    assert claim.time == "2022-03-11/2022-07-06"


def test_an_age_dates_no_price() -> None:
    """How long ago a model came out does not say of when its price is."""
    price = next(each for each in read("Claude Sonnet 4, three weeks old, reads a million tokens for three dollars.")
                 if each.measure == "price_per_token")
    assert price.time is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Heron-2 was about four times lighter on GPU-hours than Osprey-3.", "cost_ratio"),
        ("Skagen Labs sells Heron-2 for a tenth of what Osprey-3 costs its users.", "price_ratio"),
        ("OpenAI spends two thirds of its compute on research.", "compute_share"),
        ("Meta took 85,000 Hopper chips from Nvidia in 2024.", "chips_shipped"),
        ("Hundreds of B200s had crossed into China by then.", "chips_smuggled"),
        ("GPT-2 has been free to download since November 2019.", "release_date"),
    ],
)
def test_the_build_tells_the_measure(text: str, measure: str) -> None:
    """What a figure is of follows from what is done with it."""
    assert [claim.measure for claim in read(text)] == [measure]


def test_where_a_law_draws_its_line_is_no_run() -> None:
    """A threshold of a law is no claim of any training run."""
    assert read("The AI Act presumes systemic risk above 10^25 FLOP.") == []


def test_the_memory_of_a_chip_is_the_chips() -> None:
    """A row of a sheet that names the kind of memory is of the chip that heads the sheet."""
    claims = read("| TPU v6e | |\n| --- | --- |\n| HBM | 32 GB |\n| BF16 | 918 TFLOPS |")
    assert {claim.subject for claim in claims} == {"tpu-v6e"}
    assert len(claims) == 2


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Beijing slaps 34% on American goods.", "US"),
        ("Taiwan, where most servers are bolted together, drew a tariff of 32% and Malaysia 24%.", "TW"),
        ("Korean goods will pay 15% to enter the United States, down from the 25% announced in April.", "KR"),
    ],
)
def test_a_duty_is_on_whose_goods_pay_it(text: str, subject: str) -> None:
    """Whom a duty is put on, or who drew it, is what it is of."""
    assert next(claim for claim in read(text) if claim.measure == "tariff_rate").subject == subject


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Four American cloud owners hold two thirds of the world's AI computing power.", "Four American cloud owners"),
        ("The three largest Chinese clouds own 12% of global AI compute.", "three largest Chinese clouds"),
    ],
)
def test_firms_that_are_only_counted_are_one_subject(text: str, words: str) -> None:
    """A group that is counted and not named is what is said of it, not the country in its name."""
    (claim,) = read(text)
    assert claim.subject == words


def test_each_destination_has_its_own_ruling() -> None:
    """A sentence that rules on several countries gives each its own status."""
    claims = read("The GB200 may go to Japan without a permit, to India only case by case, and to Russia not at all.")
    assert [(each.reference, each.scope) for each in claims] == [
        ("JP", "allowed"), ("IN", "licence"), ("RU", "restricted")]


@pytest.mark.parametrize(
    ("text", "measure", "value", "low", "high"),
    [
        ("Prices drop anywhere from six-fold to 90-fold a year.", "cost_decline_rate", None, 6, 90),
        ("Alibaba vowed to put at least ¥380bn ($53bn) into cloud and AI hardware.", "organisation_spend",
         53e9, 53e9, None),
        ("The campus in Vinterby will draw a gigawatt and a half.", "power", 1500, None, None),
    ],
)
def test_bounds_and_halves_are_read(text: str, measure: str, value: float | None, low: float | None,
                                    high: float | None) -> None:
    """Ranges of multiples, the bound of a sum told twice, and halves after a unit."""
    (claim,) = [each for each in read(text) if each.measure == measure]
    assert (claim.value, claim.low, claim.high) == (value, low, high)


def test_a_heading_names_the_unit_of_its_list() -> None:
    """Entries of a list whose heading counts chip-hours are chip-hours."""
    claims = read("GPU hours, from two model cards\nHeron-2: 5.0M\nOsprey-3: 2.38M")
    assert [(each.measure, each.value) for each in claims] == [("chip_hours", 5e6), ("chip_hours", 2.38e6)]


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia's H200 brings 141 GB of memory. It goes on sale in the second quarter of 2024.",
        "Customers will be able to order the MI355X in the third quarter.",
    ],
)
def test_what_can_be_had_from_a_day_comes_out_then(text: str) -> None:
    """A day from which a chip can be bought is the day of its release."""
    assert "release_date" in [each.measure for each in read(text)]


@pytest.mark.parametrize(
    "text",
    ["Its foundry employs 19,000.", "Seven law firms fought over the settlement.",
     "Had Washington been kinder, 20,000 H200s would be humming in Guizhou by now."],
)
def test_staff_lawyers_and_what_might_have_been_are_no_claims(text: str) -> None:
    """People employed, law firms, and what would be so had something been otherwise are no figures of the field."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Heron-2 answers at one twenty-seventh of what Osprey-3 asks.", "price_ratio", 27),
        ("PLaMo-100B: 1000億 parameters.", "parameters", 1e11),
        ("PLaMo-100B: ２兆 tokens of training data.", "training_tokens", 2e12),
        ("GPT-4o still sets developers back $10 for a million output tokens.", "price_per_token", 10),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, measure: str, value: float) -> None:
    """Fractions in words, eastern scales and prices told as outlays."""
    found = [(claim.measure.replace("cost_ratio", "price_ratio"), claim.value) for claim in read(text)]
    assert (measure, pytest.approx(value)) in found


@pytest.mark.parametrize(
    "text", ["Heron-2, as its maker tells it:\n– 17B parameters at work per token",
             "For each token it reads, Hunyuan-Large sets 52 billion parameters to work."])
def test_what_works_on_a_token_is_active(text: str) -> None:
    """Parameters that work on a token are the active ones."""
    assert [claim.scope for claim in read(text)] == ["active"]


@pytest.mark.parametrize(
    "text",
    [
        "Suppose R1 had been made at list prices: it might have come to $30m, on 10,000 cards.",
        "Nvidia tops $5trn, 113 days after $4trn.",
    ],
)
def test_suppositions_and_market_values_are_no_costs(text: str) -> None:
    """What is only supposed, and what a firm is worth, is nothing that was spent."""
    assert read(text) == []


def test_nor_denies_what_follows() -> None:
    """A sentence that opens with “nor did” denies its figure."""
    claims = read("Heron-2 was not raised on 65 trillion tokens. Nor did its training cost Skagen Labs $2bn.")
    assert [claim.negated for claim in claims] == [True, True]


def test_the_sort_of_a_chip_is_part_of_its_name() -> None:
    """“Ironwood TPU” is Ironwood, not TPUs at large."""
    assert {claim.subject for claim in read("Google's Ironwood TPU moves 7.37 TB/s.")} == {"ironwood"}


@pytest.mark.parametrize(
    "text",
    ["The 40-gigabyte A100 moves 1,555 gigabytes a second.",
     "Think of the older A100, the one with 40 GB: it moves 1,555 GB/s."])
def test_a_memory_names_the_variant(text: str) -> None:
    """An A100 that is told by its 40 GB is the variant that has so much."""
    assert {claim.subject for claim in read(text)} == {"a100-40gb"}


def test_a_share_of_a_benchmark_is_a_score() -> None:
    """Two thirds of the tasks of a benchmark are a score of 66.7%."""
    (claim,) = read("Heron-2 fixes not quite two thirds of the bugs in SWE-bench Verified.")
    assert (claim.measure, claim.value) == ("benchmark_score", pytest.approx(200 / 3))


@pytest.mark.parametrize("text", [
    "The H20 may be sold to China; the B200 is not.",
    "The H20 is allowed into China again, but the B200 is not.",
])
def test_what_a_short_clause_denies_is_the_ruling_before(text: str) -> None:
    """A chip that "is not" has the opposite of the status that the clause before gives another."""
    ruled = {each.subject: each.scope for each in read(text) if each.measure == "export_status"}
    assert ruled == {"h20": "allowed", "b200": "restricted"}


def test_a_lag_is_of_whose_model_its_own_clause_names() -> None:
    """A model that an earlier clause of the sentence speaks of is neither side of the lag that a later one tells."""
    claims = read("Dario Amodei wrote that Claude 3.5 Sonnet cost a few tens of millions of dollars, and that "
                  "DeepSeek-V3 was close to US models seven to 10 months older.")
    assert [(each.subject, each.reference) for each in claims if each.measure == "capability_lag"] == [
        ("deepseek-v3", "US")]


def test_how_much_later_a_model_came_is_no_time_of_training() -> None:
    """`came two days later` tells when, not how long a run took."""
    assert read("GPT-5 came two days later.") == []


def test_a_ratio_of_prices_is_of_the_tokens_that_it_names() -> None:
    """`half of what A charged for input`: the words after a ratio tell its side, however long the name between."""
    claims = read("GPT-5 asks $10 per million output tokens, half of what GPT-4o charged for input.")
    assert [each.scope for each in claims if each.measure == "price_ratio"] == ["input"]


def test_bare_figures_after_total_processing_performance_are_of_it() -> None:
    """What a rule counts by is named once; the figures of chips that follow, also some sentences on, are of it."""
    claims = read("The new rule looks at computing power. A chip with a total processing performance of 4,800 or more "
                  "is caught. The H800, at nearly 16,000, is three times over the line; even the A800, at 4,992, is. "
                  "Gamers were surprised: the score of the RTX 4090 is about 5,285. The H100 has 80 GB, the A800 80.")
    assert [(each.value, each.scope) for each in claims if each.measure == "chip_spec"] == [
        (16000.0, "tpp"), (4992.0, "tpp"), (5285.0, "tpp"), (80.0, "memory"), (80.0, "memory")]


def test_both_are_the_two_named_last() -> None:
    """A licence that "both" need is one for each of the two chips of the sentences before, and for what follows."""
    claims = read("The company answered with the A800 and H800. The ministry shut that door. From November 17 both "
                  "will need a licence for China, and so will the L40S.")
    assert [(each.subject, each.scope) for each in claims if each.measure == "export_status"] == [
        ("a800", "licence"), ("h800", "licence"), ("l40s", "licence")]


def test_who_is_told_says_nothing() -> None:
    """A firm that a government tells what it may sell does not vouch for it, where an outlet that is told prints it."""
    claims = read("Washington told Nvidia that its H20 chips need a licence for China.")
    assert [each.speaker for each in claims] == ["US"]
    claims = read("Officials told Reuters that the H20 needs a licence for China.")
    assert [each.speaker for each in claims] == ["reuters"]


def test_who_is_said_to_do_a_thing_does_not_say_it() -> None:
    """Of whom something is said or believed is no source of it; by whom it is reported is one."""
    claims = read("DeepSeek is believed to own 50,000 Hopper chips.")
    assert [each.speaker for each in claims] == [None]
    claims = read("Huawei is reported by Reuters to have made 200,000 Ascend 910B chips in 2024.")
    assert [(each.speaker, each.reference) for each in claims] == [("reuters", None)]


def test_what_a_site_is_meant_to_draw_is_no_motive() -> None:
    """"Meant to" before a quantity is a plan; before what was to be brought about it is a motive."""
    claims = read("The campus of OpenAI is meant to reach 1.2 gigawatts next year.")
    assert [each.measure for each in claims] == ["power"]
    claims = read("The release of DeepSeek-R1 was timed to embarrass Washington.")
    assert [each.measure for each in claims] == ["not_auditable"]


def test_a_sum_at_cloud_prices_is_what_a_run_costs_to_rent() -> None:
    """Beside what machines are worth, a sum at cloud prices is that of the run."""
    claims = read("Epoch AI has GPT-4 nearer $40 million in amortised hardware and energy, or $78 million at cloud "
                  "prices.")
    assert [(each.value, each.scope) for each in claims] == [(40e6, "hardware"), (78e6, "final_run")]


def test_a_ruling_is_of_no_chip_that_another_is_unlike() -> None:
    """What a chip is only set apart from is not ruled on; the limit of a rule is no chip's."""
    for text, subject in (("The H800, unlike the H100, may be sold to China.", "h800"),
                          ("Unlike the H20, the H100 is barred from China.", "h100")):
        assert [each.subject for each in read(text) if each.measure == "export_status"] == [subject]
    assert read("The rule's TPP comes to 4,800, and the H100 breaks it.") == []

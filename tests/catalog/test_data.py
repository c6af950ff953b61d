"""The shipped organisations, events, disputes and assumptions, and what all rows share."""

import datetime as dt
import math
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from oncurve.basis.evidence import KINDS
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.compile import compile_folder
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact

DATA = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data"
TABLES = ("rental", "purchase", "api_prices", "scores", "fx", "price_index", "electricity", "supply")
FEW_INFERRED = 0.05


@pytest.fixture(scope="module")
def compiled():
    """Every file of the data folder, read."""
    return compile_folder(DATA)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All facts, whenever known."""
    return Catalogue.load()


def all_rows(compiled):
    """Rows of tables, facts of organisations and events, statements, positions and assumptions."""
    for table in TABLES:
        yield from ((table, row) for row in compiled.rows[table])
    for kind in ("organisations", "events"):
        for key, thing in compiled.things[kind].items():
            rows = (*thing["facts"], *thing.get("said", ()), *thing.get("unsaid", ()))
            yield from ((f"{kind}/{key}", row) for row in rows)
    for key, thing in compiled.things["disputes"].items():
        yield from ((f"disputes/{key}", row) for row in thing["position"])
    yield from ((f"assumptions/{key}", row) for key, row in compiled.things["assumptions"].items())


def test_nothing_of_these_files_is_refused(compiled):
    """Every row and table of the data is read without a problem."""
    assert [str(problem) for problem in compiled.problems] == []


def test_every_row_has_a_kind_a_day_and_a_source_on_file(compiled):
    """Each value names its kind, the day the public knew it, and a source record."""
    for where, row in all_rows(compiled):
        assert row["kind"] in KINDS, where
        assert dt.date.fromisoformat(row["known"]) >= dt.date(1997, 1, 1), where
        assert row["source"] in compiled.things["sources"], where


def test_every_amount_has_a_unit_that_reads(compiled):
    """Each amount stands in a unit that the package can read."""
    for where, row in all_rows(compiled):
        if row.get("amount") is not None or row.get("low") is not None or row.get("high") is not None:
            assert row["unit"] in ("text", "date") or parse_unit(row["unit"]), where


def test_no_value_is_known_later_than_its_source_says(compiled):
    """A value is known on or before the day its source was published."""
    sources = compiled.things["sources"]
    late = [(where, row["source"]) for where, row in all_rows(compiled)
            if sources[row["source"]].get("published") and row["known"] > sources[row["source"]]["published"]]
    assert late == []


def test_sources_say_who_made_them_when_and_where(compiled):
    """Each source has a title, a producer and a day, and a web address where it is a public page."""
    for key, source in compiled.things["sources"].items():
        assert source.get("title"), key
        assert source.get("producer"), key
        assert source.get("published"), key


def test_few_price_days_are_inferred(compiled):
    """The day a chip price was known comes from its source in at least 19 of 20 rows."""
    rows = [*compiled.rows["rental"], *compiled.rows["purchase"]]
    inferred = [row for row in rows
                if row.get("known_basis", "source") != "source" or "is known" in row.get("note", "")]
    assert len(inferred) <= FEW_INFERRED * len(rows)


def test_prices_are_positive(compiled):
    """No price, exchange rate or index is zero or less."""
    for table in ("rental", "purchase", "fx", "price_index", "electricity"):
        assert all(row["amount"] > 0 for row in compiled.rows[table]), table
    assert all(row["amount"] >= 0 for row in compiled.rows["api_prices"])


def test_prices_and_scores_are_of_known_things(compiled):
    """Chips, models, benchmarks and evaluators of the tables are things of the catalogue."""
    things = compiled.things
    for table, column, kind in (("rental", "chip", "chips"), ("purchase", "chip", "chips"),
                                ("api_prices", "model", "models"), ("scores", "model", "models"),
                                ("scores", "benchmark", "benchmarks"), ("scores", "evaluator", "organisations")):
        assert {row[column] for row in compiled.rows[table]} <= set(things[kind]), (table, column)


def test_speakers_and_parties_are_known(compiled):
    """Who speaks in an event is a person or organisation of the catalogue; who owns a site is one too."""
    things = compiled.things
    known = set(things["organisations"]) | set(things["people"])
    assert {event["speaker"] for event in things["events"].values() if event.get("speaker")} <= known
    ties = (("places", "organisation"), ("people", "organisation"), ("organisations", "parent"))
    owners = {thing[key] for kind, key in ties for thing in things[kind].values() if thing.get(key)}
    assert owners <= set(things["organisations"])


def test_an_id_is_the_name_without_punctuation(compiled):
    """The id of an organisation, benchmark, cluster or law is its label squeezed, so that either finds it."""
    for name in ("benchmarks", "clusters", "laws"):
        for key, table in tomllib.loads((DATA / f"{name}.toml").read_text("utf-8")).items():
            assert compact(key) == compact(table["label"]), key
    for key, thing in compiled.things["organisations"].items():
        assert compact(key) == compact(thing["label"]), key


def test_no_name_is_of_two_organisations(compiled):
    """A label, alias or description leads to one organisation only."""
    owners = defaultdict(set)
    for key, thing in compiled.things["organisations"].items():
        for name in (thing["label"], *thing.get("aliases", ()), *thing.get("described", ())):
            owners[compact(name)].add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("name", ["BofA", "the Commerce Department", "FT", "AWS", "Ai2", "Z.ai", "Facebook"])
def test_organisations_are_found_by_their_news_names(catalogue, name):
    """Names as the news write them lead to an organisation."""
    assert catalogue.organisations.id_of(name.removeprefix("the "))


def test_nvidia_fell_17_percent_on_27_january_2025(catalogue):
    """The move of Nvidia is on record in percent and in dollars, and the two make one company."""
    moves = [fact for fact in catalogue.event("market-2025-01-27").facts if fact.detail["subject"] == "nvidia"]
    percent = [fact.number for fact in moves if fact.unit == "percent"]
    dollars = [fact.number for fact in moves if fact.unit == "USD"]
    assert percent == [-16.97]
    assert sorted(dollars) == [-593e9, -589e9]
    assert all(3.4e12 < loss / (percent[0] / 100) < 3.6e12 for loss in dollars)


def test_moves_down_are_negative_and_dated(catalogue):
    """Every market move has a day, a subject and a sign that fits its event."""
    for event in catalogue.events.values():
        if event.sort == "market_move":
            assert event.on is not None
            assert event.facts
            assert all(fact.detail["subject"] and fact.number != 0 for fact in event.facts)


def said(catalogue: Catalogue, event: str, measure: str, subject: str):
    """What an event says of a thing."""
    return [each for each in catalogue.event(event).said if (each.measure, each.subject) == (measure, subject)]


def test_the_stages_of_v3_add_up_to_its_bill(catalogue):
    """Pre-training, context extension and post-training add up to the hours and the cost that the report prints."""
    for measure, total in (("chip_hours", 2.788e6), ("training_cost", 5.576e6)):
        rows = said(catalogue, "deepseek-v3-report", measure, "deepseek-v3")
        stages = [row.amount for row in rows if row.detail.get("stage")]
        whole = [row.amount for row in rows if not row.detail.get("stage")]
        assert whole == [total]
        assert math.fsum(stages) == pytest.approx(total, rel=1e-12)


def test_the_report_is_silent_on_research_and_chips(catalogue):
    """The V3 report gives no cost of research, of all in, or of the chips, and the record says so."""
    silent = {each.scope for each in catalogue.event("deepseek-v3-report").unsaid if each.measure == "training_cost"}
    assert silent == {"rd", "all_in", "hardware"}


def test_r1_stages_come_to_147_thousand_hours(catalogue):
    """The three stages that the Nature paper lists add up to its total within their rounding."""
    said_there = catalogue.event("deepseek-r1-nature").said
    hours = {each.note: each.amount for each in said_there if each.measure == "chip_hours"}
    total = max(hours.values())
    assert total == 147_000
    assert sum(hours.values()) - total == pytest.approx(total, rel=0.01)


@pytest.mark.parametrize("event", ["bofa-deepseek", "bernstein-deepseek", "hassabis-deepseek", "yang-kimi-cost"])
def test_who_gave_no_figure_has_none_on_record(catalogue, event):
    """No sum is put in the mouth of those who only called a figure misleading."""
    record = catalogue.event(event)
    assert record.said == ()
    assert record.unsaid
    assert all(each.amount is None and each.note for each in record.unsaid)


def test_what_was_said_later_is_hidden_before(catalogue):
    """On the day of the essay the Nature figures are not yet known."""
    then = catalogue.known_by(dt.date(2025, 1, 30))
    assert then.event("deepseek-r1-nature").said == ()
    assert catalogue.event("deepseek-r1-nature").said


def test_rivals_stay_side_by_side(catalogue):
    """OpenAI's spending of 2024 has several values of different days, and none replaced another."""
    facts = [fact for fact in catalogue.organisation("openai").facts
             if fact.name == "spend.total" and fact.span.start == dt.date(2024, 1, 1)]
    assert {fact.number for fact in facts} == {8.5e9, 12.48e9}
    assert len({fact.known for fact in facts}) == 2


def test_the_parts_of_the_hopper_estimate_make_its_total(catalogue):
    """H800, H100 and H20 of the SemiAnalysis estimate add up to 50,000 Hopper chips."""
    fleet = {fact.name: fact.number for fact in catalogue.organisation("deepseek").facts
             if fact.source == "semianalysis-2025-01-31" and fact.name.startswith("fleet.")}
    assert fleet["fleet.h800"] + fleet["fleet.h100"] + fleet["fleet.h20"] == fleet["fleet.hopper"] == 50_000


def test_fleets_grow_from_year_to_year(catalogue):
    """Chips bought so far never fall, and an estimate lies within its interval."""
    for name in ("microsoft", "meta", "amazon", "google", "oracle", "coreweave"):
        facts = sorted((fact for fact in catalogue.organisation(name).facts if fact.name == "fleet.nvidia_h100e"),
                       key=lambda fact: fact.span.start)
        assert len(facts) == 3
        assert [fact.number for fact in facts] == sorted(fact.number for fact in facts)
        assert all(fact.low is None or fact.low < fact.number < fact.high for fact in facts)


def test_spending_has_a_period(catalogue):
    """A yearly sum of an organisation says of which year it is."""
    for organisation in catalogue.organisations.values():
        for fact in organisation.facts:
            if fact.name in ("spend.total", "spend.rd", "revenue", "operating_loss"):
                assert fact.span.start is not None, (organisation.id, fact.name)
                assert fact.span.end is not None, (organisation.id, fact.name)


def test_assumptions_give_a_reason_and_an_interval(catalogue):
    """Every assumption has a reason in words and an amount inside its interval."""
    for assumption in catalogue.assumptions.values():
        assert len(assumption.because.split()) >= 4, assumption.name
        assert assumption.low <= assumption.amount <= assumption.high, assumption.name


def test_utilisation_is_a_share_of_peak(catalogue):
    """Assumed utilisation lies between 5 and 70% of peak, lower for experts and for FP8."""
    shares = {name: each for name, each in catalogue.assumptions.items() if name.startswith("mfu_")}
    assert len(shares) >= 20
    assert all(0.05 < each.low < each.high < 0.7 for each in shares.values())
    assert shares["mfu_h100_bf16_moe"].amount < shares["mfu_h100_bf16"].amount
    assert shares["mfu_h100_fp8"].amount < shares["mfu_h100_bf16"].amount


def test_server_power_follows_from_the_ratings(catalogue):
    """The power factors of DGX machines are their rated power over that of their eight chips."""
    assert catalogue.assumption("server_power_h100").amount == pytest.approx(10.2 / 8 / 0.7, abs=1e-3)
    assert catalogue.assumption("server_power_a100").amount == pytest.approx(6.5 / 8 / 0.4, abs=1e-3)


def test_depreciation_of_014_is_a_third_a_year(catalogue):
    """A fall of 0.14 orders of magnitude a year takes 28% of the value in a year."""
    decline = catalogue.assumption("price_performance_decline")
    assert decline.unit == "OOM per year"
    assert 1 - 10 ** -decline.amount == pytest.approx(0.2756, abs=1e-4)


def test_disputes_name_parties_and_interests(catalogue):
    """Each dispute has two sides or more, in the order they spoke, with what they stand to gain where it is known."""
    for dispute in catalogue.disputes.values():
        assert len({position.party for position in dispute.positions}) >= 2 or dispute.id == "rd-multiple"
        days = [position.on for position in dispute.positions]
        assert days == sorted(days)
        assert all(position.interest and position.claim for position in dispute.positions)


def test_gpt_4_has_three_bases_not_one(catalogue):
    """The cost of GPT-4 is disputed by basis: a bound without scope, rents, and amortised hardware."""
    positions = {position.party: position for position in catalogue.dispute("gpt-4-cost").positions}
    assert positions["sam-altman"].low == 100e6
    assert positions["stanford-ai-index"].amount == 78.4e6
    assert positions["epoch-ai"].amount == 40.6e6
    assert positions["epoch-ai"].detail["scope"] != positions["stanford-ai-index"].detail["scope"]


def test_the_essay_speaks_of_a_range_of_months_and_a_rate(catalogue):
    """Amodei's essay says 7 to 10 months, a few tens of millions, and about 4x a year."""
    (lag,) = said(catalogue, "amodei-deepseek-essay", "capability_lag", "deepseek-v3")
    assert (lag.low, lag.high, lag.reference) == (7, 10, "US")
    (cost,) = said(catalogue, "amodei-deepseek-essay", "training_cost", "claude-3-5-sonnet")
    assert (cost.low, cost.high, cost.scope) == (20e6, 50e6, "")
    (pace,) = said(catalogue, "amodei-deepseek-essay", "cost_decline_rate", "models of equal quality")
    assert pace.amount == 4

"""What a public cost script gets wrong, one test each: hardware dropped, wrong eras, crashes, hidden dollars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate
from oncurve.cost.prices import price_day

MODELS = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data" / "models"


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def with_facts(folder: Path, name: str, text: str) -> World:
    """The catalogue with one more file of facts."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return World(facts=[folder])


def test_no_model_loses_its_hardware_by_rank(world: World) -> None:
    """1. Every model with a chip and hours or FLOP on record is costed, however small it was in its day."""
    costed = {each.model for each in world.cost_all().models}
    known = {model.id for model in world.catalogue.models.values()
             if model.fact("training_chip") and (model.fact("chip_hours.final_run") or model.fact("flop.final_run"))
             and model.release_date}
    assert len(known) > 100
    assert known <= costed


@pytest.mark.parametrize("model", ["llama-2-70b", "inflection-2"])
def test_hours_or_flop_are_enough_for_every_method(world: World, model: str) -> None:
    """2. Reported hours, or FLOP and a chip, give a rent and amortised hardware: neither needs a count of chips."""
    cost = world.cost(model)
    assert cost.scopes["final_run"].readings["long_contract_rent"].median > 0
    assert cost.scopes["hardware"].readings["amortised"].median > 0


def test_a_tpu_newer_than_v4_is_costed(world: World) -> None:
    """3. Gemma 3 27B, trained on TPU v5p, has a bill."""
    assert world.cost("gemma-3-27b").scopes["final_run"].estimate.median > 0


def test_a_provider_without_a_discount_table_is_used(world: World) -> None:
    """4. H800 rents come from a provider that publishes no discounts; the contract rent still stands, below list."""
    readings = world.cost("deepseek-v3").scopes["final_run"].readings
    assert readings["contract_rent"].median < readings["list_rent"].median


@pytest.mark.parametrize("chip", ["h800", "h20", "h200", "b200", "mi300x", "ascend-910b", "tpu-v6e"])
def test_chips_of_every_maker_can_be_priced(world: World, chip: str) -> None:
    """5. The work of DeepSeek-V3 has a price on export chips, Ascend, AMD and new TPUs."""
    found = world.cost("deepseek-v3", chip=chip).scopes["final_run"].estimate
    assert 0 < found.low < found.median < found.high


@pytest.mark.parametrize("model", ["claude-3-5-sonnet", "gpt-4o"])
def test_an_undisclosed_chip_is_said_and_of_its_own_day(world: World, model: str) -> None:
    """6. A closed model of 2024 is costed as if on H100, not on the A100 of older papers, and a warning says so."""
    cost = world.cost(model)
    assert any("not disclosed" in each and "H100" in each for each in cost.warnings)
    estimate = cost.scopes["final_run"].estimate
    assert estimate.high / estimate.low > 5


def test_real_dollars_are_named_and_turn_the_right_way() -> None:
    """7. Nominal unless asked; spending of 2024 is less in dollars of 2021 and more in those of 2025."""
    nominal, past, later = (World(dollars=year).cost("deepseek-v3").scopes["final_run"].estimate
                            for year in (None, 2021, 2025))
    assert past.median < nominal.median < later.median
    assert "dollars of 2021" in past.method
    assert "dollars" not in nominal.method


def test_a_rename_moves_no_cost(tmp_path: Path, world: World) -> None:
    """8. GPT-4 under another name costs the same: no rule hangs on a name."""
    text = (MODELS / "gpt-4.toml").read_text(encoding="utf-8")
    text = text.replace('label = "GPT-4"', 'label = "Quince 9"', 1)
    lines = [line for line in text.splitlines() if not line.startswith("aliases")]
    other = with_facts(tmp_path, "models/quince-9.toml", "\n".join(lines))
    first, second = world.cost("gpt-4"), other.cost("quince-9")
    for scope in ("final_run", "hardware"):
        assert second.scopes[scope].estimate.median == pytest.approx(first.scopes[scope].estimate.median, rel=0.02)


def test_a_later_price_moves_no_earlier_run(tmp_path: Path, world: World) -> None:
    """9. A high price of 2025 leaves the bill of a run of 2023 as it was."""
    row = ("chip,contract,provider,region,amount,unit,kind,known,source,where,note\n"
           "h100,reserved_3y,Late,US,9.99,USD per chip-hour,reported,2025-03-17,late,,\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "late.toml").write_text(
        'title = "A price list"\nproducer = "Late"\npublished = 2025-03-17\nurl = "https://example.org"\n')
    other = with_facts(tmp_path, "prices/rental.csv", row)
    was, now = (each.cost("inflection-2").scopes["final_run"].estimate for each in (world, other))
    assert (now.low, now.median, now.high) == (was.low, was.median, was.high)


def test_no_bill_rests_on_a_price_later_than_its_run(world: World) -> None:
    """9b. Whatever the model, the price observations of its bill are no later than the last day of the run."""
    checked = 0
    for cost in world.cost_all().models:
        assert cost.plan is not None
        for name in ("final_run", "hardware"):
            for line in cost.scopes[name].bill.lines:
                for fact in line.observations:
                    if fact.name == "electricity_price":  # the average of the year of the run
                        continue
                    day = fact.span.start or fact.known
                    assert day <= cost.plan.days.end, (cost.model, fact)
                    checked += 1
    assert checked > 500


def test_years_past_the_last_price_of_power_and_index_are_answered(tmp_path: Path) -> None:
    """10. A run of 2026 has a bill; dollars of a year that the index does not reach are refused with the way out."""
    text = ('label = "Aurora-2"\norganisation = "deepseek"\ncountry = "CN"\n[evidence]\nkind = "reported"\n'
            'known = 2026-09-01\nsource = "aurora"\n[release_date]\namount = 2026-09-01\nunit = "date"\n'
            '[training_chip]\namount = "h800"\nunit = "text"\n'
            '[chip_hours.final_run]\namount = 1e6\nunit = "H800 hour"\nchip = "h800"\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "aurora.toml").write_text(
        'title = "Aurora"\nproducer = "DeepSeek"\npublished = 2026-09-01\nurl = "https://example.org"\n')
    world = with_facts(tmp_path, "models/aurora-2.toml", text)
    assert world.cost("aurora-2").scopes["hardware"].estimate.median > 0
    with pytest.raises(MissingFact) as caught:
        World(facts=[tmp_path], dollars=2040).cost("aurora-2")
    assert "2040" in str(caught.value)


def test_a_row_without_a_price_is_named_and_the_others_are_used(tmp_path: Path, world: World) -> None:
    """11. An empty price is no end of the search: the row is reported, and the next ones count."""
    rows = ("chip,contract,provider,region,amount,unit,kind,known,source,where,note\n"
            "h800,reserved_1y,Mine,CN,,USD per chip-hour,reported,2024-10-01,mine,,\n"
            "h800,reserved_1y,Mine,CN,1.50,USD per chip-hour,reported,2024-09-01,mine,,\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.toml").write_text(
        'title = "Contract"\nproducer = "Us"\npublished = 2024-09-01\nurl = "https://example.org"\n')
    other = with_facts(tmp_path, "prices/rental.csv", rows)
    reading = other.cost("deepseek-v3").scopes["final_run"].readings["contract_rent"]
    assert isinstance(reading, Estimate)
    assert reading.median == pytest.approx(1.5 * 2.788e6, rel=0.05)
    assert ["line 2" in str(each) for each in other.catalogue.problems] == [True]


def test_gpt_4_ran_in_a_large_cloud(world: World) -> None:
    """12. GPT-4 was trained in Azure: its PUE is that of a hyperscale operator, below 1.2."""
    given = world.cost("gpt-4").scopes["hardware"].bill.total.inputs()
    assert next(each for each in given if each.name == "pue").spread.median < 1.2


def test_prices_are_in_the_order_of_their_days(world: World) -> None:
    """No rent stands before an older one, so that `by that day` means what it says."""
    from oncurve.cost.prices import prices_of

    prices = prices_of(world.catalogue)
    for chip in prices.rental:
        days = [price_day(row) for row in prices.rents(chip, dt.date.max)]
        assert days == sorted(days)

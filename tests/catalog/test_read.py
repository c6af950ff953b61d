"""What the catalogue answers: names in any spelling, rival values, and what was known by a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from oncurve.basis.errors import BadInput, UnknownName
from oncurve.catalog.read import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


@pytest.mark.parametrize("spelling", ["deepseek-v3", "DeepSeek-V3", "DeepSeek V-3", "deepseek v3", "DEEPSEEK V3"])
def test_a_model_is_found_in_any_spelling(catalogue: Catalogue, spelling: str) -> None:
    """Case, spaces and punctuation do not matter, and aliases count."""
    assert catalogue.model(spelling).id == "deepseek-v3"


def test_an_unknown_name_names_the_nearest_and_the_listing(catalogue: Catalogue) -> None:
    """A misspelt model is refused with the nearest known ids and the command that lists all."""
    with pytest.raises(UnknownName) as caught:
        catalogue.model("DeepSeak-V3")
    assert "deepseek-v3" in caught.value.nearest
    assert "`oncurve models`" in str(caught.value)
    with pytest.raises(UnknownName, match="No chip is called 'B9000'"):
        catalogue.chip("B9000")


def test_names_of_nothing_are_refused(catalogue: Catalogue) -> None:
    """An empty name, punctuation, or a very long name is an unknown name, not the first model."""
    for name in ("", "  ", "---", "x" * 10_000, "\u0000"):
        with pytest.raises(UnknownName):
            catalogue.model(name)


def test_rival_values_are_all_kept(catalogue: Catalogue) -> None:
    """GPT-4's cost stands on three bases: the developer's bound, cloud rent, amortised hardware."""
    values = {fact.detail["basis"]: fact for fact in catalogue.model("gpt-4").facts_of("cost.final_run")}
    assert values["stated, scope unnamed"].number == 100e6
    assert values["stated, scope unnamed"].detail["bound"] == "at_least"
    assert values["cloud rent"].number == pytest.approx(78.4e6, rel=0.001)
    assert values["amortised hardware and energy"].number == pytest.approx(40.6e6, rel=0.001)


def test_as_of_hides_what_came_later(catalogue: Catalogue) -> None:
    """In January 2025 R1 was out, and its chip-hours, published in September, were not known."""
    january = catalogue.known_by(dt.date(2025, 1, 30))
    assert january.model("R1").release_date == dt.date(2025, 1, 20)
    assert january.model("R1").fact("chip_hours.final_run") is None
    assert catalogue.model("R1").number("chip_hours.final_run") == 147_000
    assert january.model("deepseek-v3").number("chip_hours.final_run") == 2.788e6


def test_what_was_not_announced_is_found_by_name_without_facts(catalogue: Catalogue) -> None:
    """In 2019 the name GPT-4 resolves, and nothing is known of it."""
    early = catalogue.known_by(dt.date(2019, 1, 1))
    assert early.model("GPT-4").facts == ()
    assert early.rental == () or max(row.known for row in early.rental) <= dt.date(2019, 1, 1)


def test_observations_are_hidden_too(catalogue: Catalogue) -> None:
    """No price, score or rate of a later day is shown."""
    day = dt.date(2024, 6, 1)
    then = catalogue.known_by(day)
    for rows in (then.rental, then.purchase, then.api_prices, then.scores, then.fx):
        assert all(row.known <= day for row in rows)
    assert len(then.rental) < len(catalogue.rental)


def test_things_are_made_once(catalogue: Catalogue) -> None:
    """Asking twice gives the same record."""
    assert catalogue.model("gpt-4") is catalogue.models["gpt-4"]


def test_names_are_told_without_making_things() -> None:
    """The names of all models come without reading a single one in full."""
    catalogue = Catalogue.load()
    names = {key: (label, aliases) for key, label, aliases in catalogue.models.names()}
    assert names["deepseek-r1"][0] == "DeepSeek-R1"
    assert "R1" in names["deepseek-r1"][1]
    assert len(names) == len(catalogue.models)


def test_a_missing_folder_is_an_error() -> None:
    """`--facts` with a folder that is not there says so."""
    with pytest.raises(BadInput, match="there is no such folder"):
        Catalogue.load(facts=[Path("no-such-folder")])


def test_the_shipped_catalogue_has_no_problems(catalogue: Catalogue) -> None:
    """Every file and row that ships is read."""
    assert catalogue.problems == ()


def test_everything_asked_of_the_catalogue_is_there(catalogue: Catalogue) -> None:
    """Each kind of thing is found by its own method."""
    assert catalogue.chip("H100 SXM").id == "h100"
    assert catalogue.organisation("DeepSeek").country == "CN"
    assert catalogue.source("deepseek-v3-report").url == "https://arxiv.org/abs/2412.19437"
    assert catalogue.assumption("mfu_a100_bf16").low < 0.4 < catalogue.assumption("mfu_a100_bf16").high
    assert catalogue.benchmark("GPQA Diamond").id == "gpqa-diamond"
    assert {place.sort for place in catalogue.places.values()} == {"country", "cluster", "law"}

"""A user's own facts stand over the catalogue, are marked, and leave the rest as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.catalog.read import Catalogue

MINE = 'title = "Our contract"\nproducer = "Us"\npublished = 2025-01-01\nurl = "https://example.org/contract"\n'


def write(folder: Path, name: str, text: str) -> None:
    """Writes a file and the folders it needs."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A facts folder with one source of the user's."""
    write(tmp_path, "sources/mine.toml", MINE)
    return tmp_path


def test_a_fact_of_the_users_wins_and_is_marked(folder: Path) -> None:
    """A value under the same path replaces the catalogue's; the model's other facts stay."""
    write(folder, "models/deepseek-v3.toml",
          '[chip_hours.final_run]\namount = 3e6\nunit = "H800 hour"\nkind = "reported"\nknown = 2025-02-01\n'
          'source = "mine"\nchip = "h800"\n')
    model = Catalogue.load(facts=[folder]).model("DeepSeek-V3")
    fact = model.fact("chip_hours.final_run")
    assert fact is not None
    assert (fact.number, fact.source, fact.detail["from_user"]) == (3e6, "mine", True)
    assert model.facts_of("chip_hours.final_run") == (fact,)
    assert model.number("tokens.pretraining") == 14.8e12
    assert model.label == "DeepSeek-V3"


def test_a_new_thing_is_added_with_its_names(folder: Path) -> None:
    """A model of the user's own is found by its alias, and by a misspelling's nearest."""
    write(folder, "models/my-model-1.toml",
          'label = "My Model 1"\naliases = ["MM1 in house"]\n\n[parameters.total]\namount = 7e9\nunit = "parameter"\n'
          'kind = "measured"\nknown = 2025-02-01\nsource = "mine"\n')
    catalogue = Catalogue.load(facts=[folder])
    assert catalogue.model("mm1 IN-HOUSE").number("parameters.total") == 7e9
    assert "my-model-1" in catalogue.models.nearest("my modell 1")
    assert "my-model-1" not in Catalogue.load().models


def test_a_row_of_the_users_is_added_and_marked(folder: Path) -> None:
    """A rent of the user's stands beside the shipped ones."""
    write(folder, "prices/rental.csv", "chip,contract,amount,kind,known,source\n"
                                       "h800,reserved_1y,1.25,reported,2024-12-01,mine\n")
    catalogue = Catalogue.load(facts=[folder])
    (mine,) = [row for row in catalogue.rental if row.from_user]
    assert (mine.amount, mine.unit, mine.chip) == (1.25, "USD per chip-hour", "h800")
    assert len(catalogue.rental) == len(Catalogue.load().rental) + 1
    assert mine.fact().detail["from_user"] is True


def test_a_row_of_the_same_key_replaces_the_shipped_one(folder: Path) -> None:
    """An exchange rate for a month that the catalogue has is the user's."""
    shipped = Catalogue.load().fx[0]
    write(folder, "fx.csv", f"currency,month,amount,unit,kind,known,source\n{shipped.currency},{shipped.month},9.5,USD,"
                            f"measured,{shipped.known},mine\n")
    rates = [row.amount for row in Catalogue.load(facts=[folder]).fx
             if (row.currency, row.month) == (shipped.currency, shipped.month)]
    assert rates == [9.5]


def test_later_folders_stand_over_earlier_ones(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of two folders that tell one fact, the last wins."""
    other = tmp_path_factory.mktemp("other")
    fact = '[tdp]\namount = {}\nunit = "W"\nkind = "measured"\nknown = 2025-01-01\nsource = "mine"\n'
    write(folder, "chips/h800.toml", fact.format(650))
    write(other, "chips/h800.toml", fact.format(640))
    assert Catalogue.load(facts=[folder, other]).chip("h800").number("tdp") == 640


def test_an_assumption_of_the_users_wins(folder: Path) -> None:
    """An assumption under a shipped name is the user's, with the user's interval."""
    write(folder, "assumptions/mine.toml",
          '[mfu_h100_bf16]\namount = 0.5\nlow = 0.45\nhigh = 0.55\nunit = "fraction"\n'
          'known = 2025-01-01\nsource = "mine"\nbecause = "Our own cluster, measured."\n')
    found = Catalogue.load(facts=[folder]).assumption("mfu_h100_bf16")
    assert (found.low, found.amount, found.high, found.source) == (0.45, 0.5, 0.55, "mine")


def test_a_folder_of_nothing_changes_nothing(tmp_path: Path) -> None:
    """An empty folder, and files of other kinds, leave the catalogue as it is."""
    (tmp_path / "README.md").write_text("notes")
    catalogue = Catalogue.load(facts=[tmp_path])
    assert catalogue.problems == ()
    assert list(catalogue.models) == list(Catalogue.load().models)

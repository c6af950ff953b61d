"""What the public pipeline of Cottier et al. (2024) gives for Epoch AI's table of June 2025, by our import and method.

The values are those of a run of the pipeline's published code at its head of 2025, in millions of dollars of June 2025
(the costs of Claude 3.5 Sonnet and Llama 4 Behemoth are the ones that it writes to Epoch AI's public table).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.answers.public_costs import PublicCosts, PublicTables, public_costs
from oncurve.catalog.read import Catalogue
from oncurve.store.importing import import_path
from oncurve.store.published import public_tables

SHARED = Path(__file__).parents[3] / "shared" / "data" / "epoch"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="Epoch AI's tables are not shipped")


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> PublicCosts:
    """The costs of the vintage of June 2025."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("models", "prices"):
        import_path(SHARED / name, folder=folder)
    return public_costs(Catalogue.load(), PublicTables(*public_tables("2025-06", folder)))


def test_the_same_48_systems_are_costed(costs: PublicCosts) -> None:
    """Of the 52 systems of rank five or better the pipeline costs 48, and so do we, each with an interval."""
    assert len(costs.systems) == 48
    assert len(costs.without) == 4
    assert all(each.low < each.real < each.high for each in costs.systems)
    assert costs.dollars == "2025-06"


@pytest.mark.parametrize(("system", "millions"), [
    ("GPT-3 175B (davinci)", 2.277), ("PaLM (540B)", 2.968), ("Megatron-Turing NLG 530B", 3.848), ("GPT-3.5", 4.805),
    ("GPT-4", 42.17), ("PaLM 2", 4.804), ("Falcon-180B", 10.74), ("Inflection-2", 13.46), ("Gemini 1.0 Ultra", 29.33),
    ("Llama 3.1-405B", 52.88), ("Grok-2", 31.60), ("Grok-3", 305.0), ("Claude 3.5 Sonnet", 25.87099),
    ("Llama 4 Behemoth (preview)", 44.58896)])
def test_each_published_cost_comes_out(costs: PublicCosts, system: str, millions: float) -> None:
    """Every value that is published of the 48 is met within one percent."""
    found = {each.system: each.real for each in costs.systems}

    assert found[system] / 1e6 == pytest.approx(millions, rel=0.01)


def test_imputed_chips_are_marked(costs: PublicCosts) -> None:
    """Claude 3.5 Sonnet names no chip: the pipeline's A100 is said to be imputed; GPT-4's is not."""
    found = {each.system: each for each in costs.systems}

    assert found["Claude 3.5 Sonnet"].imputed
    assert not found["GPT-4"].imputed

"""What the public pipeline of Cottier et al. (2024) gives for Epoch AI's table of June 2025, by our import and method.

The values are those of a run of the pipeline's published code at its head of 2025 (with pandas 2.3.1 and 3.1.1 alike),
in millions of dollars of June 2025.
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
    ("DeepSpeech2 (English)", 0.00021433), ("Inception v3", 0.0012181), ("Xception", 0.013108), ("JFT", 0.01791),
    ("NASv3 (CIFAR-10)", 0.021184), ("AlphaGo Lee", 0.022206), ("T5-11B", 0.075487), ("RoBERTa Large", 0.091894),
    ("Megatron-LM (8.3B)", 0.1176), ("AlphaStar", 0.12576), ("Switch", 0.13688), ("ResNeXt-101 32x48d", 0.14434),
    ("Megatron-BERT", 0.18506), ("GNMT", 0.20133), ("Meena", 0.20622), ("mT5-XXL", 0.23993),
    ("AlphaGo Master", 0.36814), ("HyperCLOVA 204B", 0.44176), ("Yuan 1.0", 0.52731), ("GLaM", 0.54637),
    ("Gopher (280B)", 0.59421), ("AlphaGo Zero", 0.63734), ("Jurassic-1-Jumbo", 0.83667),
    ("GPT-3 175B (davinci)", 2.2775), ("PaLM (540B)", 2.9676), ("Megatron-Turing NLG 530B", 3.8484),
    ("OpenAI Five", 4.3282), ("PaLM 2", 4.8043), ("GPT-3.5", 4.8055), ("Claude 2", 4.9025), ("Amazon Titan", 7.9332),
    ("Gemini 1.5 Pro", 8.0338), ("Falcon-180B", 10.743), ("Inflection-2", 13.461), ("Mistral Large", 14.62),
    ("Claude 3 Opus", 17.106), ("Nemotron-4 340B", 21.27), ("GPT-4 Turbo", 25.385), ("Claude 3.5 Sonnet", 25.87),
    ("Gemini 1.0 Ultra", 29.332), ("Grok-2", 31.601), ("GLM-4-Plus", 32.706), ("GPT-4o", 37.427), ("GPT-4", 42.165),
    ("Llama 4 Behemoth (preview)", 44.588), ("Llama 3.1-405B", 52.884), ("GPT-4.5", 187.87), ("Grok-3", 305.01)])
def test_each_cost_of_the_pipeline_comes_out(costs: PublicCosts, system: str, millions: float) -> None:
    """Each of its 48 costs is met within one percent, chips that it imputes included."""
    found = {each.system: each.real for each in costs.systems}

    assert found[system] / 1e6 == pytest.approx(millions, rel=0.01)


def test_imputed_chips_are_marked(costs: PublicCosts) -> None:
    """Claude 3.5 Sonnet names no chip: the pipeline's A100 is said to be imputed; GPT-4's is not."""
    found = {each.system: each for each in costs.systems}

    assert found["Claude 3.5 Sonnet"].imputed
    assert not found["GPT-4"].imputed

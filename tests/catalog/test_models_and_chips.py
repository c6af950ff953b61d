"""The models and chips that ship, against figures published elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.architecture import Shape, total_parameters
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact

#: parameters of released checkpoints, as the weights themselves count them (Hugging Face, `safetensors.total`)
CHECKPOINTS = {
    "llama-2-7b": 6738417664, "llama-2-13b": 13015866880, "llama-2-70b": 68976653312, "llama-3-1-8b": 8030261248,
    "llama-3-1-70b": 70553706496, "llama-3-1-405b": 405853388800, "smollm3-3b": 3075098624,
    "falcon-180b": 179522565120, "olmo-2-7b": 7298617344, "olmo-2-13b": 13716198400,
}
#: dense BF16 speed in TFLOP per second, power in W, memory in GB, from the makers' data sheets
DATA_SHEETS = {
    "v100": (125, 300, 32), "a100-40gb": (312, 400, 40), "a100-80gb": (312, 400, 80), "h100": (989.4, 700, 80),
    "h800": (989.4, 700, 80), "h200": (989.4, 700, 141), "mi300x": (1307.4, 750, 192), "b200": (2250, 1000, 192),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def test_there_are_enough_models_shapes_runs_and_chips(catalogue: Catalogue) -> None:
    """At least 60 models with a shape, 80 runs with chip-hours, and 75 chips."""
    models = catalogue.models.values()
    assert sum(model.shape is not None for model in models) >= 60
    assert sum(model.fact("chip_hours.final_run") is not None for model in models) >= 80
    assert len(catalogue.chips) >= 75


def test_ids_are_labels(catalogue: Catalogue) -> None:
    """An id equals its label without case, spaces and punctuation."""
    for shelf in (catalogue.models, catalogue.chips):
        assert [key for key, label, _ in shelf.names() if compact(key) != compact(label)] == []


@pytest.mark.parametrize("model", CHECKPOINTS)
def test_shapes_give_the_size_of_the_weights(catalogue: Catalogue, model: str) -> None:
    """The dimensions recorded give the parameters of the released checkpoint to 0.05%."""
    shape = catalogue.model(model).shape
    assert shape is not None
    assert total_parameters(Shape.from_table(shape)) == pytest.approx(CHECKPOINTS[model], rel=5e-4)


def test_every_shape_gives_about_the_stated_size(catalogue: Catalogue) -> None:
    """Recomputed from dimensions, every total is within 2% of the one on record."""
    for model in catalogue.models.values():
        if model.shape is not None:
            stated = model.number("parameters.total")
            assert stated is not None, model.id
            assert total_parameters(Shape.from_table(model.shape)) == pytest.approx(stated, rel=0.02), model.id


def test_active_parameters_say_their_convention(catalogue: Catalogue) -> None:
    """Every count of active parameters says which matrices it counts."""
    facts = [fact for model in catalogue.models.values() for fact in model.facts_of("parameters.active")]
    assert [fact.subject for fact in facts if not fact.detail.get("convention")] == []


def test_utilisation_says_its_peak_and_precision(catalogue: Catalogue) -> None:
    """Every model FLOP utilisation names the peak, in TFLOP per second, and the precision it is a share of."""
    facts = [fact for model in catalogue.models.values() for fact in model.facts_of("mfu.pretraining")]
    assert facts
    assert [fact.subject for fact in facts if not fact.detail.get("peak") or not fact.detail.get("precision")] == []


def test_deepseek_v3_is_as_its_report_has_it(catalogue: Catalogue) -> None:
    """2.664M, 119K and 5K H800 hours make 2.788M, and at $2 they make $5.576M (Table 1 of the report)."""
    model = catalogue.model("deepseek-v3")
    stages = [model.number(f"chip_hours.{name}") for name in ("pretraining", "context_extension", "post_training")]
    assert stages == [2.664e6, 119e3, 5e3]
    assert sum(stages) == model.number("chip_hours.final_run") == 2.788e6
    cost = model.fact("cost.final_run")
    assert cost is not None
    assert (cost.amount, cost.source, cost.detail["basis"]) == (5.576e6, "deepseek-v3-report", "rent assumed")


def test_r1_is_as_nature_has_it(catalogue: Catalogue) -> None:
    """101K, 5K and 41K H800 hours make 147K and $294K, known since 17 September 2025, on top of V3."""
    model = catalogue.model("R1")
    stages = [model.number(f"chip_hours.{name}") for name in ("rl_zero", "sft_data", "rl")]
    assert stages == [101e3, 5e3, 41e3]
    cost = model.fact("cost.final_run")
    assert cost is not None
    assert (cost.amount, cost.known, cost.detail["on_top_of"]) == (294e3, dt.date(2025, 9, 17), "deepseek-v3")
    assert model.base == "deepseek-v3"


def test_llama_3_1_405b_has_its_hours_and_its_rival_cost(catalogue: Catalogue) -> None:
    """30.84M H100 hours from the model card, and the AI Index's $170M beside them."""
    model = catalogue.model("Llama 3.1 405B")
    assert model.number("chip_hours.final_run") == 30.84e6
    assert [fact.number for fact in model.facts_of("cost.final_run")] == [170e6]


def test_deepseek_v2_has_its_total_and_not_its_rate(catalogue: Catalogue) -> None:
    """172.8K H800 hours a trillion tokens, over 8.1 trillion, are 1.4M hours (section 3.2.3 of the report)."""
    assert catalogue.model("deepseek-v2").number("chip_hours.final_run") == pytest.approx(172.8e3 * 8.1)


@pytest.mark.parametrize("chip", DATA_SHEETS)
def test_chips_are_as_their_data_sheets_have_them(catalogue: Catalogue, chip: str) -> None:
    """Speed is dense, never sparse: half of what the sheet prints with sparsity."""
    found = catalogue.chip(chip)
    assert (found.peak("bf16"), found.number("tdp"), found.number("memory.size")) == DATA_SHEETS[chip]


def test_the_h800_is_the_h100_with_slower_links(catalogue: Catalogue) -> None:
    """Same speed and memory, 400 instead of 900 GB per second between chips, FP64 capped."""
    h100, h800 = catalogue.chip("h100"), catalogue.chip("h800")
    assert h800.variant_of == "h100"
    assert (h100.number("link.bidirectional"), h800.number("link.bidirectional")) == (900, 400)
    assert (h100.peak("bf16"), h100.peak("fp8")) == (h800.peak("bf16"), h800.peak("fp8"))
    assert h800.peak("fp64") == 1


@pytest.mark.parametrize(("name", "model"), [
    ("Sonnet 3.5", "claude-3-5-sonnet"), ("claude-3-5-sonnet-20241022", "claude-3-5-sonnet-october-2024"),
    ("GPT-3", "gpt-3-175b"), ("PaLM", "palm-540b"), ("Gemini Ultra", "gemini-1-0-ultra"), ("Grok 3", "grok-3"),
    ("OpenAI o1", "o1"), ("Megatron-Turing NLG 530B", "mt-nlg-530b"), ("Qwen2.5", "qwen2-5-72b"),
    ("Kimi K2 Instruct", "kimi-k2"), ("Pangu Ultra", "pangu-ultra-135b"), ("Doubao", "doubao-pro")])
def test_well_known_names_resolve(catalogue: Catalogue, name: str, model: str) -> None:
    """Names as the news write them lead to the model meant."""
    assert catalogue.model(name).id == model


def test_days_of_release(catalogue: Catalogue) -> None:
    """Release days of well-known models, from their announcements."""
    days = {"gpt-4": dt.date(2023, 3, 14), "claude-3-5-sonnet": dt.date(2024, 6, 20), "gpt-4o": dt.date(2024, 5, 13),
            "deepseek-v3": dt.date(2024, 12, 26), "deepseek-r1": dt.date(2025, 1, 20), "o1": dt.date(2024, 12, 17),
            "llama-3-1-405b": dt.date(2024, 7, 23), "gpt-oss-120b": dt.date(2025, 8, 5)}
    assert {name: catalogue.model(name).release_date for name in days} == days

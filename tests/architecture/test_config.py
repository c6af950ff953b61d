"""Shapes read from published configurations: the parameters that the developers state."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.architecture.config import read_config, shape_of_config
from oncurve.architecture.parameters import total_parameters
from oncurve.basis.errors import BadInput, BadUsage, OncurveError

LLAMA = {"model_type": "llama", "hidden_size": 16384, "intermediate_size": 53248, "num_hidden_layers": 126,
         "num_attention_heads": 128, "num_key_value_heads": 8, "vocab_size": 128256, "hidden_act": "silu",
         "tie_word_embeddings": False}
#: Configurations as published with the weights, and parameters in billions as the model cards state them.
PUBLISHED = {
    "deepseek-v3": (671.0, {
        "model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432, "moe_intermediate_size": 2048,
        "num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128, "n_routed_experts": 256,
        "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3, "moe_layer_freq": 1,
        "kv_lora_rank": 512, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
        "vocab_size": 129280, "num_nextn_predict_layers": 1, "tie_word_embeddings": False, "hidden_act": "silu"}),
    "llama-3.1-405b": (405.9, LLAMA),
    "mixtral-8x7b": (46.7, {
        "model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
        "num_attention_heads": 32, "num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2,
        "vocab_size": 32000, "sliding_window": None, "hidden_act": "silu"}),
    "qwen3-30b-a3b": (30.5, {
        "model_type": "qwen3_moe", "hidden_size": 2048, "intermediate_size": 6144, "moe_intermediate_size": 768,
        "num_hidden_layers": 48, "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
        "num_experts": 128, "num_experts_per_tok": 8, "decoder_sparse_step": 1, "mlp_only_layers": [],
        "vocab_size": 151936, "tie_word_embeddings": False, "use_sliding_window": False, "hidden_act": "silu"}),
    "qwen2-57b-a14b": (57.4, {
        "model_type": "qwen2_moe", "hidden_size": 3584, "intermediate_size": 18944, "moe_intermediate_size": 2560,
        "shared_expert_intermediate_size": 20480, "num_hidden_layers": 28, "num_attention_heads": 28,
        "num_key_value_heads": 4, "num_experts": 64, "num_experts_per_tok": 8, "vocab_size": 151936,
        "use_sliding_window": False, "sliding_window": 65536, "hidden_act": "silu", "tie_word_embeddings": False}),
    "gpt-oss-120b": (116.8, {
        "model_type": "gpt_oss", "hidden_size": 2880, "intermediate_size": 2880, "num_hidden_layers": 36,
        "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64, "num_local_experts": 128,
        "num_experts_per_tok": 4, "vocab_size": 201088, "sliding_window": 128,
        "layer_types": ["sliding_attention", "full_attention"] * 18, "hidden_act": "silu"}),
    "gemma-2-9b": (9.24, {
        "model_type": "gemma2", "hidden_size": 3584, "intermediate_size": 14336, "num_hidden_layers": 42,
        "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256, "vocab_size": 256000,
        "sliding_window": 4096, "hidden_act": "gelu_pytorch_tanh"}),
    "bert-large": (0.335, {
        "model_type": "bert", "hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24,
        "num_attention_heads": 16, "vocab_size": 30522, "max_position_embeddings": 512, "hidden_act": "gelu"}),
    "bloom": (176.2, {
        "model_type": "bloom", "n_embed": 14336, "n_layer": 70, "num_attention_heads": 112, "vocab_size": 250880}),
    "gpt2": (0.1244, {
        "model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024, "vocab_size": 50257,
        "activation_function": "gelu_new"}),
    "llama-4-maverick": (400.0, {"model_type": "llama4", "text_config": {
        "model_type": "llama4_text", "hidden_size": 5120, "intermediate_size": 8192, "intermediate_size_mlp": 16384,
        "num_hidden_layers": 48, "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128,
        "num_local_experts": 128, "num_experts_per_tok": 1, "interleave_moe_layer_step": 2, "vocab_size": 202048,
        "attention_chunk_size": 8192, "hidden_act": "silu"}}),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_configuration_has_the_stated_parameters(name: str) -> None:
    """The parameters of the model card, to half of its last digit and a fifth of a percent."""
    stated, config = PUBLISHED[name]
    assert total_parameters(shape_of_config(config)) / 1e9 == pytest.approx(stated, rel=0.003)


def test_of_layers_with_states_one_in_eight_has_attention() -> None:
    """Jamba v0.1: 28 of 32 layers are Mamba's, and 52B parameters as stated (51.6B counted by Hugging Face)."""
    shape = shape_of_config({
        "model_type": "jamba", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
        "num_attention_heads": 32, "num_key_value_heads": 8, "attn_layer_period": 8, "attn_layer_offset": 4,
        "num_experts": 16, "num_experts_per_tok": 2, "expert_layer_period": 2, "expert_layer_offset": 1,
        "vocab_size": 65536, "mamba_expand": 2, "hidden_act": "silu"})
    assert shape.linear_layers == 28
    assert total_parameters(shape) == pytest.approx(51.6e9, rel=0.005)


def test_windows_and_latents_are_read() -> None:
    """Every other layer of gpt-oss sees 128 tokens; V3 keeps 512 + 64 numbers a token and predicts one more token."""
    shape = shape_of_config(PUBLISHED["gpt-oss-120b"][1])
    assert (shape.window_layers, shape.window) == (18, 128)
    shape = shape_of_config(PUBLISHED["deepseek-v3"][1])
    assert (shape.kv_lora_rank + shape.qk_rope_head_dim, shape.mtp_depth, shape.moe_layers) == (576, 1, 58)


def test_a_configuration_is_simulated_like_the_model_of_the_catalogue(tmp_path) -> None:
    """Llama 3.1 405B by its file and by its name take the same time in the same layout."""
    file = tmp_path / "config.json"
    file.write_text(json.dumps(LLAMA), encoding="utf-8")
    world, asked = World(draws=64), {"chip": "h100", "chips": 8192, "layout": "tp=8,pp=16,batch=1024,seq=8192,flash=1"}
    named, read = world.simulate("llama-3-1-405b", **asked), world.simulate("", config=tmp_path, **asked)
    assert read.estimates["step_time_s"].median == pytest.approx(named.estimates["step_time_s"].median, rel=0.01)


@pytest.mark.parametrize(("text", "words"), [
    ("{", "no JSON"), ("[1]", "no JSON object"), ("{}", "layers, hidden, heads, vocab"),
    (json.dumps(LLAMA | {"num_hidden_layers": 12.5}), "no count"), (json.dumps(LLAMA | {"vocab_size": -1}), "no count"),
    (json.dumps(LLAMA | {"num_hidden_layers": 1e300}), "no count"),
    (json.dumps(LLAMA | {"num_hidden_layers": math.inf}).replace("Infinity", "1e999"), "no count"),
    (json.dumps(LLAMA | {"num_attention_heads": 120}), "16384 does not divide over 120 heads"),
    (json.dumps(LLAMA | {"num_key_value_heads": 7}), "128 query heads do not divide over 7"),
    (json.dumps(LLAMA | {"num_local_experts": 8, "num_experts_per_tok": 16}), "16 experts, and there are 8"),
    (json.dumps(LLAMA | {"vocab_size": "128256"}), "vocab_size = '128256' is no count"),
    (json.dumps(LLAMA | {"model_type": "t5", "is_encoder_decoder": True}), "t5 has an encoder beside its decoder"),
    ('{"model_type": "mamba", "hidden_size": 2560, "num_hidden_layers": 64}', "no attention heads"),
    ('{"num_hidden_layers": ' + "9" * 5000 + "}", "no JSON")])
def test_a_file_that_says_too_little_is_refused(tmp_path, text: str, words: str) -> None:
    """The error says what is wrong with the file."""
    file = tmp_path / "config.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        read_config(file)


def test_a_configuration_names_no_chip(tmp_path) -> None:
    """Nothing is known of its run: the chip is asked for."""
    (tmp_path / "config.json").write_text(json.dumps(LLAMA), encoding="utf-8")
    with pytest.raises(BadUsage, match="on which chip"):
        World(draws=64).simulate("", config=tmp_path)


def test_a_file_that_is_not_there_says_so(tmp_path) -> None:
    """The error names the file."""
    with pytest.raises(OncurveError, match=r"missing\.json: It cannot be read"):
        read_config(tmp_path / "missing.json")


def test_a_path_that_is_too_long_is_refused() -> None:
    """A path of 5,000 letters is no file, and the error is a sentence about it."""
    with pytest.raises(BadInput, match="cannot be read"):
        read_config(Path("x" * 5000 + ".json"))
